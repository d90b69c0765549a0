"""The fields of an event as a person fills them in: made from the register of events, never listed a second time."""

from __future__ import annotations

import json
import re
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from cases.events import REGISTER, Event, Mark, marks, own_fields
from speech import words

_YES = {"yes": True, "true": True, "y": True, "no": False, "false": False, "n": False}
_CLOCK = "a London time as 17:30"
# A whole word, and no part of an option, an address or a key such as `notice.served@1a2b3c4d`.
_NAME = re.compile(r"(?<![\w.@/-])[a-z]+(?:_[a-z]+)*(?![\w@/-])(?!\.\w)")
# `import`, `review` and `clock` are the system's own words: an officer who could type them would escape the rules.
SOURCES = ("officer", "court_portal", "letter", "email", "phone", "landlord_system")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form. kind: money, day, moment, clock, flag, choice, person, staff, text, number, object.

    many: several values, comma separated or repeated. choices: the words allowed, for a choice.
    """

    name: str
    kind: str
    required: bool
    many: bool = False
    choices: tuple[str, ...] = ()
    default: Any = None

    @property
    def option(self) -> str:
        """`first_payment_on` -> `--first-payment-on`."""
        return typed(self.name)

    @property
    def expects(self) -> str:
        """What may be typed, worded to follow `expected`."""
        forms = {
            "money": words.MONEY_FORMS,
            "day": words.DAY_FORMS,
            "moment": words.MOMENT_FORMS,
            "clock": _CLOCK,
            "flag": "yes or no",
            "choice": f"one of {words.listed(list(self.choices))}",
            "person": "the reference of a person on the tenancy",
            "staff": "an officer's e-mail address",
            "text": "words",
            "number": "a whole number",
            "object": "a JSON object",
        }
        return forms[self.kind] + (", or several with commas between them" if self.many else "")

    @property
    def usage(self) -> str:
        """How the option is written on the command line."""
        if self.kind == "flag":
            return f"{self.option} / --no-{self.option[2:]}"
        shown = {
            "choice": "WORD",
            "day": "DAY",
            "moment": "TIME",
            "money": "POUNDS",
            "clock": "TIME",
            "person": "PERSON",
        }
        return f"{self.option} {shown.get(self.kind, self.kind.upper())}"

    def read(self, text: str, *, today: date) -> Any:
        """The value that was typed. Raises words.Unreadable with the form expected."""
        if self.many:
            return tuple(self._one(part.strip(), today) for part in text.split(",") if part.strip())
        return self._one(text if self.kind == "text" else text.strip(), today)

    def _one(self, text: str, today: date) -> Any:
        if self.kind == "money":
            return words.read_money(text)
        if self.kind == "day":
            return words.read_day(text, today=today)
        if self.kind == "moment":
            return words.read_moment(text, today=today)
        if self.kind == "flag" and text.lower() in _YES:
            return _YES[text.lower()]
        if self.kind == "choice":
            word = text.lower().replace("-", "_").replace(" ", "_")
            if word in self.choices:
                return word
        if self.kind == "number" and text.isascii() and text.isdigit():
            return int(text)
        if self.kind == "object":
            return _object(text, self.expects)
        if self.kind == "clock" and re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text, re.ASCII):
            return text
        if self.kind in ("text", "person", "staff") and text.strip():
            return text
        raise words.Unreadable(self.expects)

    def show(self, value: Any) -> str:
        """The value as people read it; nothing for None or an empty list."""
        if value is None or value == () or value == []:
            return ""
        if isinstance(value, (list, tuple)):
            return ", ".join(self.show(part) for part in value)
        if self.kind == "money":
            return words.money(value)
        if self.kind in ("day", "moment"):
            return words.day(value) if self.kind == "day" else words.moment(value)
        if isinstance(value, bool):
            return "yes" if value else "no"
        return words.plain(value) if self.kind == "choice" else str(value)


def typed(name: str) -> str:
    """A field's name as its option is typed: `reply_by` -> `--reply-by`."""
    return "--" + name.replace("_", "-")


def as_typed(text: str, named: Sequence[str] = (), option: Callable[[str], str] = typed) -> str:
    """A sentence of the rules with the names of events and fields as they are typed here.

    named: fields that are meant although their name is an ordinary word. option: how a field is called.
    """

    def spoken(found: re.Match[str]) -> str:
        name = found.group()
        if name in REGISTER:
            return name.replace("_", "-")
        return option(name) if name in named or ("_" in name and name in _every_field()) else name

    return _NAME.sub(spoken, text)


@cache
def _every_field() -> frozenset[str]:
    return frozenset(name for kind in REGISTER.values() for name in own_fields(kind))


@cache
def of(kind: type[Event]) -> Mapping[str, Field]:
    """The fields of an event's form, by name, in its order. An import asks for every row of the history."""
    return MappingProxyType({name: _field(name, info) for name, info in own_fields(kind).items()})


def common() -> dict[str, Field]:
    """The fields that every event has and that a person may fill in beside the day and themselves."""
    return {
        "note": Field("note", "text", required=False),
        "source": Field("source", "choice", required=False, choices=SOURCES, default="officer"),
    }


def _field(name: str, info: Any) -> Field:
    base, many = _base(info.annotation)
    said = marks(info)
    pattern = next((m.pattern for m in info.metadata if getattr(m, "pattern", None)), "")
    words_of = re.fullmatch(r"\^\(([a-z_|]+)\)\$", pattern)
    choices = tuple(str(c) for c in get_args(base)) if get_origin(base) is Literal else ()
    choices = choices or (tuple(words_of[1].split("|")) if words_of else ())
    default = None if info.is_required() else info.default
    return Field(name, _kind(base, said, pattern, choices), info.is_required(), many, choices, default)


def _base(annotation: Any) -> tuple[Any, bool]:
    """What an annotation is about, without Annotated, None and tuple; and whether there may be several."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _base(args[0])
    if origin in (Union, types.UnionType):
        return _base(next(a for a in args if a is not type(None)))
    if origin is tuple:
        return _base(args[0])[0], True
    return annotation, False


def _kind(base: Any, said: frozenset[Mark], pattern: str, choices: tuple[str, ...]) -> str:
    for mark, kind in ((Mark.MONEY, "money"), (Mark.PERSON, "person"), (Mark.STAFF, "staff")):
        if mark in said:
            return kind
    if choices:
        return "choice"
    if base is str:
        return "clock" if ":" in pattern else "text"
    plain = {bool: "flag", date: "day", datetime: "moment", int: "number"}
    return plain.get(base, "object" if get_origin(base) is dict else "text")


def _object(text: str, expects: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        raise words.Unreadable(expects) from None
    if not isinstance(found, dict):
        raise words.Unreadable(expects)
    return found
