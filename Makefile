# Works with any make and any sh, the make 3.81 of macOS included. Every target installs first what it needs.

.PHONY: help setup demo up stop test test-all check format bench chaos clean
.DEFAULT_GOAL := help

python = .venv/bin/python
rooms = .
# As many at once as there are cores, each with servers of its own; tests/conftest.py says what stays together and begins first.
side_by_side = --numprocesses=logical --maxprocesses=4 --dist=loadscope --no-loadscope-reorder

help:
	@echo "make demo      start everything here, with a sample portfolio; Ctrl-C stops it"
	@echo "make stop      stop what an earlier run left"
	@echo "make test      run every test"
	@echo "make check     format, lint, types, contracts between the rooms, and every test"
	@echo "make setup     only install, into .venv"
	@echo "make up        start everything here, without the sample"
	@echo "make test-all  the tests, the API asked a hundred times over, every paper as a picture, and the large chaos run"
	@echo "make bench     measure, and compare with the floor"
	@echo "make chaos     kill everything in the middle of many cases, many times"
	@echo "make format    put the code in its usual form"
	@echo "make clean     stop, and remove everything that was installed or kept, the sample's cases too"

setup:
	@bin/bootstrap

demo: setup
	@$(python) local.py demo

up: setup
	@$(python) local.py up

stop:
	@if [ -x $(python) ]; then $(python) local.py stop; else echo "Nothing is installed here, so nothing runs."; fi

test: setup
	$(python) -m pytest tests $(side_by_side)

test-all: setup
	DUE_COURSE_EXAMPLES=100 $(python) -m pytest tests $(side_by_side)
	$(python) -m tests.papers.pictures .data/pictures
	$(python) -m bench.chaos

check: setup
	.venv/bin/ruff format --check $(rooms)
	.venv/bin/ruff check $(rooms)
	.venv/bin/mypy
	.venv/bin/lint-imports
	$(python) -m pytest tests $(side_by_side)

format: setup
	.venv/bin/ruff format $(rooms)
	.venv/bin/ruff check --fix $(rooms)

bench: setup
	$(python) -m bench

chaos: setup
	$(python) -m bench.chaos

clean:
	@if [ -x $(python) ]; then $(python) local.py clean; fi
	rm -rf .venv .data .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
