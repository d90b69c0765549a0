"""The weekly review tells only the cases whose account crossed what they asked for, once for each balance."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from store import accounts, board, facts
from store.board import WatchRow
from store.db import Connection
from tests.store.rows import CASE, NOON, account, line, posting

EXPECTED = {"from": "2026-11-02", "streams": [{"first": "2026-11-29", "every": "month", "pence": 5000}]}
NOT_YET = {"from": "2026-11-02", "streams": [{"first": "2026-11-30", "every": "week", "pence": 5000}]}
WEEKLY = {
    "from": "2026-11-02",
    "streams": [
        {"first": "2026-11-09", "every": "week", "pence": 500},
        {"first": "2026-11-09", "every": "fortnightly", "pence": 2000},
    ],
}


def watched(connection: Connection, **watch: Any) -> None:
    account(connection)
    board.upsert(connection, line())
    board.set_watch(connection, WatchRow(case_ref=CASE, **watch))


@pytest.mark.parametrize(
    ("watch", "kinds"),
    [
        ({"wake_below_pence": 50_000}, []),
        ({"wake_below_pence": 50_001}, ["balance_below"]),
        ({"wake_above_pence": 50_000}, []),
        ({"wake_above_pence": 49_999}, ["balance_above"]),
        ({"wake_below_pence": 10_000, "wake_above_pence": 60_000}, []),
        ({"pay_expected": EXPECTED}, ["payment_missed"]),
        ({"pay_expected": NOT_YET}, []),
        ({"pay_expected": EXPECTED, "wake_above_pence": 49_999}, ["balance_above", "payment_missed"]),
    ],
    ids=str,
)
def test_a_fact_is_made_only_when_a_limit_is_crossed(conn: Connection, watch: dict[str, Any], kinds: list[str]) -> None:
    watched(conn, **watch)
    assert facts.crossings(conn) == len(kinds)
    assert sorted(fact.kind for fact in facts.unsent_facts(conn)) == kinds


@pytest.mark.parametrize(
    ("postings", "missed"),
    [
        ([("a", date(2026, 11, 2), {"payment": 5000})], None),
        (
            [
                ("a", date(2026, 11, 30), {"payment": 2000}),
                ("b", date(2026, 11, 9), {"payment": 3000, "kind": "uc_direct"}),
            ],
            None,
        ),
        ([("a", date(2026, 11, 1), {"payment": 5000})], 0),
        ([("a", date(2026, 12, 1), {"payment": 5000})], 0),
        ([("a", date(2026, 11, 9), {"payment": 4999})], 4999),
        ([("a", date(2026, 11, 9), {"payment": 9000, "kind": "adjustment"})], 0),
        (
            [
                ("a", date(2026, 11, 9), {"payment": 5000}),
                ("b", date(2026, 11, 12), {"charge": 5000, "kind": "reversal"}),
            ],
            0,
        ),
        (
            [
                ("a", date(2026, 11, 9), {"payment": 5000}),
                ("b", date(2026, 11, 12), {"charge": 12000, "kind": "rent_charge"}),
            ],
            None,
        ),
    ],
    ids=[
        "paid on the first day",
        "paid in two parts, the last day counts",
        "paid before",
        "paid after",
        "a penny short",
        "an adjustment is no payment",
        "a payment that bounced",
        "rent charged meanwhile",
    ],
)
def test_a_missed_payment_counts_payments_between_the_days(
    conn: Connection, postings: list[tuple[str, date, dict[str, Any]]], missed: int | None
) -> None:
    watched(conn, pay_expected=EXPECTED)
    for ref, on, money in postings:
        posting(conn, ref, on, **money)
    facts.crossings(conn)
    assert [fact.payload["paid_pence"] for fact in facts.unsent_facts(conn)] == ([] if missed is None else [missed])


def test_the_same_balance_is_told_once_and_next_week_again(conn: Connection) -> None:
    watched(conn, wake_above_pence=40_000)
    assert (facts.crossings(conn), facts.crossings(conn)) == (1, 0)
    conn.commit()
    account(conn, balance=51_000, as_at=date(2026, 12, 7))
    assert facts.crossings(conn) == 1
    first, second = facts.unsent_facts(conn)
    assert (first.workflow_id, first.payload) == (
        "arrears/A-100/1",
        {"balance_pence": 50_000, "as_at": "2026-11-30", "limit_pence": 40_000},
    )
    assert second.payload["balance_pence"] == 51_000


def test_a_closed_or_unwatched_case_is_told_nothing(conn: Connection) -> None:
    watched(conn, wake_above_pence=40_000)
    board.set_watch(conn, WatchRow(case_ref=CASE))
    assert facts.crossings(conn) == 0
    board.set_watch(conn, WatchRow(case_ref=CASE, wake_above_pence=40_000))
    board.upsert(conn, line(version=2, closed_on=date(2026, 12, 1)))
    assert facts.crossings(conn) == 0


def test_a_fact_is_followed_from_the_queue_to_the_case(conn: Connection) -> None:
    watched(conn, wake_above_pence=40_000)
    facts.crossings(conn)
    (fact,) = facts.unsent_facts(conn, limit=5)
    assert facts.mark_sent(conn, [fact.id], NOON) == 1
    assert facts.mark_sent(conn, [fact.id], NOON) == 0
    assert facts.unsent_facts(conn) == []
    later = datetime.now(UTC) + timedelta(days=1)
    (waiting,) = facts.unacknowledged(conn, later)
    assert (waiting.id, waiting.sent_at) == (fact.id, NOON)
    assert facts.unacknowledged(conn, NOON - timedelta(days=9999)) == []
    assert facts.acknowledge_fact(conn, fact.id, NOON)
    assert not facts.acknowledge_fact(conn, fact.id, NOON)
    assert facts.unacknowledged(conn, later) == []


@pytest.mark.parametrize(("paid", "missed"), [(5_499, True), (5_500, False)])
def test_what_falls_due_again_and_again_is_added_up(conn: Connection, paid: int, missed: bool) -> None:
    """Three weeks of 500 and two fortnights of 2,000 have fallen due by the day before 30 November."""
    watched(conn, pay_expected=WEEKLY)
    posting(conn, "a", date(2026, 11, 20), payment=paid)
    facts.crossings(conn)
    found = [(f.kind, f.payload["expected_pence"], f.payload["by"]) for f in facts.unsent_facts(conn)]
    assert found == ([("payment_missed", 5_500, "2026-11-23")] if missed else [])


def test_an_older_balance_tells_nothing_to_a_case_that_was_told_a_newer_one(conn: Connection) -> None:
    watched(conn, wake_above_pence=49_999, pay_expected=EXPECTED)
    accounts.take_typed(conn, "A-100", 30_000, date(2026, 12, 4))
    assert facts.crossings(conn) == 0
    conn.execute("UPDATE rent_account SET typed_arrears_pence = NULL, typed_as_at = NULL")
    assert facts.crossings(conn) == 2


def plan(**changes: Any) -> dict[str, Any]:
    """The order of rent and 500 a week from 2 November, as the board keeps it."""
    weekly = [{"first": "2026-11-02", "every": "week", "pence": 500}]
    return {"from": "2026-10-26", "streams": weekly, "rent_from": "2026-10-27", "with_plan": True, **changes}


def rent(conn: Connection, *pence: int) -> None:
    """Rent charged on Mondays from 2 November."""
    for n, one in enumerate(pence):
        posting(conn, f"r{n}", date(2026, 11, 2) + timedelta(days=7 * n), charge=one, kind="rent_charge")


@pytest.mark.parametrize(("paid", "missed"), [(4_000 * 3 + 1_000 + 4 * 500 - 1, True), (4_000 * 3 + 3_000, False)])
def test_the_rent_that_is_expected_is_the_rent_that_was_charged(conn: Connection, paid: int, missed: bool) -> None:
    """Four Mondays by the day before 30 November, one of them at another rent; what falls due on the day may still come."""
    watched(conn, pay_expected=plan())
    rent(conn, 4_000, 4_000, 1_000, 4_000, 4_000)
    posting(conn, "a", date(2026, 11, 20), payment=paid)
    facts.crossings(conn)
    found = [(f.payload["expected_pence"], f.payload["by"]) for f in facts.unsent_facts(conn)]
    assert found == ([(15_000, "2026-11-23")] if missed else [])


@pytest.mark.parametrize(
    ("status", "pay_day", "by"),
    [
        ("direct_payment", date(2026, 12, 12), "2026-11-09"),
        ("verified", date(2026, 8, 12), "2026-11-09"),  # told long ago
        ("verified", date(2026, 11, 30), None),  # it may still come today
        ("claimed", date(2026, 12, 12), "2026-11-23"),
        ("none", None, "2026-11-23"),
    ],
)
def test_what_fell_due_since_universal_credit_was_paid_is_not_missed(
    conn: Connection, status: str, pay_day: date | None, by: str | None
) -> None:
    watched(conn, pay_expected=plan())
    conn.execute("UPDATE rent_account SET uc_status = %s, uc_next_payment = %s", (status, pay_day))
    rent(conn, 4_000, 4_000, 4_000, 4_000, 4_000)
    facts.crossings(conn)
    assert [f.payload["by"] for f in facts.unsent_facts(conn)] == ([by] if by else [])


def test_rent_of_another_rhythm_is_expected_on_its_own_days(conn: Connection) -> None:
    monthly = [{"first": "2026-11-05", "every": "month", "pence": 2000}]
    watched(conn, pay_expected=plan(streams=monthly, rent_from="2026-11-05", with_plan=False))
    rent(conn, 4_000, 4_000, 4_000, 4_000, 4_000)
    facts.crossings(conn)
    found = [(f.payload["expected_pence"], f.payload["by"]) for f in facts.unsent_facts(conn)]
    assert found == [(14_000, "2026-11-23")]
