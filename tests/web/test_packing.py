"""Packs made beside the pages: the same one while it is being made, why there is none, and none that is a day old."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from store.db import StoreError
from web.packing import Pack, Packing

KAI = "kai@example.org"


@pytest.fixture
def packing(tmp_path: Path) -> Packing:
    return Packing(tmp_path / "packs")


def ended(packing: Packing, token: str) -> Pack:
    until = time.monotonic() + 10
    while (found := packing.find(token, KAI)) is not None and found.state == "waiting":
        assert time.monotonic() < until
        time.sleep(0.02)
    assert found is not None
    return found


def test_asked_for_again_while_it_is_made_it_is_the_same_one(packing: Packing) -> None:
    go = threading.Event()

    def slow(folder: Path) -> None:
        (folder / "a.txt").write_text("x")
        assert go.wait(10)

    first, second = (packing.ask("day", ["A1-1"], slow, by=KAI, back="/hearings") for _ in range(2))
    assert first == second
    standing = packing.find(first, KAI)
    assert standing is not None and (standing.state, standing.refs) == ("waiting", ("A1-1",))
    assert packing.find(first, "lee@example.org") is None and packing.find("..", KAI) is None
    go.set()
    made = ended(packing, first)
    assert made.state == "made" and packing.content(made)[:2] == b"PK"
    assert packing.ask("day", [], lambda folder: None, by=KAI, back="/") != first, "afterwards it is a new one"


def test_why_there_is_none_is_said_and_a_fault_of_ours_keeps_its_words_to_the_log(packing: Packing) -> None:
    def refused(folder: Path) -> None:
        raise StoreError("No hearing is listed.")

    def broken(folder: Path) -> None:
        raise RuntimeError("Ms O'Neill's file is broken")

    assert ended(packing, packing.ask("a", [], refused, by=KAI, back="/")).why == "No hearing is listed."
    fault = ended(packing, packing.ask("b", [], broken, by=KAI, back="/"))
    assert fault.state == "failed" and "RuntimeError" in fault.why and "O'Neill" not in fault.why


def test_what_a_process_that_ended_began_is_lost_and_a_day_old_one_goes(packing: Packing, tmp_path: Path) -> None:
    made = ended(packing, packing.ask("a", [], lambda folder: None, by=KAI, back="/"))
    own = tmp_path / "packs" / made.token
    (own / "pack.zip").unlink()
    other = Packing(tmp_path / "packs")
    assert (found := other.find(made.token, KAI)) is not None and found.state == "waiting", (
        "another process may make it"
    )
    os.utime(own, (time.time() - 3600,) * 2)
    lost = other.find(made.token, KAI)
    assert lost is not None and lost.state == "failed" and "started again" in lost.why
    os.utime(own, (time.time() - 90_000,) * 2)
    other.ask("b", [], lambda folder: None, by=KAI, back="/")
    assert other.find(made.token, KAI) is None and not own.exists()
