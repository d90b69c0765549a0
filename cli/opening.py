"""Opens a case for one account."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from cli import desk, say
from cli.app import AsJson, By, app
from speech import words


@app.command("open")
@say.reports
def open_case(
    account: Annotated[str, typer.Argument(metavar="ACCOUNT", help="The rent account.")],
    on: Annotated[str, typer.Option("--on", metavar="DAY", help="The day on which it is opened.")] = "today",
    owner: Annotated[
        str | None, typer.Option(metavar="E-MAIL", help="Whose case it is; else the account's officer.")
    ] = None,
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """Opens a case. An account has at most one open case: a second is impossible."""
    from cli import outcome
    from store import accounts
    from workflows import gateway

    today = desk.today_of()
    try:
        day = words.read_day(on, today=today)
    except words.Unreadable as unreadable:
        raise say.Usage(f"--on: {on!r} was given; expected {unreadable}.") from None
    with desk.memory() as connection:
        try:
            found = accounts.get(connection, account.strip())
        except accounts.AccountNotFound as error:
            raise say.NotFound(str(error)) from None
        named = by or desk.settings_user()
        who = desk.officer(by, connection=connection) if named or not found.officer_email else found.officer_email

        async def work() -> Any:
            client = await desk.client()
            return await gateway.open_case(
                client,
                connection,
                found.account_ref,
                by=who,
                on=day,
                owner=owner or found.officer_email,
                now=desk.now_of(),
            )

        opened = desk.wait_for(work())
        report = gateway.outcome(connection, opened.case_ref, opened.receipt.step)
    if opened.already:
        sentence = (
            f"The account {found.account_ref} has the open case {opened.case_ref} already; a second one is impossible."
        )
        raise say.RefusedByRule(sentence, data={"sentence": sentence, "case_ref": opened.case_ref, "objections": []})
    if as_json:
        say.put_json(report)
    else:
        outcome.tell(report)
