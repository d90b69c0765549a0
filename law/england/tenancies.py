"""The earliest date of a notice tied to rent periods: secure, introductory, demoted and non-secure tenancies."""

from datetime import date

from law.dates import DAY, Periods, Span, after, weekday_number
from law.enquiry import Answer, Enquiry, answers
from law.errors import BadFacts, NotHeld
from law.packs import Value

WEEKS = {"weekly": 1, "fortnightly": 2, "four_weekly": 4}


@answers("england.secure.notice")
def secure_notice(ask: Enquiry) -> Answer:
    """Housing Act 1985 s.83(5): not before a notice to quit given that day could end the tenancy."""
    return _notice_to_quit_date(ask)


@answers("england.introductory.notice")
def introductory_notice(ask: Enquiry) -> Answer:
    """Housing Act 1996 s.128(4): not before a notice to quit given that day could end the tenancy."""
    return _notice_to_quit_date(ask)


@answers("england.demoted.notice")
def demoted_notice(ask: Enquiry) -> Answer:
    """Housing Act 1996 s.143E(3): not before a notice to quit given that day could end the tenancy."""
    return _notice_to_quit_date(ask)


@answers("england.nonsecure.notice_to_quit")
def notice_to_quit(ask: Enquiry) -> Answer:
    """Protection from Eviction Act 1977 s.5(1) and the common law's whole periods."""
    return _notice_to_quit_date(ask)


def _notice_to_quit_date(ask: Enquiry) -> Answer:
    value, period = ask.value(), ask["rent_period"]
    if period in WEEKS:
        return _by_weeks(ask, value, WEEKS[period])
    if period == "monthly":
        return _by_months(ask, value)
    raise NotHeld(
        f"{ask.question.rule} holds no dates for {period} rent: a notice to quit for such a tenancy has to be worked "
        f"out by a lawyer. It holds weekly, fortnightly, four-weekly and monthly rent."
    )


def _by_weeks(ask: Enquiry, value: Value, weeks: int) -> Answer:
    served: date = ask["served_on"]
    length = Span(weeks, "weeks")
    run_out = max(after(served, value.span("minimum")), after(served, length))
    weekday = weekday_number(ask["period_starts"])
    anchor = ask["period_anchor"]
    if anchor and anchor.weekday() != weekday:
        raise ask.bad(f"period_anchor {anchor} is a {anchor:%A}, but period_starts is {ask['period_starts']}.")
    words = {"run_out": run_out, "weekday": f"{ask['period_starts'].strip().title()}"}
    if weeks == 1 or anchor:
        periods = Periods(length, anchor or _weekday_on_or_after(served, weekday))
        statutory, safe = periods.end_from(run_out), periods.first_day_from(run_out)
        return ask.answer(also=("note_periods",), words=words, statutory_earliest=statutory, safe_earliest=safe)
    # One of the next `weeks` such weekdays starts a period, not known which: take the last of them, and then a week.
    ask.weaken("inferred")
    last = _weekday_on_or_after(run_out, weekday) + DAY * 7 * (weeks - 1)
    return ask.answer(also=("note_no_anchor",), words=words, statutory_earliest=last, safe_earliest=last + DAY * 7)


def _by_months(ask: Enquiry, value: Value) -> Answer:
    served: date = ask["served_on"]
    length = Span(1, "months")
    run_out = max(after(served, value.span("minimum")), after(served, length))
    number = _day_of_month(ask)
    periods = Periods(length, served, number)
    also: tuple[str, ...] = ("note_periods",)
    if number > 28:
        also = ("note_periods", "note_short_month")
        ask.weaken("inferred")
    statutory, safe = periods.end_from(run_out), periods.first_day_from(run_out)
    return ask.answer(also=also, words={"run_out": run_out}, statutory_earliest=statutory, safe_earliest=safe)


def _weekday_on_or_after(day: date, weekday: int) -> date:
    return day + DAY * ((weekday - day.weekday()) % 7)


def _day_of_month(ask: Enquiry) -> int:
    text = ask["period_starts"].strip()
    if not (text.isdecimal() and 1 <= int(text) <= 31):
        raise BadFacts(
            f"{ask.question.rule}: period_starts is {text!r}; "
            f"for monthly rent a day of the month from 1 to 31 is expected."
        )
    return int(text)
