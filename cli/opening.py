"""Opens a case for one account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import desk, say
from cli.app import AsJson, By, app
from speech import words

if TYPE_CHECKING:
    from datetime import date

    from cases.events import Event
    from store.accounts import AccountRow


ENDED = ("surrender", "abandonment", "death", "notice_to_quit", "transfer")


@app.command("open")
@say.reports
def open_case(
    account: Annotated[str, typer.Argument(metavar="ACCOUNT", help="The rent account.")],
    on: Annotated[str, typer.Option("--on", metavar="DAY", help="The day on which it is opened.")] = "today",
    ended: Annotated[
        str | None,
        typer.Option(metavar="HOW", help=f"For a tenancy that has ended, how it did: {words.listed(list(ENDED))}."),
    ] = None,
    owner: Annotated[
        str | None, typer.Option(metavar="E-MAIL", help="Whose case it is; else the account's officer.")
    ] = None,
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """Opens a case. An account has at most one open case: a second is impossible.

    Where the tenant has died or the tenancy has ended, the case is opened as what it is: on hold, or for the debt alone.
    """
    from cli import outcome
    from store import accounts, board
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

        standing = board.open_case_for_account(connection, found.account_ref)
        events = [] if standing else _as_it_stands(found, day, ended, who)

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
                events=events,
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


def _as_it_stands(account: AccountRow, day: date, ended: str | None, by: str) -> list[Event]:
    """What the landlord says of the account and what a case has to know from its first day. Refused where there is none.

    A home that stands empty has no case; of a tenancy that has ended, how it ended has to be said.
    """
    from uuid import uuid4

    from cases.events import load

    if ended is not None and ended not in ENDED:
        raise say.Usage(f"--ended {ended!r} was given; expected {words.listed(list(ENDED))}.")
    ref, end = account.account_ref, account.tenancy_end
    over = account.account_status == "former" or (end is not None and end <= day)
    told = {"event_id": str(uuid4()), "recorded_at": desk.now_of(), "recorded_by": by}
    if account.account_status == "void":
        raise _refused(f"{ref} is the account of a void home: nobody lives there under a tenancy, so it has no case.")
    if over:
        when = f" on {words.day(end)}" if end else ""
        if ended is None:
            raise _refused(
                f"The tenancy of {ref} ended{when}, so possession cannot be sought and an ordinary case cannot be opened.",
                f"`duecourse open {ref} --ended HOW` opens one for its debt; HOW is {words.listed(list(ENDED))}.",
            )
        return [load({**told, "kind": "tenancy_ended", "happened_on": max(day, end) if end else day, "how": ended})]
    if ended is not None:
        raise _refused(
            f"The landlord's files do not say that the tenancy of {ref} has ended.",
            f"Open the case without --ended, and then: `duecourse record {ref} tenancy-ended --how {ended}`.",
        )
    if account.account_status == "deceased":
        return [load({**told, "kind": "hold_opened", "happened_on": day, "hold": "deceased"})]
    return []


def _refused(*sentences: str) -> say.RefusedByRule:
    return say.RefusedByRule(*sentences, data={"sentence": " ".join(sentences), "objections": []})
