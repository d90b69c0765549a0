"""What the law says on a day: dated, cited rule packs, calendars and ways of counting.

Pure: no clock, no chance, and no file but the packs and calendars, which load at import.

    law.ask("england.secure.notice", served_on=date(2026, 11, 25), rent_period="weekly", period_starts="monday")

`questions()` lists every question with its facts and answer keys.
"""

from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any

from law import dates, england, northern_ireland, reckoning, scotland, wales
from law.enquiry import ANSWERED_BY, Answer, Enquiry
from law.errors import BadFacts, BadPack, BeyondCalendar, LawError, NotHeld
from law.forms import from_json, to_json
from law.packs import PACKS, AnswerKey, Citation, Fact, Question

__all__ = [
    "Answer",
    "AnswerKey",
    "BadFacts",
    "BadPack",
    "Citation",
    "Fact",
    "LawError",
    "NotHeld",
    "Question",
    "ask",
    "ask_text",
    "dates",
    "england",
    "northern_ireland",
    "question",
    "questions",
    "scotland",
    "wales",
]

reckoning.register()


def questions() -> tuple[Question, ...]:
    """Every question that can be asked, by name."""
    return tuple(PACKS[name] for name in sorted(ANSWERED_BY))


def question(name: str) -> Question:
    """One question by its name. Raises `NotHeld` when the law room has no such question."""
    if name not in ANSWERED_BY:
        nation = name.split(".", maxsplit=1)[0]
        there = [known for known in sorted(ANSWERED_BY) if known.startswith(f"{nation}.")] or sorted(ANSWERED_BY)
        near = get_close_matches(name, there, n=5, cutoff=0)
        more = f" and {len(there) - len(near)} more" if len(there) > len(near) else ""
        raise NotHeld(f"The law room has no question called {name!r}; it has {', '.join(near)}{more}.")
    return PACKS[name]


def ask(question: str, /, *, known_at: date | None = None, **facts: Any) -> Answer:
    """What the law says, with its because and citations.

    Facts are Python values: `date`, `datetime` (London's without an offset), pence in `int`, `bool`, `str`, lists; None
    is as good as not given. `known_at` is the day whose knowledge of the law is used (None: the newest). Raises
    `NotHeld` outside what the packs and calendars hold and `BadFacts` for facts that do not fit.
    """
    enquiry = Enquiry(PACKS[_named(question)], facts, known_at)
    try:
        return ANSWERED_BY[question](enquiry)
    except BeyondCalendar as beyond:
        raise NotHeld(f"{enquiry.asked_from}: {beyond}") from None


def ask_text(question: str, facts: Mapping[str, Any], /, *, known_at: date | None = None) -> dict[str, Any]:
    """As `ask`, with facts and answer in their JSON forms: ISO days, London's times, money in pounds as "120.00".

    Gives one flat dict: the answer's own keys beside `question`, `rule`, `refused`, `because`, `confidence` and
    `citations`.
    """
    pack = PACKS[_named(question)]
    known = {f.name: f for f in pack.fact}
    typed = {k: from_json(pack.rule, known[k], v) if k in known else v for k, v in facts.items()}
    answer = ask(question, known_at=known_at, **typed)
    kinds = {k.name: k.type for k in pack.answer}
    values = {k: to_json(kinds[k], v) for k, v in answer.values.items()}
    about = answer.model_dump(
        mode="json", include={"question", "rule", "refused", "because", "confidence", "citations"}
    )
    return values | about


def _named(name: str) -> str:
    return question(name).name
