"""A case's shell on real servers: an empty house of its own, a worker on a queue of its own, and a case to drive."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from temporalio.testing import WorkflowEnvironment

from bench import house
from store import db as store_db
from tests.workflows.driver import Shell

_numbers = itertools.count(1)


@pytest_asyncio.fixture
async def shell(temporal: WorkflowEnvironment, db: str, tmp_path: Path) -> AsyncIterator[Shell]:
    """A furnished database, a running worker, and ways to open and drive cases."""
    queue = f"test-{next(_numbers)}"
    settings = house.settings_for(db, temporal.client.service_client.config.target_host, tmp_path, task_queue=queue)
    with store_db.connect(db, autocommit=True) as conn:
        house.furnish(conn)
        made = Shell(temporal, conn, settings, queue)
        async with made.working():
            yield made
