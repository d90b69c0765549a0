"""Loading: all or nothing, the same files twice, newer balances, postings only ever added, closings, histories."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from store import accounts, landlords
from store.db import Connection
from store.imports import (
    ImportRefused,
    LoadResult,
    Profile,
    Waiver,
    accounts_with_history,
    check,
    history_of,
    load,
)
from tests.store.folders import ACCOUNT, EVENT, LANDLORD, PERSON, POSTINGS, TODAY, folder, found, manifest, write_csv

TABLES = ("import_batch", "landlord", "officer", "rent_account", "person", "account_transaction", "import_event")


def count(conn: Connection) -> dict[str, int]:
    found: dict[str, int] = {}
    for table in TABLES:
        row = conn.execute(f"SELECT count(*) FROM {table}".encode()).fetchone()
        assert row is not None
        found[table] = row[0]
    return found


def take(conn: Connection, path: Path, **settings: Any) -> LoadResult:
    report = check(path, today=TODAY, connection=conn, **settings)
    assert report.ok, [p.sentence for p in report.problems]
    return load(conn, path, report=report, by="officer@example.org", today=TODAY)


def test_a_sound_folder_is_loaded_whole(conn: Connection, tmp_path: Path) -> None:
    path = folder(tmp_path, events=[EVENT], landlord=LANDLORD)
    result = take(conn, path)
    assert count(conn) == {
        "import_batch": 5,
        "landlord": 1,
        "officer": 2,
        "rent_account": 1,
        "person": 1,
        "account_transaction": 3,
        "import_event": 1,
    }
    assert result.inserted == {
        "landlord.toml": 3,
        "rent_accounts.csv": 1,
        "tenants.csv": 1,
        "transactions.csv": 3,
        "events.csv": 1,
    }
    account = accounts.get(conn, "RA1")
    assert account.balance_pence == 15_000 and account.balance_as_at == date(2026, 11, 21)
    assert account.landlord_code == "TVH" and account.rent_due_on == "monday"
    assert account.social_housing is True and account.service_pence == 0 and account.rent_in_advance is None
    assert account.loaded_by_batch == result.batches["rent_accounts.csv"]
    assert landlords.landlord(conn, None).name == "Tern Valley Homes"
    assert [o.email for o in landlords.officers(conn)] == ["leader@example.org", "officer@example.org"]
    (event,) = history_of(conn, "RA1")
    assert (event.event, event.details) == ("contact_made", {"tenant": "P1", "channel": "phone"})
    assert accounts_with_history(conn) == ["RA1"]


def test_the_same_files_again_change_nothing(conn: Connection, tmp_path: Path) -> None:
    path = folder(tmp_path, events=[EVENT], landlord=LANDLORD)
    take(conn, path)
    before = count(conn)
    again = take(conn, path)
    assert again.no_op and len(again.skipped) == 5 and again.batches == {}
    assert count(conn) == before


@pytest.mark.parametrize("fault", ["rent_accounts.csv", "tenants.csv", "transactions.csv", "events.csv"])
def test_one_fault_anywhere_loads_not_one_row(conn: Connection, tmp_path: Path, fault: str) -> None:
    path = folder(tmp_path, events=[EVENT], landlord=LANDLORD)
    with open(path / fault, "a", encoding="utf-8") as stream:
        stream.write('"never closed\n')
    report = check(path, today=TODAY, connection=conn)
    assert not report.ok
    with pytest.raises(ImportRefused, match="nothing was loaded") as refused:
        load(conn, path, report=report, by="x", today=TODAY)
    assert refused.value.report is report
    assert set(count(conn).values()) == {0}


def test_a_file_changed_after_the_check_loads_not_one_row(conn: Connection, tmp_path: Path) -> None:
    path = folder(tmp_path, events=[EVENT])
    report = check(path, today=TODAY, connection=conn)
    write_csv(path / "events.csv", [EVENT, EVENT])
    with pytest.raises(ImportRefused, match=r"events\.csv has changed"):
        load(conn, path, report=report, by="x", today=TODAY)
    assert set(count(conn).values()) == {0}


def test_a_newer_balance_updates_the_account_and_adds_postings(conn: Connection, tmp_path: Path) -> None:
    take(conn, folder(tmp_path / "a"))
    more = {**POSTINGS[2], "transaction_ref": "X4", "posted_on": "2026-11-22", "balance_after": "250.00"}
    newer = {**ACCOUNT, "balance": "250.00", "balance_as_at": "2026-11-22"}
    result = take(conn, folder(tmp_path / "b", accounts=[newer], postings=[POSTINGS[2], more]))
    assert accounts.get(conn, "RA1").balance_pence == 25_000
    assert result.inserted["transactions.csv"] == 1 and result.unchanged["transactions.csv"] == 1
    assert result.updated["rent_accounts.csv"] == 1 and result.skipped == ("tenants.csv",)
    assert [t.running_pence for t in accounts.transactions(conn, "RA1")] == [10_000, 5_000, 15_000, 25_000]


def test_only_the_new_postings_may_be_delivered_and_still_add_up(conn: Connection, tmp_path: Path) -> None:
    take(conn, folder(tmp_path / "a"))
    more = {**POSTINGS[2], "transaction_ref": "X4", "posted_on": "2026-11-22", "balance_after": "250.00"}
    newer = {**ACCOUNT, "balance": "250.00", "balance_as_at": "2026-11-22"}
    path = folder(tmp_path / "b", accounts=[newer], postings=[more])
    assert not check(path, today=TODAY).ok  # without the memory the sum is short
    assert check(path, today=TODAY, connection=conn).problems == ()
    wrong = folder(tmp_path / "c", accounts=[newer], postings=[{**more, "balance_after": "251.00"}])
    assert found(check(wrong, today=TODAY, connection=conn), "balance_after")[0].row == 2


def test_an_older_balance_is_left_aside(conn: Connection, tmp_path: Path) -> None:
    take(conn, folder(tmp_path / "a"))
    older = {**ACCOUNT, "balance": "900.00", "balance_as_at": "2026-11-20"}
    path = folder(tmp_path / "b", accounts=[older], postings=[])
    assert found(check(path, today=TODAY, connection=conn), "older_balance")[0].severity == "warning"
    result = take(conn, path)
    assert result.unchanged["rent_accounts.csv"] == 1
    assert accounts.get(conn, "RA1").balance_pence == 15_000


def test_a_posting_loaded_before_with_other_money_is_an_error(conn: Connection, tmp_path: Path) -> None:
    take(conn, folder(tmp_path / "a"))
    other = [{**POSTINGS[0], "charge": "110.00", "balance_after": ""}]
    report = check(folder(tmp_path / "b", postings=other), today=TODAY, connection=conn)
    assert "loaded earlier with 100.00" in found(report, "transaction_again")[0].expected


def test_a_posting_loaded_in_the_meantime_refuses_the_whole_load(conn: Connection, tmp_path: Path) -> None:
    other = [{**POSTINGS[0], "charge": "150.00", "balance_after": "150.00"}]
    path = folder(tmp_path / "b", postings=other)
    report = check(path, today=TODAY, connection=conn)
    take(conn, folder(tmp_path / "a"))
    before = count(conn)
    with pytest.raises(ImportRefused, match=r"X1 on RA1 was loaded in the meantime with 100\.00"):
        load(conn, path, report=report, by="x", today=TODAY)
    assert count(conn) == before


def test_a_column_that_is_absent_keeps_what_is_held_and_an_empty_cell_clears_it(
    conn: Connection, tmp_path: Path
) -> None:
    take(conn, folder(tmp_path / "a", people=[{**PERSON, "phone": "01632 960001", "shoe_size": "42"}]))
    take(conn, folder(tmp_path / "b", people=[{**PERSON, "forename": "Zoe", "hat": "7"}]))
    (person,) = accounts.people(conn, "T1")
    assert (person.forename, person.phone, person.extras) == ("Zoe", "01632 960001", {"shoe_size": "42", "hat": "7"})
    take(conn, folder(tmp_path / "c", people=[{**PERSON, "phone": ""}]))
    assert accounts.people(conn, "T1")[0].phone is None


def test_absence_deletes_nothing_and_a_full_file_closes(conn: Connection, tmp_path: Path) -> None:
    second = {**ACCOUNT, "account_ref": "RA2", "tenancy_ref": "T2", "balance": "10.00"}
    both = folder(
        tmp_path / "a",
        accounts=[ACCOUNT, second],
        people=[PERSON, {**PERSON, "tenancy_ref": "T2"}],
        postings=[],
    )
    take(conn, both)
    part = folder(tmp_path / "b", accounts=[{**ACCOUNT, "patch": "North"}], postings=[])
    take(conn, part)
    assert accounts.get(conn, "RA2").closed_on is None
    manifest(part, "rent_accounts.csv", full=True)
    manifest(part, "tenants.csv", full=True)
    result = take(conn, part)
    assert result.closed == {"rent_accounts.csv": 1, "tenants.csv": 1}
    assert accounts.get(conn, "RA2").closed_on == TODAY
    assert accounts.people(conn, "T2") == [] and accounts.tenant_refs(conn, "T1") == ("P1",)
    assert [a.account_ref for a in accounts.in_arrears(conn)] == ["RA1"]
    assert count(conn)["person"] == 2  # closed, never erased
    back = folder(tmp_path / "c", accounts=[{**second, "patch": "South"}], people=[PERSON], postings=[])
    take(conn, back)
    assert accounts.get(conn, "RA2").closed_on is None


def test_a_full_file_of_one_landlord_leaves_the_others_alone(conn: Connection, tmp_path: Path) -> None:
    other = {**ACCOUNT, "account_ref": "RA2", "tenancy_ref": "T2", "landlord_code": "XYZ"}
    take(
        conn,
        folder(tmp_path / "a", accounts=[other], people=[{**PERSON, "tenancy_ref": "T2"}], postings=[]),
    )
    mine = folder(tmp_path / "b", accounts=[{**ACCOUNT, "landlord_code": "TVH"}], postings=[])
    manifest(mine, "rent_accounts.csv", full=True)
    manifest(mine, "tenants.csv", full=True)
    assert take(conn, mine).closed == {"rent_accounts.csv": 0, "tenants.csv": 0}


def test_the_same_bytes_under_another_profile_are_another_delivery(conn: Connection, tmp_path: Path) -> None:
    path = folder(tmp_path, postings=[])
    take(conn, path)
    profile = Profile.model_validate({"signs": {"credit_positive": ["rent_accounts.balance"]}, "sha256": "f" * 64})
    result = take(conn, path, profile=profile)
    assert not result.no_op and accounts.get(conn, "RA1").balance_pence == -15_000


def test_a_history_delivered_again_with_more_rows_brings_only_those(conn: Connection, tmp_path: Path) -> None:
    later = {**EVENT, "happened_on": "2026-11-14"}
    take(conn, folder(tmp_path / "a", events=[EVENT, later, later]))
    result = take(conn, folder(tmp_path / "b", events=[EVENT, EVENT, later, later, {**later, "event": "note_added"}]))
    assert result.inserted["events.csv"] == 2
    assert [(e.event, e.happened_on.day) for e in history_of(conn, "RA1")] == [
        ("contact_made", 12),
        ("contact_made", 12),
        ("contact_made", 14),
        ("contact_made", 14),
        ("note_added", 14),
    ]


def test_a_waiver_is_recorded_with_the_batch(conn: Connection, tmp_path: Path) -> None:
    path = folder(tmp_path, accounts=[{**ACCOUNT, "balance": "250.00"}])
    take(conn, path, waive=[Waiver("RA1", "Ines Farrow", "migrated")])
    row = conn.execute("SELECT totals FROM import_batch WHERE file_name = 'rent_accounts.csv'").fetchone()
    assert row is not None
    assert row[0]["waived"] == [{"account_ref": "RA1", "by": "Ines Farrow", "reason": "migrated"}]
    assert row[0]["balance_pence"] == 25_000


def test_events_may_have_required_columns_only(conn: Connection, tmp_path: Path) -> None:
    bare = {name: EVENT[name] for name in ("account_ref", "event", "happened_on")}
    take(conn, folder(tmp_path, events=[bare]))
    (event,) = history_of(conn, "RA1")
    assert event.details == {} and event.recorded_at is None


def test_postings_may_come_without_the_column_for_payments(conn: Connection, tmp_path: Path) -> None:
    rows = [{k: v for k, v in POSTINGS[0].items() if k != "payment"}]
    take(conn, folder(tmp_path, accounts=[{**ACCOUNT, "balance": "100.00"}], postings=rows))
    assert accounts.transactions(conn, "RA1")[0].charge_pence == 10_000


def test_a_large_file_goes_in_by_copy_and_adds_up(conn: Connection, tmp_path: Path) -> None:
    start = date(2026, 1, 1)
    rows = []
    for n in range(20_000):
        account = f"RA{n % 100}"
        charge = n % 200 < 100
        rows.append(
            {
                "account_ref": account,
                "transaction_ref": f"X{n}",
                "posted_on": (start + timedelta(days=n // 100)).isoformat(),
                "type": "rent_charge" if charge else "payment",
                "charge": "100.00" if charge else "",
                "payment": "" if charge else "90.00",
            }
        )
    many = [{**ACCOUNT, "account_ref": f"RA{n}", "balance": "1000.00"} for n in range(100)]
    result = take(conn, folder(tmp_path, accounts=many, postings=rows))
    assert result.inserted["transactions.csv"] == 20_000
    total = conn.execute("SELECT sum(coalesce(charge_pence, 0) - coalesce(payment_pence, 0)) FROM account_transaction")
    assert total.fetchone() == (100 * 100_000,)


def test_no_name_reaches_the_batch(conn: Connection, tmp_path: Path) -> None:
    take(conn, folder(tmp_path, events=[EVENT]))
    kept = json.dumps([row[0] for row in conn.execute("SELECT totals FROM import_batch").fetchall()])
    assert "O'Brien" not in kept and "Kestrel" not in kept
