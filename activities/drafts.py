"""Drafts do not keep: one older than the working day before, or of a figure that the account no longer says, is void."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from activities.papers.refusals import working_day
from cases.events import Event
from cases.events.court import ApprovalGiven, ApprovalRequested
from cases.state import State
from cases.steps import Objection
from law.dates import DAY, in_words
from store import documents
from store.db import Connection
from store.documents import PaperRow
from templates.words import balance


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
    old = asked.happened_on < _oldest(state, event.happened_on)
    if not drafts or not (old or said - {now}):
        return
    figure = f" says {balance(min(said))} and" if said else ""
    account = f"the account says {balance(now)}" if now is not None else "no balance is known"
    why = account if said - {now} else "is older than the working day before"
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
    oldest = _oldest(state, today)
    documents.void_drafts(connection, case_ref=state.case_ref, step=step, arrears=now, oldest=oldest)


def _oldest(state: State, day: date) -> date:
    """The first day whose drafts still hold: the working day before, so that Friday's are read on Monday."""
    before = day - DAY
    while not working_day(before, state.the_tenancy.nation):
        before -= DAY
    return before
