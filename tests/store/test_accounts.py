"""Where an account stood on a day: rent apart from costs and other charges, statements, payments, rent periods."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import accounts
from store.accounts import AccountNotFound, PositionNotKnown
from store.db import Connection, StoreError
from store.imports import check, load
from tests.store.folders import ACCOUNT, PERSON, TODAY, folder

AS_AT = date(2026, 11, 21)


def posting(ref: str, on: str, kind: str, pence: int, **more: str) -> dict[str, str]:
    pounds = f"{abs(pence) // 100}.{abs(pence) % 100:02d}"
    return {
        "account_ref": "RA1",
        "transaction_ref": ref,
        "posted_on": on,
        "type": kind,
        "charge": pounds if pence >= 0 else "",
        "payment": "" if pence >= 0 else pounds,
        **more,
    }


def keep(
    conn: Connection,
    path: Path,
    rows: list[dict[str, str]],
    *,
    people: list[dict[str, str]] | None = None,
    **account: str,
) -> None:
    """Loads one account with these postings; its balance is their sum up to the day it is as at."""
    total = sum(
        int((row["charge"] or "0.00").replace(".", "")) - int((row["payment"] or "0.00").replace(".", ""))
        for row in rows
        if row["posted_on"] <= AS_AT.isoformat()
    )
    sign = "-" if total < 0 else ""
    balance = {"balance": f"{sign}{abs(total) // 100}.{abs(total) % 100:02d}"} if rows else {}
    folder(path, accounts=[{**ACCOUNT, **balance, **account}], people=people, postings=rows)
    report = check(path, today=TODAY, connection=conn)
    assert report.ok, [p.sentence for p in report.problems]
    load(conn, path, report=report, by="x", today=TODAY)


ROWS = [
    posting("O", "2026-10-05", "opening_balance", 20_000),
    posting("C1", "2026-10-12", "rent_charge", 10_000),
    posting("P1", "2026-10-14", "payment", -4_000),
    posting("C2", "2026-10-19", "rent_charge", 10_000),
    posting("H1", "2026-10-20", "housing_benefit", -2_500),
    posting("R1", "2026-10-22", "reversal", 4_000, reverses_ref="P1"),
    posting("R2", "2026-10-23", "reversal", -10_000, reverses_ref="C1"),
]


def test_an_account_that_is_not_there_is_said(conn: Connection) -> None:
    with pytest.raises(AccountNotFound, match="There is no account RA404"):
        accounts.get(conn, "RA404")
    with pytest.raises(AccountNotFound):
        accounts.position_as_at(conn, "RA404", TODAY)
    with pytest.raises(AccountNotFound):
        accounts.take_typed(conn, "RA404", 1, TODAY)


def test_the_running_balance_ends_at_the_landlords_own(conn: Connection, tmp_path: Path) -> None:
    keep(conn, tmp_path, ROWS)
    running = [row.running_pence for row in accounts.transactions(conn, "RA1")]
    assert running == [20_000, 30_000, 26_000, 36_000, 33_500, 37_500, 27_500]
    some = accounts.transactions(conn, "RA1", since=date(2026, 10, 14), until=date(2026, 10, 20))
    assert [row.transaction_ref for row in some] == ["P1", "C2"]


def test_a_statement_opens_and_closes(conn: Connection, tmp_path: Path) -> None:
    keep(conn, tmp_path, ROWS)
    page = accounts.statement(conn, "RA1", since=date(2026, 10, 14), until=date(2026, 10, 22))
    assert (page.opening_pence, page.closing_pence) == (30_000, 33_500)
    assert (page.charged_pence, page.paid_pence) == (10_000, 6_500)
    before = accounts.statement(conn, "RA1", since=date(2026, 1, 1), until=date(2026, 2, 1))
    assert (before.opening_pence, before.closing_pence, before.rows) == (0, 0, ())
    after = accounts.statement(conn, "RA1", since=date(2026, 11, 1), until=date(2026, 12, 1))
    assert (after.opening_pence, after.closing_pence) == (27_500, 27_500)


def test_payments_are_what_came_in_less_what_was_taken_back(conn: Connection, tmp_path: Path) -> None:
    keep(conn, tmp_path, ROWS)
    found = accounts.payments_between(conn, "RA1", date(2026, 10, 1), date(2026, 11, 1))
    assert [(p.transaction_ref, p.pence) for p in found] == [("P1", 4_000), ("H1", 2_500), ("R1", -4_000)]
    assert accounts.payments_between(conn, "RA1", date(2026, 10, 14), date(2026, 10, 14)) == []


def test_a_payment_counts_from_its_effective_day(conn: Connection, tmp_path: Path) -> None:
    rows = [*ROWS, posting("P2", "2026-11-02", "payment", -1_000, effective_on="2026-10-30")]
    keep(conn, tmp_path, rows)
    (late,) = accounts.payments_between(conn, "RA1", date(2026, 10, 30), date(2026, 10, 31))
    assert late.transaction_ref == "P2"
    assert accounts.position_as_at(conn, "RA1", date(2026, 10, 30)).b0_pence == 26_500
    assert accounts.position_as_at(conn, "RA1", date(2026, 10, 29)).b0_pence == 27_500


@pytest.mark.parametrize(
    ("day", "b0", "source"),
    [
        (date(2026, 10, 5), 20_000, "transactions"),
        (date(2026, 10, 13), 30_000, "transactions"),
        (date(2026, 10, 14), 26_000, "transactions"),
        (date(2026, 11, 20), 27_500, "transactions"),
        (AS_AT, 27_500, "balance"),
        (date(2027, 1, 1), 27_500, "balance"),
    ],
)
def test_where_it_stood_on_a_day(conn: Connection, tmp_path: Path, day: date, b0: int, source: str) -> None:
    keep(conn, tmp_path, ROWS)
    stood = accounts.position_as_at(conn, "RA1", day)
    assert (stood.b0_pence, stood.b1_pence, stood.source) == (b0, b0, source)
    assert stood.as_at == min(day, AS_AT)


def test_a_day_before_the_first_posting_is_not_guessed(conn: Connection, tmp_path: Path) -> None:
    keep(conn, tmp_path, ROWS)
    with pytest.raises(PositionNotKnown, match="2026-10-04"):
        accounts.position_as_at(conn, "RA1", date(2026, 10, 4))


def test_without_postings_only_the_landlords_own_day_is_known(conn: Connection, tmp_path: Path) -> None:
    keep(conn, tmp_path, [])
    assert accounts.position_as_at(conn, "RA1", TODAY).b1_pence == 15_000
    with pytest.raises(PositionNotKnown, match="nowhere"):
        accounts.position_as_at(conn, "RA1", date(2026, 11, 20))


def test_rent_arrears_leave_out_court_costs_and_earlier_debt(conn: Connection, tmp_path: Path) -> None:
    keep(conn, tmp_path, [], balance="1050.00", court_costs_on_account="148.00", prior_account_debt="100.00")
    stood = accounts.position_as_at(conn, "RA1", TODAY)
    assert (stood.b0_pence, stood.b1_pence) == (105_000, 80_200)
    assert (stood.court_costs_pence, stood.prior_debt_pence, stood.other_pence) == (14_800, 10_000, 0)


def test_court_costs_posted_and_not_stated_are_left_out_too(conn: Connection, tmp_path: Path) -> None:
    keep(conn, tmp_path, [*ROWS, posting("F", "2026-11-02", "court_cost", 40_400)])
    assert accounts.position_as_at(conn, "RA1", TODAY).b1_pence == 27_500
    before = accounts.position_as_at(conn, "RA1", date(2026, 11, 1))
    assert (before.b0_pence, before.b1_pence, before.court_costs_pence) == (27_500, 27_500, 0)


def test_of_unpaid_charges_the_newest_are_unpaid_and_other_charges_are_no_rent(
    conn: Connection, tmp_path: Path
) -> None:
    rows = []
    for week in range(10):
        on = (date(2026, 9, 14) + timedelta(weeks=week)).isoformat()
        rows += [posting(f"C{week}", on, "rent_charge", 9_000), posting(f"W{week}", on, "other_charge", 1_000)]
    rows.append(posting("P", "2026-11-17", "payment", -75_500))
    keep(conn, tmp_path, rows, other_charge="10.00")
    stood = accounts.position_as_at(conn, "RA1", TODAY)
    # 245.00 unpaid: the last two weeks whole (180 rent, 20 water), then 10 water and 35 rent of the week before.
    assert (stood.b0_pence, stood.other_pence, stood.b1_pence) == (24_500, 3_000, 21_500)
    assert stood.split == "transactions"


def test_without_postings_other_charges_are_taken_out_in_proportion_and_rounded_up(
    conn: Connection, tmp_path: Path
) -> None:
    keep(conn, tmp_path, [], rent_charge="90.00", other_charge="10.00", balance="100.01")
    stood = accounts.position_as_at(conn, "RA1", TODAY)
    assert (stood.other_pence, stood.b1_pence, stood.split) == (1_001, 9_000, "charges")


def test_a_charge_not_yet_due_is_not_owed(conn: Connection, tmp_path: Path) -> None:
    rows = [*ROWS, posting("C9", "2026-11-20", "rent_charge", 10_000, effective_on="2026-11-23")]
    keep(conn, tmp_path, rows)
    assert accounts.get(conn, "RA1").balance_pence == 37_500
    assert accounts.position_as_at(conn, "RA1", TODAY).b0_pence == 27_500


def test_a_balance_is_stale_after_three_days(conn: Connection, tmp_path: Path) -> None:
    keep(conn, tmp_path, [])
    account, stood = accounts.get(conn, "RA1"), accounts.position_as_at(conn, "RA1", TODAY)
    for thing in (account, stood):
        assert not thing.is_stale(AS_AT + timedelta(days=3))
        assert thing.is_stale(AS_AT + timedelta(days=4))


def test_a_typed_balance_of_an_earlier_day_is_left_aside(conn: Connection, tmp_path: Path) -> None:
    keep(conn, tmp_path, [])
    assert accounts.take_typed(conn, "RA1", 1, date(2026, 11, 20)).typed_as_at is None
    accounts.take_typed(conn, "RA1", 16_000, date(2026, 11, 24))
    newest = accounts.take_typed(conn, "RA1", 17_000, date(2026, 11, 23))
    assert (newest.typed_arrears_pence, newest.newest_as_at) == (16_000, date(2026, 11, 24))
    assert (newest.balance_pence, newest.balance_as_at) == (15_000, AS_AT)
    assert not newest.is_stale(date(2026, 11, 27)) and newest.is_stale(date(2026, 11, 28))


def test_a_typed_balance_moves_no_line_and_no_earlier_day(conn: Connection, tmp_path: Path) -> None:
    keep(conn, tmp_path, ROWS, court_costs_on_account="50.00")
    running = [row.running_pence for row in accounts.transactions(conn, "RA1")]
    page = accounts.statement(conn, "RA1", since=date(2026, 10, 14), until=date(2026, 10, 22))
    earlier = accounts.position_as_at(conn, "RA1", date(2026, 10, 19))
    accounts.take_typed(conn, "RA1", 33_000, date(2026, 11, 25))
    assert [row.running_pence for row in accounts.transactions(conn, "RA1")] == running
    assert accounts.statement(conn, "RA1", since=date(2026, 10, 14), until=date(2026, 10, 22)) == page
    assert accounts.position_as_at(conn, "RA1", date(2026, 10, 19)) == earlier
    before, on = (accounts.position_as_at(conn, "RA1", date(2026, 11, day)) for day in (24, 25))
    assert (before.b1_pence, before.as_at, before.source) == (22_500, AS_AT, "balance")
    assert (on.b0_pence, on.b1_pence, on.as_at, on.source) == (38_000, 33_000, date(2026, 11, 25), "typed")


def test_the_next_delivery_takes_the_place_of_what_was_typed(conn: Connection, tmp_path: Path) -> None:
    keep(conn, tmp_path / "1", ROWS)
    accounts.take_typed(conn, "RA1", 38_000, date(2026, 11, 25))

    def deliver(name: str, day: str, rows: list[dict[str, str]], balance: str) -> None:
        account = {**ACCOUNT, "balance": balance, "balance_as_at": day}
        folder(tmp_path / name, accounts=[account], postings=rows)
        report = check(tmp_path / name, today=date(2026, 11, 27), connection=conn)
        assert report.ok, [p.sentence for p in report.problems]
        load(conn, tmp_path / name, report=report, by="x", today=date(2026, 11, 27))

    deliver("2", "2026-11-23", [*ROWS, posting("C3", "2026-11-23", "rent_charge", 10_000)], "375.00")
    behind = accounts.get(conn, "RA1")  # older than what was typed: it is loaded, and what was typed stands after it
    assert (behind.balance_pence, behind.typed_arrears_pence) == (37_500, 38_000)
    assert accounts.own_position(conn, "RA1", TODAY + timedelta(days=4)).b1_pence == 37_500
    assert accounts.position_as_at(conn, "RA1", TODAY + timedelta(days=4)).b1_pence == 38_000
    rows = [posting("C3", "2026-11-23", "rent_charge", 10_000), posting("F3", "2026-11-24", "adjustment", 500)]
    deliver("3", "2026-11-25", [*ROWS, *rows], "380.00")
    now = accounts.get(conn, "RA1")
    assert (now.balance_pence, now.typed_arrears_pence, now.typed_as_at) == (38_000, None, None)
    assert accounts.transactions(conn, "RA1")[-1].running_pence == 38_000


def test_postings_that_all_come_after_the_balance_run_on_from_it(conn: Connection, tmp_path: Path) -> None:
    rows = [posting("C1", "2026-11-22", "rent_charge", 10_000)]
    keep(conn, tmp_path, rows, balance="0.00")
    assert [row.running_pence for row in accounts.transactions(conn, "RA1")] == [10_000]
    assert accounts.position_as_at(conn, "RA1", TODAY).b1_pence == 0


def test_the_lead_tenant_comes_first_and_only_tenants_owe(conn: Connection, tmp_path: Path) -> None:
    everyone = [
        {**PERSON, "person_ref": "A", "role": "guarantor", "is_lead": "true"},
        {**PERSON, "person_ref": "B", "role": "joint", "is_lead": "false"},
        {**PERSON, "person_ref": "C", "role": "joint", "is_lead": "true"},
        {**PERSON, "person_ref": "D", "role": "tenant", "is_lead": "false"},
        {**PERSON, "person_ref": "E", "role": "occupier", "is_lead": "false"},
    ]
    rows = [*everyone[:1], *everyone[1:]]
    report_free = [{**row, "is_lead": row["is_lead"] if row["person_ref"] != "A" else "false"} for row in rows]
    keep(conn, tmp_path, [], people=report_free)
    assert accounts.tenant_refs(conn, "T1") == ("C", "D", "B")
    assert [p.person_ref for p in accounts.people(conn, "T1")] == ["C", "D", "B", "E", "A"]


@pytest.mark.parametrize(
    ("code", "every", "weeks", "free", "yearly"),
    [
        (1, "weekly", 52, 0, 520_000),
        (2, "fortnightly", 52, 0, 260_000),
        (3, "four_weekly", 52, 0, 130_000),
        (4, "monthly", None, 0, 120_000),
        (5, "weekly", 50, 2, 500_000),
        (7, "weekly", 48, 4, 480_000),
        (9, "weekly", 46, 6, 460_000),
        (10, "weekly", 53, 0, 530_000),
        (11, "weekly", 51, 1, 510_000),
    ],
)
def test_rent_periods_as_core_numbers_them(code: int, every: str, weeks: int | None, free: int, yearly: int) -> None:
    period = accounts.rent_period(code)
    assert (period.every, period.weeks_a_year, period.rent_free_weeks) == (every, weeks, free)
    assert period.yearly(10_000) == yearly


def test_another_rent_period_is_refused() -> None:
    with pytest.raises(StoreError, match="12 is not a rent period code"):
        accounts.rent_period(12)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    amounts=st.lists(
        st.tuples(
            st.integers(0, 60), st.sampled_from(["rent_charge", "other_charge", "payment"]), st.integers(1, 9_999)
        ),
        min_size=1,
        max_size=12,
    ),
    day=st.integers(0, 70),
)
def test_rent_and_the_rest_always_add_up(
    conn: Connection, tmp_path: Path, amounts: list[tuple[int, str, int]], day: int
) -> None:
    conn.rollback()
    start = date(2026, 9, 20)
    rows = [
        posting(f"X{n}", (start + timedelta(days=on)).isoformat(), kind, -pence if kind == "payment" else pence)
        for n, (on, kind, pence) in enumerate(sorted(amounts))
    ]
    keep(conn, tmp_path, rows)
    asked = start + timedelta(days=day)
    try:
        stood = accounts.position_as_at(conn, "RA1", asked)
    except PositionNotKnown:
        assert asked < start + timedelta(days=min(on for on, _, _ in amounts))
        return
    owed = sum(
        -pence if kind == "payment" else pence for on, kind, pence in amounts if start + timedelta(days=on) <= asked
    )
    assert stood.b0_pence == owed
    assert stood.b1_pence + stood.other_pence == owed
    assert 0 <= stood.other_pence <= max(owed, 0)
