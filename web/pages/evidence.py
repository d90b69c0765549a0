"""Files that show what happened on a case: taken in for an event or a paragraph of the protocol, listed, taken out."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID, uuid4

from anyio import to_thread
from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from store import desk, evidence, web
from store.evidence import KINDS, EvidenceRow, Unfit
from web import kit, uploads
from web.access import READERS, WORKERS, Viewer, may
from web.casefile import CaseFile
from web.downloads import attachment
from web.house import Memory, NoSuchPage, TheHouse

router = APIRouter(prefix="/cases/{ref}/evidence", include_in_schema=False)

Reader = Annotated[Viewer, may(*READERS)]
Worker = Annotated[Viewer, may(*WORKERS)]

_EVENT, _PARAGRAPH = "event:", "protocol:"


def _to_look(ref: str, viewer: Reader, memory: Memory) -> CaseFile:
    found = CaseFile(memory, ref, viewer)
    web.note_view(memory, found.row.case_ref, viewer.email)
    return found


def _to_work(ref: str, viewer: Worker, memory: Memory) -> CaseFile:
    return CaseFile(memory, ref, viewer)


Seen = Annotated[CaseFile, Depends(_to_look)]
Worked = Annotated[CaseFile, Depends(_to_work)]


@router.get("")
def files(request: Request, viewer: Reader, case: Seen, house: TheHouse, about: str = "") -> Response:
    """The files of a case, and the form for one more."""
    return _page(request, case, house.settings.evidence_max_mb, {"about": about})


@router.post("")
async def take_in(request: Request, viewer: Worker, case: Worked, memory: Memory, house: TheHouse) -> Response:
    """Takes a file in. The form sent again is the same file."""
    largest = house.settings.evidence_max_mb
    try:
        async with uploads.form(request, largest_mb=largest) as sent:
            fields, name, content = sent.fields, sent.name, sent.content
    except uploads.TooLarge:
        return await to_thread.run_sync(_page, request, case, largest, {}, 413, evidence.too_large(largest))
    return await to_thread.run_sync(_keep, request, case, largest, fields, name, content)


@router.get("/{evidence}")
def take_out(viewer: Reader, case: Seen, evidence: UUID) -> Response:
    """A file to keep. Browsers save it and open nothing; that it was taken out is noted."""
    row, content = _found(case, evidence)
    desk.note(case.memory, viewer.email, "evidence_taken_out", case_ref=row.case_ref, file=row.name)
    return attachment(content, row.name, KINDS[row.kind][0])


@router.post("/{evidence}/withdraw")
def withdraw(
    request: Request, viewer: Worker, case: Worked, house: TheHouse, evidence: UUID, why: Annotated[str, Form()] = ""
) -> Response:
    """Says that a file was taken in by mistake: it stays listed and is not given out any more."""
    if not why.strip():
        return _page(request, case, house.settings.evidence_max_mb, {}, 422, "Say why the file is withdrawn.")
    if not _withdraw(case, evidence, viewer.email, why.strip()[:1000]):
        raise NoSuchPage(f"Case {case.row.case_ref} has no such file that could be withdrawn.")
    return RedirectResponse(f"/cases/{case.row.case_ref}/evidence", 303)


def _found(case: CaseFile, number: UUID) -> tuple[EvidenceRow, bytes]:
    found = evidence.get(case.memory, case.row.case_ref, number)
    if found is None:
        raise NoSuchPage(f"Case {case.row.case_ref} has no such file that can be taken out.")
    return found


def _withdraw(case: CaseFile, number: UUID, by: str, why: str) -> bool:
    return evidence.withdraw(case.memory, case.row.case_ref, number, by=by, why=why)


def _keep(
    request: Request, case: CaseFile, largest: int, fields: dict[str, str], name: str, content: bytes
) -> Response:
    try:
        number = UUID(fields.get("number", ""))
    except ValueError:
        number = uuid4()
    about = _about(case, fields.get("about", ""))
    if not name:
        return _page(request, case, largest, fields, 422, f"No file was chosen; expected {evidence.EXPECTED}.")
    if about is None:
        return _page(
            request, case, largest, fields, 422, "Choose what the file shows; the file has to be chosen again."
        )
    try:
        evidence.add(
            case.memory, number=number, case_ref=case.row.case_ref, name=name, content=content, by=case.viewer.email,
            largest_mb=largest, says=fields.get("says", ""), **about,
        )  # fmt: skip
    except Unfit as unfit:
        return _page(request, case, largest, fields, 422, f"{name[:100]}: {unfit}")
    return RedirectResponse(f"/cases/{case.row.case_ref}/evidence", 303)


def choices(case: CaseFile) -> list[tuple[str, list[tuple[str, str]]]]:
    """What a file can be for: paragraphs of the protocol with each tenant, and events."""
    rows = [
        (
            f"{_PARAGRAPH}{r.paragraph}:{r.tenant or ''}",
            f"{r.paragraph} {r.title}" + (f", {case.names.get(r.tenant, r.tenant)}" if r.tenant else ""),
        )
        for r in case.protocol
    ]
    told = [
        (f"{_EVENT}{t.event_id}", f"No. {t.seq}: {t.title}, {kit.short_day(t.happened_on)}")
        for t in case.told
        if not t.machine
    ]
    return [("The protocol", list(dict(rows).items())), ("An event", told)]


def _about(case: CaseFile, typed: str) -> dict[str, Any] | None:
    """What was chosen, when it is one of this case's."""
    if typed not in {value for _, options in choices(case) for value, _ in options}:
        return None
    if typed.startswith(_EVENT):
        return {"event_id": UUID(typed.removeprefix(_EVENT))}
    paragraph, _, tenant = typed.removeprefix(_PARAGRAPH).rpartition(":")
    return {"paragraph": paragraph, "tenant": tenant or None}


def _page(
    request: Request, case: CaseFile, largest: int, typed: dict[str, str], status: int = 200, fault: str = ""
) -> Response:
    return kit.page(
        request, "case/evidence.html", status, title="Evidence", case=case, row=case.row, state=case.state,
        today=case.today, parts_of_case=case.navigation("evidence"), refetch="", typed=typed, fault=fault, number=str(uuid4()),
        choices=choices(case), largest=largest, expected=evidence.EXPECTED,
    )  # fmt: skip
