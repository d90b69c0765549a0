"""The bundle by itself: what its preflight finds, how it is numbered, and what cannot be bound."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfWriter

from activities.packs import bundle
from activities.packs.bundle import BadPages, Part
from tests.packs.pages import drawn, opened, page_of, scanned

HEAD = [("In the", "County Court at Ternbridge")]


def bound(*parts: Part) -> tuple[bundle.Bundle, Any]:
    made = bundle.bind(parts, title="Bundle", heading=HEAD)
    return made, opened(made.content)


def test_sections_come_in_their_order_and_late_pages_last() -> None:
    made, reader = bound(
        Part("K", "A late letter", drawn("late")),
        Part("D", "Notice", drawn("notice", pages=2), date(2026, 11, 23)),
        Part("A", "Notice of hearing", drawn("hearing")),
        Part("D", "Certificate", drawn("certificate")),
    )
    assert [(t.tab, t.from_page, t.to_page) for t in made.tabs] == [
        ("A1", 2, 2),
        ("D1", 3, 4),
        ("D2", 5, 5),
        ("K1", 6, 6),
    ]
    assert [p.extract_text().split()[0] for p in reader.pages[1:]] == [
        "hearing",
        "notice",
        "notice",
        "certificate",
        "late",
    ]
    assert "23 November 2026" in reader.pages[0].extract_text()


def test_an_index_of_many_pages_counts_itself() -> None:
    made, reader = bound(*(Part("E", f"Statement {n}", drawn(f"statement {n}")) for n in range(1, 121)))
    assert made.index_pages > 2 and len(reader.pages) == made.pages == 120 + made.index_pages
    for tab in (made.tabs[0], made.tabs[57], made.tabs[-1]):
        assert reader.pages[tab.from_page - 1].extract_text().split("\n")[0].lower() == tab.title.lower()
    links = [page_of(reader, note) for page in reader.pages[: made.index_pages] for note in page["/Annots"]]
    assert links == [n for tab in made.tabs for n in (tab.from_page, tab.from_page)]


def test_the_preflight_names_pages_by_their_number() -> None:
    made, reader = bound(
        Part("C", "Agreement", drawn("words")),
        Part("C", "Scan", scanned()),
        Part("C", "Upside down", drawn("turned", turned=180)),
        Part("C", "Wide", drawn("wide", size=(841.89, 595.27))),
        Part("C", "Very fine scan", scanned((4000, 5600))),
    )
    found = made.preflight
    assert (found.no_text, found.upside_down, found.landscape, found.dpi_over) == ((3, 6), (4,), (5,), (6,))
    assert reader.pages[3].rotation == 0
    assert found.sentences[0].startswith("Pages 3 and 6 cannot be searched")


def test_a_file_too_large_to_mail_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not bound(Part("C", "Agreement", drawn("words")))[0].preflight.too_big
    monkeypatch.setattr(bundle, "BIG", 0.001)
    made, _ = bound(Part("C", "Agreement", drawn("words")))
    assert made.preflight.too_big and "ask the court how it wants it" in made.preflight.sentences[-1]


def test_a_page_on_its_side_is_numbered_where_it_is_read() -> None:
    _, reader = bound(Part("C", "Side", drawn("side", turned=90)))
    page = reader.pages[1]
    assert page.rotation == 0 and page.mediabox.width < page.mediabox.height  # it lay on its side and was read upright
    places: list[tuple[str, float, float]] = []
    page.extract_text(visitor_text=lambda text, cm, tm, font, size: places.append((text.strip(), tm[4], tm[5])))
    x, y = next((x, y) for text, x, y in places if text == "2")
    assert x > float(page.mediabox.right) - 60 and y < float(page.mediabox.bottom) + 40


def test_what_is_no_pdf_or_is_locked_is_refused_by_name() -> None:
    locked = PdfWriter()
    locked.append(BytesIO(drawn("secret")))
    locked.encrypt("password", algorithm="RC4-128")
    out = BytesIO()
    locked.write(out)
    with pytest.raises(BadPages, match="Tenancy is locked with a password"):
        bound(Part("C", "Tenancy", out.getvalue()))
    with pytest.raises(BadPages, match="Letter is not a PDF that can be read"):
        bound(Part("F", "Letter", b"nothing"))


def test_names_of_people_can_be_found_and_the_same_parts_give_the_same_file() -> None:
    parts = [Part("F", "Letter to Ayşe Ödegård and Łukasz (née Siân)", drawn("x")), Part("F", "Again", drawn("x"))]
    made, reader = bound(*parts)
    assert "Letter to Ayşe Ödegård and Łukasz (née Siân)" in " ".join(reader.pages[0].extract_text().split())
    assert bound(*parts)[0].content == made.content
    assert reader.metadata and reader.metadata.title == "Bundle" and reader.trailer["/Root"]["/Lang"] == "en-GB"


def test_runs_of_pages_are_drawn_together() -> None:
    assert bundle._pages((4,)) == "Page 4"
    assert bundle._pages((4, 5, 6, 9)) == "Pages 4 to 6 and 9"
    assert bundle._pages((1, 3, 4, 8)) == "Pages 1, 3 to 4 and 8"
