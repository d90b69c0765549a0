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

from cases.events import class_of
from cases.nations import NATIONS
from cases.stages import STAGES
from speech import fields, words
from store import desk, web, worklist
from store.worklist import Asked, Place, Tab, WorkRow
from web import kit
from web.access import READERS, Viewer, may
from web.house import Memory, house_of, today_of

router = APIRouter(include_in_schema=False)

Reader = Annotated[Viewer, may(*READERS)]

PAGE = 50
_CARDS = 12
TABS: tuple[tuple[Tab, str], ...] = (
    ("today", "Do today"),
    ("waiting", "Waiting"),
    ("paused", "Paused"),
    ("hearings", "Upcoming hearings"),
    ("evictions", "Upcoming evictions"),
    ("all", "All"),
)
#: What the list can be narrowed by, and what each choice is called; of the others the words are the landlord's own.
_FIELDS = ("owner", "team", "patch", "stage", "nation", "tenure", "ground", "due", "owed", "benefit", "flag", "q")
_CHOICES: dict[str, dict[str, str]] = {
    "nation": {nation: kit.sentence_case(nation) for nation in NATIONS},
    "ground": {
        ground: f"Ground {ground}" if ground.isdecimal() else f"Section {ground[1:]}"
        for ground in fields.of(class_of("notice_served"))["grounds"].choices
    },
    "due": {"late": "Overdue", "today": "Today", "week": "Within a week", "month": "Within four weeks"},
    "owed": {"0-500": "Below £500", "500-1000": "£500 to £1,000", "1000-2500": "£1,000 to £2,500", "2500-": "£2,500 and more"},
    "benefit": {"uc": "Universal Credit", "hb": "Housing Benefit", "none": "Neither is held"},
    "flag": {
        "vulnerable": "Vulnerable", "do_not_visit_alone": "Do not visit alone", "irregular": "Irregular",
        "restricted": "Restricted", "paper_withheld": "A paper was withheld", "attention": "Needs attention",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for. owner `me` is whoever looks. after, before: the place that a page begins or ends at; from_row:
    the number of its first row, as the page before it counted."""

    tab: Tab
    asked: Asked
    typed: dict[str, str]
    after: Place | None = None
    before: Place | None = None
    from_row: int = 1

    def link(self, **changes: str) -> str:
        """The address with something changed; an empty value takes a part away."""
        parts = {**self.typed, "tab": self.tab, **changes}
        return "?" + urlencode({name: value for name, value in parts.items() if value})


def wanted(request: Request) -> Wanted:
    """What is asked for; words that are not known are left aside."""
    given = request.query_params
    viewer: Viewer | None = getattr(request.state, "viewer", None)
    typed = {name: given[name].strip() for name in _FIELDS if given.get(name, "").strip()}
    typed = {name: value for name, value in typed.items() if name not in _CHOICES or value in _CHOICES[name]}
    asked = dict(typed)
    if asked.get("owner") == "me" and viewer:
        asked["owner"] = viewer.email
    tab = given.get("tab", "")
    default: Tab = "all" if "q" in asked else "today"
    row = given.get("row", "1")
    return Wanted(
        tab=next((t for t in get_args(Tab) if t == tab), default),
        asked=Asked.model_validate(asked),
        typed=typed,
        after=_place(given.get("after", "")),
        before=_place(given.get("before", "")),
        from_row=max(1, int(row)) if row.isdecimal() and len(row) < 8 else 1,
    )


def _place(text: str) -> Place | None:
    return tuple(text.split("~")) if text else None


Question = Annotated[Wanted, Depends(wanted)]


@router.get("/work")
def work(request: Request, viewer: Reader, memory: Memory, question: Question) -> Response:
    """The list, with nothing asked for as somebody's own view has it. A search for one reference goes to that case."""
    views = desk.views(memory, viewer.email)
    if not request.query_params and (own := next((v for v in views if v.is_default), None)):
        return RedirectResponse(f"/work{_address(own.query)}", 303)
    today = today_of()
    found = worklist.cases(
        memory, question.asked, tab=question.tab, scope=viewer.scope, today=today, limit=PAGE, after=question.after,
        before=question.before,
    )  # fmt: skip
    q = question.asked.q
    if q and len(found) == 1 and q.upper() in (found[0].case_ref.upper(), found[0].account_ref.upper()):
        return RedirectResponse(f"/cases/{found[0].case_ref}", 303)
    counts = worklist.total(house_of(request).counts(memory, question.asked, viewer, today))
    number = counts["everything" if question.tab == "all" else question.tab]
    return kit.page(
        request, "work.html", title="Work list", found=found, counts=counts, tabs=_tabs(question, counts),
        question=question, chips=_chips(question), choices=house_of(request).choices(memory, viewer),
        stages=STAGES, more=_CHOICES, query=q, pages=_pages(question, found, number), since=web.last_change(memory), today=today,
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
    whole = Wanted(tab, question.asked, question.typed)
    stages = [stage for stage in STAGES if stage != "closed"]
    found = worklist.columns(memory, whole.asked, stages, tab=tab, scope=viewer.scope, today=today, each=_CARDS)
    by_stage = house_of(request).counts(memory, whole.asked, viewer, today)
    counts = worklist.total(by_stage)
    name = "everything" if tab == "all" else tab
    columns = [
        (stage, by_stage[stage][name] if stage in by_stage else 0, [row for row in found if row.stage == stage])
        for stage in stages
    ]
    return kit.page(
        request, "board.html", title="Board", columns=columns, due={name: one["today"] for name, one in by_stage.items()},
        counts=counts, tabs=_tabs(whole, counts), question=whole, chips=_chips(whole),
        choices=house_of(request).choices(memory, viewer), stages=STAGES, more=_CHOICES, since=web.last_change(memory),
        today=today,
    )  # fmt: skip


@router.get("/work.csv")
def as_csv(viewer: Reader, memory: Memory, question: Question) -> Response:
    """The list for a spreadsheet."""
    found = worklist.cases(memory, question.asked, tab=question.tab, scope=viewer.scope, today=today_of())
    return csv_answer("work.csv", _HEADS, [_cells(row) for row in found])


@router.get("/work/changed")
def changed(request: Request, viewer: Reader, memory: Memory, since: int = 0) -> Response:
    """How many cases have changed since a page was made: nothing moves under anybody's pointer."""
    number = sum(
        1 for change in web.changes_after(memory, since) if viewer.scope.covers(change.team, change.restricted_to)
    )
    return kit.page(request, "parts/changed.html", number=number, back=request.headers.get("hx-current-url", ""))


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
        "nation": _CHOICES["nation"].__getitem__,
        "ground": _CHOICES["ground"].__getitem__,
        "due": lambda v: f"Due: {_CHOICES['due'][v].lower()}",
        "owed": lambda v: f"Arrears: {_CHOICES['owed'][v]}",
        "benefit": _CHOICES["benefit"].__getitem__,
        "flag": _CHOICES["flag"].__getitem__,
    }
    return [{"text": said[name](value), "href": question.link(**{name: ""})} for name, value in question.typed.items()]


def _pages(question: Wanted, found: Sequence[WorkRow], number: int) -> dict[str, Any]:
    first = question.from_row if found else 0
    last = first + len(found) - 1 if found else 0

    def beside(where: str, row: WorkRow, begins: int) -> str:
        place = "~".join(worklist.place_of(row, question.tab))
        return question.link(**{where: place, "row": str(begins)})

    return {
        "first_row": first,
        "last_row": last,
        "rows": max(number, last),
        "before": beside("before", found[0], max(1, first - PAGE)) if found and first > 1 else "",
        "after": beside("after", found[-1], last + 1) if found and last < number else "",
    }


_HEADS = (
    "Case", "Account", "Tenants", "Address", "Tenancy", "Stage", "Position", "Next action", "Due", "Waiting on", "Arrears",
    "Arrears as at", "Weeks of rent", "Last payment", "Last payment on", "Last contact on", "Owner", "Team", "Patch", "Flags",
    "Changed",
)  # fmt: skip


def _cells(row: WorkRow) -> Sequence[str]:
    return (
        row.case_ref, row.account_ref, "; ".join(row.tenants), row.address, kit.plain(row.tenure), kit.plain(row.stage),
        row.position_label, row.task_label or row.next_label or "", _iso(row.task_on or row.next_on), row.waiting_on or "",
        _pounds(row.arrears_pence), _iso(row.arrears_as_at), "" if row.weeks is None else f"{row.weeks}",
        _pounds(row.last_payment_pence), _iso(row.last_payment_on), _iso(row.contact_on), row.owner or "", row.team or "",
        row.patch or "", "; ".join(flags(row)), row.as_of.isoformat(timespec="minutes"),
    )  # fmt: skip


def flags(row: WorkRow) -> list[str]:
    """What is special about a case, in words."""
    found = ["Restricted"] if row.restricted else []
    found += [kit.sentence_case(hold) for hold in row.holds]
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
