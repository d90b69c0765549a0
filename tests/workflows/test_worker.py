"""The worker as a process: it starts, serves, stops when asked, and a newer build takes over the cases of an older one."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from temporalio.api.workflowservice.v1 import (
    SetWorkerDeploymentCurrentVersionRequest,
)
from temporalio.client import ScheduleOverlapPolicy
from temporalio.service import RPCError

import worker
from bench.driver import Shell
from law.dates import LONDON
from workflows import gateway, search_attributes
from workflows.replaying import histories

ROOT = Path(worker.__file__).parent


async def until(done: Callable[[], bool], seconds: float = 30.0) -> None:
    for _ in range(int(seconds / 0.1)):
        if done():
            return
        await asyncio.sleep(0.1)
    raise AssertionError("what was waited for did not come")


def start(shell: Shell, log: Path, **more: str) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "DATABASE_URL": shell.settings.database_url,
        "TEMPORAL_ADDRESS": shell.settings.temporal_address,
        "DUE_COURSE_TASK_QUEUE": shell.queue,
        "DUE_COURSE_DATA": str(shell.settings.data),
        **more,
    }
    with log.open("wb") as said:
        return subprocess.Popen([sys.executable, "worker.py"], cwd=ROOT, env=environment, stdout=said, stderr=said)


async def test_a_worker_serves_until_it_is_asked_to_stop(idle_shell: Shell, tmp_path: Path) -> None:
    log = tmp_path / "worker.log"
    process = start(idle_shell, log)
    try:
        case = await idle_shell.open()
        assert case.row.version == 1
        process.send_signal(signal.SIGTERM)
        await until(lambda: process.poll() is not None)
        assert process.returncode == 0, log.read_text()
        assert "Surname" not in log.read_text()
    finally:
        process.kill()
        process.wait()


async def test_a_worker_waits_for_a_temporal_that_is_away_and_may_be_asked_to_stop(
    idle_shell: Shell, tmp_path: Path
) -> None:
    log = tmp_path / "worker.log"
    process = start(idle_shell, log, TEMPORAL_ADDRESS="127.0.0.1:1")
    try:
        await until(lambda: "waits for Temporal at 127.0.0.1:1" in log.read_text())
        process.send_signal(signal.SIGTERM)
        await until(lambda: process.poll() is not None)
        assert process.returncode == 0, log.read_text()
    finally:
        process.kill()
        process.wait()


async def test_a_worker_gives_up_on_a_temporal_that_never_answers(
    idle_shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "PATIENCE", 0.0)
    nowhere = idle_shell.settings.model_copy(update={"temporal_address": "127.0.0.1:1", "temporal_embedded": True})
    with pytest.raises(gateway.CaseUnavailable, match="does not answer at"):
        await worker.reach_temporal(nowhere, asyncio.Event())


async def test_the_weekly_review_and_the_daily_check_are_scheduled_once_on_londons_clocks(idle_shell: Shell) -> None:
    client = idle_shell.client
    await worker.ensure_schedules(client, idle_shell.queue)
    await worker.ensure_schedules(client, idle_shell.queue)
    for name in ("weekly-review", "daily-check"):
        described = await client.get_schedule_handle(name).describe()
        assert described.schedule.spec.time_zone_name == "Europe/London"
        assert described.schedule.policy.overlap == ScheduleOverlapPolicy.SKIP
    review = await client.get_schedule_handle("weekly-review").describe()
    assert [(n.weekday(), n.astimezone(LONDON).hour) for n in review.info.next_action_times[:3]] == [(0, 6)] * 3


async def test_what_cases_are_searched_by_is_registered(idle_shell: Shell) -> None:
    await worker.ensure_search_attributes(idle_shell.client)
    case_keys = {key.name for key in search_attributes.ALL}
    from temporalio.api.operatorservice.v1 import ListSearchAttributesRequest

    listed = await idle_shell.client.operator_service.list_search_attributes(
        ListSearchAttributesRequest(namespace="default")
    )
    assert case_keys <= listed.custom_attributes.keys()


async def test_a_newer_build_takes_over_a_case_when_its_run_rolls(idle_shell: Shell) -> None:
    """Cases stay with the build they began on; once another is current, the next thing that happens moves them to it."""
    shell = idle_shell

    def of(build: str) -> Shell:
        settings = shell.settings.model_copy(update={"build_id": f"{shell.queue}-{build}"})
        return Shell(shell.client, shell.conn, settings, shell.queue)

    async with of("one").working():
        await make_current(shell, f"{shell.queue}-one")
        case = await shell.open()
        await case.tell("contact_attempted", tenant="P1", channel="phone")
        other_client = await gateway.connect(shell.settings)
        newer = Shell(other_client, shell.conn, of("two").settings, shell.queue)
        async with newer.working():
            await make_current(shell, f"{shell.queue}-two")
            for _ in range(40):  # the server takes a moment to tell its parts which build is current
                await case.handle.signal("nudge")
                await asyncio.sleep(0.25)
                if len(await histories(shell.client, case.row.workflow_id)) == 2:
                    break
            assert len(await histories(shell.client, case.row.workflow_id)) == 2
            await case.tell("contact_attempted", tenant="P1", channel="phone")
            described = await case.handle.describe()
            version = described.raw_description.workflow_execution_info.versioning_info.deployment_version
            assert version.build_id == f"{shell.queue}-two"
    assert case.kinds() == ["case_opened", "contact_attempted", "contact_attempted"]


async def make_current(shell: Shell, build: str) -> None:
    """Makes a build the one that new runs begin on, once its worker is known to the server."""
    request = SetWorkerDeploymentCurrentVersionRequest(
        namespace="default", deployment_name="due-course", build_id=build
    )
    for _ in range(100):
        try:
            await shell.client.workflow_service.set_worker_deployment_current_version(request)
            return
        except RPCError:
            await asyncio.sleep(0.1)
    raise AssertionError(f"the server never heard of the build {build}")
