"""Large print: a page too narrow for its tables gets smaller margins, and what fits is left alone."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn

from templates import package
from tests.papers.every import by_code


def test_a_page_too_narrow_gets_smaller_margins_and_a_table_that_fits_is_left_alone() -> None:
    made = by_code()["E-22"].rendered().content
    section = Document(BytesIO(package.enlarged(made))).sections[0]
    assert section.left_margin.cm == pytest.approx(1.5, abs=0.01)  # type: ignore[union-attr]
    fits = by_code()["E-36-report"].rendered().content
    before, after = (Document(BytesIO(one)) for one in (fits, package.enlarged(fits)))
    assert before.sections[0].left_margin == after.sections[0].left_margin


def kept_whole(content: bytes) -> list[int]:
    """The letters in each row of a document that is kept on one page."""
    rows = [row._tr for table in Document(BytesIO(content)).tables for row in table.rows]
    whole = [row for row in rows if row.find(f".//{qn('w:cantSplit')}") is not None]
    return [len("".join(one.text or "" for one in row.iter(qn("w:t")))) for row in whole]


def test_a_row_that_could_be_taller_than_a_page_goes_over_it_and_loses_nothing() -> None:
    made = by_code()["S-02"].rendered().content
    before, after = kept_whole(made), kept_whole(package.enlarged(made))
    assert max(after) < max(before) and len(before) - 3 <= len(after) < len(before)
    assert kept_whole(package.breakable(made)) == before
    document = Document(BytesIO(made))
    document.tables[-1].rows[-1].cells[-1].text = (
        "A reason that goes on. " * 280
    )  # as long as the longest answer may be
    out = BytesIO()
    document.save(out)
    assert max(kept_whole(out.getvalue())) > 6000 > max(kept_whole(package.breakable(out.getvalue())))
