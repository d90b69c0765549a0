"""The command line records by way of the board's API, with a key and nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from settings import CHECKOUT
from store import ledger, web
from tests.web.conftest import LEE, Board

NOTE = ("A1-1", "note-added", "--on", "today", "--text", "By way of the board: <b>&amp;</b>")


@pytest.fixture(scope="module")
def key(the_board: Board) -> str:
    with the_board.memory() as memory:
        return web.make_key(memory, name="keyboard", team="North", made_by=LEE)


def typed(the_board: Board, tmp_path: Path, key: str, *words: str, url: str = "") -> CompletedProcess[str]:
    """`duecourse record`, in a place where neither PostgreSQL nor Temporal is."""
    env = {n: v for n, v in os.environ.items() if n not in ("DATABASE_URL", "TEMPORAL_ADDRESS")}
    env |= {"DUE_COURSE_BOARD": url or the_board.url, "DUE_COURSE_KEY": key, "DUE_COURSE_DATA": str(tmp_path)}
    command = [sys.executable, "starter.py", "record", *words]
    return subprocess.run(command, cwd=CHECKOUT, env=env, capture_output=True, text=True, check=False)


def test_an_event_is_recorded_and_told_as_ever(the_board: Board, tmp_path: Path, key: str) -> None:
    before = the_board.version("A1-1")
    tried = typed(the_board, tmp_path, key, *NOTE, "--dry-run")
    assert tried.returncode == 0 and "Nothing was changed" in tried.stdout, tried.stderr
    assert the_board.version("A1-1") == before
    done = typed(the_board, tmp_path, key, *NOTE, "--json")
    assert done.returncode == 0 and json.loads(done.stdout)["step"] == before + 1, done.stderr
    with the_board.memory() as memory:
        last = ledger.events(memory, "A1-1")[-1]
    assert (last.kind, last.payload["text"]) == ("note_added", NOTE[-1])


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("A1-1", "hearing-vacated", "--on", "today"), 3, "No claim has been issued"),
        (("Z9-1", "note-added", "--on", "today", "--text", "x"), 4, "There is no case Z9-1"),
        (("A1-1", "note-added", "--on", "31/2/2026", "--text", "x"), 2, "31/2/2026"),
        (("A1-1", "note-added", "--on", "today"), 2, "--text"),
        (("A1-1", "note-added", "--on", "today", "--text", "x", "--by", LEE), 2, "knows by the key"),
        (("A1-1", "corrected", "--on", "today", "--corrects", "1", "--withdraw"), 2, "corrected on the board's own"),
    ],
)
def test_a_refusal_keeps_its_exit_code(
    the_board: Board, tmp_path: Path, key: str, words: tuple[str, ...], code: int, says: str
) -> None:
    told = typed(the_board, tmp_path, key, *words)
    assert told.returncode == code and says in told.stderr + told.stdout, told.stdout + told.stderr


def test_without_the_right_key_or_a_board_nothing_goes(the_board: Board, tmp_path: Path, key: str) -> None:
    assert typed(the_board, tmp_path, "wrong", *NOTE).returncode == 1
    gone = typed(the_board, tmp_path, key, *NOTE, url="http://127.0.0.1:9")
    assert gone.returncode == 1 and "gives no answer" in gone.stderr
    half = typed(the_board, tmp_path, "", *NOTE)
    assert half.returncode == 1 and "DUE_COURSE_KEY is not" in half.stderr
