"""Our counting against strangers' counting: ten thousand random days, and no disagreement that is not explained here."""

from datetime import date, timedelta
from random import Random
from typing import Any

import holidays
import lexdays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import law
from law.calendars import ENGLAND_AND_WALES as CALENDAR
from law.calendars import SCOTLAND, Calendar
from law.dates import DAY, roll_back, roll_on

# In batches for speed: some fourteen thousand days over the seven tests, a thousand each for the slow ones. Room at both
# ends, so that nothing counted leaves the ten years that both calendars hold.
MANY = settings(max_examples=25, deadline=None)
SLOW = settings(max_examples=10, deadline=None)
FIRST, LAST = date(2019, 4, 1), date(2028, 9, 30)
ENGLAND = holidays.country_holidays("GB", subdiv="ENG", years=range(2018, 2030))


def batch(seed: int) -> list[tuple[date, int]]:
    """A hundred days with numbers up to sixty; every other number is of a short period (CPR 2.8(4))."""
    pick = Random(seed)
    whole = (LAST - FIRST).days
    return [
        (FIRST + DAY * pick.randint(0, whole), pick.choice((pick.randint(1, 5), pick.randint(6, 60))))
        for _ in range(100)
    ]


BATCHES = st.integers(0, 2**32).map(batch)


def lexdays_says(day: date, number: int, *, before: bool = False, **options: str) -> date:
    direction: Any = "before" if before else "after"
    return lexdays.compute("gb-eaw/cpr", day, f"P{number}D", direction=direction, options=options).deadline


@MANY
@given(BATCHES)
def test_clear_days_before_an_event(days: list[tuple[date, int]]) -> None:
    for event, number in days:
        ours = law.ask("england.cpr.clear_days_before", days=number, event_on=event)["latest"]
        # Explained below: lexdays goes back to a business day, on which more can be done; CPR 2.8 does not.
        assert lexdays_says(event, number, before=True) == roll_back(ours, CALENDAR.is_business_day), (event, number)


@MANY
@given(BATCHES)
def test_clear_days_after_an_event(days: list[tuple[date, int]]) -> None:
    for event, number in days:
        ours = law.ask("england.cpr.clear_days_after", days=number, event_on=event)["earliest"]
        theirs = lexdays_says(event, number, end_defined_by_event="yes")
        # Explained below: for short periods lexdays goes on to a business day.
        assert theirs == (roll_on(ours, CALENDAR.is_business_day) if number <= 5 else ours), (event, number)


@MANY
@given(BATCHES)
def test_within_days(days: list[tuple[date, int]]) -> None:
    for event, number in days:
        ours = law.ask("england.cpr.within_days", days=number, event_on=event)["latest"]
        assert ours == lexdays_says(event, number), (event, number)


@MANY
@given(BATCHES)
def test_within_days_at_the_court_office(days: list[tuple[date, int]]) -> None:
    for event, number in days:
        ours = law.ask("england.cpr.within_days", days=number, event_on=event, at_court_office=True)["latest"]
        theirs = lexdays_says(event, number, act="at_court_office")
        # Explained below: a closing day at Christmas that is not confirmed here stretches no time.
        assert ours == theirs or MAYBE & {ours + DAY * n for n in range((theirs - ours).days)}, (event, number)


MAYBE = {closure.on for closure in CALENDAR.court_office_closed if not closure.confirmed}
SERVICE = [
    ("first_class_post", "09:00", "first_class_post"),
    ("personal", "16:29", "personal_or_electronic_before_1630"),
    ("email", "16:30", "personal_or_electronic_after_1630"),
    ("left_at_address", "23:59", "personal_or_electronic_after_1630"),
]


@SLOW
@given(BATCHES)
def test_deemed_service(days: list[tuple[date, int]]) -> None:
    for day, number in days:
        method, at, theirs = SERVICE[number % len(SERVICE)]
        ours = law.ask_text("england.cpr.deemed_service", {"method": method, "sent_at": f"{day}T{at}"})["deemed_on"]
        # Ten days on from deemed service, which is how lexdays tells it.
        assert date.fromisoformat(ours) + DAY * 10 == lexdays_says(day, 10, service=theirs), (day, method)


@SLOW
@given(BATCHES)
def test_deemed_service_of_a_claim_form(days: list[tuple[date, int]]) -> None:
    for posted, _ in days:
        ours = law.ask("england.cpr.claim_form_deemed_service", posted_on=posted)["deemed_on"]
        assert ours + DAY * 10 == lexdays_says(posted, 10, service="claim_form"), posted


@MANY
@given(BATCHES)
def test_business_days(days: list[tuple[date, int]]) -> None:
    for day, number in days:
        back = law.ask("england.calendar.working_days_before", day=day, n=number)["on"]
        assert back == ENGLAND.get_nth_working_day(day, -number), (day, number)
        assert law.ask("england.calendar.is_business_day", day=day)["business"] is ENGLAND.is_working_day(day), day


def test_every_closing_day_that_lexdays_knows_is_confirmed_or_doubted_here() -> None:
    day, theirs = FIRST, set()
    while day <= date(2028, 12, 28):
        if CALENDAR.is_business_day(day) and lexdays_says(day - DAY * 14, 14, act="at_court_office") != day:
            theirs.add(day)
        day += DAY if day.month == 12 else date(day.year, 12, 1) - day
    assert len(theirs) == 10 and theirs <= set(CALENDAR.closures)


@pytest.mark.parametrize(("calendar", "subdiv"), [(CALENDAR, "ENG"), (SCOTLAND, "SCT")])
def test_every_day_of_ten_years_is_a_business_day_here_as_there(calendar: Calendar, subdiv: str) -> None:
    theirs = holidays.country_holidays("GB", subdiv=subdiv, years=range(2019, 2029))
    lex = lexdays.calendar("gb-eaw")
    for number in range((calendar.held_until - calendar.held_from).days):
        day = calendar.held_from + timedelta(days=number)
        assert calendar.is_business_day(day) is theirs.is_working_day(day), day
        if subdiv == "ENG":
            assert calendar.is_business_day(day) is lex.is_business_day(day), day


EXPLAINED = [
    pytest.param(
        *("england.cpr.clear_days_before", {"days": 2, "event_on": date(2027, 2, 10)}, {"before": True}),
        *("latest", date(2027, 2, 7), date(2027, 2, 5)),
        id="CPR 2.8(2)-(4): two clear business days before a Wednesday end on a Sunday. What is served need not wait for a "
        "business day, and 2.8(5) is of acts at the court office and only goes forwards; the last open day is told beside it",
    ),
    pytest.param(
        *("england.cpr.clear_days_after", {"days": 3, "event_on": date(2027, 2, 9)}, {"end_defined_by_event": "yes"}),
        *("earliest", date(2027, 2, 13), date(2027, 2, 15)),
        id="CPR 2.8(3)-(4): three clear business days after a Tuesday are over on Friday, so an event may be on Saturday; "
        "that courts do not sit then is another matter",
    ),
    pytest.param(
        *("england.cpr.within_days", {"days": 14, "event_on": date(2026, 12, 10), "at_court_office": True}),
        *({"act": "at_court_office"}, "latest", date(2026, 12, 24), date(2026, 12, 29)),
        id="CPR 2.8(5) with PD 2A: lexdays closes the office on 24 December 2026; here that is not confirmed, so no time is "
        "stretched by it, and the last open day is the 23rd",
    ),
]


@pytest.mark.parametrize(("question", "facts", "options", "key", "ours", "theirs"), EXPLAINED)
def test_a_disagreement_is_explained(
    question: str, facts: dict[str, Any], options: dict[str, Any], key: str, ours: date, theirs: date
) -> None:
    answer = law.ask(question, **facts)
    assert answer[key] == ours and lexdays_says(facts["event_on"], facts["days"], **options) == theirs
    assert answer.get("last_open_day", ours) == {
        date(2027, 2, 7): date(2027, 2, 5),
        date(2026, 12, 24): date(2026, 12, 23),
    }.get(ours, ours)
