"""The pages' templates: GOV.UK components, our own parts, and how days, money and codes are shown."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

import law
from cases.nations import NATIONS
from law.dates import DAY, london_time
from speech import nations, words
from web.access import Role, Viewer
from web.house import House, now_of, today_of

# The colour of a stage's tag; its words are always there too.
_STAGE_COLOURS = {
    "early_action": "grey",
    "notice": "yellow",
    "protocol": "yellow",
    "claim": "light-blue",
    "hearing": "purple",
    "order": "blue",
    "warrant": "orange",
    "eviction": "red",
    "former_tenant": "turquoise",
    "closed": "green",
}
# Words that are written in another way than their code.
_WORDS = {
    "uc": "UC",
    "hb": "HB",
    "pcol": "PCOL",
    "us": "us",
    "first class post": "First-class post",
}
SOON_WORKING_DAYS = 5


def page(request: Request, name: str, status: int = 200, **about: Any) -> HTMLResponse:
    """A page, or a part of one."""
    house: House = request.app.state.house
    viewer: Viewer | None = getattr(request.state, "viewer", None)
    known = {
        "request": request,
        "viewer": viewer,
        "cspNonce": request.state.nonce,
        "demo": house.demo,
        "staff": house.staff() if viewer else {},
        "path": request.url.path,
        "navigation": navigation(viewer, request.url.path),
        "today": about.pop("today", None) or today_of(),
        "now": now_of(),
    }
    return HTMLResponse(environment().get_template(name).render(**known, **about), status)


def navigation(viewer: Viewer | None, path: str) -> list[dict[str, Any]]:
    """The service's pages that somebody may open."""
    if viewer is None:
        return []
    parts = [("Work list", "/work"), ("Board", "/board"), ("Deadlines", "/deadlines"), ("Hearings", "/hearings")]
    parts += [("Reports", "/reports"), ("Outbox", "/outbox"), ("Law", "/law")]
    if viewer.roles & {Role.TEAM_LEADER, Role.ADMIN}:
        parts.append(("Import", "/import"))
    if viewer.roles & {Role.TEAM_LEADER, Role.LEGAL, Role.ADMIN}:
        parts.append(("Audit", "/audit"))
    if Role.ADMIN in viewer.roles:
        parts.append(("People", "/people"))
    if viewer.roles & {Role.ADMIN, Role.LEGAL}:
        parts.append(("Calendars", "/calendars"))
    return [{"text": text, "href": href, "current": path.split("/")[1] == href[1:]} for text, href in parts]


@cache
def environment() -> Environment:
    """The templates' environment. Undefined names are nothing here, because the macros count on that."""
    made = Environment(
        loader=ChoiceLoader(
            [
                PackageLoader("web"),
                PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
            ]
        ),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "money": words.money,
        "day": words.day,
        "short_day": short_day,
        "moment": words.moment,
        "when_changed": when_changed,
        "clock": lambda value: words.moment(value).rpartition(" ")[2],
        "plain": plain,
        "sentence_case": sentence_case,
        "css_text": css_text,
        "person": person,
        "stage_colour": lambda stage: _STAGE_COLOURS.get(stage, "grey"),
    }
    made.globals |= {
        "static": static,
        "when": when,
        "urgency": urgency,
        "count": words.count,
        "stage_name": nations.stage,
        "in_words_of": nations.say,
        "notice_name": nations.notice,
        "brand": "Due Course",
    }
    return made


@cache
def static(name: str) -> str:
    """The address of an asset, with its hash, so that a browser may keep it for ever."""
    content = (files("web") / "static" / name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:12]}"


def short_day(value: date | str | None) -> str:
    """`1 Dec 2026`."""
    return words.day(value).partition(" ")[2]


def css_text(said: str) -> Markup:
    """Words inside a style sheet's quotation marks: whatever is no letter and no figure is written by its number."""
    return Markup("".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):06x}" for c in said))


@pass_context
def when_changed(context: Context, at: datetime) -> str:
    """`13:05` of today, `1 Dec` of this year, else the whole day: of something recent in a narrow place."""
    here, today = london_time(at), context["today"]
    if here.date() == today:
        return f"{here:%H:%M}"
    return f"{here.day} {here:%b}" + ("" if here.year == today.year else f" {here.year}")


def plain(code: Any) -> str:
    """A code in words, beginning as it stands in the middle of a sentence."""
    said = words.plain(str(code or ""))
    return _WORDS.get(said, said)


def sentence_case(code: Any) -> str:
    """A code in words, beginning with a capital."""
    said = plain(code)
    return said[:1].upper() + said[1:]


@pass_context
def person(context: Context, email: str | None) -> str:
    """Who has an address, by the register; else as far as the address tells."""
    staff: Mapping[str, str] = context.get("staff") or {}
    return staff.get((email or "").lower()) or name_of(email)


def name_of(email: str | None) -> str:
    """`noor.castell@example.org` -> `Noor Castell`."""
    if not email:
        return ""
    local = email.partition("@")[0]
    return " ".join(part.capitalize() for part in local.replace("_", ".").split(".") if part)


@cache
def working_days(first: date, last: date, nation: str) -> int | None:
    """Working days after `first` up to and including `last`, below zero when it is earlier; None beyond our calendar."""
    if last < first:
        back = working_days(last, first, nation)
        return None if back is None else -back
    if (last - first).days > 120:
        return None
    found = [NATIONS[nation].works(first + DAY * n) for n in range(1, (last - first).days + 1)]
    return None if None in found else sum(1 for works in found if works)


def when(on: date | None, today: date, nation: str = "england") -> str:
    """How far off a day is: `today`, `tomorrow`, `in 3 working days`, `2 working days late`."""
    if on is None:
        return ""
    if on == today:
        return "today"
    if on == today + DAY:
        return "tomorrow"
    days = working_days(today, on, nation)
    if days is None:
        weeks = abs(on - today).days // 7
        far = words.count(weeks // 52, "year") if weeks > 103 else words.count(weeks, "week")
        return f"in {far}" if on > today else f"{far} late"
    if on < today:
        return f"{words.count(max(-days, 1), 'working day')} late"
    return f"in {words.count(days, 'working day')}" if days else "before the next working day"


def urgency(on: date | None, today: date, nation: str = "england") -> Mapping[str, str]:
    """The tag of a day: its words and colour; empty for one that is further off."""
    if on is None:
        return {}
    if on < today:
        return {"text": "Overdue", "colour": "red"}
    if on == today:
        return {"text": "Today", "colour": "orange"}
    days = working_days(today, on, nation)
    if days is not None and days <= SOON_WORKING_DAYS:
        return {"text": "Due soon", "colour": "yellow"}
    return {}


#: What people call the part of the country that a calendar is for, by the nation that reads it.
CALENDARS = {"england": "England and Wales", "wales": "England and Wales", "scotland": "Scotland"}


def calendars(nations: Iterable[str]) -> tuple[str, ...]:
    """The calendars of these nations by their names; England's and Wales's where there are none."""
    return tuple(sorted({CALENDARS.get(nation, CALENDARS["england"]) for nation in nations})) or ("England and Wales",)


def closed(day: date, calendars: tuple[str, ...] = ("England and Wales",)) -> str:
    """Why a day is no working day: `weekend`, `Christmas Day`; nothing for one that is, or that our calendar does not hold.

    Where the calendars do not agree, each reason names its own: `St Andrew's Day (Scotland)`.
    """
    found = {name: _closed(day, "scotland" if name == "Scotland" else "england") for name in calendars}
    if len(set(found.values())) == 1:
        return next(iter(found.values()))
    return "; ".join(f"{why} ({name})" for name, why in found.items() if why)


def _closed(day: date, nation: str) -> str:
    try:
        answer = law.ask(f"{nation}.calendar.is_business_day", day=day)
    except law.LawError:
        return ""
    return "" if answer["business"] else str(answer["why"] or "closed")
