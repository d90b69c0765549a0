"""Stories of Scotland: requirements before the notice, a summary cause, a decree, an extract, a charge, the removal."""

from __future__ import annotations

from datetime import date

from samples import stories
from samples.ledger import DAY
from samples.road import Road


def letter(r: Road) -> None:
    """A first pre-action letter to each tenant."""
    stories.opened(r)
    r.wait(1)
    r.note("arrears_letter_sent", tenants=r.who.tenants)


def contact(r: Road) -> None:
    """Each tenant is spoken to about a plan, help and the council; a second letter follows."""
    letter(r)
    for tenant in r.who.tenants:
        r.wait(5)
        r.note(
            "contact_made",
            tenant=tenant,
            channel="visit",
            topics=("cause", "finances", "benefits", "repayment"),
            affordable_offer=True,
            benefit_help=True,
            debt_advice=True,
            at="14:20",
        )
    r.wait(12)
    r.note("arrears_letter_sent", tenants=r.who.tenants)


def required(r: Road) -> None:
    """The pre-action requirements are met, and it was asked who else lives in the house."""
    contact(r)
    r.linger(9)
    for tenant in r.who.tenants:
        r.note("pre_action_checked", tenant=tenant, benefit_pending=False, other_steps=False, plan_kept=False)
    r.note("occupiers_enquired", how="visit", occupiers=r.who.occupiers, at="15:10")


def benefit_pending(r: Road) -> None:
    """A benefit decision is on its way, so no notice may be served."""
    contact(r)
    r.linger(8)
    tenant = r.who.tenants[0]
    r.note("pre_action_checked", tenant=tenant, benefit_pending=True, other_steps=False, plan_kept=False)
    r.note(
        "hold_opened",
        hold="benefit_claim_pending",
        tenant=tenant,
        evidence_given=True,
        eligibility_expected=True,
        other_sums_paid=True,
        review_on=r.day + DAY * 28,
        at="11:40",
    )


def notice_asked(r: Road) -> None:
    """A notice of proceedings is put to the team leader."""
    required(r)
    r.pays("part", 70)
    r.wait(3)
    r.note("approval_requested", act="notice", grounds=r.who.grounds)


def notice(r: Road) -> None:
    """The notice, left at the house for each tenant and each qualifying occupier."""
    notice_asked(r)
    r.wait(2)
    r.note("approval_given", by=r.who.leader, act="notice", prepared_by=r.who.owner, grounds=r.who.grounds)
    r.wait(2)
    r.notice_on, r.specified_on = r.day, stories.specified_for(r, r.day)
    r.note(
        "notice_served",
        method="left_at_address",
        at="11:20",
        grounds=r.who.grounds,
        specified_on=r.specified_on,
        place="home",
        proof="photo",
        witness="A second officer",
    )


def notice_live(r: Road) -> None:
    """The date of the notice has come, and an action may be raised."""
    notice(r)
    r.to(r.ask("secure.claim_window", specified_on=r.specified_on)["claim_from"])
    r.note("contact_attempted", tenant=r.who.tenants[0], channel="phone", outcome="message_left", at="16:40")


def raised(r: Road) -> None:
    """The summons is lodged and warranted, and the council is told the same day."""
    notice_live(r)
    r.linger(4)
    r.note("approval_requested", act="claim")
    r.wait(2)
    r.note("approval_given", by=r.who.legal, act="claim", prepared_by=r.who.owner)
    r.wait(1)
    r.note("claim_submitted", channel="sheriff_court", court=r.who.court, pre_action_averred=True)
    r.wait(2)
    r.issued_on = r.day
    number = f"GLT-SC{r.day.toordinal() % 1_000:03d}-{r.day:%y}"
    r.note("claim_issued", claim_number=number, court=r.who.court, by=r.who.legal)
    r.note("council_notified", how="electronic", at="11:05")


def calling(r: Road) -> None:
    """The summons is served by sheriff officers with its return day, and the case is to call."""
    _calling(r)


def _calling(r: Road) -> date:
    raised(r)
    r.wait(3)
    first = r.ask("summons.service", method="sheriff_officer", served_on=r.day)["safe_return_from"]
    return_on = r.working_day(first + DAY * 3)
    r.note("summons_served", how="sheriff_officer", return_on=return_on, by=r.who.legal)
    calls_on = r.working_day(r.ask("summons.calling", return_on=return_on)["calling_on"])
    r.wait(1)
    r.note("hearing_listed", hearing_at=r.hour(calls_on, "10:00"), court=r.who.court, purpose="possession")
    return calls_on


def sisted(r: Road) -> None:
    """At the calling the action is sisted while a plan is kept."""
    r.day = _calling(r)
    r.note("hearing_outcome_recorded", outcome="adjourned_generally", attended=r.who.tenants[:1], at="11:50")
    r.pays("full")


def decreed(r: Road) -> None:
    """Decree for recovery of possession, four weeks on."""
    r.day = _calling(r)
    r.note(
        "hearing_outcome_recorded",
        outcome="outright",
        possession_on=r.working_day(r.day + DAY * 28),
        grounds=r.who.grounds,
        costs=25_000,
        at="12:10",
    )
    r.costs(25_000)
    r.pays("none")


def extracted(r: Road) -> None:
    """The time to appeal and the day for recovery have passed, and the extract is issued."""
    decreed(r)
    decree = r.steps[-1]
    recovery = date.fromisoformat(decree.details["possession_on"])
    appeal = r.ask("decree.appeal", decree_on=decree.happened_on)
    r.to(max(recovery + DAY, appeal["extract_working_day"] or appeal["extract_from"]))
    r.note("approval_requested", act="warrant")
    r.wait(2)
    r.note("approval_given", by=r.who.manager, act="warrant", prepared_by=r.who.owner)
    r.wait(1)
    r.note("warrant_requested")
    r.wait(5)
    r.note("warrant_issued", warrant_number=f"28BA-{r.day.toordinal() % 10_000:04d}", by=r.who.legal)


def charged(r: Road) -> None:
    """An ejection is arranged in time, and the sheriff officers have served their charge."""
    extracted(r)
    r.wait(3)
    booked_on = r.day
    r.wait(2)
    first = r.ask("charge", served_on=r.day)["first_removal"]
    on = r.working_day(first + DAY * 5)
    r.note("eviction_booked", on=booked_on, eviction_at=r.hour(on, "10:00"))
    r.note("eviction_notice_delivered", at="13:15")


def ejected(r: Road) -> None:
    """The ejection is confirmed and carried out."""
    charged(r)
    booked = next(s for s in r.steps if s.event == "eviction_booked")
    on = date.fromisoformat(booked.details["eviction_at"][:10])
    r.wait(1)
    r.note("approval_requested", act="eviction")
    r.wait(1)
    r.note("approval_given", by=r.who.manager, act="eviction", prepared_by=r.who.owner)
    r.note("eviction_confirmed", at="15:45")
    r.day = on
    r.note("eviction_carried_out", at="10:40")
    r.ended_on = on
