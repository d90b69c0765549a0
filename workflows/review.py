"""The weekly review of balances: only the cases whose account crossed a limit are told anything."""

from __future__ import annotations

from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy

with workflow.unsafe.imports_passed_through():
    from activities.contracts import Stored, Told

PATIENT = RetryPolicy(initial_interval=timedelta(seconds=1), maximum_interval=timedelta(minutes=5))
PAGES = 100  # pages told by one run before it hands over to the next


class ReviewStart(Stored):
    """What a review begins with: nothing, or what the run before it has told already."""

    found: int | None = None
    told: int = 0
    failed: int = 0


class Reviewed(Stored):
    """What a review did: facts found, told to their cases, and not told because the case has no workflow."""

    found: int
    told: int
    failed: int


@workflow.defn(name="WeeklyReview")
class WeeklyReview:
    """Finds the cases whose account crossed a limit and tells only those."""

    @workflow.run
    async def run(self, start: ReviewStart) -> Reviewed:
        found = start.found
        if found is None:
            found = await workflow.execute_activity(
                "find_crossings",
                result_type=int,
                start_to_close_timeout=timedelta(minutes=10),
                retry_policy=PATIENT,
                summary="Which accounts crossed what their case waits for",
            )
        told, failed = start.told, start.failed
        for _ in range(PAGES):
            page = await workflow.execute_activity(
                "tell_cases",
                result_type=Told,
                start_to_close_timeout=timedelta(minutes=10),
                retry_policy=PATIENT,
                summary="Tell them",
            )
            told, failed = told + page.told, failed + page.failed
            if page.told + page.failed == 0:
                return Reviewed(found=found, told=told, failed=failed)
        workflow.continue_as_new(ReviewStart(found=found, told=told, failed=failed))
