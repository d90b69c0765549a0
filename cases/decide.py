"""The one function that decides, and the list of what is allowed that is derived from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date
from typing import Any

from pydantic import Field

from cases.events import REGISTER, Event, Frozen, Mark, marks
from cases.nations import NATIONS, Nation
from cases.rules import APPLIES, JUDGES, Follows
from cases.ruling import forbidding, impossible, nation_of
from cases.state import Irregular, State
from cases.steps import Decision, Objection, Refused, WriteDocument, code_of
from cases.trial import matured, told
from law import unsettled
from law.dates import in_words, london_instant
from law.reading import knowing, noting


def decide(state: State, event: Event, today: date) -> Decision:
    """What follows from an event on London's `today`, or Refused with every reason at once.

    An act we are about to do is refused when a rule stands against it. A fact, an act that has been done already
    (`as_fact`) and imported history are recorded, and what they break becomes an irregularity of the case.
    """
    objections = judge(state, event, today)
    if any(o.kind == "impossible" for o in objections) or (event.binding and objections):
        raise Refused(objections)
    return follow(state, event, objections)


#: What belongs to getting possession, and so has no place once the tenancy has ended.
ROAD_TO_POSSESSION = frozenset(
    {"early_action", "notice", "protocol", "claim", "hearing", "order", "warrant", "eviction"}
)
#: What the clock and the law do is nothing that happened in the case: no task of ours is counted from it.
MOVES_NOTHING = frozenset({"date_reached", "law_reviewed"})
ENDINGS = frozenset({"eviction_carried_out"})


def judge(state: State, event: Event, today: date | None) -> tuple[Objection, ...]:
    """Everything that stands against an event, each rule once. today None: the future is not looked at."""
    found: dict[str, Objection] = {}
    with knowing(event.known):
        for objection in _objections(matured(state, event.effective_on, event), event, today):
            found.setdefault(objection.rule, objection)
    return tuple(_spoken(o, _nation(state, event)) for o in found.values())


def _nation(state: State, event: Event) -> Nation | None:
    key = state.tenancy.nation if state.tenancy else getattr(event, "nation", None)
    return NATIONS.get(str(key))


def _spoken(objection: Objection, nation: Nation | None) -> Objection:
    """An objection in the words of the case's nation."""
    if nation is None or not nation.words.term:
        return objection
    own = {name: nation.say(getattr(objection, name)) for name in ("says", "no_longer", "cure")}
    return objection.model_copy(update=own)


def _objections(state: State, event: Event, today: date | None) -> Iterator[Objection]:
    opening = event.kind == "case_opened"
    if state.tenancy is None and not opening:
        yield impossible("case.not_open", "The case is not open yet: record case_opened first")
        return
    if state.tenancy is not None and opening:
        yield impossible("case.open", f"The case {state.case_ref} is open already")
        return
    if state.closed_on is not None:
        yield impossible(
            "case.closed",
            f"The case was closed on {in_words(state.closed_on)} ({state.closed_why.replace('_', ' ')}), "
            "and nothing can be recorded on a closed case: open a new one",
        )
        return
    nation = _nation(state, event)
    if nation and not nation.knows(type(event)):
        lacking = nation.lacks.get(event.kind, f"{event.kind} is not a step of its procedure")
        yield impossible("event.other_nation", f"This is a case in {nation.title}: {lacking}")
        return
    if state.former and event.stage in ROAD_TO_POSSESSION and event.kind not in ENDINGS:
        yield impossible(
            "case.tenancy_ended",
            f"The tenancy ended on {in_words(state.former.ended_on)}: the road to possession is closed, only the debt is left",
        )
        return
    if today is not None and event.happened_on > today:
        yield impossible(
            "event.future",
            f"{event.kind} is dated {in_words(event.happened_on)}, which is after today, {in_words(today)}",
        )
    if state.tenancy is not None:
        strangers = [p for p in _people(event) if p not in (*state.tenancy.tenants, *state.tenancy.occupiers)]
        if strangers:
            yield impossible(
                "event.unknown_tenant",
                f"{', '.join(strangers)} is not a tenant of this case; its tenants are {', '.join(state.tenancy.tenants)}",
            )
            return
    if state.tenancy is not None and event.kind != "notice_served":  # a notice has its own words for it
        for _, objection in forbidding(state, event.forbidden_as, event.happened_on, event):
            yield objection
    for one in JUDGES.get(event.kind, ()):
        yield from one(state, event)


def _people(event: Event) -> Iterator[str]:
    for name, info in type(event).model_fields.items():
        if Mark.PERSON in marks(info):
            value = getattr(event, name, None)
            yield from ((value,) if isinstance(value, str) else value or ())


#: What comes of itself or is only a figure: no task of ours is done by it, so no task's day moves.
QUIET = frozenset({"balance_refreshed", "date_reached", "deadline_given", "payment_posted"})


def follow(state: State, event: Event, objections: tuple[Objection, ...] = ()) -> Decision:
    """The decision once an event stands: its consequences, and what it broke kept as irregularities."""
    with knowing(event.known), noting() as answers:
        f = Follows(matured(state, event.effective_on, event), event)
        APPLIES[event.kind](f, event)
    # by our policies nobody is judged for what they did before they had them
    kept = tuple(o for o in objections if o.kind == "law" or (o.kind == "policy" and event.source != "import"))
    broken = {o.rule for o in kept}
    new = tuple(_irregular(o, event, known_of(state, event)) for o in kept if not _found_before(state, event, o))
    old = tuple(_cured(i, event) if i.rule not in broken else i for i in f.state.irregular)
    last = state.last_on
    if event.kind not in MOVES_NOTHING:
        last = max(d for d in (state.last_on, event.effective_on) if d is not None)
    acted = state.acted_on
    if event.kind not in QUIET:
        acted = max(d for d in (acted, event.effective_on, event.known_on) if d is not None)
    changed = f.state.but(irregular=old + new, last_on=last, acted_on=acted)
    changed = keep_withheld(tried_again(changed, f.papers), event)
    with knowing(event.known):
        done = matured(changed, event.effective_on, event)
        secure = told(done)
    if secure and (event.kind in TENURE_MATTERS or told(state) is None):
        f.because.append(secure)
    return Decision(
        state=done, papers=tuple(f.papers), because=tuple(f.because), objections=kept, unsettled=unsettled(answers)
    )


def tried_again(state: State, papers: Iterable[WriteDocument]) -> State:
    """The state without the papers that are called for anew: what becomes of them is told again."""
    anew = {(code_of(p), p.recipient) for p in papers if not p.draft}
    left = tuple(w for w in state.withheld if (w.code, w.recipient) not in anew)
    return state if left == state.withheld else state.but(withheld=left)


def keep_withheld(state: State, event: Event) -> State:
    """The state with the papers that the step could not write for an event, those of an earlier try replaced."""
    if not event.withheld:
        return state
    new = {w.reader: w for w in (*state.withheld, *event.withheld)}
    return state.but(withheld=tuple(new[key] for key in sorted(new)))


#: The steps that depend on whether a tenancy is still introductory.
TENURE_MATTERS = frozenset({"approval_requested", "approval_given", "notice_served"})

#: A step that is approved first, by its event.
APPROVED = {
    "claim_submitted": "claim",
    "eviction_confirmed": "eviction",
    "notice_served": "notice",
    "warrant_requested": "warrant",
}


def _found_before(state: State, event: Event, objection: Objection) -> bool:
    """Whether the same defect of the same step stands open since it was put forward, or since it was approved."""
    approving = event.kind in ("approval_requested", "approval_given")
    act = str(getattr(event, "act", "")) if approving else APPROVED.get(event.kind, "")
    standing = state.approvals.get(act)
    if standing is None or standing.status != ("requested" if approving else "given"):
        return False
    return any(
        (i.act, i.rule, i.says, i.status) == (act, objection.rule, objection.says, "open") for i in state.irregular
    )


def known_of(state: State, event: Event) -> date | None:
    """When it could first be seen that an event is irregular, where that was after its own day.

    What makes it so may have been entered after it, though it happened before.
    """
    day = max(d for d in (event.known_on, state.acted_on, event.happened_on) if d)
    return day if day > event.happened_on else None


def _irregular(objection: Objection, event: Event, known_on: date | None) -> Irregular:
    return Irregular(
        key=f"{objection.rule}@{event.event_id[:8]}",
        rule=objection.rule,
        says=objection.says,
        cite=objection.cite,
        event_id=event.event_id,
        on=event.happened_on,
        known_on=known_on,
        no_longer=objection.no_longer,
        cure=objection.cure,
        first_day=objection.first_day,
        cured_by=objection.cured_by,
        act=str(getattr(event, "act", "")) if event.kind in ("approval_requested", "approval_given") else "",
    )


def _cured(held: Irregular, event: Event) -> Irregular:
    if held.status != "open" or event.kind not in held.cured_by:
        return held
    if held.rule.startswith("approval.") and held.rule != f"approval.{getattr(event, 'act', '')}":
        return held
    return held.model_copy(update={"status": "cured"})


class NextStep(Frozen):
    """One thing that could be recorded: allowed now, or blocked by what, and from which day it is possible.

    variant: the field that makes it this one of several, such as {"act": "claim"}. sensible: False when nothing in the
    case could lead to it yet (an eviction before an order), so that a face may leave it out. lacking: the fields that
    have to be typed for it beside those that every event of its kind needs; they stand against nothing.
    """

    kind: str
    title: str
    stage: str
    is_act: bool
    allowed: bool
    sensible: bool
    variant: dict[str, str] = Field(default_factory=dict)
    lacking: tuple[str, ...] = ()
    why: tuple[Objection, ...] = ()
    first_day: date | None = None


def next_steps(state: State, today: date) -> tuple[NextStep, ...]:
    """Every kind of event tried on the case as it stands: there is no second list of what is allowed."""
    found = []
    nation = nation_of(state)
    state = matured(state, today)
    for kind, cls in REGISTER.items():
        if cls.machine or kind in ("case_opened", "corrected") or not nation.knows(cls):
            continue
        for variant in VARIANTS.get(kind, ({},)):
            event = probe(cls, today, **variant)
            found_against = judge(state, event, today)
            why = tuple(o for o in found_against if not o.fields)  # a form that is not filled in yet is no reason
            blocked = any(o.kind == "impossible" for o in why) or (cls.is_act and bool(why))
            first = Refused(why).first_day if blocked else None
            found.append(
                NextStep(
                    kind=kind,
                    title=nation.called(kind, (cls.__doc__ or kind).split("\n")[0]),
                    stage=cls.stage,
                    is_act=cls.is_act,
                    allowed=not blocked,
                    sensible=not any(o.kind == "impossible" for o in why),
                    variant=dict(variant),
                    lacking=tuple(name for o in found_against for name in o.fields),
                    why=why,
                    first_day=first,
                )
            )
    return tuple(found)


VARIANTS: dict[str, tuple[dict[str, str], ...]] = {
    "arrears_letter_sent": tuple({"letter": one} for one in ("first", "second", "third")),
    "approval_requested": tuple({"act": a} for a in ("notice", "claim", "warrant", "eviction", "write_off")),
    "approval_given": tuple({"act": a} for a in ("notice", "claim", "warrant", "eviction", "write_off")),
    "case_closed": tuple({"reason": r} for r in ("arrears_cleared", "debt_paid", "written_off")),
}


def probe(cls: type[Event], today: date, **facts: Any) -> Event:
    """An event with only its day filled in, to ask whether its kind is possible; the rest is None and is not judged."""
    blank: dict[str, Any] = {
        name: None if info.is_required() else info.get_default(call_default_factory=True)
        for name, info in cls.model_fields.items()
    }
    blank |= {
        "event_id": "00000000-0000-0000-0000-000000000000",
        "happened_on": today,
        "recorded_at": london_instant(today).astimezone(UTC),
        "recorded_by": "nobody",
        **facts,
    }
    return cls.model_construct(_fields_set=None, **blank)
