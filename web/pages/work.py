"""The work list and the board: two views of one question."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from cases.stages import STAGES
from speech import words
from store import desk, web, worklist
from store.worklist import Asked, Tab, WorkRow
from web import kit
from web.access import READERS, Viewer, may
from web.house import Memory, today_of

router = APIRouter(include_in_schema=False)

Reader = Annotated[Viewer, may(*READERS)]

PAGE = 50
TABS: tuple[tuple[Tab, str], ...] = (
    ("today", "Do today"),
    ("waiting", "Waiting"),
    ("paused", "Paused"),
    ("hearings", "Upcoming hearings"),
    ("evictions", "Upcoming evictions"),
    ("all", "All"),
)
_FIELDS = ("owner", "team", "patch", "stage", "tenure", "q")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for. owner `me` is whoever looks."""

    tab: Tab
    asked: Asked
    typed: dict[str, str]
    number: int

    def link(self, **changes: str) -> str:
        """The address with something changed; an empty value takes a part away."""
        parts = {**self.typed, "tab": self.tab, **changes}
        return "?" + urlencode({name: value for name, value in parts.items() if value})


def wanted(request: Request) -> Wanted:
    """What is asked for; words that are not known are left aside."""
    given = request.query_params
    viewer: Viewer | None = getattr(request.state, "viewer", None)
    typed = {name: given[name].strip() for name in _FIELDS if given.get(name, "").strip()}
    asked = dict(typed)
    if asked.get("owner") == "me" and viewer:
        asked["owner"] = viewer.email
    tab = given.get("tab", "")
    default: Tab = "all" if "q" in asked else "today"
    number = given.get("page", "1")
    return Wanted(
        tab=next((t for t in get_args(Tab) if t == tab), default),
        asked=Asked.model_validate(asked),
        typed=typed,
        number=max(1, int(number)) if number.isdecimal() and len(number) < 6 else 1,
    )


Question = Annotated[Wanted, Depends(wanted)]


@router.get("/work")
def work(request: Request, viewer: Reader, memory: Memory, question: Question) -> Response:
    """The list, with nothing asked for as somebody's own view has it. A search for one reference goes to that case."""
    views = desk.views(memory, viewer.email)
    if not request.query_params and (own := next((v for v in views if v.is_default), None)):
        return RedirectResponse(f"/work{_address(own.query)}", 303)
    today = today_of()
    found = _found(memory, viewer, question, today, limit=PAGE, offset=(question.number - 1) * PAGE)
    q = question.asked.q
    if q and len(found) == 1 and q.upper() in (found[0].case_ref.upper(), found[0].account_ref.upper()):
        return RedirectResponse(f"/cases/{found[0].case_ref}", 303)
    counts = worklist.counts(memory, question.asked, scope=viewer.scope, today=today)
    number = counts["everything" if question.tab == "all" else question.tab]
    return kit.page(
        request, "work.html", title="Work list", found=found, counts=counts, tabs=_tabs(question, counts),
        question=question, chips=_chips(question), choices=worklist.choices(memory, scope=viewer.scope),
        stages=STAGES, query=q, pages=_pages(question, number), since=web.last_change(memory), today=today,
        views=[{"name": v.name, "is_default": v.is_default, "href": _address(v.query)} for v in views],
    )  # fmt: skip


def _address(query: dict[str, str]) -> str:
    return "?" + urlencode(
        {**{name: query[name] for name in _FIELDS if query.get(name)}, "tab": query.get("tab", "today")}
    )


@router.get("/board")
def board(request: Request, viewer: Reader, memory: Memory, question: Question) -> Response:
    """The same cases by stage. A card is moved by what happens to its case and by nothing else."""
    today = today_of()
    tab: Tab = question.tab if "tab" in request.query_params else "all"
    whole = Wanted(tab, question.asked, question.typed, 1)
    found = _found(memory, viewer, whole, today, limit=2000)
    columns = [(stage, [row for row in found if row.stage == stage]) for stage in STAGES if stage != "closed"]
    counts = worklist.counts(memory, whole.asked, scope=viewer.scope, today=today)
    return kit.page(
        request, "board.html", title="Board", columns=columns, counts=counts, tabs=_tabs(whole, counts), question=whole,
        chips=_chips(whole), choices=worklist.choices(memory, scope=viewer.scope), stages=STAGES,
        since=web.last_change(memory), today=today, shown=12,
    )  # fmt: skip


@router.get("/work.csv")
def as_csv(viewer: Reader, memory: Memory, question: Question) -> Response:
    """The list for a spreadsheet."""
    found = _found(memory, viewer, question, today_of(), limit=None)
    return csv_answer("work.csv", _HEADS, [_cells(row) for row in found])


@router.get("/work/changed")
def changed(request: Request, viewer: Reader, memory: Memory, since: int = 0) -> Response:
    """How many cases have changed since a page was made: nothing moves under anybody's pointer."""
    number = sum(1 for change in web.changes_after(memory, since) if viewer.may_see(change.team))
    return kit.page(request, "parts/changed.html", number=number, back=request.headers.get("hx-current-url", ""))


def _found(
    memory: Any, viewer: Viewer, question: Wanted, today: date, *, limit: int | None, offset: int = 0
) -> list[WorkRow]:
    return worklist.cases(
        memory, question.asked, tab=question.tab, scope=viewer.scope, today=today, limit=limit, offset=offset
    )


def _tabs(question: Wanted, counts: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "text": text,
            "count": counts["everything" if tab == "all" else tab],
            "href": question.link(tab=tab),
            "current": tab == question.tab,
        }
        for tab, text in TABS
    ]


def _chips(question: Wanted) -> list[dict[str, str]]:
    """What the list is narrowed by, each with the address that takes it away."""
    said = {
        "owner": lambda v: "Owner: me" if v == "me" else f"Owner: {kit.name_of(v)}",
        "stage": lambda v: f"Stage: {kit.sentence_case(v)}",
        "tenure": lambda v: f"Tenancy: {kit.plain(v)}",
        "team": lambda v: f"Team: {v}",
        "patch": lambda v: f"Patch: {v}",
        "q": lambda v: f"Search: {v}",
    }
    return [{"text": said[name](value), "href": question.link(**{name: ""})} for name, value in question.typed.items()]


def _pages(question: Wanted, number: int) -> dict[str, Any]:
    last = max(1, -(-number // PAGE))
    here = min(question.number, last)
    return {
        "here": here,
        "last": last,
        "first_row": (here - 1) * PAGE + 1 if number else 0,
        "last_row": min(here * PAGE, number),
        "rows": number,
        "before": question.link(page=str(here - 1)) if here > 1 else "",
        "after": question.link(page=str(here + 1)) if here < last else "",
    }


_HEADS = (
    "Case", "Account", "Tenants", "Address", "Tenancy", "Stage", "Position", "Next action", "Due", "Waiting on", "Arrears",
    "Arrears as at", "Weeks of rent", "Last payment", "Last payment on", "Owner", "Team", "Patch", "Flags",
)  # fmt: skip


def _cells(row: WorkRow) -> Sequence[str]:
    return (
        row.case_ref, row.account_ref, "; ".join(row.tenants), row.address, kit.plain(row.tenure), kit.plain(row.stage),
        row.position_label, row.task_label or row.next_label or "", _iso(row.task_on or row.next_on), row.waiting_on or "",
        _pounds(row.arrears_pence), _iso(row.arrears_as_at), "" if row.weeks is None else f"{row.weeks}",
        _pounds(row.last_payment_pence), _iso(row.last_payment_on), row.owner or "", row.team or "", row.patch or "",
        "; ".join(flags(row)),
    )  # fmt: skip


def flags(row: WorkRow) -> list[str]:
    """What is special about a case, in words."""
    found = [kit.sentence_case(hold) for hold in row.holds]
    found += ["Vulnerable"] if row.vulnerable else []
    found += ["Do not visit alone"] if row.do_not_visit_alone else []
    found += [words.count(row.irregular, "irregularity", "irregularities")] if row.irregular else []
    return found + (["Needs attention"] if row.needs_attention else [])


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _pounds(pence: int | None) -> str:
    return "" if pence is None else f"{pence / 100:.2f}"


def csv_answer(name: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Response:
    """A table for a spreadsheet, in which no cell is taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows([[_safe(cell) for cell in row] for row in rows])
    return Response(
        "\ufeff" + out.getvalue(),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _safe(cell: str) -> str:
    """A cell that a spreadsheet shows as it is; a number below zero stays a number."""
    if cell[:1] in ("=", "+", "@", "\t", "\r") or (cell[:1] == "-" and not cell[1:].replace(".", "", 1).isdecimal()):
        return "'" + cell
    return cell
