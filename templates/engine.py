"""Facts and a .docx template become a document whose bytes depend on nothing but the two of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any, ClassVar

import jinja2
from docxtpl import DocxTemplate
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

from templates import guard, package, words
from templates.verbatim import Law

SPECIMEN = "SPECIMEN — not to be served"
DRAFT = "DRAFT — not approved"
UNSETTLED = "rests on a rule that is not confirmed"


NO_LAW = Law()


class TemplateError(Exception):
    """The template asks for something that the facts do not have, or would print nothing where something is due."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What the engine itself prints about a paper, which is not among its facts.

    code: such as `E-01`. law: the law's own words, empty for a specimen. specimen and draft put a line on every page;
    unsettled adds to the line of a draft, for whoever approves it, and is not printed on what goes out.
    """

    code: str
    version: str
    title: str
    specimen: bool = False
    draft: bool = False
    unsettled: bool = False
    law: Law = NO_LAW

    @property
    def line(self) -> str:
        """The line at the head and foot of every page; empty for a paper that may go out."""
        unsettled = [UNSETTLED] if self.draft and self.unsettled else []
        return " · ".join(([SPECIMEN] if self.specimen else []) + ([DRAFT] if self.draft else []) + unsettled)


def _something(value: Any) -> Any:
    """Jinja calls this on every value it prints: None must never reach a reader."""
    if value is None:
        raise ValueError("it prints a value that the facts leave empty, which takes an `if` first")
    return value


class PaperEnvironment(SandboxedEnvironment):
    """Sandboxed, strict about what is missing, escaping XML, and compiling each source once.

    docxtpl asks for a template from its source text for the body, each header and footer, and the properties:
    compiling took half of the time of a paper, so it is remembered by source.
    """

    def __init__(self) -> None:
        super().__init__(undefined=jinja2.StrictUndefined, autoescape=True, finalize=_something)
        self._compiled: dict[str, jinja2.Template] = {}
        # nothing but what the guard knows: no range, no cycler, and no filter that reaches or formats
        self.globals.clear()
        self.filters = {name: found for name, found in self.filters.items() if name in guard.FILTERS}
        self.tests = {name: found for name, found in self.tests.items() if name in guard.TESTS}
        self.filters |= {
            "money": words.money,
            "balance": words.balance,
            "day": words.long_day,
            "court_day": words.court_day,
            "welsh_day": words.welsh_day,
            "welsh_court_day": words.welsh_court_day,
            "clock": words.clock,
            "every": words.every,
            "listed": words.listed,
        }

    def from_string(self, source: Any, *args: Any, **kwargs: Any) -> jinja2.Template:
        """The compiled template of a source text, from memory when the same text came before."""
        if args or kwargs or not isinstance(source, str):
            return super().from_string(source, *args, **kwargs)
        if source not in self._compiled:
            try:
                against = guard.faults(self.parse(source))
                if against:
                    raise SecurityError(" ".join(against).rstrip("."))
                self._compiled[source] = super().from_string(source)
            except (RecursionError, SyntaxError, MemoryError):
                raise SecurityError("it is nested too deeply") from None
        return self._compiled[source]

    def is_safe_callable(self, obj: Any) -> bool:
        """Nothing in a template is called."""
        return False


ENVIRONMENT = PaperEnvironment()


class PaperTemplate(DocxTemplate):  # type: ignore[misc]
    """docxtpl's template, whose body, heads and feet are made into Jinja's source once, not anew for every paper."""

    _sources: ClassVar[dict[str, str]] = {}

    def patch_xml(self, src_xml: str) -> str:
        """Jinja's source of a part's XML, from memory when the same part came before."""
        if src_xml not in self._sources:
            self._sources[src_xml] = super().patch_xml(src_xml)
        return self._sources[src_xml]


def render(
    source: bytes, facts: Any, *, marks: Marks, on: date, large_print: bool = False, language: str = "en-GB"
) -> bytes:
    """The finished .docx. `facts` is a frozen model or a mapping of names; the same arguments give the same bytes.

    on: the day printed in the file's properties. large_print: no text smaller than 18 point. language: the file's own.
    Raises TemplateError when the template wants what the facts do not hold.
    """
    names = dict(facts) if isinstance(facts, Mapping) else {n: getattr(facts, n) for n in type(facts).model_fields}
    document = PaperTemplate(BytesIO(source))
    try:
        document.render({**names, "paper": marks}, ENVIRONMENT, autoescape=True)
    except (
        jinja2.TemplateError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        SyntaxError,
        RecursionError,
    ) as fault:
        raise TemplateError(
            f"The template of {marks.code} could not be filled in: {str(fault).rstrip('.')}."
        ) from fault
    properties = document.docx.core_properties
    stamp = datetime.combine(on, time(), tzinfo=UTC).replace(tzinfo=None)
    properties.title, properties.subject, properties.language = marks.title, marks.code, language
    properties.author, properties.last_modified_by, properties.comments = "Due Course", "Due Course", ""
    properties.created = properties.modified = stamp
    properties.revision, properties.version, properties.keywords = 1, marks.version, ""
    out = BytesIO()
    document.save(out)
    return package.normalise(package.enlarged(out.getvalue()) if large_print else out.getvalue())
