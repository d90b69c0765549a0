"""Papers that would be written otherwise, because the law is known better than when they were."""

from __future__ import annotations

from collections.abc import Sequence

import law
from cases.events import Event
from cases.fold import Folded, fold
from cases.steps import WriteDocument
from store.documents import PaperRow

Found = list[tuple[str, str]]  # the paper's name, and a sentence on what is wrong


def by_law(
    papers: Sequence[PaperRow],
    case_ref: str,
    recorded: Sequence[Event],
    known: law.Knowledge,
    before: law.Reading | None = None,
) -> Found:
    """Papers that were right by what was known of the law when they were written, and would be written otherwise now.

    before: the reading under which they were written, where that is another tree of packs.
    """
    sent = [p for p in papers if p.status == "final" and p.wrong_because is None]
    if not sent:
        return []
    with law.reading_as(before):
        old = fold(case_ref, recorded)
    with law.reading_as(known=known, over=True):
        new = fold(case_ref, recorded)
    return [
        (row.name, f"By the law as it is known now it would be written otherwise: {_told(was, now)}.")
        for row, was, now in _changed(sent, old, new)
        if now is not None
    ]


def _changed(
    papers: Sequence[PaperRow], old: Folded, new: Folded
) -> list[tuple[PaperRow, WriteDocument, WriteDocument | None]]:
    before, after = old.papers(), new.papers()
    found = []
    for row in papers:
        key = (str(row.event_id), row.paper, row.recipient_ref, row.status == "draft")
        was, now = before.get(key), after.get(key)
        if was is not None and row.status not in ("void", "withheld") and was != now:
            found.append((row, was, now))
    return found


def _told(was: WriteDocument, now: WriteDocument) -> str:
    parts = sorted(k for k in was.facts.keys() | now.facts.keys() if was.facts.get(k) != now.facts.get(k))
    return "; ".join(
        f"{p.replace('_', ' ')} was {was.facts.get(p, 'not given')} and is {now.facts.get(p, 'not given')}"
        for p in parts
    )
