"""What a face's way to a case has to look up or note in PostgreSQL before and after it speaks to Temporal.

Each function is a transaction of its own on a connection outside any transaction block.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from activities import texts
from cases.steps import Receipt
from store import accounts, board, demonstration, ledger
from store.accounts import AccountNotFound, AccountRow
from store.board import BoardRow
from store.db import Connection
from store.demonstration import Moved

__all__ = [
    "AccountNotFound",
    "AccountRow",
    "BoardRow",
    "Connection",
    "Moved",
    "account",
    "case",
    "kind_of",
    "move_account",
    "next_episode",
    "open_case",
    "outcome",
    "put_back",
    "receipt",
    "recorded_in",
    "set_clock_ahead",
    "without_addresses",
]


def account(conn: Connection, account_ref: str) -> AccountRow:
    """The rent account. Raises AccountNotFound."""
    with conn.transaction():
        return accounts.get(conn, account_ref)


def case(conn: Connection, reference: str) -> BoardRow | None:
    """The case of this reference, or an account's open or last case."""
    with conn.transaction():
        return board.get(conn, reference)


def open_case(conn: Connection, account_ref: str) -> BoardRow | None:
    """The account's open case."""
    with conn.transaction():
        return board.open_case_for_account(conn, account_ref)


def next_episode(conn: Connection, account_ref: str) -> int:
    """The number that the account's next case gets."""
    with conn.transaction():
        return board.last_episode(conn, account_ref) + 1


def recorded_in(conn: Connection, event_id: UUID) -> tuple[str, int] | None:
    """The case and the step in which an event was recorded."""
    with conn.transaction():
        found = ledger.event_by_id(conn, event_id)
    return (found.case_ref, found.step) if found else None


def kind_of(conn: Connection, event_id: str) -> str | None:
    """What kind of event was recorded under an id; None when there is none."""
    try:
        wanted = UUID(event_id)
    except ValueError:
        return None
    with conn.transaction():
        found = ledger.event_by_id(conn, wanted)
    return found.kind if found else None


def receipt(conn: Connection, case_ref: str, step: int) -> Receipt:
    """What a step did, as its workflow was told."""
    with conn.transaction():
        found = ledger.find_step(conn, case_ref, step)
    return Receipt.model_validate(found.receipt) if found else Receipt(case_ref=case_ref, step=step)


def outcome(conn: Connection, case_ref: str, step: int) -> dict[str, Any] | None:
    """The full report of a step."""
    with conn.transaction():
        found = ledger.find_step(conn, case_ref, step)
    return found.outcome if found else None


def set_clock_ahead(conn: Connection, case_ref: str, ahead: timedelta) -> None:
    """Notes how far a case's own clock runs ahead of ours."""
    with conn.transaction():
        board.set_clock_ahead(conn, case_ref, ahead)


def move_account(conn: Connection, row: BoardRow, until: date, paid_pence: int) -> Moved | None:
    """Brings the account of a case that a demonstration moved on to `until`; no rent after the tenancy's end."""
    ended = (row.state.get("former") or {}).get("ended_on")
    return demonstration.move(
        conn, row.account_ref, until, paid_pence=paid_pence, ended_on=date.fromisoformat(ended) if ended else None
    )


def put_back(conn: Connection, case_ref: str, told: Any) -> Any:
    """Data that came from Temporal with words and addresses in place of their references."""
    with conn.transaction():
        return texts.put_back(conn, case_ref, told)


def without_addresses(conn: Connection, told: Any) -> Any:
    """Data that may go to Temporal: a reference in place of every address."""
    with conn.transaction():
        return texts.without_addresses(conn, told)
