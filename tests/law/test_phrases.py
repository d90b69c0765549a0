"""Dates in words, against the ways of counting that they name."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law import dates
from law.calendars import ENGLAND_AND_WALES as CALENDAR
from law.dates import DAY, Span
from law.phrases import phrase

DAYS = st.dates(date(2019, 6, 1), date(2028, 6, 30))


def reckon(text: str, *days: date) -> date:
    return phrase(text).reckon(CALENDAR, list(days))


@pytest.mark.parametrize(
    ("text", "days", "expected"),
    [
        ("4 weeks after a", ["2026-11-25"], "2026-12-23"),
        ("1 month after a", ["2027-01-31"], "2027-02-28"),
        ("6 years after a", ["2024-02-29"], "2030-02-28"),
        ("56 days before a", ["2027-04-15"], "2027-02-18"),
        ("14 days beginning with a", ["2026-11-25"], "2026-12-08"),
        ("6 months beginning with a", ["2026-08-31"], "2027-02-28"),
        ("14 clear days before a", ["2027-04-15"], "2027-03-31"),
        ("28 clear days after a", ["2026-10-01"], "2026-10-30"),
        ("3 clear business days before a", ["2023-10-20"], "2023-10-16"),
        ("2 business days after a", ["2026-12-24"], "2026-12-30"),
        ("2 business days before a", ["2026-12-30"], "2026-12-24"),
        ("4 business days beginning with a", ["2026-12-24"], "2026-12-31"),
        ("4 business days beginning with a", ["2026-12-26"], "2027-01-04"),
        ("business day on or after a", ["2026-12-25"], "2026-12-29"),
        ("business day on or before a", ["2026-12-27"], "2026-12-24"),
        ("open day on or before a", ["2026-12-29"], "2026-12-23"),
        ("later of a and b", ["2026-12-25", "2026-12-29"], "2026-12-29"),
        ("earlier of a and b", ["2026-12-25", "2026-12-29"], "2026-12-25"),
    ],
)
def test_words_count_as_they_read(text: str, days: list[str], expected: str) -> None:
    assert reckon(text, *map(date.fromisoformat, days)) == date.fromisoformat(expected)


@given(DAYS, st.integers(1, 40))
def test_words_and_the_vocabulary_are_one(day: date, n: int) -> None:
    span = Span(n, "days")
    assert reckon(f"{n} days after a", day) == dates.after(day, span)
    assert reckon(f"{n} days beginning with a", day) == dates.beginning_with(day, span) == day + DAY * (n - 1)
    assert reckon(f"{n} clear days after a", day) == dates.clear_days_after(day, n)
    assert reckon(f"{n} clear days before a", reckon(f"{n} clear days after a", day)) == day
    last = reckon(f"{n} business days beginning with a", day)
    assert sum(CALENDAR.is_business_day(day + DAY * k) for k in range((last - day).days + 1)) == n
    assert phrase(f"{n} clear business days before a").length == f"{n} clear business day{'' if n == 1 else 's'}"
