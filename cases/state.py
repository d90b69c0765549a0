"""Where a case stands: the fold of its events. It holds references, days and pence, never a name or free words."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from pydantic import Field

from cases.events.base import Frozen, Withheld

Evidence = dict[str, dict[str, date]]  # evidence key -> tenant reference ("*" for the whole case) -> the latest day


class RentFrom(Frozen):
    """A rent in pence a period, from a day on; None for the first day: the rent before any change of it."""

    rent: int
    from_on: date | None = None


class Tenancy(Frozen):
    """The tenancy as it stood when the case was opened. rent in pence a period; rents: every one, once it has changed."""

    nation: str
    tenure: str
    social_housing: bool = True
    landlord_kind: str = "prp"
    tenants: tuple[str, ...]
    occupiers: tuple[str, ...] = ()  # those who live there beside the tenants, where the law gives them a notice too
    rent: int
    rent_period: str
    period_starts: str = "monday"
    started_on: date | None = None
    track: str = "arrears"  # arrears | mandatory: which part of the protocol applies
    trial_ends: date | None = None  # the last day of an introductory tenancy's trial, as extended
    extended_on: date | None = None  # the day notice of the trial's extension was served
    demoted_on: date | None = None  # the day on which the order that demoted it took effect
    demoted_until: date | None = None  # the last day of a demoted tenancy's year
    term_ends: date | None = None  # the last day of a flexible tenancy's fixed term
    secure_from: date | None = None  # since when a tenancy of these kinds has been secure; its tenure is then secure
    rents: tuple[RentFrom, ...] = ()

    def rent_on(self, day: date) -> int:
        """The rent of a day, one that is still to come among them."""
        known = [r.rent for r in self.rents if r.from_on is None or r.from_on <= day]
        return known[-1] if known else self.rent


class Balance(Frozen):
    """Rent arrears (balance B1) in pence and the day on which the figure was good."""

    arrears: int
    as_at: date
    expected_benefit: int = 0


class Fitness(Frozen):
    """What was found about the dwelling, where no rent is due for a day on which it is unfit. payable: the law's answer."""

    checked_on: date
    payable: bool
    why: str = ""


class FixedTerm(Frozen):
    """What the agreement of a fixed term says. clause: whether it lets the landlord end the term; waived: perhaps lost."""

    checked_on: date
    clause: bool
    waived: bool = False


class Agreement(Frozen):
    """An agreement to pay the rent and an amount towards the arrears. Money in pence."""

    made_on: date
    amount: int
    every: str
    first_payment_on: date
    rent: int = 0  # the rent a period that is to be paid with it; 0 when the rent is not part of it
    status: Literal["live", "broken", "completed"] = "live"
    since: date | None = None  # the day of its last change
    short: int = 0  # pence missing when it was broken
    cure_by: date | None = None


class Hold(Frozen):
    """Something that forbids part of the recovery, from its first day to its last (None: until it is ended)."""

    kind: str
    tenant: str | None = None
    event_id: str
    from_on: date
    last_day: date | None = None
    review_on: date | None = None
    debt: int | None = None  # the debt it protects, in pence, where the law protects only part of it
    forbids: tuple[str, ...] = ()
    cite: str = ""

    def covers(self, day: date) -> bool:
        """True on its first day, on its last day and on every day between."""
        return self.from_on <= day and (self.last_day is None or day <= self.last_day)


class Approval(Frozen):
    """Who put a serious step to whom, and what they said."""

    act: str
    status: Literal["requested", "given", "refused"]
    on: date
    requested_by: str | None = None
    given_by: str | None = None
    for_day: date | None = None
    grounds: tuple[str, ...] = ()
    specified_on: date | None = None  # a notice: the day printed on the approved paper


class Service(Frozen):
    """How and when one tenant was served."""

    on: date
    method: str
    sent_on: date | None = None  # the day it left, where it counts as served on a later one
    proof: str = "certificate"
    proven: bool = True


class Review(Frozen):
    """The tenant's right to have the decision reviewed (introductory and demoted tenancies)."""

    request_by: date
    decide_by: date
    requested_on: date | None = None
    decided_on: date | None = None
    confirmed: bool | None = None


class Notice(Frozen):
    """The notice in force. Its days come from the law; `specified_on` is the day printed on it."""

    kind: str  # as the nation's notices are named
    form: str = ""
    grounds: tuple[str, ...] = ()
    services: dict[str, Service] = Field(default_factory=dict)
    given_on: date | None = None  # the day the last tenant was served; None while one is not
    specified_on: date | None = None
    statutory_earliest: date | None = None
    safe_earliest: date | None = None
    claim_from: date | None = None
    statutory_claim_by: date | None = None
    safe_claim_by: date | None = None
    arrears: int | None = None  # pence on the day of service
    track: str = ""  # the protocol's part, where the ground chosen makes it another than the tenancy's
    ground_8: bool | None = None  # whether the threshold of its mandatory ground was met at service
    void: str | None = None  # the rule that makes it of no effect
    withdrawn_on: date | None = None
    review: Review | None = None

    @property
    def left_on(self) -> date | None:
        """The earliest day from which somebody may count: that on which the first copy left."""
        return min((s.sent_on or s.on for s in self.services.values()), default=None)

    def made_void(self, why: str) -> Notice:
        """The notice without effect: nothing can be claimed on it, so it has no days for a claim."""
        none = {"claim_from": None, "statutory_claim_by": None, "safe_claim_by": None}
        return self.model_copy(update={"void": why, **none})


class Claim(Frozen):
    """The possession claim. Money in pence."""

    submitted_on: date | None = None
    channel: str = "pcol"
    court: str = ""
    money_claimed: bool = True
    issued_on: date | None = None
    number: str = ""
    fee: int | None = None
    arrears: int | None = None  # on the day it was sent
    council_notified_on: date | None = None
    sisted: tuple[str, ...] = ()  # qualifying occupiers whom the sheriff made parties
    served_on: date | None = None  # where the landlord serves the summons himself and tells the day
    return_on: date | None = None
    defences: dict[str, date] = Field(default_factory=dict)
    counterclaim: bool = False
    ended_on: date | None = None
    ended_how: str = ""


class Hearing(Frozen):
    """The next hearing, with the days that hang on it."""

    at: datetime
    on: date
    court: str = ""
    purpose: str = "possession"
    listed_on: date | None = None  # when the court gave it, or moved it to this day
    serve_claim_by: date | None = None
    evidence_by: date | None = None
    statement_by: date | None = None
    heard: bool = False


class Terms(Frozen):
    """What an order wants paid. Money in pence."""

    rent: int  # the current rent a rent period
    plus: int  # towards the arrears, each `every`
    every: str
    first_payment_on: date


class Order(Frozen):
    """What the court decided. Money in pence."""

    outcome: str
    made_on: date
    ground_basis: str = "discretionary"
    grounds: tuple[str, ...] = ()
    possession_on: date | None = None
    terms: Terms | None = None
    money_judgment: int | None = None
    costs: int | None = None
    strike_out_on: date | None = None
    adjourned_to: datetime | None = None
    cap_normal: date | None = None
    cap_hardship: date | None = None
    permission_from: date | None = None  # from this day a warrant needs the court's permission
    permission: Literal["not_needed", "needed", "sought", "granted", "refused"] = "not_needed"
    high_court: Literal["", "sought", "granted", "refused"] = ""  # its transfer there, for a writ
    breached_on: date | None = None
    breach: str = ""
    breach_short: int = 0
    cure_by: date | None = None  # until when our warning lets the tenants put the breach right
    date_notice_on: date | None = None
    date_applied_on: date | None = None
    restore_on: date | None = None
    discharged_on: date | None = None


class Warrant(Frozen):
    """The warrant of possession."""

    requested_on: date
    issued_on: date | None = None
    number: str = ""
    last_day: date | None = None
    fee: int | None = None
    writ: bool = False  # of the High Court


class Eviction(Frozen):
    """The bailiff's appointment."""

    at: datetime
    on: date
    booked_on: date
    deliver_notice_by: date
    notice_delivered_on: date | None = None
    confirm_by: date | None = None
    confirmed_on: date | None = None
    cancelled_on: date | None = None
    cancelled_why: str = ""
    carried_out_on: date | None = None
    goods_until: date | None = None  # the last day on which what was left behind is kept


class Application(Frozen):
    """A tenant's application to suspend the warrant."""

    received_on: date
    hearing_at: datetime | None = None
    answered_on: date | None = None
    outcome: str = ""


class Former(Frozen):
    """The debt after the tenancy ended; it follows the account until it is written off. Money in pence."""

    ended_on: date
    how: str
    debt: int
    oldest_on: date | None = None  # when the oldest unpaid charge fell due
    limitation_last_day: date | None = None
    letter_on: date | None = None
    reply_by: date | None = None
    claim_from: date | None = None
    write_off: int | None = None
    write_off_by: str | None = None
    write_off_on: date | None = None
    written_off: bool | None = None


class Irregular(Frozen):
    """Something that happened and breaks a rule: kept, shown, and cured or accepted; never hidden.

    key: short and stable, made of the rule and the event. no_longer: what does not stand because of it.
    act: the serious step it is about, where its approval found it; the step itself then does not make it a second time.
    """

    key: str
    rule: str
    says: str
    cite: str
    event_id: str
    on: date
    known_on: date | None = None  # when it was known of, where that was later: what is to be done counts from then
    no_longer: str = ""
    cure: str = ""
    first_day: date | None = None
    cured_by: tuple[str, ...] = ()
    act: str = ""
    status: Literal["open", "cured", "accepted"] = "open"


class State(Frozen):
    """The whole case. `last_on` is the latest day on which an event happened.

    acted_on: the latest day on which something was told of the case that is no balance, no payment and no passing date.
    """

    case_ref: str = ""
    account_ref: str = ""
    opened_on: date | None = None
    tenancy: Tenancy | None = None
    owner: str = ""
    team: str = ""
    patch: str = ""
    vulnerable: tuple[str, ...] = ()
    balance: Balance | None = None
    fitness: Fitness | None = None
    fixed_term: FixedTerm | None = None
    evidence: Evidence = Field(default_factory=dict)
    reply_by: date | None = None  # what the protocol letter gave the tenants to answer; the claim waits for it
    letter_by: date | None = None  # what the latest letter that speaks of a notice gave them; the notice waits for it
    waived: tuple[str, ...] = ()  # "paragraph" or "paragraph:tenant"
    agreement: Agreement | None = None
    done: dict[str, date] = Field(default_factory=dict)  # our own tasks done by hand: the day that each was for
    given: dict[str, str] = Field(default_factory=dict)  # dates that are another's than they would be: whose
    missed_due_on: date | None = None  # the review saw an instalment missing; a person has not looked at it yet
    holds: tuple[Hold, ...] = ()
    approvals: dict[str, Approval] = Field(default_factory=dict)
    notice: Notice | None = None
    claim: Claim | None = None
    hearing: Hearing | None = None
    order: Order | None = None
    warrant: Warrant | None = None
    eviction: Eviction | None = None
    application: Application | None = None
    former: Former | None = None
    irregular: tuple[Irregular, ...] = ()
    withheld: tuple[Withheld, ...] = ()  # papers still to be written, by code and reader
    last_on: date | None = None
    acted_on: date | None = None
    law_read_on: date | None = None  # when its dates were last read again because the law had changed
    closed_on: date | None = None
    closed_why: str = ""

    def but(self, **changes: Any) -> State:
        """The same state with these parts replaced."""
        return self.model_copy(update=changes)

    @property
    def touched_on(self) -> date | None:
        """From when our own tasks count: what somebody last did, which neither a balance nor a payment is."""
        return self.acted_on or self.last_on

    @property
    def the_tenancy(self) -> Tenancy:
        """The tenancy of an opened case; ValueError before it is opened."""
        if self.tenancy is None:
            raise ValueError("the case is not open yet")
        return self.tenancy

    @property
    def track(self) -> str:
        """The part of the protocol that applies: the notice's ground may make it another than the tenancy's."""
        return (self.notice.track if self.notice else "") or self.the_tenancy.track

    def holds_on(self, day: date) -> tuple[Hold, ...]:
        """The holds that cover a day."""
        return tuple(h for h in self.holds if h.covers(day))


def all_died(state: State, day: date) -> bool:
    """Whether every tenant is recorded as dead on a day; a death of nobody named is taken for the whole tenancy's."""
    who = {hold.tenant for hold in state.holds_on(day) if hold.kind == "deceased"}
    return None in who or (bool(who) and who >= set(state.the_tenancy.tenants))


def changed_parts(old: State, new: State) -> dict[str, Any]:
    """JSON of the parts in which `new` differs from `old`: what a receipt carries instead of the whole state."""
    before, after = (s.model_dump(mode="json", exclude_defaults=True) for s in (old, new))
    return {part: after.get(part) for part in State.model_fields if before.get(part) != after.get(part)}


def with_parts(state: State, parts: dict[str, Any]) -> State:
    """The state after `changed_parts` is put on top of it; a part that is null goes back to its default."""
    whole = {**state.model_dump(mode="json", exclude_defaults=True), **parts}
    return State.model_validate({k: v for k, v in whole.items() if v is not None})
