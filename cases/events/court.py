"""Events of approval, notice, review, protocol, claim, hearing and order."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from cases.events.base import Act, Event, Instant, Mark, Money, Person, Ref, Staff, Words
from cases.events.early import Every, Instalment

Ground = Literal["1", "8", "10", "11", "s157", "s181", "s187"]
Method = Literal[
    "handed_to_person", "left_at_address", "first_class_post", "recorded_post", "email_agreed", "process_server"
]


class ApprovalRequested(Event):
    """A serious step is prepared and put to someone else: its papers are drafted for the approver to read."""

    kind: ClassVar[str] = "approval_requested"
    stage: ClassVar[str] = "any"
    is_act: ClassVar[bool] = True

    act: Act
    for_day: date | None = None
    grounds: tuple[Ground, ...] = ()


class ApprovalGiven(Event):
    """Someone who did not prepare a serious step approves it."""

    kind: ClassVar[str] = "approval_given"
    stage: ClassVar[str] = "any"
    is_act: ClassVar[bool] = True

    act: Act
    prepared_by: Staff | None = None
    for_day: date | None = None
    grounds: tuple[Ground, ...] = ()
    approver_role: Annotated[str | None, Mark.COMPUTED] = None


class ApprovalRefused(Event):
    """Someone who did not prepare a serious step refuses it."""

    kind: ClassVar[str] = "approval_refused"
    stage: ClassVar[str] = "any"

    act: Act
    reason: Words


class NoticeServed(Event):
    """A notice was served on one or more tenants; tenants left out have not been served."""

    kind: ClassVar[str] = "notice_served"
    stage: ClassVar[str] = "notice"
    forbidden_as: ClassVar[str | None] = "serve_notice"

    tenants: tuple[Person, ...] = ()
    method: Method
    grounds: tuple[Ground, ...] = ()
    specified_on: date | None = None
    at: Annotated[str | None, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = None
    place: Literal["home", "office", "elsewhere"] = "home"
    proof: Literal["certificate", "receipt", "photo", "none"] = "certificate"
    service_clause: bool = False
    left_with: Words | None = None
    witness: Words | None = None
    arrears_pence: Annotated[Money | None, Mark.COMPUTED] = None


class NoticeWithdrawn(Event):
    """The notice is withdrawn and no claim will be made on it."""

    kind: ClassVar[str] = "notice_withdrawn"
    stage: ClassVar[str] = "notice"

    reason: Words | None = None


class ReviewRequested(Event):
    """A tenant asks for a review of the decision to seek possession (introductory and demoted tenancies).

    extended_to: until when the landlord had allowed it in writing, where the law lets him; extended_on: the day of that.
    """

    kind: ClassVar[str] = "review_requested"
    stage: ClassVar[str] = "notice"

    tenant: Person
    hearing_asked: bool = False
    how: Literal["phone", "email", "letter", "in_person", "through_someone"] | None = None
    extended_to: date | None = None
    extended_on: date | None = None


class ReviewDecided(Event):
    """The review is decided and the tenant told, with reasons when the decision stands.

    points, findings: what was said against the decision and what was found, in one order, parted by lines or semicolons.
    """

    kind: ClassVar[str] = "review_decided"
    stage: ClassVar[str] = "notice"

    confirmed: bool
    notified_on: date | None = None
    reasons: Words | None = None
    hearing_on: date | None = None
    attended: tuple[Person, ...] = ()
    considered: Words | None = None
    points: Words | None = None
    findings: Words | None = None
    equality: Words | None = None
    alternatives: Words | None = None


class ProtocolLetterSent(Event):
    """After the notice: a letter to each tenant with a copy of the pre-action protocol.

    reply_by: the day to answer by, for which the claim waits; left out, our policy's day. Where the court may have no choice,
    every adult who is known to live there is asked too, in a copy of their own that says nothing of the account.
    """

    kind: ClassVar[str] = "protocol_letter_sent"
    stage: ClassVar[str] = "protocol"
    is_act: ClassVar[bool] = True
    forbidden_as: ClassVar[str | None] = "send_protocol_letter"

    tenants: tuple[Person, ...] = ()
    reply_by: date | None = None
    adults: Annotated[tuple[str, ...], Mark.COMPUTED] = ()  # those who live there beside the tenants, by reference


class ReplyConsidered(Event):
    """A tenant's reply about their circumstances was considered, or the time to reply passed without one."""

    kind: ClassVar[str] = "reply_considered"
    stage: ClassVar[str] = "protocol"

    tenant: Person
    replied: bool
    go_on: bool
    reason: Words | None = None


class ProtocolWaived(Event):
    """Someone with authority says why a paragraph of the protocol is not needed here."""

    kind: ClassVar[str] = "protocol_waived"
    stage: ClassVar[str] = "protocol"
    is_act: ClassVar[bool] = True

    paragraph: Ref
    tenant: Person | None = None
    reason: Words
    approver_role: Annotated[str | None, Mark.COMPUTED] = None


class OccupiersEnquired(Event):
    """Enquiries were made who lives in the house beside the tenants: each qualifying occupier gets the notice too."""

    kind: ClassVar[str] = "occupiers_enquired"
    stage: ClassVar[str] = "notice"
    nations: ClassVar[tuple[str, ...]] = ("scotland",)

    how: Literal["visit", "letter", "phone", "records"]
    occupiers: tuple[Ref, ...] = ()  # references on the tenancy; none: nobody qualifies


class ClaimSubmitted(Event):
    """A possession claim is sent to the court."""

    kind: ClassVar[str] = "claim_submitted"
    stage: ClassVar[str] = "claim"
    is_act: ClassVar[bool] = True
    forbidden_as: ClassVar[str | None] = "submit_claim"

    channel: Literal["pcol", "paper", "online_service", "sheriff_court"] = "pcol"
    court: Ref
    money_claimed: bool = True
    pre_action_averred: bool = False  # Scotland: the statement of claim says that the pre-action requirements were met


class ClaimIssued(Event):
    """The court issued the claim."""

    kind: ClassVar[str] = "claim_issued"
    stage: ClassVar[str] = "claim"
    forbidden_as: ClassVar[str | None] = "submit_claim"

    claim_number: Ref
    court: Ref | None = None
    fee: Annotated[Money | None, Field(ge=0)] = None


class CouncilNotified(Event):
    """The council was told that possession is being sought. proof: the reference of the posting or of the receipt."""

    kind: ClassVar[str] = "council_notified"
    stage: ClassVar[str] = "claim"
    nations: ClassVar[tuple[str, ...]] = ("scotland",)

    how: Literal["post", "electronic"]
    proof: Ref | None = None


class OccupierSisted(Event):
    """The sheriff made a qualifying occupier a party to the action, as they had asked."""

    kind: ClassVar[str] = "occupier_sisted"
    stage: ClassVar[str] = "claim"
    nations: ClassVar[tuple[str, ...]] = ("scotland",)

    occupier: Ref


class SummonsServed(Event):
    """The summons was served on each defender, with its return day."""

    kind: ClassVar[str] = "summons_served"
    stage: ClassVar[str] = "claim"
    nations: ClassVar[tuple[str, ...]] = ("scotland",)

    how: Literal["sheriff_officer", "recorded_delivery"]
    return_on: date


class CourtPapersServed(Event):
    """We, and not the court, served court papers on one or more defendants.

    at: London's time of the step, needed for all but post. address: where, if it is not the home, or the e-mail address.
    """

    kind: ClassVar[str] = "court_papers_served"
    stage: ClassVar[str] = "hearing"
    nations: ClassVar[tuple[str, ...]] = ("england", "wales")

    tenants: tuple[Person, ...] = ()
    papers: Annotated[
        tuple[
            Literal[
                "claim_form",
                "particulars",
                "hearing_notice",
                "witness_statement",
                "application",
                "order",
                "other_papers",
            ],
            ...,
        ],
        Field(min_length=1),
    ]
    method: Literal[
        "personal", "left_at_address", "first_class_post", "next_day_delivery", "document_exchange", "email"
    ]
    at: Annotated[str | None, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = None
    place: Literal["home", "last_known_address", "solicitor", "litigation_friend", "place_of_business"] = "home"
    address: Words | None = None
    left_with: Words | None = None
    email_agreed: bool = False


class ClaimWithdrawn(Event):
    """The claim is discontinued."""

    kind: ClassVar[str] = "claim_withdrawn"
    stage: ClassVar[str] = "claim"

    reason: Words | None = None


class DefenceReceived(Event):
    """A defence, with or without a counterclaim, came in."""

    kind: ClassVar[str] = "defence_received"
    stage: ClassVar[str] = "claim"

    tenant: Person
    counterclaim: bool = False


class HearingListed(Event):
    """The court gave a hearing."""

    kind: ClassVar[str] = "hearing_listed"
    stage: ClassVar[str] = "hearing"

    hearing_at: Instant
    court: Ref | None = None
    purpose: Literal["possession", "adjourned", "application", "restored"] = "possession"


class HearingRelisted(Event):
    """The court moved the hearing."""

    kind: ClassVar[str] = "hearing_relisted"
    stage: ClassVar[str] = "hearing"

    hearing_at: Instant
    court: Ref | None = None


class HearingVacated(Event):
    """The court took the hearing out of the list."""

    kind: ClassVar[str] = "hearing_vacated"
    stage: ClassVar[str] = "hearing"


Outcome = Literal[
    "outright",
    "suspended",
    "postponed",
    "adjourned_to_date",
    "adjourned_on_terms",
    "adjourned_generally",
    "struck_out",
    "dismissed",
    "withdrawn",
    "money_judgment_only",
]


class HearingOutcomeRecorded(Event):
    """What the court decided, in structured terms; happened_on is the day of the hearing.

    costs_by: by when the costs are to be paid, where the court said so; judge: as the notes of the hearing name them.
    """

    kind: ClassVar[str] = "hearing_outcome_recorded"
    stage: ClassVar[str] = "order"

    outcome: Outcome
    ground_basis: Literal["discretionary", "mandatory"] | None = None
    grounds: tuple[Ground, ...] = ()
    possession_on: date | None = None
    rent_plus: Annotated[Money | None, Field(gt=0)] = None
    every: Every | None = None
    first_payment_on: date | None = None
    money_judgment: Annotated[Money | None, Field(ge=0)] = None
    costs: Annotated[Money | None, Field(ge=0)] = None
    costs_by: date | None = None
    judge: Words | None = None
    strike_out_on: date | None = None
    adjourned_to: Instant | None = None
    permission_needed: bool = False
    attended: tuple[Person, ...] = ()


class OrderBreached(Event):
    """The terms of the order were not kept: for payments the step works out the proof from the account.

    cure_by: the day that the warning to the tenants names, until which no warrant is asked for.
    """

    kind: ClassVar[str] = "order_breached"
    stage: ClassVar[str] = "order"

    breach: Literal["payment", "other_term"] = "payment"
    missed: Annotated[Money | None, Field(gt=0)] = None  # for an account whose payments we do not hold
    proof: Annotated[tuple[Instalment, ...], Mark.COMPUTED] = ()
    cure_by: Annotated[date | None, Mark.COMPUTED] = None


class OrderDischarged(Event):
    """The court discharged the order, or it ended because everything under it was paid."""

    kind: ClassVar[str] = "order_discharged"
    stage: ClassVar[str] = "order"

    how: Literal["paid_in_full", "by_the_court"] = "paid_in_full"


class DateNoticeSent(Event):
    """A postponed order: the tenants are told that we will ask the court to fix a date.

    method: how the letter went, which the application to the court has to say.
    """

    kind: ClassVar[str] = "date_notice_sent"
    stage: ClassVar[str] = "order"
    is_act: ClassVar[bool] = True
    forbidden_as: ClassVar[str | None] = "request_warrant"

    tenants: tuple[Person, ...] = ()
    method: Literal["handed_to_person", "left_at_address", "first_class_post", "recorded_post"] | None = None


class DateApplied(Event):
    """A postponed order: we ask the court to fix the date for possession.

    benefit_outstanding: whether a claim for housing benefit, or for Universal Credit towards rent, is not decided yet.
    reply: what the tenants answered to our letter about it; reply_on: the day of an answer, which goes to the court with it.
    """

    kind: ClassVar[str] = "date_applied"
    stage: ClassVar[str] = "order"
    is_act: ClassVar[bool] = True
    forbidden_as: ClassVar[str | None] = "request_warrant"

    benefit_outstanding: bool
    reply: Literal["none", "agreed", "disputed"]
    reply_on: date | None = None
    hearing_wanted: bool = False


class PossessionDateFixed(Event):
    """A postponed order: the court fixed the date for possession."""

    kind: ClassVar[str] = "possession_date_fixed"
    stage: ClassVar[str] = "order"

    possession_on: date


class RestoreRequested(Event):
    """An adjourned claim: we ask the court to list it again."""

    kind: ClassVar[str] = "restore_requested"
    stage: ClassVar[str] = "order"
    is_act: ClassVar[bool] = True
    forbidden_as: ClassVar[str | None] = "submit_claim"


class PermissionSought(Event):
    """We ask the court for permission to enforce the order.

    reason: what was broken, or why only now; told, it writes the application. what: or for the order to be transferred to
    the High Court, whose officers are to carry it out.
    """

    kind: ClassVar[str] = "permission_sought"
    stage: ClassVar[str] = "order"
    is_act: ClassVar[bool] = True
    forbidden_as: ClassVar[str | None] = "request_warrant"

    reason: Words | None = None
    what: Literal["enforce", "high_court"] | None = None


class PermissionDecided(Event):
    """The court decides on permission to enforce, or on the transfer to the High Court."""

    kind: ClassVar[str] = "permission_decided"
    stage: ClassVar[str] = "order"

    granted: bool
    what: Literal["enforce", "high_court"] | None = None
