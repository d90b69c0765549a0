"""Reading what the papers of one step need: landlord, people, account, officers and record, in the step's transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from activities.papers.known import AccountKnown, Known, LandlordKnown, OfficerKnown, PaperKnown, PersonKnown, Position, Posting
from cases import events
from cases.events.base import Event
from cases.state import State
from store import accounts, db, documents, ledger
from store.db import Connection

_OFFICERS = b"SELECT email, name, role FROM officer WHERE email = ANY(%s)"
_LANDLORD = b"SELECT config FROM landlord WHERE code = %s"
_ANY_LANDLORD = b"SELECT config FROM landlord ORDER BY code LIMIT 2"


def gather(connection: Connection, state: State, event: Event, today: date) -> Known:
    """What is known for the papers that `event` ordered. Raises store.accounts.AccountNotFound."""
    account = accounts.get(connection, state.account_ref)
    record = tuple(events.load({**row.payload, "kind": row.kind}) for row in ledger.events(connection, state.case_ref))
    return Known(
        landlord=_landlord(connection, account.landlord_code),
        people={p.person_ref: _person(p) for p in accounts.people(connection, account.tenancy_ref)},
        account=_account(account),
        position=_position(connection, account.account_ref, today),
        postings=tuple(
            Posting(
                ref=row.transaction_ref,
                on=row.on,
                type=row.type,
                charge=row.charge_pence,
                payment=row.payment_pence,
                reverses=row.reverses_ref,
                running=row.running_pence,
            )
            for row in accounts.transactions(connection, account.account_ref, until=today + timedelta(days=1))
        ),
        officers=_officers(connection, _staff(state, event, record)),
        papers=tuple(
            PaperKnown(paper=p.paper, name=p.name, sha256=p.content_sha256)
            for p in documents.list_for_case(connection, state.case_ref)
            if p.status == "final" and p.content_sha256
        ),
        events=record if any(e.event_id == event.event_id for e in record) else (*record, event),
    )


def _landlord(connection: Connection, code: str | None) -> LandlordKnown:
    """The account's landlord, or the only one there is when the account names none."""
    if code:
        config = db.value(connection, _LANDLORD, (code,))
    else:
        held = connection.execute(_ANY_LANDLORD).fetchall()
        config = held[0][0] if len(held) == 1 else None
    return LandlordKnown.model_validate({"code": code or "", **(config or {})})


def _person(row: accounts.PersonRow) -> PersonKnown:
    return PersonKnown(
        ref=row.person_ref,
        role=row.role,
        name=f"{row.forename} {row.surname}".strip(),
        address=_lines(row.correspondence_address),
        phone=row.phone,
        email=row.email,
        preferred_channel=row.preferred_channel,
        adjustments=row.adjustments,
        born_on=row.date_of_birth,
        never_by=tuple(str(row.extras.get("never_by") or "").lower().replace(",", " ").split()),
    )


def _lines(address: str | None) -> tuple[str, ...] | None:
    """The lines of an address typed in one cell, parted by line breaks, semicolons or commas."""
    if not address:
        return None
    parts = address.replace(";", "\n").replace("\r", "\n")
    lines = parts.split("\n") if "\n" in parts.strip() else parts.split(",")
    return tuple(line.strip() for line in lines if line.strip()) or None


def _account(row: accounts.AccountRow) -> AccountKnown:
    return AccountKnown(
        account_ref=row.account_ref,
        tenancy_ref=row.tenancy_ref,
        tenancy_type=row.tenancy_type,
        nation=row.jurisdiction,
        started_on=row.tenancy_start,
        ended_on=row.tenancy_end,
        home=row.address,
        rent=row.rent_reserved_pence,
        service=row.service_pence,
        other=row.other_pence,
        rent_period=row.period.every,
        rent_due_on=row.rent_due_on,
        uc_status=row.uc_status,
        uc_next_payment=row.uc_next_payment,
        hb_weekly=row.hb_weekly_pence,
        status=row.account_status,
        language=row.language,
    )


def _position(connection: Connection, account_ref: str, today: date) -> Position | None:
    try:
        held = accounts.position_as_at(connection, account_ref, today)
    except accounts.PositionNotKnown:
        return None
    return Position(
        as_at=held.as_at,
        arrears=held.b1_pence,
        total=held.b0_pence,
        court_costs=held.court_costs_pence,
        prior_debt=held.prior_debt_pence,
        other=held.other_pence,
    )


def _staff(state: State, event: Event, record: Iterable[Event]) -> set[str]:
    """Everybody whose name a paper may need: the owner, who recorded what, who approved and who prepared."""
    found = {state.owner, event.recorded_by, *(e.recorded_by for e in record)}
    for approval in state.approvals.values():
        found |= {approval.requested_by or "", approval.given_by or ""}
    return {address.lower() for address in found if "@" in address}


def _officers(connection: Connection, wanted: set[str]) -> dict[str, OfficerKnown]:
    rows: list[tuple[Any, ...]] = connection.execute(_OFFICERS, (sorted(wanted),)).fetchall()
    return {email: OfficerKnown(address=email, name=name, role=role) for email, name, role in rows}
