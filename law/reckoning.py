"""Answers of packs that say by themselves how they answer: dates in words (law/phrases.py) and what they hold as it is."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from law.calendars import ENGLAND_AND_WALES, SCOTLAND, Calendar
from law.dates import DAY
from law.enquiry import ANSWERED_BY, Answer, Enquiry
from law.errors import NotHeld
from law.forms import pence
from law.packs import PACKS, Question
from law.phrases import Phrase, phrase


def needs_no_python(pack: Question) -> bool:
    """Whether the pack says by itself how every value of it answers."""
    keys = {k.name for k in pack.answer}
    return all("dates" in v.holds or v.holds.get("refuses") or keys & set(v.holds) for v in pack.value)


def register(packs: Iterable[Question] = PACKS.values()) -> None:
    """Lets every pack that no function answers, and that needs none, answer for itself."""
    for pack in packs:
        if pack.rule not in ANSWERED_BY and needs_no_python(pack):
            ANSWERED_BY[pack.rule] = answer


def answer(ask: Enquiry) -> Answer:
    """The answer of a pack that writes its dates in words, and holds its other answers as they are."""
    picking = {fact for value in ask.question.value for fact in value.applies}
    value = ask.value(**{fact: ask[fact] for fact in picking if ask[fact] is not None})
    if "refuses" in value.holds and value["refuses"]:
        return ask.answer(refused=True)
    calendar = SCOTLAND if ask.question.rule.startswith("scotland.") else ENGLAND_AND_WALES
    held: dict[str, Any] = {}
    words: dict[str, Any] = {}
    left_out: list[str] = []
    kinds = {k.name: k.type for k in ask.question.answer}
    for key, text in value["dates"].items() if "dates" in value.holds else ():
        spoken = phrase(text)
        known = [held.get(day, ask[day]) for day in spoken.days]
        given = [day for day in known if day is not None]
        words[f"{key}_length"] = spoken.length
        if not given or (len(given) < len(known) and spoken.length):
            continue
        held[key] = on = _counted(spoken, calendar, given, optional=_is_optional(ask.question, key))
        if on is not None and spoken.leaves_out:
            left_out.append(_left_out(spoken, calendar, given[0], on, court=text.startswith("open")))
    constants = {k: value[k] for k in kinds if k in value.holds}
    constants = {k: pence(v) if kinds[k] == "money" else v for k, v in constants.items()}
    missing = {k.name: None for k in ask.question.answer if k.optional}
    return ask.answer(
        words=words | held | {"skipped": " ".join(dict.fromkeys(filter(None, left_out)))},
        **{k: v for k, v in (missing | constants | held).items() if k in kinds},
    )


def _left_out(spoken: Phrase, calendar: Calendar, start: date, on: date, *, court: bool) -> str:
    edge = DAY * (0 if spoken.from_start else 1)
    if on >= start:
        return calendar.skipped(start + edge, on - DAY, court=court)
    return calendar.skipped(on + DAY, start - edge, court=court)


def _counted(spoken: Phrase, calendar: Calendar, given: list[date], *, optional: bool) -> date | None:
    """A date that need not be answered is left out beyond the calendar; any other is not held there."""
    try:
        return spoken.reckon(calendar, given)
    except NotHeld:
        if optional:
            return None
        raise


def _is_optional(pack: Question, key: str) -> bool:
    return all(k.optional for k in pack.answer if k.name == key)
