"""The append-only record: a row a step, a row an event. What is written here is never edited."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import psycopg
from pydantic import Field

from store import db
from store.db import Connection, Row, StoreError

SQL = db.queries("queries_ledger.sql")


class StepConflict(StoreError):
    """A step is in the record already with other content: the two histories have parted and a person must look."""


class EventConflict(StoreError):
    """An event with this id, or this place in the case, is in the record already."""


class StepRow(Row):
    """One step of a case. `receipt` is what the workflow adopts; `outcome` is the full report for the faces.

    `recorded_at` is the database's time of writing and None before it is written.
    """

    case_ref: str
    step: int
    as_of: datetime
    command_hash: str
    receipt: dict[str, Any]
    outcome: dict[str, Any] = Field(default_factory=dict)
    recorded_at: datetime | None = None


class EventRow(Row):
    """One event: `seq` counts from 1 within the case, `payload` is the event, `decision` what followed from it."""

    case_ref: str
    seq: int
    step: int
    event_id: UUID
    kind: str
    happened_on: date
    recorded_at: datetime
    recorded_by: str
    source: str
    payload: dict[str, Any]
    decision: dict[str, Any]
    rules_version: str
    code_version: str


def lock_case(connection: Connection, case_ref: str) -> None:
    """Waits for and takes the case until the transaction ends. Take it before `find_step`."""
    connection.execute(SQL["lock_case"], {"case_ref": case_ref})


def find_step(connection: Connection, case_ref: str, step: int) -> StepRow | None:
    """The step as recorded, or None."""
    return db.row(connection, StepRow, SQL["find_step"], {"case_ref": case_ref, "step": step})


def append_step(connection: Connection, step: StepRow, events: Sequence[EventRow]) -> StepRow:
    """Writes the step with its events, or returns the step as it stands when the same command was recorded before.

    The returned row has `recorded_at`. Raises StepConflict when the step is there with another command hash, and
    EventConflict when one of the events is recorded already or belongs to another step. Call it inside a transaction.
    """
    for event in events:
        if (event.case_ref, event.step) != (step.case_ref, step.step):
            raise EventConflict(
                f"The event {event.event_id} says case {event.case_ref} step {event.step}; "
                f"case {step.case_ref} step {step.step} is expected."
            )
    written = db.row(connection, StepRow, SQL["insert_step"], db.parameters(step))
    if written is None:
        standing = find_step(connection, step.case_ref, step.step)
        if standing is None or standing.command_hash != step.command_hash:
            raise StepConflict(
                f"Step {step.step} of case {step.case_ref} is in the record already with other content; "
                "nothing was written, and someone is expected to compare the two."
            )
        return standing
    try:
        db.many(connection, SQL["insert_event"], [db.parameters(event) for event in events])
    except psycopg.errors.UniqueViolation as clash:
        raise EventConflict(
            f"An event of step {step.step} of case {step.case_ref} is in the record already; each is expected once."
        ) from clash
    return written


def events(connection: Connection, case_ref: str) -> list[EventRow]:
    """Every event of the case in the order it was recorded."""
    return db.rows(connection, EventRow, SQL["events"], {"case_ref": case_ref})


def event_by_id(connection: Connection, event_id: UUID) -> EventRow | None:
    """The event with this id, or None."""
    return db.row(connection, EventRow, SQL["event_by_id"], {"event_id": event_id})


def steps(connection: Connection, case_ref: str) -> list[StepRow]:
    """Every step of the case, in order."""
    return db.rows(connection, StepRow, SQL["steps"], {"case_ref": case_ref})


def last_seq(connection: Connection, case_ref: str) -> int:
    """The number of the case's last event; 0 when it has none."""
    return int(db.value(connection, SQL["last_seq"], {"case_ref": case_ref}))


def all_cases(connection: Connection) -> list[str]:
    """The reference of every case in the record, in order."""
    return [found for (found,) in connection.execute(SQL["all_cases"]).fetchall()]
