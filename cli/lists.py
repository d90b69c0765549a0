"""Many cases at once: the list, the dates that fall due, the portfolio at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cases.stages import STAGES
from cli import desk, say
from cli.app import AsJson, Owner, Team, app
from speech import nations, words

if TYPE_CHECKING:
    from store.board import BoardLine, DeadlineRow, DueRow


@app.command("list")
@say.reports
def list_cases(
    stage: Annotated[str | None, typer.Option(metavar="STAGE", help=f"One of {', '.join(STAGES)}.")] = None,
    owner: Owner = None,
    team: Team = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only cases with a date that has passed.")] = False,
    waiting_on: Annotated[
        str | None, typer.Option(metavar="WHOM", help="Only cases that wait on them, such as court.")
    ] = None,
    closed: Annotated[bool, typer.Option("--closed", help="Closed cases too.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="At most so many.")] = None,
    as_json: AsJson = False,
) -> None:
    """Cases by stage, owner, what is overdue and whom they wait on, the next date first."""
    from store import board

    code = stage.strip().lower().replace("-", "_") if stage else None
    if code and code not in STAGES:
        raise say.Usage(f"There is no stage {stage!r}; the stages are {words.listed(list(STAGES), 'and')}.")
    with desk.memory() as connection:
        found = board.list_cases(
            connection,
            stage=code,
            owner=owner,
            team=team,
            overdue_on=desk.today_of() if overdue else None,
            waiting_on=waiting_on,
            with_closed=closed,
            limit=limit,
        )
    if as_json:
        say.put_json([case_json(line) for line in found])
        return
    if say.is_narrow():
        narrow = [
            (line.case_ref, words.money(line.arrears_pence), words.day(line.next_on), line.position_label, _about(line))
            for line in found
        ]
        say.table(
            ("Case", "Arrears", "Next", "Position", "What and whose"), narrow, right=("Arrears",), keep=("Case", "Next")
        )
    else:
        wide = [
            (
                *(
                    line.case_ref,
                    nations.stage(line.stage, line.nation),
                    line.position_label,
                    words.money(line.arrears_pence),
                ),
                *(
                    words.day(line.next_on),
                    line.next_label or "",
                    line.waiting_on or "",
                    line.owner or "",
                    _flags(line),
                ),
            )
            for line in found
        ]
        heads = ("Case", "Stage", "Position", "Arrears", "Next", "What", "Waiting on", "Owner", "Flags")
        say.table(heads, wide, right=("Arrears",), keep=("Case", "Stage", "Next"))
    say.put(words.count(len(found), "case") + ".", style="dim")


@app.command()
@say.reports
def deadlines(
    within: Annotated[
        str, typer.Option(metavar="14d", help="How far ahead: 14d or 2w. Overdue dates are always shown.")
    ] = "14d",
    owner: Owner = None,
    team: Team = None,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="At most so many.")] = None,
    as_json: AsJson = False,
) -> None:
    """What falls due, whose it is and why that day."""
    from store import board

    try:
        ahead = words.read_span(within)
    except words.Unreadable as unreadable:
        raise say.Usage(f"--within: {within!r} was given; expected {unreadable}.") from None
    today = desk.today_of()
    with desk.memory() as connection:
        found = board.deadlines(connection, until=today + ahead, today=today, owner=owner, team=team, limit=limit)
    if as_json:
        say.put_json([deadline_json(row) for row in found])
        return
    for row in found:
        _due(row, today)
    say.put(f"{words.count(len(found), 'date')} up to {words.day(today + ahead)}.", style="dim")


def _due(row: DueRow, today: date) -> None:
    """One date in two lines: what and whose, then why that day."""
    from cli.outcome import sure, why

    whose = ", ".join(
        part for part in (row.owner or "", f"waiting on {row.waiting_on}" if row.waiting_on else "") if part
    )
    say.put(f"{_when(row, today)}  {row.case_ref}  {row.label} ({whose}){sure(row.confidence)} [{row.kind}]")
    say.put(why(row.because, row.citations), indent=6, style="dim")


def due_table(found: Sequence[DueRow], today: date) -> None:
    """Dates of many cases, the nearest first."""
    from cli.outcome import sure

    rows = [
        (_when(r, today), r.case_ref, f"{r.label}{sure(r.confidence)}", r.owner or "", r.waiting_on or "")
        for r in found
    ]
    say.table(("Act by", "Case", "What", "Whose", "Waiting on"), rows, keep=("Act by", "Case"))


def _when(row: DueRow, today: date) -> str:
    # A case whose clock was moved ahead is late by its own clock, which this list doesn't know.
    return f"{words.day(row.act_on)}{' overdue' if row.act_on and row.act_on < today else ''}"


@app.command()
@say.reports
def summary(as_json: AsJson = False) -> None:
    """The portfolio at a glance: cases by stage, the next ten dates, papers, what to type next."""
    from store import board, horizon

    today = desk.today_of()
    with desk.memory() as connection:
        found = board.summary(connection, today=today)
        ending = horizon.short(connection, today)
        late = len(board.list_cases(connection, overdue_on=today))
        example = next(iter(board.list_cases(connection, limit=1)), None)
    ui = getattr(desk.settings(), "temporal_ui", None)
    if as_json:
        data = found.model_dump(mode="json", exclude={"next_deadlines"})
        data["next_deadlines"] = [deadline_json(row) for row in found.next_deadlines]
        say.put_json({**data, "overdue_cases": late, "temporal_ui": ui, "calendars_ending": ending})
        return
    say.put(
        f"{words.count(found.open_cases, 'open case')} on {words.count(found.accounts, 'account')}, "
        f"{found.accounts_in_arrears:,} of them in arrears; {words.count(found.closed_cases, 'closed case')}; "
        f"{words.count(found.irregular, 'case')} with something irregular; "
        f"{found.needing_attention:,} needing attention.",
        style="bold",
    )
    for calendar in ending:
        say.put(calendar.sentence, style="bold")
    if found.stages:
        say.heading("Cases by stage")
        say.table(
            ("Stage", "Cases"),
            [(words.plain(stage), f"{found.stages[stage]:,}") for stage in STAGES if stage in found.stages],
            right=("Cases",),
        )
    if found.next_deadlines:
        say.heading("Next ten dates")
        due_table(found.next_deadlines, today)
    if late:
        say.put(f"{words.count(late, 'case')} with a date that has passed: list --overdue shows them.", indent=2)
    papers = ", ".join(f"{number:,} {status}" for status, number in sorted(found.papers.items())) or "none yet"
    say.heading("Papers written")
    say.put(papers, indent=2)
    if ui:
        say.heading("Temporal's own pages")
        say.put(str(ui), indent=2)
    say.heading("In a second terminal")
    ref = example.case_ref if example else "CASE"
    for line in ("deadlines --within 14d", f"show {ref}", f"next {ref}", f"documents {ref}"):
        say.put(f".venv/bin/python starter.py {line}", indent=2)


def _about(line: BoardLine) -> str:
    """What is next, whose it is, whom it waits on and what is special, for a narrow terminal."""
    whom = f"waiting on {line.waiting_on}" if line.waiting_on else ""
    return "; ".join(part for part in (line.next_label or "", line.owner or "", whom, _flags(line)) if part)


def _flags(line: BoardLine) -> str:
    flags = [words.plain(hold) for hold in line.holds]
    flags += [words.count(line.irregular, "irregularity", "irregularities")] if line.irregular else []
    flags += [f"{words.count(line.unsettled, 'date')} not confirmed"] if line.unsettled else []
    flags += ["needs attention"] if line.needs_attention else []
    return ", ".join(flags)


def case_json(line: BoardLine) -> dict[str, Any]:
    """A case for a program; the keys are promised, whatever the board's columns become."""
    keys = (
        "case_ref account_ref stage position position_label nation tenure team patch owner waiting_on arrears_pence "
        "arrears_as_at opened_on closed_on next_on next_kind next_label holds irregular needs_attention version unsettled"
    )
    return {key: getattr(line, key) for key in keys.split()}


def deadline_json(row: DeadlineRow) -> dict[str, Any]:
    """A date for a program."""
    keys = "case_ref kind instance label act_on statutory_on safe_on because citations confidence "
    keys += "owner escalate_to waiting_on status"
    return {key: getattr(row, key) for key in keys.split()}
