"""Reminders: what waits, what did not leave, what was sent, and seeing to one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from store import board, outbox
from store.db import Connection
from store.outbox import NoSuchReminder, OutboxRow
from web import kit
from web.access import READERS, WORKERS, Viewer, may
from web.house import Memory, NoSuchPage

router = APIRouter(include_in_schema=False)

_MOST = 300
STATES = (("waiting", "Waiting"), ("failed", "Failed"), ("sent", "Sent"), ("void", "Void"))


@router.get("/outbox")
def outbox_page(
    request: Request,
    viewer: Annotated[Viewer, may(*READERS)],
    memory: Memory,
    whose: str = "me",
    state: str = "waiting",
) -> Response:
    """One's own reminders, or everybody's of the cases one may see."""
    state = state if state in dict(STATES) else "waiting"
    found = outbox.rows(
        memory, audience_email=viewer.email if whose == "me" else None, sent=None if state == "void" else state == "sent",
        failed=True if state == "failed" else None, with_void=state == "void", limit=None,
    )  # fmt: skip
    seen = [r for r in _theirs(memory, viewer, found) if state != "void" or r.made_void_at]
    # what was sent: the latest first; what waits: the next first
    shown = seen[::-1] if state in ("sent", "void") else seen
    tabs = [{"text": text, "href": f"?whose={whose}&state={name}", "current": name == state} for name, text in STATES]
    return kit.page(
        request,
        "outbox.html",
        title="Outbox",
        found=shown[:_MOST],
        more=len(shown) - _MOST,
        tabs=tabs,
        whose=whose,
        state=state,
    )


@router.post("/outbox/{reminder}/acknowledge")
def acknowledge(viewer: Annotated[Viewer, may(*WORKERS)], memory: Memory, reminder: UUID) -> Response:
    """Somebody has seen to it: that date is not passed up to a leader any more."""
    found = [r for r in outbox.rows(memory, with_void=True) if r.id == reminder]
    if not _theirs(memory, viewer, found):
        raise NoSuchPage("There is no such reminder that you can see.")
    try:
        outbox.acknowledge(memory, reminder, by=viewer.email, at=datetime.now(UTC))
    except NoSuchReminder as none:
        raise NoSuchPage(str(none)) from None
    return RedirectResponse("/outbox?state=sent", 303)


def _theirs(memory: Connection, viewer: Viewer, found: list[OutboxRow]) -> list[OutboxRow]:
    refs = board.visible(memory, {row.case_ref for row in found}, viewer.scope)
    return [row for row in found if row.case_ref in refs]
