"""Real servers for the tests that need them, started when the first such test runs: one PostgreSQL, one Temporal."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import shutil
import signal
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from types import FrameType
from typing import NoReturn

import psycopg
import pytest
import pytest_asyncio
from psycopg import sql
from pydantic import ValidationError
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.testing import TimeSkippingConfig, WorkflowEnvironment
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

import law
from stack import postgres, postgres_home, processes, temporal_server
from stack.processes import Process
from store.db import Connection, connect
from store.migrate import migrate

_numbers = itertools.count(1)
_FOLDER = "due-course-test-run-"


# Whose tests go on with one landlord, one board and its browser, or one memory of papers made into PDFs.
_TOGETHER = {"cli", "web", "packs"}
_LONG = {"chaos", "stack", "workflows"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """`make test` keeps this order: what is long and cannot be parted begins first, so that processes end together."""
    here = Path(__file__).parent
    items.sort(key=lambda item: item.path.relative_to(here).parts[0] not in _TOGETHER | _LONG)


class _ByRoom(LoadScopeScheduling):  # type: ignore[misc]
    """Side by side, a file stays together; so does a room whose files share what is dear to make.

    Ours, because the groups of pytest-xdist 3.8 come to nothing with a pytest that names its tests by `NodeId`.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        room = file.removeprefix("tests/").partition("/")[0]
        return room if room in _TOGETHER else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadScopeScheduling:
    return _ByRoom(config, log)


@pytest.fixture(autouse=True)
def released_law() -> None:
    """Every test begins with the law as released, whatever days another test of this process has let in."""
    law.uninstall()


def pytest_configure() -> None:
    """A test run that is told to end (by `timeout`, by a job's end) takes its servers down as after a Ctrl-C."""

    def interrupt(number: int, frame: FrameType | None) -> NoReturn:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)


def _end_clusters_of_killed_runs() -> None:
    """A run that was killed outright could not stop its PostgreSQL; the next run does, knowing the killed one by its owner."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*"):
        with contextlib.suppress(OSError, ValidationError):
            owner = Process.model_validate_json((folder / "owner.json").read_text())
            if folder.stat().st_uid == os.geteuid() and not processes.alive(owner):
                _remove(folder)


def _remove(folder: Path) -> None:
    running = postgres.find(folder / "postgres")
    if running is not None:
        postgres.stop(running)
    postgres_home.forget_home(folder / "postgres")
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def cluster() -> Iterator[postgres.Postgres]:
    """A PostgreSQL of this test run alone, with a migrated database "template_due_course" to copy from."""
    _end_clusters_of_killed_runs()
    folder = Path(tempfile.mkdtemp(prefix=_FOLDER))
    folder.chmod(0o755)
    (folder / "owner.json").write_text(processes.ourselves().model_dump_json())
    try:
        running = postgres.start(folder / "postgres", log=folder / "postgres.log", settings=postgres.UNSAFE_BUT_FAST)
        with connect(postgres.create_database(running, "template_due_course")) as connection:
            migrate(connection)
        yield running
    finally:
        _remove(folder)


@pytest.fixture(name="db")
def db_url(cluster: postgres.Postgres) -> Iterator[str]:
    """The URI of a migrated, empty database that only this test has."""
    name = f"test_{next(_numbers)}"
    with psycopg.connect(cluster.url(), autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template_due_course").format(sql.Identifier(name)))
        yield cluster.url(name)
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def empty_db_url(cluster: postgres.Postgres) -> Iterator[str]:
    """The URI of a database with nothing in it, for tests of migration."""
    name = f"empty_{next(_numbers)}"
    url = postgres.create_database(cluster, name)
    yield url
    with psycopg.connect(cluster.url(), autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def conn(db: str) -> Iterator[Connection]:
    """A connection to this test's own database; the test's work is one transaction unless it commits."""
    with connect(db) as connection:
        yield connection


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def temporal() -> AsyncIterator[WorkflowEnvironment]:
    """Temporal's dev server, each workflow with a clock that moves only when told: `env.fast_forward(handle, by)`."""
    environment = await WorkflowEnvironment.start_time_skipping_v2(
        ts_config=TimeSkippingConfig(enabled=False),
        dev_server_existing_path=str(temporal_server.program()),
        dev_server_extra_args=list(temporal_server.TIME_SKIPPING),
        dev_server_log_level="error",
        search_attributes=temporal_server.search_attribute_keys(),
        data_converter=pydantic_data_converter,
    )
    yield environment
    await environment.shutdown()
    # The interpreter's own shutdown crashes now and then when it follows at once (sdk-python 300).
    await asyncio.sleep(0.5)
