"""Free words and staff addresses stay in PostgreSQL: before an event travels, each in it becomes a reference."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from activities import desk, texts
from activities.desk import Connection
from cases.events import REGISTER, Event, Mark, marks
from cases.events.throughout import Corrected

_REFERENCE = re.compile(r"text:[0-9a-f]{64}")

#: The fields that hold free words, by event.
TEXT_FIELDS = {
    kind: frozenset(name for name, field in of.model_fields.items() if Mark.TEXT in marks(field))
    for kind, of in REGISTER.items()
}
#: The fields that hold somebody's address at work, in whichever event.
STAFF_FIELDS = frozenset(
    name for of in REGISTER.values() for name, field in of.model_fields.items() if Mark.STAFF in marks(field)
)
_ANYWHERE = frozenset().union(*TEXT_FIELDS.values())


def without_texts(conn: Connection, case_ref: str, events: Sequence[Event]) -> list[Event]:
    """The same events with references in place of words and addresses, which are stored (commit before sending)."""
    kinds = {event.event_id: event.kind for event in events}
    return [_without(conn, case_ref, event, kinds) for event in events]


def _without(conn: Connection, case_ref: str, event: Event, kinds: Mapping[str, str]) -> Event:
    changed = _put(conn, case_ref, dict(event), TEXT_FIELDS[event.kind])
    if isinstance(event, Corrected) and event.replacement:
        kind = kinds.get(event.corrects) or desk.kind_of(conn, event.corrects)
        fields = TEXT_FIELDS[kind] if kind else _ANYWHERE  # of an unknown event nothing may slip through
        changed["replacement"] = event.replacement | _put(conn, case_ref, event.replacement, fields)
    return event.with_facts(**changed) if changed else event


def _put(conn: Connection, case_ref: str, fields: Mapping[str, Any], wanted: frozenset[str]) -> dict[str, Any]:
    words = {
        name: texts.put(conn, case_ref, value)
        for name, value in fields.items()
        if name in wanted and isinstance(value, str) and not _REFERENCE.fullmatch(value)
    }
    staff = {
        name: texts.put_staff(conn, value)
        for name, value in fields.items()
        if name in STAFF_FIELDS and isinstance(value, str) and "@" in value
    }
    return words | staff
