"""The request for a warrant of possession (E-33): the road that the order allows, the data of the form, the certified arrears."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from activities.papers import hearing, proceedings
from activities.papers.builder import Builder
from activities.papers.head import PAYMENTS, charged
from activities.papers.known import Ask, Posting
from activities.papers.proceedings import POSTED_AS, answer, whys
from activities.papers.record import OUTCOME
from activities.papers.refusals import MORATORIUMS, Draft, Refusal
from activities.papers.statements import not_itemised
from cases import instalments
from cases.facts import hearing_and_warrant as facts
from cases.ruling import cite, standing_holds
from cases.state import Order
from law.dates import DAY, in_words

POSSESSION = ("outright", "suspended", "postponed")


def requested_on(ask: Ask) -> date:
    """The day on which the warrant is asked for, or for a draft the day planned for it."""
    return getattr(ask.event, "for_day", None) or ask.event.happened_on


def request(ask: Ask) -> Draft:
    """E-33. What the order does not allow by this road is refused with the road it needs (R08)."""
    order, on = ask.state.order, requested_on(ask)
    if order is None:
        said = "There is no order for possession, so there is nothing to enforce."
        return Draft(values={}, refusals=(Refusal(code="R25", details=said),))
    broken = order.outcome == "suspended" and order.breach != "other_term"
    position = ask.known.position
    shown = certificate(ask, order) if broken and position else None
    earliest = answer("order.warrant", ask, **_asked(order))
    writ = getattr(ask.event, "through", "county_court") == "high_court"
    fee = answer("fee", ask, step="writ_of_possession" if writ else "warrant", paid_on=on)
    pence = fee["amount"] if fee else None
    values = {
        "heading": proceedings.heading(ask),
        "claimant": proceedings.issuer(ask),
        "route": "writ" if writ else "N325A" if broken else "N325",
        "because": " ".join(filter(None, (_transferred(ask) if writ else "", _because(ask, order)))) or None,
        "made_on": order.made_on,
        "outcome": OUTCOME.get(order.outcome),
        "possession_on": order.possession_on,
        **_judgment(ask, order),
        "for_warrant": 0,
        "fee": pence,
        "total": pence,
        "arrears": proceedings.arrears(ask, "B1"),
        "certificate": shown,
        "holds_checked_on": ask.today,
        "as_in_order": getattr(ask.event, "as_in_order", None) is True,
        "permission": "granted by the court" if order.permission == "granted" else "not needed for this order",
        "requested_on": on,
        "signer": proceedings.signer(ask),
        "whys": whys(earliest=earliest, fee=fee),
    }
    against = [*proceedings.not_one_figure(ask), *not_itemised(ask)]
    if getattr(ask.event, "as_in_order", None) is False:
        said = (
            "Parties or home are not named as in the sealed order: the request has to name them as the order does, or a judge "
            "has to put the order right first."
        )
        against.append(Refusal(code="R09", details=said))
    against += _against(ask, order, on, earliest["earliest"] if earliest else None)
    if shown is not None and not any(row["short"] and not row["awaits"] for row in shown["rows"]):
        said = (
            f"Every payment due under the order up to {in_words(shown['short']['as_at'])} is on the account, or waits for "
            "benefit that is not due yet: no breach."
        )
        against.append(Refusal(code="R16", details=said))
    return Draft(values=values, refusals=tuple(against))


def _asked(order: Order) -> dict[str, Any]:
    return {"kind": "suspended" if order.outcome == "suspended" else "outright", "possession_on": order.possession_on}


def _transferred(ask: Ask) -> str:
    return (
        f"The order was transferred to the High Court, whose officers are to carry it out ({cite(ask.state, 'writ')})."
    )


def _because(ask: Ask, order: Order) -> str | None:
    if order.outcome == "suspended" and order.breach == "other_term":
        return "A term of the suspended order other than payment was broken, and the court has given permission to enforce."
    if order.outcome == "suspended":
        return (
            "The order is suspended on payment and a payment was missed. Since 1 October 2018 no permission is needed where "
            f"what was broken is the payment of money ({cite(ask.state, 'breach')}); the payments due and made are certified "
            "below."
        )
    if order.outcome == "postponed" and order.possession_on:
        return f"The court fixed {in_words(order.possession_on)} for possession, and the home has not been given up."
    if order.outcome == "outright" and order.possession_on:
        return f"The order gave possession on {in_words(order.possession_on)}, and the home has not been given up."
    return None


def _judgment(ask: Ask, order: Order) -> dict[str, Any]:
    """Judgment and costs as ordered, and what is left of them when money received went first to the rent due since."""
    account, position = proceedings.rent_account(ask), ask.known.position
    if order.money_judgment is None and order.costs is None:
        return {}
    whole = (order.money_judgment or 0) + (order.costs or 0)
    values: dict[str, Any] = {"judgment": order.money_judgment, "judgment_costs": order.costs}
    if account is None or position is None:
        return values
    since = account.from_day(order.made_on + DAY)
    left = max(whole - max(since.received - since.rent_due, 0), 0)
    return values | {"fell_due": since.rent_due, "received": since.received, "balance": left}


def certificate(ask: Ask, order: Order) -> dict[str, Any] | None:
    """Each payment under the terms, due and made, up to the day of the account; and the transactions behind them."""
    position, terms = ask.known.position, order.terms
    if terms is None or position is None:
        return None
    made = payments(ask, terms.first_payment_on - DAY * 7, position.as_at)
    received = [(p.on, p.payment or 0) for p in made]
    rows = instalments.proof(terms, ask.state.the_tenancy, received, position.as_at, charged(ask), benefit_day(ask))
    behind = instalments.behind(rows, received)
    return {
        "rent": terms.rent,
        "plus": terms.plus,
        "every": terms.every,
        "first_on": terms.first_payment_on,
        "rows": tuple(
            {**row.model_dump(), "short": row.short, "behind": late} for row, late in zip(rows, behind, strict=True)
        ),
        "due": sum(row.due for row in rows),
        "paid": sum(row.paid for row in rows),
        "short": {"code": "B8", "pence": instalments.short(rows), "as_at": position.as_at},
        "payments": tuple(
            {"on": p.on, "reference": p.ref, "words": p.named(POSTED_AS[p.type]), "amount": p.payment} for p in made
        ),
    }


def benefit_day(ask: Ask) -> date | None:
    """A day of the tenants' Universal Credit, where it is being paid and the day is known."""
    account = ask.known.account
    return instalments.benefit_day(account.uc_status, account.uc_next_payment)


def payments(ask: Ask, since: date, until: date) -> list[Posting]:
    """Money that reached the account and was not taken back."""
    undone = {p.reverses for p in ask.known.postings if p.reverses}
    return [
        p
        for p in ask.known.postings
        if p.type in PAYMENTS and p.payment and p.ref not in undone and since <= p.on <= until
    ]


def _against(ask: Ask, order: Order, on: date, earliest: date | None) -> Iterator[Refusal]:
    outcome = order.outcome.replace("_", " ")
    if getattr(ask.event, "through", "") == "high_court" and order.high_court != "granted":
        said = "The order has not been transferred to the High Court: a writ needs that first, a county court's warrant does not."
        yield Refusal(code="R08", details=said)
    if order.discharged_on:
        yield Refusal(code="R08", details=f"The order was discharged on {in_words(order.discharged_on)}.")
    if order.outcome not in POSSESSION:
        said = f"The outcome was {outcome}: no order for possession was made. Ask the court to restore the claim."
        yield Refusal(code="R08", details=said)
    if order.outcome == "postponed" and order.possession_on is None:
        said = "The order is postponed and no day for possession is fixed: ask the court to fix one first."
        yield Refusal(code="R08", details=said)
    if order.outcome == "suspended" and order.breached_on is None:
        said = "No breach of the suspended order is recorded, so there is nothing to certify."
        yield Refusal(code="R16", details=said)
    if order.breach == "other_term" and order.permission != "granted":
        said = "A term other than payment was broken: apply for permission first (form N244)."
        yield Refusal(code="R08", details=said)
    if order.permission_from and on >= order.permission_from and order.permission != "granted":
        said = (
            f"The order is of {in_words(order.made_on)}: from {in_words(order.permission_from)} it needs the court's "
            f"permission ({cite(ask.state, 'permission')}; form N244)."
        )
        yield Refusal(code="R08", details=said)
    if earliest and on < earliest:
        said = f"A warrant may be asked for from {in_words(earliest)}; {in_words(on)} is too early."
        yield Refusal(code="R13", details=said)
    if order.outcome == "suspended" and order.cure_by and on <= order.cure_by:
        said = f"The tenants were told that until {in_words(order.cure_by)} it can be put right; {in_words(on)} is too early."
        yield Refusal(code="R13", details=said)
    for hold in standing_holds(ask.state, on):
        if hold.kind in MORATORIUMS and on != ask.today:
            said = f"On {in_words(on)} a moratorium will still run, and nothing may be enforced in it."
            yield Refusal(code="R03", details=said)


BUILDERS: Mapping[str, Builder] = MappingProxyType(
    {"E-27": Builder(facts.HearingNote, hearing.note), "E-33": Builder(facts.WarrantRequest, request)}
)
