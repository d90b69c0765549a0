"""The daily proof that no case is stuck, started by a Temporal Schedule; the command `check` asks the same."""

from __future__ import annotations

from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy

with workflow.unsafe.imports_passed_through():
    from activities.contracts import Checked

PATIENT = RetryPolicy(initial_interval=timedelta(seconds=1), maximum_interval=timedelta(minutes=5))


@workflow.defn(name="DailyCheck")
class DailyCheck:
    """Proves that no case is stuck, and says which are."""

    @workflow.run
    async def run(self) -> Checked:
        checked: Checked = await workflow.execute_activity(
            "check_everything",
            result_type=Checked,
            start_to_close_timeout=timedelta(minutes=30),
            retry_policy=PATIENT,
            summary="Look at every open case",
        )
        return checked
