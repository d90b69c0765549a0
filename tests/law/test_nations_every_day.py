"""Wales, Scotland and Northern Ireland on every day: never no answer, never two, never earlier for a later day."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

import law
from law.forms import from_json
from law.packs import Question
from tests.law.support import NOW, applying, as_json

NATIONS = ("wales", "scotland", "northern_ireland")
UNTIL = date(NOW.year + 2, NOW.month, NOW.day)
DAY = timedelta(days=1)
#: Facts that would contradict the day being walked.
WITH_IT = {"first_default_on"}
#: What is counted in working days is held as far back as the calendars are: a council's, and the nations'.
CALENDAR_FROM = {True: date(2026, 1, 1), False: date(2019, 1, 7)}


def walked() -> Iterator[Any]:
    """Every example's facts without its optional days: the day the question turns on is put in by the walk."""
    for question in law.questions():
        if not (question.name.startswith(NATIONS) and question.keyed_on != "on"):  # `on` counts nothing
            continue
        known, seen = {f.name: f for f in question.fact}, set()
        for example in question.example:
            given = {k: from_json(question.rule, known[k], v) for k, v in as_json(example.given).items()}
            facts = {
                k: v
                for k, v in given.items()
                if k != question.keyed_on and not (known[k].type == "date" and known[k].optional)
            }
            kind = (repr(applying(question, facts)), *sorted(facts))
            if kind not in seen:
                seen.add(kind)
                yield pytest.param(question, facts, id=f"{question.name} {example.name}"[:70])


def on(question: Question, facts: dict[str, Any], day: date) -> dict[str, Any]:
    kind = next(f.type for f in question.fact if f.name == question.keyed_on)
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) if kind == "datetime" else day
    return {k: day if k in WITH_IT else v for k, v in facts.items()} | {question.keyed_on: at}


@pytest.mark.parametrize(("question", "facts"), list(walked()))
def test_from_the_first_day_held_to_two_years_ahead(question: Question, facts: dict[str, Any]) -> None:
    fits = [v for v in question.value if all(facts.get(k, wanted) == wanted for k, wanted in v.applies.items())]
    first = min(v.in_force for v in fits)
    day = max(first, CALENDAR_FROM["council" in facts])
    if day == first:
        with pytest.raises(law.NotHeld, match="the first day held is"):
            law.ask(question.name, **on(question, facts, first - DAY))
    before = law.ask(question.name, **on(question, facts, day))
    while day < UNTIL:
        answer = law.ask(question.name, **on(question, facts, day))
        assert answer.refused or answer.values
        assert answer.because.endswith(".") and "{" not in answer.because
        for key, value in answer.values.items():
            then = before.get(key)
            if isinstance(value, date) and isinstance(then, date) and answer.rule == before.rule:
                assert value >= then, f"{key} on {day}"
            if key.startswith("safe_") and (statutory := answer.get(key.replace("safe_", "statutory_"))):
                assert (value > statutory) == (key == "safe_earliest"), f"{key} on {day}"
        before, day = answer, day + DAY
