"""From what was typed to an event: options, or cells of a file; every complaint says what is expected."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from difflib import get_close_matches
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from cases.events import REGISTER, Event, UnknownEvent, class_of, complaints, parse
from cli.say import Usage
from speech import fields, words
from speech.fields import Field

# How a complaint calls a field: an option on the command line, a column in a file.
Named = Callable[[Field], str]
# What `record` itself takes, for a hint when one of these is misspelt.
EVERYWHERE = ("--on", "--by", "--as-fact", "--dry-run", "--json", "--help")


@dataclass(frozen=True, slots=True)
class Given:
    """What everybody fills in: the id, the day, when it is recorded, by whom. today: the case's day, for `today`."""

    event_id: str
    happened_on: date
    recorded_at: datetime
    recorded_by: str
    today: date
    as_fact: bool = False
    tenants: tuple[str, ...] = ()
    source: str = ""


def as_option(field: Field) -> str:
    """`--reply-by`."""
    return field.option


def as_column(field: Field) -> str:
    """`reply_by`."""
    return field.name


def known(name: str) -> type[Event]:
    """The class of an event that a person can record. Raises Usage, with the nearest names as they are typed."""
    try:
        kind = class_of(name)
    except UnknownEvent:
        recordable = [spoken(k) for k in REGISTER.values() if not k.machine and k.kind != "case_opened"]
        near = get_close_matches(name.strip().lower().replace("_", "-"), recordable, n=3)
        hint = f" Did you mean {words.listed(near)}?" if near else ""
        raise Usage(
            f"There is no event called {name!r}.{hint} `duecourse events` lists what can be recorded."
        ) from None
    if kind.machine or kind.kind == "case_opened":
        how = "A case is opened with `duecourse open ACCOUNT`." if not kind.machine else "The system records it itself."
        raise Usage(f"{spoken(kind)} cannot be recorded by hand. {how}")
    return kind


def spoken(kind: type[Event]) -> str:
    """`notice_served` -> `notice-served`, as it is typed."""
    return kind.kind.replace("_", "-")


def options(kind: type[Event], tokens: Sequence[str], *, beside: Sequence[str] = ()) -> dict[str, list[str]]:
    """The options behind `record CASE EVENT`, by field name, each with the texts given for it. Raises Usage.

    `--tenants P1,P2` and `--tenant P1 --tenant P2` say the same; a flag is `--granted` or `--no-granted`.
    beside: options that the event has beside its fields, for a complaint to name.
    """
    form = {name: field for name, field in _form(kind).items() if field.kind != "object"}
    found: dict[str, list[str]] = {}
    waiting = list(tokens)
    while waiting:
        token = waiting.pop(0)
        if not token.startswith("--") or token == "--":
            raise Usage(
                f"{token!r} stands alone. Each field is written as --name value; a value of several words in quotes."
            )
        name, has_value, value = token[2:].partition("=")
        field, negated = _field(kind, form, name, beside)
        if field.kind == "flag" and not has_value:
            value = "no" if negated else "yes"
        elif negated:
            raise Usage(f"{token} is already an answer; write {field.option}=no or --no-{field.option[2:]}.")
        elif not has_value:
            if not waiting or waiting[0].startswith("--"):
                raise Usage(f"{field.option} has no value; expected {field.expects}.")
            value = waiting.pop(0)
        texts = found.setdefault(field.name, [])
        if texts and not field.many:
            raise Usage(f"{field.option} was given twice; it is expected once.")
        texts.append(value)
    return found


def build(kind: type[Event], texts: Mapping[str, Sequence[str]], given: Given) -> Event:
    """The event with the fields that were typed. Raises Usage: a sentence for every field wrong or missing."""
    form = _form(kind)
    faults: dict[str, str] = {}
    values: dict[str, Any] = {}
    for name, texts_of in texts.items():
        text = ",".join(texts_of) if form[name].many else texts_of[0]
        _read_into(values, faults, form[name], text, given.today, as_option)
    try:
        return _finish(kind, values, given, faults, as_option)
    except Usage as wrong:
        raise Usage(*wrong.sentences, help_of(kind)) from None


def help_of(kind: type[Event]) -> str:
    """Where the fields of an event are shown."""
    return f"`duecourse record CASE {spoken(kind)} --help` shows every field, with an example."


def from_cells(kind: type[Event], cells: Mapping[str, str], details: Mapping[str, Any], given: Given) -> Event:
    """An event out of a file's row: `cells` as people type them, `details` a JSON object of the event's own fields.

    In `details` money is whole pence as the event has it, or text in pounds such as "12.34". Raises Usage.
    """
    form = _form(kind)
    faults: dict[str, str] = {}
    values: dict[str, Any] = {}
    for name, value in details.items():
        field = form.get(name.replace("-", "_"))
        if field is None:
            faults[name] = _unknown(kind, form, name, as_column)
        elif isinstance(value, str):
            _read_into(values, faults, field, value, given.today, as_column)
        else:
            values[field.name] = tuple(value) if field.many and isinstance(value, list) else value
    for name, text in cells.items():
        field = form.get(name.replace("-", "_"))
        if not text.strip():
            continue
        if field is None:
            faults[name] = _unknown(kind, form, name, as_column)
        elif field.name in values:
            faults[name] = f"{field.name} is in the details and in a column of its own; it is expected once."
        else:
            _read_into(values, faults, field, text, given.today, as_column)
    return _finish(kind, values, given, faults, as_column)


def _finish(
    kind: type[Event], values: Mapping[str, Any], given: Given, faults: Mapping[str, str], named: Named
) -> Event:
    """The event made of values already read; tenants of a sole tenancy are filled in. faults: by field name."""
    form = fields.of(kind)
    sentences = list(faults.values())
    whole = dict(values)
    for field in form.values():
        if field.required and field.name not in whole:
            if field.kind == "person" and not field.many and len(given.tenants) == 1:
                whole[field.name] = given.tenants[0]
            elif field.name not in faults:
                sentences.append(_missing(kind, field, named))
    if sentences:
        raise Usage(*sentences)
    about = {
        "event_id": given.event_id,
        "happened_on": given.happened_on,
        "recorded_at": given.recorded_at,
        "recorded_by": given.recorded_by,
        "as_fact": given.as_fact,
        **({"source": given.source} if given.source else {}),
    }
    try:
        return parse(kind.kind, {**whole, **about})
    except ValidationError as error:
        raise Usage(*_misfits(_form(kind), error, named)) from None


def complaints_about(name: str, details: Mapping[str, Any], happened_on: date) -> list[str]:
    """What is wrong with an event of a landlord's history, a sentence each; empty when it is sound."""
    if name == "case_opened":
        return [] if set(details) <= {"owner"} else ["case_opened has no fields but owner."]
    noon = datetime.combine(happened_on, time(12), tzinfo=UTC)
    given = Given(str(UUID(int=0)), happened_on, noon, "import", happened_on, source="import")
    try:
        from_cells(known(name), {}, details, given)
    except Usage as wrong:
        return [sentence for sentence in wrong.sentences if "--help" not in sentence]
    return []


def _read_into(
    values: dict[str, Any], faults: dict[str, str], field: Field, text: str, today: date, named: Named
) -> None:
    try:
        values[field.name] = field.read(text, today=today)
    except words.Unreadable as unreadable:
        faults[field.name] = f"{named(field)}: {text!r} was given; expected {unreadable}."


def _form(kind: type[Event]) -> dict[str, Field]:
    return {**fields.of(kind), **fields.common()}


def _field(kind: type[Event], form: Mapping[str, Field], name: str, beside: Sequence[str]) -> tuple[Field, bool]:
    key = name.replace("-", "_")
    if key in form:
        return form[key], False
    if key.startswith("no_") and key[3:] in form and form[key[3:]].kind == "flag":
        return form[key[3:]], True
    if f"{key}s" in form and form[f"{key}s"].many:
        return form[f"{key}s"], False
    raise Usage(_unknown(kind, form, name, as_option, beside), help_of(kind))


def _unknown(kind: type[Event], form: Mapping[str, Field], name: str, named: Named, beside: Sequence[str] = ()) -> str:
    own = [*beside, *(named(f) for f in form.values())]
    given = named(Field(name.replace("-", "_"), "text", required=False))
    near = get_close_matches(given, [*own, *(EVERYWHERE if named is as_option else ())], n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    return f"{spoken(kind)} has no field {given}; it has {words.listed(own, 'and')}.{hint}"


def _missing(kind: type[Event], field: Field, named: Named) -> str:
    if field.kind == "flag" and named is as_option:
        return f"{spoken(kind)} needs an answer: {field.option} or --no-{field.option[2:]}."
    return f"{spoken(kind)} needs {named(field)}; expected {field.expects}."


def _misfits(form: Mapping[str, Field], error: ValidationError, named: Named) -> list[str]:
    """What does not fit the event, a sentence for each field, in the words of a form in place of the model's."""
    sentences = []
    for fault, plain in zip(error.errors(), complaints(error), strict=True):
        field = form.get(str(fault["loc"][0])) if fault["loc"] else None
        if field is None:
            sentences.append(plain)
            continue
        given = fault["input"]
        shown = field.show(given) if field.kind == "money" and type(given) is int else str(given)
        text = f"{shown[:40]}..." if len(shown) > 40 else shown
        sentences.append(f"{named(field)}: {text!r} was given; expected {_limit(field, fault)}.")
    return sentences


def _limit(field: Field, fault: Mapping[str, Any]) -> str:
    """What the model expects of a value that could be read."""
    limits = fault.get("ctx") or {}
    if "gt" in limits:
        return f"more than {field.show(limits['gt'])}"
    if "ge" in limits:
        return f"{field.show(limits['ge'])} or more"
    if "max_length" in limits:
        return f"at most {limits['max_length']:,} characters"
    return field.expects
