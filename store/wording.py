"""Words that are not ours: the law's own text and a landlord's own wording. Kept append only, approved by a second person."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal

from law.dates import london_day
from store import db
from store.db import Connection, Row, StoreError

SQL = db.queries("queries_wording.sql")
PAPERS = db.queries("queries_papers.sql")

Kind = Literal["block", "paper"]


class NotApproved(StoreError):
    """An approval that may not be: by the person who added the version, or of one that somebody approved already."""


class NothingHeld(StoreError):
    """There is no version of this name."""


class WordingRow(Row):
    """One version. since/until: half-open days for which it stands. content: the file as it was given.

    approved_sha256: what the second person saw; None while nobody has.
    """

    kind: Kind
    name: str
    version: int
    since: date
    until: date | None
    sha256: str
    source: str
    added_by: str
    added_at: datetime
    approved_sha256: str | None = None
    approved_by: str | None = None
    approved_at: datetime | None = None
    content: bytes

    @property
    def sound(self) -> bool:
        """Whether it still is what was added, and what was approved."""
        return hashlib.sha256(self.content).hexdigest() == self.sha256 == (self.approved_sha256 or self.sha256)

    @property
    def stands_from(self) -> date:
        """The first day that it is for: of a landlord's own wording none before it was accepted."""
        if self.kind == "paper" and self.approved_at:
            return max(self.since, london_day(self.approved_at))
        return self.since

    def covers(self, day: date) -> bool:
        """Whether a day is one of those for which it stands."""
        return self.stands_from <= day and (self.until is None or day < self.until)


def newest(rows: Iterable[WordingRow], day: date) -> WordingRow | None:
    """Of the versions for a day the one that began last; of those that began together the one added last."""
    return max((row for row in rows if row.covers(day)), key=lambda row: (row.stands_from, row.version), default=None)


def held(connection: Connection, kind: Kind, name: str | None = None) -> list[WordingRow]:
    """Every version of one name or of all, the first first."""
    return db.rows(connection, WordingRow, SQL["held"], {"kind": kind, "name": name, "known": []})


_kept: dict[str, bytes] = {}


def in_use(connection: Connection, kind: Kind) -> list[WordingRow]:
    """The same as `held`, for papers: a step fetches no bytes twice whose hash this process has seen them fit."""
    found = db.rows(connection, WordingRow, SQL["held"], {"kind": kind, "name": None, "known": list(_kept)})
    rows = [row.model_copy(update={"content": _kept[row.sha256]}) if row.sha256 in _kept else row for row in found]
    for row in rows:
        if hashlib.sha256(row.content).hexdigest() == row.sha256:
            _kept[row.sha256] = row.content
    return rows


def add(
    connection: Connection,
    kind: Kind,
    name: str,
    content: bytes,
    *,
    since: date,
    until: date | None = None,
    source: str = "",
    by: str,
) -> WordingRow:
    """Keeps a new version. Raises StoreError when the newest one says the same for the same days."""
    sha256 = hashlib.sha256(content).hexdigest()
    with connection.transaction():
        connection.execute(SQL["lock"])
        last = next(reversed(held(connection, kind, name)), None)
        if last and last.sound and (last.sha256, last.since, last.until) == (sha256, since, until):
            raise StoreError(
                f"{name} holds this text for these days already, as version {last.version}; nothing was added."
            )
        connection.execute(PAPERS["insert_content"], {"sha256": sha256, "bytes": content})
        fields = {"kind": kind, "name": name, "since": since, "until": until, "sha256": sha256, "source": source}
        version = db.value(connection, SQL["next_version"], fields)
        connection.execute(SQL["insert"], {**fields, "version": version, "added_by": by})
        return held(connection, kind, name)[-1]


def waiting(connection: Connection, kind: Kind, name: str) -> WordingRow:
    """The newest version, which nobody has approved. Raises NothingHeld, NotApproved, or StoreError where its bytes changed."""
    rows = held(connection, kind, name)
    if not rows:
        raise NothingHeld(f"Nothing of {name} has been added, so there is nothing to approve.")
    row = rows[-1]
    if row.approved_by:
        raise NotApproved(f"{name} version {row.version} was approved by {row.approved_by} already.")
    if not row.sound:
        raise StoreError(changed(row))
    return row


def approve(connection: Connection, row: WordingRow, *, by: str) -> None:
    """A second person answers for a version. Raises NotApproved."""
    if by.lower() == row.added_by.lower():
        raise NotApproved(
            f"{row.added_by} added {row.name} version {row.version}; another person has to compare it and approve it."
        )
    fields = {"kind": row.kind, "name": row.name, "version": row.version, "sha256": row.sha256, "approved_by": by}
    if db.value(connection, SQL["approve"], fields) is None:
        raise NotApproved(f"{row.name} version {row.version} was approved by somebody else meanwhile.")


def changed(row: WordingRow) -> str:
    """The sentence about a version whose bytes are no longer those that were added."""
    return (
        f"The words of {row.name} version {row.version} are not those that were added: they no longer fit their SHA-256 "
        f"({row.sha256[:12]}). Add them again from their source."
    )
