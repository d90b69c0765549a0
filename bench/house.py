"""A small invented landlord with as many accounts as wanted, for measurements, for faults and for the tests of the shell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from psycopg.types.json import Jsonb

from settings import Settings
from store.db import Connection
from store.imports.landlord import Landlord

RENT = 11_250  # a week, in pence
PAYS = 10_000  # what the tenant pays of it
WEEKS = 60  # of postings behind each account

OFFICER = "priya.shah@harbour.example"
LEADER = "tom.okafor@harbour.example"
DIRECTOR = "ana.lewis@harbour.example"
LEGAL = "legal@harbour.example"
COVER = "joan.bell@harbour.example"

LANDLORD: dict[str, Any] = {
    "code": "HAR",
    "kind": "local_authority",
    "name": "Harbour Homes",
    "legal_name": "Harbour Borough Council",
    "address": ["Harbour House", "1 Quay Street", "Exbridge", "EX1 1AA"],
    "phone": "01632 960 001",
    "hours": "9am to 5pm, Monday to Friday",
    "email": "rents@harbour.example",
    "website": "https://harbour.example",
    "privacy": "https://harbour.example/privacy",
    "complaints_phone": "01632 960 004",
    "complaints_url": "https://harbour.example/complaints",
    "pay_methods": [{"label": "Online", "how": "at harbour.example/pay with your account number"}],
    "signatory_name": "Ana Lewis",
    "signatory_position": "Head of Income",
    "court_name": "Exbridge County Court",
    "courts": {"Exbridge County Court": ["The Law Courts", "Castle Street", "Exbridge", "EX1 2BB"]},
    "council": {"name": "Exbridge Housing Options", "phone": "01632 960 002", "out_of_hours": "01632 960 003"},
    "storage": {"days": 28, "place": "Harbour Storage, Unit 4, Quay Street"},
    "fund": "Household Support Fund",
    "advice": [
        {
            "name": "Citizens Advice",
            "phone": "0800 144 8848",
            "web": "https://citizensadvice.example",
            "checked_on": "2026-11-01",
        }
    ],
}

PAGE = Landlord.model_validate(LANDLORD)

_STAFF = (
    (OFFICER, "Priya Shah", "officer", LEADER),
    (LEADER, "Tom Okafor", "team_leader", DIRECTOR),
    (DIRECTOR, "Ana Lewis", "director", None),
    (LEGAL, "Sam Reid", "legal", DIRECTOR),
    (COVER, "Joan Bell", "officer", LEADER),
)

_OFFICER = """INSERT INTO officer (email, name, role, team, leader_email, phone) VALUES (%s, %s, %s, 'North', %s, '01632 960 010')
ON CONFLICT (email) DO NOTHING"""
_ACCOUNT = """INSERT INTO rent_account (account_ref, tenancy_ref, property_ref, landlord_code, jurisdiction, tenancy_type,
social_housing, tenancy_start, address_1, town, postcode, rent_period_code, rent_pence, rent_due_on, balance_pence, balance_as_at,
court_costs_pence, patch, team, officer_email, account_status)
VALUES (%(ref)s, %(tenancy)s, %(property)s, 'HAR', %(nation)s, %(tenure)s, true, %(started)s, %(address)s, 'Exbridge', 'EX1 3CC',
1, %(rent)s, 'monday', %(balance)s, %(as_at)s, 0, 'N1', 'North', %(officer)s, 'current')"""
_PERSON = """INSERT INTO person (tenancy_ref, person_ref, role, title, forename, surname, is_lead,
correspondence_address) VALUES (%s, %s, %s, 'Ms', %s, %s, %s, '7 New Road, Exbridge, EX2 2DD')"""


_OPENING = """INSERT INTO account_transaction (account_ref, transaction_ref, posted_on, type, charge_pence)
VALUES (%s, %s, %s, 'opening_balance', %s)"""
_POSTING = """INSERT INTO account_transaction (account_ref, transaction_ref, posted_on, type, charge_pence, payment_pence)
VALUES (%s, %s, %s, %s, %s, %s)"""
_LAST = """SELECT balance_as_at, balance_pence, (SELECT count(*) FROM account_transaction WHERE account_ref = %(ref)s)
FROM rent_account WHERE account_ref = %(ref)s"""
_BALANCE = "UPDATE rent_account SET balance_pence = %s, balance_as_at = %s WHERE account_ref = %s"


def furnish(conn: Connection) -> None:
    """The landlord and its officers, once."""
    conn.execute(
        "INSERT INTO landlord (code, config) VALUES ('HAR', %s) ON CONFLICT DO NOTHING",
        [Jsonb(PAGE.model_dump(mode="json"))],
    )
    for email, name, role, leader in _STAFF:
        conn.execute(_OFFICER, [email, name, role, leader])


def add_accounts(
    conn: Connection,
    refs: Sequence[str],
    *,
    today: date,
    tenure: str = "secure",
    nation: str = "england",
    tenants: int = 1,
    balance_pence: int = 84_000,
) -> None:
    """Accounts in arrears, each with its tenants (P1, P2 ...), the balance of the day before and postings behind it."""
    yesterday = today - timedelta(days=1)
    since = yesterday - timedelta(weeks=WEEKS)
    opening = balance_pence - WEEKS * (RENT - PAYS)
    for number, ref in enumerate(refs, start=1):
        conn.execute(
            _ACCOUNT,
            {
                "ref": ref,
                "tenancy": f"T-{ref}",
                "property": f"U-{ref}",
                "nation": nation,
                "tenure": tenure,
                "started": today - timedelta(days=200) if tenure == "introductory" else date(2019, 4, 1),
                "address": f"{number} Quay Street",
                "rent": RENT,
                "balance": opening,
                "as_at": since,
                "officer": OFFICER,
            },
        )
        for person in range(1, tenants + 1):
            role = "tenant" if person == 1 else "joint"
            name = [f"Forename{person}", f"Surname{number}"]
            conn.execute(_PERSON, [f"T-{ref}", f"P{person}", role, *name, person == 1])
        conn.execute(_OPENING, [ref, f"{ref}-0", since, opening])
        carry_on(conn, ref, until=yesterday)


def carry_on(conn: Connection, ref: str, *, until: date, pays: int = PAYS) -> None:
    """What the landlord's system would send: rent each Monday and `pays` pence each Friday, up to and with a day."""
    found = conn.execute(_LAST, {"ref": ref}).fetchone()
    assert found is not None, f"there is no account {ref}"
    last, balance, serial = found
    rows: list[tuple[Any, ...]] = []
    for days in range(1, (until - last).days + 1):
        day = last + timedelta(days=days)
        charge, paid = (RENT if day.weekday() == 0 else None), (pays or None if day.weekday() == 4 else None)
        if charge or paid:
            balance += charge or -(paid or 0)
            kind = "rent_charge" if charge else "payment"
            rows.append((ref, f"{ref}-{serial + len(rows)}", day, kind, charge, paid))
    with conn.cursor() as cursor:
        cursor.executemany(_POSTING, rows)
    conn.execute(_BALANCE, [balance, max(until, last), ref])


def settings_for(database_url: str, temporal_address: str, folder: Path, *, task_queue: str = "due-course") -> Settings:
    """Settings for servers that were started for a measurement or a test."""
    return Settings(
        database_url=database_url,
        temporal_address=temporal_address,
        temporal_embedded=True,
        task_queue=task_queue,
        data=folder,
        mail_dir=folder / "mail",
    )
