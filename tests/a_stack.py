"""A database, a Temporal server and a worker of their own, for the tests of a face."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from settings import CHECKOUT
from stack import postgres, processes, temporal_server
from store.db import connect
from store.migrate import migrate


@contextmanager
def running(cluster: postgres.Postgres, name: str) -> Iterator[tuple[Path, dict[str, str]]]:
    """A folder of their own and the environment that names them. name: of the database and the task queue."""
    folder = Path(tempfile.mkdtemp(prefix=f"due-course-{name}-"))
    url = postgres.create_database(cluster, name)
    with connect(url) as connection:
        migrate(connection)
    temporal = temporal_server.start(folder / "temporal.db", log=folder / "temporal.log")
    named = {
        "DATABASE_URL": url,
        "TEMPORAL_ADDRESS": temporal.address,
        "DUE_COURSE_TASK_QUEUE": name,
        "DUE_COURSE_DATA": str(folder / "data"),
        "NO_COLOR": "1",
    }
    worker = processes.spawn(
        [sys.executable, "worker.py"], log=folder / "worker.log", cwd=CHECKOUT, environment=dict(os.environ) | named
    )
    try:
        until = time.monotonic() + 60
        while not temporal_server.has_worker(temporal.address, name):
            assert time.monotonic() < until and processes.alive(worker), (folder / "worker.log").read_text()
            time.sleep(0.2)
        yield folder, named
    finally:
        processes.end(worker, seconds=30)
        temporal_server.stop(temporal)
        shutil.rmtree(folder, ignore_errors=True)
