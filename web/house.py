"""What the pages work with: settings, connections to PostgreSQL, a client of Temporal, what changed last."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractContextManager, asynccontextmanager
from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import Depends, Request
from psycopg_pool import ConnectionPool

import law
from law.dates import london_day
from settings import Settings
from store import board, db, landlords, lawbook
from store.board import BoardRow
from store.db import Connection
from web.access import Viewer
from web.live import Changes
from workflows import gateway
from workflows.gateway import Client


class NoSuchPage(Exception):
    """There is nothing of this name, or it is not this person's to see; the message is a sentence."""


class House:
    """Made once for the application. A connection of `memory` commits each statement, as the gateway expects."""

    def __init__(self, settings: Settings, *, demo: bool) -> None:
        self.settings = settings
        self.demo = demo
        self.changes = Changes(settings.database_url)
        self._pool: ConnectionPool[Connection] | None = None
        self._client: Client | None = None
        self._connecting = asyncio.Lock()
        self._staff: dict[str, str] = {}
        self._staff_until = 0.0
        self._law_until = 0.0

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Opens what lasts as long as the application does."""
        self._pool = await asyncio.to_thread(
            db.pool, self.settings.database_url, max_size=16, autocommit=True, jit=False
        )
        listening = asyncio.create_task(self.changes.listen())
        try:
            yield
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)
            await asyncio.to_thread(self._pool.close)

    def memory(self) -> AbstractContextManager[Connection]:
        """A connection, given back at the end."""
        assert self._pool is not None, "the house is not open"
        return self._pool.connection(timeout=10.0)

    def staff(self) -> dict[str, str]:
        """Names of staff by their address in small letters, as the register had them within the last minute."""
        if time.monotonic() > self._staff_until:
            with self.memory() as memory:
                self._staff = {o.email.lower(): o.name for o in landlords.officers(memory)}
            self._staff_until = time.monotonic() + 60
        return self._staff

    def forget_staff(self) -> None:
        """The register has changed: it is read again when it is next asked for."""
        self._staff_until = 0.0

    def read_law(self, memory: Connection) -> None:
        """The installation's own days and signatures, as its law book had them within the last few seconds."""
        if time.monotonic() > self._law_until:
            law.install(lawbook.read(memory))
            self._law_until = time.monotonic() + 5

    def forget_law(self) -> None:
        """The law book has a new entry: it is read again when it is next asked for."""
        self._law_until = 0.0

    async def client(self) -> Client:
        """A client of Temporal. Raises CaseUnavailable while it does not answer."""
        async with self._connecting:
            if self._client is None:
                self._client = await gateway.connect(self.settings)
        return self._client


def house_of(request: Request) -> House:
    """The house of the application that a request came to."""
    house: House = request.app.state.house
    return house


def _memory(request: Request) -> Iterator[Connection]:
    house = house_of(request)
    with house.memory() as connection:
        house.read_law(connection)
        yield connection


TheHouse = Annotated[House, Depends(house_of)]
Memory = Annotated[Connection, Depends(_memory)]


def now_of(row: BoardRow | None = None) -> datetime:
    """The instant on the case's own clock, which a demonstration may have moved ahead of ours."""
    here = datetime.now(UTC)
    return here + row.clock_ahead if row else here


def today_of(row: BoardRow | None = None) -> date:
    """London's day on the case's own clock."""
    return london_day(now_of(row))


def find_case(connection: Connection, ref: str, viewer: Viewer) -> BoardRow:
    """The case, for somebody who may see it. Raises NoSuchPage, in the same words when it is another team's."""
    row = board.get(connection, ref.strip())
    if row is None or not viewer.may_see(row.team):
        raise NoSuchPage(f"There is no case {ref} that you can see.")
    return row
