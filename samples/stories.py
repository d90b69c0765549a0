"""What happens in the cases, step by step: the main road of each tenure, and the turnings off it.

Each function takes the story further from where it has come to. Every legal day is asked of the law room; where a
story breaks a rule, it says so in its name and in the portfolio's list.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import law
from samples.ledger import DAY
from samples.road import Road


def opened(r: Road) -> None:
    """The case is opened for an account that pays part of its rent."""
    r.pays("part", 85)
    r.note("case_opened", at="09:05", owner=r.who.owner)
    if r.who.nation == "wales":
        r.note("fitness_checked", at="09:40", fit=True, electrical_report_given=True)
    if r.who.tenure == "flexible":
        r.note(
            "fixed_term_checked",
            at="09:40",
            term_ends=r.day + DAY * 900,
            clause="re_entry",
            clause_text="Clause 6.1: rent unpaid for twenty-one days",
            rent_accepted=False,
        )
    if r.who.tenure == "demoted":
        r.note("demotion_checked", at="09:40", demoted_on=r.day - DAY * 60)


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
    agree(r, 500 if r.who.charges.every == "weekly" else 2000)


def agree(r: Road, pence: int) -> None:
    """An agreement to pay the rent and some pence more each period, kept from its first day."""
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
    r.linger(6)
    r.note("approval_requested", act="notice", grounds=grounds(r))


def notice(r: Road) -> None:
    """The notice of the tenure, approved by someone else and served at home on each tenant."""
    notice_asked(r)
    r.wait(2)
    r.note("approval_given", by=r.who.leader, act="notice", prepared_by=r.who.owner, grounds=grounds(r))
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
        grounds=grounds(r),
        specified_on=specified,
        place="home",
        proof="certificate",
        witness="A second officer",
    )


def specified_for(r: Road, served_on: date) -> date | None:
    """The safe day to print in a notice served on a day; None for the notice of a fixed term, which names none."""
    if r.who.tenure == "flexible":
        return None
    if r.who.nation == "wales":
        day = _window(r, served_on)["claim_from"] - DAY  # the notice gives the day after which a claim may be made
        assert isinstance(day, date)
        return day
    if r.who.nation == "scotland":
        answer = r.ask("secure.notice", served_on=served_on)
    elif r.who.tenure == "assured":
        answer = r.ask("assured.notice", served_on=served_on, social_housing=r.who.social, grounds=list(grounds(r)))
    else:
        answer = r.ask(f"{r.who.tenure}.notice", served_on=served_on, **r.rent_facts)
    day = answer["safe_earliest"]
    assert isinstance(day, date)
    return day


def contract(r: Road) -> str:
    """The kind of an occupation contract as the questions about its notices name it."""
    kind = r.who.tenure.removeprefix("occupation_contract_")
    return {"introductory": "introductory_standard"}.get(kind, kind)


def _window(r: Road, given_on: date) -> law.Answer:
    ground = "serious_arrears" if "s181" in r.who.grounds else "breach"
    return r.ask("claim_window", given_on=given_on, contract=contract(r), ground=ground)


def grounds(r: Road) -> tuple[str, ...]:
    """The grounds of the notice."""
    return r.who.grounds


def claim_from(r: Road) -> date:
    """The first day on which a claim may be begun on the notice."""
    if r.who.nation == "wales":
        assert r.notice_on is not None
        first = _window(r, r.notice_on)["claim_from"]
        assert isinstance(first, date)
        return first
    facts: dict[str, Any] = {"specified_on": r.specified_on}
    if r.who.tenure == "assured":
        facts |= {"served_on": r.notice_on, "social_housing": r.who.social}
    elif r.who.tenure == "flexible":
        facts = {"served_on": r.notice_on}
    day = r.ask(f"{r.who.tenure}.claim_window", **facts)["claim_from"]
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
    if r.who.strict:
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
    r.linger(3)
    r.note("approval_requested", act="claim")


def claim_submitted(r: Road) -> None:
    """The claim goes to the court."""
    claim_asked(r)
    r.wait(3)
    r.note("approval_given", by=r.who.legal, act="claim", prepared_by=r.who.owner)
    r.wait(1)
    r.note("claim_submitted", channel="pcol", court=r.who.court)


def claim_issued(r: Road) -> None:
    """The court issues the claim."""
    claim_submitted(r)
    r.wait(4)
    r.issued_on = r.day
    fee = r.ask("fee", step="claim", paid_on=r.day)["amount"]
    number = f"{r.day:%y}PA{r.day.toordinal() % 100_000:05d}"
    r.note("claim_issued", claim_number=number, court=r.who.court, fee=fee, by=r.who.legal)


def hearing_listed(r: Road) -> None:
    """The court gives a hearing, within its own standard time."""
    claim_issued(r)
    _list(r, r.day)


def _list(r: Road, on: date) -> date:
    assert r.issued_on is not None
    window = r.ask("claim.hearing_window", issued_on=r.issued_on)
    heard_on = window["earliest"] + DAY * 9
    while not r.ask("calendar.is_business_day", day=heard_on)["business"]:
        heard_on += DAY
    assert isinstance(heard_on, date) and heard_on <= window["standard_latest"]
    r.to(on + DAY * 6)
    r.note("hearing_listed", hearing_at=r.hour(heard_on, "10:30"), court=r.who.court, purpose="possession")
    return heard_on


def heard(r: Road) -> None:
    """The day of the hearing has come; the statement and the particulars went out before it."""
    claim_issued(r)
    heard_on = _list(r, r.day)
    ready = r.ask("protocol.pre_hearing", hearing_on=heard_on)["safe_by"]
    r.note("statement_sent", tenants=r.who.tenants, on=min(ready, heard_on - DAY))
    r.day = heard_on
