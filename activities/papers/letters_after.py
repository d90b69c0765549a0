"""From a case to the letters from the order on: decided, broken, evicted, owed afterwards, and a moratorium."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import count
from types import MappingProxyType
from typing import Any

from activities.papers.builder import Builder
from activities.papers.head import (
    OCCUPIERS,
    b1,
    beat,
    calendar,
    cure_day,
    due_days,
    falling_due,
    fee,
    head,
    london,
    next_rent_day,
    officer,
    rent_now,
    sender,
    two_figures,
)
from activities.papers.known import Ask
from activities.papers.proceedings import say
from activities.papers.refusals import MORATORIUMS, Draft, Refusal, working_days_on
from activities.papers.statements import WEEKS, faults, not_itemised, since_in_debt, statement
from cases.events.court import HearingOutcomeRecorded, OrderBreached
from cases.events.early import Instalment
from cases.events.throughout import HoldOpened
from cases.facts import letters_after
from cases.instalments import short as short_of
from cases.state import Former, Hold, Order
from law.dates import in_words
from templates.words import money

HELD_BY_TERMS = ("suspended", "postponed", "adjourned_on_terms")
WARNED_OF = ("suspended", "adjourned_on_terms")
PAYMENTS_SHOWN = 12


def _terms(ask: Ask, order: Order | None) -> dict[str, Any] | None:
    terms = order.terms if order else None
    if terms is None:
        return None
    return beat(terms.plus, terms.every, terms.first_payment_on, terms.rent, ask.state.the_tenancy.rent_period)


def outcome_letter(ask: Ask) -> Draft:
    """E-30. Everything in it was said by the court; nothing is added to what it ordered."""
    event, state, landlord = ask.event, ask.state, ask.known.landlord
    values: dict[str, Any] = {**head(ask), "pay": landlord.pay_methods, "council": _council(ask)}
    if not isinstance(event, HearingOutcomeRecorded):
        said = "The letter tells what a hearing decided, and the event that ordered it is no outcome of a hearing."
        return Draft(values=values, refusals=(Refusal(code="R25", details=said),))
    claim, hearing = state.claim, state.hearing
    order = state.order if state.order and state.order.made_on == event.happened_on else None
    terms = _terms(ask, order)
    refusals = []
    if event.outcome in HELD_BY_TERMS and order is not None and terms is None:
        refusals.append(Refusal(code="R04", details="The order has terms of payment, and they are not in the record."))
    values |= {
        "outcome": event.outcome,
        "heard_on": event.happened_on,
        "court": (hearing.court if hearing else "") or (claim.court if claim else "") or None,
        "judge": event.judge,
        "claim_number": claim.number or None if claim else None,
        "attended": ask.order.recipient in event.attended,
        "mandatory": event.ground_basis == "mandatory",
        "possession_on": event.possession_on,
        "hardship_by": order.cap_hardship if order else None,
        "beat": terms,
        "calendar": calendar(terms, PAYMENTS_SHOWN) if terms else (),
        "judgment": event.money_judgment,
        "costs": event.costs,
        "costs_by": event.costs_by if event.costs else None,
        "adjourned_to": event.adjourned_to,
        "restore_by": event.strike_out_on - timedelta(days=1) if event.strike_out_on else None,
        "permission_needed": event.permission_needed,
        "fee": fee(ask, "application_to_suspend"),
        "check_on": _check_on(ask, terms) if terms else None,
    }
    return Draft(values=values, refusals=tuple(refusals))


def _check_on(ask: Ask, terms: dict[str, Any]) -> date:
    """The first day on or after the letter's on which the account is looked at for a payment that fell due."""
    days, nation = ask.known.landlord.tolerance_days or 1, ask.state.the_tenancy.nation
    for number in count(1):
        found = working_days_on(due_days(terms["first_on"], terms["every"], number)[-1], days, nation)
        if found >= ask.today:
            return found
    raise AssertionError("the days of a run of payments have no end")


def _council(ask: Ask) -> str | None:
    council = ask.known.landlord.council
    return council.phone


def order_breach_letter(ask: Ask) -> Draft:
    """E-31, for an order suspended or a claim adjourned on terms: a postponed order goes another way."""
    event, state, figure = ask.event, ask.state, b1(ask)
    order, landlord = state.order, ask.known.landlord
    found = statement(ask, since=since_order(ask, order))
    refusals = [*two_figures(ask), *faults(ask, found, code="R28")]
    paid = isinstance(event, OrderBreached) and event.breach == "payment"
    if paid:
        refusals += not_itemised(ask)
    if order is None or order.outcome not in WARNED_OF:
        kind = order.outcome.replace("_", " ") if order else "missing"
        other = ": record date_notice_sent, and the tenants have the letter E-32" if kind == "postponed" else ""
        said = f"This letter is for an order suspended or a claim adjourned on terms; this one is {kind}{other}."
        refusals.append(Refusal(code="R08", details=said))
    breach = event.breach if isinstance(event, OrderBreached) else None
    proof = event.proof if isinstance(event, OrderBreached) else ()
    short = order.breach_short if order else 0
    if breach == "payment" and short < max(landlord.tolerance_pence, 1):
        said = f"What is short under the order is {money(short)}: the account does not show a breach to write about."
        refusals.append(Refusal(code="R16", details=said))
    cure = _cure(ask, order)
    late = order is not None and order.permission_from is not None and order.permission_from <= ask.today
    values = {
        **head(ask),
        "made_on": order.made_on if order else None,
        "breach": breach,
        "beat": _terms(ask, order),
        "rent_now": rent_now(ask, order.terms) if order else None,
        "missed": tuple({**i.model_dump(), "short": i.short} for i in proof) if paid else (),
        "b8": {"code": "B8", "pence": short, "as_at": figure["as_at"]} if paid and figure else None,
        "awaited": awaited(proof) if paid else None,
        "b1": figure,
        "cure_by": cure,
        "falling_due": falling_due(ask, order.terms, event.happened_on, cure["on"]) if paid and order else (),
        "adjourned": order is not None and order.outcome != "suspended",
        "permission_needed": late or bool(order and order.permission in ("needed", "sought", "refused")),
        "warrant_asked": state.warrant is not None,
        "fee": fee(ask, "application_to_suspend"),
        "pay": landlord.pay_methods,
        "fund": landlord.crisis_fund or None,
        "statement": found,
    }
    return Draft(values=values, refusals=tuple(refusals))


def since_order(ask: Ask, order: Order | None) -> date | None:
    """From when a statement runs that shows an order's payments: the day after it, where it is older than thirteen weeks
    and the account's postings reach back to it."""
    position, postings = ask.known.position, ask.known.postings
    if order is None or position is None or not postings or postings[0].on > order.made_on:
        return None
    return min(order.made_on + timedelta(days=1), position.listed.as_at - timedelta(days=7 * WEEKS - 1))


def awaited(proof: Sequence[Instalment]) -> dict[str, Any] | None:
    """What is short and waits for the next payment of a benefit."""
    waiting = [i for i in proof if i.awaits]
    return {"on": max(i.awaits for i in waiting if i.awaits), "sum": short_of(waiting)} if waiting else None


def _cure(ask: Ask, order: Order | None) -> dict[str, Any]:
    """The day that the case itself waits for; for a breach recorded without one, what our policy gives today."""
    if order is None or order.cure_by is None:
        return cure_day(ask)
    return {"on": order.cure_by, "rule": "policy.cure", "to_act": True}


def eviction_letter(ask: Ask) -> Draft:
    """E-35. The copy for other occupiers has no sum, no order and no account in it."""
    state, landlord, known = ask.state, ask.known.landlord, ask.known
    booked, occupiers = state.eviction, ask.order.recipient == OCCUPIERS
    refusals = []
    if booked is None or booked.cancelled_on:
        refusals.append(Refusal(code="R25", details="No eviction is booked, and this letter says that one is."))
    elif booked.on < ask.today:
        refusals.append(Refusal(code="R13", details=f"The eviction on {in_words(booked.on)} is in the past."))
    position, costs = known.position, 0
    if not occupiers:
        refusals += two_figures(ask)
        costs = position.court_costs if position else 0
    values = {
        **head(ask),
        "at": booked.at if booked else None,
        "occupiers": occupiers,
        "home_lines": known.account.home,
        "limited": bool(state.order and state.order.ground_basis == "mandatory"),
        "b1": None if occupiers else b1(ask),
        "b7": {"code": "B7", "pence": costs, "as_at": position.as_at} if position and costs else None,
        "fee": None if occupiers else fee(ask, "application_to_suspend"),
        "council_name": landlord.council.name,
        "council_phone": landlord.council.phone,
        "council_out_of_hours": landlord.council.out_of_hours,
        "storage_days": landlord.storage.days,
        "storage_place": landlord.storage.place,
        "latest": {"on": booked.deliver_notice_by, "rule": "england.warrant.notice_of_eviction"} if booked else None,
    }
    return Draft(values=values, refusals=tuple(refusals))


def former_tenant_letter(ask: Ask) -> Draft:
    """E-38. What a court has already ordered is taken off: it is enforced, not claimed a second time."""
    state, landlord, known = ask.state, ask.known.landlord, ask.known
    former, figure, since = state.former, b1(ask), since_in_debt(ask)
    found = statement(ask, since=since)
    refusals = [*two_figures(ask), *faults(ask, found, code="R28")]
    judgment = state.order.money_judgment or 0 if state.order else 0
    left = max(figure["pence"] - judgment, 0) if figure else None
    if figure and figure["pence"] <= 0:
        refusals.append(Refusal(code="R25", details="No rent is left owing, so there is nothing to claim."))
    elif left == 0:
        said = f"The court has already ordered {money(judgment)} to be paid, which covers this debt: enforce the order."
        refusals.append(Refusal(code="R08", details=said))
    if former and former.limitation_last_day and former.limitation_last_day < ask.today:
        said = f"Part of the debt could be claimed only until {in_words(former.limitation_last_day)} and is in the sum."
        refusals.append(Refusal(code="R22", details=said))
    refusals += _not_to_be_written_to(ask, former)
    values = head(ask)
    reader = ask.reader
    # The home may be let again: a letter about the old debt never goes there unless it is still their address.
    address = reader.address if reader else None
    values["reader"] = {"name": reader.name if reader else None, "address": address}
    if not address:
        said = f"No new address is known for the former tenant {ask.order.recipient}: `address_traced` records one."
        refusals.append(Refusal(code="R04", details=said))
    values |= {
        "home": None,
        "started_on": known.account.started_on or state.the_tenancy.started_on,
        "ended_on": former.ended_on if former else None,
        "how": former.how if former else None,
        "let": known.account.home,
        "rent_left": figure,
        "judgment": judgment or None,
        "b9": {"code": "B9", "pence": left, "as_at": figure["as_at"]} if figure and left is not None else None,
        "reply_by": _debt_day(former.reply_by if former else None),
        "claim_from": _debt_day(former.claim_from if former else None),
        "forms_enclosed": not known.texts.lacking(("V-PAPD-A", "V-PAPD-B"), ask.today),
        "pay": landlord.pay_methods,
        "statement": found,
    }
    return Draft(values=values, refusals=tuple(refusals), said=() if address else ("reader.address",))


def _not_to_be_written_to(ask: Ask, former: Former | None) -> Iterator[Refusal]:
    """Whom no letter of claim may reach, and a letter that would leave the reader less than the thirty days it names."""
    if former and former.how == "death" and len(ask.state.the_tenancy.tenants) == 1:
        said = "The tenancy ended by the death of its only tenant: write to whoever looks after the estate."
        yield Refusal(code="R14", details=say(ask, said))
    for hold in ask.state.holds_on(ask.today):
        if hold.kind == "insolvency" and hold.tenant in (None, ask.order.recipient):
            said = (
                f"The insolvency that has stood since {in_words(hold.from_on)} covers this debt: it is claimed from whoever "
                f"looks after that, and not from {ask.order.recipient or 'the person'}."
            )
            yield Refusal(code="R21", details=said)
    if former and former.letter_on and ask.today > former.letter_on + timedelta(days=1):
        said = (
            f"The thirty days of this letter count from {in_words(former.letter_on)}, and it is written on "
            f"{in_words(ask.today)}: a letter of claim is posted on its day or the day after. Send another, of today."
        )
        yield Refusal(code="R13", details=said)


def _debt_day(day: date | None) -> dict[str, Any] | None:
    # No working day is asked for: the protocol counts thirty days whatever day the last of them is.
    return {"on": day, "rule": "england.debt_protocol.letter"} if day else None


def _moratorium(ask: Ask) -> Hold | None:
    return next((h for h in reversed(ask.state.holds) if h.kind in MORATORIUMS), None)


def _moratorium_days(ask: Ask) -> dict[str, Any]:
    hold = _moratorium(ask)
    if hold is None:
        return {"starts_on": None}
    opened = [e for e in ask.known.events if isinstance(e, HoldOpened) and e.event_id == hold.event_id]
    return {
        "starts_on": hold.from_on,
        "last_day": hold.last_day,
        "moratorium": opened[0].reference if opened else None,
        "void_notice": _void_notice(ask, hold),
    }


def _void_notice(ask: Ask, hold: Hold) -> date | None:
    """The day the reader (or, for the court, the last tenant) was given the notice that came inside the moratorium."""
    notice = ask.state.notice
    if notice is None or not notice.void or notice.withdrawn_on:
        return None
    inside = {ref: s.on for ref, s in notice.services.items() if s.on >= hold.from_on}
    return inside.get(ask.order.recipient or "", max(inside.values(), default=None))


def moratorium_letter(ask: Ask) -> Draft:
    """E-42 to a tenant: what stops, what goes on. No figure of the debt."""
    tenancy, hold = ask.state.the_tenancy, _moratorium(ask)
    days, own = _moratorium_days(ask), len(tenancy.tenants) == 1 or bool(hold and hold.tenant == ask.order.recipient)
    values = {
        **head(ask),
        **days,
        "moratorium": days.get("moratorium") if own else None,
        "own": own,
        "rent": tenancy.rent or None,
        "period": tenancy.rent_period,
        "next_due_on": next_rent_day(ask),
        "pay": ask.known.landlord.pay_methods,
    }
    return Draft(values=values)


def moratorium_note(ask: Ask) -> Draft:
    """E-42 to the court while a claim is before it."""
    hearing = ask.state.hearing
    ahead = hearing if hearing and not hearing.heard and (london(hearing.at) or ask.today) >= ask.today else None
    return Draft(
        values={**_to_court(ask), **_moratorium_days(ask), "hearing_at": ahead.at if ahead else None},
    )


def moratorium_stop(ask: Ask) -> Draft:
    """E-42 to the bailiff: the warrant may not be carried out, and an appointment that is still to come falls away."""
    warrant, booked, days = ask.state.warrant, ask.state.eviction, _moratorium_days(ask)
    ahead = booked is not None and booked.carried_out_on is None and booked.on >= ask.today
    values = {
        **_to_court(ask),
        "starts_on": days["starts_on"],
        "last_day": days.get("last_day"),
        "moratorium": days.get("moratorium"),
        "warrant_number": warrant.number or None if warrant else None,
        "eviction_at": booked.at if booked and ahead else None,
    }
    return Draft(values=values)


def _to_court(ask: Ask) -> dict[str, Any]:
    """Sender, court, claim and parties of a note about a moratorium."""
    claim, hearing, writer = ask.state.claim, ask.state.hearing, officer(ask)
    from_us = sender(ask.known.landlord)
    return {
        "on": ask.today,
        "landlord": {
            "name": ask.known.landlord.legal_name,
            "address": from_us["address"],
            "phone": from_us["phone"],
            "email": from_us["email"],
        },
        "officer_name": writer["name"],
        "officer_role": writer["role"],
        "court": (hearing.court if hearing else "") or (claim.court if claim else "") or None,
        "claim_number": claim.number or None if claim else None,
        "defendants": tuple(p.legal_name or p.name for p in ask.tenants),
        "home": ask.known.account.home,
    }


BUILDERS: Mapping[str, Builder] = MappingProxyType(
    {
        "E-30": Builder(letters_after.OutcomeLetter, outcome_letter),
        "E-31": Builder(letters_after.OrderBreachLetter, order_breach_letter),
        "E-35": Builder(letters_after.EvictionLetter, eviction_letter),
        "E-38": Builder(letters_after.FormerTenantLetter, former_tenant_letter),
        "E-42": Builder(letters_after.MoratoriumLetter, moratorium_letter),
        "E-42-court": Builder(letters_after.MoratoriumNote, moratorium_note),
        "E-42-bailiff": Builder(letters_after.MoratoriumStop, moratorium_stop),
    }
)
