"""The columns of the four files a landlord hands us, and what each cell may hold.

The page behind it is the import format: four CSV files in one folder, of which two are required. Everything
else in this package reads this table; a column is described here and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a cell holds; `store.imports.cells` has one reader for each."""

    REF = "ref"
    TEXT = "text"
    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    CHOICE = "choice"
    PAST_DAY = "past day"
    ANY_DAY = "day"
    INSTANT = "instant"
    MONEY = "money"
    AMOUNT = "amount"
    WHOLE = "whole number"
    FLAG = "flag"
    DUE_ON = "due on"
    OBJECT = "object"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the file, the kind of its cells, and the database column it fills.

    `limit` is the longest text, or the largest whole number, that a cell may hold.
    """

    name: str
    kind: Kind
    required: bool = False
    choices: tuple[str, ...] = ()
    limit: int = 200
    stored_as: str = ""
    empty: object = None

    @property
    def field(self) -> str:
        """The column of the database table; the same name unless money turns pounds into pence."""
        return self.stored_as or self.name


@dataclass(frozen=True, slots=True)
class FileFormat:
    """One file: its name, the table it fills, and its columns in the order of the format page."""

    name: str
    table: str
    required: bool
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column:
        """The column called `name`. `KeyError` when the format has no such column."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


JURISDICTIONS = ("england", "wales", "scotland", "northern_ireland")

# Tenancy types that can exist in more than one nation, whatever the residential regime there is.
_EVERYWHERE = ("shared_ownership", "long_lease", "licence", "garage", "other")

TENANCY_TYPES: dict[str, tuple[str, ...]] = {
    "england": (
        "secure",
        "flexible",
        "introductory",
        "demoted",
        "assured",
        "assured_shorthold",
        "starter",
        *_EVERYWHERE,
    ),
    # Since 1 December 2022 the older Welsh tenancies have been occupation contracts.
    "wales": (
        "occupation_contract_secure",
        "occupation_contract_standard",
        "occupation_contract_introductory",
        "occupation_contract_prohibited_conduct",
        "occupation_contract_fixed_term",
        *_EVERYWHERE,
    ),
    "scotland": ("scottish_secure", "short_scottish_secure", *_EVERYWHERE),
    "northern_ireland": ("secure", "introductory", *_EVERYWHERE),
}
ALL_TENANCY_TYPES = tuple(dict.fromkeys(kind for kinds in TENANCY_TYPES.values() for kind in kinds))

# CORE's code -> (how often rent is charged, weeks charged in a year; None for a calendar month).
RENT_PERIODS: dict[int, tuple[str, int | None]] = {
    1: ("weekly", 52),
    2: ("fortnightly", 52),
    3: ("four_weekly", 52),
    4: ("monthly", None),
    5: ("weekly", 50),
    6: ("weekly", 49),
    7: ("weekly", 48),
    8: ("weekly", 47),
    9: ("weekly", 46),
    10: ("weekly", 53),
    11: ("weekly", 51),
}

TRANSACTION_TYPES = (
    "rent_charge",
    "service_charge",
    "other_charge",
    "payment",
    "housing_benefit",
    "uc_direct",
    "uc_deduction",
    "adjustment",
    "refund",
    "reversal",
    "write_off",
    "court_cost",
    "opening_balance",
)

# The length that a reference in an event may have.
_REF = 60


def _money(name: str, kind: Kind = Kind.MONEY, *, required: bool = False, empty: object = None) -> Column:
    stored = {"rent_charge": "rent", "service_charge": "service", "other_charge": "other"}
    stored |= {"ineligible_charge": "ineligible", "court_costs_on_account": "court_costs"}
    stored |= {"prior_account_debt": "prior_debt", "arrangement_amount": "arrangement"}
    return Column(name, kind, required, stored_as=f"{stored.get(name, name)}_pence", empty=empty)


RENT_ACCOUNTS = FileFormat(
    "rent_accounts.csv",
    "rent_account",
    True,
    (
        Column("account_ref", Kind.REF, True, limit=_REF),
        Column("tenancy_ref", Kind.REF, True, limit=_REF),
        Column("property_ref", Kind.REF, True, limit=_REF),
        Column("uprn", Kind.REF, limit=12),
        Column("landlord_code", Kind.REF, limit=_REF),
        Column("jurisdiction", Kind.CHOICE, True, JURISDICTIONS),
        Column("tenancy_type", Kind.CHOICE, True, ALL_TENANCY_TYPES),
        Column("social_housing", Kind.FLAG, empty=True),
        Column("lease_years", Kind.WHOLE, limit=999),
        Column("tenancy_start", Kind.PAST_DAY, True),
        Column("tenancy_end", Kind.ANY_DAY),
        Column("address_1", Kind.NAME, True),
        Column("address_2", Kind.NAME),
        Column("town", Kind.NAME),
        Column("postcode", Kind.NAME, True, limit=10),
        Column("rent_period_code", Kind.CHOICE, True, tuple(str(code) for code in RENT_PERIODS)),
        _money("rent_charge", Kind.AMOUNT, required=True),
        _money("service_charge", Kind.AMOUNT, empty=0),
        _money("other_charge", Kind.AMOUNT, empty=0),
        _money("ineligible_charge", Kind.AMOUNT, empty=0),
        Column("rent_due_on", Kind.DUE_ON),
        Column("rent_in_advance", Kind.FLAG),
        _money("balance", required=True),
        Column("balance_as_at", Kind.PAST_DAY, True),
        _money("court_costs_on_account", Kind.AMOUNT, empty=0),
        _money("prior_account_debt", Kind.AMOUNT, empty=0),
        Column("payment_method", Kind.TEXT),
        Column("uc_status", Kind.CHOICE, choices=("none", "claimed", "verified", "direct_payment", "deduction")),
        Column("uc_next_payment", Kind.ANY_DAY),
        _money("hb_weekly", Kind.AMOUNT),
        Column("hb_claim_ref", Kind.REF, limit=_REF),
        _money("arrangement_amount", Kind.AMOUNT),
        Column("arrangement_frequency", Kind.TEXT),
        Column("arrangement_start", Kind.ANY_DAY),
        Column("patch", Kind.TEXT),
        Column("team", Kind.TEXT),
        Column("officer_email", Kind.EMAIL),
        Column("vulnerability_flag", Kind.FLAG, empty=False),
        Column("breathing_space_until", Kind.ANY_DAY),
        Column("do_not_visit_alone", Kind.FLAG, empty=False),
        Column("language", Kind.TEXT),
        Column("account_status", Kind.CHOICE, True, ("current", "former", "void", "deceased")),
    ),
)

TENANTS = FileFormat(
    "tenants.csv",
    "person",
    True,
    (
        Column("tenancy_ref", Kind.REF, True, limit=_REF),
        Column("person_ref", Kind.REF, True, limit=_REF),
        Column("role", Kind.CHOICE, True, ("tenant", "joint", "occupier", "guarantor", "representative")),
        Column("title", Kind.NAME),
        Column("forename", Kind.NAME, True),
        Column("surname", Kind.NAME, True),
        Column("date_of_birth", Kind.PAST_DAY),
        Column("phone", Kind.PHONE, limit=60),
        Column("email", Kind.EMAIL),
        Column("correspondence_address", Kind.NAME, limit=500),
        Column("preferred_channel", Kind.TEXT),
        Column("adjustments", Kind.TEXT, limit=2000),
        Column("is_lead", Kind.FLAG, empty=False),
    ),
)

TRANSACTIONS = FileFormat(
    "transactions.csv",
    "account_transaction",
    False,
    (
        Column("account_ref", Kind.REF, True, limit=_REF),
        Column("transaction_ref", Kind.REF, True, limit=_REF),
        Column("posted_on", Kind.PAST_DAY, True),
        Column("effective_on", Kind.ANY_DAY),
        Column("period_start", Kind.ANY_DAY),
        Column("period_end", Kind.ANY_DAY),
        Column("type", Kind.CHOICE, True, TRANSACTION_TYPES),
        Column("source_code", Kind.TEXT),
        Column("description", Kind.TEXT, limit=500),
        _money("charge", Kind.AMOUNT),
        _money("payment", Kind.AMOUNT),
        _money("balance_after"),
        Column("reverses_ref", Kind.REF, limit=_REF),
        Column("batch_ref", Kind.REF, limit=_REF),
    ),
)

EVENTS = FileFormat(
    "events.csv",
    "import_event",
    False,
    (
        Column("account_ref", Kind.REF, True, limit=_REF),
        Column("event", Kind.REF, True, limit=80),
        Column("happened_on", Kind.PAST_DAY, True),
        Column("recorded_at", Kind.INSTANT),
        Column("recorded_by", Kind.TEXT),
        Column("source", Kind.TEXT),
        Column("details", Kind.OBJECT, limit=20_000),
    ),
)

FILES = (RENT_ACCOUNTS, TENANTS, TRANSACTIONS, EVENTS)
LANDLORD_FILE = "landlord.toml"


def by_name(name: str) -> FileFormat:
    """The format of the file called `name`. `KeyError` when it is none of the four."""
    for file_format in FILES:
        if file_format.name == name:
            return file_format
    raise KeyError(name)
