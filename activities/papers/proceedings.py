"""From a case to the parts that notices and court papers share: parties, tenancy, rent account, what was done and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

import law
from activities.papers import head
from activities.papers.known import Ask, Posting
from activities.papers.refusals import Refusal
from cases.events import Event
from cases.facts.common import Figure, Row
from cases.facts.parties import LeftOut, Party, Why
from cases.facts.rent_account import OTHER, RENT, SERVICE, RentAccount, Schedule
from cases.fold import in_true_order
from cases.nations import NATIONS
from law.dates import in_words
from templates.words import balance, listed

#: Policy: a balance older than this before the day of service or of the court paper stops the paper (import format).
BALANCE_DAYS = 3
WEEKS_SHOWN = 13

TENURE = {
    "occupation_contract_secure": "secure occupation contract",
    "occupation_contract_standard": "periodic standard occupation contract",
    "occupation_contract_introductory": "introductory standard occupation contract",
    "occupation_contract_fixed_term": "fixed term standard occupation contract",
    "occupation_contract_prohibited_conduct": "prohibited conduct standard occupation contract",
    "scottish_secure": "Scottish secure tenancy",
    "short_scottish_secure": "short Scottish secure tenancy",
    "secure": "secure",
    "flexible": "flexible (secure, for a fixed term)",
    "introductory": "introductory",
    "demoted": "demoted",
    "assured": "assured (social housing)",
    "assured_shorthold": "assured shorthold (social housing)",
    "starter": "assured shorthold, starter (social housing)",
}
NOT_SOCIAL = {"assured": "assured", "starter": "assured"}
PERIODIC = {"weekly": "weekly", "fortnightly": "fortnightly", "four_weekly": "four-weekly", "monthly": "monthly"}
POSTED_AS = {
    "rent_charge": RENT,
    "service_charge": SERVICE,
    "other_charge": OTHER,
    "payment": "Payment received",
    "housing_benefit": "Housing Benefit received",
    "uc_direct": "Universal Credit received direct",
    "uc_deduction": "Deduction from Universal Credit received",
    "adjustment": "Correction",
    "refund": "Refund paid out",
    "reversal": "Payment taken back",
    "write_off": "Written off",
}
APART = ("court_cost", "opening_balance")


def say(ask: Ask, text: str) -> str:
    """A sentence of the machine in the words of the case's nation."""
    return NATIONS[ask.state.the_tenancy.nation].say(text)


def parties(ask: Ask) -> tuple[Party, ...]:
    """Every tenant of the tenancy under the name in the agreement; one who is not known leaves the paper refused (R09)."""
    return tuple(Party(ref=p.ref, name=p.legal_name or p.name) for p in ask.tenants)


def name_of(ask: Ask, ref: str) -> str:
    """A person's name as the agreement has it, or the reference where nobody answers to it."""
    person = ask.known.people.get(ref)
    return (person.legal_name or person.name) if person else ref


def names(ask: Ask, refs: Iterable[str]) -> str:
    """Names in a row; everybody's when no reference is given."""
    return listed([name_of(ask, ref) for ref in refs or ask.state.the_tenancy.tenants])


def issuer(ask: Ask) -> dict[str, Any]:
    """The landlord under its legal name, for a model to say what is missing."""
    own = ask.known.landlord
    return {"legal_name": own.legal_name, "address": own.lines, "phone": own.phone, "email": own.email}


def signer(ask: Ask) -> dict[str, Any]:
    """The person whom the landlord has named to sign notices and court papers."""
    own = ask.known.landlord
    return {"name": own.signatory.name, "position": own.signatory.position}


def staff(ask: Ask, address: str | None) -> dict[str, Any]:
    """An officer by name and post, for a model to say what is missing."""
    found = ask.known.officer(address or "")
    post = head.ROLES.get(found.role or "", found.role) if found else None
    return {"name": found.name if found else None, "position": post}


def heading(ask: Ask) -> dict[str, Any]:
    """Court, claim number once there is one, the parties and the home."""
    claim = ask.state.claim
    alive = claim if claim and not claim.ended_on else None
    return {
        "court": (alive.court if alive else None) or ask.known.landlord.court_name,
        "claim_number": (alive.number if alive else None) or None,
        "claimant": issuer(ask)["legal_name"],
        "defendants": (
            *parties(ask),
            *(Party(ref=ref, name=name_of(ask, ref)) for ref in (alive.sisted if alive else ())),
        ),
        "home": ask.known.account.home,
    }


def tenancy(ask: Ask) -> dict[str, Any]:
    """What was let, since when, at what rent."""
    held, account = ask.state.the_tenancy, ask.known.account
    kind = TENURE.get(held.tenure, held.tenure.replace("_", " "))
    kind = NOT_SOCIAL.get(held.tenure, kind) if not held.social_housing else kind
    period = PERIODIC.get(held.rent_period, held.rent_period)
    return {
        "words": f"{kind} {period} tenancy" if held.nation == "england" else f"{kind}, {period}",
        "started_on": held.started_on or account.started_on,
        "rent": held.rent,
        "period": held.rent_period,
        "due": due_day(account.rent_due_on),
    }


def due_day(told: str | None) -> str | None:
    """`"monday"` -> `"every Monday"`, `"1"` -> `"on day 1 of the month"`."""
    if not told:
        return None
    return f"on day {told} of the month" if told.isdigit() else f"every {told.strip().title()}"


def events(ask: Ask) -> list[Event]:
    """What happened, corrections in place, in the order in which it happened, this event included."""
    known = list(ask.known.events)
    if all(e.event_id != ask.event.event_id for e in known):
        known.append(ask.event)
    return in_true_order(known)


def rent_account(ask: Ask) -> RentAccount | None:
    """The account up to the landlord's own balance, without court costs and earlier debt; None where it is not known.

    It ends at the arrears of that day and what is owed there for other charges, which stand as lines of their own. A
    difference between postings and balance shows in its opening and never in its end. A typed balance moves no line of it.
    """
    position = ask.known.position.listed if ask.known.position else None
    if position is None:
        return None
    counted = sorted(
        (p for p in ask.known.postings if p.type not in APART and p.on <= position.as_at), key=lambda p: p.on
    )
    counted = [p for p in counted if p.change]
    owed = opening = position.arrears + position.other - sum(p.change for p in counted)
    rows = []
    for posting in counted:
        owed += posting.change
        rows.append(_row(posting, owed))
    return RentAccount(opening=opening, rows=tuple(rows))


def schedule(ask: Ask, account: RentAccount | None, begun_on: date) -> tuple[Schedule | None, law.Answer | None]:
    """The account back to the first default, or two years before the claim where that is later, with the law's answer.

    Where something was owed before the first line held, the first default is older: it is then looked for from the start
    of the tenancy.
    """
    position, began = ask.known.position, ask.known.account.started_on
    if account is None or position is None or not account.rows:
        return None, None
    first = account.first_default() or min(d for d in (began, account.rows[0].on) if d)
    found = answer("claim.rent_statement", ask, issued_on=begun_on, first_default_on=first)
    since = max(found["starts_on"] if found else first, account.rows[0].on)
    return account.schedule(since, position.as_at, not_rent=max(position.other, 0)), found


def _row(posting: Posting, owed: int) -> Row:
    what = POSTED_AS.get(posting.type, posting.type.replace("_", " ").capitalize())
    side = {"charge": posting.change} if posting.change > 0 else {"credit": -posting.change}
    return Row(on=posting.on, what=posting.named(what), balance=owed, **side)


def left_out(ask: Ask) -> tuple[LeftOut, ...]:
    """What else stands on the account and is not in the figure for rent."""
    found = ask.known.position
    if found is None:
        return ()
    sums = (
        ("court costs", found.court_costs, "B7"),
        ("debt of an earlier account", found.prior_debt, "B0"),
        ("other charges that are not rent", found.other, "B0"),
    )
    return tuple(
        LeftOut(what=what, sum=Figure.model_validate({"code": code, "pence": pence, "as_at": found.as_at}))
        for what, pence, code in sums
        if pence > 0
    )


def expected(ask: Ask) -> tuple[dict[str, Any], ...]:
    """Benefit that is on its way (B5): shown beside the arrears, never taken off them."""
    found = head.expected(ask)
    return (found,) if found else ()


def benefits(ask: Ask) -> tuple[str, ...]:
    """What is known about benefit towards the rent, a sentence each; one says so when nothing is known."""
    account = ask.known.account
    said = {
        "claimed": "Universal Credit has been claimed and we know of no decision yet.",
        "verified": "Universal Credit with a housing element is in payment.",
        "direct_payment": "Universal Credit for the rent is paid direct to the landlord.",
        "deduction": "A deduction from Universal Credit is paid to the landlord towards the arrears.",
    }.get(account.uc_status or "")
    found = [said] if said else []
    if account.hb_weekly:
        found.append("Housing Benefit is paid towards the rent.")
    return tuple(found or ["No benefit towards the rent is known to be paid or claimed."])


def weeks_before(day: date, weeks: int = WEEKS_SHOWN) -> date:
    """The day that many weeks earlier."""
    return day - timedelta(weeks=weeks)


def answer(name: str, ask: Ask, **facts: Any) -> law.Answer | None:
    """What the law of the case's nation answers to one of the machine's questions, as known when the event was taken in.

    None where it is not held or a fact is not known.
    """
    return head.answer(name, ask, **facts)


def daily_rate(ask: Ask, as_at: date | None = None) -> Figure | None:
    """B10: the rent for one day, as the court's service divides it or, where that has it typed in, as our policy does.

    Its day is `as_at`, or today. None where neither divides the period.
    """
    held = ask.state.the_tenancy
    for name in ("claim.daily_rate", "policy.daily_rate"):
        if found := answer(name, ask, amount=held.rent, frequency=held.rent_period):
            return Figure(code="B10", pence=found["daily"], as_at=as_at or ask.today)
    return None


def stale(as_at: date | None, day: date, what: str) -> Iterator[Refusal]:
    """R01 when a figure is too old for a step on a day, R13 when it is newer than the step."""
    if as_at is None:
        return
    if as_at > day:
        said = f"The balance is as at {in_words(as_at)}, after {what} on {in_words(day)}."
        yield Refusal(code="R13", details=said)
    elif (day - as_at).days > BALANCE_DAYS:
        said = (
            f"The balance is as at {in_words(as_at)}, more than {BALANCE_DAYS} days before {what} on {in_words(day)}: "
            "load the newest accounts first."
        )
        yield Refusal(code="R01", details=said)


def arrears(ask: Ask, code: str) -> dict[str, Any] | None:
    """The rent arrears that the case goes by, under the code of the legal day; good until the account says otherwise."""
    held, position = ask.state.balance, ask.known.position
    if held is None:
        return None
    same = position is not None and position.arrears == held.arrears and position.as_at > held.as_at
    return {"code": code, "pence": held.arrears, "as_at": position.as_at if same and position else held.as_at}


def not_one_figure(ask: Ask) -> Iterator[Refusal]:
    """R25 when the rent account does not end at the arrears that the case goes by, to the penny; R04 without account."""
    held, position = ask.state.balance, ask.known.position
    if position is None:
        yield Refusal(
            code="R04", details="The rent account of this case is not known, and the paper has to set it out."
        )
    elif held is not None and position.arrears != held.arrears:
        said = (
            f"The rent account comes to {balance(position.arrears)} on {in_words(position.as_at)} and the case goes by "
            f"{balance(held.arrears)} for {in_words(held.as_at)}: record balance_refreshed, so that both are one figure."
        )
        yield Refusal(code="R25", details=said)


def figure(value: int | None, code: str, as_at: date | None) -> dict[str, Any] | None:
    """A balance for a facts model, or None while one of its parts is not known."""
    return None if value is None or as_at is None else {"code": code, "pence": value, "as_at": as_at}


def due(found: law.Answer | None, key: str, *, statutory: str = "", safe: str = "") -> dict[str, Any] | None:
    """A day of an answer, with the law's own earliest or latest and the safe one beside it."""
    if found is None or found.get(key) is None:
        return None
    beside = {name: found.get(key) for name, key in (("statutory", statutory), ("safe", safe)) if key}
    return {"on": found[key], "rule": found.rule, **beside}


def whys(**found: law.Answer | None) -> tuple[Why, ...]:
    """The because of each day that the law room gave, by the name of the day."""
    return tuple(
        Why(day=day, says=a.because, cite="; ".join(c.title for c in a.citations) or a.rule, confidence=a.confidence)
        for day, a in found.items()
        if a is not None and a.because
    )
