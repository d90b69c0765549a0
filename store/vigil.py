"""What keeps the house awake: which cases could be forgotten, which dates have passed, who is away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from store import db
from store.board import NoSuchCase
from store.db import Connection, Row

SQL = db.queries("queries_vigil.sql")

# Any number will do as long as every copy of this code uses the same one.
_SENDER = 383_268_774


class StandingRow(Row):
    """Where the board says a case stands. `step` is the last one carried out."""

    step: int
    state: dict[str, Any]
    stage: str
    position: str
    next_on: date | None
    wake_at: datetime | None
    wake_why: str | None
    closed_on: date | None


class OpenCase(Row):
    """An open case and what keeps it moving. wake_at_ours: its next wake on our clock, whatever its own one shows.

    has_date: it has a live date, or one that waits for somebody who is named.
    """

    case_ref: str
    workflow_id: str
    version: int
    stage: str
    owner: str | None
    next_label: str | None
    wake_at: datetime | None
    wake_at_ours: datetime | None
    needs_attention: str | None
    has_date: bool


class Overdue(Row):
    """A date that has passed and that nobody has seen to. `clock_ahead` is how far the case's own clock was moved."""

    case_ref: str
    step: int
    kind: str
    instance: str
    label: str
    act_on: date
    because: str
    owner: str | None
    leader: str
    clock_ahead: timedelta


class DigestLine(Row):
    """One date in somebody's morning list; `day` is `act_on` on our clock."""

    owner: str
    case_ref: str
    label: str
    act_on: date
    position_label: str
    needs_attention: str | None
    day: date


def mark_attention(connection: Connection, case_ref: str, sentence: str | None) -> None:
    """Puts a case before a person; None takes the mark away. A case that is not on the board yet is left alone."""
    connection.execute(SQL["mark_attention"], {"case_ref": case_ref, "sentence": sentence})


def standing(connection: Connection, case_ref: str) -> StandingRow:
    """Where the case stands. Raises NoSuchCase."""
    found = db.row(connection, StandingRow, SQL["standing"], {"case_ref": case_ref})
    if found is None:
        raise NoSuchCase(f"There is no case {case_ref} on the board.")
    return found


def open_cases(connection: Connection) -> list[OpenCase]:
    """Every open case."""
    return db.rows(connection, OpenCase, SQL["open_cases"])


def overdue(connection: Connection, now: datetime) -> list[Overdue]:
    """Dates that had passed at `now`, unacknowledged since, whose owner has a leader to tell."""
    return db.rows(connection, Overdue, SQL["overdue"], {"now": now})


def absences(connection: Connection, day: date) -> Mapping[str, str]:
    """Who is away on a day (address in lower case) -> who stands in."""
    return dict(connection.execute(SQL["absences"], {"day": day}).fetchall())


def digest(connection: Connection, today: date, until: date) -> list[DigestLine]:
    """What each owner has before them up to and including a day, in order of owner and day."""
    return db.rows(connection, DigestLine, SQL["digest"], {"today": today, "until": until})


def try_lead(connection: Connection) -> bool:
    """Makes this connection's process the one that sends reminders until the connection ends; False when another is."""
    return bool(db.value(connection, SQL["try_lead"], {"place": _SENDER}))
