"""Events of warrant, eviction and the debt that is left."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from cases.events.base import Event, Instant, Mark, Money, Person, Ref, Words
from cases.events.early import Every


class WarrantRequested(Event):
    """A warrant of possession is asked for."""

    kind: ClassVar[str] = "warrant_requested"
    stage: ClassVar[str] = "warrant"
    is_act: ClassVar[bool] = True
    forbidden_as: ClassVar[str | None] = "request_warrant"


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
    """We confirm the appointment and the risk information to the bailiff."""

    kind: ClassVar[str] = "eviction_confirmed"
    stage: ClassVar[str] = "eviction"
    is_act: ClassVar[bool] = True
    forbidden_as: ClassVar[str | None] = "evict"


class SuspensionApplied(Event):
    """A tenant applies to suspend the warrant or stop the eviction."""

    kind: ClassVar[str] = "suspension_applied"
    stage: ClassVar[str] = "eviction"

    tenant: Person | None = None
    hearing_at: Instant | None = None


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
    """The bailiff gave us possession."""

    kind: ClassVar[str] = "eviction_carried_out"
    stage: ClassVar[str] = "eviction"
    forbidden_as: ClassVar[str | None] = "evict"

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
    """Someone asks for the debt, or part of it, to be written off."""

    kind: ClassVar[str] = "write_off_requested"
    stage: ClassVar[str] = "former_tenant"
    is_act: ClassVar[bool] = True

    amount: Annotated[int, Field(gt=0), Mark.MONEY]
    code: Literal["uneconomic", "untraced", "statute_barred", "deceased", "insolvent", "other"]
    reason: Words | None = None


class WriteOffDecided(Event):
    """The write-off is approved or refused by someone who did not ask for it."""

    kind: ClassVar[str] = "write_off_decided"
    stage: ClassVar[str] = "former_tenant"
    is_act: ClassVar[bool] = True

    approved: bool
    approver_role: Annotated[str | None, Mark.COMPUTED] = None
