"""The calendars: what is held and how far; new days are proposed by one person and let in by another, as both saw them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

import law
from law import calendar_files
from law.calendars import CALENDARS, calendar
from law.dates import DAY
from law.errors import LawError
from speech import words
from store import horizon, lawbook
from store.db import Connection
from store.lawbook import Proposal
from web import kit, uploads
from web.access import Role, Viewer, may
from web.house import House, Memory, NoSuchPage, TheHouse, today_of
from workflows import gateway
from workflows.gateway import LawDiff, calendar_import

router = APIRouter(prefix="/calendars", include_in_schema=False)

# Whoever looks after the house, and whoever answers for the law: so that there is a second person.
Keeper = Annotated[Viewer, may(Role.ADMIN, Role.LEGAL)]
_ABOUT = ("nation", "source", "seen_on", "removing")

_LARGEST_MB = 1
_SHOWN = 50


@dataclass
class Typed:
    """What was sent: the file's text and what was said of it. change: the difference that its preview showed."""

    text: str = ""
    nation: str = ""
    source: str = ""
    seen_on: str = ""
    removing: str = ""
    change: str = ""
    do: str = ""
    faults: list[str] = field(default_factory=list)

    @property
    def about(self) -> dict[str, str]:
        """What was said of the file."""
        return {name: getattr(self, name) for name in _ABOUT}


@router.get("")
def held(request: Request, viewer: Keeper, memory: Memory) -> Response:
    return _page(request, memory, Typed())


@router.get("/{name}")
def days(request: Request, viewer: Keeper, memory: Memory, name: str) -> Response:
    """Every day that one calendar holds."""
    if name not in CALENDARS:
        raise NoSuchPage(f"There is no calendar {name}; there are {words.listed(list(CALENDARS), 'and')}.")
    found = calendar(name)
    return kit.page(request, "calendar_days.html", title=f"{found.title}: days that are held", held=found)


@router.post("")
async def propose(request: Request, viewer: Keeper, memory: Memory) -> Response:
    """Shows what the days of a file would do; confirmed, keeps them for a second person to decide about."""
    try:
        async with uploads.form(request, largest_mb=_LARGEST_MB) as sent:
            fields, content, name = sent.fields, sent.content, sent.name
    except uploads.TooLarge:
        said = f"The file is larger than {_LARGEST_MB} MB; GOV.UK's JSON file or a CSV of days is expected."
        return await to_thread.run_sync(partial(_page, request, memory, Typed(faults=[said]), status=413))
    typed = Typed(text=fields.get("text", ""))
    for about in (*_ABOUT, "change", "do"):
        setattr(typed, about, fields.get(about, "").strip())
    if content or name:
        try:
            typed.text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            typed.faults.append("The file is not text in UTF-8; GOV.UK's JSON file or a CSV of days is expected.")
    return await to_thread.run_sync(_propose, request, viewer, memory, typed)


def _propose(request: Request, viewer: Viewer, memory: Connection, typed: Typed) -> Response:
    found = _plan(typed, memory)
    if found is None:
        return _page(request, memory, typed, status=422)
    plan, diff = found
    if typed.do == "confirm" and typed.change == diff.change and plan.wanted:
        typed.seen_on = plan.wanted[0].seen_on.isoformat()  # `today` is another day tomorrow
        number = lawbook.propose_days(memory, typed.text, typed.about, diff.change, by=viewer.email)
        return RedirectResponse(f"/calendars/waiting/{number}", 303)
    typed.change = diff.change
    return _page(request, memory, typed, found=found)


@router.get("/waiting/{number}")
def waiting(request: Request, viewer: Keeper, memory: Memory, number: int) -> Response:
    """Days that wait for a second person, with what they would do today."""
    return _waiting(request, viewer, memory, number)


@router.post("/waiting/{number}")
async def decide(request: Request, viewer: Keeper, memory: Memory, house: TheHouse, number: int) -> Response:
    """A second person lets them in, and the cases they touch read the law again; or anybody says that they are not entered."""
    async with request.form(max_fields=5) as sent:
        do, change = str(sent.get("do", "")), str(sent.get("change", ""))
    done = await to_thread.run_sync(_decide, request, viewer, memory, house, number, do, change)
    if isinstance(done, Response):
        return done
    plan, diff = done
    told = await gateway.review_law(await house.client(), memory, diff, by=viewer.email, now=datetime.now(UTC))
    failed = {ref: str(answer) for ref, answer in told.items() if isinstance(answer, Exception)}
    return await to_thread.run_sync(partial(_page, request, memory, Typed(), found=(plan, diff), failed=failed))


def _decide(
    request: Request, viewer: Viewer, memory: Connection, house: House, number: int, do: str, change: str
) -> Response | tuple[calendar_import.Planned, LawDiff]:
    proposal = _proposal(memory, number)
    try:
        if do == "refuse":
            calendar_import.refuse(memory, proposal, by=viewer.email)
            return RedirectResponse("/calendars", 303)
        found = _plan(_typed_of(proposal), memory)
        if do != "approve" or found is None or found[1].change != change:
            return _waiting(request, viewer, memory, number)
        calendar_import.let_in(memory, proposal, found[0], by=viewer.email)
    except LawError as no:
        return _waiting(request, viewer, memory, number, str(no))
    house.forget_law()
    house.read_law(memory)
    return found


def _proposal(memory: Connection, number: int) -> Proposal:
    try:
        return calendar_import.waiting(memory, number)
    except calendar_import.Decided as gone:
        raise NoSuchPage(str(gone)) from None


def _typed_of(proposal: Proposal) -> Typed:
    about = proposal.about
    return Typed(proposal.text, about["nation"], about["source"], about["seen_on"], about["removing"])


def _waiting(request: Request, viewer: Viewer, memory: Connection, number: int, fault: str = "") -> Response:
    proposal = _proposal(memory, number)
    typed = _typed_of(proposal)
    found = _plan(typed, memory)
    if fault:
        typed.faults.append(fault)
    if found:
        typed.change = found[1].change
    own = proposal.proposed_by.lower() == viewer.email.lower()
    return _page(
        request, memory, typed, found=found, status=422 if typed.faults else 200, proposal=proposal, own=own,
        moved=bool(found) and typed.change != proposal.change,
    )  # fmt: skip


def _plan(typed: Typed, memory: Connection) -> tuple[calendar_import.Planned, LawDiff] | None:
    """What the file would enter and do; None with the reasons in `typed`."""
    today = today_of()
    only = calendar_files.OF_NATION.get(typed.nation) if typed.nation else None
    seen = _seen_on(typed, today)
    if not typed.text.strip():
        typed.faults.append("No file was chosen; GOV.UK's bank-holidays.json or a CSV of days is expected.")
    if typed.faults or seen is None:
        return None
    law.install(lawbook.read(memory))
    try:
        plan = calendar_import.planned(
            typed.text,
            today=today,
            seen_on=seen,
            only=only,
            source=typed.source or None,
            removing=typed.removing or None,
        )
    except calendar_import.Removes as no:
        gone = words.listed([f"{words.day(day.on)} ({day.name}, {name})" for day, name in no.days], "and")
        typed.faults.append(
            f"The file would remove {gone}, by which dates have been counted. If that is right, say why days are removed."
        )
        return None
    except (calendar_files.BadFile, calendar_import.NoSource) as bad:
        typed.faults.append(str(bad))
        return None
    return plan, calendar_import.difference(memory, plan, now=datetime.now(UTC))


def _seen_on(typed: Typed, today: date) -> date | None:
    try:
        return words.read_day(typed.seen_on or "today", today=today)
    except words.Unreadable as unreadable:
        typed.faults.append(f"Seen on: {typed.seen_on!r} was given; expected {unreadable}.")
        return None


def _page(
    request: Request,
    memory: Connection,
    typed: Typed,
    *,
    found: tuple[calendar_import.Planned, LawDiff] | None = None,
    status: int = 200,
    failed: dict[str, str] | None = None,
    proposal: Proposal | None = None,
    **more: Any,
) -> Response:
    plan, diff = found or (None, None)
    about: dict[str, Any] = {
        "held": [calendar(name) for name in CALENDARS], "ending": horizon.short(memory, today_of()), "last_day": DAY,
        "entries": [e for e in lawbook.entries(memory) if e.kind == "calendar"][::-1][:_SHOWN],
        "nations": [(nation, kit.sentence_case(nation)) for nation in calendar_files.OF_NATION],
        "waiting": [] if proposal else lawbook.proposals(memory), "proposal": proposal,
    }  # fmt: skip
    return kit.page(
        request, "calendars.html", status, title="Calendars", typed=typed, plan=plan, diff=diff, shown=_SHOWN, failed=failed,
        kept=failed is not None, **about, **more,
    )  # fmt: skip
