"""An officer says what happened: one event typed in, or many out of a file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from uuid import uuid4

import typer

from cli import desk, say
from cli.app import AsJson, app
from speech import words

if TYPE_CHECKING:
    from cases.events import Event
    from store.board import BoardRow
    from store.db import Connection

# The fields behind an event are its own and come from the register, so they are read here and not by typer.
_OWN_FIELDS = {"allow_extra_args": True, "ignore_unknown_options": True}


@app.command(context_settings=_OWN_FIELDS, add_help_option=False)
@say.reports
def record(
    context: typer.Context,
    case: Annotated[
        str, typer.Argument(metavar="CASE|FILE.csv", help="A case or an account; or a file of many events.")
    ] = "",
    event: Annotated[str, typer.Argument(metavar="EVENT", help="What happened: `duecourse events` lists it.")] = "",
    on: Annotated[str | None, typer.Option("--on", metavar="DAY", help="When it happened.")] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="E-MAIL", help="Who records it.")] = None,
    as_fact: Annotated[
        bool, typer.Option("--as-fact", help="It has been done already: kept even when irregular.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would happen and change nothing.")] = False,
    as_json: AsJson = False,
    wants_help: Annotated[bool, typer.Option("--help", "-h", help="This help; after EVENT, its fields.")] = False,
) -> None:
    """Records what happened and tells what follows from it. `record CASE EVENT --help` shows an event's fields."""
    if not case or (wants_help and not event):
        typer.echo(context.get_help())
        raise typer.Exit(say.DONE if wants_help else say.USAGE)
    if case.lower().endswith(".csv"):
        _many(Path(case), [event, *context.args] if event else context.args, by=by, dry_run=dry_run, as_json=as_json)
        return
    if not event:
        raise say.Usage("Say what happened: record CASE EVENT --on DAY. `duecourse events` lists the events.")
    _one(
        case,
        event,
        context.args,
        on=on,
        by=by,
        as_fact=as_fact,
        dry_run=dry_run,
        as_json=as_json,
        wants_help=wants_help,
    )


def _one(
    case: str,
    name: str,
    tokens: list[str],
    *,
    on: str | None,
    by: str | None,
    as_fact: bool,
    dry_run: bool,
    as_json: bool,
    wants_help: bool,
) -> None:
    from cli import corrections, events, forms

    kind = forms.known(name)
    if wants_help:
        events.explain(kind, today=desk.today_of(), case_ref=case, tenants=_tenants_for_help(case))
        return
    if on is None:
        raise say.Usage(f"Say when it happened with --on DAY; expected {words.DAY_FORMS}.")
    if (board := desk.board_elsewhere()) is not None:
        if by is not None:
            raise say.Usage("The board knows by the key who records it: leave --by out, or DUE_COURSE_BOARD.")
        from cli import remote

        report = remote.record(board, case, kind, tokens, on=on, as_fact=as_fact, dry_run=dry_run)
        _told(report, dry_run=dry_run, as_json=as_json)
        return
    correcting = kind.kind == "corrected"
    texts = {} if correcting else forms.options(kind, tokens)
    with desk.memory() as connection:
        row = desk.find_case(connection, case)
        given = _given(connection, row, on=on, by=by, as_fact=as_fact, in_person=kind.kind in desk.IN_PERSON)
        made = corrections.build(connection, row, tokens, given) if correcting else forms.build(kind, texts, given)
        report = preview(connection, row, [made]) if dry_run else send(connection, row, [made])
    _told(report, dry_run=dry_run, as_json=as_json)


def _told(report: dict[str, Any], *, dry_run: bool, as_json: bool) -> None:
    from cli import outcome

    if as_json:
        say.put_json({**report, "dry_run": dry_run})
    else:
        outcome.tell(report, dry=dry_run)


def preview(connection: Connection, row: BoardRow, events: list[Event]) -> dict[str, Any]:
    """What recording these would do, with nothing written."""
    from workflows import gateway

    return gateway.preview(connection, row.case_ref, events, desk.now_of(row))


def send(connection: Connection, row: BoardRow, events: list[Event]) -> dict[str, Any]:
    """Records these as one step and gives its report."""
    from workflows import gateway

    async def work() -> dict[str, Any]:
        client = await desk.client()
        receipt = await gateway.record(client, connection, row.case_ref, events)
        return gateway.outcome(connection, row.case_ref, receipt.step)

    return desk.wait_for(work())


def _given(connection: Connection, row: BoardRow, *, on: str, by: str | None, as_fact: bool, in_person: bool) -> Any:
    from cli.forms import Given

    today = desk.today_of(row)
    return Given(
        event_id=str(uuid4()),
        happened_on=day_typed(on, today),
        recorded_at=desk.now_of(row),
        recorded_by=desk.officer(by, connection=connection, row=row, in_person=in_person),
        today=today,
        as_fact=as_fact,
        tenants=desk.tenants(row),
    )


def day_typed(text: str, today: date) -> date:
    """The day typed after --on."""
    try:
        return words.read_day(text, today=today)
    except words.Unreadable as unreadable:
        raise say.Usage(f"--on: {text!r} was given; expected {unreadable}.") from None


def _tenants_for_help(case: str) -> list[tuple[str, str]]:
    """Who may be named on this case; nothing when there is no such case or no stack to ask."""
    from store import accounts

    try:
        with desk.memory() as connection:
            row = desk.find_case(connection, case)
            known = desk.tenants(row)
            people = accounts.people(connection, accounts.get(connection, row.account_ref).tenancy_ref)
    except Exception as error:
        if isinstance(error, say.Problem) or desk.problem_of(error) is not None:
            return []  # help about an event is help all the same
        raise
    names = {p.person_ref: " ".join(part for part in (p.title, p.forename, p.surname) if part) for p in people}
    return [(ref, names.get(ref, "")) for ref in known]


def _many(path: Path, tokens: list[str], *, by: str | None, dry_run: bool, as_json: bool) -> None:
    from cli import batches

    if tokens:
        raise say.Usage(
            f"A file of events takes no fields of its own; {tokens[0]!r} was given. Put fields in its columns."
        )
    rows = batches.read(path)
    with desk.memory() as connection:
        results = batches.run(connection, rows, by=by, dry_run=dry_run)
    batches.tell(results, as_json=as_json, dry_run=dry_run)
