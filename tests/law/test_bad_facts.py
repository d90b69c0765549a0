"""Every fact of every question, missing, of the wrong type, impossible: one sentence that names it and what is expected."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

import law
from law.forms import from_json
from law.packs import Fact, Question
from tests.law.support import as_json

WRONG: dict[str, tuple[list[Any], str]] = {
    "date": (["soon", 7, True, ["2026-12-01"], "2026-02-30", "2027-02-29", "2026-13-01", ""], "expected a day such as"),
    "datetime": (["at ten", 7, "2026-02-30T10:00", "2026-12-01T25:00"], "expected a day and time such as"),
    "money": (["12", 12, 12.5, "-1.00", "1,000.00", True, "£5.00"], "expected money"),
    "int": (["ten", -1, 1.5, True, "1.5"], "expected a whole number"),
    "bool": (["maybe", 1, "yes", "2026-12-01"], "expected true or false"),
    "text": ([7, True, ["weekly"]], "expected text"),
    "texts": ([7, True, {"8": 1}, [8]], "expected a list of text"),
    "dates": ([7, ["soon"], "2026-02-30"], "expected a list of days"),
}


def full(question: Question) -> dict[str, Any]:
    """The facts of the example that gives most of them."""
    return {k: as_json(v) for k, v in max((e.given for e in question.example), key=len).items()}


def facts(wanted: Callable[[Fact], Any] = lambda _: True) -> list[Any]:
    return [
        pytest.param(question, fact, id=f"{question.rule} {fact.name}")
        for question in law.questions()
        for fact in question.fact
        if wanted(fact)
    ]


def keyed_on_a_day() -> list[Any]:
    by_name = [(q, next(f for f in q.fact if f.name == q.keyed_on)) for q in law.questions()]
    return [pytest.param(q, f, id=q.rule) for q, f in by_name if f.type in ("date", "datetime")]


@pytest.mark.parametrize(("question", "fact"), facts())
def test_a_fact_of_the_wrong_type_is_named_with_what_is_expected(question: Question, fact: Fact) -> None:
    values, expected = WRONG[fact.type]
    for value in values:
        with pytest.raises(law.BadFacts) as refused:
            law.ask_text(question.rule, full(question) | {fact.name: value})
        said = str(refused.value)
        assert said.startswith(f"{question.rule}: {fact.name} is {value!r}; {expected}"), said
        assert said.endswith(".") and "\n" not in said


@pytest.mark.parametrize(("question", "fact"), facts(lambda f: not f.optional))
def test_a_missing_fact_is_named_with_what_it_means(question: Question, fact: Fact) -> None:
    given = {k: v for k, v in full(question).items() if k != fact.name}
    with pytest.raises(law.BadFacts) as refused:
        law.ask_text(question.rule, given)
    assert f"can't be answered without {fact.name} ({fact.means})" in str(refused.value)


@pytest.mark.parametrize(("question", "fact"), facts(lambda f: f.one_of))
def test_a_choice_that_is_none_names_the_choices(question: Question, fact: Fact) -> None:
    with pytest.raises(law.BadFacts, match=rf"{fact.name} is 'unheard_of'; expected one of {fact.one_of[0]}"):
        law.ask_text(question.rule, full(question) | {fact.name: "unheard_of"})


@pytest.mark.parametrize(("question", "keyed"), keyed_on_a_day())
def test_a_day_before_the_pack_names_the_fact_and_the_first_day(question: Question, keyed: Fact) -> None:
    first = min(v.in_force for v in question.value)
    given = full(question)
    early = first - timedelta(days=1)
    given.setdefault(keyed.name, early.isoformat())
    back = date.fromisoformat(given[keyed.name][:10]) - early
    # The other days move along, so that nothing but the first day held stands in the way.
    given |= {f.name: moved(given[f.name], back) for f in question.fact if f.type == "date" and f.name in given}
    if keyed.type == "datetime":
        given |= {keyed.name: f"{early}T12:00"}
    with pytest.raises(law.NotHeld) as refused:
        law.ask_text(question.rule, given)
    assert f"earliest that {keyed.name} may be" in str(refused.value)


def moved(day: str, back: timedelta) -> str:
    return (date.fromisoformat(day) - back).isoformat()


BEYOND = {
    "england.calendar.is_business_day", "england.calendar.working_days_before", "england.claim.application_notice",
    "england.claim.defence", "england.claim.hearing_deadlines", "england.cpr.claim_form_deemed_service",
    "england.policy.cure",
}  # fmt: skip


@pytest.mark.parametrize("rule", sorted(BEYOND))
def test_a_day_beyond_the_calendar_names_the_fact_and_the_calendars_end(rule: str) -> None:
    question = law.question(rule)
    given = full(question) | {question.keyed_on: "2029-06-01"}
    given |= {f.name: "2029-06-01" for f in question.fact if f.type == "date" and f.name in given}
    with pytest.raises(law.NotHeld) as refused:
        law.ask_text(rule, given)
    said = str(refused.value)
    assert said.startswith(f"{rule}, asked with {question.keyed_on} Friday 1 June 2029: The England and Wales calendar")
    assert "to Sunday 31 December 2028" in said


def test_the_wrong_values_are_wrong_for_their_type_alone() -> None:
    """The table itself: what it calls wrong for one type is right for another, so it is the type that is judged."""
    assert from_json("r", Fact(name="f", type="date", means="."), "2028-02-29") == date(2028, 2, 29)
    assert from_json("r", Fact(name="f", type="bool", means="."), "TRUE") is True
