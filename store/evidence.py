"""Files that show what happened: an event's, or a paragraph's of the protocol. Their bytes are kept once under their hash.

What a file is, its content says and not its name. A withdrawn one stays listed and is not given out any more.
"""

from __future__ import annotations

import email
import email.policy
import hashlib
import io
import re
import unicodedata
import zipfile
from datetime import datetime
from typing import Literal
from uuid import UUID

from store import db
from store.db import Connection, Row, StoreError

SQL = db.queries("queries_evidence.sql")

Kind = Literal["pdf", "jpeg", "png", "docx", "eml"]
#: How a kind is called, and how a name of it may end.
KINDS: dict[Kind, tuple[str, tuple[str, ...]]] = {
    "pdf": ("application/pdf", (".pdf",)),
    "jpeg": ("image/jpeg", (".jpg", ".jpeg")),
    "png": ("image/png", (".png",)),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx",)),
    "eml": ("message/rfc822", (".eml",)),
}
EXPECTED = "a PDF, a JPEG or PNG picture, a Word file (.docx) or an e-mail (.eml)"
_LONGEST = 100
_HEADER = re.compile(rb"[!-9;-~]+:[ \t]?[^\r\n]*\r?\n")


class Unfit(StoreError):
    """The file cannot be taken in; the message says what it is and what is expected."""


class EvidenceRow(Row):
    """A file of a case. event_id: the event it shows; else `paragraph` of the protocol, with `tenant` (None: with all)."""

    id: UUID
    case_ref: str
    name: str
    kind: Kind
    size: int
    content_sha256: str
    event_id: UUID | None
    paragraph: str | None
    tenant: str | None
    says: str
    added_at: datetime
    added_by: str
    withdrawn_at: datetime | None
    withdrawn_by: str | None
    withdrawn_why: str | None


def kind_of(content: bytes) -> Kind:
    """What a file is by its content. Raises Unfit."""
    if not content:
        raise Unfit(f"The file is empty; expected {EXPECTED}.")
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"PK\x03\x04"):
        return _word(content)
    if _is_mail(content):
        return "eml"
    raise Unfit(f"The file is none of the kinds that are kept, whatever it is called; expected {EXPECTED}.")


def _word(content: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:  # the list alone: nothing is unpacked
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise Unfit(f"The file begins like a Word file and cannot be opened; expected {EXPECTED}.") from None
    if not {"[Content_Types].xml", "word/document.xml"} <= names:
        raise Unfit(f"The file is an archive and no Word file; expected {EXPECTED}.")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unfit("The Word file holds macros, which are not taken in; expected one without, saved as .docx.")
    return "docx"


def _is_mail(content: bytes) -> bool:
    if b"\0" in content or not _HEADER.match(content):
        return False
    head = email.message_from_bytes(content[:100_000], policy=email.policy.compat32)
    return bool(head["From"] and (head["Date"] or head["Received"]) and (head["To"] or head["Subject"]))


def safe_name(given: str, kind: Kind) -> str:
    """A file's own name without folders and without what could deceive a reader; its end says what it is."""
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", given)[-1])
    # neither controls nor the marks that turn the order of letters round, so that `fdp.exe` reads as `exe.pdf`
    name = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in name)
    name = "".join(c for c in name if unicodedata.category(c) not in ("Cf", "Cs", "Co") and c not in '<>:"|?*;')
    name = " ".join(name.split()).strip(". ") or "file"
    ends = KINDS[kind][1]
    end = next((e for e in ends if name.lower().endswith(e)), "")
    stem = (name[: -len(end)] if end else name)[:_LONGEST].rstrip(". ") or "file"
    return stem + (end or ends[0])


def add(
    connection: Connection,
    *,
    number: UUID,
    case_ref: str,
    name: str,
    content: bytes,
    by: str,
    largest_mb: int,
    event_id: UUID | None = None,
    paragraph: str | None = None,
    tenant: str | None = None,
    says: str = "",
) -> EvidenceRow:
    """Takes a file in for an event or a paragraph. The same number again, or the same file for the same thing, is the one
    that is there.

    Raises Unfit for a file of another kind, or larger than `largest_mb`.
    """
    if len(content) > largest_mb * 1024 * 1024:
        raise Unfit(too_large(largest_mb))
    kind = kind_of(content)
    sha256 = hashlib.sha256(content).hexdigest()
    asked = {
        "id": number,
        "case_ref": case_ref,
        "name": safe_name(name, kind),
        "kind": kind,
        "size": len(content),
        "content_sha256": sha256,
        "event_id": event_id,
        "paragraph": paragraph,
        "tenant": tenant,
        "says": says.strip()[:1000],
        "added_by": by,
    }
    with connection.transaction():
        connection.execute(SQL["one_at_a_time"], {"case_ref": case_ref})
        standing = db.row(connection, EvidenceRow, SQL["standing"], asked)
        if standing is not None:
            return standing
        connection.execute(SQL["keep_content"], {"sha256": sha256, "bytes": content})
        made = db.row(connection, EvidenceRow, SQL["add"], asked)
    if made is None:
        raise StoreError("A file of this number is with another case; send the form again from the case's own page.")
    return made


def too_large(largest_mb: int) -> str:
    """What is said of a file beyond the limit."""
    return f"The file is larger than {largest_mb} MB, so it was not taken in; expected {EXPECTED} of at most {largest_mb} MB."


def of_case(connection: Connection, case_ref: str) -> list[EvidenceRow]:
    """Every file of a case in the order in which it came, withdrawn ones too."""
    return db.rows(connection, EvidenceRow, SQL["of_case"], {"case_ref": case_ref})


def get(connection: Connection, case_ref: str, number: UUID) -> tuple[EvidenceRow, bytes] | None:
    """The file with its bytes; None when the case has no such file or it was withdrawn.

    Raises StoreError when the bytes are not what was taken in.
    """
    row = next((r for r in of_case(connection, case_ref) if r.id == number and r.withdrawn_at is None), None)
    if row is None:
        return None
    content: bytes = db.value(connection, SQL["content"], {"sha256": row.content_sha256})
    if hashlib.sha256(content).hexdigest() != row.content_sha256:
        raise StoreError(
            f"The file {row.name} of case {case_ref} is not what was taken in: its bytes do not fit its hash."
        )
    return row, content


def withdraw(connection: Connection, case_ref: str, number: UUID, *, by: str, why: str) -> bool:
    """Says that a file was taken in by mistake; False when there is none to withdraw."""
    asked = {"case_ref": case_ref, "id": number, "by": by, "why": why}
    return connection.execute(SQL["withdraw"], asked).rowcount > 0
