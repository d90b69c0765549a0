"""Rent accounts as the landlord last told them: the account, its people, its postings and where it stood on a day.

Money is pence, debit positive. A posting counts from its effective day, or from the day it was posted where the
landlord gives no other.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Literal

from store import db
from store.db import Connection, Row, StoreError
from store.imports.books import STALE_AFTER_DAYS
from store.imports.format import RENT_PERIODS

SQL = db.queries("queries_accounts.sql")


class AccountNotFound(StoreError):
    """No account has this reference; it may not have been imported yet."""


class PositionNotKnown(StoreError):
    """The account's postings do not reach back to the day asked for, so the balance on it cannot be worked out."""


class RentPeriod(Row):
    """How often rent is charged. weeks_a_year: weeks with a charge, None for a calendar month.

    rent_free_weeks: weeks of a 52-week year without a charge; a year of 53 charged weeks has none.
    """

    code: int
    every: Literal["weekly", "fortnightly", "four_weekly", "monthly"]
    weeks_a_year: int | None

    @property
    def rent_free_weeks(self) -> int:
        """Weeks of the year in which nothing is charged."""
        return max(52 - self.weeks_a_year, 0) if self.weeks_a_year else 0

    def yearly(self, pence: int) -> int:
        """What a charge a period comes to in a year, in pence."""
        times = {"weekly": self.weeks_a_year or 52, "fortnightly": 26, "four_weekly": 13, "monthly": 12}
        return pence * times[self.every]


def rent_period(code: int) -> RentPeriod:
    """The rent period of a CORE code (1 to 11). Raises StoreError for any other."""
    if code not in RENT_PERIODS:
        raise StoreError(f"{code} is not a rent period code; one from 1 to 11 is expected, as CORE numbers them.")
    every, weeks = RENT_PERIODS[code]
    return RentPeriod.model_validate({"code": code, "every": every, "weeks_a_year": weeks})


class AccountRow(Row):
    """One rent account. closed_on: the day it was missing from the landlord's full file; None while it is held.

    balance_pence and balance_as_at are the landlord's own, which the postings add up to. typed_arrears_pence: rent arrears
    that an officer typed for a day not before it; None once a balance of the landlord's for that day or later is loaded.
    """

    account_ref: str
    tenancy_ref: str
    property_ref: str
    uprn: str | None
    landlord_code: str | None
    jurisdiction: str
    tenancy_type: str
    social_housing: bool
    lease_years: int | None
    tenancy_start: date
    tenancy_end: date | None
    address_1: str
    address_2: str | None
    town: str | None
    postcode: str
    rent_period_code: int
    rent_pence: int
    service_pence: int
    other_pence: int
    ineligible_pence: int
    rent_due_on: str | None
    rent_in_advance: bool | None
    balance_pence: int
    balance_as_at: date
    court_costs_pence: int
    prior_debt_pence: int
    payment_method: str | None
    uc_status: str | None
    uc_next_payment: date | None
    hb_weekly_pence: int | None
    hb_claim_ref: str | None
    arrangement_pence: int | None
    arrangement_frequency: str | None
    arrangement_start: date | None
    patch: str | None
    team: str | None
    officer_email: str | None
    vulnerability_flag: bool
    breathing_space_until: date | None
    do_not_visit_alone: bool
    language: str | None
    account_status: str
    extras: dict[str, Any]
    loaded_by_batch: int | None
    closed_on: date | None
    typed_arrears_pence: int | None
    typed_as_at: date | None

    @property
    def newest_as_at(self) -> date:
        """The day of the newest balance, the landlord's own or a typed one."""
        return self.typed_as_at or self.balance_as_at

    @property
    def period(self) -> RentPeriod:
        """How often rent is charged."""
        return rent_period(self.rent_period_code)

    @property
    def rent_reserved_pence(self) -> int:
        """Rent and service charge a period: what is reserved as rent."""
        return self.rent_pence + self.service_pence

    @property
    def address(self) -> tuple[str, ...]:
        """The lines of the home's address, with the postcode last."""
        return tuple(line for line in (self.address_1, self.address_2, self.town, self.postcode) if line)

    def is_stale(self, today: date) -> bool:
        """True when the balance is older than three days: no legal paper leaves on it."""
        return self.newest_as_at < today - timedelta(days=STALE_AFTER_DAYS)


class PersonRow(Row):
    """One person on a tenancy. closed_on: the day they were missing from the landlord's full file."""

    tenancy_ref: str
    person_ref: str
    role: str
    title: str | None
    forename: str
    surname: str
    date_of_birth: date | None
    phone: str | None
    email: str | None
    correspondence_address: str | None
    preferred_channel: str | None
    adjustments: str | None
    is_lead: bool
    extras: dict[str, Any]
    closed_on: date | None


class TransactionRow(Row):
    """One posting with the balance after it. running_pence runs in order of `on`, then of the landlord's file.

    demonstration: nobody's, made by `store.demonstration`.
    """

    account_ref: str
    transaction_ref: str
    on: date
    posted_on: date
    effective_on: date | None
    period_start: date | None
    period_end: date | None
    type: str
    source_code: str | None
    description: str | None
    charge_pence: int | None
    payment_pence: int | None
    balance_after_pence: int | None
    reverses_ref: str | None
    demonstration: bool
    running_pence: int

    @property
    def pence(self) -> int:
        """What the posting does to the balance: a charge adds, a payment takes away."""
        return (self.charge_pence or 0) - (self.payment_pence or 0)


class Statement(Row):
    """An account's postings on days in [since, until), between its opening and its closing balance."""

    account_ref: str
    since: date
    until: date
    opening_pence: int
    closing_pence: int
    charged_pence: int
    paid_pence: int
    rows: tuple[TransactionRow, ...]


class Payment(Row):
    """Money that reached the account on a day; below zero when an earlier payment was taken back."""

    on: date
    pence: int
    type: str
    transaction_ref: str


class AccountPosition(Row):
    """Where an account stood. as_at: the day the figures are good for.

    b0_pence: everything on the account. b1_pence: rent arrears, that is rent and service charges reserved as rent;
    without court costs, debt of an earlier account and other charges. Below zero when the rent is in credit.
    source: `balance` (as the landlord gave it), `transactions` (worked back from it to an earlier day) or `typed` (rent
    arrears that an officer typed; what else is on the account is as the landlord last gave it).
    split: how other charges were told from rent: `transactions` (payments met the oldest charges first), `charges`
    (no postings are held, so in the proportion of the charges a period), or `none` (there are no other charges).
    """

    account_ref: str
    as_at: date
    b0_pence: int
    b1_pence: int
    court_costs_pence: int
    prior_debt_pence: int
    other_pence: int
    source: Literal["balance", "transactions", "typed"]
    split: Literal["none", "transactions", "charges"]

    def is_stale(self, today: date) -> bool:
        """True when the figures are older than three days: no legal paper leaves on them."""
        return self.as_at < today - timedelta(days=STALE_AFTER_DAYS)


def get(connection: Connection, account_ref: str) -> AccountRow:
    """One account. Raises AccountNotFound."""
    found = db.row(connection, AccountRow, SQL["account"], (account_ref,))
    if found is None:
        raise AccountNotFound(f"There is no account {account_ref}; the reference of an imported account is expected.")
    return found


def references(connection: Connection) -> list[str]:
    """The reference of every account, in order."""
    return [str(ref) for (ref,) in connection.execute(SQL["references"])]


def people(connection: Connection, tenancy_ref: str) -> list[PersonRow]:
    """Everyone on a tenancy whom the landlord still lists: the lead tenant first, then tenants, then the others."""
    return db.rows(connection, PersonRow, SQL["people"], (tenancy_ref,))


def tenant_refs(connection: Connection, tenancy_ref: str) -> tuple[str, ...]:
    """The tenants and joint tenants of a tenancy, the lead first."""
    found = people(connection, tenancy_ref)
    return tuple(person.person_ref for person in found if person.role in ("tenant", "joint"))


def occupier_refs(connection: Connection, tenancy_ref: str) -> tuple[str, ...]:
    """Those who live in the home beside the tenants, as far as the landlord lists them."""
    return tuple(p.person_ref for p in people(connection, tenancy_ref) if p.role == "occupier")


def in_arrears(connection: Connection) -> list[AccountRow]:
    """Current accounts that owe rent, by reference: a first sieve, on the balance without costs and earlier debt."""
    return db.rows(connection, AccountRow, SQL["in_arrears"])


accounts_in_arrears = in_arrears


def transactions(
    connection: Connection, account_ref: str, *, since: date | None = None, until: date | None = None
) -> list[TransactionRow]:
    """Postings that count on days in [since, until), oldest first, each with the balance after it.

    The balances run up to the landlord's own balance, so a difference in the postings shows at their start. Raises
    AccountNotFound.
    """
    account = get(connection, account_ref)
    rows = db.rows(
        connection,
        TransactionRow,
        SQL["transactions"],
        {"account_ref": account_ref, "balance": account.balance_pence, "as_at": account.balance_as_at},
    )
    return [row for row in rows if (since is None or row.on >= since) and (until is None or row.on < until)]


def statement(connection: Connection, account_ref: str, *, since: date, until: date) -> Statement:
    """The postings on days in [since, until) with opening and closing balance. Raises AccountNotFound."""
    account = get(connection, account_ref)
    everything = transactions(connection, account_ref)
    rows = tuple(row for row in everything if since <= row.on < until)
    before = [row for row in everything if row.on < since]
    if before:
        opening = before[-1].running_pence
    elif everything:
        opening = everything[0].running_pence - everything[0].pence
    else:
        opening = account.balance_pence
    return Statement(
        account_ref=account_ref,
        since=since,
        until=until,
        opening_pence=opening,
        closing_pence=opening + sum(row.pence for row in rows),
        charged_pence=sum(row.charge_pence or 0 for row in rows),
        paid_pence=sum(row.payment_pence or 0 for row in rows),
        rows=rows,
    )


def payments_between(connection: Connection, account_ref: str, since: date, until: date) -> list[Payment]:
    """Payments from the tenant or from benefit on days in [since, until), and payments taken back, oldest first."""
    return db.rows(connection, Payment, SQL["payments"], {"account_ref": account_ref, "since": since, "until": until})


def position_as_at(connection: Connection, account_ref: str, day: date) -> AccountPosition:
    """Where the account stood at the close of `day`.

    From the day of a typed balance on, that balance, with `as_at` its own day; otherwise `own_position`, with its errors.
    """
    account = get(connection, account_ref)
    own = own_position(connection, account_ref, day)
    if account.typed_arrears_pence is None or account.typed_as_at is None or day < account.typed_as_at:
        return own
    apart = own.b0_pence - own.b1_pence
    typed = account.typed_arrears_pence
    newer = {"as_at": account.typed_as_at, "b0_pence": typed + apart, "b1_pence": typed, "source": "typed"}
    return own.model_copy(update=newer)


def own_position(connection: Connection, account_ref: str, day: date) -> AccountPosition:
    """Where the account stood at the close of `day` by the landlord's own figures, which the postings add up to.

    From the day of the landlord's balance on, that balance, with `as_at` its own day; before it, the balance less
    what was posted since. Raises AccountNotFound, and PositionNotKnown when the postings begin after `day`.
    """
    account = get(connection, account_ref)
    postings = transactions(connection, account_ref)
    as_at = min(day, account.balance_as_at)
    # A charge that falls due after the day is not owed on it, although the landlord's balance may hold it already.
    later = sum(row.pence for row in postings if row.posted_on <= account.balance_as_at and row.on > as_at)
    if as_at < account.balance_as_at and (not postings or postings[0].on > as_at):
        raise PositionNotKnown(
            f"The balance of {account_ref} on {as_at.isoformat()} cannot be worked out: its postings held begin "
            f"{postings[0].on.isoformat() if postings else 'nowhere'}, and a posting on that day or before is expected."
        )
    total = account.balance_pence - later
    held = [row for row in postings if row.on <= as_at]
    court_costs = _court_costs(account, postings, as_at)
    prior = account.prior_debt_pence
    pool = total - court_costs - prior
    other, split = _other_charges(account, held, pool)
    return AccountPosition(
        account_ref=account_ref,
        as_at=as_at,
        b0_pence=total,
        b1_pence=pool - other,
        court_costs_pence=court_costs,
        prior_debt_pence=prior,
        other_pence=other,
        source="balance" if as_at == account.balance_as_at else "transactions",
        split=split,
    )


def _court_costs(account: AccountRow, postings: Sequence[TransactionRow], as_at: date) -> int:
    posted = sum(row.pence for row in postings if row.type == "court_cost" and row.on <= as_at)
    if as_at < account.balance_as_at and any(row.type == "court_cost" for row in postings):
        return posted
    # Costs are never counted as rent, so of the landlord's own figure and the postings the larger one is taken out.
    return max(posted, account.court_costs_pence)


def _other_charges(
    account: AccountRow, held: Sequence[TransactionRow], pool: int
) -> tuple[int, Literal["none", "transactions", "charges"]]:
    """The part of `pool` that is other charges: payments meet the oldest charge first, so the newest are unpaid."""
    if pool <= 0 or (not account.other_pence and not any(row.type == "other_charge" for row in held)):
        return 0, "none"
    if not held:
        whole = account.rent_reserved_pence + account.other_pence
        # Rounded up: what may not be rent is not claimed as rent.
        return -(-pool * account.other_pence // whole), "charges"
    left, other = pool, 0
    for row in reversed(held):
        if left <= 0:
            break
        if row.pence <= 0 or row.type in ("court_cost", "reversal", "refund"):
            continue
        unpaid = min(row.pence, left)
        left -= unpaid
        if row.type == "other_charge":
            other += unpaid
    return other, "transactions"


def take_typed(connection: Connection, account_ref: str, arrears_pence: int, as_at: date) -> AccountRow:
    """Takes rent arrears that were typed; of an earlier day than what is held they change nothing. Gives the account.

    They stand beside the landlord's balance until one of that day or later is loaded. Raises AccountNotFound.
    """
    connection.execute(SQL["take_typed"], {"account_ref": account_ref, "arrears": arrears_pence, "as_at": as_at})
    return get(connection, account_ref)


def put_typed(connection: Connection, account_ref: str, typed: tuple[int, date] | None) -> None:
    """Puts the typed balance of an account right after a correction: rent arrears in pence and their day, or none.

    One of an earlier day than the landlord's own balance changes nothing any more, and none is kept then.
    """
    arrears, as_at = typed or (None, None)
    for query in ("put_typed", "put_typed_before_demonstration"):
        connection.execute(SQL[query], {"account_ref": account_ref, "arrears": arrears, "as_at": as_at})


def set_address(connection: Connection, tenancy_ref: str, person_ref: str, address: str) -> None:
    """Takes a person's new address for letters."""
    connection.execute(SQL["set_address"], {"tenancy_ref": tenancy_ref, "person_ref": person_ref, "address": address})
