"""What this installation adds to the law: kept here append only, read by every process through `read`."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from psycopg.types.json import Jsonb

from law.additions import NOTHING, Additions, SignOff
from law.calendars import CalendarChange
from store import db
from store.db import Connection, Row

SQL = db.queries("queries_law.sql")


class EntryRow(Row):
    """One entry. content: the fields of `CalendarChange` or of `SignOff` that the row itself does not have."""

    version: int
    kind: Literal["calendar", "signature", "withdrawal"]
    known_from: date
    entered_at: datetime
    entered_by: str
    content: dict[str, Any]
    digest: str


class Proposal(Row):
    """Days that wait for a second person. about: what was said of the file; change: the difference that its proposer saw."""

    number: int
    text: str
    about: dict[str, str]
    change: str
    proposed_by: str
    proposed_at: datetime


class Unreached(Row):
    """A case that a change of the law has not reached, and since when it was to."""

    case_ref: str
    planned_at: datetime


_kept: dict[tuple[int, str], Additions] = {}
_lock = threading.Lock()


def read(connection: Connection) -> Additions:
    """Everything entered so far. One small query tells whether what this process has is still the newest."""
    stamp = connection.execute(SQL["stamp"]).fetchone()
    if stamp is None:
        return NOTHING
    key = (int(stamp[0]), str(stamp[1]))
    with _lock:
        found = _kept.get(key)
    if found is None:
        found = _additions(entries(connection, until=key[0]))
        with _lock:
            _kept.clear()
            _kept[key] = found
    return found


def entries(connection: Connection, *, until: int | None = None) -> list[EntryRow]:
    """Every entry as it was made, the first first."""
    return db.rows(connection, EntryRow, SQL["entries"], {"until": until})


def add_days(connection: Connection, change: CalendarChange, *, by: str) -> CalendarChange:
    """Keeps days of a calendar; gives the change with its number. Call it inside a transaction."""
    content = change.model_dump(mode="json", exclude={"version", "known_from"}, exclude_defaults=True)
    version = _append(connection, "calendar", change.known_from, by, content)
    return change.model_copy(update={"version": version})


def propose_days(connection: Connection, text: str, about: Mapping[str, str], change: str, *, by: str) -> int:
    """Keeps a file of days until somebody else decides about it; its number. The same change proposed again is the same one."""
    asked = {"text": text, "about": Jsonb(dict(about)), "change": change, "by": by}
    return int(db.value(connection, SQL["propose"], asked))


def proposals(connection: Connection, number: int | None = None) -> list[Proposal]:
    """What waits for a second person; with a number that one, or nothing."""
    return db.rows(connection, Proposal, SQL["proposals"], {"number": number})


def decide(connection: Connection, number: int, *, by: str, approved: bool) -> bool:
    """Says what became of a proposal; False when that had been said. Nobody approves their own: the table refuses it."""
    return db.value(connection, SQL["decide"], {"number": number, "by": by, "approved": approved}) is not None


def sign(connection: Connection, entry: SignOff) -> SignOff:
    """Keeps a signature, or its withdrawal; gives it with its number. Call it inside a transaction."""
    content = entry.model_dump(mode="json", exclude={"version", "known_from", "stands", "by"}, exclude_defaults=True)
    kind = "signature" if entry.stands else "withdrawal"
    return entry.model_copy(update={"version": _append(connection, kind, entry.known_from, entry.by, content)})


def version_at(connection: Connection, at: datetime) -> int:
    """How many entries there were at an instant."""
    return int(db.value(connection, SQL["version_at"], {"at": at}))


def open_cases(connection: Connection) -> list[str]:
    """The references of the open cases."""
    return [ref for (ref,) in connection.execute(SQL["open_cases"]).fetchall()]


def plan_reviews(connection: Connection, change: str, cases: Sequence[tuple[UUID, str]], *, by: str) -> None:
    """Notes which cases a change is to reach, before any is told. cases: the event's id and the case."""
    rows = [{"event_id": event_id, "change": change, "case_ref": ref, "by": by} for event_id, ref in cases]
    db.many(connection, SQL["plan"], rows)


def reviewed(connection: Connection, ids: Sequence[UUID]) -> set[UUID]:
    """Those of the events that are in the record."""
    return {found for (found,) in connection.execute(SQL["reviewed"], {"ids": list(ids)}).fetchall()}


def unreached(connection: Connection, before: datetime) -> list[Unreached]:
    """Open cases that a change was to reach before an instant and has not."""
    return db.rows(connection, Unreached, SQL["unreached"], {"before": before})


def _append(connection: Connection, kind: str, known_from: date, by: str, content: dict[str, Any]) -> int:
    connection.execute(SQL["lock"])
    last = connection.execute(SQL["stamp"]).fetchone()
    version = int(last[0]) + 1 if last else 1
    whole = json.dumps([last[1] if last else "", version, kind, str(known_from), by, content], sort_keys=True)
    digest = hashlib.sha256(whole.encode()).hexdigest()[:16]
    connection.execute(
        SQL["insert"],
        {
            "version": version,
            "kind": kind,
            "known_from": known_from,
            "entered_by": by,
            "content": Jsonb(content),
            "digest": digest,
        },
    )
    return version


def _additions(rows: Sequence[EntryRow]) -> Additions:
    changes, sign_offs = [], []
    for row in rows:
        common = {"version": row.version, "known_from": row.known_from}
        if row.kind == "calendar":
            changes.append(CalendarChange.model_validate({**row.content, **common}))
        else:
            stands = row.kind == "signature"
            sign_offs.append(SignOff.model_validate({**row.content, **common, "by": row.entered_by, "stands": stands}))
    return Additions(
        version=rows[-1].version, digest=rows[-1].digest, changes=tuple(changes), sign_offs=tuple(sign_offs)
    )
