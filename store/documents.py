"""Papers: what was written, from which facts, and the very bytes, kept once under the hash of their content."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from psycopg.types.json import Jsonb

from store import db
from store.db import Connection, Row, StoreError

SQL = db.queries("queries_papers.sql")

Status = Literal["draft", "final", "withheld", "void"]


class PaperConflict(StoreError):
    """Another step already wrote a paper of this name."""


class NoSuchPaper(StoreError):
    """The case has no paper of this name."""


class PaperRow(Row):
    """One paper of a case. `name` is its file name, unique in the case; `facts` are legal values only, never names.

    A withheld paper has `refusals` (why) and no content. `wording`: the law's texts and the landlord's own wording that it
    was written with, each by kind, name, version and hash. `id` and `created_at` come from the database;
    `content_sha256` is worked out by `put`.
    """

    id: int | None = None
    case_ref: str
    step: int
    event_id: UUID | None = None
    paper: str
    recipient_ref: str | None = None
    name: str
    content_sha256: str | None = None
    facts_sha256: str
    facts: dict[str, Any]
    template_version: str
    specimen: bool = False
    status: Status
    wrong_because: str | None = None
    refusals: tuple[Any, ...] = ()
    wording: tuple[Any, ...] = ()
    created_at: datetime | None = None


def put(connection: Connection, row: PaperRow, content: bytes | None) -> PaperRow:
    """Stores the paper and its bytes; the first writer wins, and a retry of the same step gets the paper as it stands.

    `content` is None for a withheld paper. Raises PaperConflict when another step wrote a paper of this name.
    """
    sha256 = None if content is None else hashlib.sha256(content).hexdigest()
    if content is not None:
        connection.execute(SQL["insert_content"], {"sha256": sha256, "bytes": content})
    fields = db.parameters(row) | {"content_sha256": sha256, "refusals": Jsonb(list(row.refusals))}
    fields["wording"] = Jsonb(list(row.wording))
    written = db.row(connection, PaperRow, SQL["insert_paper"], fields)
    if written is not None:
        return written
    standing = find(connection, row.case_ref, row.name)
    if standing is None or standing.step != row.step:
        raise PaperConflict(
            f"Case {row.case_ref} has a paper named {row.name} already, written by another step than {row.step}; "
            "a name not used before is expected."
        )
    return standing


def find(connection: Connection, case_ref: str, name: str) -> PaperRow | None:
    """The paper of this file name, or None."""
    return db.row(connection, PaperRow, SQL["find_paper"], {"case_ref": case_ref, "name": name})


def get(connection: Connection, case_ref: str, name: str) -> tuple[PaperRow, bytes | None] | None:
    """The paper with its bytes (None for a withheld one), or None.

    Raises StoreError when the bytes are not what was stored.
    """
    row = find(connection, case_ref, name)
    if row is None or row.content_sha256 is None:
        return None if row is None else (row, None)
    content: bytes = db.value(connection, SQL["content"], {"sha256": row.content_sha256})
    if hashlib.sha256(content).hexdigest() != row.content_sha256:
        raise StoreError(
            f"The paper {name} of case {case_ref} is not what was written: its bytes no longer fit its hash."
        )
    return row, content


def list_for_case(connection: Connection, case_ref: str) -> list[PaperRow]:
    """Every paper of the case in the order it was written."""
    return db.rows(connection, PaperRow, SQL["list_for_case"], {"case_ref": case_ref})


def mark_wrong(connection: Connection, *, case_ref: str, name: str, because: str | None) -> None:
    """Says why a paper is wrong now (a sentence), or with None that it is right after all. Raises NoSuchPaper."""
    if db.value(connection, SQL["mark_wrong"], {"case_ref": case_ref, "name": name, "because": because}) is None:
        raise NoSuchPaper(f"Case {case_ref} has no paper named {name}.")


def void_drafts(connection: Connection, *, case_ref: str, step: int, arrears: int | None, oldest: date) -> None:
    """Makes drafts of earlier steps void: from before `oldest`, of other arrears (pence), or written again in this step."""
    said = None if arrears is None else str(arrears)
    fields = {"case_ref": case_ref, "step": step, "arrears": said, "oldest": oldest.isoformat()}
    connection.execute(SQL["void_drafts"], fields)
