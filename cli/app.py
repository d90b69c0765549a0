"""The commands, put together: each module adds its own to `app`, and imports nothing heavy before a command runs."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer(
    name="duecourse",
    help="Runs each rent-arrears case of a social landlord, from the first letter to the eviction and the debt left.",
    epilog="Exit codes: 0 done, 1 failed, 2 not understood, 3 refused by a rule, 4 not found.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["--help", "-h"]},
)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON: stable keys, money in pence, ISO days.")]
Case = Annotated[
    str, typer.Argument(metavar="CASE", help="A case (A1001-1), or an account (A1001) for its open or newest case.")
]
By = Annotated[str | None, typer.Option("--by", metavar="E-MAIL", help="Who does this; else DUE_COURSE_USER.")]
Owner = Annotated[str | None, typer.Option(metavar="E-MAIL", help="Only of this officer.")]
Team = Annotated[str | None, typer.Option(metavar="TEAM", help="Only of this team.")]
