"""Folding a ledger: corrections are put in place, events in the order in which they happened, and the rules run again.

Whatever the order in which things were entered, the state is the one of the true order: that is what makes late entry
and correction safe, and what lets the board be rebuilt from nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pydantic import Field, ValidationError

from cases.asked import PaperAsked
from cases.decide import follow, judge, known_of
from cases.events import Event, Frozen, complaints, dump, load, throughout
from cases.standing import Standing
from cases.state import Irregular, State
from cases.steps import Because, Objection, Refused, WriteDocument
from law import Unsettled


class Applied(Frozen):
    """One event of the fold with what followed from it."""

    event_id: str
    papers: tuple[WriteDocument, ...]
    because: tuple[Because, ...]
    unsettled: tuple[Unsettled, ...] = ()


class Folded(Frozen):
    """The state, and what followed from each event, in the true order.

    against: why a paper should not have gone, by event and paper, where it should not.
    """

    state: State
    applied: tuple[Applied, ...]
    against: dict[tuple[str, str], str] = Field(default_factory=dict)

    def papers(self) -> dict[tuple[str, str, str | None, bool], WriteDocument]:
        """Every paper that the true order calls for, by event, paper, recipient and draft."""
        return {(p.event_id, p.paper, p.recipient, p.draft): p for a in self.applied for p in a.papers}


def in_true_order(recorded: Sequence[Event]) -> list[Event]:
    """The events that stand, corrections put in place of what they correct, in the order in which they happened."""
    standing: list[Event | None] = []
    place: dict[str, int] = {}
    for event in recorded:
        if isinstance(event, throughout.Corrected):
            at = place.get(event.corrects)
            if at is None:
                continue
            old = standing[at]
            standing[at] = corrected(old, event) if old is not None else None
        else:
            place[event.event_id] = len(standing)
            standing.append(event)
    kept = [(n, e) for n, e in enumerate(standing) if e is not None]
    kept.sort(key=lambda ne: (ne[1].kind != "case_opened", ne[1].effective_on, ne[0]))
    return [e for _, e in kept]


def corrected(old: Event, correction: throughout.Corrected) -> Event | None:
    """The event that stands after a correction; None when it is withdrawn. ValidationError when it does not fit."""
    if correction.replacement is None:
        return None
    fields = {**dump(old), **correction.replacement}
    if fields.get("kind") != old.kind:
        raise ValueError(
            f"A correction cannot turn {old.kind} into {fields.get('kind')}: withdraw it and record the other."
        )
    return load({**fields, "event_id": old.event_id})


def fold(case_ref: str, recorded: Sequence[Event]) -> Folded:
    """The whole ledger of a case, folded from nothing."""
    return _run(State(case_ref=case_ref), in_true_order(recorded))


def _run(state: State, ordered: Sequence[Event]) -> Folded:
    applied: list[Applied] = []
    standing = Standing()
    for event in ordered:
        if isinstance(event, PaperAsked):
            papers = (event.ordered(state),)
            standing.tell(state, event, state, papers)
            applied.append(Applied(event_id=event.event_id, papers=papers, because=()))
            continue
        objections = judge(state, event, None)
        fatal = [o for o in objections if o.kind == "impossible"]
        if fatal:  # recorded when it was possible; what was entered since has taken its ground away
            state = _out_of_order(state, event, fatal)
            applied.append(Applied(event_id=event.event_id, papers=(), because=()))
            continue
        decision = follow(state, event, objections)
        standing.tell(state, event, decision.state, decision.papers)
        state = decision.state
        applied.append(
            Applied(
                event_id=event.event_id,
                papers=decision.papers,
                because=decision.because,
                unsettled=decision.unsettled,
            )
        )
    return Folded(state=state, applied=tuple(applied), against=standing.against)


def _out_of_order(state: State, event: Event, fatal: list[Objection]) -> State:
    lost = tuple(
        Irregular(
            key=f"{o.rule}@{event.event_id[:8]}",
            rule=o.rule,
            says=f"{event.kind.replace('_', ' ')} was recorded, but in the true order of things: {o.says}",
            cite=o.cite,
            event_id=event.event_id,
            on=event.happened_on,
            known_on=known_of(state, event),
            no_longer="The event has no effect on the case.",
            cure="Correct the event, or the one that took its ground away.",
        )
        for o in fatal
    )
    last = max(d for d in (state.last_on, event.effective_on) if d is not None)
    return state.but(irregular=state.irregular + lost, last_on=last)


def is_late(state: State, event: Event) -> bool:
    """True when the event belongs before one that is recorded already, so that the ledger must be folded again."""
    last = max((d for d in (state.last_on, state.law_read_on) if d), default=None)
    return event.kind == "corrected" or bool(last and event.effective_on < last)


def fold_late(case_ref: str, recorded: Sequence[Event], event: Event, today: date) -> Folded:
    """The ledger with one more event that belongs earlier. Refused when it could not have happened then.

    The event is judged at its own place in the order, by what was so on its day; what comes after it is folded again.
    """
    if isinstance(event, throughout.Corrected):
        _check_correction(recorded, event, today)
        return fold(case_ref, [*recorded, event])
    ordered = in_true_order([*recorded, event])
    at = next(n for n, e in enumerate(ordered) if e.event_id == event.event_id)
    before = _run(State(case_ref=case_ref), ordered[:at])
    objections = judge(before.state, event, today)
    if any(o.kind == "impossible" for o in objections) or (event.binding and objections):
        raise Refused(objections)
    return _run(State(case_ref=case_ref), ordered)


def _check_correction(recorded: Sequence[Event], event: throughout.Corrected, today: date) -> None:
    by_id = {e.event_id: e for e in recorded if not isinstance(e, throughout.Corrected)}
    target = by_id.get(event.corrects)
    if target is None:
        raise _no("corrected.unknown", f"No event {event.corrects} is recorded on this case, so it cannot be corrected")
    if target.kind == "case_opened" and event.replacement is None:
        raise _no("corrected.opening", "The opening of a case cannot be withdrawn: close the case as opened in error")
    if event.replacement is not None:
        try:
            new = corrected(target, event)
        except ValidationError as error:
            raise _no(
                "corrected.fields", "The correction does not fit the event: " + " ".join(complaints(error))
            ) from error
        except ValueError as error:
            raise _no("corrected.kind", str(error)) from error
        if new is not None and new.happened_on > today:
            raise _no("event.future", "The corrected day is after today")


def _no(rule: str, says: str) -> Refused:
    return Refused((Objection(rule=rule, says=says, kind="impossible"),))
