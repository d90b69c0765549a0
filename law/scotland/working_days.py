"""Working days in Scotland, and what is counted in them."""

from datetime import date

from law.dates import DAY, after, count_back, count_on, in_words, roll_back, roll_on
from law.enquiry import Answer, Enquiry, answers
from law.errors import NotHeld
from law.scotland.holidays import Area, area


@answers("scotland.calendar.is_business_day")
def is_business_day(ask: Enquiry) -> Answer:
    """Weekends, Scottish bank holidays and the public holidays given for the area are no working days."""
    ask.value()
    where = area(ask)
    why_not = where.why_not_working(ask["day"])
    return ask.answer(business=why_not is None, why=why_not or f"a working day{where.maybe(ask['day'])}")


@answers("scotland.calendar.working_days_before")
def working_days_before(ask: Enquiry) -> Answer:
    """So many working days back; for 0 the day itself or the working day before it."""
    value, day, number, where = ask.value(), ask["day"], ask["n"], area(ask)
    back = count_back(day, number, where.working) if number else roll_back(day, where.working)
    counting = ask.sentence(value["note_back" if number else "note_none"]).replace(
        " 1 working days ", " 1 working day "
    )
    words = {"counting": counting, "skipped": left_out(where, back, day - DAY if number else day)}
    return ask.answer(words=words, on=back)


@answers("scotland.policy.cure")
def cure(ask: Enquiry) -> Answer:
    """A clear time after a warning, which is policy: counted from the letter's arrival, on to a working day."""
    value, where = ask.value(), area(ask)
    delivered = count_on(ask["sent_on"], value.days("delivery"), where.working)
    by = roll_on(after(delivered, value.span("cure")), where.working)
    return ask.answer(words={"delivered": delivered}, by=by, resume_on=by + DAY)


def left_out(where: Area, first: date, last: date) -> str:
    """A sentence naming the days from `first` to `last` that are no working days; empty when all are."""
    days = [first + DAY * n for n in range((last - first).days + 1)]
    named = [f"{in_words(day)} ({why})" for day in days if (why := where.why_not_working(day))]
    return f"Left out: {', '.join(named)}." if named else ""


def working_day_to(day: date, where: Area) -> date | None:
    """The last working day on or before `day`; None beyond the calendar."""
    try:
        return roll_back(day, where.working)
    except NotHeld:
        return None


def working_day_from(day: date, where: Area) -> date | None:
    """The first working day on or after `day`; None beyond the calendar."""
    try:
        return roll_on(day, where.working)
    except NotHeld:
        return None
