"""Pages that the code can prove wrong: every event, question, command and setting is documented."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest

import law
import settings
from cases.events import REGISTER
from cli import lawbook, reference

DOCS = Path(__file__).parent.parent / "docs"


@pytest.mark.parametrize("room", [reference, lawbook], ids=["reference", "law"])
def test_generated_pages_are_what_the_registers_say(room: ModuleType) -> None:
    for name, page in room.PAGES.items():
        written = (room.FOLDER / name).read_text(encoding="utf-8")
        assert written == page(), f"{room.FOLDER / name} is stale: run python -m cli.reference"


def test_every_event_and_question_is_there() -> None:
    events = "".join(page() for page in reference.PAGES.values())
    rules = "".join(page() for page in lawbook.PAGES.values())
    assert [k for k in REGISTER if f"`{k}`" not in events] == []
    assert [q.rule for q in law.questions() if f"`{q.rule}`" not in rules] == []


def test_every_setting_is_documented() -> None:
    running = (DOCS / "running.md").read_text(encoding="utf-8")
    read = set(re.findall(r'"([A-Z][A-Z_]{3,})"', Path(settings.__file__).read_text(encoding="utf-8")))
    assert [name for name in sorted(read) if name not in running] == []


def test_every_command_is_documented() -> None:
    from cli.main import app

    running = (DOCS / "running.md").read_text(encoding="utf-8")
    names = [c.name or c.callback.__name__.replace("_", "-") for c in app.registered_commands if c.callback]
    names += [g.name for g in app.registered_groups if g.name]
    assert len(names) > 12
    assert [name for name in names if f"`{name}" not in running] == []


def test_links_between_pages_lead_somewhere() -> None:
    for page in [*DOCS.rglob("*.md"), DOCS.parent / "README.md"]:
        for target in re.findall(r"\]\(([^)#:]+\.(?:md|toml|py))\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} -> {target}"


def test_every_picture_is_shown_somewhere_and_is_small() -> None:
    shown = {
        (page.parent / name).resolve()
        for page in DOCS.rglob("*.md")
        for name in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", page.read_text(encoding="utf-8"))
    }
    held = set((DOCS / "images").rglob("*.png"))
    assert shown == held and len(held) == 12
    assert [picture.name for picture in held if picture.stat().st_size > 200_000] == []
