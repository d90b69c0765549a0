"""A change of the law, seen and let in: what it does to the open cases, and who is told."""

from __future__ import annotations

import io
import re
import subprocess
import tarfile
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import desk, say
from cli.app import AsJson, By
from cli.lawdesk import law_app
from speech import words

if TYPE_CHECKING:
    import law
    from activities.law_change import CaseChange, LawDiff
    from store.db import Connection

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
        reached = reach(connection, found, who, now) if apply else None
    tell(found, reached, as_json, since=since)


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


def reach(connection: Connection, found: LawDiff, who: str, now: datetime) -> dict[str, str | None]:
    """Sends the change to the cases it touches; for each None, or why it was not reached."""
    from workflows import gateway

    if not found.open:
        return {}

    async def work() -> dict[str, Any]:
        return await gateway.review_law(await desk.client(), connection, found, by=who, now=now)

    told = desk.wait_for(work())
    return {ref: str(answer) if isinstance(answer, Exception) else None for ref, answer in told.items()}


def tell(
    found: LawDiff,
    reached: Mapping[str, str | None] | None,
    as_json: bool,
    *,
    since: str = "",
    kept: bool | None = None,
    waiting: int | None = None,
) -> None:
    """The difference, and what became of it. kept: whether imported days were kept; None when none are in question.

    waiting: the number under which they wait for a second person.
    """
    failed = {ref: why for ref, why in (reached or {}).items() if why}
    if as_json:
        data = found.model_dump(mode="json")
        became = {"kept": kept, "waiting": waiting, "applied": reached is not None, "failed": failed}
        say.put_json({**data, "since": since or None, **became})
    else:
        _as_text(found, kept, reached is not None, since, waiting)
        for ref, why in failed.items():
            say.put(f"Case {ref} was not reached: {why}", style="bold")
    if failed:
        raise typer.Exit(say.FAILED)


def _as_text(found: LawDiff, kept: bool | None, applied: bool, since: str, waiting: int | None) -> None:
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
    if waiting is not None:
        say.put(
            f"Waiting for a second person as number {waiting}: `law calendar approve {waiting} --yes --by E-MAIL` lets the days "
            "in, and these cases read their dates again.", style="bold",
        )  # fmt: skip
    elif kept is False:
        say.put("Nothing was kept: --yes proposes the days, and somebody else lets them in.", style="bold")
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


def day_of(option: str, text: str, today: date) -> date:
    try:
        return words.read_day(text, today=today)
    except words.Unreadable as unreadable:
        raise say.Usage(f"{option}: {text!r} was given; expected {unreadable}.") from None
