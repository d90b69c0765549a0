"""Measures of many rows: an import beside the raw COPY, the weekly review of many accounts beside the bare join."""

from __future__ import annotations

import csv
import io
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bench.figures import Measure, beside, seconds
from law.dates import london_day
from store import facts
from store.db import Connection
from store.imports import check
from store.imports.load import load as load_folder

RENTS = (
    "account_ref tenancy_ref property_ref jurisdiction tenancy_type tenancy_start address_1 postcode "
    "rent_period_code rent_charge balance balance_as_at account_status"
)
_KEY = {
    "case_watch": "case_ref",
    "board": "case_ref",
    "account_transaction": "account_ref",
    "rent_account": "account_ref",
}


async def import_rows(conn: Connection, *, accounts: int = 4000, weeks: int = 12) -> list[Measure]:
    today = london_day(datetime.now(UTC))
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        rows = _landlords_files(folder, accounts=accounts, weeks=weeks, today=today)

        def ours() -> None:
            with conn.transaction(force_rollback=True):
                report = check(folder, today=today, connection=conn)
                assert report.ok, report
                load_folder(conn, folder, report=report, by="bench", today=today)

        def copy() -> None:
            with conn.transaction(force_rollback=True):
                for name in ("rent_accounts", "tenants", "transactions"):
                    text = (folder / f"{name}.csv").read_text(encoding="utf-8")
                    columns = ", ".join(f'"{c}" text' for c in next(csv.reader(io.StringIO(text))))
                    conn.execute(f"CREATE TEMP TABLE raw_{name} ({columns})")
                    with (
                        conn.cursor() as cursor,
                        cursor.copy(f"COPY raw_{name} FROM STDIN WITH (FORMAT csv, HEADER true)") as into,
                    ):
                        into.write(text)

        return [
            beside(
                "import_rows",
                rows / seconds(ours, runs=3),
                "rows/s",
                rows / seconds(copy, runs=3),
                more_is_better=True,
            )
        ]


async def weekly_review(conn: Connection, *, accounts: int = 100_000, crossing: int = 500) -> list[Measure]:
    _fill_watch(conn, accounts, crossing)

    def ours() -> None:
        with conn.transaction(force_rollback=True):
            assert facts.crossings(conn) == crossing

    def join() -> None:
        row = conn.execute(
            "SELECT count(*) FROM case_watch JOIN board USING (case_ref) JOIN rent_account USING (account_ref) "
            "WHERE board.closed_on IS NULL AND (balance_pence < wake_below_pence OR balance_pence > wake_above_pence)"
        ).fetchone()
        assert row is not None and row[0] == crossing

    join()  # both read tables that are warm
    made = [beside("weekly_review", seconds(ours) * 1000, f"ms for {accounts:,} accounts", seconds(join) * 1000)]
    for table in ("case_watch", "board", "account_transaction", "rent_account"):
        conn.execute(f"DELETE FROM {table} WHERE {_KEY[table]} LIKE 'WR%'")
    return made


def _landlords_files(folder: Path, *, accounts: int, weeks: int, today: date) -> int:
    """A landlord's folder in the import format; how many rows it has."""
    as_at = today - timedelta(days=1)
    monday = as_at - timedelta(days=as_at.weekday(), weeks=weeks)
    with (
        (folder / "rent_accounts.csv").open("w", newline="", encoding="utf-8") as first,
        (folder / "tenants.csv").open("w", newline="", encoding="utf-8") as second,
        (folder / "transactions.csv").open("w", newline="", encoding="utf-8") as third,
    ):
        rents, people, postings = csv.writer(first), csv.writer(second), csv.writer(third)
        rents.writerow([*RENTS.split()])
        people.writerow(["tenancy_ref", "person_ref", "role", "forename", "surname"])
        postings.writerow(["account_ref", "transaction_ref", "posted_on", "type", "charge", "payment"])
        for n in range(accounts):
            ref, owed = f"IM{n:06d}", f"{100 * weeks}.00"
            fixed = ["england", "secure", "2019-04-01", f"{n} Long Row", "EX1 3CC", 1, "100.00"]
            rents.writerow([ref, f"T{ref}", f"U{ref}", *fixed, owed, as_at.isoformat(), "current"])
            people.writerow([f"T{ref}", "P1", "tenant", "Ada", f"O'Neil-{n}"])
            for week in range(weeks):
                day = (monday + timedelta(weeks=week)).isoformat()
                postings.writerow([ref, f"{ref}-{week}", day, "rent_charge", "100.00", ""])
    return accounts * (2 + weeks)


def _fill_watch(conn: Connection, accounts: int, crossing: int) -> None:
    """Open cases with limits, of which so many are crossed; written straight into the tables for the sake of their number."""
    today = london_day(datetime.now(UTC))
    with conn.transaction():
        conn.execute(
            "INSERT INTO rent_account (account_ref, tenancy_ref, property_ref, jurisdiction, tenancy_type, tenancy_start, "
            "address_1, postcode, rent_period_code, rent_pence, balance_pence, balance_as_at, account_status) "
            "SELECT 'WR' || n, 'TWR' || n, 'U' || n, 'england', 'secure', '2019-04-01', 'Long Row', 'EX1 3CC', 1, 10000, "
            "CASE WHEN n <= %s THEN 0 ELSE 50000 END, %s, 'current' FROM generate_series(1, %s) AS n",
            [crossing, today, accounts],
        )
        conn.execute(
            "INSERT INTO board (case_ref, account_ref, episode, workflow_id, version, seq, stage, position, position_label, "
            "nation, tenure, opened_on, state, as_of) SELECT 'WR' || n || '-1', 'WR' || n, 1, 'arrears/WR' || n || '/1', 1, 1, "
            "'notice', 'notice_running', 'Notice running', 'england', 'secure', %s, '{}', now() FROM generate_series(1, %s) AS n",
            [today, accounts],
        )
        conn.execute(
            "INSERT INTO case_watch (case_ref, wake_below_pence) SELECT 'WR' || n || '-1', 1 FROM generate_series(1, %s) AS n",
            [accounts],
        )
    conn.execute("ANALYZE rent_account, board, case_watch")
