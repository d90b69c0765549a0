"""The ways of counting: a small closed vocabulary over days, each naming whose rule it is.

Nothing here knows a number of days or a bank holiday: the numbers come from the packs, the holidays from the calendars.
A further way of counting needs a case or a rule in its docstring.
"""

import calendar
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from law.errors import BadFacts, BadPack

LONDON = ZoneInfo("Europe/London")
DAY = timedelta(days=1)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

Counts = Callable[[date], bool]
"""Says whether a day counts (is a business day, is a day on which the court office is open)."""


class Span(NamedTuple):
    """A length of time as the law writes it, such as `4 weeks`: a number and its unit."""

    number: int
    unit: Literal["days", "weeks", "months", "years"]

    def __str__(self) -> str:
        return f"{self.number} {self.unit[:-1] if self.number == 1 else self.unit}"


_SPAN = re.compile(r"(\d+) (day|week|month|year)s?")


@lru_cache(maxsize=1000)
def span(text: str) -> Span:
    """`"4 weeks"` -> `Span(4, "weeks")`. Raises `BadPack` for anything else."""
    found = _SPAN.fullmatch(text)
    if not found:
        raise BadPack(f"{text!r} is not a length of time; expected a number and days, weeks, months or years.")
    return Span(int(found[1]), found[2] + "s")  # type: ignore[arg-type]


# London


def london_day(instant: datetime) -> date:
    """The date in London at an aware `instant`. Raises `BadFacts` if the instant has no offset."""
    return london_time(instant).date()


def london_time(instant: datetime) -> datetime:
    """An aware `instant` on London's clocks. Raises `BadFacts` if the instant has no offset."""
    if instant.tzinfo is None:
        raise BadFacts(f"The instant {instant.isoformat()} has no offset, so its day in London is not known.")
    return instant.astimezone(LONDON)


def london_instant(day: date, *, time: time = time(0, 0)) -> datetime:
    """The instant, in UTC, at which London's clocks show `time` on `day` (the first of the two in October)."""
    return datetime.combine(day, time, tzinfo=LONDON).astimezone(UTC)


@lru_cache(maxsize=20_000)  # some fifty years of days: every because names several
def in_words(day: date) -> str:
    """`"Tuesday 1 December 2026"`."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


# Months by the corresponding date


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` on (or back), or the month's last day when there is no such date.

    The corresponding date rule: Dodds v Walker [1981] 1 WLR 1027 (HL).
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def has_corresponding_date(day: date, months: int) -> bool:
    """Whether the month `months` on has a day of the same number."""
    return add_months(day, months).day == day.day


def after(day: date, length: Span) -> date:
    """The last day of `length` when `day` itself is left out: `from`, `after` and `within` in statutes.

    Months and years go by the corresponding date (Dodds v Walker).
    """
    if length.unit == "days":
        return day + DAY * length.number
    if length.unit == "weeks":
        return day + DAY * 7 * length.number
    return add_months(day, length.number * (12 if length.unit == "years" else 1))


def before(day: date, length: Span) -> date:
    """The day `length` before `day`, which is left out."""
    return after(day, Span(-length.number, length.unit))


def beginning_with(day: date, length: Span) -> date:
    """The last day of `length` when `day` is itself the first: `beginning with the day on which` in statutes.

    Months end on the day before the corresponding date, or on the month's last day when there is no such date
    (Zoan v Rouamba [2000] 1 WLR 1509 for days; Migotti v Colvill (1879) 4 CPD 233 for months).
    """
    end = after(day, length)
    if length.unit in ("months", "years"):
        months = length.number * (12 if length.unit == "years" else 1)
        if not has_corresponding_date(day, months):
            return end
    return end - DAY


# Clear days (CPR 2.8)


def clear_days_after(day: date, number: int) -> date:
    """The earliest day for an event that needs `number` clear days after `day`: neither end counts (CPR 2.8(2)-(3))."""
    return day + DAY * (number + 1)


def clear_days_before(event: date, number: int) -> date:
    """The latest day to act when `number` clear days must lie between it and `event` (CPR 2.8(2)-(3))."""
    return event - DAY * (number + 1)


def clear_business_days_after(day: date, number: int, counts: Counts) -> date:
    """As `clear_days_after` for a period of five days or less, where only days that count are counted (CPR 2.8(4))."""
    return count_on(day, number, counts) + DAY


def clear_business_days_before(event: date, number: int, counts: Counts) -> date:
    """As `clear_days_before` for a period of five days or less, where only days that count are counted (CPR 2.8(4))."""
    return count_back(event, number, counts) - DAY


def count_on(day: date, number: int, counts: Counts) -> date:
    """The `number`-th day after `day` that counts; `day` itself when `number` is 0."""
    while number:
        day += DAY
        number -= counts(day)
    return day


def count_back(day: date, number: int, counts: Counts) -> date:
    """The `number`-th day before `day` that counts; `day` itself when `number` is 0."""
    while number:
        day -= DAY
        number -= counts(day)
    return day


def roll_on(day: date, counts: Counts) -> date:
    """`day`, or the first later day that counts."""
    while not counts(day):
        day += DAY
    return day


def roll_back(day: date, counts: Counts) -> date:
    """`day`, or the last earlier day that counts."""
    while not counts(day):
        day -= DAY
    return day


# Periods of a tenancy (notice to quit at common law)


class Periods(NamedTuple):
    """The rent periods of a tenancy: how long one is and where they start.

    `length` is whole weeks or one month; `anchor` is a day on which a period starts. For months `day_of_month` keeps
    the number (31 means the last day of a shorter month).
    """

    length: Span
    anchor: date
    day_of_month: int = 1

    def first_day_from(self, day: date) -> date:
        """The first day on or after `day` that starts a period."""
        if self.length.unit == "weeks":
            return day + DAY * ((self.anchor - day).days % (7 * self.length.number))
        for months in (0, 1):
            start = self._start_in(add_months(day.replace(day=1), months))
            if start >= day:
                return start
        raise AssertionError("a month always has a period starting in it")

    def end_from(self, day: date) -> date:
        """The first day on or after `day` that is the first or the last day of a period.

        A notice to quit may expire on either (Crate v Miller [1947] KB 946).
        """
        return min(self.first_day_from(day), self.first_day_from(day + DAY) - DAY)

    def _start_in(self, first_of_month: date) -> date:
        last = calendar.monthrange(first_of_month.year, first_of_month.month)[1]
        return first_of_month.replace(day=min(self.day_of_month, last))


def weekday_number(name: str) -> int:
    """`"monday"` -> 0. Raises `BadFacts` for anything that is not the English name of a weekday."""
    try:
        return WEEKDAYS.index(name.strip().lower())
    except ValueError:
        raise BadFacts(f"{name!r} is not a weekday; expected one of {', '.join(WEEKDAYS)}.") from None
