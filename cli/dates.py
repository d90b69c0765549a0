"""One date of a case, seen to: done where it is our own task, acknowledged, or given to somebody."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated
from uuid import uuid4

import typer

from cli import desk, say
from cli.app import AsJson, By, Case, app

if TYPE_CHECKING:
    from store.board import BoardRow, DeadlineRow
    from store.db import Connection

deadline_app = typer.Typer(help="One date of a case: done, acknowledged, given to somebody.", rich_markup_mode="rich")
app.add_typer(deadline_app, name="deadline", no_args_is_help=True)

Kind = Annotated[str, typer.Argument(metavar="DATE", help="The date's kind, as `deadlines --json` has it.")]
Instance = Annotated[str, typer.Option(metavar="WHICH", help="Which one, where a case has several of a kind.")]
Note = Annotated[str | None, typer.Option(metavar="WORDS", help="A note, not for the tenant.")]


@deadline_app.command("done")
@say.reports
def done(
    case: Case, kind: Kind, instance: Instance = "", note: Note = None, by: By = None, as_json: AsJson = False
) -> None:
    """A task that our own policy set is done. A date set by law ends by its event, and is refused here."""
    _record("deadline_done", case, kind, instance, note, by, as_json)


@deadline_app.command("give")
@say.reports
def give(
    case: Case,
    kind: Kind,
    to: Annotated[str, typer.Option(metavar="E-MAIL", help="Who sees to it from now on.")],
    instance: Instance = "",
    note: Note = None,
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """A date is somebody else's to see to, and its reminders go to them; the case stays with its owner."""
    _record("deadline_given", case, kind, instance, note, by, as_json, to=to)


@deadline_app.command("acknowledge")
@say.reports
def acknowledge(case: Case, kind: Kind, instance: Instance = "", by: By = None) -> None:
    """Somebody has seen it: reminders before its day stop, and from its day on it is not passed up."""
    from store import outbox

    with desk.memory() as connection:
        row = desk.find_case(connection, case)
        who = desk.officer(by, connection=connection)
        found = _found(connection, row, kind, instance)
        outbox.acknowledge_date(
            connection, row.case_ref, found.kind, found.instance, step=row.version, label=found.label, act_on=found.act_on,
            today=desk.today_of(row), by=who, at=desk.now_of(row), now=datetime.now(UTC),
        )  # fmt: skip
    say.put(f"Acknowledged on case {row.case_ref}: {found.label}.")


def _record(
    event: str,
    case: str,
    kind: str,
    instance: str,
    note: str | None,
    by: str | None,
    as_json: bool,
    to: str | None = None,
) -> None:
    from cases.events import parse
    from cli import outcome
    from cli.record import send

    with desk.memory() as connection:
        row = desk.find_case(connection, case)
        found = _found(connection, row, kind, instance)
        about = {
            "event_id": str(uuid4()), "happened_on": desk.today_of(row), "recorded_at": desk.now_of(row),
            "recorded_by": desk.officer(by, connection=connection, row=row), "note": note, "deadline": found.kind,
            "instance": found.instance,
        }  # fmt: skip
        if to is not None:
            about["to"] = desk.officer(to, connection=connection)
        report = send(connection, row, [parse(event, about)])
    if as_json:
        say.put_json(report)
    else:
        outcome.tell(report, dry=False)


def _found(connection: Connection, row: BoardRow, kind: str, instance: str) -> DeadlineRow:
    from speech import words
    from store import board

    dates = board.case_deadlines(connection, row.case_ref)
    named = [d for d in dates if d.kind == kind.strip().replace("-", "_")]
    if not named:
        known = words.listed(sorted({d.kind for d in dates})) or "none"
        raise say.NotFound(f"Case {row.case_ref} has no date {kind}; it has {known}.")
    chosen = [d for d in named if d.instance == instance] or ([] if instance else named)
    if len(chosen) != 1:
        which = words.listed([d.instance or "(without one)" for d in named])
        raise say.Usage(f"--instance: case {row.case_ref} has {len(named)} dates {kind}; expected one of {which}.")
    return chosen[0]
