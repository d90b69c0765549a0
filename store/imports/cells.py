"""From the text of a cell to its value, or to the sentence that says what was expected there.

Each reader is a memo: most cells of a rent system repeat (dates, codes, charges), so a value is worked out once
and looked up afterwards.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from math import isinf
from typing import Any
from zoneinfo import ZoneInfo

from store.imports.format import Column, Kind
from store.imports.profile import Profile

# Built when the module loads, so that a missing time zone table is found at the start and not in a night's import.
_LONDON = ZoneInfo("Europe/London")

FIRST_DAY = date(1900, 1, 1)
YEARS_AHEAD = 30
_MEMO_LIMIT = 50_000

_MONEY = re.compile(r"-?\d{1,9}\.\d\d", re.ASCII)
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_WHOLE = re.compile(r"\d{1,6}", re.ASCII)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_DIALLED = re.compile(r"[+\-]?[0-9 ()\-./]*", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_CONTROL_BUT_LINES = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_HALF = re.compile(r"[\ud800-\udfff]")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class BadCell(ValueError):
    """What was expected in the cell, worded to follow `expected`; the code is for programs.

    keep: the text to keep when the fault is worth a warning only, because no rule reads the cell.
    """

    def __init__(self, expected: str, code: str = "type", *, keep: str | None = None) -> None:
        self.code = code
        self.keep = keep
        super().__init__(expected)


class Memo(dict[str, Any]):
    """Cell text -> value. A text that cannot be read gives its BadCell as the value, so that it is kept as well."""

    def __init__(self, read: Callable[[str], Any]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: str) -> Any:
        try:
            value = self._read(text)
        except BadCell as bad:
            value = bad
        if len(self) >= _MEMO_LIMIT:
            self.clear()
        self[text] = value
        return value


def reader(column: Column, *, file: str, profile: Profile, today: date) -> Memo:
    """The memo for one column, with the landlord's codes, date format and signs built in.

    A cell that is empty, or that the profile's codes turn into nothing, gives None.
    """
    codes = profile.codes_of(file, column.name)
    plain = _plain(column, profile=profile, today=today, flip=profile.flipped(file, column.name))

    def read(text: str) -> Any:
        text = codes.get(text.strip(), text.strip())
        return plain(text) if text else None

    return Memo(read)


def _plain(column: Column, *, profile: Profile, today: date, flip: bool) -> Callable[[str], Any]:
    kind, limit = column.kind, column.limit
    if kind is Kind.CHOICE:
        whole = all(choice.isdigit() for choice in column.choices)
        return lambda text: _choice(text, column.choices, whole=whole)
    if kind in (Kind.PAST_DAY, Kind.ANY_DAY):
        last = today if kind is Kind.PAST_DAY else date(today.year + YEARS_AHEAD, 1, 1)
        day = _days(profile.dates.format)
        return lambda text: _in_range(day(text), last, future=kind is Kind.ANY_DAY)
    if kind is Kind.INSTANT:
        return lambda text: instant(text, today)
    if kind is Kind.MONEY:
        return lambda text: -_pence(text) if flip else _pence(text)
    if kind is Kind.AMOUNT:
        return _amount
    if kind is Kind.WHOLE:
        return lambda text: _whole(text, limit)
    simple: dict[Kind, Callable[[str], Any]] = {Kind.FLAG: _flag, Kind.DUE_ON: _due_on}
    if kind in simple:
        return simple[kind]
    words: dict[Kind, Callable[[str, int], Any]] = {
        Kind.REF: _ref,
        Kind.NAME: _name,
        Kind.PHONE: _phone,
        Kind.EMAIL: _email,
        Kind.OBJECT: _object,
        Kind.TEXT: _text,
    }
    read = words[kind]
    return lambda text: read(text, limit)


def _choice(text: str, choices: tuple[str, ...], *, whole: bool) -> Any:
    if text not in choices:
        raise BadCell(f"one of {', '.join(choices)}", "code")
    return int(text) if whole else text


def _days(wanted: str) -> Callable[[str], date]:
    def iso(text: str) -> date:
        if not _ISO_DAY.fullmatch(text):
            raise BadCell("a day as YYYY-MM-DD", "date")
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise BadCell("a day that the calendar has, as YYYY-MM-DD", "date") from None

    def theirs(text: str) -> date:
        try:
            return datetime.strptime(text, wanted).replace(tzinfo=UTC).date()
        except ValueError:
            raise BadCell(f"a day as the profile writes it ({wanted})", "date") from None

    return theirs if wanted else iso


def _in_range(day: date, last: date, *, future: bool) -> date:
    if day < FIRST_DAY:
        raise BadCell(f"a day from {FIRST_DAY.isoformat()} on", "date_range")
    if day > last:
        wanted = f"a day before {last.isoformat()}" if future else f"a day not after today, {last.isoformat()}"
        raise BadCell(wanted, "date_range" if future else "future")
    return day


def instant(text: str, today: date) -> datetime:
    """The instant in UTC; without an offset the time is London's. BadCell unless its London day is up to `today`."""
    try:
        given = datetime.fromisoformat(text)
    except ValueError:
        raise BadCell("a time as YYYY-MM-DDTHH:MM with its offset, or London's without one", "time") from None
    if "-" not in text[:5] or len(text) < 16:
        raise BadCell("a day and a time as YYYY-MM-DDTHH:MM with its offset, or London's without one", "time")
    if given.tzinfo is None:
        given = given.replace(tzinfo=_LONDON)
    try:
        day = given.astimezone(_LONDON).date()
    except OverflowError:
        raise BadCell(f"a time from {FIRST_DAY.isoformat()} on", "date_range") from None
    _in_range(day, today, future=False)
    return given.astimezone(UTC)


def _pence(text: str) -> int:
    if not _MONEY.fullmatch(text):
        raise BadCell("pounds with two decimals and no thousands separator, as 1234.50", "money")
    return int(text.replace(".", ""))


def _amount(text: str) -> int:
    pence = _pence(text)
    if text.startswith("-"):
        raise BadCell("an amount without a sign; a credit goes into the column for payments", "sign")
    return pence


def _whole(text: str, limit: int) -> int:
    if not _WHOLE.fullmatch(text) or int(text) > limit:
        raise BadCell(f"a whole number from 0 to {limit}", "number")
    return int(text)


def _flag(text: str) -> bool:
    if text not in ("true", "false"):
        raise BadCell("true or false", "flag")
    return text == "true"


def _due_on(text: str) -> str:
    lowered = text.casefold()
    if lowered in _WEEKDAYS:
        return lowered
    if _WHOLE.fullmatch(text) and 1 <= int(text) <= 31:
        return str(int(text))
    raise BadCell("the name of a weekday, or a day of the month from 1 to 31", "due_on")


def _short_enough(text: str, limit: int) -> str:
    if len(text) > limit:
        raise BadCell(f"at most {limit} characters (there are {len(text)})", "length")
    return text


def _ref(text: str, limit: int) -> str:
    if _CONTROL.search(text):
        raise BadCell("a reference on one line without control characters", "control")
    if text[0] in "=+@":
        raise BadCell(
            "a reference that does not begin with =, + or @, which a spreadsheet takes for a formula", "formula"
        )
    return _short_enough(text, limit)


def _text(text: str, limit: int) -> str:
    if _CONTROL_BUT_LINES.search(text):
        raise BadCell("text without control characters", "control")
    return _short_enough(text, limit)


def _name(text: str, limit: int) -> str:
    if _CONTROL.search(text.replace("\r\n", " ").replace("\n", " ")):
        raise BadCell("text without control characters", "control")
    # A dash alone is how many systems write "none"; anything longer would run as a formula in a spreadsheet.
    if text[0] in "=+@" or (text[0] == "-" and text.strip("- ")):
        raise BadCell("text that does not begin with =, +, - or @, which a spreadsheet takes for a formula", "formula")
    return _short_enough(text, limit)


def _phone(text: str, limit: int) -> str:
    if _CONTROL.search(text):
        raise BadCell("a telephone number on one line", "control")
    if text[0] in "=@" or (text[0] in "+-" and not _DIALLED.fullmatch(text)):
        raise BadCell("a telephone number; only digits, spaces, brackets, dots and dashes may follow +", "formula")
    return _short_enough(text, limit)


def _email(text: str, limit: int) -> str:
    if _CONTROL.search(text):
        raise BadCell("an email address on one line", "control")
    if text[0] in "=+@" or (text[0] == "-" and len(text) > 1):
        raise BadCell("an email address that does not begin with =, +, - or @", "formula")
    _short_enough(text, limit)
    if not _EMAIL.fullmatch(text):
        raise BadCell("an email address, as name@example.org", "email", keep=text)
    return text


def _object(text: str, limit: int) -> dict[str, Any]:
    _short_enough(text, limit)

    def refuse(number: str) -> None:
        raise BadCell(f"JSON without {number}", "json")

    def finite(number: str) -> float:
        if isinf(float(number)):
            raise BadCell("numbers that are not beyond all measure", "json")
        return float(number)

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            raise BadCell("a JSON object in which each name occurs once", "json")
        return found

    try:
        value = json.loads(text, parse_constant=refuse, parse_float=finite, object_pairs_hook=once)
        written = json.dumps(value, ensure_ascii=False)
    except BadCell:
        raise
    except (ValueError, RecursionError):
        raise BadCell('a JSON object, as {"amount": 1250}', "json") from None
    if not isinstance(value, dict):
        raise BadCell('a JSON object, as {"amount": 1250}', "json")
    if "\\u0000" in text or _HALF.search(written):
        raise BadCell("JSON without NUL and without half characters, which PostgreSQL cannot keep", "json")
    return value


def london_midday(day: date) -> datetime:
    """Noon in London on `day`: the instant for an event whose file gives a day and no time."""
    return datetime.combine(day, time(12), tzinfo=_LONDON)
