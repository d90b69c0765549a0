"""Pages that are drawn here and have no Word file: lists, the index of a bundle, what is stamped on pages of others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject
from reportlab import rl_config
from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

WIDTH = A4[0] - 4 * cm
# Regular and bold of faces that hold the letters of the names people have; what reportlab brings holds fewer of them.
_FACES = (
    ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    ("Arial.ttf", "Arial Bold.ttf"),
    ("arial.ttf", "arialbd.ttf"),
    ("Vera.ttf", "VeraBd.ttf"),
)
_FOLDERS = (
    *("/usr/share/fonts/truetype/liberation", "/usr/share/fonts/liberation-sans", "/usr/share/fonts/truetype/dejavu"),
    *("/System/Library/Fonts/Supplemental", r"C:\Windows\Fonts"),
)


@cache
def faces() -> tuple[str, str]:
    """The names of the regular and the bold face that pages are set in."""
    folders = [Path(one) for one in (*_FOLDERS, *rl_config.TTFSearchPath) if "%" not in str(one)]
    for regular, bold in _FACES:
        for folder in folders:
            try:
                if not (folder / regular).exists():
                    continue
                pdfmetrics.registerFont(TTFont("Sheet", str(folder / regular)))
                pdfmetrics.registerFont(TTFont("SheetBold", str(folder / bold)))
            except (OSError, TTFError):
                continue
            pdfmetrics.registerFontFamily(
                "Sheet", normal="Sheet", bold="SheetBold", italic="Sheet", boldItalic="SheetBold"
            )
            return "Sheet", "SheetBold"
    return "Helvetica", "Helvetica-Bold"


def _style(size: float, *, bold: bool = False, after: float = 3, right: bool = False) -> ParagraphStyle:
    return ParagraphStyle(
        f"{size}{bold}{right}",
        fontName=faces()[bold],
        fontSize=size,
        leading=size * 1.3,
        spaceAfter=after,
        alignment=TA_RIGHT if right else 0,
    )


class Sheet:
    """A few plain pages: a title, headings, sentences, lists and tables. `pdf()` gives the bytes."""

    def __init__(self, title: str, *, size: float = 10) -> None:
        self.title = title
        self.size = size
        self.parts: list[Flowable] = [Paragraph(escape(title), _style(size + 6, bold=True, after=6))]

    def heading(self, text: str) -> None:
        self.parts += [Spacer(1, 4), Paragraph(escape(text), _style(self.size + 2, bold=True))]

    def text(self, text: str, *, bold: bool = False) -> None:
        self.parts.append(Paragraph(escape(text), _style(self.size, bold=bold, after=5)))

    def points(self, lines: Sequence[str], *, numbered: bool = False) -> None:
        """Each line with a dash, or with its number."""
        for number, line in enumerate(lines, start=1):
            mark = f"{number}." if numbered else "–"
            cells = [[Paragraph(mark, _style(self.size, after=0)), Paragraph(escape(line), _style(self.size, after=0))]]
            self.parts.append(_table(cells, (0.7 * cm, WIDTH - 0.7 * cm), grid=False))

    def pairs(self, rows: Sequence[tuple[str, str]], *, first: float = 3.6) -> None:
        """Names and values below each other in a box; a pair without a value is left out."""
        cells = [[self._cell(name, bold=True), self._cell(value)] for name, value in rows if value]
        self.parts.append(_table(cells, (first * cm, WIDTH - first * cm)))
        self.parts.append(Spacer(1, 6))

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str | bool]], widths: Sequence[float]) -> None:
        """A table whose head is repeated on each page. A truth is a tick or a cross. widths: in shares of the page."""
        whole = sum(widths)
        cells = [[self._cell(head, bold=True) for head in heads]]
        cells += [[self._tick(v) if isinstance(v, bool) else self._cell(v) for v in row] for row in rows]
        self.parts.append(_table(cells, [WIDTH * one / whole for one in widths], heads=1))
        self.parts.append(Spacer(1, 6))

    def links(self, rows: Sequence[IndexRow]) -> None:
        """The index of a bundle; each line carries the page that it leads to, for `bundle.linked`."""
        cells = [
            [self._cell(head, bold=True, right=n == 3) for n, head in enumerate(("Tab", "Document", "Date", "Page"))]
        ]
        style = []
        for row in rows:
            if row.page is None:
                style.append(("BACKGROUND", (0, len(cells)), (-1, len(cells)), colors.whitesmoke))
                cells.append([self._cell(row.tab, bold=True), self._cell(row.title, bold=True), "", ""])
                continue
            title = f'<a href="page:{row.page}" color="#0b3d91">{escape(row.title)}</a>'
            number = f'<a href="page:{row.page}" color="#0b3d91">{row.page}</a>'
            cells.append(
                [
                    self._cell(row.tab),
                    Paragraph(title, _style(self.size, after=0)),
                    self._cell(row.date),
                    Paragraph(number, _style(self.size, after=0, right=True)),
                ]
            )
        widths = (1.3 * cm, WIDTH - 6.3 * cm, 3.5 * cm, 1.5 * cm)
        self.parts.append(_table(cells, widths, heads=1, style=style))
        self.parts.append(Spacer(1, 6))

    def new_page(self) -> None:
        """What follows begins on a new page."""
        self.parts.append(PageBreak())

    def pdf(self) -> bytes:
        """The pages, the same bytes for the same words."""
        out = BytesIO()
        page = SimpleDocTemplate(
            out,
            pagesize=A4,
            leftMargin=2 * cm,
            rightMargin=2 * cm,
            topMargin=1.8 * cm,
            bottomMargin=1.8 * cm,
            title=self.title,
            author="Due Course",
            lang="en-GB",
            invariant=1,
        )
        page.build(list(self.parts))
        return out.getvalue()

    def _tick(self, done: bool) -> Paragraph:
        mark, words = ("✔", "ready") if done else ("✘", "not ready")
        return Paragraph(f'<font name="ZapfDingbats">{mark}</font> {words}', _style(self.size, after=0))

    def _cell(self, text: str, *, bold: bool = False, right: bool = False) -> Paragraph:
        return Paragraph(escape(text), _style(self.size, bold=bold, after=0, right=right))


def clipped(text: str, width: float, size: float) -> str:
    """The text on one line of so many points, cut with an ellipsis where it is longer."""
    face = faces()[0]
    if pdfmetrics.stringWidth(text, face, size) <= width:
        return text
    while text and pdfmetrics.stringWidth(f"{text}…", face, size) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A line of the index: a section's head where `page` is None, else a document with its first page."""

    tab: str
    title: str
    date: str = ""
    page: int | None = None


def _table(
    cells: Sequence[Sequence[object]],
    widths: Sequence[float],
    *,
    heads: int = 0,
    grid: bool = True,
    style: Sequence[tuple[object, ...]] = (),
) -> Table:
    own: list[tuple[object, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 4)]
    own += [("TOPPADDING", (0, 0), (-1, -1), 1.5), ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5)]
    if grid:
        own.append(("GRID", (0, 0), (-1, -1), 0.4, colors.grey))
    if heads:
        own.append(("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#e6e6e6")))
    return Table(cells, colWidths=list(widths), repeatRows=heads, style=TableStyle([*own, *style]), hAlign="LEFT")


@dataclass(frozen=True, slots=True)
class Mark:
    """Words stamped on a page, in points from its lower left corner as it is read; with `right`, they end there."""

    words: str
    x: float
    y: float
    size: float
    grey: bool = False
    bold: bool = False
    right: bool = False

    @property
    def font(self) -> str:
        """Its face, by the name that `stamp` gives it on the page."""
        return "DueCourseBold" if self.bold else "DueCourse"


def stamp(writer: PdfWriter, marks: Callable[[int, float, float], Sequence[Mark]]) -> None:
    """Puts marks on every page: `marks(index, width, height)`, the page as it is read, its rotation carried out.

    They are written behind the page's own content, which is not read: reading it costs ten times as much.
    """
    fonts = {name: writer._add_object(_font(face)) for name, face in _STAMPS.items()}
    before = writer._add_object(_stream("q\n"))
    for index, page in enumerate(writer.pages):
        if page.rotation:
            page.transfer_rotation_to_content()
        box = page.mediabox
        drawn = ["\nQ\n"]
        for mark in marks(index, float(box.width), float(box.height)):
            face = _STAMPS[mark.font]
            x = mark.x - (pdfmetrics.stringWidth(mark.words, face, mark.size) if mark.right else 0) + float(box.left)
            words = mark.words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            drawn.append(
                f"q {0.35 if mark.grey else 0} g BT /{mark.font} {mark.size} Tf {x:.2f} {mark.y + float(box.bottom):.2f} Td "
                f"({words}) Tj ET Q\n"
            )
        own = page.get("/Contents", ArrayObject()).get_object()
        held = list(own) if isinstance(own, ArrayObject) else [page.raw_get("/Contents")]
        page[NameObject("/Contents")] = ArrayObject([before, *held, writer._add_object(_stream("".join(drawn)))])
        resources = page.setdefault(NameObject("/Resources"), DictionaryObject()).get_object()
        named = resources.setdefault(NameObject("/Font"), DictionaryObject()).get_object()
        for name, font in fonts.items():
            named[NameObject(f"/{name}")] = font


_STAMPS = {"DueCourse": "Helvetica", "DueCourseBold": "Helvetica-Bold"}


def _font(face: str) -> DictionaryObject:
    named = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": f"/{face}", "/Encoding": "/WinAnsiEncoding"}
    return DictionaryObject({NameObject(key): NameObject(value) for key, value in named.items()})


def _stream(words: str) -> StreamObject:
    made = StreamObject()
    made.set_data(words.encode("cp1252", "replace"))
    return made
