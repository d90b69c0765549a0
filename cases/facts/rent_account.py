"""What a court may read from a rent account: its lines, since when it has been behind, and which rent was paid late."""

from __future__ import annotations

import itertools
from collections import deque
from dataclasses import dataclass
from datetime import date

from pydantic import model_validator

from cases.events.base import Frozen
from cases.facts.common import Posted, Row, Running, Text

RENT, SERVICE, OTHER = "Rent", "Service charge", "Other charge, not rent"
#: Stands after the name of what a demonstration posted; it is no part of what the line is.
DEMONSTRATION = " (demonstration)"


class Late(Frozen):
    """Rent not paid in full on its day. Pence; `paid_on` None: still not paid in full, `days` counted to the last day asked."""

    due_on: date
    due: Posted
    paid_on: date | None
    days: int


class RentChange(Frozen):
    """From this day another sum is charged for a rent period. Pence."""

    on: date
    was: Posted
    now: Posted


class Received(Frozen):
    """A payment that reached the account. Pence."""

    on: date
    what: Text
    sum: Posted


class Schedule(Frozen):
    """An account as a court reads it: what was owed before it, every line, the totals, what is owed after it.

    Pence. until: the last day in it. not_rent: the part of `closing` that is for charges that are no rent.
    """

    since: date
    until: date
    opening: Running
    rows: tuple[Row, ...]
    charged: Posted
    paid: Posted
    closing: Running
    not_rent: Posted = 0


class RentAccount(Frozen):
    """The rows of one account in the order of their days, from `opening` pence just before the first of them.

    The chain is checked: each balance is the one before it, with what was charged, less what was received.
    """

    opening: int
    rows: tuple[Row, ...]

    @model_validator(mode="after")
    def _adds_up(self) -> RentAccount:
        owed, last = self.opening, date.min
        for row in self.rows:
            owed += (row.charge or 0) - (row.credit or 0)
            if row.balance != owed:
                raise ValueError(f"the row of {row.on.isoformat()} shows {row.balance} pence where {owed} follow")
            if row.on < last:
                raise ValueError(f"the row of {row.on.isoformat()} comes after one of {last.isoformat()}")
            last = row.on
        return self

    @property
    def charged(self) -> int:
        """Everything that fell due in these rows, in pence."""
        return sum(row.charge or 0 for row in self.rows)

    @property
    def rent_due(self) -> int:
        """What fell due in these rows but for charges that are no rent, in pence."""
        return sum(row.charge or 0 for row in self.rows if _kind(row) != OTHER)

    @property
    def received(self) -> int:
        """Everything credited in these rows, in pence."""
        return sum(row.credit or 0 for row in self.rows)

    @property
    def closing(self) -> int:
        """What is owed after the last row, in pence; below nothing when the account is in credit."""
        return self.opening + self.charged - self.received

    def from_day(self, day: date) -> RentAccount:
        """The same account from a day on, with the balance brought forward to it."""
        before = [row for row in self.rows if row.on < day]
        opening = before[-1].balance if before else self.opening
        return RentAccount(opening=opening, rows=tuple(row for row in self.rows if row.on >= day))

    def schedule(self, since: date, until: date, *, not_rent: int = 0) -> Schedule:
        """The account from one day to another, both included."""
        shown = self.from_day(since)
        cut = RentAccount(opening=shown.opening, rows=tuple(row for row in shown.rows if row.on <= until))
        return Schedule(
            since=since,
            until=until,
            opening=cut.opening,
            rows=cut.rows,
            charged=cut.charged,
            paid=cut.received,
            closing=cut.closing,
            not_rent=not_rent,
        )

    def payments(self, since: date, until: date) -> tuple[Received, ...]:
        """What was received from one day to another, both included."""
        return tuple(
            Received(on=row.on, what=row.what, sum=row.credit)
            for row in self.rows
            if row.credit and since <= row.on <= until
        )

    def behind_since(self) -> date | None:
        """The day from which something has been owed at the end of every day; None when nothing is owed now.

        The first row's day when the account was behind before these rows begin and has been ever since.
        """
        if self.closing <= 0:
            return None
        start = self.rows[0].on if self.rows and self.opening > 0 else None
        for on, owed in {row.on: row.balance for row in self.rows}.items():
            start = None if owed <= 0 else start or on
        return start

    def first_default(self) -> date | None:
        """The day of the first rent in these rows that was not paid on its day; None when all of it was, or when
        something was owed before the first row, so that the first default is older than the rows.
        """
        late = [row for row in self._all_late(None) if row.paid_on is None or row.days > 0]
        return min(row.due_on for row in late) if late and self.opening <= 0 else None

    def late(self, until: date | None = None) -> tuple[Late, ...]:
        """Each sum that was not paid in full on its day, in the order they fell due; payments go to the oldest debt first.

        until: the day to which what is still unpaid is counted; the last row's day when none is given.
        """
        return tuple(row for row in self._all_late(until) if row.days > 0)

    def _all_late(self, until: date | None) -> list[Late]:
        end = until or (self.rows[-1].on if self.rows else date.min)
        waiting: deque[_Owed] = deque([_Owed(None, self.opening, self.opening)] if self.opening > 0 else [])
        spare = max(-self.opening, 0)
        found: list[Late | None] = []
        for row in self.rows:
            spare += row.credit or 0
            rent = (row.charge or 0) if _kind(row) != OTHER else 0
            if row.charge and waiting and waiting[-1].due_on == row.on:
                waiting[-1].due += rent
                waiting[-1].left += row.charge
            elif row.charge:
                waiting.append(_Owed(row.on, rent, row.charge))
            while waiting and spare > 0:
                taken = min(spare, waiting[0].left)
                spare -= taken
                waiting[0].left -= taken
                if not waiting[0].left:
                    found.append(waiting.popleft().settled(row.on))
        found += [owed.unpaid(end) for owed in waiting]
        return [late for late in found if late]

    def rent_changes(self) -> tuple[RentChange, ...]:
        """The days from which another sum was charged than on the charging day before, several charges of a day together."""
        charged: dict[date, int] = {}
        for row in self.rows:
            if row.charge and _kind(row) in (RENT, SERVICE):
                charged[row.on] = charged.get(row.on, 0) + row.charge
        days = list(charged.items())
        return tuple(
            RentChange(on=on, was=was, now=now) for (_, was), (on, now) in itertools.pairwise(days) if was != now
        )


def _kind(row: Row) -> str:
    return row.what.removesuffix(DEMONSTRATION)


@dataclass(slots=True)
class _Owed:
    """A sum waiting to be paid, of which `due` is rent; `due_on` None for what was brought forward."""

    due_on: date | None
    due: int
    left: int

    def settled(self, on: date) -> Late | None:
        if self.due_on is None or not self.due:
            return None
        return Late(due_on=self.due_on, due=self.due, paid_on=on, days=max((on - self.due_on).days, 0))

    def unpaid(self, end: date) -> Late | None:
        if self.due_on is None or not self.due:
            return None
        return Late(due_on=self.due_on, due=self.due, paid_on=None, days=max((end - self.due_on).days, 0))
