"""Wales's questions (Renting Homes (Wales) Act 2016). Importing this registers them all."""

from datetime import date

from law.arrears import threshold
from law.calendars import ENGLAND_AND_WALES as CALENDAR
from law.dates import DAY, after, beginning_with, clear_days_after, roll_on
from law.enquiry import Answer, Enquiry, answers
from law.errors import NotHeld


@answers("wales.breach_notice")
def breach_notice(ask: Enquiry) -> Answer:
    """s.159: a claim after a month, and within six months, starting with the day the notice is given."""
    value, given = ask.value(), ask["given_on"]
    claim_by = beginning_with(given, value.span("life"))
    return ask.answer(
        form=value["form"],
        claim_from=beginning_with(given, value.span("minimum")) + DAY,
        claim_by=claim_by,
        safe_claim_by=claim_by - DAY,
    )


@answers("wales.serious_arrears_notice")
def serious_arrears_notice(ask: Enquiry) -> Answer:
    """ss.182, 188, 202: the length and the review depend on the contract; a secure contract has no such ground."""
    value, given = ask.value(contract=ask["contract"]), ask["given_on"]
    if "form" not in value.holds:
        return ask.answer(refused=True)
    claim_by = beginning_with(given, value.span("life"))
    review_by = beginning_with(given, value.span("review")) if "review" in value.holds else None
    return ask.answer(
        form=value["form"],
        claim_from=beginning_with(given, value.span("minimum")) + DAY,
        claim_by=claim_by,
        safe_claim_by=claim_by - DAY,
        review_by=review_by,
    )


@answers("wales.serious_arrears")
def serious_arrears(ask: Enquiry) -> Answer:
    """ss.181(2), 216(2): the threshold on both days."""
    value = ask.value()
    needed, words = threshold(ask, value, weeks_in={"weekly": 1, "fortnightly": 2, "four_weekly": 4})
    met = min(ask["owed_at_notice"], ask["owed_at_hearing"]) >= needed
    outcome = "seriously in arrears" if met else "not seriously in arrears"
    return ask.answer(words={"needed": words, "outcome": outcome}, met=met, threshold=needed)


@answers("wales.order.absolute")
def absolute(ask: Enquiry) -> Answer:
    """s.219: days and weeks after the making of the order."""
    value, made = ask.value(), ask["made_on"]
    return ask.answer(normal=after(made, value.span("ordinary")), hardship=after(made, value.span("exceptional")))


@answers("wales.warrant.notice_of_eviction")
def notice_of_eviction(ask: Enquiry) -> Answer:
    """CPR 83.8A with 2.8, which are Wales's too: clear days after delivery."""
    first = clear_days_after(ask["delivered_on"], ask.value().days("minimum"))
    return ask.answer(eviction_from=first, first_working_day=_working_day_from(first))


def _working_day_from(day: date) -> date | None:
    try:
        return roll_on(day, CALENDAR.is_business_day)
    except NotHeld:
        return None
