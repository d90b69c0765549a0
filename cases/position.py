"""Where a case is, as at a day: its stage and its more exact position. Derived, never stored as truth."""

from __future__ import annotations

from datetime import date

from cases.events.base import Frozen
from cases.ruling import ask, nation_of
from cases.state import Notice, State, all_died
from cases.trial import matured
from law.dates import DAY, in_words


class Position(Frozen):
    """stage: one of the ten. at: the exact position's code. label: the same in plain words. waiting_on: whose move it is."""

    stage: str
    at: str
    label: str
    waiting_on: str = "us"


def position(state: State, today: date) -> Position:
    """The position on London's `today`, in the words of the case's nation."""
    found = _position(matured(state, today), today)
    if state.tenancy is None:
        return found
    return found.model_copy(update={"label": nation_of(state).called(f"position.{found.at}", found.label)})


def _position(state: State, today: date) -> Position:
    if state.closed_on:
        return _p("closed", state.closed_why or "closed", f"Closed: {state.closed_why.replace('_', ' ')}", "nobody")
    if state.former:
        return _former(state, today)
    for part in (_enforcement, _order, _claim, _notice):
        found = part(state, today)
        if found:
            return found
    return _early(state, today)


def _p(stage: str, at: str, label: str, waiting_on: str = "us") -> Position:
    return Position(stage=stage, at=at, label=label, waiting_on=waiting_on)


def _former(state: State, today: date) -> Position:
    former = state.former
    assert former is not None
    if former.written_off:
        return _p("former_tenant", "written_off", "Former tenant: written off, to be closed")
    if former.write_off and former.written_off is None:
        return _p("former_tenant", "write_off_asked", "Former tenant: write-off awaits a decision", "approver")
    if former.letter_on and former.reply_by and today <= former.reply_by:
        return _p("former_tenant", "letter_sent", "Former tenant: letter of claim sent, reply awaited", "tenant")
    if former.letter_on:
        return _p("former_tenant", "reply_passed", "Former tenant: the time to reply has passed")
    return _p("former_tenant", "letter_due", "Former tenant: letter of claim to be sent")


def _enforcement(state: State, today: date) -> Position | None:
    warrant, booked = state.warrant, state.eviction
    application = state.application
    if application and not application.outcome and (warrant or state.order):
        return _p(
            "eviction" if booked else "warrant",
            "application_pending",
            "Application to suspend before the court",
            "court",
        )
    if warrant is None:
        return None
    if warrant.last_day and today > warrant.last_day:
        return _p("order", "warrant_expired", f"Warrant ran out on {in_words(warrant.last_day)}")
    if booked and not booked.cancelled_on:
        if booked.confirmed_on:
            return _p("eviction", "eviction_confirmed", f"Eviction confirmed for {in_words(booked.on)}", "bailiff")
        return _p("eviction", "eviction_booked", f"Eviction booked for {in_words(booked.on)}", "bailiff")
    if warrant.issued_on:
        label = "Warrant issued"
        if booked:
            label += f"; eviction cancelled ({booked.cancelled_why.replace('_', ' ').replace(':', ' ')})"
        return _p("warrant", "warrant_issued", label, "court")
    return _p("warrant", "warrant_requested", "Warrant asked for", "court")


def _order(state: State, today: date) -> Position | None:
    order = state.order
    if order is None or (state.claim and state.claim.ended_on):
        return None
    if order.discharged_on:
        return _p("order", "discharged", "Order discharged")
    hearing = state.hearing
    if hearing and not hearing.heard:
        return _p("hearing", "hearing_listed", f"Hearing on {in_words(hearing.on)}", "court")
    if order.permission == "sought":
        return _p("order", "permission_sought", "Permission to enforce asked for", "court")
    if order.outcome == "outright" or (order.outcome == "postponed" and order.possession_on):
        answer = ask(
            state, None, "order.warrant", kind="outright", possession_on=order.possession_on, made_on=order.made_on
        )
        if order.possession_on and answer and today < answer["earliest"]:
            return _p("order", "possession_date_running", f"Possession on {in_words(order.possession_on)}", "tenant")
        return _p("order", "possession_date_passed", "Possession date passed: a warrant may be asked for")
    if order.outcome == "suspended":
        if order.breached_on:
            return _p("order", "order_breached", f"Suspended order breached on {in_words(order.breached_on)}")
        return _p("order", "order_kept", "Suspended order: terms monitored", "tenant")
    if order.outcome == "postponed":
        if order.date_notice_on:
            return _p("order", "date_asked", "Postponed order: date asked for", "court")
        if order.breached_on:
            return _p("order", "order_breached", "Postponed order breached: a date must be fixed")
        return _p("order", "order_kept", "Postponed order: terms monitored", "tenant")
    if order.outcome in ("adjourned_on_terms", "adjourned_generally"):
        if order.strike_out_on and today >= order.strike_out_on and not order.restore_on:
            return _p("order", "struck_out", "Adjourned claim struck out: not restored in time")
        if order.restore_on:
            return _p("order", "restore_asked", "Adjourned claim: restoring asked for", "court")
        return _p("order", "adjourned", "Adjourned with liberty to restore", "tenant")
    return _p("order", "money_judgment", "Money judgment only")


def _claim(state: State, today: date) -> Position | None:
    claim = state.claim
    if claim is None or claim.ended_on or not claim.submitted_on:
        return None
    hearing = state.hearing
    if hearing and not hearing.heard:
        if today > hearing.on:
            return _p("hearing", "outcome_due", f"Hearing was on {in_words(hearing.on)}: outcome to be recorded")
        return _p("hearing", "hearing_listed", f"Hearing on {in_words(hearing.on)}", "court")
    if claim.served_on:
        return _p("claim", "summons_served", "Summons served: calling awaited", "court")
    if claim.issued_on:
        return _p("claim", "claim_issued", "Claim issued: hearing awaited", "court")
    return _p("claim", "claim_submitted", "Claim sent: issue awaited", "court")


def live(notice: Notice | None, today: date) -> bool:
    """True while a claim may be begun on the notice or the day for it is still to come."""
    return bool(
        notice
        and notice.given_on
        and not notice.void
        and not notice.withdrawn_on
        and (notice.statutory_claim_by is None or today <= notice.statutory_claim_by)
    )


def _notice(state: State, today: date) -> Position | None:
    notice = state.notice
    approval = state.approvals.get("notice")
    if notice is None or notice.withdrawn_on:
        if approval and approval.status == "requested":
            return _p("notice", "notice_awaiting_approval", "Notice awaits approval", "approver")
        if (
            approval
            and approval.status == "given"
            and not (notice and approval.on < (notice.withdrawn_on or approval.on))
        ):
            return _p("notice", "notice_approved", "Notice approved, to be served")
        return None
    if notice.void:
        return _p("notice", "notice_void", f"Notice of no effect: {notice.void}")
    if notice.given_on is None:
        return _p("notice", "notice_partly_served", "Notice not yet served on every tenant")
    if notice.statutory_claim_by and today > notice.statutory_claim_by:
        return _p("notice", "notice_lapsed", f"Notice lapsed on {in_words(notice.statutory_claim_by + DAY)}")
    claim = state.approvals.get("claim")
    if claim and claim.status == "requested":
        return _p("protocol", "claim_awaiting_approval", "Claim awaits approval", "approver")
    if claim and claim.status == "given":
        return _p("protocol", "claim_approved", "Claim approved, to be sent")
    if notice.claim_from and today >= notice.claim_from:
        return _p("protocol", "notice_live", "Notice live: a claim may be started once the protocol is met")
    if state.evidence.get("protocol_copy") or state.evidence.get("part3_letter"):
        return _p("protocol", "notice_running", "Notice running; protocol letter sent", "tenant")
    return _p("notice", "notice_running", "Notice running", "tenant")


def _early(state: State, today: date) -> Position:
    agreement = state.agreement
    if agreement and agreement.status == "live":
        return _p("early_action", "agreement_kept", "Agreement in force", "tenant")
    if agreement and agreement.status == "broken":
        return _p("early_action", "agreement_broken", "Agreement broken")
    if state.evidence.get("contact"):
        return _p("early_action", "in_contact", "In contact about the arrears", "tenant")
    if state.evidence.get("contact_letter") or state.evidence.get("contact_attempt"):
        return _p("early_action", "contact_attempted", "Contact attempted; no answer recorded", "tenant")
    if all_died(state, today):
        return _p("early_action", "first_contact", "Tenant deceased: who holds the tenancy now is to be settled")
    return _p("early_action", "first_contact", "First contact to be made")
