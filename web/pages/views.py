"""A person's own views of the work list: kept by name, and one of them what the list opens with."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from store import desk
from web.access import READERS, Viewer, may
from web.house import Memory
from web.pages.work import Question

router = APIRouter(prefix="/work/views", include_in_schema=False)

Reader = Annotated[Viewer, may(*READERS)]
Name = Annotated[str, Form(max_length=200)]


@router.post("")
def keep(
    request: Request, viewer: Reader, memory: Memory, question: Question, name: Name = "",
    default: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    """Keeps the list as the form's address asks for it."""
    query = {**question.typed, "tab": question.tab}
    desk.keep_view(memory, viewer.email, name, query, default=default == "yes")
    return RedirectResponse(f"/work?{urlencode(query)}", 303)


@router.post("/default")
def make_default(viewer: Reader, memory: Memory, name: Name = "") -> Response:
    """The view that the list opens with; without a name, none."""
    desk.set_default(memory, viewer.email, name or None)
    return RedirectResponse("/work?tab=today", 303)


@router.post("/end")
def end(viewer: Reader, memory: Memory, name: Name = "") -> Response:
    desk.end_view(memory, viewer.email, name)
    return RedirectResponse("/work?tab=today", 303)
