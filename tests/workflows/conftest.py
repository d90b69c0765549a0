"""A case's shell on real servers: an empty house of its own, a worker on a queue of its own, and a case to drive."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from temporalio.testing import WorkflowEnvironment

from bench import house
from bench.driver import Shell
from store.db import connect

_numbers = itertools.count(1)


@pytest.fixture
def idle_shell(temporal: WorkflowEnvironment, db: str, tmp_path: Path) -> Iterator[Shell]:
    """A furnished database and a task queue that no worker serves yet."""
    queue = f"test-{next(_numbers)}"
    address = temporal.client.service_client.config.target_host
    with connect(db, autocommit=True) as conn:
        house.furnish(conn)
        yield Shell(temporal.client, conn, house.settings_for(db, address, tmp_path, task_queue=queue), queue)


@pytest_asyncio.fixture
async def shell(idle_shell: Shell) -> AsyncIterator[Shell]:
    """The same with a worker."""
    async with idle_shell.working():
        yield idle_shell
