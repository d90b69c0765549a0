"""Files on a case from the command line, and dates seen to; the store's tests say what is taken in."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine
from tests.cli.landlord import ANN, LEE
from tests.store.test_evidence import MAIL, PDF


def paragraph(duecourse: CommandLine, case: str) -> str:
    """The first paragraph of its protocol that is kept for each tenant."""
    refused = duecourse("evidence", "add", case, str(duecourse.folder / "landlord.toml"), "--for", "99.9", "--by", ANN)
    assert refused.code == 2 and "is no paragraph of this case's protocol; it has" in refused.err
    return refused.err.split("it has ")[1].split(",")[0].split(" or ")[0]


def test_a_file_is_taken_in_listed_taken_out_and_withdrawn(duecourse: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "reply.eml"
    file.write_bytes(MAIL)
    for_it = ("--for", paragraph(duecourse, "A2"), "--tenant", "P3", "--by", ANN)
    kept = duecourse.json("evidence", "add", "A2", str(file), *for_it, "--says", "She answered")
    assert (kept["name"], kept["kind"], kept["tenant"], kept["added_by"]) == ("reply.eml", "eml", "P3", ANN)
    assert duecourse.json("evidence", "add", "A2", str(file), *for_it)["id"] == kept["id"], "it is kept once"
    assert [f["id"] for f in duecourse.json("evidence", "list", "A2")] == [kept["id"]]
    assert "reply.eml" in duecourse.done("evidence", "list", "A2-1")
    out = tmp_path / "out.eml"
    duecourse.done("evidence", "get", "A2", kept["id"][:8], "-o", str(out), "--by", LEE)
    assert out.read_bytes() == MAIL
    assert duecourse("evidence", "withdraw", "A2", kept["id"], "--why", " ", "--by", ANN).code == 2
    assert "Withdrawn: reply.eml" in duecourse.done(
        "evidence", "withdraw", "A2", kept["id"], "--why", "Another's", "--by", ANN
    )
    assert duecourse("evidence", "withdraw", "A2", kept["id"], "--why", "Again", "--by", ANN).code == 3
    gone = duecourse("evidence", "get", "A2", kept["id"], "-o", str(out), "--by", LEE)
    assert gone.code == 4 and "was withdrawn (Another's)" in gone.err


def test_a_file_for_an_event_is_named_by_its_number(duecourse: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "scan.pdf"
    file.write_bytes(PDF)
    kept = duecourse.json("evidence", "add", "A3", str(file), "--for", "2", "--by", ANN)
    assert kept["event_id"] and kept["paragraph"] is None
    assert duecourse("evidence", "add", "A3", str(file), "--for", "999", "--by", ANN).code == 4
    assert duecourse("evidence", "add", "A3", str(file), "--for", "2", "--tenant", "P4", "--by", ANN).code == 2


@pytest.mark.parametrize(
    ("name", "content", "more", "code", "said"),
    [
        ("a.pdf", b"MZ not a pdf", (), 2, "a.pdf: The file is none of the kinds"),
        ("a.pdf", PDF + b"0" * 1024 * 1024, (), 2, "a.pdf: The file is larger than 1 MB"),
        ("a.pdf", PDF, ("--tenant", "P9"), 2, "kept for each tenant; expected P2 or P3"),
        ("a.pdf", None, (), 4, "cannot be read"),
    ],
)
def test_what_cannot_be_taken_in_is_said(
    duecourse: CommandLine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    content: bytes | None,
    more: tuple[str, ...],
    code: int,
    said: str,
) -> None:
    tenant = more or ("--tenant", "P2")
    for_it = paragraph(duecourse, "A2")
    monkeypatch.setenv("EVIDENCE_MAX_MB", "1")
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    before = duecourse.json("evidence", "list", "A2")
    told = duecourse("evidence", "add", "A2", str(file), "--for", for_it, *tenant, "--by", ANN)
    assert (told.code, said in told.err) == (code, True), told.err
    assert duecourse.json("evidence", "list", "A2") == before


def test_a_date_is_given_acknowledged_and_done(duecourse: CommandLine) -> None:
    review = (duecourse.today + timedelta(days=21)).isoformat()
    opened = ("hold-opened", "--on", "today", "--hold", "complaint", "--review-on", review, "--by", ANN)
    duecourse.done("record", "A7", *opened)
    unknown = duecourse("deadline", "done", "A7", "nothing-such", "--by", ANN)
    assert unknown.code == 4 and "hold_review" in unknown.err
    duecourse.done("deadline", "give", "A7", "hold-review", "--to", LEE, "--by", ANN)
    (given,) = [d for d in duecourse.json("deadlines", "--within", "60d", "--owner", LEE) if d["kind"] == "hold_review"]
    assert given["case_ref"] == "A7-1"
    assert "Acknowledged on case A7-1" in duecourse.done("deadline", "acknowledge", "A7", "hold_review", "--by", LEE)
    assert duecourse("deadline", "give", "A7", "hold_review", "--to", "x@example.org", "--by", ANN).code == 2
    duecourse.done("deadline", "done", "A7", "hold_review", "--note", "Rang them.", "--by", LEE)
    assert "hold_review" not in {
        d["kind"] for d in duecourse.json("deadlines", "--within", "60d") if d["case_ref"] == "A7-1"
    }
    assert duecourse.json("rebuild", "--check")["identical"]
    duecourse.done("record", "A7", "hold-ended", "--on", "today", "--hold", "complaint", "--by", ANN)


def test_a_date_of_the_law_is_not_done_by_hand(duecourse: CommandLine) -> None:
    lawful = next(
        d for d in duecourse.json("deadlines", "--within", "400d") if d["statutory_on"] and d["waiting_on"] == "us"
    )
    told = duecourse(
        "deadline", "done", lawful["case_ref"], lawful["kind"], "--instance", lawful["instance"], "--by", ANN
    )
    assert told.code == 3 and "ends by the event that it waits for" in told.err
