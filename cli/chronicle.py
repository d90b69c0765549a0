"""The record of a case: every event in the order it was recorded, what followed from it, and its papers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cli import say
from cli.outcome import paper_state, reason
from speech import fields, nations, words
from speech.fields import as_typed

if TYPE_CHECKING:
    from store.documents import PaperRow
    from store.ledger import EventRow, StepRow

_SHORT = 8
_CODE = re.compile(r"[a-z]+(?:_[a-z]+)+")
# Said of every event, above its details or not at all.
_HIDDEN = frozenset(
    {"event_id", "happened_on", "recorded_at", "recorded_by", "source", "kind", "known_on", "known_version", "withheld"}
)


def tell(case_ref: str, events: Sequence[EventRow], steps: Mapping[int, StepRow], papers: Sequence[PaperRow]) -> None:
    """Prints the record."""
    say.put(f"Case {case_ref}: {words.count(len(events), 'event')}", style="bold")
    nation = next((str(e.payload.get("nation")) for e in events if e.kind == "case_opened"), None)
    replaced = {str(e.payload.get("corrects")): e.seq for e in events if e.kind == "corrected"}
    seen: set[int] = set()
    for event in events:
        if event.step not in seen:
            seen.add(event.step)
            step = steps.get(event.step)
            say.heading(f"Step {event.step}, recorded {words.moment(event.recorded_at)}{_position(step)}")
        fixed = replaced.get(str(event.event_id))
        put_right = f" (put right by event {fixed})" if fixed else ""
        say.put(
            f"{event.seq}. {words.day(event.happened_on)}: {nations.event(event.kind, nation)}{put_right}, "
            f"by {event.recorded_by}, source {words.plain(event.source)}, id {str(event.event_id)[:_SHORT]}",
            indent=2,
        )
        say.pairs(_details(event), indent=6)
        for because in _reasons(event):
            say.put(f"- {because}", indent=6, style="dim")
        for paper in papers:
            if str(paper.event_id) == str(event.event_id):
                wrong = f"; wrong now: {paper.wrong_because}" if paper.wrong_because else ""
                say.put(f"paper {paper.name} ({paper_state(paper.model_dump(mode='json'))}){wrong}", indent=6)


def as_json(
    case_ref: str, events: Sequence[EventRow], steps: Mapping[int, StepRow], papers: Sequence[PaperRow]
) -> dict[str, Any]:
    """The record for a program."""
    return {
        "case_ref": case_ref,
        "events": [
            {
                **event.model_dump(mode="json", exclude={"case_ref"}),
                "papers": [p.name for p in papers if str(p.event_id) == str(event.event_id)],
            }
            for event in events
        ],
        "steps": [
            {"step": step.step, "as_of": step.as_of, "recorded_at": step.recorded_at, "outcome": step.outcome}
            for step in steps.values()
        ],
    }


def _position(step: StepRow | None) -> str:
    after = (step.outcome.get("position") or {}).get("after") if step else None
    return f": {after}" if after else ""


def _details(event: EventRow) -> list[tuple[str, str]]:
    from cases.events import REGISTER

    kind = REGISTER.get(event.kind)
    form = {**fields.of(kind), **fields.common()} if kind else {}
    shown = []
    for name in (*form, *(n for n in event.payload if n not in form and n not in _HIDDEN)):
        value = event.payload.get(name)
        if name == "replacement" and isinstance(value, dict):
            value = {k: v for k, v in value.items() if k not in _HIDDEN or k == "happened_on"}
        if value in (None, [], False, "") or name in _HIDDEN:
            continue
        text = form[name].show(value) if name in form else _computed(name, value)
        shown.append((words.plain(name.removesuffix("_pence")), text))
    return shown


def _computed(name: str, value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool) and name.endswith("_pence"):
        return words.money(value)
    if isinstance(value, str) and name.endswith(("_on", "_at")) and len(value) == len("2026-12-01"):
        return words.day(value)
    if isinstance(value, list):
        return "; ".join(_computed(name, part) for part in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{words.plain(k)} {_part(k, v)}" for k, v in value.items() if v is not None)
    return words.plain(value) if _CODE.fullmatch(str(value)) else str(value)


def _part(name: str, value: Any) -> str:
    if name in ("due", "paid", "short") and isinstance(value, int):
        return words.money(value)
    return words.day(value) if name.endswith("_on") else str(value)


def _reasons(event: EventRow) -> list[str]:
    found = [reason(b) for b in event.decision.get("because", ())]
    for objection in event.decision.get("objections", ()):
        cite = f" ({objection['cite']})" if objection.get("cite") else ""
        found.append(as_typed(f"irregular: {objection.get('says', '')}{cite}"))
    return found
