"""How a rule is written: one function says what is wrong with an event, another says what follows from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, TypeVar

import law
from cases.events import Event
from cases.state import Hold, Notice, State
from cases.steps import Because, Objection, WriteDocument

Judge = Callable[[State, Any], Iterator[Objection]]
E = TypeVar("E", bound=Event)


class Follows:
    """What follows from one event: the new state, papers to write and the reasons. Filled by an `applies` function."""

    def __init__(self, state: State, event: Event) -> None:
        self.state = state
        self.event = event
        self.papers: list[WriteDocument] = []
        self.because: list[Because] = []

    def change(self, **parts: Any) -> None:
        """Replace parts of the state."""
        self.state = self.state.but(**parts)

    def write(self, paper: str, *recipients: str, draft: bool = False, **facts: Any) -> None:
        """Order a paper: one for each recipient, or one for the case when none is named."""
        plain = {k: v.isoformat() if isinstance(v, date) else v for k, v in facts.items() if v is not None}
        for recipient in recipients or (None,):
            self.papers.append(
                WriteDocument(paper=paper, event_id=self.event.event_id, recipient=recipient, draft=draft, facts=plain)
            )

    def learn(self, answer: law.Answer | None) -> law.Answer | None:
        """Keep an answer's reason beside the decision."""
        if answer is not None:
            self.because.append(because(answer))
        return answer

    def ask(self, question: str, **facts: Any) -> law.Answer | None:
        """The law's answer as known when the event was taken in; None where the law room holds nothing."""
        return self.learn(ask(self.event, question, **facts))

    def evidence(self, key: str, *tenants: str) -> None:
        """Note that a protocol step was taken with each of these tenants on the event's day."""
        kept = {k: dict(v) for k, v in self.state.evidence.items()}
        for tenant in tenants:
            row = kept.setdefault(key, {})
            row[tenant] = max(row.get(tenant, self.event.happened_on), self.event.happened_on)
        self.change(evidence=kept)


Apply = Callable[[Follows, Any], None]
JUDGES: dict[str, list[Judge]] = {}
APPLIES: dict[str, Apply] = {}


def judges(*kinds: type[Event]) -> Callable[[Judge], Judge]:
    """Register a function that yields what is wrong with events of these kinds."""

    def keep(function: Judge) -> Judge:
        for kind in kinds:
            JUDGES.setdefault(kind.kind, []).append(function)
        return function

    return keep


def applies(*kinds: type[Event]) -> Callable[[Apply], Apply]:
    """Register the function that says what follows from events of these kinds."""

    def keep(function: Apply) -> Apply:
        for kind in kinds:
            if kind.kind in APPLIES:
                raise RuntimeError(f"{kind.kind} has two functions that apply it")
            APPLIES[kind.kind] = function
        return function

    return keep


def ask(event: Event | None, question: str, **facts: Any) -> law.Answer | None:
    """The law's answer, or None when it is not held or the facts for it are not known yet."""
    if any(v is None for v in facts.values()):
        return None
    try:
        return law.ask(question, known_at=event.known if event else None, **facts)
    except law.LawError:
        return None


CLAIM_WINDOW = {
    "nsp_secure": "england.secure.claim_window",
    "s128": "england.introductory.claim_window",
    "s8_form3": "england.assured.claim_window",
}


def claim_window(notice: Notice, event: Event | None = None) -> law.Answer | None:
    """From when and until when a claim may be begun on a notice; None while that is not known."""
    facts: dict[str, object] = {"specified_on": notice.specified_on}
    if notice.kind == "s8_form3":
        facts["served_on"] = notice.given_on
    return ask(event, CLAIM_WINDOW[notice.kind], **facts)


def because(answer: law.Answer) -> Because:
    """A law answer as a reason."""
    first = answer.citations[0] if answer.citations else None
    return Because(
        says=answer.reason,
        cite="; ".join(c.title for c in answer.citations),
        url=first.url if first else "",
        confidence=answer.confidence,
    )


def cited(answer: law.Answer | None) -> dict[str, str]:
    """`cite`, `url` and `confidence` of an answer, to be put into an objection."""
    if answer is None or not answer.citations:
        return {}
    cite = "; ".join(c.title for c in answer.citations)
    return {"cite": cite, "url": answer.citations[0].url, "confidence": answer.confidence}


def impossible(rule: str, says: str, **more: Any) -> Objection:
    """The event cannot have happened, or a field that it cannot do without is missing."""
    return Objection(rule=rule, says=says, kind="impossible", **more)


def everyone(state: State, named: tuple[str, ...] | None) -> tuple[str, ...]:
    """The tenants that an event names, or all of them when it names none."""
    return tuple(named) if named else state.the_tenancy.tenants


def forbidding(
    state: State, act: str | None, day: date, event: Event | None = None
) -> Iterator[tuple[Hold, Objection]]:
    """The holds that forbid an act on a day, each with the objection it makes."""
    if act is None:
        return
    for hold in standing_holds(state, day):
        if act not in hold.forbids:
            continue
        answer = ask(event, "england.hold", kind=hold.kind)
        title = str(answer.get("title")) if answer else hold.kind.replace("_", " ")
        free = hold.last_day + law.dates.DAY if hold.last_day else None
        end = f" until {law.dates.in_words(hold.last_day)}" if hold.last_day else ", with no end date yet"
        whose = f" of tenant {hold.tenant}" if hold.tenant else ""
        yield (
            hold,
            Objection(
                rule=f"hold.{hold.kind}",
                says=f"A hold is on ({title.lower()}{whose}), from {law.dates.in_words(hold.from_on)}{end}; "
                f"while it lasts we may not {SAID[act]}",
                first_day=free,
                no_longer=f"A step taken inside it ({SAID[act]}) may not be relied on.",
                cure=str(answer.get("cure_or_end")) if answer else "Wait until it ends.",
                **cited(answer),
            ),
        )


#: Roles that cannot approve, and how that is said.
WITHOUT_AUTHORITY = {
    "officer": "is an officer",
    "reader": "may only read",
    "unknown": "is not in the officer register",
}

SAID = {
    "demand": "ask for the debt",
    "serve_notice": "serve a notice for these arrears",
    "send_protocol_letter": "send the protocol letter",
    "submit_claim": "start a claim",
    "request_warrant": "ask for a warrant or take another step to enforce",
    "book_eviction": "book an eviction",
    "evict": "carry out an eviction",
}


def standing_holds(state: State, day: date) -> tuple[Hold, ...]:
    """The recorded holds of a day, with the two that follow from the case itself: an agreement kept, an application."""
    own: list[Hold] = list(state.holds_on(day))
    agreement = state.agreement
    if agreement and agreement.status == "live" and agreement.made_on <= day:
        own.append(implied("agreement_kept", agreement.made_on))
    application = state.application
    if application and not application.outcome and application.received_on <= day:
        own.append(implied("application_to_suspend", application.received_on))
    return tuple(own)


def implied(kind: str, from_on: date) -> Hold:
    """A hold that nobody has to open because the case itself makes it."""
    answer = ask(None, "england.hold", kind=kind)
    forbids = tuple(answer.get("forbids") or ()) if answer else ()
    return Hold(kind=kind, event_id="", from_on=from_on, forbids=forbids)
