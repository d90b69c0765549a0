"""The calendars: what is held and how far, and new days let in once somebody has seen what they do."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Request
from fastapi.responses import Response

import law
from law import calendar_files
from law.calendars import CALENDARS, calendar
from law.dates import DAY
from law.errors import LawError
from speech import words
from store import horizon, lawbook
from store.db import Connection
from web import kit, uploads
from web.access import Role, Viewer, may
from web.house import House, Memory, NoSuchPage, TheHouse, today_of
from workflows import gateway
from workflows.gateway import LawDiff, calendar_import

router = APIRouter(prefix="/calendars", include_in_schema=False)

Admin = Annotated[Viewer, may(Role.ADMIN)]

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


@router.get("")
def held(request: Request, viewer: Admin, memory: Memory) -> Response:
    return _page(request, memory, Typed())


@router.get("/{name}")
def days(request: Request, viewer: Admin, memory: Memory, name: str) -> Response:
    """Every day that one calendar holds."""
    if name not in CALENDARS:
        raise NoSuchPage(f"There is no calendar {name}; there are {words.listed(list(CALENDARS), 'and')}.")
    found = calendar(name)
    return kit.page(request, "calendar_days.html", title=f"{found.title}: days that are held", held=found)


@router.post("")
async def take(request: Request, viewer: Admin, memory: Memory, house: TheHouse) -> Response:
    """Shows what the days of a file would do; confirmed, keeps them and lets the cases they touch read the law again."""
    try:
        async with uploads.form(request, largest_mb=_LARGEST_MB) as sent:
            fields, content, name = sent.fields, sent.content, sent.name
    except uploads.TooLarge:
        said = f"The file is larger than {_LARGEST_MB} MB; GOV.UK's JSON file or a CSV of days is expected."
        return await to_thread.run_sync(_page, request, memory, Typed(faults=[said]), None, 413)
    typed = Typed(text=fields.get("text", ""))
    for about in ("nation", "source", "seen_on", "removing", "change", "do"):
        setattr(typed, about, fields.get(about, "").strip())
    if content or name:
        try:
            typed.text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            typed.faults.append("The file is not text in UTF-8; GOV.UK's JSON file or a CSV of days is expected.")
    found = await to_thread.run_sync(_plan, typed, memory, house)
    if found is None:
        return await to_thread.run_sync(_page, request, memory, typed, None, 422)
    plan, diff = found
    if typed.do != "confirm" or typed.change != diff.change or not plan.wanted:
        typed.change = diff.change
        return await to_thread.run_sync(_page, request, memory, typed, (plan, diff))
    try:
        await to_thread.run_sync(_keep, plan, viewer, memory, house)
    except LawError as overtaken:
        typed.faults.append(str(overtaken))
        return await to_thread.run_sync(_page, request, memory, typed, None, 409)
    told = await gateway.review_law(await house.client(), memory, diff, by=viewer.email, now=datetime.now(UTC))
    failed = {ref: str(answer) for ref, answer in told.items() if isinstance(answer, Exception)}
    return await to_thread.run_sync(_page, request, memory, Typed(), (plan, diff), 200, failed)


def _plan(typed: Typed, memory: Connection, house: House) -> tuple[calendar_import.Planned, LawDiff] | None:
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


def _keep(plan: calendar_import.Planned, viewer: Viewer, memory: Connection, house: House) -> None:
    calendar_import.keep(memory, plan, by=viewer.email)
    house.forget_law()
    house.read_law(memory)


def _page(
    request: Request,
    memory: Connection,
    typed: Typed,
    found: tuple[calendar_import.Planned, LawDiff] | None = None,
    status: int = 200,
    failed: dict[str, str] | None = None,
) -> Response:
    plan, diff = found or (None, None)
    about: dict[str, Any] = {
        "held": [calendar(name) for name in CALENDARS], "ending": horizon.short(memory, today_of()), "last_day": DAY,
        "entries": [e for e in lawbook.entries(memory) if e.kind == "calendar"][::-1][:_SHOWN],
        "nations": [(nation, kit.sentence_case(nation)) for nation in calendar_files.OF_NATION],
    }  # fmt: skip
    return kit.page(
        request, "calendars.html", status, title="Calendars", typed=typed, plan=plan, diff=diff, shown=_SHOWN, failed=failed,
        kept=failed is not None, **about,
    )  # fmt: skip
