"""Who did what and who looked at what: by person, case and day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated, Any, get_args

from fastapi import APIRouter, Request
from fastapi.responses import Response

from speech import words
from store import desk
from store.desk import Did, Done
from web import kit
from web.access import Role, Viewer, may
from web.casefile import title_of
from web.house import Memory, today_of
from web.pages.work import csv_answer

router = APIRouter(prefix="/audit", include_in_schema=False)

Auditor = Annotated[Viewer, may(Role.TEAM_LEADER, Role.LEGAL, Role.ADMIN)]

_SHOWN = 300
_MOST = 50_000
DID = {
    "recorded": "Events recorded",
    "viewed": "Cases viewed",
    "desk": "Files, people, reminders",
    "law": "The law and its calendars",
    "import": "Files imported",
}


@router.get("")
def audit(
    request: Request, viewer: Auditor, memory: Memory, person: str = "", case: str = "", since: str = "", until: str = "",
    did: str = "",
) -> Response:  # fmt: skip
    typed = {"person": person.strip(), "case": case.strip(), "since": since, "until": until, "did": did}
    days, faults = _days(since, until, today_of())
    found = _found(memory, viewer, typed, days, _SHOWN + 1)
    return kit.page(
        request, "audit.html", 422 if faults else 200, title="Audit", found=found[:_SHOWN], more=len(found) > _SHOWN,
        typed=typed, faults=faults, days=days, kinds=list(DID.items()), title_of=said, details=details, shown=_SHOWN,
    )  # fmt: skip


@router.get(".csv")
def as_csv(
    viewer: Auditor, memory: Memory, person: str = "", case: str = "", since: str = "", until: str = "", did: str = ""
) -> Response:
    typed = {"person": person.strip(), "case": case.strip(), "did": did}
    days, _ = _days(since, until, today_of())
    rows = [
        (done.at.isoformat(), done.by_email, said(done), done.case_ref or "", details(done.about))
        for done in _found(memory, viewer, typed, days, _MOST)
    ]
    return csv_answer("audit.csv", ("At", "Who", "What", "Case", "About"), rows)


def _found(memory: Any, viewer: Viewer, typed: Mapping[str, str], days: tuple[date, date], limit: int) -> list[Done]:
    kind: Did | None = next((known for known in get_args(Did) if known == typed["did"]), None)
    return desk.log(
        memory, person=typed["person"] or None, case_ref=typed["case"].upper() or None, since=days[0], until=days[1],
        did=kind, scope=viewer.scope, limit=limit,
    )  # fmt: skip


def _days(since: str, until: str, today: date) -> tuple[tuple[date, date], list[str]]:
    """The days asked for, else the last week, with a sentence for each that cannot be read."""
    faults: list[str] = []

    def day(name: str, text: str, otherwise: date) -> date:
        try:
            return words.read_day(text, today=today) if text.strip() else otherwise
        except words.Unreadable as unreadable:
            faults.append(f"{name}: {text!r} was given; expected {unreadable}.")
            return otherwise

    last = day("Until", until, today)
    return (day("Since", since, last - timedelta(days=6)), last), faults


def said(done: Done) -> str:
    """What was done, in words."""
    return title_of(done.what) if done.did != "viewed" else "Looked at the case"


def details(about: Mapping[str, Any]) -> str:
    """What the log holds of it, in words."""
    parts = []
    for name, value in about.items():
        if isinstance(value, Mapping):
            changes = (f"{kit.plain(k)} {_shown(v)}" for k, v in value.items())
            parts.append("; ".join(changes))
        elif name == "sha256":
            parts.append(f"hash {str(value)[:12]}…")
        elif value not in (None, ""):
            parts.append(f"{kit.plain(name)} {value if name in ('file', 'person', 'why') else words.plain(str(value))}")
    return ", ".join(parts)


def _shown(value: Any) -> str:
    if isinstance(value, list) and len(value) == 2:
        return f"{_none(value[0])} → {_none(value[1])}"
    return str(value)


def _none(value: Any) -> str:
    return "nothing" if value in (None, "") else "yes" if value is True else "no" if value is False else str(value)
