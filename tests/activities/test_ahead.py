"""What may be done next promises nothing that recording it would refuse: the rules, the account and the papers are asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from activities.ahead import TYPED, steps, tried
from activities.outcomes import carry_out
from cases.decide import NextStep
from cases.events import dump
from cases.steps import StepCommand
from store import board
from tests.activities.conftest import LEADER, OFFICER, Desk

TODAY = date(2026, 11, 22)
PROTOCOL = "Pre-Action Protocol for Possession Claims by Social Landlords, paragraph 2.6"


def _ahead(d: Desk, day: date) -> tuple[NextStep, ...]:
    row = board.get(d.connection, d.case_ref)
    assert row is not None
    return steps(d.connection, row, datetime(day.year, day.month, day.day, 9, 5, tzinfo=UTC))


def _promised(d: Desk, day: date) -> dict[str, NextStep]:
    """Every act of `next`, each held against a dry run of itself; by its kind and letter or act."""
    found = {}
    for step in _ahead(d, day):
        if not step.is_act or not step.sensible or step.kind.startswith("deadline_"):
            continue
        event, supposed, _ = tried(step, d.state, day)
        at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        by = LEADER if step.kind in ("approval_given", "protocol_waived", "irregularity_accepted") else OFFICER
        whole = event.model_copy(update={"recorded_by": by, "recorded_at": at})
        command = StepCommand(case_ref=d.case_ref, step=d.step + 1, as_of=at, events=(dump(whole),))
        receipt, _ = carry_out(d.connection, command, keep=False)
        rules = {o["rule"] for o in (receipt.refusal or {}).get("objections", ())}
        ours = {o.rule for o in step.why}
        if step.allowed:
            late = {r for r in rules if r.rpartition(".")[2] in TYPED or not r.startswith("paper.")}
            assert not rules - (late if supposed else set()), (step.kind, step.variant, receipt.refused)
        elif any(r.startswith("paper.") for r in ours):
            assert ours <= rules, (step.kind, step.variant, ours - rules)
        found[" ".join([step.kind, *step.variant.values()])] = step
    return found


def _codes(step: NextStep) -> set[str]:
    return {o.rule.rpartition(".")[2] for o in step.why}


def test_a_letter_whose_paper_would_be_refused_is_not_offered(desk: Callable[[str], Desk]) -> None:
    d = desk("RA1")
    fresh = _promised(d, TODAY)
    assert fresh["arrears_letter_sent first"].allowed and fresh["statement_sent"].allowed
    assert fresh["agreement_offered"].allowed and fresh["agreement_made"].allowed
    # the second wants an appointment, which is typed; the third a look at what they need
    assert fresh["arrears_letter_sent second"].lacking == ("appointment_at",)
    assert _codes(fresh["arrears_letter_sent third"]) == {"R20"}
    assert "record vulnerability_assessed" in fresh["arrears_letter_sent third"].why[0].says

    d.did("agreement_made", TODAY, amount=500, every="week", first_payment_on=date(2026, 11, 30))
    kept = _promised(d, TODAY)
    for letter in ("second", "third"):
        assert "R16" in _codes(kept[f"arrears_letter_sent {letter}"]), letter


def test_an_old_balance_is_said_before_the_letter_is_typed(desk: Callable[[str], Desk]) -> None:
    d = desk("RA1")
    later = date(2026, 12, 2)
    old = _promised(d, later)
    assert _codes(old["statement_sent"]) == {"R01"} and _codes(old["agreement_offered"]) == {"R01"}
    assert "at most" in old["statement_sent"].why[0].says
    d.delivered(later, 126000)
    assert _promised(d, later)["statement_sent"].allowed, "what the account says now counts, and not what the case has"


def test_a_hold_of_payment_names_the_day_after_it(desk: Callable[[str], Desk]) -> None:
    d = desk("RA2")
    asked: dict[str, Any] = {"evidence_given": True, "eligibility_expected": True, "other_sums_paid": True}
    last = TODAY + timedelta(days=20)
    d.did("hold_opened", TODAY, hold="benefit_claim_pending", ends_on=last, **asked)
    first = _promised(d, TODAY)["arrears_letter_sent second"]
    assert not first.allowed
    benefit = next(o for o in first.why if o.rule.endswith("R17"))
    assert (benefit.first_day, benefit.cite) == (last + timedelta(days=1), PROTOCOL)


def test_a_moratorium_stops_the_letter_of_an_agreement_too(desk: Callable[[str], Desk]) -> None:
    d = desk("RA2")
    d.did("hold_opened", TODAY, hold="breathing_space", registered_on=date(2026, 11, 20))
    made = _promised(d, TODAY)["agreement_made"]
    assert _codes(made) == {"R03"} and made.first_day is not None and "Respite" in made.why[0].cite


def test_the_steps_to_the_notice_and_after_it_hold_their_word(desk: Callable[[str], Desk]) -> None:
    d = desk("RA3")
    for tenant in d.state.the_tenancy.tenants:
        d.did(
            "contact_made", TODAY, tenant=tenant, channel="phone", topics=("cause", "benefits", "repayment"),
            debt_advice=True, direct_payment_considered=True,
        )  # fmt: skip
    d.did("statement_sent", TODAY)
    assert _promised(d, TODAY)["approval_requested notice"].allowed
    d.did("approval_requested", TODAY, act="notice")
    d.did("approval_given", TODAY, act="notice", by=LEADER)
    d.did("notice_served", TODAY, method="left_at_address", at="11:00")
    assert _promised(d, TODAY)["protocol_letter_sent"].allowed
