"""Dates that a pack writes in words, such as `claim_from = "30 days after reply_on"`: a rule that needs no Python.

The grammar is closed. A length is `4 weeks`, `14 clear days`, `3 clear business days` or `4 business days`; a day is a
fact of the question or a date worked out on an earlier line of the same table.

    <length> after <day>            <length> before <day>            <length> beginning with <day>
    business day on or after <day>  business day on or before <day>  open day on or before <day>
    later of <day> and <day>        earlier of <day> and <day>
"""

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import NamedTuple

from law import dates
from law.calendars import Calendar
from law.dates import Span
from law.errors import BadPack

GRAMMAR = (
    "such as '4 weeks after served_on', '14 clear days before hearing_on', '3 business days beginning with posted_on', "
    "'business day on or after due_on' or 'later of reply_on and documents_on'"
)
_LENGTH = re.compile(
    r"(?P<number>\d+) (?P<clear>clear )?(?P<business>business )?(?P<unit>day|week|month|year)s? "
    r"(?P<way>after|before|beginning with) (?P<day>[a-z]\w*)"
)
_ROLL = re.compile(r"(?P<kind>business|open) day on or (?P<way>after|before) (?P<day>[a-z]\w*)")
_CHOICE = re.compile(r"(?P<way>later|earlier) of (?P<one>[a-z]\w*) and (?P<other>[a-z]\w*)")


class Phrase(NamedTuple):
    """A date in words, taken apart. `length` says in words how long it is; empty when there is no length."""

    days: tuple[str, ...]
    length: str
    reckon: Callable[[Calendar, list[date]], date]
    leaves_out: bool = False  # days that do not count are stepped over
    from_start: bool = False  # the day counted from is itself looked at


@cache
def phrase(text: str) -> Phrase:
    """Takes a date in words apart. Raises `BadPack` for words outside the grammar."""
    if found := _LENGTH.fullmatch(text):
        number, unit, way = int(found["number"]), found["unit"] + "s", found["way"]
        clear, business = bool(found["clear"]), bool(found["business"])
        if ((clear or business) and unit != "days") or (clear and way == "beginning with"):
            raise BadPack(f"{text!r} can't be counted; only days are clear or business days, and none begins with one.")
        words = f"{number} {found['clear'] or ''}{found['business'] or ''}{unit if number != 1 else found['unit']}"
        count = _counting(Span(number, unit), way, clear, business)  # type: ignore[arg-type]
        return Phrase((found["day"],), words, count, business, way == "beginning with")
    if found := _ROLL.fullmatch(text):
        roll = dates.roll_on if found["way"] == "after" else dates.roll_back
        is_open = found["kind"] == "open"
        return Phrase(
            (found["day"],), "", lambda c, d: roll(d[0], c.is_surely_open if is_open else c.is_business_day), True, True
        )
    if found := _CHOICE.fullmatch(text):
        choose = max if found["way"] == "later" else min
        return Phrase((found["one"], found["other"]), "", lambda _, d: choose(d))
    raise BadPack(f"{text!r} is not a date in words; expected words {GRAMMAR}.")


def _counting(length: Span, way: str, clear: bool, business: bool) -> Callable[[Calendar, list[date]], date]:
    number = length.number
    if clear and business:
        both = dates.clear_business_days_after if way == "after" else dates.clear_business_days_before
        return lambda c, d: both(d[0], number, c.is_business_day)
    if clear:
        ends = dates.clear_days_after if way == "after" else dates.clear_days_before
        return lambda _, d: ends(d[0], number)
    if business and way == "beginning with":
        return lambda c, d: dates.count_on(dates.roll_on(d[0], c.is_business_day), number - 1, c.is_business_day)
    if business:
        step = dates.count_on if way == "after" else dates.count_back
        return lambda c, d: step(d[0], number, c.is_business_day)
    plain = {"after": dates.after, "before": dates.before, "beginning with": dates.beginning_with}[way]
    return lambda _, d: plain(d[0], length)
