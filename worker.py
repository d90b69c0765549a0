"""The worker: runs the cases' workflows and their hands, and sends the reminders. Many may run; they share the work."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest, ListSearchAttributesRequest
from temporalio.client import (
    Client,
    Schedule,
    ScheduleActionStartWorkflow,
    ScheduleAlreadyRunningError,
    ScheduleCalendarSpec,
    ScheduleOverlapPolicy,
    SchedulePolicy,
    ScheduleRange,
    ScheduleSpec,
)
from temporalio.common import SearchAttributeIndexedValueType, VersioningBehavior, WorkerDeploymentVersion
from temporalio.service import RPCError
from temporalio.worker import PollerBehaviorAutoscaling, Worker, WorkerDeploymentConfig

import law
from activities.accounts import Reviews
from activities.check import Watchman
from activities.hands import PASSING, Hands
from activities.mail import mailer
from activities.reminders import Dispatcher
from settings import Settings, SettingsError
from store import db, lawbook
from workflows import ALL_WORKFLOWS, DailyCheck, WeeklyReview, search_attributes
from workflows.gateway import CaseUnavailable, connect
from workflows.review import ReviewStart

log = logging.getLogger("duecourse.worker")

HANDS = max(4, 2 * (os.cpu_count() or 2))  # steps under way at a time, each with a thread and a connection
CACHED_CASES = 1500  # about 105 KiB each
PATIENCE = 120.0  # seconds in which Temporal must answer a worker that starts
GRACE = timedelta(seconds=30)
LONDON = "Europe/London"


class CannotStart(Exception):
    """Why the worker does not run, in one sentence."""


@contextlib.asynccontextmanager
async def running(
    settings: Settings, client: Client, *, reminders: bool = True, **options: Any
) -> AsyncIterator[Worker]:
    """A worker while the block lasts; then it finishes what it has in hand. options: further ones of `Worker`."""
    with (
        ThreadPoolExecutor(HANDS, thread_name_prefix="hands") as threads,
        db.pool(settings.database_url, max_size=HANDS + 4) as pool,
    ):
        hands, reviews, watchman = Hands(pool, settings), Reviews(pool, client), Watchman(client, pool)
        worker = Worker(
            client,
            task_queue=settings.task_queue,
            workflows=list(ALL_WORKFLOWS),
            activities=[
                hands.carry_out,
                hands.mark_attention,
                hands.read_standing,
                reviews.find_crossings,
                reviews.tell_cases,
                watchman.check_everything,
            ],
            activity_executor=threads,
            max_concurrent_activities=HANDS,
            **{
                "max_cached_workflows": CACHED_CASES,
                "graceful_shutdown_timeout": GRACE,
                "workflow_task_poller_behavior": PollerBehaviorAutoscaling(),
                "activity_task_poller_behavior": PollerBehaviorAutoscaling(),
                "deployment_config": _deployment(settings.build_id),
                **options,
            },
        )
        stop = asyncio.Event()
        await _read_law(settings)
        async with worker:
            sending = asyncio.create_task(Dispatcher(settings, mailer(settings)).run(stop)) if reminders else None
            try:
                yield worker
            finally:
                stop.set()
                if sending is not None:
                    await sending
                law.uninstall()


async def _read_law(settings: Settings) -> None:
    """Gives this process what the installation added to the law; a database that is away gives it with the first step."""

    def read() -> None:
        with contextlib.closing(db.connect(settings.database_url, autocommit=True)) as conn:
            law.install(lawbook.read(conn))

    try:
        await asyncio.to_thread(read)
    except PASSING as fault:
        log.warning("The worker starts without the installation's own calendar days: %s", type(fault).__name__)


def _deployment(build_id: str | None) -> WorkerDeploymentConfig | None:
    """With a build named, running cases stay with the build they began on and move to a newer one when a run rolls."""
    if build_id is None:
        return None
    return WorkerDeploymentConfig(
        version=WorkerDeploymentVersion(deployment_name="due-course", build_id=build_id),
        use_worker_versioning=True,
        default_versioning_behavior=VersioningBehavior.PINNED,
    )


async def ensure_search_attributes(client: Client) -> None:
    """Registers what cases are searched by. Raises CannotStart when one is missing and may not be added."""
    listed = await client.operator_service.list_search_attributes(
        ListSearchAttributesRequest(namespace=client.namespace)
    )
    types = {
        SearchAttributeIndexedValueType.KEYWORD: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
        SearchAttributeIndexedValueType.DATETIME: IndexedValueType.INDEXED_VALUE_TYPE_DATETIME,
    }
    missing = {
        key.name: types[key.indexed_value_type]
        for key in search_attributes.ALL
        if key.name not in listed.custom_attributes
    }
    if not missing:
        return
    try:
        await client.operator_service.add_search_attributes(
            AddSearchAttributesRequest(namespace=client.namespace, search_attributes=missing)
        )
    except RPCError:
        raise CannotStart(
            f"Temporal's namespace {client.namespace} lacks the search attributes {', '.join(sorted(missing))} "
            "and does not let us add them: an administrator is expected to."
        ) from None


async def ensure_schedules(client: Client, task_queue: str) -> None:
    """Creates the weekly review and the daily check unless they are there already, whoever may have changed them."""
    monday, morning = ScheduleRange(1), ScheduleRange(6)
    wanted = {
        "weekly-review": (
            ScheduleActionStartWorkflow(WeeklyReview.run, ReviewStart(), id="weekly-review", task_queue=task_queue),
            ScheduleCalendarSpec(day_of_week=[monday], hour=[morning]),
        ),
        "daily-check": (
            ScheduleActionStartWorkflow(DailyCheck.run, id="daily-check", task_queue=task_queue),
            ScheduleCalendarSpec(hour=[ScheduleRange(5)], minute=[ScheduleRange(30)]),
        ),
    }
    for name, (action, when) in wanted.items():
        with contextlib.suppress(ScheduleAlreadyRunningError):
            await client.create_schedule(
                name,
                Schedule(
                    action=action,
                    spec=ScheduleSpec(calendars=[when], time_zone_name=LONDON),
                    policy=SchedulePolicy(overlap=ScheduleOverlapPolicy.SKIP, catchup_window=timedelta(days=2)),
                ),
            )


async def reach_temporal(settings: Settings, stop: asyncio.Event) -> Client | None:
    """A client once Temporal answers, or None when asked to stop first: the two may start at once, or the server again.

    Raises CaseUnavailable, or Temporal's own error, when it does not answer in time.
    """
    until = asyncio.get_running_loop().time() + PATIENCE
    while not stop.is_set():
        try:
            client = await connect(settings)
            await ensure_search_attributes(client)
            await ensure_schedules(client, settings.task_queue)
        except (CaseUnavailable, RPCError) as away:
            if asyncio.get_running_loop().time() > until:
                raise
            log.warning("The worker waits for Temporal at %s: %s", settings.temporal_address, type(away).__name__)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), 1.0)
        else:
            return client
    return None


async def serve(settings: Settings, *, ready: Callable[[], None] = lambda: None) -> None:
    """Runs until SIGTERM or SIGINT."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for asked in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(asked, stop.set)
    client = await reach_temporal(settings, stop)
    if client is None:
        return
    async with running(settings, client):
        log.info("The worker is ready on task queue %s.", settings.task_queue)
        ready()
        await stop.wait()
        log.info("The worker finishes what it has in hand.")


def main() -> None:
    """Ends the process itself: the interpreter's own shutdown can crash under Temporal's threads (sdk-python 300)."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    code = 0
    try:
        asyncio.run(serve(Settings.from_env()))
    except (CannotStart, CaseUnavailable, SettingsError) as why:
        log.error("%s", why)
        code = 1
    except Exception:
        log.exception("The worker stopped on a mistake in the program.")
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
