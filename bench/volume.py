"""Measures of many rows: an import beside the raw COPY, the weekly review of many accounts beside the bare join."""

from __future__ import annotations

import csv
import io
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from psycopg.types.json import Jsonb

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


STAGES = ["early_action", "notice", "protocol", "claim", "order", "warrant", "eviction", "former_tenant"]


def fill_board(conn: Connection, cases: int, *, state: dict[str, Any], today: date) -> None:
    """Open cases `BB1-1` and on, with accounts, tenants, postings and dates, written straight into the tables.

    state: what every case carries, as large as that of a real one.
    """
    asked = {"cases": cases, "today": today, "state": Jsonb(state), "stages": STAGES}
    with conn.transaction():
        # No trigger and no foreign key is asked for a million rows that are right.
        conn.execute("SET LOCAL session_replication_role = replica")
        for statement in _BOARD:
            conn.execute(statement, asked)
    conn.execute("VACUUM ANALYZE rent_account, person, account_transaction, board, board_deadline")


_BOARD = (
    """INSERT INTO rent_account (account_ref, tenancy_ref, property_ref, landlord_code, jurisdiction, tenancy_type, tenancy_start,
        address_1, town, postcode, rent_period_code, rent_pence, balance_pence, balance_as_at, account_status, team, patch)
    SELECT 'BB' || n, 'TBB' || n, 'UBB' || n, 'HAR', 'england', 'secure', '2019-04-01', n %% 997 || ' Longwater Row',
        'Exbridge', 'EX' || n %% 40 || ' ' || n %% 9 || 'AB', 1, 11250, 20000 + n %% 300000, %(today)s, 'current',
        'Team ' || n %% 6, 'P' || n %% 60
    FROM generate_series(1, %(cases)s) AS n""",
    """INSERT INTO person (tenancy_ref, person_ref, role, forename, surname, is_lead)
    SELECT 'TBB' || n, 'P1', 'tenant', 'Forename' || n %% 800, 'Surname' || n %% 9000, true
    FROM generate_series(1, %(cases)s) AS n""",
    """INSERT INTO account_transaction (account_ref, transaction_ref, posted_on, type, charge_pence, payment_pence)
    SELECT 'BB' || n, 'w' || week, %(today)s::date - 7 * week, CASE week %% 2 WHEN 0 THEN 'rent_charge' ELSE 'payment' END,
        CASE week %% 2 WHEN 0 THEN 11250 END, CASE week %% 2 WHEN 1 THEN 10000 END
    FROM generate_series(1, %(cases)s) AS n, generate_series(1, 2) AS week""",
    """INSERT INTO board (case_ref, account_ref, episode, workflow_id, version, seq, stage, position, position_label,
        nation, tenure, team, patch, owner, waiting_on, arrears_pence, arrears_as_at, opened_on, next_on, next_kind,
        next_label, holds, irregular, state, as_of, task_on, hearing_at, eviction_at, claim_number, restricted_to)
    SELECT 'BB' || n || '-1', 'BB' || n, 1, 'arrears/BB' || n || '/1', 1, 1,
        (%(stages)s::text[])[1 + n * 7 / 5 %% 8], 'here', 'Notice running', 'england',
        CASE n %% 5 WHEN 0 THEN 'introductory' ELSE 'secure' END, 'Team ' || n %% 6, 'P' || n %% 60,
        'officer' || n %% 120 || '@harbour.example', (ARRAY['us', 'tenant', 'court', 'us', 'approver'])[1 + n %% 5],
        20000 + n %% 300000, %(today)s, %(today)s::date - 90, %(today)s::date + n %% 200, 'review', 'Review the case',
        CASE n %% 33 WHEN 0 THEN ARRAY['balance_disputed'] ELSE '{}' END, 0, %(state)s, now(),
        CASE WHEN n %% 5 <> 1 THEN %(today)s::date - 20 + n * 13 %% 170 END,
        CASE WHEN n %% 25 = 0 THEN (%(today)s::date + n / 25 %% 60)::timestamptz + interval '10 hours' END,
        CASE WHEN n %% 400 = 0 THEN (%(today)s::date + n / 400 %% 60)::timestamptz + interval '11 hours' END,
        CASE WHEN n %% 3 = 0 THEN 'M' || lpad(n::text, 8, '0') END, CASE WHEN n %% 1000 = 0 THEN '{}'::text[] END
    FROM generate_series(1, %(cases)s) AS n""",
    """INSERT INTO board_deadline (case_ref, kind, label, act_on, statutory_on, because, confidence, owner, waiting_on)
    SELECT case_ref, 'task', 'Ring the tenant about the arrears', task_on, task_on, 'A rule says so.', 'confirmed', owner, 'us'
    FROM board WHERE case_ref LIKE 'BB%%' AND task_on IS NOT NULL
    UNION ALL SELECT case_ref, 'review', 'Review the case', next_on, NULL, 'A rule says so.', 'confirmed', owner, 'court'
    FROM board WHERE case_ref LIKE 'BB%%'""",
)
