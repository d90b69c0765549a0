"""Proofs and repairs: rebuild, check, replay, revive and resolve; and the clock of a demonstration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import desk, say
from cli.app import AsJson, By, Case, app
from speech import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.demonstration import Moved
    from store.rebuild import Difference


@app.command()
@say.reports
def rebuild(
    only_check: Annotated[bool, typer.Option("--check", help="Compare only, and leave the board as it is.")] = False,
    as_json: AsJson = False,
) -> None:
    """Folds every record again, rebuilds the board from nothing, and proves both identical."""
    from store.rebuild import rebuild as fold_everything

    with desk.memory() as connection, connection.transaction(force_rollback=only_check):
        found = fold_everything(connection)
    if as_json:
        say.put_json({**found.model_dump(mode="json"), "identical": found.identical, "kept": not only_check})
    else:
        say.put(f"{words.count(found.cases, 'case')} folded from {words.count(found.events, 'event')}.")
        for difference in found.differences[:50]:
            _tell_difference(difference)
        if found.identical:
            say.put("The board is identical to what its record says.", style="bold")
        else:
            kept = "The board was left as it was." if only_check else "The board now has what the record says."
            rows = words.count(len(found.differences), "row")
            say.put(f"{rows} of the board differed from what the record says. {kept}", style="bold")
    if not found.identical:
        raise typer.Exit(say.FAILED)


@app.command("fast-forward")
@say.reports
def fast_forward(
    case: Case,
    by_how_much: Annotated[str, typer.Argument(metavar="14d", help="How far: 14d, 2w or 36h.")],
    paid: Annotated[
        str | None,
        typer.Option(metavar="POUNDS", help="What is paid on each day that rent falls due; else nobody pays."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Moves one case's own clock, and its account with it, on the embedded server: a demonstration, no other case's.

    The rent of the days gone by is charged as a demonstration's. The landlord's next files take its place.
    """
    from cases.deadlines import following
    from cases.state import State
    from workflows import gateway

    try:
        delta = words.read_span(by_how_much)
    except words.Unreadable as unreadable:
        raise say.Usage(f"{by_how_much!r} was given; expected {unreadable}.") from None
    try:
        paid_pence = words.read_money(paid) if paid is not None else 0
    except words.Unreadable as unreadable:
        raise say.Usage(f"--paid {paid!r} was given; expected {unreadable}.") from None
    if paid_pence < 0:
        raise say.Usage(f"--paid {paid!r} was given; expected nothing below nought.")
    with desk.memory() as connection:
        before = desk.find_case(connection, case)

        async def work() -> Any:
            client = await desk.client()
            day = await gateway.fast_forward(client, connection, before.case_ref, delta)
            return day, await gateway.move_account(client, connection, before.case_ref, paid_pence=paid_pence)

        today, account = desk.wait_for(work())
        after = desk.find_case(connection, before.case_ref)
    first = following(State.model_validate(after.state), today)
    if as_json:
        moved = {"case_ref": after.case_ref, "today": today, "stage": after.stage, "position": after.position}
        moved |= {"next_on": first.act_on if first else None, "next_label": first.label if first else None}
        say.put_json({**moved, "account": account.model_dump(mode="json") if account else None})
        return
    say.put(f"Case {after.case_ref}: its today is {words.day(today)}.", style="bold")
    was = f" (was {before.position_label})" if before.position_label != after.position_label else ""
    say.put(f"{after.position_label}{was}", indent=2)
    if first:
        say.put(f"Next: {words.day(first.act_on)}, {first.label}", indent=2)
    if after.needs_attention:
        say.put(f"Needs attention: {after.needs_attention}", indent=2, style="bold")
    if account:
        for sentence in _moved(account):
            say.put(sentence, indent=2)


def _moved(account: Moved) -> Iterator[str]:
    """What a demonstration did to the account, in sentences."""
    times = words.count(len(account.rent_days), "rent day")
    span = f"from {words.day(account.since)} to {words.day(account.until)}"
    paid = f"{words.money(account.paid_pence)} was paid" if account.paid_pence else "nothing was paid"
    yield (
        f"Demonstration, {span}: {times}, {words.money(account.charged_pence)} charged and {paid}. "
        f"The account stands at {words.money(account.balance_pence)}, {words.money(account.arrears_pence)} of it rent arrears."
    )
    if account.typed_as_at:
        yield f"The balance typed for {words.day(account.typed_as_at)} gave way to it."
    yield "No landlord made these postings; the landlord's next files for this account take their place."


@app.command()
@say.reports
def check(as_json: AsJson = False) -> None:
    """Proves that no case is stuck, that a worker is there, and that Temporal and PostgreSQL agree; lists what breaks it."""
    from workflows import gateway

    with desk.memory() as connection:

        async def work() -> Any:
            return await gateway.check(await desk.client(), connection)

        found = desk.wait_for(work())
    if as_json:
        say.put_json([finding.model_dump(mode="json") for finding in found])
    else:
        rows = [(finding.case_ref, words.plain(finding.kind), finding.sentence) for finding in found]
        if rows:
            say.table(("Case", "What", "Why"), rows, keep=("Case", "What"))
            say.put(f"{words.count(len(rows), 'thing')} to look at.", style="bold")
        else:
            say.put("No case is stuck, and Temporal and PostgreSQL agree.", style="bold")
    if found:
        raise typer.Exit(say.FAILED)


@app.command()
@say.reports
def replay(case: Case, as_json: AsJson = False) -> None:
    """Replays the case's history in Temporal with today's code."""
    from workflows import gateway

    with desk.memory() as connection:
        row = desk.find_case(connection, case)

    async def work() -> Any:
        return await gateway.replay(await desk.client(), row.workflow_id)

    found = desk.wait_for(work())
    if as_json:
        say.put_json({"case_ref": row.case_ref, **found.model_dump(mode="json"), "agrees": found.agrees})
    elif found.agrees:
        events, runs = words.count(found.events, "event"), words.count(found.runs, "run")
        say.put(f"Case {row.case_ref}: {events} in {runs} replayed, and today's code agrees with all of them.")
    else:
        say.put(
            f"Case {row.case_ref}: today's code parts from its history in run {found.run_id}: {found.fault}",
            style="bold",
        )
    if not found.agrees:
        raise typer.Exit(say.FAILED)


@app.command()
@say.reports
def revive(case: Case) -> None:
    """Starts the workflow of an open case that has none, from where its record says it stands."""
    from workflows import gateway

    with desk.memory() as connection:
        row = desk.find_case(connection, case)

        async def work() -> bool:
            return await gateway.revive(await desk.client(), connection, row.case_ref)

        started = desk.wait_for(work())
    if started:
        say.put(f"Case {row.case_ref} has a workflow again, at: {row.position_label}.")
    else:
        say.put(f"There was nothing to do: case {row.case_ref} has its workflow, and it is running.")


@app.command()
@say.reports
def resolve(
    case: Case,
    action: Annotated[
        str, typer.Argument(metavar="ACTION", help="retry what is held, drop it, or adopt what PostgreSQL has.")
    ],
    by: By = None,
) -> None:
    """Says what is done about a case that needs attention: retry, drop or adopt."""
    from workflows import gateway
    from workflows.contracts import Resolve

    if action not in ("retry", "drop", "adopt"):
        raise say.Usage(f"{action!r} was given; expected retry, drop or adopt.")
    with desk.memory() as connection:
        row = desk.find_case(connection, case)
        order = Resolve.model_validate({"action": action, "by": desk.officer(by, connection=connection, row=row)})

        async def work() -> bool:
            return await gateway.resolve(await desk.client(), connection, row.case_ref, order)

        acted = desk.wait_for(work())
        after = desk.find_case(connection, row.case_ref)
    if after.needs_attention:
        say.put(f"Case {row.case_ref} still needs attention: {after.needs_attention}")
    elif acted:
        say.put(f"Case {row.case_ref} needs no attention any more.")
    else:
        say.put(f"There was nothing to do: case {row.case_ref} needs no attention, and nothing is held.")


def _tell_difference(difference: Difference) -> None:
    before, after = difference.before, difference.after
    if before is None or after is None:
        what = "missing on the board" if before is None else "not in the record"
        say.put(f"- {difference.table} {difference.key}: {what}")
        return
    columns = [name for name in after if before.get(name) != after.get(name)]
    shown = "; ".join(f"{name} was {before.get(name)!r}, is {after.get(name)!r}" for name in columns if name != "state")
    say.put(f"- {difference.table} {difference.key}: {shown or 'state'}")
