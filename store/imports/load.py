"""Loads a checked folder: COPY into staging tables, one INSERT from each, all in one transaction or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from psycopg import sql
from psycopg.types.json import Jsonb

from store import db
from store.db import Connection
from store.imports import landlord
from store.imports.checks import Progress
from store.imports.format import (
    EVENTS,
    FILES,
    LANDLORD_FILE,
    RENT_ACCOUNTS,
    TENANTS,
    TRANSACTIONS,
    Column,
    FileFormat,
    by_name,
)
from store.imports.reader import Table, sha256_of
from store.imports.report import FileSummary, Findings, ImportRefused, ImportReport, pounds
from store.imports.rows import TypedRows

SQL = db.queries("queries_imports.sql")

_KEYS = {"rent_account": ("account_ref",), "person": ("tenancy_ref", "person_ref")}


@dataclass(frozen=True, slots=True)
class LoadResult:
    """What a load did, by file name. no_op: every file had been loaded before and nothing was written.

    closed: rows that a full file no longer holds, marked with today and kept.
    """

    no_op: bool = False
    batches: Mapping[str, int] = field(default_factory=dict)
    inserted: Mapping[str, int] = field(default_factory=dict)
    updated: Mapping[str, int] = field(default_factory=dict)
    unchanged: Mapping[str, int] = field(default_factory=dict)
    closed: Mapping[str, int] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()


def load(
    connection: Connection,
    folder: Path | str,
    *,
    report: ImportReport,
    by: str,
    today: date,
    progress: Progress | None = None,
) -> LoadResult:
    """Loads the very bytes that `report` is about, inside the caller's transaction where there is one.

    Raises ImportRefused, and writes not one row, when the report has errors, when a file has changed since, or when a
    posting meets another one loaded in the meantime.
    """
    if not report.ok:
        count = "1 error" if report.errors == 1 else f"{report.errors} errors"
        raise ImportRefused(f"The check found {count}; nothing was loaded.", report)
    with connection.transaction():
        return _Load(connection, Path(folder), report, by, today, progress).run()


class _Load:
    def __init__(
        self,
        connection: Connection,
        folder: Path,
        report: ImportReport,
        by: str,
        today: date,
        progress: Progress | None,
    ) -> None:
        self.connection, self.folder, self.report = connection, folder, report
        self.by, self.today, self.progress = by, today, progress
        self.landlord_code: str | None = None
        self.batches: dict[str, int] = {}
        self.inserted: dict[str, int] = {}
        self.updated: dict[str, int] = {}
        self.unchanged: dict[str, int] = {}
        self.closed: dict[str, int] = {}

    def run(self) -> LoadResult:
        # Two imports at once would each find the other's rows missing; the second waits for the first.
        self.connection.execute(SQL["lock"])
        new = [summary for summary in self.report.files if not self._loaded_before(summary)]
        if not new:
            self._unchanged_since_check()
            return LoadResult(no_op=True, skipped=tuple(summary.name for summary in self.report.files))
        for summary in new:
            self.batches[summary.name] = self._batch(summary)
        if self.report.file(LANDLORD_FILE):
            self._landlord(write=LANDLORD_FILE in self.batches)
        for file_format in FILES:
            found = self.report.file(file_format.name)
            if found is not None and found.name in self.batches:
                self._file(file_format, found)
        return LoadResult(
            batches=self.batches,
            inserted=self.inserted,
            updated=self.updated,
            unchanged=self.unchanged,
            closed=self.closed,
            skipped=tuple(s.name for s in self.report.files if s.name not in self.batches),
        )

    def _identity(self, summary: FileSummary) -> str:
        """The file's own hash, unless a profile or `full` gives the same bytes another meaning."""
        parts = [self.report.profile.sha256, "full" if summary.full else ""]
        if summary.name == LANDLORD_FILE or not any(parts):
            return summary.sha256
        return hashlib.sha256("\n".join([summary.sha256, *parts]).encode()).hexdigest()

    def _loaded_before(self, summary: FileSummary) -> bool:
        row = self.connection.execute(SQL["loaded_before"], (summary.name, self._identity(summary))).fetchone()
        return row is not None

    def _unchanged_since_check(self) -> None:
        for summary in self.report.files:
            if sha256_of(self.folder / summary.name) != summary.sha256:
                raise _changed(summary.name)

    def _batch(self, summary: FileSummary) -> int:
        totals: dict[str, Any] = {**summary.totals, "file_sha256": summary.sha256, "full": summary.full}
        if summary.as_at:
            totals["as_at"] = summary.as_at.isoformat()
        if self.report.profile.sha256:
            totals["profile_sha256"] = self.report.profile.sha256
        if summary.name == RENT_ACCOUNTS.name and self.report.waivers:
            totals["waived"] = [
                {"account_ref": w.account_ref, "by": w.by, "reason": w.reason} for w in self.report.waivers
            ]
        row = self.connection.execute(
            SQL["new_batch"],
            {
                "file_name": summary.name,
                "sha256": self._identity(summary),
                "source_system": summary.source_system or None,
                "loaded_by": self.by,
                "rows": summary.rows,
                "totals": Jsonb(totals),
            },
        ).fetchone()
        assert row is not None
        return int(row[0])

    def _landlord(self, *, write: bool) -> None:
        found = self.report.file(LANDLORD_FILE)
        page = landlord.beside(self.folder, Findings())
        if found is None or page is None or sha256_of(self.folder / LANDLORD_FILE) != found.sha256:
            raise _changed(LANDLORD_FILE)
        self.landlord_code = page.only_code
        if not write:
            return
        for one in page.landlord:
            self.connection.execute(SQL["keep_landlord"], (one.code, Jsonb(one.model_dump(mode="json"))))
        with self.connection.cursor() as cursor:
            cursor.executemany(SQL["keep_officer"], [officer.model_dump() for officer in page.officer])
        self.inserted[LANDLORD_FILE] = len(page.landlord) + len(page.officer)

    def _file(self, file_format: FileFormat, summary: FileSummary) -> None:
        columns = self._stage(file_format, summary)
        if file_format in (RENT_ACCOUNTS, TRANSACTIONS):
            self._without_demonstration(file_format)
        if file_format is TRANSACTIONS:
            self._postings(columns)
        elif file_format is EVENTS:
            self._events(columns)
        else:
            self._upsert(file_format, columns)
            if summary.full:
                self._close(file_format)

    def _without_demonstration(self, file_format: FileFormat) -> None:
        """Accounts of this file that a demonstration moved stand again where the landlord left them."""
        moved = sql.SQL("SELECT DISTINCT account_ref FROM {} JOIN account_before_demonstration USING (account_ref)")
        found = [ref for (ref,) in self.connection.execute(moved.format(_staged(file_format)))]
        for query in ("put_back_balances", "take_away_demonstrations", "forget_demonstrations"):
            self.connection.execute(SQL[query], {"accounts": found})

    def _stage(self, file_format: FileFormat, summary: FileSummary) -> list[str]:
        """Copies the file into a staging table and gives the columns staged, without `extras` and `row`."""
        table = Table(
            self.folder / file_format.name,
            file_format,
            profile=self.report.profile,
            findings=Findings(),
            max_mb=summary.size // 1_000_000 + 1,
            tick=self._tick(summary),
        )
        rows = TypedRows(table, findings=Findings(), today=self.report.today)
        stream = iter(rows)
        first = next(stream, None)
        columns = [column.field for column in rows.columns] or [c.field for c in file_format.columns if c.required]
        fill = self.landlord_code if file_format is RENT_ACCOUNTS else None
        at = rows.place.get("landlord_code")
        if fill is not None and at is None:
            columns.append("landlord_code")
        self._staging(file_format, columns)
        target = sql.SQL("COPY {} ({}) FROM STDIN").format(_staged(file_format), _list([*columns, "extras", "row"]))
        with self.connection.cursor().copy(target) as copy:
            for row in _again(first, stream):
                if not row.good:
                    raise _changed(file_format.name)
                values = row.values
                if fill is not None and at is None:
                    values.append(fill)
                elif fill is not None and at is not None and values[at] is None:
                    values[at] = fill
                copy.write_row((*_stored(values, rows.columns), _json(row.extras), row.number))
        if table.broken or table.sha256 != summary.sha256:
            raise _changed(file_format.name)
        self.connection.execute(sql.SQL("ANALYZE {}").format(_staged(file_format)))
        return columns

    def _staging(self, file_format: FileFormat, columns: list[str]) -> None:
        # A temporary table is an unlogged one that nobody else sees and that goes with the transaction.
        staged, table = _staged(file_format), sql.Identifier(file_format.table)
        self.connection.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(staged))
        self.connection.execute(
            sql.SQL("CREATE TEMPORARY TABLE {} ON COMMIT DROP AS SELECT {}, 0 AS row FROM {} WITH NO DATA").format(
                staged, _list([*columns, "extras"]), table
            )
        )

    def _upsert(self, file_format: FileFormat, columns: list[str]) -> None:
        table, keys = sql.Identifier(file_format.table), _KEYS[file_format.table]
        own = [column for column in columns if column not in keys]
        accounts = file_format is RENT_ACCOUNTS
        batch = [sql.Identifier("loaded_by_batch")] if accounts else []
        sets: list[sql.Composable] = [sql.SQL("{0} = excluded.{0}").format(sql.Identifier(column)) for column in own]
        sets += [sql.SQL("{0} = excluded.{0}").format(name) for name in batch]
        sets.append(sql.SQL("extras = held.extras || excluded.extras"))
        sets.append(sql.SQL("closed_on = NULL"))
        if accounts:  # what the landlord says of the day of a typed balance or of a later one takes its place
            sets += [
                sql.SQL("{0} = CASE WHEN held.typed_as_at > excluded.balance_as_at THEN held.{0} END").format(
                    sql.Identifier(column)
                )
                for column in ("typed_arrears_pence", "typed_as_at")
            ]
        held = [sql.SQL("held.{}").format(sql.Identifier(column)) for column in own]
        given = [sql.SQL("excluded.{}").format(sql.Identifier(column)) for column in own]
        newer = sql.SQL("held.balance_as_at <= excluded.balance_as_at AND" if accounts else "")
        statement = sql.SQL(
            "INSERT INTO {table} AS held ({names}) SELECT {values} FROM {staged} ORDER BY row "
            "ON CONFLICT ({keys}) DO UPDATE SET {sets} WHERE {newer} "
            "({held}, held.extras, held.closed_on) IS DISTINCT FROM "
            "({given}, held.extras || excluded.extras, NULL) RETURNING xmax = 0"
        ).format(
            table=table,
            names=sql.SQL(", ").join([_list([*columns, "extras"]), *batch]),
            values=sql.SQL(", ").join(
                [_list([*columns, "extras"]), *([sql.Literal(self.batches[file_format.name])] if batch else [])]
            ),
            staged=_staged(file_format),
            keys=_list(list(keys)),
            sets=sql.SQL(", ").join(sets),
            newer=newer,
            held=sql.SQL(", ").join(held),
            given=sql.SQL(", ").join(given),
        )
        fresh = [bool(new) for (new,) in self.connection.execute(statement)]
        self._count(file_format, inserted=sum(fresh), updated=len(fresh) - sum(fresh))

    def _close(self, file_format: FileFormat) -> None:
        query = "close_accounts" if file_format is RENT_ACCOUNTS else "close_people"
        if file_format in (RENT_ACCOUNTS, TENANTS):
            self.closed[file_format.name] = self.connection.execute(SQL[query], {"today": self.today}).rowcount

    def _postings(self, columns: list[str]) -> None:
        money = {"charge_pence", "payment_pence"} - set(columns)
        for column in money:
            self.connection.execute(
                sql.SQL("ALTER TABLE {} ADD COLUMN {} bigint").format(_staged(TRANSACTIONS), sql.Identifier(column))
            )
        conflict = self.connection.execute(SQL["posting_conflict"]).fetchone()
        if conflict is not None:
            row, reference, account, held_account, held = conflict
            raise ImportRefused(
                f"transactions.csv, row {row}: {reference} on {account} was loaded in the meantime with "
                f"{pounds(held)} on {held_account}; a reference is expected once. Nothing was loaded."
            )
        names = _list([*columns, "extras"])
        done = self.connection.execute(
            sql.SQL(
                "INSERT INTO account_transaction ({names}) SELECT {names} FROM {staged} ORDER BY row "
                "ON CONFLICT (account_ref, transaction_ref) DO NOTHING"
            ).format(names=names, staged=_staged(TRANSACTIONS))
        )
        self._count(TRANSACTIONS, inserted=done.rowcount, updated=0)

    def _events(self, columns: list[str]) -> None:
        for column in ("recorded_at", "recorded_by", "source", "details"):
            if column not in columns:
                kind = {"recorded_at": "timestamptz", "details": "jsonb"}.get(column, "text")
                self.connection.execute(
                    sql.SQL("ALTER TABLE {} ADD COLUMN {} {}").format(
                        _staged(EVENTS), sql.Identifier(column), sql.SQL(kind)
                    )
                )
        done = self.connection.execute(SQL["keep_events"], {"batch": self.batches[EVENTS.name]})
        self._count(EVENTS, inserted=done.rowcount, updated=0)

    def _count(self, file_format: FileFormat, *, inserted: int, updated: int) -> None:
        summary = self.report.file(file_format.name)
        rows = summary.rows if summary else 0
        self.inserted[file_format.name] = inserted
        self.updated[file_format.name] = updated
        self.unchanged[file_format.name] = rows - inserted - updated

    def _tick(self, summary: FileSummary) -> Any:
        if self.progress is None:
            return None
        told = self.progress
        return lambda read: told(summary.name, read, summary.size)


def _stored(values: list[Any], columns: tuple[Column, ...]) -> Iterator[Any]:
    for value in values:
        yield _json(value) if value.__class__ is dict else value


def _json(value: dict[str, Any]) -> Jsonb | str:
    return Jsonb(value) if value else "{}"


def _again(first: Any, rest: Iterator[Any]) -> Iterator[Any]:
    if first is not None:
        yield first
    yield from rest


def _staged(file_format: FileFormat) -> sql.Identifier:
    return sql.Identifier(f"staged_{by_name(file_format.name).table}")


def _list(names: list[str]) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(name) for name in names)


def _changed(name: str) -> ImportRefused:
    return ImportRefused(f"{name} has changed since it was checked; check the folder again. Nothing was loaded.")
