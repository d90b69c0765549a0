"""Rules that no source has confirmed, signed off by somebody of the legal team."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli import desk, say
from cli.app import AsJson
from cli.law_change import day_of, law_reading, reach, tell
from cli.lawdesk import law_app
from speech import words

if TYPE_CHECKING:
    from law.packs import Value
    from store.db import Connection


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
    day = day_of("--on", on, today)
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
        reached = reach(connection, found, who, now)
    if not as_json:
        done = "is not signed off any more" if withdraw else f"is signed off by {who} on {words.day(day)}"
        say.put(f"{rule} {done} ({words.count(len(wanted), 'value')}).", style="bold")
    tell(found, reached, as_json)


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
