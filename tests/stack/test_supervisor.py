"""The supervisor starts everything in order, starts again what dies, and leaves nothing running when it stops."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import textwrap
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from stack import postgres_home, processes, supervisor, temporal_server
from stack.processes import Process
from stack.record import StackRecord, read_record, write_record

CHECKOUT = Path(__file__).parents[2]

# A small real worker: it asks our Temporal for work of our queue, as the house's own does.
WORKER = """
    import asyncio, os
    from temporalio import workflow
    from temporalio.client import Client
    from temporalio.worker import UnsandboxedWorkflowRunner, Worker

    @workflow.defn
    class Nothing:
        @workflow.run
        async def run(self) -> None: ...

    async def main() -> None:
        client = await Client.connect(os.environ["TEMPORAL_ADDRESS"])
        print("asking for work with", os.environ["DATABASE_URL"], flush=True)
        runner = UnsandboxedWorkflowRunner()
        await Worker(client, task_queue="due-course", workflows=[Nothing], workflow_runner=runner).run()

    asyncio.run(main())
"""

# A small board: it listens where it is told and says which database it was told of.
BOARD = """
    import os
    from http.server import BaseHTTPRequestHandler, HTTPServer

    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(os.environ["DATABASE_URL"].encode())

    host, port = os.environ["WEB_ADDRESS"].split(":")
    HTTPServer((host, int(port)), Page).serve_forever()
"""

STACK = """
    import os, sys
    from pathlib import Path
    from stack.processes import StackError
    from stack.supervisor import Interrupted, Supervisor, say

    checkout, data = Path(sys.argv[1]), Path(sys.argv[2])
    address = os.environ.get("BOARD_ADDRESS", "127.0.0.1:8080")
    stack = Supervisor(
        checkout=checkout, data=data, database_url=os.environ.get("GIVEN_DATABASE"), web_address=address
    )
    code = 0
    try:
        with stack.running() as record:
            stack.start_worker()
            stack.wait_for_worker()
            if (checkout / "web").exists():
                say("Board " + stack.start_board())
            came_back = stack.run(sys.argv[3:]) if sys.argv[3:] else 0
            say(f"Ready {came_back}")
            stack.wait()
    except Interrupted:
        say("Stopped.")
    except StackError as fault:
        say(str(fault))
        code = 1
    sys.stdout.flush()
    os._exit(code)
"""


class Stack:
    """One supervisor as a process of its own, over a checkout with nothing in it but a worker."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / ".data"
        self.runs: list[subprocess.Popen[str]] = []
        (folder / "worker.py").write_text(textwrap.dedent(WORKER))

    def start(self, *command: str, **environment: str) -> None:
        arguments = [sys.executable, "-c", textwrap.dedent(STACK), str(self.folder), str(self.data), *command]
        with (self.folder / "said").open("a") as said:
            run = subprocess.Popen(
                arguments, cwd=CHECKOUT, env=os.environ | environment, stdout=said, stderr=said, text=True
            )
        self.runs.append(run)

    def said(self) -> str:
        return (self.folder / "said").read_text()

    def until(self, done: Callable[[], bool]) -> None:
        assert processes.wait_until(done, 60.0), self.said()

    def ready(self, times: int = 1) -> StackRecord:
        self.until(lambda: self.said().count("Ready") == times)
        return self.record()

    def record(self) -> StackRecord:
        found = read_record(self.data)
        assert found is not None, self.said()
        return found

    def ask(self, number: signal.Signals) -> None:
        self.runs[-1].send_signal(number)

    def ended(self) -> int:
        return self.runs[-1].wait(90)

    def kept(self) -> int:
        """How many rows there are in a table of the test, one more than last time."""
        with psycopg.connect(self.record().database_url) as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS kept (a int)")
            connection.execute("INSERT INTO kept VALUES (1)")
            found = connection.execute("SELECT count(*) FROM kept").fetchone()
        assert found is not None
        return int(found[0])


@pytest.fixture
def stack() -> Iterator[Stack]:
    folder = Path(tempfile.mkdtemp(prefix="due-course-tests-"))
    folder.chmod(0o755)
    one = Stack(folder)
    yield one
    for run in one.runs:
        run.kill()
        run.wait()
    supervisor.stop(one.data)
    postgres_home.forget_home(one.data / "postgres")
    shutil.rmtree(folder, ignore_errors=True)


def processes_of(record: StackRecord) -> list[Process]:
    return [found for found in (record.worker, record.temporal, record.postgres) if found is not None]


def test_a_second_run_loses_nothing_and_every_stop_ends_everything(stack: Stack) -> None:
    stack.start("-c", "raise SystemExit(3)")
    first = stack.ready()
    assert "Ready 3" in stack.said()
    assert stack.kept() == 1
    assert len(processes_of(first)) == 3
    assert all(map(processes.alive, processes_of(first)))
    stack.ask(signal.SIGTERM)
    stack.ask(signal.SIGINT)
    assert stack.ended() == 0
    assert not any(map(processes.alive, processes_of(first)))
    assert stack.said().endswith("Stopping.\nStopped.\n")
    assert read_record(stack.data) is None

    stack.start()
    second = stack.ready(2)
    assert stack.kept() == 2

    stack.start()
    assert stack.ended() == 1
    assert f"This checkout's stack runs already (process {second.supervisor.pid}, Temporal's pages at" in stack.said()
    assert all(map(processes.alive, processes_of(second)))

    stack.runs[1].send_signal(signal.SIGINT)
    assert stack.runs[1].wait(90) == 0
    assert not any(map(processes.alive, processes_of(second)))
    assert supervisor.stop(stack.data) == ()


def test_what_dies_is_started_again_where_it_was(stack: Stack) -> None:
    stack.start()
    before = stack.ready()
    for number, which in enumerate(("worker", "temporal", "postgres"), start=1):
        assert stack.kept() == number
        victim = getattr(stack.record(), which)
        os.kill(victim.pid, signal.SIGKILL)
        stack.until(lambda name=which, dead=victim: getattr(stack.record(), name) != dead)  # type: ignore[misc]
        stack.until(lambda name=which: processes.alive(getattr(stack.record(), name)))  # type: ignore[misc]
    after = stack.record()
    assert (after.database_url, after.temporal_address) == (before.database_url, before.temporal_address)
    stack.until(lambda: temporal_server.has_worker(after.temporal_address, "due-course"))
    assert stack.kept() == 4


def page_of(record: StackRecord) -> str:
    assert record.board_url is not None
    with urllib.request.urlopen(record.board_url, timeout=5) as answer:
        return str(answer.read().decode())


def test_the_board_is_started_told_started_again_and_ended(stack: Stack) -> None:
    (stack.folder / "web").mkdir()
    (stack.folder / "web" / "__main__.py").write_text(textwrap.dedent(BOARD))
    with socket.socket() as taken:  # its usual port belongs to somebody else
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        stack.start(BOARD_ADDRESS=f"127.0.0.1:{taken.getsockname()[1]}")
        first = stack.ready()
    assert f"Board {first.board_url}" in stack.said()
    assert page_of(first) == first.database_url
    assert first.board is not None
    os.kill(first.board.pid, signal.SIGKILL)
    stack.until(lambda: (now := stack.record().board) is not None and now != first.board and processes.alive(now))
    again = stack.record()
    assert again.board_url == first.board_url
    stack.until(lambda: _answers(again))
    stack.ask(signal.SIGKILL)
    stack.ended()
    ended = supervisor.stop(stack.data)
    assert [words.split(" ")[0] for words in ended] == ["board", "worker", "Temporal", "PostgreSQL"]
    assert not _answers(again)


def _answers(record: StackRecord) -> bool:
    try:
        return page_of(record) == record.database_url
    except OSError:
        return False


def test_what_a_killed_supervisor_left_is_taken_over_by_the_next_or_ended_by_stop(stack: Stack) -> None:
    stack.start()
    left = stack.ready()
    assert stack.kept() == 1
    stack.ask(signal.SIGKILL)
    stack.ended()
    assert all(map(processes.alive, processes_of(left)))

    stack.start()
    now = stack.ready(2)
    assert now.postgres == left.postgres
    assert left.worker and left.temporal
    assert not processes.alive(left.worker) and not processes.alive(left.temporal)
    assert stack.kept() == 2
    stack.ask(signal.SIGKILL)
    stack.ended()

    ended = supervisor.stop(stack.data)
    assert [words.split(" ")[0] for words in ended] == ["worker", "Temporal", "PostgreSQL"]
    assert not any(map(processes.alive, processes_of(now)))


def test_a_closed_terminal_in_the_middle_of_a_command_ends_the_command_too(stack: Stack) -> None:
    code = "import os, time, pathlib; pathlib.Path('helper').write_text(str(os.getpid())); time.sleep(600)"
    stack.start("-c", code)
    stack.until(lambda: (stack.folder / "helper").exists() and (stack.folder / "helper").read_text() != "")
    helper = processes.of(int((stack.folder / "helper").read_text()))
    assert helper is not None
    record = stack.record()
    stack.ask(signal.SIGHUP)
    assert stack.ended() == 0
    assert not processes.alive(helper)
    assert not any(map(processes.alive, processes_of(record)))


def test_a_database_of_ones_own_is_used_and_a_worker_that_cannot_start_is_tried_more_and_more_slowly(
    stack: Stack, db: str
) -> None:
    (stack.folder / "worker.py").write_text("import os\nraise SystemExit('no work with ' + os.environ['DATABASE_URL'])")
    stack.start(GIVEN_DATABASE=db)
    stack.until(lambda: stack.said().count("The worker ended; starting it again in") >= 2)
    assert "again in 1 s" in stack.said() and "again in 2 s" in stack.said()
    assert f"no work with {db}" in (stack.data / "logs" / "worker.log").read_text()
    assert (stack.record().database_url, stack.record().postgres) == (db, None)
    assert not (stack.data / "postgres").exists()
    stack.ask(signal.SIGTERM)
    assert stack.ended() == 0
    with psycopg.connect(db) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_record_of_before_a_restart_of_the_machine_ends_nobody(stack: Stack) -> None:
    stranger = processes.spawn(["sleep", "60"], log=None)
    try:
        anew = Process(pid=stranger.pid, started=stranger.started - 5000)
        stack.data.mkdir()
        stale = StackRecord(
            supervisor=anew, database_url="", temporal_address="", worker=anew, temporal=anew, postgres=anew
        )
        write_record(stack.data, stale)
        assert supervisor.stop(stack.data) == ()
        time.sleep(0.2)
        assert processes.alive(stranger)
    finally:
        processes.end(stranger)
