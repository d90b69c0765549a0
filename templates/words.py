"""How days, times, money and lists are written in a paper."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from law.dates import in_words, london_time

PERIOD = {
    "weekly": "week",
    "fortnightly": "two weeks",
    "four_weekly": "four weeks",
    "monthly": "month",
    "quarterly": "three months",
    "yearly": "year",
    "week": "week",
    "fortnight": "two weeks",
    "four_weeks": "four weeks",
    "month": "month",
}


def money(pence: int) -> str:
    """`101200` -> `"£1,012.00"`. A negative sum is a mistake in the template: ValueError says to use `balance`."""
    if pence < 0:
        raise ValueError(f"the sum {pence} pence is below nothing; a balance in credit is printed with `balance`")
    return f"£{pence // 100:,}.{pence % 100:02d}"


def balance(pence: int) -> str:
    """`101200` -> `"£1,012.00"`, `-1500` -> `"£15.00 in credit"`: no minus sign is ever printed."""
    return money(pence) if pence >= 0 else f"{money(-pence)} in credit"


def long_day(day: date) -> str:
    """`"Tuesday 1 December 2026"`, London's day when an instant is given."""
    return in_words(london_time(day).date() if isinstance(day, datetime) else day)


def court_day(day: date) -> str:
    """`"1 December 2026"`, London's day when an instant is given."""
    plain = london_time(day).date() if isinstance(day, datetime) else day
    return f"{plain.day} {plain:%B} {plain.year}"


#: Days and months in Welsh and their order, from the Unicode CLDR's data for Welsh (dates, wide).
_WELSH_DAYS = ("Dydd Llun", "Dydd Mawrth", "Dydd Mercher", "Dydd Iau", "Dydd Gwener", "Dydd Sadwrn", "Dydd Sul")
_WELSH_MONTHS = (
    *("Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin"),
    *("Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr"),
)


def welsh_day(day: date) -> str:
    """`"Dydd Mawrth, 1 Rhagfyr 2026"`, London's day when an instant is given."""
    plain = london_time(day).date() if isinstance(day, datetime) else day
    return f"{_WELSH_DAYS[plain.weekday()]}, {welsh_court_day(plain)}"


def welsh_court_day(day: date) -> str:
    """`"1 Rhagfyr 2026"`, London's day when an instant is given."""
    plain = london_time(day).date() if isinstance(day, datetime) else day
    return f"{plain.day} {_WELSH_MONTHS[plain.month - 1]} {plain.year}"


def clock(instant: datetime) -> str:
    """`"10:30am"`, on London's clocks."""
    local = london_time(instant)
    return f"{local.hour % 12 or 12}:{local.minute:02d}{'am' if local.hour < 12 else 'pm'}"


def every(period: str) -> str:
    """`"weekly"` or `"week"` -> `"week"`, for "a week" and "every week"; KeyError for a period nobody named."""
    return PERIOD[period]


def listed(items: Iterable[str]) -> str:
    """`["a", "b", "c"]` -> `"a, b and c"`."""
    found = list(items)
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}" if found else ""
