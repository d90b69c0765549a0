"""One case: every page of it, what each says, and that only its own team sees it."""

from __future__ import annotations

import re
from datetime import timedelta

import httpx2
import pytest

from tests.web.conftest import TODAY, Board, british

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
