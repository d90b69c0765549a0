"""The claim, the order, the warrant and their fees."""

from datetime import timedelta

from law.calendars import ENGLAND_AND_WALES as CALENDAR
from law.dates import (
    DAY,
    after,
    before,
    beginning_with,
    clear_business_days_before,
    clear_days_after,
    clear_days_before,
    london_day,
    roll_back,
    roll_on,
)
from law.enquiry import Answer, Enquiry, answers
from law.errors import NotHeld
from law.forms import pence


@answers("england.claim.hearing_window")
def hearing_window(ask: Enquiry) -> Answer:
    """CPR 55.5(3)(a)-(b): clear days from issue, and the standard period."""
    value, issued = ask.value(), ask["issued_on"]
    return ask.answer(
        earliest=clear_days_after(issued, value.days("minimum")), standard_latest=after(issued, value.span("standard"))
    )


@answers("england.claim.hearing_deadlines")
def hearing_deadlines(ask: Enquiry) -> Answer:
    """CPR 55.5(3)(c) and 55.8(4): clear days and clear business days before the hearing."""
    value, hearing = ask.value(), ask["hearing_on"]
    evidence = clear_business_days_before(hearing, value.days("evidence"), CALENDAR.is_business_day)
    return ask.answer(
        words={"skipped": CALENDAR.skipped(evidence + DAY, hearing - DAY)},
        serve_claim_by=clear_days_before(hearing, value.days("service")),
        evidence_by=evidence,
        evidence_last_open_day=roll_back(evidence, CALENDAR.is_surely_open),
    )


@answers("england.claim.defence")
def defence(ask: Enquiry) -> Answer:
    """CPR 15.4(1)(a) with 2.8(5): filed at the court office, so on to the next open day."""
    plain = after(ask["particulars_served_on"], ask.value().span("within"))
    by = roll_on(plain, CALENDAR.is_open)
    skipped = CALENDAR.skipped(plain, by - DAY, court=True) if by > plain else ""
    return ask.answer(words={"skipped": skipped}, by=by)


@answers("england.claim.rent_statement")
def rent_statement(ask: Enquiry) -> Answer:
    """PD 55A 2.3: from the first default, but no further back than the reach."""
    value, issued, first = ask.value(), ask["issued_on"], ask["first_default_on"]
    if first > issued:
        raise ask.bad(f"first_default_on {first} is after issued_on {issued}.")
    return ask.answer(starts_on=max(first, before(issued, value.span("reach"))))


@answers("england.claim.daily_rate")
@answers("england.policy.daily_rate")
def daily_rate(ask: Enquiry) -> Answer:
    """PD 55A 2.3, divided as HMCTS's claim service divides (or, where it divides none, as our policy does), a half penny up."""
    value, frequency = ask.value(), ask["frequency"]
    divisor = value["days"].get(frequency)
    if divisor is None:
        raise NotHeld(
            f"{ask.question.rule} holds no divisor for {frequency} rent; HMCTS's service asks for the daily rate to be "
            f"typed in. It holds {', '.join(value['days'])} rent."
        )
    hundredths = pence(divisor) if "." in divisor else int(divisor) * 100
    daily = (ask["amount"] * 100 * 2 + hundredths) // (2 * hundredths)
    return ask.answer(words={"divisor": divisor}, daily=daily)


@answers("england.fee")
def fee(ask: Enquiry) -> Answer:
    """The Civil Proceedings Fees Order 2008 as amended, by the day of payment."""
    return ask.answer(amount=pence(ask.value(step=ask["step"])["amount"]))


@answers("england.order.possession_cap")
def possession_cap(ask: Enquiry) -> Answer:
    """Housing Act 1980 s.89: days and weeks after the making of the order."""
    value, made = ask.value(), ask["made_on"]
    return ask.answer(normal=after(made, value.span("ordinary")), hardship=after(made, value.span("exceptional")))


@answers("england.order.permission")
def permission(ask: Enquiry) -> Answer:
    """CPR 83.2(3)(a): years since the order."""
    needed = after(ask["made_on"], ask.value().span("age"))
    return ask.answer(needed_from=needed, last_day_without=needed - DAY)


@answers("england.order.warrant")
def warrant(ask: Enquiry) -> Answer:
    """CPR 83.26 and 83.2(3)(e): the day after possession was due, or after a suspended order was broken."""
    value, possession, breached = ask.value(kind=ask["kind"]), ask["possession_on"], ask["breached_on"]
    if ask["kind"] == "outright":
        return ask.answer(earliest=possession + DAY, permission_needed=False)
    note = value["note_broken" if breached else "note_no_breach"]
    return ask.answer(
        words={"broken": ask.sentence(note)},
        earliest=max(possession, breached or possession) + DAY,
        permission_needed=ask["breach_is_money"] is False,
    )


@answers("england.order.postponed_date")
def postponed_date(ask: Enquiry) -> Answer:
    """PD 55A section 10: clear days after writing to the tenant, within months of it."""
    value, given = ask.value(), ask["notice_given_on"]
    return ask.answer(earliest=clear_days_after(given, value.days("minimum")), latest=after(given, value.span("life")))


@answers("england.warrant.notice_of_eviction")
def notice_of_eviction(ask: Enquiry) -> Answer:
    """CPR 83.8A with 2.8: clear days before the eviction."""
    return ask.answer(deliver_by=clear_days_before(ask["eviction_on"], ask.value().days("minimum")))


@answers("england.warrant.eviction_from")
def eviction_from(ask: Enquiry) -> Answer:
    """CPR 83.8A with 2.8: clear days after delivery."""
    return ask.answer(eviction_from=clear_days_after(ask["delivered_on"], ask.value().days("minimum")))


@answers("england.warrant.confirm_by")
def confirm_by(ask: Enquiry) -> Answer:
    """HMCTS's service: hours before the appointment, real hours when the clocks change."""
    by = ask["eviction_at"] - timedelta(hours=ask.value()["hours"])
    return ask.answer(confirm_by=by, confirm_on=london_day(by))


@answers("england.warrant.life")
def warrant_life(ask: Enquiry) -> Answer:
    """CPR 83.3(3): months beginning with issue."""
    return ask.answer(last_day=beginning_with(ask["issued_on"], ask.value().span("life")))
