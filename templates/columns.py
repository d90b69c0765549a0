"""The columns of tables, so that no word and no sum is broken in two where letters were made larger."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import ceil

from docx.oxml.ns import qn
from lxml import etree
from reportlab.pdfbase.pdfmetrics import stringWidth

PADDING = 240  # twips: both sides of a cell, its lines, and a little more
NARROW = 850  # twips: the margins of a page that needs its width
TALL, LEADING, SPACE = (
    0.6,
    1.2,
    0.4,
)  # of a page; of the size of letters, for a line and for the gap of a line that is not full
CROWDED = 0.8  # of a table's width: with words that take more it gets the whole page
_BREAKS = re.compile(r"\s+|(?<=[-/])")
Widths = list[float]


def fit(document: bytes, size: int) -> bytes:
    """`word/document.xml` with each table whose words would not fit its columns given other widths; size: half points.

    A column is as wide as its longest word, what is left goes to those with long lines. Where the page is too narrow for
    that, its side margins are made smaller first.
    """
    root = etree.fromstring(document)
    tables = [(table, _needed(table, size)) for table in root.iter(qn("w:tbl"))]
    cramped = [(table, least, most) for table, (least, most) in tables if _broken(table, least)]
    wanted = max((sum(least) for _, least, _ in cramped), default=0.0)
    room = _room(root, wanted)
    for table, least, most in cramped:
        have, need = sum(_columns(table)), sum(least)
        _widen(table, _shared(least, most, max(have, room) if need > have * CROWDED else have))
    broke = _let_tall_rows_break(root, size)
    if not cramped and not broke:
        return document
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def tall_rows_break(document: bytes, size: int) -> bytes:
    """`word/document.xml` with rows that could be taller than a page let go over it: kept whole they would lose their end."""
    root = etree.fromstring(document)
    if not _let_tall_rows_break(root, size):
        return document
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def _let_tall_rows_break(root: etree._Element, size: int) -> bool:
    heights = [
        int(page.get(qn("w:h"), 0)) - sum(int(margins.get(qn(f"w:{side}"), 0)) for side in ("top", "bottom"))
        for section in root.iter(qn("w:sectPr"))
        for page, margins in [(section.find(qn("w:pgSz")), section.find(qn("w:pgMar")))]
        if page is not None and margins is not None
    ]
    most, found = TALL * min(heights, default=0), False
    for table in root.iter(qn("w:tbl")):
        widths = _columns(table)
        for row in table.iterchildren(qn("w:tr")):
            whole = row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}")
            if whole is not None and _height(row, widths, size) > most:
                whole.getparent().remove(whole)
                found = True
    return found


def _height(row: etree._Element, widths: Widths, size: int) -> float:
    """About how tall a row is, in twips."""
    tallest = 0
    for cell, width in zip(row.iterchildren(qn("w:tc")), widths, strict=False):
        room = max(width - PADDING, 1)
        tallest = max(tallest, sum(ceil(sum(_words(p, size, SPACE)) / room) or 1 for p in cell.iter(qn("w:p"))))
    return tallest * size * 10 * LEADING


def _columns(table: etree._Element) -> Widths:
    grid = table.find(qn("w:tblGrid"))
    return [float(one.get(qn("w:w"), 0)) for one in grid] if grid is not None else []


def _cells(table: etree._Element) -> Iterator[tuple[int, int, etree._Element]]:
    """(first column, how many it spans, the cell) of every cell."""
    for row in table.iterchildren(qn("w:tr")):
        place = 0
        for cell in row.iterchildren(qn("w:tc")):
            span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
            many = int(span.get(qn("w:val"), 1)) if span is not None else 1
            yield place, many, cell
            place += many


def _needed(table: etree._Element, size: int) -> tuple[Widths, Widths]:
    """In twips, of each column: what its longest word takes, and what its longest line would."""
    many = len(_columns(table))
    least, most = [float(PADDING)] * many, [float(PADDING)] * many
    for place, span, cell in _cells(table):
        if span > 1 or place >= many:
            continue
        for paragraph in cell.iter(qn("w:p")):
            words = _words(paragraph, size)
            least[place] = max([least[place], *(width + PADDING for width in words)])
            most[place] = max(most[place], sum(words) + PADDING)
    return least, most


def _words(paragraph: etree._Element, size: int, space: float = 0.0) -> Widths:
    """How wide each word of a paragraph is, in twips; space: what comes to each for the gap after it, in parts of the size."""
    text = "".join(one.text or "" for one in paragraph.iter(qn("w:t")))
    bold = paragraph.find(f".//{qn('w:r')}/{qn('w:rPr')}/{qn('w:b')}") is not None
    face = "Helvetica-Bold" if bold else "Helvetica"
    return [(stringWidth(word, face, size / 2) + space * size / 2) * 20 for word in _BREAKS.split(text) if word]


def _broken(table: etree._Element, least: Widths) -> bool:
    return any(need > have for need, have in zip(least, _columns(table), strict=True))


def _room(root: etree._Element, wanted: float) -> float:
    """The width between the margins in twips, the margins made smaller where less would not do."""
    rooms = []
    for section in root.iter(qn("w:sectPr")):
        page, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
        if page is None or margins is None:
            continue
        sides = [int(margins.get(qn(f"w:{side}"), 0)) for side in ("left", "right")]
        if int(page.get(qn("w:w"), 0)) - sum(sides) < wanted:
            sides = [min(side, NARROW) for side in sides]
            for side, width in zip(("left", "right"), sides, strict=True):
                margins.set(qn(f"w:{side}"), str(width))
        rooms.append(int(page.get(qn("w:w"), 0)) - sum(sides))
    return float(min(rooms, default=wanted))


def _shared(least: Widths, most: Widths, whole: float) -> Widths:
    """Each column's least, and of what is left to the whole a part by how much more its longest line would take."""
    left = whole - sum(least)
    if left <= 0:  # no page is wide enough: all are cut by as much
        return [whole * one / sum(least) for one in least]
    more = [long - short for short, long in zip(least, most, strict=True)]
    total = sum(more)
    return [
        short + (left * one / total if total else left / len(least)) for short, one in zip(least, more, strict=True)
    ]


def _widen(table: etree._Element, widths: Widths) -> None:
    grid = table.find(qn("w:tblGrid"))
    assert grid is not None
    for one, width in zip(grid, widths, strict=True):
        one.set(qn("w:w"), str(round(width)))
    for place, span, cell in _cells(table):
        width = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
        if width is not None:
            width.set(qn("w:w"), str(round(sum(widths[place : place + span]))))
            width.set(qn("w:type"), "dxa")
