"""Everything that is checked before anything loads: each fault by file, row, column, value and what was expected."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from store.imports import ImportReport, Waiver, check
from store.imports.report import KEPT_PER_FILE
from tests.store.folders import (
    ACCOUNT,
    EVENT,
    LANDLORD,
    PERSON,
    POSTINGS,
    TODAY,
    folder,
    found,
    only,
    write_csv,
)


def look(path: Path, **settings: Any) -> ImportReport:
    return check(path, today=TODAY, **settings)


def test_a_sound_folder_has_no_problem_and_adds_up(tmp_path: Path) -> None:
    report = look(folder(tmp_path, events=[EVENT], landlord=LANDLORD))
    assert report.problems == () and report.ok
    assert [(f.name, f.rows) for f in report.files] == [
        ("landlord.toml", 3),
        ("rent_accounts.csv", 1),
        ("tenants.csv", 1),
        ("transactions.csv", 3),
        ("events.csv", 1),
    ]
    accounts, postings = report.file("rent_accounts.csv"), report.file("transactions.csv")
    assert accounts is not None and accounts.totals["balance_pence"] == 15_000
    assert accounts.as_at == date(2026, 11, 21)
    assert accounts.sha256 == hashlib.sha256((tmp_path / "rent_accounts.csv").read_bytes()).hexdigest()
    assert postings is not None and postings.totals == {"charge_pence": 20_000, "payment_pence": 5_000}
    assert [(r.account_ref, r.balance_pence, r.transactions_pence) for r in report.reconciliation] == [
        ("RA1", 15_000, 15_000)
    ]
    assert report.in_arrears == 1 and report.no_case == ()
    assert report.as_json()["ok"] is True


CELLS: list[tuple[str, str, str, str]] = [
    # column, value, code, part of what is expected
    ("account_ref", "", "required", "required"),
    ("postcode", " ", "required", "required"),
    ("account_ref", "=RA1", "formula", "formula"),
    ("jurisdiction", "England", "code", "england, wales, scotland, northern_ireland"),
    ("tenancy_type", "leasehold", "code", "secure, flexible"),
    ("tenancy_type", "scottish_secure", "tenancy_nation", "a tenancy of england"),
    ("social_housing", "yes", "flag", "true or false"),
    ("lease_years", "12.5", "number", "whole number"),
    ("tenancy_start", "01/04/2019", "date", "YYYY-MM-DD"),
    ("tenancy_start", "2026-02-29", "date", "that the calendar has"),
    ("tenancy_start", "1819-04-01", "date_range", "1900-01-01"),
    ("tenancy_start", "2026-11-23", "future", "not after today, 2026-11-22"),
    ("tenancy_end", "2018-04-01", "day_order", "not before tenancy_start"),
    ("tenancy_end", "2099-04-01", "date_range", "before 2056"),
    ("balance_as_at", "2026-11-23", "future", "not after today"),
    ("rent_period_code", "12", "code", "1, 2, 3"),
    ("rent_period_code", "01", "code", "1, 2, 3"),
    ("rent_charge", "100", "money", "1234.50"),
    ("rent_charge", "1,000.00", "money", "no thousands separator"),
    ("rent_charge", "£100.00", "money", "1234.50"),
    ("rent_charge", "100.000", "money", "two decimals"),
    ("rent_charge", "1e2", "money", "two decimals"),
    ("rent_charge", "١٠٠.٠٠", "money", "two decimals"),
    ("rent_charge", "-100.00", "sign", "without a sign"),
    ("balance", "+150.00", "money", "two decimals"),
    ("rent_due_on", "Mon", "due_on", "weekday"),
    ("rent_due_on", "32", "due_on", "1 to 31"),
    ("uc_status", "maybe", "code", "direct_payment"),
    ("address_1", "=HYPERLINK(1)", "formula", "does not begin with"),
    ("town", "@SUM(1)", "formula", "does not begin with"),
    ("address_2", "-1 Low Street", "formula", "does not begin with"),
    ("address_2", "x" * 201, "length", "at most 200"),
    ("account_status", "closed", "code", "current, former, void, deceased"),
]


@pytest.mark.parametrize(
    ("column", "value", "code", "expected"), CELLS, ids=[f"{c}={v[:12]!r}" for c, v, _, _ in CELLS]
)
def test_a_bad_account_cell_is_told_by_row_and_column(
    tmp_path: Path, column: str, value: str, code: str, expected: str
) -> None:
    good = {**ACCOUNT, "account_ref": "RA0", "tenancy_ref": "T0", "balance": "0.00"}
    people = [PERSON, {**PERSON, "tenancy_ref": "T0"}]
    report = look(folder(tmp_path, accounts=[good, {**ACCOUNT, column: value}], people=people, postings=[]))
    problem = only(report, code)
    assert (problem.file, problem.row, problem.column) == ("rent_accounts.csv", 3, column)
    assert problem.value in (value, value[:77] + "...")
    assert expected in problem.expected
    assert problem.severity == "error" and not report.ok and report.errors == 1


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("surname", "O'Brien"),
        ("surname", "Müller-Łódź"),
        ("forename", "Nguyễn Văn"),
        ("surname", "-"),
        ("title", "--"),
        ("phone", "+44 7700 900123"),
        ("phone", "(01632) 960001 after 5pm"),
        ("phone", "-"),
        ("email", "-"),
        ("correspondence_address", "c/o The Hub\n2 Weir Street\nTernbridge"),
        ("adjustments", "Large print, = signs read aloud"),
        ("title", ""),
    ],
)
def test_what_people_are_really_called_and_reached_by_is_fine(tmp_path: Path, column: str, value: str) -> None:
    assert look(folder(tmp_path, people=[{**PERSON, column: value}])).ok


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("forename", "=cmd|' /C calc'!A0"),
        ("surname", "+Smith"),
        ("surname", "-Smith"),
        ("title", "@Dr"),
        ("correspondence_address", "=1+1"),
        ("phone", "+cmd|calc"),
        ("phone", "=07700900123"),
        ("email", "=a@example.org"),
    ],
)
def test_a_formula_in_a_name_or_an_address_is_refused_by_cell(tmp_path: Path, column: str, value: str) -> None:
    problem = only(look(folder(tmp_path, people=[{**PERSON, column: value}])), "formula")
    assert (problem.file, problem.row, problem.column, problem.value) == ("tenants.csv", 2, column, value)


def test_an_address_nobody_can_write_to_is_kept_with_a_warning(tmp_path: Path) -> None:
    report = look(folder(tmp_path, people=[{**PERSON, "email": "none given"}]))
    assert only(report, "email").severity == "warning" and report.ok


def test_each_account_and_each_person_is_expected_once(tmp_path: Path) -> None:
    report = look(folder(tmp_path, accounts=[ACCOUNT, ACCOUNT], people=[PERSON, {**PERSON, "forename": "Ann"}]))
    (account,), (person,) = found(report, "account_twice"), found(report, "person_twice")
    assert account.row == 3 and "row 2" in account.expected
    assert person.row == 3 and "row 2" in person.expected


def test_people_and_postings_and_events_of_unknown_accounts_are_refused(tmp_path: Path) -> None:
    report = look(
        folder(
            tmp_path,
            people=[PERSON, {**PERSON, "tenancy_ref": "T9"}],
            postings=[*POSTINGS, {**POSTINGS[0], "account_ref": "RA9", "transaction_ref": "X9"}],
            events=[{**EVENT, "account_ref": "RA9"}],
        )
    )
    assert [(p.file, p.row, p.code, p.value) for p in report.problems] == [
        ("tenants.csv", 3, "unknown_tenancy", "T9"),
        ("transactions.csv", 5, "unknown_account", "RA9"),
        ("events.csv", 2, "unknown_account", "RA9"),
    ]


@pytest.mark.parametrize(("charge", "payment", "what"), [("1.00", "1.00", "both"), ("", "", "neither")])
def test_exactly_one_of_charge_and_payment(tmp_path: Path, charge: str, payment: str, what: str) -> None:
    odd = {**POSTINGS[1], "charge": charge, "payment": payment}
    problem = only(look(folder(tmp_path, postings=[POSTINGS[0], odd])), "charge_payment")
    assert problem.row == 3 and problem.value == f"{what} filled"


def test_a_transaction_reference_again_with_other_money_is_refused(tmp_path: Path) -> None:
    again = {**POSTINGS[0], "charge": "100.01", "balance_after": "250.01"}
    problem = only(look(folder(tmp_path, postings=[*POSTINGS, again])), "transaction_again")
    assert problem.row == 5 and problem.value == "X1" and "row 2 has it with 100.00" in problem.expected


def test_the_same_posting_twice_is_counted_once_with_a_warning(tmp_path: Path) -> None:
    report = look(folder(tmp_path, postings=[*POSTINGS, POSTINGS[2]]))
    assert only(report, "transaction_repeated").severity == "warning" and report.ok


def test_a_running_balance_that_does_not_run_is_told_once_where_it_breaks(tmp_path: Path) -> None:
    rows = [POSTINGS[0], {**POSTINGS[1], "balance_after": "60.00"}, {**POSTINGS[2], "balance_after": "160.00"}]
    problem = only(look(folder(tmp_path, postings=rows)), "balance_after")
    assert (problem.row, problem.value) == (3, "60.00") and problem.expected.startswith("50.00")


@pytest.mark.parametrize(
    ("balance", "severity"),
    [("150.00", None), ("150.01", "warning"), ("149.01", "warning"), ("151.00", "error"), ("149.00", "error")],
)
def test_a_penny_out_is_a_warning_and_a_pound_out_an_error(tmp_path: Path, balance: str, severity: str | None) -> None:
    report = look(folder(tmp_path, accounts=[{**ACCOUNT, "balance": balance}]))
    if severity is None:
        assert report.problems == ()
    else:
        problem = only(report, "reconciliation")
        assert problem.severity == severity and problem.column == "balance" and "150.00" in problem.expected
        assert [r.difference_pence for r in report.differences()] == [int(balance.replace(".", "")) - 15_000]


def test_a_named_person_can_let_a_difference_through_and_nobody_else(tmp_path: Path) -> None:
    path = folder(tmp_path, accounts=[{**ACCOUNT, "balance": "250.00"}])
    assert not look(path).ok
    waived = look(path, waive=[Waiver("RA1", "Ines Farrow", "migrated in 2019")])
    assert waived.ok and "Ines Farrow" in only(waived, "reconciliation").expected
    assert waived.reconciliation[0].waived_by == "Ines Farrow"
    assert not look(path, waive=[Waiver("RA1", " ")]).ok
    assert [p.value for p in found(look(path, waive=[Waiver("RA2", "Ines Farrow")]), "waiver")] == ["RA2"]


def test_postings_after_the_balance_are_not_held_against_it(tmp_path: Path) -> None:
    late = {**POSTINGS[2], "transaction_ref": "X4", "posted_on": "2026-11-22", "balance_after": "250.00"}
    assert look(folder(tmp_path, postings=[*POSTINGS, late])).ok


def test_an_account_without_one_posting_in_a_delivered_file_does_not_add_up(tmp_path: Path) -> None:
    silent = {**ACCOUNT, "account_ref": "RA2", "balance": "80.00"}
    problem = only(look(folder(tmp_path, accounts=[ACCOUNT, silent])), "reconciliation")
    assert problem.severity == "error" and problem.value == "80.00 of RA2"


def test_a_balance_older_than_three_days_is_a_warning(tmp_path: Path) -> None:
    fresh = {**ACCOUNT, "balance_as_at": "2026-11-19"}
    assert look(folder(tmp_path / "fresh", accounts=[fresh])).problems == ()
    old = {**ACCOUNT, "balance_as_at": "2026-11-18"}
    problem = only(look(folder(tmp_path / "old", accounts=[old])), "stale_balance")
    assert problem.severity == "warning" and "no legal paper" in problem.expected


def test_missing_files_and_a_missing_folder(tmp_path: Path) -> None:
    assert only(look(tmp_path / "nowhere"), "folder_missing").severity == "error"
    (tmp_path / "empty").mkdir()
    report = look(tmp_path / "empty")
    assert [(p.file, p.code) for p in report.problems] == [
        ("rent_accounts.csv", "file_missing"),
        ("tenants.csv", "file_missing"),
    ]


def test_a_file_with_another_name_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    path = folder(tmp_path)
    (path / "Transactions.CSV").write_text("x\n")
    problem = only(look(path), "file_unknown")
    assert problem.severity == "warning" and problem.file == "Transactions.CSV"


def test_a_required_file_with_a_header_only_has_no_rows(tmp_path: Path) -> None:
    path = folder(tmp_path, postings=[])
    (path / "tenants.csv").write_text("tenancy_ref,person_ref,role,forename,surname\n")
    report = look(path)
    assert [p.file for p in found(report, "no_rows")] == ["tenants.csv"]


def test_nobody_to_write_to_is_a_warning_and_no_case(tmp_path: Path) -> None:
    report = look(folder(tmp_path, people=[{**PERSON, "role": "occupier"}]))
    assert only(report, "no_tenant").severity == "warning"
    assert "nobody to write to" in report.no_case[0].why


NO_CASE: list[tuple[dict[str, str], str]] = [
    ({"jurisdiction": "scotland", "tenancy_type": "licence"}, "right to occupy"),
    ({"jurisdiction": "wales", "tenancy_type": "garage"}, "arage"),
    ({"jurisdiction": "northern_ireland"}, "Northern Ireland"),
    ({"tenancy_type": "shared_ownership", "lease_years": "125"}, "long lease"),
    ({"tenancy_type": "garage"}, "arage"),
    ({"tenancy_type": "assured_shorthold"}, "section 21"),
    ({"account_status": "void"}, "void home"),
    ({"account_status": "former"}, "tenancy has ended"),
    ({"account_status": "deceased"}, "has died"),
    ({"court_costs_on_account": "150.00"}, "court costs"),
]


@pytest.mark.parametrize(("changes", "words"), NO_CASE, ids=[words for _, words in NO_CASE])
def test_accounts_that_get_no_case_say_plainly_why(tmp_path: Path, changes: dict[str, str], words: str) -> None:
    report = look(folder(tmp_path, accounts=[{**ACCOUNT, **changes}]))
    assert report.ok and report.in_arrears == 1
    (none,) = report.no_case
    assert none.account_ref == "RA1" and words in none.why and none.why.endswith(".")


@pytest.mark.parametrize("tenancy", ["secure", "flexible", "introductory", "demoted", "assured"])
def test_the_tenures_that_are_run_get_a_case(tmp_path: Path, tenancy: str) -> None:
    assert look(folder(tmp_path, accounts=[{**ACCOUNT, "tenancy_type": tenancy}])).no_case == ()


def test_an_account_in_credit_is_no_matter_for_a_case(tmp_path: Path) -> None:
    credit = {**ACCOUNT, "account_ref": "RA2", "balance": "-20.00", "tenancy_type": "garage"}
    report = look(folder(tmp_path, accounts=[ACCOUNT, credit], postings=[]))
    assert report.in_arrears == 1 and report.no_case == ()


EVENTS: list[tuple[dict[str, str], str]] = [
    ({"happened_on": "2026-11-23"}, "future"),
    ({"recorded_at": "2026-11-23T09:00:00+00:00"}, "future"),
    ({"recorded_at": "yesterday"}, "time"),
    ({"recorded_at": "2026-11-12"}, "time"),
    ({"details": "[1]"}, "json"),
    ({"details": "{"}, "json"),
    ({"details": '{"a": NaN}'}, "json"),
    ({"details": '{"a": 1e999}'}, "json"),
    ({"details": '{"a": 1, "a": 2}'}, "json"),
    ({"details": '{"a": "\\u0000"}'}, "json"),
    ({"details": '{"a": "\\ud800"}'}, "json"),
    ({"details": "[" * 5_000}, "json"),
    ({"details": '{"tenant": "P9"}'}, "unknown_person"),
    ({"details": '{"tenants": ["P1", "P9"]}'}, "unknown_person"),
    ({"event": ""}, "required"),
]


@pytest.mark.parametrize(("changes", "code"), EVENTS, ids=[f"{c} {next(iter(e.values()))[:18]}" for e, c in EVENTS])
def test_a_bad_event_row(tmp_path: Path, changes: dict[str, str], code: str) -> None:
    problem = only(look(folder(tmp_path, events=[{**EVENT, **changes}])), code)
    assert (problem.file, problem.row, problem.severity) == ("events.csv", 2, "error")


@pytest.mark.parametrize("nation", ["scotland", "england"])
def test_a_scottish_history_may_name_an_occupier_of_the_household(tmp_path: Path, nation: str) -> None:
    tenancy = {"scotland": "scottish_secure", "england": "secure"}[nation]
    people = [PERSON, {**PERSON, "person_ref": "P7", "role": "occupier", "forename": "Ailsa"}]
    served = {**EVENT, "event": "notice_served", "details": '{"tenants": ["P1", "P7"], "method": "handed_to_person"}'}
    account = {**ACCOUNT, "jurisdiction": nation, "tenancy_type": tenancy}
    report = look(folder(tmp_path, accounts=[account], people=people, events=[served]))
    assert (report.errors == 0) is (nation == "scotland")
    if nation == "scotland":
        found = {**EVENT, "event": "occupiers_enquired", "details": '{"how": "visit", "occupiers": ["P8"]}'}
        also = {**served, "details": '{"tenants": ["P8"], "method": "handed_to_person"}'}
        assert look(folder(tmp_path, accounts=[account], people=people, events=[found, also])).errors == 0
    strange = {**served, "details": '{"tenants": ["P9"], "method": "handed_to_person"}'}
    wrong = only(look(folder(tmp_path, accounts=[account], people=people, events=[strange])), "unknown_person")
    assert wrong.expected.endswith("or an occupier") is (nation == "scotland")


def test_a_time_without_an_offset_is_londons(tmp_path: Path) -> None:
    # Half past midnight in London on the 22nd of July is still the 21st in UTC, and is not in the future.
    report = check(
        folder(tmp_path, events=[{**EVENT, "recorded_at": "2026-11-22T23:59", "happened_on": "2026-11-22"}]),
        today=TODAY,
    )
    assert report.ok


def test_an_events_own_fields_are_judged_by_the_case_rooms(tmp_path: Path) -> None:
    asked: list[tuple[str, dict[str, Any], date]] = []

    def judge(event: str, details: dict[str, Any], on: date) -> list[str]:
        asked.append((event, details, on))
        return ["channel: a pigeon is no channel."] if details.get("channel") == "pigeon" else []

    pigeon = {**EVENT, "details": '{"tenant": "P1", "channel": "pigeon"}'}
    problem = only(look(folder(tmp_path, events=[EVENT, pigeon]), event_check=judge), "event")
    assert problem.row == 3 and "a pigeon is no channel" in problem.expected
    assert asked[0] == ("contact_made", {"tenant": "P1", "channel": "phone"}, date(2026, 11, 12))


def test_the_landlords_page_is_checked_too(tmp_path: Path) -> None:
    page = LANDLORD.replace('kind = "prp"', 'kind = "castle"').replace('phone = "01632 960100"\n', "")
    report = look(folder(tmp_path, landlord=page))
    assert {p.column for p in found(report, "landlord")} == {"kind", "phone"} and not report.ok
    stray = LANDLORD.replace('leader_email = "leader@example.org"', 'leader_email = "gone@example.org"')
    assert "gone@example.org" in only(look(folder(tmp_path, landlord=stray)), "landlord").expected
    assert only(look(folder(tmp_path, landlord="[landlord")), "landlord").expected == "TOML in UTF-8"


def test_an_account_of_another_landlord_is_refused(tmp_path: Path) -> None:
    account = {**ACCOUNT, "landlord_code": "XYZ"}
    problem = only(look(folder(tmp_path, accounts=[account], landlord=LANDLORD)), "unknown_landlord")
    assert problem.value == "XYZ" and "TVH" in problem.expected


def test_a_long_list_of_faults_is_counted_and_the_first_are_kept(tmp_path: Path) -> None:
    people = [{**PERSON, "person_ref": f"P{n}", "role": "cat"} for n in range(KEPT_PER_FILE + 100)]
    report = look(folder(tmp_path, people=[PERSON, *people]))
    assert report.errors >= KEPT_PER_FILE + 100
    assert len([p for p in report.problems if p.file == "tenants.csv"]) == KEPT_PER_FILE
    assert report.unlisted == report.errors + report.warnings - len(report.problems) > 0


def test_progress_is_told_file_by_file(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    path = folder(tmp_path)
    check(path, today=TODAY, progress=lambda file, read, size: told.append((file, read, size)))
    assert {file for file, _, _ in told} == {"rent_accounts.csv", "tenants.csv", "transactions.csv"}
    assert all(read == size == (path / file).stat().st_size for file, read, size in told)


def test_a_weekday_for_monthly_rent_is_worth_a_warning(tmp_path: Path) -> None:
    write_csv(folder(tmp_path, postings=[]) / "rent_accounts.csv", [{**ACCOUNT, "rent_period_code": "4"}])
    assert only(look(tmp_path), "due_on_period").severity == "warning"
    write_csv(tmp_path / "rent_accounts.csv", [{**ACCOUNT, "rent_due_on": ""}])
    assert only(look(tmp_path), "due_on_missing").severity == "warning"
