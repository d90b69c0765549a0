"""Papers about a case for others than its tenants and the court: a write-off (E-39), the council (E-40)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from activities.papers import proceedings, record
from activities.papers.builder import Builder
from activities.papers.head import b1, officer
from activities.papers.known import Ask, Posting
from activities.papers.proceedings import answer, whys
from activities.papers.refusals import Draft, Refusal
from activities.papers.warrant import payments
from cases.events.early import ReferralMade
from cases.events.enforcement import FormerTenantLetterSent, WriteOffRequested
from cases.events.throughout import AddressTraced
from cases.facts import afterwards as facts
from cases.facts.parties import PastStep
from cases.state import State
from law.dates import in_words
from templates.words import money

URGENT_DAYS = 14  # our policy
REASONS = {
    "uneconomic": "it would cost more to recover than it is worth",
    "untraced": "the former tenant cannot be found",
    "statute_barred": "it can no longer be claimed",
    "deceased": "the former tenant has died and left nothing to claim from",
    "insolvent": "the former tenant is insolvent and the debt is covered by it",
    "court_refused": "a court has refused it",
    "vulnerable": "to ask for it would harm somebody who is vulnerable",
    "error": "it was charged in error",
    "other": "another reason, told below",
}
#: A reason that somebody else could check has to be shown.
SHOWN = ("untraced", "deceased", "insolvent", "court_refused", "error")
ENDED = {
    "eviction": "the eviction",
    "surrender": "the tenants gave it up",
    "abandonment": "the home was left",
    "death": "a death",
    "notice_to_quit": "a notice to quit",
    "transfer": "a move to another home",
}
# What a council decides about a person and a landlord may not say of them.
BLAME = re.compile(r"\b(intentional(?:ly)?|deliberate(?:ly)?|wilful(?:ly)?)\b", re.IGNORECASE)
# A debt out of time: in England and Wales it is only out of the court's reach, in Scotland there is no debt any more.
BARRED = {
    "england": "It can no longer be claimed in court; the debt itself is not extinguished.",
    "wales": "It can no longer be claimed in court; the debt itself is not extinguished.",
    "scotland": "It is extinguished: nothing of it is owed any more, and it may not be asked for.",
}


def write_off(ask: Ask) -> Draft:
    """E-39. Its lines come to the sum that is owed, and what is out of time is told apart."""
    asked, former, known, figure = _asked(ask), ask.state.former, ask.known, b1(ask)
    if former is None:
        said = "The tenancy has not ended: only the debt of a former tenant is written off."
        return Draft(values={}, refusals=(Refusal(code="R08", details=said),))
    judgment = (ask.state.order.money_judgment or 0) if ask.state.order else 0
    owed = figure["pence"] if figure else 0
    ordered = min(judgment, owed)
    as_at = figure["as_at"] if figure else None
    parts = (
        ("rent that a court has ordered to be paid", ordered),
        ("rent for which there is no judgment", owed - ordered),
    )
    barred, rule = _barred(ask, owed)
    values = {
        "landlord": known.landlord.legal_name,
        "reference": known.account.account_ref,
        "tenants": proceedings.parties(ask),
        "home": known.account.home,
        "started_on": known.account.started_on or ask.state.the_tenancy.started_on,
        "ended_on": former.ended_on,
        "how": proceedings.say(ask, ENDED[former.how]),
        "owed": {"code": "B9", "pence": owed, "as_at": as_at} if figure else None,
        "parts": tuple(
            {"what": what, "sum": {"code": "B9", "pence": pence, "as_at": as_at}} for what, pence in parts if pence > 0
        ),
        "asked": asked.amount if asked else former.write_off,
        "barred": {"code": "B11", "pence": barred, "as_at": as_at} if figure else None,
        "effect": BARRED[ask.state.the_tenancy.nation],
        "oldest_on": former.oldest_on,
        "reason": proceedings.say(ask, REASONS[asked.code]) if asked else None,
        "words": asked.reason if asked else None,
        "evidence": asked.evidence if asked else None,
        "steps": tuple(_tried(ask, former.ended_on)),
        "cost_to_recover": asked.cost_to_recover if asked else None,
        "review_on": asked.review_on if asked else None,
        "requested_on": former.write_off_on,
        "requested_by": proceedings.staff(ask, (former.write_off_by or "").lower()),
        "whys": whys(limitation=rule),
    }
    return Draft(values=values, refusals=tuple(_against(ask, asked, owed, barred)))


def _asked(ask: Ask) -> WriteOffRequested | None:
    found = [e for e in proceedings.events(ask) if isinstance(e, WriteOffRequested)]
    return found[-1] if found else None


def _against(ask: Ask, asked: WriteOffRequested | None, owed: int, barred: int) -> Iterator[Refusal]:
    yield from proceedings.not_one_figure(ask)
    if asked is None:
        yield Refusal(code="R25", details="Nobody has asked for a write-off: record write_off_requested.")
        return
    if owed <= 0:
        yield Refusal(code="R25", details="No rent is left owing, so there is nothing to write off.")
    elif asked.amount > owed:
        said = f"{money(asked.amount)} is asked to be written off, and {money(owed)} is owed."
        yield Refusal(code="R25", details=said)
    if asked.code in SHOWN and not asked.evidence:
        said = f"The reason is {asked.code}, and nothing is recorded that shows it (evidence)."
        yield Refusal(code="R25", details=said)
    if asked.code == "statute_barred" and barred < asked.amount:
        said = f"Of the {money(asked.amount)} only {money(barred)} is out of time on the account."
        yield Refusal(code="R22", details=said)


def _barred(ask: Ask, owed: int) -> tuple[int, Any]:
    """What of the debt is out of time: payments meet the oldest charge, so what is owed are the newest."""
    out, rule = 0, None
    for posting in _unpaid(ask.known.postings, owed):
        found = answer("former_tenant.limitation", ask, due_on=posting[0])
        if found and found["last_day"] < ask.today:
            out, rule = out + posting[1], found
    return out, rule


def _unpaid(postings: tuple[Posting, ...], owed: int) -> Iterator[tuple[date, int]]:
    for posting in reversed(postings):
        if owed <= 0:
            return
        if posting.type in ("rent_charge", "service_charge", "opening_balance") and (posting.charge or 0) > 0:
            part = min(posting.charge or 0, owed)
            owed -= part
            yield posting.on, part


def _tried(ask: Ask, ended_on: date) -> Iterator[PastStep]:
    """What was done to recover the debt since the tenancy ended."""
    for event in proceedings.events(ask):
        if event.happened_on < ended_on:
            continue
        if isinstance(event, FormerTenantLetterSent):
            said = proceedings.say(ask, "A letter of claim was sent to each former tenant.")
            yield PastStep(on=event.happened_on, what=said)
        elif isinstance(event, AddressTraced):
            yield PastStep(
                on=event.happened_on, what=f"A new address of {proceedings.name_of(ask, event.tenant)} was found."
            )
    yield from (step for step in record.steps(ask) if step.on >= ended_on)
    for paid in payments(ask, ended_on, ask.today):
        yield PastStep(on=paid.on, what=f"{money(paid.payment or 0)} was paid.")


def referral(ask: Ask) -> Draft:
    """E-40 about one person. Without their consent nothing of it leaves, and the record says that it was offered."""
    told, person, landlord = _referral(ask), ask.reader, ask.known.landlord
    order, booked = ask.state.order, ask.state.eviction
    stands = booked is not None and not booked.cancelled_on and not booked.carried_out_on
    loss = booked.on if booked and stands else order.possession_on if order else None
    writer, figure = officer(ask), b1(ask)
    own = landlord.kind == "local_authority" and not (told and told.council)
    values = {
        "council": (told.council if told else None) or landlord.council.name,
        "own_council": own,
        "person": (person.legal_name or person.name) if person else None,
        "born_on": person.born_on if person else None,
        "home": ask.known.account.home,
        "phone": person.phone if person and "phone" not in person.never_by else None,
        "email": person.email if person and "email" not in person.never_by else None,
        "safe_contact": told.safe_contact if told else None,
        "language": ask.known.account.language if len(ask.state.the_tenancy.tenants) == 1 else None,
        "consent_on": told.consent_on if told else None,
        "consent_how": told.consent_how if told else None,
        "stage": _stage(ask.state),
        "order_on": order.made_on if order else None,
        "loss_on": loss,
        "urgent": loss is not None and loss - ask.today <= timedelta(days=URGENT_DAYS),
        "adults": told.adults if told else None,
        "children": told.children if told else None,
        "household": told.household if told else None,
        "needs": told.needs if told else None,
        "tried": tuple(_helped(ask)),
        "stop": figure if told and told.stop_sum and figure and figure["pence"] > 0 else None,
        "landlord": landlord.legal_name,
        "officer": {"name": writer["name"], "position": writer["role"]},
        "officer_phone": writer["phone"],
        "officer_email": writer["email"],
        "on": ask.today,
    }
    return Draft(
        values=values, refusals=tuple(_no_consent(ask, told)), said=("consent_on", "consent_how", "safe_contact")
    )


def _referral(ask: Ask) -> ReferralMade | None:
    of = ask.order.recipient
    found = [
        e for e in proceedings.events(ask) if isinstance(e, ReferralMade) and e.to == "homelessness" and e.tenant == of
    ]
    return found[-1] if found else None


def _no_consent(ask: Ask, told: ReferralMade | None) -> Iterator[Refusal]:
    who = ask.order.recipient or "the tenant"
    if told is None or told.consent_on is None:
        said = (
            f"{who} has not agreed that the council is told, so nothing is: ask, and record referral_made with consent_on, "
            "consent_how and safe_contact. That it was offered stays on the record."
        )
        yield Refusal(code="R25", details=said)
        return
    for name in ("consent_how", "safe_contact"):
        if not getattr(told, name):
            yield Refusal(
                code="R04", details=f"The consent of {who} is recorded without {name.replace('_', ' ')} ({name})."
            )
    blame = BLAME.search(" ".join((told.safe_contact or "", told.household or "", told.needs or "")))
    if blame:
        said = f"{blame.group()!r} blames the person; why a home may be lost intentionally or not is for the council to decide."
        yield Refusal(code="R05", details=said)
    if told.consent_on > ask.today:
        yield Refusal(code="R13", details=f"The consent is of {in_words(told.consent_on)}, which has not come yet.")
    if ask.state.former and told.happened_on > ask.state.former.ended_on:
        yield Refusal(code="R08", details="The home is lost already: the person asks the council for help as homeless.")


def _stage(state: State) -> str:
    """Where the case stands, without a word about why."""
    booked = state.eviction
    if booked and not booked.cancelled_on and not booked.carried_out_on:
        return "a date for the eviction is booked"
    if state.warrant:
        return "a warrant of possession has been asked for"
    if state.order and state.order.outcome in ("outright", "suspended", "postponed"):
        kind = {"outright": "an outright", "suspended": "a suspended", "postponed": "a postponed"}[state.order.outcome]
        return f"{kind} order for possession was made"
    if state.claim and not state.claim.ended_on:
        return "a claim for possession is before the court"
    return "a notice was given" if state.notice else "help is offered before any notice"


def _helped(ask: Ask) -> Iterator[PastStep]:
    """What was tried to keep the home: help, plans, benefit. Nothing of what anybody failed to do."""
    kinds = {
        "referral_made": "A referral for help was made.",
        "direct_payment_requested": "Benefit was asked to be paid direct to the landlord.",
        "agreement_made": "A plan to pay by instalments was agreed.",
        "agreement_varied": "The plan was changed.",
    }
    of = ask.order.recipient
    for event in proceedings.events(ask):
        if event.kind in kinds and getattr(event, "tenant", of) == of and event.event_id != ask.event.event_id:
            yield PastStep(on=event.happened_on, what=kinds[event.kind])


BUILDERS: Mapping[str, Builder] = MappingProxyType(
    {"E-39": Builder(facts.WriteOff, write_off), "E-40": Builder(facts.CouncilReferral, referral)}
)
