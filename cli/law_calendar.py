"""New calendar days let in: bank holidays, closing days of court offices, local holidays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from cli import desk, say
from cli.app import AsJson, By
from cli.law_change import day_of, reach, tell
from cli.lawdesk import law_app
from speech import words

calendar_app = typer.Typer(help="The calendars of bank holidays and closing days.", rich_markup_mode="rich")
law_app.add_typer(calendar_app, name="calendar", no_args_is_help=True)


@calendar_app.command("import")
@say.reports
def calendar_import(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="GOV.UK's bank-holidays.json, or a CSV or JSON list of days.")
    ],
    nation: Annotated[str | None, typer.Option(metavar="NATION", help="Only for england, wales or scotland.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Show what it would do, and keep nothing.")] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="Keep the days, and let the cases they touch read their dates again.")
    ] = False,
    removing: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Why days that are held now are to be no more.")
    ] = None,
    source: Annotated[str | None, typer.Option(metavar="URL", help="Where the file was seen.")] = None,
    seen_on: Annotated[str, typer.Option(metavar="DAY", help="When it was seen.")] = "today",
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """Bank holidays, closing days of court offices and local holidays: shows what they do to the open cases, then keeps them."""
    from activities import calendar_import
    from law import calendar_files

    if check and yes:
        raise say.Usage("--check keeps nothing and --yes keeps the days: one of the two is expected.")
    only = calendar_files.OF_NATION.get(nation.strip().lower()) if nation else None
    if nation and only is None:
        raise say.Usage(f"--nation: {nation!r} was given; expected {words.listed(list(calendar_files.OF_NATION))}.")
    today = desk.today_of()
    seen = day_of("--seen-on", seen_on, today)
    text = _text(file)
    now = datetime.now(UTC)
    with desk.memory() as connection:
        who = desk.officer(by, connection=connection) if yes else ""
        try:
            plan = calendar_import.planned(text, today=today, seen_on=seen, only=only, source=source, removing=removing)
        except calendar_files.BadFile as bad:
            raise say.Usage(f"{file.name}: {bad}") from None
        except calendar_import.NoSource:
            raise say.Usage(
                "Say where these days were seen with --source: a page of the court or of the council is expected."
            ) from None
        except calendar_import.Removes as no:
            gone = words.listed([f"{words.day(day.on)} ({day.name}, {name})" for day, name in no.days], "and")
            raise say.RefusedByRule(
                f"The file would remove {gone}, by which dates have been counted. "
                "If that is right, say why with --removing WORDS."
            ) from None
        _left_out(plan.left_out, as_json)
        wanted = plan.wanted
        found = calendar_import.difference(connection, plan, now=now)
        if not yes or not wanted:
            tell(found, None, as_json, kept=False if wanted else None)
            return
        try:
            calendar_import.keep(connection, plan, by=who)
        except calendar_import.Overtaken as overtaken:
            raise say.Failed(str(overtaken)) from None
        reached = reach(connection, found, who, now)
    tell(found, reached, as_json, kept=True)


def _left_out(names: Sequence[str], as_json: bool) -> None:
    if names and not as_json:
        say.put(f"Left out, because no calendar here is for it: {', '.join(names)}.", style="dim")


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except OSError as error:
        raise say.NotFound(f"{file} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise say.Usage(f"{file.name} is not text in UTF-8; GOV.UK's JSON file or a CSV of days is expected.") from None
