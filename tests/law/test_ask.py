"""How questions are asked and refused: types, forms, errors, and that nothing but the facts decides."""

import builtins
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import law
from law.dates import london_time
from law.forms import from_json, to_json
from law.packs import PACKS, Fact, Kind
from tests.law.support import VECTORS, cases

SERVED: dict[str, Any] = {"served_on": date(2026, 11, 25), "rent_period": "weekly", "period_starts": "monday"}


def test_an_answer_carries_typed_values_with_why_and_where() -> None:
    answer = law.ask("england.secure.notice", **SERVED)
    assert answer["safe_earliest"] == answer.get("safe_earliest") == date(2026, 12, 28)
    assert answer.question == answer.rule == "england.secure.notice"
    assert "Sunday 27 December 2026" in answer.because and "Wednesday 23 December 2026" in answer.because
    assert [c.id for c in answer.citations] == ["ha1985-83", "pea1977-5"]
    assert (answer.confidence, answer.refused, answer["refused"]) == ("confirmed", False, False)
    assert answer.facts == SERVED and answer.get("nothing", 7) == 7
    with pytest.raises(law.LawError, match="has no 'earliest': it has safe_earliest, statutory_earliest"):
        answer["earliest"]


def test_a_refused_answer_says_why_when_a_value_is_asked_of_it() -> None:
    answer = law.ask("england.shared_ownership.notice", served_on=date(2027, 1, 5), lease_years=125)
    assert answer.refused and answer.get("refused") is True and answer.values == {}
    with pytest.raises(law.LawError, match="has no 'live_until': A lease of more than 21 years"):
        answer["live_until"]


def test_an_answer_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        law.ask("england.secure.notice", **SERVED).because = "because I say so"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("question", "facts", "says"),
    [
        ("england.secure.notice", {}, r"can't be answered without served_on \(The day the notice is served\.\)"),
        ("england.secure.notice", SERVED | {"colour": "red"}, "does not ask for colour; it asks for served_on"),
        ("england.secure.notice", SERVED | {"served_on": "2026-11-25"}, "expected a day such as"),
        ("england.secure.notice", SERVED | {"served_on": datetime(2026, 11, 25, tzinfo=UTC)}, "expected a day"),
        ("england.secure.notice", SERVED | {"rent_period": "daily"}, "expected one of weekly, fortnightly"),
        ("england.secure.notice", SERVED | {"period_starts": "1"}, "'1' is not a weekday"),
        ("england.secure.notice", SERVED | {"rent_period": "monthly"}, "a day of the month from 1 to 31"),
        ("england.secure.notice", SERVED | {"rent_period": "monthly", "period_starts": "32"}, "from 1 to 31"),
        (
            "england.secure.notice",
            SERVED | {"rent_period": "fortnightly", "period_anchor": date(2026, 11, 10)},
            "is a Tuesday, but period_starts is monday",
        ),
        ("england.cpr.clear_days_before", {"days": -1, "event_on": date(2027, 1, 4)}, "expected a whole number"),
        ("england.cpr.clear_days_before", {"days": True, "event_on": date(2027, 1, 4)}, "expected a whole number"),
        ("england.claim.daily_rate", {"amount": 120.0, "frequency": "weekly"}, "expected money"),
        (
            "england.assured.notice",
            {"served_on": date(2026, 12, 1), "social_housing": True, "grounds": []},
            "at least one ground",
        ),
        (
            "england.assured.notice",
            {"served_on": date(2026, 12, 1), "social_housing": "yes", "grounds": ["8"]},
            "expected true or false",
        ),
        (
            "england.assured.notice",
            {"served_on": date(2026, 12, 1), "social_housing": True, "grounds": "8"},
            "expected a list of text",
        ),
        (
            "england.assured.claim_window",
            {"specified_on": date(2026, 12, 1), "served_on": date(2026, 12, 1)},
            "is not after served_on",
        ),
        (
            "england.introductory.review",
            {"specified_on": date(2026, 12, 1), "served_on": date(2026, 12, 2)},
            "is not after served_on",
        ),
        (
            "england.claim.rent_statement",
            {"issued_on": date(2027, 1, 11), "first_default_on": date(2027, 1, 12)},
            "is after issued_on",
        ),
        (
            "england.notice.given",
            {"method": "recorded_post", "at": datetime(2026, 12, 1, 12, tzinfo=UTC), "received_on": date(2026, 11, 30)},
            "before the notice was sent",
        ),
        ("england.arrears.weeks", {"arrears": 100, "rent": 0, "rent_period": "weekly"}, "rent is 0"),
        ("england.breathing_space.mental_health", {}, "neither treatment_ended_on nor request_unanswered_on"),
    ],
)
def test_facts_that_do_not_fit_are_refused_in_a_sentence(question: str, facts: dict[str, Any], says: str) -> None:
    with pytest.raises(law.BadFacts, match=says):
        law.ask(question, **facts)


def test_ground_8_before_its_notice_makes_no_sense() -> None:
    facts: dict[str, Any] = {
        "social_housing": True,
        "rent_frequency": "weekly",
        "rent": 100,
        "owed_at_notice": 0,
        "owed_at_hearing": 0,
    }
    with pytest.raises(law.BadFacts, match="hearing_on 2026-12-01 is before notice_on 2026-12-02"):
        law.ask("england.assured.ground_8", **facts, notice_on=date(2026, 12, 2), hearing_on=date(2026, 12, 1))


@pytest.mark.parametrize(
    ("question", "facts", "says"),
    [
        ("england.assured.parole", {}, "no question called 'england.assured.parole'; it has england"),
        ("narnia.notice", {}, "no question called 'narnia.notice'; it has england"),
        ("england.secure.notice", SERVED | {"rent_period": "quarterly"}, "no dates for quarterly rent"),
        (
            "england.secure.notice",
            SERVED | {"served_on": date(2021, 9, 30)},
            "the first day held is Friday 1 October 2021",
        ),
        (
            "england.assured.notice",
            {"served_on": date(2020, 6, 1), "social_housing": True, "grounds": ["8"]},
            r"england.assured.notice holds nothing for social_housing true on Monday 1 June 2020",
        ),
        (
            "england.assured.notice",
            {"served_on": date(2026, 12, 1), "social_housing": True, "grounds": ["8", "14"]},
            "no notice period for ground 14 here; it holds 8, 10, 11",
        ),
        ("england.fee", {"step": "possession_claim_online", "paid_on": date(2026, 12, 1)}, "no value has been entered"),
        ("england.fee", {"step": "claim", "paid_on": date(2014, 4, 21)}, "the first day held is Tuesday 22 April 2014"),
        ("england.claim.daily_rate", {"amount": 48000, "frequency": "four_weekly"}, "no divisor for four_weekly rent"),
        (
            "england.shared_ownership.notice",
            {"served_on": date(2027, 1, 5), "lease_years": 21},
            "for 21 years it matters",
        ),
        ("wales.breach_notice", {"given_on": date(2022, 11, 30), "contract": "secure"}, "Thursday 1 December 2022"),
        ("scotland.secure.notice", {"served_on": date(2022, 3, 30)}, "the first day held is Friday 1 April 2022"),
    ],
)
def test_outside_what_is_held_the_rule_and_the_day_are_named(question: str, facts: dict[str, Any], says: str) -> None:
    with pytest.raises(law.NotHeld, match=says):
        law.ask(question, **facts)


G8: dict[str, Any] = {"rent": 10000, "owed_at_notice": 0, "owed_at_hearing": 0}
G8_DAYS = {"notice_on": date(2026, 12, 1), "hearing_on": date(2027, 2, 9)}


@pytest.mark.parametrize(
    ("frequency", "social"),
    [("four_weekly", True), ("four_weekly", False), ("quarterly", False), ("yearly", False)],
)
def test_ground_8_holds_no_threshold_for_rent_it_does_not_speak_of(frequency: str, social: bool) -> None:
    with pytest.raises(law.NotHeld, match=f"no threshold for {frequency} rent"):
        law.ask("england.assured.ground_8", rent_frequency=frequency, social_housing=social, **G8, **G8_DAYS)


@pytest.mark.parametrize("frequency", ["quarterly", "yearly"])
def test_ground_8_asks_how_late_the_rent_of_a_quarter_or_year_is(frequency: str) -> None:
    with pytest.raises(law.BadFacts, match=r"without late_at_notice and late_at_hearing.*3 months late"):
        law.ask("england.assured.ground_8", rent_frequency=frequency, social_housing=True, **G8, **G8_DAYS)
    late: dict[str, Any] = {"late_at_notice": 10000, "late_at_hearing": 9999}
    answer = law.ask("england.assured.ground_8", rent_frequency=frequency, social_housing=True, **G8, **G8_DAYS, **late)
    assert answer["met"] is (frequency == "yearly")


@pytest.mark.parametrize(
    ("question", "facts", "says"),
    [
        ("england.fee", {"step": "claim", "paid_on": "tomorrow"}, "paid_on is 'tomorrow'; expected a day"),
        ("england.claim.daily_rate", {"amount": "120", "frequency": "weekly"}, 'such as "120.00"'),
        ("england.claim.daily_rate", {"amount": 120, "frequency": "weekly"}, 'such as "120.00"'),
        ("england.claim.daily_rate", {"amount": "-1.00", "frequency": "weekly"}, "not negative"),
        ("england.cpr.within_days", {"days": "ten", "event_on": "2026-12-01"}, "a whole number"),
        ("england.fee", {"step": "claim", "paid_on": "2026-12-01", "tip": "1.00"}, "does not ask for tip"),
    ],
)
def test_json_forms_that_cannot_be_read_are_refused(question: str, facts: dict[str, Any], says: str) -> None:
    with pytest.raises(law.BadFacts, match=says):
        law.ask_text(question, facts)


def test_text_is_taken_for_every_type_so_that_a_command_line_can_ask() -> None:
    typed = law.ask_text("england.cpr.within_days", {"days": 14, "event_on": "2026-12-11", "at_court_office": True})
    text = law.ask_text("england.cpr.within_days", {"days": "14", "event_on": "2026-12-11", "at_court_office": "true"})
    assert typed == text
    listed = law.ask_text(
        "england.assured.notice", {"served_on": "2026-12-01", "social_housing": "true", "grounds": "8, 10,11"}
    )
    assert listed["safe_earliest"] == "2026-12-16"


def test_a_fact_that_is_none_is_as_good_as_not_given() -> None:
    assert law.ask("england.secure.notice", **SERVED, period_anchor=None) == law.ask("england.secure.notice", **SERVED)


def test_an_appointment_without_an_offset_is_londons() -> None:
    naive = law.ask("england.warrant.confirm_by", eviction_at=datetime(2027, 7, 15, 10))  # noqa: DTZ001
    aware = law.ask("england.warrant.confirm_by", eviction_at=datetime(2027, 7, 15, 9, tzinfo=UTC))
    assert (
        naive.values
        == aware.values
        == {"confirm_by": datetime(2027, 7, 12, 9, tzinfo=UTC), "confirm_on": date(2027, 7, 12)}
    )


@pytest.mark.parametrize(("question", "facts"), cases(), ids=lambda part: str(part)[:60])
def test_asking_again_answers_the_same_and_opens_no_file(
    question: str, facts: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = law.ask_text(question, facts)

    def no_file(*args: object, **kwargs: object) -> Any:
        raise AssertionError(f"a file was opened to answer {question}: {args}")

    monkeypatch.setattr(builtins, "open", no_file)
    assert law.ask_text(question, facts) == first


FURTHER = {
    "england.tenure.route": ({"tenure", "social_housing"}, {"notice", "track", "grounds", "court_discretion"}),
    "england.introductory.notice": (
        {"served_on", "rent_period", "period_starts"},
        {"statutory_earliest", "safe_earliest"},
    ),
    "england.introductory.claim_window": ({"specified_on"}, {"claim_from"}),
    "england.assured.claim_window": (
        {"specified_on", "served_on"},
        {"claim_from", "statutory_claim_by", "safe_claim_by"},
    ),
    "england.protocol.paragraphs": ({"track"}, {"rows"}),
    "england.protocol.pre_hearing": ({"hearing_on"}, {"statutory_by", "safe_by"}),
    "england.order.warrant": ({"kind", "possession_on"}, {"earliest"}),
    "england.order.postponed_date": ({"notice_given_on"}, {"earliest", "latest"}),
    "england.warrant.eviction_from": ({"delivered_on"}, {"eviction_from"}),
    "england.warrant.confirm_by": ({"eviction_at"}, {"confirm_by", "confirm_on"}),
    "england.hold": (
        {"kind"},
        {"title", "forbids", "voids", "cancels", "debt", "needs_end", "needs_reason", "cure_or_end"},
    ),
    "england.calendar.working_days_before": ({"day", "n"}, {"on"}),
    "england.calendar.is_business_day": ({"day"}, {"business", "why"}),
    "england.arrears.weeks": ({"arrears", "rent", "rent_period"}, {"weeks"}),
    "england.policy.cure": ({"sent_on"}, {"by"}),
    "england.policy.reply": ({"sent_on", "track"}, {"by", "resume_on"}),
    "england.policy.daily_rate": ({"amount", "frequency"}, {"daily"}),
    "england.protocol.attempts": ({"track"}, {"rows"}),
}


@pytest.mark.parametrize("name", FURTHER)
def test_the_questions_that_other_rooms_ask_are_there(name: str) -> None:
    facts, keys = FURTHER[name]
    question = law.question(name)
    assert {f.name for f in question.fact if not f.optional} == facts
    assert keys <= {k.name for k in question.answer}


def test_the_registry_tells_everything_that_help_needs() -> None:
    names = [q.name for q in law.questions()]
    assert names == sorted(names) and {v["ask"] for v in VECTORS} | set(FURTHER) <= set(names)
    assert all(q.title and q.question and q.answer and q.value for q in law.questions())


KINDS: tuple[Kind, ...] = ("date", "datetime", "money", "int", "bool", "text", "texts", "dates")
FACTS = {
    "date": st.dates(),
    "datetime": st.datetimes(timezones=st.just(UTC)).map(lambda d: d.replace(year=2024, second=0, microsecond=0)),
    "money": st.integers(0, 10**9),
    "int": st.integers(0, 10**6),
    "bool": st.booleans(),
    "text": st.text(),
    "texts": st.lists(st.text()),
    "dates": st.lists(st.dates()),
}


@given(st.sampled_from(KINDS).flatmap(lambda kind: st.tuples(st.just(kind), FACTS[kind])))
def test_a_fact_survives_its_json_form(of: tuple[Kind, Any]) -> None:
    kind, value = of
    fact = Fact(name="it", type=kind, means="A fact.")
    back = from_json("a.rule", fact, to_json(kind, value))
    assert back == (london_time(value).replace(tzinfo=None) if kind == "datetime" else value)


def test_every_pack_can_be_read_by_its_name() -> None:
    assert all(PACKS[q.name] is q for q in law.questions())
