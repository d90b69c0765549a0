"""What changed, told to open pages: PostgreSQL wakes us, the board's numbers say what a page has missed.

A page is told a case's reference and version, never its contents: it fetches its own part by the way on which
permissions are looked at.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass

import psycopg

from store import db, web
from store.web import Change
from web.access import Viewer

# Two steps that are written at the same time may get their numbers in one order and appear in the other. A page that
# comes back is told a little more than it missed; being told twice changes nothing.
OVERLAP = 100
_QUIET_SECONDS = 20.0
_AGAIN_SECONDS = 2.0
_LONGEST_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Since:
    """What a page has seen: every change up to a number, or one case in a version. Neither: only what changes from now on."""

    after: int | None = None
    case: str | None = None
    shown: int | None = None


class Changes:
    """Listens on one connection of its own and passes on to every page that is open."""

    def __init__(self, database_url: str) -> None:
        self._url = database_url
        self._open: set[asyncio.Queue[Change]] = set()

    async def listen(self) -> None:
        """Listens for as long as the application runs; a database that went away is asked again."""
        while True:
            with contextlib.suppress(psycopg.OperationalError):
                await self._listen()
            await asyncio.sleep(_AGAIN_SECONDS)

    async def _listen(self) -> None:
        async for case_ref in web.told_of(self._url):
            if self._open:
                for change in await asyncio.to_thread(self._read, [case_ref], None):
                    for queue in self._open:
                        queue.put_nowait(change)

    def _read(self, refs: list[str] | None, after: int | None) -> list[Change]:
        with contextlib.closing(db.connect(self._url, autocommit=True)) as connection:
            if refs is not None:
                return web.changes_of(connection, refs)
            return web.changes_after(connection, after or 0)

    def _missed(self, since: Since) -> list[Change]:
        if since.after is not None:
            return self._read(None, since.after)
        if since.case is not None and since.shown is not None:
            return [change for change in self._read([since.case], None) if change.version > since.shown]
        return []

    async def follow(self, viewer: Viewer, since: Since) -> AsyncIterator[Change | None]:
        """Changes that somebody may know of, from what a page has seen on; None when it has been quiet for a while.

        It ends after a while, so that the page asks again and is looked at again.
        """
        queue: asyncio.Queue[Change] = asyncio.Queue()
        self._open.add(queue)
        only = since.case
        try:
            for change in await asyncio.to_thread(self._missed, since):
                if viewer.scope.covers(change.team, change.restricted_to) and only in (None, change.case_ref):
                    yield change
            until = time.monotonic() + _LONGEST_SECONDS
            while time.monotonic() < until:
                try:
                    change = await asyncio.wait_for(queue.get(), _QUIET_SECONDS)
                except TimeoutError:
                    yield None
                    continue
                if viewer.scope.covers(change.team, change.restricted_to) and only in (None, change.case_ref):
                    yield change
        finally:
            self._open.discard(queue)
