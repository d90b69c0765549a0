"""From a case to the offer of an agreement, with what the reader told us of their money (E-05)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from activities.papers.builder import Builder
from activities.papers.head import beat, cure_day, due_days, next_rent_day
from activities.papers.known import Ask
from activities.papers.letters import arrears_letter, promise
from activities.papers.refusals import Draft, Refusal, working_days_on
from cases.events.early import AgreementOffered
from cases.facts.offer import AgreementOffer
from law.dates import add_months
from templates.words import money

COMES_IN = {"income_work": "Pay", "income_benefits": "Benefits", "income_other": "Anything else that comes in"}
GOES_OUT = {
    "spending_home": "Council Tax, energy, water and phone",
    "spending_food": "Food",
    "spending_travel": "Travel",
    "spending_debts": "Debts you are paying",
    "spending_other": "Anything else that goes out",
}
#: How many of each rhythm make a year: sums in another rhythm are rounded up to a penny (our policy).
IN_A_YEAR = {"week": 52, "fortnight": 26, "four_weeks": 13, "month": 12}
RENTS = {"weekly": 52, "fortnightly": 26, "four_weekly": 13, "monthly": 12, "quarterly": 4, "yearly": 1}


def offer(ask: Ask) -> Draft:
    """E-05 to one tenant. A plan never asks for more than is left over without a reason, nor for an insolvency's debt."""
    draft, event = arrears_letter(ask), ask.event
    kept = ("owed", "moratorium_from", "expected", "pay", "fund")
    shared = {k: v for k, v in draft.values.items() if k in kept or k in _HEAD}
    if not isinstance(event, AgreementOffered):
        said = "No offer of an agreement is recorded."
        return Draft(values=shared, refusals=(*draft.refusals, Refusal(code="R25", details=said)))
    refusals = list(draft.refusals)
    owed, reply_by = shared["owed"], cure_day(ask)
    left_out = _insolvent(ask, owed["pence"] if owed else 0)
    if owed and left_out:
        owed = {**owed, "pence": owed["pence"] - left_out}
        if owed["pence"] <= 0:
            said = "Everything that is owed is in a debt relief order or a bankruptcy: no plan may ask for it."
            refusals.append(Refusal(code="R21", details=said))
    first = event.first_payment_on or _first(ask, reply_by["on"], event.every)
    budget = told(ask, event)
    sums = [(event.amount, event.every), (event.other_amount, event.other_every or event.every)]
    options = [
        _option(ask, letter, amount, every, first, owed["pence"])
        for letter, (amount, every) in zip("AB", sums, strict=True)
        if amount and first and owed and owed["pence"] > 0
    ]
    over = [o for o in options if budget and o["a_month"] > max(budget["left"], 0)]
    if over and not event.reason:
        said = (
            f"Plan {over[0]['letter']} asks for {money(over[0]['a_month'])} a month, and {money(max(budget['left'], 0))} is left "  # type: ignore[index]
            "over: give a reason (reason), or offer less."
        )
        refusals.append(Refusal(code="R04", details=said))
    values = shared | {
        "owed": owed,
        "left_out": left_out or None,
        "told": budget,
        "options": tuple(options),
        "reason": event.reason if over else None,
        "short": budget is not None and budget["left"] <= 0,
        "deduction": event.deduction,
        "promise": promise(ask),
        "reply_by": reply_by,
    }
    return Draft(values=values, refusals=tuple(refusals))


_HEAD = ("on", "reader", "home", "reference", "landlord", "officer", "advice", "joint")


def _insolvent(ask: Ask, owed: int) -> int:
    """What a debt relief order or a bankruptcy of the reader holds of the debt; all of it where no sum is recorded."""
    holds = [
        h for h in ask.state.holds_on(ask.today) if h.kind == "insolvency" and h.tenant in (None, ask.order.recipient)
    ]
    return max((owed if h.debt is None else min(h.debt, owed) for h in holds), default=0)


def _first(ask: Ask, after: date, every: str) -> date | None:
    """The first payment after the day to answer by: the day of Universal Credit for a monthly plan, else a rent day."""
    pay_day = ask.known.account.uc_next_payment
    if every != "month" or pay_day is None or ask.known.account.uc_status in (None, "", "none"):
        return next_rent_day(ask, after)
    months = 0
    while add_months(pay_day, months) <= after:
        months += 1
    return working_days_on(add_months(pay_day, months) - timedelta(days=1), 1, ask.state.the_tenancy.nation)


def told(ask: Ask, event: AgreementOffered) -> dict[str, Any] | None:
    """What the one tenant of an offer told us of their money a month, with what is left of it; None where nobody did."""
    held, comes_in, goes_out = ask.state.the_tenancy, _lines(event, COMES_IN), _lines(event, GOES_OUT)
    if event.told_on is None or not comes_in or len(event.tenants or held.tenants) > 1:
        return None  # what one of them told us is not for another to read
    rent = -(-held.rent * RENTS[held.rent_period] // 12)
    goes_out = [{"what": "Rent", "sum": rent}, *goes_out]
    return {
        "on": event.told_on,
        "comes_in": tuple(comes_in),
        "goes_out": tuple(goes_out),
        "dependants": event.dependants,
        "left": sum(one["sum"] for one in comes_in) - sum(one["sum"] for one in goes_out),
    }


def _lines(event: AgreementOffered, names: Mapping[str, str]) -> list[dict[str, Any]]:
    held = {what: getattr(event, name) for name, what in names.items()}
    return [{"what": what, "sum": pence} for what, pence in held.items() if pence is not None]


def a_month(amount: int, every: str) -> int:
    """What a payment comes to in a month, in pence, rounded up."""
    return -(-amount * IN_A_YEAR[every] // 12)


def _option(ask: Ask, letter: str, amount: int, every: str, first: date, owed: int) -> dict[str, Any]:
    tenancy, event = ask.state.the_tenancy, ask.event
    rent = tenancy.rent if getattr(event, "with_rent", True) else 0
    payments, year = -(-owed // amount), amount * IN_A_YEAR[every]
    return {
        "letter": letter,
        "beat": beat(amount, every, first, rent, tenancy.rent_period),
        "a_week": -(-year // 52),
        "a_month": a_month(amount, every),
        "payments": payments,
        "clear_on": due_days(first, every, payments)[-1],
    }


BUILDERS: Mapping[str, Builder] = MappingProxyType({"E-05": Builder(AgreementOffer, offer)})
