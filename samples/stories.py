"""What happens in the cases, step by step: the main road of each tenure, and the turnings off it.

Each function takes the story further from where it has come to. Every legal day is asked of the law room; where a
story breaks a rule, it says so in its name and in the portfolio's list.
"""

from __future__ import annotations

from datetime import date

from samples.ledger import DAY
from samples.road import COURT, Road, Story


def opened(r: Road) -> None:
    """The case is opened for an account that pays part of its rent."""
    r.pays("part", 85)
    r.note("case_opened", at="09:05", owner=r.who.owner)


def letter(r: Road) -> None:
    """A first letter to each tenant."""
    opened(r)
    r.wait(1)
    r.note("arrears_letter_sent", tenants=r.who.tenants)


def contact(r: Road) -> None:
    """Letter, a call that fails, a visit that does not; help offered, a statement sent."""
    letter(r)
    for tenant in r.who.tenants:
        r.wait(4)
        r.note("contact_attempted", tenant=tenant, channel="phone", outcome="message_left", at="16:40")
        r.wait(3)
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
    r.wait(2)
    r.note("statement_sent", tenants=r.who.tenants)
    r.note("vulnerability_assessed", tenant=r.who.tenants[0], equality_considered=True, at="15:00")


def helped(r: Road) -> None:
    """Contact, a referral, and a request that benefit be paid to us."""
    contact(r)
    lead = r.who.tenants[0]
    r.wait(5)
    r.note("referral_made", tenant=lead, to="debt_advice")
    r.note("direct_payment_requested", tenant=lead, what="managed_payment", at="11:30")
    r.wait(12)
    r.note("direct_payment_decided", tenant=lead, granted=False, by=r.who.owner)


def agreement(r: Road) -> None:
    """Contact, then an agreement that is kept to this day."""
    helped(r)
    _agree(r, 500 if r.who.charges.every == "weekly" else 2000)


def _agree(r: Road, pence: int) -> None:
    r.wait(3)
    first = r.day + DAY * 10
    every = {"weekly": "week", "fortnightly": "fortnight", "four_weekly": "four_weeks", "monthly": "month"}
    each = every[r.who.charges.every]
    r.note("agreement_made", amount=pence, every=each, first_payment_on=first, tenants=r.who.tenants)
    r.pays("plan", pence, every=each, since=first)


def agreement_kept(r: Road) -> None:
    """An agreement kept for two months, with a note on how it goes."""
    agreement(r)
    r.wait(60)
    r.note("note_added", text="All instalments of the agreement have come in on their day.")


def agreement_broken(r: Road) -> None:
    """An agreement kept for a while, then three instalments missed, told by the account."""
    agreement(r)
    r.wait(50)
    r.pays("none")
    step = 7 if r.who.charges.every == "weekly" else 31
    r.wait(step * 3)
    r.note("agreement_broken")


def notice_asked(r: Road) -> None:
    """Early action is used up; a notice is put to the team leader."""
    helped(r)
    r.pays("part", 70)
    r.wait(6)
    r.note("approval_requested", act="notice", grounds=_grounds(r))


def notice(r: Road) -> None:
    """The notice of the tenure, approved by someone else and served at home on each tenant."""
    notice_asked(r)
    r.wait(2)
    r.note("approval_given", by=r.who.leader, act="notice", prepared_by=r.who.owner, grounds=_grounds(r))
    r.wait(2)
    serve(r)


def serve(r: Road) -> None:
    """Serves the notice of the tenure today, with the safe day that the law gives."""
    specified = r.specified_on = specified_for(r, r.day)
    r.notice_on = r.day
    r.note(
        "notice_served",
        tenants=r.who.tenants,
        method="left_at_address",
        at="11:20",
        grounds=_grounds(r),
        specified_on=specified,
        place="home",
        proof="certificate",
        witness="A second officer",
    )


def specified_for(r: Road, served_on: date) -> date:
    """The safe day to print in a notice served on a day."""
    if r.who.tenure == "assured":
        grounds = list(_grounds(r))
        answer = r.ask("england.assured.notice", served_on=served_on, social_housing=True, grounds=grounds)
    else:
        answer = r.ask(f"england.{r.who.tenure}.notice", served_on=served_on, **r.rent_facts)
    day = answer["safe_earliest"]
    assert isinstance(day, date)
    return day


def _grounds(r: Road) -> tuple[str, ...]:
    return r.who.grounds


def claim_from(r: Road) -> date:
    """The first day on which a claim may be begun on the notice."""
    facts = {"specified_on": r.specified_on}
    if r.who.tenure == "assured":
        facts["served_on"] = r.notice_on
    day = r.ask(f"england.{r.who.tenure}.claim_window", **facts)["claim_from"]
    assert isinstance(day, date)
    return day


def protocol(r: Road) -> None:
    """The notice, then the letter with the copy of the protocol, contact again, and what is answered."""
    notice(r)
    _protocol(r)


def _protocol(r: Road) -> None:
    r.wait(5)
    reply_by = r.day + DAY * 14
    r.note("protocol_letter_sent", tenants=r.who.tenants, reply_by=reply_by)
    for tenant in r.who.tenants:
        r.wait(3)
        r.note("contact_made", tenant=tenant, channel="phone", topics=("cause", "repayment"), at="17:10")
    if r.who.tenure == "introductory":
        r.to(reply_by + DAY)
        for tenant in r.who.tenants:
            r.note(
                "reply_considered",
                tenant=tenant,
                replied=False,
                go_on=True,
                reason="No reply came, the arrears grow, and no better way was found.",
            )


def notice_live(r: Road) -> None:
    """The notice has run out its time and a claim may be begun."""
    protocol(r)
    r.to(max(claim_from(r), r.day + DAY))
    r.note("statement_sent", tenants=r.who.tenants)


def claim_asked(r: Road) -> None:
    """The claim is prepared and put to the legal team."""
    notice_live(r)
    r.wait(3)
    r.note("approval_requested", act="claim")


def claim_submitted(r: Road) -> None:
    """The claim goes to the court."""
    claim_asked(r)
    r.wait(3)
    r.note("approval_given", by=r.who.legal, act="claim", prepared_by=r.who.owner)
    r.wait(1)
    r.note("claim_submitted", channel="pcol", court=COURT)


def claim_issued(r: Road) -> None:
    """The court issues the claim."""
    claim_submitted(r)
    r.wait(4)
    r.issued_on = r.day
    fee = r.ask("england.fee", step="claim", paid_on=r.day)["amount"]
    number = f"{r.day:%y}PA{r.day.toordinal() % 100_000:05d}"
    r.note("claim_issued", claim_number=number, court=COURT, fee=fee, by=r.who.legal)


def hearing_listed(r: Road) -> None:
    """The court gives a hearing, within its own standard time."""
    claim_issued(r)
    _list(r, r.day)


def _list(r: Road, on: date) -> date:
    assert r.issued_on is not None
    window = r.ask("england.claim.hearing_window", issued_on=r.issued_on)
    heard_on = window["earliest"] + DAY * 9
    while not r.ask("england.calendar.is_business_day", day=heard_on)["business"]:
        heard_on += DAY
    assert isinstance(heard_on, date) and heard_on <= window["standard_latest"]
    r.to(on + DAY * 6)
    r.note("hearing_listed", hearing_at=r.hour(heard_on, "10:30"), court=COURT, purpose="possession")
    return heard_on


def heard(r: Road) -> None:
    """The day of the hearing has come; the statement and the particulars went out before it."""
    claim_issued(r)
    heard_on = _list(r, r.day)
    ready = r.ask("england.protocol.pre_hearing", hearing_on=heard_on)["safe_by"]
    r.note("statement_sent", tenants=r.who.tenants, on=min(ready, heard_on - DAY))
    r.day = heard_on


def _terms(r: Road, pence: int) -> dict[str, object]:
    every = {"weekly": "week", "fortnightly": "fortnight", "four_weekly": "four_weeks", "monthly": "month"}
    each = every[r.who.charges.every]
    first = r.day + DAY * 14
    r.pays("plan", pence, every=each, since=first)
    return {"rent_plus": pence, "every": each, "first_payment_on": first}


def suspended(r: Road) -> None:
    """A suspended order, kept."""
    heard(r)
    grounds = tuple(g for g in _grounds(r) if g != "8")
    r.note(
        "hearing_outcome_recorded",
        outcome="suspended",
        ground_basis="discretionary",
        grounds=grounds,
        costs=40_400,
        attended=r.who.tenants[:1],
        at="12:40",
        **_terms(r, 385 if r.who.charges.every == "weekly" else 1_500),
    )
    r.costs(40_400)


def suspended_kept(r: Road) -> None:
    """A suspended order, kept for three months."""
    suspended(r)
    r.wait(90)
    r.note("note_added", text="The terms of the order are kept.")


def suspended_breached(r: Road) -> None:
    """A suspended order, kept for five weeks and then broken: the account shows which instalments are missing."""
    suspended(r)
    r.wait(50)
    r.pays("none")
    r.wait(25 if r.who.charges.every == "weekly" else 65)
    r.note("order_breached", breach="payment")


def postponed(r: Road) -> None:
    """A postponed order, broken: the tenants are told that a date will be asked for."""
    heard(r)
    r.note(
        "hearing_outcome_recorded",
        outcome="postponed",
        ground_basis="discretionary",
        grounds=_grounds(r),
        at="12:40",
        **_terms(r, 500),
    )
    r.wait(30)
    r.pays("none")
    r.wait(40)
    r.note("order_breached", breach="payment")
    r.wait(4)
    r.note("date_notice_sent", tenants=r.who.tenants)


def adjourned_on_terms(r: Road) -> None:
    """The claim is adjourned on terms that are kept."""
    heard(r)
    r.note("hearing_outcome_recorded", outcome="adjourned_on_terms", at="11:50", **_terms(r, 500))


def adjourned_generally(r: Road) -> None:
    """The claim is adjourned with liberty to restore, and struck out if nobody does in a year."""
    heard(r)
    r.note("hearing_outcome_recorded", outcome="adjourned_generally", strike_out_on=r.day + DAY * 365, at="11:50")
    r.pays("full")


def adjourned_to_date(r: Road) -> None:
    """The hearing is put off for four weeks so that benefit can be decided."""
    heard(r)
    later = r.day + DAY * 28
    while not r.ask("england.calendar.is_business_day", day=later)["business"]:
        later += DAY
    r.note("hearing_outcome_recorded", outcome="adjourned_to_date", adjourned_to=r.hour(later, "14:00"), at="11:50")


def money_only(r: Road) -> None:
    """Judgment for the money and no possession."""
    heard(r)
    r.note("hearing_outcome_recorded", outcome="money_judgment_only", money_judgment=80_000, costs=40_400, at="13:00")
    r.costs(40_400)


def outright(r: Road) -> None:
    """An outright order: on a mandatory ground within the cap, else four weeks on."""
    heard(r)
    mandatory = r.who.tenure == "introductory" or "8" in _grounds(r)
    cap = r.ask("england.order.possession_cap", made_on=r.day)
    r.note(
        "hearing_outcome_recorded",
        outcome="outright",
        ground_basis="mandatory" if mandatory else "discretionary",
        grounds=("8",) if "8" in _grounds(r) else _grounds(r),
        possession_on=cap["normal"] if mandatory else r.day + DAY * 28,
        costs=40_400,
        at="12:10",
    )
    r.costs(40_400)
    r.pays("none")


def _warrant_from(r: Road) -> date:
    order = next(s for s in r.steps if s.event == "hearing_outcome_recorded")
    possession_on = date.fromisoformat(order.details["possession_on"])
    day = r.ask("england.order.warrant", kind="outright", possession_on=possession_on)["earliest"]
    assert isinstance(day, date)
    return day


def possession_passed(r: Road) -> None:
    """The day for possession has passed and the tenants have stayed."""
    outright(r)
    r.to(_warrant_from(r) + DAY)
    r.note("contact_made", tenant=r.who.tenants[0], channel="visit", topics=("repayment",), at="15:30")


def warrant_requested(r: Road) -> None:
    """A warrant is approved and asked for."""
    possession_passed(r)
    r.wait(2)
    r.note("approval_requested", act="warrant")
    r.wait(2)
    r.note("approval_given", by=r.who.manager, act="warrant", prepared_by=r.who.owner)
    r.wait(1)
    r.note("warrant_requested")


def warrant_issued(r: Road) -> None:
    """The court issues the warrant."""
    warrant_requested(r)
    r.wait(12)
    number = f"{r.day:%y}W{r.day.toordinal() % 100_000:05d}"
    r.note("warrant_issued", warrant_number=number, by=r.who.legal)


def eviction_in(days: int) -> Story:
    """An eviction about `days` after the day the notice of it was delivered, which is in time."""

    def eviction_booked(r: Road) -> None:
        warrant_issued(r)
        r.wait(20)
        booked_on = r.day
        r.wait(5)
        delivered_on = r.day
        first = r.ask("england.warrant.eviction_from", delivered_on=delivered_on)["eviction_from"]
        evicted_on = max(first, delivered_on + DAY * days)
        while not r.ask("england.calendar.is_business_day", day=evicted_on)["business"]:
            evicted_on += DAY
        assert delivered_on <= r.ask("england.warrant.notice_of_eviction", eviction_on=evicted_on)["deliver_by"]
        r.note("eviction_booked", on=booked_on, eviction_at=r.hour(evicted_on, "10:00"))
        r.note("eviction_notice_delivered", at="13:15")

    return eviction_booked


def eviction_short_notice(r: Road) -> None:
    """Irregular: the notice of eviction is delivered three days too late for the appointment."""
    warrant_issued(r)
    r.wait(20)
    booked_on = r.day
    evicted_on = r.day + DAY * 21
    while not r.ask("england.calendar.is_business_day", day=evicted_on)["business"]:
        evicted_on += DAY
    r.note("eviction_booked", on=booked_on, eviction_at=r.hour(evicted_on, "09:30"))
    r.to(r.ask("england.warrant.notice_of_eviction", eviction_on=evicted_on)["deliver_by"] + DAY * 3)
    r.note("eviction_notice_delivered", at="13:15")


def suspension_applied(r: Road) -> None:
    """A tenant applies to suspend a few days before the eviction, which stops it."""
    eviction_in(21)(r)
    r.wait(14)
    r.note("suspension_applied", tenant=r.who.tenants[0], hearing_at=r.hour(r.day + DAY * 9, "14:00"), at="09:40")


def evicted(r: Road) -> None:
    """The eviction is confirmed and carried out."""
    eviction_in(21)(r)
    booked = next(s for s in r.steps if s.event == "eviction_booked")
    on = date.fromisoformat(booked.details["eviction_at"][:10])
    r.note("approval_requested", on=r.day, at="15:00", act="eviction")
    r.wait(1)
    r.note("approval_given", by=r.who.manager, act="eviction", prepared_by=r.who.owner)
    r.note("eviction_confirmed", at="15:45")
    r.day = on
    r.note("eviction_carried_out", at="10:40")
    r.ended_on = on


def former_letter(r: Road) -> None:
    """After the eviction: a letter of claim for the debt that is left."""
    evicted(r)
    r.wait(10)
    r.note("former_tenant_letter_sent", tenants=r.who.tenants)


def surrendered(r: Road) -> None:
    """The tenants give the home back while the notice runs, and the debt stays."""
    protocol(r)
    r.wait(8)
    r.note("tenancy_ended", how="surrender")
    r.ended_on = r.day
    r.wait(9)
    r.note("former_tenant_letter_sent", tenants=r.who.tenants)


def write_off_asked(r: Road) -> None:
    """The former tenants cannot be found, and a write-off is asked for."""
    former_letter(r)
    r.wait(40)
    r.note("write_off_requested", amount=90_000, code="untraced", reason="Two tracing agents found no address.")


def written_off(r: Road) -> None:
    """The debt is written off and the case closed."""
    write_off_asked(r)
    r.wait(5)
    r.note("write_off_decided", by=r.who.manager, approved=True)
    r.wait(1)
    r.note("case_closed", reason="written_off")


def cleared(r: Road) -> None:
    """The arrears are paid and the case is closed."""
    helped(r)
    r.wait(20)
    r.pays("full")
    r.note("case_closed", reason="arrears_cleared")


def discharged(r: Road) -> None:
    """A suspended order is paid in full, discharged, and the case closed."""
    suspended(r)
    r.wait(70)
    r.pays("full")
    r.note("order_discharged", how="paid_in_full")
    r.wait(2)
    r.note("case_closed", reason="arrears_cleared")
