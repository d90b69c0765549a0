"""What all letters share: sender, reader, officer, advice; and the figures and days that many of them print."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Any

import law
from activities.papers.known import AdviceLine, Ask, LandlordKnown, Posting
from activities.papers.refusals import Refusal, working_days_on
from cases import instalments
from cases.nations import NATIONS
from cases.state import Agreement, Terms
from law.dates import Periods, london_day, span, weekday_number
from templates.words import money

DAYS_A_NUMBER_STAYS_GOOD = 180
LENGTHS = {"weekly": "1 week", "fortnightly": "2 weeks", "four_weekly": "4 weeks", "monthly": "1 month"}
EVERY = {"weekly": "week", "fortnightly": "fortnight", "four_weekly": "four_weeks", "monthly": "month"}
PAYMENTS = {
    "payment": "you",
    "housing_benefit": "Housing Benefit",
    "uc_direct": "Universal Credit",
    "uc_deduction": "a deduction from Universal Credit",
}
ROLES = {
    "officer": "income officer",
    "team_leader": "income team leader",
    "legal": "legal officer",
    "income_manager": "income manager",
    "director": "director",
}
OCCUPIERS = "occupiers"
RESERVED_AS_RENT = ("rent_charge", "service_charge")


def head(ask: Ask) -> dict[str, Any]:
    """The values of `cases.facts.common.Letter`, None where they are not known."""
    known, reader = ask.known, ask.reader
    own = reader.address if reader else None
    return {
        "on": ask.today,
        "reader": {
            "name": reader.name if reader else "Any other occupiers" if ask.order.recipient == OCCUPIERS else None,
            "address": own or known.account.home,
        },
        "home": known.account.home if own and own != known.account.home else None,
        "reference": known.account.account_ref,
        "landlord": sender(known.landlord),
        "officer": officer(ask),
        "advice": advice(ask),
        "joint": len(ask.state.the_tenancy.tenants) > 1,
    }


def sender(landlord: LandlordKnown) -> dict[str, Any]:
    """The landlord as letters show it."""
    return {
        "name": landlord.trading_name or landlord.legal_name,
        "address": landlord.lines,
        "phone": landlord.phone,
        "hours": landlord.hours,
        "email": landlord.email,
        "relay": landlord.relay,
        "complaints_phone": landlord.complaints.phone,
        "complaints_url": landlord.complaints.url,
        "ombudsman": landlord.complaints.ombudsman,
        "privacy": landlord.privacy_url,
    }


def officer(ask: Ask) -> dict[str, Any]:
    """The owner of the case, who is the person to call and who signs; the office number where they have none."""
    held = ask.known.officer(ask.state.owner)
    return {
        "name": held.name if held else None,
        "role": ROLES.get(held.role or "", held.role) if held else None,
        "phone": (held.phone if held else None) or ask.known.landlord.phone,
        "email": ask.state.owner or None,
    }


def answer(name: str, ask: Ask, **facts: Any) -> law.Answer | None:
    """See `proceedings.answer`; a question that the machine itself never asks goes to the nation's law room as named."""
    if any(value is None for value in facts.values()):
        return None
    nation = NATIONS[ask.state.the_tenancy.nation]
    if name in nation.reads:
        return nation.ask(name, facts, ask.event.known)
    try:
        return law.ask(f"{nation.key}.{name}", known_at=ask.event.known, **facts)
    except law.LawError:
        return None


def advice(ask: Ask) -> tuple[dict[str, Any], ...]:
    """Free advisers. A number nobody has rung for 180 days is left out; a line with nothing left is left out whole."""
    return tuple(
        {"name": line.name, "phone": _fresh(line, ask.today), "web": line.url or None}
        for line in (ask.known.landlord.advice or _advice(ask.state.the_tenancy.nation))
        if line.url or _fresh(line, ask.today)
    )


def _fresh(line: AdviceLine, today: date) -> str | None:
    checked = line.checked_on
    good = checked is not None and (today - checked).days <= DAYS_A_NUMBER_STAYS_GOOD
    return line.phone if line.phone and good else None


@cache
def _advice(nation: str) -> tuple[AdviceLine, ...]:
    raw = tomllib.loads((files("templates") / "advice.toml").read_text("utf-8"))
    return tuple(AdviceLine(**line) for line in raw[nation])


def b1(ask: Ask) -> dict[str, Any] | None:
    """Rent arrears: the case's own figure, or the account's where that is of a later day."""
    balance, position = ask.state.balance, ask.known.position
    if balance and (position is None or balance.as_at >= position.as_at):
        return {"code": "B1", "pence": balance.arrears, "as_at": balance.as_at}
    return {"code": "B1", "pence": position.arrears, "as_at": position.as_at} if position else None


def two_figures(ask: Ask) -> Iterator[Refusal]:
    """R25 where case and account name different arrears for the same day."""
    balance, position = ask.state.balance, ask.known.position
    if balance and position and balance.as_at == position.as_at and balance.arrears != position.arrears:
        held, read = money(max(balance.arrears, 0)), money(max(position.arrears, 0))
        said = f"The case holds rent arrears of {held} for {balance.as_at}; the account gives {read} for the same day."
        yield Refusal(code="R25", details=said)


def expected(ask: Ask) -> dict[str, Any] | None:
    """Benefit that is due for rent already charged and has not come (B5); None when none is."""
    balance, account = ask.state.balance, ask.known.account
    if balance is None or balance.expected_benefit <= 0:
        return None
    credit = account.uc_status not in (None, "", "none")
    return {
        "source": "Universal Credit" if credit or not account.hb_weekly else "Housing Benefit",
        "sum": {"code": "B5", "pence": balance.expected_benefit, "as_at": balance.as_at},
        "on": account.uc_next_payment if credit and (account.uc_next_payment or ask.today) > ask.today else None,
    }


def benefits(ask: Ask) -> tuple[str, ...]:
    """What the record says about the reader's own benefit, whole sentences; never the other joint tenant's."""
    account, reader = ask.known.account, ask.order.recipient
    found = []
    if len(ask.state.the_tenancy.tenants) == 1:
        said = {
            "claimed": "You have claimed Universal Credit, and we have not heard that it is decided.",
            "verified": "You get Universal Credit. It is paid to you.",
            "direct_payment": "Part of your Universal Credit is paid to us for your rent.",
            "deduction": "Money is taken from your Universal Credit towards what you owe.",
        }.get(account.uc_status or "")
        found += [said] if said else []
    for event in ask.known.events:
        if event.kind == "direct_payment_requested" and event.tenant == reader:
            when = law.dates.in_words(event.happened_on)
            found.append(f"On {when} we asked for your benefit, or part of it, to be paid to us.")
        if event.kind == "direct_payment_decided" and event.tenant == reader:
            answer = "agreed" if event.granted else "did not agree"
            found.append(f"On {law.dates.in_words(event.happened_on)} the benefit office {answer} to that.")
    return tuple(found)


def housing_benefit(ask: Ask) -> int | None:
    """Housing Benefit a week, in pence, as far as it is the reader's own: a sole tenant's."""
    alone = len(ask.state.the_tenancy.tenants) == 1
    return ask.known.account.hb_weekly or None if alone else None


def next_rent_day(ask: Ask, day: date | None = None) -> date | None:
    """The first day after a day, or after today, on which rent falls due; None where the account does not say enough."""
    tenancy, account = ask.state.the_tenancy, ask.known.account
    return rent_day_after(
        tenancy.rent_period, tenancy.period_starts or account.rent_due_on or "", day or ask.today, _anchor(ask)
    )


def _anchor(ask: Ask) -> date | None:
    charges = [p.on for p in ask.known.postings if p.type == "rent_charge"]
    return charges[-1] if charges else None


def rent_day_after(period: str, starts: str, day: date, anchor: date | None = None) -> date | None:
    """The first rent day after `day`. starts: a weekday's name or a day of the month. anchor: a known rent day."""
    length = span(LENGTHS[period]) if period in LENGTHS else None
    if length is None:
        return None
    if length.unit == "months":
        number = int(starts) if starts.strip().isdigit() else anchor.day if anchor else None
        start = day.replace(day=1)
        return Periods(length, start, number).first_day_from(day + timedelta(days=1)) if number else None
    if length.number > 1 and anchor is None:
        return None
    if length.number == 1 and starts.strip().isalpha():
        anchor = day + timedelta(days=(weekday_number(starts) - day.weekday()) % 7)
    return Periods(length, anchor, 1).first_day_from(day + timedelta(days=1)) if anchor else None


def due_days(first: date, every: str, number: int) -> list[date]:
    """The first `number` days of a run of payments."""
    return list(islice(instalments.run(every, first), number))


def falling_due(ask: Ask, plan: Agreement | Terms | None, since: date, by: date) -> tuple[dict[str, Any], ...]:
    """What a plan wants paid after a day and to another, rent included: it is no part of what is behind on the first."""
    if plan is None:
        return ()
    wanted = instalments.due(plan, ask.state.the_tenancy, by, charged(ask))
    return tuple({"on": on, "sum": pence} for on, pence in wanted if on > since)


def charged(ask: Ask) -> instalments.Charged | None:
    """The rent as the account charged it, a charge that was taken back left out; None where no balance is known."""
    position = ask.known.position
    if position is None:
        return None
    undone = {p.reverses for p in ask.known.postings if p.reverses}
    rent = [p for p in ask.known.postings if p.type in RESERVED_AS_RENT and p.charge and p.ref not in undone]
    return instalments.Charged(to=position.listed.as_at, rows=tuple((p.on, p.charge or 0) for p in rent))


def rent_now(ask: Ask, terms: Terms | None) -> int | None:
    """The rent of a period as it is charged now, where it is another than the terms were made on."""
    held = charged(ask)
    if terms is None or held is None or not held.rows or held.now == terms.rent:
        return None
    return held.now


def rent_before(ask: Ask, figure: dict[str, Any] | None, first: date, rent: int) -> int:
    """Rent of a plan that falls due after the figure of the arrears and that no payment from `first` on is for.

    The first payment is for the rent that fell due last by then; what fell due before that adds to what is owed.
    """
    if figure is None or not rent:
        return 0
    fell, day = 0, next_rent_day(ask, figure["as_at"])
    while day is not None and day <= first:
        fell, day = fell + 1, next_rent_day(ask, day)
    return rent * max(fell - 1, 0)


def beat(plus: int, every: str, first_on: date, rent: int, rent_period: str) -> dict[str, Any]:
    """What is to be paid; one sum where rent and arrears fall due in the same rhythm."""
    together = rent > 0 and EVERY.get(rent_period) == every
    return {
        "plus": plus,
        "every": every,
        "first_on": first_on,
        "rent": rent,
        "rent_every": rent_period,
        "total": rent + plus if together else None,
    }


def calendar(beat_: dict[str, Any], number: int) -> tuple[dict[str, Any], ...]:
    """The first payments with their sums: rent included where both are paid together."""
    each = beat_["total"] or beat_["plus"]
    return tuple({"on": on, "sum": each} for on in due_days(beat_["first_on"], beat_["every"], number))


def cure_day(ask: Ask) -> dict[str, Any]:
    """The day by which we ask for an answer: seven days after a letter of today is expected to arrive (our policy)."""
    found = answer("policy.cure", ask, sent_on=ask.today)
    if found is None or found.refused:
        return reply_day(ask.today, 7, ask.state.the_tenancy.nation)
    return {"on": found["by"], "rule": found.rule, "to_act": True}


def reply_day(sent_on: date, days: int, nation: str = "england") -> dict[str, Any]:
    """`days` after the letter is expected to arrive (two working days), moved on to a working day (our policy)."""
    arrives = working_days_on(sent_on, 2, nation)
    by = working_days_on(arrives + timedelta(days=days - 1), 1, nation)
    return {"on": by, "rule": "policy.reply", "to_act": True}


def payer(ask: Ask, kind: str) -> str:
    """Who a payment came from, in words: to one joint tenant it is never said which of them paid."""
    alone = len(ask.state.the_tenancy.tenants) == 1
    return PAYMENTS[kind] if kind != "payment" or alone else NATIONS[ask.state.the_tenancy.nation].say("a tenant")


def last_credits(ask: Ask, number: int) -> list[Posting]:
    """The latest payments that were not taken back, the newest first."""
    undone = {p.reverses for p in ask.known.postings if p.reverses}
    found = [p for p in ask.known.postings if p.type in PAYMENTS and p.payment and p.ref not in undone]
    return list(reversed(found))[:number]


def last_event(ask: Ask, kind: str, *, tenant: str | None = None, since: date | None = None) -> date | None:
    """The latest day of an event of this kind, with this tenant, on or after a day."""
    days = [
        e.happened_on
        for e in ask.known.events
        if e.kind == kind
        and (tenant is None or getattr(e, "tenant", None) == tenant)
        and (since is None or e.happened_on >= since)
    ]
    return max(days, default=None)


def fee(ask: Ask, step: str) -> int | None:
    """A court fee in pence today; None where it is not held, and then the letter gives no sum."""
    found = answer("fee", ask, step=step, paid_on=ask.today)
    return int(found["amount"]) if found and not found.refused else None


def london(instant: Any) -> date | None:
    """London's day of an instant, or None."""
    return london_day(instant) if instant else None
