"""docs/running.md and README.md keep up with the commands, their options and the settings."""

from __future__ import annotations

import re

import pytest
from typer.main import get_command

from cli.main import app
from settings import CHECKOUT

RUNNING = (CHECKOUT / "docs" / "running.md").read_text(encoding="utf-8")
README = (CHECKOUT / "README.md").read_text(encoding="utf-8")


def commands() -> dict[str, set[str]]:
    """Every command as it is typed, with its own long options."""
    found: dict[str, set[str]] = {}

    def walk(command: object, name: str) -> None:
        inner = getattr(command, "commands", None)
        if inner:
            for word, one in inner.items():
                walk(one, f"{name} {word}".strip())
            return
        options = {o for p in getattr(command, "params", ()) for o in getattr(p, "opts", ()) if o.startswith("--")}
        found[name] = options - {"--help", "--json"}

    walk(get_command(app), "")
    return found


@pytest.mark.parametrize(("command", "options"), sorted(commands().items()))
def test_every_command_and_option_is_on_the_page(command: str, options: set[str]) -> None:
    rows = [line for line in RUNNING.splitlines() if re.match(rf"\| `{re.escape(command)}[ `]", line)]
    assert rows, f"docs/running.md has no row for `{command}`"
    for option in options - {"--out"}:
        assert option in " ".join(rows) or (option == "--by" and option in RUNNING), f"{command} {option}"


def test_every_setting_is_on_the_page() -> None:
    source = (CHECKOUT / "settings.py").read_text(encoding="utf-8")
    names = {
        n
        for n in re.findall(r"\b[A-Z]+(?:_[A-Z]+)+\b", source)
        if n.startswith(("DUE_", "SMTP_", "DATABASE_", "MAIL_", "TEMPORAL_"))
    }
    assert {"DATABASE_URL", "DUE_COURSE_USER", "SMTP_HOST"} <= names
    assert not {n for n in names | {"BUILD_ID"} if n.rstrip("_") not in RUNNING}


def test_the_readme_names_only_commands_that_are_there() -> None:
    known = commands()
    typed = re.findall(r"^ *duecourse ([a-z-]+)", README, re.MULTILINE)
    assert len(typed) > 5
    assert {t for t in typed if t not in known} == set()
    targets = set(re.findall(r"^    make ([a-z-]+)", README, re.MULTILINE))
    makefile = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
    assert targets == {"demo", "test"}
    assert all(
        re.search(rf"^{t}:", makefile, re.MULTILINE) for t in targets | set(re.findall(r"`make ([a-z-]+)`", RUNNING))
    )


def test_the_readme_is_one_screen() -> None:
    assert len(README.splitlines()) <= 60
