"""Today's code agrees with the cases that are under way: the histories of every road are replayed by it."""

from __future__ import annotations

from pathlib import Path

import pytest
from temporalio.client import WorkflowHistory

from bench.roads import ROADS
from tests.workflows.record_histories import SHELL_ROADS
from workflows.replaying import replay_histories

FOLDER = Path(__file__).parent / "histories"
KEPT = sorted(FOLDER.glob("*.json"))


def history(path: Path, text: str | None = None) -> WorkflowHistory:
    return WorkflowHistory.from_json(path.stem, text or path.read_text(encoding="utf-8"))


def test_every_road_has_its_history() -> None:
    assert {path.name.split(".")[0] for path in KEPT} == {*ROADS, *SHELL_ROADS}


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
async def test_the_code_still_does_what_the_history_says(path: Path) -> None:
    report = await replay_histories(path.stem, [history(path)])
    assert report.agrees, report.fault


async def test_code_that_does_something_else_is_found_out() -> None:
    """A history in which the hands did another thing stands for a workflow that was changed under its cases."""
    path = KEPT[0]
    text = path.read_text(encoding="utf-8")
    changed = text.replace('"activityType":{"name":"carry_out"}', '"activityType":{"name":"write_letter"}', 1)
    assert changed != text
    report = await replay_histories(path.stem, [history(path, changed)])
    assert not report.agrees and report.fault


def test_no_history_names_a_person_a_home_or_a_machine() -> None:
    for path in KEPT:
        text = path.read_text(encoding="utf-8")
        for secret in (
            "Surname",
            "Forename",
            "Quay Street",
            "EX1 3CC",
            "New Road",
            "@harbour",
            "@vm",
            "/home/",
            "/root/",
        ):
            assert secret not in text, f"{path.name} holds {secret}"
