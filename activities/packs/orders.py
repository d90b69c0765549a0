"""The order that we ask for, in words for the judge: ours, numbered, one thing to a paragraph; the court's own form prevails.

Nothing in it is guessed. What the record does not say is a gap with dots, and is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from activities.papers import notices, proceedings
from activities.papers.head import next_rent_day
from activities.papers.known import Ask
from activities.papers.proceedings import answer
from activities.papers.refusals import MORATORIUMS
from cases.events.base import Frozen
from cases.ruling import standing_holds
from cases.state import Hearing
from templates.words import court_day, every, listed, money

DOTS = "................"
DAYS_TO_FIRST_PAYMENT = 3  # policy: the order has to reach whoever pays


class OrderSought(Frozen):
    """The order asked for. kind: its name in the court's forms. missing: what a paragraph lacks, a sentence each."""

    kind: str
    recital: str
    paragraphs: tuple[str, ...]
    missing: tuple[str, ...] = ()


def order_sought(ask: Ask, hearing: Hearing) -> OrderSought:
    """The order that fits the case on the day of its hearing."""
    notice = ask.state.notice
    arrears = proceedings.arrears(ask, "B1")
    eight = _ground_8(ask, arrears["pence"] if arrears else None)
    mandatory = ask.state.the_tenancy.track == "mandatory" or eight
    grounds = [g for g in (notice.grounds if notice else ()) if eight or g != "8"]
    missing: list[str] = []
    if arrears is None:
        missing.append("The arrears are not known, so the judgment has no figure.")
    if notice is None:
        missing.append("No notice is recorded, so the order can name no ground.")
    owed = f"{money(max(arrears['pence'], 0))} for rent unpaid to {court_day(arrears['as_at'])}" if arrears else DOTS
    said = _outright(ask, hearing, owed, missing) if mandatory else _suspended(ask, hearing, owed, missing)
    return OrderSought(
        kind="Outright possession (N26)" if mandatory else "Possession suspended on terms (N28)",
        recital=_recital(
            sorted(grounds, key=int),
            mandatory=mandatory,
            proceedings="" if not notice or notice.grounds else notice.kind,
        ),
        paragraphs=(*said, *_term(ask), *_moratorium(ask, hearing)),
        missing=tuple(missing),
    )


def _ground_8(ask: Ask, pence: int | None) -> bool:
    """Whether ground 8 is on the notice and its threshold met both at service and today."""
    notice = ask.state.notice
    if notice is None or "8" not in notice.grounds:
        return False
    both = notices.ground_8(ask, notice.arrears, pence, notice.given_on, ask.today)
    return bool(both and both["met"])


def _recital(grounds: list[str], *, mandatory: bool, proceedings: str) -> str:
    """proceedings: the kind of a notice of proceedings, which needs no ground; else empty."""
    came = f"The claimant appeared by {DOTS}. The defendant {DOTS}."
    if proceedings:
        section = "s.143E" if proceedings == "s143e" else "s.128"
        return f"{came} The court was satisfied that notice of proceedings was given as Housing Act 1996 {section} requires."
    named = f"ground{'s' if len(grounds) > 1 else ''} {listed(grounds)}" if grounds else f"ground {DOTS}"
    reasonable = "" if mandatory else " and that an order was reasonable"
    return f"{came} The court found {named} proved{reasonable}."


def _costs(ask: Ask) -> str:
    claim = ask.state.claim
    fee = f"the court fee of {money(claim.fee)} and " if claim and claim.fee else ""
    return f"The defendant must pay the claimant's costs: {fee}fixed costs of {DOTS}."


def _judgment(ask: Ask, owed: str) -> Iterator[str]:
    claim, daily = ask.state.claim, proceedings.daily_rate(ask)
    if claim and not claim.money_claimed:
        return
    rate = f" and {money(daily.pence)} a day from then until possession is given" if daily else ""
    yield f"The defendant must pay the claimant {owed}{rate}."


def _home(ask: Ask) -> str:
    return ", ".join(ask.known.account.home) or DOTS


def _outright(ask: Ask, hearing: Hearing, owed: str, missing: list[str]) -> Iterator[str]:
    cap = answer("order.possession_cap", ask, made_on=hearing.on)
    by = cap.get("normal") if cap else None
    if by is None:
        missing.append("The last day that the court may name is not held, so the order has no day.")
    yield f"The defendant must give up possession of {_home(ask)} to the claimant on or before {court_day(by) if by else DOTS}."
    yield from _judgment(ask, owed)
    yield _costs(ask)


def _suspended(ask: Ask, hearing: Hearing, owed: str, missing: list[str]) -> Iterator[str]:
    held, plan = ask.state.the_tenancy, ask.state.agreement
    terms: Any = plan and (plan.amount, plan.every)
    if terms is None:
        missing.append("No sum towards the arrears is recorded: the order needs what the tenant can afford.")
    extra = f"{money(terms[0])} every {every(terms[1])}" if terms else f"£{DOTS} every {DOTS}"
    first = next_rent_day(ask, hearing.on + timedelta(days=DAYS_TO_FIRST_PAYMENT - 1))
    if first is None:
        missing.append("The day on which rent falls due is not known, so the terms have no first day.")
    rent = f"{money(held.rent)} every {every(held.rent_period)}" if held.rent else DOTS
    yield f"The defendant must give up possession of {_home(ask)} to the claimant on or before {DOTS}."
    claim = ask.state.claim
    if not (claim and not claim.money_claimed):
        yield f"The defendant must pay the claimant {owed}."
    yield _costs(ask)
    yield (
        f"Paragraph 1 cannot be enforced so long as the defendant pays (a) the current rent, now {rent}, when it falls due "
        f"and, in addition to it, (b) {extra} towards the arrears, the first payment on "
        f"{court_day(first) if first else DOTS}."
    )
    yield "When the arrears have been paid in full, paragraph 1 can no longer be enforced."
    yield "Either side may apply to change these terms."


def _term(ask: Ask) -> Iterator[str]:
    if ask.state.the_tenancy.tenure == "flexible":
        yield f"The tenancy is terminated on {DOTS} (Housing Act 1985 s.82(3))."


def _moratorium(ask: Ask, hearing: Hearing) -> Iterator[str]:
    for hold in standing_holds(ask.state, hearing.on):
        if hold.kind in MORATORIUMS:
            until = court_day(hold.last_day) if hold.last_day else DOTS
            yield (
                "The court was told that a debt respite moratorium is in force from "
                f"{court_day(hold.from_on)} to {until}. Nothing may be done to enforce this order for the debt that it "
                "covers while it lasts."
            )
