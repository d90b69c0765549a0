"""The command line in the process of the tests."""

from __future__ import annotations

from functools import cache

from typer import testing

from cli.main import app

# Typer's runner makes all the commands anew for every call, which takes ten times as long as most of them.
testing._get_command = cache(testing._get_command)  # type: ignore[attr-defined]


def invoke(*arguments: str) -> testing.Result:
    """What a command said and how it left."""
    return testing.CliRunner().invoke(app, list(arguments), prog_name="duecourse")
