"""The board's rows of a case, worked out from its state: the one way they are made, by a step and by a rebuild alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from cases.deadlines import Deadline, deadlines, following
from cases.position import Position, position
from cases.state import State
from cases.wakes import Wake, next_wake, watch
from store.board import BoardRow, DeadlineRow, WatchRow
from store.landlords import OfficerRow

AUTHORITY = ("team_leader", "income_manager", "director")


class Roster:
    """Who does what: an officer's leader, and the legal team. officers: as the register has them."""

    def __init__(self, officers: Sequence[OfficerRow]) -> None:
        officers = [o for o in officers if o.active]
        self._by_address: Mapping[str, OfficerRow] = {o.email.lower(): o for o in officers}
        self._legal = sorted(o.email for o in officers if o.role == "legal")
        self._leaders = {o.team: o.email for o in sorted(officers, key=lambda o: o.email) if o.role in AUTHORITY}

    def role(self, address: str) -> str | None:
        """The role of an officer; `unknown` for somebody who is not in the register, None while no register is held."""
        found = self._by_address.get(address.lower())
        return found.role if found else "unknown" if self._by_address else None

    def leader(self, owner: str, team: str) -> str | None:
        """Whom an owner's overdue dates go to."""
        found = self._by_address.get(owner.lower())
        return (found.leader_email if found else None) or self._leaders.get(team)

    def does(self, what: str, state: State) -> str:
        """The address behind a deadline's owner: the case's owner, their leader, or somebody of the legal team."""
        if what == "legal" and self._legal:
            return self._legal[0]
        if what in ("team_leader", "approver", "legal"):
            return self.leader(state.owner, state.team) or state.owner
        return state.owner

    def whose(self, found: Deadline, state: State) -> str:
        """The address a date belongs to: whom it was given to while they are here, else whose it is of itself."""
        to = state.given.get(found.key)
        return to if to and self.role(to) != "unknown" else self.does(found.owner, state)


def board_row(
    state: State, *, today: date, as_of: datetime, step: int, seq: int, episode: int, workflow_id: str
) -> BoardRow:
    """Where the case stands on London's `today`."""
    at: Position = position(state, today)
    first = following(state, today)
    wake: Wake | None = next_wake(state, today)
    tenancy, balance = state.the_tenancy, state.balance
    return BoardRow(
        case_ref=state.case_ref,
        account_ref=state.account_ref,
        episode=episode,
        workflow_id=workflow_id,
        version=step,
        seq=seq,
        stage=at.stage,
        position=at.at,
        position_label=at.label,
        nation=tenancy.nation,
        tenure=tenancy.tenure,
        team=state.team or None,
        patch=state.patch or None,
        owner=state.owner or None,
        waiting_on=at.waiting_on,
        arrears_pence=balance.arrears if balance else None,
        arrears_as_at=balance.as_at if balance else None,
        opened_on=state.opened_on or today,
        closed_on=state.closed_on,
        next_on=first.act_on if first else None,
        next_kind=first.kind if first else None,
        next_label=first.label if first else None,
        wake_at=wake.at if wake else None,
        wake_why=wake.why if wake else None,
        holds=tuple(sorted({h.kind for h in state.holds_on(today)})),
        irregular=sum(1 for i in state.irregular if i.status == "open"),
        state=state.model_dump(mode="json", exclude_defaults=True),
        as_of=as_of,
    )


def deadline_rows(state: State, today: date, roster: Roster) -> list[DeadlineRow]:
    """The case's dates with the people they belong to."""
    return [deadline_row(d, state, roster) for d in deadlines(state, today)]


def deadline_row(found: Deadline, state: State, roster: Roster) -> DeadlineRow:
    """One date with the person it belongs to and the one it is passed up to."""
    return DeadlineRow(
        case_ref=state.case_ref,
        kind=found.kind,
        instance=found.instance,
        label=found.label,
        act_on=found.act_on,
        statutory_on=found.statutory_on,
        safe_on=found.safe_on,
        because=found.because,
        citations=({"title": found.cite, "url": found.url},) if found.cite else (),
        confidence=found.confidence,
        owner=roster.whose(found, state),
        escalate_to=roster.leader(state.owner, state.team),
        waiting_on=found.waiting_on,
        status=found.status,
    )


def watch_row(state: State, today: date) -> WatchRow:
    """What in the account would wake the case. The table's limits are strict: below, above."""
    found = watch(state, today)
    if found is None:
        return WatchRow(case_ref=state.case_ref)
    expected = None
    if found.expected and found.since:
        expected = {
            "from": found.since.isoformat(),
            "streams": [e.model_dump(mode="json") for e in found.expected],
            "rent_from": found.rent_from.isoformat() if found.rent_from else None,
            "with_plan": found.with_plan,
        }
    return WatchRow(
        case_ref=state.case_ref,
        wake_below_pence=None if found.below is None else found.below + 1,
        wake_above_pence=None if found.above is None else found.above - 1,
        pay_expected=expected,
    )
