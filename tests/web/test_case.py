"""One case: every page of it, what each says, and that only its own team sees it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx2
import pytest

from store import documents
from store.ledger import EventRow
from tests.web.conftest import TODAY, Board, british
from web.access import Role, Viewer
from web.house import readable

PARTS = [
    "",
    "/timeline",
    "/account",
    "/account.csv",
    "/documents",
    "/protocol",
    "/court",
    "/people",
    "/log",
    "/steps/1",
]


@pytest.mark.parametrize("part", PARTS)
def test_every_page_of_every_case_can_be_read(officer: httpx2.Client, part: str) -> None:
    for ref in ("A1-1", "A2-1", "A3-1", "A7-1"):
        answer = officer.get(f"/cases/{ref}{part}")
        assert answer.status_code == 200, ref
        assert not re.search(r"[>\"(:] ?None[<\".,)]|Undefined|\{\{|\bnull\b", answer.text), ref


@pytest.mark.parametrize("part", [*PARTS, "/documents/x.docx", "/record"])
def test_another_teams_case_does_not_exist(stranger: httpx2.Client, part: str) -> None:
    answer = stranger.get(f"/cases/A1-1{part}")
    assert answer.status_code == 404
    assert "O&#39;Neill" not in answer.text
    nowhere = stranger.get(f"/cases/A99-1{part}")
    assert nowhere.status_code == 404


def test_the_overview_says_what_is_next_what_stops_us_and_why(officer: httpx2.Client) -> None:
    page = officer.get("/cases/A3-1").text
    assert "What happens next" in page and "Why this date?" in page
    assert "Confidence" in page and "legislation.gov.uk" in page
    stops = page.split("What stops us")[1].split("</section>")[0]
    assert "Send the claim to the court" in stops
    assert "Kit Name3" in stops, "people are named, not their references"
    assert "T-A3" not in stops and "P4" not in stops


def test_the_account_is_shown_as_it_stood(officer: httpx2.Client) -> None:
    day = TODAY - timedelta(days=30)
    now, then = (officer.get("/cases/A1-1/account", params={"as_at": d}).text for d in ("today", british(day)))
    figure = re.compile(r"Rent arrears</strong></dt><dd><strong>(£[\d,.]+)")
    found = [m[1] for page in (now, then) if (m := figure.search(page))]
    assert found[0] == "£1,012.00"
    assert found[1] != found[0]
    assert "expected a day as" in officer.get("/cases/A1-1/account?as_at=soon").text
    assert (
        "has not come yet" in officer.get("/cases/A1-1/account", params={"as_at": british(TODAY + timedelta(9))}).text
    )


def test_the_protocol_is_kept_for_each_tenant(officer: httpx2.Client) -> None:
    page = officer.get("/cases/A2-1/protocol").text
    assert page.count("Mx Bo Quinn") > 1 and page.count("Mx Zoë Quinn") > 1


def test_a_paper_that_is_not_there_is_not_found(officer: httpx2.Client) -> None:
    answer = officer.get("/cases/A1-1/documents/no-such.docx")
    assert answer.status_code == 404 and "no paper no-such.docx" in answer.text


@pytest.mark.parametrize(
    "name", ["..%2F..%2F..%2Fetc%2Fpasswd", "%2Fetc%2Fpasswd", "..%5C..%5Cpyproject.toml", "%00.docx"]
)
def test_no_name_of_a_document_leads_out_of_the_case(officer: httpx2.Client, name: str) -> None:
    for folder in ("documents", "evidence"):
        answer = officer.get(f"/cases/A1-1/{folder}/{name}", follow_redirects=False)
        assert answer.status_code in (404, 422) and "root:" not in answer.text and "[project]" not in answer.text, (
            folder
        )


def test_who_looked_is_noted(the_board: Board, officer: httpx2.Client) -> None:
    officer.get("/cases/A7-1")
    officer.get("/cases/A7-1/people")
    with the_board.memory() as memory:
        seen = memory.execute(
            "SELECT count(*) FROM case_view WHERE case_ref = 'A7-1' AND email = 'ann@example.org'"
        ).fetchone()
    assert seen == (1,), "once in ten minutes"
    assert "Who looked" in officer.get("/cases/A7-1/log").text


def test_only_some_are_shown_the_way_to_temporal(the_board: Board, officer: httpx2.Client) -> None:
    assert "Temporal&#39;s page" not in officer.get("/cases/A1-1/log").text


def test_what_is_told_of_risks_is_read_by_those_who_work_cases_alone(the_board: Board, officer: httpx2.Client) -> None:
    name = "2026-12-01_E-34_case_00000000.docx"
    facts: dict[str, Any] = {
        "case_ref": "A1-1",
        "step": 1,
        "paper": "E-34",
        "facts_sha256": "0" * 64,
        "facts": {},
        "status": "final",
    }
    with the_board.memory() as memory:
        documents.put(memory, documents.PaperRow(name=name, template_version="1", **facts), b"a sheet")
    reader = the_board.as_(Role.READER, email="r@example.org", team=None)
    assert officer.get(f"/cases/A1-1/documents/{name}").content == b"a sheet"
    refused = reader.get(f"/cases/A1-1/documents/{name}")
    assert (
        refused.status_code == 403 and "only those who work the case" in refused.text and "a sheet" not in refused.text
    )


def test_a_record_is_shown_without_the_fields_that_are_not_for_the_viewer() -> None:
    told = {"event_id": "e", "risk": "yes", "risk_words": "A dog.", "access": "4471", "note": "Confirmed."}
    row = EventRow(
        case_ref="A1-1", seq=1, step=1, event_id=uuid4(), kind="eviction_confirmed", happened_on=TODAY,
        recorded_at=datetime.now(UTC), recorded_by="o@example.org", source="officer", payload=told, decision={},
        rules_version="1", code_version="1",
    )  # fmt: skip
    fixed = row.model_copy(
        update={"kind": "corrected", "payload": {"corrects": "e", "replacement": {"risk": "no", "note": "x"}}}
    )
    seen = readable([row, fixed], Viewer("r@example.org", "R", frozenset({Role.READER, Role.ADMIN})))
    assert [e.payload for e in seen] == [
        {"event_id": "e", "note": "Confirmed."},
        {"corrects": "e", "replacement": {"note": "x"}},
    ]
    assert readable([row], Viewer("o@example.org", "O", frozenset({Role.OFFICER}))) == [row]
