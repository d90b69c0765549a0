"""Files are what their content says, whatever they are called, and are kept once."""

from __future__ import annotations

import io
import zipfile
from uuid import UUID, uuid4

import pytest

from store import desk, evidence
from store.db import Connection, StoreError
from store.evidence import EXPECTED, Unfit, kind_of, safe_name
from tests.store.rows import CASE

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>endobj\n"
MAIL = b"From: Ann Ode <ann@example.org>\r\nTo: rents@example.org\r\nDate: Mon, 23 Nov 2026 09:00:00 +0000\r\n\r\nPaid.\r\n"


def archive(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name in names:
            file.writestr(name, "<x/>")
    return made.getvalue()


WORD = archive("[Content_Types].xml", "word/document.xml")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "pdf"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "jpeg"),
        (b"\x89PNG\r\n\x1a\n\0", "png"),
        (WORD, "docx"),
        (MAIL, "eml"),
    ],
)
def test_a_kind_is_known_by_its_content(content: bytes, kind: str) -> None:
    assert kind_of(content) == kind


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"MZ\x90\0\x03", "none of the kinds"),
        (b"<!doctype html><script>alert(1)</script>", "none of the kinds"),
        (b"From nobody in particular\n\nhello", "none of the kinds"),
        (b"Subject: no sender\nDate: today\n\nhello", "none of the kinds"),
        (b"From: a@b.c\nDate: x\nTo: d\n\n\0\0binary", "none of the kinds"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "none of the kinds"),
        (archive("payload.exe"), "an archive and no Word file"),
        (archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "holds macros"),
        (b"PK\x03\x04 and nothing more", "cannot be opened"),
    ],
)
def test_what_is_none_of_them_is_refused_with_what_is_expected(content: bytes, said: str) -> None:
    with pytest.raises(Unfit, match=said) as no:
        kind_of(content)
    assert EXPECTED in str(no.value) or "without, saved as .docx" in str(no.value)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("letter.pdf", "letter.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("..\\..\\windows\\system.ini", "system.ini.pdf"),
        ("C:\\letters\\Zoë’s reply.PDF", "Zoë’s reply.pdf"),
        ("photo.jpg", "photo.jpg.pdf"),
        ("reply\u202efdp.exe", "replyfdp.exe.pdf"),
        ('a"b\r\nSet-Cookie: x=1.pdf', "ab Set-Cookie x=1.pdf"),
        ("", "file.pdf"),
        ("...", "file.pdf"),
        (".pdf", "pdf.pdf"),
        ("x" * 500 + ".pdf", "x" * 100 + ".pdf"),
    ],
)
def test_a_name_is_a_name_and_its_end_is_true(given: str, kept: str) -> None:
    assert safe_name(given, "pdf") == kept


def add(conn: Connection, number: UUID, content: bytes = PDF, **about: object) -> evidence.EvidenceRow:
    said: dict[str, object] = {
        "case_ref": CASE,
        "name": "reply.pdf",
        "by": "ann@example.org",
        "largest_mb": 1,
        "paragraph": "2.1",
    }
    return evidence.add(conn, number=number, content=content, **{**said, **about})  # type: ignore[arg-type]


def test_the_same_file_for_the_same_thing_is_one_and_its_bytes_are_kept_once(conn: Connection) -> None:
    first = add(conn, uuid4(), tenant="P1")
    assert add(conn, first.id, tenant="P1") == first, "the form sent again"
    assert add(conn, uuid4(), tenant="P1") == first, "the file sent again"
    other = add(conn, uuid4(), tenant="P2")
    assert other.id != first.id and other.content_sha256 == first.content_sha256
    assert [r.id for r in evidence.of_case(conn, CASE)] == [first.id, other.id]
    (bytes_held,) = conn.execute("SELECT count(*) FROM paper_content").fetchone() or (0,)
    assert bytes_held == 1
    assert evidence.get(conn, "B-1", first.id) is None, "another case's address does not open it"


def test_a_file_beyond_the_limit_is_not_kept(conn: Connection) -> None:
    with pytest.raises(Unfit, match="larger than 1 MB"):
        add(conn, uuid4(), PDF + b"0" * 1024 * 1024)
    assert evidence.of_case(conn, CASE) == []


def test_a_withdrawn_file_is_listed_and_not_given_out(conn: Connection) -> None:
    made = add(conn, uuid4())
    found = evidence.get(conn, CASE, made.id)
    assert found is not None and found[1] == PDF
    assert evidence.withdraw(conn, CASE, made.id, by="lee@example.org", why="Another tenant's letter")
    assert not evidence.withdraw(conn, CASE, made.id, by="lee@example.org", why="Again")
    assert evidence.get(conn, CASE, made.id) is None
    assert evidence.of_case(conn, CASE)[0].withdrawn_why == "Another tenant's letter"
    assert add(conn, uuid4()).id != made.id, "it can be taken in again"
    log = conn.execute("SELECT what, by_email FROM desk_log ORDER BY id").fetchall()
    assert log == [
        ("evidence_added", "ann@example.org"),
        ("evidence_withdrawn", "lee@example.org"),
        ("evidence_added", "ann@example.org"),
    ]


def test_bytes_that_were_changed_underneath_are_not_given_out(conn: Connection) -> None:
    made = add(conn, uuid4())
    conn.execute("UPDATE paper_content SET bytes = 'other'")
    with pytest.raises(StoreError, match="do not fit its hash"):
        evidence.get(conn, CASE, made.id)


def test_the_log_of_the_desk_is_append_only(conn: Connection) -> None:
    desk.note(conn, "ann@example.org", "evidence_taken_out", case_ref=CASE)
    with pytest.raises(Exception, match="append only"):
        conn.execute("DELETE FROM desk_log")
