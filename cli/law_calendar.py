"""New calendar days let in: bank holidays, closing days of court offices, local holidays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli import desk, say
from cli.app import AsJson, By
from cli.law_change import day_of, law_reading, reach, tell
from cli.lawdesk import law_app
from speech import words

if TYPE_CHECKING:
    from law.calendar_files import Found

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
    from law import calendar_files
    from law.calendars import CALENDARS, CalendarChange, calendar
    from law.reading import added, current
    from store import lawbook
    from workflows import gateway

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
            read = calendar_files.read(text, {name: calendar(name) for name in CALENDARS}, only=only)
        except calendar_files.BadFile as bad:
            raise say.Usage(f"{file.name}: {bad}") from None
        where = source or (calendar_files.GOV_UK if read.published else None)
        if where is None:
            raise say.Usage(
                "Say where these days were seen with --source: a page of the court or of the council is expected."
            )
        _left_out(read.left_out, as_json)
        _may_remove(read.found, removing)
        more = added()
        assert more is not None
        note = where if not removing else f"{where} (removed: {removing})"
        wanted = [
            CalendarChange(
                version=more.version + n,
                known_from=today,
                calendar=found.calendar,
                source=note,
                seen_on=seen,
                days=found.days,
                held_until=found.held_until,
            )
            for n, found in enumerate(read.found, start=1)
        ]
        old = current()
        with_them = more
        for change in wanted:
            with_them = with_them.and_change(change)
        new = law_reading(additions=with_them)
        found = gateway.law_diff(connection, old, new, now=now)
        if not yes or not wanted:
            tell(found, None, as_json, kept=False if wanted else None)
            return
        with connection.transaction():
            kept = [lawbook.add_days(connection, change, by=who) for change in wanted]
        if [c.version for c in kept] != [c.version for c in wanted]:
            raise say.Failed(
                "Somebody else entered something meanwhile. The days are kept; "
                "`law diff --since` with --apply shows what they do and sends it to the cases."
            )
        reached = reach(connection, found, who, now)
    tell(found, reached, as_json, kept=True)


def _may_remove(found: Sequence[Found], removing: str | None) -> None:
    gone = [f"{words.day(day.on)} ({day.name}, {f.calendar})" for f in found for day in f.removals]
    if gone and not (removing or "").strip():
        raise say.RefusedByRule(
            f"The file would remove {words.listed(gone, 'and')}, by which dates have been counted. "
            "If that is right, say why with --removing WORDS."
        )


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
