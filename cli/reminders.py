"""The outbox: what waits, what was sent, and seeing to a reminder so that it is not passed up."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from cli import desk, say
from cli.app import AsJson, By, app
from speech import words

if TYPE_CHECKING:
    from store.outbox import OutboxRow

outbox_app = typer.Typer(help="Reminders: what waits, what was sent, and seeing to one.", rich_markup_mode="rich")
app.add_typer(outbox_app, name="outbox", no_args_is_help=True)


@outbox_app.command("list")
@say.reports
def outbox_list(
    case: Annotated[str | None, typer.Option(metavar="CASE", help="Only of this case.")] = None,
    to: Annotated[str | None, typer.Option(metavar="E-MAIL", help="Only to this officer.")] = None,
    sent: Annotated[
        bool | None, typer.Option("--sent/--waiting", help="Only those sent, or only those waiting.")
    ] = None,
    void: Annotated[bool, typer.Option("--void", help="Those made void by a later step too.")] = False,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="At most so many.")] = 50,
    as_json: AsJson = False,
) -> None:
    """Reminders in the order of their time."""
    from store import outbox

    with desk.memory() as connection:
        ref = desk.find_case(connection, case).case_ref if case else None
        found = outbox.rows(connection, case_ref=ref, audience_email=to, sent=sent, with_void=void, limit=limit)
    if as_json:
        say.put_json([row.model_dump(mode="json") for row in found])
        return
    rows = [
        (str(row.id)[:8], words.moment(row.not_before), row.case_ref, row.audience_email, row.subject, _reminder(row))
        for row in found
    ]
    say.table(("Id", "Not before", "Case", "To", "Subject", "State"), rows, keep=("Id", "Not before", "Case"))
    say.put(words.count(len(found), "reminder") + ".", style="dim")


@outbox_app.command("acknowledge")
@say.reports
def outbox_acknowledge(
    reminder: Annotated[str, typer.Argument(metavar="ID", help="The reminder's id, or the first letters of it.")],
    by: By = None,
) -> None:
    """Somebody has seen to it: this date is not passed up to a leader any more."""
    from store import outbox

    with desk.memory() as connection:
        found = _reminder_of(reminder, outbox.rows(connection, with_void=True))
        who = desk.officer(by, connection=connection)
        if found.sent_at is None:
            raise say.RefusedByRule(
                f"The reminder {reminder} has not been sent, so there is nothing to acknowledge: it goes out on "
                f"{words.moment(found.not_before)}."
                if found.made_void_at is None
                else f"The reminder {reminder} was made void by a later step, so there is nothing to acknowledge."
            )
        touched = outbox.acknowledge(connection, found.id, by=who, at=datetime.now(UTC))
    say.put(f"Acknowledged: {words.count(touched, 'reminder')} of that date.")


def _reminder_of(typed: str, rows: list[OutboxRow]) -> OutboxRow:
    matching = [row for row in rows if str(row.id).startswith(typed.strip().lower())]
    if not matching:
        raise say.NotFound(f"There is no reminder {typed}. `duecourse outbox list` shows them.")
    if len(matching) > 1:
        raise say.Usage(f"{len(matching)} reminders begin with {typed}; expected more letters of the id.")
    return matching[0]


def _reminder(row: OutboxRow) -> str:
    if row.acknowledged_at:
        return f"acknowledged by {row.acknowledged_by}"
    if row.made_void_at:
        return "void"
    return f"sent {words.moment(row.sent_at)}" if row.sent_at else "waiting"
