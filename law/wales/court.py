"""The order, the end of the contract, the eviction and the fees."""

from datetime import date

from law.calendars import ENGLAND_AND_WALES as CALENDAR
from law.dates import after, clear_days_after, clear_days_before, roll_on
from law.enquiry import Answer, Enquiry, answers
from law.errors import NotHeld
from law.forms import pence


@answers("wales.order.absolute")
def absolute(ask: Enquiry) -> Answer:
    """s.219: days and weeks after the making of the order."""
    value, made = ask.value(), ask["made_on"]
    return ask.answer(normal=after(made, value.span("ordinary")), hardship=after(made, value.span("exceptional")))


@answers("wales.contract.ends")
def contract_ends(ask: Enquiry) -> Answer:
    """s.206: on the order's day if the contract-holder has left by then, else on leaving, else on execution."""
    ask.value()
    possession, gone = ask["possession_on"], [day for day in (ask["left_on"], ask["executed_on"]) if day]
    if not gone:
        return ask.answer(also=("note_goes_on",), ended=False)
    return ask.answer(also=("note_ended",), ended=True, ended_on=max(possession, min(gone)))


@answers("wales.warrant.notice_of_eviction")
def notice_of_eviction(ask: Enquiry) -> Answer:
    """CPR 83.8A with 2.8, which are Wales's too: clear days between delivery and eviction, counted either way."""
    delivered, eviction = ask["delivered_on"], ask["eviction_on"]
    if (delivered is None) == (eviction is None):
        raise ask.bad("one of delivered_on and eviction_on is needed, and not both.")
    value = ask.value(on=delivered or eviction)
    if eviction:
        return ask.answer(also=("note_back",), deliver_by=clear_days_before(eviction, value.days("minimum")))
    first = clear_days_after(delivered, value.days("minimum"))
    return ask.answer(also=("note_on",), eviction_from=first, first_working_day=_working_day_from(first))


@answers("wales.fee")
def fee(ask: Enquiry) -> Answer:
    """The Civil Proceedings Fees Order 2008 is England's and Wales's: the amounts are held once, under England."""
    ask.value()
    return ask.answer(amount=pence(ask.value(rule="england.fee", step=ask["step"])["amount"]))


def _working_day_from(day: date) -> date | None:
    try:
        return roll_on(day, CALENDAR.is_business_day)
    except NotHeld:
        return None
