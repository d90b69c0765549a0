"""Checks events.csv: the account, the people and, by a check from the case rooms, each event's own fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from store.imports.books import Accounts
from store.imports.report import Findings
from store.imports.rows import TypedRows

# (event name, details, happened_on) -> what is wrong, a sentence each; empty when the event is sound.
EventCheck = Callable[[str, dict[str, Any], date], list[str]]

# Fields of events that name people on the tenancy.
_ONE, _MANY = ("tenant",), ("tenants", "attended")


class History:
    """Reads events.csv. `accounts` holds those with a history; `first` and `last` the days it spans.

    tenants, occupiers: by tenancy. occupiers has the tenancies whose events may name those who live there beside the tenants.
    """

    def __init__(
        self,
        findings: Findings,
        accounts: Accounts,
        tenants: Mapping[str, set[str]],
        occupiers: Mapping[str, set[str]],
        event_check: EventCheck | None,
    ) -> None:
        self.accounts: set[str] = set()
        self.first: date | None = None
        self.last: date | None = None
        self._findings = findings
        self._known = accounts
        self._tenants = tenants
        self._occupiers = {tenancy: set(known) for tenancy, known in occupiers.items()}
        self._check = event_check

    def read(self, rows: TypedRows) -> None:
        """Every row of the file."""
        for row in rows:
            cell = {name: row.values[place] for name, place in rows.place.items()}
            account, event, on = cell["account_ref"], cell["event"], cell["happened_on"]
            if account is not None and not self._known.knows(account):
                self._add(row.number, "account_ref", account, "an account in rent_accounts.csv", "unknown_account")
                continue
            if account is not None:
                self.accounts.add(account)
            if not row.good:
                continue
            self.first = min(self.first or on, on)
            self.last = max(self.last or on, on)
            details = cell.get("details") or {}
            for wrong in self._check(event, details, on) if self._check else ():
                column = "event" if wrong.startswith("There is no event") else "details"
                self._add(row.number, column, event, f"an event that can be recorded: {wrong.rstrip('.')}", "event")
            self._people(row.number, account, details)

    def _people(self, number: int, account: str, details: Mapping[str, Any]) -> None:
        tenancy = self._known.tenancy_of(account)
        beside = self._occupiers.get(tenancy or "")
        found = details.get("occupiers")
        if beside is not None and isinstance(
            found, list
        ):  # an enquiry finds people who are in no file of the landlord's
            beside |= {person for person in found if isinstance(person, str)}
        known = self._tenants.get(tenancy or "", set()) | (beside or set())
        wanted = f"a tenant or joint tenant of {tenancy}" + (" or an occupier" if beside is not None else "")
        named = [details.get(name) for name in _ONE]
        for name in _MANY:
            several = details.get(name)
            named += several if isinstance(several, list) else []
        for person in named:
            if isinstance(person, str) and person not in known:
                self._add(number, "details", person, wanted, "unknown_person")

    def _add(self, row: int, column: str, value: object, expected: str, code: str) -> None:
        self._findings.add("events.csv", expected, code=code, row=row, column=column, value=value)
