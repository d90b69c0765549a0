"""Files that show what happened: taken in for an event or a paragraph of the protocol, listed, taken out, withdrawn."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from uuid import uuid4

import typer

from cli import desk, say
from cli.app import AsJson, By, Case, app
from speech import words

if TYPE_CHECKING:
    from store.board import BoardRow
    from store.db import Connection
    from store.evidence import EvidenceRow

evidence_app = typer.Typer(help="Files that show what happened on a case.", rich_markup_mode="rich")
app.add_typer(evidence_app, name="evidence", no_args_is_help=True)

Number = Annotated[str, typer.Argument(metavar="ID", help="The file's id, or the first letters of it.")]


@evidence_app.command("add")
@say.reports
def add(
    case: Case,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A PDF, JPEG, PNG, Word file (.docx) or e-mail (.eml).")],
    what: Annotated[
        str,
        typer.Option(
            "--for", metavar="WHAT", help="A paragraph of the protocol, or an event's number in `show CASE --history`."
        ),
    ],
    tenant: Annotated[
        str | None, typer.Option(metavar="PERSON", help="Of a paragraph that is kept for each tenant: which.")
    ] = None,
    says: Annotated[str, typer.Option(metavar="WORDS", help="What the file shows.")] = "",
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """Takes a file in. What it is, its content says and not its name; the same file for the same thing is kept once."""
    from store import evidence

    largest = desk.settings().evidence_max_mb
    content = _read(file, largest)
    with desk.memory() as connection:
        row = desk.find_case(connection, case)
        who = desk.officer(by, connection=connection)
        about = _about(connection, row, what.strip(), tenant)
        try:
            kept = evidence.add(
                connection, number=uuid4(), case_ref=row.case_ref, name=file.name, content=content, by=who, says=says,
                largest_mb=largest, **about,
            )  # fmt: skip
        except evidence.Unfit as unfit:
            raise say.Usage(f"{file.name}: {unfit}") from None
    if as_json:
        say.put_json(kept.model_dump(mode="json"))
        return
    say.put(f"Kept with case {row.case_ref}: {kept.name} ({kept.kind.upper()}), {str(kept.id)[:8]}.")


@evidence_app.command("list")
@say.reports
def listed(case: Case, as_json: AsJson = False) -> None:
    """The files of a case, withdrawn ones too."""
    from store import evidence

    with desk.memory() as connection:
        row = desk.find_case(connection, case)
        found = evidence.of_case(connection, row.case_ref)
    if as_json:
        say.put_json([one.model_dump(mode="json") for one in found])
        return
    rows = [(str(f.id)[:8], f.name, f.kind.upper(), _for(f), words.moment(f.added_at), _state(f)) for f in found]
    say.table(("Id", "File", "Kind", "For", "Taken in", "State"), rows, keep=("Id", "File", "Kind"))
    say.put(f"{words.count(len(found), 'file')} on case {row.case_ref}.", style="dim")


@evidence_app.command("get")
@say.reports
def get(
    case: Case,
    number: Number,
    out: Annotated[
        Path | None,
        typer.Option(
            "-o", "--out", metavar="FILE", help="Where it is put, - for stdout; else here, under its own name."
        ),
    ] = None,
    by: By = None,
) -> None:
    """Takes a file out, which is noted, and says where it is."""
    from store import desk as log
    from store import evidence

    with desk.memory() as connection:
        row = desk.find_case(connection, case)
        who = desk.officer(by, connection=connection, row=row)
        one = _one(connection, row, number)
        found = evidence.get(connection, row.case_ref, one.id)
        if found is None:
            raise say.NotFound(f"The file {one.name} was withdrawn ({one.withdrawn_why}), so it is not given out.")
        log.note(connection, who, "evidence_taken_out", case_ref=row.case_ref, file=one.name)
    content = found[1]
    if out is not None and str(out) == "-":
        sys.stdout.buffer.write(content)
        return
    target = out / one.name if out is not None and out.is_dir() else out or Path(one.name)
    try:
        with target.open("wb" if out is not None and not out.is_dir() else "xb") as writing:
            writing.write(content)
    except FileExistsError:
        raise say.Usage(f"{target} is there already; -o FILE says where else to put it.") from None
    except OSError as fault:
        raise say.Failed(f"{target} could not be written: {fault.strerror}.") from None
    say.put(f"Written to {target.resolve()}.")


@evidence_app.command("withdraw")
@say.reports
def withdraw(
    case: Case,
    number: Number,
    why: Annotated[str, typer.Option(metavar="WORDS", help="Why it should not have been taken in.")],
    by: By = None,
) -> None:
    """Says that a file was taken in by mistake: it stays listed and is not given out any more."""
    from store import evidence

    if not why.strip():
        raise say.Usage("--why: say why the file is withdrawn.")
    with desk.memory() as connection:
        row = desk.find_case(connection, case)
        who = desk.officer(by, connection=connection)
        one = _one(connection, row, number)
        if not evidence.withdraw(connection, row.case_ref, one.id, by=who, why=why.strip()[:1000]):
            raise say.RefusedByRule(f"The file {one.name} was withdrawn already, so there is nothing to withdraw.")
    say.put(f"Withdrawn: {one.name}.")


def _read(file: Path, largest_mb: int) -> bytes:
    from store.evidence import too_large

    try:
        with file.open("rb") as reading:  # never more than a little beyond the limit
            content = reading.read(largest_mb * 1024 * 1024 + 1)
    except OSError as fault:
        raise say.NotFound(f"{file} cannot be read: {fault.strerror}.") from None
    if len(content) > largest_mb * 1024 * 1024:
        raise say.Usage(f"{file.name}: {too_large(largest_mb)}")
    return content


def _about(connection: Connection, row: BoardRow, what: str, tenant: str | None) -> dict[str, Any]:
    """What the file is for: an event by its number, or a paragraph by its own name."""
    import cases.rules  # noqa: F401  # first, because the rules and the protocol import each other
    from cases import protocol
    from cases.state import State
    from store import ledger

    if what.isdecimal():
        if tenant:
            raise say.Usage("--tenant goes with a paragraph of the protocol; an event has its tenants already.")
        found = next((e for e in ledger.events(connection, row.case_ref) if e.seq == int(what)), None)
        if found is None:
            raise say.NotFound(
                f"Case {row.case_ref} has no event {what}. `show {row.case_ref} --history` numbers them."
            )
        return {"event_id": found.event_id}
    rows = protocol.rows(State.model_validate(row.state), desk.today_of(row))
    paragraphs = list(dict.fromkeys(r.paragraph for r in rows))
    if what not in paragraphs:
        held = f"it has {words.listed(paragraphs)}" if paragraphs else "no protocol is held for this tenancy"
        raise say.Usage(f"--for: {what!r} is no paragraph of this case's protocol; {held}, or give an event's number.")
    whose = [r.tenant for r in rows if r.paragraph == what]
    if None in whose:
        if tenant:
            raise say.Usage(f"--tenant: paragraph {what} is kept for the case and not for each tenant.")
        return {"paragraph": what}
    chosen = tenant or (whose[0] if len(set(whose)) == 1 else None)
    if chosen not in whose:
        named = words.listed(sorted({str(w) for w in whose}))
        raise say.Usage(f"--tenant: paragraph {what} is kept for each tenant; expected {named}.")
    return {"paragraph": what, "tenant": chosen}


def _one(connection: Connection, row: BoardRow, typed: str) -> EvidenceRow:
    from store import evidence

    matching = [f for f in evidence.of_case(connection, row.case_ref) if str(f.id).startswith(typed.strip().lower())]
    if not matching:
        raise say.NotFound(
            f"Case {row.case_ref} has no file {typed}. `duecourse evidence list {row.case_ref}` shows them."
        )
    if len(matching) > 1:
        raise say.Usage(f"{len(matching)} files begin with {typed}; expected more letters of the id.")
    return matching[0]


def _for(file: EvidenceRow) -> str:
    if file.paragraph is None:
        return f"event {str(file.event_id)[:8]}"
    return f"{file.paragraph} {file.tenant}" if file.tenant else file.paragraph


def _state(file: EvidenceRow) -> str:
    return f"withdrawn: {file.withdrawn_why}" if file.withdrawn_at else "kept"
