"""Lists of many cases as people work them: the work list with its tabs, the hearings of a day, the reports.

`scope` says what somebody may see. A place in a list is the key of a row, so the next page begins there however long the list is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal

import psycopg
from psycopg.rows import dict_row

from store import db
from store.accounts import rent_period
from store.db import Connection, Row, StoreError
from store.scope import Scope

SQL = db.queries("queries_worklist.sql")

Tab = Literal["today", "waiting", "paused", "hearings", "evictions", "all"]


Due = Literal["late", "today", "week", "month"]
Owed = Literal["0-500", "500-1000", "1000-2500", "2500-"]
Benefit = Literal["uc", "hb", "none"]
Flag = Literal["vulnerable", "do_not_visit_alone", "restricted", "irregular", "paper_withheld", "attention"]


class Asked(Row):
    """Which cases are wanted. None: of every kind. q: the beginning of a reference or claim number, or the beginnings of
    words of a name or an address. due: when what is next falls due; owed: pounds of arrears, from and below."""

    team: str | None = None
    owner: str | None = None
    patch: str | None = None
    stage: str | None = None
    tenure: str | None = None
    nation: str | None = None
    ground: str | None = None
    due: Due | None = None
    owed: Owed | None = None
    benefit: Benefit | None = None
    flag: Flag | None = None
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
    """One case in a list. task_on: the day of the next thing we have to do; own_today: the case's own day.

    Of a restricted case a list shows neither names nor an address.
    """

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
    due_on: str
    owed_first: int
    restricted: bool
    tenants: tuple[str, ...]
    last_payment_pence: int | None
    last_payment_on: date | None
    contact_on: date | None

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

    teams: tuple[str, ...]
    patches: tuple[str, ...]
    owners: tuple[str, ...]
    tenures: tuple[str, ...]


COUNTED = ("today", "waiting", "paused", "hearings", "evictions", "everything")
Place = tuple[str, ...]
# What a part of `Asked` adds to a query.
_ONLY = {
    "team": SQL["only_team"],
    "owner": SQL["only_owner"],
    "patch": SQL["only_patch"],
    "stage": SQL["only_stage"],
    "tenure": SQL["only_tenure"],
    "nation": SQL["only_nation"],
    "ground": SQL["only_ground"],
    "due": SQL["only_due"],
    "owed": SQL["only_owed"],
    "benefit": SQL["only_benefit"],
    "flag": SQL["only_flag"],
    "q": SQL["only_q"],
}
# The columns that a tab is ordered by, each with its type; the last one makes every place another.
_REF = ("case_ref", "text")
_ORDERS = {"hearings": (("hearing_at", "timestamptz"), _REF), "evictions": (("eviction_at", "timestamptz"), _REF)}
_BY_URGENCY = (("due_on", "date"), ("owed_first", "bigint"), _REF)


def place_of(row: WorkRow, tab: Tab) -> Place:
    """Where a row stands in the order of a tab, for `cases(after=...)`."""
    found = (getattr(row, name) for name, _ in _ORDERS.get(tab, _BY_URGENCY))
    return tuple(part.isoformat() if isinstance(part, datetime) else str(part) for part in found)


def counts(connection: Connection, asked: Asked, *, scope: Scope, today: date) -> dict[str, int]:
    """How many cases each tab has: today, waiting, paused, hearings, evictions, everything."""
    return total(stage_counts(connection, asked, scope=scope, today=today))


def total(by_stage: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    """The counts of all stages together."""
    return {name: sum(stage[name] for stage in by_stage.values()) for name in COUNTED}


def stage_counts(connection: Connection, asked: Asked, *, scope: Scope, today: date) -> dict[str, dict[str, int]]:
    """The same for each stage that has a case."""
    of_team = SQL["of_team"] if scope.team is not None else b""
    query = _fitted("counts", asked).replace(b"/* of team */", of_team)
    with connection.cursor(row_factory=dict_row) as cursor:
        found = cursor.execute(query, _asked(asked, scope, today)).fetchall()
    return {str(row.pop("stage")): row for row in found}


def cases(
    connection: Connection,
    asked: Asked,
    *,
    tab: Tab,
    scope: Scope,
    today: date,
    limit: int | None = None,
    offset: int = 0,
    after: Place | None = None,
    before: Place | None = None,
) -> list[WorkRow]:
    """The cases of one tab, the most urgent first. today: London's day, which a case's moved clock adds to.

    after, before: only what comes after a place, or the last ones before it. A search over every case finds closed ones
    too. Raises StoreError for a place that no row of this tab can have.
    """
    keys = _ORDERS.get(tab, _BY_URGENCY)
    back = before is not None
    place = before if back else after
    if place is not None and len(place) != len(keys):
        raise StoreError("That part of the list is not known; expected the place that a page of it gave.")
    names = [f"board.{name}" for name, _ in keys]
    order = "ORDER BY " + ", ".join(f"{name} DESC" if back else name for name in names)
    beyond = "true"
    if place is not None:
        typed = ", ".join(f"%(place_{n})s::{kind}" for n, (_, kind) in enumerate(keys))
        beyond = f"({', '.join(names)}) {'<' if back else '>'} ({typed})"
    closed_too = tab == "all" and (asked.q is not None or asked.stage == "closed")
    page = _fitted("page_of_list", asked, closed_too=closed_too)
    page = page.replace(b"/* order */", order.encode()).replace(b"/* place */", beyond.encode())
    more = {f"place_{n}": part for n, part in enumerate(place or ())} | {"tab": tab, "limit": limit, "offset": offset}
    try:
        found = _page(connection, page, {**_asked(asked, scope, today), **more})
    except psycopg.DataError:
        raise StoreError("That part of the list is not known; expected the place that a page of it gave.") from None
    return found[::-1] if back else found


def columns(
    connection: Connection, asked: Asked, stages: Sequence[str], *, tab: Tab, scope: Scope, today: date, each: int
) -> list[WorkRow]:
    """The first `each` cases of each stage."""
    more = {"tab": tab, "limit": each, "stages": list(stages)}
    return _page(connection, _fitted("page_of_board", asked), {**_asked(asked, scope, today), **more})


def choices(connection: Connection, *, scope: Scope) -> Choices:
    """What the filters can choose from, among open cases."""
    found = connection.execute(SQL["choices"], scope.asked).fetchall()
    teams, patches, owners, tenures = (tuple(sorted({row[n] for row in found if row[n]})) for n in range(4))
    return Choices(teams=teams, patches=patches, owners=owners, tenures=tenures)


def hearings(connection: Connection, day: date, *, scope: Scope) -> list[HearingRow]:
    """The hearings of a day, by court and time."""
    return db.rows(connection, HearingRow, SQL["hearings"], {"day": day, **scope.asked})


def hearing_days(connection: Connection, *, since: date, scope: Scope) -> list[tuple[date, int]]:
    """The days with hearings to come, and how many each has."""
    return connection.execute(SQL["hearing_days"], {"since": since, **scope.asked}).fetchall()


def _asked(asked: Asked, scope: Scope, today: date) -> dict[str, Any]:
    typed = (asked.q or "").strip()
    # What people type is looked for as it is: these two mean "anything" to the database.
    q = typed.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    words = " & ".join(f"'{word}':*" for word in re.split(r"\W+", typed.lower()) if word)
    return {**asked.model_dump(), "q": q or None, "words": words, "today": today, **scope.asked}


def _fitted(name: str, asked: Asked, *, closed_too: bool = False) -> bytes:
    # only what is asked for stands in the query: beside an OR no index could be used
    only = [_ONLY[field] for field, value in asked.model_dump().items() if (value or "").strip()]
    only += [] if closed_too else [SQL["only_open"]]
    fitted = SQL[name].replace(b"/* filters */", SQL["filters"]).replace(b"/* tab */", SQL["tab"])
    return fitted.replace(b"/* only */", b"\n".join(only))


def _page(connection: Connection, page: bytes, asked: dict[str, Any]) -> list[WorkRow]:
    return db.rows(connection, WorkRow, SQL["cases"].replace(b"/* page */", page), asked)
