"""Free words on their way: taken out before an event travels through Temporal, put back before it is recorded."""

from __future__ import annotations

from typing import Any

from store import texts
from store.db import Connection

put = texts.put


def put_back(connection: Connection, case_ref: str, told: dict[str, Any]) -> dict[str, Any]:
    """The same event as data, with the words in place of their references."""
    return {name: _words(connection, case_ref, value) for name, value in told.items()}


def _words(connection: Connection, case_ref: str, value: Any) -> Any:
    if isinstance(value, str) and value.startswith(texts.PREFIX):
        return texts.get(connection, case_ref, value)
    if isinstance(value, dict):
        return put_back(connection, case_ref, value)
    return value
