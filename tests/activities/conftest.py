"""A small landlord on real PostgreSQL, loaded through the import, and steps carried out on its cases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import pytest

from activities.outcomes import carry_out
from cases.events import dump, parse
from cases.state import State, with_parts
from cases.steps import Receipt, StepCommand
from store import accounts
from store.db import Connection
from store.imports import check, load
from tests.store import folders

OFFICER, LEADER = "officer@example.org", "leader@example.org"


def _postings(account: str, weeks: int, rent: int, until: date) -> list[dict[str, str]]:
    first = until - timedelta(days=until.weekday()) - timedelta(weeks=weeks - 1)
    return [
        {
            "account_ref": account,
            "transaction_ref": f"{account}-{n}",
            "posted_on": (first + timedelta(weeks=n)).isoformat(),
            "type": "rent_charge",
            "charge": f"{rent}.00",
            "payment": "",
            "balance_after": f"{rent * (n + 1)}.00",
        }
        for n in range(weeks)
    ]


TENURES = ("secure", "assured", "introductory")


def _account(n: int, **cells: str) -> dict[str, str]:
    tenure = TENURES[n - 1]
    return {
        **folders.ACCOUNT,
        "account_ref": f"RA{n}",
        "tenancy_ref": f"T{n}",
        "tenancy_type": tenure,
        "tenancy_start": "2026-04-06" if tenure == "introductory" else "2019-04-01",
        "rent_charge": "60.00",
        "balance": "1200.00",
        "officer_email": OFFICER,
        "team": "north",
        **cells,
    }


def deliver(connection: Connection, account_ref: str, day: date, pence: int) -> None:
    """The landlord's next files for an account: the rent of each Monday since the last, and what brings it to `pence`."""
    held = accounts.get(connection, account_ref)
    sums, rows = {"charge": 0, "payment": 0}, []

    def post(on: date, kind: str, side: str, amount: int) -> None:
        sums[side] += amount
        rows.append({"posted_on": on.isoformat(), "type": kind, "charge": "", "payment": ""} | {side: pounds(amount)})

    for days in range(1, (day - held.balance_as_at).days + 1):
        on = held.balance_as_at + timedelta(days=days)
        if on.weekday() == 0:
            post(on, "rent_charge", "charge", 6000)
    left = held.balance_pence + sums["charge"] - pence
    if left:
        post(day, *(("payment", "payment", left) if left > 0 else ("adjustment", "charge", -left)))
    postings = [
        {"account_ref": account_ref, "transaction_ref": f"{account_ref}-{day}-{n}", **row} for n, row in enumerate(rows)
    ]
    n = int(account_ref[2:])
    account = _account(n, balance=pounds(pence), balance_as_at=day.isoformat())
    person = {**folders.PERSON, "tenancy_ref": f"T{n}", "person_ref": f"P{n}"}
    with TemporaryDirectory() as kept:
        folder = folders.folder(Path(kept) / "next", accounts=[account], people=[person], postings=postings)
        report = check(folder, today=day, connection=connection)
        assert report.ok, [p.sentence for p in report.problems]
        load(connection, folder, report=report, by="test", today=day)


def pounds(pence: int) -> str:
    return f"{pence // 100}.{pence % 100:02d}"


@pytest.fixture
def portfolio(conn: Connection, tmp_path: Path) -> Connection:
    """Three accounts, twenty weeks behind: RA1 secure with joint tenants, RA2 assured, RA3 introductory."""
    rows, people, postings = [], [], []
    for n in range(1, len(TENURES) + 1):
        rows.append(_account(n))
        people.append({**folders.PERSON, "tenancy_ref": f"T{n}", "person_ref": f"P{n}"})
        postings += _postings(f"RA{n}", 20, 60, date(2026, 11, 20))
    people.append({**folders.PERSON, "tenancy_ref": "T1", "person_ref": "P9", "role": "joint", "forename": "Ayşe"})
    folder = folders.folder(
        tmp_path / "landlord", accounts=rows, people=people, postings=postings, landlord=folders.LANDLORD
    )
    report = check(folder, today=folders.TODAY)
    assert not report.errors, [p.sentence for p in report.problems]
    load(conn, folder, report=report, by="test", today=folders.TODAY)
    return conn


class Desk:
    """Steps on one case, one after another, as its workflow would send them."""

    def __init__(self, connection: Connection, case_ref: str) -> None:
        self.connection = connection
        self.case_ref = case_ref
        self.step = 0
        self.state = State(case_ref=case_ref)
        self.report: dict[str, Any] = {}

    def command(self, kind: str, on: date, *, by: str = OFFICER, **fields: Any) -> StepCommand:
        event = parse(
            kind,
            {
                "event_id": str(uuid4()),
                "happened_on": on,
                "recorded_at": datetime.combine(on, time(9), tzinfo=UTC),
                "recorded_by": by,
                **fields,
            },
        )
        return StepCommand(
            case_ref=self.case_ref,
            step=self.step + 1,
            as_of=datetime.combine(fields.get("today", on), time(9, 5), tzinfo=UTC),
            events=(dump(event),),
        )

    def send(self, command: StepCommand) -> Receipt:
        receipt, self.report = carry_out(self.connection, command)
        if not receipt.refused:
            self.step = command.step
            self.state = with_parts(self.state, receipt.parts)
        return receipt

    def did(self, kind: str, on: date, **fields: Any) -> Receipt:
        """A step that must succeed."""
        receipt = self.send(self.command(kind, on, **fields))
        assert receipt.refused is None, receipt.refused
        return receipt

    def refused(self, kind: str, on: date, **fields: Any) -> str:
        """A step that must be refused; gives the sentence."""
        receipt = self.send(self.command(kind, on, **fields))
        assert receipt.refused, f"{kind} was allowed"
        return receipt.refused

    def delivered(self, day: date, pence: int) -> None:
        """The landlord's files of a day are loaded."""
        deliver(self.connection, self.case_ref.rpartition("-")[0], day, pence)


@pytest.fixture
def desk(portfolio: Connection) -> Callable[[str], Desk]:
    """Opens the case of an account on the day of the import."""

    def opened(account_ref: str) -> Desk:
        made = Desk(portfolio, f"{account_ref}-1")
        made.did("case_opened", folders.TODAY)
        return made

    return opened
