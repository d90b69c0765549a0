"""Installing is skipped when it was done, and says in a sentence what is missing when it cannot be."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A checkout with nothing in it but what installing needs."""
    (tmp_path / "bin").mkdir()
    shutil.copy(CHECKOUT / "bin" / "bootstrap", tmp_path / "bin")
    shutil.copy(CHECKOUT / "requirements-dev.lock", tmp_path)
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in ("sh", "dirname", "cksum", "cat", "rm", "date", "chmod"):
        (tools / tool).symlink_to(shutil.which(tool) or tool)
    return tmp_path


def python(clone: Path, answers: str) -> None:
    """A python3 on the path that does this when it is run."""
    (clone / "tools" / "python3").write_text(f"#!/bin/sh\n{answers}\n")
    (clone / "tools" / "python3").chmod(0o755)


def bootstrap(clone: Path) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": str(clone / "tools")}
    return subprocess.run([clone / "bin" / "bootstrap"], env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("answers", ["exit 1", None], ids=["too old", "none"])
def test_without_a_fitting_python_it_says_so(clone: Path, answers: str | None) -> None:
    if answers:
        python(clone, answers)
    done = bootstrap(clone)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Due Course needs Python 3.11 or newer and found none: ")


def test_a_python_that_cannot_make_an_environment_names_the_package_to_install(clone: Path) -> None:
    real = f'exec "{sys.executable}" "$@"'
    python(clone, f'case "$*" in *ensurepip*) exit 1;; *) {real};; esac')
    done = bootstrap(clone)
    assert done.returncode == 1
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert f"sudo apt install python{version}-venv" in done.stderr
    assert not (clone / ".venv" / "installed").exists()


def test_what_is_installed_is_not_installed_again_until_the_lock_changes(clone: Path) -> None:
    lock = clone / "requirements-dev.lock"
    lock.write_text("")
    python(clone, f'exec "{sys.executable}" "$@"')
    first = bootstrap(clone)
    assert first.returncode == 0, first.stderr
    assert "Installed in" in first.stdout
    marker = clone / ".venv" / "in use"
    marker.touch()
    again = bootstrap(clone)
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    lock.write_text("# changed\n")
    changed = bootstrap(clone)
    assert changed.returncode == 0, changed.stderr
    assert "Installed in" in changed.stdout
    assert marker.exists(), "an environment that works is not taken away from under whoever uses it"
