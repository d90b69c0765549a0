"""The form of an event: its fields as a page asks for them, and what was typed turned into the event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from pydantic import ValidationError

from cases.events import Event, Mark, class_of, marks, own_fields, parse
from law.dates import london_time
from speech import fields, words
from speech.fields import Field
from web import kit
from web.casefile import CaseFile, label_of

#: What was typed, by field: one text, or several for a field of several values.
Typed = Mapping[str, Sequence[str]]

_CHANNELS = {"pcol": "PCOL (Possession Claim Online)", "email": "E-mail", "sms": "Text message"}
#: How a kind of answer is typed.
HINTS = {
    "day": "For example, 27/3/2026, or today",
    "moment": "A day and a London time",
    "clock": "For example, 17:30",
    "money": "In pounds, for example 12.34",
}
_FEW = 6


@dataclass(frozen=True)
class Input:
    """One question of a form. widget: text, long, money, day, moment, clock, radios, checkboxes, select."""

    name: str
    label: str
    widget: str
    required: bool
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()
    values: tuple[str, ...] = ()
    error: str = ""

    @property
    def value(self) -> str:
        """The one text."""
        return self.values[0] if self.values else ""


@dataclass
class Reading:
    """What came of reading a form: the event, or a sentence for each field that is wrong."""

    event: Event | None = None
    errors: dict[str, str] = field(default_factory=dict)


def inputs(kind: type[Event], case: CaseFile, typed: Typed, errors: Mapping[str, str]) -> list[Input]:
    """The questions of an event's own form, then those of every event."""
    asked = [_input(kind, f, case, typed, errors) for f in fields.of(kind).values()]
    heard = case.state.hearing.on if kind.kind == "hearing_outcome_recorded" and case.state.hearing else case.today
    day = Input(
        "happened_on", "When it happened" if not kind.is_act else "The day it is done", "day", True, HINTS["day"],
        values=tuple(typed.get("happened_on") or (_british(min(heard, case.today)),)), error=errors.get("happened_on", ""),
    )  # fmt: skip
    source = Input(
        "source", "How we know", "select", False, options=tuple((w, _word(w)) for w in fields.SOURCES),
        values=tuple(typed.get("source") or ("officer",)), error=errors.get("source", ""),
    )  # fmt: skip
    note = Input(
        "note",
        "Note (not for the tenant)",
        "long",
        False,
        values=tuple(typed.get("note") or ()),
        error=errors.get("note", ""),
    )
    return [day, *asked, source, note]


def read(
    kind: type[Event],
    typed: Typed,
    case: CaseFile,
    *,
    event_id: str,
    recorded_at: datetime,
    recorded_by: str,
    as_fact: bool,
) -> Reading:
    """The event that was typed, or what is wrong with each field."""
    errors: dict[str, str] = {}
    values: dict[str, Any] = {}
    form = {"happened_on": Field("happened_on", "day", required=True), **fields.of(kind), **fields.common()}
    for name, one in form.items():
        read_into(values, errors, one, typed.get(name, ()), case.today)
        if one.required and name not in values and name not in errors:
            if one.kind == "person" and not one.many and len(case.tenants) == 1:
                values[name] = case.tenants[0]
            else:
                errors[name] = _missing(one)
    if errors:
        return Reading(errors=errors)
    about = {"event_id": event_id, "recorded_at": recorded_at, "recorded_by": recorded_by, "as_fact": as_fact}
    try:
        return Reading(event=parse(kind.kind, {**values, **about}))
    except ValidationError as wrong:
        return Reading(errors=misfits(wrong))


def read_into(values: dict[str, Any], errors: dict[str, str], one: Field, texts: Sequence[str], today: date) -> None:
    """Reads one field's texts; nothing typed is nothing read."""
    given = [text for text in texts if text.strip()]
    if not given:
        return
    try:
        values[one.name] = one.read(",".join(given) if one.many else given[0], today=today)
    except words.Unreadable as unreadable:
        errors[one.name] = f"{label_of(one.name)}: {given[0]!r} was given; expected {unreadable}."


def misfits(wrong: ValidationError) -> dict[str, str]:
    """What an event's own checks found, by field."""
    found = {}
    for fault in wrong.errors():
        name = str(fault["loc"][0]) if fault["loc"] else "happened_on"
        said = fault["msg"].removeprefix("Value error, ")
        found[name] = f"{label_of(name) if fault['loc'] else 'The event'}: {said[:1].lower()}{said[1:]}."
    return found


def typed_of(kind: str, payload: Mapping[str, Any], happened_on: date) -> dict[str, list[str]]:
    """A recorded event as somebody would have typed it."""
    form = {**fields.of(class_of(kind)), **fields.common()}
    found = {"happened_on": [_british(happened_on)]}
    for name, one in form.items():
        value = payload.get(name)
        if value is None or value == []:
            continue
        parts = value if isinstance(value, list) else [value]
        found[name] = [_typed(one, part) for part in parts]
    return found


def _typed(one: Field, value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if one.kind == "money":
        return words.money(value).replace("£", "").replace(",", "")
    if one.kind == "day":
        return _british(date.fromisoformat(str(value)))
    if one.kind == "moment":
        at = london_time(datetime.fromisoformat(str(value)))
        return f"{_british(at.date())} {at:%H:%M}"
    return str(value)


def _input(kind: type[Event], one: Field, case: CaseFile, typed: Typed, errors: Mapping[str, str]) -> Input:
    options: tuple[tuple[str, str], ...] = ()
    widget = one.kind
    if one.kind == "person":
        options = tuple((ref, case.names.get(ref, ref)) for ref in case.tenants)
        widget = "checkboxes" if one.many else "radios"
    elif one.kind == "choice":
        options = tuple((word, _word(word)) for word in one.choices)
        widget = "checkboxes" if one.many else "radios" if len(options) <= _FEW else "select"
    elif one.kind == "flag":
        options, widget = (("yes", "Yes"), ("no", "No")), "radios"
    elif one.kind == "staff":
        options = tuple((email, f"{name} ({email})") for email, name in case.at_work.items())
        widget = "select" if options else "text"
    elif one.kind in ("text", "object"):
        widget = "long" if Mark.TEXT in marks(own_fields(kind)[one.name]) else "text"
    values = tuple(typed[one.name]) if one.name in typed else _default(kind, one, case)
    return Input(
        one.name,
        label_of(one.name),
        widget,
        one.required,
        HINTS.get(one.kind, ""),
        options,
        values,
        errors.get(one.name, ""),
    )


def _default(kind: type[Event], one: Field, case: CaseFile) -> tuple[str, ...]:
    if one.name in ("tenants", "tenant"):
        # What we send goes to every tenant; of what has happened only a sole tenant is beyond doubt.
        return case.tenants if len(case.tenants) == 1 or (kind.is_act and one.many) else ()
    if one.default in (None, (), ""):
        return ()
    if isinstance(one.default, tuple):
        return tuple(_typed(one, part) for part in one.default)
    return (_typed(one, one.default),)


def _word(code: str) -> str:
    if code.isdecimal():
        return f"Ground {code}"
    return (
        f"Section {code[1:]}"
        if code[0] == "s" and code[1:].isdecimal()
        else _CHANNELS.get(code, kit.sentence_case(code))
    )


def _missing(one: Field) -> str:
    if one.kind in ("flag", "choice", "person", "staff"):
        return f"Choose an answer for “{label_of(one.name)}”."
    return f"{label_of(one.name)} is missing; expected {one.expects}."


def _british(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"
