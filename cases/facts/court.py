"""What is put before a court to claim possession: protocol statement, particulars, schedule of arrears (E-18, E-21, E-22)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from cases.events.base import Frozen
from cases.facts.common import Code, Due, Expected, Fee, Figure, Lines, Text, Unprinted
from cases.facts.notices import Benefit, Ground8
from cases.facts.parties import Heading, Issuer, LeftOut, Party, PastAgreement, PastStep, Signer, TenancyTerms, Whys
from cases.facts.rent_account import Late, RentChange, Schedule

ProtocolStatus = Literal["met", "attempted", "open", "waived"]


class ProtocolRow(Frozen):
    """One paragraph for one tenant, or for all when `tenant` is None. done: what shows it, the newest last.

    attempts: of an attempted row, what is taken as reasonable attempts where nobody answers.
    """

    paragraph: Code
    title: Text
    tenant: Text | None = None
    status: ProtocolStatus
    mandatory: bool
    done: tuple[PastStep, ...] = ()
    attempts: Text | None = None


class Gap(Frozen):
    """A mandatory step that is not shown to have been taken. why: a sentence on what the record has instead, if anything."""

    paragraph: Code
    title: Text
    tenant: Text | None = None
    why: Text


class Waiver(Frozen):
    """A step that somebody with authority said is not needed here, and why."""

    paragraph: Code
    tenant: Text | None = None
    reason: Text
    by: Text
    on: date


class ProtocolStatement(Frozen):
    """E-18: the pre-action protocol, paragraph by paragraph and tenant by tenant, with what shows each step.

    followed: the short answer that the claim form asks for; explanation: why not, in 250 characters at most.
    """

    heading: Heading
    as_at: date
    part: Code
    rows: Annotated[tuple[ProtocolRow, ...], Field(min_length=1)]
    gaps: tuple[Gap, ...] = ()
    waived: tuple[Waiver, ...] = ()
    followed: bool
    explanation: Annotated[Text | None, Field(max_length=250)] = None
    prepared_by: Signer
    signer: Signer


class ArrearsSchedule(Frozen):
    """E-22: every sum that fell due and every payment, with the balance after each (PD 55A 2.3).

    starts_on: the first default, or two years before the claim where that is later. first_default_on: None when it is
    older than the account shown. incomplete: the lines held begin later than they should, and something was owed by then.
    projected: B4, the arrears on the day of the hearing if nothing more is paid.
    """

    heading: Heading
    reference: Code
    arrears: Figure
    first_default_on: date | None = None
    starts_on: Due
    because: Text
    brought_forward: bool
    incomplete: bool
    account: Schedule
    changes: tuple[RentChange, ...] = ()
    daily: Figure
    projected: Figure | None = None
    hearing_on: date | None = None
    left_out: tuple[LeftOut, ...] = ()
    extracted_by: Signer
    whys: Whys


class Occupiers(Frozen):
    """Who lives in the home as far as we know: adults by name, children only by their number."""

    adults: Lines
    children: int = Field(ge=0)


class ServedNotice(Frozen):
    """The notice that the claim rests on. claim_from: the first day on which a claim may be begun on it."""

    words: Text
    form: Code | None = None
    specified_on: date | None = None
    claim_from: Due
    last_day: Due | None = None
    arrears: Figure


class ServedOn(Frozen):
    """How one defendant was served with the notice."""

    defendant: Party
    on: date
    how: Text


class Circumstances(Frozen):
    """What the claimant knows about one defendant, relevant to the claim and no more."""

    defendant: Party
    known: Lines


class PersonalCircumstances(Frozen):
    """Part 3 of the protocol for one defendant: asked, answered, considered, with the brief reason for going on."""

    defendant: Party
    invited_on: date | None = None
    considered_on: date | None = None
    replied: bool | None = None
    reason: Text | None = None


class PleadedGround(Frozen):
    """A ground of the claim, as the Act numbers it."""

    number: Code
    mandatory: Annotated[bool, Unprinted()]


class Pleading(Frozen):
    """What the particulars of a claim for possession say in England and in Wales alike, in the order of form N119."""

    heading: Heading
    claimant: Issuer
    claimant_kind: Literal["local_authority", "prp"]
    tenancy: TenancyTerms
    occupiers: Occupiers
    arrears: Figure
    daily: Figure
    since: date
    first_default_on: date | None = None
    left_out: tuple[LeftOut, ...] = ()
    part_3: tuple[PersonalCircumstances, ...] = ()
    steps: Annotated[tuple[PastStep, ...], Field(min_length=1)]
    agreements: tuple[PastAgreement, ...] = ()
    proceedings: tuple[PastStep, ...] = ()
    notice: ServedNotice
    served: Annotated[tuple[ServedOn, ...], Field(min_length=1)]
    circumstances: Annotated[tuple[Circumstances, ...], Field(min_length=1)]
    benefits: Lines
    housing_benefit: Benefit | None = None
    expected: tuple[Expected, ...] = ()
    money_claimed: bool
    fee: Fee
    begun_on: date
    signer: Signer
    whys: Whys


class Particulars(Pleading):
    """E-21: particulars of claim for possession of rented residential property.

    review: for an introductory or a demoted tenancy, what became of the right to have the decision reviewed. clause: what
    the agreement of a fixed term says about ending it. relief, relief_by: whether somebody else may ask for relief from that,
    and who; None while nobody has said. awaited: universal credit that ground 8 leaves out.
    """

    act: Literal["secure", "flexible", "assured", "introductory", "demoted"]
    clause: Text | None = None
    relief: Literal["nobody", "somebody"] | None = None
    relief_by: Text | None = None
    awaited: Figure | None = None
    grounds: tuple[PleadedGround, ...] = ()
    ground_8: Ground8 | None = None
    ground_8_met: bool = False
    late: tuple[Late, ...] = ()
    late_since: date | None = None
    review: Text | None = None
