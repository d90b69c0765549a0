"""The dates of many cases: as an agenda, a month or a week; and each person's private calendar of them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from law.dates import DAY
from speech import words
from store import board, desk, outbox, web, worklist
from store.board import DueRow
from store.db import Connection
from store.web import Calendar, Person
from store.worklist import Asked
from web import ics, kit, limits
from web.access import READERS, Role, Viewer, anyone, may, viewer_of
from web.house import Memory, NoSuchPage, TheHouse, house_of, today_of
from web.pages import dates

router = APIRouter(include_in_schema=False)

Reader = Annotated[Viewer, may(*READERS)]

_AHEAD = {"agenda": 28, "week": 7, "month": 42}
_MOST = 1000


@router.get("/deadlines")
def deadlines(
    request: Request,
    viewer: Reader,
    memory: Memory,
    view: str = "agenda",
    owner: str = "",
    kind: str = "",
    day: str = "",
) -> Response:
    """What falls due: what is late first, then day by day."""
    today = today_of()
    view = view if view in _AHEAD else "agenda"
    anchor = _anchor(view, _read(day, today))
    until = anchor + DAY * (_AHEAD[view] - 1)
    found = _found(memory, viewer, owner=owner, kind=kind, since=None, until=until, today=today)
    late = [d for d in found if d.act_on and d.act_on < today] if anchor <= today else []
    shown = [d for d in found if d.act_on and d.act_on >= max(anchor, today if view == "agenda" else anchor)]
    typed = {"view": view, "owner": owner, "kind": kind, "day": day}

    def link(**changes: str) -> str:
        return "?" + urlencode({name: value for name, value in {**typed, **changes}.items() if value})

    step = DAY * (7 if view == "week" else 28)
    middle = anchor + DAY * 15
    before, after = (anchor - step, anchor + step) if view != "month" else (_month(middle, -1), _month(middle, 1))
    views = [{"text": kit.sentence_case(v), "href": link(view=v), "current": v == view} for v in _AHEAD]
    marked = kit.calendars(d.nation for d in found)
    days = _by_day(shown, anchor, until, marked, everyday=view != "agenda")
    moves = (link(day=before.isoformat()), link(day=""), link(day=after.isoformat()))
    return kit.page(
        request, "deadlines.html", title="Deadlines", view=view, views=views, late=late, anchor=anchor, until=until, today=today,
        days=days, marked=marked, link=link, typed=typed, reminded=_reminded(memory, found), month=middle,
        choices=house_of(request).choices(memory, viewer), moves=moves, date_address=dates.address,
    )  # fmt: skip


def _found(
    memory: Connection, viewer: Viewer, *, owner: str, kind: str, since: date | None, until: date, today: date
) -> list[DueRow]:
    who = viewer.email if owner == "me" else owner or None
    rows = board.deadlines(memory, since=since, until=until, today=today, owner=who, scope=viewer.scope, limit=_MOST)
    if kind == "law":
        return [r for r in rows if r.statutory_on or r.safe_on]
    if kind == "policy":
        return [r for r in rows if not (r.statutory_on or r.safe_on)]
    return rows


def _read(text: str, today: date) -> date:
    try:
        return words.read_day(text, today=today) if text else today
    except words.Unreadable:
        return today


def _anchor(view: str, day: date) -> date:
    """The first day that a view shows."""
    if view == "agenda":
        return day
    first = day.replace(day=1) if view == "month" else day
    return first - DAY * first.weekday()


def _month(day: date, step: int) -> date:
    first = day.replace(day=1)
    return (first - DAY).replace(day=1) if step < 0 else (first + DAY * 32).replace(day=1)


def _by_day(
    found: Sequence[DueRow], since: date, until: date, marked: tuple[str, ...], *, everyday: bool
) -> list[dict[str, Any]]:
    """The days with what is due on each; with `everyday` those too on which nothing is. marked: whose closed days."""
    days: dict[date, list[DueRow]] = {}
    if everyday:
        days = {since + DAY * n: [] for n in range((until - since).days + 1)}
    for row in found:
        if row.act_on:
            days.setdefault(row.act_on, []).append(row)
    return [{"day": day, "rows": rows, "closed": kit.closed(day, marked)} for day, rows in sorted(days.items())]


def _reminded(memory: Connection, found: Sequence[DueRow]) -> dict[str, str]:
    """How far the reminders of a date have got, by case, kind and instance."""
    seen = outbox.seen_to(memory, list({row.case_ref for row in found}))
    return {"/".join(key): f"seen to by {kit.name_of(one.by)}" if one.by else "reminded" for key, one in seen.items()}


# The private calendar.


@router.get("/account")
def account(request: Request, viewer: Reader, memory: Memory) -> Response:
    return _account(request, viewer, memory)


@router.post("/account/calendar")
def new_calendar(request: Request, viewer: Reader, memory: Memory, house: TheHouse) -> Response:
    """A new address; it is shown this once, and the one before it ends."""
    person = Person(email=viewer.email, name=viewer.name, roles=tuple(sorted(viewer.roles)), team=viewer.team)
    secret = web.new_calendar(memory, person)
    return _account(request, viewer, memory, address=f"{house.settings.board_url}/cal/{secret}.ics")


@router.post("/account/calendar/end")
def end_calendar(viewer: Reader, memory: Memory) -> Response:
    web.end_calendar(memory, viewer.email)
    return RedirectResponse("/account", 303)


@router.post("/account/sign-out")
def sign_out_everywhere(viewer: Reader, memory: Memory) -> Response:
    """Ends every session of whoever asks, on whatever machine."""
    web.end_sessions_of(memory, viewer.email)
    return RedirectResponse("/sign-in", 303)


@router.post("/account/keyboard")
def keyboard(request: Request, viewer: Reader, memory: Memory, off: bool = False) -> Response:
    """Single letters as commands, on or off in this browser."""
    answer = RedirectResponse("/account", 303)
    if off:
        # Not a secret: our own script reads it.
        answer.set_cookie("due-course-keys", "off", max_age=365 * 24 * 3600, samesite="lax")
    else:
        answer.delete_cookie("due-course-keys", samesite="lax")
    return answer


@router.post("/account/keys")
def new_key(
    request: Request, viewer: Annotated[Viewer, may(Role.ADMIN)], memory: Memory, name: Annotated[str, Form()],
    team: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    """A key for a program; it is shown this once."""
    called = name.strip()[:80] or "a program"
    key = web.make_key(memory, name=called, team=team.strip() or None, made_by=viewer.email)
    desk.note(memory, viewer.email, "key_made", program=called)
    return _account(request, viewer, memory, key=key)


@router.post("/account/keys/{number}/end")
def end_key(viewer: Annotated[Viewer, may(Role.ADMIN)], memory: Memory, number: int) -> Response:
    if not web.end_key(memory, number):
        raise NoSuchPage(f"There is no key {number} that could be ended.")
    desk.note(memory, viewer.email, "key_ended", key=number)
    return RedirectResponse("/account", 303)


@router.get("/help")
def help_page(request: Request, viewer: Reader) -> Response:
    return kit.page(request, "help.html", title="Help")


def _account(request: Request, viewer: Viewer, memory: Connection, address: str = "", key: str = "") -> Response:
    return kit.page(
        request, "account.html", title="Your account", calendar=web.calendar_of(memory, viewer.email), address=address,
        keys_off=request.cookies.get("due-course-keys") == "off", keys=web.keys(memory), key=key,
        emergencies=web.emergencies(memory),
    )  # fmt: skip


@router.get("/cal/{token}.ics")
def feed(
    request: Request, viewer: Annotated[Viewer | None, anyone()], memory: Memory, house: TheHouse, token: str
) -> Response:
    """Somebody's dates, hearings and evictions for their own calendar: references and actions, never a name."""
    limits.hold(memory, limits.UNKNOWN_FEED, limits.address(request))
    limits.hold(memory, limits.FEED, token)
    whose = web.fetch_calendar(memory, token)
    web.note_attempt(memory, *((limits.FEED, token) if whose else (limits.UNKNOWN_FEED, limits.address(request))))
    if whose is None:
        raise NoSuchPage("There is no such calendar; its address may have been renewed.")
    text = ics.calendar(_entries(memory, whose, house.settings.board_url), datetime.now(UTC))
    tag = f'"{hashlib.sha256(ics.without_stamps(text).encode()).hexdigest()[:32]}"'
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"ETag": tag})
    return Response(text, media_type="text/calendar; charset=utf-8", headers={"ETag": tag})


def _entries(memory: Connection, whose: Calendar, url: str) -> list[ics.Entry]:
    person = Person(email=whose.email, name="", roles=whose.roles, team=whose.team)
    scope = viewer_of(person).scope
    today = today_of()
    since = today - timedelta(days=28)
    due = board.deadlines(memory, since=since, owner=whose.email, scope=scope, today=today, limit=_MOST)
    entries = [
        ics.Entry(
            f"{d.case_ref}/{d.kind}/{d.instance}", f"{d.case_ref}: {d.label}", f"{url}/cases/{d.case_ref}", on=d.act_on
        )
        for d in due
    ]
    asked = Asked(owner=whose.email)
    for tab, what in (("hearings", "Hearing"), ("evictions", "Eviction")):
        for row in worklist.cases(memory, asked, tab=tab, scope=scope, today=today):  # type: ignore[arg-type]
            at = row.hearing_at if tab == "hearings" else row.eviction_at
            entries.append(
                ics.Entry(
                    uid=f"{row.case_ref}/{tab}",
                    title=f"{row.case_ref}: {what}",
                    at=at,
                    link=f"{url}/cases/{row.case_ref}",
                )
            )
    return entries
