"""The order in which the commands are listed, and the way in for starter.py."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import Any

from typer.models import CommandInfo

from cli import (
    casefile,
    dates,
    events,
    evidence,
    importing,
    law_calendar,
    law_change,
    law_pages,
    law_signoff,
    lawdesk,
    lists,
    official,
    opening,
    packs,
    papers,
    record,
    reminders,
    upkeep,
    wording,
)
from cli.app import app

__all__ = ["ORDER", "app", "main"]

# Importing a module adds its commands to `app`.
MODULES = (
    casefile,
    dates,
    events,
    evidence,
    importing,
    law_calendar,
    law_change,
    law_pages,
    law_signoff,
    lawdesk,
    lists,
    official,
    opening,
    packs,
    papers,
    record,
    reminders,
    upkeep,
    wording,
)
# As an officer meets them: load, work on a case, look after many, ask the law; then what whoever runs the house needs.
ORDER = (
    *("import", "open", "record", "events", "next", "show", "documents", "list", "deadlines", "summary"),
    *("rebuild", "check", "replay", "fast-forward", "revive", "resolve"),
)


def _place(command: CommandInfo) -> int:
    return ORDER.index(command.name or getattr(command.callback, "__name__", ""))


app.registered_commands.sort(key=_place)


def main() -> None:
    """Runs the command that was typed, and leaves with its exit code."""
    code: Any = 0
    try:
        app(prog_name="duecourse")
    except SystemExit as leaving:
        code = leaving.code
    if "temporalio" not in sys.modules:
        raise SystemExit(code)
    # Temporal's library can crash the interpreter on its way out (sdk-python 300), after all was said and done.
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code if isinstance(code, int) else bool(code))
