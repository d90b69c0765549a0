"""The house stays as drawn: nobody else lives under our names, and the locks name no host."""

import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())
# Rooms of the workshop: needed to build and to show the house, not to live in it.
WORKSHOP = {"tests", "samples", "bench"}
OURS = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["only-include"]


def test_nobody_else_installs_a_package_under_our_names() -> None:
    names = {name.removesuffix(".py") for name in OURS}
    strangers = {
        name: sorted(set(owners) - {PROJECT["project"]["name"]})
        for name, owners in packages_distributions().items()
        if name in names and set(owners) - {PROJECT["project"]["name"]}
    }
    assert strangers == {}


def test_every_room_is_in_the_wheel_and_under_the_contracts() -> None:
    rooms = {file.parent.name for file in CHECKOUT.glob("*/__init__.py")} - WORKSHOP
    assert rooms <= set(OURS)
    assert rooms - {"templates"} <= set(PROJECT["tool"]["importlinter"]["root_packages"])


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_names_no_host_and_every_package_by_its_hash(lock: str) -> None:
    text = (CHECKOUT / lock).read_text()
    assert "://" not in text and "--index" not in text
    entries = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert entries
    assert [line for line in entries if "==" not in line] == []
    assert text.count("==") <= text.count("--hash=sha256:")


def test_the_lock_for_running_is_part_of_the_lock_for_building() -> None:
    def pins(lock: str) -> set[str]:
        lines = (CHECKOUT / lock).read_text().splitlines()
        return {line.split(";")[0].strip(" \\") for line in lines if "==" in line and not line.startswith((" ", "#"))}

    assert pins("requirements.lock") <= pins("requirements-dev.lock")
