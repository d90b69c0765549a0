"""The column profile: other names, codes, date formats and signs, and what is said when it is not usable."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.imports import Profile, ProfileError, check
from store.imports.profile import read
from tests.store.folders import ACCOUNT, PERSON, POSTINGS, TODAY, folder, found

THEIRS = """
source_system = "Old Ledger"

[columns.rent_accounts]
account_ref = "PAYREF"
tenancy_type = "TENURE"
balance = "BAL"

[codes.rent_accounts.tenancy_type]
SEC = "secure"

[codes.rent_accounts.account_status]
C = "current"

[codes.transactions.payment]
"0.00" = ""

[codes.transactions.charge]
"0.00" = ""

[dates]
format = "%d/%m/%Y"

[signs]
credit_positive = ["rent_accounts.balance", "transactions.balance_after"]
"""


def british(row: dict[str, str], *days: str) -> dict[str, str]:
    return {k: "/".join(reversed(v.split("-"))) if k in days else v for k, v in row.items()}


def test_a_landlords_own_way_of_writing_is_mapped_onto_ours(tmp_path: Path) -> None:
    account = british(ACCOUNT, "tenancy_start", "balance_as_at")
    account = {
        {"account_ref": "PAYREF", "tenancy_type": "TENURE", "balance": "BAL"}.get(k, k): v for k, v in account.items()
    } | {"TENURE": "SEC", "BAL": "-150.00", "account_status": "C"}
    postings = [
        british(row, "posted_on")
        | {
            "charge": row["charge"] or "0.00",
            "payment": row["payment"] or "0.00",
            "balance_after": f"-{row['balance_after']}",
        }
        for row in POSTINGS
    ]
    path = folder(tmp_path / "data", accounts=[account], postings=postings)
    (tmp_path / "profile.toml").write_text(THEIRS)
    report = check(path, today=TODAY, profile=tmp_path / "profile.toml")
    assert report.problems == ()
    assert report.reconciliation[0].balance_pence == 15_000
    summary = report.file("rent_accounts.csv")
    assert summary is not None and summary.source_system == "Old Ledger"


def test_a_column_that_the_profile_names_and_the_file_lacks_is_an_error(tmp_path: Path) -> None:
    profile = Profile.model_validate({"columns": {"tenants": {"phone": "TEL"}}})
    report = check(folder(tmp_path), today=TODAY, profile=profile)
    (problem,) = found(report, "profile_column")
    assert problem.column == "phone" and "'TEL'" in problem.expected


def test_the_profiles_date_format_is_the_only_one_read(tmp_path: Path) -> None:
    profile = Profile.model_validate({"dates": {"format": "%d/%m/%Y"}})
    person = {**PERSON, "date_of_birth": "1980-02-01"}
    report = check(folder(tmp_path, people=[person]), today=TODAY, profile=profile)
    assert "%d/%m/%Y" in next(p for p in found(report, "date") if p.column == "date_of_birth").expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[columns.tenants]\nshoe = 'S'", "tenants.shoe is not a column of ours"),
        ("[columns.people]\nphone = 'S'", "people.phone is not a column of ours"),
        ("[columns.tenants]\nphone = 'X'\nemail = 'X'", "for two of our columns"),
        ("[dates]\nformat = '%d/%m'", "year, a month and a day"),
        ("[dates]\nformat = 'DD/MM/YYYY'", "DD/MM/YYYY"),
        ("[signs]\ncredit_positive = ['transactions.charge']", "has no sign"),
        ("[colums]\n", "colums"),
        ("[columns", "not valid TOML"),
    ],
)
def test_a_profile_that_is_not_usable_says_why(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "profile.toml"
    path.write_text(text)
    with pytest.raises(ProfileError, match=r"profile\.toml") as caught:
        read(path)
    assert words in str(caught.value)
    report = check(folder(tmp_path / "data"), today=TODAY, profile=path)
    assert not report.ok and found(report, "profile")


def test_a_profile_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="cannot be read"):
        read(tmp_path / "none.toml")
