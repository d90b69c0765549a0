"""What all templates are made with: page, styles, headings, paragraphs, lists, tables, and the marks on every page.

Text is given with Jinja tags in it. A line of its own that only steers (`{%p if joint %}`) is written with `steer`.
Sizes come from styles alone, so that a large print copy is the same document with larger styles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from templates import package

HERE = Path(__file__).resolve().parent.parent
FONT = "Arial"
MARK = "{{ paper.line }}"
ROOM = Cm(0.9)  # the least height of a row that is filled in by hand


@dataclass(frozen=True, slots=True)
class Page:
    """How a family of papers looks: size in points, margins in centimetres, space between lines."""

    size: float = 12
    left: float = 2.5
    right: float = 2.5
    lines: float = 1.15


LETTER = Page()
COURT = Page(left=3.5, right=2.5)


class Paper:
    """A template being built. Every method adds one thing at the end of it."""

    def __init__(self, code: str, *, title: str, page: Page = LETTER) -> None:
        self.code, self.title, self.page = code, title, page
        self.docx = Document()
        _styles(self.docx, page)
        _only_what_is_used(self.docx)
        section = self.docx.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin, section.right_margin = Cm(page.left), Cm(page.right)
        section.top_margin = section.bottom_margin = Cm(2.2)
        section.footer_distance = Cm(1)  # the mark in the foot keeps clear of the last line above it
        self.docx.core_properties.title = title
        self.docx.core_properties.language = "en-GB"
        # a style's id is asked for with every paragraph, and each time python-docx would go through all styles for it
        self.docx.part.get_style_id = cache(self.docx.part.get_style_id)  # type: ignore[method-assign]
        self._marks()

    def _marks(self) -> None:
        """The head holds only the mark; the foot the mark, the paper's code and version, and the page numbers."""
        section = self.docx.sections[0]
        for part in (section.header, section.footer):
            first = part.paragraphs[0]
            first.style = "Mark"
            # the paragraph stays when there is no mark: a head without any is not a sound document
            first.add_run(MARK)
        foot = section.footer.add_paragraph("{{ paper.code }}, version {{ paper.version }}. Page ", style="Small")
        _field(foot, "PAGE")
        foot.add_run(" of ")
        _field(foot, "NUMPAGES")

    def heading(self, text: str, level: int = 1) -> Paragraph:
        """A heading; level 0 is the title, of which a paper has one."""
        return self.docx.add_paragraph(text, style="Title" if level == 0 else f"Heading {level}")

    def text(self, *parts: str, style: str = "Normal", keep: bool = False) -> Paragraph:
        """A paragraph. A part that starts with `**` is bold. keep: on one page with what follows, as after a colon."""
        paragraph = self.docx.add_paragraph(style=style)
        _runs(paragraph, parts)
        if keep or parts[-1].endswith(":"):
            paragraph.paragraph_format.keep_with_next = True
        return paragraph

    def lines(self, over: str, *, name: str = "line") -> None:
        """A line for each of a list of words, close together: an address."""
        self.steer(f"for {name} in {over}")
        self.text("{{ " + name + " }}", style="Close", keep=True)
        self.steer("endfor")

    def bullets(self, *texts: str) -> None:
        """A list with bullets."""
        for one in texts:
            _runs(self.docx.add_paragraph(style="List Bullet"), _bold(one))

    def steps(self, *texts: str) -> None:
        """A list of numbered steps, typed as numbers so that each list starts with 1."""
        for number, one in enumerate(texts, 1):
            _runs(self.docx.add_paragraph(style="Step"), (f"{number}.\t", *_bold(one)))

    def steer(self, tag: str) -> None:
        """A Jinja statement on a line of its own that leaves no line behind: `if joint`, `endif`."""
        self.docx.add_paragraph("{%p " + tag + " %}")

    @contextmanager
    def when(self, test: str) -> Iterator[None]:
        """What is added inside appears only when the test holds."""
        self.steer(f"if {test}")
        yield
        self.steer("endif")

    @contextmanager
    def each(self, name: str, over: str) -> Iterator[None]:
        """What is added inside appears once for each item."""
        self.steer(f"for {name} in {over}")
        yield
        self.steer("endfor")

    def otherwise(self) -> None:
        """The other side of `when`, inside it."""
        self.steer("else")

    def facts_box(
        self,
        *rows: tuple[str, str] | tuple[str, str, str],
        widths: tuple[float, float] = (5.5, 10.5),
        whole: bool = False,
    ) -> Table:
        """A table of two columns, label and value; a third part of a row is the test that it must pass.

        A row without a value has room for a hand. whole: all of it on one page, with the paragraph before it.
        """
        if whole:
            _keep_last(self.docx)
        table = self._table(2, widths)
        for row in rows:
            test = row[2] if len(row) == 3 else ""
            if test:
                _steer_row(table, f"if {test}")
            cells = _row(table)
            _cell(cells[0], f"**{row[0]}")
            _cell(cells[1], row[1])
            if not row[1]:
                table.rows[-1].height = ROOM
            if test:
                _steer_row(table, "endif")
        if whole:
            _in_one_piece(table)
        self._after_table()
        return table

    def table(
        self,
        heads: Sequence[str],
        cells: Sequence[str],
        *,
        name: str,
        over: str,
        widths: Sequence[float],
        money: Sequence[int] = (),
        after: tuple[str, Sequence[str]] | None = None,
        last: Sequence[str] = (),
    ) -> Table:
        """A table with a repeated head row and one row for each item of `over`, called `name` in the cells.

        money: the columns whose cells stand to the right. after: a test, and the row that stands after the others where it
        is true. last: a closing row. widths in centimetres.
        """
        table = self._table(len(heads), widths)
        for cell, head in zip(_row(table), heads, strict=True):
            _cell(cell, f"**{head}")
        _repeat(table)
        _steer_row(table, f"for {name} in {over}")
        _fill(table, cells, money)
        _steer_row(table, "endfor")
        if after:
            _steer_row(table, f"if {after[0]}")
            _fill(table, after[1], money)
            _steer_row(table, "endif")
        if last:
            _fill(table, [f"**{c}" if c else "" for c in last], money)
        self._after_table()
        return table

    def _table(self, columns: int, widths: Sequence[float]) -> Table:
        table: Table = self.docx.add_table(rows=0, cols=columns)
        table.style = "Table Grid"
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        return table

    def _after_table(self) -> None:
        self.docx.add_paragraph(style="Close")

    def new_page(self) -> None:
        """What follows starts on a new page."""
        self.docx.add_paragraph(style="Close").paragraph_format.page_break_before = True

    def enclosures(self) -> None:
        """The law's own texts that go with the paper, each whole and on pages of its own."""
        with self.each("one", "paper.law.enclosed"):
            self.new_page()
            self.heading("{{ one.title }}")
            with self.each("words", "one.lines"):
                self.text("{{ words }}")

    def built(self) -> bytes:
        """The template's bytes, the same every time."""
        out = BytesIO()
        self.docx.save(out)
        return package.normalise(out.getvalue())


def _styles(docx: object, page: Page) -> None:
    """Sans serif, left aligned, black, en-GB, with room between the lines; nothing smaller than 9 point."""
    styles = docx.styles  # type: ignore[attr-defined]
    _language(styles.element)
    for found in docx.settings.element.iter(qn("w:themeFontLang")):  # type: ignore[attr-defined]
        found.set(qn("w:val"), "en-GB")
    normal = styles["Normal"]
    _font(normal, page.size)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(8), page.lines
    for name, grow, before, after in (
        ("Title", 6, 6, 10),
        ("Heading 1", 2, 12, 4),
        ("Heading 2", 1, 10, 4),
        ("Heading 3", 0, 8, 4),
    ):
        _font(styles[name], page.size + grow, bold=True)
        form = styles[name].paragraph_format
        form.space_before, form.space_after, form.keep_with_next = Pt(before), Pt(after), True
    _no_border(styles["Title"])
    for name, size, after in (("Close", page.size, 0), ("Cell", page.size, 2), ("Small", 9, 0), ("Mark", 10, 0)):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        _font(style, size, bold=name == "Mark")
        style.paragraph_format.space_after = Pt(after)
    styles["Mark"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    step = styles.add_style("Step", WD_STYLE_TYPE.PARAGRAPH)
    step.base_style = normal
    form = step.paragraph_format
    form.left_indent, form.first_line_indent = Cm(0.9), Cm(-0.9)
    form.tab_stops.add_tab_stop(Cm(0.9))
    form.space_after = styles["List Bullet"].paragraph_format.space_after = Pt(4)


def _font(style: ParagraphStyle, size: float, *, bold: bool | None = None) -> None:
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), RGBColor(0, 0, 0)
    style.font.italic = False
    if bold is not None:
        style.font.bold = bold
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), FONT)


def _only_what_is_used(docx: object) -> None:
    """Leaves out what the default template carries along: a second, American set of styles and a picture of itself."""
    for rels in (docx.part.rels, docx.part.package.rels):  # type: ignore[attr-defined]
        for key in [k for k, rel in rels.items() if rel.reltype.endswith(("/stylesWithEffects", "/thumbnail"))]:
            del rels[key]


def _language(styles: object) -> None:
    for found in styles.iter(qn("w:lang")):  # type: ignore[attr-defined]
        found.set(qn("w:val"), "en-GB")
        found.set(qn("w:eastAsia"), "en-GB")


def _no_border(style: ParagraphStyle) -> None:
    """The default template underlines the title; nothing here is underlined."""
    properties = style.element.pPr
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def _runs(paragraph: Paragraph, parts: Sequence[str]) -> None:
    for part in parts:
        run = paragraph.add_run(part.removeprefix("**"))
        if part.startswith("**"):
            run.bold = True


def _bold(text: str) -> tuple[str, ...]:
    """`"**Call us.** Today."` -> a bold part and a plain one."""
    pieces = text.split("**")
    return tuple(f"**{p}" if place % 2 else p for place, p in enumerate(pieces) if p)


def _cell(cell: _Cell, text: str, *, right: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = "Cell"
    _runs(paragraph, (text,))
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _fill(table: Table, texts: Sequence[str], money: Sequence[int]) -> None:
    for place, (cell, one) in enumerate(zip(_row(table), texts, strict=True)):
        _cell(cell, one, right=place in money)


def _steer_row(table: Table, tag: str) -> None:
    _row(table)[0].paragraphs[0].add_run("{%tr " + tag + " %}")


def _row(table: Table) -> tuple[_Cell, ...]:
    """A row, which is not split over two pages."""
    row = table.add_row()  # type: ignore[no-untyped-call]
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    cells: tuple[_Cell, ...] = row.cells
    return cells


def _repeat(table: Table) -> None:
    """The first row is the head: it is read out as such and repeated on each page, and never stands alone at the foot of one."""
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell in table.rows[0].cells:
        cell.paragraphs[0].paragraph_format.keep_with_next = True


def _in_one_piece(table: Table) -> None:
    for row in table.rows[:-1]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _keep_last(docx: object) -> None:
    """The paragraph written last stays on one page with what follows."""
    docx.paragraphs[-1].paragraph_format.keep_with_next = True  # type: ignore[attr-defined]


def _field(paragraph: Paragraph, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run, shown = OxmlElement("w:r"), OxmlElement("w:t")
    shown.text = "1"
    run.append(shown)
    field.append(run)
    paragraph._p.append(field)
