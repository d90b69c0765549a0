"""The orders that the rules of the case make are written as they stand: draft, final, certificate, claim, note, warrant."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from activities.documents import RenderRefused, render
from cases.decide import decide
from cases.events import Event, court, early, enforcement
from tests.papers import court_samples as cs
from tests.papers import fixtures as fx
from tests.papers import late_samples as late
from tests.papers.court_samples import ISSUED, WARRANTED
from tests.papers.fixtures import Case


def step(case: Case, event: Event) -> tuple[Case, list[str]]:
    """The case after a decision, and the papers that it ordered, each written."""
    decision = decide(case.state, event, case.today)
    known = case.known.model_copy(update={"events": (*case.known.events, event)})
    for one in decision.papers:
        render(one, state=decision.state, event=event, today=case.today, known=known)
    after = replace(case, state=decision.state, known=known, event=event)
    return after, [f"{o.paper} draft" if o.draft else o.paper for o in decision.papers]


def both(case: Case, act: str) -> tuple[Case, list[str]]:
    """A step put forward by one officer and approved by another."""
    asked, drafts = step(case, fx.happened(court.ApprovalRequested, case.today, act=act))
    given, finals = step(asked, fx.happened(court.ApprovalGiven, case.today, act=act, recorded_by=fx.LEADER))
    return given, drafts + finals


@pytest.mark.parametrize(
    ("case", "paper"),
    [
        (lambda: fx.fx_s(), "E-08"),
        (lambda: fx.fx_s("introductory"), "E-10"),
        (lambda: fx.fx_a().on(cs.A_ON), "E-12"),
    ],
    ids=["secure", "introductory", "assured"],
)
def test_a_notice_goes_from_draft_to_service_on_the_decision_s_own_orders(case: Any, paper: str) -> None:
    start = case()
    days = {t: start.today for t in start.state.the_tenancy.tenants}
    ready = start.but(evidence={key: days for key in ("contact", "debt_advice", "equality")})
    given, papers = both(ready, "notice")
    assert papers == [f"{paper} draft", paper]
    event = fx.happened(court.NoticeServed, given.today, method="left_at_address", at="11:05", proof="photo")
    _, certificates = step(given, event)
    assert certificates == ["E-14"] * len(days)


def test_a_claim_and_its_hearing_on_the_decision_s_own_orders() -> None:
    case, drafts = both(cs.followed(fx.grown(fx.fx_a_served(), ISSUED, 125200)), "claim")
    assert drafts == ["E-18 draft", "E-21 draft", "E-22 draft"]
    sent, papers = step(case, fx.happened(court.ClaimSubmitted, ISSUED, court=fx.COURT))
    assert papers == ["E-18", "E-21", "E-22"]
    issued, _ = step(sent, fx.happened(court.ClaimIssued, ISSUED, claim_number="K00TB123"))
    _, listed = step(issued, fx.happened(court.HearingListed, ISSUED, hearing_at=fx.H_AT, court=fx.COURT))
    assert "E-27" in listed


def test_a_warrant_on_the_decision_s_own_orders() -> None:
    case, drafts = both(fx.grown(fx.fx_o_breached(), WARRANTED, 140500), "warrant")
    assert drafts == ["E-33 draft"]
    _, papers = step(case, fx.happened(enforcement.WarrantRequested, WARRANTED))
    assert papers == ["E-33"]


def test_the_late_stage_s_events_order_its_papers() -> None:
    """Each is told by the event that is its occasion; the report of an eviction waits for what nobody filled in."""
    told = fx.fx_postponed()
    broken = replace(told, event=told.known.events[-2])
    assert step(broken, fx.happened(court.DateNoticeSent, told.today))[1] == ["E-32", "E-32"]
    notified = fx.grown(told, late.APPLIED, 150000)
    order = notified.state.order
    assert order is not None
    notified = notified.but(order=order.model_copy(update={"date_notice_on": told.today}))
    asked = fx.happened(court.DateApplied, late.APPLIED, benefit_outstanding=False, reply="none")
    assert step(notified, asked)[1] == ["E-32-application"]
    ready = late.confirmed()
    given = ready.state.approvals["eviction"].model_copy(update={"on": ready.today})
    ready = ready.but(approvals={"eviction": given})
    assert step(ready, fx.happened(enforcement.EvictionConfirmed, ready.today))[1] == ["E-36"]
    assert step(ready, ready.event)[1] == ["E-36", "E-34"]
    assert step(late.answered(), late.answered().event)[1] == ["E-37"]
    gone = fx.grown(ready, late.EVICTED, 160000)
    plain = fx.happened(enforcement.EvictionCarriedOut, late.EVICTED)
    with pytest.raises(RenderRefused, match="E-36-report cannot be written without"):
        step(gone, plain)
    assert step(gone, late.evicted().event)[1] == ["E-36-report"]
    assert step(fx.fx_former(), late.written_off().event)[1] == ["E-39"]
    agreed = late.referred()
    assert step(ready, agreed.event)[1] == ["E-40"]
    assert step(ready, fx.happened(early.ReferralMade, ready.today, tenant=fx.AMINA, to="benefits"))[1] == []
