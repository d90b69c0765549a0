"""Public holidays in an area of Scotland: a list that is given, a council's that is held, or the bank holidays."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, NamedTuple

from law.calendars import SCOTLAND, Frozen, Holiday
from law.dates import in_words
from law.enquiry import Enquiry
from law.errors import NotHeld

SUNDAY = 6


class LocalHolidays(Frozen):
    """A council's public holidays, from `held_from` up to but without `held_until`.

    `confirmed` is False when the council's own list for these years has not been seen.
    """

    council: str
    title: str
    source: str
    source_note: str
    seen_on: date
    confirmed: bool
    held_from: date
    held_until: date
    holiday: tuple[Holiday, ...]

    @cached_property
    def holidays(self) -> Mapping[date, str]:
        """Holidays by day."""
        return MappingProxyType({h.on: h.name for h in self.holiday})

    def why(self, day: date) -> str | None:
        """The holiday's name, or None. Raises `NotHeld` outside the list."""
        if not self.held_from <= day < self.held_until:
            raise NotHeld(
                f"The list of public holidays of {self.title} holds nothing for {in_words(day)}; it runs from "
                f"{in_words(self.held_from)} up to {in_words(self.held_until)}, which is not in it."
            )
        return self.holidays.get(day)


def _load() -> dict[str, LocalHolidays]:
    folder = files("law") / "calendars" / "local"
    found = [LocalHolidays(**tomllib.loads(f.read_text("utf-8"))) for f in folder.iterdir() if f.name.endswith(".toml")]
    return {h.council: h for h in sorted(found, key=lambda h: h.council)}


LOCAL: Mapping[str, LocalHolidays] = MappingProxyType(_load())


class Area(NamedTuple):
    """The public holidays of the area a question is about: where they come from, and the days of a given list."""

    basis: Literal["given", "held", "bank"]
    given: frozenset[date] = frozenset()
    council: str = ""

    def holiday(self, day: date) -> str | None:
        """Why `day` is a public holiday in the area, or None. Raises `NotHeld` beyond what is held."""
        if self.basis == "given":
            return SCOTLAND.holidays.get(day, "local public holiday") if day in self.given else None
        if self.basis == "held":
            return LOCAL[self.council].why(day)
        return bank_holiday(day)

    def working(self, day: date) -> bool:
        """Whether `day` is no weekend, no bank holiday and no public holiday in the area."""
        return self.why_not_working(day) is None

    def why_not_working(self, day: date) -> str | None:
        """Why `day` is no working day, or None. Raises `NotHeld` beyond the Scottish calendar."""
        return SCOTLAND.why_not_business(day) or (None if self.basis == "bank" else self.holiday(day))

    def maybe(self, day: date) -> str:
        """Where no list says which area is meant: the local holidays that were imported for a day, as a clause; else empty."""
        kept = SCOTLAND.closures.get(day) if self.basis == "bank" else None
        return f"; look whether the area keeps it: {kept.why}" if kept else ""


def bank_holiday(day: date) -> str | None:
    """The Scottish bank holiday on `day`, or None. Raises `NotHeld` beyond the calendar."""
    SCOTLAND.holds(day)
    return SCOTLAND.holidays.get(day)


def area(ask: Enquiry, *, stand_in: bool = False) -> Area:
    """The area that the facts name. A list that is not confirmed, or a `stand_in` for one, weakens the answer."""
    given, council = ask["local_public_holidays"], ask["council"]
    if given is not None:
        return Area("given", frozenset(given))
    if council:
        if not LOCAL[council].confirmed:
            ask.weaken("unconfirmed")
        return Area("held", council=council)
    if stand_in:
        ask.weaken("inferred")
    return Area("bank")


def note(where: Area) -> tuple[str, ...]:
    """The sentence of a pack that says which list was used, when it is not the one given."""
    if where.basis == "given":
        return ()
    if where.basis == "bank":
        return ("note_no_list",)
    return () if LOCAL[where.council].confirmed else ("note_unseen",)
