"""How people write money, days and times, and how these are shown to them. The board reads and shows the same."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

_MONEY = re.compile(r"(-?)£?(-?)(\d{1,9}|\d{1,3}(?:,\d{3}){1,2})(?:\.(\d{1,2}))?", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_BRITISH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?(Z|[+-]\d{2}:?\d{2})?", re.ASCII)
_SPAN = re.compile(r"(\d{1,4})\s*(h|hours?|d|days?|w|weeks?)?", re.ASCII)

DAY_FORMS = "a day as 2026-12-01, 01/12/2026, today or yesterday"
MOMENT_FORMS = "a day and a London time, as 2026-12-01T10:00 or 01/12/2026 10:00"
MONEY_FORMS = "pounds with at most two decimals, as 12.34 or £12.34"
SPAN_FORMS = "a number of days, weeks or hours, as 14d, 2w or 36h"


class Unreadable(ValueError):
    """The text is not of the form expected; the message names the form, worded to follow `expected`."""


def read_money(text: str) -> int:
    """Pounds as people type them, in pence. Raises Unreadable for anything but digits with at most two decimals."""
    found = _MONEY.fullmatch(text.strip())
    if found is None or (found[1] and found[2]):
        raise Unreadable(MONEY_FORMS)
    pence = int(found[3].replace(",", "")) * 100 + int((found[4] or "").ljust(2, "0"))
    return -pence if found[1] or found[2] else pence


def read_day(text: str, *, today: date) -> date:
    """A day: ISO, dd/mm/yyyy, `today` or `yesterday`. Raises Unreadable, also for a day that no calendar has."""
    word = text.strip().lower()
    if word in ("today", "yesterday"):
        return today if word == "today" else today - timedelta(days=1)
    iso, british = _ISO.fullmatch(word), _BRITISH.fullmatch(word)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if british:
            return date(int(british[3]), int(british[2]), int(british[1]))
    except ValueError:
        raise Unreadable(f"a day that exists; {text.strip()} does not") from None
    raise Unreadable(DAY_FORMS)


def read_moment(text: str, *, today: date) -> datetime:
    """A day with a time, in UTC; without an offset it is London's clock. Raises Unreadable.

    The hour that London skips in March is refused; of the hour that comes twice in October the first is meant.
    """
    from law.dates import LONDON

    day, _, clock = text.strip().replace("T", " ").partition(" ")
    found = _CLOCK.fullmatch(clock.strip())
    if found is None:
        raise Unreadable(MOMENT_FORMS)
    on = read_day(day, today=today)
    plain = datetime(on.year, on.month, on.day, int(found[1]), int(found[2]), int(found[3] or 0))  # noqa: DTZ001
    if found[4]:
        try:
            return datetime.fromisoformat(plain.isoformat() + found[4]).astimezone(UTC)
        except ValueError:
            raise Unreadable(MOMENT_FORMS) from None
    in_london = plain.replace(tzinfo=LONDON)
    in_utc = in_london.astimezone(UTC)
    if in_utc.astimezone(LONDON).replace(tzinfo=None) != plain:
        raise Unreadable(f"a time that exists; London's clocks skip {clock} on that day")
    return in_utc


def read_span(text: str) -> timedelta:
    """A length of time such as 14d, 2w or 36h; a bare number is days. Raises Unreadable."""
    found = _SPAN.fullmatch(text.strip().lower())
    if found is None:
        raise Unreadable(SPAN_FORMS)
    unit = {"h": "hours", "d": "days", "w": "weeks"}[(found[2] or "d")[0]]
    return timedelta(**{unit: int(found[1])})


def money(pence: int | None) -> str:
    """101200 -> "£1,012.00"; a credit has a minus before the sign; nothing for None."""
    if pence is None:
        return ""
    whole, rest = divmod(abs(pence), 100)
    return f"{'-' if pence < 0 else ''}£{whole:,}.{rest:02}"


def day(value: date | str | None) -> str:
    """A day as people read it: "Tue 1 Dec 2026". Takes ISO text as well; nothing for None."""
    if not value:
        return ""
    on = date.fromisoformat(value[:10]) if isinstance(value, str) else value
    return f"{on:%a} {on.day} {on:%b} {on.year}"


def moment(value: datetime | str | None) -> str:
    """An aware time on London's clocks: "Tue 1 Dec 2026 at 10:00". Takes ISO text as well; nothing for None."""
    if not value:
        return ""
    from law.dates import london_time

    at = london_time(datetime.fromisoformat(value) if isinstance(value, str) else value)
    return f"{day(at.date())} at {at:%H:%M}"


def plain(code: str) -> str:
    """A code as words: `nsp_secure` -> `nsp secure`, `notice_served` -> `notice served`."""
    return code.replace("_", " ")


def sentence(text: str) -> str:
    """The text beginning with a capital, the rest as it is."""
    return text[:1].upper() + text[1:]


def count(number: int, one: str, many: str = "") -> str:
    """`1 case`, `3 cases`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(items: list[str], joint: str = "or") -> str:
    """`a`, `a or b`, `a, b or c`."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {joint} {items[-1]}" if items else ""
