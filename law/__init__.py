"""What the law says on a day: dated, cited rule packs, calendars and ways of counting.

Pure: no clock, no chance, and no file but the packs and calendars, which load at import.

    law.ask("england.secure.notice", served_on=date(2026, 11, 25), rent_period="weekly", period_starts="monday")

`questions()` lists every question with its facts and answer keys.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any

from law import additions, calendars, dates, england, northern_ireland, reckoning, scotland, wales
from law.enquiry import ANSWERED_BY, Answer, Enquiry, Unsettled
from law.errors import BadFacts, BadPack, BeyondCalendar, LawError, NotHeld
from law.forms import from_json, to_json
from law.packs import AnswerKey, Citation, Fact, Question
from law.packs import packs as _packs
from law.reading import Knowledge, Reading, added, current, install, knowing, note, noting, reading_as, uninstall

__all__ = [
    "Answer",
    "AnswerKey",
    "BadFacts",
    "BadPack",
    "Citation",
    "Fact",
    "Knowledge",
    "LawError",
    "NotHeld",
    "Question",
    "Reading",
    "Unsettled",
    "additions",
    "ask",
    "ask_text",
    "calendars",
    "dates",
    "england",
    "install",
    "knowing",
    "northern_ireland",
    "noting",
    "question",
    "questions",
    "reading_as",
    "scotland",
    "still_unsettled",
    "uninstall",
    "unsettled",
    "wales",
]

reckoning.register()


def questions() -> tuple[Question, ...]:
    """Every question that can be asked, by name."""
    return tuple(_packs()[name] for name in sorted(ANSWERED_BY) if name in _packs())


def question(name: str) -> Question:
    """One question by its name. Raises `NotHeld` when the law room has no such question."""
    if name not in ANSWERED_BY or name not in _packs():
        held = [known for known in sorted(ANSWERED_BY) if known in _packs()]
        nation = name.split(".", maxsplit=1)[0]
        there = [known for known in held if known.startswith(f"{nation}.")] or held
        near = get_close_matches(name, there, n=5, cutoff=0)
        more = f" and {len(there) - len(near)} more" if len(there) > len(near) else ""
        raise NotHeld(f"The law room has no question called {name!r}; it has {', '.join(near)}{more}.")
    return _packs()[name]


def ask(question: str, /, *, known_at: date | Knowledge | None = None, **facts: Any) -> Answer:
    """What the law says, with its because and citations.

    Facts are Python values: `date`, `datetime` (London's without an offset), pence in `int`, `bool`, `str`, lists; None
    is as good as not given. `known_at` is the day whose knowledge of the law is used (None: that of the reading in force,
    which is the newest unless `reading_as` says otherwise). Raises `NotHeld` outside what the packs and calendars hold
    and `BadFacts` for facts that do not fit.
    """
    name = _named(question)
    with knowing(known_at) as known:
        enquiry = Enquiry(_packs()[name], facts, known)
        try:
            answer = ANSWERED_BY[name](enquiry)
        except BeyondCalendar as beyond:
            raise NotHeld(f"{enquiry.asked_from}: {beyond}") from None
    note(answer)
    return answer


def unsettled(answers: Iterable[Answer]) -> tuple[Unsettled, ...]:
    """What of these answers is neither confirmed nor signed off, each value once."""
    return tuple(dict.fromkeys(u for answer in answers for u in answer.unsettled))


def still_unsettled(found: Iterable[Unsettled]) -> tuple[Unsettled, ...]:
    """Those that have not been signed off since."""
    more = added()
    return tuple(u for u in found if more is None or not more.holds(u.rule, u.value, current().known))


def ask_text(question: str, facts: Mapping[str, Any], /, *, known_at: date | Knowledge | None = None) -> dict[str, Any]:
    """As `ask`, with facts and answer in their JSON forms: ISO days, London's times, money in pounds as "120.00".

    Gives one flat dict: the answer's own keys beside `question`, `rule`, `refused`, `because`, `confidence`,
    `citations`, and `signed_off` (by, on, note) where a person has signed for it.
    """
    pack = _packs()[_named(question)]
    known = {f.name: f for f in pack.fact}
    typed = {k: from_json(pack.rule, known[k], v) if k in known else v for k, v in facts.items()}
    answer = ask(question, known_at=known_at, **typed)
    kinds = {k.name: k.type for k in pack.answer}
    values = {k: to_json(kinds[k], v) for k, v in answer.values.items()}
    about = answer.model_dump(
        mode="json", include={"question", "rule", "refused", "because", "confidence", "citations"}
    )
    signed = {"signed_off": [{"by": s.by, "on": s.on.isoformat(), "note": s.note} for s in answer.signed]}
    return values | about | (signed if answer.signed else {})


def _named(name: str) -> str:
    return question(name).name
