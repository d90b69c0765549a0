"""The stream of changes for open pages, and whether the board is well."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Header, Query
from fastapi.responses import JSONResponse, Response, StreamingResponse

from store import web
from web.access import READERS, Viewer, anyone, may
from web.house import House, Memory, TheHouse, find_case
from web.live import OVERLAP, Since

router = APIRouter(include_in_schema=False)
_MOST = 2**62  # what a number of a change may be in PostgreSQL


@router.get("/live")
async def live(
    viewer: Annotated[Viewer, may(*READERS)],
    house: TheHouse,
    case: Annotated[str | None, Query()] = None,
    shown: Annotated[int | None, Query(ge=0, le=_MOST)] = None,
    made_at: Annotated[int | None, Query(ge=0, le=_MOST)] = None,
    last_event_id: Annotated[str, Header()] = "",
) -> Response:
    """Tiny events named `case` whose data is a reference and a version; their ids are the numbers of the changes.

    shown: the version of the case that the page shows; made_at: the number of the last change when the page was made.
    By either the page is told too what happened before it began to listen.
    """
    back = int(last_event_id) if last_event_id.isdecimal() else None
    now = await to_thread.run_sync(_standing, house, viewer, case)
    since = Since(after=made_at if back is None else max(0, back - OVERLAP), case=case, shown=shown)
    return StreamingResponse(
        _events(house, viewer, now if back is None else back, since),
        media_type="text/event-stream",
        headers={"X-Accel-Buffering": "no"},
    )


def _standing(house: House, viewer: Viewer, case: str | None) -> int:
    with house.memory() as memory:
        if case is not None:
            find_case(memory, case, viewer)
        return web.last_change(memory)


async def _events(house: House, viewer: Viewer, number: int, since: Since) -> AsyncIterator[str]:
    yield f"id: {number}\n\n"
    async for change in house.changes.follow(viewer, since):
        if change is None:
            yield ": still here\n\n"
        else:
            yield f"id: {change.changed}\nevent: case\ndata: {change.case_ref} {change.version}\n\n"


@router.get("/healthz")
def healthz(viewer: Annotated[Viewer | None, anyone()]) -> Response:
    """Whether the process answers."""
    return JSONResponse({"well": True})


@router.get("/readyz")
async def readyz(viewer: Annotated[Viewer | None, anyone()], house: TheHouse, memory: Memory) -> Response:
    """Whether PostgreSQL and Temporal answer too; a fault is told by the status 503."""
    web.answers(memory)
    await (await house.client()).service_client.check_health()
    return JSONResponse({"ready": True})
