"""One account after a load: opens its case, or brings it forward with the history that came with the files."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from cli import desk, forms, say
from cli.caseload import Caseload, Trouble
from cli.forms import Given

if TYPE_CHECKING:
    from temporalio.client import Client

    from cases.events import Event
    from store.accounts import AccountRow
    from store.board import BoardRow
    from store.db import Connection
    from store.imports import HistoryEvent

EVENTS_A_STEP = 40
# Any fixed value will do: the same row delivered twice has to be the same event.
_FAMILY = UUID("5b1f6f64-6f0e-5c0b-8b0b-2a8f1f2f9d3e")


@dataclass(frozen=True, slots=True)
class Told:
    """One row of a history with the id that its event has, whenever and however often it is delivered."""

    row: HistoryEvent
    event_id: str


class Forwarding:
    """One account on its way through an import: its case is opened, or told what it does not know yet."""

    def __init__(self, client: Client, connection: Connection, load: Caseload, account: AccountRow, by: str) -> None:
        self.client, self.connection, self.load, self.account, self.by = client, connection, load, account, by

    async def run(self, history: Sequence[HistoryEvent]) -> None:
        if self._why_not(bool(history)) is not None:
            return  # the report of the check says why, in so many words
        before, told = self._case_ref(), 0
        for episode in _episodes(history):
            told += await self._episode(episode)
        if not history:
            told += await self._without_history()
        row = self._case()
        if row is None:
            return
        self.load.stages[row.stage] += 1
        if before != row.case_ref:
            self.load.opened.append(row.case_ref)
        elif told:
            self.load.brought_forward.append(row.case_ref)
        else:
            self.load.untouched += 1

    def _why_not(self, has_history: bool) -> str | None:
        from store import accounts, imports

        account = self.account
        owed = accounts.position_as_at(self.connection, account.account_ref, account.newest_as_at).b1_pence
        return imports.why_not(
            jurisdiction=account.jurisdiction,
            tenancy_type=account.tenancy_type,
            social_housing=account.social_housing,
            lease_years=account.lease_years,
            account_status=account.account_status,
            rent_arrears=owed,
            has_tenants=bool(accounts.tenant_refs(self.connection, account.tenancy_ref)),
            has_history=has_history,
        )

    async def _without_history(self) -> int:
        """A case for arrears alone: not while one is open, nor when the last was closed on figures as new as these."""
        row = self._case()
        if row is not None and (row.closed_on is None or row.closed_on >= self.account.balance_as_at):
            return 0
        opened = await self._open(desk.today_of(), [])
        return 1 if opened else 0

    async def _episode(self, episode: Sequence[Told]) -> int:
        """One case's history: what its case does not know yet. How many events were recorded."""
        opening = next((t.row for t in episode if t.row.event == "case_opened"), episode[0].row)
        case_ref, fresh = self._place(episode, opening.happened_on)
        # The row of an opening is told with the case that it opens, and known where the case was there before.
        openings = sum(t.row.event == "case_opened" for t in episode)
        self.load.known += len(episode) - len(fresh) - (0 if case_ref else openings)
        events = [event for told in fresh if (event := self._event(told)) is not None]
        recorded = 0
        if case_ref is None:
            first = events[: EVENTS_A_STEP - 1]
            case_ref = await self._open(opening.happened_on, first, opening)
            if case_ref is not None:
                recorded, events = len(first), events[len(first) :]
            elif first:
                case_ref = await self._open(
                    opening.happened_on, [], opening
                )  # the case may be sound though one of its events is not
            if case_ref is None:
                return 0
            recorded += openings
        for at in range(0, len(events), EVENTS_A_STEP):
            recorded += await self._tell(case_ref, events[at : at + EVENTS_A_STEP])
        self.load.events += recorded
        return recorded

    def _place(self, episode: Sequence[Told], opening: date) -> tuple[str | None, list[Told]]:
        """The case that this history belongs to, if there is one, and the rows it does not know yet."""
        from store import ledger

        found = {t.event_id: ledger.event_by_id(self.connection, UUID(t.event_id)) for t in episode}
        case_ref = next((row.case_ref for row in found.values() if row is not None), None)
        if case_ref is None and (newest := self._case()) is not None:
            # A case opened here before the landlord delivered its history is the one the history belongs to.
            case_ref = newest.case_ref if newest.closed_on is None or newest.opened_on == opening else None
        return case_ref, [t for t in episode if found[t.event_id] is None and t.row.event != "case_opened"]

    async def _open(self, on: date, events: Sequence[Event], told: HistoryEvent | None = None) -> str | None:
        """Opens the case, as `told` when its history begins with the opening. None when it was refused."""
        from workflows import gateway

        owner = told.details.get("owner") if told is not None and told.event == "case_opened" else None

        try:
            opened = await gateway.open_case(
                self.client,
                self.connection,
                self.account.account_ref,
                by=(told.recorded_by if told else None) or self.by,
                on=on,
                owner=owner or self.account.officer_email,
                now=desk.now_of(),
                events=events,
                source="import",
            )
        except Exception as error:
            problem = self._understood(error)
            if not events:
                self._trouble("case_opened", on, problem)
            return None
        self.load.papers += opened.receipt.papers
        return opened.case_ref

    async def _tell(self, case_ref: str, events: Sequence[Event]) -> int:
        """Records these as one step; when one of them is refused, one by one, so that the others go on."""
        from workflows import gateway

        try:
            receipt = await gateway.record(self.client, self.connection, case_ref, events)
        except Exception as error:
            problem = self._understood(error)
            if len(events) == 1:
                self._trouble(events[0].kind, events[0].happened_on, problem)
                return 0
            return sum([await self._tell(case_ref, [event]) for event in events])
        self.load.papers += receipt.papers
        return len(events)

    def _event(self, told: Told) -> Event | None:
        from store import accounts

        row = told.row
        known = accounts.tenant_refs(self.connection, self.account.tenancy_ref)
        given = Given(
            event_id=told.event_id,
            happened_on=row.happened_on,
            recorded_at=row.recorded_at or desk.now_of(),
            recorded_by=row.recorded_by or self.by,
            today=desk.today_of(),
            tenants=known,
            source="import",
        )
        try:
            return forms.from_cells(forms.known(row.event), {}, row.details, given)
        except say.Usage as wrong:
            self._trouble(row.event, row.happened_on, wrong)
            return None

    def _understood(self, error: Exception) -> say.Problem:
        problem = desk.problem_of(error)
        if problem is None:
            raise error
        return problem

    def _trouble(self, what: str, on: date, problem: say.Problem) -> None:
        self.load.trouble.append(Trouble(self.account.account_ref, what, on, " ".join(problem.sentences)))

    def _case(self) -> BoardRow | None:
        from store import board

        return board.get(self.connection, self.account.account_ref)

    def _case_ref(self) -> str | None:
        row = self._case()
        return row.case_ref if row else None


def _episodes(history: Sequence[HistoryEvent]) -> list[list[Told]]:
    """A history cut after each closing: what follows one is another case of the same account."""
    found: list[list[Told]] = []
    seen: Counter[str] = Counter()
    for row in history:
        said = json.dumps([row.account_ref, row.event, row.happened_on.isoformat(), row.details], sort_keys=True)
        told = Told(row, str(uuid5(_FAMILY, f"{said}{seen[said]}")))
        seen[said] += 1
        if not found or found[-1][-1].row.event == "case_closed":
            found.append([])
        found[-1].append(told)
    return found
