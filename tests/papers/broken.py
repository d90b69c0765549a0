"""Whether a word or a sum in a table would be broken in two, measured by the letters of the face and not by what widened it."""

from __future__ import annotations

import re
from io import BytesIO

from docx import Document
from docx.oxml.ns import qn
from reportlab.pdfbase.pdfmetrics import stringWidth

CELL_SIDES = 2 * 5.4  # points: what Word leaves at both sides of a cell where nothing else is said
TWIPS = 20


def broken(content: bytes) -> list[str]:
    """Words of a document's tables that are wider than their column, by the widths of Arial's letters."""
    document, found = Document(BytesIO(content)), []
    for table in document.tables:
        grid = [int(one.get(qn("w:w"))) for one in table._tbl.tblGrid]
        for row in table.rows:
            if len(row._tr.tc_lst) != len(grid):
                continue
            for cell, width in zip(row.cells, grid, strict=True):
                for paragraph in cell.paragraphs:
                    for run in paragraph.runs:
                        face = "Helvetica-Bold" if run.bold else "Helvetica"
                        size = (run.font.size or paragraph.style.font.size).pt
                        for word in re.split(r"\s+|(?<=[-/])", run.text):
                            if stringWidth(word, face, size) > width / TWIPS - CELL_SIDES:
                                found.append(word)
    return found
