"""Replaying what a case's workflow did with today's code, to see that the code still agrees with its history."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict
from temporalio.api.enums.v1 import EventType
from temporalio.client import Client, WorkflowHistory
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.service import RPCError
from temporalio.worker import Replayer

from workflows.case import ArrearsCase
from workflows.contracts import workflow_of
from workflows.faults import CaseNotFound, is_gone


class ReplayReport(BaseModel):
    """What a replay found. runs: how many follow each other; fault: why the code parts from the one called run_id."""

    model_config = ConfigDict(frozen=True)

    workflow_id: str
    runs: int
    events: int
    fault: str | None = None
    run_id: str | None = None

    @property
    def agrees(self) -> bool:
        """True when today's code does what the history says."""
        return self.fault is None


async def histories(client: Client, workflow_id: str) -> list[WorkflowHistory]:
    """The histories of every run of a case that the server still keeps, the oldest first. Raises CaseNotFound."""
    found: list[WorkflowHistory] = []
    run_id: str | None = None
    while True:
        try:
            history = await client.get_workflow_handle(workflow_id, run_id=run_id).fetch_history()
        except RPCError as fault:
            if not is_gone(fault):
                raise
            if found:  # earlier runs pass out of the server's keeping
                return found
            raise CaseNotFound(f"Temporal keeps no history of {workflow_id}.") from None
        found.insert(0, history)
        run_id = history.events[0].workflow_execution_started_event_attributes.continued_execution_run_id
        if not run_id:
            return found


def _has_begun(run: WorkflowHistory) -> bool:
    # A run that was handed over to a moment ago has nothing to replay, and the replayer would wait for it for ever.
    return any(event.event_type == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED for event in run.events)


async def replay_histories(workflow_id: str, runs: list[WorkflowHistory]) -> ReplayReport:
    """Replays these runs; needs no server."""
    replayer = Replayer(workflows=[ArrearsCase], data_converter=pydantic_data_converter)
    events = sum(len(run.events) for run in runs)
    for run in filter(_has_begun, runs):
        result = await replayer.replay_workflow(run, raise_on_replay_failure=False)
        if result.replay_failure is not None:
            return ReplayReport(
                workflow_id=workflow_id,
                runs=len(runs),
                events=events,
                fault=str(result.replay_failure),
                run_id=run.run_id,
            )
    return ReplayReport(workflow_id=workflow_id, runs=len(runs), events=events)


async def replay(client: Client, case: str) -> ReplayReport:
    """Replays the whole chain of runs of a case (its reference or its workflow's id) with today's code.

    Raises CaseNotFound.
    """
    workflow_id = case if "/" in case else workflow_of(case)
    return await replay_histories(workflow_id, await histories(client, workflow_id))
