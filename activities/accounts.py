"""The weekly review's hands: which accounts crossed what their case waits for, told to those cases and to no others."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TypeVar

from psycopg_pool import ConnectionPool
from temporalio import activity
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from activities.contracts import Told
from cases.events import dump
from cases.events.early import BalanceRefreshed
from law.dates import london_day
from store import accounts, board, facts
from store.db import Connection
from store.facts import FactRow

log = logging.getLogger("duecourse.review")

PAGE = 500  # facts told by one activity, and marked as sent together
AT_ONCE = 50  # signals under way at a time; a server's own limits are far above
SIGNAL = "fact"

T = TypeVar("T")


def as_event(fact: FactRow, *, arrears: int, now: datetime) -> dict[str, object]:
    """The event that a fact is to its case, under the fact's own id: telling it twice is telling it once.

    A payment that did not come is a newer balance too, with a task to look; whether a plan is broken is for a person to say.
    arrears: rent arrears in pence at the day of the fact, without the costs that the balance may hold.
    """
    event = BalanceRefreshed(
        event_id=str(fact.id),
        happened_on=london_day(now),
        recorded_at=now,
        recorded_by="review",
        source="review",
        arrears=arrears,
        as_at=_as_at(fact),
        why="threshold",
        missed_due_on=date.fromisoformat(str(fact.payload["by"])) if fact.kind == "payment_missed" else None,
    )
    return dump(event)


def _as_at(fact: FactRow) -> date:
    return date.fromisoformat(str(fact.payload["as_at"]))


def _page(conn: Connection, now: datetime) -> list[tuple[FactRow, dict[str, object]]]:
    page = []
    for fact in facts.unsent_facts(conn, limit=PAGE):
        account_ref = fact.case_ref.rpartition("-")[0]
        try:
            arrears = accounts.position_as_at(conn, account_ref, _as_at(fact)).b1_pence
        except accounts.PositionNotKnown:
            arrears = int(fact.payload["balance_pence"])
        row = board.get(conn, fact.case_ref)  # a demonstration may have moved the case's own clock
        theirs = now + row.clock_ahead if row else now
        page.append((fact, as_event(fact, arrears=arrears, now=theirs)))
    return page


class Reviews:
    """The activities of the weekly review. Both may be repeated: facts have ids, and cases remember them."""

    def __init__(self, pool: ConnectionPool[Connection], client: Client) -> None:
        self._pool = pool
        self._client = client

    @activity.defn(name="find_crossings")
    async def find_crossings(self) -> int:
        """Queues a fact for each open case whose account crossed a limit; how many are new."""
        return await self._in_store(facts.crossings)

    @activity.defn(name="tell_cases")
    async def tell_cases(self) -> Told:
        """Tells a page of facts to their cases and marks them sent; both counts are 0 when there are none left."""
        now = datetime.now(UTC)
        page = await self._in_store(lambda conn: _page(conn, now))
        gate = asyncio.Semaphore(AT_ONCE)
        told = await asyncio.gather(*(self._tell(fact, event, gate) for fact, event in page))
        if page:
            await self._in_store(lambda conn: facts.mark_sent(conn, [fact.id for fact, _ in page], now))
        return Told(told=sum(told), failed=len(page) - sum(told))

    async def _tell(self, fact: FactRow, event: dict[str, object], gate: asyncio.Semaphore) -> bool:
        """False when the case has no running workflow; `check` lists the case, and the fact as never taken in."""
        async with gate:
            try:
                handle = self._client.get_workflow_handle(fact.workflow_id)
                await handle.signal(SIGNAL, {"events": [event]})
            except RPCError as fault:
                if fault.status != RPCStatusCode.NOT_FOUND:
                    raise  # the server is overloaded or away: the activity is tried again, and repeats are harmless
                log.warning("Case %s has no running workflow to be told a fact.", fact.case_ref)
                return False
        return True

    async def _in_store(self, work: Callable[[Connection], T]) -> T:
        def run() -> T:
            with self._pool.connection() as conn:
                return work(conn)

        return await asyncio.to_thread(run)
