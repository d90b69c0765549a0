"""What an installation adds to the law held here: days that were proclaimed since, and rules that a lawyer signed off.

It is data, kept by the installation and read like a pack; each entry has a number and the day from which it was known.
"""

from __future__ import annotations

from datetime import date

from pydantic import PrivateAttr

from law.calendars import Calendar, CalendarChange, Frozen
from law.packs import Value
from law.reading import Knowledge


class SignOff(Frozen):
    """A person with authority signed values of a rule off, or (`stands` False) took that back.

    values: the fingerprint of each, so that a changed value has to be signed anew.
    """

    version: int
    known_from: date
    rule: str
    values: tuple[str, ...]
    on: date
    by: str
    note: str = ""
    stands: bool = True


class Additions(Frozen):
    """Every entry so far. digest: of all of them, so that two memories of the same number are told apart."""

    version: int = 0
    digest: str = ""
    changes: tuple[CalendarChange, ...] = ()
    sign_offs: tuple[SignOff, ...] = ()
    _made: dict[tuple[int, tuple[int, ...]], tuple[Calendar, Calendar]] = PrivateAttr(default_factory=dict)
    _by_rule: dict[str, list[SignOff]] | None = PrivateAttr(default=None)

    def calendar(self, base: Calendar, known: Knowledge) -> Calendar:
        """A calendar with the days that were known."""
        fits = [c for c in self.changes if c.calendar == base.calendar and known.covers(c)]
        if not fits:
            return base
        key = (id(base), tuple(c.version for c in fits))
        if key not in self._made:  # the base is kept with it, so that its id stays its own
            self._made[key] = (base, base.adding(fits))
        return self._made[key][1]

    def signed(self, rule: str, value: Value, known: Knowledge) -> SignOff | None:
        """Who signed this value off, when it was known and was not taken back."""
        return self.holds(rule, value.fingerprint(), known) if self._of(rule) else None

    def holds(self, rule: str, fingerprint: str, known: Knowledge) -> SignOff | None:
        """As `signed`, for a value of which only the fingerprint is at hand."""
        found = None
        for entry in self._of(rule):
            if known.covers(entry) and fingerprint in entry.values:
                found = entry if entry.stands else None
        return found

    def _of(self, rule: str) -> list[SignOff]:
        if self._by_rule is None:
            by_rule: dict[str, list[SignOff]] = {}
            for entry in self.sign_offs:
                by_rule.setdefault(entry.rule, []).append(entry)
            self._by_rule = by_rule
        return self._by_rule.get(rule, [])

    def and_change(self, change: CalendarChange) -> Additions:
        """The same with one more change of a calendar: to see what it would do."""
        return Additions(
            version=change.version,
            digest=f"{self.digest}+{change.version}",
            changes=(*self.changes, change),
            sign_offs=self.sign_offs,
        )


NOTHING = Additions()
