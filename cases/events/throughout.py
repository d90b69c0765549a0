"""Events of any stage: holds, who has the case, its dates and notes, what puts the record right, the end."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from cases.events.base import Event, Mark, Person, Ref, Staff, Words

HoldKind = Literal[
    "breathing_space",
    "mental_health_crisis_moratorium",
    "benefit_claim_pending",
    "benefit_appeal",
    "balance_disputed",
    "complaint",
    "capacity_in_question",
    "counterclaim",
    "insolvency",
    "deceased",
    "court_stay",
    "statutory_moratorium",
    "payment_steps_pending",
    "debt_arrangement",
    "appeal_pending",
    "manual_pause",
    "dwelling_unfit",
]


class HoldOpened(Event):
    """Something forbids or pauses part of the recovery. reference: a moratorium's, as its notification gives it."""

    kind: ClassVar[str] = "hold_opened"
    stage: ClassVar[str] = "any"

    hold: HoldKind
    tenant: Person | None = None
    registered_on: date | None = None
    treatment_ended_on: date | None = None
    ends_on: date | None = None
    review_on: date | None = None
    moratorium_debt: Annotated[int | None, Field(ge=0), Mark.MONEY] = None
    evidence_given: bool | None = None
    eligibility_expected: bool | None = None
    other_sums_paid: bool | None = None
    reference: Ref | None = None
    reason: Words | None = None

    @property
    def effective_on(self) -> date:
        """A moratorium runs from its entry in the register, whenever we are told of it."""
        return min(self.happened_on, self.registered_on or self.happened_on)


class HoldReviewed(Event):
    """A hold was looked at again and goes on."""

    kind: ClassVar[str] = "hold_reviewed"
    stage: ClassVar[str] = "any"

    hold: HoldKind
    tenant: Person | None = None
    ends_on: date | None = None
    review_on: date | None = None
    reason: Words | None = None


class HoldEnded(Event):
    """A hold ends; no other hold is released by it."""

    kind: ClassVar[str] = "hold_ended"
    stage: ClassVar[str] = "any"

    hold: HoldKind
    tenant: Person | None = None
    reason: Words | None = None


class CaseReassigned(Event):
    """The case moves to another officer or team."""

    kind: ClassVar[str] = "case_reassigned"
    stage: ClassVar[str] = "any"

    owner: Staff
    team: str | None = None


class DeadlineDone(Event):
    """A task that our own policy set is done; a date set by law or by a court ends by its event.

    deadline, instance: as `deadlines --json` names the date.
    """

    kind: ClassVar[str] = "deadline_done"
    stage: ClassVar[str] = "any"
    is_act: ClassVar[bool] = True

    deadline: Ref
    instance: Annotated[str, Field(max_length=200)] = ""


class DeadlineGiven(Event):
    """A date is somebody else's to see to; the case stays with its owner."""

    kind: ClassVar[str] = "deadline_given"
    stage: ClassVar[str] = "any"
    is_act: ClassVar[bool] = True

    deadline: Ref
    to: Staff
    instance: Annotated[str, Field(max_length=200)] = ""


class PaperAgain(Event):
    """A paper that was withheld, or that is wrong now, is written again from what is known today.

    paper: its code. to: the person or `occupiers` that it goes to, where only one reader's is to be written.
    """

    kind: ClassVar[str] = "paper_again"
    stage: ClassVar[str] = "any"
    is_act: ClassVar[bool] = True

    paper: Ref
    to: Ref | None = None


class AddressTraced(Event):
    """A tenant's new address for letters is known; it goes into the register of people, not into the case."""

    kind: ClassVar[str] = "address_traced"
    stage: ClassVar[str] = "any"

    tenant: Person
    address: Words


class NoteAdded(Event):
    """Something worth remembering, in the officer's words; it changes no date."""

    kind: ClassVar[str] = "note_added"
    stage: ClassVar[str] = "any"

    text: Words


class Corrected(Event):
    """An earlier event was recorded wrongly: it is replaced, or withdrawn when nothing replaces it.

    replacement: the fields that differ, by name; `happened_on` may be among them. None withdraws the event.
    """

    kind: ClassVar[str] = "corrected"
    stage: ClassVar[str] = "any"

    corrects: str
    replacement: dict[str, Any] | None = None
    reason: Words | None = None


class IrregularityAccepted(Event):
    """Someone with authority accepts an irregularity and gives the reason."""

    kind: ClassVar[str] = "irregularity_accepted"
    stage: ClassVar[str] = "any"
    is_act: ClassVar[bool] = True

    irregularity: str
    reason: Words


class DateReached(Event):
    """A day on which the case's legal position changes has come."""

    kind: ClassVar[str] = "date_reached"
    stage: ClassVar[str] = "any"
    machine: ClassVar[bool] = True

    what: str
    position: Annotated[str | None, Mark.COMPUTED] = None


class LawReviewed(Event):
    """The law, or what is known of it, has changed: the dates of the case are read again."""

    kind: ClassVar[str] = "law_reviewed"
    stage: ClassVar[str] = "any"
    machine: ClassVar[bool] = True

    change: str
    rules: tuple[str, ...] = ()
    says: tuple[str, ...] = ()


class CaseClosed(Event):
    """The case ends; nothing more can be recorded on it."""

    kind: ClassVar[str] = "case_closed"
    stage: ClassVar[str] = "closed"
    is_act: ClassVar[bool] = True

    reason: Literal["arrears_cleared", "written_off", "debt_paid", "opened_in_error", "transferred", "other"]
