"""The portfolio in figures: the rows behind each report, of the cases that somebody may see."""

from __future__ import annotations

from typing import Any, Literal

from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from store import db
from store.db import Connection
from store.scope import Scope

SQL = db.queries("queries_reports.sql")

Report = Literal[
    "pipeline", "moved", "dates_met", "agreements", "outcomes", "fees", "fairness", "rent_due", "paper_counts", "data_quality"
]  # fmt: skip


def report(connection: Connection, name: Report, *, scope: Scope, **asked: Any) -> list[dict[str, Any]]:
    """The rows of one report, by the names its query gives."""
    query = SQL[name].replace(b"/* told */", SQL["told"])
    with connection.cursor(row_factory=dict_row) as cursor:
        given = {name: Jsonb(value) if isinstance(value, dict) else value for name, value in asked.items()}
        return cursor.execute(query, {**given, **scope.asked}).fetchall()
