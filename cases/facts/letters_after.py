"""The facts of the letters from the order on: what was decided, a breach, the eviction, the debt left, a moratorium."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from cases.events.base import Frozen
from cases.events.court import Outcome
from cases.facts.common import (
    Beat,
    Code,
    Dated,
    Due,
    Fee,
    Figure,
    Judgment,
    Letter,
    LetterStatement,
    Lines,
    Missed,
    Period,
    Rent,
    Text,
    Unprinted,
)


class OutcomeLetter(Letter):
    """E-30. hardship_by: on a mandatory ground, the last day to which the court can put possession off."""

    outcome: Annotated[Outcome, Field()]
    heard_on: date
    court: Text | None = None
    judge: Text | None = None
    claim_number: Code
    attended: bool
    mandatory: bool
    possession_on: date | None = None
    hardship_by: date | None = None
    beat: Beat | None = None
    calendar: tuple[Dated, ...] = ()
    judgment: Judgment | None = None
    costs: Judgment | None = None
    costs_by: date | None = None
    adjourned_to: datetime | None = None
    restore_by: date | None = None
    permission_needed: bool
    fee: Fee | None = None
    check_on: date | None = None
    council: Text | None = None
    pay: Annotated[tuple[Text, ...], Field(min_length=1)]


class OrderBreachLetter(Letter):
    """E-31, an order suspended or a claim adjourned on terms. missed, b8: of missed payments; another term has neither.

    awaited: what is short beside b8 and waits for benefit, with the day of its next payment. falling_due: what the order
    wants paid beside b8 before cure_by is over.
    """

    made_on: date
    breach: Literal["payment", "other_term"]
    beat: Beat | None = None
    rent_now: Rent | None = None
    missed: tuple[Missed, ...] = ()
    b8: Figure | None = None
    awaited: Dated | None = None
    b1: Figure
    cure_by: Due
    falling_due: tuple[Dated, ...] = ()
    adjourned: bool
    permission_needed: bool
    warrant_asked: bool
    fee: Fee | None = None
    pay: Annotated[tuple[Text, ...], Field(min_length=1)]
    fund: Text | None = None
    statement: LetterStatement


class EvictionLetter(Letter):
    """E-35. occupiers: the copy for anyone else in the home, which has no sums and nothing of the tenants' account.

    council_phone and the rest of the council may be unknown; then the reader is told to look it up.
    """

    at: datetime
    occupiers: bool
    home_lines: Lines
    limited: bool
    b1: Figure | None = None
    b7: Figure | None = None
    fee: Fee | None = None
    council_name: Text | None = None
    council_phone: Text | None = None
    council_out_of_hours: Text | None = None
    storage_days: Annotated[int, Field(gt=0)]
    storage_place: Text
    latest: Annotated[Due | None, Unprinted()] = None


class FormerTenantLetter(Letter):
    """E-38. b9 is what this letter asks for: the rent left, less what a court has already ordered."""

    started_on: date
    ended_on: date
    how: Literal["eviction", "surrender", "abandonment", "death", "notice_to_quit", "transfer"]
    let: Lines  # the home that was let
    rent_left: Figure
    judgment: Judgment | None = None
    b9: Figure
    reply_by: Due
    claim_from: Due
    forms_enclosed: bool
    pay: Annotated[tuple[Text, ...], Field(min_length=1)]
    statement: LetterStatement


class MoratoriumLetter(Letter):
    """E-42 to each tenant. No sum of the debt, and nothing that says of what kind the moratorium is.

    moratorium: its reference as we were told it, for who is in it alone. own: the reader is that one; a joint tenant learns
    neither whose it is nor of an adviser. void_notice: the day the notice was given that has no effect because it came
    inside the moratorium.
    """

    starts_on: date
    last_day: date | None = None
    own: bool
    void_notice: date | None = None
    moratorium: Code | None = None
    rent: Rent
    period: Period
    next_due_on: date
    pay: Annotated[tuple[Text, ...], Field(min_length=1)]


class CourtSender(Frozen):
    """Who writes to the court."""

    name: Text
    address: Lines
    phone: Text
    email: Text


class MoratoriumNote(Frozen):
    """E-42 to the court while a claim is before it."""

    on: date
    landlord: CourtSender
    officer_name: Text
    officer_role: Text
    court: Text
    claim_number: Code
    defendants: Annotated[tuple[Text, ...], Field(min_length=1)]
    home: Lines
    starts_on: date
    last_day: date | None = None
    moratorium: Code | None = None
    void_notice: date | None = None
    hearing_at: datetime | None = None


class MoratoriumStop(Frozen):
    """E-42 to the bailiff while a warrant lives: nothing may be enforced."""

    on: date
    landlord: CourtSender
    officer_name: Text
    officer_role: Text
    court: Text
    claim_number: Code
    warrant_number: Code
    defendants: Annotated[tuple[Text, ...], Field(min_length=1)]
    home: Lines
    starts_on: date
    last_day: date | None = None
    moratorium: Code | None = None
    eviction_at: datetime | None = None
