"""The work list and the board: one question, two views, nothing beyond one's team."""

from __future__ import annotations

import csv
import io
import re

import httpx2
import pytest

from store import worklist
from store.scope import HOUSE
from store.worklist import Asked
from tests.web.conftest import TODAY, Board
from web.pages.work import csv_answer

# Of the landlord's accounts, those in England that owe rent.
OPEN = {"A1-1", "A2-1", "A3-1", "A7-1"}


def refs(page: str) -> set[str]:
    return set(re.findall(r'href="/cases/(A\d-1)"', page))


def test_list_and_board_show_the_same_cases(officer: httpx2.Client) -> None:
    listed, shown = officer.get("/work?tab=all").text, officer.get("/board").text
    assert refs(listed) == refs(shown) == OPEN
    assert "Siân O&#39;Neill" in listed and "£1,012.00" in listed
    assert 'draggable="true"' not in shown


def test_the_tabs_count_what_they_show(officer: httpx2.Client) -> None:
    page = officer.get("/work?tab=all").text
    counts = dict(re.findall(r'href="\?tab=(\w+)">[^<]*<span class="app-count">(\d+)</span>', page))
    assert counts["all"] == "4"
    for tab, number in counts.items():
        assert len(refs(officer.get(f"/work?tab={tab}").text)) == int(number), tab


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("quinn", {"A2-1"}),
        ("Zoë Quinn", {"A2-1"}),
        ("3 Elm", {"A3-1"}),
        ("a7-", {"A7-1"}),
        ("HT1", OPEN),
        ("%", set()),
        ("_", set()),
        ("nobody", set()),
    ],
)
def test_search_by_reference_name_and_address(officer: httpx2.Client, q: str, found: set[str]) -> None:
    assert refs(officer.get("/work", params={"q": q, "tab": "all"}).text) == found


def test_search_by_claim_number(the_board: Board, officer: httpx2.Client) -> None:
    with the_board.memory() as memory:
        before = memory.execute("SELECT stage, state::text FROM board WHERE case_ref = 'A3-1'").fetchone()
        claimed = """UPDATE board SET stage = 'claim', state = jsonb_set(state, '{claim}', '{"number": "K00TB123"}')
                     WHERE case_ref = 'A3-1'"""
        memory.execute(claimed)
        try:
            for q, found in (("K00TB123", {"A3-1"}), ("k00tb", {"A3-1"}), ("00TB123", set())):
                assert refs(officer.get("/work", params={"q": q, "tab": "all"}).text) == found, q
        finally:
            memory.execute("UPDATE board SET stage = %s, state = %s::jsonb WHERE case_ref = 'A3-1'", before)


def test_a_search_for_one_reference_goes_there(officer: httpx2.Client) -> None:
    assert officer.get("/work", params={"q": "a1-1"}).headers["location"] == "/cases/A1-1"


def test_filters_narrow_and_can_be_taken_away(officer: httpx2.Client) -> None:
    page = officer.get("/work?tab=all&tenure=introductory&owner=me").text
    assert refs(page) == {"A7-1"}
    assert 'href="?owner=me&amp;tab=all"' in page, "the chip takes the tenancy away and leaves the owner"
    assert refs(officer.get("/work?tab=all&owner=lee@example.org").text) == set()


def test_every_filter_can_be_chosen_and_what_is_not_one_is_left_aside(officer: httpx2.Client) -> None:
    page = officer.get("/work?tab=all").text
    for name in ("nation", "ground", "due", "owed", "benefit", "flag"):
        choices = re.findall(r'value="([^"]+)"', page.split(f'id="f-{name}"')[1].split("</select>")[0])
        assert len(choices) > 1
        for choice in choices:
            narrowed = officer.get("/work", params={"tab": "all", name: choice})
            assert narrowed.status_code == 200 and "app-chip" in narrowed.text, f"{name}={choice}"
            assert officer.get("/board", params={name: choice}).status_code == 200
    assert refs(officer.get("/work?tab=all&ground=10&owed=1000-2500").text) == {"A3-1"}
    assert refs(officer.get("/work?tab=all&owed=0-500").text) == {"A7-1"}
    assert refs(officer.get("/work?tab=all&due=x%27--&owed=9").text) == OPEN


def test_another_team_sees_nothing(stranger: httpx2.Client) -> None:
    assert refs(stranger.get("/work?tab=all").text) == refs(stranger.get("/board").text) == set()
    assert stranger.get("/work", params={"q": "a1-1"}).status_code == 200
    assert "A1" not in stranger.get("/work.csv?tab=all").text


def test_the_spreadsheet_has_the_same_rows(officer: httpx2.Client) -> None:
    answer = officer.get("/work.csv?tab=all")
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert {row["Case"] for row in rows} == OPEN
    first = next(row for row in rows if row["Case"] == "A1-1")
    assert (first["Arrears"], first["Weeks of rent"], first["Tenants"]) == ("1012.00", "8.5", "Siân O'Neill")


@pytest.mark.parametrize("cell", ["=1+1", "+44", "-2+3", "@SUM(A1)", "\t=1"])
def test_no_cell_is_taken_for_a_formula(cell: str) -> None:
    assert bytes(csv_answer("x.csv", ["a"], [[cell]]).body).decode().splitlines()[1].lstrip('"').startswith("'")


def test_a_debt_below_zero_stays_a_number() -> None:
    assert bytes(csv_answer("x.csv", ["a"], [["-12.50"]]).body).decode().splitlines()[1] == "-12.50"


def test_a_closed_case_is_found_by_searching(the_board: Board) -> None:
    with the_board.memory() as memory:
        asked = {"scope": HOUSE, "today": TODAY}
        everything = worklist.cases(memory, Asked(q="A"), tab="all", **asked)  # type: ignore[arg-type]
        assert {row.case_ref for row in everything} >= OPEN
