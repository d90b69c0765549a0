"""A change of the law, seen and let in: what it does to open cases, new calendar days, rules that a person signs off."""

from __future__ import annotations

import io
import re
import subprocess
import tarfile
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import desk, say
from cli.app import AsJson, By
from cli.lawdesk import law_app
from speech import words

if TYPE_CHECKING:
    import law
    from activities.law_change import CaseChange, LawDiff
    from law.calendar_files import Found
    from law.packs import Value
    from store.db import Connection

calendar_app = typer.Typer(help="The calendars of bank holidays and closing days.", rich_markup_mode="rich")
law_app.add_typer(calendar_app, name="calendar", no_args_is_help=True)

SHOWN = 30  # cases and changes that a person is told one by one


@law_app.command("diff")
@say.reports
def diff(
    since: Annotated[
        str,
        typer.Option(
            metavar="DAY|REV", help="What was known at the end of that day (or 2026-12-01T09:00), or a git revision."
        ),
    ],
    apply: Annotated[
        bool, typer.Option("--apply", help="Let the cases it touches, and only those, read their dates again.")
    ] = False,
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """What has changed in the law since, which dates of which open cases move, which papers are wrong, who is told."""
    from workflows import gateway

    now = datetime.now(UTC)
    with desk.memory() as connection:
        old, new = _readings(connection, since, now)
        who = desk.officer(by, connection=connection) if apply else ""
        found = gateway.law_diff(connection, old, new, now=now)
        reached = _reach(connection, found, who, now) if apply else None
    _tell(found, reached, as_json, since=since)


@calendar_app.command("import")
@say.reports
def calendar_import(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="GOV.UK's bank-holidays.json, or a CSV or JSON list of days.")
    ],
    nation: Annotated[str | None, typer.Option(metavar="NATION", help="Only for england, wales or scotland.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Show what it would do, and keep nothing.")] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="Keep the days, and let the cases they touch read their dates again.")
    ] = False,
    removing: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Why days that are held now are to be no more.")
    ] = None,
    source: Annotated[str | None, typer.Option(metavar="URL", help="Where the file was seen.")] = None,
    seen_on: Annotated[str, typer.Option(metavar="DAY", help="When it was seen.")] = "today",
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """Bank holidays, closing days of court offices and local holidays: shows what they do to the open cases, then keeps them."""
    from law import calendar_files
    from law.calendars import CALENDARS, CalendarChange, calendar
    from law.reading import added, current
    from store import lawbook
    from workflows import gateway

    if check and yes:
        raise say.Usage("--check keeps nothing and --yes keeps the days: one of the two is expected.")
    only = calendar_files.OF_NATION.get(nation.strip().lower()) if nation else None
    if nation and only is None:
        raise say.Usage(f"--nation: {nation!r} was given; expected {words.listed(list(calendar_files.OF_NATION))}.")
    today = desk.today_of()
    seen = _day("--seen-on", seen_on, today)
    text = _text(file)
    now = datetime.now(UTC)
    with desk.memory() as connection:
        who = desk.officer(by, connection=connection) if yes else ""
        try:
            read = calendar_files.read(text, {name: calendar(name) for name in CALENDARS}, only=only)
        except calendar_files.BadFile as bad:
            raise say.Usage(f"{file.name}: {bad}") from None
        where = source or (calendar_files.GOV_UK if read.published else None)
        if where is None:
            raise say.Usage(
                "Say where these days were seen with --source: a page of the court or of the council is expected."
            )
        _left_out(read.left_out, as_json)
        _may_remove(read.found, removing)
        more = added()
        assert more is not None
        note = where if not removing else f"{where} (removed: {removing})"
        wanted = [
            CalendarChange(
                version=more.version + n,
                known_from=today,
                calendar=found.calendar,
                source=note,
                seen_on=seen,
                days=found.days,
                held_until=found.held_until,
            )
            for n, found in enumerate(read.found, start=1)
        ]
        old = current()
        with_them = more
        for change in wanted:
            with_them = with_them.and_change(change)
        new = law_reading(additions=with_them)
        found = gateway.law_diff(connection, old, new, now=now)
        if not yes or not wanted:
            _tell(found, None, as_json, kept=False if wanted else None)
            return
        with connection.transaction():
            kept = [lawbook.add_days(connection, change, by=who) for change in wanted]
        if [c.version for c in kept] != [c.version for c in wanted]:
            raise say.Failed(
                "Somebody else entered something meanwhile. The days are kept; "
                "`law diff --since` with --apply shows what they do and sends it to the cases."
            )
        reached = _reach(connection, found, who, now)
    _tell(found, reached, as_json, kept=True)


@law_app.command("signoff")
@say.reports
def signoff(
    rule: Annotated[
        str, typer.Argument(metavar="RULE", help="Such as england.warrant.life; `law questions` lists all.")
    ],
    by: Annotated[str, typer.Option(metavar="NAME", help="Who signs: of the legal team in the officer register.")],
    on: Annotated[str, typer.Option(metavar="DAY", help="When they did.")] = "today",
    note: Annotated[str, typer.Option(metavar="WORDS", help="What was read, and where.")] = "",
    only: Annotated[
        list[str] | None, typer.Option(metavar="KEY=VALUE", help="Only values for this, such as step=warrant.")
    ] = None,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Take the signature back.")] = False,
    as_json: AsJson = False,
) -> None:
    """A person with authority signs off a rule that is not confirmed; a value that changes later has to be signed anew."""
    from law.additions import SignOff
    from law.reading import added, current
    from store import lawbook
    from workflows import gateway

    today, now = desk.today_of(), datetime.now(UTC)
    day = _day("--on", on, today)
    if day > today:
        raise say.Usage(f"--on: {words.day(day)} has not come yet; the day of the signature is expected.")
    with desk.memory() as connection:
        values = _unsettled(rule, only or ())
        who = _lawyer(connection, by)
        more = added()
        assert more is not None
        prints = tuple(v.fingerprint() for v in values)
        signed = [p for v, p in zip(values, prints, strict=True) if more.signed(rule, v, current().known)]
        if withdraw and not signed:
            raise say.RefusedByRule(f"Nobody has signed {rule} off, so there is nothing to withdraw.")
        wanted = tuple(signed) if withdraw else tuple(p for p in prints if p not in signed)
        if not wanted:
            raise say.RefusedByRule(f"{rule} is signed off already, as it stands now.")
        old = law_reading(additions=more)
        with connection.transaction():
            lawbook.sign(
                connection,
                SignOff(
                    version=1,
                    known_from=today,
                    rule=rule,
                    values=wanted,
                    on=day,
                    by=who,
                    note=note,
                    stands=not withdraw,
                ),
            )
        new = law_reading(additions=lawbook.read(connection))
        found = gateway.law_diff(connection, old, new, now=now)
        reached = _reach(connection, found, who, now)
    if not as_json:
        done = "is not signed off any more" if withdraw else f"is signed off by {who} on {words.day(day)}"
        say.put(f"{rule} {done} ({words.count(len(wanted), 'value')}).", style="bold")
    _tell(found, reached, as_json)


@law_app.command("signatures")
@say.reports
def signatures(as_json: AsJson = False) -> None:
    """Every rule that is not confirmed: signed off by whom and when, or still to be signed."""
    from law.packs import packs
    from law.reading import added, current

    with desk.memory_if(needed=False):
        more, known = added(), current().known
        rows: list[dict[str, Any]] = [
            {
                "rule": pack.rule,
                "for": dict(value.applies),
                "in_force": value.in_force,
                "confidence": "signed_off" if signed else value.confidence,
                "by": signed.by if signed else None,
                "on": signed.on if signed else None,
                "note": signed.note if signed else "",
                "fingerprint": value.fingerprint(),
            }
            for pack in packs().values()
            for value in pack.value
            if value.confidence != "confirmed"
            for signed in (more.signed(pack.rule, value, known) if more else None,)
        ]
    if as_json:
        say.put_json(rows)
        return
    cells = [
        (
            *(str(r["rule"]), ", ".join(f"{k} {v}" for k, v in r["for"].items())),
            *(words.day(r["in_force"]), words.plain(str(r["confidence"])), str(r["by"] or ""), words.day(r["on"])),
        )
        for r in rows
    ]
    say.table(("Rule", "For", "In force", "How sure", "Signed by", "On"), cells, keep=("Rule", "In force", "On"))
    open_ones = sum(r["confidence"] != "signed_off" for r in rows)
    say.put(f"{words.count(len(rows), 'value')} not confirmed, {open_ones} of them not signed off.", style="dim")


def law_reading(**changes: Any) -> law.Reading:
    """The reading in force with something changed."""
    from dataclasses import replace

    from law.reading import current

    return replace(current(), **changes)


def _readings(connection: Connection, since: str, now: datetime) -> tuple[law.Reading, law.Reading]:
    """What was read then, and what is read now."""
    import law
    from law.calendars import parse as parse_calendars
    from law.packs import parse as parse_packs
    from law.reading import added
    from store import lawbook

    new = law_reading(additions=added(), known=law.Knowledge(on=law.dates.london_day(now)))
    try:
        at = _instant(since, now)
    except words.Unreadable:
        at = None
    if at is not None:
        if at > now:
            raise say.Usage(f"--since: {words.moment(at)} has not come yet; a day before today is expected.")
        day = law.dates.london_day(at)
        first = min(value.known_from for question in law.questions() for value in question.value)
        if day < first:
            raise say.Usage(
                f"--since: the packs were first entered on {words.day(first)}; that day or a later one is expected."
            )
        known = law.Knowledge(on=day, version=lawbook.version_at(connection, at))
        return law_reading(additions=added(), known=known), new
    texts = _of_revision(since)
    try:
        packs = parse_packs({n: t for n, t in texts.items() if n.startswith("law/packs/")})
        calendars = parse_calendars({n: t for n, t in texts.items() if re.fullmatch(r"law/calendars/[^/]+\.toml", n)})
    except Exception as fault:
        raise say.Failed(f"The packs of {since} cannot be read by today's code ({type(fault).__name__}).") from None
    return law_reading(additions=added(), packs=packs, calendars=calendars), new


def _instant(text: str, now: datetime) -> datetime:
    """The end of a day (of today: now), or the moment given. Raises Unreadable."""
    from law.dates import london_day, london_instant

    today = london_day(now)
    try:
        return words.read_moment(text, today=today)
    except words.Unreadable:
        day = words.read_day(text, today=today)
    return now if day == today else london_instant(day + timedelta(days=1), time=time(0, 0)) - timedelta(microseconds=1)


def _of_revision(revision: str) -> dict[str, str]:
    """The packs and calendars of a git revision, by path. Raises Usage."""
    from settings import CHECKOUT

    said = f"--since: {revision!r} was given; a day such as 2026-12-01, or a git revision of this checkout, is expected"
    if revision.startswith("-"):
        raise say.Usage(f"{said}.")
    command = ["git", "-C", str(CHECKOUT), "archive", "--format=tar", revision, "--", "law/packs", "law/calendars"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        raise say.Usage(f"{said}; git does not answer here.") from None
    if done.returncode != 0:
        why = "this is no git checkout" if not (CHECKOUT / ".git").exists() else "git knows no such revision with packs"
        raise say.Usage(f"{said}; {why}.")
    texts = {}
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        for entry in archive.getmembers():
            content = archive.extractfile(entry) if entry.isfile() and entry.name.endswith(".toml") else None
            if content is not None:
                texts[entry.name] = content.read().decode("utf-8")
    return texts


def _reach(connection: Connection, found: LawDiff, who: str, now: datetime) -> dict[str, str | None]:
    """Sends the change to the cases it touches; for each None, or why it was not reached."""
    from workflows import gateway

    if not found.open:
        return {}

    async def work() -> dict[str, Any]:
        return await gateway.review_law(await desk.client(), connection, found, by=who, now=now)

    told = desk.wait_for(work())
    return {ref: str(answer) if isinstance(answer, Exception) else None for ref, answer in told.items()}


def _may_remove(found: Sequence[Found], removing: str | None) -> None:
    gone = [f"{words.day(day.on)} ({day.name}, {f.calendar})" for f in found for day in f.removals]
    if gone and not (removing or "").strip():
        raise say.RefusedByRule(
            f"The file would remove {words.listed(gone, 'and')}, by which dates have been counted. "
            "If that is right, say why with --removing WORDS."
        )


def _unsettled(rule: str, only: Sequence[str]) -> list[Value]:
    """The newest values of a rule that are not confirmed. Raises NotFound or RefusedByRule."""
    from law.packs import packs

    pack = packs().get(rule)
    if pack is None:
        from difflib import get_close_matches

        near = get_close_matches(rule, packs(), n=3)
        hint = f" Did you mean {words.listed(near)}?" if near else " `duecourse law questions` lists them."
        raise say.NotFound(f"There is no rule called {rule!r}.{hint}")
    newest: dict[Any, Value] = {}
    for value in sorted(pack.value, key=lambda v: v.known_from):
        newest[value.in_force, tuple(sorted(value.applies.items()))] = value
    wanted = list(newest.values())
    for part in only:
        key, sign, given = part.partition("=")
        if not sign:
            raise say.Usage(f"--only: {part!r} was given; expected KEY=VALUE, such as step=warrant.")
        wanted = [v for v in wanted if str(v.applies.get(key)).lower() == given.lower()]
    if not wanted:
        raise say.NotFound(f"{rule} has no value for {words.listed(list(only), 'and')}.")
    open_ones = [v for v in wanted if v.confidence != "confirmed"]
    if not open_ones:
        raise say.RefusedByRule(f"{rule} is confirmed by its source already, so it takes no signature.")
    return open_ones


def _lawyer(connection: Connection, by: str) -> str:
    """The address of somebody of the legal team, by address or name. Raises Usage or RefusedByRule."""
    from store import landlords

    officers = landlords.officers(connection)
    named = [o for o in officers if by.strip().lower() in (o.email.lower(), o.name.lower())]
    legal = [o.email for o in officers if o.role == "legal"]
    who = f"; it has {words.listed(sorted(legal))}" if legal else "; the register has nobody with the role legal yet"
    if len(named) != 1:
        many = "more than one officer is" if named else "no officer is"
        raise say.Usage(f"--by: {many} called {by!r} in the officer register; one of the legal team is expected{who}.")
    if named[0].role != "legal":
        role = words.plain(named[0].role)
        raise say.RefusedByRule(
            f"{named[0].email} is {role} in the officer register; a rule is signed off by the legal team{who}."
        )
    return named[0].email


def _tell(
    found: LawDiff,
    reached: Mapping[str, str | None] | None,
    as_json: bool,
    *,
    since: str = "",
    kept: bool | None = None,
) -> None:
    """The difference, and what became of it. kept: whether imported days were kept; None when none are in question."""
    failed = {ref: why for ref, why in (reached or {}).items() if why}
    if as_json:
        data = found.model_dump(mode="json")
        say.put_json({**data, "since": since or None, "kept": kept, "applied": reached is not None, "failed": failed})
    else:
        _as_text(found, kept, reached is not None, since)
        for ref, why in failed.items():
            say.put(f"Case {ref} was not reached: {why}", style="bold")
    if failed:
        raise typer.Exit(say.FAILED)


def _as_text(found: LawDiff, kept: bool | None, applied: bool, since: str) -> None:
    when = f" since {since}" if since else ""
    if not found.rules:
        say.put(f"Nothing of the law has changed{when}.", style="bold")
        return
    say.put(f"What changes{when}", style="bold")
    for change in found.rules[:SHOWN]:
        say.put(f"- {change.says} [{change.rule}]", indent=2)
    if len(found.rules) > SHOWN:
        say.put(f"and {len(found.rules) - SHOWN} more; --json has all.", indent=2)
    if found.cases:
        say.heading("What it does to open cases")
    for case in found.cases[:SHOWN]:
        _case(case)
    if len(found.cases) > SHOWN:
        say.put(f"and {len(found.cases) - SHOWN} more cases; --json has all.", indent=2)
    wrong = sum(len(c.papers) for c in found.cases)
    say.put()
    say.put(
        f"{words.count(len(found.cases), 'case')} of {found.looked_at:,} open ones touched, "
        f"{words.count(sum(len(c.dates) for c in found.cases), 'date')} different, {words.count(wrong, 'paper')} wrong now.",
        style="bold",
    )
    if kept is False:
        say.put("Nothing was kept: --yes keeps the days and lets these cases read their dates again.", style="bold")
    elif applied:
        say.put("These cases have read the law again, and their owners are told.", style="bold")
    elif found.open:
        say.put("Nothing was changed: --apply lets these cases read their dates again.", style="bold")


def _case(case: CaseChange) -> None:
    done = " (has read the law again)" if case.done else ""
    say.put(f"{case.case_ref}: tells {', '.join(case.told) or 'nobody'}{done}", indent=2)
    if case.position_was != case.position_now:
        say.put(f"{case.position_now} (was {case.position_was})", indent=4)
    for moved in case.dates:
        how = f" ({moved.by_days:+d} days)" if moved.by_days else ""
        was, now = words.day(moved.was) or "no day", words.day(moved.now) or "no day"
        sure = ""
        if moved.confidence_was and moved.confidence_now and moved.confidence_was != moved.confidence_now:
            sure = f"; {words.plain(moved.confidence_now)}, was {words.plain(moved.confidence_was)}"
        change = f"{was} -> {now}{how}" if was != now else now
        say.put(f"{moved.label}: {change}{sure}", indent=4)
        say.put(moved.because, indent=6, style="dim")
    for paper in case.papers:
        say.put(f"{paper.name} is wrong: {paper.because}", indent=4)


def _left_out(names: Sequence[str], as_json: bool) -> None:
    if names and not as_json:
        say.put(f"Left out, because no calendar here is for it: {', '.join(names)}.", style="dim")


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except OSError as error:
        raise say.NotFound(f"{file} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise say.Usage(f"{file.name} is not text in UTF-8; GOV.UK's JSON file or a CSV of days is expected.") from None


def _day(option: str, text: str, today: date) -> date:
    try:
        return words.read_day(text, today=today)
    except words.Unreadable as unreadable:
        raise say.Usage(f"{option}: {text!r} was given; expected {unreadable}.") from None
