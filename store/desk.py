"""What officers keep beside the record: their own views of the work list, and the log of what is no event of a case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Literal

from psycopg.types.json import Jsonb

from store import db
from store.db import Connection, Row, StoreError
from store.scope import Scope

SQL = db.queries("queries_desk.sql")

MOST_VIEWS = 30
Did = Literal["recorded", "viewed", "desk", "law", "import"]


class View(Row):
    """Somebody's view of the work list. query: the parts of its address, by name."""

    name: str
    query: dict[str, str]
    is_default: bool


class Done(Row):
    """One thing that somebody did or looked at. about: what the log holds of it; a file by the name it was given.

    did: recorded an event, viewed a case, something on the desk (`what` says which), an entry to the law, an import.
    """

    at: datetime
    by_email: str
    did: Did
    what: str
    case_ref: str | None
    about: dict[str, Any]


def views(connection: Connection, email: str) -> list[View]:
    """A person's views by name."""
    return db.rows(connection, View, SQL["views"], {"email": email})


def keep_view(connection: Connection, email: str, name: str, query: Mapping[str, str], *, default: bool) -> None:
    """Keeps a view under its name; one of that name is replaced. Raises StoreError without a name or beyond the most."""
    name = " ".join(name.split())[:60]
    if not name:
        raise StoreError("The view has no name; one of at most 60 letters is expected.")
    held = {view.name for view in views(connection, email)}
    if name not in held and len(held) >= MOST_VIEWS:
        raise StoreError(f"You have {MOST_VIEWS} views already; take one away first.")
    with connection.transaction():
        if default:
            connection.execute(SQL["no_default"], {"email": email})
        asked = {"email": email, "name": name, "query": Jsonb(dict(query)), "is_default": default}
        connection.execute(SQL["keep_view"], asked)


def set_default(connection: Connection, email: str, name: str | None) -> None:
    """Makes a view the one that the work list opens with; None: no view does."""
    with connection.transaction():
        connection.execute(SQL["no_default"], {"email": email})
        if name is not None:
            connection.execute(SQL["set_default"], {"email": email, "name": name})


def end_view(connection: Connection, email: str, name: str) -> None:
    """Takes a view away."""
    connection.execute(SQL["end_view"], {"email": email, "name": name})


def note(connection: Connection, by: str, what: str, *, case_ref: str | None = None, **about: Any) -> None:
    """Notes something that was done and is no event of a case."""
    asked = {"by_email": by, "what": what, "case_ref": case_ref, "about": Jsonb(about)}
    connection.execute(SQL["note"], asked)


def log(
    connection: Connection,
    *,
    person: str | None = None,
    case_ref: str | None = None,
    since: date,
    until: date,
    did: Did | None = None,
    scope: Scope,
    limit: int,
) -> list[Done]:
    """Who did what and who looked at what, the latest first. since, until: London days, both included.

    scope: whose cases are told; what belongs to no case is told to those who see every team.
    """
    asked = {
        "person": person,
        "case_ref": case_ref,
        "since": since,
        "until": until,
        "did": did,
        **scope.asked,
        "limit": limit,
    }
    return db.rows(connection, Done, SQL["log"], asked)
