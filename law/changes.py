"""What is different between two readings of the law: rules, days of calendars, signatures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import Any, Literal

from law.additions import SignOff
from law.calendars import CALENDARS, Calendar, Frozen, calendar
from law.dates import DAY, in_words
from law.packs import Question, Value, packs
from law.reading import Reading, added, current, reading_as


class Change(Frozen):
    """One difference. key: the same for the same difference, however it was found. rule: a rule or a calendar.

    in_force: the legally relevant day from which it counts; None for a signature.
    """

    kind: Literal["value", "day", "horizon", "signature"]
    rule: str
    says: str
    key: str
    in_force: date | None = None
    known_from: date | None = None


def changes(old: Reading, new: Reading) -> tuple[Change, ...]:
    """Every difference, in the order of the rules' names."""
    with reading_as(old):
        was = _Held()
    with reading_as(new):
        now = _Held()
    found = [*_values(was, now), *_days(was, now), *_signatures(was, now)]
    return tuple(sorted(found, key=lambda c: (c.rule, c.in_force or date.min, c.key)))


def digest(found: tuple[Change, ...]) -> str:
    """Twelve characters that stand for a set of differences."""
    return sha256(json.dumps(sorted(c.key for c in found)).encode()).hexdigest()[:12]


class _Held:
    """What a reading has: the values it knows, its calendars, who signed what."""

    def __init__(self) -> None:
        known = current().known
        self.packs = packs()
        self.on = known.on
        self.values: dict[tuple[str, str], Value] = {}
        for pack in self.packs.values():
            for value in pack.value:
                if known.on is None or value.known_from <= known.on:
                    self.values[pack.rule, value.fingerprint()] = value
        self.calendars: dict[str, Calendar] = {name: calendar(name) for name in (current().calendars or CALENDARS)}
        self.signed: dict[tuple[str, str], SignOff] = {}
        more = added()
        for entry in more.sign_offs if more else ():
            if not known.covers(entry):
                continue
            for value_print in entry.values:
                if entry.stands:
                    self.signed[entry.rule, value_print] = entry
                else:
                    self.signed.pop((entry.rule, value_print), None)


def _values(was: _Held, now: _Held) -> Iterator[Change]:
    for rule, name in now.values.keys() - was.values.keys():
        value, pack = now.values[rule, name], now.packs[rule]
        before = _before(was, value)
        yield _value_change(pack, value, name, _difference(before, value))
    for rule, name in was.values.keys() - now.values.keys():
        value = was.values[rule, name]
        held = now.packs.get(rule)
        if held is None or not any(_same_place(value, other) for other in held.value):
            pack = was.packs[rule]
            yield _value_change(pack, value, f"-{name}", "is no longer held")


def _value_change(pack: Question, value: Value, name: str, difference: str) -> Change:
    for_what = "".join(f", {k.replace('_', ' ')} {str(v).replace('_', ' ')}" for k, v in value.applies.items())
    return Change(
        kind="value",
        rule=pack.rule,
        says=f"{pack.title} (in force from {in_words(value.in_force)}{for_what}): {difference}.",
        key=f"value {pack.rule} {name}",
        in_force=value.in_force,
        known_from=value.known_from,
    )


def _before(was: _Held, value: Value) -> Value | None:
    """What was read for the same class of case on the day from which the value is in force."""
    fits = [
        v
        for (rule, _), v in was.values.items()
        if rule == value.rule and v.applies == value.applies and v.in_force <= value.in_force
    ]
    return max(fits, key=lambda v: (v.in_force, v.known_from), default=None)


def _same_place(one: Value, other: Value) -> bool:
    return (one.in_force, one.applies) == (other.in_force, other.applies)


def _difference(before: Value | None, value: Value) -> str:
    if before is None:
        return "is new"
    told = []
    for key in sorted(before.holds.keys() | value.holds.keys()):
        old, new = before.holds.get(key), value.holds.get(key)
        if old != new and not key.startswith("note_"):
            told.append(f"{key.replace('_', ' ')} was {_shown(old)} and is {_shown(new)}")
    if before.confidence != value.confidence:
        told.append(f"it was {before.confidence} and is {value.confidence}")
    return "; ".join(told) or "the same numbers, in other words or from another source"


def _shown(value: Any) -> str:
    if value is None:
        return "not there"
    return "another list" if isinstance(value, list | dict) else str(value)


def _days(was: _Held, now: _Held) -> Iterator[Change]:
    for name in sorted(now.calendars.keys() & was.calendars.keys()):
        old, new = was.calendars[name], now.calendars[name]
        for on in sorted(new.holidays.keys() - old.holidays.keys()):
            yield _day(new, on, "+", f"{in_words(on)} is a bank holiday: {new.holidays[on]}")
        for on in sorted(old.holidays.keys() - new.holidays.keys()):
            yield _day(new, on, "-", f"{in_words(on)} is no bank holiday any more: {old.holidays[on]}")
        for on in sorted(new.closures.keys() - old.closures.keys()):
            may = "is" if new.closures[on].confirmed else "may be"
            yield _day(new, on, "+c", f"the court office {may} shut on {in_words(on)}: {new.closures[on].why}")
        for on in sorted(old.closures.keys() - new.closures.keys()):
            yield _day(new, on, "-c", f"the court office is open on {in_words(on)} after all: {old.closures[on].why}")
        for on in sorted(old.closures.keys() & new.closures.keys()):
            if old.closures[on].confirmed != new.closures[on].confirmed:
                sure = "sure" if new.closures[on].confirmed else "not sure"
                yield _day(new, on, f"~c{sure}", f"it is {sure} that the court office is shut on {in_words(on)}")
        if old.held_until != new.held_until:
            yield Change(
                kind="horizon",
                rule=f"calendar.{name}",
                says=f"The {new.title} calendar now reaches to {in_words(new.held_until - DAY)}.",
                key=f"horizon {name} {new.held_until}",
                in_force=old.held_until,
            )


def _day(held: Calendar, on: date, sign: str, says: str) -> Change:
    return Change(
        kind="day",
        rule=f"calendar.{held.calendar}",
        says=f"{held.title}: {says}.",
        key=f"day {held.calendar} {on}{sign}",
        in_force=on,
    )


def _signatures(was: _Held, now: _Held) -> Iterator[Change]:
    for sign, these, others in (("+", now.signed, was.signed), ("-", was.signed, now.signed)):
        entries = {entry.version: entry for place, entry in these.items() if others.get(place) != entry}
        for entry in entries.values():
            pack = now.packs.get(entry.rule) or was.packs[entry.rule]
            said = f"signed off on {in_words(entry.on)}" if sign == "+" else "not signed off any more"
            yield Change(
                kind="signature",
                rule=entry.rule,
                says=f"{pack.title}: {said}.",
                key=f"signature {entry.rule} {entry.version}{sign}",
                known_from=entry.known_from,
            )
