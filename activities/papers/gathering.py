"""Reading what a step's papers need, in its transaction: landlord, people, account, officers and record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from activities.papers.known import (
    AccountKnown,
    AdviceLine,
    Complaints,
    Council,
    HeldText,
    Known,
    LandlordKnown,
    OfficerKnown,
    OwnWording,
    PaperKnown,
    PersonKnown,
    Position,
    Posting,
    Reasons,
    Signatory,
    Storage,
    Texts,
    Written,
)
from cases import events
from cases.events.base import Event
from cases.state import State
from law.dates import london_day
from store import accounts, documents, landlords, ledger, wording
from store.db import Connection


def gather(connection: Connection, state: State, event: Event, today: date) -> Known:
    """What is known for the papers that `event` ordered. Raises store.accounts.AccountNotFound."""
    account = accounts.get(connection, state.account_ref)
    rows = ledger.events(connection, state.case_ref)
    record = tuple(events.load({**row.payload, "kind": row.kind}) for row in rows)
    written = documents.list_for_case(connection, state.case_ref)
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
                demonstration=row.demonstration,
            )
            for row in accounts.transactions(connection, account.account_ref, until=today + timedelta(days=1))
        ),
        officers=_officers(connection, _staff(state, event, record)),
        papers=tuple(
            PaperKnown(paper=p.paper, name=p.name, sha256=p.content_sha256, home=p.facts.get("home.sha256", ""))
            for p in written
            if p.status == "final" and p.content_sha256
        ),
        texts=texts_of(wording.in_use(connection, "block")),
        own=own_of(wording.in_use(connection, "paper")),
        written=tuple(
            Written(
                on=date.fromisoformat(p.name[:10]),
                paper=p.paper,
                recipient=p.recipient_ref,
                status=p.status,
                wrong=p.wrong_because,
            )
            for p in written
        ),
        reasons={str(row.event_id): _reasons(row.decision) for row in rows},
        events=record if any(e.event_id == event.event_id for e in record) else (*record, event),
    )


def texts_of(rows: Iterable[wording.WordingRow]) -> Texts:
    """The texts of the law as papers look at them."""
    return Texts(
        held=tuple(
            HeldText(
                block=row.name,
                version=row.version,
                since=row.since,
                until=row.until,
                sha256=row.sha256,
                content=row.content,
                signed_on=london_day(row.approved_at) if row.approved_at else None,
                sound=row.sound,
            )
            for row in rows
        )
    )


def own_of(rows: Iterable[wording.WordingRow]) -> tuple[OwnWording, ...]:
    """The landlord's own wordings that a second person accepted."""
    return tuple(
        OwnWording(
            paper=row.name,
            version=row.version,
            since=row.stands_from,
            sha256=row.sha256,
            content=row.content,
            sound=row.sound,
        )
        for row in rows
        if row.approved_by
    )


def _reasons(decision: Mapping[str, Any]) -> Reasons:
    """What a decision said, from the record of it."""
    return Reasons(
        because=tuple(one["says"] for one in decision.get("because", ())),
        against=tuple(one["says"] for one in decision.get("objections", ())),
    )


def _landlord(connection: Connection, code: str | None) -> LandlordKnown:
    """The account's landlord, or the only one there is when the account names none; blank when none is held."""
    try:
        page = landlords.landlord(connection, code)
    except landlords.LandlordNotFound:
        return LandlordKnown(code=code or "")
    return LandlordKnown(
        code=page.code,
        kind=page.kind,
        legal_name=page.legal_name,
        trading_name=page.name,
        address=page.address,
        phone=page.phone,
        hours=page.hours,
        email=page.email,
        website=page.website or "",
        relay=page.relay,
        privacy_url=page.privacy,
        complaints=Complaints(phone=page.complaints_phone, url=page.complaints_url, ombudsman=page.ombudsman),
        pay_methods=tuple(f"{way.label}: {way.how}" for way in page.pay_methods),
        signatory=Signatory(name=page.signatory_name, position=page.signatory_position),
        court_name=page.court_name,
        crisis_fund=page.fund or "",
        advice=tuple(
            AdviceLine(name=a.name, phone=a.phone or "", url=a.web or "", checked_on=a.checked_on) for a in page.advice
        ),
        council=Council.model_validate(page.council.model_dump()),
        storage=Storage.model_validate(page.storage.model_dump()),
        tolerance_days=page.tolerance_days,
        tolerance_pence=page.tolerance_pence,
        courts=page.courts,
    )


def _person(row: accounts.PersonRow) -> PersonKnown:
    return PersonKnown(
        ref=row.person_ref,
        role=row.role,
        name=f"{row.forename} {row.surname}".strip(),
        forename=row.forename or None,
        surname=row.surname or None,
        legal_name=str(row.extras.get("legal_name") or "") or None,
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
        own = accounts.own_position(connection, account_ref, today) if held.source == "typed" else None
    except accounts.PositionNotKnown:
        return None
    return _stood(held).model_copy(update={"own": _stood(own) if own else None})


def _stood(held: accounts.AccountPosition) -> Position:
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
    return {
        row.email.lower(): OfficerKnown(address=row.email, name=row.name, role=row.role, phone=row.phone)
        for row in landlords.officers(connection)
        if row.email.lower() in wanted
    }
