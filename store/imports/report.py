"""What a check found: problems by file, row and cell, counts, control totals, and what becomes of each account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from store.db import StoreError
from store.imports.profile import PLAIN, Profile

Severity = Literal["error", "warning"]

# A broken export repeats one fault on every row; the first few hundred say enough, and memory stays bounded.
KEPT_PER_FILE = 500


class ImportRefused(StoreError):
    """The files cannot be loaded: the report carries each problem, and nothing was written."""

    def __init__(self, message: str, report: ImportReport | None = None) -> None:
        self.report = report
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong. row: as a spreadsheet counts, the header being row 1; 0 when it is the file itself.

    code: short and stable, for programs; people read `sentence`.
    """

    file: str
    row: int
    column: str
    value: str
    expected: str
    severity: Severity
    code: str

    @property
    def sentence(self) -> str:
        """Where, what was found and what was expected, in one line."""
        where = self.file + (f", row {self.row}" if self.row else "") + (f", {self.column}" if self.column else "")
        found = f": found {self.value!r}" if self.value else ""
        return f"{where}{found}; expected {self.expected}."


@dataclass(frozen=True, slots=True)
class Waiver:
    """A named person lets an account through although its transactions do not add up to its balance."""

    account_ref: str
    by: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Reconciled:
    """One account's balance against the sum of its transactions up to `as_at`. Pence, debit positive."""

    account_ref: str
    as_at: date
    balance_pence: int
    transactions_pence: int
    waived_by: str = ""

    @property
    def difference_pence(self) -> int:
        """Balance less transactions; 0 when they agree."""
        return self.balance_pence - self.transactions_pence


@dataclass(frozen=True, slots=True)
class NoCase:
    """An account that owes money and gets no case, with the sentence that says why."""

    account_ref: str
    why: str


@dataclass(frozen=True, slots=True)
class FileSummary:
    """One file as it was read. sha256: of its bytes. totals: the control totals, money in pence."""

    name: str
    sha256: str
    size: int
    rows: int
    extras: tuple[str, ...] = ()
    source_system: str = ""
    as_at: date | None = None
    full: bool = False
    totals: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What `check` found. Nothing loads while `errors` is not zero.

    errors, warnings: how many there are; `problems` lists the first of each file, up to KEPT_PER_FILE.
    """

    folder: str
    today: date
    problems: tuple[Problem, ...]
    errors: int
    warnings: int
    files: tuple[FileSummary, ...]
    reconciliation: tuple[Reconciled, ...]
    no_case: tuple[NoCase, ...]
    in_arrears: int
    waivers: tuple[Waiver, ...] = ()
    profile: Profile = PLAIN

    @property
    def ok(self) -> bool:
        """True when the files may be loaded."""
        return self.errors == 0

    def file(self, name: str) -> FileSummary | None:
        """The summary of the file called `name`; None when it is not in the folder or could not be read."""
        return next((summary for summary in self.files if summary.name == name), None)

    @property
    def unlisted(self) -> int:
        """How many problems were counted but not kept."""
        return self.errors + self.warnings - len(self.problems)

    def differences(self) -> list[Reconciled]:
        """The accounts whose transactions do not add up to their balance, to the penny."""
        return [row for row in self.reconciliation if row.difference_pence]

    def as_json(self) -> dict[str, Any]:
        """Plain data for a face: days as ISO text, money in pence."""
        return {
            "folder": self.folder,
            "today": self.today.isoformat(),
            "ok": self.ok,
            "errors": self.errors,
            "warnings": self.warnings,
            "unlisted": self.unlisted,
            "problems": [
                {
                    "file": p.file,
                    "row": p.row,
                    "column": p.column,
                    "value": p.value,
                    "expected": p.expected,
                    "severity": p.severity,
                    "code": p.code,
                }
                for p in self.problems
            ],
            "files": [
                {
                    "name": f.name,
                    "sha256": f.sha256,
                    "size": f.size,
                    "rows": f.rows,
                    "extras": list(f.extras),
                    "source_system": f.source_system,
                    "as_at": f.as_at.isoformat() if f.as_at else None,
                    "full": f.full,
                    "totals": dict(f.totals),
                }
                for f in self.files
            ],
            "differences": [
                {
                    "account_ref": r.account_ref,
                    "as_at": r.as_at.isoformat(),
                    "balance_pence": r.balance_pence,
                    "transactions_pence": r.transactions_pence,
                    "difference_pence": r.difference_pence,
                    "waived_by": r.waived_by,
                }
                for r in self.differences()
            ],
            "reconciled": len(self.reconciliation),
            "in_arrears": self.in_arrears,
            "no_case": [{"account_ref": n.account_ref, "why": n.why} for n in self.no_case],
        }


class Findings:
    """Collects problems while files are read; counts all of them and keeps the first of each file."""

    def __init__(self) -> None:
        self._kept: dict[str, list[Problem]] = {}
        self.errors = 0
        self.warnings = 0

    def add(
        self,
        file: str,
        expected: str,
        *,
        code: str,
        row: int = 0,
        column: str = "",
        value: object = "",
        severity: Severity = "error",
    ) -> None:
        """One problem more. A long value is shortened so that a report stays readable."""
        if severity == "error":
            self.errors += 1
        else:
            self.warnings += 1
        kept = self._kept.setdefault(file, [])
        # An error is never crowded out by warnings: it takes the place of the last of them.
        if len(kept) >= KEPT_PER_FILE:
            last = next((i for i in range(len(kept) - 1, -1, -1) if kept[i].severity == "warning"), None)
            if severity == "warning" or last is None:
                return
            del kept[last]
        shown = str(value)
        shown = shown if len(shown) <= 80 else shown[:77] + "..."
        kept.append(Problem(file, row, column, shown, expected, severity, code))

    def listed(self, order: Sequence[str]) -> tuple[Problem, ...]:
        """The kept problems: files in `order`, then by row; errors before warnings on the same row."""
        rank = {name: place for place, name in enumerate(order)}
        everything = [problem for kept in self._kept.values() for problem in kept]
        return tuple(
            sorted(everything, key=lambda p: (rank.get(p.file, len(rank)), p.file, p.row, p.severity, p.column))
        )


def pounds(pence: int) -> str:
    """Pounds with two decimals, as the files write them."""
    sign = "-" if pence < 0 else ""
    return f"{sign}{abs(pence) // 100}.{abs(pence) % 100:02d}"
