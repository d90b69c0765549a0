"""New calendar days let in: bank holidays, closing days of court offices, local holidays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
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
        bool, typer.Option("--yes", help="Propose the days; somebody else lets them in with `law calendar approve`.")
    ] = False,
    removing: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Why days that are held now are to be no more.")
    ] = None,
    source: Annotated[str | None, typer.Option(metavar="URL", help="Where the file was seen.")] = None,
    seen_on: Annotated[str, typer.Option(metavar="DAY", help="When it was seen.")] = "today",
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """Bank holidays, closing days of court offices and local holidays: shows what they do to open cases, then proposes them."""
    from activities import calendar_import
    from law import calendar_files
    from store import lawbook

    if check and yes:
        raise say.Usage("--check keeps nothing and --yes proposes the days: one of the two is expected.")
    nation = nation.strip().lower() if nation else None
    only = calendar_files.OF_NATION.get(nation) if nation else None
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
        number = None
        if yes and wanted:
            about = {
                "nation": nation or "",
                "source": source or "",
                "seen_on": seen.isoformat(),
                "removing": removing or "",
            }
            number = lawbook.propose_days(connection, text, about, found.change, by=who)
    tell(found, None, as_json, kept=False if wanted else None, waiting=number)


@calendar_app.command("waiting")
@say.reports
def calendar_waiting(as_json: AsJson = False) -> None:
    """Days that somebody proposed and nobody has decided about yet."""
    from store import lawbook

    with desk.memory() as connection:
        found = lawbook.proposals(connection)
    if as_json:
        say.put_json([one.model_dump(mode="json", exclude={"text"}) for one in found])
        return
    rows = [(str(one.number), one.proposed_by, words.moment(one.proposed_at), one.about["source"]) for one in found]
    say.table(("Number", "Proposed by", "On", "Seen at"), rows, keep=("Number",))
    say.put(words.count(len(found), "proposal") + ".", style="dim")


@calendar_app.command("approve")
@say.reports
def calendar_approve(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="As `law calendar waiting` lists it.")],
    refuse: Annotated[bool, typer.Option("--refuse", help="Say that the days are not entered.")] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="Let the days in, and let the cases they touch read their dates again.")
    ] = False,
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """A second person lets proposed days in, having seen what they do; without --yes or --refuse it only shows that."""
    from activities import calendar_import
    from law import calendar_files

    if refuse and yes:
        raise say.Usage("--refuse enters nothing and --yes lets the days in: one of the two is expected.")
    now = datetime.now(UTC)
    with desk.memory() as connection:
        who = desk.officer(by, connection=connection) if yes or refuse else ""
        try:
            proposal = calendar_import.waiting(connection, number)
        except calendar_import.Decided as gone:
            raise say.NotFound(str(gone)) from None
        about = proposal.about
        try:
            if refuse:
                calendar_import.refuse(connection, proposal, by=who)
                say.put(f"Number {number} is not entered.", style="bold")
                return
            plan = calendar_import.planned(
                proposal.text, today=desk.today_of(), seen_on=date.fromisoformat(about["seen_on"]),
                only=calendar_files.OF_NATION.get(about["nation"]) if about["nation"] else None,
                source=about["source"] or None, removing=about["removing"] or None,
            )  # fmt: skip
            found = calendar_import.difference(connection, plan, now=now)
            if not yes:
                tell(found, None, as_json, kept=False, waiting=number)
                return
            calendar_import.let_in(connection, proposal, plan, by=who)
        except calendar_import.OwnProposal as own:
            raise say.RefusedByRule(str(own)) from None
        except (calendar_import.Decided, calendar_import.Overtaken) as overtaken:
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
