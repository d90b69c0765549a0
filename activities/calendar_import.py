"""New calendar days: read from a file, held against what is known, and let in once somebody has seen what they do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from activities.law_change import LawDiff, law_diff
from cases.events.base import Frozen
from law import calendar_files
from law.calendars import CALENDARS, CalendarChange, DayChange, calendar
from law.errors import LawError
from law.reading import added, current
from store import desk, lawbook
from store.db import Connection


class NoSource(LawError):
    """A list of days does not say where they were seen."""


class Removes(LawError):
    """Days by which dates have been counted would be no more, and nobody says why. days: each with its calendar's name."""

    def __init__(self, days: tuple[tuple[DayChange, str], ...]) -> None:
        self.days = days
        super().__init__("The file would remove days by which dates have been counted; a reason is expected.")


class Planned(Frozen):
    """What a file would enter, one entry a calendar, and the parts that no calendar here is for."""

    wanted: tuple[CalendarChange, ...]
    left_out: tuple[str, ...]


class Overtaken(LawError):
    """Somebody entered something meanwhile, so what the days do is another thing; they are not kept."""


def planned(
    text: str,
    *,
    today: date,
    seen_on: date,
    only: str | None = None,
    source: str | None = None,
    removing: str | None = None,
) -> Planned:
    """What the text of a file would enter. only: the one calendar wanted.

    Raises calendar_files.BadFile, NoSource, Removes.
    """
    read = calendar_files.read(text, {name: calendar(name) for name in CALENDARS}, only=only)
    where = source or (calendar_files.GOV_UK if read.published else None)
    if where is None:
        raise NoSource("Say where these days were seen: a page of the court or of the council is expected.")
    why = (removing or "").strip()
    gone = tuple((day, found.calendar) for found in read.found for day in found.removals)
    if gone and not why:
        raise Removes(gone)
    more = added()
    assert more is not None
    wanted = tuple(
        CalendarChange(
            version=more.version + n,
            known_from=today,
            calendar=found.calendar,
            source=f"{where} (removed: {why})" if why else where,
            seen_on=seen_on,
            days=found.days,
            held_until=found.held_until,
        )
        for n, found in enumerate(read.found, start=1)
    )
    return Planned(wanted=wanted, left_out=read.left_out)


def difference(connection: Connection, plan: Planned, *, now: datetime) -> LawDiff:
    """What the days would do to the law and to each open case. Nothing is written."""
    old, more = current(), added()
    assert more is not None
    for change in plan.wanted:
        more = more.and_change(change)
    return law_diff(connection, old, replace(old, additions=more), now=now)


class OwnProposal(LawError):
    """Somebody wants to let in what they proposed themselves."""


class Decided(LawError):
    """There is no such proposal, or somebody decided about it meanwhile."""


def waiting(connection: Connection, number: int) -> lawbook.Proposal:
    """What somebody proposed. Raises Decided."""
    found = lawbook.proposals(connection, number)
    if not found:
        raise Decided(f"No days wait under number {number}: somebody decided about them, or there were none.")
    return found[0]


def let_in(connection: Connection, found: lawbook.Proposal, plan: Planned, *, by: str) -> None:
    """Enters what another person proposed. Raises OwnProposal, Decided, Overtaken."""
    if by.lower() == found.proposed_by.lower():
        raise OwnProposal("You proposed these days, so somebody else has to let them in.")
    with connection.transaction():
        if not lawbook.decide(connection, found.number, by=by, approved=True):
            raise Decided(f"Somebody decided about number {found.number} meanwhile.")
        desk.note(connection, by, "calendar_let_in", proposed_by=found.proposed_by, number=found.number)
        _keep(connection, plan, by=found.proposed_by)


def refuse(connection: Connection, found: lawbook.Proposal, *, by: str) -> None:
    """Says that the days are not entered. Raises Decided."""
    with connection.transaction():
        if not lawbook.decide(connection, found.number, by=by, approved=False):
            raise Decided(f"Somebody decided about number {found.number} meanwhile.")
        desk.note(connection, by, "calendar_refused", proposed_by=found.proposed_by, number=found.number)


def _keep(connection: Connection, plan: Planned, *, by: str) -> None:
    with connection.transaction():
        kept = [lawbook.add_days(connection, change, by=by) for change in plan.wanted]
    if [c.version for c in kept] != [c.version for c in plan.wanted]:
        raise Overtaken(
            "Somebody else entered something to the law meanwhile, so nothing was kept. Look at what these days do now."
        )
