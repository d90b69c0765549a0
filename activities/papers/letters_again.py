"""From a case to the letters that follow the first: the second with an appointment (E-02), the last before a notice (E-03)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from activities.papers import proceedings
from activities.papers.builder import Builder
from activities.papers.head import answer, last_event
from activities.papers.known import Ask
from activities.papers.letters import arrears_letter
from activities.papers.refusals import Draft, Refusal, working_days_on
from activities.papers.statements import faults, not_itemised, statement
from cases.events import early
from cases.facts import letters
from law.dates import in_words, london_day

SHOWN = 5  # the newest times that we tried are named
HEARD_LATELY = 7  # days in which an answer is still being dealt with (our policy)
SCREENED_WITHIN = 28  # days (our policy)
NOTICE_OF_APPOINTMENT = 3  # working days after the letter is expected, itself two working days on its way (our policy)

TRIED = {"letter": "we wrote to you", "phone": "we rang you", "visit": "we came to see you", "email": "we emailed you"}
TRIED |= {
    "text": "we sent you a text message",
    "portal": "we wrote to you on the portal",
    "office": "we met at our office",
}
CAME_OF_IT = {
    "no_answer": "there was no answer",
    "message_left": "we left a message",
    "returned": "it came back to us",
    "refused": "you did not wish to talk",
}
PLACES = {"office": "at our office", "home": "at your home", "phone": "by phone"}
ASKED = {
    "managed_payment": "your rent to be paid to us straight from Universal Credit",
    "third_party_deduction": "money towards what you owe to be taken from your benefit",
    "housing_benefit": "your Housing Benefit to be paid to us",
}


def second_letter(ask: Ask) -> Draft:
    """E-02. It says what has changed since the letter before it, what we tried, and when we would like to meet."""
    draft, found, reader = arrears_letter(ask), statement(ask), ask.reader
    before, tried = _before(ask), tuple(_tried(ask))
    refusals = [*draft.refusals, *faults(ask, found, code="R28"), *not_itemised(ask), *_heard(ask)]
    meeting = _appointment(ask)
    said = []
    if before is None:
        details = "No earlier balance is on the record, and the second letter says what has changed since the first."
        refusals.append(Refusal(code="R04", details=details))
        said.append("before")
    if meeting is None:
        details = "The second letter gives an appointment, and none is named (appointment_at, appointment_place)."
        refusals.append(Refusal(code="R04", details=details))
        said.append("appointment")
    else:
        refusals += _too_soon(ask, meeting["at"])
    values = draft.values | {
        "before": before,
        "tried": tried,
        "appointment": meeting,
        "adjustments": reader.adjustments if reader else None,
        "statement": found,
    }
    values.pop("moratorium_from")
    return Draft(values=values, refusals=tuple(refusals), said=tuple(said))


def _earlier(ask: Ask) -> list[Any]:
    """The arrears letters to this reader before this one, in order."""
    reader = ask.order.recipient
    return [
        e
        for e in proceedings.events(ask)
        if isinstance(e, early.ArrearsLetterSent)
        and e.event_id != ask.event.event_id
        and (not e.tenants or reader in e.tenants)
    ]


def _before(ask: Ask) -> dict[str, Any] | None:
    """The balance that the case went by when the last letter went, or when it was opened if none did."""
    sent = _earlier(ask)
    until = sent[-1].event_id if sent else None
    held: dict[str, Any] | None = None
    for event in proceedings.events(ask):
        if isinstance(event, early.CaseOpened) and event.arrears_pence is not None:
            held = {"pence": event.arrears_pence, "as_at": event.arrears_as_at or event.happened_on}
            if until is None:
                break
        elif isinstance(event, early.BalanceRefreshed):
            held = {"pence": event.arrears, "as_at": event.as_at or event.happened_on}
        if event.event_id == until:
            break
    now = ask.state.balance
    if held is None or (now and held["as_at"] >= now.as_at):
        return None
    return {"code": "B1", **held}


def _tried(ask: Ask) -> Iterator[dict[str, Any]]:
    """How this reader was written to, called and seen since the case was opened; never the other joint tenant."""
    found: list[dict[str, Any]] = []
    for event in proceedings.events(ask):
        if event.event_id == ask.event.event_id or getattr(event, "tenant", ask.order.recipient) != ask.order.recipient:
            continue
        if isinstance(event, early.ArrearsLetterSent) and event in _earlier(ask):
            found.append({"on": event.happened_on, "what": "we wrote to you about your rent"})
        elif isinstance(event, early.ContactAttempted):
            what = f"{TRIED[event.channel]}, and {CAME_OF_IT[event.outcome]}"
            found.append({"on": event.happened_on, "what": what})
        elif isinstance(event, early.ContactMade):
            found.append({"on": event.happened_on, "what": "you were in touch with us"})
    yield from found[-SHOWN:]


def _heard(ask: Ask) -> Iterator[Refusal]:
    """R25 where the reader has just answered: the letter would not be true."""
    sent = _earlier(ask)
    since = max(sent[-1].happened_on if sent else date.min, ask.today - timedelta(days=HEARD_LATELY))
    answered = last_event(ask, "contact_made", tenant=ask.order.recipient, since=since)
    if answered:
        said = (
            f"{ask.order.recipient} was in touch on {in_words(answered)}, and this letter says that we have not heard enough "
            "to agree a plan: deal with what was said first."
        )
        yield Refusal(code="R25", details=said, first_day=answered + timedelta(days=HEARD_LATELY + 1))


def _appointment(ask: Ask) -> dict[str, Any] | None:
    event = ask.event
    if not isinstance(event, early.ArrearsLetterSent) or event.appointment_at is None:
        return None
    return {"at": event.appointment_at, "place": PLACES[event.appointment_place or "office"]}


def _too_soon(ask: Ask, at: Any) -> Iterator[Refusal]:
    nation = ask.state.the_tenancy.nation
    first = working_days_on(ask.today, 2 + NOTICE_OF_APPOINTMENT, nation)
    if london_day(at) < first:
        said = (
            f"The appointment on {in_words(london_day(at))} is too soon: the letter needs two working days to come and the "
            f"reader {NOTICE_OF_APPOINTMENT} after that, so {in_words(first)} is the first day."
        )
        yield Refusal(code="R13", details=said)


def third_letter(ask: Ask) -> Draft:
    """E-03. The three ways to stop a notice have one day; nobody gets it whose circumstances were not looked at."""
    draft, found, reader = arrears_letter(ask), statement(ask), ask.order.recipient
    tenancy, owed = ask.state.the_tenancy, draft.values["owed"]
    refusals = [*draft.refusals, *faults(ask, found, code="R28"), *not_itemised(ask)]
    weeks = answer(
        "arrears.weeks",
        ask,
        arrears=max(owed["pence"], 0) if owed else None,
        rent=tenancy.rent,
        rent_period=tenancy.rent_period,
    )
    screened = last_event(ask, "vulnerability_assessed", tenant=reader)
    if screened is None or (ask.today - screened).days > SCREENED_WITHIN:
        when = f"was last looked at on {in_words(screened)}" if screened else "has not been looked at"
        details = (
            f"What {reader} may need {when}: record vulnerability_assessed, "
            f"at most {SCREENED_WITHIN} days before this letter."
        )
        refusals.append(Refusal(code="R20", details=details))
    values = draft.values | {
        "weeks": weeks["weeks_text"] if weeks else None,
        "direct": tuple(_direct(ask)),
        "screened_on": screened,
        "statement": found,
    }
    values.pop("moratorium_from")
    return Draft(values=values, refusals=tuple(refusals), said=() if screened else ("screened_on",))


def _direct(ask: Ask) -> Iterator[str]:
    """What was last asked of the benefit office for this reader, and what it answered."""
    request: early.DirectPaymentRequested | None = None
    decided: early.DirectPaymentDecided | None = None
    for event in proceedings.events(ask):
        if getattr(event, "tenant", None) != ask.order.recipient:
            continue
        if isinstance(event, early.DirectPaymentRequested):
            request, decided = event, None
        elif isinstance(event, early.DirectPaymentDecided):
            decided = event
    if request:
        yield f"On {in_words(request.happened_on)} we asked for {ASKED[request.what]}."
        if decided:
            verb = "agreed" if decided.granted else "not agreed"
            yield f"On {in_words(decided.happened_on)} we were told that this is {verb}."
        else:
            yield "We are waiting for an answer."


BUILDERS: Mapping[str, Builder] = MappingProxyType(
    {
        "E-02": Builder(letters.SecondLetter, second_letter),
        "E-03": Builder(letters.ThirdLetter, third_letter),
    }
)
