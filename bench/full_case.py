"""What one full case costs: its Temporal actions as the server counts them, its history's events and bytes."""

from __future__ import annotations

import asyncio
import re
import urllib.request
from dataclasses import dataclass, replace

from temporalio.api.enums.v1 import EventType

from activities.accounts import Reviews
from bench import house
from bench.driver import Case, Shell
from bench.roads import MAIN, START, Stop, on, stop, walk
from law.dates import DAY
from store import db, documents, outbox
from workflows.contracts import ROLL_AT
from workflows.replaying import histories

# What moving the clock of a demonstration writes itself; a case that lives in real time has none of it.
CLOCK_EVENTS = (
    EventType.EVENT_TYPE_WORKFLOW_EXECUTION_OPTIONS_UPDATED,
    EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TIME_SKIPPING_TRANSITIONED,
)
CLOCK_ACTION = "grpc_UpdateWorkflowExecutionOptions"
KEPT_FOR = 390  # days for which the tenant keeps to the order before breaking it

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
    """The main road with a suspended order that is kept for more than a year before it is broken.

    What an officer enters together is one stop: the letters with the opening, last week's talk with the notice, the claim's
    approval with its sending, for the court's online service issues it and lists its hearing there and then.
    """
    _, talk, prepared, *rest = MAIN
    earlier = tuple(replace(one, fields={**one.fields, "happened_on": on(-7)}) for one in talk.told)
    made = [Stop((talk.after or 0) + (prepared.after or 0), (*earlier, *prepared.told))]
    for here in rest:
        if any(one.kind == "claim_submitted" for one in here.told):
            before = made.pop()
            here = Stop((before.after or 0) + (here.after or 0), (*before.told, *here.told))
        if any(one.kind == "order_breached" for one in here.told):
            made.append(stop(KEPT_FOR, pays=house.RENT + 500))
        made.append(here)
    return tuple(made)


async def settled(metrics_url: str) -> dict[str, int]:
    """The count once the server has stopped adding to it: it reports its metrics a moment late."""
    seen = actions(metrics_url)
    while True:
        await asyncio.sleep(2.5)
        now = actions(metrics_url)
        if now == seen:
            return now
        seen = now


async def full_case(shell: Shell, metrics_url: str) -> Cost:
    """Takes one case from its first letter to the write-off of the former tenant's debt, and adds up what it cost.

    The landlord's balances come each week and the weekly review looks at them, as it would at those of every other case.
    """
    with db.pool(shell.settings.database_url, max_size=2) as pool:
        review = Reviews(pool, shell.client)
        before = await settled(metrics_url)
        stops = road()
        # Moving the clock writes two events a time, and those must not make the case roll earlier than in real time.
        letters = [(one.kind, dict(one.fields)) for one in START.told]
        case = await shell.open(letters, roll_at=ROLL_AT + 2 * len(stops))
        stages, weeks = {case.row.stage}, 0
        for here in stops:
            days = here.after if here.after is not None else _until_it_wakes(case)
            case.pays = case.pays if here.pays is None else here.pays
            started = case.today
            for week in range(1, days // 7 + 1):
                weeks += 1
                house.carry_on(shell.conn, case.row.account_ref, until=started + DAY * 7 * week, pays=case.pays)
                if await review.find_crossings():
                    days -= (moved := (started + DAY * 7 * week - case.today).days)
                    await case.forward(moved)
                    step = case.row.version
                    await review.tell_cases()
                    await case.at_step(step + 1)
            await walk(case, (here if here.after is None else replace(here, after=days),))
            stages.add(case.row.stage)
        after = await settled(metrics_url)
    spent = {kind: n - before.get(kind, 0) for kind, n in after.items() if n > before.get(kind, 0)}
    runs = await histories(shell.client, case.row.workflow_id)
    kept = [event for run in runs for event in run.events if event.event_type not in CLOCK_EVENTS]
    return Cost(
        actions=spent,
        events=len(kept),
        bytes=sum(event.ByteSize() for event in kept),
        runs=len(runs),
        stages=len(stages),
        papers=len(documents.list_for_case(shell.conn, case.ref)),
        reminders=len(outbox.rows(shell.conn, case_ref=case.ref, with_void=True)),
        weeks=weeks,
    )


def _until_it_wakes(case: Case) -> int:
    wake = case.row.wake_at
    assert wake is not None, f"{case.ref} waits for no date"
    return (wake - case.now).days
