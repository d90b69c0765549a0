"""What only an officer can say for a paper: the questions of its form, and what was typed read by its kind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from fastapi import Depends, Request

from speech import words
from web import kit
from web.forms import HINTS, Input, Typed
from workflows.papers import Option

LONGEST = 4000
_FEW = 4


async def _typed(request: Request) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    async with request.form(max_fields=60, max_files=0) as sent:
        for name, value in sent.multi_items():
            if isinstance(value, str):
                found.setdefault(name, []).append(value)
    return found


Sent = Annotated[dict[str, list[str]], Depends(_typed)]


def inputs(options: Mapping[str, Option], typed: Typed, errors: Mapping[str, str]) -> list[Input]:
    """The questions, each with what was typed and what is wrong with it."""
    return [
        Input(
            name,
            label(one),
            _widget(one),
            one.required,
            HINTS.get(one.kind, ""),
            tuple((choice, kit.sentence_case(choice)) for choice in one.choices),
            tuple(typed.get(name, ())),
            errors.get(name, ""),
        )
        for name, one in options.items()
    ]


def read(options: Mapping[str, Option], typed: Typed, today: date) -> tuple[dict[str, Any], dict[str, str]]:
    """What was said, and a sentence for each answer that is missing or not understood. Days are days, money is pence."""
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for name, one in options.items():
        text = next((t.strip() for t in typed.get(name, ()) if t.strip()), "")
        if not text:
            if one.required:
                errors[name] = f"{label(one)}: nothing was given."
            continue
        try:
            values[name] = _value(one, text, today)
        except words.Unreadable as unreadable:
            errors[name] = f"{label(one)}: {text[:100]!r} was given; expected {unreadable}."
    return values, errors


def label(one: Option) -> str:
    """The question's own words."""
    return one.says[:1].upper() + one.says[1:]


def _widget(one: Option) -> str:
    if one.kind == "choice":
        return "radios" if one.required and len(one.choices) <= _FEW else "select"
    return {"words": "long"}.get(one.kind, one.kind)


def _value(one: Option, text: str, today: date) -> Any:
    if one.kind == "day":
        return words.read_day(text, today=today)
    if one.kind == "money":
        return words.read_money(text)
    if one.kind == "choice" and text not in one.choices:
        raise words.Unreadable(" or ".join(one.choices))
    if len(text) > LONGEST:
        raise words.Unreadable(f"at most {LONGEST} characters")
    return text
