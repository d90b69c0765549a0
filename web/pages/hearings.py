"""The hearings of a day: what each needs in court, whether it is ready, and the outcome afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Request
from fastapi.responses import Response

import cases.rules  # noqa: F401  # first, because the rules and the protocol import each other
from cases import protocol
from cases.events import class_of
from cases.state import State
from law.dates import DAY, london_day
from speech import fields, words
from store import accounts, documents, worklist
from store.accounts import Payment
from store.db import Connection
from store.worklist import HearingRow
from web import kit
from web.access import READERS, Viewer, may
from web.casefile import label_of
from web.house import Memory, now_of, today_of

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Tick:
    """One thing that a hearing needs, and whether it is there."""

    says: str
    done: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """One hearing with everything the person in court asks for."""

    row: HearingRow
    state: State
    ticks: tuple[Tick, ...]
    payments: tuple[Payment, ...]
    over: bool
    event_id: str

    @property
    def ready(self) -> bool:
        return all(tick.done for tick in self.ticks)


@router.get("/hearings")
def hearings(request: Request, viewer: Annotated[Viewer, may(*READERS)], memory: Memory, date: str = "") -> Response:
    """A day's list by court and time; without a day, the next one that has hearings."""
    today = today_of()
    days = worklist.hearing_days(memory, since=today, scope=viewer.scope)
    fault = ""
    try:
        day = words.read_day(date, today=today) if date else (days[0][0] if days else today)
    except words.Unreadable as unreadable:
        day, fault = today, f"{date!r} was given; expected {unreadable}."
    rows = [_listed(memory, row) for row in worklist.hearings(memory, day, scope=viewer.scope)]
    courts = [
        (court or "Court not recorded", list(found)) for court, found in groupby(rows, key=lambda one: one.row.court)
    ]
    return kit.page(
        request, "hearings.html", title=f"Hearings on {words.day(day)}", day=day, days=days, courts=courts, rows=rows,
        fault=fault, typed=date, before=(day - DAY).isoformat(), after=(day + DAY).isoformat(),
        outcomes=[(word, kit.sentence_case(word)) for word in _outcomes()], label_of=label_of,
    )  # fmt: skip


def _outcomes() -> tuple[str, ...]:
    return fields.of(class_of("hearing_outcome_recorded"))["outcome"].choices


def _listed(memory: Connection, row: HearingRow) -> Listed:
    state = State.model_validate(row.state)
    day = london_day(row.hearing_at)
    try:
        paid = accounts.payments_between(memory, row.account_ref, day - timedelta(days=120), day + DAY)
    except accounts.AccountNotFound:
        paid = []
    return Listed(
        row=row,
        state=state,
        ticks=tuple(_ticks(memory, row, state)),
        payments=tuple(paid[-3:]),
        over=row.hearing_at <= now_of(),
        event_id=str(uuid4()),
    )


def _ticks(memory: Connection, row: HearingRow, state: State) -> list[Tick]:
    """What has to be ready, from the record alone."""
    today = today_of()
    notice = state.notice
    tenants = state.the_tenancy.tenants
    proven = (
        bool(notice) and all(t in notice.services and notice.services[t].proven for t in tenants) if notice else False
    )
    lacking = protocol.open_rows(state, today)
    papers = [
        p for p in documents.list_for_case(memory, row.case_ref) if p.status == "final" and p.wrong_because is None
    ]
    sent = {p.recipient_ref for p in papers if p.paper == "E-25"}
    fresh = row.arrears_as_at is not None and row.arrears_as_at >= today - DAY
    return [
        Tick(f"Balance no older than yesterday ({kit.short_day(row.arrears_as_at) or 'not known'})", fresh),
        Tick("Service of the notice proven for each tenant", proven),
        Tick(f"Pre-action protocol complete{_missing(len(lacking))}", not lacking),
        Tick("Hearing letter written to each tenant", all(t in sent for t in tenants)),
        Tick("Papers for the court written", any(p.paper == "E-27" for p in papers)),
        Tick("Nothing irregular is open", not row.irregular),
    ]


def _missing(number: int) -> str:
    return f" ({words.count(number, 'row')} open)" if number else ""
