"""What one full case costs: its Temporal actions as the server counts them, its history's events and bytes."""

from __future__ import annotations

import re
import urllib.request
from dataclasses import dataclass

from temporalio.api.enums.v1 import EventType

from activities.accounts import Reviews
from bench import house
from bench.driver import Case, Shell
from bench.roads import MAIN, Stop, stop, told, walk
from store import board, db, documents, facts, outbox
from workflows.replaying import histories

# What moving the clock of a demonstration writes itself; a case that lives in real time has none of it.
CLOCK_EVENTS = (
    EventType.EVENT_TYPE_WORKFLOW_EXECUTION_OPTIONS_UPDATED,
    EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TIME_SKIPPING_TRANSITIONED,
)
CLOCK_ACTION = "grpc_UpdateWorkflowExecutionOptions"
KEPT_FOR = 350  # days for which the tenant keeps to the order before breaking it

_ACTION = re.compile(r"^action\{([^}]*)\} ([0-9.e+]+)$", re.MULTILINE)
_LABEL = re.compile(r'(\w+)="([^"]*)"')


@dataclass(frozen=True)
class Cost:
    """The cost of one case, with what it went through for it. actions: by the server's own name for each."""

    actions: dict[str, int]
    events: int
    bytes: int
    runs: int
    stages: int
    papers: int
    reminders: int
    weeks: int
    week_actions: int

    @property
    def total(self) -> int:
        """Actions in all."""
        return sum(self.actions.values())


def actions(metrics_url: str, namespace: str = "default") -> dict[str, int]:
    """What the server has counted in this namespace so far, the clock of the demonstration left out."""
    with urllib.request.urlopen(metrics_url, timeout=10) as answer:
        text = answer.read().decode()
    counted: dict[str, int] = {}
    for labels, number in _ACTION.findall(text):
        found = dict(_LABEL.findall(labels))
        kind = found.get("action_type", "")
        if found.get("namespace") == namespace and kind != CLOCK_ACTION:
            counted[kind] = counted.get(kind, 0) + int(float(number))
    return counted


def road() -> tuple[Stop, ...]:
    """The main road with a suspended order that is kept for most of a year before it is broken."""
    made = []
    for here in MAIN:
        if any(one.kind == "order_breached" for one in here.told):
            made += [stop(KEPT_FOR, pays=house.RENT + 500), stop(30, told("order_breached"), pays=0)]
        else:
            made.append(here)
    return tuple(made)


async def full_case(shell: Shell, metrics_url: str) -> Cost:
    """Takes one case from its first letter to the write-off of the former tenant's debt, and adds up what it cost.

    The landlord's balances come each week and the weekly review looks at them, as it would at those of every other case.
    """
    with db.pool(shell.settings.database_url, max_size=2) as pool:
        review = Reviews(pool, shell.client)
        before = actions(metrics_url)
        case = await shell.open()
        stages, weeks, quiet = {case.row.stage}, 0, 0
        for here in road():
            for part in _weekly(case, here):
                told_before = actions(metrics_url)
                await walk(case, (part,))
                stages.add(case.row.stage)
                if part.after:
                    weeks += 1
                    await review.find_crossings()
                    await review.tell_cases()
                    if not part.told and not facts.unacknowledged(shell.conn, case.now):
                        quiet = max(quiet, sum(actions(metrics_url).values()) - sum(told_before.values()))
        spent = {kind: n - before.get(kind, 0) for kind, n in actions(metrics_url).items() if n > before.get(kind, 0)}
    runs = await histories(shell.client, case.row.workflow_id)
    kept = [event for run in runs for event in run.events if event.event_type not in CLOCK_EVENTS]
    import collections, os
    if os.environ.get("DEBUG_COST"):
        c = collections.Counter(); n = collections.Counter()
        for e in kept:
            k = EventType.Name(e.event_type)[11:]
            c[k] += e.ByteSize(); n[k] += 1
        for k, v in c.most_common(): print(k, n[k], v, v // n[k])
        big = sorted(kept, key=lambda e: -e.ByteSize())[:12]
        for e in big: print(e.ByteSize(), str(e)[:3000])
    return Cost(
        actions=spent,
        events=len(kept),
        bytes=sum(event.ByteSize() for event in kept),
        runs=len(runs),
        stages=len(stages),
        papers=len(documents.list_for_case(shell.conn, case.ref)),
        reminders=len(outbox.rows(shell.conn, case_ref=case.ref, with_void=True)),
        weeks=weeks,
        week_actions=quiet,
    )


def _weekly(case: Case, here: Stop) -> list[Stop]:
    """A stop cut into weeks, so that a balance comes in each."""
    days = here.after
    if days is None:
        wake = case.row.wake_at
        assert wake is not None
        days = max((wake - case.now).days - 1, 0)
        rest: int | None = None
    else:
        rest = days % 7
        days -= rest
    weeks = [Stop(7, (), here.pays)] * (days // 7)
    return [*weeks, Stop(rest, here.told, here.pays)]
