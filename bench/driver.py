"""Driving a case in days and officers' acts, on real servers."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from temporalio.client import Client, WorkflowHandle

import worker
from bench import house
from cases.events import Event, parse
from cases.steps import Receipt
from law.dates import london_day
from settings import Settings
from store import board, ledger
from store.board import BoardRow
from store.db import Connection
from workflows import gateway
from workflows.contracts import ROLL_AT

_accounts = itertools.count(1)


class Shell:
    """A database, a task queue and a worker that can be stopped and started."""

    def __init__(self, client: Client, conn: Connection, settings: Settings, queue: str) -> None:
        self.client = client
        self.conn = conn
        self.settings = settings
        self.queue = queue

    @asynccontextmanager
    async def working(self, **options: Any) -> AsyncIterator[None]:
        async with worker.running(
            self.settings, self.client, reminders=False, graceful_shutdown_timeout=timedelta(seconds=5), **options
        ):
            yield

    def account(self, **facts: Any) -> str:
        """A new account in arrears, and its reference."""
        ref = f"{self.queue}-A{next(_accounts)}"
        house.add_accounts(self.conn, [ref], today=london_day(datetime.now(UTC)), **facts)
        return ref

    async def open(
        self, events: Sequence[tuple[str, dict[str, Any]]] = (), *, roll_at: int = ROLL_AT, **facts: Any
    ) -> Case:
        """Opens a case today on a new account, with further events in the same step."""
        ref = self.account(**facts)
        case = Case(self, f"{ref}-1")
        opened = await gateway.open_case(
            self.client,
            self.conn,
            ref,
            by=house.OFFICER,
            on=case.today,
            now=case.now,
            events=[case.event(kind, **fields) for kind, fields in events],
            settings=self.settings,
            roll_at=roll_at,
        )
        assert opened.case_ref == case.ref
        case.last = opened.receipt
        return case


class Case:
    """One case: what happened is told by name, with the case's own today where no day is given."""

    def __init__(self, shell: Shell, ref: str) -> None:
        self.shell = shell
        self.ref = ref
        self.last: Receipt | None = None
        self.pays = house.PAYS
        self._ahead = timedelta(0)

    @property
    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    @property
    def today(self) -> date:
        return london_day(self.now)

    @property
    def row(self) -> BoardRow:
        found = board.get(self.shell.conn, self.ref)
        assert found is not None
        return found

    @property
    def handle(self) -> WorkflowHandle[Any, Any]:
        return self.shell.client.get_workflow_handle(self.row.workflow_id)

    def event(self, kind: str, *, on: date | None = None, by: str = house.OFFICER, **fields: Any) -> Event:
        return parse(
            kind,
            {
                "event_id": str(uuid4()),
                "happened_on": on or self.today,
                "recorded_at": self.now,
                "recorded_by": by,
                **fields,
            },
        )

    async def tell(self, kind: str, **fields: Any) -> Receipt:
        return await self.report(self.event(kind, **fields))

    async def report(self, *events: Event) -> Receipt:
        self.last = await gateway.record(self.shell.client, self.shell.conn, self.ref, events)
        return self.last

    async def forward(self, days: int) -> date:
        return await self._move(timedelta(days=days))

    async def forward_to_instant(self, instant: datetime) -> date:
        """Moves the case's clock to an hour after an instant."""
        return await self._move(instant + timedelta(hours=1) - self.now)

    async def _move(self, by: timedelta) -> date:
        """The landlord's system goes on sending meanwhile."""
        today = await gateway.fast_forward(self.shell.client, self.shell.conn, self.ref, by)
        self._ahead = self.row.clock_ahead
        house.carry_on(self.shell.conn, self.row.account_ref, until=today, pays=self.pays)
        return today

    async def at_step(self, step: int) -> None:
        """Waits until what was told without waiting for an answer is written."""
        for _ in range(400):
            if self.row.version >= step:
                return
            await asyncio.sleep(0.05)
        raise AssertionError(f"{self.ref} stands at step {self.row.version} still; {step} is expected")

    async def standing(self) -> dict[str, Any]:
        found: dict[str, Any] = await self.handle.query("standing")
        return found

    def kinds(self) -> list[str]:
        """Every event recorded, in order."""
        return [row.kind for row in ledger.events(self.shell.conn, self.ref)]

    async def history_length(self) -> int:
        described = await self.handle.describe()
        return described.history_length
