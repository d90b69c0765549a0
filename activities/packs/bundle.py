"""One PDF out of many: numbered from the index on, the index linked, every document bookmarked, and what is wrong told.

After the judiciary's General guidance on electronic court bundles of 29 November 2021: one run of page numbers that begins
with the index, so that a number is also the page of the file; hyperlinks and bookmarks with page numbers; words that can be
searched; no page upside down; pictures of at most 300 dots an inch; shown at 100 %; late pages at the end.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.constants import PageLabelStyle
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    Fit,
    FloatObject,
    NameObject,
    NullObject,
    RectangleObject,
    TextStringObject,
)

from activities.packs import NoPack, sheets
from cases.events.base import Frozen
from templates.words import court_day

SECTIONS = {
    "A": "Orders and hearing notices",
    "B": "Claim form, particulars and defence",
    "C": "Tenancy and rent changes",
    "D": "Notice and certificates of service",
    "E": "Schedule of arrears and rent statements",
    "F": "Protocol statement and letters",
    "G": "Witness statements and exhibits",
    "H": "Benefits",
    "I": "Open offers",
    "J": "Order sought",
    "K": "Late documents",
}
LATE = "K"
DOTS = 300  # an inch
MEGABYTE = 1_000_000
_SHOWS = re.compile(rb"[)>\]]\s*T[jJ]")  # a page shows words
BIG = 20  # megabytes; policy: larger than this many courts' mail will not take


class BadPages(NoPack):
    """A file that cannot be bound into a bundle."""


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a bundle: its section's letter, what the index calls it, its day, and its pages as a PDF."""

    section: str
    title: str
    pages: bytes
    on: date | None = None


class Tab(Frozen):
    """A document as it stands in the bundle, by the pages of the file."""

    tab: str
    title: str
    on: date | None = None
    from_page: int
    to_page: int


class Preflight(Frozen):
    """What a reader of the bundle would trip over, by page: no searchable words, upside down, pictures too fine."""

    no_text: tuple[int, ...] = ()
    upside_down: tuple[int, ...] = ()
    landscape: tuple[int, ...] = ()
    dpi_over: tuple[int, ...] = ()
    too_big: bool = False

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is to be done before the bundle is filed; empty when nothing is."""
        told = []
        if self.no_text:
            told.append(
                f"{_pages(self.no_text)} cannot be searched: they are pictures of text and need OCR (ocrmypdf)."
            )
        if self.upside_down:
            told.append(f"{_pages(self.upside_down)} stood upside down and have been turned: look at them.")
        if self.dpi_over:
            told.append(
                f"{_pages(self.dpi_over)} hold pictures of more than {DOTS} dots an inch: scan them again at 300."
            )
        if self.too_big:
            told.append(f"The file is larger than {BIG} MB: ask the court how it wants it.")
        return tuple(told)


@dataclass(frozen=True, slots=True)
class Bundle:
    """The finished file with its index and its preflight."""

    content: bytes
    tabs: tuple[Tab, ...]
    pages: int
    index_pages: int
    preflight: Preflight

    @property
    def size_mb(self) -> float:
        """In megabytes, to two places, rounded up."""
        return math.ceil(len(self.content) / MEGABYTE * 100) / 100


def bind(parts: Sequence[Part], *, title: str, heading: Sequence[tuple[str, str]]) -> Bundle:
    """The bundle. heading: names and values above the index (court, claim number, parties ...).

    The parts come out by section, in a section in the order given. Raises BadPages for what is no PDF or has no page.
    """
    ordered = sorted(parts, key=lambda part: list(SECTIONS).index(part.section))
    readers = [_opened(part) for part in ordered]
    lengths = [len(reader.pages) for reader in readers]
    ahead = 1
    while True:
        tabs = tuple(_tabs(ordered, lengths, ahead))
        index = _index(title, heading, tabs, ahead + sum(lengths))
        real = len(PdfReader(BytesIO(index)).pages)
        if real == ahead:
            break
        ahead = max(real, ahead + 1)
    writer = PdfWriter()
    writer.append(BytesIO(index), import_outline=False)
    for reader in readers:
        writer.append(reader, import_outline=False)
    found = _look(writer, ahead)
    sheets.stamp(writer, lambda n, width, height: [sheets.Mark(str(n + 1), width - 28, 14, 13, bold=True, right=True)])
    _link(writer, ahead)
    _bookmark(writer, tabs)
    content = _written(writer, title)
    if len(content) > BIG * MEGABYTE:
        found = found.model_copy(update={"too_big": True})
    return Bundle(content, tabs, len(writer.pages), ahead, found)


def _opened(part: Part) -> PdfReader:
    try:
        reader = PdfReader(BytesIO(part.pages))
        if reader.is_encrypted:
            raise BadPages(f"{part.title} is locked with a password; a bundle needs a file that opens without one.")
        if not reader.pages:
            raise BadPages(f"{part.title} has no page.")
    except (PyPdfError, ValueError, KeyError, OSError) as fault:
        raise BadPages(f"{part.title} is not a PDF that can be read: {fault}.") from fault
    return reader


def _tabs(parts: Sequence[Part], lengths: Sequence[int], ahead: int) -> Iterator[Tab]:
    page, numbers = ahead + 1, dict.fromkeys(SECTIONS, 0)
    for part, length in zip(parts, lengths, strict=True):
        numbers[part.section] += 1
        tab = f"{part.section}{numbers[part.section]}"
        yield Tab(tab=tab, title=part.title, on=part.on, from_page=page, to_page=page + length - 1)
        page += length


def _index(title: str, heading: Sequence[tuple[str, str]], tabs: Sequence[Tab], total: int) -> bytes:
    sheet = sheets.Sheet(title)
    sheet.pairs(heading)
    sheet.heading("Index")
    rows: list[sheets.IndexRow] = []
    for tab in tabs:
        if not rows or not rows[-1].tab.startswith(tab.tab[0]):
            rows.append(sheets.IndexRow(tab.tab[0], SECTIONS[tab.tab[0]]))
        rows.append(sheets.IndexRow(tab.tab, tab.title, court_day(tab.on) if tab.on else "", tab.from_page))
    sheet.links(rows)
    sheet.text(f"{total} pages, this index among them. Each number is also the page of the file.")
    return sheet.pdf()


def _look(writer: PdfWriter, ahead: int) -> Preflight:
    no_text, upside_down, landscape, fine = [], [], [], []
    for number, page in enumerate(writer.pages, start=1):
        if number <= ahead:
            continue
        turned = page.rotation % 360
        if turned == 180:
            upside_down.append(number)
            page.rotate(180)
        wide = page.mediabox.width > page.mediabox.height
        if wide != (turned in (90, 270)):
            landscape.append(number)
        if not _searchable(page):
            no_text.append(number)
        if _too_fine(page):
            fine.append(number)
    return Preflight(
        no_text=tuple(no_text), upside_down=tuple(upside_down), landscape=tuple(landscape), dpi_over=tuple(fine)
    )


def _searchable(page: PageObject) -> bool:
    """Whether words can be found on the page. The text is only taken out where the cheap signs do not settle it."""
    contents = page.get_contents()
    if contents is None or not _SHOWS.search(contents.get_data()):
        return bool(page.extract_text().strip())
    fonts = (
        page.get("/Resources", DictionaryObject()).get_object().get("/Font", DictionaryObject()).get_object().values()
    )
    known = [one.get_object() for one in fonts]
    if known and all("/ToUnicode" in font or font.get("/Encoding") == "/WinAnsiEncoding" for font in known):
        return True
    return bool(page.extract_text().strip())


def _too_fine(page: PageObject) -> bool:
    """Whether a picture has more dots than 300 an inch even if it fills the page; a smaller one is not measured."""
    inches = sorted((float(page.mediabox.width) / 72, float(page.mediabox.height) / 72))
    found = page.get("/Resources", DictionaryObject()).get_object().get("/XObject", DictionaryObject()).get_object()
    for one in found.values():
        held = one.get_object()
        if held.get("/Subtype") == "/Image":
            dots = sorted((int(held["/Width"]), int(held["/Height"])))
            if any(dot > DOTS * inch * 1.02 for dot, inch in zip(dots, inches, strict=True)):
                return True
    return False


def _link(writer: PdfWriter, ahead: int) -> None:
    """Turns the index's own marks (`page:7`) into links to that page, the view left as the reader has it."""
    for page in writer.pages[:ahead]:
        links = []
        for note in page.get("/Annots", ArrayObject()):
            held = note.get_object()
            target = str(held.get("/A", DictionaryObject()).get_object().get("/URI", ""))
            if target.startswith("page:"):
                links.append((held["/Rect"], int(target.removeprefix("page:")) - 1))
        page[NameObject("/Annots")] = ArrayObject()
        for rect, to in links:
            writer.add_annotation(page, Link(rect=RectangleObject(rect), target_page_index=to, fit=Fit.xyz()))


def _bookmark(writer: PdfWriter, tabs: Sequence[Tab]) -> None:
    def mark(words: str, page: int, above: Any = None) -> Any:
        named = f"{words} (p{page})"
        return writer.add_outline_item(
            title=named, page_number=page - 1, parent=above, bold=above is None, fit=Fit.xyz()
        )

    mark("Index", 1)
    section, above = "", None
    for tab in tabs:
        if tab.tab[0] != section:
            section = tab.tab[0]
            above = mark(f"{section}. {SECTIONS[section]}", tab.from_page)
        mark(f"{tab.tab} {tab.title}", tab.from_page, above)


def _written(writer: PdfWriter, title: str) -> bytes:
    writer.set_page_label(0, len(writer.pages) - 1, style=PageLabelStyle.DECIMAL, start=1)
    first = writer.pages[0].indirect_reference
    view = [first, NameObject("/XYZ"), NullObject(), NullObject(), FloatObject(1)]
    root = writer.root_object
    root[NameObject("/OpenAction")] = ArrayObject(view)
    root[NameObject("/PageMode")] = NameObject("/UseOutlines")
    root[NameObject("/Lang")] = TextStringObject("en-GB")
    root[NameObject("/ViewerPreferences")] = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    writer.add_metadata({"/Title": title, "/Author": "Due Course", "/Producer": "Due Course"})
    # In two goes: in one, pypdf 7.1 throws away what only a duplicate pointed to.
    writer.compress_identical_objects(remove_unreferenced=False)
    writer.compress_identical_objects(remove_duplicates=False)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _pages(numbers: Sequence[int]) -> str:
    """`"Page 4"`, `"Pages 4 to 7 and 9"`: runs are drawn together."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    told = [f"{r[0]} to {r[-1]}" if len(r) > 1 else str(r[0]) for r in runs]
    words = told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"
    return f"{'Page' if len(numbers) == 1 else 'Pages'} {words}"
