"""Bank holidays and court closures as dated data, with where they were seen.

Holidays are proclaimed, not computed: outside the days a calendar holds, the answer is `NotHeld`. The files beside this
one are what the law room knew when it was released; what an installation has imported since is laid over them
(`law.additions`), as it was known at the time that is asked about (`law.reading`).
"""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal, cast

from pydantic import BaseModel, ConfigDict

from law.dates import DAY, in_words
from law.errors import BadPack, BeyondCalendar
from law.reading import added, current


class Frozen(BaseModel):
    """A model that can't be changed and refuses what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Holiday(Frozen):
    """One bank holiday."""

    on: date
    name: str


class Closure(Frozen):
    """A day, not a weekend or bank holiday, on which county court offices are shut or may be."""

    on: date
    confirmed: bool
    source: str
    seen_on: date
    why: str


DayKind = Literal["bank_holiday", "court_closed", "local_holiday"]


class DayChange(Frozen):
    """A day added to a calendar, or (`stands` False) taken from it.

    court_closed: the court office is shut, surely when `confirmed`. local_holiday: kept in one place; a court there may
    be shut, and no time limit is stretched by it.
    """

    on: date
    kind: DayKind
    name: str
    place: str = ""
    confirmed: bool = True
    stands: bool = True

    @property
    def said(self) -> str:
        """Its name, and where it is kept."""
        return f"{self.name} ({self.place})" if self.place else self.name


class CalendarChange(Frozen):
    """Days that an installation imported: the entry's number, from when they were known, and where they were seen.

    held_until: the calendar reaches up to but without this day from now on; None when it reaches no further than before.
    """

    version: int
    known_from: date
    calendar: str
    source: str
    seen_on: date
    days: tuple[DayChange, ...]
    held_until: date | None = None


class Calendar(Frozen):
    """The days of one part of the country, from `held_from` up to but without `held_until`."""

    calendar: str
    title: str
    source: str
    source_note: str
    seen_on: date
    held_from: date
    held_until: date
    holiday: tuple[Holiday, ...]
    court_office_closed: tuple[Closure, ...] = ()

    @cached_property
    def holidays(self) -> Mapping[date, str]:
        """Bank holidays by day."""
        return MappingProxyType({h.on: h.name for h in self.holiday})

    @cached_property
    def closures(self) -> Mapping[date, Closure]:
        """Court closures by day."""
        return MappingProxyType({c.on: c for c in self.court_office_closed})

    def adding(self, changes: Iterable[CalendarChange]) -> "Calendar":
        """The calendar with these changes laid over it, in their order."""
        holidays, closures, until, seen = dict(self.holidays), dict(self.closures), self.held_until, self.seen_on
        for change in changes:
            until, seen = max(until, change.held_until or until), max(seen, change.seen_on)
            for day in change.days:
                kept: dict[date, Any] = holidays if day.kind == "bank_holiday" else closures
                before = kept.pop(day.on, None)
                if day.stands:
                    kept[day.on] = day.name if day.kind == "bank_holiday" else _closure(day, change, before)
        own = {name: getattr(self, name) for name in Calendar.model_fields}
        own |= {"held_until": until, "seen_on": seen}
        own["holiday"] = tuple(Holiday(on=on, name=name) for on, name in sorted(holidays.items()))
        own["court_office_closed"] = tuple(closures[on] for on in sorted(closures))
        return Calendar(**own)

    def why_not_business(self, day: date) -> str | None:
        """Why `day` is no business day, or None when it is one. Raises `NotHeld` outside the calendar.

        A business day is any day but Saturday, Sunday, a bank holiday, Good Friday and Christmas Day (CPR 6.2).
        """
        self.holds(day)
        if day in self.holidays:
            return self.holidays[day]
        if (day.month, day.day) == (12, 25):
            return "Christmas Day"
        if day.weekday() >= 5:
            return "weekend"
        return None

    def is_business_day(self, day: date) -> bool:
        """Whether `day` is a business day (CPR 6.2)."""
        return self.why_not_business(day) is None

    def is_open(self, day: date) -> bool:
        """Whether the county court office is open, as far as we know for certain.

        A closure that is not confirmed does not shut the office here: no time limit is stretched on a maybe.
        """
        closure = self.closures.get(day)
        return self.is_business_day(day) and not (closure and closure.confirmed)

    def is_surely_open(self, day: date) -> bool:
        """Whether nothing, confirmed or not, says that the court office is shut: for the day to act by."""
        return self.is_business_day(day) and day not in self.closures

    def why_shut(self, day: date) -> str | None:
        """Why the court office is or may be shut on `day`, or None."""
        closure = self.closures.get(day)
        return self.why_not_business(day) or (closure.why if closure else None)

    def skipped(self, first: date, last: date, *, court: bool = False) -> str:
        """A sentence naming the days from `first` to `last` that don't count and why; empty when all count."""
        why = self.why_shut if court else self.why_not_business
        days = [first + DAY * n for n in range((last - first).days + 1)]
        named = [f"{in_words(day)} ({reason})" for day in days if (reason := why(day))]
        if not named:
            return ""
        verb = "is" if len(named) == 1 else "are"
        return f"{_list(named)} {verb} left out."

    def holds(self, day: date) -> None:
        """Raises `BeyondCalendar` unless `day` lies within this calendar."""
        if not self.held_from <= day < self.held_until:
            raise BeyondCalendar(
                f"The {self.title} calendar holds no bank holidays for {in_words(day)}; "
                f"it runs from {in_words(self.held_from)} to {in_words(self.held_until - DAY)}."
            )


def _list(items: list[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def _closure(day: DayChange, change: CalendarChange, before: Closure | None) -> Closure:
    """The closure that a day makes. before: what was held for it; local holidays of other places stay beside this one."""
    local = day.kind == "local_holiday"
    why = day.said
    if local and before and not before.confirmed and why not in before.why:
        why = f"{before.why}; {why}"
    return Closure(
        on=day.on, confirmed=day.confirmed and not local, source=change.source, seen_on=change.seen_on, why=why
    )


def parse(texts: Mapping[str, str]) -> dict[str, Calendar]:
    """Calendars from the texts of their files, by name."""
    found = [Calendar(**tomllib.loads(text)) for text in texts.values()]
    return {c.calendar: c for c in sorted(found, key=lambda c: c.calendar)}


def _load() -> dict[str, Calendar]:
    folder = files("law") / "calendars"
    return parse({f.name: f.read_text("utf-8") for f in folder.iterdir() if f.name.endswith(".toml")})


class _AsRead:
    """A calendar as the reading in force has it: whatever is asked of it is asked of that one."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        return getattr(calendar(self._name), attribute)


def calendar(name: str) -> Calendar:
    """The calendar of this name as the reading in force has it. Raises `BadPack` when that has none."""
    chosen = current()
    base = (chosen.calendars or CALENDARS).get(name)
    if base is None:
        raise BadPack(f"The law that is read has no calendar called {name!r}.")
    more = added()
    return more.calendar(base, chosen.known) if more else base


#: As released. What questions are answered with are the two below.
CALENDARS: Mapping[str, Calendar] = MappingProxyType(_load())
ENGLAND_AND_WALES = cast(Calendar, _AsRead("england-and-wales"))
SCOTLAND = cast(Calendar, _AsRead("scotland"))
