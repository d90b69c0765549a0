"""A correction as it is typed: which event, and the fields that were wrong, read as its own form reads them."""

from __future__ import annotations

from datetime import date, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from cases.events import Event, class_of
from cli import forms
from cli.forms import Given
from cli.say import NotFound, Usage
from speech import fields, words
from speech.fields import Field

if TYPE_CHECKING:
    from store.board import BoardRow
    from store.db import Connection
    from store.ledger import EventRow

HOW = (
    "A correction is typed as: record CASE corrected --on DAY --corrects EVENT --set field=value (again for each "
    "field; --set happened-on=DAY moves it), or with --withdraw in place of --set. EVENT is its number or the first "
    "letters of its id in `show CASE --history`."
)


def build(connection: Connection, row: BoardRow, tokens: list[str], given: Given) -> Event:
    """The correction that was typed. Raises Usage, and NotFound when the case has no such event."""
    from store import ledger

    sets, withdrawn, rest = _sort(tokens)
    kind = class_of("corrected")
    texts = forms.options(kind, rest, beside=("--set", "--withdraw"))
    which = texts.pop("corrects", [""])[0]
    if not which or bool(sets) == withdrawn:
        raise Usage(HOW, forms.help_of(kind))
    target = _target(which, ledger.events(connection, row.case_ref), row.case_ref)
    form = _form(class_of(target.kind))
    replacement = dict(_one(form, typed, target, given.today) for typed in sets)
    made = forms.build(kind, {**texts, "corrects": [str(target.event_id)]}, given)
    return made.with_facts(replacement=replacement) if replacement else made


def _sort(tokens: list[str]) -> tuple[list[str], bool, list[str]]:
    """The values of --set, whether --withdraw is there, and the other tokens."""
    sets: list[str] = []
    rest: list[str] = []
    withdrawn = False
    waiting = list(tokens)
    while waiting:
        token = waiting.pop(0)
        if token == "--withdraw":
            withdrawn = True
        elif token.startswith("--set="):
            sets.append(token.removeprefix("--set="))
        elif token == "--set":
            if not waiting or waiting[0].startswith("--"):
                raise Usage(f"--set has no value; expected field=value. {HOW}")
            sets.append(waiting.pop(0))
        else:
            rest.append(token)
    return sets, withdrawn, rest


def _target(which: str, recorded: list[EventRow], case_ref: str) -> EventRow:
    kept = [e for e in recorded if e.kind != "corrected"]
    found = [e for e in kept if str(e.seq) == which] or [
        e for e in kept if len(which) >= 4 and str(e.event_id).startswith(which.lower())
    ]
    if not found:
        raise NotFound(f"Case {case_ref} has no event {which}. `duecourse show {case_ref} --history` shows them.")
    if len(found) > 1:
        raise Usage(f"{len(found)} events begin with {which}; expected more letters of the id, or the event's number.")
    return found[0]


def _form(kind: type[Event]) -> dict[str, Field]:
    return {"happened_on": Field("happened_on", "day", required=True), **fields.of(kind), **fields.common()}


def _one(form: dict[str, Field], typed: str, target: EventRow, today: date) -> tuple[str, Any]:
    name, sign, text = typed.partition("=")
    given = name.strip().removeprefix("--").replace("_", "-")
    field = form.get(given.replace("-", "_"))
    spoken = target.kind.replace("_", "-")
    if field is None or not sign:
        names = [f.name.replace("_", "-") for f in form.values()]
        near = get_close_matches(given, names, n=1) if field is None else []
        hint = f" Did you mean {near[0]}?" if near else ""
        shown = words.listed(names)
        raise Usage(f"--set {typed!r}: {spoken} is corrected by field=value, where the field is {shown}.{hint}")
    if not text and not field.required:
        return field.name, None
    try:
        return field.name, _json(field.read(text, today=today))
    except words.Unreadable as unreadable:
        raise Usage(f"--set {name}: {text!r} was given; expected {unreadable}.") from None


def _json(value: Any) -> Any:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return [_json(part) for part in value] if isinstance(value, tuple) else value
