"""Dates that are seen to by hand: our own tasks that are done, and dates that are given to somebody."""

from __future__ import annotations

from collections.abc import Iterator

from cases.deadlines import Deadline, deadlines, needs_event
from cases.events import throughout
from cases.ruling import Follows, applies, judges
from cases.state import State
from cases.steps import Objection
from law.dates import in_words


def _found(state: State, event: throughout.DeadlineDone | throughout.DeadlineGiven) -> Deadline | None:
    """The date that is meant, as it stands on the day of the event."""
    live = deadlines(state, event.happened_on)
    return next((d for d in live if (d.kind, d.instance) == (event.deadline, event.instance or "")), None)


def _kept(found: Deadline) -> str:
    """Why it cannot be marked as done by hand."""
    ours = found.cite == "Our policy" and found.statutory_on is None and found.safe_on is None
    return needs_event(found.kind, ours_alone=ours, waiting_on=found.waiting_on)


@judges(throughout.DeadlineDone, throughout.DeadlineGiven)
def _may(state: State, event: throughout.DeadlineDone | throughout.DeadlineGiven) -> Iterator[Objection]:
    # As of the account: in the record an event whose date has gone since is not held against anybody.
    if event.deadline is None:
        return
    found = _found(state, event)
    if found is None:
        known = ", ".join(sorted({d.kind for d in deadlines(state, event.happened_on)}))
        which = f"{event.deadline} {event.instance}".strip()
        yield Objection(
            rule="deadline.unknown",
            kind="account",
            says=f"The case has no date {which} on {in_words(event.happened_on)}; it has {known or 'none'}",
        )
    elif isinstance(event, throughout.DeadlineDone) and (why := _kept(found)):
        yield Objection(rule="deadline.by_event", kind="account", says=why.rstrip("."), cite=found.cite, url=found.url)


@applies(throughout.DeadlineDone)
def _done(f: Follows, event: throughout.DeadlineDone) -> None:
    found = _found(f.state, event)
    if found and found.act_on and not _kept(found):
        f.change(done={**f.state.done, found.key: found.act_on})


@applies(throughout.DeadlineGiven)
def _give(f: Follows, event: throughout.DeadlineGiven) -> None:
    found = _found(f.state, event)
    if found:
        f.change(given={**f.state.given, found.key: event.to})
