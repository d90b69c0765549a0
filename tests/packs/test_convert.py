"""From Word to PDF: by LibreOffice where it is installed, by dxpdf anywhere, and what each says of itself."""

from __future__ import annotations

import shutil

import pytest

from activities.packs import convert
from activities.packs.convert import Converter, NotConverted, to_pdf
from tests.packs.pages import opened
from tests.papers import fixtures as fx

DXPDF = Converter("dxpdf", "0.8.1", reading_copy=True)
OFFICE = shutil.which("soffice")


def test_a_reading_copy_has_every_word_and_says_what_it_is() -> None:
    paper = fx.fx_h().paper("E-27")
    (made,) = to_pdf([(paper.name, paper.content)], DXPDF)
    pages = opened(made).pages
    said = " ".join(pages[0].extract_text().split())
    assert len(pages) == 1 and "Amina Khan" in said and "£1,252.00" in said
    assert "Reading copy by dxpdf 0.8.1. The Word file is the record." in said


def test_what_is_no_word_file_is_named() -> None:
    with pytest.raises(NotConverted, match="dxpdf made no PDF of letter"):
        to_pdf([("letter.docx", b"nothing")], DXPDF)


def test_without_libreoffice_it_is_dxpdf() -> None:
    assert (convert.converter().name, convert.converter().reading_copy) == ("dxpdf", True)


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed on this machine")
def test_libreoffice_makes_tagged_pdf_a(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert, "soffice", lambda: OFFICE)
    convert.converter.cache_clear()
    by = convert.converter()
    assert by.name == "LibreOffice" and not by.reading_copy and by.version[0].isdigit()
    papers = [fx.fx_h().paper(code) for code in ("E-27", "E-22")]
    made = to_pdf([(paper.name, paper.content) for paper in papers])
    for content, title in zip(made, ("Hearing note", "Schedule of arrears"), strict=True):
        pages = opened(content)
        root = pages.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "en-GB"
        assert b"<pdfaid:part>2</pdfaid:part>" in root["/Metadata"].get_data()
        assert title in pages.pages[0].extract_text() and "Reading copy" not in pages.pages[0].extract_text()
