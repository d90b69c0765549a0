"""What is measured, each beside its floor: the least that the same work could cost with the same servers."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from io import BytesIO
from uuid import uuid4

from docxtpl import DocxTemplate
from temporalio.client import Client
from temporalio.worker import Worker

from activities import documents
from activities.papers import BUILDERS
from activities.papers.known import Ask
from activities.papers.refusals import missing
from bench.bare import BareCase, reply
from bench.board import board as board_pages
from bench.driver import Case, Shell
from bench.figures import Measure, beside, seconds
from bench.full_case import full_case
from bench.law_room import answers_a_second, whole_portfolio
from bench.packs import packs
from bench.roads import FIRST_LETTERS, notice, walk
from bench.servers import Servers
from bench.volume import import_rows, weekly_review
from cases.events import Event, load
from cases.state import State
from cases.steps import WriteDocument
from store import board, ledger
from store.db import Connection, connect
from templates import engine, manifest
from workflows import gateway


class Bench:
    """The servers, a worker in this process and a client, for as long as the measures are taken."""

    def __init__(self, running: Servers, client: Client, conn: Connection) -> None:
        self.running = running
        self.client = client
        self.conn = conn
        self.shell = Shell(client, conn, running.settings, running.settings.task_queue)

    # What one whole case costs; the floor is what the server bills for the triggers and commits alone.

    async def one_full_case(self) -> list[Measure]:
        cost = await full_case(self.shell, self.running.metrics_url)
        return [
            beside("full_case.actions", cost.total, "actions", 25),
            beside("full_case.events", cost.events, "events", 130),
            beside("full_case.bytes", cost.bytes, "bytes", None),
            beside("full_case.papers", cost.papers, "papers", None),
            beside("full_case.weeks", cost.weeks, "weekly balances", None),
        ]

    # Cases along the main road as far as it goes in a day, with its papers: opened, talked about, a notice drafted,
    # approved and served, the letter after it. The floor takes as many updates and runs as many activities.

    async def cases_a_second(self, *, cases: int = 24, at_once: int = 12) -> list[Measure]:
        stops = [replace(here, after=0) for here in notice()]
        reports = len(stops)

        async def ours(number: int) -> None:
            case = await self.shell.open([(one.kind, dict(one.fields)) for one in FIRST_LETTERS])
            await walk(case, tuple(stops))

        async def bare(number: int) -> None:
            handle = await self.client.start_workflow(
                BareCase.run, reports + 1, id=f"bare-{uuid4()}", task_queue="bench-bare"
            )
            for _ in range(reports + 1):
                await handle.execute_update(BareCase.record, "told")

        took = {"ours": [0.0] * 3, "bare": [0.0] * 3}
        async with self.bare_worker():
            for run in range(3):
                took["ours"][run] = await _all(ours, cases, at_once)
                took["bare"][run] = await _all(bare, cases, at_once)
        rate = cases / statistics.median(took["ours"])
        floor = cases / statistics.median(took["bare"])
        return [beside("cases_a_second", rate, "cases/s", floor, more_is_better=True)]

    # From an officer's event to the board, beside a bare update with one activity.

    async def event_to_board(self) -> list[Measure]:
        case = await self.shell.open()
        ours, bare = [], []
        async with self.bare_worker():
            handle = await self.client.start_workflow(BareCase.run, 1000, id=f"bare-{uuid4()}", task_queue="bench-bare")
            for _ in range(30):
                started = time.perf_counter()
                receipt = await case.tell("contact_attempted", tenant="P1", channel="phone")
                row = board.get(self.conn, case.ref)
                assert row is not None and row.version == receipt.step
                ours.append(time.perf_counter() - started)
                started = time.perf_counter()
                await handle.execute_update(BareCase.record, "told")
                bare.append(time.perf_counter() - started)
        return [beside("event_to_board", statistics.median(ours) * 1000, "ms", statistics.median(bare) * 1000)]

    @asynccontextmanager
    async def bare_worker(self) -> AsyncIterator[None]:
        async with Worker(self.client, task_queue="bench-bare", workflows=[BareCase], activities=[reply]):
            yield

    # A paper, beside docxtpl filling in the very same facts: as its manual has it, and with the compiled template remembered.

    async def papers(self) -> list[Measure]:
        case = await self.shell.open()
        await case.tell("arrears_letter_sent")
        today = case.today
        row, event = case.row, load_last(self.conn, case)
        state = State.model_validate(row.state)
        with self.conn.transaction():
            known = documents.gather(self.conn, state, event, today)
        order = WriteDocument(paper="E-01", event_id=event.event_id, recipient="P1")
        builder, template = BUILDERS["E-01"], manifest.template("E-01")
        draft = builder.build(Ask(order=order, state=state, event=event, today=today, known=known))
        of, lacking = missing(builder.facts, draft.values)
        assert of is not None, lacking
        marks = engine.Marks(template.paper, template.version, template.title)
        names = {name: getattr(of, name) for name in type(of).model_fields} | {"paper": marks}

        def plain() -> None:
            document = DocxTemplate(BytesIO(template.source))
            document.render(dict(names), engine.PaperEnvironment(), autoescape=True)
            document.save(BytesIO())

        def ours() -> None:
            documents.render(order, state=state, event=event, today=today, known=known)

        def remembered() -> None:
            document = engine.PaperTemplate(BytesIO(template.source))
            document.render(dict(names), engine.ENVIRONMENT, autoescape=True)
            document.save(BytesIO())

        def a_second(work: Callable[[], None]) -> float:
            return 1 / seconds(work, runs=31, clock=time.process_time)

        own, manual, cached = a_second(ours), a_second(plain), a_second(remembered)
        unit = "papers/s a core"
        return [
            beside("paper", seconds(ours, runs=15) * 1000, "ms", seconds(plain, runs=15) * 1000),
            beside("papers_a_second", own, unit, manual, more_is_better=True),
            beside("papers_a_second.cached", own, unit, cached, more_is_better=True),
        ]

    def all(self) -> dict[str, Callable[[], Awaitable[list[Measure]]]]:
        """Every measure by name, in the order in which they are taken."""
        return {
            "full_case": self.one_full_case,
            "cases_a_second": self.cases_a_second,
            "event_to_board": self.event_to_board,
            "paper": self.papers,
            "packs": partial(packs, self.shell, self.conn),
            "import_rows": partial(import_rows, self.conn),
            "weekly_review": partial(weekly_review, self.conn),
            "board": partial(board_pages, self.shell, self.conn, self.running),
            "law.answers": answers_a_second,
            "law.portfolio": whole_portfolio,
        }


def load_last(conn: Connection, case: Case) -> Event:
    """The last event recorded of a case."""
    row = ledger.events(conn, case.ref)[-1]
    return load({**row.payload, "kind": row.kind})


async def _all(one: Callable[[int], Awaitable[None]], number: int, at_once: int) -> float:
    gate = asyncio.Semaphore(at_once)

    async def run(n: int) -> None:
        async with gate:
            await one(n)

    started = time.perf_counter()
    await asyncio.gather(*(run(n) for n in range(number)))
    return time.perf_counter() - started


@asynccontextmanager
async def bench(running: Servers) -> AsyncIterator[Bench]:
    """A bench on running servers, with a worker in this process."""
    with connect(running.database_url, autocommit=True) as conn:
        made = Bench(running, await gateway.connect(running.settings), conn)
        async with made.shell.working():
            yield made
