"""One date of a case, seen to: done where it is our own task, acknowledged, or given to somebody."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import quote
from uuid import UUID, uuid4

from anyio import to_thread
from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import ValidationError

from cases.events import complaints, parse
from cases.steps import Objection, sentence
from store import board, ledger, outbox, web
from store.board import DeadlineRow
from web import kit
from web.access import WORKERS, Viewer, may
from web.casefile import CaseFile
from web.house import Memory, NoSuchPage, TheHouse, now_of
from workflows import gateway
from workflows.gateway import CaseRefused, CaseUnavailable, EventNotUnderstood

router = APIRouter(prefix="/cases/{ref}/dates", include_in_schema=False)

Worker = Annotated[Viewer, may(*WORKERS)]


def _case_file(ref: str, viewer: Worker, memory: Memory) -> CaseFile:
    found = CaseFile(memory, ref, viewer)
    web.note_view(memory, found.row.case_ref, viewer.email)
    return found


Case = Annotated[CaseFile, Depends(_case_file)]


def address(row: DeadlineRow) -> str:
    """Where a date is seen to."""
    return f"/cases/{row.case_ref}/dates/{quote(row.kind)}" + (
        f"?instance={quote(row.instance)}" if row.instance else ""
    )


@router.get("/{deadline}")
def show(request: Request, viewer: Worker, case: Case, deadline: str, instance: str = "") -> Response:
    return _page(request, case, _found(case, deadline, instance))


@router.post("/{deadline}")
async def see_to(
    request: Request, viewer: Worker, case: Case, memory: Memory, house: TheHouse, deadline: str, instance: str = ""
) -> Response:
    """Done and given are events of the case; that somebody has seen a reminder is none."""
    async with request.form(max_fields=20) as sent:
        typed = {name: value.strip() for name, value in sent.multi_items() if isinstance(value, str)}
    event_id = _uuid(typed.get("event_id", ""))
    done = await to_thread.run_sync(ledger.event_by_id, memory, event_id)
    if done is not None and done.case_ref == case.row.case_ref:
        return RedirectResponse(f"/cases/{case.row.case_ref}/steps/{done.step}?new=1", 303)
    row = await to_thread.run_sync(_found, case, deadline, instance)
    if typed.get("do") == "acknowledge":
        await to_thread.run_sync(_acknowledge, case, row)
        return RedirectResponse(f"/cases/{case.row.case_ref}", 303)
    if typed.get("do") not in ("done", "give"):
        return _page(request, case, row, 422, ["Choose what is to be done."])
    about: dict[str, Any] = {
        "event_id": str(event_id), "happened_on": case.today, "recorded_at": now_of(case.row), "recorded_by": viewer.email,
        "deadline": row.kind, "instance": row.instance, "note": typed.get("note") or None,
    }  # fmt: skip
    try:
        if typed["do"] == "done":
            event = parse("deadline_done", about)
        else:
            to = next((e for e in case.at_work if e.lower() == typed.get("to", "").lower()), None)
            if to is None:
                return _page(request, case, row, 422, ["Choose who the date goes to."])
            event = parse("deadline_given", {**about, "to": to})
        receipt = await gateway.record(await house.client(), memory, case.row.case_ref, [event])
    except CaseRefused as no:
        said = [sentence(Objection.model_validate(o)) for o in no.refusal.get("objections", ())] or [str(no)]
        return _page(request, case, row, 422, said)
    except ValidationError as wrong:
        return _page(request, case, row, 422, complaints(wrong))
    except (EventNotUnderstood, CaseUnavailable) as fault:
        return _page(request, case, row, 503, [str(fault)])
    return RedirectResponse(f"/cases/{case.row.case_ref}/steps/{receipt.step}?new=1", 303)


def _acknowledge(case: CaseFile, row: DeadlineRow) -> None:
    outbox.acknowledge_date(
        case.memory, row.case_ref, row.kind, row.instance, step=case.row.version, label=row.label, act_on=row.act_on,
        today=case.today, by=case.viewer.email, at=now_of(case.row), now=datetime.now(UTC),
    )  # fmt: skip


def _found(case: CaseFile, deadline: str, instance: str) -> DeadlineRow:
    for row in board.case_deadlines(case.memory, case.row.case_ref):
        if (row.kind, row.instance) == (deadline, instance):
            return row
    raise NoSuchPage(f"Case {case.row.case_ref} has no such date any more: something was recorded that ended it.")


def _page(
    request: Request, case: CaseFile, row: DeadlineRow, status: int = 200, faults: list[str] | None = None
) -> Response:
    return kit.page(
        request, "case/date.html", status, title=row.label, case=case, row=case.row, state=case.state, today=case.today,
        parts_of_case=[], refetch="", found=row, faults=faults or [], why_not=row.by_hand_not, event_id=str(uuid4()),
        seen=outbox.seen_to(case.memory, [row.case_ref]).get((row.case_ref, row.kind, row.instance)),
        people=list(case.at_work.items()),
    )  # fmt: skip


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return uuid4()
