"""A table as an Excel workbook of one sheet: figures are figures, everything else is text that no program takes for a formula."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_KINDS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_FIGURE = re.compile(r"^[-−]?£?[\d,]+(\.\d+)?%?$")
# What XML has no way of writing.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def workbook(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], *, note: str = "") -> bytes:
    """The file. Cells are as the page shows them: `1,234`, `£12.34` and `45%` become figures. note: a line below the table."""
    told = [heads, *rows, [], [note]] if note else [heads, *rows]
    lines = "".join(f'<row r="{n}">{"".join(map(_cell, row))}</row>' for n, row in enumerate(told, start=1))
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KINDS}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KINDS}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name="{escape(re.sub(r"[^A-Za-z0-9 ]", " ", title)[:31])}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_SHEET}"><sheetData>{lines}</sheetData></worksheet>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, _HEAD + text)
    return out.getvalue()


def _cell(text: str) -> str:
    if _FIGURE.match(text) and any(c.isdigit() for c in text):
        number = float(re.sub("[£,%]", "", text).replace("−", "-"))
        return f"<c><v>{number / 100 if text.endswith('%') else number:.10g}</v></c>"
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(_UNWRITABLE.sub(" ", text))}</t></is></c>'
