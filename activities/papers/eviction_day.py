"""The day of the eviction: the risks told to the bailiff (E-34), the checklist of the morning and the report after it (E-36)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from activities.papers import proceedings
from activities.papers.builder import Builder
from activities.papers.hearing import vulnerable
from activities.papers.known import Ask
from activities.papers.proceedings import POSTED_AS
from activities.papers.record import OUTCOME
from activities.papers.refusals import MORATORIUMS, Draft, Refusal
from activities.papers.warrant import payments
from cases.events.enforcement import EvictionCarriedOut, EvictionConfirmed
from cases.facts import enforcement as facts
from cases.ruling import standing_holds
from cases.state import Eviction
from law.dates import DAY, in_words
from templates.words import court_day

RISKS = {"yes": "Yes", "no": "No", "not_sure": "Not sure: find out before the day, or the bailiff may not come"}
KINDS = {
    "violence": "violent or aggressive behaviour",
    "firearms": "firearms or other weapons",
    "crime": "criminal or antisocial behaviour",
    "threats": "threats made to somebody",
    "protest": "a protest group",
    "police_or_social_services": "visits of the police or social services",
    "animals": "aggressive animals",
}
VULNERABLE = {
    "none": "Nobody that we know of",
    "adults": "Adults",
    "children": "Children",
    "adults_and_children": "Adults and children",
}
ENTRY = {"keys": "with the keys that were given up", "forced": "forced", "open": "the door was opened to the bailiff"}
# Words that judge a person and tell a bailiff nothing, and the kind of moratorium, which is told to nobody.
UNFIT = re.compile(
    r"\b(junkies?|nutters?|psychos?|lunatics?|scum|mad(?:man|woman)|mental health crisis moratorium)\b", re.I
)


def risks(ask: Ask) -> Draft:
    """E-34. Every statement has its source and its day; what is known to be vulnerable may not be left out."""
    told, booked, warrant = confirmation(ask), ask.state.eviction, ask.state.warrant
    attendee = told.attendee if told else None
    person = ask.known.officer(attendee or "")
    against = [*_booked(ask, booked), *_against_risks(ask, told)]
    values = {
        "heading": proceedings.heading(ask),
        "warrant_number": warrant.number or None if warrant else None,
        "at": booked.at if booked else None,
        "confirm_by": booked.confirm_by if booked else None,
        "risk": RISKS.get(told.risk or "") if told else None,
        "kinds": tuple(KINDS[kind] for kind in told.risk_kinds) if told else (),
        "words": told.risk_words if told else None,
        "source": told.risk_source if told else None,
        "known_on": told.risk_known_on if told else None,
        "vulnerable": VULNERABLE.get(told.vulnerable_people or "") if told else None,
        "vulnerable_words": told.vulnerable_words if told else None,
        "evicted": (*(p.legal_name or p.name for p in ask.tenants), "everybody else in the home"),
        "born": tuple(f"{p.legal_name or p.name}, {court_day(p.born_on)}" for p in ask.tenants if p.born_on),
        "access": told.access if told else None,
        "attendee": proceedings.staff(ask, attendee),
        "attendee_phone": person.phone if person else None,
        "locksmith": told.locksmith if told else None,
        "told_by": proceedings.staff(ask, told.recorded_by.lower()) if told else None,
    }
    return Draft(values=values, refusals=tuple(against), said=("risk", "vulnerable") if told is None else ())


def confirmation(ask: Ask) -> EvictionConfirmed | None:
    """The event that told the risks of this appointment."""
    booked = ask.state.eviction
    found = [e for e in proceedings.events(ask) if isinstance(e, EvictionConfirmed) and e.risk]
    found = [e for e in found if booked is None or e.happened_on >= booked.booked_on]
    return found[-1] if found else None


def _booked(ask: Ask, booked: Eviction | None) -> Iterator[Refusal]:
    application = ask.state.application
    if application and not application.outcome:
        said = "An application to suspend is before the court: the eviction does not go ahead until it is decided."
        yield Refusal(code="R08", details=said)
    elif booked is None or booked.cancelled_on or booked.carried_out_on:
        yield Refusal(code="R25", details="No eviction is booked, and this paper is about one.")
    elif booked.on < ask.today:
        yield Refusal(code="R13", details=f"The eviction on {in_words(booked.on)} is in the past.")


def _against_risks(ask: Ask, told: EvictionConfirmed | None) -> Iterator[Refusal]:
    if told is None:
        said = "Nobody has said whether there is a risk at the home: record eviction_confirmed with risk."
        yield Refusal(code="R25", details=said)
        return
    if (told.risk_kinds or told.risk == "yes") and not told.risk_words:
        yield Refusal(code="R04", details="A risk is named and not described (risk_words).")
    if told.risk == "yes" and not told.risk_kinds:
        yield Refusal(code="R04", details="There is a risk, and it is not said of what kind (risk_kinds).")
    if told.risk_words and not (told.risk_source and told.risk_known_on):
        said = "A risk is described without its source and its day (risk_source, risk_known_on): a rumour is not passed on."
        yield Refusal(code="R25", details=said)
    if told.vulnerable_people in ("adults", "children", "adults_and_children") and not told.vulnerable_words:
        yield Refusal(code="R04", details="Somebody is vulnerable, and it is not said how (vulnerable_words).")
    if ask.state.vulnerable and told.vulnerable_people in (None, "none"):
        said = "The case knows of somebody who is vulnerable, and the sheet for the bailiff names nobody (vulnerable_people)."
        yield Refusal(code="R20", details=said)
    for words in (told.risk_words, told.vulnerable_words, told.access):
        found = UNFIT.search(words or "")
        if found:
            said = (
                f"{found.group()!r} tells a bailiff nothing that may be told: say what happened, when, and who saw it."
            )
            yield Refusal(code="R05", details=said)


def checklist(ask: Ask) -> Draft:
    """E-36 for the morning of the eviction."""
    booked, warrant, order, landlord = ask.state.eviction, ask.state.warrant, ask.state.order, ask.known.landlord
    since = warrant.requested_on if warrant else ask.today
    against = [*_booked(ask, booked), *proceedings.not_one_figure(ask)]
    if booked and booked.notice_delivered_on is None:
        said = "No notice of eviction is recorded as delivered: without it there is nothing to check on the day."
        against.append(Refusal(code="R25", details=said))
    values = {
        "heading": proceedings.heading(ask),
        "at": booked.at if booked else None,
        "warrant_number": warrant.number or None if warrant else None,
        "warrant_until": warrant.last_day if warrant else None,
        "notice_delivered_on": booked.notice_delivered_on if booked else None,
        "order": _order_words(ask),
        "limited": bool(order and order.ground_basis == "mandatory"),
        "arrears": proceedings.arrears(ask, "B1"),
        "paid_since": tuple(
            {"on": p.on, "reference": p.ref, "words": p.named(POSTED_AS[p.type]), "amount": p.payment}
            for p in payments(ask, since, ask.today)
        ),
        "holds": tuple(_holds(ask)),
        "vulnerable": vulnerable(ask),
        "council_phone": landlord.council.phone,
        "storage_days": landlord.storage.days,
        "storage_place": landlord.storage.place,
        "owner": proceedings.staff(ask, ask.state.owner.lower()),
    }
    lacking = ("notice_delivered_on",) if booked and booked.notice_delivered_on is None else ()
    return Draft(values=values, refusals=tuple(against), said=lacking)


def _order_words(ask: Ask) -> str | None:
    order = ask.state.order
    return f"On {in_words(order.made_on)} {OUTCOME[order.outcome]}." if order else None


def _holds(ask: Ask) -> Iterator[str]:
    """What stands on the day of the paper; what a moratorium is called is told to nobody."""
    found = standing_holds(ask.state, ask.today)
    for hold in found:
        kind = "a moratorium" if hold.kind in MORATORIUMS else hold.kind.replace("_", " ")
        yield f"{kind}, from {in_words(hold.from_on)}"
    if not found:
        yield "none is recorded"


def report(ask: Ask) -> Draft:
    """E-36 after the eviction. What nobody wrote down on the day is missing, and stops the report by its name."""
    told = _carried_out(ask)
    if told is None:
        said = "No eviction is recorded as carried out, so there is nothing to report."
        return Draft(values={}, refusals=(Refusal(code="R25", details=said),))
    against = [*proceedings.not_one_figure(ask)]
    left = bool(told.goods) and told.goods_until is not None
    storage = ask.known.landlord.storage
    if told.goods_until and not told.goods:
        against.append(Refusal(code="R04", details="Goods are kept, and no list of them is recorded (goods)."))
    if told.goods_until and told.goods_until < told.happened_on + DAY:
        against.append(Refusal(code="R13", details="Goods are kept until a day that is not after the eviction."))
    held = ask.state.balance
    values = {
        "heading": proceedings.heading(ask),
        "on": told.happened_on,
        "at": told.at,
        "bailiff": told.bailiff,
        "adults": told.adults,
        "children": told.children,
        "entry": proceedings.say(ask, ENTRY[told.entry]) if told.entry else None,
        "lock": told.lock,
        "goods": told.goods,
        "goods_until": told.goods_until,
        "goods_place": storage.place if left else None,
        "meters": told.meters,
        "condition": told.condition,
        "forwarding": told.forwarding,
        "arrears": {"code": "B9", "pence": held.arrears, "as_at": held.as_at} if held else None,
        "reporter": proceedings.staff(ask, told.recorded_by.lower()),
    }
    return Draft(values=values, refusals=tuple(against), said=("goods",) if told.goods_until and not told.goods else ())


def _carried_out(ask: Ask) -> EvictionCarriedOut | None:
    found = [e for e in proceedings.events(ask) if isinstance(e, EvictionCarriedOut)]
    return found[-1] if found else None


BUILDERS: Mapping[str, Builder] = MappingProxyType(
    {
        "E-34": Builder(facts.RiskSheet, risks),
        "E-36": Builder(facts.EvictionChecklist, checklist),
        "E-36-report": Builder(facts.EvictionReport, report),
    }
)
