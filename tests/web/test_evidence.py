"""Files on a case: taken in by content and within the limit, listed where they belong, given out to keep."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import httpx2
import pytest

from store import evidence, ledger
from tests.store.test_evidence import MAIL, PDF
from tests.web.conftest import ANN, Board
from tests.web.test_record import NOTE, hidden
from web.access import Role

MB = 1024 * 1024


def send(
    client: httpx2.Client, name: str, content: bytes, about: str, ref: str = "A1-1", **fields: str
) -> httpx2.Response:
    data = {"number": str(uuid4()), "about": about, **fields}
    return client.post(f"/cases/{ref}/evidence", data=data, files={"file": (name, content, "text/html")})


def kept(the_board: Board, ref: str = "A1-1") -> list[evidence.EvidenceRow]:
    with the_board.memory() as memory:
        return evidence.of_case(memory, ref)


@pytest.fixture
def paragraph(officer: httpx2.Client) -> str:
    """The first paragraph of the protocol on A1-1 with its tenant, as the form offers it."""
    found = re.search(r'value="(protocol:[^"]+:P1)"', officer.get("/cases/A1-1/evidence").text)
    assert found is not None
    return found[1]


def test_a_file_for_a_paragraph_is_listed_and_given_out_to_keep(
    the_board: Board, officer: httpx2.Client, paragraph: str
) -> None:
    about = {"number": str(uuid4()), "about": paragraph, "says": "<b>Her</b> reply"}
    answers = [
        officer.post("/cases/A1-1/evidence", data=about, files={"file": ('../Zoë’s "reply".pdf', PDF, "text/html")})
        for _ in range(2)
    ]
    assert [a.status_code for a in answers] == [303, 303], answers[0].text
    (row,) = [r for r in kept(the_board) if r.content_sha256 == kept(the_board)[-1].content_sha256]
    assert (row.name, row.kind, row.size, row.added_by) == ("Zoë’s reply.pdf", "pdf", len(PDF), ANN)
    page = officer.get("/cases/A1-1/evidence").text
    assert "<b>Her" not in page and "&lt;b&gt;Her&lt;/b&gt; reply" in page and f"/evidence/{row.id}" in page
    assert f"/evidence/{row.id}" in officer.get("/cases/A1-1/protocol").text
    got = officer.get(f"/cases/A1-1/evidence/{row.id}")
    assert got.content == PDF
    assert got.headers["content-disposition"].startswith('attachment; filename="Zo_')
    assert "filename*=UTF-8''Zo%C3%AB%E2%80%99s%20reply.pdf" in got.headers["content-disposition"]
    assert got.headers["x-content-type-options"] == "nosniff"
    assert got.headers["content-type"] == "application/pdf"
    assert got.headers["content-security-policy"].startswith("default-src 'none'")


def test_a_file_for_an_event_stands_beside_it(the_board: Board, officer: httpx2.Client) -> None:
    sent = {**NOTE, "event_id": str(uuid4()), "version": str(the_board.version("A1-1")), "do": "confirm"}
    officer.post("/cases/A1-1/record/note_added", data=sent)
    done = send(officer, "letter.eml", MAIL, f"event:{sent['event_id']}")
    assert done.status_code == 303, done.text
    timeline = officer.get("/cases/A1-1/timeline").text
    assert "letter.eml" in timeline
    with the_board.memory() as memory:
        (event,) = [e for e in ledger.events(memory, "A1-1") if str(e.event_id) == sent["event_id"]]
    assert f"No. {event.seq}: Note added" in officer.get("/cases/A1-1/evidence").text


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("letter.pdf", b"<script>alert(1)</script>", "none of the kinds that are kept"),
        ("letter.pdf", b"", "is empty"),
        ("", b"", "No file was chosen"),
        ("<img src=x>.docx", b"PK\x03\x04", "&lt;img src=x&gt;.docx: The file begins like a Word file"),
    ],
)
def test_what_is_no_evidence_is_refused(
    the_board: Board, officer: httpx2.Client, paragraph: str, name: str, content: bytes, said: str
) -> None:
    before = kept(the_board)
    answer = send(officer, name, content, paragraph)
    assert answer.status_code == 422 and said in answer.text, answer.text
    assert "<img src=x>" not in answer.text
    assert kept(the_board) == before


@pytest.mark.parametrize("about", ["", "protocol:99.9:P1", "event:1d222d10-e5c6-48b5-904f-99cc6606f536", "protocol:"])
def test_a_file_is_for_something_of_the_case(the_board: Board, officer: httpx2.Client, about: str) -> None:
    before = kept(the_board)
    answer = send(officer, "a.pdf", PDF, about)
    assert answer.status_code == 422 and "Choose what the file shows" in answer.text
    assert kept(the_board) == before


def _stream(size: int, boundary: str, about: str) -> Iterator[bytes]:
    yield f'--{boundary}\r\nContent-Disposition: form-data; name="about"\r\n\r\n{about}\r\n'.encode()
    yield f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="big.pdf"\r\n\r\n'.encode()
    yield PDF
    for _ in range(size // MB):
        yield b"0" * MB
    yield f"\r\n--{boundary}--\r\n".encode()


def _memory() -> int:
    """The most memory this process, in which the board runs, has used; in bytes."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(found[1]) * 1024 if found else 0


def test_a_huge_file_is_refused_without_being_kept_anywhere(
    the_board: Board, officer: httpx2.Client, paragraph: str
) -> None:
    before, kept_before = _memory(), kept(the_board)
    room = os.statvfs(tempfile.gettempdir())
    # sent in pieces, with no word about how much it will be
    head = {"Content-Type": "multipart/form-data; boundary=xyz"}
    answer = officer.post("/cases/A1-1/evidence", content=_stream(200 * MB, "xyz", paragraph), headers=head)
    assert answer.status_code == 413
    assert "The file is larger than 25 MB, so it was not taken in" in answer.text
    assert kept(the_board) == kept_before
    assert _memory() - before < 90 * MB
    assert os.statvfs(tempfile.gettempdir()).f_bavail * room.f_frsize > room.f_bavail * room.f_frsize - 150 * MB


def test_a_file_just_beyond_the_limit_is_refused_too(the_board: Board, officer: httpx2.Client, paragraph: str) -> None:
    before = kept(the_board)
    answer = send(officer, "big.pdf", PDF + b"0" * 25 * MB, paragraph)
    assert answer.status_code == 413 and "larger than 25 MB" in answer.text
    assert kept(the_board) == before


def test_a_form_that_is_none_is_refused(officer: httpx2.Client) -> None:
    head = {"Content-Type": "multipart/form-data; boundary=xyz"}
    answer = officer.post("/cases/A1-1/evidence", content=b"--abc\r\nnonsense", headers=head)
    assert answer.status_code == 400 and "That could not be done" in answer.text


def test_only_those_who_see_the_case_see_its_files(
    the_board: Board, officer: httpx2.Client, stranger: httpx2.Client
) -> None:
    found = re.search(r'value="(protocol:[^"]+)"', officer.get("/cases/A2-1/evidence").text)
    assert found is not None
    assert send(officer, "a.pdf", PDF, found[1], "A2-1").status_code == 303
    (row,) = kept(the_board, "A2-1")
    assert officer.get(f"/cases/A2-1/evidence/{row.id}").status_code == 200
    assert officer.get(f"/cases/A1-1/evidence/{row.id}").status_code == 404
    assert stranger.get(f"/cases/A2-1/evidence/{row.id}").status_code == 404
    assert send(stranger, "a.pdf", PDF, found[1], "A2-1").status_code == 404
    reader = the_board.as_(Role.READER, email="r@example.org", team=None)
    assert reader.get(f"/cases/A2-1/evidence/{row.id}").status_code == 200
    assert "Take it in" not in reader.get("/cases/A2-1/evidence").text
    assert reader.post(f"/cases/A2-1/evidence/{row.id}/withdraw", data={"why": "x"}).status_code == 403


def test_a_file_taken_in_by_mistake_is_withdrawn_with_its_reason(the_board: Board, officer: httpx2.Client) -> None:
    found = re.search(r'value="(protocol:[^"]+)"', officer.get("/cases/A7-1/evidence").text)
    assert found is not None
    send(officer, "wrong.png", b"\x89PNG\r\n\x1a\n\0", found[1], "A7-1")
    (row,) = kept(the_board, "A7-1")
    address = f"/cases/A7-1/evidence/{row.id}"
    assert officer.post(f"{address}/withdraw", data={"why": " "}).status_code == 422
    assert officer.post(f"{address}/withdraw", data={"why": "Another tenant's"}).status_code == 303
    assert officer.get(address).status_code == 404
    page = officer.get("/cases/A7-1/evidence").text
    assert "wrong.png" in page and "Another tenant&#39;s" in page and address + '"' not in page
    assert "wrong.png" not in officer.get("/cases/A7-1/protocol").text
    assert hidden(page)["number"]
