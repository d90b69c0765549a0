"""Every date of a case, worked out from its state and the law, each with its because; nothing here is stored as truth."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cases.deadlines import court, early, enforcement, papers, summary_cause
from cases.deadlines.base import POLICY_DAYS, Deadline, needs_event, policy, working_day
from cases.nations import Nation
from cases.ruling import forbidding, nation_of
from cases.state import State
from cases.trial import matured
from law.dates import DAY, in_words

__all__ = ["PARTS", "POLICY_DAYS", "Deadline", "deadlines", "following", "needs_event"]

#: Dates that run beside the case and move nothing by themselves: with no other, the case has to be looked at.
BACKGROUND = frozenset(
    {
        "demotion_end",
        "hold_end",
        "instalment",
        "limitation",
        "notice_lapse",
        "permission",
        "statement",
        "term_end",
        "trial_end",
        "warrant_life",
    }
)

PARTS = (
    early.contact,
    early.holds,
    early.approvals,
    early.trial,
    early.becomes_secure,
    early.irregularities,
    papers.unwritten,
    court.notice_dates,
    court.claim_dates,
    summary_cause.summary_cause,
    court.order_dates,
    enforcement.enforcement_dates,
    enforcement.former_dates,
)


def deadlines(state: State, today: date) -> tuple[Deadline, ...]:
    """Every live date of an open case, the earliest first; none when it is closed."""
    if state.closed_on or state.tenancy is None:
        return ()
    state = matured(state, today)
    nation = nation_of(state)
    found = [d for part in PARTS for one in part(state, today) for d in _standing(one, state, today)]
    # a task of ours that is overdue stays until somebody acts: it needs no second one beside it
    if not any(d.act_on and d.kind not in BACKGROUND and (d.act_on >= today or d.waiting_on == "us") for d in found):
        found.append(_worded(_rolled(_review(state, today), nation), nation))
    return tuple(sorted(found, key=lambda d: (d.act_on or date.max, d.kind, d.instance)))


def following(state: State, today: date) -> Deadline | None:
    """What happens next: the earliest date, ours or another's; an instalment is one too, for we check that it came."""
    return next((d for d in deadlines(state, today) if d.act_on and d.status == "open"), None)


def _standing(found: Deadline, state: State, today: date) -> Iterator[Deadline]:
    """A date where it comes to lie and in the nation's words; nothing where it was seen to by hand."""
    nation = nation_of(state)
    planned = _rolled(found, nation)
    free = _when_free(planned, state, today)
    if not any(d.act_on and state.done.get(d.key) == d.act_on for d in (planned, free)):
        yield _worded(free, nation)


def _rolled(found: Deadline, nation: Nation) -> Deadline:
    """A task of ours on a working day of the nation."""
    if not found.rolls or found.act_on is None:
        return found
    day = working_day(nation, found.act_on)
    if day == found.act_on:
        return found
    moved = f"{in_words(found.act_on)} is no working day, so it is for {in_words(day)}."
    return found.model_copy(update={"act_on": day, "because": f"{found.because} {moved}"})


def _when_free(found: Deadline, state: State, today: date) -> Deadline:
    """A task on the first day on which no hold forbids it, without a day while one of them has no last day.

    It is worked out anew each time: when the hold ends, the task is where it was.
    """
    if found.does is None or found.act_on is None:
        return found
    day, why = max(found.act_on, today), ""
    while against := list(forbidding(state, found.does, day)):
        _, first = against[0]
        why = why or f"{found.because} {first.says.rstrip('.')}{f' ({first.cite})' if first.cite else ''}."
        ends = [hold.last_day for hold, _ in against]
        last = max((end for end in ends if end), default=None)
        if last is None or None in ends:
            gone = {"act_on": None, "status": "unknown", "waiting_on": "nobody", "ladder": False}
            return found.model_copy(update={"because": f"{why} It waits until that has ended.", **gone})
        day = working_day(nation_of(state), last + DAY)
    if not why:
        return found
    return found.model_copy(update={"act_on": day, "because": f"{why} So it waits for {in_words(day)}."})


def _worded(found: Deadline, nation: Nation) -> Deadline:
    """In the words of the nation; what the law room says is in them already."""
    if not nation.words.term:
        return found
    changes = {"label": nation.called(f"deadline.{found.kind}", found.label)}
    if found.cite in ("", "Our policy") or found.cite.startswith("Set by"):
        changes |= {"because": nation.say(found.because), "cite": nation.say(found.cite)}
    return found.model_copy(update=changes)


def _review(state: State, today: date) -> Deadline:
    last = state.touched_on or state.opened_on or today
    return policy(
        "case_review",
        "Look at the case again",
        last + DAY * POLICY_DAYS["review"],
        f"Nothing else is due: a case is looked at {POLICY_DAYS['review']} days after something was last told of it "
        f"({in_words(last)}).",
    )
