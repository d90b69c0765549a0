"""One case: where it stands, its whole record, what may be done next, and its papers."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import desk, say
from cli.app import AsJson, Case, app
from speech import words

if TYPE_CHECKING:
    from activities.wording import WelshLacking
    from store.board import BoardRow
    from store.db import Connection


@app.command()
@say.reports
def show(
    case: Case,
    history: Annotated[bool, typer.Option("--history", help="Every event, decision and paper in order.")] = False,
    as_at: Annotated[
        str | None, typer.Option("--as-at", metavar="DAY", help="As it stood at the end of that day.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Where a case stands, or with --history how it came there."""
    with desk.memory() as connection:
        row = desk.find_case(connection, case)
        day = _day(as_at, desk.today_of(row)) if as_at else None
        if history:
            _history(connection, row, day, as_json)
        else:
            _standing(connection, row, day, as_json)


@app.command("next")
@say.reports
def next_steps(
    case: Case,
    everything: Annotated[
        bool, typer.Option("--all", help="Also what nothing on this case could lead to yet.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """What may be done now, what is blocked, why, and from which day."""
    from activities.ahead import steps as work_out
    from cases.state import State
    from cases.trial import matured, told
    from cli import ahead

    with desk.memory() as connection:
        row = desk.find_case(connection, case)
        steps = [step for step in work_out(connection, row, desk.now_of(row)) if everything or step.sensible]
        today = desk.today_of(row)
        lacking = _welsh(connection, row, today)
    state = matured(State.model_validate(row.state), today)
    if as_json:
        say.put_json(
            {
                "case_ref": row.case_ref,
                "today": today,
                "position": row.position,
                "tenancy": secure.model_dump(mode="json") if (secure := told(state)) else None,
                "welsh_missing": lacking.model_dump() if lacking else None,
                "steps": ahead.as_json(steps),
            }
        )
    else:
        ahead.tell(row, state, steps, today)
        if lacking:
            say.put(lacking.says, style="bold")


def _welsh(connection: Connection, row: BoardRow, today: date) -> WelshLacking | None:
    """What is missing for who is to be written to in Welsh; looked for in Wales alone."""
    if row.nation != "wales":
        return None
    from activities.wording import without_welsh
    from store import accounts

    account = accounts.get(connection, row.account_ref)
    return without_welsh(connection, account, accounts.people(connection, account.tenancy_ref), today)


@app.command()
@say.reports
def documents(
    case: Case,
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="One paper, by its file name: it is taken out.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "-o", "--out", metavar="FILE", help="Where it is put, - for stdout; else here, under its own name."
        ),
    ] = None,
    large_print: Annotated[
        bool, typer.Option("--large-print", help="A copy of NAME with no letter under 18 point; what is kept stays.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """The papers of a case. With NAME, writes that paper to FILE, else into the folder you are in; says where it is."""
    from store import documents as papers

    if large_print and name is None:
        raise say.Usage("Which paper in large print? Give its name; `duecourse documents CASE` lists them.")

    with desk.memory() as connection:
        row = desk.find_case(connection, case)
        if name is None:
            if out is not None:
                raise say.Usage(
                    f"Which paper? `duecourse documents {row.case_ref}` lists them; give its name before -o."
                )
            found = papers.list_for_case(connection, row.case_ref)
        else:
            one = papers.get(connection, row.case_ref, name)
    if name is None:
        _list_papers(row, found, as_json)
        return
    if one is None:
        raise say.NotFound(
            f"Case {row.case_ref} has no paper named {name}. `duecourse documents {row.case_ref}` lists them."
        )
    paper, content = one
    if as_json:
        say.put_json(_paper_json(paper))
        return
    if content is None:
        from cli.outcome import paper_state

        state = paper_state(paper.model_dump(mode="json")).rstrip(".")
        raise say.Failed(f"{name} has no content, because it is {state}.")
    called = Path(paper.name)
    if large_print:
        from templates import package

        content, called = package.enlarged(content), called.with_stem(f"{called.stem}_large_print")
    if out is not None and str(out) == "-":
        sys.stdout.buffer.write(content)
        return
    target = out or called
    if target.is_dir():
        target = target / called
    elif out is None and target.exists():
        raise say.Usage(f"{target.resolve()} is there already and is left as it is; say where to put it with -o FILE.")
    try:
        target.write_bytes(content)
    except OSError as error:
        raise say.Failed(f"{target.resolve()} could not be written: {error.strerror}.") from None
    say.put(f"Written to {target.resolve()}: {paper.paper}, {paper.status}, {words.count(len(content), 'byte')}.")
    if large_print:
        say.put("It is a copy in large print to read and to send; the paper of the record is the one without.")
    from cli.outcome import unsettled

    unsure = unsettled(paper.model_dump(mode="json"))
    if unsure:
        say.put(f"It rests on {words.listed(unsure, 'and')}: have it checked before it leaves.", style="bold")
    if paper.wrong_because:
        say.put(f"It is wrong now: {paper.wrong_because}", style="bold")


def _list_papers(row: BoardRow, found: list[Any], as_json: bool) -> None:
    from cli.outcome import paper_state

    if as_json:
        say.put_json([_paper_json(paper) for paper in found])
        return
    if not found:
        say.put(f"Case {row.case_ref} has no papers yet.")
        return
    rows = [
        (
            p.name,
            p.paper,
            p.recipient_ref or "",
            f"{p.step}",
            paper_state(p.model_dump(mode="json")),
            p.wrong_because or "",
        )
        for p in found
    ]
    say.table(
        ("Name", "Paper", "For", "Step", "State", "Wrong now because"), rows, right=("Step",), keep=("Name", "Paper")
    )
    say.put(f"{words.count(len(found), 'paper')} of case {row.case_ref}.", style="dim")


def _paper_json(paper: Any) -> dict[str, Any]:
    keys = "case_ref name paper recipient_ref step status specimen wrong_because refusals "
    keys += "content_sha256 facts_sha256 template_version wording"
    from cli.outcome import unsettled

    found = {key: getattr(paper, key) for key in keys.split()} | {"created_at": paper.created_at}
    return found | {"unsettled": unsettled(paper.model_dump(mode="json"))}


def _day(text: str, today: date) -> date:
    try:
        return words.read_day(text, today=today)
    except words.Unreadable as unreadable:
        raise say.Usage(f"--as-at: {text!r} was given; expected {unreadable}.") from None


def _standing(connection: Connection, row: BoardRow, day: date | None, as_json: bool) -> None:
    from cases.state import State
    from cases.trial import matured
    from cli import standing
    from store import accounts, board
    from store import documents as papers

    state = State.model_validate(row.state) if day is None else standing.as_at(connection, row.case_ref, day)
    dates = board.case_deadlines(connection, row.case_ref) if day is None else []
    wrong = [p for p in papers.list_for_case(connection, row.case_ref) if p.wrong_because] if day is None else []
    account = accounts.get(connection, row.account_ref)
    people = accounts.people(connection, account.tenancy_ref)
    today = day or desk.today_of(row)
    state = matured(state, today)
    if as_json:
        say.put_json(standing.as_json(row, state, dates, wrong, as_at=day))
    else:
        standing.tell(row, state, dates, wrong, account, people, today=today, as_at=day)


def _history(connection: Connection, row: BoardRow, day: date | None, as_json: bool) -> None:
    from cli import chronicle
    from store import documents as papers
    from store import ledger

    events = [e for e in ledger.events(connection, row.case_ref) if day is None or e.happened_on <= day]
    steps = {step.step: step for step in ledger.steps(connection, row.case_ref)}
    written = papers.list_for_case(connection, row.case_ref)
    if as_json:
        say.put_json(chronicle.as_json(row.case_ref, events, steps, written))
    else:
        chronicle.tell(row.case_ref, events, steps, written)
