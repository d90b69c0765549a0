"""The facts of the papers between a broken order and the end of the eviction day (E-32, E-34, E-36, E-37)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from cases.events.base import Frozen
from cases.facts.common import (
    Beat,
    Code,
    Dated,
    Due,
    Expected,
    Fee,
    Figure,
    Instalment,
    Letter,
    LetterStatement,
    Lines,
    Missed,
    Rent,
    Text,
)
from cases.facts.hearing_and_warrant import ArrearsCertificate, Payment
from cases.facts.parties import Heading, Issuer, PastAgreement, PastStep, Signer, Whys


class FixDateNotice(Letter):
    """E-32, to each tenant: a postponed order was broken, and the court will be asked to fix a date."""

    made_on: date
    claim_number: Code
    beat: Beat
    rent_now: Rent | None = None
    missed: Annotated[tuple[Missed, ...], Field(min_length=1)]
    b8: Figure
    awaited: Dated | None = None
    b1: Figure
    reply_by: Due
    apply_from: Due
    fee: Fee | None = None
    pay: Annotated[tuple[Text, ...], Field(min_length=1)]
    statement: LetterStatement


class FixDateApplication(Frozen):
    """E-32 to the court. window: the first and the last day on which the letter allows the application."""

    heading: Heading
    claimant: Issuer
    made_on: date
    first_missed_on: date
    certificate: ArrearsCertificate
    arrears: Figure
    notice_on: date
    notice_how: Text
    told: Lines
    apply_from: Due
    apply_until: Due
    reply: Literal["none", "agreed", "disputed"]
    reply_on: date | None = None
    benefit_outstanding: bool
    hearing_wanted: bool
    requested_on: date
    signer: Signer
    whys: Whys = ()


class RiskSheet(Frozen):
    """E-34: what the bailiff has to know before coming to this home. Read by few, and never by the tenants.

    Nothing in it is a code: what is told of people is in no list of facts that others may read.
    """

    heading: Heading
    warrant_number: Code
    at: datetime
    confirm_by: date | None = None
    risk: Text
    kinds: tuple[Text, ...] = ()
    words: Text | None = None
    source: Text | None = None
    known_on: date | None = None
    vulnerable: Text
    vulnerable_words: Text | None = None
    evicted: Lines
    born: tuple[Text, ...] = ()
    access: Text | None = None
    attendee: Signer
    attendee_phone: Text
    locksmith: bool
    told_by: Signer


class EvictionChecklist(Frozen):
    """E-36 for the morning: what is to be looked at, by whom, when; and what was known on the day it was made."""

    heading: Heading
    at: datetime
    warrant_number: Code
    warrant_until: date | None = None
    notice_delivered_on: date
    order: Text
    limited: bool
    arrears: Figure
    paid_since: tuple[Payment, ...] = ()
    holds: Lines
    vulnerable: Text
    council_phone: Text | None = None
    storage_days: Annotated[int, Field(gt=0)]
    storage_place: Text
    owner: Signer


class EvictionReport(Frozen):
    """E-36 after it: possession given, who was there, keys, goods, meters. arrears: B9, with which the old debt opens."""

    heading: Heading
    on: date
    at: Text
    bailiff: Text
    adults: Annotated[int, Field(ge=0)]
    children: Annotated[int, Field(ge=0)]
    entry: Text
    lock: Text
    goods: Text
    goods_until: date | None = None
    goods_place: Text | None = None
    meters: Text
    condition: Text
    forwarding: Text | None = None
    arrears: Figure
    reporter: Signer


class Answered(Frozen):
    """A reason of the application, and what we say to it."""

    reason: Text
    answer: Text


class Proposed(Frozen):
    """Terms on which we would agree. Pence."""

    plus: Instalment
    every: Code
    first_on: date


class SuspendResponse(Frozen):
    """E-37: our statement on a tenant's application to suspend or stop the eviction.

    limit: on a mandatory ground, the last day to which the court can put possession off, and limit_under the provision that
    says so. urgent: the eviction is today or tomorrow.
    """

    heading: Heading
    claimant: Issuer
    received_on: date
    hearing_at: datetime | None = None
    made_on: date
    outcome: Text
    warrant_number: Code | None = None
    eviction_at: datetime | None = None
    urgent: bool
    limit: date | None = None
    limit_under: Text | None = None
    certificate: ArrearsCertificate | None = None
    payments: tuple[Payment, ...] = ()
    arrears: Figure
    expected: tuple[Expected, ...] = ()
    daily: Figure
    agreements: tuple[PastAgreement, ...] = ()
    steps: tuple[PastStep, ...] = ()
    benefits: Lines
    vulnerable: Text
    answers: Annotated[tuple[Answered, ...], Field(min_length=1)]
    stance: Literal["oppose", "consent", "neutral"]
    proposed: Proposed | None = None
    rent: Rent
    signer: Signer
    whys: Whys = ()
