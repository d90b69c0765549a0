"""One stack for the tests of the command line: a database, a Temporal server, a worker, a landlord's files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import law
from law.dates import london_day
from stack import postgres
from tests.a_stack import running
from tests.commands import invoke


@dataclass(frozen=True)
class Told:
    """What a command printed and the code it left with."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class CommandLine:
    """Runs commands against the stack. Every call checks that no command ended with a traceback."""

    folder: Path
    today: date
    first_import: str = ""

    def __call__(self, *arguments: str) -> Told:
        try:
            result = invoke(*arguments)
        finally:
            law.uninstall()  # each command is a process of its own, except here
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Told(result.exit_code, result.stdout, result.stderr)

    def json(self, *arguments: str) -> Any:
        """What the command says to a program; it must have been done."""
        told = self(*arguments, "--json")
        assert told.code == 0, told.out + told.err
        return told.data

    def done(self, *arguments: str) -> str:
        """What the command says to a person; it must have been done."""
        told = self(*arguments)
        assert told.code == 0, told.out + told.err
        return told.out


@pytest.fixture(scope="session")
def servers(cluster: postgres.Postgres) -> Iterator[Path]:
    """A database, a Temporal server and a worker for this session's command line; the environment names them."""
    with running(cluster, "command_line") as (folder, named):
        patch = pytest.MonkeyPatch()
        for name, value in named.items():
            patch.setenv(name, value)
        patch.delenv("DUE_COURSE_USER", raising=False)
        try:
            yield folder
        finally:
            patch.undo()


@pytest.fixture(scope="session")
def duecourse(servers: Path) -> CommandLine:
    """The command line with the landlord's files loaded."""
    from tests.cli import landlord

    today = london_day(datetime.now(UTC))
    files = landlord.write(servers / "files", today)
    told = CommandLine(folder=files, today=today).done("import", str(files), "--by", landlord.LEE)
    return CommandLine(folder=files, today=today, first_import=told)
