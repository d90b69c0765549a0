"""Import: what is loaded, which cases it opens, and that doing it again, or with bad files, changes nothing."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cli import landlord
from tests.cli.conftest import CommandLine


def test_a_case_for_each_account_in_arrears_that_is_run_here(duecourse: CommandLine) -> None:
    cases = {case["account_ref"]: case for case in duecourse.json("list")}
    assert set(cases) == {"A1", "A2", "A3", "A7"}
    assert all(case["owner"] == landlord.ANN and case["team"] == "North" for case in cases.values())
    assert cases["A3"]["position"] != cases["A1"]["position"]


def test_a_history_is_told_to_its_case_in_its_own_order(duecourse: CommandLine) -> None:
    record = duecourse.json("show", "A3", "--history")
    assert [event["kind"] for event in record["events"]][:5] == [
        "case_opened",
        "contact_made",
        "agreement_made",
        "agreement_broken",
        "notice_served",
    ]
    assert {event["source"] for event in record["events"]} == {"import"}
    assert record["events"][0]["happened_on"] == record["events"][1]["happened_on"]
    assert [step["step"] for step in record["steps"]] == [1]


def test_importing_the_same_files_again_changes_nothing(duecourse: CommandLine) -> None:
    before = duecourse.json("list")
    again = duecourse.json("import", str(duecourse.folder))
    assert again["loaded"]["no_op"] is True
    assert (again["cases"]["opened"], again["cases"]["brought_forward"]) == ([], [])
    assert (again["cases"]["events_recorded"], again["cases"]["events_known"]) == (0, 5)
    assert duecourse.json("list") == before


def test_the_control_totals_are_the_files_whenever_it_is_loaded(duecourse: CommandLine) -> None:
    rows = list(csv.DictReader((duecourse.folder / "transactions.csv").read_text(encoding="utf-8").splitlines()))
    charges = sum(round(float(row["charge"] or 0) * 100) for row in rows)
    payments = sum(round(float(row["payment"] or 0) * 100) for row in rows)
    again = duecourse.json("import", str(duecourse.folder), "--check")
    totals = next(f["totals"] for f in again["files"] if f["name"] == "transactions.csv")
    assert (totals["charge_pence"], totals["payment_pence"]) == (charges, payments)
    assert (totals["new_charge_pence"], totals["known_charge_pence"]) == (0, charges)
    assert (totals["new_payment_pence"], totals["known_payment_pence"]) == (0, payments)
    told = duecourse.done("import", str(duecourse.folder))
    shown = f"charge £{charges / 100:,.2f}; payment £{payments / 100:,.2f}"
    assert f"{shown} (new: charge £0.00; payment £0.00; known already: {shown})" in told
    assert "0 events recorded, 5 known already" in told


def test_a_first_import_knows_nothing_already(duecourse: CommandLine) -> None:
    assert "4 opened, 0 brought forward, 0 unchanged; 5 events recorded; " in duecourse.first_import
    assert "known" not in duecourse.first_import


def test_the_report_says_why_an_account_has_no_case(duecourse: CommandLine) -> None:
    told = duecourse.done("import", str(duecourse.folder), "--check")
    assert "7 of 7 accounts add up to the penny." in told
    assert "A4: A garage is not a dwelling" in told
    assert "A6: Due Course does not run cases in Northern Ireland" in told
    assert "balance £4,593.75" in told
    assert "Nothing was loaded" in told


@pytest.mark.parametrize(
    ("file", "change", "says"),
    [
        ("rent_accounts.csv", {"balance": "1.5"}, "rent_accounts.csv, row 2, balance: found '1.5'"),
        ("rent_accounts.csv", {"balance": "1099.00"}, "the sum of this account's transactions"),
        ("tenants.csv", {"forename": ""}, "tenants.csv, row 2, forename"),
        ("events.csv", {"event": "notice_servd"}, "There is no event called 'notice_servd'"),
        ("events.csv", {"details": '{"tenant": "P4", "channel": "telex"}'}, "expected one of letter, phone"),
        ("events.csv", {"details": '{"channel": "phone"}'}, "contact-made needs tenant"),
    ],
)
def test_one_bad_cell_and_not_one_row_is_loaded(
    duecourse: CommandLine, tmp_path: Path, file: str, change: dict[str, str], says: str
) -> None:
    files = landlord.write(tmp_path / "files", duecourse.today)
    with (files / file).open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    row = next(r for r in rows if r.get("event") != "case_opened")
    row |= change
    with (files / file).open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    before = duecourse.json("summary")
    told = duecourse("import", str(files))
    assert told.code == 1
    assert says in told.out
    assert "nothing was loaded, not one row" in told.out
    assert duecourse.json("summary") == before


def test_a_waiver_lets_an_account_through_under_a_name(duecourse: CommandLine, tmp_path: Path) -> None:
    files = landlord.write(tmp_path / "files", duecourse.today)
    text = (files / "rent_accounts.csv").read_text(encoding="utf-8").replace("1012.00", "1019.00")
    (files / "rent_accounts.csv").write_text(text, encoding="utf-8")
    assert duecourse("import", str(files), "--check").code == 1
    nameless = duecourse("import", str(files), "--check", "--waive", "A1=credit on its way")
    assert (nameless.code, "needs a name" in nameless.err) == (2, True)
    told = duecourse.done("import", str(files), "--check", "--waive", "A1=credit on its way", "--by", landlord.LEE)
    assert f"waived by {landlord.LEE}" in told
    assert duecourse("import", str(files), "--check", "--waive", "A1", "--by", landlord.LEE).code == 2


def test_a_folder_without_the_files_is_reported(duecourse: CommandLine, tmp_path: Path) -> None:
    told = duecourse("import", str(tmp_path), "--check")
    assert told.code == 1
    assert "rent_accounts.csv" in told.out
    nowhere = duecourse("import", str(tmp_path / "nowhere"))
    assert (nowhere.code, nowhere.out) == (4, "")
    assert nowhere.err == f"There is no folder {tmp_path / 'nowhere'}.\n"
