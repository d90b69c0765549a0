"""Files of days: GOV.UK's bank holidays as they are published, and a plain list of closing days and local holidays."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from law.calendars import Calendar, DayChange, Frozen
from law.dates import in_words
from law.errors import LawError

GOV_UK = "https://www.gov.uk/bank-holidays.json"
OF_NATION = {"england": "england-and-wales", "wales": "england-and-wales", "scotland": "scotland"}
KINDS = ("court_closed", "court_open", "local_holiday", "bank_holiday", "no_bank_holiday")
COLUMNS = ("on", "name", "kind", "calendar", "place", "confirmed")


class BadFile(LawError):
    """The file is not one of days; the sentence says where and what is expected."""


class Found(Frozen):
    """What a file says of one calendar, against what is held: only what is different.

    held_until: how far the calendar reaches with it; None when that is no further than before.
    """

    calendar: str
    days: tuple[DayChange, ...]
    held_until: date | None = None

    @property
    def removals(self) -> tuple[DayChange, ...]:
        """The days that are held now and would be no more."""
        return tuple(d for d in self.days if not d.stands)


class Read(Frozen):
    """A file that was understood. published: True for GOV.UK's own; left_out: parts that no calendar here is for."""

    published: bool
    found: tuple[Found, ...]
    left_out: tuple[str, ...] = ()


def read(text: str, held: Mapping[str, Calendar], *, only: str | None = None) -> Read:
    """The days of a file's text. only: the one calendar wanted. Raises `BadFile`."""
    try:
        data = json.loads(text)
    except ValueError:
        if text.lstrip()[:1] in ("{", "["):
            raise BadFile(
                "The file begins like JSON and cannot be read as it: a whole JSON file is expected."
            ) from None
        return _listed(_csv_rows(text), held, only)
    if isinstance(data, dict):
        return _published(data, held, only)
    if isinstance(data, list):
        return _listed([(f"entry {n}", row) for n, row in enumerate(data, start=1)], held, only)
    raise BadFile("The file is expected to be GOV.UK's bank holidays, a JSON list of days, or a CSV of days.")


def _published(data: Mapping[str, Any], held: Mapping[str, Calendar], only: str | None) -> Read:
    names = [name for name in data if name in held and only in (None, name)]
    if not names:
        wanted = only or " or ".join(held)
        raise BadFile(f"The file has no division {wanted}; it has {', '.join(map(str, data)) or 'none'}.")
    found = []
    for name in names:
        days = dict(_events(name, data[name]))
        if not days:
            raise BadFile(f"The division {name} has no events; at least one with a title and a date is expected.")
        found.append(_against(held[name], days))
    left_out = tuple(str(name) for name in data if name not in held)
    return Read(published=True, found=tuple(f for f in found if f.days or f.held_until), left_out=left_out)


def _events(name: str, division: Any) -> Iterator[tuple[date, str]]:
    events = division.get("events") if isinstance(division, dict) else None
    if not isinstance(events, list):
        raise BadFile(f"The division {name} has no list of events; GOV.UK's bank holidays are expected unchanged.")
    for n, event in enumerate(events, start=1):
        where = f"{name}, event {n}"
        if not isinstance(event, dict):
            raise BadFile(f"{where}: an object with a title and a date is expected.")
        on, title = _day(where, event.get("date")), str(event.get("title") or "").strip()
        if not title:
            raise BadFile(f"{where}: the title is missing; the holiday's name is expected.")
        note = str(event.get("notes") or "").strip().lower()
        yield on, f"substitute day for {title}" if note == "substitute day" else title


def _against(held: Calendar, days: Mapping[date, str]) -> Found:
    """A published list is whole from its first day to its last: what it lacks between them is no holiday."""
    first, last = min(days), max(days)
    new = [DayChange(on=on, kind="bank_holiday", name=days[on]) for on in sorted(days) if on not in held.holidays]
    gone = [
        DayChange(on=on, kind="bank_holiday", name=name, stands=False)
        for on, name in sorted(held.holidays.items())
        if first <= on <= last and on not in days
    ]
    until = _reach(held, days)
    # a day past what is held would be a day in a year of which the others are not known
    kept = [day for day in new if held.held_from <= day.on < (until or held.held_until)]
    return Found(calendar=held.calendar, days=tuple(sorted([*kept, *gone], key=lambda d: d.on)), held_until=until)


def _reach(held: Calendar, days: Mapping[date, str]) -> date | None:
    """How far the calendar reaches with a file: by whole years that have no fewer days than any year had before."""
    years = [on.year for on in held.holidays]
    fewest = min(years.count(year) for year in set(years))
    until = held.held_until
    while sum(on.year == until.year for on in days) >= fewest:
        until = date(until.year + 1, 1, 1)
    return until if until > held.held_until else None


def _csv_rows(text: str) -> list[tuple[str, Any]]:
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    given = tuple(name.strip() for name in reader.fieldnames or ())
    if "on" not in given or "name" not in given:
        raise BadFile(
            f"The file's first line is expected to name the columns {', '.join(COLUMNS)} (on and name at least); "
            f"it has {', '.join(given) or 'nothing'}."
        )
    return [(f"row {n}", {(k or "").strip(): v for k, v in row.items()}) for n, row in enumerate(reader, start=2)]


def _listed(rows: Sequence[tuple[str, Any]], held: Mapping[str, Calendar], only: str | None) -> Read:
    days: dict[str, list[DayChange]] = {}
    for where, row in rows:
        if not isinstance(row, Mapping):
            raise BadFile(f"{where}: an object with {', '.join(COLUMNS)} is expected.")
        if unknown := sorted(set(row) - set(COLUMNS)):
            raise BadFile(f"{where}: {unknown[0]!r} is not expected; the columns are {', '.join(COLUMNS)}.")
        name = _calendar(where, str(row.get("calendar") or "").strip().lower(), held, only)
        if name is None:
            continue
        days.setdefault(name, []).append(_change(where, row, held[name]))
    if not days:
        raise BadFile("The file has no day for any calendar that is held here.")
    found = [_new(held[name], changes) for name, changes in sorted(days.items())]
    return Read(published=False, found=tuple(f for f in found if f.days))


def _calendar(where: str, given: str, held: Mapping[str, Calendar], only: str | None) -> str | None:
    name = OF_NATION.get(given, given) or only
    if not name:
        raise BadFile(f"{where}: for which calendar? A column calendar is expected, or --nation for the whole file.")
    if name not in held:
        raise BadFile(f"{where}: there is no calendar {given!r}; expected {', '.join(held)}.")
    return name if only in (None, name) else None


def _change(where: str, row: Mapping[str, Any], held: Calendar) -> DayChange:
    on, name = _day(where, row.get("on")), str(row.get("name") or "").strip()
    kind = str(row.get("kind") or "court_closed").strip().lower().replace(" ", "_")
    if kind not in KINDS:
        raise BadFile(f"{where}: the kind is {kind!r}; expected one of {', '.join(KINDS)}.")
    if not name:
        raise BadFile(f"{where}: the name is missing; why the day is no ordinary one is expected.")
    if not held.held_from <= on < held.held_until:
        raise BadFile(
            f"{where}: {in_words(on)} is outside the {held.title} calendar, which runs from "
            f"{in_words(held.held_from)} up to {in_words(held.held_until)}; import its bank holidays first."
        )
    sure = str(row.get("confirmed") if row.get("confirmed") is not None else "").strip().lower()
    if sure not in ("", "yes", "no", "true", "false"):
        raise BadFile(f"{where}: confirmed is {sure!r}; expected yes or no.")
    stands = kind not in ("court_open", "no_bank_holiday")
    what = {"court_open": "court_closed", "no_bank_holiday": "bank_holiday"}.get(kind, kind)
    place = str(row.get("place") or "").strip()
    confirmed = sure not in ("no", "false")
    return DayChange.model_validate(
        {"on": on, "kind": what, "name": name, "place": place, "confirmed": confirmed, "stands": stands}
    )


def _new(held: Calendar, changes: Sequence[DayChange]) -> Found:
    """Only what the calendar does not say already."""
    kept = []
    for day in changes:
        closure = held.closures.get(day.on)
        if day.kind == "bank_holiday":
            same = (day.on in held.holidays) == day.stands
        elif day.stands and day.kind == "local_holiday":  # each place has its own, and several may fall on one day
            same = closure is not None and (closure.confirmed or day.said in closure.why)
        elif day.stands:
            sure = day.confirmed and day.kind == "court_closed"
            same = closure is not None and (closure.confirmed or not sure)
        else:
            same = closure is None
        if not same:
            kept.append(day)
    return Found(calendar=held.calendar, days=tuple(sorted(kept, key=lambda d: d.on)))


def _day(where: str, given: Any) -> date:
    try:
        return date.fromisoformat(str(given or "").strip())
    except ValueError:
        raise BadFile(f"{where}: the day is {given!r}; a day such as 2027-05-31 is expected.") from None
