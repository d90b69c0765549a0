"""The proofs: the board is what its record says, nothing is stuck, a history replays; and a moved clock."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, timedelta

import pytest

from cli import desk
from settings import CHECKOUT
from stack import postgres
from tests.cli.conftest import CommandLine
from workflows.faults import CaseSilent, explain


def test_the_board_is_what_its_record_says(duecourse: CommandLine) -> None:
    found = duecourse.json("rebuild")
    assert found["identical"] is True
    assert found["cases"] == len(duecourse.json("list", "--closed"))
    assert "identical" in duecourse.done("rebuild", "--check")


def test_nothing_is_stuck(duecourse: CommandLine) -> None:
    assert duecourse.json("check") == []
    assert "No case is stuck" in duecourse.done("check")


def test_a_history_replays_with_todays_code(duecourse: CommandLine) -> None:
    found = duecourse.json("replay", "A3")
    assert (found["agrees"], found["runs"] >= 1) == (True, True)
    assert "today's code agrees" in duecourse.done("replay", "A3")


def test_one_cases_clock_is_moved_and_no_others(duecourse: CommandLine) -> None:
    before = duecourse.today
    moved = duecourse.json("fast-forward", "A7", "3d")
    assert date.fromisoformat(moved["today"]) == before + timedelta(days=3)
    assert duecourse.json("next", "A7")["today"] == moved["today"]
    assert duecourse.json("next", "A1")["today"] == before.isoformat()
    assert "its today is" in duecourse.done("fast-forward", "A7", "24h")
    duecourse.done("record", "A7", "note-added", "--on", (before + timedelta(days=4)).isoformat(), "--text", "Later")
    assert (
        duecourse("record", "A7", "note-added", "--on", (before + timedelta(days=9)).isoformat(), "--text", "x").code
        == 3
    )
    assert duecourse("fast-forward", "A7", "soon").code == 2
    assert duecourse("fast-forward", "A7", "0d").code == 3
    assert duecourse("fast-forward", "A5", "1d").code == 4


def test_what_to_do_with_a_case_that_needs_attention_is_asked_for(duecourse: CommandLine) -> None:
    assert duecourse("resolve", "A7", "forget").code == 2
    assert duecourse.done("resolve", "A7", "retry").startswith("There was nothing to do: case A7-1 needs no attention")
    assert duecourse.done("resolve", "A7", "drop").startswith("There was nothing to do")
    assert duecourse.done("revive", "A7") == (
        "There was nothing to do: case A7-1 has its workflow, and it is running.\n"
    )
    assert duecourse.json("check") == []


def run(*arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
    """The command line as a process of its own."""
    environment = {k: v for k, v in os.environ.items() if k not in changes or changes[k]} | {
        k: v for k, v in changes.items() if v
    }
    return subprocess.run(
        [sys.executable, "starter.py", *arguments],
        cwd=CHECKOUT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_as_a_process_it_ends_cleanly_with_its_exit_code(duecourse: CommandLine) -> None:
    assert run("check").returncode == 0
    refused = run("record", "A2", "claim-submitted", "--on", "today", "--court", "Hartley County Court")
    assert (refused.returncode, refused.stdout) == (3, "")
    assert "Traceback" not in refused.stderr
    assert run("show", "Z9").returncode == 4


def test_without_a_stack_it_says_how_to_start_one() -> None:
    nowhere = run("list", DATABASE_URL="", TEMPORAL_ADDRESS="", DUE_COURSE_DATA="/nonexistent/due-course")
    assert nowhere.returncode == 1
    assert nowhere.stderr.startswith("No stack is running here")
    refusing = run("list", DATABASE_URL="postgresql://nobody@127.0.0.1:1/none?connect_timeout=2")
    assert refusing.returncode == 1
    assert refusing.stderr.startswith("The database did not answer")


@pytest.mark.parametrize("url", ["nonsense", "mysql://officer:secret@db/x", "postgresql://%zz"])
def test_a_database_url_that_is_none_is_said_without_repeating_it(url: str) -> None:
    told = run("list", DATABASE_URL=url)
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr == "DATABASE_URL is not understood; expected postgresql://USER@HOST:PORT/DATABASE.\n"


def test_a_database_that_was_never_set_up_is_said(cluster: postgres.Postgres) -> None:
    told = run("list", DATABASE_URL=postgres.create_database(cluster, "never_set_up"))
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr.startswith("The database has no tables of Due Course's")


def test_a_case_that_does_not_answer_is_looked_at_before_anything_is_done_twice() -> None:
    with pytest.raises(CaseSilent) as silent:
        explain(TimeoutError(), "A1-1")
    typed, in_a_file = desk.problem_of(silent.value), desk.problem_of(silent.value, option=str)
    assert typed is not None and in_a_file is not None
    assert typed.code == in_a_file.code == 1
    assert "`duecourse show A1-1 --history` shows whether it was" in typed.sentences[1]
    assert in_a_file.sentences[1] == "Give the file again: nothing in it is recorded twice."


def test_help_needs_none_of_the_heavy_libraries() -> None:
    code = (
        "import sys; from cli.main import app; loaded = {m.partition('.')[0] for m in sys.modules}; "
        "print(sorted({'temporalio', 'psycopg', 'docxtpl', 'jinja2', 'docx', 'pydantic'} & loaded))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
