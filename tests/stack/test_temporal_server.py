"""The embedded Temporal starts on free ports with our search attributes, and keeps what it knows over a kill."""

import asyncio
import os
import signal
import socket
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from temporalio import workflow
from temporalio.api.operatorservice.v1 import ListSearchAttributesRequest
from temporalio.client import Client
from temporalio.testing import TimeSkipper
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from stack import processes, temporal_server
from stack.processes import StackError


@workflow.defn
class Sleeper:
    @workflow.run
    async def run(self) -> str:
        await workflow.sleep(timedelta(days=30))
        return workflow.now().isoformat()


def test_two_that_start_at_the_same_moment_do_not_take_the_same_port(tmp_path: Path) -> None:
    port, ui_port = processes.free_port(0), processes.free_port(0)

    def start(name: str) -> temporal_server.Temporal:
        return temporal_server.start(tmp_path / f"{name}.db", log=tmp_path / name, port=port, ui_port=ui_port)

    with ThreadPoolExecutor() as both:
        servers = list(both.map(start, ("one", "other")))
    try:
        assert servers[0].address != servers[1].address and servers[0].ui != servers[1].ui
        assert all(processes.alive(s.process) and temporal_server.answers(s.address) for s in servers)
    finally:
        for server in servers:
            temporal_server.stop(server)


async def test_it_answers_has_our_attributes_and_moves_one_workflows_clock(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        server = temporal_server.start(tmp_path / "t.db", log=tmp_path / "log", port=port, ui_port=0)
    try:
        assert server.ports[0] != port
        client = await Client.connect(server.address)
        listed = await client.operator_service.list_search_attributes(
            ListSearchAttributesRequest(namespace=temporal_server.NAMESPACE)
        )
        assert temporal_server.SEARCH_ATTRIBUTES.keys() <= listed.custom_attributes.keys()
        assert not temporal_server.has_worker(server.address, "queue")
        async with Worker(client, task_queue="queue", workflows=[Sleeper], workflow_runner=UnsandboxedWorkflowRunner()):
            handle = await client.start_workflow(Sleeper.run, id=str(uuid4()), task_queue="queue")
            while not await asyncio.to_thread(temporal_server.has_worker, server.address, "queue"):
                await asyncio.sleep(0.1)
            start = (await handle.describe()).start_time
            await TimeSkipper(client).fast_forward(handle, timedelta(days=31))
            assert str(start.date() + timedelta(days=30)) in await handle.result()
    finally:
        temporal_server.stop(server)
    assert not processes.alive(server.process)
    assert not temporal_server.answers(server.address)


async def test_it_starts_again_after_a_kill_on_the_same_port_with_what_it_knew(tmp_path: Path) -> None:
    server = temporal_server.start(tmp_path / "t.db", log=tmp_path / "log", port=0, ui_port=0)
    client = await Client.connect(server.address)
    handle = await client.start_workflow("AnyKind", id="kept", task_queue="nobody")
    os.kill(server.process.pid, signal.SIGKILL)
    assert processes.wait_until(lambda: not processes.alive(server.process), 5.0)
    again = temporal_server.start(
        tmp_path / "t.db", log=tmp_path / "log", port=server.ports[0], ui_port=server.ports[1]
    )
    try:
        assert again.ports == server.ports
        assert (await handle.describe()).workflow_type == "AnyKind"
    finally:
        temporal_server.stop(again)


def test_settings_for_another_temporal_do_not_reach_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEMPORAL_API_KEY", "key of another server")
    monkeypatch.setenv("TEMPORAL_ADDRESS", "another.example.org:7233")
    server = temporal_server.start(tmp_path / "t.db", log=tmp_path / "log", port=0, ui_port=0)
    try:
        assert temporal_server.answers(server.address)
    finally:
        temporal_server.stop(server)


def test_a_server_that_cannot_start_says_why(tmp_path: Path) -> None:
    (tmp_path / "t.db").write_text("this is no database, and it is long enough to be looked at as one" * 20)
    with pytest.raises(StackError, match=r"Temporal did not start; the end of .*database"):
        temporal_server.start(tmp_path / "t.db", log=tmp_path / "log", port=0, ui_port=0)
