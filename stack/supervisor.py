"""Starts the servers, the worker and the board in order, starts again what dies, and stops everything in the opposite order."""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import FrameType

from stack import postgres, processes, temporal_server
from stack.processes import Process, StackError
from stack.record import StackRecord, forget_record, live_record, read_record, write_record

_DATABASE = "due_course"
_LOOK_EVERY = 0.5
_LONGEST_PAUSE = 30.0
# A program that ran this long was well: its next fault starts counting from the beginning.
_WELL_SECONDS = 60.0
# How long a worker may take to finish what it has in hand, and the board.
_WORKER_SECONDS = 40.0
_BOARD_SECONDS = 10.0


class Interrupted(Exception):
    """Somebody asked us to stop."""


class _Kept:
    """A program of ours that is started again when it ends, each time after a longer pause."""

    def __init__(self, name: str, command: Sequence[str], *, log: Path, seconds: float) -> None:
        self.name = name
        self.command = command
        self.log = log
        self.seconds = seconds
        self.process: Process | None = None
        self._since = 0.0
        self._next = 0.0
        self._faults = 0

    def start(self, *, cwd: Path, environment: Mapping[str, str]) -> None:
        self.process = processes.spawn([sys.executable, *self.command], log=self.log, cwd=cwd, environment=environment)
        self._since = time.monotonic()

    def has_ended(self) -> bool:
        return self.process is not None and not processes.alive(self.process)

    def is_due(self) -> bool:
        """Whether, having ended, it is to be started now; says so when it is noticed."""
        now = time.monotonic()
        if self._next == 0.0:
            self._faults = 0 if now - self._since > _WELL_SECONDS else self._faults + 1
            pause = min(0.5 * 2**self._faults, _LONGEST_PAUSE)
            self._next = now + pause
            say(f"The {self.name} ended; starting it again in {pause:g} s (its log is {self.log}).")
        elif now >= self._next:
            self._next = 0.0
            return True
        return False

    def end(self) -> None:
        if self.process is not None:
            processes.end(self.process, seconds=self.seconds)


class Supervisor:
    """One stack of one checkout, with what it keeps in `data`.

    `database_url` and `temporal_address` name servers of somebody else; what is None is started here.
    """

    def __init__(
        self,
        *,
        checkout: Path,
        data: Path,
        database_url: str | None = None,
        temporal_address: str | None = None,
        task_queue: str = "due-course",
        web_address: str = "127.0.0.1:8080",
    ) -> None:
        self.checkout = checkout
        self.data = data
        self.task_queue = task_queue
        self._given_database = database_url
        self._given_temporal = temporal_address
        self._database_url = database_url or ""
        self._postgres: postgres.Postgres | None = None
        self._temporal: temporal_server.Temporal | None = None
        self._web_address = web_address
        logs = data / "logs"
        self._worker = _Kept("worker", ["worker.py"], log=logs / "worker.log", seconds=_WORKER_SECONDS)
        self._board = _Kept("board", ["-m", "web"], log=logs / "board.log", seconds=_BOARD_SECONDS)
        self._helper: Process | None = None
        self._stopping = False

    # What the stack is for: the caller runs its own work inside.

    @contextlib.contextmanager
    def running(self) -> Iterator[StackRecord]:
        """Everything started, and everything stopped at the end, whatever happens.

        Raises StackError when a stack of this checkout runs already or a server does not start, and Interrupted when
        somebody asks us to stop meanwhile.
        """
        with self._only_one(), self._signals():
            try:
                end_leftovers(self.data)
                self._start_servers()
                yield self._write()
            finally:
                # From here on a second Ctrl-C changes nothing: stopping in order is the quickest way out.
                self._stopping = True
                self._stop()

    def start_worker(self) -> None:
        """Starts the worker, told by its environment which servers are meant."""
        self._start(self._worker)

    def start_board(self, seconds: float = 30.0) -> str:
        """Starts the board and waits until it answers; its address. A taken port is replaced by a free one."""
        host, _, port = self._web_address.partition(":")
        until = time.monotonic() + seconds
        with processes.choosing_ports():
            if host in ("127.0.0.1", "localhost"):
                self._web_address = f"{host}:{processes.free_port(int(port))}"
            self._start(self._board)
            while not _listens(self._web_address):
                self._look()
                if time.monotonic() >= until:
                    raise StackError(f"The board does not answer at {self._web_address}; its log is {self._board.log}.")
                time.sleep(0.1)
        return f"http://{self._web_address}"

    def _start(self, program: _Kept) -> None:
        program.start(cwd=self.checkout, environment=self._environment())
        self._write()

    def wait_for_worker(self, seconds: float = 60.0) -> None:
        """Returns when the worker asks for work. Raises StackError when it does not in time."""
        if self._temporal is None:
            return
        until = time.monotonic() + seconds
        while not temporal_server.has_worker(self._temporal.address, self.task_queue):
            self._look()
            if time.monotonic() >= until:
                raise StackError(f"The worker does not ask for work; its log is {self._worker.log}.")
            time.sleep(0.2)

    def run(self, command: Sequence[str]) -> int:
        """Runs a command of ours to its end with its words going where ours go; its exit code."""
        self._helper = processes.spawn(
            [sys.executable, *command], log=None, cwd=self.checkout, environment=self._environment()
        )
        try:
            while processes.alive(self._helper):
                self._look()
                time.sleep(0.05)
            return processes.exit_code(self._helper)
        finally:
            processes.end(self._helper)
            self._helper = None

    def wait(self) -> None:
        """Keeps everything running until somebody asks us to stop (Interrupted)."""
        while True:
            self._look()
            time.sleep(_LOOK_EVERY)

    # Starting, looking after, stopping.

    def _start_servers(self) -> None:
        (self.data / "logs").mkdir(parents=True, exist_ok=True)
        if self._given_database is None:
            self._start_postgres()
        if self._given_temporal is None:
            self._start_temporal()

    def _start_postgres(self) -> None:
        self._postgres = postgres.start(self.data / "postgres", log=self.data / "logs" / "postgres.log")
        self._database_url = postgres.create_database(self._postgres, _DATABASE)

    def _start_temporal(self) -> None:
        port, ui_port = self._temporal.ports if self._temporal else temporal_server.USUAL_PORTS
        self._temporal = temporal_server.start(
            self.data / "temporal.db", log=self.data / "logs" / "temporal.log", port=port, ui_port=ui_port
        )

    def _look(self) -> None:
        """Starts again what died. Raises Interrupted when we were asked to stop."""
        if self._stopping:
            raise Interrupted
        before = self._record()
        if self._postgres is not None and not processes.alive(self._postgres.process):
            say("PostgreSQL ended; starting it again.")
            self._start_postgres()
        if self._temporal is not None and not processes.alive(self._temporal.process):
            say("Temporal ended; starting it again.")
            self._start_temporal()
        now = self._record()
        if now != before:
            self._write()
            if (now.database_url, now.temporal_address) != (before.database_url, before.temporal_address):
                self._worker.end()
                self._board.end()
        for program in (self._worker, self._board):
            if program.has_ended() and program.is_due():
                self._start(program)

    def _stop(self) -> None:
        steps = (
            ("the command under way", self._end_helper),
            ("the board", self._board.end),
            ("the worker", self._worker.end),
            ("Temporal", self._end_temporal),
            ("PostgreSQL", self._end_postgres),
        )
        for name, step in steps:
            try:
                step()
            except (StackError, OSError) as fault:
                say(f"Stopping {name} did not go well: {fault}")
        forget_record(self.data)

    def _end_helper(self) -> None:
        if self._helper is not None:
            processes.end(self._helper)

    def _end_temporal(self) -> None:
        if self._temporal is not None:
            temporal_server.stop(self._temporal)

    def _end_postgres(self) -> None:
        if self._postgres is not None:
            postgres.stop(self._postgres)

    # What others are told.

    def _record(self) -> StackRecord:
        return StackRecord(
            supervisor=processes.ourselves(),
            database_url=self._database_url,
            temporal_address=self._given_temporal or (self._temporal.address if self._temporal else ""),
            temporal_ui=self._temporal.ui if self._temporal else None,
            postgres=self._postgres.process if self._postgres else None,
            temporal=self._temporal.process if self._temporal else None,
            worker=self._worker.process,
            board=self._board.process,
            board_url=f"http://{self._web_address}" if self._board.process else None,
        )

    def _write(self) -> StackRecord:
        record = self._record()
        write_record(self.data, record)
        return record

    def _environment(self) -> Mapping[str, str]:
        record = self._record()
        named = {
            "DATABASE_URL": record.database_url,
            "DUE_COURSE_DATA": str(self.data),
            "PYTHONUNBUFFERED": "1",
            "WEB_ADDRESS": self._web_address,
        }
        if self._given_temporal is None:
            named["TEMPORAL_ADDRESS"] = record.temporal_address
        return dict(os.environ) | named

    @contextlib.contextmanager
    def _only_one(self) -> Iterator[None]:
        self.data.mkdir(parents=True, exist_ok=True)
        # The system lets go of this lock when we end, however we end.
        with (self.data / "stack.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise StackError(already_running(self.data)) from None
            yield

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        def ask(number: int, frame: FrameType | None) -> None:
            if not self._stopping:
                self._stopping = True
                say("Stopping.")

        before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def _listens(address: str) -> bool:
    host, _, port = address.partition(":")
    try:
        with socket.create_connection((host, int(port)), timeout=1.0):
            return True
    except OSError:
        return False


def already_running(data: Path) -> str:
    """The sentence for somebody who starts what runs."""
    record = live_record(data)
    if record is None:
        return "A stack of this checkout is being started or stopped at this moment; try again in a few seconds."
    pages = f", the board at {record.board_url}" if record.board_url else ""
    pages += f", Temporal's pages at {record.temporal_ui}" if record.temporal_ui else ""
    return (
        f"This checkout's stack runs already (process {record.supervisor.pid}{pages}): use it with python starter.py, "
        "or end it with make stop."
    )


def end_leftovers(data: Path) -> tuple[str, ...]:
    """Ends the board, the worker and the Temporal server of a run whose supervisor is gone; what was ended, in words.

    PostgreSQL is left for the start to adopt.
    """
    record = read_record(data)
    if record is None or processes.alive(record.supervisor):
        return ()
    ended = []
    ours = (
        ("board", record.board, _BOARD_SECONDS),
        ("worker", record.worker, _WORKER_SECONDS),
        ("Temporal", record.temporal, 15.0),
    )
    for name, process, seconds in ours:
        if process is not None and processes.alive(process):
            processes.end(process, seconds=seconds)
            ended.append(f"{name} (process {process.pid})")
    return tuple(ended)


def stop(data: Path) -> tuple[str, ...]:
    """Ends what runs of this checkout, whoever started it and however that ended; what was ended, in words."""
    ended = []
    record = read_record(data)
    if record is not None and processes.alive(record.supervisor):
        processes.end(record.supervisor, seconds=_WORKER_SECONDS + 40.0, group=False)
        ended.append(f"the stack (process {record.supervisor.pid})")
    ended += end_leftovers(data)
    cluster = postgres.find(data / "postgres")
    if cluster is not None:
        postgres.stop(cluster)
        ended.append(f"PostgreSQL (process {cluster.process.pid})")
    forget_record(data)
    return tuple(ended)


def say(words: str) -> None:
    """One line to the person at the keyboard, at once."""
    # The terminal may be gone; that must not keep anything from being stopped.
    with contextlib.suppress(OSError):
        print(words, flush=True)
