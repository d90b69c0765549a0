"""From a case to the letters between notice and hearing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from activities.papers.builder import Builder
from activities.papers.draft_order import without_a_choice
from activities.papers.head import (
    b1,
    benefits,
    expected,
    head,
    housing_benefit,
    last_credits,
    last_event,
    two_figures,
)
from activities.papers.known import Ask
from activities.papers.notices import mandatory_ground
from activities.papers.proceedings import answer, daily_rate
from activities.papers.refusals import MORATORIUMS, Draft, Refusal, told_missing
from activities.papers.statements import faults, not_itemised, statement
from cases.events.court import ProtocolLetterSent
from cases.facts import letters_action
from law.dates import in_words


def _served_on(ask: Ask) -> date | None:
    notice = ask.state.notice
    held = notice.services.get(ask.order.recipient or "") if notice else None
    return held.on if held else None


def _not_served(ask: Ask) -> list[Refusal]:
    if _served_on(ask) is not None:
        return []
    said = f"There is no record that {ask.order.recipient} was served with a notice, and the letter says they were."
    return [Refusal(code="R25", details=said)]


def _replies(ask: Ask, track: str) -> dict[str, Any] | None:
    """The day to answer by: the officer's own, or what the law room gives, as the rules of the case have it too."""
    sent = ask.event if isinstance(ask.event, ProtocolLetterSent) else None
    if sent and sent.reply_by:
        return {"on": sent.reply_by, "rule": "the officer's own day", "to_act": True}
    found = answer("policy.reply", ask, sent_on=sent.happened_on if sent else ask.today, track=track)
    return {"on": found["by"], "rule": found.rule, "to_act": True} if found else None


def claim_day(ask: Ask, *waits: date | None) -> dict[str, Any] | None:
    """The first day for a claim: what the notice allows, after every day that anyone was given to answer or to pay."""
    notice, agreement = ask.state.notice, ask.state.agreement
    allowed = notice.claim_from or notice.safe_earliest if notice else None
    if allowed is None:
        return None
    cure_by = agreement.cure_by if agreement and agreement.status == "broken" else None
    given = [day + timedelta(days=1) for day in (*waits, cure_by, ask.state.reply_by) if day]
    return {"on": max(allowed, *given) if given else allowed, "statutory": allowed, "rule": "notice"}


def protocol_letter(ask: Ask) -> Draft:
    """E-16. Where notice and letter cross, the day to reply by stays and the claim waits for it."""
    served, found = _served_on(ask), statement(ask)
    reader = ask.order.recipient
    reply_by = _replies(ask, "arrears")
    values = {
        **head(ask),
        "served_on": served,
        "claim_from": claim_day(ask, reply_by["on"] if reply_by else None),
        "b1": b1(ask),
        "expected": expected(ask),
        "benefits": benefits(ask),
        "housing_benefit": housing_benefit(ask),
        "reply_by": reply_by,
        "spoken_on": last_event(ask, "contact_made", tenant=reader, since=served) if served else None,
        "tried_on": last_event(ask, "contact_attempted", tenant=reader, since=served) if served else None,
        "protocol_enclosed": not ask.known.texts.lacking(("V-PAP",), ask.today),
        "pay": ask.known.landlord.pay_methods,
        "fund": ask.known.landlord.crisis_fund or None,
        "statement": found,
    }
    return Draft(values=values, refusals=(*_not_served(ask), *two_figures(ask), *faults(ask, found, code="R28")))


def circumstances_letter(ask: Ask) -> Draft:
    """E-17. Its reasons are facts of the record: the arrears, the notice, a broken agreement, payments, talks."""
    state, tenancy, reader = ask.state, ask.state.the_tenancy, ask.order.recipient
    notice = state.notice
    route = {"introductory": "introductory", "demoted": "demoted"}.get(tenancy.tenure)
    if route is None and notice and mandatory_ground(ask) in notice.grounds:
        route = "ground_8"
    refusals = list(two_figures(ask))
    if route is None:
        said = "This letter is for claims on which the court may have no choice; this case has no such ground."
        refusals.append(Refusal(code="R08", details=said))
    credits = [] if any(not_itemised(ask)) else last_credits(ask, 1)
    review = notice.review if notice else None
    open_review = review and review.requested_on is None and review.request_by >= ask.today
    reply_by, served = _replies(ask, "mandatory"), _served_on(ask)
    # a notice of proceedings asks the same question, by a day counted from its own service
    proceedings = route in ("introductory", "demoted")
    asked = answer("policy.reply", ask, sent_on=served, track="mandatory") if proceedings else None
    broken = state.agreement if state.agreement and state.agreement.status == "broken" else None
    if reader not in tenancy.tenants:  # asked about their life, and told nothing of the account
        own = {
            **head(ask),
            "joint": False,
            "route": route,
            "occupier": True,
            "reply_by": reply_by,
            "asked_before": False,
        }
        return Draft(values=own, refusals=tuple(r for r in refusals if r.code == "R08"))
    lacking = [name for name, value in (("b1", b1(ask)), ("rent", tenancy.rent or None)) if value is None]
    if lacking:
        refusals.append(told_missing(ask.order.paper, lacking))
    values = {
        **head(ask),
        "route": route,
        "b1": b1(ask),
        "rent": tenancy.rent or None,
        "period": tenancy.rent_period,
        "served_on": served,
        "broken_on": broken.since if broken else None,
        "last_paid_on": credits[0].on if credits else None,
        "spoken_on": last_event(ask, "contact_made", tenant=reader),
        "reply_by": reply_by,
        "asked_before": bool(asked and reply_by and asked["by"] < reply_by["on"]),
        "review_by": {"on": review.request_by, "rule": f"{tenancy.nation}.{tenancy.tenure}.review"}
        if review and open_review
        else None,
    }
    return Draft(values=values, refusals=tuple(refusals))


def hearing_letter(ask: Ask) -> Draft:
    """E-25. It has to arrive ten days before the hearing; a late one still goes, since silence would be worse."""
    state = ask.state
    hearing, claim, figure, found = state.hearing, state.claim, b1(ask), statement(ask)
    refusals = [*two_figures(ask), *faults(ask, found, code="R28")]
    if hearing and hearing.on < ask.today:
        refusals.append(Refusal(code="R13", details=f"The hearing on {in_words(hearing.on)} is over."))
    grounds, strict = state.notice.grounds if state.notice else (), mandatory_ground(ask)
    only = state.track == "mandatory" or grounds == (strict,)
    court = (hearing.court if hearing else "") or (claim.court if claim else "")
    values: dict[str, Any] = {
        **head(ask),
        "court": court or None,
        "court_address": ask.known.landlord.courts.get(court),
        "claim_number": claim.number or None if claim else None,
        "moved": ask.event.kind == "hearing_relisted",
        "b1": figure,
        "b10": daily_rate(ask, figure["as_at"] if figure else None),
        "mandatory": "only" if only else "ground_8" if strict in grounds else "no",
        "outright": without_a_choice(ask),
        "money_claimed": claim.money_claimed if claim else None,
        "moratorium": any(h.kind in MORATORIUMS for h in state.holds_on(ask.today)),
        "benefits": benefits(ask),
        "housing_benefit": housing_benefit(ask),
        "expected": expected(ask),
        "pay": ask.known.landlord.pay_methods,
        "statement": found,
    }
    if hearing:
        values |= {
            "at": hearing.at,
            "arrive_by": hearing.at - timedelta(minutes=45),
            "latest": _latest(ask, hearing.on),
        }
    return Draft(values=values, refusals=tuple(refusals))


def _latest(ask: Ask, hearing_on: date) -> dict[str, Any] | None:
    found = answer("protocol.pre_hearing", ask, hearing_on=hearing_on)
    if found is None:
        return None
    return {"on": found["safe_by"], "statutory": found["statutory_by"], "safe": found["safe_by"], "rule": found.rule}


BUILDERS: Mapping[str, Builder] = MappingProxyType(
    {
        "E-16": Builder(letters_action.ProtocolLetter, protocol_letter),
        "E-17": Builder(letters_action.CircumstancesLetter, circumstances_letter),
        "E-25": Builder(letters_action.HearingLetter, hearing_letter),
    }
)
