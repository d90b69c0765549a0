"""What a case has been told: each event taken in once, one report after the other, whoever waits for the answer."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from temporalio.exceptions import ApplicationError

from cases.steps import Receipt
from workflows import dry_run
from workflows.contracts import RING, Recorded


class Entry:
    """One report on its way through: who waits for it gets `receipt` or `failure`."""

    def __init__(self, events: Iterable[dict[str, Any]], *, awaited: bool) -> None:
        self.events = tuple(events)
        self.ids = tuple(str(event["event_id"]) for event in self.events)
        self.awaited = awaited
        self.receipt: Receipt | None = None
        self.failure: ApplicationError | None = None

    @property
    def answered(self) -> bool:
        """True once the hands have come back with it."""
        return self.receipt is not None or self.failure is not None

    def answer(self) -> Recorded:
        """What whoever reported is told. Raises the failure or the refusal that the hands came back with."""
        if self.failure is not None:
            raise self.failure
        assert self.receipt is not None
        if self.receipt.refused:
            no: dict[str, Any] = {"sentence": self.receipt.refused, "first_day": None, "objections": []}
            raise dry_run.refusal(self.receipt.refusal or no)
        return Recorded(step=self.receipt.step, position=self.receipt.position)


class Inbox:
    """The reports of a case: waiting, in the hands, held for a person, and the ids of what was recorded.

    `done` is the ring of ids that one run hands to the next, each with the step that recorded it, oldest first.
    """

    def __init__(self, case_ref: str, done: dict[str, int], held: Iterable[Sequence[dict[str, Any]]]) -> None:
        self._case_ref = case_ref
        self._waiting: deque[Entry] = deque()
        self.done = dict(done)
        self.held = [Entry(events, awaited=False) for events in held]
        self.doing: Entry | None = None

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def __iter__(self) -> Iterator[Entry]:
        """Everything that has not been answered yet."""
        yield from self._waiting
        if self.doing is not None and not self.doing.answered:
            yield self.doing

    @property
    def busy(self) -> bool:
        """True while something waits or is in the hands."""
        return any(True for _ in self)

    def knows(self, event: dict[str, Any]) -> bool:
        """True when the event was recorded not long ago, or is on its way."""
        told = str(event.get("event_id"))
        return told in self.done or any(told in entry.ids for entry in (*self, *self.held))

    def take(self, events: Sequence[dict[str, Any]], *, awaited: bool) -> Entry:
        """Puts what is new of a report behind the others, or finds the entry that already has it."""
        fresh = [event for event in events if not self.knows(event)]
        if not fresh:
            return self._that_has(events)
        entry = Entry(fresh, awaited=awaited)
        self._waiting.append(entry)
        return entry

    def next(self) -> Entry:
        """The report whose turn it is."""
        return self._waiting.popleft()

    def recorded(self, entry: Entry, step: int) -> None:
        """Remembers the ids of what was written, and forgets the oldest of them."""
        self.done |= {told: step for told in entry.ids}
        while len(self.done) > RING:
            del self.done[next(iter(self.done))]

    def release(self, *, again: bool) -> list[Entry]:
        """Lets go of what was held, and puts it before everything else when it is to be tried again."""
        held, self.held = self.held, []
        if again:
            self._waiting.extendleft(reversed(held))
        return held

    def refuse_all(self, failure: ApplicationError) -> None:
        """Answers everything that still waits."""
        for entry in self._waiting:
            entry.failure = failure

    def _that_has(self, events: Sequence[dict[str, Any]]) -> Entry:
        first = str(events[0]["event_id"])
        for entry in self:
            if first in entry.ids:
                return entry
        old = Entry(events, awaited=True)
        old.receipt = Receipt(case_ref=self._case_ref, step=self.done.get(first, 0))
        return old
