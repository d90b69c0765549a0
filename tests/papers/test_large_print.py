"""Large print: a page too narrow for its tables gets smaller margins, and what fits is left alone."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document

from templates import package
from tests.papers.every import by_code


def test_a_page_too_narrow_gets_smaller_margins_and_a_table_that_fits_is_left_alone() -> None:
    made = by_code()["E-22"].rendered().content
    section = Document(BytesIO(package.enlarged(made))).sections[0]
    assert section.left_margin.cm == pytest.approx(1.5, abs=0.01)  # type: ignore[union-attr]
    fits = by_code()["E-36-report"].rendered().content
    before, after = (Document(BytesIO(one)) for one in (fits, package.enlarged(fits)))
    assert before.sections[0].left_margin == after.sections[0].left_margin
