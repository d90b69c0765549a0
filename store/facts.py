"""The queue of facts for the weekly review: only cases whose account crossed a limit are told anything."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from store import db
from store.db import Connection, Row

SQL = db.queries("queries_facts.sql")


class FactRow(Row):
    """Something the account did that an open case asked to be woken for, and the workflow to tell.

    Kinds: balance_below and balance_above {balance_pence, as_at, limit_pence}; payment_missed {expected_pence,
    paid_pence, from, by, balance_pence, as_at}. The id is the same however often the same fact is found.
    """

    id: UUID
    case_ref: str
    workflow_id: str
    kind: str
    payload: dict[str, Any]
    made_at: datetime
    sent_at: datetime | None
    acknowledged_at: datetime | None


def crossings(connection: Connection) -> int:
    """Queues a fact for every open case whose account crossed its limits, in one SQL join; how many are new."""
    return connection.execute(SQL["crossings"]).rowcount


def unsent_facts(connection: Connection, limit: int | None = None) -> list[FactRow]:
    """Facts not yet told to their case, oldest first."""
    return db.rows(connection, FactRow, SQL["unsent"], {"limit": limit})


def mark_sent(connection: Connection, facts: Sequence[UUID], at: datetime) -> int:
    """Records that these facts were told to their cases; how many had not been."""
    return connection.execute(SQL["mark_sent"], {"ids": list(facts), "at": at}).rowcount


def acknowledge_fact(connection: Connection, fact: UUID, at: datetime) -> bool:
    """Records that the case has taken the fact in; False when it had already or there is none."""
    return db.value(connection, SQL["acknowledge"], {"id": fact, "at": at}) is not None


def unacknowledged(connection: Connection, older_than: datetime) -> list[FactRow]:
    """Facts made before `older_than` that an open case has not taken in: what `check` reports."""
    return db.rows(connection, FactRow, SQL["unacknowledged"], {"older_than": older_than})
