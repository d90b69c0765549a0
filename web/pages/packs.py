"""What goes to court as one file: the claim with everything that stands against it, one hearing, a court day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from speech import words
from store import web
from store.board import BoardRow
from store.db import Connection, StoreError
from web import kit, options
from web.access import READERS, WORKERS, Viewer, may
from web.casefile import CaseFile
from web.downloads import attachment, zipped
from web.forms import Typed
from web.house import House, Memory, NoSuchPage, TheHouse, find_case, now_of, today_of
from web.packing import Pack
from workflows import papers
from workflows.papers import NoPack, claim, contents, court_day, hearing

router = APIRouter(include_in_schema=False)

Reader = Annotated[Viewer, may(*READERS)]
Worker = Annotated[Viewer, may(*WORKERS)]

_ZIP = "application/zip"
#: What no event says of a claim, in the words of the papers that ask for it.
CLAIM_OPTIONS = {
    **papers.GATHERERS["E-20"].options,
    "schedule_served_on": papers.GATHERERS["E-23"].options["schedule_served_on"],
}


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
def hearing_pack(viewer: Worker, case: Worked, house: TheHouse) -> Response:
    """Asks for everything for the next hearing, the bundle as one PDF."""
    ref, on = case.row.case_ref, case.state.hearing.on if case.state.hearing else None
    if on is None or not to_hear(case):
        raise NoPack(f"Case {ref} has no hearing to come that a pack is made for.")

    def make(folder: Path, memory: Connection) -> None:
        row = find_case(memory, ref, viewer)
        found = contents.contents(memory, row, today=today_of(row))
        hearing.write(found, folder, made_at=now_of(row))

    return _asked(house, f"{ref} hearing {on.isoformat()}", [ref], make, viewer, f"/cases/{ref}/hearing")


@router.post("/hearings/pack")
def court_day_pack(
    viewer: Worker, memory: Memory, house: TheHouse, court: Annotated[str, Form()] = "",
    date: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    """Asks for every hearing of a court on a day that the viewer may see; of a restricted case the reason is asked first."""
    try:
        day = words.read_day(date, today=today_of())
    except words.Unreadable as unreadable:
        raise StoreError(f"{date[:100]!r} was given as the day; expected {unreadable}.") from None
    listed = court_day.hearings(memory, court, day)
    own = [one.case_ref for one in listed if viewer.scope.covers(one.team, one.restricted_to)]
    if not own:
        raise NoPack(f"No hearing that you can see is at {court.strip()[:100]} on {words.day(day)}.")
    for row in _seen_rows(memory, own, viewer):
        if not row.restricted:
            web.note_view(memory, row.case_ref, viewer.email)
    name = court.strip()

    def make(folder: Path, memory: Connection) -> None:
        rows = _seen_rows(memory, own, viewer)
        court_day.write(memory, rows, folder, name=name, day=day, now=now_of, today=today_of)

    back = f"/hearings?date={day.isoformat()}"
    return _asked(house, f"{name} {day.isoformat()}", own, make, viewer, back)


@router.get("/packs/{token}")
def pack_page(request: Request, viewer: Worker, memory: Memory, house: TheHouse, token: str) -> Response:
    """Whether a pack is ready."""
    pack = _own_pack(house, memory, token, viewer)
    return kit.page(request, "pack.html", title=f"Pack: {pack.name}", pack=pack)


@router.get("/packs/{token}/file")
def pack_file(viewer: Worker, memory: Memory, house: TheHouse, token: str) -> Response:
    """The pack itself."""
    pack = _own_pack(house, memory, token, viewer)
    if pack.state != "made":
        raise NoSuchPage("The pack is not ready.")
    return attachment(house.packing.content(pack), f"{pack.name}.zip", _ZIP)


def _asked(
    house: House, name: str, refs: list[str], make: Callable[[Path, Connection], None], viewer: Viewer, back: str
) -> Response:
    def with_memory(folder: Path) -> None:
        with house.memory() as memory:
            house.read_law(memory)
            make(folder, memory)

    token = house.packing.ask(name, refs, with_memory, by=viewer.email, back=back)
    return RedirectResponse(f"/packs/{token}", 303)


def _own_pack(house: House, memory: Connection, token: str, viewer: Viewer) -> Pack:
    """The pack of whoever asked for it, while they may see each of its cases."""
    pack = house.packing.find(token, viewer.email)
    if pack is None:
        raise NoSuchPage("There is no such pack any more; it is kept for a day, for whoever asked for it.")
    _seen_rows(memory, pack.refs, viewer)
    return pack


def _seen_rows(memory: Connection, refs: Sequence[str], viewer: Viewer) -> list[BoardRow]:
    return [find_case(memory, ref, viewer) for ref in refs]


def _claim_said(case: CaseFile, sent: Typed) -> tuple[dict[str, Any], dict[str, str]]:
    said, errors = options.read(CLAIM_OPTIONS, sent, case.today)
    if "schedule_served_on" in said:
        said |= {"summary": "yes", "schedule_served_on": said["schedule_served_on"].isoformat()}
    return said, errors


def _claim(request: Request, case: CaseFile, sent: Typed) -> Response:
    said, errors = _claim_said(case, sent)
    found: claim.ClaimPack
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


def _page(request: Request, case: CaseFile, name: str, title: str, status: int = 200, **about: Any) -> Response:
    return kit.page(
        request, name, status, title=title, case=case, row=case.row, state=case.state, today=case.today,
        parts_of_case=case.navigation("documents"), refetch="", **about,
    )  # fmt: skip
