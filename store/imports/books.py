"""The accounts and the people of one delivery: read once, checked against each other, kept for the other files."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from store.imports.format import RENT_PERIODS, TENANCY_TYPES
from store.imports.held import Held
from store.imports.report import Findings
from store.imports.rows import TypedRow, TypedRows

STALE_AFTER_DAYS = 3


@dataclass(slots=True)
class Account:
    """What the other checks need to know of one account in the file. Money in pence."""

    row: int
    tenancy_ref: str | None
    jurisdiction: str | None
    tenancy_type: str | None
    social_housing: bool
    lease_years: int | None
    status: str | None
    balance: int | None
    as_at: date | None
    court_costs: int
    prior_debt: int


class Accounts:
    """Reads rent_accounts.csv. `book` holds every account named, also those with a bad cell."""

    def __init__(self, findings: Findings, held: Held, *, today: date, landlord_codes: set[str]) -> None:
        self.book: dict[str, Account] = {}
        self.tenancies: set[str] = set()
        self.total_balance = 0
        self.earliest: date | None = None
        self.latest: date | None = None
        self._findings = findings
        self._today = today
        self._codes = held.landlord_codes() | landlord_codes
        self._held = held.accounts()
        self.held_accounts = frozenset(self._held)
        self.held_tenancies = frozenset(tenancy for tenancy, _ in self._held.values())

    def read(self, rows: TypedRows, *, stated_as_at: date | None) -> None:
        """Every row of the file. stated_as_at: the manifest's day, with which each balance must agree."""
        file = rows.table.name
        for row in rows:
            cell = _cells(rows, row)
            reference = cell.get("account_ref")
            if reference is not None and reference in self.book:
                self._findings.add(
                    file,
                    f"each account once; it is in row {self.book[reference].row} already",
                    code="account_twice",
                    row=row.number,
                    column="account_ref",
                    value=reference,
                )
                continue
            account = Account(
                row.number,
                cell.get("tenancy_ref"),
                cell.get("jurisdiction"),
                cell.get("tenancy_type"),
                cell.get("social_housing", True),
                cell.get("lease_years"),
                cell.get("account_status"),
                cell.get("balance"),
                cell.get("balance_as_at"),
                cell.get("court_costs_on_account") or 0,
                cell.get("prior_account_debt") or 0,
            )
            if reference is not None:
                self.book[reference] = account
            if account.tenancy_ref is not None:
                self.tenancies.add(account.tenancy_ref)
            self.total_balance += account.balance or 0
            if account.as_at:
                self.earliest = min(self.earliest or account.as_at, account.as_at)
                self.latest = max(self.latest or account.as_at, account.as_at)
            self._row(file, row, cell, account, stated_as_at)

    def knows(self, reference: str) -> bool:
        """True when the account is in the file or was loaded earlier."""
        return reference in self.book or reference in self.held_accounts

    def tenancy_of(self, reference: str) -> str | None:
        """The tenancy of an account in the file, or of one loaded earlier."""
        account = self.book.get(reference)
        if account is not None:
            return account.tenancy_ref
        return self._held[reference][0] if reference in self._held else None

    def _row(self, file: str, row: TypedRow, cell: dict[str, Any], account: Account, stated_as_at: date | None) -> None:
        def add(column: str, expected: str, code: str, *, warning: bool = False) -> None:
            value = cell.get(column)
            self._findings.add(
                file,
                expected,
                code=code,
                row=row.number,
                column=column,
                value="" if value is None else value,
                severity="warning" if warning else "error",
            )

        if account.jurisdiction and account.tenancy_type:
            allowed = TENANCY_TYPES[account.jurisdiction]
            if account.tenancy_type not in allowed:
                add("tenancy_type", f"a tenancy of {account.jurisdiction}: {', '.join(allowed)}", "tenancy_nation")
        started, ended = cell.get("tenancy_start"), cell.get("tenancy_end")
        if started and ended and ended < started:
            add("tenancy_end", f"a day not before tenancy_start, {started.isoformat()}", "day_order")
        code = cell.get("landlord_code")
        if code and self._codes and code not in self._codes:
            add("landlord_code", f"a landlord that is known: {', '.join(sorted(self._codes))}", "unknown_landlord")
        period, due = cell.get("rent_period_code"), cell.get("rent_due_on")
        if period and due and account.tenancy_type not in ("garage", None):
            monthly = RENT_PERIODS[period][0] == "monthly"
            if monthly != due.isdigit():
                wanted = "a day of the month, as rent is monthly" if monthly else "a weekday, as rent goes by the week"
                add("rent_due_on", wanted, "due_on_period", warning=True)
        if period and not due and row.good and account.status == "current":
            add(
                "rent_due_on",
                "the day rent falls due: without it no notice can be dated",
                "due_on_missing",
                warning=True,
            )
        if account.as_at is None:
            return
        if stated_as_at and account.as_at != stated_as_at:
            add("balance_as_at", f"{stated_as_at.isoformat()}, as the manifest says", "manifest_disagrees")
        if account.as_at < self._today - timedelta(days=STALE_AFTER_DAYS):
            expected = f"a day within {STALE_AFTER_DAYS} days of {self._today.isoformat()}: no legal paper leaves on it"
            add("balance_as_at", expected, "stale_balance", warning=True)
        held = self._held.get(str(cell.get("account_ref")))
        if held and account.as_at < held[1]:
            expected = f"{held[1].isoformat()} or later, which is held already: the older row is left out"
            add("balance_as_at", expected, "older_balance", warning=True)


@dataclass(slots=True)
class People:
    """Reads tenants.csv. `tenants` holds, by tenancy, the people who owe the rent (roles tenant and joint).

    occupiers: by tenancy, those who live there beside them.
    """

    findings: Findings
    accounts: Accounts
    tenants: dict[str, set[str]] = field(default_factory=dict)
    occupiers: dict[str, set[str]] = field(default_factory=dict)
    _seen: dict[tuple[str, str], int] = field(default_factory=dict)
    _leads: dict[str, int] = field(default_factory=dict)

    def read(self, rows: TypedRows) -> None:
        """Every row of the file."""
        file = rows.table.name
        for row in rows:
            cell = _cells(rows, row)
            tenancy, person = cell.get("tenancy_ref"), cell.get("person_ref")
            if tenancy is None or person is None:
                continue
            if tenancy not in self.accounts.tenancies and tenancy not in self.accounts.held_tenancies:
                self.findings.add(
                    file,
                    "a tenancy of an account in rent_accounts.csv: leave out people who have none",
                    code="unknown_tenancy",
                    row=row.number,
                    column="tenancy_ref",
                    value=tenancy,
                )
            first = self._seen.setdefault((tenancy, person), row.number)
            if first != row.number:
                self.findings.add(
                    file,
                    f"each person once on a tenancy; this one is in row {first} already",
                    code="person_twice",
                    row=row.number,
                    column="person_ref",
                    value=person,
                )
            if cell.get("role") in ("tenant", "joint"):
                self.tenants.setdefault(tenancy, set()).add(person)
            if cell.get("role") == "occupier":
                self.occupiers.setdefault(tenancy, set()).add(person)
            if cell.get("is_lead"):
                lead = self._leads.setdefault(tenancy, row.number)
                if lead != row.number:
                    self.findings.add(
                        file,
                        f"one lead tenant on a tenancy; row {lead} has one",
                        code="lead_twice",
                        row=row.number,
                        column="is_lead",
                        value="true",
                        severity="warning",
                    )

    def without_tenant(self, held: dict[str, set[str]]) -> None:
        """Warns of current accounts whose tenancy has nobody to write to."""
        for reference, account in self.accounts.book.items():
            if account.status != "current" or account.tenancy_ref is None:
                continue
            if not self.tenants.get(account.tenancy_ref) and not held.get(account.tenancy_ref):
                self.findings.add(
                    "rent_accounts.csv",
                    "at least one person of role tenant or joint in tenants.csv: there is nobody to write to",
                    code="no_tenant",
                    row=account.row,
                    column="tenancy_ref",
                    value=f"{account.tenancy_ref} of {reference}",
                    severity="warning",
                )


def _cells(rows: TypedRows, row: TypedRow) -> dict[str, Any]:
    return {name: row.values[place] for name, place in rows.place.items()}
