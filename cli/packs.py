"""Court days: everything for one hearing in a folder, and every hearing of a court on a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from cli import desk, say
from cli.app import AsJson, By, Case, app
from speech import words

pack_app = typer.Typer(help="Papers for court: one hearing, or a whole court day.", rich_markup_mode="rich")
app.add_typer(pack_app, name="pack", no_args_is_help=True)

Advocate = Annotated[str | None, typer.Option("--advocate", metavar="NAME", help="Who speaks for us at the hearing.")]
Right = Annotated[
    str | None,
    typer.Option(
        "--right", metavar="RIGHT", help="By what right, with --advocate: officer, exempt, solicitor or counsel."
    ),
]
Out = Annotated[
    Path | None, typer.Option("--out", "-o", metavar="DIR", help="Where to put it; else a new folder here.")
]

Costs = Annotated[
    str | None, typer.Option("--costs", metavar="POUNDS", help="The legal representative's costs, for a claim.")
]
HumanRights = Annotated[
    str | None,
    typer.Option("--human-rights", metavar="yes|no", help="Whether human rights issues are raised, for a claim."),
]
FeeAccount = Annotated[
    str | None, typer.Option("--fee-account", metavar="NUMBER", help="The account that pays court fees, for a claim.")
]


@pack_app.command("hearing")
@say.reports
def hearing_pack(
    case: Case,
    out: Out = None,
    files: Annotated[
        Path | None,
        typer.Option("--files", metavar="DIR", help="PDFs to bind in, each named by its section: `C tenancy.pdf`."),
    ] = None,
    advocate: Advocate = None,
    right: Right = None,
    as_json: AsJson = False,
) -> None:
    """Everything for the next hearing of a case: hearing note, order, proportionality record, and the bundle as one PDF."""
    from activities.packs import hearing
    from activities.packs.contents import contents
    from activities.packs.outside import read_outside

    brought, speaks = read_outside(files) if files else (), _speaks(advocate, right)
    with desk.memory() as connection:
        row = desk.find_case(connection, case)
        today = desk.today_of(row)
        found = contents(connection, row, today=today, outside=brought, advocate=speaks)
        target = out or Path(f"{row.case_ref} hearing {found.hearing.on.isoformat()}")
        with hearing.whole(target) as folder:
            told = hearing.write(found, folder, made_at=desk.now_of(row))
    if as_json:
        say.put_json({**told, "folder": str(target.resolve())})
        return
    say.put(f"Written to {target.resolve()}.", style="bold")
    _tell(told)


@pack_app.command("court-day")
@say.reports
def court_day_pack(
    court: Annotated[str, typer.Option("--court", metavar="NAME", help="The court, as the hearings name it.")],
    day: Annotated[str, typer.Option("--date", metavar="DAY", help="The day: 2026-12-01, 01/12/2026 or today.")],
    out: Out = None,
    files: Annotated[
        Path | None,
        typer.Option("--files", metavar="DIR", help="A folder of PDFs for each case, named by the case."),
    ] = None,
    advocate: Advocate = None,
    right: Right = None,
    as_json: AsJson = False,
) -> None:
    """Every hearing of a court on a day: a list on one page with what is ready and what is missing, and every pack."""
    from activities.packs import court_day, hearing

    try:
        on = words.read_day(day, today=desk.today_of())
    except words.Unreadable as unreadable:
        raise say.Usage(f"--date: {day!r} was given; expected {unreadable}.") from None
    speaks = _speaks(advocate, right)
    if files and not files.is_dir():
        raise say.NotFound(f"There is no folder {files}.")
    with desk.memory() as connection:
        rows = court_day.hearings(connection, court, on)
        target = out or Path(f"{court.strip()} {on.isoformat()}")
        with hearing.whole(target) as folder:
            listed = court_day.write(
                connection,
                rows,
                folder,
                name=court.strip(),
                day=on,
                now=desk.now_of,
                today=desk.today_of,
                outside=files,
                advocate=speaks,
            )
    if as_json:
        receipts = [one.receipt for one in listed]
        say.put_json({"court": court.strip(), "on": on, "folder": str(target.resolve()), "hearings": receipts})
        return
    say.put(f"Written to {target.resolve()}.", style="bold")
    ready = sum(one.receipt["ready"] for one in listed)
    say.put(f"{words.count(len(listed), 'hearing')}, {ready} ready.")
    for one in listed:
        mark = "ready" if one.receipt["ready"] else f"{words.count(len(one.missing), 'thing')} missing"
        say.put(f"{words.moment(one.at)}  {one.row.case_ref}: {mark}")
        for line in one.missing:
            say.put(f"- {line}", indent=2)


@pack_app.command("claim")
@say.reports
def claim_pack(
    case: Case,
    out: Out = None,
    costs: Costs = None,
    human_rights: HumanRights = None,
    fee_account: FeeAccount = None,
    schedule_served_on: Annotated[
        str | None,
        typer.Option(
            "--schedule-served-on",
            metavar="DAY",
            help="PCOL: plead a summary, the whole schedule having been given to every defendant by this day.",
        ),
    ] = None,
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """One claim three times: on paper, for PCOL's boxes, for the possession service; and all that is missing or too long."""
    from activities.packs import claim, hearing

    with desk.memory() as connection:
        row = desk.find_case(connection, case)
        options = claim_options(costs, human_rights, fee_account, schedule_served_on, today=desk.today_of(row))
        who = desk.officer(by, connection=connection, row=row)
        found = claim.capture(connection, row, by=who, now=desk.now_of(row), options=options)
        target = out or Path(f"{row.case_ref} claim {found.begun_on}")
        with hearing.whole(target) as folder:
            told = claim.write(found, folder, made_at=desk.now_of(row))
    if as_json:
        say.put_json({**told, "folder": str(target.resolve())})
        return
    say.put(f"Written to {target.resolve()}.", style="bold")
    for name, ready in told["ready"].items():
        say.put(f"{words.plain(name)}: {'ready' if ready else 'not ready'}")
    for title, lines in claim.sections(told):
        say.heading(f"{title}: {len(lines)}")
        for line in lines:
            say.put(f"- {line}", indent=2)


def _speaks(advocate: str | None, right: str | None) -> dict[str, str]:
    from activities.papers.hearing import AUDIENCE

    if not advocate and not right:
        return {}
    if not advocate or not advocate.strip():
        raise say.Usage("--right: it says by what right somebody speaks for us; --advocate names them.")
    if right not in AUDIENCE:
        raise say.Usage(f"--right: {right or 'nothing'} was given; expected one of {', '.join(AUDIENCE)}.")
    return {"advocate": advocate.strip(), "right": right}


def claim_options(
    costs: str | None, human_rights: str | None, fee_account: str | None, served: str | None, *, today: date
) -> dict[str, Any]:
    """What no event of a claim says, by name. Raises say.Usage for what cannot be read."""
    found: dict[str, Any] = {}
    try:
        if costs is not None:
            found["costs"] = words.read_money(costs)
    except words.Unreadable as unreadable:
        raise say.Usage(f"--costs: {costs!r} was given; expected {unreadable}.") from None
    if human_rights is not None:
        if human_rights not in ("yes", "no"):
            raise say.Usage(f"--human-rights: {human_rights!r} was given; expected yes or no.")
        found["human_rights"] = human_rights
    if fee_account:
        found["fee_account"] = fee_account
    try:
        if served is not None:
            found |= {"summary": "yes", "schedule_served_on": words.read_day(served, today=today).isoformat()}
    except words.Unreadable as unreadable:
        raise say.Usage(f"--schedule-served-on: {served!r} was given; expected {unreadable}.") from None
    return found


def _tell(told: dict[str, Any]) -> None:
    bound = told["bundle"]
    say.put(f"The bundle has {words.count(bound['pages'], 'page')} and {bound['size_mb']} MB.")
    if told["papers"]:
        paper = told["papers"][0]
        kind = "reading copies made" if paper["reading_copy"] else "made"
        say.put(f"PDFs {kind} by {paper['converter']} {paper['converter_version']}; the Word files are the record.")
    for title, lines in (
        (f"Missing: {words.count(len(told['missing']), 'thing')}", told["missing"]),
        ("Bring: not written here", told["to_bring"]),
        ("Tell the judge", told["to_tell"]),
        ("Left out of the bundle", told["left_out"]),
    ):
        if lines:
            say.heading(title)
            for line in lines:
                say.put(f"- {line}", indent=2)
    if not told["missing"]:
        say.put("Ready: nothing is missing.", style="bold")
