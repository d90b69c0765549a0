"""Processes we started: recognised again by pid and start time, so that a number used anew is never taken for ours."""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import psutil
from pydantic import BaseModel, ConfigDict

# psutil's start time moves a little when the machine's clock is put right.
_SAME_START_SECONDS = 2.0
# What this process started: kept so that an ended child is taken off the system's list rather than left a zombie.
_children: dict[int, subprocess.Popen[bytes]] = {}


class StackError(Exception):
    """A server did not start or stop as it should; the message is a sentence for a person."""


class User(BaseModel):
    """Somebody a program can run as."""

    model_config = ConfigDict(frozen=True)

    name: str
    uid: int
    gid: int


class Process(BaseModel):
    """A process by its number and the moment it started (seconds since 1970)."""

    model_config = ConfigDict(frozen=True)

    pid: int
    started: float


def spawn(
    command: Sequence[str],
    *,
    log: Path | None,
    cwd: Path | None = None,
    environment: Mapping[str, str] | None = None,
    user: User | None = None,
) -> Process:
    """Starts `command` as the leader of a group of its own, out of reach of the terminal's Ctrl-C.

    What it says goes to the end of `log`, or where our own output goes.
    """
    with log.open("ab") if log is not None else contextlib.nullcontext() as said:
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            cwd=cwd,
            env=environment,
            start_new_session=True,
            user=None if user is None else user.uid,
            group=None if user is None else user.gid,
            extra_groups=None if user is None else [],
        )
    _children[child.pid] = child
    return of(child.pid) or Process(pid=child.pid, started=time.time())


def ourselves() -> Process:
    """The process this is."""
    return Process(pid=os.getpid(), started=psutil.Process().create_time())


def exit_code(process: Process) -> int:
    """How a child of ours ended, as a shell says it: 128 and more for a signal. Raises StackError while it runs."""
    child = _children.get(process.pid)
    code = None if child is None else child.poll()
    if code is None:
        raise StackError(f"The process {process.pid} has not ended, or was not started here.")
    return code if code >= 0 else 128 - code


def of(pid: int) -> Process | None:
    """The running process of this number, or None."""
    if pid in _children and _children[pid].poll() is not None:
        return None
    try:
        found = psutil.Process(pid)
        # A killed program counts as ended (a zombie) while its threads still hold its ports; of our own children the
        # system tells us when really everything is gone.
        if pid not in _children and found.status() == psutil.STATUS_ZOMBIE:
            return None
        return Process(pid=pid, started=found.create_time())
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return None


def alive(process: Process) -> bool:
    """Whether this very process still runs."""
    now = of(process.pid)
    return now is not None and abs(now.started - process.started) < _SAME_START_SECONDS


def command_line(pid: int) -> list[str]:
    """The process's command line; empty when there is none to be read."""
    try:
        return list(psutil.Process(pid).cmdline())
    except (psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess):
        return []


def end(process: Process, *, ask: signal.Signals = signal.SIGTERM, seconds: float = 10.0, group: bool = True) -> None:
    """Asks the process to end, waits, and kills what is left: its whole group when it leads one.

    Nothing happens when the number belongs to somebody else by now.
    """
    if alive(process):
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid, ask)
        if not wait_until(lambda: not alive(process), seconds):
            _kill(process.pid, group=group and _leads_group(process.pid))
            wait_until(lambda: not alive(process), 5.0)
    child = _children.pop(process.pid, None)
    if child is not None and child.poll() is None:
        child.wait()


def _leads_group(pid: int) -> bool:
    with contextlib.suppress(ProcessLookupError):
        return os.getpgid(pid) == pid
    return False


def _kill(pid: int, *, group: bool) -> None:
    with contextlib.suppress(ProcessLookupError):
        if group:
            os.killpg(pid, signal.SIGKILL)
        else:
            os.kill(pid, signal.SIGKILL)


def wait_until(done: Callable[[], bool], seconds: float, *, every: float = 0.05) -> bool:
    """Looks again and again until `done`, at most `seconds`; whether it came."""
    until = time.monotonic() + seconds
    while not done():
        if time.monotonic() >= until:
            return False
        time.sleep(every)
    return True


@contextlib.contextmanager
def choosing_ports() -> Iterator[None]:
    """Alone among the stacks of this machine, from asking for a free port until the server that was meant listens on it."""
    kept = Path(tempfile.gettempdir()) / f"due-course-ports-{os.geteuid()}.lock"
    with kept.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def free_port(wanted: int) -> int:
    """`wanted` when nobody listens on it, else a free port of 127.0.0.1."""
    for port in (wanted, 0):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise StackError("This machine has no free port on 127.0.0.1; one is expected for the Temporal server.")
