"""The record takes each step once, whatever is tried twice, and nobody edits it."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from store import ledger
from store.db import Connection, connect
from tests.store.rows import CASE, NOON, event, step


def test_a_step_and_its_events_come_back_as_written(conn: Connection) -> None:
    written = ledger.append_step(conn, step(), [event(1), event(2)])
    assert written.recorded_at is not None
    assert ledger.find_step(conn, CASE, 1) == written
    assert ledger.events(conn, CASE) == [event(1), event(2)]
    assert ledger.event_by_id(conn, event(2).event_id) == event(2)
    assert ledger.steps(conn, CASE) == [written]
    assert ledger.last_seq(conn, CASE) == 2
    assert written.as_of == NOON
    assert ledger.all_cases(conn) == [CASE]


def test_nothing_is_found_of_an_unknown_case(conn: Connection) -> None:
    assert ledger.find_step(conn, CASE, 1) is None
    assert ledger.events(conn, CASE) == []
    assert ledger.event_by_id(conn, event().event_id) is None
    assert ledger.last_seq(conn, CASE) == 0
    assert ledger.all_cases(conn) == []


def test_the_same_command_again_changes_nothing(conn: Connection) -> None:
    first = ledger.append_step(conn, step(), [event()])
    again = ledger.append_step(conn, step(receipt={"version": 99}), [event()])
    assert again == first
    assert len(ledger.events(conn, CASE)) == 1


def test_another_command_in_the_same_place_is_a_conflict(conn: Connection) -> None:
    ledger.append_step(conn, step(), [event()])
    with pytest.raises(ledger.StepConflict, match=f"Step 1 of case {CASE} is in the record already with other content"):
        ledger.append_step(conn, step(command_hash="other"), [event(2)])
    assert len(ledger.events(conn, CASE)) == 1


def test_an_event_is_recorded_once_in_all_cases(conn: Connection) -> None:
    ledger.append_step(conn, step(), [event()])
    conn.commit()
    twice = event(1, case_ref="A-200-1", event_id=event().event_id)
    with pytest.raises(ledger.EventConflict):
        ledger.append_step(conn, step(case_ref="A-200-1"), [twice])
    conn.rollback()
    assert ledger.all_cases(conn) == [CASE]


def test_an_event_of_another_step_is_refused(conn: Connection) -> None:
    with pytest.raises(ledger.EventConflict, match="step 1 is expected"):
        ledger.append_step(conn, step(1), [event(1, number=2)])


@pytest.mark.parametrize(
    "statement", ["UPDATE case_event SET kind = 'x'", "DELETE FROM case_event", "TRUNCATE case_event"]
)
def test_the_record_is_append_only(conn: Connection, statement: str) -> None:
    ledger.append_step(conn, step(), [event()])
    conn.commit()
    with pytest.raises(psycopg.errors.RestrictViolation, match="append only"):
        conn.execute(statement.encode())
    conn.rollback()
    assert ledger.events(conn, CASE) == [event()]


def test_many_attempts_at_one_step_write_it_once(db: str) -> None:
    def attempt(_: int) -> str:
        with connect(db) as connection, connection.transaction():
            ledger.lock_case(connection, CASE)
            if ledger.find_step(connection, CASE, 1) is not None:
                return "found"
            ledger.append_step(connection, step(), [event()])
            return "wrote"

    with ThreadPoolExecutor(8) as threads:
        assert sorted(threads.map(attempt, range(8))) == ["found"] * 7 + ["wrote"]
