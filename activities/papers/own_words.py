"""A landlord's own wording of a paper: what it must have, and whether it may be used."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from io import BytesIO
from typing import Any, Literal, get_args, get_origin

from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError
from pydantic import BaseModel

from activities.papers.builder import Builder
from activities.papers.known import OwnWording
from activities.papers.refusals import Refusal
from templates import engine, guard, intake, linter, package, verbatim
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
    for fault in intake.faults(wording.content):
        yield Refusal(code="R06", details=f"The own wording of {wording.paper} cannot be used. {fault}")


def faults(content: bytes, template: Template, builder: Builder) -> list[str]:
    """Why a file cannot be this paper, a sentence each: what it is, what it asks for, what it leaves out."""
    told = intake.faults(content)
    if told:
        return told
    try:
        parts = linter.parts(content)
        trees = [ENVIRONMENT.parse(part) for part in parts]
    except TemplateSyntaxError as fault:
        return [f"A tag in it cannot be read: {fault.message}."]
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
    """It is filled in with made-up facts, whole and with all left empty that may be; where ours can be, it has to be too."""
    tried = ((one, fault) for one in _trials(template, builder) if (fault := one(content)))
    found = next((fault for one, fault in tried if not one(template.source)), None)
    if found:
        yield found


def _trials(template: Template, builder: Builder) -> Iterator[Callable[[bytes], str]]:
    blocks = [verbatim.block(name) for name in template.blocks]
    law = verbatim.Law(
        form=tuple(verbatim.Part(blank=blank) for one in blocks for blank in one.blanks),
        texts={one.block: ("Words.",) for one in blocks if one.kind == "text"},
        enclosed=tuple(verbatim.Enclosed(one.what, ("Words.",)) for one in blocks if one.kind == "enclosure"),
    )
    for whole in (True, False):
        facts = made_up(builder.facts, whole=whole)
        for held in (engine.NO_LAW, law) if blocks else (engine.NO_LAW,):
            marks = Marks(template.paper, "own", template.title, specimen=held is engine.NO_LAW, law=held)
            yield partial(_trial, facts=facts, marks=marks)


def _trial(content: bytes, *, facts: Any, marks: Marks) -> str:
    """What stops a template from being filled in with these facts; nothing when it can be."""
    try:
        engine.render(content, facts, marks=marks, on=DAY)
    except engine.TemplateError as fault:
        return str(fault)
    return ""


def made_up(model: type[BaseModel], *, whole: bool) -> Any:
    """A value of each field of a facts model, right in kind and in nothing else; whole: the fields that may be empty too."""
    values: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        inner, many, optional = linter.opened(info.annotation)
        if not whole and (optional or not info.is_required()):
            values[name] = info.get_default(call_default_factory=True) if not info.is_required() else None
            continue
        value = _a_value(inner, whole)
        values[name] = (value,) if many else value
    return model.model_construct(**values)


def _a_value(kind: Any, whole: bool) -> Any:
    if get_origin(kind) is Literal:
        return get_args(kind)[0]
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return made_up(kind, whole=whole)
    return {bool: whole, int: 12_345, date: DAY, datetime: datetime(2026, 12, 1, 10, tzinfo=UTC)}.get(kind, "weekly")


def difference(old: bytes, new: bytes) -> list[str]:
    """The lines of text that go (-) and that come (+), tags as they are typed."""
    before, after = (package.text(one).splitlines() for one in (old, new))
    told = difflib.unified_diff(before, after, lineterm="", n=0)
    return [line for line in told if not line.startswith(("---", "+++", "@@"))]
