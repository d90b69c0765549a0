"""A landlord's own wording of a paper: what it must have, and whether it may be used."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any, Literal, get_args, get_origin

from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError
from pydantic import BaseModel

from activities.papers import welsh
from activities.papers.builder import Builder
from activities.papers.known import OwnWording
from activities.papers.refusals import Refusal
from cases.facts.common import Coded
from templates import engine, guard, intake, linter, package, verbatim, words
from templates.engine import ENVIRONMENT, Marks
from templates.manifest import Template

DAY = date(2026, 12, 1)
MARK = re.compile(r"\{\{\s*paper\.line\s*\}\}")
_BLANK = re.compile(r"part\.blank == '(\w+)'")


def not_usable(wording: OwnWording) -> Iterator[Refusal]:
    """R06: what was accepted was changed since, or is no plain document; looked at each time it is used."""
    if not wording.sound:
        said = (
            f"The own wording of {wording.paper}, version {wording.version}, is not what was accepted: it no longer fits its "
            f"SHA-256 ({wording.sha256[:12]}). It has to be added again."
        )
        yield Refusal(code="R06", details=said)
        return
    for fault in intake.faults(wording.content, _language(welsh.paper_of(wording.paper)[1])):
        yield Refusal(code="R06", details=f"The own wording of {wording.paper} cannot be used. {fault}")


def _language(in_welsh: bool) -> str:
    return intake.WELSH if in_welsh else intake.LANGUAGE


def faults(content: bytes, template: Template, builder: Builder, *, in_welsh: bool = False) -> list[str]:
    """Why a file cannot be this paper, a sentence each: what it is, what it asks for, what it leaves out."""
    told = intake.faults(content, _language(in_welsh))
    if told:
        return told
    try:
        parts = linter.parts(content)
        trees = [ENVIRONMENT.parse(part) for part in parts]
    except TemplateSyntaxError as fault:
        return [f"A tag in it cannot be read: {str(fault.message).rstrip('.')}."]
    except RecursionError:
        return ["A tag in it is nested too deeply."]
    told = list(dict.fromkeys(one for tree in trees for one in guard.faults(tree)))
    if told:
        return told
    told = [*_particulars(content, builder), *_marks(content), *_law(parts[0], template)]
    return told or list(_tried(content, template, builder))


def _particulars(content: bytes, builder: Builder) -> Iterator[str]:
    needed = {leaf.path for leaf in linter.leaves(builder.facts) if leaf.required}
    for missing in linter.unknown(content, builder.facts):
        yield f"It asks for {missing}, which the facts of this paper do not have."
    left_out = [path for path in linter.unprinted(content, builder.facts) if path in needed]
    if left_out:
        yield f"It leaves out what this paper has to say: {', '.join(left_out)}."


def not_said(content: bytes, builder: Builder) -> list[str]:
    """The facts that a wording never prints and may leave out, for the second person to think about."""
    needed = {leaf.path for leaf in linter.leaves(builder.facts) if leaf.required}
    return [path for path in linter.unprinted(content, builder.facts) if path not in needed]


def _marks(content: bytes) -> Iterator[str]:
    """The line that says specimen or draft has to be at the head and foot of every page."""
    document = DocxTemplate(BytesIO(content))
    document.init_docx()
    docx = document.docx
    for section in docx.sections:
        if section.different_first_page_header_footer or docx.settings.odd_and_even_pages_header_footer:
            yield "Its first page, or its even pages, have a head of their own; one head and one foot for all are expected."
            return
        for what, part in (("head", section.header), ("foot", section.footer)):
            if not MARK.search("".join(paragraph.text for paragraph in part.paragraphs)):
                yield f"Its {what} lacks {{{{ paper.line }}}}, which says on every page that a paper is a draft or a specimen."


def _law(body: str, template: Template) -> Iterator[str]:
    """Every text of the law that the paper wants has its place."""
    blocks = [verbatim.block(name) for name in template.blocks]
    for kind, place in (("form", "paper.law.form"), ("text", "paper.law.texts"), ("enclosure", "paper.law.enclosed")):
        named = [one for one in blocks if one.kind == kind]
        if named and place not in body:
            names = ", ".join(one.block for one in named)
            yield f"It has no place for the law's own words ({names}): a list over {place} is expected."
    blanks = {blank for one in blocks for blank in one.blanks} - set(_BLANK.findall(body))
    if blanks:
        yield f"It fills in nothing where the form has the blank {', '.join(f'[[{one}]]' for one in sorted(blanks))}."


def _tried(content: bytes, template: Template, builder: Builder) -> Iterator[str]:
    """It is filled in with made-up facts, whole and with all left empty that may be, beside ours.

    Where ours can be filled in it has to be too, with the same mark on every page, and has to say what must be said and ours
    says: a particular that stands inside an `if` which never holds is left out.
    """
    blocks = [verbatim.block(name) for name in template.blocks]
    law = verbatim.Law(
        form=tuple(verbatim.Part(blank=blank) for one in blocks for blank in one.blanks),
        texts={one.block: ("Words.",) for one in blocks if one.kind == "text"},
        enclosed=tuple(verbatim.Enclosed(one.what, ("Words.",)) for one in blocks if one.kind == "enclosure"),
    )
    needed = {leaf.path for leaf in linter.leaves(builder.facts) if leaf.required}
    for whole in (True, False):
        made = MadeUp(whole=whole)
        facts = made.facts(builder.facts)
        for held in (engine.NO_LAW, law) if blocks else (engine.NO_LAW,):
            marks = Marks(template.paper, "own", template.title, specimen=held is engine.NO_LAW, draft=True, law=held)
            try:
                ours = package.text(engine.render(template.source, facts, marks=marks, on=DAY))
            except engine.TemplateError:
                continue  # made-up facts of different parts need not go together
            try:
                theirs = package.text(engine.render(content, facts, marks=marks, on=DAY))
            except engine.TemplateError as fault:
                yield str(fault)
                return
            silent = [path for path in sorted(needed) if made.said(path, ours) and not made.said(path, theirs)]
            if silent:
                yield f"Filled in, it does not say what this paper has to say: {', '.join(silent)}."
                return
            if theirs.count(marks.line) < ours.count(marks.line):
                yield "Filled in, it does not say on every page that it is a draft or a specimen."
                return


class MadeUp:
    """Facts that are right in kind and in nothing else, each value to be told from the others. whole: none left empty."""

    def __init__(self, *, whole: bool) -> None:
        self.whole = whole
        self.written: dict[str, tuple[str, ...]] = {}

    def said(self, path: str, text: str) -> bool:
        """Whether a text says the fact of this dotted name; of one that looks like others, never."""
        return any(one in text for one in self.written.get(path, ()))

    def facts(self, model: type[BaseModel], above: str = "") -> Any:
        """A facts model filled in."""
        values: dict[str, Any] = {}
        for name, info in model.model_fields.items():
            inner, many, optional = linter.opened(info.annotation)
            path = f"{above}.{name}" if above else name
            if not self.whole and not info.is_required():
                values[name] = info.get_default(call_default_factory=True)
            elif not self.whole and optional:
                values[name] = None
            else:
                coded = any(mark is Coded or isinstance(mark, Coded) for mark in info.metadata)
                value = self._value(inner, f"{path}[]" if many else path, coded)
                values[name] = (value,) if many else value
        return model.model_construct(**values)

    def _value(self, kind: Any, path: str, coded: bool) -> Any:
        n = len(self.written)
        day = date(2027 + n // 228, n // 19 % 12 + 1, 10 + n % 19)
        if get_origin(kind) is Literal:
            return get_args(kind)[0]
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return self.facts(kind, path)
        if kind is bool:
            return self.whole
        if kind is int:
            self.written[path] = (words.money(100_001 + n), f" {100_001 + n} ")
            return 100_001 + n
        if kind in (date, datetime):
            self.written[path] = (words.court_day(day), words.welsh_court_day(day))
            return day if kind is date else datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
        if coded:
            return "weekly"  # what a period may be, which is the one kind of code that is written in other words
        self.written[path] = (f"word-{n}-",)
        return f"word-{n}-"


def difference(old: bytes, new: bytes) -> list[str]:
    """The lines of text that go (-) and that come (+), tags as they are typed."""
    before, after = (package.text(one).splitlines() for one in (old, new))
    told = difflib.unified_diff(before, after, lineterm="", n=0)
    return [line for line in told if not line.startswith(("---", "+++", "@@"))]
