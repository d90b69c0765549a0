"""Events of warrant, eviction and the debt that is left."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from cases.events.base import Event, Guarded, Instant, Mark, Money, Person, Ref, Staff, Words
from cases.events.early import Every

#: What the court's bailiffs ask about a home before they come.
Risk = Literal["violence", "firearms", "crime", "threats", "protest", "police_or_social_services", "animals"]


class WarrantRequested(Event):
    """A warrant of possession is asked for.

    as_in_order: whether parties and home are named on the request exactly as in the sealed order. through: who is to carry
    it out; the High Court's officers come on a writ, once the order was transferred there.
    """

    kind: ClassVar[str] = "warrant_requested"
    stage: ClassVar[str] = "warrant"
    is_act: ClassVar[bool] = True
    forbidden_as: ClassVar[str | None] = "request_warrant"

    as_in_order: bool | None = None
    through: Literal["county_court", "high_court"] | None = None


class WarrantIssued(Event):
    """The court issued the warrant of possession."""

    kind: ClassVar[str] = "warrant_issued"
    stage: ClassVar[str] = "warrant"
    forbidden_as: ClassVar[str | None] = "request_warrant"

    warrant_number: Ref


class EvictionBooked(Event):
    """An eviction appointment is booked with the court's bailiff."""

    kind: ClassVar[str] = "eviction_booked"
    stage: ClassVar[str] = "eviction"
    is_act: ClassVar[bool] = True
    forbidden_as: ClassVar[str | None] = "book_eviction"

    eviction_at: Instant
    notice_delivered_on: date | None = None


class EvictionRebooked(Event):
    """The eviction appointment is moved."""

    kind: ClassVar[str] = "eviction_rebooked"
    stage: ClassVar[str] = "eviction"
    is_act: ClassVar[bool] = True
    forbidden_as: ClassVar[str | None] = "book_eviction"

    eviction_at: Instant
    notice_delivered_on: date | None = None


class EvictionNoticeDelivered(Event):
    """The court's notice of eviction was delivered to the premises."""

    kind: ClassVar[str] = "eviction_notice_delivered"
    stage: ClassVar[str] = "eviction"


class EvictionCancelled(Event):
    """The eviction appointment is called off."""

    kind: ClassVar[str] = "eviction_cancelled"
    stage: ClassVar[str] = "eviction"

    why: Literal["landlord", "court", "hold", "paid", "other"] = "landlord"


class EvictionConfirmed(Event):
    """We confirm the appointment and the risk information to the bailiff.

    risk: whether anybody at the home may be a danger; answered, it writes the sheet for the bailiff, and the words that
    follow are on no other paper. risk_source, risk_known_on: from where it is known, and since when.
    """

    kind: ClassVar[str] = "eviction_confirmed"
    stage: ClassVar[str] = "eviction"
    is_act: ClassVar[bool] = True
    forbidden_as: ClassVar[str | None] = "evict"

    risk: Annotated[Literal["yes", "no", "not_sure"] | None, Mark.RESTRICTED] = None
    risk_kinds: tuple[Annotated[Risk, Mark.RESTRICTED], ...] = ()
    risk_words: Guarded | None = None
    risk_source: Guarded | None = None
    risk_known_on: Annotated[date | None, Mark.RESTRICTED] = None
    vulnerable_people: Annotated[
        Literal["none", "adults", "children", "adults_and_children"] | None, Mark.RESTRICTED
    ] = None
    vulnerable_words: Guarded | None = None
    access: Guarded | None = None
    attendee: Staff | None = None
    locksmith: bool | None = None


class SuspensionApplied(Event):
    """A tenant applies to suspend the warrant or stop the eviction. reasons: theirs, one a line."""

    kind: ClassVar[str] = "suspension_applied"
    stage: ClassVar[str] = "eviction"

    tenant: Person | None = None
    hearing_at: Instant | None = None
    reasons: Words | None = None


class SuspensionAnswered(Event):
    """We answer the tenant's application: a statement for the court.

    answers: to each reason of the application in its order, one a line. The terms are those on which we would agree.
    """

    kind: ClassVar[str] = "suspension_answered"
    stage: ClassVar[str] = "eviction"
    is_act: ClassVar[bool] = True

    stance: Literal["oppose", "consent", "neutral"]
    answers: Words
    rent_plus: Annotated[Money | None, Field(gt=0)] = None
    every: Every | None = None
    first_payment_on: date | None = None


class SuspensionDecided(Event):
    """The court decides the tenant's application."""

    kind: ClassVar[str] = "suspension_decided"
    stage: ClassVar[str] = "eviction"

    outcome: Literal["refused", "suspended_on_terms", "adjourned", "withdrawn", "recalled"]
    rent_plus: Annotated[Money | None, Field(gt=0)] = None
    every: Every | None = None
    first_payment_on: date | None = None
    hearing_at: Instant | None = None


class EvictionCarriedOut(Event):
    """The bailiff gave us possession.

    at and the fields after it are what the report of the day tells; what of it nobody wrote down stops the report.
    """

    kind: ClassVar[str] = "eviction_carried_out"
    stage: ClassVar[str] = "eviction"
    forbidden_as: ClassVar[str | None] = "evict"

    at: Annotated[str | None, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = None
    bailiff: Words | None = None
    adults: Annotated[int | None, Field(ge=0)] = None
    children: Annotated[int | None, Field(ge=0)] = None
    entry: Literal["keys", "forced", "open"] | None = None
    lock: Ref | None = None
    goods: Words | None = None
    goods_until: date | None = None
    meters: Words | None = None
    condition: Words | None = None
    forwarding: Words | None = None
    oldest_debit_on: Annotated[date | None, Mark.COMPUTED] = None


class TenancyEnded(Event):
    """The tenancy ended without the bailiff."""

    kind: ClassVar[str] = "tenancy_ended"
    stage: ClassVar[str] = "former_tenant"

    how: Literal["surrender", "abandonment", "death", "notice_to_quit", "transfer"]
    oldest_debit_on: Annotated[date | None, Mark.COMPUTED] = None


class FormerTenantLetterSent(Event):
    """A letter of claim goes to each former tenant under the debt protocol."""

    kind: ClassVar[str] = "former_tenant_letter_sent"
    stage: ClassVar[str] = "former_tenant"
    is_act: ClassVar[bool] = True
    forbidden_as: ClassVar[str | None] = "demand"

    tenants: tuple[Person, ...] = ()


class WriteOffRequested(Event):
    """Someone asks for the debt, or part of it, to be written off.

    evidence: what shows the reason. review_on: when a debt that may be worth claiming later is looked at again.
    """

    kind: ClassVar[str] = "write_off_requested"
    stage: ClassVar[str] = "former_tenant"
    is_act: ClassVar[bool] = True

    amount: Annotated[int, Field(gt=0), Mark.MONEY]
    code: Literal["uneconomic", "untraced", "statute_barred", "deceased", "insolvent", "other"]
    reason: Words | None = None
    evidence: Words | None = None
    cost_to_recover: Annotated[Money | None, Field(ge=0)] = None
    review_on: date | None = None


class WriteOffDecided(Event):
    """The write-off is approved or refused by someone who did not ask for it."""

    kind: ClassVar[str] = "write_off_decided"
    stage: ClassVar[str] = "former_tenant"
    is_act: ClassVar[bool] = True

    approved: bool
    approver_role: Annotated[str | None, Mark.COMPUTED] = None
