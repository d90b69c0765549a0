"""After a load: a case for each account in arrears, and the histories that came with the files, told to their cases.

The same row of a history is always the same event, so an import that is given again, or was cut off half way, tells
each case only what it does not know yet.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from cli import say
from speech import words

if TYPE_CHECKING:
    from temporalio.client import Client

    from store.db import Connection
    from store.imports import ImportReport

AT_ONCE = 16  # accounts on their way at the same time


@dataclass(slots=True)
class Trouble:
    """An event, or the opening of a case, that did not go through."""

    account_ref: str
    what: str
    on: date | None
    why: str


@dataclass(slots=True)
class Caseload:
    """What the import did with cases. events: rows of histories recorded now, openings too; known: recorded before."""

    opened: list[str] = field(default_factory=list)
    brought_forward: list[str] = field(default_factory=list)
    untouched: int = 0
    events: int = 0
    known: int = 0
    papers: int = 0
    stages: Counter[str] = field(default_factory=Counter)
    trouble: list[Trouble] = field(default_factory=list)

    def tell(self) -> None:
        """Prints it."""
        say.heading("Cases")
        say.put(
            f"{len(self.opened):,} opened, {len(self.brought_forward):,} brought forward, "
            f"{self.untouched:,} unchanged; {words.count(self.events, 'event')} recorded"
            f"{f', {self.known:,} known already' if self.known else ''}; {words.count(self.papers, 'paper')} written.",
            indent=2,
        )
        if self.stages:
            stages = ", ".join(f"{words.plain(stage)} {number:,}" for stage, number in sorted(self.stages.items()))
            say.put(f"Now at: {stages}.", indent=2)
        for found in self.trouble:
            on = f" on {words.day(found.on)}" if found.on else ""
            say.put(f"- {found.account_ref}, {words.plain(found.what)}{on}: {found.why}", indent=2)

    def as_json(self) -> dict[str, Any]:
        """The same for a program."""
        return {
            "opened": self.opened,
            "brought_forward": self.brought_forward,
            "unchanged": self.untouched,
            "events_recorded": self.events,
            "events_known": self.known,
            "papers": self.papers,
            "stages": dict(self.stages),
            "trouble": [{"account_ref": t.account_ref, "what": t.what, "on": t.on, "why": t.why} for t in self.trouble],
        }


async def bring_forward(
    client: Client, connection: Connection, report: ImportReport, *, by: str, tick: Callable[[str, int, int], None]
) -> Caseload:
    """Opens or brings forward the case of every account that should have one; trouble with one stops no other."""
    from cli.forwarding import Forwarding
    from store import accounts, imports

    owing = {row.account_ref for row in accounts.in_arrears(connection)} - {n.account_ref for n in report.no_case}
    wanted = sorted(owing | set(imports.accounts_with_history(connection)))
    load = Caseload()
    gate = asyncio.Semaphore(AT_ONCE)
    done = 0

    async def one(account_ref: str) -> None:
        nonlocal done
        async with gate:
            await Forwarding(client, connection, load, accounts.get(connection, account_ref), by).run(
                imports.history_of(connection, account_ref)
            )
        done += 1
        tick("cases", done, len(wanted))

    await asyncio.gather(*(one(account_ref) for account_ref in wanted))
    load.opened.sort()
    load.brought_forward.sort()
    load.trouble.sort(key=lambda t: (t.account_ref, t.on or date.min))
    return load
