"""Cases for the letters after the first, a review and an offer: FX-A, FX-S and FX-I with what went before on the record."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from activities.papers.known import OfficerKnown
from cases.events import court, early
from cases.events.base import Event
from cases.state import Approval
from tests.papers import fixtures as fx
from tests.papers.fixtures import AMINA, GRACE, TOM, Case

SECOND_ON, THIRD_ON = date(2026, 12, 15), date(2027, 1, 5)
MEETING = datetime(2026, 12, 22, 14, 30, tzinfo=UTC)


def tried(tenant: str, on: date, channel: str = "phone", outcome: str = "no_answer") -> Event:
    """Somebody whom we did not reach."""
    return fx.happened(early.ContactAttempted, on, tenant=tenant, channel=channel, outcome=outcome)  # type: ignore[no-any-return]


def second(case: Case | None = None, *, arrears: int = 113200, more: tuple[Event, ...] = (), **letter: Any) -> Case:
    """Two weeks after the first letter, on Tuesday 15 December 2026; each was rung once, Tom visited as well."""
    base = case or fx.fx_a()
    tenants = base.state.the_tenancy.tenants
    held = base.state.balance
    assert held is not None
    was = fx.happened(early.BalanceRefreshed, held.as_at, arrears=held.arrears, as_at=held.as_at)
    calls = [tried(t, date(2026, 12, 8), outcome="message_left") for t in tenants]
    visits = [tried(TOM, date(2026, 12, 10), "visit")] if TOM in tenants else []
    now = fx.happened(early.BalanceRefreshed, SECOND_ON, arrears=arrears, as_at=SECOND_ON)
    grown = fx.grown(base, SECOND_ON, arrears)
    if GRACE in tenants:
        position = grown.known.position
        assert position is not None
        plain = position.model_copy(update={"total": arrears, "court_costs": 0, "other": 0})
        grown = grown.knowing(position=plain, postings=fx.weekly(9850, SECOND_ON, arrears))
    told = {"letter": "second", "appointment_at": MEETING, "appointment_place": "office", **letter}
    event = fx.happened(early.ArrearsLetterSent, SECOND_ON, **told)
    return grown.knowing(events=(was, *base.known.events, *calls, *visits, *more, now)).after(event)


def screened(tenant: str, on: date) -> Event:
    """What a tenant may need was looked at."""
    return fx.happened(early.VulnerabilityAssessed, on, tenant=tenant)  # type: ignore[no-any-return]


def third(*, more: tuple[Event, ...] = (), seen: date | None = date(2026, 12, 18), **letter: Any) -> Case:
    """Three weeks later, on Tuesday 5 January 2027, when £1,012.00 of rent is owed."""
    base = second()
    looked = tuple(screened(t, seen) for t in (AMINA, TOM)) if seen else ()
    case = fx.grown(base, THIRD_ON, 101200)
    event = fx.happened(early.ArrearsLetterSent, THIRD_ON, letter="third", **letter)
    return case.knowing(events=(*case.known.events, *looked, *more)).after(event)


def asked_direct() -> Case:
    """The third letter where direct payment was asked for and agreed to."""
    asked = fx.happened(early.DirectPaymentRequested, date(2026, 12, 20), tenant=AMINA)
    told = fx.happened(early.DirectPaymentDecided, date(2027, 1, 4), tenant=AMINA, granted=True)
    return third(more=(asked, told))


REVIEWER = "dana.osei@testborough.example"
SAID: dict[str, Any] = {
    "confirmed": True,
    "reasons": "You owe more than when we gave the notice. You made no payment in October, and no plan was agreed.",
    "considered": "Your letter of 2 December; your rent account; our notes of every call",
    "points": "The rent office lost a payment; My hours at work were cut",
    "findings": "We checked with the bank and found no such payment; We saw your payslips and agree",
    "equality": "We thought about your son and about your health. Help with benefits was offered twice.",
    "alternatives": "We thought about a longer trial period and a plan. You told us that you did not want one.",
}


def reviewed(*, hearing_asked: bool = False, asked_on: date = date(2026, 12, 2), **told: Any) -> Case:
    """FX-I when the review that Grace Oduya asked for is decided on Tuesday 15 December 2026."""
    on, how = told.pop("happened_on", date(2026, 12, 15)), told.pop("how", "letter")
    base = fx.fx_i()
    notice = base.state.notice
    assert notice is not None and notice.review is not None
    asked = fx.happened(court.ReviewRequested, asked_on, tenant=GRACE, how=how, hearing_asked=hearing_asked)
    review = notice.review.model_copy(update={"requested_on": asked_on})
    officers = {**base.known.officers, REVIEWER: OfficerKnown(address=REVIEWER, name="Dana Osei", role="director")}
    case = base.on(on).knowing(
        events=(*base.known.events, asked), officers=officers, postings=fx.weekly(9850, on, 72040)
    )
    given = Approval(act="notice", status="given", on=fx.S_DAY, requested_by=fx.OWNER, given_by=fx.LEADER)
    event = fx.happened(court.ReviewDecided, on, **{**SAID, **told}).model_copy(
        update={"recorded_by": told.get("recorded_by", REVIEWER)}
    )
    return case.but(approvals={"notice": given}).after(event, notice=notice.model_copy(update={"review": review}))


def not_confirmed() -> Case:
    """The same where the decision was changed, after a hearing."""
    return reviewed(confirmed=False, hearing_asked=True, hearing_on=date(2026, 12, 10), attended=(GRACE,))


MONEY: dict[str, Any] = {
    "tenants": (AMINA,),
    "told_on": date(2026, 11, 27),
    "income_work": 60000,
    "income_benefits": 45000,
    "spending_home": 19000,
    "spending_food": 26000,
    "spending_travel": 4000,
    "dependants": 1,
}


def offered(case: Case | None = None, **told: Any) -> Case:
    """FX-A when £5.00 a week on top of the rent is offered."""
    base = case or fx.fx_a()
    event = fx.happened(early.AgreementOffered, base.today, **{"amount": 500, "every": "week", **told})
    return base.after(event)


def court_served(case: Case | None = None, **told: Any) -> Case:
    """FX-H when the claimant posts the claim form and the particulars on Thursday 24 December 2026, or as told."""
    base = case or fx.fx_h()
    on = told.pop("happened_on", date(2026, 12, 24))
    papers = told.pop("papers", ("claim_form", "particulars"))
    event = fx.happened(court.CourtPapersServed, on, **{"papers": papers, "method": "first_class_post", **told})
    return base.after(event)
