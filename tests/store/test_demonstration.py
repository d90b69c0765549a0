"""An account that moves with a demonstration's clock: by its own rent, marked as nobody's, and gone with the next files."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from store import accounts, demonstration
from store.db import Connection
from store.imports import check, load
from tests.store.folders import ACCOUNT, TODAY, folder
from tests.store.test_accounts import AS_AT, ROWS, keep, posting

FREE_YEAR = [
    posting("O", "2025-11-03", "opening_balance", 5_000),
    *(
        posting(f"W{n}", day.isoformat(), "rent_charge", 10_000)
        for n in range(54)
        # the two weeks of Christmas are free of rent
        if (day := date(2025, 11, 10) + timedelta(weeks=n)) not in (date(2025, 12, 22), date(2025, 12, 29))
    ),
]


def due(conn: Connection, until: date) -> list[str]:
    moved = demonstration.move(conn, "RA1", until)
    assert moved is not None
    return [day.isoformat() for day in moved.rent_days]


def test_rent_falls_due_and_the_balance_goes_with_it(conn: Connection, tmp_path: Path) -> None:
    keep(conn, tmp_path, ROWS, service_charge="5.00")
    moved = demonstration.move(conn, "RA1", date(2026, 12, 8), paid_pence=4_000)
    assert moved is not None
    assert [d.isoformat() for d in moved.rent_days] == ["2026-11-23", "2026-11-30", "2026-12-07"]
    assert (moved.charged_pence, moved.paid_pence, moved.balance_pence) == (31_500, 12_000, 27_500 + 19_500)
    account = accounts.get(conn, "RA1")
    assert (account.balance_pence, account.balance_as_at) == (47_000, date(2026, 12, 8))
    rows = accounts.transactions(conn, "RA1", since=AS_AT)
    assert {row.demonstration for row in rows} == {True}
    assert not any(row.demonstration for row in accounts.transactions(conn, "RA1", until=AS_AT))
    assert [row.running_pence for row in rows][-1] == 47_000
    assert accounts.position_as_at(conn, "RA1", date(2026, 12, 1)).b0_pence == 27_500 + 2 * 6_500
    assert demonstration.move(conn, "RA1", date(2026, 12, 8)) is None


def test_no_rent_after_the_end_of_the_tenancy(conn: Connection, tmp_path: Path) -> None:
    keep(conn, tmp_path, ROWS)
    moved = demonstration.move(conn, "RA1", date(2026, 12, 8), paid_pence=500, ended_on=date(2026, 11, 30))
    assert moved is not None and (moved.charged_pence, moved.paid_pence) == (10_000, 1_500)


@pytest.mark.parametrize(
    ("account", "until", "expected"),
    [
        ({"rent_due_on": "Thursday"}, "2026-12-04", ["2026-11-26", "2026-12-03"]),
        ({"rent_period_code": "2"}, "2026-12-20", ["2026-11-30", "2026-12-14"]),
        ({"rent_period_code": "3"}, "2027-01-12", ["2026-12-14", "2027-01-11"]),
        ({"rent_period_code": "4", "rent_due_on": "31"}, "2027-01-31", ["2026-11-30", "2026-12-31", "2027-01-31"]),
        ({"rent_period_code": "4", "rent_due_on": ""}, "2026-12-30", ["2026-12-19"]),
    ],
)
def test_every_period_keeps_its_day(
    conn: Connection, tmp_path: Path, account: dict[str, str], until: str, expected: list[str]
) -> None:
    last = [posting("O", "2026-10-19", "opening_balance", 20_000), posting("C", "2026-11-16", "rent_charge", 10_000)]
    if account["rent_period_code" if "rent_period_code" in account else "rent_due_on"] == "4":
        last[-1] = posting("C", "2026-11-19", "rent_charge", 10_000)
    keep(conn, tmp_path, last, people=None, **account)
    assert due(conn, date.fromisoformat(until)) == expected


def test_the_weeks_that_were_free_of_rent_a_year_before_are_free_again(conn: Connection, tmp_path: Path) -> None:
    keep(conn, tmp_path, FREE_YEAR, rent_period_code="5")
    found = due(conn, date(2027, 1, 10))
    assert found == ["2026-11-23", "2026-11-30", "2026-12-07", "2026-12-14", "2027-01-04"]


def test_weeks_that_the_account_does_not_know_to_be_free_are_charged(conn: Connection, tmp_path: Path) -> None:
    keep(conn, tmp_path, ROWS, rent_period_code="5")
    assert len(due(conn, date(2027, 1, 10))) == 7


def test_what_the_landlord_delivered_ahead_of_its_balance_is_in_it_once(conn: Connection, tmp_path: Path) -> None:
    keep(conn, tmp_path, [*ROWS, posting("P9", "2026-11-22", "payment", -2_500)])
    moved = demonstration.move(conn, "RA1", date(2026, 12, 1))
    assert moved is not None
    assert (moved.charged_pence, moved.paid_pence, moved.balance_pence) == (20_000, 0, 45_000)
    assert accounts.transactions(conn, "RA1")[-1].running_pence == 45_000


def test_a_typed_balance_gives_way_and_comes_back_with_the_landlords_files(conn: Connection, tmp_path: Path) -> None:
    keep(conn, tmp_path / "first", ROWS)
    accounts.take_typed(conn, "RA1", 33_300, date(2026, 11, 24))
    moved = demonstration.move(conn, "RA1", date(2026, 12, 1))
    assert moved is not None and (moved.typed_as_at, moved.arrears_pence) == (date(2026, 11, 24), 47_500)
    assert accounts.position_as_at(conn, "RA1", date(2026, 12, 1)).source == "balance"
    keep(conn, tmp_path / "second", ROWS, team="North")
    assert accounts.position_as_at(conn, "RA1", date(2026, 12, 1)).b1_pence == 33_300


def test_the_next_files_take_the_place_of_what_a_demonstration_posted(conn: Connection, tmp_path: Path) -> None:
    keep(conn, tmp_path / "first", ROWS)
    demonstration.move(conn, "RA1", date(2027, 1, 31), paid_pence=100)
    demonstration.move(conn, "RA1", date(2027, 2, 28))
    newer = [*ROWS, posting("N1", "2026-11-23", "rent_charge", 10_000), posting("N2", "2026-11-24", "payment", -2_500)]
    account = {**ACCOUNT, "balance": "350.00", "balance_as_at": "2026-11-24"}
    folder(tmp_path / "second", accounts=[account], postings=newer)
    today = TODAY + timedelta(days=3)
    report = check(tmp_path / "second", today=today, connection=conn)
    assert report.ok and not [p for p in report.problems if p.code == "older_balance"], report.problems
    load(conn, tmp_path / "second", report=report, by="x", today=today)
    held = accounts.get(conn, "RA1")
    assert (held.balance_pence, held.balance_as_at) == (35_000, date(2026, 11, 24))
    assert [row.transaction_ref for row in accounts.transactions(conn, "RA1")] == [r["transaction_ref"] for r in newer]
    # and the next demonstration goes on from there
    assert due(conn, date(2026, 12, 1)) == ["2026-11-30"]


def test_new_postings_alone_take_it_away_as_well(conn: Connection, tmp_path: Path) -> None:
    keep(conn, tmp_path / "first", ROWS)
    demonstration.move(conn, "RA1", date(2026, 12, 31))
    folder(
        tmp_path / "second",
        accounts=[{**ACCOUNT, "balance": "275.00"}],
        postings=[*ROWS, posting("N1", "2026-11-22", "payment", -100)],
    )
    report = check(tmp_path / "second", today=TODAY, connection=conn)
    assert report.ok, [p.sentence for p in report.problems]
    load(conn, tmp_path / "second", report=report, by="x", today=TODAY)
    assert not any(row.demonstration for row in accounts.transactions(conn, "RA1"))
    assert accounts.get(conn, "RA1").balance_as_at == AS_AT
