"""Reminders waiting for their time: planned by a step, made void by a later one, sent once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from uuid import UUID, uuid5

from store import db, desk
from store.db import Connection, Row, StoreError

SQL = db.queries("queries_outbox.sql")

# Any fixed value will do: the ids made from it are the Message-IDs of the mails, and must stay what they are.
_FAMILY = UUID("6f1d1d0e-6c39-5a3e-9a64-3f0f6c1c2b57")


class NoSuchReminder(StoreError):
    """The outbox has no reminder of this id."""


class OutboxRow(Row):
    """One reminder: to whom, about which date of which case, not before when (an aware time).

    `escalation` counts how often it went above the owner; 0 is the owner's own reminder. Make ids with `row_id`.
    `failed_at`, `failed_why`: when it last did not leave and why; written by `mark_failed` alone.
    """

    id: UUID
    case_ref: str
    step: int
    deadline_kind: str
    instance: str = ""
    audience_email: str
    channel: str = "email"
    not_before: datetime
    subject: str
    body: str
    made_void_at: datetime | None = None
    sent_at: datetime | None = None
    acknowledged_at: datetime | None = None
    acknowledged_by: str | None = None
    escalation: int = 0
    failed_at: datetime | None = None
    failed_why: str | None = None


def row_id(case_ref: str, deadline_kind: str, instance: str, audience_email: str, not_before: datetime) -> UUID:
    """The id of a reminder, the same for the same reminder however often it is planned. `not_before` is aware."""
    moment = not_before.astimezone(UTC).isoformat()
    return uuid5(_FAMILY, "\x1f".join((case_ref, deadline_kind, instance, audience_email, moment)))


def plan(connection: Connection, case_ref: str, step: int, rows: Sequence[OutboxRow]) -> None:
    """Makes `rows` the reminders of the case still to be sent: others not yet sent are void, these are added once.

    A reminder already sent or acknowledged is left as it is. Raises StoreError when a row is of another case or step.
    """
    for row in rows:
        if (row.case_ref, row.step) != (case_ref, step):
            raise StoreError(
                f"A reminder of case {row.case_ref} step {row.step} came with case {case_ref} step {step}."
            )
    connection.execute(SQL["make_void"], {"case_ref": case_ref, "kept": [row.id for row in rows]})
    db.many(connection, SQL["insert"], [db.parameters(row) for row in rows])


def add(connection: Connection, row: OutboxRow) -> None:
    """Adds one reminder beside the case's others, once: what the dispatcher does when a date goes up to a leader."""
    connection.execute(SQL["insert"], db.parameters(row))


def due(connection: Connection, now: datetime, limit: int = 50) -> list[OutboxRow]:
    """Reminders whose time has come at `now` (each case's own clock honoured), locked until the transaction ends.

    Another dispatcher skips them meanwhile; call `mark_sent` in the same transaction.
    """
    return db.rows(connection, OutboxRow, SQL["due"], {"now": now, "limit": limit})


def mark_sent(connection: Connection, reminder: UUID, at: datetime) -> bool:
    """Records that the reminder left the house; False when it had already."""
    return db.value(connection, SQL["mark_sent"], {"id": reminder, "at": at}) is not None


def mark_failed(connection: Connection, reminder: UUID, at: datetime, why: str) -> None:
    """Records that the reminder did not leave the house; it stays waiting and is tried again."""
    connection.execute(SQL["mark_failed"], {"id": reminder, "at": at, "why": why[:500]})


def acknowledge(connection: Connection, reminder: UUID, *, by: str, at: datetime) -> int:
    """Somebody saw to it: acknowledges every sent reminder of the same date, and makes its waiting escalations void.

    Returns how many were touched. Raises NoSuchReminder when there is no such reminder or it was not sent yet.
    """
    seen = connection.execute(SQL["acknowledge"], {"id": reminder, "by": by, "at": at}).fetchall()
    if not seen:
        raise NoSuchReminder(f"There is no reminder {reminder} that was sent, so there is nothing to acknowledge.")
    desk.note(connection, by, "reminder_acknowledged", case_ref=seen[0][0], date=seen[0][1])
    return len(seen)


class Seen(Row):
    """How far the reminders of a date have got: sent, and by whom it was seen to (None: by nobody yet)."""

    case_ref: str
    deadline_kind: str
    instance: str
    by: str | None


def acknowledge_date(
    connection: Connection,
    case_ref: str,
    kind: str,
    instance: str,
    *,
    step: int,
    label: str,
    act_on: date | None,
    today: date,
    by: str,
    at: datetime,
    now: datetime,
) -> None:
    """Somebody has seen to a date, whether they were reminded of it or not: what waits before its day is void; from its day
    on it is not passed up either.

    today, at: the day and the instant on the case's own clock; now: on ours.
    """
    passed = act_on is not None and today >= act_on
    with connection.transaction():
        if passed:  # that nobody was reminded of it yet does not pass it up
            key = row_id(case_ref, kind, instance, by, at)
            words = {"subject": f"{case_ref}: {label}", "body": "Seen to on the board before anybody was reminded."}
            about = {"case_ref": case_ref, "step": step, "deadline_kind": kind, "instance": instance}
            add(connection, OutboxRow(id=key, **about, audience_email=by, not_before=at, **words))
        asked = {
            "case_ref": case_ref,
            "kind": kind,
            "instance": instance,
            "by": by,
            "at": now,
            "passed": passed,
            "day": act_on,
        }
        connection.execute(SQL["acknowledge_date"], asked)
        desk.note(connection, by, "reminder_acknowledged", case_ref=case_ref, date=kind)


def seen_to(connection: Connection, refs: Sequence[str]) -> dict[tuple[str, str, str], Seen]:
    """How far the latest reminder of each date of these cases has got, by case, kind and instance."""
    found = db.rows(connection, Seen, SQL["seen_to"], {"refs": list(refs)})
    return {(row.case_ref, row.deadline_kind, row.instance): row for row in found}


def rows(
    connection: Connection,
    *,
    case_ref: str | None = None,
    audience_email: str | None = None,
    sent: bool | None = None,
    failed: bool | None = None,
    with_void: bool = False,
    limit: int | None = None,
) -> list[OutboxRow]:
    """Reminders that fit everything asked for, in the order of their time. failed: tried, and not sent yet."""
    asked = {
        "case_ref": case_ref,
        "audience_email": audience_email,
        "sent": sent,
        "failed": failed,
        "with_void": with_void,
        "limit": limit,
    }
    return db.rows(connection, OutboxRow, SQL["rows"], asked)
