"""Our answer to a tenant's application to suspend or stop the eviction (E-37), for the court."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TypeVar

from activities.papers import offer, proceedings, record
from activities.papers.builder import Builder
from activities.papers.head import london
from activities.papers.known import Ask
from activities.papers.proceedings import POSTED_AS, answer, whys
from activities.papers.record import OUTCOME
from activities.papers.refusals import Draft, Refusal
from activities.papers.statements import not_itemised
from activities.papers.warrant import certificate, payments
from cases.events import Event, enforcement
from cases.events.court import OrderBreached
from cases.events.early import AgreementOffered, VulnerabilityAssessed
from cases.facts import enforcement as facts
from cases.facts.parties import PastStep
from cases.state import Order
from law.dates import DAY, in_words, london_time
from templates.words import clock, court_day, money

E = TypeVar("E", bound=Event)


def response(ask: Ask) -> Draft:
    """E-37. Every reason of the application has its answer, and every payment up to the day of the account is in it."""
    state, told = ask.state, _answered(ask)
    order, application, booked = state.order, state.application, state.eviction
    if order is None or application is None:
        said = "No application to suspend is before the court, so there is nothing to answer."
        return Draft(values={}, refusals=(Refusal(code="R25", details=said),))
    reasons, answers = _lines(_reasons(ask)), _lines(told.answers if told else None)
    shown = certificate(ask, order)
    daily = proceedings.daily_rate(ask)
    cap = answer("order.possession_cap", ask, made_on=order.made_on) if order.ground_basis == "mandatory" else None
    position = ask.known.position
    values = {
        "heading": proceedings.heading(ask),
        "claimant": proceedings.issuer(ask),
        "received_on": application.received_on,
        "hearing_at": application.hearing_at,
        "made_on": order.made_on,
        "outcome": OUTCOME.get(order.outcome),
        "warrant_number": state.warrant.number or None if state.warrant else None,
        "eviction_at": booked.at if booked else None,
        "urgent": bool(booked and ask.today <= (london(booked.at) or ask.today) <= ask.today + DAY),
        "limit": cap["hardship"] if cap else None,
        "limit_under": "; ".join(c.title for c in cap.citations) if cap else None,
        "certificate": shown,
        "payments": tuple(
            {"on": p.on, "reference": p.ref, "words": p.named(POSTED_AS[p.type]), "amount": p.payment}
            for p in payments(ask, order.made_on, position.as_at if position else ask.today)
        )
        if shown is None
        else (),
        "arrears": proceedings.arrears(ask, "B1"),
        "expected": proceedings.expected(ask),
        "daily": daily,
        "agreements": record.agreements(ask)[-3:],
        "steps": tuple(_steps(ask, order)),
        "benefits": proceedings.benefits(ask),
        "vulnerable": _household(ask),
        "answers": tuple(
            {"reason": reason, "answer": answers[n] if n < len(answers) else None} for n, reason in enumerate(reasons)
        ),
        "stance": told.stance if told else None,
        "proposed": {"plus": told.rent_plus, "every": told.every, "first_on": told.first_payment_on}
        if told and told.rent_plus
        else None,
        "rent": state.the_tenancy.rent or None,
        "signer": proceedings.signer(ask),
        "whys": whys(possession_cap=cap),
    }
    against = [*proceedings.not_one_figure(ask), *not_itemised(ask), *_against(ask, len(reasons), len(answers))]
    against += _more_than_is_left(ask, told)
    return Draft(values=values, refusals=tuple(against))


def _household(ask: Ask) -> str:
    """That somebody needs care, and when that was looked at, for a court: no diagnosis and no words of the file."""
    looked = [e for e in proceedings.events(ask) if isinstance(e, VulnerabilityAssessed)]
    weighed = (
        f" On {in_words(looked[-1].happened_on)} it was considered what they need and whether going on is proportionate."
        if looked
        else " What the household needs has not been looked into."
    )
    needs = "somebody in the household needs care" if ask.state.vulnerable else "nobody in the household who needs care"
    return f"The claimant knows {'that ' if ask.state.vulnerable else 'of '}{needs}.{weighed}"


def _more_than_is_left(ask: Ask, told: enforcement.SuspensionAnswered | None) -> Iterator[Refusal]:
    """Terms that we agree to may not ask for more than the tenants' own figures leave over, where they are known."""
    offered = _latest(ask, AgreementOffered)
    money_of = offer.told(ask, offered) if offered else None
    if told is None or told.stance != "consent" or money_of is None or not (told.rent_plus and told.every):
        return
    a_month = offer.a_month(told.rent_plus, told.every)
    if a_month > max(money_of["left"], 0):
        said = (
            f"The terms ask for {money(a_month)} a month beside the rent, and by what the tenant told us on "
            f"{in_words(money_of['on'])} {money(max(money_of['left'], 0))} is left over: agree to less."
        )
        yield Refusal(code="R25", details=said)


def _answered(ask: Ask) -> enforcement.SuspensionAnswered | None:
    return _latest(ask, enforcement.SuspensionAnswered)


def _reasons(ask: Ask) -> str | None:
    applied = _latest(ask, enforcement.SuspensionApplied)
    return applied.reasons if applied else None


def _latest(ask: Ask, kind: type[E]) -> E | None:
    found = [e for e in proceedings.events(ask) if isinstance(e, kind)]
    return found[-1] if found else None


def _lines(words: str | None) -> list[str]:
    """One reason, or one answer, a line."""
    return [line.strip() for line in (words or "").splitlines() if line.strip()]


def _against(ask: Ask, reasons: int, answers: int) -> Iterator[Refusal]:
    application = ask.state.application
    if ask.state.former:
        said = (
            "The eviction has been carried out: what is left is to have it set aside, and that is answered on its own."
        )
        yield Refusal(code="R08", details=said)
    elif application and application.outcome:
        yield Refusal(code="R08", details="The court has decided the application already.")
    if answers > reasons > 0:
        said = f"The application has {reasons} reasons and there are {answers} answers: one line is one answer."
        yield Refusal(code="R25", details=said)


def _steps(ask: Ask, order: Order) -> Iterator[PastStep]:
    """What was done since the order: steps, breaches told, the bailiff's appointment."""
    yield from (step for step in record.steps(ask) if step.on > order.made_on)
    kept = {p.paper for p in ask.known.papers}  # that somebody was written to is said only of what was written
    for event in proceedings.events(ask):
        if event.happened_on <= order.made_on:
            continue
        if isinstance(event, OrderBreached):
            told = ", and each tenant was written to" if "E-31" in kept else ""
            what = f"A term of the order was found to be broken{told}."
            yield PastStep(on=event.happened_on, what=proceedings.say(ask, what))
        elif isinstance(event, enforcement.EvictionBooked | enforcement.EvictionRebooked):
            at = london_time(event.eviction_at)
            told = ", and each tenant was told" if "E-35" in kept else ""
            said = f"The eviction was booked for {court_day(at.date())} at {clock(event.eviction_at)}{told}."
            yield PastStep(on=event.happened_on, what=proceedings.say(ask, said))


BUILDERS: Mapping[str, Builder] = MappingProxyType({"E-37": Builder(facts.SuspendResponse, response)})
