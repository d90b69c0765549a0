"""The JSON API: the same cases for programs, and for the palette of the pages. Money in pence, days and times as ISO text."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import partial
from typing import Annotated, Any
from uuid import UUID, uuid4

from anyio import to_thread
from fastapi import APIRouter, Query, Request
from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from cases.events import UnknownEvent, class_of, complaints, own_fields, parse
from cases.stages import STAGES
from cases.steps import Objection, sentence
from speech import fields
from store import board, worklist
from store.worklist import Asked, Tab, WorkRow
from web.access import READERS, WORKERS, Role, Viewer, may
from web.house import Memory, TheHouse, find_case, now_of, record_for, today_of
from workflows import gateway
from workflows.gateway import CaseRefused, EventNotUnderstood


class Fault(BaseModel):
    """Why there is no other answer, in a sentence. reasons: each one where there are several."""

    model_config = ConfigDict(extra="allow")

    error: str
    reasons: list[str] = []


FAULTS: dict[int | str, dict[str, Any]] = {
    400: {"model": Fault, "description": "Not JSON"},
    401: {"model": Fault, "description": "No key, or one that has ended"},
    403: {"model": Fault, "description": "Not for this role, or a restricted case and no reason given"},
    404: {"model": Fault, "description": "No such case that may be seen"},
    422: {"model": Fault, "description": "Not understood: a sentence for each fault"},
    503: {"model": Fault, "description": "PostgreSQL or Temporal does not answer"},
}

router = APIRouter(prefix="/api", tags=["cases"], responses=FAULTS)

Reader = Annotated[Viewer, may(*READERS, Role.SERVICE)]
Worker = Annotated[Viewer, may(*WORKERS, Role.SERVICE)]


_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def iso_day(given: Any) -> Any:
    """A day as it is written in JSON; a number or an instant is not turned into one."""
    if isinstance(given, date) and not isinstance(given, datetime):
        return given
    if given is None or not _is_day(given):
        raise ValueError("a day as 2026-12-01 is expected")
    return given


def _is_day(given: Any) -> bool:
    return given is None or (isinstance(given, str) and _ISO_DAY.fullmatch(given) is not None)


Day = Annotated[date, BeforeValidator(iso_day)]


class Recording(BaseModel):
    """An event to record. event_id: the same id again is the same event. fields: the event's own, by name."""

    model_config = ConfigDict(extra="forbid", strict=True)

    kind: str = Field(max_length=60)
    happened_on: Day = Field(strict=False)
    event_id: UUID = Field(default_factory=uuid4, strict=False)
    fields: dict[str, Any] = Field(default_factory=dict)
    note: str | None = Field(default=None, max_length=4000)
    as_fact: bool = False
    dry_run: bool = False


@router.get("/openapi.json", include_in_schema=False)
def openapi(request: Request, viewer: Reader) -> Response:
    """The description of this API."""
    return JSONResponse(request.app.openapi())


@router.get("/cases")
def cases(
    viewer: Reader,
    memory: Memory,
    tab: Tab = "all",
    q: Annotated[str | None, Query(max_length=100)] = None,
    owner: str | None = None,
    stage: str | None = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    after: Annotated[str | None, Query(max_length=200)] = None,
) -> dict[str, Any]:
    """Cases, the most urgent first. `next`, given back as `after`, goes on where this answer ends; null at the end."""
    asked = Asked(q=q or None, owner=owner or None, stage=stage or None)
    found = worklist.cases(
        memory, asked, tab=tab, scope=viewer.scope, today=today_of(), limit=limit, offset=offset,
        after=tuple(after.split("~")) if after else None,
    )  # fmt: skip
    further = "~".join(worklist.place_of(found[-1], tab)) if len(found) == limit else None
    return {"cases": [_line(row) for row in found], "next": further}


def _line(row: WorkRow) -> dict[str, Any]:
    # the keys of the list's order are told in `next` alone
    return {**row.model_dump(mode="json", exclude={"due_on", "owed_first"}), "address": row.address}


@router.get("/cases/{ref}")
def case(viewer: Reader, memory: Memory, ref: str) -> dict[str, Any]:
    """Where one case stands: its line on the board, its state, its dates."""
    row = find_case(memory, ref, viewer)
    dates = jsonable_encoder(board.case_deadlines(memory, row.case_ref))
    return {**row.model_dump(mode="json", exclude={"clock_ahead"}), "deadlines": dates}


@router.get("/cases/{ref}/next")
def what_next(viewer: Reader, memory: Memory, ref: str) -> dict[str, Any]:
    """What may be recorded now, what is blocked, why, and from which day."""
    row = find_case(memory, ref, viewer)
    steps = [step.model_dump(mode="json") for step in gateway.next_steps(memory, row, now_of(row))]
    return {"case_ref": row.case_ref, "today": today_of(row).isoformat(), "version": row.version, "steps": steps}


@router.get("/cases/{ref}/events")
def events(viewer: Reader, memory: Memory, ref: str) -> dict[str, Any]:
    """The record of a case, in the order in which it was recorded."""
    row = find_case(memory, ref, viewer)
    return {"case_ref": row.case_ref, "events": jsonable_encoder(record_for(memory, row, viewer))}


_ANSWERS: dict[int | str, dict[str, Any]] = {
    409: {"model": Fault, "description": "Refused by a rule: each reason, its citation and the first possible day"},
}


@router.post("/cases/{ref}/events", responses=_ANSWERS)
async def record(viewer: Worker, memory: Memory, house: TheHouse, ref: str, recording: Recording) -> Response:
    """Records an event and gives what followed; with `dry_run` what would follow, and nothing is written."""
    row = await to_thread.run_sync(find_case, memory, ref, viewer)
    about = {
        "event_id": str(recording.event_id), "happened_on": recording.happened_on, "recorded_at": now_of(row),
        "recorded_by": viewer.email, "note": recording.note, "as_fact": recording.as_fact,
    }  # fmt: skip
    try:
        kind = class_of(recording.kind)
        if kind.machine or kind.kind == "case_opened":
            return _wrong([f"{kind.kind} is not recorded by hand."])
        if strangers := sorted(set(recording.fields) - set(own_fields(kind))):
            return _wrong([f"{name} is not a field of {kind.kind}." for name in strangers])
        if misdated := [
            name
            for name, field in fields.of(kind).items()
            if field.kind == "day" and not _is_day(recording.fields.get(name))
        ]:
            return _wrong([f"{name}: a day as 2026-12-01 is expected." for name in misdated])
        event = parse(kind.kind, {**recording.fields, **about})
    except UnknownEvent as unknown:
        return _wrong([str(unknown)])
    except ValidationError as wrong:
        return _wrong(complaints(wrong))
    try:
        if recording.dry_run:
            attempt = partial(gateway.preview, memory, row.case_ref, [event], now_of(row), settings=house.settings)
            found = await to_thread.run_sync(attempt)
        else:
            receipt = await gateway.record(await house.client(), memory, row.case_ref, [event])
            found = gateway.outcome(memory, row.case_ref, receipt.step)
    except CaseRefused as no:
        reasons = [sentence(Objection.model_validate(o)) for o in no.refusal.get("objections", ())]
        return JSONResponse({"error": str(no), "reasons": reasons, **jsonable_encoder(no.refusal)}, 409)
    except EventNotUnderstood as wrong:
        return _wrong(list(wrong.sentences))
    return JSONResponse({**jsonable_encoder(found), "event_id": str(recording.event_id), "dry_run": recording.dry_run})


@router.get("/deadlines")
def deadlines(
    viewer: Reader,
    memory: Memory,
    until: Day | None = None,
    owner: str | None = None,
    limit: Annotated[int, Query(ge=1, le=2000)] = 500,
) -> dict[str, Any]:
    """Known dates of open cases, the nearest first, overdue ones with them."""
    found = board.deadlines(memory, until=until, today=today_of(), owner=owner, scope=viewer.scope, limit=limit)
    return {"deadlines": jsonable_encoder(found)}


@router.get("/summary")
def summary(viewer: Reader, memory: Memory) -> dict[str, Any]:
    """How many open cases there are, by tab and by stage."""
    counts = worklist.counts(memory, Asked(), scope=viewer.scope, today=today_of())
    stages = worklist.stage_counts(memory, Asked(), scope=viewer.scope, today=today_of())
    cases = {stage: stages[stage]["everything"] if stage in stages else 0 for stage in STAGES}
    return {"as_of": datetime.now(UTC).isoformat(), "tabs": counts, "stages": cases}


def _wrong(sentences: list[str]) -> Response:
    return JSONResponse({"error": " ".join(sentences), "reasons": sentences}, 422)
