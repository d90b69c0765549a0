"""Words that are not ours: the law's own texts and a landlord's own wording, each approved by a second person."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli import desk, say
from cli.app import AsJson, app
from cli.law_change import day_of
from speech import words

if TYPE_CHECKING:
    from datetime import date

    from activities.wording import Proposed
    from store.db import Connection
    from store.wording import Kind, WordingRow
    from templates.manifest import Template
    from templates.verbatim import Block

templates_app = typer.Typer(
    help="The words of the papers: the law's own texts, and a landlord's own wording.", rich_markup_mode="rich"
)
block_app = typer.Typer(help="The law's own texts, word for word.", rich_markup_mode="rich")
app.add_typer(templates_app, name="templates", no_args_is_help=True)
templates_app.add_typer(block_app, name="block", no_args_is_help=True)

Language = Annotated[
    str,
    typer.Option(
        "--language", metavar="LANGUAGE", help="cy: the wording in Welsh, for who is to be written to in Welsh."
    ),
]
SignedBy = Annotated[str, typer.Option("--by", metavar="NAME", help="Who answers for it: of the officer register.")]


@templates_app.command("list")
@say.reports
def templates_list(
    on: Annotated[str, typer.Option(metavar="DAY", help="Which wording is used for this day.")] = "today",
    as_json: AsJson = False,
) -> None:
    """Every paper: whose wording is used, who approves it, which of its days counts, and on what it rests."""
    from activities import wording

    day = day_of("--on", on, desk.today_of())
    with desk.memory() as connection:
        found = wording.wordings(connection, day)
    if as_json:
        say.put_json({"day": day, "papers": found})
        return
    cells = []
    for one in found:
        open_ones = [f"own {v['version']} waits to be accepted" for v in one.own if not v["approved_by"]]
        in_welsh = [f"in Welsh {one.welsh}"] if one.welsh else []
        status = "; ".join([one.version if one.version.startswith("own") else "ours", *in_welsh, *open_ones])
        cells.append((one.paper, one.title, status, words.plain(one.approver), one.day, one.basis))
    columns = ("Paper", "Title", f"Wording on {words.day(day)}", "Approved by", "Its day", "Basis")
    say.table(columns, cells, keep=("Paper",))


@templates_app.command("take")
@say.reports
def templates_take(
    paper: Annotated[str, typer.Argument(metavar="PAPER", help="Such as E-01; `templates list` shows all.")],
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="Where to put it.")] = None,
    language: Language = "en",
) -> None:
    """The Word file of a paper as it is used today, to be changed and added as a landlord's own wording."""
    from store import wording
    from templates import package

    row, name = _paper(paper), _name(paper, language)
    with desk.memory() as connection:
        held = [one for one in wording.held(connection, "paper") if one.approved_by]
    today = desk.today_of()
    own, english = (wording.newest((one for one in held if one.name == wanted), today) for wanted in (name, row.paper))
    ours = english.content if english else row.source
    if name != row.paper:  # to be put into Welsh: the file's language and its days are already
        _put_down(own.content if own else package.for_welsh(ours), out, f"{row.paper}-cy.docx")
        return
    _put_down(ours, out, f"{row.paper}.docx")


@templates_app.command("show")
@say.reports
def templates_show(
    paper: Annotated[str, typer.Argument(metavar="PAPER", help="A paper of which an own wording was added.")],
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="Where to put its Word file.")] = None,
    language: Language = "en",
    as_json: AsJson = False,
) -> None:
    """What the newest own wording of a paper changes, for whoever is to accept it."""
    from activities import wording
    from store import wording as kept

    row = _paper(paper)
    with desk.memory() as connection:
        rows = kept.held(connection, "paper", _name(paper, language))
        if not rows:
            raise say.NotFound(f"No own wording of {row.paper} has been added.")
        found = wording.proposed(connection, rows[-1])
    if as_json:
        say.put_json(found)
        return
    _tell(found)
    if out:
        _put_down(rows[-1].content, out, "")


@templates_app.command("add")
@say.reports
def templates_add(
    file: Annotated[Path, typer.Argument(metavar="FILE.docx", help="The paper in the landlord's own words.")],
    paper: Annotated[str, typer.Option("--as", metavar="PAPER", help="Which paper it is.")],
    since: Annotated[str, typer.Option("--from", metavar="DAY", help="The first day that it is for.")],
    by: SignedBy,
    language: Language = "en",
    as_json: AsJson = False,
) -> None:
    """Takes a landlord's own wording of a paper in, and shows what it changes. It is used once a second person accepts it."""
    from activities import wording

    row, today = _paper(paper), desk.today_of()
    first = day_of("--from", since, today)
    content = read_file(file)
    with desk.memory() as connection:
        who = person(connection, by)
        try:
            in_welsh = _name(paper, language) != row.paper
            found = wording.propose(connection, row, content, since=first, today=today, by=who, in_welsh=in_welsh)
        except wording.WordingRefused as no:
            raise say.RefusedByRule(*no.sentences) from None
    if as_json:
        say.put_json(found)
        return
    _tell(found)
    more = " --language cy" if found.in_welsh else ""
    say.put(f"It is used once another person accepts it: `duecourse templates accept {row.paper}{more} --by NAME`.")


@templates_app.command("accept")
@say.reports
def templates_accept(
    paper: Annotated[str, typer.Argument(metavar="PAPER", help="The paper whose new wording was read.")],
    by: SignedBy,
    language: Language = "en",
    as_json: AsJson = False,
) -> None:
    """A second person, who read what the newest own wording changes, accepts it."""
    from activities import wording

    name = _name(paper, language)
    with desk.memory() as connection:
        version, who = waiting(connection, "paper", name, by)
        found = wording.proposed(connection, version)
        approve(connection, version, who)
    if as_json:
        say.put_json(found.model_copy(update={"accepted_by": who}))
        return
    _tell(found)
    say.put(
        f"Accepted by {who}: used for papers whose day is {words.day(max(version.since, desk.today_of()))} or later."
    )


def _tell(found: Proposed) -> None:
    in_welsh = " in Welsh," if found.in_welsh else ""
    say.put(
        f"{found.paper}{in_welsh} own version {found.version}, from {words.day(found.since)}, added by {found.added_by} "
        f"(SHA-256 {found.sha256[:12]}).",
        style="bold",
    )
    say.heading("What it changes:")
    for line in found.changes or ("no words",):
        say.put(line, indent=2)
    if found.not_said:
        say.put(f"It never says: {', '.join(found.not_said)}. Read whether it may do without.")


def _put_down(content: bytes, out: Path | None, name: str) -> None:
    """Writes a file where it was asked for, or here under a name of its own that is not taken."""
    target = out or Path(name)
    if out is None and target.exists():
        raise say.Usage(f"{target.resolve()} is there already and is left as it is; say where to put it with -o FILE.")
    try:
        target.write_bytes(content)
    except OSError as error:
        raise say.Failed(f"{target.resolve()} could not be written: {error.strerror}.") from None
    say.put(f"Written to {target.resolve()}.")


def _name(paper: str, language: str) -> str:
    """The name under which a wording of a paper in a language is kept. Raises NotFound, or Usage for another language."""
    from activities.papers import welsh

    if language.strip().lower() not in ("en", "en-gb", "cy", "cy-gb"):
        raise say.Usage(f"--language: {language!r} is not known here; cy (Welsh) is expected, or nothing for English.")
    row = _paper(paper)
    return welsh.named(row.paper) if language.strip().lower().startswith("cy") else row.paper


def _paper(code: str) -> Template:
    from templates.manifest import NoTemplate, template

    try:
        return template(code.strip())
    except NoTemplate as unknown:
        raise say.NotFound(str(unknown)) from None


@block_app.command("add")
@say.reports
def block_add(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The words alone, as plain text.")],
    name: Annotated[str, typer.Option("--as", metavar="BLOCK", help="Which text it is; `templates block list`.")],
    since: Annotated[str, typer.Option("--from", metavar="DAY", help="The first day on which the law reads so.")],
    by: SignedBy,
    until: Annotated[
        str | None, typer.Option("--to", metavar="DAY", help="The day on which it no longer does, where that is known.")
    ] = None,
    source: Annotated[str, typer.Option(metavar="URL", help="Where it was taken from.")] = "",
) -> None:
    """Takes a text of the law in. It stands in papers once a second person has signed it."""
    from activities import wording

    held = _block(name)
    first, last = _days(since, until)
    content = read_file(file)
    with desk.memory() as connection:
        who = person(connection, by)
        try:
            row = wording.add_block(connection, held, content, since=first, until=last, source=source, by=who)
        except wording.WordingRefused as no:
            raise say.RefusedByRule(*no.sentences) from None
    if held.blanks_from and held.blanks_confidence == "unconfirmed":
        say.put(
            f"That it has these blanks and no others is unconfirmed ({held.blanks_from}): compare them with the form."
        )
    papers = words.listed([one.paper for one in held.papers], "and")
    say.put(
        f"{held.block} version {row.version} is added, from {words.day(first)} (SHA-256 {row.sha256[:12]}).",
        style="bold",
    )
    say.put(
        f"Until another person has signed it (`duecourse templates block sign {held.block}`), {papers} stay specimens."
    )


@block_app.command("take")
@say.reports
def block_take(
    name: Annotated[str, typer.Argument(metavar="BLOCK", help="The text to be compared with its source.")],
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="Where to put it.")] = None,
) -> None:
    """The newest version of a text as it was added, for whoever is to compare it with its source and sign it."""
    from store import wording

    held = _block(name)
    with desk.memory() as connection:
        rows = wording.held(connection, "block", held.block)
    if not rows:
        raise say.NotFound(f"Nothing of {held.block} has been added.")
    row = rows[-1]
    if not row.sound:
        raise say.Failed(wording.changed(row))
    say.put(f"{held.block} version {row.version}: {held.what}. {held.law}.", style="bold")
    say.put(f"From {words.day(row.since)}, added by {row.added_by}{f' from {row.source}' if row.source else ''}.")
    _put_down(row.content, out, f"{held.block}.txt")


@block_app.command("sign")
@say.reports
def block_sign(
    name: Annotated[str, typer.Argument(metavar="BLOCK", help="The text that was compared with its source.")],
    by: SignedBy,
) -> None:
    """A second person, who compared the newest version of a text with its source, signs it."""
    held = _block(name)
    with desk.memory() as connection:
        row, who = waiting(connection, "block", held.block, by)
        approve(connection, row, who)
    say.put(
        f"{held.block} version {row.version} is signed by {who}; papers have it from {words.day(row.since)}.",
        style="bold",
    )


@block_app.command("list")
@say.reports
def block_list(
    on: Annotated[str, typer.Option(metavar="DAY", help="How they stand on this day.")] = "today",
    as_json: AsJson = False,
) -> None:
    """Every text that the law wants word for word: what is held, who signed it, and which papers stay specimens."""
    from activities import wording

    day = day_of("--on", on, desk.today_of())
    with desk.memory() as connection:
        stands = wording.standing(connection, day)
    lacking = wording.specimens(stands)
    if as_json:
        say.put_json({"day": day, "blocks": stands, "specimens": lacking})
        return
    cells = []
    for one in stands:
        row = next((v for v in one.versions if v["version"] == one.version), None)
        days = f"{words.day(row['since'])} to {words.day(row['until']) or 'now'}" if row else ""
        people = f"{row['added_by']}; {row['approved_by'] or 'nobody yet'}" if row else ""
        cells.append((one.block, one.standing, str(one.version or ""), days, people, ", ".join(one.papers), one.law))
    columns = ("Block", f"On {words.day(day)}", "Version", "In force", "Added by; signed by", "Papers", "Law")
    say.table(columns, cells, keep=("Block",))
    say.heading(f"Papers that stay specimens on {words.day(day)} ({len(lacking)}):")
    for paper in lacking:
        where = "" if paper.always else " (where the case needs it)"
        say.put(f"{paper.paper} {paper.title}: {', '.join(paper.missing)}{where}", indent=2)
    open_ones = [one for one in stands if one.blanks_confidence == "unconfirmed"]
    say.heading(f"Forms whose blanks nobody has compared with the form itself ({len(open_ones)}):")
    for one in open_ones:
        say.put(f"{one.block}: {', '.join(one.blanks)}: {one.blanks_from}", indent=2)


def person(connection: Connection, by: str) -> str:
    """The address of an officer of the register, by address or name. Raises Usage."""
    from store import landlords

    officers = landlords.officers(connection)
    named = [o.email for o in officers if by.strip().lower() in (o.email.lower(), o.name.lower())]
    if len(named) != 1:
        many = "more than one officer is" if named else "no officer is"
        raise say.Usage(
            f"--by: {many} called {by!r} in the landlord's register; the address of one of them is expected."
        )
    return named[0]


def waiting(connection: Connection, kind: Kind, name: str, by: str) -> tuple[WordingRow, str]:
    """The version that waits for a second person, and who that is. Raises NotFound or RefusedByRule."""
    from store import wording

    who = person(connection, by)
    try:
        return wording.waiting(connection, kind, name), who
    except wording.NothingHeld as no:
        raise say.NotFound(str(no)) from None
    except wording.NotApproved as no:
        raise say.RefusedByRule(str(no)) from None


def approve(connection: Connection, row: WordingRow, who: str) -> None:
    """The second person's approval. Raises RefusedByRule for whoever added it."""
    from store import wording

    try:
        wording.approve(connection, row, by=who)
    except wording.NotApproved as no:
        raise say.RefusedByRule(str(no)) from None


def _block(name: str) -> Block:
    from templates import verbatim

    try:
        return verbatim.block(name)
    except verbatim.NoBlock as unknown:
        raise say.NotFound(str(unknown)) from None


def _days(since: str, until: str | None) -> tuple[date, date | None]:
    today = desk.today_of()
    first = day_of("--from", since, today)
    last = day_of("--to", until, today) if until else None
    if last and last <= first:
        raise say.Usage(
            f"--to: {words.day(last)} is not after {words.day(first)}; the first day without it is expected."
        )
    return first, last


def read_file(file: Path) -> bytes:
    """The bytes of a file. Raises NotFound."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise say.NotFound(f"{file} could not be read: {error.strerror}.") from None
