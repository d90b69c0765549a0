"""Court papers in bulk: a bundle of three hundred pages, and a court day of forty hearings."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from pypdf import PdfReader, PdfWriter

from activities.packs import bundle, convert, court_day, hearing
from activities.packs.bundle import Part
from activities.packs.contents import contents
from bench.driver import Case, Shell
from bench.figures import Measure, beside, seconds
from bench.roads import START, claim, notice, walk
from law.dates import london_day
from store.db import Connection

PAGES = 300
HEARINGS, DAYS = 40, 3
AT_ONCE = 8
COURT = "Exbridge County Court"


async def packs(shell: Shell, conn: Connection) -> list[Measure]:
    """The bundle beside pypdf putting the same files one behind another; the court day beside what of it only makes PDFs."""
    case = await _in_court(shell)
    row = case.row
    with conn.transaction():
        found = contents(conn, row, today=case.today)
    papers = [(page.row.name, page.content) for page in found.pages]
    pdfs = convert.to_pdf(papers)
    lengths = [len(PdfReader(BytesIO(pdf)).pages) for pdf in pdfs]
    parts: list[Part] = []
    many = 0
    while many < PAGES:
        turn = len(parts) % len(pdfs)
        parts.append(Part("E", f"Paper {len(parts) + 1}", pdfs[turn]))
        many += lengths[turn]

    def bind() -> None:
        bundle.bind(parts, title="Bundle", heading=[("In the", COURT)])

    def append() -> None:
        writer = PdfWriter()
        for part in parts:
            writer.append(BytesIO(part.pages))
        writer.write(BytesIO())

    bound = beside("bundle", seconds(bind, runs=3) * 1000, f"ms, {many} pages", seconds(append, runs=3) * 1000)
    gate = asyncio.Semaphore(AT_ONCE)

    async def another() -> Case:
        async with gate:
            return await _in_court(shell)

    cases = {one.ref: one for one in await asyncio.gather(*(another() for _ in range(HEARINGS)))}
    on = london_day(datetime.fromisoformat(row.state["hearing"]["at"]))
    rows = [one for one in court_day.hearings(conn, COURT, on) if one.case_ref in cases]
    assert len(rows) == HEARINGS, f"{len(rows)} hearings are listed"
    converting: list[float] = []

    def to_pdf(every: Sequence[tuple[str, bytes]]) -> list[bytes]:
        started = time.perf_counter()
        made = convert.to_pdf(every)
        converting.append(time.perf_counter() - started)
        return made

    def day() -> None:
        with TemporaryDirectory() as kept, hearing.whole(Path(kept) / "day") as folder:
            court_day.write(
                conn,
                rows,
                folder,
                name=COURT,
                day=on,
                now=lambda one: cases[one.case_ref].now,
                today=lambda one: cases[one.case_ref].today,
                to_pdf=to_pdf,
            )

    took = seconds(day, runs=DAYS)
    return [bound, beside("court_day", took, f"s, {HEARINGS} hearings", statistics.median(converting))]


async def _in_court(shell: Shell) -> Case:
    """A case whose hearing is listed, on the eve of it."""
    case = await shell.open()
    await walk(case, (START, *notice(), *claim()))
    await case.forward(39)  # the road lists it forty days ahead
    return case
