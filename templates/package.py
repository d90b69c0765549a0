"""The .docx file itself: always the same bytes for the same content, its text, and its letters made larger."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.oxml.ns import qn
from lxml import etree

from templates import columns

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first day that a ZIP archive can name
LARGE, USUAL = 36, 24  # half points: 18 point, 12 point
_DAY = re.compile(rb"\|(day|court_day)\b")
_SIZE = re.compile(rb'(<w:sz(?:Cs)? w:val=")(\d+)(")')


def normalise(content: bytes) -> bytes:
    """The same archive with its members in order and no times: two renderings of the same facts hash alike."""
    return _rewritten(content, lambda _, data: data)


def enlarged(content: bytes) -> bytes:
    """The same document half as large again, and nothing under 18 point (the large print that people ask for).

    Columns are widened for their words and sums. One that is in large print already stays as it is.
    """
    if all(size >= LARGE for size in sizes(content)):
        return normalise(content)

    def grown(found: re.Match[bytes]) -> bytes:
        return found[1] + str(max(LARGE, int(found[2]) * 3 // 2)).encode() + found[3]

    def larger(name: str, data: bytes) -> bytes:
        data = _SIZE.sub(grown, data) if name.startswith("word/") else data
        return columns.fit(data, LARGE) if name == "word/document.xml" else data

    return _rewritten(content, larger)


def for_welsh(content: bytes) -> bytes:
    """The same document to begin its Welsh wording with: marked as Welsh, its days in Welsh, its words still to come."""

    def marked(name: str, data: bytes) -> bytes:
        return _DAY.sub(rb"|welsh_\1", data.replace(b'"en-GB"', b'"cy-GB"')) if name.startswith("word/") else data

    return _rewritten(content, marked)


def breakable(content: bytes) -> bytes:
    """The same document with rows that could be taller than a page allowed to go over it, for what turns it into a PDF."""
    return _rewritten(
        content, lambda name, data: columns.tall_rows_break(data, USUAL) if name == "word/document.xml" else data
    )


def sizes(content: bytes) -> Iterator[int]:
    """Every size of letters in a document, in half points."""
    with ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.startswith("word/"):
                yield from (int(found[2]) for found in _SIZE.finditer(archive.read(name)))


def text(content: bytes) -> str:
    """Everything that a reader can read, a line a paragraph: head, body with its tables in place, foot."""
    return "\n".join(line for line in lines(content) if line.strip())


def lines(content: bytes) -> Iterator[str]:
    """The paragraphs of a document's headers, body and footers; the cells of a row are parted by tabs.

    Read from the archive itself: python-docx would first open styles, numbering and settings, which hold no text.
    """
    with ZipFile(BytesIO(content)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
        linked = etree.fromstring(archive.read("word/_rels/document.xml.rels"))
        files = {link.get("Id"): f"word/{link.get('Target')}" for link in linked}
        body = root.find(qn("w:body"))

        def parts_of(kind: str) -> list[etree._Element]:
            """The head or foot of each section: its own, else that of the section before it."""
            found: list[etree._Element] = []
            for section in body.iter(qn("w:sectPr")):
                own = [e for e in section.findall(qn(kind)) if e.get(qn("w:type")) == "default"]
                if own:
                    found.append(etree.fromstring(archive.read(files[own[0].get(qn("r:id"))])))
                else:
                    found += found[-1:]
            return found

        parts = [*parts_of("w:headerReference"), body, *parts_of("w:footerReference")]
    for part in parts:
        for element in part.iterchildren():
            if element.tag == qn("w:p"):
                yield _said(element)
            elif element.tag == qn("w:tbl"):
                for row in element.iter(qn("w:tr")):
                    cells = [" ".join(_said(p) for p in cell.iter(qn("w:p"))) for cell in row.iter(qn("w:tc"))]
                    yield "\t".join(cells)


def _said(paragraph: object) -> str:
    found = []
    for node in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br")):  # type: ignore[attr-defined]
        found.append(node.text or "" if node.tag == qn("w:t") else " ")
    return "".join(found)


def _rewritten(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(content)) as given, ZipFile(out, "w", ZIP_DEFLATED) as kept:
        for name in sorted(given.namelist()):
            entry = ZipInfo(name, LONG_AGO)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o600 << 16
            entry.create_system = 3
            kept.writestr(entry, change(name, given.read(name)))
    return out.getvalue()
