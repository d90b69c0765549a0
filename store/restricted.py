"""Restricted cases: only their team and named people see them, and say why. Who sees what is `may_see` in the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from store import db
from store.db import Connection, Row

SQL = db.queries("queries_restricted.sql")


class Restriction(Row):
    """How a case is restricted. people: the addresses, in small letters, of those who see it beside its team."""

    reason: str
    people: tuple[str, ...]
    restricted_by: str
    restricted_at: datetime


def restrict(connection: Connection, case_ref: str, *, people: Sequence[str], reason: str, by: str) -> None:
    """From now on only the case's team and these people see it."""
    asked = {"case_ref": case_ref, "people": [p.lower() for p in people], "reason": reason, "by": by}
    with connection.transaction():
        for name in ("restrict", "log", "show"):
            connection.execute(SQL[name], asked)


def free(connection: Connection, case_ref: str, *, reason: str, by: str) -> None:
    """The case is seen as every other again; that it was restricted stays in the log."""
    asked = {"case_ref": case_ref, "people": None, "reason": reason, "by": by}
    with connection.transaction():
        for name in ("free", "log", "show"):
            connection.execute(SQL[name], asked)


def restriction(connection: Connection, case_ref: str) -> Restriction | None:
    """How a case is restricted, or None."""
    return db.row(connection, Restriction, SQL["restriction"], {"case_ref": case_ref})


def give_reason(connection: Connection, case_ref: str, email: str, reason: str) -> None:
    """Somebody says why they need to see a restricted case; it stands for eight hours."""
    connection.execute(SQL["give_reason"], {"case_ref": case_ref, "email": email, "reason": reason})


def reason(connection: Connection, case_ref: str, email: str) -> str | None:
    """The reason that stands, or None when one has to be given."""
    found: str | None = db.value(connection, SQL["reason"], {"case_ref": case_ref, "email": email})
    return found
