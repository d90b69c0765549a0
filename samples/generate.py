"""Writes the sample portfolio as it would stand on a day: `python samples/generate.py --today 2026-11-22 --out DIR`.

The same day gives the same bytes. Every legal day in it is asked of the law room, so on another day the whole story
moves with it: notices, hearings and evictions stay lawful, and what is irregular stays irregular.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

if __name__ == "__main__":
    # Run as a script, the folder of the script is on the path and the checkout is not.
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from law.dates import london_day
from samples.landlord import landlord_toml
from samples.people import LANGUAGES
from samples.portfolio import Entry, portfolio

COMMITTED_ON = date(2026, 11, 22)
HERE = Path(__file__).resolve().parent
COMMITTED = HERE / "portfolio"


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes the files and says how many accounts there are."""
    parser = argparse.ArgumentParser(description="Writes the sample portfolio as it would stand on a day.")
    parser.add_argument("--today", type=date.fromisoformat, help="the day, as YYYY-MM-DD; without it, today in London")
    parser.add_argument("--out", type=Path, default=COMMITTED, help="the folder to write to")
    asked = parser.parse_args(arguments)
    today = asked.today or london_day(datetime.now(UTC))
    entries = write(asked.out, today)
    print(f"{len(entries)} accounts as on {today.isoformat()} are in {asked.out}.")
    return 0


def write(folder: Path, today: date) -> list[Entry]:
    """Writes the four files and landlord.toml into `folder`, and gives the accounts they hold."""
    entries = portfolio(today)
    folder.mkdir(parents=True, exist_ok=True)
    _csv(folder / "rent_accounts.csv", _ACCOUNT, (_account(entry, today) for entry in entries))
    _csv(folder / "tenants.csv", _PERSON, (row for entry in entries for row in _people(entry, today)))
    _csv(folder / "transactions.csv", _POSTING, (row for entry in entries for row in _postings(entry)))
    _csv(folder / "events.csv", _EVENT, (row for entry in entries for row in _events(entry)))
    (folder / "landlord.toml").write_text(landlord_toml(today), encoding="utf-8", newline="\n")
    return entries


_ACCOUNT = (
    "account_ref tenancy_ref property_ref landlord_code jurisdiction tenancy_type social_housing lease_years "
    "tenancy_start tenancy_end address_1 address_2 town postcode rent_period_code rent_charge service_charge "
    "other_charge rent_due_on rent_in_advance balance balance_as_at court_costs_on_account prior_account_debt "
    "payment_method uc_status uc_next_payment hb_weekly patch team officer_email vulnerability_flag "
    "breathing_space_until do_not_visit_alone language account_status"
)
_PERSON = (
    "tenancy_ref person_ref role title forename surname date_of_birth phone email preferred_channel adjustments is_lead"
)
_POSTING = (
    "account_ref transaction_ref posted_on period_start period_end type source_code description charge payment "
    "balance_after reverses_ref"
)
_EVENT = "account_ref event happened_on recorded_at recorded_by source details"


def _csv(path: Path, columns: str, rows: Iterable[Sequence[object]]) -> None:
    with open(path, "w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns.split())
        writer.writerows(rows)


def _account(entry: Entry, today: date) -> tuple[object, ...]:
    number = int(entry.number)
    monthly = entry.charges.every == "monthly"
    costs = sum(row.pence for row in entry.postings if row.type == "court_cost" and entry.balance > 0)
    uc_next = today + timedelta(days=number % 28 + 1) if entry.uc_status in ("verified", "direct_payment") else ""
    return (
        entry.account_ref,
        f"T{entry.number}",
        f"P{entry.number}",
        entry.landlord,
        entry.jurisdiction,
        entry.tenure,
        _flag(entry.social_housing),
        entry.lease_years or "",
        entry.started_on,
        entry.ended_on or "",
        entry.home.address_1,
        entry.home.address_2,
        entry.home.town,
        entry.home.postcode,
        entry.charges.code,
        _pounds(entry.charges.rent),
        _pounds(entry.charges.service) if entry.charges.service else "",
        _pounds(entry.charges.other) if entry.charges.other else "",
        "1" if monthly else "Monday",
        _flag(number % 3 != 0),
        _pounds(entry.balance),
        today - timedelta(days=1),
        _pounds(costs) if costs else "",
        _pounds(entry.prior_debt) if entry.prior_debt else "",
        "universal credit" if entry.uc_status else ("direct debit", "card", "standing order", "cash")[number % 4],
        entry.uc_status or ("none" if number % 5 else ""),
        uc_next,
        _pounds(entry.housing_benefit) if entry.housing_benefit else "",
        entry.patch,
        entry.team,
        entry.owner,
        _flag(number % 17 == 0),
        entry.hold_until or "",
        _flag(number % 41 == 0),
        LANGUAGES[number % len(LANGUAGES)] if number % 19 == 0 else "",
        entry.status,
    )


def _people(entry: Entry, today: date) -> Iterable[tuple[object, ...]]:
    for n, tenant in enumerate(entry.tenants):
        born = date(tenant.date_of_birth_year - COMMITTED_ON.year + today.year, 1 + int(entry.number) % 12, 1 + n * 9)
        yield (
            f"T{entry.number}",
            tenant.person_ref,
            tenant.role,
            tenant.title,
            tenant.forename,
            tenant.surname,
            born,
            tenant.phone,
            tenant.email,
            tenant.preferred_channel,
            tenant.adjustments,
            _flag(tenant.is_lead),
        )


def _postings(entry: Entry) -> Iterable[tuple[object, ...]]:
    running = 0
    for n, row in enumerate(entry.postings, start=1):
        running += row.pence
        first, last = row.period or ("", "")
        yield (
            entry.account_ref,
            f"{entry.account_ref}-{n:04d}",
            row.posted_on,
            first,
            last,
            row.type,
            row.source_code,
            row.description,
            _pounds(row.pence) if row.pence >= 0 else "",
            _pounds(-row.pence) if row.pence < 0 else "",
            _pounds(running),
            "" if row.reverses is None else f"{entry.account_ref}-{row.reverses + 1:04d}",
        )


def _events(entry: Entry) -> Iterable[tuple[object, ...]]:
    for step in entry.steps:
        yield (
            entry.account_ref,
            step.event,
            step.happened_on,
            step.recorded_at.isoformat(),
            step.recorded_by,
            "import",
            step.json,
        )


def _pounds(pence: int) -> str:
    sign = "-" if pence < 0 else ""
    return f"{sign}{abs(pence) // 100}.{abs(pence) % 100:02d}"


def _flag(value: bool) -> str:
    return "true" if value else "false"


if __name__ == "__main__":
    raise SystemExit(main())
