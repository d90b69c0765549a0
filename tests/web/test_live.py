"""Live updates: a change is told at once, to those who may know of it, and again to a page that was away."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import httpx2
import pytest

from store import web
from tests.web.conftest import Board


@contextmanager
def stream(browser: httpx2.Client, path: str = "/live", **headers: str) -> Iterator[queue.Queue[dict[str, str]]]:
    """The messages of a stream as they come: the first has only an id."""
    told: queue.Queue[dict[str, str]] = queue.Queue()

    def read(answer: httpx2.Response) -> None:
        message: dict[str, str] = {}
        try:
            for line in answer.iter_lines():
                if line and not line.startswith(":"):
                    name, _, value = line.partition(": ")
                    message[name] = value
                elif message:
                    told.put(message)
                    message = {}
        except httpx2.HTTPError:
            pass  # the test has seen enough

    with browser.stream("GET", path, headers=headers) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        reading = threading.Thread(target=read, args=[answer], daemon=True)
        reading.start()
        yield told


async def test_a_change_is_told_by_reference_and_version_alone(the_board: Board, officer: httpx2.Client) -> None:
    with stream(officer) as told:
        assert set(told.get(timeout=5)) == {"id"}
        await the_board.record("A1-1", "note_added", text="Ms O'Neill rang.")
        change = told.get(timeout=5)
    assert change["event"] == "case"
    assert change["data"] == f"A1-1 {the_board.version('A1-1')}"


async def test_other_teams_are_told_nothing(the_board: Board, stranger: httpx2.Client) -> None:
    with stream(stranger) as told:
        told.get(timeout=5)
        await the_board.record("A1-1", "note_added", text="x")
        with pytest.raises(queue.Empty):
            told.get(timeout=1.0)
    assert stranger.get("/live?case=A1-1").status_code == 404


async def test_a_page_that_was_away_is_told_what_it_missed(the_board: Board, officer: httpx2.Client) -> None:
    with the_board.memory() as memory:
        before = web.last_change(memory)
    await the_board.record("A3-1", "note_added", text="x")
    with stream(officer, "/live?case=A3-1", **{"Last-Event-ID": str(before)}) as told:
        told.get(timeout=5)
        missed = told.get(timeout=5)
    assert missed["data"] == f"A3-1 {the_board.version('A3-1')}" and int(missed["id"]) > before
    with stream(officer, f"/live?case=A3-1&shown={the_board.version('A3-1') - 1}") as told:
        told.get(timeout=5)  # a page is made before it begins to listen
        assert told.get(timeout=5)["data"] == f"A3-1 {the_board.version('A3-1')}"
    with stream(officer, f"/live?made_at={before}") as told:
        told.get(timeout=5)
        assert told.get(timeout=5)["data"].startswith("A3-1 ")
    page = officer.get(f"/work/changed?since={before}").text
    assert "1 case changed" in page
    with the_board.memory() as memory:
        assert officer.get(f"/work/changed?since={web.last_change(memory)}").text.strip() == ""
