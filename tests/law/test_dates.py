"""The ways of counting, each against its rule's own words, and what must hold on every day."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

import law
from law.dates import (
    DAY,
    Periods,
    Span,
    add_months,
    after,
    before,
    beginning_with,
    clear_business_days_after,
    clear_business_days_before,
    clear_days_after,
    clear_days_before,
    count_back,
    count_on,
    in_words,
    london_day,
    london_instant,
    roll_back,
    roll_on,
    span,
    weekday_number,
)

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))
MONTHS = st.integers(1, 36).map(lambda n: Span(n, "months"))
SPANS = st.builds(Span, st.integers(1, 60), st.sampled_from(["days", "weeks", "months"]))


def weekday(day: date) -> bool:
    return day.weekday() < 5


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 11, 25), 2, date(2027, 1, 25)),
        (date(2027, 1, 11), -24, date(2025, 1, 11)),
        (date(2028, 2, 29), -12, date(2027, 2, 28)),
        (date(2026, 12, 15), -12, date(2025, 12, 15)),
    ],
)
def test_months_go_by_the_corresponding_date(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


@pytest.mark.parametrize(
    ("day", "length", "last"),
    [
        (date(2026, 11, 25), "14 days", date(2026, 12, 8)),
        (date(2026, 12, 1), "4 weeks", date(2026, 12, 28)),
        (date(2026, 8, 10), "1 month", date(2026, 9, 9)),
        (date(2027, 1, 31), "1 month", date(2027, 2, 28)),
        (date(2027, 1, 28), "1 month", date(2027, 2, 27)),
        (date(2026, 8, 31), "6 months", date(2027, 2, 28)),
        (date(2026, 3, 1), "6 months", date(2026, 8, 31)),
        (date(2024, 2, 29), "1 year", date(2025, 2, 28)),
        (date(2026, 3, 1), "1 year", date(2027, 2, 28)),
        (date(2027, 3, 1), "1 year", date(2028, 2, 29)),
    ],
)
def test_beginning_with_counts_the_day_itself(day: date, length: str, last: date) -> None:
    assert beginning_with(day, span(length)) == last


@pytest.mark.parametrize("text", ["4", "weeks", "four weeks", "4 fortnights", "-4 weeks", "4.5 weeks", ""])
def test_what_is_no_length_of_time_is_refused(text: str) -> None:
    with pytest.raises(law.BadPack, match="is not a length of time"):
        span(text)


@pytest.mark.parametrize(("text", "words"), [("1 month", "1 month"), ("6 weeks", "6 weeks"), ("1 days", "1 day")])
def test_a_length_of_time_reads_as_english(text: str, words: str) -> None:
    assert str(span(text)) == words


def test_a_weekday_has_an_english_name() -> None:
    assert [weekday_number(name) for name in ("monday", " Sunday ")] == [0, 6]
    with pytest.raises(law.BadFacts, match="'lundi' is not a weekday; expected one of monday"):
        weekday_number("lundi")


@given(DAYS, SPANS)
def test_before_and_after_leave_the_day_itself_out(day: date, length: Span) -> None:
    assert after(day, length) > day > before(day, length)
    if length.unit != "months":
        assert before(after(day, length), length) == day


@given(DAYS, SPANS)
def test_counting_the_first_day_ends_a_day_earlier_or_with_the_month(day: date, length: Span) -> None:
    last, without = beginning_with(day, length), after(day, length)
    assert last == without - DAY or (length.unit == "months" and last == without and (last + DAY).day == 1)


@given(DAYS, st.integers(0, 3), SPANS)
def test_later_never_comes_out_earlier(day: date, later: int, length: Span) -> None:
    other = day + DAY * later
    assert after(day, length) <= after(other, length)
    assert beginning_with(day, length) <= beginning_with(other, length)


@given(DAYS, st.integers(0, 60))
def test_clear_days_lie_between(day: date, number: int) -> None:
    event = clear_days_after(day, number)
    assert (event - day).days - 1 == number
    assert clear_days_before(event, number) == day


@given(DAYS, st.integers(1, 5))
def test_clear_business_days_lie_between(day: date, number: int) -> None:
    event = clear_business_days_after(day, number, weekday)
    between = [day + DAY * n for n in range(1, (event - day).days)]
    assert sum(map(weekday, between)) == number
    assert clear_business_days_before(event, number, weekday) >= day


@given(DAYS, st.integers(0, 20))
def test_counting_on_and_back_meet(day: date, number: int) -> None:
    assert count_back(count_on(day, number, weekday), number, weekday) == (roll_back(day, weekday) if number else day)
    assert roll_back(day, weekday) <= day <= roll_on(day, weekday)
    assert weekday(roll_on(day, weekday)) and weekday(roll_back(day, weekday))


@given(DAYS, DAYS, st.sampled_from([1, 2, 4]))
def test_a_period_of_weeks_starts_and_ends_where_it_should(anchor: date, day: date, weeks: int) -> None:
    periods = Periods(Span(weeks, "weeks"), anchor)
    first, end = periods.first_day_from(day), periods.end_from(day)
    assert (first - anchor).days % (7 * weeks) == 0
    assert day <= end <= first < day + DAY * 7 * weeks
    assert end in (first, first - DAY)


@given(DAYS, st.integers(1, 31))
def test_a_monthly_period_starts_on_its_day_or_the_last_of_a_short_month(day: date, number: int) -> None:
    periods = Periods(Span(1, "months"), day, number)
    first, end = periods.first_day_from(day), periods.end_from(day)
    assert first.day == number or (first.day < number and (first + DAY).day == 1)
    assert day <= end <= first <= day + DAY * 31
    assert end in (first, first - DAY)


def test_a_day_in_words() -> None:
    assert in_words(date(2026, 12, 1)) == "Tuesday 1 December 2026"


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), date(2026, 7, 2)),
        (datetime(2026, 12, 1, 23, 59, tzinfo=UTC), date(2026, 12, 1)),
        (datetime(2026, 12, 1, 0, 30, tzinfo=timezone(timedelta(hours=1))), date(2026, 11, 30)),
    ],
)
def test_a_day_is_londons(instant: datetime, day: date) -> None:
    assert london_day(instant) == day


def test_an_instant_without_an_offset_has_no_day() -> None:
    with pytest.raises(law.BadFacts, match="has no offset"):
        london_day(datetime(2026, 12, 1, 12))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("day", "hour", "utc"),
    [
        (date(2027, 3, 27), 9, datetime(2027, 3, 27, 9, tzinfo=UTC)),
        (date(2027, 3, 28), 9, datetime(2027, 3, 28, 8, tzinfo=UTC)),
        (date(2027, 10, 31), 9, datetime(2027, 10, 31, 9, tzinfo=UTC)),
    ],
)
def test_londons_clocks_change(day: date, hour: int, utc: datetime) -> None:
    assert london_instant(day, time=time(hour)) == utc


@given(DAYS)
def test_a_london_day_begins_at_its_own_midnight(day: date) -> None:
    start = london_instant(day)
    assert london_day(start) == day and london_day(start - timedelta(microseconds=1)) == day - DAY
