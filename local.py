"""The embedded default: PostgreSQL, Temporal, the worker and the board for one person on one machine. `python local.py demo`."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from law.dates import london_day
from settings import CHECKOUT, NamedServers, data_folder, named_servers
from stack import postgres_home, supervisor
from stack.processes import StackError
from stack.supervisor import Interrupted, Supervisor, say
from store import db, ledger
from store.db import StoreError
from store.migrate import migrate

SAMPLE = Path("samples/portfolio")
SAMPLE_DAY = date(2026, 11, 22)


def main(arguments: list[str] | None = None) -> int:
    """Does what the command line asks; the exit code."""
    parser = argparse.ArgumentParser(prog="local.py", description=__doc__)
    parser.add_argument(
        "command",
        choices=["demo", "up", "stop", "clean"],
        help="demo: everything, with the sample portfolio; up: the same without the sample; "
        "stop: ends what an earlier run left; clean: stop, and remove all it kept",
    )
    command = parser.parse_args(arguments).command
    try:
        if command in ("demo", "up"):
            return start(sample=command == "demo")
        return stop(remove=command == "clean")
    except (StackError, StoreError) as fault:
        print(fault, file=sys.stderr, flush=True)
        return 1


def start(*, sample: bool) -> int:
    """Starts the stack and keeps it until Ctrl-C or SIGTERM, which is the ordinary end: exit code 0."""
    servers = named_servers()
    stack = Supervisor(
        checkout=CHECKOUT,
        data=data_folder(),
        database_url=servers["database_url"],
        temporal_address=servers["temporal_address"],
        task_queue=servers["task_queue"],
        web_address=servers["web_address"],
    )
    try:
        with stack.running() as record:
            with db.connect(record.database_url) as connection:
                migrate(connection)
                fresh = not ledger.all_cases(connection)
            stack.start_worker()
            stack.wait_for_worker()
            if sample:
                load_sample(stack, fresh=fresh)
            stack.run(["starter.py", "summary"])
            pages = f" The board: {stack.start_board()}." if has_sign_in(servers) else ""
            pages += f" Temporal's pages: {record.temporal_ui}." if record.temporal_ui else ""
            say(f"Ready.{pages} In a second terminal: .venv/bin/python starter.py list. Ctrl-C stops everything.")
            stack.wait()
    except Interrupted:
        say(f"Stopped. Everything is kept in {data_folder()}.")
    return 0


def has_sign_in(servers: NamedServers) -> bool:
    """Whether the board can know who people are: by the organisation's sign-in, or by a demonstration on our own servers."""
    if servers["oidc"] or not (servers["database_url"] or servers["temporal_address"]):
        return True
    say(
        "The board is not started: beside servers of somebody else it signs people in by OIDC_ISSUER, "
        "OIDC_CLIENT_ID and OIDC_CLIENT_SECRET only."
    )
    return False


def load_sample(stack: Supervisor, *, fresh: bool) -> None:
    """Loads the sample portfolio into a memory that has no case yet, or goes on with a loading that was cut short."""
    begun = data_folder() / "sample-begun"
    if not fresh and not begun.exists():
        return
    begun.touch()
    code = stack.run(["starter.py", "import", str(sample_of(stack, london_day(datetime.now(UTC)))), "--by", "demo"])
    if code != 0:
        raise StackError(f"The sample was not loaded (exit code {code}); what is printed above says why.")
    begun.unlink()


def sample_of(stack: Supervisor, today: date) -> Path:
    """The sample as it would be delivered on London's `today`: the committed one on its own day, else dated anew."""
    if today == SAMPLE_DAY:
        return SAMPLE
    dated = data_folder() / "sample"
    if stack.run(["-m", "samples.generate", "--today", today.isoformat(), "--out", str(dated)]) != 0:
        raise StackError("The sample portfolio could not be dated anew; what is printed above says why.")
    return dated


def stop(*, remove: bool) -> int:
    """Ends what an earlier run left, by process id; with `remove`, takes away all it kept as well."""
    data = data_folder()
    ended = supervisor.stop(data)
    say(f"Stopped {', '.join(ended)}." if ended else "Nothing of this checkout was running.")
    if remove:
        postgres_home.forget_home(data / "postgres")
        for found in ("temporal.db", "temporal.db-shm", "temporal.db-wal", "stack.lock", "sample-begun"):
            (data / found).unlink(missing_ok=True)
        say(f"Removed the servers' data in {data}.")
    return 0


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    # Temporal's library can crash the interpreter on its way out (sdk-python 300); there is nothing left to tidy.
    os._exit(code)
