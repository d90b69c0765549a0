"""What goes to court as one file: the claim with everything that stands against it, one hearing, a court day."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response

from activities import asked
from activities.packs import NoPack, claim, contents, court_day, hearing
from activities.packs.claim import ClaimPack
from speech import words
from store import web
from store.db import StoreError
from web import kit, options
from web.access import READERS, WORKERS, Viewer, may
from web.casefile import CaseFile
from web.downloads import attachment, zipped
from web.forms import Typed
from web.house import Memory, find_case, now_of, today_of

router = APIRouter(include_in_schema=False)

Reader = Annotated[Viewer, may(*READERS)]
Worker = Annotated[Viewer, may(*WORKERS)]

_ZIP = "application/zip"
#: What no event says of a claim, in the words of the papers that ask for it.
CLAIM_OPTIONS = {
    **asked.GATHERERS["E-20"].options,
    "schedule_served_on": asked.GATHERERS["E-23"].options["schedule_served_on"],
}
_SECONDS = 20
# Bundles are made by LibreOffice, which takes a core and a folder of its own: one at a time, and the board stays quick.
_making = threading.Lock()


def _to_look(ref: str, viewer: Reader, memory: Memory) -> CaseFile:
    return _seen(ref, viewer, memory)


def _to_work(ref: str, viewer: Worker, memory: Memory) -> CaseFile:
    return _seen(ref, viewer, memory)


def _seen(ref: str, viewer: Viewer, memory: Memory) -> CaseFile:
    found = CaseFile(memory, ref, viewer)
    if not found.row.restricted:
        web.note_view(memory, found.row.case_ref, viewer.email)
    return found


Seen = Annotated[CaseFile, Depends(_to_look)]
Worked = Annotated[CaseFile, Depends(_to_work)]


def to_claim(case: CaseFile) -> bool:
    """Whether there is a claim to be made or sent."""
    own = case.state.claim
    return case.state.the_tenancy.nation == "england" and (own is None or bool(own.ended_on) or not own.issued_on)


def to_hear(case: CaseFile) -> bool:
    """Whether a hearing is to come that a pack can be made for."""
    own = case.state.hearing
    return case.state.the_tenancy.nation == "england" and own is not None and not own.heard and own.on >= case.today


@router.get("/cases/{ref}/claim")
def claim_page(request: Request, viewer: Reader, case: Seen) -> Response:
    """The claim as it would be sent today. A look keeps no paper."""
    return _claim(request, case, {})


@router.post("/cases/{ref}/claim")
def claim_with(request: Request, viewer: Worker, case: Worked, sent: options.Sent) -> Response:
    """The same with what only the officer knows; or, as they asked, the pack with its papers kept."""
    if sent.get("do") != ["download"]:
        return _claim(request, case, sent)
    said, errors = _claim_said(case, sent)
    if errors:
        return _claim(request, case, sent)
    now = now_of(case.row)
    found = claim.capture(case.memory, case.row, by=viewer.email, now=now, options=said)
    name = f"{case.row.case_ref} claim {found.begun_on}"
    return _packed(name, lambda folder: claim.write(found, folder, made_at=now))


@router.get("/cases/{ref}/hearing")
def hearing_page(request: Request, viewer: Worker, case: Worked) -> Response:
    """What there is for the next hearing and what is missing. A look keeps no paper."""
    with case.memory.transaction(force_rollback=True):
        found = contents.contents(case.memory, case.row, today=case.today)
    lists = (
        ("Missing", found.missing),
        ("Bring: not written here", found.to_bring),
        ("Tell the judge", found.to_tell),
        ("Left out of the bundle", found.left_out),
    )
    return _page(request, case, "case/hearing.html", "The hearing's papers", found=found, lists=lists)


@router.post("/cases/{ref}/hearing")
def hearing_pack(viewer: Worker, case: Worked) -> Response:
    """Everything for the next hearing, the bundle as one PDF."""
    with _one_at_a_time():
        found = contents.contents(case.memory, case.row, today=case.today)
        name = f"{case.row.case_ref} hearing {found.hearing.on.isoformat()}"
        return _packed(name, lambda folder: hearing.write(found, folder, made_at=now_of(case.row)))


@router.post("/hearings/pack")
def court_day_pack(
    viewer: Worker, memory: Memory, court: Annotated[str, Form()] = "", date: Annotated[str, Form()] = ""
) -> Response:
    """Every hearing of a court on a day that the viewer may see; of a restricted case the reason is asked first."""
    try:
        day = words.read_day(date, today=today_of())
    except words.Unreadable as unreadable:
        raise StoreError(f"{date[:100]!r} was given as the day; expected {unreadable}.") from None
    own = [one for one in court_day.hearings(memory, court, day) if viewer.scope.covers(one.team, one.restricted_to)]
    if not own:
        raise NoPack(f"No hearing that you can see is at {court.strip()[:100]} on {words.day(day)}.")
    rows = [find_case(memory, one.case_ref, viewer) for one in own]
    for row in rows:
        if not row.restricted:
            web.note_view(memory, row.case_ref, viewer.email)
    name = court.strip()
    with _one_at_a_time():
        return _packed(
            f"{name} {day.isoformat()}",
            lambda folder: court_day.write(memory, rows, folder, name=name, day=day, now=now_of, today=today_of),
        )


def _claim_said(case: CaseFile, sent: Typed) -> tuple[dict[str, Any], dict[str, str]]:
    said, errors = options.read(CLAIM_OPTIONS, sent, case.today)
    if "schedule_served_on" in said:
        said |= {"summary": "yes", "schedule_served_on": said["schedule_served_on"].isoformat()}
    return said, errors


def _claim(request: Request, case: CaseFile, sent: Typed) -> Response:
    said, errors = _claim_said(case, sent)
    found: ClaimPack
    with case.memory.transaction(force_rollback=True):
        found = claim.capture(case.memory, case.row, by=case.viewer.email, now=now_of(case.row), options=said)
    told = found.preflight
    return _page(
        request, case, "case/claim.html", "The claim for the court", 422 if errors else 200, found=found,
        ready=told["ready"], lists=list(claim.sections(told)), errors=errors,
        inputs=options.inputs(CLAIM_OPTIONS, sent, errors),
    )  # fmt: skip


def _packed(name: str, write: Callable[[Path], Any]) -> Response:
    with TemporaryDirectory(prefix="due-course-pack-") as kept:
        folder = Path(kept) / "pack"
        folder.mkdir()
        write(folder)
        return attachment(zipped(folder), f"{name}.zip", _ZIP)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    if not _making.acquire(timeout=_SECONDS):
        raise NoPack("Another pack is being made; ask again in a minute.")
    try:
        yield
    finally:
        _making.release()


def _page(request: Request, case: CaseFile, name: str, title: str, status: int = 200, **about: Any) -> Response:
    return kit.page(
        request, name, status, title=title, case=case, row=case.row, state=case.state, today=case.today,
        parts_of_case=case.navigation("documents"), refetch="", **about,
    )  # fmt: skip
