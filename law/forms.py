"""The two forms of a fact or value: as Python has it, and as JSON writes it (days as ISO text, money as "120.00")."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from law.dates import LONDON, london_time
from law.errors import BadFacts
from law.packs import Fact, Kind

_EXPECTED: Mapping[str, str] = {
    "date": "a day such as 2026-12-01",
    "datetime": "a day and time such as 2026-12-01T16:30 (London's, unless it has an offset)",
    "money": 'money, in Python as whole pence and in JSON as pounds with two decimals such as "120.00", not negative',
    "int": "a whole number, not negative",
    "bool": "true or false",
    "text": "text",
    "texts": "a list of text",
    "dates": "a list of days such as 2026-12-01",
    "rows": "a list of rows",
}
_POUNDS = re.compile(r"(\d+)\.(\d\d)")


def pounds(pence: int) -> str:
    """12000 -> "120.00"."""
    sign = "-" if pence < 0 else ""
    return f"{sign}{abs(pence) // 100}.{abs(pence) % 100:02}"


def pence(text: str) -> int:
    """ "120.00" -> 12000. Raises `ValueError` for anything but pounds with two decimals."""
    found = _POUNDS.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is not money; expected {_EXPECTED['money']}.")
    return int(found[1]) * 100 + int(found[2])


def checked(rule: str, fact: Fact, value: Any) -> Any:
    """`value` if it is of the fact's type and among its choices, instants made aware; else raises `BadFacts`."""
    if not _is(fact.type, value):
        raise BadFacts(f"{rule}: {fact.name} is {value!r}; expected {_EXPECTED[fact.type]}.")
    chosen = [value] if isinstance(value, str) else value if isinstance(value, list | tuple) else []
    if fact.one_of and (wrong := [c for c in chosen if c not in fact.one_of]):
        raise BadFacts(f"{rule}: {fact.name} is {wrong[0]!r}; expected one of {', '.join(fact.one_of)}.")
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=LONDON)).astimezone(UTC)
    return list(value) if isinstance(value, tuple) else value


def _is(kind: Kind, value: Any) -> bool:
    if kind == "date":
        return isinstance(value, date) and not isinstance(value, datetime)
    if kind == "datetime":
        return isinstance(value, datetime)
    if kind in ("money", "int"):
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if kind == "bool":
        return isinstance(value, bool)
    if kind == "text":
        return isinstance(value, str)
    if not isinstance(value, list | tuple):
        return False
    return all(_is("date" if kind == "dates" else "text", v) for v in value)


def from_json(rule: str, fact: Fact, given: Any) -> Any:
    """A fact out of its JSON form. Text is taken for every type, so that a command line can give it too."""
    try:
        return _parsed(fact.type, given)
    except (ValueError, TypeError):
        raise BadFacts(f"{rule}: {fact.name} is {given!r}; expected {_EXPECTED[fact.type]}.") from None


def _parsed(kind: Kind, given: Any) -> Any:
    if given is None:
        return None
    if kind in ("dates", "texts") and isinstance(given, str):
        given = [part.strip() for part in given.split(",") if part.strip()]
    if kind == "dates":
        return [_parsed("date", day) for day in given]
    if kind == "money":
        return pence(given)
    if not isinstance(given, str):
        return given
    if kind == "date":
        return date.fromisoformat(given)
    if kind == "datetime":
        return datetime.fromisoformat(given)
    if kind == "int":
        return int(given)
    if kind == "bool":
        return {"true": True, "false": False}[given.lower()] if given.lower() in ("true", "false") else given
    return given


def to_json(kind: Kind, value: Any) -> Any:
    """A fact or value in its JSON form: ISO days, London's time without offset, money in pounds as text."""
    if value is None or isinstance(value, bool):
        return value
    if kind == "money":
        return pounds(value)
    if isinstance(value, datetime):
        return london_time(value).strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [to_json("text", v) for v in value]
    if isinstance(value, Mapping):
        return {k: to_json("text", v) for k, v in value.items()}
    return value
