"""The charge for removing and the removal: no Sunday, no public holiday in the area."""

from datetime import date

from law.calendars import SCOTLAND as CALENDAR
from law.dates import DAY, Span, after, before, in_words, roll_on
from law.enquiry import Answer, Enquiry, answers
from law.errors import NotHeld
from law.scotland.holidays import SUNDAY, Area, area, note


@answers("scotland.charge")
def charge(ask: Enquiry) -> Answer:
    """2007 Act ss.216-217: days after service, then no Sunday and no public holiday in the area."""
    expires = after(ask["served_on"], ask.value().span("charge"))
    where = area(ask, stand_in=True)
    first = roll_on(expires + DAY, lambda day: _why_not(day, where) is None)
    left_out = [expires + DAY * n for n in range(1, (first - expires).days)]
    named = " and ".join(f"{in_words(day)}{_reason(day, where)}" for day in left_out)
    skipped = f"It may not be on a Sunday or a public holiday in the area, so not on {named}." if named else ""
    return ask.answer(
        also=note(where),
        words={"skipped": skipped},
        expires_on=expires,
        first_removal=first,
        safe_first_removal=_safe_first(first, where),
    )


@answers("scotland.charge.serve_by")
def serve_by(ask: Enquiry) -> Answer:
    """2007 Act s.216: the charge has run out the day before the removal."""
    length = ask.value().days("charge")
    return ask.answer(serve_by=before(ask["removal_on"], Span(length + 1, "days")))


@answers("scotland.removal.day")
def removal_day(ask: Enquiry) -> Answer:
    """2007 Act s.217: no Sunday, no public holiday in the area."""
    value, where = ask.value(), area(ask, stand_in=True)
    why_not = _why_not(ask["day"], where)
    return ask.answer(
        also=note(where),
        competent=why_not is None,
        why=why_not or f"a removal is competent{where.maybe(ask['day'])}",
        from_time=value["from_time"],
        to_time=value["to_time"],
    )


def _why_not(day: date, where: Area) -> str | None:
    return "a Sunday" if day.weekday() == SUNDAY else where.holiday(day)


def _reason(day: date, where: Area) -> str:
    return "" if day.weekday() == SUNDAY else f" ({where.holiday(day)})"


def _safe_first(first: date, where: Area) -> date | None:
    """The first day that is no bank holiday either, nor Christmas Day, nor anybody's local holiday; None beyond them."""
    try:
        return roll_on(
            first,
            lambda d: (
                _why_not(d, where) is None and CALENDAR.why_not_business(d) in (None, "weekend") and not where.maybe(d)
            ),
        )
    except NotHeld:
        return None
