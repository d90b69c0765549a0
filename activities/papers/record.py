"""What the record of a case can tell a court: agreements and what became of them, steps taken, earlier proceedings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from activities.papers.known import Ask
from activities.papers.proceedings import events, names, say
from cases.events import Event, Mark, court, early, marks
from cases.facts.parties import Offered, PastAgreement, PastStep
from law.dates import add_months, london_time
from templates.words import clock, court_day, listed

CHANNEL = {
    "phone": "telephone",
    "text": "text message",
    "portal": "the tenant portal",
    "office": "a call at the office",
}
TOPIC = {
    "cause": "the cause of the arrears",
    "finances": "income and spending",
    "benefits": "benefits",
    "repayment": "repayment",
}
NO_ANSWER = {
    "no_answer": "no answer",
    "message_left": "a message was left",
    "returned": "it came back",
    "refused": "they did not wish to speak",
}
DIRECT = {
    "managed_payment": "rent to be paid to the claimant from Universal Credit",
    "third_party_deduction": "deductions from benefit towards the arrears",
    "housing_benefit": "Housing Benefit to be paid to the claimant",
}
OUTCOME = {
    "outright": "a possession order was made",
    "suspended": "a possession order suspended on terms was made",
    "postponed": "a possession order postponed on terms was made",
    "adjourned_to_date": "the claim was adjourned to another day",
    "adjourned_on_terms": "the claim was adjourned on terms",
    "adjourned_generally": "the claim was adjourned generally",
    "struck_out": "the claim was struck out",
    "dismissed": "the claim was dismissed",
    "withdrawn": "the claim was withdrawn",
    "money_judgment_only": "judgment was given for money only",
}
_GROWN_UP_MONTHS = 18 * 12  # our way of naming a household; no right hangs on it


def grown_up(born_on: date | None, on: date) -> bool:
    """Whether somebody of a household is named as an adult on a day: who is 18, and whose birth nobody told."""
    return born_on is None or add_months(born_on, _GROWN_UP_MONTHS) <= on


def agreements(ask: Ask) -> tuple[PastAgreement, ...]:
    """Every agreement to pay in the order they were made, each with what became of it."""
    found: list[PastAgreement] = []

    def ended(outcome: str, on: date) -> None:
        if found and found[-1].ended_on is None:
            found[-1] = found[-1].model_copy(update={"outcome": outcome, "ended_on": on})

    for event in events(ask):
        if isinstance(event, early.AgreementMade | early.AgreementVaried):
            ended("replaced", event.happened_on)
            made = {"made_on": event.happened_on, "amount": event.amount, "every": event.every}
            found.append(PastAgreement(**made, outcome="in force"))
        elif isinstance(event, early.AgreementBroken):
            ended("not kept", event.happened_on)
        elif isinstance(event, early.AgreementCompleted):
            ended("kept to its end", event.happened_on)
    return tuple(found)


def open_offer(ask: Ask) -> tuple[Offered, early.AgreementOffered] | None:
    """The plan that was offered last, where no agreement was recorded since, with its event."""
    found = None
    for event in events(ask):
        if isinstance(event, early.AgreementOffered):
            found = event
        elif isinstance(event, early.AgreementMade | early.AgreementVaried):
            found = None
    if found is None:
        return None
    terms = {"amount": found.amount, "every": found.every, "with_rent": found.with_rent}
    return Offered(on=found.happened_on, **terms), found


def free_words(record: Iterable[Event]) -> Iterator[str]:
    """Everything that somebody typed in words of their own."""
    for event in record:
        for name, info in type(event).model_fields.items():
            value = getattr(event, name)
            if Mark.TEXT in marks(info) and isinstance(value, str):
                yield value


def proceedings(ask: Ask) -> tuple[PastStep, ...]:
    """Notices and court proceedings before the present ones, with what came of them."""
    found = []
    for event in _before_this(ask):
        if isinstance(event, court.NoticeServed):  # with names in it, which no other word may take the place of
            found.append(PastStep(on=event.happened_on, what=f"A notice was served on {names(ask, event.tenants)}."))
        elif what := _in_court(event):
            found.append(PastStep(on=event.happened_on, what=say(ask, what)))
    return tuple(found)


def _before_this(ask: Ask) -> list[Event]:
    """What happened before the notice in force; everything when there is none."""
    notice = ask.state.notice
    first = min((s.on for s in notice.services.values()), default=None) if notice else None
    known = [e for e in events(ask) if e.event_id != ask.event.event_id]
    return known if first is None else [e for e in known if e.happened_on < first]


def _in_court(event: Event) -> str | None:
    if isinstance(event, court.NoticeWithdrawn):
        return "The notice was withdrawn."
    if isinstance(event, court.ClaimIssued):
        return f"Possession claim {event.claim_number} was issued{f' at {event.court}' if event.court else ''}."
    if isinstance(event, court.ClaimWithdrawn):
        return "The claim was discontinued."
    if isinstance(event, court.HearingOutcomeRecorded):
        return f"At the hearing {OUTCOME[event.outcome]}."
    if isinstance(event, court.OrderDischarged):
        return "The order was discharged."
    return None


def steps(ask: Ask) -> tuple[PastStep, ...]:
    """What was done to recover the arrears, in the order in which it was done, a sentence each."""
    found = []
    for event in events(ask):
        say = STEPS.get(event.kind)
        if say and event.event_id != ask.event.event_id:
            found.append(PastStep(on=event.happened_on, what=say(ask, event)))
    return tuple(found)


def _contact(ask: Ask, event: Any) -> str:
    about = f" about {listed([TOPIC[t] for t in event.topics])}" if event.topics else ""
    offer = say(ask, " A repayment the tenant could afford was put forward.") if event.affordable_offer else ""
    return f"{names(ask, (event.tenant,))} was in contact by {by_channel(event.channel, ask)}{about}.{offer}"


def _tried(ask: Ask, event: Any) -> str:
    how = by_channel(event.channel, ask)
    return f"Contact with {names(ask, (event.tenant,))} was tried by {how}: {NO_ANSWER[event.outcome]}."


def by_channel(channel: str, ask: Ask) -> str:
    """How somebody was reached, after "by"."""
    return say(ask, CHANNEL.get(channel, channel))


def _referral(ask: Ask, event: Any) -> str:
    """Only what the protocol asks about is named; other help may be private."""
    to = {"debt_advice": "debt advice", "benefits": "help with benefits"}.get(event.to, "support")
    return f"{names(ask, (event.tenant,))} was referred for {to}."


def _plan(_: Ask, event: Any) -> str:
    beside = " besides the rent" if event.with_rent else ""
    verb = "made" if event.kind == "agreement_made" else "changed"
    return f"An agreement to pay the arrears by instalments{beside} was {verb}."


def _asked_direct(ask: Ask, event: Any) -> str:
    return f"The claimant asked, for {names(ask, (event.tenant,))}, for {DIRECT[event.what]}."


def _direct_answer(ask: Ask, event: Any) -> str:
    verb = "agreed" if event.granted else "did not agree"
    return f"The benefit office {verb} to direct payment for {names(ask, (event.tenant,))}."


def _reply(ask: Ask, event: Any) -> str:
    said = "The reply of" if event.replied else "That no reply had come from"
    return f"{said} {names(ask, (event.tenant,))} about personal circumstances was considered."


def _hearing(_: Ask, event: Any) -> str:
    local = london_time(event.hearing_at)
    return f"The claim was listed for {court_day(local.date())} at {clock(event.hearing_at)}."


def each(ask: Ask, event: Any) -> str:
    """To whom something was sent; that each got their own is said where there is more than one."""
    refs = event.tenants or ask.state.the_tenancy.tenants
    return f"{names(ask, refs)}{', each separately' if len(refs) > 1 else ''}"


def _protocol(ask: Ask, event: Any) -> str:
    if ask.state.the_tenancy.track == "mandatory":
        what = "A letter that explains why possession is sought and asks about personal circumstances"
    elif ask.known.texts.sent_on("V-PAP", event.happened_on):
        what = "A letter with a copy of the pre-action protocol"
    else:
        what = "A letter with a short account of the pre-action protocol, without its text,"
    return f"{what} was sent to {each(ask, event)}."


STEPS: Mapping[str, Callable[[Ask, Any], str]] = {
    "arrears_letter_sent": lambda a, e: f"A letter about the arrears was sent to {each(a, e)}.",
    "statement_sent": lambda a, e: f"A rent statement was sent to {each(a, e)}.",
    "contact_made": _contact,
    "contact_attempted": _tried,
    "referral_made": _referral,
    "direct_payment_requested": _asked_direct,
    "direct_payment_decided": _direct_answer,
    "agreement_offered": lambda a, e: f"A plan to pay by instalments was offered to {each(a, e)}.",
    "agreement_made": _plan,
    "agreement_varied": _plan,
    "agreement_broken": lambda a, e: "A payment due under the agreement was missed.",
    "agreement_completed": lambda a, e: "The agreement was kept to its end.",
    "protocol_letter_sent": _protocol,
    "reply_considered": _reply,
}

#: The same steps in few words, for a field that holds no more; one of a kind, then their days.
SHORT: Mapping[str, str] = {
    "arrears_letter_sent": "letter about the arrears",
    "statement_sent": "rent statement",
    "contact_made": "contact",
    "contact_attempted": "contact tried without an answer",
    "referral_made": "referral for help",
    "direct_payment_requested": "asked the benefit office for direct payment",
    "direct_payment_decided": "the benefit office's answer on direct payment",
    "agreement_made": "agreement to pay",
    "agreement_varied": "agreement changed",
    "agreement_broken": "agreement not kept",
    "agreement_completed": "agreement kept to its end",
    "protocol_letter_sent": "letter after the notice",
    "reply_considered": "circumstances considered",
}


def digest(ask: Ask) -> str:
    """Every step of `steps` and of `proceedings` by its day, in few words: `contact 3 Dec 2026; rent statement 20 Dec 2026.`"""
    found: dict[str, list[str]] = {}
    for event in events(ask):
        said = SHORT.get(event.kind)
        if said and event.event_id != ask.event.event_id:
            days = found.setdefault(said, [])
            day = f"{event.happened_on.day} {event.happened_on:%b %Y}"
            if day not in days:
                days.append(day)
    told = [f"{said} {', '.join(days)}" for said, days in found.items()]
    told += [f"{step.on.day} {step.on:%b %Y}: {step.what.rstrip('.')}" for step in proceedings(ask)]
    text = "; ".join(told)
    return f"{text[:1].upper()}{text[1:]}." if text else ""
