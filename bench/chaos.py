"""Killing everything in the middle of many cases: `python -m bench.chaos --cases 200 --rounds 3`.

Officers tell each case what happened, one thing after the other, and ask again whenever no answer came. Meanwhile the worker,
Temporal and PostgreSQL are killed with SIGKILL and started again, over and over. Afterwards every event must be recorded
once and in its order, every paper written once, and the board must be what a rebuild makes of the record.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import uuid4

import psycopg
from pydantic import BaseModel, ConfigDict
from temporalio.client import Client

from bench import house
from bench.roads import CONTACT, DIRECT, FIRST_LETTERS, Told, on, told
from bench.servers import Servers, servers
from cases.events import Event, parse
from law.dates import london_day
from store import documents, ledger
from store.db import Connection, connect
from store.rebuild import rebuild
from workflows import gateway

T = TypeVar("T")

#: What each case is told, one report after the other; the first goes with its opening.
REPORTS: tuple[tuple[Told, ...], ...] = (
    FIRST_LETTERS,
    (CONTACT, DIRECT),
    (told("agreement_made", amount=1000, every="week", first_payment_on=on(7)),),
    (told("contact_attempted", tenant="P1", channel="visit"),),
    (told("hold_opened", hold="complaint", tenant="P1", review_on=on(20)),),
    (told("statement_sent"), told("referral_made", tenant="P1", to="debt_advice")),
    (told("hold_ended", hold="complaint", tenant="P1"),),
)
PATIENCE = 300.0  # seconds in which every case must have come through
_DOWN = (gateway.CaseUnavailable, gateway.CaseNotFound, psycopg.OperationalError)


class Survived(BaseModel):
    """What was found after everything was killed so many times. `faults` is empty when nothing was lost or doubled."""

    model_config = ConfigDict(frozen=True)

    cases: int
    events: int
    papers: int
    kills: int
    asked_again: int
    seconds: float
    faults: tuple[str, ...]


class _Officers:
    """Everybody who tells the cases things."""

    def __init__(self, running: Servers, client: Client) -> None:
        self._running = running
        self._client = client
        self.asked_again = 0
        self.told: dict[str, list[Event]] = {}

    async def tell_case(self, account: str) -> None:
        """Opens a case and tells it everything, each report until an answer comes."""
        case_ref = f"{account}-1"
        first, *rest = [[_event(one) for one in report] for report in REPORTS]
        self.told[case_ref] = [*first]

        async def open_it(conn: Connection) -> object:
            return await gateway.open_case(
                self._client,
                conn,
                account,
                by=house.OFFICER,
                on=london_day(datetime.now(UTC)),
                now=datetime.now(UTC),
                events=first,
                settings=self._running.settings,
            )

        await self._until_answered(open_it)
        for report in rest:
            self.told[case_ref] += report

            async def record_it(conn: Connection, report: Sequence[Event] = report) -> object:
                return await gateway.record(self._client, conn, case_ref, report)

            await self._until_answered(record_it)

    async def _until_answered(self, ask: Callable[[Connection], Awaitable[object]]) -> None:
        while True:
            try:
                with connect(self._running.database_url, autocommit=True) as conn:
                    await ask(conn)
                return
            except _DOWN:
                self.asked_again += 1
                await asyncio.sleep(0.5)


def _event(one: Told) -> Event:
    now = datetime.now(UTC)
    today = london_day(now)
    fields = {name: given(today) if callable(given) else given for name, given in one.fields.items()}
    common: dict[str, Any] = {"event_id": str(uuid4()), "happened_on": today, "recorded_at": now, "recorded_by": one.by}
    return parse(one.kind, {**common, **fields})


async def chaos(
    running: Servers, *, cases: int, rounds: int, at_once: int = 40, calm: float = 2.0, patience: float = PATIENCE
) -> Survived:
    """Runs `cases` cases while each of the three is killed `rounds` times, and looks at what is left."""
    started = time.monotonic()
    accounts = [f"CH{number:04d}" for number in range(cases)]
    with connect(running.database_url, autocommit=True) as conn:
        house.add_accounts(conn, accounts, today=london_day(datetime.now(UTC)))
    running.start_worker()
    officers = _Officers(running, await gateway.connect(running.settings))
    gate = asyncio.Semaphore(at_once)

    async def one(account: str) -> None:
        async with gate:
            await officers.tell_case(account)

    telling = asyncio.gather(*(one(account) for account in accounts))
    kills = 0
    for _ in range(rounds):
        for kill, start in (
            (running.kill_worker, running.start_worker),
            (running.kill_temporal, running.start_temporal),
            (running.kill_postgres, running.start_postgres),
        ):
            await asyncio.sleep(calm)
            await asyncio.to_thread(running.keep_worker)
            kills += 1
            await asyncio.to_thread(kill)
            await asyncio.sleep(0.5)
            await asyncio.to_thread(start)
    await _all_told(running, telling, patience)
    with connect(running.database_url, autocommit=True) as conn:
        faults = [fault for case_ref in officers.told for fault in _faults(conn, case_ref, officers.told[case_ref])]
        faults += await _board_faults(running, conn)
        return Survived(
            cases=cases,
            events=sum(len(ledger.events(conn, ref)) for ref in officers.told),
            papers=sum(len(documents.list_for_case(conn, ref)) for ref in officers.told),
            kills=kills,
            asked_again=officers.asked_again,
            seconds=round(time.monotonic() - started, 1),
            faults=tuple(faults),
        )


async def _all_told(running: Servers, telling: asyncio.Future[list[None]], patience: float) -> None:
    """Waits until every officer has had every answer, and keeps a worker alive meanwhile."""
    last = time.monotonic() + patience
    while not telling.done():
        if time.monotonic() > last:
            telling.cancel()
            raise TimeoutError(f"Some cases have not come through within {patience:.0f} seconds.")
        await asyncio.to_thread(running.keep_worker)
        await asyncio.wait({telling}, timeout=1.0)
    telling.result()


def _faults(conn: Connection, case_ref: str, told_it: Sequence[Event]) -> list[str]:
    """What was lost, doubled or put out of order in one case."""
    recorded = ledger.events(conn, case_ref)
    ours = {event.event_id for event in told_it}
    kept = [str(row.event_id) for row in recorded if str(row.event_id) in ours]
    found = []
    if kept != [event.event_id for event in told_it]:
        found.append(f"{case_ref}: told {len(told_it)} events and recorded {len(kept)}, or in another order.")
    if [row.seq for row in recorded] != list(range(1, len(recorded) + 1)):
        found.append(f"{case_ref}: the record has a gap.")
    papers = Counter((p.event_id, p.paper, p.recipient_ref, p.status) for p in documents.list_for_case(conn, case_ref))
    found += [f"{case_ref}: {key[1]} was written {times} times." for key, times in papers.items() if times > 1]
    return found


async def _board_faults(running: Servers, conn: Connection) -> list[str]:
    """Where the board is not what its record says, and what `check` finds."""
    with conn.transaction(force_rollback=True):
        found = [f"the board differs from a rebuild: {d.table} {d.key}" for d in rebuild(conn).differences]
    client = await gateway.connect(running.settings)
    found += [f"check: {f.case_ref} {f.kind}: {f.sentence}" for f in await gateway.check(client, conn)]
    return found


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--cases", type=int, default=200)
    asked.add_argument("--rounds", type=int, default=3)
    given = asked.parse_args()
    with servers() as running:
        found = asyncio.run(chaos(running, cases=given.cases, rounds=given.rounds))
    print(
        f"{found.cases} cases, {found.events} events and {found.papers} papers came through {found.kills} kills "
        f"in {found.seconds:.0f} seconds; {found.asked_again} times an officer had to ask again."
    )
    for fault in found.faults:
        print(f"FAULT {fault}")
    if not found.faults:
        print("No event was lost, no paper was written twice, and the board is what its record says.")
    sys.stdout.flush()
    os._exit(1 if found.faults else 0)


if __name__ == "__main__":
    main()
