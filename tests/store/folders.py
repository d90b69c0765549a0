"""Small landlord's folders for the import tests: two accounts that add up, changed cell by cell."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from store.imports import ImportReport, Problem

TODAY = date(2026, 11, 22)

ACCOUNT: dict[str, str] = {
    "account_ref": "RA1",
    "tenancy_ref": "T1",
    "property_ref": "P1",
    "jurisdiction": "england",
    "tenancy_type": "secure",
    "tenancy_start": "2019-04-01",
    "address_1": "1 Kestrel Court",
    "town": "Ternbridge",
    "postcode": "ZZ1 1AA",
    "rent_period_code": "1",
    "rent_charge": "100.00",
    "rent_due_on": "Monday",
    "balance": "150.00",
    "balance_as_at": "2026-11-21",
    "account_status": "current",
}
PERSON: dict[str, str] = {
    "tenancy_ref": "T1",
    "person_ref": "P1",
    "role": "tenant",
    "forename": "Zoë",
    "surname": "O'Brien",
}
POSTINGS: list[dict[str, str]] = [
    {
        "account_ref": "RA1",
        "transaction_ref": "X1",
        "posted_on": "2026-11-09",
        "type": "rent_charge",
        "charge": "100.00",
        "payment": "",
        "balance_after": "100.00",
    },
    {
        "account_ref": "RA1",
        "transaction_ref": "X2",
        "posted_on": "2026-11-11",
        "type": "payment",
        "charge": "",
        "payment": "50.00",
        "balance_after": "50.00",
    },
    {
        "account_ref": "RA1",
        "transaction_ref": "X3",
        "posted_on": "2026-11-16",
        "type": "rent_charge",
        "charge": "100.00",
        "payment": "",
        "balance_after": "150.00",
    },
]
EVENT: dict[str, str] = {
    "account_ref": "RA1",
    "event": "contact_made",
    "happened_on": "2026-11-12",
    "recorded_at": "2026-11-12T10:15:00+00:00",
    "recorded_by": "officer@example.org",
    "source": "officer",
    "details": json.dumps({"tenant": "P1", "channel": "phone"}),
}
LANDLORD = """
[landlord]
code = "TVH"
kind = "prp"
name = "Tern Valley Homes"
legal_name = "Tern Valley Homes Limited"
address = ["2 Weir Street", "Ternbridge", "ZZ1 9ZZ"]
phone = "01632 960100"
hours = "Monday to Friday, 9am to 5pm"
email = "rents@example.org"
privacy = "https://example.org/privacy"
complaints_phone = "01632 960101"
complaints_url = "https://example.org/complaints"
signatory_name = "Ines Farrow"
signatory_position = "Head of Income"
court_name = "County Court at Ternbridge"
pay_methods = [{ label = "Direct Debit", how = "Ring us to set one up." }]

[[officer]]
email = "officer@example.org"
name = "Noor Castell"
role = "officer"
leader_email = "leader@example.org"

[[officer]]
email = "leader@example.org"
name = "Gethin Rowe"
role = "team_leader"
"""


def write_csv(path: Path, rows: Sequence[Mapping[str, str]]) -> None:
    """The rows under a header that has every column any of them uses."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    with open(path, "w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def folder(
    path: Path,
    *,
    accounts: Sequence[Mapping[str, str]] | None = None,
    people: Sequence[Mapping[str, str]] | None = None,
    postings: Sequence[Mapping[str, str]] | None = None,
    events: Sequence[Mapping[str, str]] | None = None,
    landlord: str | None = None,
) -> Path:
    """A folder with one sound account; each file can be given otherwise, and an empty list leaves it out."""
    path.mkdir(parents=True, exist_ok=True)
    given = {
        "rent_accounts.csv": [ACCOUNT] if accounts is None else accounts,
        "tenants.csv": [PERSON] if people is None else people,
        "transactions.csv": POSTINGS if postings is None else postings,
        "events.csv": [] if events is None else events,
    }
    for name, rows in given.items():
        if rows:
            write_csv(path / name, rows)
        else:
            (path / name).unlink(missing_ok=True)
    if landlord is not None:
        (path / "landlord.toml").write_text(landlord, encoding="utf-8")
    return path


def manifest(path: Path, file: str, **fields: Any) -> None:
    """A manifest beside `file`."""
    (path / f"{file.removesuffix('.csv')}.manifest.json").write_text(json.dumps(fields), encoding="utf-8")


def found(report: ImportReport, code: str) -> list[Problem]:
    """The problems with this code."""
    return [problem for problem in report.problems if problem.code == code]


def only(report: ImportReport, code: str) -> Problem:
    """The one problem of the report, which has this code."""
    assert [problem.code for problem in report.problems] == [code], [p.sentence for p in report.problems]
    return report.problems[0]
