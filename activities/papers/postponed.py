"""A postponed order that was broken (E-32): the letter that comes first, and the application to have a date fixed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from activities.papers import proceedings
from activities.papers.builder import Builder
from activities.papers.head import b1, beat, fee, head, rent_now, reply_day, two_figures
from activities.papers.known import Ask
from activities.papers.letters_after import awaited, since_order
from activities.papers.proceedings import answer, whys
from activities.papers.refusals import Draft, Refusal
from activities.papers.statements import faults, not_itemised, statement
from activities.papers.warrant import certificate
from cases.events.court import DateApplied, DateNoticeSent, OrderBreached
from cases.facts import enforcement as facts
from cases.state import Order
from law.dates import in_words
from templates.words import money

DAYS_TO_REPLY = 7  # our policy, after the letter has come: the practice direction's own number is not held
HOW = {
    "handed_to_person": "handed to each of them",
    "left_at_address": "left at the home, an envelope for each of them",
    "first_class_post": "sent to each of them by first class post",
    "recorded_post": "sent to each of them by recorded post",
}


def notice(ask: Ask) -> Draft:
    """E-32 to a tenant. The first day for the application is the law's; until then nothing is asked of the court."""
    state, figure = ask.state, b1(ask)
    order, claim = state.order, state.claim
    found = statement(ask, since=since_order(ask, order))
    breach = last_breach(ask)
    sent = ask.event.happened_on if isinstance(ask.event, DateNoticeSent) else ask.today
    window = answer("order.postponed_date", ask, notice_given_on=sent)
    refusals = [*two_figures(ask), *faults(ask, found, code="R28"), *not_itemised(ask), *_against(ask, order)]
    terms = order.terms if order else None
    values = {
        **head(ask),
        "made_on": order.made_on if order else None,
        "claim_number": claim.number or None if claim else None,
        "beat": beat(terms.plus, terms.every, terms.first_payment_on, terms.rent, state.the_tenancy.rent_period)
        if terms
        else None,
        "rent_now": rent_now(ask, terms),
        "missed": tuple({**i.model_dump(), "short": i.short} for i in breach.proof) if breach else (),
        "b8": {"code": "B8", "pence": order.breach_short, "as_at": figure["as_at"]} if order and figure else None,
        "awaited": awaited(breach.proof) if breach else None,
        "b1": figure,
        "reply_by": reply_day(ask.today, DAYS_TO_REPLY, state.the_tenancy.nation),
        "apply_from": {"on": window["earliest"], "rule": window.rule} if window else None,
        "fee": fee(ask, "application_to_suspend"),
        "pay": ask.known.landlord.pay_methods,
        "statement": found,
    }
    return Draft(values=values, refusals=tuple(refusals))


def last_breach(ask: Ask) -> OrderBreached | None:
    """The latest breach of the order by a missed payment."""
    found = [e for e in proceedings.events(ask) if isinstance(e, OrderBreached) and e.breach == "payment"]
    return found[-1] if found else None


def _against(ask: Ask, order: Order | None) -> Iterator[Refusal]:
    if order is None or order.outcome != "postponed":
        kind = order.outcome.replace("_", " ") if order else "missing"
        said = f"A date is asked for under a postponed order only; this one is {kind}."
        yield Refusal(code="R08", details=said)
        return
    if order.possession_on:
        said = f"The court has fixed {in_words(order.possession_on)} for possession: no date is left to ask for."
        yield Refusal(code="R08", details=said)
    if order.breach == "other_term":
        said = "What was broken is no payment, and this paper is about payments: the legal team asks the court."
        yield Refusal(code="R08", details=said)
    elif order.breach_short < max(ask.known.landlord.tolerance_pence, 1):
        said = f"What is short under the order is {money(order.breach_short)}: the account does not show a breach."
        yield Refusal(code="R16", details=said)


def application(ask: Ask) -> Draft:
    """E-32 to the court. What the letter and the answers to it were is asked of the event; it is never supposed."""
    order, event = ask.state.order, ask.event
    if order is None:
        said = "There is no order for possession, so no date can be asked for."
        return Draft(values={}, refusals=(Refusal(code="R25", details=said),))
    on = event.happened_on if isinstance(event, DateApplied) else ask.today
    applied = event if isinstance(event, DateApplied) else None
    letters = [e for e in proceedings.events(ask) if isinstance(e, DateNoticeSent)]
    letter = letters[-1] if letters else None
    window = answer("order.postponed_date", ask, notice_given_on=letter.happened_on if letter else None)
    shown = certificate(ask, order)
    first = next((row["due_on"] for row in shown["rows"] if row["short"]), None) if shown else None
    values = {
        "heading": proceedings.heading(ask),
        "claimant": proceedings.issuer(ask),
        "made_on": order.made_on,
        "first_missed_on": first,
        "certificate": shown,
        "arrears": proceedings.arrears(ask, "B1"),
        "notice_on": letter.happened_on if letter else None,
        "notice_how": HOW[letter.method] if letter and letter.method else None,
        "told": tuple(
            proceedings.name_of(ask, ref)
            for ref in ((letter.tenants if letter else ()) or ask.state.the_tenancy.tenants)
        ),
        "apply_from": {"on": window["earliest"], "rule": window.rule} if window else None,
        "apply_until": {"on": window["latest"], "rule": window.rule} if window else None,
        "reply": applied.reply if applied else None,
        "reply_on": applied.reply_on if applied and applied.reply != "none" else None,
        "benefit_outstanding": applied.benefit_outstanding if applied else None,
        "hearing_wanted": applied.hearing_wanted if applied else None,
        "requested_on": on,
        "signer": proceedings.signer(ask),
        "whys": whys(window=window),
    }
    against = [*proceedings.not_one_figure(ask), *not_itemised(ask), *_against(ask, order)]
    if applied and applied.reply != "none" and applied.reply_on is None:
        said = (
            "The tenants answered, and their answer goes to the court with this: say of which day it is (reply_on), and "
            "attach it."
        )
        against.append(Refusal(code="R28", details=said))
    if letter is None:
        said = "The tenants have not been told that a date will be asked for: record date_notice_sent first."
        against.append(Refusal(code="R25", details=said))
    elif window:
        against += _in_time(on, letter, window["earliest"], window["latest"])
        against += _untold(ask, letter)
    return Draft(values=values, refusals=tuple(against))


def _in_time(on: date, letter: DateNoticeSent, earliest: date, latest: date) -> Iterator[Refusal]:
    said = f"The letter of {in_words(letter.happened_on)} allows an application from {in_words(earliest)} to {in_words(latest)}"
    if not earliest <= on <= latest:
        yield Refusal(code="R13", details=f"{said}; {in_words(on)} is outside.")


def _untold(ask: Ask, letter: DateNoticeSent) -> Iterator[Refusal]:
    for ref in ask.state.the_tenancy.tenants:
        if letter.tenants and ref not in letter.tenants:
            yield Refusal(code="R10", details=f"{ref} has not had the letter: every tenant is told separately.")


BUILDERS: Mapping[str, Builder] = MappingProxyType(
    {
        "E-32": Builder(facts.FixDateNotice, notice),
        "E-32-application": Builder(facts.FixDateApplication, application),
    }
)
