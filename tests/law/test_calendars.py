"""Bank holidays against an independent list, closures, and where the calendars end."""

from datetime import date, timedelta
from typing import Any

import holidays
import pytest

import law
from law.calendars import CALENDARS, ENGLAND_AND_WALES, SCOTLAND, Calendar

PLACES = [pytest.param(ENGLAND_AND_WALES, "ENG", id="england"), pytest.param(SCOTLAND, "SCT", id="scotland")]
YEARS = range(2019, 2029)


@pytest.mark.parametrize(("calendar", "place"), PLACES)
@pytest.mark.parametrize("year", YEARS)
def test_bank_holidays_agree_with_an_independent_list(calendar: Calendar, place: str, year: int) -> None:
    theirs = {day for day in holidays.country_holidays("GB", subdiv=place, years=year) if day.weekday() < 5}
    assert {day for day in calendar.holidays if day.year == year} == theirs


def test_wales_has_englands_bank_holidays() -> None:
    for year in YEARS:
        wales = holidays.country_holidays("GB", subdiv="WLS", years=year)
        england = holidays.country_holidays("GB", subdiv="ENG", years=year)
        assert set(wales) == set(england)


@pytest.mark.parametrize("calendar", CALENDARS.values(), ids=CALENDARS)
def test_a_calendar_is_in_order_and_says_where_it_was_seen(calendar: Calendar) -> None:
    days = [h.on for h in calendar.holiday]
    assert days == sorted(set(days)) and all(calendar.held_from <= day < calendar.held_until for day in days)
    assert {day.year for day in days} == set(range(calendar.held_from.year, calendar.held_until.year))
    assert calendar.source.startswith("https://www.gov.uk/")
    for closure in calendar.court_office_closed:
        assert calendar.is_business_day(closure.on), "a closure is a day that would otherwise be open"
        assert closure.source.startswith("https://") and closure.seen_on >= date(2026, 11, 22)


@pytest.mark.parametrize(
    ("day", "business", "open_", "why"),
    [
        (date(2026, 12, 24), True, False, "may be closed"),
        (date(2026, 12, 25), False, False, "Christmas Day"),
        (date(2026, 12, 26), False, False, "weekend"),
        (date(2026, 12, 28), False, False, "substitute day for Boxing Day"),
        (date(2026, 12, 29), True, False, "may be closed"),
        (date(2026, 12, 30), True, True, "a business day"),
        (date(2027, 3, 26), False, False, "Good Friday"),
        (date(2027, 3, 29), False, False, "Easter Monday"),
        (date(2027, 3, 30), True, True, "a business day"),
        (date(2027, 12, 25), False, False, "Christmas Day"),
        (date(2027, 12, 27), False, False, "substitute day for Christmas Day"),
        (date(2028, 2, 29), True, True, "a business day"),
    ],
)
def test_business_days_and_why_not(day: date, business: bool, open_: bool, why: str) -> None:
    answer = law.ask("england.calendar.is_business_day", day=day)
    assert (answer["business"], answer["open"]) == (business, open_)
    assert why in answer["why"] and why in answer.because


def test_a_closure_that_is_not_confirmed_stretches_no_time_but_is_not_planned_for() -> None:
    maybe = date(2026, 12, 29)
    assert ENGLAND_AND_WALES.is_open(maybe) and not ENGLAND_AND_WALES.is_surely_open(maybe)
    surely = date(2025, 12, 24)
    assert not ENGLAND_AND_WALES.is_open(surely)
    within = law.ask("england.cpr.within_days", days=14, event_on=date(2025, 12, 10), at_court_office=True)
    assert within["latest"] == date(2025, 12, 29) and within["last_open_day"] == date(2025, 12, 23)


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        ("england.calendar.is_business_day", {"day": date(2029, 1, 1)}),
        ("england.calendar.is_business_day", {"day": date(2018, 12, 31)}),
        ("england.cpr.clear_days_after", {"days": 3, "event_on": date(2028, 12, 29)}),
        ("england.cpr.claim_form_deemed_service", {"posted_on": date(2028, 12, 30)}),
        ("england.claim.defence", {"particulars_served_on": date(2028, 12, 20)}),
        ("scotland.charge", {"served_on": date(2028, 12, 20)}),
    ],
)
def test_beyond_the_calendar_nothing_is_guessed(question: str, facts: dict[str, Any]) -> None:
    with pytest.raises(law.NotHeld, match=r"holds no(thing| bank holidays for)"):
        law.ask(question, **facts)


def test_a_statutory_day_beyond_the_calendar_is_given_without_an_open_day() -> None:
    answer = law.ask("england.secure.claim_window", specified_on=date(2028, 6, 1))
    assert answer["statutory_claim_by"] == date(2029, 6, 1)
    assert answer.get("last_open_day") is None


def test_walking_day_by_day_every_day_of_the_calendar_is_known() -> None:
    day = ENGLAND_AND_WALES.held_from
    while day < ENGLAND_AND_WALES.held_until:
        assert ENGLAND_AND_WALES.is_business_day(day) == (ENGLAND_AND_WALES.why_not_business(day) is None)
        day += timedelta(days=1)
