"""The board shows the latest step, never goes back, and can be compared row by row."""

from datetime import date, timedelta

import psycopg
import pytest

from store import board, documents
from store.board import WatchRow
from store.db import Connection
from tests.store.rows import CASE, account, deadline, line, paper


def test_a_row_comes_back_as_written(conn: Connection) -> None:
    assert board.upsert(conn, line())
    assert board.get(conn, CASE) == line()
    assert board.open_case_for_account(conn, "A-100") == line()


def test_only_a_later_version_is_written(conn: Connection) -> None:
    assert board.upsert(conn, line(version=3, stage="claim"))
    assert not board.upsert(conn, line(version=3, stage="hearing"))
    assert not board.upsert(conn, line(version=2, stage="notice"))
    found = board.get(conn, CASE)
    assert found is not None and (found.version, found.stage) == (3, "claim")
    assert board.upsert(conn, line(version=4, stage="hearing"))


def test_an_account_has_one_open_case(conn: Connection) -> None:
    board.upsert(conn, line())
    with pytest.raises(psycopg.errors.UniqueViolation, match="board_one_open_case_per_account"), conn.transaction():
        board.upsert(conn, line(episode=2))
    board.upsert(conn, line(version=2, stage="closed", closed_on=date(2026, 12, 1)))
    assert board.upsert(conn, line(episode=2))


def test_an_account_leads_to_its_open_else_its_last_case(conn: Connection) -> None:
    assert board.get(conn, "A-100") is None
    assert board.last_episode(conn, "A-100") == 0
    board.upsert(conn, line(episode=1, closed_on=date(2026, 1, 1)))
    board.upsert(conn, line(episode=2, closed_on=date(2026, 6, 1)))
    found = board.get(conn, "A-100")
    assert found is not None and found.episode == 2
    assert board.open_case_for_account(conn, "A-100") is None
    assert board.last_episode(conn, "A-100") == 2
    board.upsert(conn, line(episode=3))
    found = board.get(conn, "A-100")
    assert found is not None and found.episode == 3


def test_dates_are_replaced_whole(conn: Connection) -> None:
    board.upsert(conn, line())
    unknown = deadline("hearing", act_on=None, status="unknown", waiting_on="court")
    board.replace_deadlines(conn, CASE, [unknown, deadline(), deadline(instance="P-2", act_on=date(2026, 12, 1))])
    assert board.case_deadlines(conn, CASE) == [
        deadline(instance="P-2", act_on=date(2026, 12, 1)),
        deadline(),
        unknown,
    ]
    board.replace_deadlines(conn, CASE, [deadline(citations=())])
    assert board.case_deadlines(conn, CASE) == [deadline(citations=())]
    board.replace_deadlines(conn, CASE, [])
    assert board.case_deadlines(conn, CASE) == []


def test_the_parts_of_a_step_are_written_in_any_order(conn: Connection) -> None:
    with conn.transaction():
        board.replace_deadlines(conn, CASE, [deadline()])
        board.set_watch(conn, WatchRow(case_ref=CASE, wake_above_pence=1))
        board.upsert(conn, line())
    assert board.case_deadlines(conn, CASE) == [deadline()]


def test_a_watch_is_set_changed_and_taken_away(conn: Connection) -> None:
    board.upsert(conn, line())
    first = WatchRow(case_ref=CASE, wake_below_pence=0, pay_expected={"from": "2026-11-01", "streams": []})
    board.set_watch(conn, first)
    assert board.watch(conn, CASE) == first
    second = WatchRow(case_ref=CASE, wake_above_pence=90_000)
    board.set_watch(conn, second)
    assert board.watch(conn, CASE) == second
    board.set_watch(conn, WatchRow(case_ref=CASE))
    assert board.watch(conn, CASE) is None


@pytest.fixture
def three(conn: Connection) -> Connection:
    """A: notice, North, due 8 December. B: claim, South, waiting on the court. C: closed."""
    board.upsert(conn, line("A", next_on=date(2026, 12, 8)))
    board.replace_deadlines(conn, "A-1", [deadline(case_ref="A-1")])
    board.upsert(conn, line("B", stage="claim", team="South", owner="Other@Example.org", waiting_on="court"))
    late = deadline(case_ref="B-1", act_on=date(2026, 12, 20), owner="other@example.org")
    board.replace_deadlines(conn, "B-1", [late, deadline("listing", case_ref="B-1", act_on=None, status="unknown")])
    board.upsert(conn, line("C", stage="closed", closed_on=date(2026, 11, 1)))
    board.replace_deadlines(conn, "C-1", [deadline(case_ref="C-1")])
    return conn


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["A-1", "B-1"]),
        ({"with_closed": True}, ["A-1", "B-1", "C-1"]),
        ({"stage": "closed"}, ["C-1"]),
        ({"stage": "claim"}, ["B-1"]),
        ({"owner": "other@example.org"}, ["B-1"]),
        ({"team": "north"}, ["A-1"]),
        ({"waiting_on": "court"}, ["B-1"]),
        ({"overdue_on": date(2026, 12, 8)}, []),
        ({"overdue_on": date(2026, 12, 9)}, ["A-1"]),
        ({"overdue_on": date(2026, 12, 21)}, ["A-1", "B-1"]),
        ({"stage": "claim", "team": "North"}, []),
        ({"limit": 1}, ["A-1"]),
    ],
    ids=str,
)
def test_cases_are_listed_by_what_is_asked(three: Connection, asked: dict[str, object], expected: list[str]) -> None:
    assert [found.case_ref for found in board.list_cases(three, **asked)] == expected  # type: ignore[arg-type]


def test_dates_of_open_cases_are_listed_nearest_first(three: Connection) -> None:
    assert [due.case_ref for due in board.deadlines(three)] == ["A-1", "B-1"]
    assert [due.case_ref for due in board.deadlines(three, until=date(2026, 12, 8))] == ["A-1"]
    assert board.deadlines(three, until=date(2026, 12, 7)) == []
    (due,) = board.deadlines(three, owner="Other@example.org")
    assert (due.account_ref, due.stage, due.act_on) == ("B", "claim", date(2026, 12, 20))
    assert [found.case_ref for found in board.deadlines(three, team="South")] == ["B-1"]


def test_a_case_whose_clock_was_moved_is_overdue_on_its_own_day(three: Connection) -> None:
    board.set_clock_ahead(three, "B-1", timedelta(days=14))
    assert [due.case_ref for due in board.deadlines(three, until=date(2026, 12, 7))] == ["B-1"]
    assert [found.case_ref for found in board.list_cases(three, overdue_on=date(2026, 12, 7))] == ["B-1"]
    with pytest.raises(board.NoSuchCase, match="There is no case Z-1"):
        board.set_clock_ahead(three, "Z-1", timedelta(days=1))


def test_a_later_step_leaves_the_clock_alone(conn: Connection) -> None:
    board.upsert(conn, line())
    board.set_clock_ahead(conn, CASE, timedelta(days=14))
    board.upsert(conn, line(version=2))
    found = board.get(conn, CASE)
    assert found is not None and found.clock_ahead == timedelta(days=14)


def test_the_summary_counts_what_is_there(three: Connection) -> None:
    account(three, "A", balance=1)
    account(three, "B", balance=0)
    documents.put(three, paper(case_ref="A-1"), b"paper")
    documents.put(three, paper("x", case_ref="A-1", status="withheld"), None)
    board.upsert(three, line("A", version=2, irregular=2, needs_attention="Nobody owns it.", next_on=date(2026, 12, 8)))
    summary = board.summary(three)
    assert (summary.accounts, summary.accounts_in_arrears) == (2, 1)
    assert (summary.open_cases, summary.closed_cases, summary.irregular, summary.needing_attention) == (2, 1, 1, 1)
    assert summary.stages == {"claim": 1, "notice": 1}
    assert summary.papers == {"final": 1, "withheld": 1}
    assert [due.case_ref for due in summary.next_deadlines] == ["A-1", "B-1"]


def test_a_board_rebuilt_from_nothing_is_the_same_board(three: Connection) -> None:
    board.set_watch(three, WatchRow(case_ref="A-1", wake_above_pence=1))
    board.set_clock_ahead(three, "B-1", timedelta(days=3))
    before = board.dump_board(three)
    rows = [found for ref in ("A-1", "B-1", "C-1") if (found := board.get(three, ref))]
    dates = {row.case_ref: board.case_deadlines(three, row.case_ref) for row in rows}

    clocks = board.clear(three)
    assert board.dump_board(three) == {"board": [], "board_deadline": [], "case_watch": []}
    for row in reversed(rows):
        board.upsert(three, row)
        board.replace_deadlines(three, row.case_ref, dates[row.case_ref][::-1])
    assert board.dump_board(three) != before
    board.set_watch(three, WatchRow(case_ref="A-1", wake_above_pence=1))
    assert board.dump_board(three) == before

    assert clocks == {"B-1": timedelta(days=3)}
    board.set_clock_ahead(three, "B-1", clocks["B-1"])
    assert board.dump_board(three) == before
    assert "clock_ahead" not in before["board"][0]
