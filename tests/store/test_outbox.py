"""A reminder is planned once, made void by a later step, and sent once by whichever dispatcher gets it."""

from datetime import timedelta
from uuid import UUID

import pytest

from store import board, outbox
from store.db import Connection, StoreError, connect
from tests.store.rows import CASE, NOON, line, reminder

LEADER = "leader@example.org"


def ids(rows: list[outbox.OutboxRow]) -> list[UUID]:
    return [row.id for row in rows]


def test_planning_twice_plans_once(conn: Connection) -> None:
    outbox.plan(conn, CASE, 1, [reminder(0), reminder(5)])
    outbox.plan(conn, CASE, 1, [reminder(0), reminder(5)])
    assert outbox.rows(conn, case_ref=CASE) == [reminder(0), reminder(5)]


def test_a_later_plan_makes_the_rest_void(conn: Connection) -> None:
    outbox.plan(conn, CASE, 1, [reminder(0), reminder(5)])
    outbox.plan(conn, CASE, 2, [reminder(5, number=2, subject="New words"), reminder(9, number=2)])
    assert outbox.rows(conn) == [reminder(5, number=2, subject="New words"), reminder(9, number=2)]
    assert {row.id: row.made_void_at is not None for row in outbox.rows(conn, with_void=True)} == {
        reminder(0).id: True,
        reminder(5).id: False,
        reminder(9).id: False,
    }


def test_a_void_reminder_planned_again_is_alive_again(conn: Connection) -> None:
    outbox.plan(conn, CASE, 1, [reminder(0)])
    outbox.plan(conn, CASE, 2, [])
    assert outbox.due(conn, NOON) == []
    outbox.plan(conn, CASE, 3, [reminder(0, number=3)])
    assert outbox.due(conn, NOON) == [reminder(0, number=3)]


def test_other_cases_are_left_alone(conn: Connection) -> None:
    outbox.plan(conn, "B-1", 1, [reminder(0, case_ref="B-1")])
    outbox.plan(conn, CASE, 1, [])
    assert outbox.rows(conn) == [reminder(0, case_ref="B-1")]
    with pytest.raises(StoreError, match=f"came with case {CASE} step 1"):
        outbox.plan(conn, CASE, 1, [reminder(0, case_ref="B-1")])


def test_what_was_sent_stays_sent(conn: Connection) -> None:
    outbox.plan(conn, CASE, 1, [reminder(0)])
    assert outbox.mark_sent(conn, reminder(0).id, NOON)
    assert not outbox.mark_sent(conn, reminder(0).id, NOON)
    outbox.plan(conn, CASE, 2, [reminder(0, number=2, subject="New words")])
    outbox.plan(conn, CASE, 3, [])
    assert outbox.rows(conn, sent=True) == [reminder(0, sent_at=NOON)]
    assert outbox.due(conn, NOON + timedelta(days=99)) == []


def test_only_what_is_due_comes_earliest_first(conn: Connection) -> None:
    outbox.plan(conn, CASE, 1, [reminder(2), reminder(0), reminder(1)])
    assert ids(outbox.due(conn, NOON - timedelta(seconds=1))) == []
    assert ids(outbox.due(conn, NOON + timedelta(days=1))) == ids([reminder(0), reminder(1)])
    assert ids(outbox.due(conn, NOON + timedelta(days=9), limit=2)) == ids([reminder(0), reminder(1)])


def test_a_case_whose_clock_was_moved_is_reminded_on_its_own_day(conn: Connection) -> None:
    board.upsert(conn, line())
    outbox.plan(conn, CASE, 1, [reminder(10)])
    assert outbox.due(conn, NOON) == []
    board.set_clock_ahead(conn, CASE, timedelta(days=10))
    assert ids(outbox.due(conn, NOON)) == [reminder(10).id]


def test_two_dispatchers_never_hold_the_same_reminder(db: str) -> None:
    with connect(db) as first, connect(db) as second:
        outbox.plan(first, CASE, 1, [reminder(0), reminder(1)])
        first.commit()
        late = NOON + timedelta(days=5)
        assert ids(outbox.due(first, late, limit=1)) == [reminder(0).id]
        assert ids(outbox.due(second, late)) == [reminder(1).id]
        outbox.mark_sent(first, reminder(0).id, late)
        first.commit()
        second.rollback()
        assert ids(outbox.due(second, late)) == [reminder(1).id]


def test_acknowledging_ends_the_escalation_of_that_date_only(conn: Connection) -> None:
    above = reminder(3, audience_email=LEADER, escalation=1)
    other = reminder(3, kind="hearing", audience_email=LEADER, escalation=1)
    outbox.plan(conn, CASE, 1, [reminder(0), reminder(9), above, other])
    with pytest.raises(outbox.NoSuchReminder):
        outbox.acknowledge(conn, reminder(9, kind="nothing").id, by="x", at=NOON)
    outbox.mark_sent(conn, reminder(0).id, NOON)
    assert outbox.acknowledge(conn, reminder(0).id, by="officer@example.org", at=NOON) == 2
    assert ids(outbox.due(conn, NOON + timedelta(days=30))) == ids([other, reminder(9)])
    (seen,) = outbox.rows(conn, sent=True)
    assert (seen.acknowledged_at, seen.acknowledged_by) == (NOON, "officer@example.org")
    outbox.plan(conn, CASE, 2, [above.model_copy(update={"step": 2})])
    assert outbox.due(conn, NOON + timedelta(days=30)) == []


def test_one_more_is_added_beside_the_others_once(conn: Connection) -> None:
    outbox.plan(conn, CASE, 1, [reminder(0)])
    above = reminder(1, audience_email=LEADER, escalation=1)
    outbox.add(conn, above)
    outbox.add(conn, above)
    assert outbox.rows(conn) == [reminder(0), above]
    assert outbox.rows(conn, audience_email="Leader@example.org") == [above]
    assert outbox.rows(conn, sent=True) == []


def test_the_id_is_made_of_what_the_reminder_is() -> None:
    assert reminder(0).id == reminder(0, number=7, subject="other").id
    assert len({reminder(0).id, reminder(1).id, reminder(0, kind="x").id, reminder(0, audience_email=LEADER).id}) == 4
