"""What the hands are given and give back beside steps. Stored in histories: a field is only added, with a default."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict


class Stored(BaseModel):
    """A shape kept in a history: frozen, and read even when newer code has added fields to it."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Attention(Stored):
    """Marks a case on the board as needing a person; an empty sentence takes the mark away."""

    case_ref: str
    sentence: str = ""


class Standing(Stored):
    """Where PostgreSQL says a case stands: what a workflow adopts when it has to begin again from there."""

    step: int
    state: dict[str, Any]
    stage: str = ""
    position: str = ""
    summary: str = ""
    next_on: date | None = None
    wake_at: datetime | None = None
    wake_why: str = ""
    closed: bool = False


class Told(Stored):
    """A page of the weekly review: how many facts were told to their cases, and how many could not be."""

    told: int = 0
    failed: int = 0


class Finding(Stored):
    """Something that `check` found wrong. case_ref: the workflow's id where there is no case of it, or a calendar's name.

    kind: nothing_next, late_wake, needs_attention, no_worker, no_workflow, no_row, failing_workflow, unacknowledged,
    law_unread or calendar_ends.
    """

    case_ref: str
    kind: str
    sentence: str


class Checked(Stored):
    """What a scheduled check found; at most the first hundred findings are kept in its history."""

    findings: int
    first: tuple[Finding, ...] = ()
