"""Everything that stands between an order and its warrant on a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cases.events import Event
from cases.rules.account import account_objections
from cases.ruling import ask, cited, forbidding, impossible, nation_of
from cases.state import State
from cases.steps import Objection
from law.dates import DAY, in_words


def warrant_gate(state: State, day: date, event: Event) -> Iterator[Objection]:
    """Before a warrant of possession is asked for: the order's kind decides the road."""
    order = state.order
    if order is None:
        yield impossible("warrant.no_order", "There is no order for possession, so there is nothing to enforce")
        return
    if order.discharged_on:
        yield Objection(rule="warrant.discharged", says=f"The order was discharged on {in_words(order.discharged_on)}")
        return
    yield from ended_claim(state)
    if state.warrant and (state.warrant.last_day is None or day <= state.warrant.last_day):
        yield impossible(
            "warrant.running", f"A warrant was asked for on {in_words(state.warrant.requested_on)} already"
        )
        return
    if order.outcome in ("adjourned_on_terms", "adjourned_generally"):
        yield Objection(
            rule="warrant.adjourned",
            says="The claim was adjourned and no order for possession was made: ask the court to restore it first",
            cure="Record restore_requested.",
        )
        return
    if order.outcome == "money_judgment_only":
        yield Objection(rule="warrant.money_only", says="The court gave judgment for money only, not for possession")
        return
    if order.outcome == "postponed" and order.possession_on is None:
        yield Objection(
            rule="warrant.no_date",
            says="The order is postponed without a date: a date for possession must be fixed by the court first",
            cite=nation_of(state).cites.get("postponed", ""),
            cure="Write to the tenants (date_notice_sent), apply, and record possession_date_fixed.",
        )
        return
    kind = "suspended" if order.outcome == "suspended" else "outright"
    answer = ask(state, event, "order.warrant", kind=kind, possession_on=order.possession_on, made_on=order.made_on)
    if answer and day < answer["earliest"]:
        yield Objection(
            rule="warrant.too_early",
            says=f"The order gives possession on {in_words(order.possession_on or day)}, "
            f"and a warrant may be asked for from {in_words(answer['earliest'])}",
            first_day=answer["earliest"],
            no_longer="A warrant asked for too early may be set aside.",
            cure="Ask for the warrant again on or after that day.",
            **cited(answer),
        )
    if order.outcome == "suspended":
        yield from _breach(state, event)
        yield from _warned(state, day)
    yield from permission(state, day, event)
    for _, objection in forbidding(state, "request_warrant", day, event):
        yield objection
    yield from account_objections(state, event.happened_on)


def ended_claim(state: State) -> Iterator[Objection]:
    """An order goes with the claim it was made in."""
    claim = state.claim
    if claim and claim.ended_on:
        yield Objection(
            rule="warrant.claim_ended",
            says=f"The claim ended on {in_words(claim.ended_on)} ({claim.ended_how.replace('_', ' ')}), so there is no "
            "order left to enforce",
            no_longer="A warrant on it may be set aside.",
            cure="Tell the legal team; start a new claim if possession is still sought.",
        )


def _breach(state: State, event: Event) -> Iterator[Objection]:
    order = state.order
    assert order is not None
    if order.breached_on is None or (order.breach == "payment" and order.breach_short <= 0):
        yield Objection(
            rule="warrant.no_breach",
            says="The order is suspended and no breach is shown from the account: while its terms are kept it cannot be enforced",
            cite=nation_of(state).cites.get("breach", ""),
            cure="Record order_breached once an instalment is missed; the proof is worked out from the account.",
            cured_by=("order_breached",),
        )


def _warned(state: State, day: date) -> Iterator[Objection]:
    """The letter about the missed payments gives until a day before bailiffs are asked for."""
    order = state.order
    assert order is not None
    if order.cure_by and day <= order.cure_by:
        yield Objection(
            rule="warrant.cure_running",
            kind="policy",
            says="Payments under the order are missing, and the tenants have until "
            f"{in_words(order.cure_by)} to put it right",
            first_day=order.cure_by + DAY,
            cure="Wait for the payment, or for the day after.",
        )


def permission(state: State, day: date, event: Event) -> Iterator[Objection]:
    """Whether the court's permission is needed and not held."""
    order = state.order
    if order is None or order.permission == "granted":
        return
    if order.permission_from and day >= order.permission_from:
        answer = ask(state, event, "order.permission", made_on=order.made_on)
        yield Objection(
            rule="warrant.six_years",
            says=f"The order was made on {in_words(order.made_on)}: from {in_words(order.permission_from)} "
            "it may be enforced only with the court's permission",
            cure="Record permission_sought, then permission_decided.",
            cured_by=("permission_decided",),
            **cited(answer),
        )
    elif order.permission != "not_needed":
        yield Objection(
            rule="warrant.permission",
            says="The court's permission is needed before this order is enforced, and it has not been given",
            cite=nation_of(state).cites.get("permission", ""),
            cure="Record permission_sought, then permission_decided.",
            cured_by=("permission_decided",),
        )
