"""The board over a hundred thousand open cases: its pages beside a bare page with the same rows, and its live updates."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import signal
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import httpx2

from bench.driver import Case, Shell
from bench.figures import Measure, beside
from bench.servers import Servers
from bench.volume import fill_board
from law.dates import london_day
from settings import CHECKOUT
from stack import processes
from store import web
from store.db import Connection
from store.web import Person

CASES = 100_000
RUNS = 40
CLIENTS = 300
_PAGES = {
    "work": "/work?tab=all",
    "work.deep": "",  # a page from the middle of the list
    "board": "/board",
    "search.name": "/work?tab=all&q=surname77",
    "search.ref": "/work?tab=all&q=bb77",
    "case": "/cases/{ref}",
}
_REFS = re.compile(r'href="/cases/([\w-]+)"')
_ASSETS = re.compile(r'(?:href|src|from) ?="?(/static/[^"]+)"')


async def board(shell: Shell, conn: Connection, running: Servers) -> list[Measure]:
    """Every measure of the board."""
    today = london_day(datetime.now(UTC))
    case = await shell.open()
    await case.tell("arrears_letter_sent")
    started = time.perf_counter()
    fill_board(conn, CASES, state=case.row.state, today=today)
    made = [beside("board.fill", time.perf_counter() - started, f"s for {CASES:,} cases", None)]
    person = Person(email="legal@harbour.example", name="Sam Reid", roles=("legal",), team=None)
    cookie = {"due-course": web.begin_session(conn, person)}
    with _served("web", running) as url, _served("bench.bare_page", running) as bare:
        async with (
            httpx2.AsyncClient(base_url=url, cookies=cookie, timeout=60, limits=_MANY) as browser,
            httpx2.AsyncClient(base_url=bare, timeout=60) as floor,
        ):
            made += await _pages(browser, floor, conn, case)
            made += await _live(browser, case)
    return made


async def _pages(browser: httpx2.AsyncClient, floor: httpx2.AsyncClient, conn: Connection, case: Case) -> list[Measure]:
    made = []
    for name, page in _PAGES.items():
        path = page.format(ref=case.ref) or await _deep(browser)
        text = (await browser.get(path)).raise_for_status().text
        refs = list(dict.fromkeys(_REFS.findall(text)))[:100] or [case.ref]
        before = await _statements(conn)
        ours = await _times(browser, path)
        queries = (await _statements(conn) - before) / RUNS
        plain = await _times(floor, f"/rows?refs={','.join(refs)}")
        p95 = len(ours) * 95 // 100
        made += [
            beside(f"board.{name}.p50", statistics.median(ours), "ms", statistics.median(plain)),
            beside(f"board.{name}.p95", sorted(ours)[p95], "ms", sorted(plain)[p95]),
            beside(f"board.{name}.queries", queries, "statements a page", 1),
            beside(f"board.{name}.bytes", await _first_load(browser, path, text), "bytes, first load", None),
        ]
    return made


async def _deep(browser: httpx2.AsyncClient) -> str:
    """The address of the page after the ten thousandth case."""
    answer = (await browser.get("/api/cases?offset=9999&limit=1")).json()
    return f"/work?tab=all&row=10001&after={answer['next']}"


async def _times(browser: httpx2.AsyncClient, path: str) -> list[float]:
    """Milliseconds of each of so many answers, one after the other; the first few, which warm what is kept, do not count."""
    took = []
    for run in range(RUNS):
        started = time.perf_counter()
        (await browser.get(path)).raise_for_status()
        if run >= RUNS // 10:
            took.append((time.perf_counter() - started) * 1000)
    return took


async def _statements(conn: Connection) -> int:
    """How many statements the database has carried out: the board commits each by itself."""
    await asyncio.sleep(11)  # what a connection did is told once it has been idle for ten seconds
    conn.execute("SELECT pg_stat_clear_snapshot()")
    row = conn.execute("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()").fetchone()
    assert row is not None
    return int(row[0])


async def _first_load(browser: httpx2.AsyncClient, path: str, text: str) -> int:
    """What a browser takes in that has never been here, as it comes over the wire: the page and what it names."""
    total = 0
    for address in [path, *sorted(set(_ASSETS.findall(text)))]:
        total += (await browser.get(address)).num_bytes_downloaded
    return total


async def _live(browser: httpx2.AsyncClient, case: Case) -> list[Measure]:
    one = await _told(browser, case, clients=1)
    many = await _told(browser, case, clients=CLIENTS)
    return [
        beside("board.other_tab", one[0], "ms from sending an event to another tab's row", None),
        beside("board.sse.last", many[1], f"ms until the last of {CLIENTS} clients knows", one[1]),
    ]


async def _told(browser: httpx2.AsyncClient, case: Case, *, clients: int) -> tuple[float, float]:
    """An event is sent while so many pages are open: the medians of the milliseconds from sending it until a page has fetched its
    row again, and from its receipt until the last page was told."""
    heard: asyncio.Queue[float] = asyncio.Queue()
    ready: asyncio.Queue[None] = asyncio.Queue()
    open_pages = [asyncio.create_task(_follow(browser, ready, heard)) for _ in range(clients)]
    for _ in open_pages:
        await asyncio.wait_for(ready.get(), 60)
    fetched, last = [], []
    for _ in range(5):
        started = time.perf_counter()
        sending = asyncio.create_task(case.tell("contact_attempted", tenant="P1", channel="phone"))
        first = await asyncio.wait_for(heard.get(), 30)
        (await browser.get(f"/api/cases/{case.ref}")).raise_for_status()
        fetched.append((time.perf_counter() - started) * 1000)
        times = [first] + [await asyncio.wait_for(heard.get(), 30) for _ in range(clients - 1)]
        await sending
        await asyncio.sleep(0.3)
        while not heard.empty():  # what told a page twice is not the next event's
            heard.get_nowait()
        last.append((max(times) - started) * 1000)
    for page in open_pages:
        page.cancel()
    await asyncio.gather(*open_pages, return_exceptions=True)
    return statistics.median(fetched), statistics.median(last)


async def _follow(browser: httpx2.AsyncClient, ready: asyncio.Queue[None], heard: asyncio.Queue[float]) -> None:
    """One open page: `ready` when the stream has begun, `heard` with the instant of each change."""
    async with browser.stream("GET", "/live", timeout=None) as answer:
        async for line in answer.aiter_lines():
            if line.startswith("event: case"):
                heard.put_nowait(time.perf_counter())
            elif line.startswith("id:") and not ready.full():
                ready.put_nowait(None)
                ready = asyncio.Queue(1)  # only the first counts
                ready.put_nowait(None)


_MANY = httpx2.Limits(max_connections=CLIENTS + 20)


@contextlib.contextmanager
def _served(module: str, running: Servers) -> Iterator[str]:
    """A page server of one process, as it runs elsewhere too; its address."""
    port = processes.free_port(18800)
    environment = {
        **os.environ,
        "DATABASE_URL": running.database_url,
        "TEMPORAL_ADDRESS": running.temporal.address,
        "DUE_COURSE_DATA": str(running.folder),
        "DUE_COURSE_TASK_QUEUE": running.settings.task_queue,
        "WEB_ADDRESS": f"127.0.0.1:{port}",
        # the board starts only where people sign in; nobody does here
        **{f"OIDC_{name}": "https://sign-in.example" for name in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET")},
    }
    command = [sys.executable, "-m", module, *([str(port)] if module != "web" else [])]
    process = processes.spawn(command, log=running.folder / f"{module}.log", cwd=CHECKOUT, environment=environment)
    url = f"http://127.0.0.1:{port}"
    try:
        processes.wait_until(lambda: _answers(url), 40.0)
        yield url
    finally:
        processes.end(process, ask=signal.SIGTERM, seconds=10.0)


def _answers(url: str) -> bool:
    with contextlib.suppress(httpx2.HTTPError):
        return httpx2.get(f"{url}/healthz").status_code < 500
    return False
