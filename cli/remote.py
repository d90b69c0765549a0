"""Recording by way of the board's API: for a keyboard that reaches neither PostgreSQL nor Temporal, with a key of its own."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from uuid import uuid4

from cli.say import Failed, NotFound, Problem, RefusedByRule, Usage

if TYPE_CHECKING:
    from cases.events import Event
    from settings import Board

PATIENCE = 90  # seconds: the board itself waits a minute for an event to be written


def record(
    board: Board, case: str, kind: type[Event], tokens: list[str], *, on: str, as_fact: bool, dry_run: bool
) -> dict[str, Any]:
    """Records an event of a case, or tries it out, and gives the same report as the command line's own way."""
    from cases.events import own_fields
    from cli import forms
    from cli.record import day_typed

    if kind.kind == "corrected":
        raise Usage("An event is corrected on the board's own pages, or where PostgreSQL can be reached.")
    texts = forms.options(kind, tokens)
    ref = quote(case.strip(), safe="")
    standing = _ask(board, f"/api/cases/{ref}")
    today = date.fromisoformat(_ask(board, f"/api/cases/{ref}/next")["today"])
    given = forms.Given(
        event_id=str(uuid4()),
        happened_on=day_typed(on, today),
        recorded_at=datetime.now(UTC),
        recorded_by="key@board",  # the board says whose key it is
        today=today,
        as_fact=as_fact,
        tenants=tuple((standing["state"].get("tenancy") or {}).get("tenants") or ()),
    )
    event = forms.build(kind, texts, given)
    told = event.model_dump(mode="json", include={*own_fields(kind), "note"}, exclude_unset=True)
    sent = {
        "kind": kind.kind,
        "happened_on": event.happened_on.isoformat(),
        "event_id": event.event_id,
        "note": told.pop("note", None),
        "fields": told,
        "as_fact": as_fact,
        "dry_run": dry_run,
    }
    return _ask(board, f"/api/cases/{ref}/events", sent)


def _ask(board: Board, path: str, sent: dict[str, Any] | None = None) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {board.key}", "Accept": "application/json"}
    body = None
    if sent is not None:
        headers["Content-Type"] = "application/json"
        body = json.dumps(sent).encode()
    asked = urllib.request.Request(f"{board.url}{path}", data=body, headers=headers)
    try:
        with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
            found: dict[str, Any] = json.load(answer)
            return found
    except urllib.error.HTTPError as no:
        raise _problem(no) from None
    except (OSError, ValueError) as away:
        raise Failed(
            f"The board at {board.url} gives no answer ({away}). Nothing is known to have been recorded."
        ) from None


def _problem(no: urllib.error.HTTPError) -> Problem:
    try:
        told: dict[str, Any] = json.load(no)
    except ValueError:
        told = {"error": f"The board answered {no.code}."}
    said = [str(one) for one in told.get("reasons") or ()] or [
        str(told.get("error") or f"The board answered {no.code}.")
    ]
    if no.code == 404:
        return NotFound(*said)
    if no.code == 409:
        return RefusedByRule(*said, data={**told, "refused": True})
    if no.code in (400, 422):
        return Usage(*said)
    return Failed(*said)
