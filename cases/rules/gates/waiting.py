"""What notice and claim both wait for: how an open row of the protocol is met, and the day to put a plan right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cases.protocol import Row
from cases.ruling import nation_of
from cases.state import State
from cases.steps import Objection
from law.dates import DAY, in_words


def cure(rows: tuple[Row, ...]) -> str:
    """How an open paragraph is met: by the step, by attempts where they stand in, by a waiver."""
    tried = list(dict.fromkeys(r.attempts for r in rows if r.attempts))
    unanswered = f"; where a tenant does not answer, it is enough to show {' and '.join(tried)}" if tried else ""
    return f"Take the missing step with that tenant{unanswered}; or have it waived with a reason."


def cure_running(state: State, day: date, act: str) -> Iterator[Objection]:
    """The letter about a broken agreement gives until a day before the next step, whichever that is."""
    agreement = state.agreement
    if agreement and agreement.status == "broken" and agreement.cure_by and day <= agreement.cure_by:
        yield Objection(
            rule=f"{act}.cure_running",
            kind="policy",
            says=f"The agreement is broken, and the tenants have until {in_words(agreement.cure_by)} to put it right",
            cite=nation_of(state).cites.get("protocol.agreement", ""),
            first_day=agreement.cure_by + DAY,
        )
