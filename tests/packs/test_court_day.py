"""A whole court day: the list on its first page, what is missing, and a pack for every hearing."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from activities.packs import NoPack, court_day, hearing
from activities.packs.sheets import Sheet
from store import wording
from store.db import Connection
from tests.packs.conftest import BEFORE, COURT, HEARD, NOW, Brought
from tests.packs.pages import opened


def text(page: object) -> str:
    return " ".join(page.extract_text().split())  # type: ignore[attr-defined]


def test_every_hearing_of_the_day_with_what_is_ready(to_court: Brought, portfolio: Connection, tmp_path: Path) -> None:
    to_court("RA1", hour=14)
    to_court("RA2", hour=10, loaded=date(2027, 2, 1))
    # the law's own text is there for every paper, so that what is left is what this day lacks
    portfolio.execute("UPDATE paper SET specimen = false")
    row = wording.add(portfolio, "block", "V-PAP", b"The Protocol.", since=date(2020, 1, 13), by="ann@example.org")
    wording.approve(portfolio, row, by="lee@example.org")
    rows = court_day.hearings(portfolio, " county court AT ternbridge ", HEARD)
    with hearing.whole(tmp_path / "day") as folder:
        listed = court_day.write(
            portfolio,
            rows,
            folder,
            name=COURT,
            day=HEARD,
            now=lambda row: NOW,
            today=lambda row: BEFORE,
            advocate={"advocate": "Jo Bell", "right": "counsel"},
        )
    assert [one.row.case_ref for one in listed] == ["RA2-1", "RA1-1"]
    first, rest = (text(page) for page in opened(tmp_path / "day" / "00-court-list.pdf").pages)
    assert first.count("✘ not ready") == 1 and first.count("✔ ready") == 1 and "2 hearings, 1 ready." in first
    assert "10:00am RA2-1 Zoë O'Brien" in rest and "The statement (E-22) is refused" in rest and "RA1-1" not in rest
    assert first.startswith(f"{COURT}, Tuesday 16 February 2027 2 hearings")
    assert first.index("10:00am RA2-1") < first.index("2:00pm RA1-1")
    assert "£1,860.00" in first and f"{len(listed[0].missing)} missing" in first
    told = json.loads((tmp_path / "day" / "pack.json").read_text("utf-8"))
    assert [one["case_ref"] for one in told["hearings"]] == ["RA2-1", "RA1-1"]
    assert any("The statement (E-22) is refused" in one for one in told["hearings"][0]["missing"])
    assert "Jo Bell, counsel" in text(opened(tmp_path / "day" / "2.00pm RA1-1" / "01-hearing-note.pdf").pages[0])
    for folder_name, case in (("10.00am RA2-1", "RA2-1"), ("2.00pm RA1-1", "RA1-1")):
        receipt = json.loads((tmp_path / "day" / folder_name / "pack.json").read_text("utf-8"))
        assert receipt["case_ref"] == case
        assert opened(tmp_path / "day" / folder_name / "04-bundle.pdf").page_labels[0] == "1"


def test_a_court_that_hears_nothing_of_ours_names_those_that_do(to_court: Brought, portfolio: Connection) -> None:
    to_court()
    with pytest.raises(NoPack, match=f"Hearings that day are at: {COURT}"):
        court_day.hearings(portfolio, "Otherton", HEARD)
    with pytest.raises(NoPack, match="No court has a hearing of ours that day"):
        court_day.hearings(portfolio, COURT, date(2027, 2, 17))


def test_a_list_of_forty_is_one_page() -> None:
    sheet = Sheet("County Court at Ternbridge, Tuesday 16 February 2027", size=court_day.SIZE)
    sheet.text("40 hearings, 3 ready. What each one lacks is on the pages after this list.")
    name = court_day.one_line("Maximiliana Featherstonehaugh-Cholmondeley; Bartholomew Wolstenholme-Wintergarten")
    assert name.startswith("Maximiliana Feather") and name.endswith("…")
    rows: list[list[str | bool]] = [
        ["10:00am", "RA100-1", "K00TB123", name, "£1,860.00", n % 2 == 0, "12 missing"] for n in range(40)
    ]
    sheet.table(court_day.HEADS, rows, court_day.WIDTHS)
    pages = opened(sheet.pdf()).pages
    assert len(pages) == 1 and text(pages[0]).count("not ready") == 20
