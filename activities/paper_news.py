"""Telling the owner of a case, and who asked for a paper, that papers which have gone are wrong now."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from cases.state import State
from store.outbox import OutboxRow, row_id
from store.projection import Roster

KIND = "paper_wrong"  # a later step does not make it void


def messages(
    report: dict[str, Any],
    *,
    askers: Collection[str],
    told: Collection[str],
    state: State,
    as_of: datetime,
    roster: Roster,
) -> Iterator[OutboxRow]:
    """One to each. told: those who recorded what made them wrong, and read it in the report."""
    wrong = report["papers_wrong"]
    if not wrong:
        return
    for reader in sorted({roster.does("owner", state), *askers} - set(told)):
        if "@" in reader:
            yield OutboxRow(
                id=row_id(state.case_ref, KIND, str(report["step"]), reader, as_of),
                case_ref=state.case_ref,
                step=report["step"],
                deadline_kind=KIND,
                instance=str(report["step"]),
                audience_email=reader,
                not_before=as_of,
                subject=f"{state.case_ref}: {len(wrong)} paper{'s are' if len(wrong) > 1 else ' is'} wrong now",
                body="\n".join(
                    [
                        "What was recorded shows that these papers should not stand as they are:",
                        *(f"- {p['name']}: {p['because']}" for p in wrong),
                        "",
                        "Write to whoever has one, and ask for it again or correct the record.",
                        f"See it with: python starter.py documents {state.case_ref}",
                    ]
                ),
            )
