"""What a case costs, by the server's own count: a full case within its budget, and nothing for a week without change."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from activities.accounts import Reviews
from bench import house
from bench.driver import Shell
from bench.full_case import full_case, settled
from law.dates import DAY
from stack import processes, temporal_server
from store import db as store_db
from workflows import gateway

Counted = tuple[Shell, str]


@pytest_asyncio.fixture
async def counted(db: str, tmp_path: Path) -> AsyncIterator[Counted]:
    """A shell on a server of its own, with the address at which that server counts."""
    port = processes.free_port(0)
    server = temporal_server.start(tmp_path / "temporal.db", log=tmp_path / "temporal.log", metrics_port=port)
    try:
        settings = house.settings_for(db, server.address, tmp_path, task_queue="budget")
        with store_db.connect(db, autocommit=True) as conn:
            house.furnish(conn)
            shell = Shell(await gateway.connect(settings), conn, settings, "budget")
            async with shell.working():
                yield shell, f"http://127.0.0.1:{port}/metrics"
    finally:
        temporal_server.stop(server)


@pytest.mark.slow
async def test_a_full_case_stays_within_its_budget(counted: Counted) -> None:
    cost = await full_case(*counted)
    assert cost.stages >= 9 and cost.papers >= 10 and cost.reminders >= 25 and cost.weeks >= 80
    assert cost.total <= 45, cost
    assert cost.events <= 300, cost
    assert cost.bytes <= 60_000, cost


@pytest.mark.slow
async def test_a_week_without_change_costs_nothing(counted: Counted) -> None:
    shell, metrics = counted
    case = await shell.open()
    await case.tell("hold_opened", hold="manual_pause", reason="a visit", ends_on=case.today + DAY * 60)
    before = await settled(metrics)
    with store_db.pool(shell.settings.database_url, max_size=2) as pool:
        review = Reviews(pool, shell.client)
        house.carry_on(shell.conn, case.row.account_ref, until=case.today + DAY * 7)
        assert await review.find_crossings() == 0
        await review.tell_cases()
    assert await settled(metrics) == before
