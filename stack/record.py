"""What runs in this checkout, written beside its data so that the next command, or the next start, finds it."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from stack import processes
from stack.processes import Process


class StackRecord(BaseModel):
    """A stack: where its servers are, and which processes are ours (None: a server of somebody else)."""

    model_config = ConfigDict(frozen=True)

    supervisor: Process
    database_url: str
    temporal_address: str
    temporal_ui: str | None = None
    postgres: Process | None = None
    temporal: Process | None = None
    worker: Process | None = None
    board: Process | None = None
    board_url: str | None = None


def record_file(data: Path) -> Path:
    """Where the record of the stack with its data in `data` is."""
    return data / "stack.json"


def write_record(data: Path, record: StackRecord) -> None:
    """Writes the record whole or not at all; only its owner may read it, since a database URL can hold a password."""
    file = record_file(data)
    fresh = file.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.write(record.model_dump_json(indent=2))
    fresh.replace(file)


def read_record(data: Path) -> StackRecord | None:
    """The record as it was last written, whether or not anything still runs; None when there is none to be read."""
    try:
        return StackRecord.model_validate_json(record_file(data).read_text(encoding="utf-8"))
    except (OSError, ValidationError):
        return None


def live_record(data: Path) -> StackRecord | None:
    """The record of a stack whose own servers all still run, else None."""
    record = read_record(data)
    if record is None:
        return None
    servers = [server for server in (record.postgres, record.temporal) if server is not None]
    return record if all(map(processes.alive, servers or [record.supervisor])) else None


def forget_record(data: Path) -> None:
    """Removes the record."""
    record_file(data).unlink(missing_ok=True)
