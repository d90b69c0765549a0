"""The histories that events.csv brought, in the order in which the case rooms take them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from store import db
from store.db import Connection, Row

SQL = db.queries("queries_imports.sql")


class HistoryEvent(Row):
    """One row of a delivered history. batch and row say where it came from; details are the event's own fields."""

    batch: int
    row: int
    account_ref: str
    event: str
    happened_on: date
    recorded_at: datetime | None
    recorded_by: str | None
    source: str | None
    details: dict[str, Any]


def accounts_with_history(connection: Connection) -> list[str]:
    """The accounts that have a delivered history, by reference."""
    return [account for (account,) in connection.execute(SQL["accounts_with_history"])]


def history_of(connection: Connection, account_ref: str) -> list[HistoryEvent]:
    """One account's history by the day things happened, then by delivery and file order."""
    return db.rows(connection, HistoryEvent, SQL["history_of"], (account_ref,))
