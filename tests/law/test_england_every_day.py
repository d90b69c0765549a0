"""England, what must hold on every day: safe on the safe side, later never earlier, no day without an answer."""

from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import law
from law.calendars import ENGLAND_AND_WALES as CALENDAR
from law.dates import DAY, WEEKDAYS, Periods, Span, add_months

DAYS = st.dates(date(2021, 10, 1), date(2035, 12, 31))
HELD_DAYS = st.dates(date(2021, 10, 1), date(2028, 6, 30))
WEEKLY = st.sampled_from(WEEKDAYS)


@given(DAYS, WEEKLY, st.sampled_from(["secure", "introductory"]))
def test_a_weekly_notice_gives_an_end_of_a_period_four_weeks_on(served: date, weekday: str, tenure: str) -> None:
    answer = law.ask(f"england.{tenure}.notice", served_on=served, rent_period="weekly", period_starts=weekday)
    statutory, safe = answer["statutory_earliest"], answer["safe_earliest"]
    start = WEEKDAYS.index(weekday)
    assert served + DAY * 28 <= statutory <= safe <= served + DAY * 34
    assert safe.weekday() == start and statutory.weekday() in (start, (start - 1) % 7)


@given(DAYS, st.integers(1, 31))
def test_a_monthly_notice_leaves_a_month_and_four_weeks(served: date, number: int) -> None:
    answer = law.ask("england.secure.notice", served_on=served, rent_period="monthly", period_starts=str(number))
    statutory, safe = answer["statutory_earliest"], answer["safe_earliest"]
    assert max(served + DAY * 28, add_months(served, 1)) <= statutory <= safe
    assert safe.day == number or (safe + DAY).day == 1
    assert safe <= add_months(served, 2) + DAY * 3


@given(DAYS, WEEKLY, st.sampled_from([("fortnightly", 2), ("four_weekly", 4)]), st.integers(-20, 20))
def test_not_knowing_the_periods_is_never_earlier_than_knowing_them(
    served: date, weekday: str, period: tuple[str, int], number: int
) -> None:
    every, weeks = period
    start = WEEKDAYS.index(weekday)
    anchor = served + DAY * ((start - served.weekday()) % 7 + 7 * number)
    facts: dict[str, Any] = {"served_on": served, "rent_period": every, "period_starts": weekday}
    known = law.ask("england.secure.notice", **facts, period_anchor=anchor)
    unknown = law.ask("england.secure.notice", **facts)
    assert known["safe_earliest"] <= unknown["statutory_earliest"] < unknown["safe_earliest"]
    assert known["safe_earliest"] == Periods(Span(weeks, "weeks"), anchor).first_day_from(served + DAY * 28)
    assert (known.confidence, unknown.confidence) == ("confirmed", "inferred")


LATER = st.integers(0, 60)
ONE_DAY: dict[str, tuple[str, dict[str, Any]]] = {
    "england.secure.notice": ("served_on", {"rent_period": "weekly", "period_starts": "monday"}),
    "england.introductory.notice": ("served_on", {"rent_period": "monthly", "period_starts": "1"}),
    "england.assured.notice": ("served_on", {"social_housing": True, "grounds": ["8"]}),
    "england.secure.claim_window": ("specified_on", {}),
    "england.introductory.claim_window": ("specified_on", {}),
    "england.introductory.extension": ("started_on", {}),
    "england.introductory.review_hearing": ("request_received_on", {}),
    "england.claim.hearing_window": ("issued_on", {}),
    "england.order.possession_cap": ("made_on", {}),
    "england.order.permission": ("made_on", {}),
    "england.order.postponed_date": ("notice_given_on", {}),
    "england.warrant.eviction_from": ("delivered_on", {}),
    "england.warrant.notice_of_eviction": ("eviction_on", {}),
    "england.warrant.life": ("issued_on", {}),
    "england.breathing_space.standard": ("registered_on", {}),
    "england.breathing_space.creditor_review": ("registered_on", {}),
    "england.former_tenant.limitation": ("due_on", {}),
    "england.debt_protocol.letter": ("dated_on", {}),
    "england.protocol.pre_hearing": ("hearing_on", {}),
    "england.demoted.notice_life": ("served_on", {}),
    "england.debt_relief_order": ("effective_on", {}),
}


@given(st.sampled_from(sorted(ONE_DAY)), DAYS, LATER)
def test_later_is_never_earlier(question: str, day: date, later: int) -> None:
    fact, others = ONE_DAY[question]
    first = law.ask(question, **{fact: day}, **others)
    second = law.ask(question, **{fact: day + DAY * later}, **others)
    for key, value in first.values.items():
        if key != "last_open_day" and isinstance(value, date):
            assert value <= second[key], f"{key} of {question}"


@given(st.sampled_from(sorted(ONE_DAY)), DAYS)
def test_safe_is_on_the_safe_side(question: str, day: date) -> None:
    fact, others = ONE_DAY[question]
    values = law.ask(question, **{fact: day}, **others).values
    if "safe_earliest" in values:
        assert values["safe_earliest"] >= values["statutory_earliest"] > day
    for safe, statutory in (("safe_claim_by", "statutory_claim_by"), ("safe_by", "statutory_by")):
        if safe in values:
            assert values[safe] < values[statutory]
    if (last := values.get("last_open_day")) is not None:
        assert CALENDAR.is_surely_open(last) and last <= values.get("safe_claim_by", values.get("safe_last_day"))


@given(DAYS, st.booleans(), st.sampled_from([["8"], ["8", "10", "11"], ["10", "11"]]))
def test_a_section_8_notice_can_be_acted_on_before_it_dies(served: date, social: bool, grounds: list[str]) -> None:
    answer = law.ask("england.assured.notice", served_on=served, social_housing=social, grounds=grounds)
    window = law.ask(
        "england.assured.claim_window",
        served_on=served,
        specified_on=answer["safe_earliest"],
        social_housing=social,
    )
    assert served < answer["statutory_earliest"] < answer["safe_earliest"] == window["claim_from"]
    assert window["claim_from"] < window["safe_claim_by"] < window["statutory_claim_by"] <= add_months(served, 12)
    assert window["statutory_claim_by"] == answer["statutory_claim_by"]


@given(HELD_DAYS, st.sampled_from(law.question("england.cpr.deemed_service").fact[0].one_of), st.integers(0, 1439))
def test_a_court_document_is_deemed_served_on_a_business_day(day: date, method: str, minute: int) -> None:
    sent = datetime(day.year, day.month, day.day, *divmod(minute, 60))  # noqa: DTZ001
    deemed = law.ask("england.cpr.deemed_service", method=method, sent_at=sent)["deemed_on"]
    assert CALENDAR.is_business_day(deemed) and timedelta(0) <= deemed - day <= timedelta(days=7)


@given(HELD_DAYS, st.integers(0, 40))
def test_the_day_to_act_before_an_event_leaves_room_for_it(event: date, number: int) -> None:
    latest = law.ask("england.cpr.clear_days_before", days=number, event_on=event)["latest"]
    assert law.ask("england.cpr.clear_days_after", days=number, event_on=latest)["earliest"] <= event
    too_late = latest + DAY
    assert law.ask("england.cpr.clear_days_after", days=number, event_on=too_late)["earliest"] > event


@given(HELD_DAYS, st.integers(1, 40))
def test_an_act_at_the_court_office_is_due_on_an_open_day(event: date, number: int) -> None:
    facts: dict[str, Any] = {"days": number, "event_on": event}
    plain = law.ask("england.cpr.within_days", **facts)["latest"]
    answer = law.ask("england.cpr.within_days", **facts, at_court_office=True)
    assert CALENDAR.is_open(answer["latest"]) and answer["latest"] >= plain
    assert answer["last_open_day"] <= plain and CALENDAR.is_surely_open(answer["last_open_day"])


@given(HELD_DAYS, st.integers(0, 30))
def test_working_days_back_are_that_many(day: date, number: int) -> None:
    on = law.ask("england.calendar.working_days_before", day=day, n=number)["on"]
    between = [on + DAY * n for n in range((day - on).days)]
    assert CALENDAR.is_business_day(on)
    assert sum(map(CALENDAR.is_business_day, between)) == number or number == 0


@given(DAYS)
def test_the_eviction_counts_the_same_both_ways(delivered: date) -> None:
    eviction = law.ask("england.warrant.eviction_from", delivered_on=delivered)["eviction_from"]
    assert law.ask("england.warrant.notice_of_eviction", eviction_on=eviction)["deliver_by"] == delivered


@given(st.integers(0, 200_000), st.integers(1, 50_000), st.sampled_from(["weekly", "fortnightly"]), st.booleans())
def test_ground_8_is_met_exactly_from_its_threshold(owed: int, rent: int, frequency: str, social: bool) -> None:
    answer = law.ask(
        "england.assured.ground_8",
        social_housing=social,
        rent_frequency=frequency,
        rent=rent,
        owed_at_notice=owed,
        owed_at_hearing=owed,
        notice_on=date(2026, 12, 1),
        hearing_on=date(2027, 2, 9),
    )
    weeks = 8 if social else 13
    assert (
        answer["met"] == (owed * (1 if frequency == "weekly" else 2) >= weeks * rent) == (owed >= answer["threshold"])
    )


def test_every_day_of_the_next_year_has_an_answer() -> None:
    """Catala's coverage test, asked of every question of one day: no hole and no crash on any day."""
    for question, (fact, others) in ONE_DAY.items():
        for number in range(370):
            answer = law.ask(question, **{fact: date(2026, 11, 22) + DAY * number}, **others)
            assert answer.values and not answer.refused
