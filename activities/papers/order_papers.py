"""Papers about an order that was broken: the proof of it (E-31-proof), and permission to enforce it (E-33-permission)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from activities.papers import proceedings
from activities.papers.builder import Builder
from activities.papers.head import b1, two_figures
from activities.papers.known import Ask
from activities.papers.proceedings import answer, whys
from activities.papers.record import OUTCOME
from activities.papers.refusals import Draft, Refusal
from activities.papers.statements import not_itemised
from activities.papers.warrant import certificate
from cases.events.court import PermissionSought
from cases.facts import order_papers as facts
from cases.ruling import cite, cited
from cases.state import Order
from law.dates import in_words

NO_ORDER = "The court has made no order on this case, so nothing of it can be broken or enforced."


def breach_proof(ask: Ask) -> Draft:
    """E-31-proof. Every payment that the order asks for up to the day of the account, the first missed one named."""
    order = ask.state.order
    if order is None:
        return Draft(values={}, refusals=(Refusal(code="R25", details=NO_ORDER),))
    shown = certificate(ask, order)
    by = proceedings.staff(ask, ask.event.recorded_by.lower())
    missed = [row["due_on"] for row in shown["rows"] if row["short"] and not row["awaits"]] if shown else []
    values = {
        "heading": proceedings.heading(ask),
        "made_on": order.made_on,
        "outcome": OUTCOME.get(order.outcome),
        "first_missed_on": missed[0] if missed else None,
        "certificate": shown,
        "awaited_on": max((row["awaits"] for row in shown["rows"] if row["awaits"]), default=None) if shown else None,
        "arrears": b1(ask),
        "on": ask.today,
        "prepared_by": by if by["name"] and by["position"] else None,
    }
    against = [*two_figures(ask), *not_itemised(ask)]
    if shown and not missed:
        said = (
            f"Every payment due under the order up to {in_words(shown['short']['as_at'])} is on the account: no breach."
        )
        against.append(Refusal(code="R16", details=said))
    lacking = ("first_missed_on",) if shown and not missed else ()
    return Draft(values=values, refusals=tuple(against), said=lacking)


def permission(ask: Ask) -> Draft:
    """E-33-permission. Why the court is asked is read from the order; why only now, or what was broken, is told."""
    order, event = ask.state.order, ask.event
    if order is None:
        return Draft(values={}, refusals=(Refusal(code="R25", details=NO_ORDER),))
    old = answer("order.permission", ask, made_on=order.made_on)
    on, needed = event.happened_on, tuple(_why(ask, order, event.happened_on, cited(old).get("cite", "")))
    values = {
        "heading": proceedings.heading(ask),
        "claimant": proceedings.issuer(ask),
        "made_on": order.made_on,
        "outcome": OUTCOME.get(order.outcome),
        "possession_on": order.possession_on,
        "why": tuple(proceedings.say(ask, one) for one in needed),
        "reason": event.reason if isinstance(event, PermissionSought) else None,
        "certificate": certificate(ask, order),
        "arrears": proceedings.arrears(ask, "B1"),
        "holds_checked_on": ask.today,
        "requested_on": on,
        "signer": proceedings.signer(ask),
        "whys": whys(permission=old),
    }
    against = [*proceedings.not_one_figure(ask), *not_itemised(ask)]
    if not needed:
        said = "By the order, its day and what was broken no permission is needed: ask for the warrant (E-33)."
        against.append(Refusal(code="R08", details=said))
    return Draft(values=values, refusals=tuple(against), said=() if needed else ("why",))


def _why(ask: Ask, order: Order, on: date, provision: str) -> Iterator[str]:
    """What makes the court's permission needed. provision: the rule about an old order."""
    if order.permission_from and on >= order.permission_from:
        yield (
            f"The order was made on {in_words(order.made_on)}, and from {in_words(order.permission_from)} it may be enforced "
            f"only with permission ({provision})."
        )
    if order.breach == "other_term":
        yield f"A term of the order was broken that is no payment of money ({cite(ask.state, 'breach')})."
    elif order.permission != "not_needed" and not (order.permission_from and on >= order.permission_from):
        yield "The order itself says that it may be enforced only with permission."


BUILDERS: Mapping[str, Builder] = MappingProxyType(
    {
        "E-31-proof": Builder(facts.BreachProof, breach_proof),
        "E-33-permission": Builder(facts.PermissionRequest, permission),
    }
)
