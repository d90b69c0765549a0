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

router = APIRouter(include_in_schema=False)


@router.get("/live")
async def live(
    viewer: Annotated[Viewer, may(*READERS)],
    house: TheHouse,
    case: Annotated[str | None, Query()] = None,
    last_event_id: Annotated[str, Header()] = "",
) -> Response:
    """Tiny events named `case` whose data is a reference and a version; their ids are the numbers of the changes."""
    after = int(last_event_id) if last_event_id.isdecimal() else None
    now = await to_thread.run_sync(_standing, house, viewer, case)
    return StreamingResponse(
        _events(house, viewer, now if after is None else after, after, case),
        media_type="text/event-stream",
        headers={"X-Accel-Buffering": "no"},
    )


def _standing(house: House, viewer: Viewer, case: str | None) -> int:
    with house.memory() as memory:
        if case is not None:
            find_case(memory, case, viewer)
        return web.last_change(memory)


async def _events(house: House, viewer: Viewer, number: int, after: int | None, case: str | None) -> AsyncIterator[str]:
    yield f"id: {number}\n\n"
    async for change in house.changes.follow(viewer, after, case):
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
