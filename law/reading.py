"""Which law is read: today's packs and calendars with what the installation added, or the same as known before.

A reading is chosen for a stretch of work by `reading_as(...)`, and every question asked within it is answered by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from law.additions import Additions
    from law.calendars import Calendar
    from law.packs import Question


class Dated(Protocol):
    """Something the installation entered: the number of its entry, and the day from which it was known."""

    @property
    def version(self) -> int: ...
    @property
    def known_from(self) -> date: ...


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What was known: the packs as on a day, and the installation's own entries up to a number.

    A number says more than a day, because a day's entry comes in the middle of it. None: no limit; a day without a
    number limits the entries by their own `known_from`.
    """

    on: date | None = None
    version: int | None = None

    def covers(self, entry: Dated) -> bool:
        """Whether an entry was known."""
        if self.version is not None:
            return entry.version <= self.version
        return self.on is None or entry.known_from <= self.on


NEWEST = Knowledge()


@dataclass(frozen=True, slots=True)
class Reading:
    """additions: None for those installed in this process. packs, calendars: None for this tree's own.

    known: for every question that does not say itself what was known; with `over`, for those that do say as well.
    """

    additions: Additions | None = None
    known: Knowledge = NEWEST
    packs: Mapping[str, Question] | None = None
    calendars: Mapping[str, Calendar] | None = None
    over: bool = False


_CURRENT: ContextVar[Reading] = ContextVar("law_reading", default=Reading())  # noqa: B039  # frozen
_installed: list[Additions] = []


def install(additions: Additions) -> None:
    """Makes these the additions of this process, for whoever chooses no reading of their own."""
    _installed[:] = [additions]


def uninstall() -> None:
    """Takes them away again."""
    _installed.clear()


def current() -> Reading:
    """The reading in force."""
    return _CURRENT.get()


def added() -> Additions | None:
    """The additions in force; None when there are none."""
    return _CURRENT.get().additions or (_installed[0] if _installed else None)


@contextmanager
def reading_as(whole: Reading | None = None, **changes: Any) -> Iterator[Reading]:
    """Reads the law otherwise while the block lasts. changes: fields of `Reading`."""
    chosen = replace(whole or _CURRENT.get(), **changes)
    token = _CURRENT.set(chosen)
    try:
        yield chosen
    finally:
        _CURRENT.reset(token)


@contextmanager
def knowing(known: date | Knowledge | None) -> Iterator[Knowledge]:
    """As known then while the block lasts, unless the reading in force stands over that; None changes nothing."""
    held = _CURRENT.get()
    if known is None or held.over:
        yield held.known
        return
    wanted = known if isinstance(known, Knowledge) else Knowledge(on=known)
    token = _CURRENT.set(replace(held, known=wanted))
    try:
        yield wanted
    finally:
        _CURRENT.reset(token)


_NOTES: ContextVar[list[Any] | None] = ContextVar("law_notes", default=None)


@contextmanager
def noting() -> Iterator[list[Any]]:
    """Collects every answer that is given while the block lasts."""
    outer = _NOTES.get()
    own: list[Any] = []
    token = _NOTES.set(own)
    try:
        yield own
    finally:
        _NOTES.reset(token)
        if outer is not None:
            outer.extend(own)


def note(answer: Any) -> None:
    """Lets whoever collects answers have this one."""
    notes = _NOTES.get()
    if notes is not None:
        notes.append(answer)
