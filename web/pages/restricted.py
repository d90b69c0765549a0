"""Restricted cases: who restricts one, and the reason that is asked before it is seen."""

from __future__ import annotations

import re
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from store import landlords, restricted
from store.db import StoreError
from web import kit
from web.access import KEEPERS, READERS, Role, Viewer, may
from web.house import Memory, find_case, see_case
from web.pages.api import FAULTS

router = APIRouter()

_LONGEST = 500


class Reason(BaseModel):
    """Why a program's owner needs to see a restricted case."""

    model_config = ConfigDict(extra="forbid", strict=True)

    reason: str = Field(min_length=1, max_length=_LONGEST)


def ask(request: Request, case_ref: str, onward: str, fault: str = "") -> Response:
    """The page that asks for a reason before anything of the case is shown."""
    about: dict[str, Any] = {"case_ref": case_ref, "next": onward, "fault": fault}
    return kit.page(request, "reason.html", 422 if fault else 403, title=f"Case {case_ref} is restricted", **about)


@router.post("/cases/{ref}/reason", include_in_schema=False)
def reason(
    request: Request, viewer: Annotated[Viewer, may(*READERS)], memory: Memory, ref: str,
    reason: Annotated[str, Form()] = "", next: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    """Somebody who may see the case says why, and goes on."""
    row = see_case(memory, ref, viewer)
    here = f"/cases/{row.case_ref}"
    onward = next if next == here or next.startswith(f"{here}/") else here
    if not reason.strip():
        return ask(request, row.case_ref, onward, "A reason is expected.")
    restricted.give_reason(memory, row.case_ref, viewer.email, reason.strip()[:_LONGEST])
    return RedirectResponse(onward, 303)


@router.post("/api/cases/{ref}/reason", tags=["cases"], responses=FAULTS)
def program_reason(
    viewer: Annotated[Viewer, may(*READERS, Role.SERVICE)], memory: Memory, ref: str, given: Reason
) -> Response:
    """Says why a restricted case is read; it stands for eight hours."""
    row = see_case(memory, ref, viewer)
    if not given.reason.strip():
        return JSONResponse({"error": "A reason is expected."}, 422)
    restricted.give_reason(memory, row.case_ref, viewer.email, given.reason.strip())
    return JSONResponse({"case_ref": row.case_ref})


@router.post("/cases/{ref}/restriction", include_in_schema=False)
def restrict(
    viewer: Annotated[Viewer, may(*KEEPERS)], memory: Memory, ref: str, reason: Annotated[str, Form()] = "",
    people: Annotated[str, Form()] = "", do: Annotated[str, Form()] = "restrict",
) -> Response:  # fmt: skip
    """Restricts a case to its team and named people, or ends that."""
    row = find_case(memory, ref, viewer)
    why = reason.strip()[:_LONGEST]
    if not why:
        raise StoreError("A reason is expected for changing who may see the case.")
    if do == "end":
        restricted.free(memory, row.case_ref, reason=why, by=viewer.email)
        return RedirectResponse(f"/cases/{row.case_ref}/people", 303)
    named = [one.lower() for one in re.split(r"[\s,;]+", people) if one]
    known = {officer.email.lower() for officer in landlords.officers(memory)}
    if strangers := sorted(set(named) - known):
        raise StoreError(f"The register has nobody of the address {strangers[0]}; expected addresses that it has.")
    if not row.team and not named:
        raise StoreError(f"Case {row.case_ref} has no team, so at least one person is expected who may see it.")
    restricted.restrict(memory, row.case_ref, people=named, reason=why, by=viewer.email)
    stays = viewer.scope.covers(row.team, named)
    return RedirectResponse(f"/cases/{row.case_ref}/people" if stays else "/work", 303)
