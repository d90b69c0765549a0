"""What a step did, told whole for the faces: stage, dates made, moved and cancelled, papers, irregularities, reasons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import law
from cases.deadlines import deadlines
from cases.events import Event
from cases.position import position
from cases.state import State
from cases.steps import Decision, StepCommand
from law.reading import Knowledge
from store.documents import PaperRow
from store.projection import Roster, deadline_row


def outcome_of(
    *,
    command: StepCommand,
    before: State,
    after: State,
    taken: Sequence[tuple[Event, Decision]],
    papers: Sequence[PaperRow],
    wrong: Sequence[tuple[str, str | None]],
    today: date,
    roster: Roster,
    refolded: bool,
    knew: Knowledge | None = None,
) -> dict[str, Any]:
    """The report of a step as JSON; the shape is the one that the command line and the board read.

    knew: what the step before knew of the law, by which the dates stood until now.
    """
    with law.knowing(knew):
        was = position(before, today) if before.tenancy else None
        stood = _dates(before, today, roster)
    now = position(after, today)
    dates = _dates(after, today, roster)
    first = next((d for d in dates.values() if d["act_on"] and d["status"] == "open"), None)
    return {
        "case_ref": command.case_ref,
        "step": command.step,
        "as_of": command.as_of.isoformat(),
        "events": [
            {"event_id": e.event_id, "kind": e.kind, "happened_on": e.happened_on.isoformat()} for e, _ in taken
        ],
        "nation": after.the_tenancy.nation,
        "stage": {"before": was.stage if was else None, "after": now.stage},
        "position": {"before": was.label if was else None, "after": now.label},
        "dates": _changes(stood, dates),
        "papers": [_paper(p) for p in papers],
        "papers_wrong": [{"name": name, "because": because} for name, because in wrong if because],
        "papers_right": [name for name, because in wrong if because is None],
        "irregular": {
            "new": [
                i.model_dump(mode="json")
                for i in after.irregular
                if i.status == "open" and not any(o.key == i.key and o.status == "open" for o in before.irregular)
            ],
            "cured": [
                i.model_dump(mode="json")
                for i in after.irregular
                if i.status != "open" and any(o.key == i.key and o.status == "open" for o in before.irregular)
            ],
        },
        "because": [b.model_dump(mode="json") for _, d in taken for b in d.because],
        "next": {"label": first["label"], "on": first["act_on"]} if first else None,
        "refolded": refolded,
    }


def _dates(state: State, today: date, roster: Roster) -> dict[tuple[str, str], dict[str, Any]]:
    if state.tenancy is None:
        return {}
    rows = (deadline_row(d, state, roster) for d in deadlines(state, today))
    return {(r.kind, r.instance): r.model_dump(mode="json", exclude={"case_ref"}) for r in rows}


def _changes(
    old: dict[tuple[str, str], dict[str, Any]], new: dict[tuple[str, str], dict[str, Any]]
) -> dict[str, list[dict[str, Any]]]:
    return {
        "made": [d for key, d in new.items() if key not in old],
        "cancelled": [d for key, d in old.items() if key not in new],
        "moved": [
            {**d, "was": old[key]["act_on"]}
            for key, d in new.items()
            if key in old and old[key]["act_on"] != d["act_on"]
        ],
    }


def _paper(row: PaperRow) -> dict[str, Any]:
    return {
        "paper": row.paper,
        "name": row.name,
        "recipient_ref": row.recipient_ref,
        "status": row.status,
        "specimen": row.specimen,
        "lacks_welsh": bool(row.facts.get("lacks_welsh")),
        "refusals": [f"{r['code']}: {r['details']}" for r in row.refusals],
        "unsettled": row.facts.get("unsettled", []),
    }
