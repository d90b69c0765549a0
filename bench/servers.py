"""PostgreSQL, Temporal and worker processes of one's own for a measurement, which can be killed and started again."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import house
from settings import CHECKOUT, Settings
from stack import postgres, postgres_home, processes, temporal_server
from stack.processes import Process
from store.db import connect
from store.migrate import migrate


class Servers:
    """Servers that live as long as a folder. Killed ones come back on the same socket and the same port."""

    def __init__(self, folder: Path, *, metrics: bool = False) -> None:
        self.folder = folder
        self._metrics_port = processes.free_port(9465) if metrics else None
        self._ports = (processes.free_port(17233), processes.free_port(18233))
        self.workers: list[Process] = []
        self.start_postgres()
        self.start_temporal()
        with connect(self.settings.database_url, autocommit=True) as conn:
            migrate(conn)
            house.furnish(conn)

    def start_postgres(self) -> None:
        self.postgres = postgres.start(self.folder / "postgres", log=self.folder / "postgres.log")
        self.database_url = postgres.create_database(self.postgres, "due_course")

    def start_temporal(self) -> None:
        port, ui_port = self._ports
        self.temporal = temporal_server.start(
            self.folder / "temporal.db",
            log=self.folder / "temporal.log",
            port=port,
            ui_port=ui_port,
            metrics_port=self._metrics_port,
        )

    @property
    def settings(self) -> Settings:
        return house.settings_for(self.database_url, self.temporal.address, self.folder)

    @property
    def metrics_url(self) -> str:
        return f"http://127.0.0.1:{self._metrics_port}/metrics"

    def start_worker(self) -> None:
        environment = {
            **os.environ,
            "DATABASE_URL": self.database_url,
            "TEMPORAL_ADDRESS": self.temporal.address,
            "DUE_COURSE_DATA": str(self.folder),
            "DUE_COURSE_TASK_QUEUE": self.settings.task_queue,
        }
        command = [sys.executable, "worker.py"]
        log = self.folder / "worker.log"
        self.workers.append(processes.spawn(command, log=log, cwd=CHECKOUT, environment=environment))

    def keep_worker(self) -> None:
        """Starts a worker again that gave up, as a supervisor does: one that finds no server says so and ends."""
        if not any(processes.alive(worker) for worker in self.workers):
            self.workers.clear()
            self.start_worker()

    def kill_worker(self) -> None:
        """SIGKILL, as when the machine takes the process away."""
        _kill(self.workers.pop())

    def kill_temporal(self) -> None:
        _kill(self.temporal.process)

    def kill_postgres(self) -> None:
        """The postmaster first; what it leaves behind ends by itself."""
        _kill(self.postgres.process)

    def stop(self) -> None:
        for worker in self.workers:
            processes.end(worker, ask=signal.SIGTERM, seconds=40.0)
        temporal_server.stop(self.temporal)
        postgres.stop(self.postgres)
        postgres_home.forget_home(self.folder / "postgres")


def _kill(process: Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(process.pid, signal.SIGKILL)
    processes.wait_until(lambda: not processes.alive(process), 20.0)


@contextlib.contextmanager
def servers(*, metrics: bool = False) -> Iterator[Servers]:
    """Servers in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="due-course-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        folder.chmod(0o755)  # PostgreSQL may have to run as somebody else
        running = Servers(folder, metrics=metrics)
        try:
            yield running
        finally:
            running.stop()
