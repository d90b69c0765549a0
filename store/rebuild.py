"""The board from nothing: every case's ledger is folded again and its rows are made anew."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

import law
from cases.events import load
from cases.fold import fold
from law.dates import london_day
from store import board, landlords, lawbook, ledger
from store.board import BoardRow
from store.db import Connection
from store.projection import Roster, board_row, deadline_rows, watch_row


class Difference(BaseModel):
    """A row that the rebuild made otherwise: what stood and what stands now; None where there was no such row."""

    model_config = ConfigDict(frozen=True)

    table: str
    key: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class Rebuilt(BaseModel):
    """What a rebuild did and found."""

    model_config = ConfigDict(frozen=True)

    cases: int
    events: int
    differences: tuple[Difference, ...]

    @property
    def identical(self) -> bool:
        """True when the board was already what its ledger says."""
        return not self.differences


def rebuild(connection: Connection) -> Rebuilt:
    """Folds every ledger and rebuilds the board in the caller's transaction; tells every row that came out otherwise."""
    before = board.dump_board(connection)
    attention = {str(r["case_ref"]): r.get("needs_attention") for r in before["board"]}
    clocks = board.clear(connection)
    roster = Roster(landlords.officers(connection))
    more = lawbook.read(connection)
    count = 0
    refs = ledger.all_cases(connection)
    with law.reading_as(additions=more):
        for case_ref in refs:
            count += _case(connection, case_ref, roster, attention.get(case_ref))
    for case_ref, ahead in clocks.items():
        if ahead:
            board.set_clock_ahead(connection, case_ref, ahead)
    after = board.dump_board(connection)
    return Rebuilt(cases=len(refs), events=count, differences=tuple(_differences(before, after)))


def _case(connection: Connection, case_ref: str, roster: Roster, attention: str | None) -> int:
    rows = ledger.events(connection, case_ref)
    if not rows:
        return 0
    last = ledger.steps(connection, case_ref)[-1]
    recorded = [load({**row.payload, "kind": row.kind}) for row in rows]
    folded = fold(case_ref, recorded)
    episode = int(case_ref.rsplit("-", 1)[1])
    with law.knowing(recorded[-1].known):  # the dates stand on the board as they were read by the last step
        made = put_rows(
            connection,
            folded.state,
            as_of=last.as_of,
            step=last.step,
            seq=rows[-1].seq,
            episode=episode,
            roster=roster,
        )
    if attention:
        connection.execute("UPDATE board SET needs_attention = %s WHERE case_ref = %s", (attention, made.case_ref))
    return len(rows)


def put_rows(
    connection: Connection, state: Any, *, as_of: datetime, step: int, seq: int, episode: int, roster: Roster
) -> BoardRow:
    """Writes the board row, the dates and the watch of one case as at an instant; a step does the same."""
    today = london_day(as_of)
    row = board_row(
        state,
        today=today,
        as_of=as_of,
        step=step,
        seq=seq,
        episode=episode,
        workflow_id=f"arrears/{state.account_ref}/{episode}",
    )
    board.upsert(connection, row)
    dates = deadline_rows(state, today, roster)
    board.replace_deadlines(connection, state.case_ref, dates)
    board.set_watch(connection, watch_row(state, today))
    return row


def _differences(before: dict[str, list[dict[str, Any]]], after: dict[str, list[dict[str, Any]]]) -> list[Difference]:
    found = []
    for table in after:
        old = {_key(row): row for row in before.get(table, [])}
        new = {_key(row): row for row in after[table]}
        for key in sorted(old.keys() | new.keys()):
            if old.get(key) != new.get(key):
                found.append(Difference(table=table, key=key, before=old.get(key), after=new.get(key)))
    return found


def _key(row: dict[str, Any]) -> str:
    return "/".join(str(row[part]) for part in ("case_ref", "kind", "instance") if part in row)
