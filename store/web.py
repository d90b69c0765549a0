"""What the board keeps for itself: sessions, programs' keys, private calendars, who looked at a case, what changed."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from store import db
from store.db import Connection, Row

SQL = db.queries("queries_web.sql")


class Person(Row):
    """Somebody signed in. roles: the board's. team: None for those who belong to none."""

    email: str
    name: str
    roles: tuple[str, ...]
    team: str | None


class Key(Row):
    """A program's key, without the key."""

    id: int
    name: str
    team: str | None
    made_by: str
    made_at: datetime
    used_at: datetime | None
    ended_at: datetime | None


class Calendar(Row):
    """A person's private calendar, without its address."""

    email: str
    roles: tuple[str, ...]
    team: str | None
    made_at: datetime
    fetched_at: datetime | None


class Change(Row):
    """The last change of a case: `changed` counts over all cases, `version` is the case's step."""

    case_ref: str
    team: str | None
    restricted_to: tuple[str, ...] | None
    version: int
    changed: int


class View(Row):
    """Somebody looked at a case; at a restricted one with a reason."""

    email: str
    viewed_at: datetime
    reason: str | None


def _hash(secret: str) -> bytes:
    # The secrets are 256 random bits: a plain hash cannot be guessed back.
    return hashlib.sha256(secret.encode()).digest()


def new_secret() -> str:
    """A word nobody can guess."""
    return secrets.token_urlsafe(32)


def begin_session(connection: Connection, person: Person) -> str:
    """Remembers somebody who has signed in; gives the secret for their browser. Ended sessions are forgotten meanwhile."""
    secret = new_secret()
    connection.execute(SQL["forget_old_sessions"])
    connection.execute(SQL["forget_old_attempts"])
    connection.execute(SQL["begin_session"], {**db.parameters(person), "id_hash": _hash(secret)})
    return secret


def session(connection: Connection, secret: str, *, at_work: bool = True) -> Person | None:
    """Who a browser's secret belongs to; None after 30 idle minutes, after twelve hours, and for any other secret.

    at_work: somebody asked; a page that refreshes itself does not keep a session awake.
    """
    return db.row(connection, Person, SQL["session"], {"id_hash": _hash(secret), "at_work": at_work})


def end_session(connection: Connection, secret: str) -> None:
    """Forgets a session."""
    connection.execute(SQL["end_session"], {"id_hash": _hash(secret)})


def end_sessions_of(connection: Connection, email: str) -> int:
    """Forgets every session of a person; how many there were."""
    return connection.execute(SQL["end_sessions_of"], {"email": email}).rowcount


@dataclass(frozen=True, slots=True)
class Limit:
    """How often something may be tried within so many seconds."""

    what: str
    most: int
    seconds: int


def waits(connection: Connection, limit: Limit, who: str) -> int:
    """In how many seconds somebody may try again; 0 when they may now."""
    asked = {"who_hash": _hash(who), "what": limit.what, "seconds": limit.seconds}
    found = connection.execute(SQL["tried"], asked).fetchone()
    return int(found[1]) if found and found[0] >= limit.most else 0


def note_attempt(connection: Connection, limit: Limit, who: str) -> None:
    """Somebody has tried. Who it was is not kept, only a hash."""
    connection.execute(SQL["note_attempt"], {"who_hash": _hash(who), "what": limit.what, "seconds": limit.seconds})


class Emergency(Row):
    """An account for the day on which the organisation's sign-in is away, without its password."""

    email: str
    made_at: datetime
    used_at: datetime | None


def set_emergency(connection: Connection, email: str, password_hash: str) -> None:
    """Makes an emergency account, or gives it a new password."""
    connection.execute(SQL["set_emergency"], {"email": email, "password_hash": password_hash})


def end_emergency(connection: Connection, email: str) -> bool:
    """Takes it away; False when there was none."""
    return connection.execute(SQL["end_emergency"], {"email": email}).rowcount > 0


def emergency_hash(connection: Connection, email: str) -> str | None:
    """The hash of an emergency account's password, or None."""
    found: str | None = db.value(connection, SQL["emergency"], {"email": email})
    return found


def use_emergency(connection: Connection, email: str) -> None:
    """Notes that it was used."""
    connection.execute(SQL["use_emergency"], {"email": email})


def emergencies(connection: Connection) -> list[Emergency]:
    """Every emergency account."""
    return db.rows(connection, Emergency, SQL["emergencies"])


def keep_handshake(connection: Connection, secret: str, data: dict[str, Any]) -> None:
    """Remembers what was agreed before a browser left for the organisation's sign-in."""
    connection.execute(SQL["forget_old_handshakes"])
    connection.execute(SQL["keep_handshake"], {"id_hash": _hash(secret), "data": Jsonb(data)})


def take_handshake(connection: Connection, secret: str) -> dict[str, Any] | None:
    """Gives it back, once; None when it is older than ten minutes or not known."""
    found: dict[str, Any] | None = db.value(connection, SQL["take_handshake"], {"id_hash": _hash(secret)})
    return found


def make_key(connection: Connection, *, name: str, team: str | None, made_by: str) -> str:
    """A new key for a program; it is shown this once."""
    secret = new_secret()
    asked = {"token_hash": _hash(secret), "name": name, "team": team, "made_by": made_by}
    connection.execute(SQL["make_key"], asked)
    return secret


def use_key(connection: Connection, secret: str) -> tuple[str, str | None] | None:
    """The name and the team of the program that has this key, or None."""
    found = connection.execute(SQL["use_key"], {"token_hash": _hash(secret)}).fetchone()
    return (str(found[0]), found[1]) if found else None


def end_key(connection: Connection, number: int) -> bool:
    """Ends a key; False when there was none to end."""
    return connection.execute(SQL["end_key"], {"id": number}).rowcount > 0


def keys(connection: Connection) -> list[Key]:
    """Every key, the newest first."""
    return db.rows(connection, Key, SQL["keys"])


def new_calendar(connection: Connection, person: Person) -> str:
    """A new private calendar address for a person; it is shown this once, and the earlier one ends."""
    secret = new_secret()
    asked = {**db.parameters(person), "token_hash": _hash(secret)}
    connection.execute(SQL["set_calendar"], asked)
    return secret


def end_calendar(connection: Connection, email: str) -> None:
    """Takes a person's calendar address away."""
    connection.execute(SQL["end_calendar"], {"email": email})


def calendar_of(connection: Connection, email: str) -> Calendar | None:
    """The calendar a person has, or None."""
    return db.row(connection, Calendar, SQL["calendar_of"], {"email": email})


def fetch_calendar(connection: Connection, secret: str) -> Calendar | None:
    """Whose calendar an address is, and notes that it was fetched; None for an address that is no longer good."""
    return db.row(connection, Calendar, SQL["fetch_calendar"], {"token_hash": _hash(secret)})


def note_view(connection: Connection, case_ref: str, email: str, reason: str | None = None) -> None:
    """Notes that somebody looked at a case, once in ten minutes; at a restricted one with the reason they gave."""
    connection.execute(SQL["note_view"], {"case_ref": case_ref, "email": email, "reason": reason})


def views(connection: Connection, case_ref: str) -> list[View]:
    """Who looked at a case, the latest first, at most fifty."""
    return db.rows(connection, View, SQL["views"], {"case_ref": case_ref})


def changes_after(connection: Connection, after: int, limit: int = 500) -> list[Change]:
    """Cases that changed after a number, in that order."""
    return db.rows(connection, Change, SQL["changes_after"], {"after": after, "limit": limit})


def changes_of(connection: Connection, refs: Sequence[str]) -> list[Change]:
    """The last change of each of these cases."""
    return db.rows(connection, Change, SQL["changes_of"], {"refs": list(refs)})


def last_change(connection: Connection) -> int:
    """The number of the last change; 0 when there was none."""
    return int(db.value(connection, SQL["last_change"]))


@contextmanager
def turn(connection: Connection, ref: str) -> Iterator[None]:
    """One at a time for a case among those who confirm: the second then sees what the first did."""
    db.value(connection, SQL["take_turn"], {"ref": ref})
    try:
        yield
    finally:
        db.value(connection, SQL["give_turn"], {"ref": ref})


def answers(connection: Connection) -> bool:
    """Whether the memory answers. Raises psycopg.OperationalError when it does not."""
    return bool(db.value(connection, SQL["answers"]))


async def told_of(url: str) -> AsyncIterator[str]:
    """The case of each change of the board, as PostgreSQL tells of it. Raises psycopg.OperationalError when it goes away."""
    async with await psycopg.AsyncConnection.connect(
        url, autocommit=True, application_name="due-course board"
    ) as connection:
        await connection.execute(SQL["listen"])
        async for told in connection.notifies():
            yield told.payload
