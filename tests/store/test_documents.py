"""A paper is written once, its bytes are kept under their hash, and a wrong one says why."""

import hashlib
from datetime import date

import pytest

from store import documents
from store.db import Connection, StoreError
from tests.store.rows import CASE, paper


def test_a_paper_comes_back_byte_for_byte(conn: Connection) -> None:
    content = bytes(range(256)) * 100
    written = documents.put(conn, paper(), content)
    assert written.content_sha256 == hashlib.sha256(content).hexdigest()
    assert documents.get(conn, CASE, "E-12 notice.docx") == (written, content)
    assert documents.list_for_case(conn, CASE) == [written]
    assert documents.get(conn, CASE, "other.docx") is None


def test_the_first_writer_wins_a_retry(conn: Connection) -> None:
    first = documents.put(conn, paper(), b"first")
    assert documents.put(conn, paper(), b"second") == first
    assert documents.get(conn, CASE, first.name) == (first, b"first")


def test_a_name_of_another_step_is_refused(conn: Connection) -> None:
    documents.put(conn, paper(), b"first")
    with pytest.raises(documents.PaperConflict, match="written by another step than 2"):
        documents.put(conn, paper(number=2), b"second")


def test_the_same_bytes_are_kept_once(conn: Connection) -> None:
    documents.put(conn, paper("one"), b"same")
    documents.put(conn, paper("two"), b"same")
    assert conn.execute("SELECT count(*) FROM paper_content").fetchone() == (1,)


def test_a_withheld_paper_says_why_and_has_no_bytes(conn: Connection) -> None:
    refusals = ({"code": "R12", "because": "The arrears are below eight weeks' rent."}, "R08")
    written = documents.put(conn, paper(status="withheld", refusals=refusals), None)
    assert documents.get(conn, CASE, written.name) == (written, None)
    assert written.refusals == refusals


def test_a_paper_found_wrong_says_so_until_it_is_right(conn: Connection) -> None:
    name = documents.put(conn, paper(), b"x").name
    documents.mark_wrong(conn, case_ref=CASE, name=name, because="The service date was corrected.")
    found = documents.find(conn, CASE, name)
    assert found is not None
    assert found.wrong_because == "The service date was corrected."
    documents.mark_wrong(conn, case_ref=CASE, name=name, because=None)
    found = documents.find(conn, CASE, name)
    assert found is not None and found.wrong_because is None
    with pytest.raises(documents.NoSuchPaper):
        documents.mark_wrong(conn, case_ref=CASE, name="other", because="x")


def test_bytes_that_were_tampered_with_are_not_given_out(conn: Connection) -> None:
    name = documents.put(conn, paper(), b"served").name
    conn.execute("UPDATE paper_content SET bytes = 'changed'")
    with pytest.raises(StoreError, match="no longer fit its hash"):
        documents.get(conn, CASE, name)


@pytest.mark.parametrize(
    ("arrears", "oldest", "status"),
    [(72040, date(2026, 11, 30), "draft"), (72041, date(2026, 11, 30), "void"), (72040, date(2026, 12, 1), "void")],
)
def test_a_draft_is_void_for_a_penny_or_a_day(conn: Connection, arrears: int, oldest: date, status: str) -> None:
    for kind in ("draft", "final"):
        name = f"2026-11-30_E-08_{kind}.docx"
        documents.put(conn, paper(name, status=kind, facts={"order": {"arrears": 72040}}), b"x")
    documents.void_drafts(conn, case_ref=CASE, step=2, arrears=arrears, oldest=oldest)
    assert [p.status for p in documents.list_for_case(conn, CASE)] == [status, "final"]
