"""Completing an event from the account, the officer register and the postings, so that the ledger alone tells the case.

What is read here goes into the event and is recorded with it: a fold needs nothing but the ledger.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from activities.papers import record
from cases.events import Event, court, early, enforcement, throughout
from cases.fold import in_true_order
from cases.instalments import Charged, benefit_day, proof
from cases.ruling import ask
from cases.state import State
from law.dates import DAY
from store import accounts, landlords
from store.db import Connection
from store.projection import Roster

#: Before these the account is read again as at the day, so that no legal step leaves on an old figure.
READS_ACCOUNT = frozenset(
    {
        "agreement_made",
        "agreement_offered",
        "agreement_varied",
        "arrears_letter_sent",
        "approval_given",
        "approval_requested",
        "case_closed",
        "claim_submitted",
        "date_applied",
        "date_notice_sent",
        "eviction_confirmed",
        "former_tenant_letter_sent",
        "permission_sought",
        "protocol_letter_sent",
        "restore_requested",
        "statement_sent",
        "suspension_answered",
        "warrant_requested",
        "write_off_requested",
    }
)

#: The charges that a tenancy reserves as rent.
RESERVED_AS_RENT = ("rent_charge", "service_charge")


def enrich(
    connection: Connection,
    state: State,
    event: Event,
    *,
    account_ref: str,
    today: date,
    roster: Roster,
    known_version: int = 0,
) -> Event:
    """The event with its computed fields. Raises store.accounts.AccountNotFound for the opening of an unknown account."""
    facts: dict[str, Any] = {"known_on": today, "known_version": known_version}
    if isinstance(event, early.CaseOpened):
        facts |= _opening(connection, account_ref, event)
    elif isinstance(event, court.NoticeServed):
        facts["arrears_pence"] = _arrears(connection, state, event.happened_on - DAY)
    elif isinstance(event, court.ProtocolLetterSent) and state.track == "mandatory" and not event.tenants:
        facts["adults"] = _adults(connection, state, event.happened_on)
    elif isinstance(event, early.AgreementBroken) and state.agreement:
        facts["proof"] = _proof(connection, state, state.agreement, event.happened_on)
    elif isinstance(event, court.OrderBreached) and state.order and state.order.terms:
        facts["proof"] = _proof(connection, state, state.order.terms, event.happened_on)
        facts["cure_by"] = _cure_by(state, event, today)
    elif isinstance(event, enforcement.EvictionCarriedOut | enforcement.TenancyEnded):
        facts["oldest_debit_on"] = oldest_unpaid(connection, state, event.happened_on)
    elif isinstance(event, court.ApprovalGiven | court.ProtocolWaived | enforcement.WriteOffDecided):
        facts["approver_role"] = roster.role(event.recorded_by)
        if isinstance(event, enforcement.WriteOffDecided):
            facts["approver_limit"] = _limit(connection, account_ref, facts["approver_role"])
    return event.with_facts(**facts)


def newest_balance(connection: Connection, state: State, event: Event) -> early.BalanceRefreshed | None:
    """The account as at the day of an act, when it says something newer than the case knows."""
    if event.kind not in READS_ACCOUNT or event.source == "import" or state.tenancy is None:
        return None
    try:
        held = accounts.position_as_at(connection, state.account_ref, event.happened_on)
    except (accounts.AccountNotFound, accounts.PositionNotKnown):
        return None
    known = state.balance
    if known and (held.as_at, held.b1_pence) == (known.as_at, known.arrears):
        return None
    if known and held.as_at < known.as_at:
        return None
    return early.BalanceRefreshed(
        event_id=str(uuid5(UUID(event.event_id), "balance")),
        happened_on=event.happened_on,
        recorded_at=event.recorded_at,
        recorded_by="account",
        source="landlord_system",
        arrears=held.b1_pence,
        as_at=held.as_at,
        why="before_act",
        known_on=event.known_on,
        known_version=event.known_version,
    )


#: Before these the account's rent is read too: what a plan or an order wants paid hangs on it.
READS_RENT = READS_ACCOUNT | {"agreement_broken", "balance_refreshed", "order_breached"}


def newest_rent(connection: Connection, state: State, event: Event) -> early.RentChanged | None:
    """The account's rent, when it is another than the case knows; from the first day on which it was charged."""
    if event.kind not in READS_RENT or event.source == "import" or state.tenancy is None or state.former:
        return None
    try:
        account = accounts.get(connection, state.account_ref)
    except accounts.AccountNotFound:
        return None
    rent, day = account.rent_reserved_pence, event.happened_on
    known = {
        state.tenancy.rent,
        *(one.rent for one in state.tenancy.rents),
    }  # the account may follow later than the record
    if rent <= 0 or rent in known or account.balance_as_at > day:
        return None
    charged = [
        row
        for row in accounts.transactions(connection, state.account_ref, until=day + DAY)
        if row.type == "rent_charge"
    ]
    since = next((n for n, row in reversed(list(enumerate(charged))) if row.charge_pence != rent), -1) + 1
    return early.RentChanged(
        event_id=str(uuid5(UUID(event.event_id), "rent")),
        happened_on=day,
        recorded_at=event.recorded_at,
        recorded_by="account",
        source="landlord_system",
        rent=rent,
        from_on=charged[since].on if since < len(charged) else account.balance_as_at,
        known_on=event.known_on,
        known_version=event.known_version,
    )


def tell_account(connection: Connection, state: State, event: Event, told: Sequence[Event]) -> None:
    """A balance typed by an officer is the newest that is known of the account: the account is told as well.

    It stands beside what the landlord delivered, and moves neither that balance nor the postings that add up to it. One
    that is corrected or withdrawn leaves the newest that still stands. told: every event of the case, this one included.
    """
    if _is_typed(event):
        assert isinstance(event, early.BalanceRefreshed)
        accounts.take_typed(connection, state.account_ref, event.arrears, event.as_at or event.happened_on)
    elif isinstance(event, throughout.Corrected) and any(_is_typed(e) and e.event_id == event.corrects for e in told):
        standing = [e for e in in_true_order(told) if isinstance(e, early.BalanceRefreshed) and _is_typed(e)]
        newest = max(standing, key=lambda e: e.as_at or e.happened_on, default=None)
        accounts.put_typed(
            connection,
            state.account_ref,
            (newest.arrears, newest.as_at or newest.happened_on) if newest else None,
        )


def _is_typed(event: Event) -> bool:
    return isinstance(event, early.BalanceRefreshed) and event.why == "typed" and event.source != "import"


def tell_people(connection: Connection, state: State, event: Event) -> None:
    """A traced address goes to the register of people, where letters take it from."""
    if isinstance(event, throughout.AddressTraced):
        account = accounts.get(connection, state.account_ref)
        accounts.set_address(connection, account.tenancy_ref, event.tenant, event.address)


def _opening(connection: Connection, account_ref: str, event: early.CaseOpened) -> dict[str, Any]:
    account = accounts.get(connection, account_ref)
    held = accounts.position_as_at(connection, account_ref, account.newest_as_at)
    try:
        named = landlords.landlord(connection, account.landlord_code).kind
    except landlords.LandlordNotFound:
        named = None
    return {
        "account_ref": account_ref,
        "owner": event.owner or account.officer_email,
        "nation": account.jurisdiction,
        "tenure": account.tenancy_type,
        "social_housing": account.social_housing,
        "lease_years": account.lease_years,
        # a council's tenancies are secure ones, or on the way there; an association's are assured, a starter's among them
        "landlord_kind": named
        or ("prp" if account.tenancy_type.startswith(("assured", "starter")) else "local_authority"),
        "tenants": accounts.tenant_refs(connection, account.tenancy_ref),
        "occupiers": accounts.occupier_refs(connection, account.tenancy_ref)
        if account.jurisdiction == "scotland"  # there the law gives them the notice too
        else (),
        "rent_pence": account.rent_reserved_pence,
        "rent_period": account.period.every,
        "period_starts": (account.rent_due_on or ("1" if account.period.every == "monthly" else "monday")).lower(),
        "started_on": account.tenancy_start,
        "team": account.team,
        "patch": account.patch,
        "arrears_pence": max(held.b1_pence, 0),
        "arrears_as_at": held.as_at,
        "vulnerable": account.vulnerability_flag,
    }


def _limit(connection: Connection, account_ref: str, role: str | None) -> int | None:
    """The most, in pence, that the landlord lets somebody of a role write off; None where he sets no limit for it."""
    try:
        page = landlords.landlord(connection, accounts.get(connection, account_ref).landlord_code)
    except (accounts.AccountNotFound, landlords.LandlordNotFound):
        return None
    return page.write_off_limits.get(role) if role else None  # type: ignore[call-overload]


def _adults(connection: Connection, state: State, day: date) -> tuple[str, ...]:
    """Those who live there beside the tenants and are no children, as far as the landlord lists them."""
    try:
        tenancy = accounts.get(connection, state.account_ref).tenancy_ref
    except accounts.AccountNotFound:
        return ()
    others = [p for p in accounts.people(connection, tenancy) if p.role == "occupier"]
    return tuple(p.person_ref for p in others if record.grown_up(p.date_of_birth, day))


def _arrears(connection: Connection, state: State, day: date) -> int | None:
    """Rent arrears at the close of a day, from the postings where they reach back to it (balance B2)."""
    try:
        held = accounts.position_as_at(connection, state.account_ref, day)
    except (accounts.PositionNotKnown, accounts.AccountNotFound):
        return state.balance.arrears if state.balance else None
    if state.balance and state.balance.as_at > held.as_at:
        return state.balance.arrears
    return held.b1_pence


def _proof(connection: Connection, state: State, plan: Any, until: date) -> tuple[dict[str, Any], ...]:
    """Each instalment and what was paid towards it; empty when no postings of the account are held."""
    since = plan.first_payment_on - DAY * 7
    postings = accounts.transactions(connection, state.account_ref)
    if not postings:
        return ()
    account = accounts.get(connection, state.account_ref)
    undone = {row.reverses_ref for row in postings if row.reverses_ref}
    charged = tuple(
        (row.on, row.charge_pence)
        for row in postings
        if row.type in RESERVED_AS_RENT and row.charge_pence and row.transaction_ref not in undone
    )
    paid = accounts.payments_between(connection, state.account_ref, since, until + DAY)
    rows = proof(
        plan,
        state.the_tenancy,
        [(p.on, p.pence) for p in paid],
        until,
        Charged(to=account.balance_as_at, rows=charged),
        benefit_day(account.uc_status, account.uc_next_payment),
    )
    return tuple(row.model_dump() for row in rows)


def _cure_by(state: State, event: court.OrderBreached, today: date) -> date | None:
    """Until when the warning that leaves today lets the tenants pay; None where we send none, as for imported history."""
    warned = state.order is not None and state.order.outcome in ("suspended", "adjourned_on_terms")
    if not warned or event.breach != "payment" or event.source == "import":
        return None
    answer = ask(state, None, "policy.cure", sent_on=today)
    return answer.get("by") if answer else None


def oldest_unpaid(connection: Connection, state: State, day: date) -> date | None:
    """The day on which the oldest unpaid charge fell due: payments meet the oldest charge first. None when not held."""
    owed = state.balance.arrears if state.balance else 0
    oldest = None
    for row in reversed(accounts.transactions(connection, state.account_ref, until=day + DAY)):
        if owed <= 0:
            break
        if (row.charge_pence or 0) > 0 and row.type in ("rent_charge", "service_charge", "opening_balance"):
            owed -= row.charge_pence or 0
            oldest = row.on
    return oldest
