"""What the papers of Scotland say: pre-action letter, notice of proceedings, summary cause, decree, removal (S-01 to S-06)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from cases.events.base import Frozen
from cases.events.court import Outcome
from cases.facts.common import Code, Due, Figure, Judgment, Letter, Lines, Text
from cases.facts.court import Circumstances, ServedNotice, ServedOn
from cases.facts.letters import ArrearsLetter, OtherSum
from cases.facts.notices import Benefit, Notice
from cases.facts.parties import (
    Heading,
    Issuer,
    LeftOut,
    Parties,
    Party,
    PastAgreement,
    PastStep,
    Signer,
    TenancyTerms,
    Whys,
)
from cases.facts.rent_account import Schedule


class PreActionLetter(ArrearsLetter):
    """S-01. number: the first, second, or third and later letter. due: when rent falls due, such as "every Monday".

    council: the local authority to contact, None where the landlord is it.
    """

    number: Literal[1, 2, 3]
    due: Text
    others: tuple[OtherSum, ...] = ()
    council: Text | None = None
    council_phone: Text | None = None
    tried_on: date | None = None


class Requirement(Frozen):
    """One pre-action requirement of section 14A, for one tenant or for the case, with the steps that show it."""

    section: Code
    title: Text
    tenant: Text | None = None
    done: Annotated[tuple[PastStep, ...], Field(min_length=1)]


Requirements = Annotated[tuple[Requirement, ...], Field(min_length=1)]


class NoticeOfProceedings(Notice):
    """S-02. enquired_on: when it was last asked who the qualifying occupiers are; each gets these same words."""

    occupiers: tuple[Party, ...] = ()
    enquired_on: date
    ground: Literal["1"]
    form: Code
    requirements: Requirements
    last_day: Due


class CouncilNotice(Frozen):
    """S-03: the landlord tells the council that proceedings for possession are raised. Nothing of the debt is in it."""

    council: Text
    landlord: Issuer
    tenants: Parties
    home: Lines
    court: Text
    reference: Code
    raised_on: date
    send_by: Due
    signer: Signer
    whys: Whys


class StatementOfClaim(Frozen):
    """S-04: the statement of claim of a summary cause for recovery of possession on ground 1.

    requirements: each with its steps, which is the averment that section 14(2A) asks for. council_told: whether the
    landlord has to tell a council.
    """

    heading: Heading
    pursuer: Issuer
    tenancy: TenancyTerms
    arrears: Figure
    since: date
    first_default_on: date | None = None
    left_out: tuple[LeftOut, ...] = ()
    ground: Literal["1"]
    notice: ServedNotice
    served: Annotated[tuple[ServedOn, ...], Field(min_length=1)]
    requirements: Requirements
    benefits: Lines
    housing_benefit: Benefit | None = None
    agreements: tuple[PastAgreement, ...] = ()
    circumstances: Annotated[tuple[Circumstances, ...], Field(min_length=1)]
    council_told: bool
    money_claimed: bool
    begun_on: date
    account: Schedule
    signer: Signer
    whys: Whys


class DecreeLetter(Letter):
    """S-05: what the sheriff decided. A decree does not end the tenancy.

    occupier: the copy for a qualifying occupier, which has no sum in it. appeal_by, extract_from: of a decree for
    possession. ends_on: when the right to recover would end if the extract were of the first day for it.
    """

    outcome: Outcome
    heard_on: date
    court: Text | None = None
    reference_of_court: Code
    attended: bool
    occupier: bool
    recovery_on: date | None = None
    appeal_by: date | None = None
    extract_from: date | None = None
    ends_on: date | None = None
    judgment: Judgment | None = None
    expenses: Judgment | None = None
    adjourned_to: datetime | None = None
    council: Text | None = None
    pay: Annotated[tuple[Text, ...], Field(min_length=1)]


class RemovalLetter(Letter):
    """S-06 to each tenant, and without sums to whoever else lives there. charged_on: once the charge is served."""

    at: datetime
    occupiers: bool
    home_lines: Lines
    decree_on: date
    extract_on: date
    last_day: date
    charged_on: date | None = None
    b1: Figure | None = None
    b7: Figure | None = None
    council_name: Text
    council_phone: Text
    council_out_of_hours: Text | None = None
    storage_days: Annotated[int, Field(gt=0)]
    storage_place: Text


class RemovalInstruction(Frozen):
    """S-06 to the sheriff officers. charge_by: the last day for a charge that still leaves a day for the removal."""

    heading: Heading
    pursuer: Issuer
    decree_on: date
    extract: Code
    extract_on: date
    last_day: date
    charge_by: date
    occupiers: tuple[Text, ...] = ()
    council_name: Text
    council_phone: Text
    instructed_on: date
    signer: Signer
    whys: Whys
