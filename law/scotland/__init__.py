"""Scotland's questions. Importing this registers them all."""

from datetime import date

from law.calendars import SCOTLAND as CALENDAR
from law.dates import DAY, Counts, after, beginning_with, in_words, roll_back, roll_on
from law.enquiry import Answer, Enquiry, answers
from law.errors import NotHeld

SUNDAY = 6


@answers("scotland.secure.notice")
def secure_notice(ask: Enquiry) -> Answer:
    """2001 Act s.14(4)(b): weeks from service, or the day a notice to quit could have ended the tenancy if later."""
    value, to_quit = ask.value(), ask["notice_to_quit_could_end_on"]
    run_out = after(ask["served_on"], value.span("minimum"))
    earliest = max(run_out, to_quit or run_out)
    note = ask.sentence(value["note_to_quit" if to_quit else "note_not_to_quit"])
    words = {"run_out": run_out, "to_quit": note}
    return ask.answer(words=words, statutory_earliest=earliest, safe_earliest=earliest + DAY)


@answers("scotland.secure.notice_life")
def notice_life(ask: Enquiry) -> Answer:
    """2001 Act s.14(5): months after the date specified."""
    ceases = after(ask["specified_on"], ask.value().span("life"))
    return ask.answer(ceases_on=ceases, safe_last_day=ceases - DAY)


@answers("scotland.charge")
def charge(ask: Enquiry) -> Answer:
    """2007 Act ss.216-217: days after service, then no Sunday and no public holiday in the area."""
    expires = after(ask["served_on"], ask.value().span("charge"))
    local = ask["local_public_holidays"]
    listed = local is not None
    competent: Counts = (lambda day: _competent(day, local)) if listed else _competent_by_bank_holidays
    first = roll_on(expires + DAY, competent)
    left_out = [expires + DAY * n for n in range(1, (first - expires).days)]
    named = " and ".join(f"{in_words(day)}{_why(day)}" for day in left_out)
    skipped = f"It may not be on a Sunday or a public holiday in the area, so not on {named}." if named else ""
    if not listed:
        ask.weaken("inferred")
    return ask.answer(
        also=() if listed else ("note_no_list",),
        words={"skipped": skipped},
        expires_on=expires,
        first_removal=first,
        safe_first_removal=_safe_first(first, competent),
    )


@answers("scotland.decree.right_to_recover")
def right_to_recover(ask: Enquiry) -> Answer:
    """SSI 2012/128 art.2: months from the extract, and the last day before their end that is not a Sunday."""
    ends = after(ask["extract_on"], ask.value().span("length"))
    return ask.answer(ends_on=ends, safe_last_day=roll_back(ends - DAY, lambda day: day.weekday() != SUNDAY))


@answers("scotland.short_secure.end_of_term")
def end_of_term(ask: Enquiry) -> Answer:
    """2001 Act s.36: months from service, a review beginning with it, a life after the date specified."""
    value, served = ask.value(), ask["served_on"]
    earliest = after(served, value.span("minimum"))
    return ask.answer(
        earliest=earliest,
        review_by=beginning_with(served, value.span("review")),
        lapses_on=after(earliest, value.span("life")),
    )


@answers("scotland.moratorium")
def moratorium(ask: Enquiry) -> Answer:
    """2016 Act s.198: the day so many months after the entry."""
    return ask.answer(ends_on=after(ask["registered_on"], ask.value().span("length")))


@answers("scotland.former_tenant.prescription")
def prescription(ask: Enquiry) -> Answer:
    """1973 Act s.6: years after each instalment fell due."""
    last = after(ask["due_on"], ask.value().span("length"))
    return ask.answer(prescribes_on=last, safe_last_day=_working_day_before(last))


def _competent(day: date, holidays: list[date]) -> bool:
    return day.weekday() != SUNDAY and day not in holidays


def _competent_by_bank_holidays(day: date) -> bool:
    CALENDAR.holds(day)
    return day.weekday() != SUNDAY and day not in CALENDAR.holidays


def _safe_first(first: date, competent: Counts) -> date | None:
    try:
        return roll_on(first, lambda day: competent(day) and _competent_by_bank_holidays(day))
    except NotHeld:
        return None


def _why(day: date) -> str:
    return "" if day.weekday() == SUNDAY else f" ({CALENDAR.holidays.get(day, 'local public holiday')})"


def _working_day_before(day: date) -> date | None:
    try:
        return roll_back(day - DAY, CALENDAR.is_business_day)
    except NotHeld:
        return None
