"""How a rule is written: one function says what is wrong with an event, another says what follows from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

import law
from cases.events import Event
from cases.nations import NATIONS, Nation, NoticeKind
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

    def write(self, paper: str | None, *recipients: str, draft: bool = False, **facts: Any) -> None:
        """Order a paper: one for each recipient, or one for the case when none is named.

        `paper` is the machine's name for it, mostly the code of England's. Where we hold none of the nation's, that is said.
        """
        nation, code = nation_of(self.state), paper or ""
        paper = nation.paper(paper) if paper else None
        if paper == "":
            return
        if paper is None:
            says = nation.lacking(code)
            if all(says != b.says for b in self.because):
                self.because.append(Because(says=says))
            return
        plain = {k: v.isoformat() if isinstance(v, date) else v for k, v in facts.items() if v is not None}
        for recipient in recipients or (None,):
            self.papers.append(
                WriteDocument(paper=paper, event_id=self.event.event_id, recipient=recipient, draft=draft, facts=plain)
            )

    def learn(self, answer: law.Answer | None) -> law.Answer | None:
        """Keep an answer's reason beside the decision."""
        if answer is not None:
            told = because(answer)
            if told not in self.because:
                self.because.append(told)
        return answer

    def ask(self, name: str, **facts: Any) -> law.Answer | None:
        """The nation's answer as known when the event was taken in; None where the law room holds nothing."""
        where = self.state if self.state.tenancy else str(getattr(self.event, "nation", "") or "")
        return self.learn(ask(where, self.event, name, **facts))

    def ask_quietly(self, name: str, **facts: Any) -> law.Answer | None:
        """As `ask`, without keeping the answer's reason."""
        return ask(self.state, self.event, name, **facts)

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


def ask(where: State | str, event: Event | None, name: str, **facts: Any) -> law.Answer | None:
    """What the law of the case's nation answers to one of the machine's questions; None when it is not held.

    None also while the facts for it are not known yet. `where`: the state of an opened case, or a nation's key.
    """
    nation = NATIONS.get(where if isinstance(where, str) else where.the_tenancy.nation)
    return nation.ask(name, facts, event.known if event else None) if nation else None


def nation_of(state: State) -> Nation:
    """The nation of an opened case."""
    return NATIONS[state.the_tenancy.nation]


def notice_route(state: State, event: Event | None = None, grounds: Sequence[str] = ()) -> law.Answer | None:
    """What the law says of the road for this tenancy on these grounds; refused where there is none."""
    t, nation = state.the_tenancy, nation_of(state)
    told = {fact: value for g in grounds for fact, value in nation.grounds.get(g, {}).items()}
    facts = {"tenure": t.tenure, "social_housing": t.social_housing, "landlord": landlord(t.landlord_kind)}
    return ask(state, event, "tenure.route", **facts, **told)


def landlord(kind: str | None) -> str | None:
    """A kind of landlord as the law room's questions name it."""
    return None if kind is None else "council" if kind == "local_authority" else "provider"


def cite(state: State, name: str) -> str:
    """The nation's provision of this name, that of the case's own tenure where there is one; "" where none is held."""
    cites = nation_of(state).cites
    return cites.get(f"{name}.{state.the_tenancy.tenure}", cites.get(name, ""))


def notice_kind(
    state: State, event: Event | None = None, grounds: Sequence[str] = ()
) -> tuple[NoticeKind, law.Answer] | None:
    """The kind of notice that this tenancy needs on these grounds, with the answer that says so; None: none is held."""
    route = notice_route(state, event, grounds)
    kind = nation_of(state).notices.get(str(route.get("notice"))) if route and not route.refused else None
    return (kind, route) if kind and route else None


def _of_notice(state: State, event: Event | None, kind: NoticeKind, grounds: Sequence[str]) -> dict[str, Any]:
    """What the questions about a notice may want to know of the tenancy."""
    t = state.the_tenancy
    found = notice_kind(state, event, grounds)
    return {
        "rent_period": t.rent_period,
        "period_starts": t.period_starts,
        "social_housing": t.social_housing,
        "grounds": list(grounds),
        "contract": found[1].get("contract") if found else None,
        "tenancy": found[1].get("tenancy") if found else None,
        **kind.facts,
    }


def notice_days(
    state: State, event: Event | None, kind: NoticeKind, served_on: date, grounds: Sequence[str]
) -> law.Answer | None:
    """The days that a notice served on a day may give: statutory_earliest, safe_earliest, and form where prescribed."""
    facts = _of_notice(state, event, kind, grounds)
    answer = ask(state, event, kind.days.format(**facts), served_on=served_on, **facts)
    if answer is None or answer.refused or not kind.gives_last_day:
        return answer if answer and not answer.refused else None
    last = answer["claim_from"] - law.dates.DAY
    return answer.model_copy(update={"values": {**answer.values, "statutory_earliest": last, "safe_earliest": last}})


def form_refused(state: State, event: Event) -> law.Answer | None:
    """The answer that there was no form for a notice served on the event's day; None where there was one."""
    found = notice_kind(state, event)
    if found is None or not found[0].form:
        return None
    facts = _of_notice(state, event, found[0], ("10", "11"))
    answer = ask(state, event, found[0].days.format(**facts), served_on=event.happened_on, **facts)
    return answer if answer and answer.refused else None


def claim_window(state: State, notice: Notice, event: Event | None = None) -> law.Answer | None:
    """From when and until when a claim may be begun on a notice; None while that is not known."""
    kind = nation_of(state).notices[notice.kind]
    facts = _of_notice(state, event, kind, notice.grounds)
    days = {"specified_on": notice.specified_on, "served_on": notice.given_on, "earliest_on": notice.left_on}
    answer = ask(state, event, kind.window, **days, **facts)
    last = keeps_demoted(state, notice, event) if answer and kind.life else None
    if answer is None or last is None:
        return answer
    until = {"statutory_claim_by": last, "safe_claim_by": last - law.dates.DAY}
    return answer.model_copy(update={"values": {**answer.values, **until}})


def keeps_demoted(state: State, notice: Notice, event: Event | None = None) -> date | None:
    """The last day on which a tenancy is demoted with this notice: of its year, or of the time that the notice adds.

    None where the year is not known, or the notice was served after it.
    """
    until, kind = state.the_tenancy.demoted_until, nation_of(state).notices[notice.kind]
    if not kind.life or until is None or notice.given_on is None or notice.given_on > until:
        return None
    answer = ask(state, event, kind.life, served_on=notice.given_on)
    return max(until, answer["last_day"]) if answer else until


def why_demoted(state: State, notice: Notice | None, last: date) -> law.Answer | None:
    """The answer that gives the last day of a demotion: of its year, or of the time that a notice of proceedings adds."""
    t = state.the_tenancy
    if notice is None or last == t.demoted_until:
        return ask(state, None, "demoted.period", demoted_on=t.demoted_on)
    return ask(state, None, "demoted.notice_life", served_on=notice.given_on)


def review_days(state: State, notice: Notice, event: Event | None = None) -> law.Answer | None:
    """By when a review of a notice may be asked for and must be decided; None where it carries no right to one."""
    kind = nation_of(state).notices[notice.kind]
    if kind.review is None or notice.given_on is None:
        return None
    facts = _of_notice(state, event, kind, notice.grounds)
    answer = ask(state, event, kind.review, served_on=notice.given_on, specified_on=notice.specified_on, **facts)
    return None if answer is None or answer.refused else answer


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


def to_be_served(state: State, named: tuple[str, ...] | None = None) -> tuple[str, ...]:
    """Those whom a notice is for: the tenants, and in some nations who lives there beside them."""
    return tuple(named) if named else (*state.the_tenancy.tenants, *state.the_tenancy.occupiers)


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
        answer = ask(state, event, "hold", kind=hold.kind)
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
        own.append(implied(state, "agreement_kept", agreement.made_on))
    application = state.application
    if application and not application.outcome and application.received_on <= day:
        own.append(implied(state, "application_to_suspend", application.received_on))
    return tuple(own)


def implied(state: State, kind: str, from_on: date) -> Hold:
    """A hold that nobody has to open because the case itself makes it."""
    answer = ask(state, None, "hold", kind=kind)
    forbids = tuple(answer.get("forbids") or ()) if answer else ()
    return Hold(kind=kind, event_id="", from_on=from_on, forbids=forbids)
