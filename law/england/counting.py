"""Time in court proceedings, deemed service and working days (CPR 2.8, Part 6)."""

from datetime import date, time

from law.calendars import ENGLAND_AND_WALES as CALENDAR
from law.dates import (
    DAY,
    after,
    clear_business_days_after,
    clear_business_days_before,
    clear_days_after,
    clear_days_before,
    count_back,
    count_on,
    in_words,
    london_day,
    london_time,
    roll_back,
    roll_on,
)
from law.enquiry import Answer, Enquiry, answers
from law.errors import NotHeld
from law.giving import sent_and_received

BY_HAND = ("left_at_address", "personal", "handed_to_person", "process_server")
BY_POST = ("first_class_post", "recorded_post")


def last_open_day(day: date) -> date | None:
    """The last day on or before `day` on which the court office is surely open; None beyond the calendar."""
    try:
        return roll_back(day, CALENDAR.is_surely_open)
    except NotHeld:
        return None


def court_office(day: date) -> str:
    """A sentence when the court office is not surely open on `day`: which days are left out, and the last open one."""
    open_day = last_open_day(day)
    if open_day is None or open_day == day:
        return ""
    left_out = CALENDAR.skipped(open_day + DAY, day, court=True)
    last = f"The last day on which it is surely open is {in_words(open_day)}."
    return f"For anything done at the court office: {left_out} {last}"


@answers("england.cpr.clear_days_before")
def clear_days_before_event(ask: Enquiry) -> Answer:
    """CPR 2.8(2)-(4), counted back from an event."""
    value, event, number = ask.value(), ask["event_on"], ask["days"]
    short = number <= value.days("short_period")
    by_business = clear_business_days_before(event, number, CALENDAR.is_business_day) if short else None
    latest = by_business or clear_days_before(event, number)
    skipped = CALENDAR.skipped(latest + DAY, event - DAY) if short else ""
    note = ask.sentence(value["note_short"]) if short else ""
    words = {"skipped": skipped, "short": note, "office": court_office(latest)}
    return ask.answer(words=words, latest=latest, last_open_day=last_open_day(latest))


@answers("england.cpr.clear_days_after")
def clear_days_after_event(ask: Enquiry) -> Answer:
    """CPR 2.8(2)-(4), counted on from an event."""
    value, event, number = ask.value(), ask["event_on"], ask["days"]
    short = number <= value.days("short_period")
    by_business = clear_business_days_after(event, number, CALENDAR.is_business_day) if short else None
    earliest = by_business or clear_days_after(event, number)
    skipped = CALENDAR.skipped(event + DAY, earliest - DAY) if short else ""
    words = {"skipped": skipped, "short": ask.sentence(value["note_short"]) if short else ""}
    return ask.answer(words=words, earliest=earliest)


@answers("england.cpr.within_days")
def within_days(ask: Enquiry) -> Answer:
    """CPR 2.8(2)-(5): the event's day left out, on to the next open day when the court office is closed."""
    value, event, number = ask.value(), ask["event_on"], ask["days"]
    short = number <= value.days("short_period")
    plain = count_on(event, number, CALENDAR.is_business_day) if short else event + DAY * number
    latest = roll_on(plain, CALENDAR.is_open) if ask["at_court_office"] else plain
    rolled = latest > plain
    if rolled:
        skipped = CALENDAR.skipped(plain, latest - DAY, court=True)
    else:
        skipped = CALENDAR.skipped(event + DAY, plain) if short else ""
    words = {"plain": plain, "skipped": skipped, "short": ask.sentence(value["note_short"]) if short else ""}
    also = ("note_rolled",) if rolled else ()
    return ask.answer(also=also, words=words, latest=latest, last_open_day=last_open_day(plain))


@answers("england.cpr.deemed_service")
def deemed_service(ask: Enquiry) -> Answer:
    """CPR 6.26: the second day after posting and on to a business day, or the same day before half past four."""
    value, sent = ask.value(), ask["sent_at"]
    day = london_day(sent)
    if ask["method"] in value["by_carrier"]:
        second = after(day, value.span("carried"))
        deemed = roll_on(second, CALENDAR.is_business_day)
        words = {"second_day": second, "skipped": CALENDAR.skipped(second, deemed)}
        return ask.answer(also=("note_carrier",), words=words, deemed_on=deemed)
    in_time = london_time(sent).time() < time.fromisoformat(value["cutoff"])
    if in_time and CALENDAR.is_business_day(day):
        return ask.answer(also=("note_same",), deemed_on=day)
    deemed = count_on(day, 1, CALENDAR.is_business_day)
    words = {"skipped": CALENDAR.skipped(day, deemed)}
    return ask.answer(also=("note_next",), words=words, deemed_on=deemed)


@answers("england.cpr.claim_form_deemed_service")
def claim_form_deemed_service(ask: Enquiry) -> Answer:
    """CPR 6.14: the second business day after the step in CPR 7.5(1)."""
    value, posted = ask.value(), ask["posted_on"]
    deemed = count_on(posted, value.days("business"), CALENDAR.is_business_day)
    return ask.answer(words={"skipped": CALENDAR.skipped(posted + DAY, deemed)}, deemed_on=deemed)


@answers("england.notice.given")
def notice_given(ask: Enquiry) -> Answer:
    """When a statutory notice is given: CPR 6.26 does not apply, and post proves nothing by itself for a provider."""
    day, received = sent_and_received(ask)
    if ask["method"] in BY_HAND:
        ask.value(way="by_hand")
        return ask.answer(given_on=day)
    if received:
        ask.value(way="received")
        return ask.answer(given_on=received)
    if ask["method"] == "email_agreed":
        ask.value(way="agreed_email")
        return ask.answer(given_on=day)
    if ask["method"] in BY_POST and ask["landlord"] == "council":
        value = ask.value(way="council_post")
        given = count_on(day, value.days("delivery"), CALENDAR.is_business_day)
        return ask.answer(words={"skipped": CALENDAR.skipped(day + DAY, given)}, given_on=given)
    ask.value(way="unproven")
    return ask.answer(refused=True)


@answers("england.calendar.working_days_before")
def working_days_before(ask: Enquiry) -> Answer:
    """So many business days back; for 0 the day itself or the business day before it."""
    value, day, number = ask.value(), ask["day"], ask["n"]
    back = count_back(day, number, CALENDAR.is_business_day) if number else roll_back(day, CALENDAR.is_business_day)
    skipped = CALENDAR.skipped(back, day - DAY if number else day)
    counting = ask.sentence(value["note_back" if number else "note_none"]).replace(
        " 1 working days ", " 1 working day "
    )
    return ask.answer(words={"counting": counting, "skipped": skipped}, on=back)


@answers("england.calendar.is_business_day")
def is_business_day(ask: Enquiry) -> Answer:
    """CPR 6.2(b), with what is known of the court office on that day."""
    ask.value()
    day = ask["day"]
    why_not = CALENDAR.why_not_business(day)
    why = why_not or CALENDAR.why_shut(day) or "a business day"
    return ask.answer(business=why_not is None, why=why, open=CALENDAR.is_surely_open(day))
