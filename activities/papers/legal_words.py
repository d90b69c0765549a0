"""The law's own words for a paper: those in force on its legally relevant day, whole and signed, or none of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from activities.papers.known import HeldText, Texts
from activities.papers.refusals import Refusal, RenderRefused
from cases.events.base import Frozen
from cases.facts.common import manifest
from law.dates import in_words, london_day
from templates import verbatim, words
from templates.engine import NO_LAW
from templates.manifest import Template
from templates.verbatim import Enclosed, Law, Part


class Used(Frozen):
    """What a paper was written with: a text of the law (`block`) or the landlord's own wording (`paper`)."""

    kind: str
    name: str
    version: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Words:
    """The law's words for a paper, and what they are. specimen: some are missing, so none is printed."""

    law: Law = NO_LAW
    used: tuple[Used, ...] = ()
    specimen: bool = False


NONE_WANTED = Words()


def relevant_day(template: Template, values: Any, today: date) -> date:
    """The day that the law looks at in a paper with these values; today while that is not known."""
    value = values
    for name in template.day.split("."):
        value = value.get(name) if isinstance(value, Mapping) else getattr(value, name, None)
    if isinstance(value, datetime):
        return london_day(value)
    return value if isinstance(value, date) else today


def words_for(template: Template, facts: Frozen, texts: Texts, day: date) -> Words:
    """The law's words for a paper of this day. Raises RenderRefused for a text that was changed since it was added."""
    blocks = [one for name in template.blocks if (one := verbatim.block(name)).needed(facts)]
    held = {one.block: texts.on(one.block, day) for one in blocks}
    broken = tuple(_changed(text) for text in held.values() if text and not text.sound)
    if broken:
        raise RenderRefused(broken)
    ready = {name: text for name, text in held.items() if text and text.signed_on}
    if len(ready) < len(blocks):
        return Words(specimen=True)
    read = {one.block: verbatim.parts(ready[one.block].content) for one in blocks}
    forms = [read[one.block] for one in blocks if one.kind == "form"]
    value = _Values(template, facts)
    form = verbatim.filled(tuple(part for one in forms for part in one), value)
    if value.empty:
        raise RenderRefused(tuple(value.refusals()))
    return Words(
        law=Law(
            form=form,
            texts={one.block: _lines(read[one.block]) for one in blocks if one.kind == "text"},
            enclosed=tuple(Enclosed(one.what, _lines(read[one.block])) for one in blocks if one.kind == "enclosure"),
        ),
        used=tuple(
            Used(kind="block", name=name, version=text.version, sha256=text.sha256) for name, text in ready.items()
        ),
    )


def _lines(read: tuple[Part, ...]) -> tuple[str, ...]:
    return tuple(part.words for part in read)


def _changed(text: HeldText) -> Refusal:
    said = (
        f"The text {text.block}, version {text.version}, is not what was added and signed: it no longer fits its SHA-256 "
        f"({text.sha256[:12]}). It has to be added again from its source."
    )
    return Refusal(code="R06", details=said)


class _Values:
    """What stands in the blanks within a form's lines, written as the paper writes such values."""

    def __init__(self, template: Template, facts: Frozen) -> None:
        self.template, self.facts, self.kept = template, facts, manifest(facts)
        self.empty: list[str] = []

    def __call__(self, path: str) -> str:
        found = verbatim.found(self.facts, path)
        if not found:
            self.empty.append(path)
        return ", ".join(self._written(path, value) for value in found)

    def _written(self, path: str, value: Any) -> str:
        if isinstance(value, datetime):
            return f"{words.court_day(value)} at {words.clock(value)}"
        if isinstance(value, date):
            return words.court_day(value) if self.template.kind == "court" else words.long_day(value)
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, int) and (path.endswith("pence") or isinstance(self.kept.get(path), dict)):
            return words.balance(value)
        return str(value)

    def refusals(self) -> Iterator[Refusal]:
        for path in dict.fromkeys(self.empty):
            said = f"The form of {self.template.paper} asks for {path}, which is empty in this case."
            yield Refusal(code="R04", details=said)


def not_in_force(template: Template, day: date) -> Iterator[Refusal]:
    """R06: no version of the paper is held for its legally relevant day."""
    if not template.in_force(day):
        until = f" and before {in_words(template.until)}" if template.until else ""
        said = (
            f"{template.paper} version {template.version} is for days from {in_words(template.since)}{until}; no version of "
            f"it is held for {in_words(day)}."
        )
        yield Refusal(code="R06", details=said)
