"""The chronology of a case (E-41) for whoever may ask for it: the person it is about, or the Ombudsman.

Nothing in it is worded anew: events, reasons and corrections come from the record as they stand there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from activities.papers import proceedings
from activities.papers.builder import Builder
from activities.papers.head import ROLES
from activities.papers.known import Ask, Written
from activities.papers.refusals import Draft, Refusal
from cases.events import Event, Mark, early, marks, throughout
from cases.facts import afterwards as facts
from cases.fold import in_true_order
from cases.nations import NATIONS
from law.dates import in_words, london_day
from speech import fields
from templates import manifest
from templates.words import balance

GAP = timedelta(weeks=8)  # our policy: a silence of this length is told
SYSTEM = {
    "clock": "the system, on its day",
    "review": "the weekly review",
    "account": "the rent account",
    "import": "the landlord's earlier record",
}
#: Advice to our own advocate, which is privileged, and what is told to the bailiff alone.
PRIVILEGED = ("E-27",)
STATUS = {
    "final": "written",
    "draft": "a draft for approval",
    "withheld": "not written, for a reason kept with it",
    "void": "void",
}


def chronology(ask: Ask) -> Draft:
    """E-41: of the whole case, or for a recipient what is not about somebody else alone."""
    of, known, entries = ask.order.recipient, ask.known, list(_entries(ask))
    balances = [e for e in proceedings.events(ask) if isinstance(e, early.BalanceRefreshed) and e.arrears is not None]
    position = known.position
    apart = (
        (
            ("rent arrears", position.arrears),
            ("court costs", position.court_costs),
            ("debt of an earlier account", position.prior_debt),
            ("other charges that are not rent", position.other),
        )
        if position
        else ()
    )
    values = {
        "reference": known.account.account_ref,
        "landlord": known.landlord.legal_name,
        "home": known.account.home,
        "subject": proceedings.name_of(ask, of) if of else "the whole case",
        "kind": "person" if of else "whole",
        "prepared_on": ask.today,
        "prepared_by": proceedings.staff(ask, ask.state.owner.lower()),
        "since": min((e["on"] for e in entries), default=None),
        "until": ask.today,
        "entries": tuple(entries),
        "balances": tuple(_stood(ask, balances)),
        "now": tuple({"what": what, "sum": pence, "on": position.as_at} for what, pence in apart if position and pence),
        "papers": tuple(_papers(ask)),
        "mistakes": tuple(_mistakes(ask)),
        "left_out": tuple(_left_out(ask)) or ("Nothing was left out.",),
        "gaps": tuple(_gaps(ask, entries)),
    }
    unknown = (
        [Refusal(code="R09", details=f"{of} is nobody on this tenancy, so no record is kept about them.")]
        if of and of not in known.people
        else []
    )
    return Draft(values=values, refusals=tuple(unknown))


def _record(ask: Ask) -> list[Event]:
    """Every event as it was entered, corrected ones too, by the day on which it happened; ties as they were entered."""
    known = list(ask.known.events)
    if all(e.event_id != ask.event.event_id for e in known):
        known.append(ask.event)
    order = {e.event_id: n for n, e in enumerate(known)}
    return sorted(known, key=lambda e: (e.happened_on, order[e.event_id]))


def _entries(ask: Ask) -> Iterator[dict[str, Any]]:
    words = NATIONS[ask.state.the_tenancy.nation].words
    record = _record(ask)
    undone = {e.corrects: e for e in record if isinstance(e, throughout.Corrected)}
    number = 0
    for event in record:
        if _of_another(ask, event):
            continue
        number += 1
        told, correction = ask.known.reasons.get(event.event_id), undone.get(event.event_id)
        shown = "; ".join(_details(ask, event))
        yield {
            "number": number,
            "on": event.happened_on,
            "recorded_on": london_day(event.recorded_at),
            "what": f"{words.event.get(event.kind, event.kind)}{f': {shown}' if shown else ''}".removesuffix(".") + ".",
            "by": _who(ask, event.recorded_by),
            "why": told.because if told else (),
            "wrong": told.against if told else (),
            "corrected": _correction(correction) if correction else None,
            "sums": tuple(_sums(event)),
        }


def _stood(ask: Ask, balances: list[early.BalanceRefreshed]) -> Iterator[dict[str, Any]]:
    """Each balance of the case beside the account's postings added up to its day."""
    account, position = proceedings.rent_account(ask), ask.known.position
    for event in balances:
        on = event.as_at or event.happened_on
        held = position is not None and on <= position.listed.as_at
        before = [row.balance for row in account.rows if row.on <= on] if account and held else []
        yield {"on": on, "arrears": event.arrears, "posted": before[-1] if before else None}


def _correction(event: throughout.Corrected) -> str:
    how = "It was corrected" if event.replacement else "It was withdrawn"
    why = f": {' '.join(event.reason.split()).removesuffix('.')}" if event.reason else ""
    return f"{how} on {in_words(event.happened_on)}{why}."


def _details(ask: Ask, event: Event) -> Iterator[str]:
    """What was entered with an event, in its own words; who is named is named, or is "another person" to somebody else."""
    form = {**fields.of(type(event)), **{"note": fields.common()["note"]}}
    for name, field in form.items():
        value = getattr(event, name)
        if (
            name == "corrects"
            or value in (None, (), False, "")
            or Mark.RESTRICTED in marks(type(event).model_fields[name])
        ):
            continue
        if field.kind == "person":
            refs = value if isinstance(value, tuple) else (value,)
            said = ", ".join(_named(ask, ref) for ref in refs)
        elif field.kind == "staff":
            said = _who(ask, str(value))
        elif field.kind == "money":
            said = balance(value)
        else:
            said = " ".join(field.show(value).split())
            said = proceedings.say(ask, said) if field.kind == "choice" else said
        label = proceedings.say(ask, name.removesuffix("_pence").replace("_", " "))
        yield f"{label}: {said}"


def _sums(event: Event) -> Iterator[int]:
    for name, field in fields.of(type(event)).items():
        if field.kind == "money" and getattr(event, name) is not None:
            yield getattr(event, name)


def _named(ask: Ask, ref: str) -> str:
    of = ask.order.recipient
    return proceedings.name_of(ask, ref) if of in (None, ref) else "another person"


def _who(ask: Ask, address: str) -> str:
    """A member of staff by role, never by name."""
    held = ask.known.officer(address)
    return SYSTEM.get(address) or (ROLES.get(held.role or "", held.role) if held else None) or "a member of staff"


def _persons(event: Event) -> set[str]:
    found: set[str] = set()
    for name, info in type(event).model_fields.items():
        if Mark.PERSON in marks(info):
            value = getattr(event, name)
            found |= {value} if isinstance(value, str) else set(value or ())
    return found


def _of_another(ask: Ask, event: Event) -> bool:
    of, named = ask.order.recipient, _persons(event)
    return bool(of and named and of not in named)


def _papers(ask: Ask) -> Iterator[dict[str, Any]]:
    for one in ask.known.written:
        if _kept_back(ask, one):
            continue
        held = manifest.all_templates().get(one.paper)
        sent = one.status == "final"
        reader = "the case" if not one.recipient else _named(ask, one.recipient)
        wrong = ", and wrong now" if one.wrong else ""
        yield {
            "on": one.on,
            "paper": f"{one.paper} {held.title}" if held else one.paper,
            "reader": "any other occupiers" if one.recipient == "occupiers" else reader,
            "status": f"{STATUS[one.status]}{wrong}",
            "delivered": ("not recorded" if one.recipient else "kept with the case") if sent else "not sent",
        }


def _kept_back(ask: Ask, one: Written) -> bool:
    held = manifest.all_templates().get(one.paper)
    others = ask.order.recipient and one.recipient not in (None, ask.order.recipient)
    return bool(others or one.paper.removesuffix("-wales") in PRIVILEGED or (held and held.restricted))


def _mistakes(ask: Ask) -> Iterator[str]:
    """What broke a rule and was found, and papers that are wrong now."""
    for one in ask.state.irregular:
        yield f"{in_words(one.on)}: {one.says.rstrip('.')} ({one.status})."
    for paper in ask.known.written:
        if paper.wrong and not _kept_back(ask, paper):
            yield f"{in_words(paper.on)}, {paper.paper}: {paper.wrong}"


def _left_out(ask: Ask) -> Iterator[str]:
    others = sum(_of_another(ask, event) for event in _record(ask))
    if others:
        yield f"{_count(others, 'entry', 'entries')} about another person alone: the personal data of somebody else."
    privileged = [p for p in ask.known.written if _kept_back(ask, p) and p.paper.removesuffix("-wales") in PRIVILEGED]
    if privileged:
        yield f"{_count(len(privileged), 'hearing note')}: advice to our advocate, which is privileged."
    guarded = any(_restricted(event) for event in _record(ask))
    if guarded:
        yield "What was told to the bailiff about risks at the home: it may name others, and few may read it."
    letters = sum(
        1 for p in ask.known.written if ask.order.recipient and p.recipient not in (None, ask.order.recipient)
    )
    if letters:
        yield f"{_count(letters, 'paper')} for somebody else: the personal data of somebody else."


def _restricted(event: Event) -> bool:
    return any(Mark.RESTRICTED in marks(i) and getattr(event, n) for n, i in type(event).model_fields.items())


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _gaps(ask: Ask, entries: list[dict[str, Any]]) -> Iterator[str]:
    """Stretches in which nothing is recorded, and tenants with whom no contact is: told, not filled."""
    days = sorted({e["on"] for e in entries} | {ask.today})
    found = False
    for before, after in pairwise(days):
        if after - before > GAP:
            found = True
            yield f"Nothing is recorded between {in_words(before)} and {in_words(after)}."
    standing = in_true_order(_record(ask))
    for ref in ask.state.the_tenancy.tenants:
        if ask.order.recipient in (None, ref) and not any(
            isinstance(e, early.ContactMade) and e.tenant == ref for e in standing
        ):
            found = True
            yield f"No conversation with {proceedings.name_of(ask, ref)} is recorded."
    if not found:
        yield "No stretch of more than eight weeks is without an entry."
    yield "Calls and visits are here only where somebody recorded them; what post brought is not known unless it is said."


BUILDERS: Mapping[str, Builder] = MappingProxyType({"E-41": Builder(facts.Chronology, chronology)})
