"""The portfolio in figures: tables first, each with how it was counted, each as a spreadsheet too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from cases.stages import STAGES
from law.dates import DAY, london_instant
from speech import words
from store import worklist
from store.db import Connection
from store.scope import Scope
from web import kit
from web.access import READERS, Viewer, may
from web.house import Memory, NoSuchPage, today_of
from web.pages.work import csv_answer

router = APIRouter(include_in_schema=False)

Reader = Annotated[Viewer, may(*READERS)]
_WEEKS = 12


@dataclass(frozen=True)
class Table:
    """One report. bars: for each row the share of its bar, 0 to 100."""

    name: str
    title: str
    how: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    bars: tuple[float, ...] = ()


@router.get("/reports")
def reports(request: Request, viewer: Reader, memory: Memory, since: str = "", until: str = "") -> Response:
    first, last, fault = _period(since, until)
    tables = _tables(memory, viewer, first, last)
    about = {"tables": tables, "first": first, "last": last, "fault": fault, "since": since, "until": until}
    return kit.page(request, "reports.html", title="Reports", **about)  # type: ignore[arg-type]


@router.get("/reports/{report}.csv")
def as_csv(viewer: Reader, memory: Memory, report: str, since: str = "", until: str = "") -> Response:
    first, last, _ = _period(since, until)
    for table in _tables(memory, viewer, first, last):
        if table.name == report:
            return csv_answer(f"{report}.csv", table.heads, table.rows)
    raise NoSuchPage(f"There is no report {report}.")


def _period(since: str, until: str) -> tuple[date, date, str]:
    today = today_of()
    first, last = today - timedelta(weeks=_WEEKS), today
    try:
        first = words.read_day(since, today=today) if since else first
        last = words.read_day(until, today=today) if until else last
    except words.Unreadable as unreadable:
        return today - timedelta(weeks=_WEEKS), today, f"The period was not understood; expected {unreadable}."
    return (first, last, "") if first <= last else (last, first, "")


def _tables(memory: Connection, viewer: Viewer, first: date, last: date) -> list[Table]:
    today, scope = today_of(), viewer.scope
    begin, end = (london_instant(day).astimezone(UTC) for day in (first, last + DAY))
    return [
        _pipeline(memory, scope, today, begin, end),
        _agreements(memory, scope),
        _outcomes(memory, scope, first, last),
        _papers(memory, scope, begin, end),
        _quality(memory, scope, today),
    ]


def _pipeline(memory: Connection, scope: Scope, today: date, begin: datetime, end: datetime) -> Table:
    now = {r["stage"]: r for r in worklist.report(memory, "pipeline", scope=scope, today=today)}
    moved = worklist.report(memory, "moved", scope=scope, since=begin, until=end)
    most = max((int(r["cases"]) for r in now.values()), default=1)
    rows, bars = [], []
    for stage in STAGES:
        held: dict[str, Any] = now.get(stage, {})
        came = sum(int(m["cases"]) for m in moved if m["after"] == stage)
        left = sum(int(m["cases"]) for m in moved if m["before"] == stage)
        cases = int(held.get("cases", 0))
        ages = [f"{int(held[age]):,}" if held else "" for age in ("half", "most")]
        rows.append(
            (kit.sentence_case(stage), f"{cases:,}", words.money(held.get("pence", 0)), *ages, f"{came:,}", f"{left:,}")
        )
        bars.append(100 * cases / most)
    how = (
        "Open cases by the stage they stand at, with the rent arrears last known. Days are those since a case came to its stage: "
        "half of the cases have been there no longer than the first figure, nine in ten no longer than the second; a case whose "
        "history was imported came to its stage on the day of the import. Came and left count the steps of the period that "
        "changed a case's stage."
    )
    heads = ("Stage", "Cases", "Arrears", "Days there, half", "Days there, nine in ten", "Came", "Left")
    return Table("pipeline", "Pipeline and ageing", how, heads, rows, tuple(bars))


def _agreements(memory: Connection, scope: Scope) -> Table:
    found = worklist.report(memory, "promises", scope=scope)
    rows = [(kit.sentence_case(r["status"]), f"{int(r['cases']):,}") for r in found]
    how = "The latest agreement of each open case that has one, as it stands today."
    return Table("agreements", "Agreements", how, ("State", "Cases"), rows)


def _outcomes(memory: Connection, scope: Scope, first: date, last: date) -> Table:
    found = worklist.report(memory, "outcomes", scope=scope, since=first, until=last)
    rows = [(str(r["court"]), kit.sentence_case(r["outcome"]), f"{int(r['cases']):,}") for r in found]
    how = (
        "Outcomes recorded for hearings of the period, as first recorded; a correction made later is not counted again."
    )
    return Table("outcomes", "Outcomes of hearings", how, ("Court", "Outcome", "Hearings"), rows)


def _papers(memory: Connection, scope: Scope, begin: datetime, end: datetime) -> Table:
    found = worklist.report(memory, "paper_counts", scope=scope, since=begin, until=end)
    rows = [
        (str(r["paper"]), kit.sentence_case(r["status"]), f"{int(r['papers']):,}", f"{int(r['wrong']):,}")
        for r in found
    ]
    how = "Papers written or withheld in the period. Wrong now: something recorded later has made them wrong."
    return Table("papers", "Papers", how, ("Paper", "State", "Number", "Wrong now"), rows)


def _quality(memory: Connection, scope: Scope, today: date) -> Table:
    found = worklist.report(memory, "data_quality", scope=scope, today=today)[0]
    says = {
        "cases": "Open cases",
        "stale": "Balance more than three days old: no legal paper leaves on it",
        "without_owner": "Without an owner",
        "without_tenant": "Without a tenant in the register",
        "irregular": "With something irregular",
        "needing_attention": "Needing attention: the step could not be carried out",
    }
    rows = [(text, f"{int(found[name]):,}") for name, text in says.items()]
    return Table("data", "What would hold cases up", "Open cases today.", ("What", "Cases"), rows)
