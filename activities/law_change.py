"""What a change of the law does to the open cases: which dates move and by how much, which papers are wrong, who is told.

The record is not touched by it: each event stays decided by what was known when it was taken in. What moves are the dates
that a case reads from the law each time it is looked at, and those that `cases.rules.law_change` reads again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

import law
from activities import overtaken
from cases.deadlines import Deadline, deadlines
from cases.decide import follow
from cases.events import Event, load
from cases.events.base import Frozen
from cases.events.throughout import LawReviewed
from cases.fold import fold
from cases.position import position
from cases.state import State
from law.changes import Change, changes, digest
from law.dates import london_day
from store import board, landlords, lawbook, ledger
from store.board import BoardRow
from store.db import Connection
from store.documents import list_for_case
from store.projection import Roster

_FAMILY = UUID("0b4dbb0a-7a6c-5f0e-9a3a-5b1c6f1d2e33")  # any fixed value: an event's id is made of change and case
_SAYS = 12  # changes that an event names one by one


class MovedDate(Frozen):
    """A date before and after. by_days: how many days later it is, below nothing for earlier; None when it is new or gone."""

    kind: str
    instance: str
    label: str
    was: date | None
    now: date | None
    by_days: int | None = None
    statutory_was: date | None = None
    statutory_now: date | None = None
    confidence_was: str = ""
    confidence_now: str = ""
    because: str = ""
    cite: str = ""


class WrongPaper(Frozen):
    """A paper that has been sent and would be written otherwise now."""

    name: str
    because: str


class CaseChange(Frozen):
    """What the change does to one case. told: who hears of it. done: the case has read the law again for this change."""

    case_ref: str
    event_id: str
    owner: str
    told: tuple[str, ...]
    position_was: str
    position_now: str
    dates: tuple[MovedDate, ...] = ()
    papers: tuple[WrongPaper, ...] = ()
    done: bool = False


class LawDiff(Frozen):
    """A change of the law and what it does. change: twelve characters that stand for the set of `rules`."""

    change: str
    rules: tuple[Change, ...]
    cases: tuple[CaseChange, ...]
    looked_at: int  # open cases

    @property
    def open(self) -> tuple[CaseChange, ...]:
        """The cases that have not read the law again yet."""
        return tuple(c for c in self.cases if not c.done)


def law_diff(conn: Connection, old: law.Reading, new: law.Reading, *, now: datetime) -> LawDiff:
    """What is different between two readings of the law, and what that does to each open case. Nothing is written."""
    found = changes(old, new)
    name = digest(found)
    with conn.transaction():
        refs = lawbook.open_cases(conn)
        roster = Roster(landlords.officers(conn))
        look = _Look(conn, old, new, found, name, roster, now)
        cases = [c for ref in refs if (c := look.at(ref)) is not None] if found else []
        done = lawbook.reviewed(conn, [UUID(c.event_id) for c in cases])
    marked = tuple(c.model_copy(update={"done": UUID(c.event_id) in done}) for c in cases)
    return LawDiff(change=name, rules=found, cases=marked, looked_at=len(refs))


def event_id(change: str, case_ref: str) -> str:
    """The id of the event by which a change reaches a case: the same however often it is sent."""
    return str(uuid5(_FAMILY, f"{change}/{case_ref}"))


def plan(conn: Connection, diff: LawDiff, *, by: str) -> None:
    """Notes which cases are to be reached, so that `check` finds those that were not."""
    with conn.transaction():
        lawbook.plan_reviews(conn, diff.change, [(UUID(c.event_id), c.case_ref) for c in diff.open], by=by)


def as_event(diff: LawDiff, case: CaseChange, *, by: str, now: datetime) -> LawReviewed:
    """The event for one case. now: aware, on the case's own clock."""
    return _event(diff.rules, diff.change, case.case_ref, by, now)


def _event(found: Sequence[Change], change: str, case_ref: str, by: str, now: datetime) -> LawReviewed:
    says = tuple(c.says for c in found[:_SAYS])
    more = (f"and {len(found) - _SAYS} further changes",) if len(found) > _SAYS else ()
    return LawReviewed(
        event_id=event_id(change, case_ref),
        happened_on=london_day(now),
        recorded_at=now,
        recorded_by=by,
        source="law",
        change=change,
        rules=tuple(dict.fromkeys(c.rule for c in found)),
        says=says + more,
    )


class _Look:
    """Looks at cases under two readings."""

    def __init__(
        self,
        conn: Connection,
        old: law.Reading,
        new: law.Reading,
        found: Sequence[Change],
        change: str,
        roster: Roster,
        now: datetime,
    ) -> None:
        self.conn, self.old, self.new = conn, old, new
        self.found, self.change, self.roster, self.now = found, change, roster, now

    def at(self, case_ref: str) -> CaseChange | None:
        """What the change does to a case; None when it does nothing."""
        row = board.get(self.conn, case_ref)
        if row is None or row.closed_on is not None:
            return None
        now = self.now + row.clock_ahead
        today = london_day(now)
        state = State.model_validate(row.state)
        stood = self._stood(row, state)
        with law.reading_as(self.old):
            was, before = position(stood, today).label, _by_key(deadlines(stood, today))
        with law.reading_as(self.new):
            event = _event(self.found, self.change, case_ref, "law", now)
            read = follow(state, event).state
            position_now, after = position(read, today).label, _by_key(deadlines(read, today))
        moved = tuple(_moved(before, after))
        papers = self._papers(row)
        if not moved and not papers and was == position_now:
            return None
        owner = self.roster.does("owner", state)
        legal = [
            d for key, d in (*before.items(), *after.items()) if d.owner != "owner" and _differs(before, after, key)
        ]
        told = dict.fromkeys((owner, *(self.roster.whose(d, state) for d in legal)))
        return CaseChange(
            case_ref=case_ref,
            event_id=event.event_id,
            owner=owner,
            told=tuple(t for t in told if t),
            position_was=was,
            position_now=position_now,
            dates=moved,
            papers=papers,
        )

    def _stood(self, row: BoardRow, state: State) -> State:
        """The case as if it had not read the law again since, so that a change looks the same before and after it is let in."""
        if state.law_read_on is None:
            return state
        known, held = self.old.known, self.old.additions
        until = known.version if known.version is not None else held.version if held else 0
        kept = [
            e
            for e in self._recorded(row)
            if not isinstance(e, LawReviewed) or (e.known_version <= until and e.change != self.change)
        ]
        return fold(row.case_ref, kept).state

    def _recorded(self, row: BoardRow) -> list[Event]:
        return [load({**r.payload, "kind": r.kind}) for r in ledger.events(self.conn, row.case_ref)]

    def _papers(self, row: BoardRow) -> tuple[WrongPaper, ...]:
        papers = list_for_case(self.conn, row.case_ref)
        if not any(p.status == "final" and p.wrong_because is None for p in papers):
            return ()
        with law.reading_as(self.new):
            wrong = overtaken.by_law(papers, row.case_ref, self._recorded(row), self.new.known, before=self.old)
        return tuple(WrongPaper(name=name, because=because) for name, because in wrong)


Keyed = dict[tuple[str, str], Deadline]


def _by_key(found: Sequence[Deadline]) -> Keyed:
    return {(d.kind, d.instance): d for d in found}


_SAME: tuple[Callable[[Deadline], Any], ...] = (
    lambda d: d.act_on,
    lambda d: d.statutory_on,
    lambda d: d.safe_on,
    lambda d: d.confidence,
)


def _differs(before: Keyed, after: Keyed, key: tuple[str, str]) -> bool:
    was, now = before.get(key), after.get(key)
    return was is None or now is None or any(part(was) != part(now) for part in _SAME)


def _moved(before: Keyed, after: Keyed) -> list[MovedDate]:
    found = []
    for key in dict.fromkeys((*after, *before)):
        if not _differs(before, after, key):
            continue
        was, now = before.get(key), after.get(key)
        either = now or was
        assert either is not None
        days = (now.act_on - was.act_on).days if was and now and was.act_on and now.act_on else None
        found.append(
            MovedDate(
                kind=either.kind,
                instance=either.instance,
                label=either.label,
                was=was.act_on if was else None,
                now=now.act_on if now else None,
                by_days=days,
                statutory_was=was.statutory_on if was else None,
                statutory_now=now.statutory_on if now else None,
                confidence_was=was.confidence if was else "",
                confidence_now=now.confidence if now else "",
                because=either.because,
                cite=either.cite,
            )
        )
    return found
