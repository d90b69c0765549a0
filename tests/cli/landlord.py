"""A small landlord's files, written by the test: balances of yesterday, so that they are never stale."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

ANN, LEE, SOL = "ann@example.org", "lee@example.org", "sol@example.org"
KAI, MO = "kai@example.org", "mo@example.org"

PAGE = f"""
[landlord]
code = "HTH"
kind = "local_authority"
name = "Hartley Homes"
legal_name = "Hartley District Council"
address = ["1 Hartley Square", "Hartley", "HT1 1AA"]
phone = "01632 960000"
hours = "Monday to Friday, 9am to 5pm"
email = "rents@hartley.example"
privacy = "hartley.example/privacy"
complaints_phone = "01632 960101"
complaints_url = "https://hartley.example/complaints"
signatory_name = "Lee Marsh"
signatory_position = "Rents team leader"
court_name = "Hartley County Court"
fund = "Hartley Help Fund"

[landlord.council]
name = "Hartley Housing Options"
phone = "01632 960005"
out_of_hours = "01632 960006"

[landlord.storage]
days = 28
place = "Hartley depot"

[landlord.courts]
"Hartley County Court" = ["2 Hartley Square", "Hartley", "HT1 1AB"]

[[landlord.pay_methods]]
label = "By phone"
how = "Call 01632 960001"

[[landlord.advice]]
name = "Hartley Advice"
phone = "01632 960002"
web = "advice.hartley.example"
checked_on = 2026-11-01

[[officer]]
email = "{ANN}"
name = "Ann Ode"
team = "North"
leader_email = "{LEE}"

[[officer]]
email = "{LEE}"
name = "Lee Marsh"
role = "team_leader"
team = "North"

[[officer]]
email = "{SOL}"
name = "Sol Aziz"
role = "legal"
team = "North"
"""


EAST = f"""
[[officer]]
email = "{KAI}"
name = "Kai Reed"
team = "East"
leader_email = "{MO}"

[[officer]]
email = "{MO}"
name = "Mo Shah"
role = "team_leader"
team = "East"
"""


def write(folder: Path, today: date, *, east: bool = False) -> Path:
    """The folder with its files: A1 is a sole secure tenancy, A2 a joint one, A3 assured with a history, A4 a garage;
    A5 owes nothing, A6 is in Northern Ireland, A7 introductory. With `east` a team more: E1 is as A1, E3 to E5 as A3."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "landlord.toml").write_text(PAGE + (EAST if east else ""), encoding="utf-8")
    as_at = today - timedelta(days=1)
    accounts = [
        _account("A1", as_at, balance="1012.00"),
        _account("A2", as_at, balance="640.50"),
        _account("A3", as_at, balance="1480.00", tenancy_type="assured"),
        _account("A4", as_at, balance="88.00", tenancy_type="garage"),
        _account("A5", as_at, balance="-12.00"),
        _account("A6", as_at, balance="930.00", jurisdiction="northern_ireland"),
        _account("A7", as_at, balance="455.25", tenancy_type="introductory", start=today - timedelta(days=200)),
    ]
    if east:
        own = {"team": "East", "patch": "E1", "officer_email": KAI}
        accounts.append(_account("E1", as_at, balance="1012.00") | own)
        accounts += [
            _account(ref, as_at, balance="1480.00", tenancy_type="assured") | own for ref in ("E3", "E4", "E5")
        ]
    _csv(folder / "rent_accounts.csv", accounts)
    people = [("A1", "P1", "Siân", "O'Neill"), ("A2", "P2", "Bo", "Quinn"), ("A2", "P3", "Zoë", "Quinn")]
    people += [(f"A{n}", f"P{n + 1}", "Kit", f"Name{n}") for n in (3, 4, 5, 6, 7)]
    people += [("E1", "P1", "Kit", "East1"), *((f"E{n}", "P4", "Kit", f"East{n}") for n in (3, 4, 5))] if east else []
    _csv(
        folder / "tenants.csv",
        [
            {
                "tenancy_ref": f"T-{account}",
                "person_ref": person,
                "role": "joint" if person == "P3" else "tenant",
                "title": "Mx",
                "forename": forename,
                "surname": surname,
            }
            for account, person, forename, surname in people
        ],
    )
    balances = {row["account_ref"]: round(float(row["balance"]) * 100) for row in accounts}
    _csv(folder / "transactions.csv", [p for ref, pence in balances.items() for p in _postings(ref, as_at, pence)])
    served = today - timedelta(days=40)
    history: list[tuple[str, date, dict[str, object]]] = [
        ("case_opened", today - timedelta(days=60), {}),
        ("contact_made", today - timedelta(days=60), {"tenant": "P4", "channel": "phone", "topics": ["cause"]}),
        (
            "agreement_made",
            today - timedelta(days=58),
            {"amount": "5.00", "every": "week", "first_payment_on": _iso(today - timedelta(days=55))},
        ),
        ("agreement_broken", today - timedelta(days=45), {}),
        (
            "notice_served",
            served,
            {
                "tenants": ["P4"],
                "method": "left_at_address",
                "grounds": ["8", "10", "11"],
                "specified_on": _iso(served + timedelta(days=16)),
            },
        ),
    ]
    _csv(
        folder / "events.csv",
        [
            {
                "account_ref": account,
                "event": event,
                "happened_on": _iso(on),
                "recorded_by": officer,
                "details": json.dumps({"owner": officer} if event == "case_opened" else details),
            }
            for account, officer in (("A3", ANN), *(((ref, KAI) for ref in ("E3", "E4", "E5")) if east else ()))
            for event, on, details in history
        ],
    )
    return folder


def _account(
    ref: str,
    as_at: date,
    *,
    balance: str,
    jurisdiction: str = "england",
    tenancy_type: str = "secure",
    start: date = date(2019, 4, 1),
) -> dict[str, str]:
    return {
        "account_ref": ref,
        "tenancy_ref": f"T-{ref}",
        "property_ref": f"H-{ref}",
        "jurisdiction": jurisdiction,
        "tenancy_type": tenancy_type,
        "tenancy_start": _iso(start),
        "address_1": f"{ref[1:]} Elm Row",
        "town": "Hartley",
        "postcode": "HT1 2AB",
        "rent_period_code": "1",
        "rent_charge": "118.50",
        "rent_due_on": "monday",
        "rent_in_advance": "true",
        "balance": balance,
        "balance_as_at": _iso(as_at),
        "patch": "N1",
        "team": "North",
        "officer_email": ANN,
        "account_status": "current",
    }


def _postings(ref: str, as_at: date, pence: int) -> list[dict[str, str]]:
    """Thirty weeks of rent and one opening balance that brings the account to its balance."""
    weeks = [as_at - timedelta(weeks=n) for n in range(29, -1, -1)]
    rent = 11850
    opening = pence - rent * len(weeks) + 11000 * len(weeks)
    before = weeks[0] - timedelta(days=1)
    rows = [_posting(ref, "open", before, "opening_balance", charge=max(opening, 0), payment=max(-opening, 0))]
    for n, on in enumerate(weeks):
        rows.append(_posting(ref, f"r{n}", on, "rent_charge", charge=rent))
        rows.append(_posting(ref, f"p{n}", on, "payment", payment=11000))
    return rows


def _posting(ref: str, name: str, on: date, kind: str, *, charge: int = 0, payment: int = 0) -> dict[str, str]:
    return {
        "account_ref": ref,
        "transaction_ref": f"{ref}-{name}",
        "posted_on": _iso(on),
        "type": kind,
        "charge": f"{charge / 100:.2f}" if charge else "",
        "payment": f"{payment / 100:.2f}" if payment else "",
    }


def _csv(path: Path, rows: Sequence[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _iso(day: date) -> str:
    return day.isoformat()
