"""From a case to the draft of an order (E-28): what the case calls for, or what the officer chose, and what the law forbids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from activities.papers import notices, order_wording, proceedings
from activities.papers.builder import Builder
from activities.papers.head import next_rent_day
from activities.papers.known import Ask
from activities.papers.order_wording import DOTS, FORMS, NEEDS_A_CHOICE, ON_TERMS, OrderSpec, paragraphs
from activities.papers.proceedings import answer
from activities.papers.refusals import MORATORIUMS, Draft, Refusal, working_day
from cases.facts.draft_order import DraftOrder
from cases.ruling import nation_of, standing_holds
from cases.state import Notice
from law.dates import in_words
from templates.words import listed

DAYS_TO_FIRST_PAYMENT = 3  # policy: the order has to reach whoever pays


def without_a_choice(ask: Ask) -> bool:
    """Whether the court has to make the order: an introductory tenancy, or ground 8 met both at service and today.

    Where it has to, possession is asked for outright, else suspended on terms: in the letter about the hearing (E-25), in the
    hearing note (E-27) and in the draft of the order.
    """
    return ask.state.track == "mandatory" or _ground_8(ask)


def _ground_8(ask: Ask) -> bool:
    notice, owed = ask.state.notice, proceedings.arrears(ask, "B1")
    if notice is None or notices.mandatory_ground(ask) not in notice.grounds:
        return False
    both = notices.ground_8(ask, notice.arrears, owed["pence"] if owed else None, notice.given_on, ask.today)
    return bool(both and both["met"])


def grounds(ask: Ask) -> list[str]:
    """The grounds that would be found proved, as the Act numbers them."""
    notice, strict = ask.state.notice, notices.mandatory_ground(ask)
    held = [g for g in (notice.grounds if notice else ()) if g != strict or _ground_8(ask)]
    return sorted(held, key=notices.by_number)


def named(ask: Ask) -> str:
    """The grounds in the words of the nation's Act where they are sections of it; else empty, for their numbers."""
    nation, notice, found = nation_of(ask.state), ask.state.notice, [g.removeprefix("s") for g in grounds(ask)]
    if notice is None or not nation.sections or not found:
        return ""
    several = "s" if len(found) > 1 else ""
    act = nation.notices[notice.kind].act.rpartition(" s.")[0]
    return f"the ground{several} in section{several} {listed(found)} of the {act}"


def form(ask: Ask, kind: str) -> str:
    """What an order is called; the numbers of the court's forms are England's."""
    return FORMS[kind] if ask.state.the_tenancy.nation == "england" else FORMS[kind].partition(" (N")[0]


def spec(ask: Ask, made_on: date | None, chosen: Mapping[str, Any] = MappingProxyType({})) -> OrderSpec:
    """The order for a day: what was chosen for it, else what the case calls for."""
    held, plan, claim = ask.state.the_tenancy, ask.state.agreement, ask.state.claim
    owed, daily, order = proceedings.arrears(ask, "B1"), proceedings.daily_rate(ask), ask.state.order
    kind = str(chosen.get("kind") or ("outright" if without_a_choice(ask) else "suspended"))
    cap = answer("order.possession_cap", ask, made_on=made_on) if kind == "outright" and without_a_choice(ask) else None
    first = next_rent_day(ask, made_on + timedelta(days=DAYS_TO_FIRST_PAYMENT - 1)) if made_on else None
    days = {name: _date(chosen, name) for name in ("possession_on", "first_on", "restore_by", "adjourned_to")}
    insolvent = any(h.kind == "insolvency" for h in standing_holds(ask.state, ask.today))
    warrant = ask.state.warrant
    return OrderSpec(
        kind=kind,
        home=", ".join(ask.known.account.home) or DOTS,
        arrears=(owed["pence"], owed["as_at"]) if owed else None,
        daily=daily.pence if daily else None,
        money=not (claim and not claim.money_claimed) and not insolvent,
        fee=claim.fee if claim else None,
        costs=chosen.get("costs"),
        possession_on=days["possession_on"] or (cap.get("normal") if cap else None),
        rent=held.rent or None,
        rent_period=held.rent_period,
        extra=chosen.get("extra")
        or (order.terms.plus if order and order.terms else None)
        or (plan.amount if plan else None),
        every=str(
            chosen.get("every") or (order.terms.every if order and order.terms else "") or (plan.every if plan else "")
        ),
        first_on=days["first_on"] or first,
        restore_by=days["restore_by"],
        restore_days=int(chosen["restore_days"]) if chosen.get("restore_days") else None,
        adjourned_to=days["adjourned_to"],
        warrant=warrant.number if warrant else "",
    )


def _date(chosen: Mapping[str, Any], name: str) -> date | None:
    found = chosen.get(name)
    return date.fromisoformat(found) if isinstance(found, str) else found


def recital(ask: Ask, found: OrderSpec, *, hardship: str = "", advice: str = "") -> str:
    """The recital of an order in this case."""
    notice = ask.state.notice
    return order_wording.recital(
        grounds(ask),
        mandatory=without_a_choice(ask),
        proceedings=nation_of(ask.state).notices[notice.kind].act if notice and not notice.grounds else "",
        arrears=found.arrears,
        hardship=hardship,
        advice=advice,
        named=named(ask),
    )


def term(ask: Ask) -> Iterator[str]:
    """That a fixed term is ended by the order."""
    if ask.state.the_tenancy.tenure == "flexible":
        yield f"The tenancy is terminated on {DOTS} (Housing Act 1985 s.82(3))."


def moratoriums(ask: Ask, on: date | None) -> Iterator[str]:
    """What has to be said of each moratorium that runs on a day."""
    for hold in standing_holds(ask.state, on or ask.today):
        if hold.kind in MORATORIUMS:
            yield order_wording.moratorium(hold.from_on, hold.last_day)


def draft(ask: Ask) -> Draft:
    """E-28. Options: kind, and what that order needs; left out, the order is the one that the case calls for."""
    told, hearing = ask.order.facts, ask.state.hearing
    made_on = _date(told, "on") or (hearing.on if hearing and not hearing.heard else None)
    found = spec(ask, made_on, told)
    notice = ask.state.notice
    proved = grounds(ask) or ([_section(ask, notice)] if notice and not notice.grounds else [])
    advice = {"had": "had", "declined": "was offered and declined"}.get(str(told.get("by_consent", "")), "")
    hardship = str(told.get("hardship") or "")
    owed = proceedings.arrears(ask, "B1")
    gaps = [p for p in paragraphs(found) if DOTS in p]
    values = {
        "heading": proceedings.heading(ask),
        "made_on": made_on,
        "form": form(ask, found.kind),
        "kind": found.kind,
        "grounds": tuple(proved),
        "recital": recital(ask, found, hardship=hardship, advice=advice),
        "paragraphs": (*paragraphs(found), *term(ask), *moratoriums(ask, made_on)),
        "arrears": owed,
        "daily": found.daily,
        "rent": found.rent,
        "extra": found.extra if found.kind in ON_TERMS else 0,
        "fee": found.fee,
        "costs": found.costs,
        "possession_on": found.possession_on,
        "restore_by": found.restore_by,
        "gaps": len(gaps),
    }
    return Draft(values=values, refusals=tuple(_against(ask, found, made_on, hardship)))


def _section(ask: Ask, notice: Notice) -> str:
    return nation_of(ask.state).notices[notice.kind].claimed_under.rpartition(" ")[2]


def _against(ask: Ask, found: OrderSpec, made_on: date | None, hardship: str) -> Iterator[Refusal]:
    strict = without_a_choice(ask)
    unheld = nation_of(ask.state).unheld.get("E-32") if found.kind == "postponed" else None
    if unheld:
        yield Refusal(code="R06", details=unheld)
    if strict and found.kind in NEEDS_A_CHOICE:
        said = f"{FORMS[found.kind]}: on this ground the court has no choice, so it cannot make an order on terms."
        yield Refusal(code="R08", details=said)
    if strict and found.kind == "outright" and found.possession_on and made_on:
        cap = answer("order.possession_cap", ask, made_on=made_on)
        last = cap.get("hardship" if hardship else "normal") if cap else None
        if last and found.possession_on > last:
            why = (
                "even for exceptional hardship"
                if hardship
                else "without exceptional hardship, which nobody has recited"
            )
            said = f"Possession on {in_words(found.possession_on)} is later than {in_words(last)}, the last day {why}."
            yield Refusal(code="R13", details=said)
    if made_on and found.possession_on and found.possession_on <= made_on:
        said = f"Possession on {in_words(found.possession_on)} would be no later than the order of {in_words(made_on)}."
        yield Refusal(code="R13", details=said)
    if found.kind in ON_TERMS and made_on and found.first_on and found.first_on <= made_on:
        said = f"The first payment, {in_words(found.first_on)}, would be due before the order of {in_words(made_on)} is made."
        yield Refusal(code="R13", details=said)
    if found.kind in ON_TERMS and any(h.kind == "insolvency" for h in standing_holds(ask.state, ask.today)):
        said = "An insolvency stands: a term to pay towards the arrears would ask for its debt."
        yield Refusal(code="R21", details=said)
    if found.restore_by and not working_day(found.restore_by):
        said = f"{in_words(found.restore_by)}, by which the claim has to be restored, is not a working day."
        yield Refusal(code="R13", details=said)


BUILDERS: Mapping[str, Builder] = MappingProxyType({"E-28": Builder(DraftOrder, draft)})
