"""Rent statements from the account's postings: court costs and earlier debt are never in the running balance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import takewhile
from typing import Any

from activities.papers.head import PAYMENTS, next_rent_day
from activities.papers.known import Ask, Posting
from activities.papers.refusals import Refusal
from law.dates import in_words
from templates.words import balance as as_words

WEEKS = 13  # protocol, paragraph 2.3: the rent due and the sums received over the past 13 weeks
# Policy: how long before the day of a typed balance the lines of a statement of 13 weeks may end.
LISTED_DAYS = 7
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
    """The values of `cases.facts.common.LetterStatement`, by default for 13 weeks up to the last day that is listed.

    None where the account's position is not known. The balance runs over everything but court costs and earlier debt.
    What a typed balance adds to the postings is one line at the end, and moves none of them. A balance brought forward at
    the head of the account is its opening balance: no charge, and in no total.
    """
    position, postings = ask.known.position, ask.known.postings
    if position is None or position.total is None:
        return None
    until, listed = position.as_at, position.listed
    began = ask.known.account.started_on
    since = since or listed.as_at - timedelta(days=7 * WEEKS - 1)
    since = max(since, began) if began and began <= until else since
    costs_posted = sum(p.change for p in postings if p.type == "court_cost" and p.on <= until)
    apart = position.prior_debt + position.court_costs - costs_posted  # not in any posting, yet in the whole balance
    rows, running = (
        [],
        _opening(postings, since, listed.arrears + listed.excluded) - apart - _costs_before(postings, since),
    )
    brought = list(takewhile(lambda posting: posting.type == "opening_balance", postings))
    running += sum(posting.change for posting in brought if since <= posting.on <= until)
    opening = running
    for posting in postings[len(brought) :]:
        if since <= posting.on <= until and posting.type != "court_cost":
            running += posting.change
            rows.append(_row(posting, running, postings))
    charged = sum(row["charge"] or 0 for row in rows)
    paid = sum(row["credit"] or 0 for row in rows)
    whole = position.total - position.court_costs - position.prior_debt
    partly = any(not_itemised(ask))
    return {
        "since": since,
        "until": until,
        "opening": {
            "code": "B1",
            "pence": opening,
            "as_at": max([since, *(p.on for p in brought)]) - timedelta(days=1),
        },
        "rows": tuple(rows),
        "listed_to": listed.as_at if partly else None,
        "unlisted": _unlisted(until, running, whole) if partly else None,
        "charged": charged,
        "paid": paid,
        "closing": {"code": "B1" if whole == position.arrears else "B0", "pence": whole, "as_at": until},
        "not_rent": {"code": "B0", "pence": position.other, "as_at": until} if position.other > 0 else None,
    }


def not_itemised(ask: Ask) -> Iterator[Refusal]:
    """R04 when the postings do not reach a balance that was typed: what a court is to read line by line cannot be written.

    They reach it when no rent has fallen due since the landlord's own balance and the typed one is the same.
    """
    position = ask.known.position
    if position is None or position.own is None:
        return
    own, day = position.own, position.as_at
    due = next_rent_day(ask, own.as_at)
    charged = day > own.as_at and (due is None or due <= day)
    if position.arrears != own.arrears or charged:
        said = (
            f"The account's transactions to {in_words(day)} are not loaded: those held come to rent arrears of "
            f"{as_words(own.arrears)} on {in_words(own.as_at)}, and the balance typed for {in_words(day)} is "
            f"{as_words(position.arrears)}. This paper sets out every charge and payment: load the newest transactions first."
        )
        yield Refusal(code="R04", details=said)


def _unlisted(on: date, running: int, whole: int) -> dict[str, Any] | None:
    """What the lines do not show of the balance, as one line; None when that is nothing."""
    if whole == running:
        return None
    side = {"charge": whole - running} if whole > running else {"credit": running - whole}
    return {"on": on, "what": "Charged and paid since, not listed here", "balance": whole, **side}


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
        "what": posting.named(what),
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
    apart = values["unlisted"] or {}
    came = opening + values["charged"] - values["paid"] + apart.get("charge", 0) - apart.get("credit", 0)
    if came != closing or (rows and not apart and rows[-1]["balance"] != closing):
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
