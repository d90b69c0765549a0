"""The read model: one row a case, its dates, and the balances that would wake it. The ledger can rebuild all of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Literal

from psycopg.types.json import Jsonb

from cases.deadlines import needs_event
from store import db
from store.db import Connection, Row, StoreError
from store.scope import HOUSE, Scope

SQL = db.queries("queries_board.sql")


class NoSuchCase(StoreError):
    """The board has no case of this reference."""


class BoardLine(Row):
    """Where a case stands, without its state. Money in pence; `version` is the last step, `seq` the last event.

    `clock_ahead` belongs to demonstrations: how far this case's own clock was moved. `upsert` leaves it alone.
    `unsettled`: dates that rest on a rule neither confirmed nor signed off; `restricted_to`: who may see a restricted case
    beside its team, None for one that is not restricted. Both are read, never written.
    """

    case_ref: str
    account_ref: str
    episode: int
    workflow_id: str
    version: int
    seq: int
    stage: str
    position: str
    position_label: str
    nation: str
    tenure: str
    team: str | None = None
    patch: str | None = None
    owner: str | None = None
    waiting_on: str | None = None
    arrears_pence: int | None = None
    arrears_as_at: date | None = None
    opened_on: date
    closed_on: date | None = None
    next_on: date | None = None
    next_kind: str | None = None
    next_label: str | None = None
    wake_at: datetime | None = None
    wake_why: str | None = None
    holds: tuple[str, ...] = ()
    irregular: int = 0
    needs_attention: str | None = None
    as_of: datetime
    clock_ahead: timedelta = timedelta(0)
    unsettled: int = 0
    restricted_to: tuple[str, ...] | None = None

    @property
    def restricted(self) -> bool:
        """Whether only its team and named people may see the case."""
        return self.restricted_to is not None


class BoardRow(BoardLine):
    """Where a case stands, with its whole state as JSON."""

    state: dict[str, Any]


class DeadlineRow(Row):
    """One date of a case: when to act, the statutory and the safe day, and the because with its citations.

    An `unknown` one waits for somebody else (the court) and has no day yet.
    """

    case_ref: str
    kind: str
    instance: str = ""
    label: str
    act_on: date | None = None
    statutory_on: date | None = None
    safe_on: date | None = None
    because: str
    citations: tuple[Any, ...] = ()
    confidence: str
    owner: str | None = None
    escalate_to: str | None = None
    waiting_on: str | None = None
    status: Literal["open", "unknown"] = "open"

    @property
    def by_hand_not(self) -> str:
        """Why it cannot be marked as done by hand, as a sentence; empty where it can."""
        cited = [str(c.get("title")) if isinstance(c, dict) else str(c) for c in self.citations]
        ours = cited == ["Our policy"] and self.statutory_on is None and self.safe_on is None
        return needs_event(self.kind, ours_alone=ours, waiting_on=self.waiting_on or "us")


class DueRow(DeadlineRow):
    """A date with enough of its case to be read in a list of many cases."""

    account_ref: str
    stage: str
    position_label: str
    tenure: str
    team: str | None
    arrears_pence: int | None
    nation: str


class WatchRow(Row):
    """What in the account would wake the case: a balance below or above, or a payment that did not come.

    `pay_expected` is {"from": day, "streams": [{"first": day, "every": "week", "pence": n}]}: less paid since `from` than had
    fallen due by the day before the balance wakes the case.
    """

    case_ref: str
    wake_below_pence: int | None = None
    wake_above_pence: int | None = None
    pay_expected: dict[str, Any] | None = None


class Summary(Row):
    """The portfolio at a glance. `stages` and `papers` count open cases by stage and papers by status."""

    accounts: int
    accounts_in_arrears: int
    open_cases: int
    closed_cases: int
    irregular: int
    needing_attention: int
    stages: dict[str, int]
    papers: dict[str, int]
    next_deadlines: tuple[DueRow, ...]


def upsert(connection: Connection, row: BoardRow) -> bool:
    """Writes the row unless the board has the same or a later version; whether it wrote.

    Raises psycopg UniqueViolation when the account already has another open case.
    """
    return db.value(connection, SQL["upsert"], db.parameters(row)) is not None


def replace_deadlines(connection: Connection, case_ref: str, rows: Sequence[DeadlineRow]) -> None:
    """Makes `rows` the dates of the case."""
    connection.execute(SQL["delete_deadlines"], {"case_ref": case_ref})
    db.many(
        connection,
        SQL["insert_deadline"],
        [db.parameters(row) | {"citations": Jsonb(list(row.citations))} for row in rows],
    )
    connection.execute(SQL["set_task"], {"case_ref": case_ref})


def case_deadlines(connection: Connection, case_ref: str) -> list[DeadlineRow]:
    """The dates of one case, the nearest first and the unknown last."""
    return db.rows(connection, DeadlineRow, SQL["case_deadlines"], {"case_ref": case_ref})


def set_watch(connection: Connection, row: WatchRow) -> None:
    """Sets what would wake the case; a watch with nothing in it is removed."""
    if row.wake_below_pence is None and row.wake_above_pence is None and row.pay_expected is None:
        connection.execute(SQL["clear_watch"], {"case_ref": row.case_ref})
    else:
        connection.execute(SQL["set_watch"], db.parameters(row))


def watch(connection: Connection, case_ref: str) -> WatchRow | None:
    """What would wake the case, or None."""
    return db.row(connection, WatchRow, SQL["watch"], {"case_ref": case_ref})


def get(connection: Connection, ref_or_account: str) -> BoardRow | None:
    """The case of this reference; or the open, else the last, case of the account of this reference; or None."""
    return db.row(connection, BoardRow, SQL["get"], {"ref": ref_or_account})


def still(connection: Connection, case_ref: str) -> BoardRow:
    """The case as it stands, and no step of it is kept until this transaction ends. Raises NoSuchCase."""
    db.value(connection, SQL["still"], {"case_ref": case_ref})
    found = get(connection, case_ref)
    if found is None or found.case_ref != case_ref:
        raise NoSuchCase(f"The board has no case {case_ref}.")
    return found


def open_case_for_account(connection: Connection, account_ref: str) -> BoardRow | None:
    """The account's open case, or None."""
    return db.row(connection, BoardRow, SQL["open_case_for_account"], {"account_ref": account_ref})


def last_episode(connection: Connection, account_ref: str) -> int:
    """The episode of the account's last case; 0 when it had none."""
    return int(db.value(connection, SQL["last_episode"], {"account_ref": account_ref}))


def list_cases(
    connection: Connection,
    *,
    stage: str | None = None,
    owner: str | None = None,
    team: str | None = None,
    overdue_on: date | None = None,
    waiting_on: str | None = None,
    with_closed: bool = False,
    limit: int | None = None,
) -> list[BoardLine]:
    """Cases that fit everything asked for, the next date first.

    `overdue_on` keeps those with an open date before that day on the case's own clock. Closed cases are left out unless
    `with_closed` is set or `stage` is "closed".
    """
    asked = {
        "stage": stage,
        "owner": owner,
        "team": team,
        "overdue_on": overdue_on,
        "waiting_on": waiting_on,
        "with_closed": with_closed or stage == "closed",
        "limit": limit,
    }
    return db.rows(connection, BoardLine, SQL["list_cases"], asked)


def deadlines(
    connection: Connection,
    *,
    since: date | None = None,
    until: date | None = None,
    today: date | None = None,
    owner: str | None = None,
    team: str | None = None,
    scope: Scope = HOUSE,
    limit: int | None = None,
) -> list[DueRow]:
    """Known dates of open cases from `since` to `until`, both included, on each case's own clock; the nearest first.

    Without `since` overdue ones too. With `today`, days that were a tenant's and have passed are left out.
    """
    asked = {"since": since, "until": until, "today": today, "owner": owner, "team": team, "limit": limit}
    return db.rows(connection, DueRow, SQL["deadlines"], {**asked, **scope.asked})


def visible(connection: Connection, refs: Collection[str], scope: Scope) -> set[str]:
    """Which of these cases somebody may see."""
    return {ref for (ref,) in connection.execute(SQL["visible"], {"refs": list(refs), **scope.asked})}


def hearings_on(connection: Connection, day: date) -> list[BoardRow]:
    """Open cases with a hearing to come on a day, by time."""
    return db.rows(connection, BoardRow, SQL["hearings_on"], {"on": day.isoformat()})


def summary(connection: Connection, *, today: date | None = None, next_deadlines: int = 10) -> Summary:
    """The portfolio at a glance, with the nearest `next_deadlines` dates."""
    stages: dict[str, int] = dict(connection.execute(SQL["summary_stages"]).fetchall())
    papers: dict[str, int] = dict(connection.execute(SQL["summary_papers"]).fetchall())
    counts = connection.execute(SQL["summary_counts"]).fetchone() or (0, 0, 0, 0, 0)
    accounts, in_arrears, closed, irregular, attention = counts
    return Summary(
        accounts=accounts,
        accounts_in_arrears=in_arrears,
        open_cases=sum(stages.values()),
        closed_cases=closed,
        irregular=irregular,
        needing_attention=attention,
        stages=stages,
        papers=papers,
        next_deadlines=tuple(deadlines(connection, since=today, limit=next_deadlines)),
    )


def set_clock_ahead(connection: Connection, case_ref: str, ahead: timedelta) -> None:
    """Records that this case's own clock runs `ahead` of ours. Raises NoSuchCase."""
    if db.value(connection, SQL["set_clock_ahead"], {"case_ref": case_ref, "ahead": ahead}) is None:
        raise NoSuchCase(f"There is no case {case_ref} on the board, so its clock was not moved.")


def clear(connection: Connection) -> dict[str, timedelta]:
    """Empties the board before a rebuild; returns the clocks that were moved, for `set_clock_ahead` afterwards."""
    clocks: dict[str, timedelta] = dict(connection.execute(SQL["clocks"]).fetchall())
    connection.execute(SQL["clear"])
    return clocks


def dump_board(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    """The whole read model in a fixed order for comparison, without the demonstration clock.

    Its keys are the tables: board, board_deadline, case_watch.
    """
    return {
        "board": _json_rows(connection, SQL["dump_board"]),
        "board_deadline": _json_rows(connection, SQL["dump_deadlines"]),
        "case_watch": _json_rows(connection, SQL["dump_watches"]),
    }


def _json_rows(connection: Connection, query: bytes) -> list[dict[str, Any]]:
    return [found for (found,) in connection.execute(query).fetchall()]
