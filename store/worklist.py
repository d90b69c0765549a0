"""Lists of many cases as people work them: the work list with its tabs, the hearings of a day, the reports.

`scope` is the team beyond which somebody may not see; None for those who see every team.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Literal

from psycopg.rows import dict_row

from store import db
from store.accounts import rent_period
from store.db import Connection, Row

SQL = db.queries("queries_worklist.sql")

Tab = Literal["today", "waiting", "paused", "hearings", "evictions", "all"]
Report = Literal["pipeline", "moved", "outcomes", "promises", "paper_counts", "data_quality"]


class Asked(Row):
    """Which cases are wanted. None: of every kind. q: the beginning of a reference or claim number, or part of a name or
    an address."""

    team: str | None = None
    owner: str | None = None
    patch: str | None = None
    stage: str | None = None
    tenure: str | None = None
    q: str | None = None


class Rented(Row):
    """What a row needs for saying how many weeks of rent are owed."""

    arrears_pence: int | None
    rent_pence: int | None
    rent_period_code: int | None

    @property
    def weeks(self) -> float | None:
        """The arrears in weeks of rent, to one place; None where the rent is not known."""
        if not self.arrears_pence or not self.rent_pence or not self.rent_period_code:
            return None
        yearly = rent_period(self.rent_period_code).yearly(self.rent_pence)
        return round(self.arrears_pence * 52 / yearly, 1) if yearly else None


class WorkRow(Rented):
    """One case in a list. task_on: the day of the next thing we have to do; own_today: the case's own day."""

    case_ref: str
    account_ref: str
    version: int
    stage: str
    position: str
    position_label: str
    tenure: str
    nation: str
    team: str | None
    patch: str | None
    owner: str | None
    waiting_on: str | None
    arrears_as_at: date | None
    opened_on: date
    closed_on: date | None
    next_on: date | None
    next_label: str | None
    holds: tuple[str, ...]
    irregular: int
    needs_attention: str | None
    as_of: datetime
    tenancy_ref: str | None
    address_1: str | None
    town: str | None
    postcode: str | None
    vulnerable: bool
    do_not_visit_alone: bool
    language: str | None
    own_today: date
    task_on: date | None
    task_label: str | None
    task_owner: str | None
    hearing_at: datetime | None
    eviction_at: datetime | None
    claim_number: str | None
    tenants: tuple[str, ...]
    last_payment_pence: int | None
    last_payment_on: date | None

    @property
    def address(self) -> str:
        """The address in one line; its postcode is not broken."""
        postcode = (self.postcode or "").replace(" ", "\u00a0")
        return ", ".join(part for part in (self.address_1, self.town, postcode) if part)


class HearingRow(Rented):
    """One hearing of a day with what is needed in court. state: the whole case, as JSON."""

    case_ref: str
    account_ref: str
    owner: str | None
    team: str | None
    tenure: str
    version: int
    position_label: str
    arrears_as_at: date | None
    hearing_at: datetime
    court: str
    purpose: str
    heard: bool
    claim_number: str | None
    holds: tuple[str, ...]
    irregular: int
    state: dict[str, Any]
    tenancy_ref: str | None
    address: str | None
    uc_status: str | None
    hb_weekly_pence: int | None
    vulnerable: bool
    do_not_visit_alone: bool
    tenants: tuple[str, ...]


class Choices(Row):
    """What the filters can choose from."""

    teams: tuple[str, ...] | None
    patches: tuple[str, ...] | None
    owners: tuple[str, ...] | None
    tenures: tuple[str, ...] | None


def counts(connection: Connection, asked: Asked, *, scope: str | None, today: date) -> dict[str, int]:
    """How many cases each tab has: today, waiting, paused, hearings, evictions, everything."""
    return _dicts(connection, "counts", {**_asked(asked), "scope": scope, "today": today})[0]


def cases(
    connection: Connection,
    asked: Asked,
    *,
    tab: Tab,
    scope: str | None,
    today: date,
    limit: int | None = None,
    offset: int = 0,
) -> list[WorkRow]:
    """The cases of one tab, the most urgent first. today: London's day, which a case's moved clock adds to.

    A search over every case finds closed ones too.
    """
    more = {"tab": tab, "scope": scope, "today": today, "limit": limit, "offset": offset}
    more["with_closed"] = tab == "all" and (asked.q is not None or asked.stage == "closed")
    return db.rows(connection, WorkRow, SQL["cases"], {**_asked(asked), **more})


def choices(connection: Connection, *, scope: str | None) -> Choices:
    """What the filters can choose from, among open cases."""
    found = db.row(connection, Choices, SQL["choices"], {"scope": scope})
    assert found is not None  # an aggregate always has a row
    return found


def hearings(connection: Connection, day: date, *, scope: str | None) -> list[HearingRow]:
    """The hearings of a day, by court and time."""
    return db.rows(connection, HearingRow, SQL["hearings"], {"day": day, "scope": scope})


def hearing_days(connection: Connection, *, since: date, scope: str | None) -> list[tuple[date, int]]:
    """The days with hearings to come, and how many each has."""
    return connection.execute(SQL["hearing_days"], {"since": since, "scope": scope}).fetchall()


def report(connection: Connection, name: Report, **asked: Any) -> list[dict[str, Any]]:
    """The rows of one report, by the names its query gives."""
    return _dicts(connection, name, asked)


def _asked(asked: Asked) -> dict[str, Any]:
    # What people type is looked for as it is: these two mean "anything" to the database.
    q = asked.q and asked.q.strip().replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    return {**asked.model_dump(), "q": q or None}


def _dicts(connection: Connection, name: str, asked: dict[str, Any]) -> list[dict[str, Any]]:
    with connection.cursor(row_factory=dict_row) as cursor:
        found: Sequence[dict[str, Any]] = cursor.execute(SQL[name], asked).fetchall()
    return list(found)
