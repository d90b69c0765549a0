"""Drafts do not keep: one that is older than a day, or whose figure the account no longer says, is void and made again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from cases.events import Event
from cases.events.court import ApprovalGiven, ApprovalRequested
from cases.state import State
from cases.steps import Objection
from law.dates import in_words
from store import documents
from store.db import Connection
from store.documents import PaperRow
from templates.words import balance

KEEPS = 1  # days


def against(
    event: ApprovalGiven, state: State, recorded: Sequence[Event], papers: Sequence[PaperRow]
) -> Iterator[Objection]:
    """R01 where what is being approved is a draft that is void: whoever approves has read something else than would leave."""
    asked = next((e for e in reversed(recorded) if isinstance(e, ApprovalRequested) and e.act == event.act), None)
    if asked is None or event.source == "import":
        return
    drafts = [row for row in papers if str(row.event_id) == asked.event_id and row.status in ("draft", "void")]
    said = {row.facts["order"]["arrears"] for row in drafts if row.facts.get("order", {}).get("arrears") is not None}
    now = state.balance.arrears if state.balance else None
    old = (event.happened_on - asked.happened_on).days > KEEPS
    if not drafts or not (old or said - {now}):
        return
    figure = f" says {balance(min(said))} and" if said else ""
    account = f"the account says {balance(now)}" if now is not None else "no balance is known"
    why = account if said - {now} else f"is older than {KEEPS} day"
    act = event.act.replace("_", "-")
    yield Objection(
        rule="paper.R01",
        kind="account",
        says=f"The draft of {in_words(asked.happened_on)}{figure if said - {now} else ''} {why}, so it is void",
        cure=f"Put the {act} forward again (approval_requested), which makes it again, and read the new draft.",
    )


def void(connection: Connection, state: State, step: int, today: date) -> None:
    """Marks the drafts of earlier steps that no longer hold, and those that a paper of this step takes the place of."""
    now = state.balance.arrears if state.balance else None
    oldest = today - timedelta(days=KEEPS)
    documents.void_drafts(connection, case_ref=state.case_ref, step=step, arrears=now, oldest=oldest)
