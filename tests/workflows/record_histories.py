"""Records the history of every road afresh: `python -m tests.workflows.record_histories`.

Do it when a road is added. A history that today's code no longer agrees with is not recorded again to make a test pass: it
stands for the cases that are under way, and the code has to go on agreeing with it.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from temporalio.client import WorkflowHistory

from bench import house
from bench.driver import Case, Shell
from bench.roads import ROADS, drive, walk
from cases.events import dump
from stack import postgres, postgres_home, temporal_server
from store import db
from store.migrate import migrate
from workflows import gateway
from workflows.contracts import Report, Resolve
from workflows.replaying import histories


async def _rolls_often(shell: Shell) -> Case:
    road = ROADS["suspended_breached_evicted_written_off"]
    case = await shell.open(roll_at=60)
    await walk(case, road.stops)
    return case


async def _told_by_the_review(shell: Shell) -> Case:
    case = await shell.open()
    fact = case.event("balance_refreshed", arrears=0, by="review", source="review", why="threshold")
    await case.handle.signal("fact", Report(events=(dump(fact),)))
    await case.handle.signal("fact", Report(events=(dump(fact),)))
    await case.handle.signal("nudge")
    await case.tell("contact_made", tenant="P1", channel="phone", topics=["cause"])
    await case.tell("case_closed", reason="arrears_cleared")
    return case


async def _needed_attention(shell: Shell) -> Case:
    case = await shell.open()
    shell.conn.execute(
        "INSERT INTO case_step (case_ref, step, as_of, command_hash, receipt) VALUES (%s, 2, now(), 'other', '{}')",
        [case.ref],
    )
    with contextlib.suppress(gateway.CaseUnavailable):
        await case.tell("contact_made", tenant="P1", channel="phone")
    shell.conn.execute("UPDATE board SET version = 2 WHERE case_ref = %s", [case.ref])
    await gateway.resolve(shell.client, shell.conn, case.ref, Resolve(action="adopt"))
    await case.tell("contact_made", tenant="P1", channel="phone")
    return case


async def _refused_by_the_hands(shell: Shell) -> Case:
    case = await shell.open()
    shell.conn.execute(
        "UPDATE rent_account SET balance_as_at = balance_as_at - 10 WHERE account_ref = %s", [case.row.account_ref]
    )
    with contextlib.suppress(gateway.CaseRefused):
        await case.tell("arrears_letter_sent")
    await case.tell("contact_made", tenant="P1", channel="phone")
    return case


#: What no road does by itself, but cases do: roll, hear from the review, need a person, be refused by the hands.
SHELL_ROADS: dict[str, Callable[[Shell], Awaitable[Case]]] = {
    "shell_rolls_often": _rolls_often,
    "shell_told_by_the_review": _told_by_the_review,
    "shell_needed_attention": _needed_attention,
    "shell_refused_by_the_hands": _refused_by_the_hands,
}

_PROCESS = re.compile(r"^\d+@")
FOLDER = Path(__file__).parent / "histories"


def _anonymous(part: Any) -> Any:
    """The same without the machine: a worker's identity, its own queue, the paths in a stack trace."""
    if isinstance(part, dict):
        return {key: _anonymous(inside) for key, inside in part.items() if key != "stackTrace"}
    if isinstance(part, list):
        return [_anonymous(inside) for inside in part]
    return "worker" if isinstance(part, str) and _PROCESS.match(part) else part


def _plain(run: WorkflowHistory) -> str:
    """A history as one line for each event, without the name of the machine it was made on."""
    events = _anonymous(json.loads(run.to_json())["events"])
    lines = (json.dumps(event, separators=(",", ":"), sort_keys=True) for event in events)
    return '{"events":[\n' + ",\n".join(lines) + "\n]}\n"


async def record(wanted: list[str]) -> None:
    """Drives each road on servers of its own and keeps the histories of all its runs."""
    with tempfile.TemporaryDirectory(prefix="due-course-roads-") as made:
        folder = Path(made)
        folder.chmod(0o755)
        cluster = postgres.start(folder / "postgres", log=folder / "postgres.log", settings=postgres.UNSAFE_BUT_FAST)
        server = temporal_server.start(folder / "temporal.db", log=folder / "temporal.log")
        try:
            url = postgres.create_database(cluster, "roads")
            settings = house.settings_for(url, server.address, folder, task_queue="roads")
            with db.connect(url, autocommit=True) as conn:
                migrate(conn)
                house.furnish(conn)
                shell = Shell(await gateway.connect(settings), conn, settings, "roads")
                async with shell.working():
                    for name in wanted:
                        case = await (SHELL_ROADS[name](shell) if name in SHELL_ROADS else drive(shell, name))
                        runs = await histories(shell.client, case.row.workflow_id)
                        for number, run in enumerate(runs, start=1):
                            (FOLDER / f"{name}.{number}.json").write_text(_plain(run), encoding="utf-8")
                        print(f"{name}: {len(runs)} runs, {sum(len(run.events) for run in runs)} events", flush=True)
        finally:
            temporal_server.stop(server)
            postgres.stop(cluster)
            postgres_home.forget_home(folder / "postgres")


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    wanted = sys.argv[1:] or [*ROADS, *SHELL_ROADS]
    for name in wanted:
        for old in FOLDER.glob(f"{name}.*.json"):
            old.unlink()
    asyncio.run(record(wanted))
    sys.stdout.flush()
    os._exit(0)  # the interpreter's own shutdown crashes now and then under Temporal's threads (sdk-python 300)


if __name__ == "__main__":
    main()
