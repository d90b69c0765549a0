"""Checks transactions.csv: references, charge or payment, running balances, and the sum of each account."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from store.imports.books import Accounts
from store.imports.held import Held, HeldPosting
from store.imports.report import Findings, Reconciled, Waiver, pounds
from store.imports.rows import TypedRow, TypedRows

CHUNK = 5_000
# A difference of a penny is told; from a pound on it stops the load.
WARN_FROM, REFUSE_FROM = 1, 100


@dataclass(slots=True)
class _Ledger:
    """One account's postings while the file is read. Pence. running: None while it is not known."""

    total: int = 0
    running: int | None = None
    spoilt: bool = False


class Postings:
    """Reads transactions.csv, in the order of the file, a few thousand rows at a time.

    charges, payments: pence of the whole file; known_charges, known_payments: of what was loaded before.
    """

    def __init__(self, findings: Findings, accounts: Accounts, held: Held) -> None:
        self.charges = self.known_charges = 0
        self.payments = self.known_payments = 0
        self.latest: date | None = None
        self._findings = findings
        self._accounts = accounts
        self._held = held
        self._ledgers: dict[str, _Ledger] = {}
        # transaction_ref -> (account, charge less payment, row)
        self._seen: dict[str, tuple[str, int, int]] = {}
        self._sums = held.sums([(ref, a.as_at) for ref, a in accounts.book.items() if a.as_at])
        self._opening = held.sums([(ref, date.max) for ref in accounts.held_accounts])

    @property
    def totals(self) -> dict[str, int]:
        """The control totals of the file, and how they divide when part of it was loaded before."""
        whole = {"charge_pence": self.charges, "payment_pence": self.payments}
        if not (self.known_charges or self.known_payments):
            return whole
        return {
            **whole,
            "new_charge_pence": self.charges - self.known_charges,
            "new_payment_pence": self.payments - self.known_payments,
            "known_charge_pence": self.known_charges,
            "known_payment_pence": self.known_payments,
        }

    def read(self, rows: TypedRows) -> None:
        """Every row of the file."""
        stream: Iterator[TypedRow] = iter(rows)
        while chunk := list(islice(stream, CHUNK)):
            place = rows.place
            refs = [str(row.values[place["transaction_ref"]]) for row in chunk]
            known = self._held.postings(refs)
            for row in chunk:
                self._row(rows, row, known)

    def reconcile(self, waivers: Sequence[Waiver]) -> tuple[Reconciled, ...]:
        """The sum of each account's postings up to its day against its balance; differences become findings."""
        waived = {waiver.account_ref: waiver.by for waiver in waivers}
        found = []
        for reference, account in self._accounts.book.items():
            ledger = self._ledgers.get(reference)
            if account.balance is None or account.as_at is None or (ledger and ledger.spoilt):
                continue
            total = self._sums.get(reference, 0) + (ledger.total if ledger else 0)
            by = waived.get(reference, "")
            result = Reconciled(reference, account.as_at, account.balance, total, by)
            found.append(result)
            if abs(result.difference_pence) >= WARN_FROM:
                self._differs(result, account.row)
        return tuple(found)

    def _differs(self, result: Reconciled, row: int) -> None:
        refused = abs(result.difference_pence) >= REFUSE_FROM
        note = f" ({result.waived_by} lets it through)" if refused and result.waived_by else ""
        self._findings.add(
            "rent_accounts.csv",
            f"{pounds(result.transactions_pence)}, the sum of this account's transactions up to "
            f"{result.as_at.isoformat()}; they differ by {pounds(abs(result.difference_pence))}{note}",
            code="reconciliation",
            row=row,
            column="balance",
            value=f"{pounds(result.balance_pence)} of {result.account_ref}",
            severity="error" if refused and not result.waived_by else "warning",
        )

    def _row(self, rows: TypedRows, row: TypedRow, known: Mapping[str, list[HeldPosting]]) -> None:
        place, values = rows.place, row.values

        def cell(name: str) -> object:
            return values[place[name]] if name in place else None

        account, reference = values[place["account_ref"]], values[place["transaction_ref"]]
        posted = values[place["posted_on"]]
        charge, payment = cell("charge"), cell("payment")
        if account is not None and not self._accounts.knows(account):
            self._add(row, "account_ref", account, "an account in rent_accounts.csv", "unknown_account")
            return
        ledger = None if account is None else self._ledgers.get(account)
        if ledger is None and account is not None:
            ledger = self._ledgers[account] = _Ledger(running=self._opening.get(account, 0))
        if not row.good or ledger is None:
            if ledger is not None:
                ledger.spoilt = True
                ledger.running = None
            return
        if (charge is None) == (payment is None):
            what = "both" if charge is not None else "neither"
            self._add(row, "charge", f"{what} filled", "exactly one of charge and payment", "charge_payment")
            ledger.spoilt, ledger.running = True, None
            return
        start, end = cell("period_start"), cell("period_end")
        if isinstance(start, date) and isinstance(end, date) and end < start:
            self._add(row, "period_end", end, f"a day not before period_start, {start.isoformat()}", "day_order")
        pence = charge if isinstance(charge, int) else -payment if isinstance(payment, int) else 0
        after = cell("balance_after")
        after = after if isinstance(after, int) else None
        again = self._again(row, account, reference, pence, known)
        if again != "file":
            # The control totals are those of the file, whatever of it was delivered before.
            self.charges += max(pence, 0)
            self.payments += max(-pence, 0)
        if again is not None:
            if again == "held":
                self.known_charges += max(pence, 0)
                self.known_payments += max(-pence, 0)
            # A posting delivered once more says where the account stood then: the next row goes on from there.
            if again == "held":
                ledger.running = after
            return
        self.latest = max(self.latest or posted, posted)
        as_at = self._accounts.book[account].as_at if account in self._accounts.book else None
        if as_at is None or posted <= as_at:
            ledger.total += pence
        self._run(row, ledger, pence, after)

    def _run(self, row: TypedRow, ledger: _Ledger, pence: int, after: int | None) -> None:
        running = None if ledger.running is None else ledger.running + pence
        if after is not None and running is not None and after != running:
            expected = f"{pounds(running)}, the balance before it with this posting added"
            self._add(row, "balance_after", pounds(after), expected, "balance_after")
        ledger.running = running if after is None else after

    def _again(
        self, row: TypedRow, account: str, reference: str, pence: int, known: Mapping[str, list[HeldPosting]]
    ) -> str | None:
        """`file` or `held` when the posting is there already, with the finding it deserves; None when it is new."""
        first = self._seen.get(reference)
        if first is None:
            self._seen[reference] = (account, pence, row.number)
        elif first[0] != account or first[1] != pence:
            where = f"row {first[2]} has it with {pounds(first[1])} on {first[0]}"
            self._add(row, "transaction_ref", reference, f"a reference used once; {where}", "transaction_again")
            return "file"
        else:
            expected = f"a reference used once; row {first[2]} says the same and this one is left out"
            self._add(row, "transaction_ref", reference, expected, "transaction_repeated", warning=True)
            return "file"
        for held_account, held_pence in known.get(reference, ()):
            if held_account == account and held_pence == pence:
                return "held"
            where = f"it was loaded earlier with {pounds(held_pence)} on {held_account}"
            self._add(row, "transaction_ref", reference, f"a reference used once; {where}", "transaction_again")
            return "held"
        return None

    def _add(
        self, row: TypedRow, column: str, value: object, expected: str, code: str, *, warning: bool = False
    ) -> None:
        self._findings.add(
            "transactions.csv",
            expected,
            code=code,
            row=row.number,
            column=column,
            value=value,
            severity="warning" if warning else "error",
        )
