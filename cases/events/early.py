"""Events of the early stage: the account, contact, help, agreements, and what is looked at first."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from cases.events.base import Event, Frozen, Instant, Mark, Money, Person, Ref, Staff, Words

Channel = Literal["letter", "phone", "visit", "email", "text", "portal", "office"]
Every = Literal["week", "fortnight", "four_weeks", "month"]
Nation = Literal["england", "wales", "scotland", "northern_ireland"]


class CaseOpened(Event):
    """A case is opened for an account in arrears."""

    kind: ClassVar[str] = "case_opened"
    stage: ClassVar[str] = "early_action"
    is_act: ClassVar[bool] = True

    owner: Staff | None = None
    account_ref: Annotated[str | None, Mark.COMPUTED] = None
    nation: Annotated[Nation | None, Mark.COMPUTED] = None
    tenure: Annotated[str | None, Mark.COMPUTED] = None
    social_housing: Annotated[bool, Mark.COMPUTED] = True
    lease_years: Annotated[int | None, Mark.COMPUTED] = None
    landlord_kind: Annotated[Literal["local_authority", "prp"] | None, Mark.COMPUTED] = None
    tenants: Annotated[tuple[str, ...], Mark.COMPUTED] = ()
    occupiers: Annotated[tuple[str, ...], Mark.COMPUTED] = ()
    rent_pence: Annotated[Money | None, Mark.COMPUTED] = None
    rent_period: Annotated[str | None, Mark.COMPUTED] = None
    period_starts: Annotated[str | None, Mark.COMPUTED] = None
    started_on: Annotated[date | None, Mark.COMPUTED] = None
    team: Annotated[str | None, Mark.COMPUTED] = None
    patch: Annotated[str | None, Mark.COMPUTED] = None
    arrears_pence: Annotated[Money | None, Mark.COMPUTED] = None
    arrears_as_at: Annotated[date | None, Mark.COMPUTED] = None
    vulnerable: Annotated[bool, Mark.COMPUTED] = False


class BalanceRefreshed(Event):
    """A newer figure for the rent arrears is known."""

    kind: ClassVar[str] = "balance_refreshed"
    stage: ClassVar[str] = "any"

    arrears: Money
    as_at: date | None = None
    expected_benefit: Annotated[int, Field(ge=0), Mark.MONEY] = 0
    why: Annotated[Literal["routine", "threshold", "before_act", "typed"], Mark.COMPUTED] = "typed"
    #: The weekly review saw that what was expected by this day had not been paid.
    missed_due_on: Annotated[date | None, Mark.COMPUTED] = None


class PaymentPosted(Event):
    """A payment reached the account."""

    kind: ClassVar[str] = "payment_posted"
    stage: ClassVar[str] = "any"

    amount: Annotated[int, Field(gt=0), Mark.MONEY]
    paid_by: Literal["tenant", "housing_benefit", "universal_credit", "other"] = "tenant"


class ContactAttempted(Event):
    """We tried to reach a tenant and did not succeed."""

    kind: ClassVar[str] = "contact_attempted"
    stage: ClassVar[str] = "any"

    tenant: Person
    channel: Channel
    outcome: Literal["no_answer", "message_left", "returned", "refused"] = "no_answer"


class ContactMade(Event):
    """We spoke or wrote with a tenant and heard back."""

    kind: ClassVar[str] = "contact_made"
    stage: ClassVar[str] = "any"

    tenant: Person
    channel: Channel
    topics: tuple[Literal["cause", "finances", "benefits", "repayment"], ...] = ()
    affordable_offer: bool = False
    benefit_help: bool = False
    debt_advice: bool = False
    direct_payment_considered: bool = False
    other_dispute_resolution: bool = False


class ArrearsLetterSent(Event):
    """An arrears letter goes to each tenant separately.

    second: with an appointment. third: the last before a notice. reply_by: the day to answer by; left out, our policy's.
    """

    kind: ClassVar[str] = "arrears_letter_sent"
    stage: ClassVar[str] = "early_action"
    is_act: ClassVar[bool] = True
    forbidden_as: ClassVar[str | None] = "demand"

    tenants: tuple[Person, ...] = ()
    letter: Literal["first", "second", "third"] = "first"
    appointment_at: Instant | None = None
    appointment_place: Literal["office", "home", "phone"] | None = None
    reply_by: date | None = None


class StatementSent(Event):
    """A rent statement goes to each tenant separately."""

    kind: ClassVar[str] = "statement_sent"
    stage: ClassVar[str] = "any"
    is_act: ClassVar[bool] = True

    tenants: tuple[Person, ...] = ()


class ReferralMade(Event):
    """A tenant is referred for help.

    A referral for homelessness is a letter to the council, and needs the tenant's consent: consent_on, consent_how.
    safe_contact: how and when they may be reached. household: ages of children, a pregnancy. needs: what else they agreed to
    tell. stop_sum: whether they agreed that the council is told what sum would stop the eviction. council: their choice, else
    the landlord's own area.
    """

    kind: ClassVar[str] = "referral_made"
    stage: ClassVar[str] = "any"

    tenant: Person
    to: Literal["debt_advice", "benefits", "tenancy_support", "social_care", "homelessness", "other"]
    consent_on: date | None = None
    consent_how: Literal["spoken", "written", "online"] | None = None
    council: Ref | None = None
    safe_contact: Words | None = None
    adults: Annotated[int | None, Field(ge=0)] = None
    children: Annotated[int | None, Field(ge=0)] = None
    household: Words | None = None
    needs: Words | None = None
    stop_sum: bool = False


class DirectPaymentRequested(Event):
    """We ask for benefit, or a deduction from it, to be paid to us."""

    kind: ClassVar[str] = "direct_payment_requested"
    stage: ClassVar[str] = "any"

    tenant: Person
    what: Literal["managed_payment", "third_party_deduction", "housing_benefit"] = "managed_payment"


class DirectPaymentDecided(Event):
    """The benefit office answers a request for direct payment."""

    kind: ClassVar[str] = "direct_payment_decided"
    stage: ClassVar[str] = "any"

    tenant: Person
    granted: bool
    first_payment_on: date | None = None


class AgreementOffered(Event):
    """Each tenant is offered a plan that they can afford, with what they told us of their money, and a choice.

    told_on: when they told us; income and spending are for a month, without the rent. other_amount: a second plan.
    deduction: to ask for a deduction from Universal Credit is offered too. reason: why more than is left over is asked.
    """

    kind: ClassVar[str] = "agreement_offered"
    stage: ClassVar[str] = "any"
    is_act: ClassVar[bool] = True
    forbidden_as: ClassVar[str | None] = "demand"
    nations: ClassVar[tuple[str, ...]] = ("england", "wales")

    amount: Annotated[int, Field(gt=0), Mark.MONEY]
    every: Every
    first_payment_on: date | None = None
    with_rent: bool = True
    other_amount: Annotated[int | None, Field(gt=0), Mark.MONEY] = None
    other_every: Every | None = None
    deduction: bool = False
    told_on: date | None = None
    income_work: Annotated[int | None, Field(ge=0), Mark.MONEY] = None
    income_benefits: Annotated[int | None, Field(ge=0), Mark.MONEY] = None
    income_other: Annotated[int | None, Field(ge=0), Mark.MONEY] = None
    spending_home: Annotated[int | None, Field(ge=0), Mark.MONEY] = None
    spending_food: Annotated[int | None, Field(ge=0), Mark.MONEY] = None
    spending_travel: Annotated[int | None, Field(ge=0), Mark.MONEY] = None
    spending_debts: Annotated[int | None, Field(ge=0), Mark.MONEY] = None
    spending_other: Annotated[int | None, Field(ge=0), Mark.MONEY] = None
    dependants: Annotated[int | None, Field(ge=0, le=20)] = None
    reason: Words | None = None
    tenants: tuple[Person, ...] = ()


class AgreementMade(Event):
    """A tenant agrees to pay the rent and an amount towards the arrears."""

    kind: ClassVar[str] = "agreement_made"
    stage: ClassVar[str] = "any"
    is_act: ClassVar[bool] = True

    amount: Annotated[int, Field(gt=0), Mark.MONEY]
    every: Every
    first_payment_on: date
    with_rent: bool = True
    tenants: tuple[Person, ...] = ()


class AgreementVaried(Event):
    """The agreement in force is changed."""

    kind: ClassVar[str] = "agreement_varied"
    stage: ClassVar[str] = "any"
    is_act: ClassVar[bool] = True

    amount: Annotated[int, Field(gt=0), Mark.MONEY]
    every: Every
    first_payment_on: date
    with_rent: bool = True


class Instalment(Frozen):
    """One instalment and what was paid towards it. Money in pence; paid_on is the day its last penny arrived.

    awaits: the day of the tenants' next benefit payment, where what is short fell due since the last one.
    """

    due_on: date
    due: int
    paid: int
    paid_on: date | None = None
    awaits: date | None = None

    @property
    def short(self) -> int:
        return max(self.due - self.paid, 0)


class RentChanged(Event):
    """The rent is another from a day on; a plan in force goes on with it, and each tenant is sent its new figures.

    from_on: the first day of the new rent; left out, the day itself.
    """

    kind: ClassVar[str] = "rent_changed"
    stage: ClassVar[str] = "any"

    rent: Annotated[int, Field(gt=0), Mark.MONEY]
    from_on: date | None = None

    @property
    def first_day(self) -> date:
        """The first day of the new rent."""
        return self.from_on or self.happened_on


class AgreementBroken(Event):
    """The agreement was not kept: the step works out from the account which instalments were missed."""

    kind: ClassVar[str] = "agreement_broken"
    stage: ClassVar[str] = "any"

    missed: Annotated[Money | None, Field(gt=0)] = None  # for an account whose payments we do not hold
    proof: Annotated[tuple[Instalment, ...], Mark.COMPUTED] = ()


class AgreementCompleted(Event):
    """Everything under the agreement was paid."""

    kind: ClassVar[str] = "agreement_completed"
    stage: ClassVar[str] = "any"


class PreActionChecked(Event):
    """Before a notice: whether a benefit decision, other money or a kept plan stands in its way, tenant by tenant."""

    kind: ClassVar[str] = "pre_action_checked"
    stage: ClassVar[str] = "early_action"
    nations: ClassVar[tuple[str, ...]] = ("scotland",)

    tenant: Person
    benefit_pending: bool
    other_steps: bool
    plan_kept: bool
    guidance_considered: bool = True


class FitnessChecked(Event):
    """Whether the dwelling was fit on every day for which rent is asked, and its electrical report given."""

    kind: ClassVar[str] = "fitness_checked"
    stage: ClassVar[str] = "any"
    nations: ClassVar[tuple[str, ...]] = ("wales",)

    fit: bool
    electrical_report_given: bool
    rent_taken_out: bool = False  # the rent of the days that do not count is out of the account


class DocumentsChecked(Event):
    """Which documents of the dwelling can be laid before the court with a claim, and why one cannot."""

    kind: ClassVar[str] = "documents_checked"
    stage: ClassVar[str] = "any"
    nations: ClassVar[tuple[str, ...]] = ("wales",)

    electrical: Literal["held", "not_held"]
    electrical_reason: Words | None = None
    gas: Literal["held", "not_held", "no_gas"]
    gas_reason: Words | None = None
    energy: Literal["held", "not_held"]
    energy_reason: Words | None = None
    contract: Literal["held", "not_held"]
    contract_reason: Words | None = None


class VulnerabilityAssessed(Event):
    """A tenant's needs, capacity and the proportionality of what comes next were considered."""

    kind: ClassVar[str] = "vulnerability_assessed"
    stage: ClassVar[str] = "any"

    tenant: Person
    capacity: Literal["not_in_question", "in_question", "lacks", "litigation_friend"] = "not_in_question"
    vulnerable: bool = False
    equality_considered: bool = True
    review_on: date | None = None


class TrialExtended(Event):
    """Notice was served that day that an introductory tenancy's trial period is six months longer."""

    kind: ClassVar[str] = "trial_extended"
    stage: ClassVar[str] = "any"
    nations: ClassVar[tuple[str, ...]] = ("england",)


class FixedTermChecked(Event):
    """The agreement of a fixed-term tenancy was read: when its term ends, and whether a clause lets the landlord end it."""

    kind: ClassVar[str] = "fixed_term_checked"
    stage: ClassVar[str] = "any"
    nations: ClassVar[tuple[str, ...]] = ("england",)

    term_ends: date
    clause: Literal["re_entry", "break", "none"]
    clause_text: Words | None = None  # its number and words, as the notice names it
    rent_accepted: bool  # rent was taken although the landlord knew of the right to end the term
    right_stands: bool = False  # the legal team has looked at that and says that the right is not lost
    relief: Literal["nobody", "somebody"] | None = None  # who else may ask for relief: a mortgagee, an underlessee
    relief_by: Words | None = None  # their name and address


class DemotionChecked(Event):
    """The order that demoted the tenancy was read: the day on which it took effect."""

    kind: ClassVar[str] = "demotion_checked"
    stage: ClassVar[str] = "any"
    nations: ClassVar[tuple[str, ...]] = ("england",)

    demoted_on: date
