"""The board as a real server over a real stack with a small landlord's files loaded; people with sessions."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import ClassVar
from uuid import uuid4

import httpx2
import pytest
import uvicorn
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cases.events import parse
from law.dates import london_day
from settings import CHECKOUT, Settings
from stack import postgres, processes
from store import board, web
from store.db import Connection, connect
from store.web import Person
from tests.a_stack import running
from tests.cli import landlord
from web.access import Role
from web.app import create_app
from workflows import gateway

ANN, LEE, KAI, MO = landlord.ANN, landlord.LEE, landlord.KAI, landlord.MO
TODAY = london_day(datetime.now(UTC))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What looks at every state that the tests reached comes after them."""
    items.sort(key=lambda item: item.path.name == "test_barriers.py")


class Board:
    """The running board. `as_(...)` is a browser of somebody."""

    def __init__(self, settings: Settings, url: str) -> None:
        self.settings = settings
        self.url = url
        self.browsers: list[httpx2.Client] = []

    def memory(self) -> Connection:
        return connect(self.settings.database_url, autocommit=True)

    def as_(self, *roles: Role, email: str = ANN, team: str | None = "North", name: str = "Ann Ode") -> httpx2.Client:
        with self.memory() as memory:
            secret = web.begin_session(memory, Person(email=email, name=name, roles=roles, team=team))
        return self.anyone(cookies={"due-course": secret})

    def anyone(self, **more: object) -> httpx2.Client:
        return self._browser({"Sec-Fetch-Site": "same-origin"}, **more)

    def program(self, team: str | None = None) -> httpx2.Client:
        """A program with a key."""
        with self.memory() as memory:
            key = web.make_key(memory, name="nightly", team=team, made_by=LEE)
        return self._browser({"Authorization": f"Bearer {key}"})

    def _browser(self, headers: dict[str, str], **more: object) -> httpx2.Client:
        made = httpx2.Client(base_url=self.url, headers=headers, timeout=60.0, **more)  # type: ignore[arg-type]
        self.browsers.append(made)
        return made

    def version(self, ref: str) -> int:
        with self.memory() as memory:
            row = board.get(memory, ref)
        assert row is not None
        return row.version

    async def record(self, ref: str, kind: str, *, by: str = ANN, on: date = TODAY, **facts: object) -> None:
        """Records an event by the way the faces share."""
        about = {"event_id": str(uuid4()), "happened_on": on, "recorded_at": datetime.now(UTC), "recorded_by": by}
        client = await gateway.connect(self.settings)
        with self.memory() as memory:
            await gateway.record(client, memory, ref, [parse(kind, {**about, **facts})])


@pytest.fixture(scope="session")
def the_board(cluster: postgres.Postgres) -> Iterator[Board]:
    with running(cluster, "board") as (folder, named):
        files = landlord.write(folder / "files", TODAY, east=True)
        loaded = subprocess.run(
            [sys.executable, "starter.py", "import", str(files), "--by", LEE], cwd=CHECKOUT, env=dict(os.environ) | named,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert loaded.returncode == 0, loaded.stdout + loaded.stderr
        port = processes.free_port(0)
        own = {"database_embedded": True, "temporal_embedded": True, "web_address": f"127.0.0.1:{port}"}
        settings = Settings.from_env(named).model_copy(update=own)
        with served(settings) as url:
            found = Board(settings, url)
            yield found
            for browser in found.browsers:
                browser.close()


class Watched:
    """Keeps the states that pages were in while the tests looked at them, for the test of barriers.

    A page is known by its address without what is in it, and its status: one of each is kept, and every state that is made of a
    part that no page before had. What is not there, or not for the viewer, is one page wherever it is asked for.
    """

    states: ClassVar[list[tuple[str, str]]] = []
    pages: ClassVar[set[str]] = set()
    parts: ClassVar[set[str]] = set()

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body, status, html = b"", 0, False

        async def watched(message: Message) -> None:
            nonlocal body, status, html
            if message["type"] == "http.response.start":
                headers = Headers(raw=message["headers"])
                status, html = message["status"], headers.get("content-type", "").startswith("text/html")
            elif html:
                body += message.get("body", b"")
                if not message.get("more_body"):
                    self._keep(scope["path"], status, body)
            await send(message)

        if scope["type"] == "http":  # what is kept is not pressed
            scope["headers"] = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
        await self.app(scope, receive, watched)

    def _keep(self, path: str, status: int, body: bytes) -> None:
        text = body.decode()
        if "<main" in text:
            address = re.sub(r"(?<=/)[^/]*[\d.@][^/]*|(?<=/record/)\w+", "*", path) if status not in (403, 404) else "*"
            found = re.findall(r' (?:class|role|type|aria-current)="([^"]*)"', text.split("<main")[1])
            page, fresh = f"{address} {status}", {part for several in found for part in several.split()} - self.parts
            if fresh or page not in self.pages:
                self.pages.add(page)
                self.parts.update(
                    fresh
                )  # of all pages: they share their parts, and a look at one costs most of a second
                self.states.append((page, text))


class served:  # used as a statement's words: `with served(settings)`
    """The board of these settings behind a real server in a thread."""

    def __init__(self, settings: Settings) -> None:
        host, _, port = settings.web_address.partition(":")
        app = Watched(create_app(settings))
        config = uvicorn.Config(app, host=host, port=int(port), log_level="warning", timeout_graceful_shutdown=1)
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.url = f"http://{settings.web_address}"

    def __enter__(self) -> str:
        self.thread.start()
        until = time.monotonic() + 20
        while not self.server.started:
            assert time.monotonic() < until and self.thread.is_alive(), "the board did not start"
            time.sleep(0.05)
        return self.url

    def __exit__(self, *fault: object) -> None:
        self.server.should_exit = True
        self.thread.join(10)


@pytest.fixture
def officer(the_board: Board) -> Iterator[httpx2.Client]:
    with the_board.as_(Role.OFFICER) as client:
        yield client


@pytest.fixture
def leader(the_board: Board) -> Iterator[httpx2.Client]:
    with the_board.as_(Role.TEAM_LEADER, email=LEE, name="Lee Marsh") as client:
        yield client


@pytest.fixture
def stranger(the_board: Board) -> Iterator[httpx2.Client]:
    """Somebody of a team that has no case here."""
    with the_board.as_(Role.OFFICER, email="sam@example.org", team="South") as client:
        yield client


def british(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"
