"""What the pages work with: settings, connections to PostgreSQL, a client of Temporal, what changed last."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractContextManager, asynccontextmanager
from datetime import UTC, date, datetime
from typing import Annotated, Any

import psycopg
from fastapi import Depends, Request
from psycopg_pool import ConnectionPool, PoolTimeout

import law
from cases.events import REGISTER, Mark, marks
from law.dates import london_day
from settings import Settings
from store import board, db, landlords, lawbook, ledger, restricted, web, worklist
from store.board import BoardRow
from store.db import Connection
from store.ledger import EventRow
from store.scope import Scope
from store.worklist import Asked, Choices
from web.access import Viewer
from web.live import Changes
from web.packing import Packing
from workflows import gateway
from workflows.gateway import Client

_COUNTS_KEPT = 500


class NoSuchPage(Exception):
    """There is nothing of this name, or it is not this person's to see; the message is a sentence."""


class ReasonWanted(Exception):
    """The case is restricted: whoever may see it says first why they need to."""

    def __init__(self, case_ref: str) -> None:
        super().__init__(f"Case {case_ref} is restricted: say why you need to see it.")
        self.case_ref = case_ref


class House:
    """Made once for the application. A connection of `memory` commits each statement, as the gateway expects."""

    def __init__(self, settings: Settings, *, demo: bool) -> None:
        self.settings = settings
        self.demo = demo
        self.changes = Changes(settings.database_url)
        self.packing = Packing(settings.data / "packs")
        self._pool: ConnectionPool[Connection] | None = None
        self._client: Client | None = None
        self._connecting = asyncio.Lock()
        self._staff: dict[str, str] = {}
        self._staff_until = 0.0
        self._choices: dict[str | None, tuple[float, Choices | None]] = {}
        self._law_until = 0.0
        self._counts: dict[tuple[Asked, Scope, date], tuple[int, dict[str, dict[str, int]]]] = {}

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
            self.packing.close()
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

    def choices(self, memory: Connection, viewer: Viewer) -> Choices:
        """What lists can be narrowed by. It needs a look at every open case: after a minute it is read again beside the page."""
        team, now = viewer.scope.team, time.monotonic()
        until, found = self._choices.get(team, (0.0, None))
        if found is None:
            found = self._choose(memory, viewer.scope)
        elif now > until:
            self._choices[team] = (now + 60, found)
            threading.Thread(target=self._choose_again, args=[viewer.scope], daemon=True).start()
        return found

    def _choose(self, memory: Connection, scope: Scope) -> Choices:
        found = worklist.choices(memory, scope=scope)
        self._choices[scope.team] = (time.monotonic() + 60, found)
        return found

    def _choose_again(self, scope: Scope) -> None:
        with contextlib.suppress(psycopg.Error, PoolTimeout), self.memory() as memory:
            self._choose(memory, scope)

    def counts(self, memory: Connection, asked: Asked, viewer: Viewer, today: date) -> dict[str, dict[str, int]]:
        """How many cases each tab has, stage by stage. They are what they were for as long as no case has changed."""
        if asked.q or asked.benefit or asked.flag:  # what the register says may change and no case with it
            return worklist.stage_counts(memory, asked, scope=viewer.scope, today=today)
        key = (asked, viewer.scope, today)
        at = web.last_change(memory)
        kept = self._counts.get(key)
        if kept is None or kept[0] != at:
            if len(self._counts) >= _COUNTS_KEPT:
                self._counts.clear()
            kept = self._counts[key] = at, worklist.stage_counts(memory, asked, scope=viewer.scope, today=today)
        return kept[1]

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


def record_for(connection: Connection, row: BoardRow, viewer: Viewer) -> list[EventRow]:
    """The record of a case, without the restricted fields for somebody who may not read them."""
    return readable(ledger.events(connection, row.case_ref), viewer)


def readable(record: list[EventRow], viewer: Viewer) -> list[EventRow]:
    """The same events, each without what this person may not read; in a correction too."""
    if viewer.reads_restricted:
        return record
    hidden = {
        n for kind in REGISTER.values() for n, info in kind.model_fields.items() if Mark.RESTRICTED in marks(info)
    }
    return [event.model_copy(update={"payload": _without(event.payload, hidden)}) for event in record]


def _without(told: dict[str, Any], hidden: set[str]) -> dict[str, Any]:
    kept = {name: value for name, value in told.items() if name not in hidden}
    new = kept.get("replacement")
    return kept | {"replacement": _without(new, hidden)} if isinstance(new, dict) else kept


def see_case(connection: Connection, ref: str, viewer: Viewer) -> BoardRow:
    """The case's row, to do something about who may see it. Raises NoSuchPage as `find_case` does."""
    row = board.get(connection, ref.strip())
    if row is None or not viewer.scope.covers(row.team, row.restricted_to):
        raise NoSuchPage(f"There is no case {ref} that you can see.")
    return row


def find_case(connection: Connection, ref: str, viewer: Viewer) -> BoardRow:
    """The case, for somebody who may see it; a look at a restricted one is noted with the reason that was given.

    Raises NoSuchPage, in the same words when it is another team's; ReasonWanted before anything of a restricted case is shown.
    """
    row = see_case(connection, ref, viewer)
    if row.restricted:
        why = restricted.reason(connection, row.case_ref, viewer.email)
        if why is None:
            raise ReasonWanted(row.case_ref)
        web.note_view(connection, row.case_ref, viewer.email, why)
    return row
