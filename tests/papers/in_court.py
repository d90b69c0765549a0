"""Made-up cases in court and after it: FX-H, FX-O, FX-W and former tenants, all of them FX-A."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from activities.papers.known import (
    Position,
    Posting,
)
from cases.events import court, early, enforcement
from cases.state import (
    Approval,
    Balance,
    Claim,
    Eviction,
    Former,
    Hearing,
    Order,
    Terms,
    Warrant,
)
from law.dates import london_instant
from tests.papers.before_court import AMINA, TOM, fx_a, fx_a_served
from tests.papers.case import LEADER, OWNER, Case, happened, weekly

# FX-H, FX-O, FX-W: FX-A in court

COURT = "Testborough County Court"
H_AT = datetime(2027, 2, 9, 10, 0, tzinfo=UTC)
O_DAY = date(2027, 2, 9)
W_AT = london_instant(date(2027, 4, 15), time=time(10, 30))


def grown(case: Case, day: date, arrears: int) -> Case:
    """The case on a later day with other arrears, its postings made anew."""
    more = (
        Posting(ref="X1", on=date(2026, 9, 9), type="court_cost", charge=14800, running=0),
        Posting(ref="X2", on=date(2026, 11, 18), type="other_charge", charge=2000, running=0),
    )
    position = Position(as_at=day, arrears=arrears, total=arrears + 16800, court_costs=14800, other=2000)
    moved = case.on(day).but(balance=Balance(arrears=arrears, as_at=day))
    return moved.knowing(position=position, postings=weekly(12000, day, arrears, weeks=60, extra=more))


def fx_h() -> Case:
    """Claim K00TB123 issued on Monday 11 January 2027, to be heard on Tuesday 9 February 2027 at 10:00."""
    issued = date(2027, 1, 11)
    case = grown(fx_a_served(), issued, 125200)
    claim = Claim(submitted_on=issued, court=COURT, issued_on=issued, number="K00TB123", fee=40400, arrears=125200)
    hearing = Hearing(at=H_AT, on=O_DAY, court=COURT, serve_claim_by=date(2027, 1, 18), evidence_by=date(2027, 2, 4))
    case = case.after(happened(court.ClaimIssued, issued, claim_number="K00TB123", court=COURT), claim=claim)
    return case.after(happened(court.HearingListed, issued, hearing_at=H_AT, court=COURT), hearing=hearing)


def fx_o(**order: Any) -> Case:
    """The order of 9 February 2027: possession on 9 March, suspended while £5.00 a week is paid on top of the rent."""
    case = grown(fx_h(), O_DAY, 130000)
    event = happened(
        court.HearingOutcomeRecorded,
        O_DAY,
        outcome="suspended",
        ground_basis="discretionary",
        grounds=("10", "11"),
        possession_on=date(2027, 3, 9),
        rent_plus=500,
        every="week",
        first_payment_on=date(2027, 2, 15),
        money_judgment=130000,
        costs=40400,
        attended=(AMINA,),
    )
    made = Order(
        outcome="suspended",
        made_on=O_DAY,
        grounds=("10", "11"),
        possession_on=date(2027, 3, 9),
        terms=Terms(rent=12000, plus=500, every="week", first_payment_on=date(2027, 2, 15)),
        money_judgment=130000,
        costs=40400,
        permission_from=date(2033, 2, 9),
    ).model_copy(update=order)
    hearing = case.state.hearing.model_copy(update={"heard": True}) if case.state.hearing else None
    return case.after(event, order=made, hearing=hearing)


def decided(outcome: str, *, basis: str = "discretionary", **fields: Any) -> Case:
    """FX-H after another outcome of the hearing."""
    case = grown(fx_h(), O_DAY, 130000)
    event = happened(court.HearingOutcomeRecorded, O_DAY, outcome=outcome, ground_basis=basis, **fields)
    terms = None
    if event.rent_plus:
        terms = Terms(rent=12000, plus=event.rent_plus, every=event.every, first_payment_on=event.first_payment_on)
    made = Order(
        outcome=outcome,
        made_on=O_DAY,
        ground_basis=basis,
        possession_on=event.possession_on,
        terms=terms,
        money_judgment=event.money_judgment,
        costs=event.costs,
        strike_out_on=event.strike_out_on,
        cap_normal=date(2027, 2, 23) if basis == "mandatory" else None,
        cap_hardship=date(2027, 3, 23) if basis == "mandatory" else None,
    )
    return case.after(event, order=made)


def fx_o_breached() -> Case:
    """FX-O on Tuesday 9 March 2027: £500.00 fell due in four payments, £375.00 was paid, £125.00 is short."""
    case = grown(fx_o(), date(2027, 3, 9), 140500)
    days = [date(2027, 2, 15) + timedelta(days=7 * n) for n in range(4)]
    proof = tuple(
        early.Instalment(due_on=day, due=12500, paid=12500 if n < 3 else 0, paid_on=day if n < 3 else None)
        for n, day in enumerate(days)
    )
    event = happened(court.OrderBreached, date(2027, 3, 9), breach="payment", proof=proof)
    order = case.state.order
    assert order is not None
    broken = order.model_copy(update={"breached_on": date(2027, 3, 9), "breach": "payment", "breach_short": 12500})
    return case.after(event, order=broken)


def fx_postponed(*, arrears: int = 140500, **order: Any) -> Case:
    """FX-O as a postponed order without a date, broken, when the tenants are written to on Monday 1 March 2027."""
    told = date(2027, 3, 1)
    case = grown(fx_o(), told, arrears)
    days = [date(2027, 2, 15), date(2027, 2, 22), date(2027, 3, 1)]
    proof = tuple(
        early.Instalment(due_on=day, due=12500, paid=12500 if n == 0 else 0, paid_on=day if n == 0 else None)
        for n, day in enumerate(days)
    )
    held = case.state.order
    assert held is not None
    broken = {
        "outcome": "postponed",
        "possession_on": None,
        "breached_on": told,
        "breach": "payment",
        "breach_short": 25000,
    }
    case = case.after(
        happened(court.OrderBreached, told, proof=proof), order=held.model_copy(update={**broken, **order})
    )
    return case.after(happened(court.DateNoticeSent, told, method="first_class_post"))


def fx_w() -> Case:
    """The eviction is booked for Thursday 15 April 2027 at 10:30."""
    booked = date(2027, 3, 22)
    case = grown(fx_o_breached(), booked, 150000)
    eviction = Eviction(
        at=W_AT, on=date(2027, 4, 15), booked_on=booked, deliver_notice_by=date(2027, 3, 31), confirm_by=None
    )
    warrant = Warrant(requested_on=date(2027, 3, 10), issued_on=date(2027, 3, 12), number="W-77", fee=14800)
    given = Approval(act="eviction", status="given", on=booked, requested_by=OWNER, given_by=LEADER)
    event = happened(enforcement.EvictionBooked, booked, eviction_at=W_AT)
    return case.after(event, warrant=warrant, eviction=eviction, approvals={"eviction": given})


def fx_former() -> Case:
    """FX-A's tenants gone since Sunday 6 December 2026, each at their own new address; the letter is of 7 December."""
    day = date(2026, 12, 7)
    case = fx_a().on(day)
    new = {
        AMINA: case.known.people[AMINA].model_copy(update={"address": ("3 New Road", "Otherton", "OT1 1AA")}),
        TOM: case.known.people[TOM].model_copy(update={"address": ("8 Far Lane", "Elsewhere", "EL2 2BB")}),
    }
    former = Former(
        ended_on=date(2026, 12, 6),
        how="surrender",
        debt=101200,
        limitation_last_day=date(2032, 5, 10),
        letter_on=day,
        reply_by=date(2027, 1, 6),
        claim_from=date(2027, 1, 7),
    )
    return case.knowing(people=new).after(happened(enforcement.FormerTenantLetterSent, day), former=former)
