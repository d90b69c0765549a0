"""Loads a landlord's files: the check, the load, then a case for each account in arrears, with its history."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import desk, say
from cli.app import AsJson, By, app
from speech import words

if TYPE_CHECKING:
    from cli.caseload import Caseload
    from store.db import Connection
    from store.imports import ImportReport, LoadResult, Waiver

_SHOWN = 50

Tick = Callable[[str, int, int], None]


@app.command("import")
@say.reports
def import_files(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder with rent_accounts.csv and tenants.csv.")],
    only_check: Annotated[bool, typer.Option("--check", help="Report and load nothing.")] = False,
    profile: Annotated[Path | None, typer.Option(metavar="FILE.toml", help="The landlord's column profile.")] = None,
    waive: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ACCOUNT=REASON",
            help="Let this account load though it does not add up; needs --by. Again for more.",
        ),
    ] = None,
    max_mb: Annotated[int | None, typer.Option(min=1, metavar="MB", help="A larger file is refused unread.")] = None,
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """Loads a landlord's files, and opens or brings forward a case for each account in arrears."""
    from cli.forms import complaints_about
    from store import imports

    if not folder.exists() or (profile is not None and not profile.exists()):
        missing = folder if not folder.exists() else profile
        raise say.NotFound(f"There is no {'folder' if missing is folder else 'file'} {missing}.")
    if not folder.is_dir():
        raise say.Usage(f"{folder} is a file; expected the folder with rent_accounts.csv and tenants.csv.")
    who = by or desk.settings_user() or "import"
    waivers = _waivers(waive or (), by or desk.settings_user())
    today = desk.today_of()
    with desk.memory_if(needed=not only_check) as connection, _progress() as tick:
        if connection is None:
            print(
                "There is no database to hold the files against, so only the files themselves are checked.",
                file=sys.stderr,
            )
        report = imports.check(
            folder,
            today=today,
            profile=profile,
            waive=waivers,
            event_check=complaints_about,
            connection=connection,
            max_mb=max_mb or imports.DEFAULT_MAX_MB,
            progress=tick,
        )
        loaded: LoadResult | None = None
        cases: Caseload | None = None
        if report.ok and not only_check and connection is not None:
            loaded = imports.load(connection, folder, report=report, by=who, today=today, progress=tick)
            cases = _cases(connection, report, who, tick)
    if as_json:
        say.put_json(_json(report, loaded, cases))
    else:
        _tell(report, loaded, cases, only_check=only_check)
    if not report.ok or (cases is not None and cases.trouble):
        raise typer.Exit(say.FAILED)


def _cases(connection: Connection, report: ImportReport, who: str, tick: Tick) -> Caseload:
    from cli import caseload

    async def work() -> Caseload:
        return await caseload.bring_forward(await desk.client(), connection, report, by=who, tick=tick)

    return desk.wait_for(work())


def _waivers(typed: Sequence[str], by: str | None) -> tuple[Waiver, ...]:
    from store.imports import Waiver

    found = []
    for text in typed:
        account, _, reason = text.partition("=")
        if not account.strip() or not reason.strip():
            raise say.Usage(
                f"--waive {text!r}: expected an account and the reason, as A1001='agreed write-back of 3 May'."
            )
        if not by:
            raise say.Usage("A waiver needs a name: say who lets the account through with --by E-MAIL.")
        found.append(Waiver(account.strip(), by, reason.strip()))
    return tuple(found)


@contextmanager
def _progress() -> Iterator[Tick]:
    """A bar on a terminal; in a pipe or a log, nothing."""
    if not sys.stderr.isatty():
        yield lambda what, done, of: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

    with Progress(
        TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=Console(stderr=True), transient=True
    ) as bar:
        tasks: dict[str, TaskID] = {}

        def tick(what: str, done: int, of: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=of or None)
            bar.update(tasks[what], completed=done, total=of or None)

        yield tick


def _tell(report: ImportReport, loaded: LoadResult | None, cases: Caseload | None, *, only_check: bool) -> None:
    say.put(f"{report.folder} on {words.day(report.today)}", style="bold")
    files = [(f.name, f"{f.rows:,}", _totals(f.totals), words.day(f.as_at)) for f in report.files]
    say.table(("File", "Rows", "Control totals", "As at"), files, right=("Rows",), keep=("File",))
    _problems(report)
    differences = report.differences()
    say.heading("Reconciliation")
    agree = len(report.reconciliation) - len(differences)
    say.put(f"{agree:,} of {words.count(len(report.reconciliation), 'account')} add up to the penny.", indent=2)
    if differences:
        rows = [
            (
                d.account_ref,
                words.day(d.as_at),
                words.money(d.balance_pence),
                words.money(d.transactions_pence),
                words.money(d.difference_pence),
                f"waived by {d.waived_by}" if d.waived_by else "",
            )
            for d in differences[:_SHOWN]
        ]
        say.table(
            ("Account", "As at", "Balance", "Transactions", "Difference", ""),
            rows,
            right=("Balance", "Transactions", "Difference"),
        )
    if not report.ok:
        errors = words.count(report.errors, "error")
        say.put()
        say.put(f"{errors}: nothing was loaded, not one row. Put the files right and load them again.", style="bold")
        return
    if loaded is not None:
        _loaded(report, loaded)
    if cases is not None:
        cases.tell()
    if report.no_case:
        _no_case(report)
    if only_check:
        say.put()
        say.put(
            f"The files can be loaded. Nothing was loaded: {words.count(report.warnings, 'warning')}.", style="bold"
        )


def _problems(report: ImportReport) -> None:
    if not report.problems:
        return
    say.heading(f"{words.count(report.errors, 'error')}, {words.count(report.warnings, 'warning')}")
    shown = sorted(report.problems, key=lambda p: p.severity != "error")[:_SHOWN]
    for problem in shown:
        say.put(f"- {problem.severity}: {problem.sentence}", indent=2)
    more = report.errors + report.warnings - len(shown)
    if more > 0:
        say.put(f"and {more:,} more; --json lists the first of each file.", indent=2)


def _loaded(report: ImportReport, loaded: LoadResult) -> None:
    say.heading("Loaded")
    if loaded.no_op:
        say.put("Nothing: these very files were loaded before, and every row of them is known.", indent=2)
    rows: list[tuple[str, ...]] = []
    for found in report.files:
        if found.name in loaded.skipped:
            rows.append((found.name, "0", "0", f"{found.rows:,}", "0", "loaded before"))
        else:
            numbers = (loaded.inserted, loaded.updated, loaded.unchanged, loaded.closed)
            rows.append((found.name, *(f"{n.get(found.name, 0):,}" for n in numbers), ""))
    heads = ("File", "New", "Changed", "Unchanged", "Closed", "")
    say.table(heads, rows, right=("New", "Changed", "Unchanged", "Closed"), keep=("File",))


def _no_case(report: ImportReport) -> None:
    reasons: dict[str, list[str]] = {}
    for found in report.no_case:
        reasons.setdefault(found.why, []).append(found.account_ref)
    say.heading(f"{words.count(len(report.no_case), 'account')} in arrears without a case")
    for why, accounts in reasons.items():
        shown = ", ".join(accounts[:8]) + (f" and {len(accounts) - 8:,} more" if len(accounts) > 8 else "")
        say.put(f"- {shown}: {why}", indent=2)


def _totals(totals: Mapping[str, int]) -> str:
    """The file's totals; where part of it was loaded before, what is new and what is known as well."""
    parts: dict[str, list[str]] = {"": [], "new": [], "known": []}
    for name, value in totals.items():
        part, _, rest = name.partition("_")
        part, said = (part, rest) if part in parts else ("", name)
        parts[part].append(f"{words.plain(said.removesuffix('_pence'))} {_total(said, value)}")
    whole, new, known = ("; ".join(part) for part in parts.values())
    return f"{whole} (new: {new}; known already: {known})" if known else whole


def _total(name: str, value: int) -> str:
    return words.money(value) if name.endswith("_pence") else f"{value:,}"


def _json(report: ImportReport, loaded: LoadResult | None, cases: Caseload | None) -> dict[str, Any]:
    done: dict[str, Any] | None = None
    if loaded is not None:
        done = {
            "no_op": loaded.no_op,
            "skipped": loaded.skipped,
            "inserted": dict(loaded.inserted),
            "updated": dict(loaded.updated),
            "unchanged": dict(loaded.unchanged),
            "closed": dict(loaded.closed),
        }
    return {**report.as_json(), "loaded": done, "cases": cases.as_json() if cases else None}
