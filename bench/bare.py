"""The floor: a workflow that does nothing but what Temporal charges for, an update and an activity for each report."""

from __future__ import annotations

from datetime import timedelta

from temporalio import activity, workflow


@activity.defn(name="reply")
async def reply(told: str) -> str:
    """An activity that does nothing at all."""
    return told


@workflow.defn(name="BareCase")
class BareCase:
    @workflow.init
    def __init__(self, reports: int) -> None:
        self._left = reports

    @workflow.run
    async def run(self, reports: int) -> None:
        await workflow.wait_condition(lambda: self._left == 0 and workflow.all_handlers_finished())

    @workflow.update
    async def record(self, told: str) -> str:
        answer: str = await workflow.execute_activity(
            "reply", told, result_type=str, start_to_close_timeout=timedelta(seconds=30)
        )
        self._left -= 1
        return answer
