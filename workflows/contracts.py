"""What passes between a face, a case's workflow and the hands: references, days and pence, never a name or free words.

These shapes are stored in histories that live for years: a field is only ever added, and always with a default.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Literal

from pydantic import Field

from activities.contracts import Stored

WORKFLOW_TYPE = "ArrearsCase"
ROLL_AT = 250  # events of one run, about what a whole case makes; a cold replay of that many takes some 0.15 s
RING = 64  # ids of events remembered across runs; older ones are still found in the ledger


class CaseStart(Stored):
    """What a run begins with: only the references when the case is opened, the rest when a run follows another.

    carried: the state as JSON. step: the last step carried out. done: event id -> its step, oldest first.
    held: reports that could not be carried out and wait for somebody, each a list of events.
    roll_at: after how many history events the run hands over to the next one.
    """

    case_ref: str
    account_ref: str
    episode: int
    nation: str = ""
    team: str = ""
    carried: dict[str, Any] | None = None
    step: int = 0
    stage: str = ""
    position: str = ""
    summary: str = ""
    next_on: date | None = None
    wake_at: datetime | None = None
    wake_why: str = ""
    done: dict[str, int] = Field(default_factory=dict)
    attention: str = ""
    held: tuple[tuple[dict[str, Any], ...], ...] = ()
    roll_at: int = ROLL_AT
    hands_timeout: timedelta = timedelta(seconds=30)


class Report(Stored):
    """Events told together, as `cases.events.dump` makes them; they become one step."""

    events: tuple[dict[str, Any], ...]


class Recorded(Stored):
    """What the case answers to a report: the step in which it was written; everything else stands in PostgreSQL."""

    step: int
    position: str = ""


class Resolve(Stored):
    """What is to be done about a case that needs attention.

    retry: try what is held again. drop: let it go. adopt: take the case as PostgreSQL has it, then go on from there.
    """

    action: Literal["retry", "drop", "adopt"]
    by: str = ""


class CaseEnd(Stored):
    """How a case's workflow ended."""

    case_ref: str
    step: int
    closed_on: date | None = None
    closed_why: str = ""


def case_ref(account_ref: str, episode: int) -> str:
    """`R-1042` and 2 -> `R-1042-2`."""
    return f"{account_ref}-{episode}"


def workflow_id(account_ref: str, episode: int) -> str:
    """`R-1042` and 2 -> `arrears/R-1042/2`: one episode of one account, so that a second open case cannot be."""
    return f"arrears/{account_ref}/{episode}"


def workflow_of(case_ref: str) -> str:
    """`R-1042-2` -> `arrears/R-1042/2`."""
    account_ref, _, episode = case_ref.rpartition("-")
    return f"arrears/{account_ref}/{episode}"
