"""Brings a database to the shape this code expects: numbered .sql files, applied once, in order, never edited after."""

from __future__ import annotations

import hashlib
import re
from importlib.resources import files
from importlib.resources.abc import Traversable

from store.db import Connection, StoreError

# Any number will do as long as every copy of this code uses the same one: "due course" as digits.
_LOCK = 383_268_773
_NAME = re.compile(r"^(\d{4})_[a-z0-9_]+\.sql$")


class MigrationRefused(StoreError):
    """The database and the migration files disagree; nothing was changed."""


def migrate(connection: Connection, folder: Traversable | None = None) -> tuple[str, ...]:
    """Applies what is missing, all of it in one transaction, and returns the names applied (empty when nothing was).

    Two processes may call this at once: one waits for the other. Raises MigrationRefused when an applied file was
    edited or is gone, or when the numbers in the folder have a gap.
    """
    wanted = _files(folder if folder is not None else files("store") / "migrations")
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        connection.execute(
            "CREATE TABLE IF NOT EXISTS schema_migration ("
            "name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())"
        )
        applied: dict[str, str] = dict(
            connection.execute("SELECT name, sha256 FROM schema_migration ORDER BY name").fetchall()
        )
        _check(applied, wanted)
        missing = [name for name in wanted if name not in applied]
        for name in missing:
            connection.execute(wanted[name])
            connection.execute(
                "INSERT INTO schema_migration (name, sha256) VALUES (%s, %s)", [name, _hash(wanted[name])]
            )
    return tuple(missing)


def _files(folder: Traversable) -> dict[str, bytes]:
    found = {item.name: item.read_bytes() for item in folder.iterdir() if item.name.endswith(".sql")}
    for number, name in enumerate(sorted(found), start=1):
        match = _NAME.match(name)
        if match is None or int(match[1]) != number:
            raise MigrationRefused(
                f"The migration file {name} is out of place: a name beginning {number:04} is expected."
            )
    return dict(sorted(found.items()))


def _check(applied: dict[str, str], wanted: dict[str, bytes]) -> None:
    for name, recorded in applied.items():
        if name not in wanted:
            raise MigrationRefused(
                f"The database has the migration {name}, which this code does not know: it was migrated by other code, "
                "and that code or a newer one is expected to run against it."
            )
        if _hash(wanted[name]) != recorded:
            raise MigrationRefused(
                f"The migration file {name} was edited after it was applied to this database: put it back as it was "
                "and write the change as a new file."
            )
    last = max(applied, default="")
    for name in wanted:
        if name < last and name not in applied:
            raise MigrationRefused(
                f"The migration {name} comes before {last}, which this database already has; number it after."
            )


def _hash(content: bytes) -> str:
    # A checkout may turn line ends round; that is not an edit.
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()
