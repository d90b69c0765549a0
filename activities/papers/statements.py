"""Rent statements from the account's postings: court costs and earlier debt are never in the running balance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from activities.papers.head import PAYMENTS
from activities.papers.known import Ask, Posting
from activities.papers.refusals import Refusal
from law.dates import in_words
from templates.words import balance as as_words

WEEKS = 13  # protocol, paragraph 2.3: the rent due and the sums received over the past 13 weeks
# A statement may begin with the first charge on or after its first day: at most one day short of a rent period later.
SLACK = {"weekly": 6, "fortnightly": 13, "four_weekly": 27, "monthly": 30}
CHARGES = {"rent_charge": "Rent", "service_charge": "Service charge", "other_charge": "Other charge"}
CREDITS = {
    "payment": "Payment",
    "housing_benefit": "Housing Benefit",
    "uc_direct": "Universal Credit paid to us",
    "uc_deduction": "Taken from Universal Credit",
    "write_off": "Written off",
}


def statement(ask: Ask, *, since: date | None = None) -> dict[str, Any] | None:
    """The values of `cases.facts.common.Statement`, by default for 13 weeks up to the day of the balance.

    None where the account's position is not known. The balance runs over everything but court costs and earlier debt.
    """
    position, postings = ask.known.position, ask.known.postings
    if position is None or position.total is None:
        return None
    until = position.as_at
    began = ask.known.account.started_on
    since = since or until - timedelta(days=7 * WEEKS - 1)
    since = max(since, began) if began and began <= until else since
    costs_posted = sum(p.change for p in postings if p.type == "court_cost" and p.on <= until)
    apart = position.prior_debt + position.court_costs - costs_posted  # not in any posting, yet in the whole balance
    rows, running = [], _opening(postings, since, position.total) - apart - _costs_before(postings, since)
    opening = running
    for posting in postings:
        if since <= posting.on <= until and posting.type != "court_cost":
            running += posting.change
            rows.append(_row(posting, running, postings))
    charged = sum(row["charge"] or 0 for row in rows)
    paid = sum(row["credit"] or 0 for row in rows)
    whole = position.total - position.court_costs - position.prior_debt
    return {
        "since": since,
        "until": until,
        "opening": {"code": "B1", "pence": opening, "as_at": since - timedelta(days=1)},
        "rows": tuple(rows),
        "charged": charged,
        "paid": paid,
        "closing": {"code": "B1" if whole == position.arrears else "B0", "pence": whole, "as_at": until},
        "not_rent": {"code": "B0", "pence": position.other, "as_at": until} if position.other > 0 else None,
    }


def since_in_debt(ask: Ask) -> date | None:
    """The day from which something has been owed without a break, or the first posting's; None without postings."""
    postings = ask.known.postings
    clear = [p.on for p in postings if p.running <= 0]
    return clear[-1] if clear else postings[0].on if postings else None


def _opening(postings: tuple[Posting, ...], since: date, total: int) -> int:
    """The whole balance before the first posting on or after `since`."""
    before = [p for p in postings if p.on < since]
    if before:
        return before[-1].running
    return postings[0].running - postings[0].change if postings else total


def _costs_before(postings: tuple[Posting, ...], since: date) -> int:
    return sum(p.change for p in postings if p.type == "court_cost" and p.on < since)


def _row(posting: Posting, running: int, postings: tuple[Posting, ...]) -> dict[str, Any]:
    what = CHARGES.get(posting.type) or CREDITS.get(posting.type) or _other(posting, postings)
    return {
        "on": posting.on,
        "what": what,
        "charge": posting.charge,
        "credit": posting.payment,
        "balance": running,
    }


def _other(posting: Posting, postings: tuple[Posting, ...]) -> str:
    if posting.type == "refund":
        return "Refund to you"
    if posting.type == "opening_balance":
        return "Balance brought forward"
    undone = next((p for p in postings if p.ref == posting.reverses), None)
    if posting.type == "reversal":
        day = f" of {in_words(undone.on)}" if undone else ""
        return (
            f"Payment{day} that did not go through" if undone and undone.type in PAYMENTS else f"Charge{day} taken off"
        )
    return "Correction"


def faults(ask: Ask, values: dict[str, Any] | None, *, code: str, since: date | None = None) -> Iterator[Refusal]:
    """What is wrong with a statement: it does not add up, or does not reach back far enough. `code` is R04 or R28."""
    if values is None:
        yield Refusal(code=code, details="The rent statement cannot be made: the account's position is not known.")
        return
    rows, opening, closing = values["rows"], values["opening"]["pence"], values["closing"]["pence"]
    if opening + values["charged"] - values["paid"] != closing or (rows and rows[-1]["balance"] != closing):
        came = opening + values["charged"] - values["paid"]
        said = f"The statement does not add up: its lines come to {as_words(came)}, the account to {as_words(closing)}."
        yield Refusal(code=code, details=said)
    wanted, began = since or values["since"], ask.known.account.started_on
    first = ask.known.postings[0].on if ask.known.postings else None
    if first is None or (
        first > wanted + timedelta(days=SLACK.get(ask.state.the_tenancy.rent_period, 30))
        and (began is None or began < wanted)
    ):
        reach = f"begin on {in_words(first)}" if first else "are not there"
        said = f"The account's postings {reach}; a statement from {in_words(wanted)} needs those before."
        yield Refusal(code=code, details=said)
