"""Telling the owner of a case that the law has changed under it: what changed, which dates moved, which papers are wrong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from cases.events.throughout import LawReviewed
from cases.state import State
from cases.steps import Decision
from law.dates import in_words
from store.outbox import OutboxRow, row_id
from store.projection import Roster

KIND = "law_change"  # a later step does not make it void


def message(
    event: LawReviewed, decision: Decision, report: dict[str, Any], *, state: State, as_of: datetime, roster: Roster
) -> Iterator[OutboxRow]:
    """One message to the case's owner; none when nobody owns the case."""
    owner = roster.does("owner", state)
    if "@" not in owner:
        return
    wrong = report["papers_wrong"]
    yield OutboxRow(
        id=row_id(state.case_ref, KIND, event.change, owner, as_of),
        case_ref=state.case_ref,
        step=report["step"],
        deadline_kind=KIND,
        instance=event.change,
        audience_email=owner,
        not_before=as_of,
        subject=f"{state.case_ref}: {_subject(len(report['dates']['moved']))}",
        body="\n".join(
            [
                "What has changed:",
                *(f"- {says}" for says in event.says),
                "",
                "What it does to this case:",
                *(_moves(report["dates"]) or ["- No date moves."]),
                *(f"- The paper {p['name']} is wrong now. {p['because']}" for p in wrong),
                *(["", "Why:", *(f"- {b.says} ({b.cite})" for b in decision.because)] if decision.because else []),
                "",
                "What was decided before stays as it was decided.",
                f"See it with: python starter.py show {state.case_ref}",
            ]
        ),
    )


def _subject(moved: int) -> str:
    if not moved:
        return "what is known of the law has changed, and no date moves"
    return f"the law has changed and {moved} date{'s move' if moved > 1 else ' moves'}"


def _moves(dates: dict[str, list[dict[str, Any]]]) -> list[str]:
    moved = [f"- {d['label']}: {_day(d['act_on'])}, before {_day(d['was'])}. {d['because']}" for d in dates["moved"]]
    made = [f"- New: {d['label']}, {_day(d['act_on'])}. {d['because']}" for d in dates["made"]]
    gone = [f"- No longer: {d['label']}, {_day(d['act_on'])}." for d in dates["cancelled"]]
    return [*moved, *made, *gone]


def _day(text: str | None) -> str:
    return in_words(date.fromisoformat(text)) if text else "no day yet"
