"""The proof that no case is stuck, and that Temporal and PostgreSQL agree on which cases there are."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from psycopg_pool import ConnectionPool
from temporalio import activity
from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.service import RPCError, RPCStatusCode

from activities.contracts import Checked, Finding
from law.dates import in_words, london_day, london_time
from store import facts, horizon, lawbook, vigil
from store.db import Connection

log = logging.getLogger("duecourse.check")

CASE_WORKFLOW = "ArrearsCase"
RUNNING = f"WorkflowType='{CASE_WORKFLOW}' AND ExecutionStatus='Running'"
LATE = timedelta(minutes=15)  # what a wake may be late by before somebody is told
ASKING = timedelta(minutes=2)  # a worker asks anew each minute; Temporal remembers one that has gone for five
UNANSWERED = timedelta(days=1)  # how long a fact may go unacknowledged


async def check(client: Client, conn: Connection, *, now: datetime | None = None) -> list[Finding]:
    """Everything wrong, by case; an empty list is the proof that nothing is. now: ours, when none is given."""
    now = now or datetime.now(UTC)
    with conn.transaction():
        cases = vigil.open_cases(conn)
        forgotten = facts.unacknowledged(conn, now - UNANSWERED)
        unreached = lawbook.unreached(conn, now - LATE)
        short = horizon.short(conn, london_day(now))
    found = [finding for case in cases for finding in _standing_still(case, now)]
    found += [
        Finding(
            case_ref=fact.case_ref,
            kind="unacknowledged",
            sentence=f"A fact ({fact.kind.replace('_', ' ')}) made on {_when(fact.made_at)} was never taken in.",
        )
        for fact in forgotten
    ]
    found += [
        Finding(
            case_ref=case.case_ref,
            kind="law_unread",
            sentence="A change of the law was to reach the case and has not: `law diff --apply` sends it again.",
        )
        for case in unreached
    ]
    found += [Finding(case_ref=end.calendar, kind="calendar_ends", sentence=end.sentence) for end in short]
    rows = {case.workflow_id: case.case_ref for case in cases}
    running = {found.id: found.task_queue async for found in client.list_workflows(RUNNING)}
    queues: dict[str, list[str]] = {}
    for workflow_id in rows.keys() & running.keys():
        queues.setdefault(running[workflow_id], []).append(rows[workflow_id])
    found += await _unattended(client, queues, now)
    found += await _disagreements(client, conn, rows, set(running))
    return sorted(found, key=lambda finding: (finding.case_ref, finding.kind))


def _standing_still(case: vigil.OpenCase, now: datetime) -> Iterator[Finding]:
    if case.needs_attention:
        yield Finding(case_ref=case.case_ref, kind="needs_attention", sentence=case.needs_attention)
    wake = case.wake_at_ours
    if wake is not None and wake < now - LATE and not case.needs_attention:
        late = f"The case should have woken on {_when(wake)} and has not; is a worker running?"
        yield Finding(case_ref=case.case_ref, kind="late_wake", sentence=late)
    has_task = bool(case.next_label and case.owner)
    if not (case.has_date or has_task or (wake is not None and wake > now)):
        yield Finding(
            case_ref=case.case_ref,
            kind="nothing_next",
            sentence="The case has no date ahead of it and no task with an owner, so nothing will bring it back.",
        )


def _when(instant: datetime) -> str:
    """An aware instant on London's clocks: `Thursday 1 January 2026 at 09:30`."""
    at = london_time(instant)
    return f"{in_words(at.date())} at {at:%H:%M}"


async def _unattended(client: Client, queues: dict[str, list[str]], now: datetime) -> list[Finding]:
    """The task queues that no worker asks for work, each with its open cases: an idle case would show it only when late."""
    found = []
    for queue, cases in queues.items():
        told = await client.workflow_service.describe_task_queue(
            DescribeTaskQueueRequest(
                namespace=client.namespace,
                task_queue=TaskQueue(name=queue),
                task_queue_type=TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
            )
        )
        asked = [p.last_access_time.ToDatetime(UTC) for p in told.pollers]
        if not any(at > now - ASKING for at in asked):
            many = f"{len(cases):,} open case{'' if len(cases) == 1 else 's'}"
            sentence = (
                f"No worker asks for work on the task queue {queue}: nothing is recorded and no date is kept for {many}. "
                "`make demo` or `make up` starts one."
            )
            found.append(Finding(case_ref=min(cases), kind="no_worker", sentence=sentence))
    return found


async def _disagreements(client: Client, conn: Connection, rows: dict[str, str], running: set[str]) -> list[Finding]:
    # Temporal's list lags behind, so nothing is said of a case before it was looked at itself.
    found: list[Finding] = []
    for workflow_id in sorted(rows.keys() - running):
        if not await _is_running(client, workflow_id):
            found.append(
                Finding(
                    case_ref=rows[workflow_id],
                    kind="no_workflow",
                    sentence="The case is open on the board and no workflow runs it: `revive` starts one.",
                )
            )
    if strangers := sorted(running - rows.keys()):
        await asyncio.sleep(1.0)  # a case that is just being opened has its workflow first and its row a moment later
        with conn.transaction():
            late = {case.workflow_id for case in vigil.open_cases(conn)}
        for workflow_id in strangers:
            if workflow_id not in late and await _is_running(client, workflow_id):
                found.append(
                    Finding(
                        case_ref=workflow_id,
                        kind="no_row",
                        sentence="A workflow runs for a case that the board does not have as open.",
                    )
                )
    async for failing in client.list_workflows(f"{RUNNING} AND TemporalReportedProblems IS NOT NULL"):
        found.append(
            Finding(
                case_ref=rows.get(failing.id, failing.id),
                kind="failing_workflow",
                sentence="The case's workflow cannot go on with the workers' code; its page in Temporal says why.",
            )
        )
    return found


async def _is_running(client: Client, workflow_id: str) -> bool:
    try:
        described = await client.get_workflow_handle(workflow_id).describe()
    except RPCError as fault:
        if fault.status == RPCStatusCode.NOT_FOUND:
            return False
        raise
    return described.status == WorkflowExecutionStatus.RUNNING


class Watchman:
    """The activity behind the scheduled check."""

    def __init__(self, client: Client, pool: ConnectionPool[Connection]) -> None:
        self._client = client
        self._pool = pool

    @activity.defn(name="check_everything")
    async def check_everything(self) -> Checked:
        """Runs the check and says in the log what it found."""
        conn = await asyncio.to_thread(self._pool.getconn)
        try:
            found = await check(self._client, conn)
        finally:
            await asyncio.to_thread(self._pool.putconn, conn)
        for finding in found:
            log.warning("Case %s: %s (%s)", finding.case_ref, finding.sentence, finding.kind)
        return Checked(findings=len(found), first=tuple(found[:100]))
