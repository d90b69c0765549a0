"""From a claim's capture to what goes into the court's form (E-20)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from activities.papers.capture import Capture, by_hand, capture, incomplete
from activities.papers.known import Ask
from activities.papers.refusals import Draft
from cases.facts import claim_targets as facts


def claim_form(ask: Ask) -> Draft:
    """E-20. Options: costs (pence) and human_rights (yes or no), which no event of the case says."""
    held = capture(ask)
    if not isinstance(held, Capture):
        return incomplete(facts.ClaimForm, held)
    told = held.pleaded
    costs, rights = ask.order.facts.get("costs"), ask.order.facts.get("human_rights")
    account = ask.order.facts.get("fee_account")
    hand = [] if account else [by_hand("Fee account number", "it is not among the landlord's settings")]
    if rights is None:
        hand.append(by_hand("Whether human rights issues are raised", "no event of the case says it"))
    if costs is None:
        hand.append(by_hand("Legal representative's costs, and the total", "no sum for costs is recorded"))
    home = told.heading.home
    values = {
        "heading": told.heading.model_dump(),
        "court": told.heading.court,
        "claimant": told.claimant.model_dump(),
        "defendants": tuple(
            {"party": p.model_dump(), "address": (known.address if known else None) or home}
            for p in told.heading.defendants
            for known in [ask.known.people.get(p.ref)]
        ),
        "grounds": tuple(g.number for g in told.grounds),
        "ticks": tuple(_ticks()),
        "money_claimed": told.money_claimed,
        "human_rights": None if rights is None else rights == "yes",
        "fee": told.fee,
        "costs": costs,
        "total": None if costs is None else told.fee + costs,
        "fee_account": account,
        "begun_on": told.begun_on,
        "signer": told.signer.model_dump(),
        "by_hand": tuple(hand),
        "pleaded": told,
    }
    return Draft(values=values, refusals=held.against)


def _ticks() -> Iterator[dict[str, Any]]:
    yield {"asks": "The property is a home", "yes": True}
    yield {"asks": "Rent arrears", "yes": True}
    for asks in (
        "Another breach of the tenancy",
        "Anti-social behaviour",
        "Unlawful use",
        "Demotion of the tenancy",
        "An order suspending the right to buy",
    ):
        yield {"asks": asks, "yes": False}
