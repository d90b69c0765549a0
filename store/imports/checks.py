"""Everything that is checked before anything loads: the folder, each file, the files together, and the manifests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from store.db import Connection
from store.imports import landlord, manifest, nocase
from store.imports import profile as profiles
from store.imports.books import Accounts, People
from store.imports.format import EVENTS, FILES, LANDLORD_FILE, RENT_ACCOUNTS, TENANTS, TRANSACTIONS, FileFormat
from store.imports.held import Held
from store.imports.history import EventCheck, History
from store.imports.postings import Postings
from store.imports.profile import PLAIN, Profile
from store.imports.reader import DEFAULT_MAX_MB, Table, sha256_of
from store.imports.report import FileSummary, Findings, ImportReport, NoCase, Reconciled, Waiver
from store.imports.rows import TypedRows

# (file, bytes read so far, bytes in the file): what a progress bar needs.
Progress = Callable[[str, int, int], None]


def check(
    folder: Path | str,
    *,
    today: date,
    profile: Profile | Path | str | None = None,
    waive: Sequence[Waiver] = (),
    event_check: EventCheck | None = None,
    connection: Connection | None = None,
    max_mb: int = DEFAULT_MAX_MB,
    progress: Progress | None = None,
) -> ImportReport:
    """Reads a landlord's folder and reports everything wrong in it; writes nothing.

    connection: where there is one, the files are also held against what was loaded before (postings, newer
    balances). event_check: see `EventCheck`. max_mb: a larger file is refused unread (setting --max-mb).
    Memory grows with the number of accounts and postings, never with the length of a line or a cell.
    """
    return _Check(Path(folder), today, waive, event_check, Held(connection), max_mb, progress).run(profile)


class _Check:
    def __init__(
        self,
        folder: Path,
        today: date,
        waive: Sequence[Waiver],
        event_check: EventCheck | None,
        held: Held,
        max_mb: int,
        progress: Progress | None,
    ) -> None:
        self.folder, self.today, self.held, self.max_mb, self.progress = folder, today, held, max_mb, progress
        self.waive = tuple(waive)
        self.event_check = event_check
        self.findings = Findings()
        self.profile = PLAIN
        self.summaries: list[FileSummary] = []

    def run(self, profile: Profile | Path | str | None) -> ImportReport:
        self._take_profile(profile)
        if not self.folder.is_dir():
            self.findings.add(str(self.folder), "a folder with the landlord's files", code="folder_missing")
            return self._report((), (), 0)
        self._look_around()
        page = landlord.beside(self.folder, self.findings)
        if page is not None:
            path = self.folder / LANDLORD_FILE
            size = path.stat().st_size
            self.summaries.append(
                FileSummary(LANDLORD_FILE, sha256_of(path), size, len(page.officer) + len(page.landlord))
            )
        codes = {one.code for one in page.landlord} if page else set()
        accounts = Accounts(self.findings, self.held, today=self.today, landlord_codes=codes)
        stated = self._file(
            RENT_ACCOUNTS,
            lambda rows, said: accounts.read(rows, stated_as_at=said.as_at if said else None),
            lambda: {"balance_pence": accounts.total_balance, "accounts": len(accounts.book)},
            total=lambda: accounts.total_balance,
            day=lambda: accounts.latest if accounts.latest == accounts.earliest else None,
        )
        people = People(self.findings, accounts)
        self._file(TENANTS, lambda rows, _: people.read(rows), lambda: {"tenancies": len(people.tenants)})
        tenants = {**self.held.people()}
        for tenancy, known in people.tenants.items():
            tenants[tenancy] = tenants.get(tenancy, set()) | known
        if stated:
            people.without_tenant(tenants)
        reconciliation = self._transactions(accounts, read=stated)
        history = History(self.findings, accounts, tenants, self._occupiers(accounts, people), self.event_check)
        self._file(EVENTS, lambda rows, _: history.read(rows), lambda: {"accounts": len(history.accounts)})
        self._waivers_fit(accounts)
        no_case, in_arrears = self._no_case(accounts, tenants, history.accounts)
        return self._report(reconciliation, no_case, in_arrears)

    def _occupiers(self, accounts: Accounts, people: People) -> dict[str, set[str]]:
        """Who lives beside the tenants, by tenancy, in Scotland: only there does the law give them a notice too."""
        scottish = {t: set(known) for t, known in self.held.occupiers().items()}
        here = [a.tenancy_ref for a in accounts.book.values() if a.tenancy_ref and a.jurisdiction == "scotland"]
        return {
            tenancy: scottish.get(tenancy, set()) | people.occupiers.get(tenancy, set())
            for tenancy in {*scottish, *here}
        }

    def _take_profile(self, profile: Profile | Path | str | None) -> None:
        if isinstance(profile, Profile):
            self.profile = profile
        elif profile is not None:
            try:
                self.profile = profiles.read(Path(profile))
            except profiles.ProfileError as error:
                self.findings.add(Path(profile).name, "a usable column profile", code="profile", value=error)

    def _look_around(self) -> None:
        ours = {file_format.name for file_format in FILES}
        for path in sorted(self.folder.iterdir()):
            name = path.name
            stem = name.removesuffix(".manifest.json").removesuffix(".csv")
            if name.endswith(".manifest.json") and not (self.folder / f"{stem}.csv").is_file():
                self.findings.add(name, f"{stem}.csv beside its manifest", code="manifest_alone")
            elif path.suffix.lower() == ".csv" and name not in ours:
                self.findings.add(
                    name,
                    f"one of {', '.join(sorted(ours))}; this file was not read",
                    code="file_unknown",
                    severity="warning",
                )

    def _file(
        self,
        file_format: FileFormat,
        read: Callable[[TypedRows, manifest.Manifest | None], None],
        totals: Callable[[], dict[str, int]],
        *,
        total: Callable[[], int] | None = None,
        day: Callable[[], date | None] = lambda: None,
    ) -> bool:
        """Reads one file with its manifest; False when it is not there or could not be read to its end."""
        path = self.folder / file_format.name
        if not path.exists():
            if file_format.required:
                self.findings.add(file_format.name, "this file: it is required", code="file_missing")
            return False
        if not path.is_file():
            self.findings.add(file_format.name, "a plain file", code="unreadable")
            return False
        said = manifest.beside(self.folder, file_format, self.findings, today=self.today)
        table = Table(
            path,
            file_format,
            profile=self.profile,
            findings=self.findings,
            max_mb=self.max_mb,
            tick=self._tick(path),
        )
        rows = TypedRows(table, findings=self.findings, today=self.today)
        read(rows, said)
        if table.broken:
            return False
        if file_format.required and rows.count == 0:
            self.findings.add(file_format.name, "at least one row under the header", code="no_rows")
        if said is not None:
            manifest.agree(said, self.findings, rows=rows.count, sha256=table.sha256, total_balance=total and total())
        self.summaries.append(
            FileSummary(
                file_format.name,
                table.sha256,
                table.size,
                rows.count,
                tuple(table.header.extras),
                (said.source_system if said else "") or self.profile.source_system,
                (said.as_at if said else None) or day(),
                said.full if said else False,
                totals(),
            )
        )
        return True

    def _transactions(self, accounts: Accounts, *, read: bool) -> tuple[Reconciled, ...]:
        postings = Postings(self.findings, accounts, self.held)

        def rows_and_manifest(rows: TypedRows, said: manifest.Manifest | None) -> None:
            postings.read(rows)
            if said and said.as_at and postings.latest and postings.latest > said.as_at:
                self.findings.add(
                    said.file,
                    f"{postings.latest.isoformat()} or later: there is a posting on that day",
                    code="manifest_disagrees",
                    column="as_at",
                    value=said.as_at,
                )

        whole = self._file(
            TRANSACTIONS,
            rows_and_manifest,
            lambda: postings.totals,
            total=lambda: postings.charges - postings.payments,
        )
        # Half a file would make every account look wrong; the fault that broke it is told already.
        return postings.reconcile(self.waive) if whole and read else ()

    def _waivers_fit(self, accounts: Accounts) -> None:
        for waiver in self.waive:
            if not waiver.by.strip():
                expected = "the name of the person who lets it through"
                self.findings.add(RENT_ACCOUNTS.name, expected, code="waiver", value=waiver.account_ref)
            if waiver.account_ref not in accounts.book:
                self.findings.add(
                    RENT_ACCOUNTS.name,
                    "the reference of an account in this file, for a waiver",
                    code="waiver",
                    column="account_ref",
                    value=waiver.account_ref,
                )

    def _no_case(
        self, accounts: Accounts, tenants: dict[str, set[str]], histories: set[str]
    ) -> tuple[tuple[NoCase, ...], int]:
        found, owing = [], 0
        for reference, account in accounts.book.items():
            if account.balance is None or account.jurisdiction is None or account.tenancy_type is None:
                continue
            if account.balance <= 0 and reference not in histories:
                continue
            owing += account.balance > 0
            why = nocase.why_not(
                jurisdiction=account.jurisdiction,
                tenancy_type=account.tenancy_type,
                social_housing=account.social_housing,
                lease_years=account.lease_years,
                account_status=account.status or "current",
                rent_arrears=account.balance - account.court_costs - account.prior_debt,
                has_tenants=bool(tenants.get(account.tenancy_ref or "")),
                has_history=reference in histories,
            )
            if why:
                found.append(NoCase(reference, why))
        return tuple(found), owing

    def _tick(self, path: Path) -> Callable[[int], None] | None:
        if self.progress is None:
            return None
        told, size = self.progress, path.stat().st_size
        return lambda read: told(path.name, read, size)

    def _report(
        self, reconciliation: tuple[Reconciled, ...], no_case: tuple[NoCase, ...], in_arrears: int
    ) -> ImportReport:
        order: list[Any] = [LANDLORD_FILE, *(file_format.name for file_format in FILES)]
        return ImportReport(
            folder=str(self.folder),
            today=self.today,
            problems=self.findings.listed(order),
            errors=self.findings.errors,
            warnings=self.findings.warnings,
            files=tuple(self.summaries),
            reconciliation=reconciliation,
            no_case=no_case,
            in_arrears=in_arrears,
            waivers=self.waive,
            profile=self.profile,
        )
