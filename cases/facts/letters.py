"""The facts of the letters of the early stage: first contact, statement, agreement made and agreement broken."""

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
    Figure,
    Letter,
    LetterStatement,
    Missed,
    Period,
    Posted,
    Rent,
    Text,
    Unprinted,
)


class Credit(Frozen):
    """A payment that reached the account. source: in words, such as `you` or `Housing Benefit`."""

    on: date
    sum: Posted
    source: Text


class AboutArrears(Letter):
    """What every letter about arrears says. owed is B1, or B6b (what has come since) while a moratorium runs.

    credits: the last three; no_payment_since is said when there is none. call_by: the day to answer by.
    """

    owed: Figure
    rent: Rent
    period: Period
    next_due_on: date
    credits: Annotated[tuple[Credit, ...], Field(max_length=3)]
    no_payment_since: date | None = None
    expected: Expected | None = None
    call_by: Due
    pay: Annotated[tuple[Text, ...], Field(min_length=1)]
    fund: Text | None = None


class ArrearsLetter(AboutArrears):
    """E-01, first contact."""

    moratorium_from: date | None = None


class Tried(Frozen):
    """One time that we wrote to the reader or tried to reach them. what: a sentence's end, such as "we rang: no answer"."""

    on: date
    what: Text


class Appointment(Frozen):
    """When we would like to talk, and where: such as "at our office"."""

    at: datetime
    place: Text


class SecondLetter(AboutArrears):
    """E-02. before: the balance when the letter before this one went. tried: this reader's own contact alone."""

    before: Figure
    tried: Annotated[tuple[Tried, ...], Field(min_length=1)]
    appointment: Appointment
    adjustments: Text | None = None
    statement: LetterStatement


class ThirdLetter(AboutArrears):
    """E-03, the last before a notice. weeks: such as "8.4", of rent. direct: what was asked of the benefit office.

    screened_on: when it was last looked whether the reader is vulnerable.
    """

    weeks: Code
    direct: tuple[Text, ...] = ()
    screened_on: Annotated[date, Unprinted()]
    statement: LetterStatement


class OtherSum(Frozen):
    """Money on the account that is not in the rent balance."""

    name: Text
    sum: Figure


class RentPart(Frozen):
    """A part of what is charged each period."""

    name: Text
    sum: Rent


class RentStatement(Letter):
    """E-04. for_information: a moratorium runs, so nothing is asked for."""

    statement: LetterStatement
    b1: Figure
    others: tuple[OtherSum, ...] = ()
    parts: Annotated[tuple[RentPart, ...], Field(min_length=1)]
    period: Period
    expected: Expected | None = None
    universal_credit: bool = False
    for_information: bool
    answer_by: date


Promise = Literal["notice", "claim", "hearing", "bailiffs"]


class AgreementLetter(Letter):
    """E-06. promise: the step that will not be taken while the agreement is kept. calendar: the next payments.

    rent_before: rent that falls due before the first payment and that none of them is for; it is counted in clear_on.
    rent_from: the day of a new rent inside the plan; the payments are then those from that day on.
    """

    made_on: date
    changed: bool
    rent_from: date | None = None
    b1: Figure
    beat: Beat
    calendar: Annotated[tuple[Dated, ...], Field(min_length=3)]
    rent_before: Rent | None = None
    clear_on: date
    tolerance_days: Annotated[int, Field(ge=0)]
    review_on: date
    not_everyone: bool
    promise: Promise
    pay: Annotated[tuple[Text, ...], Field(min_length=1)]


class BrokenAgreementLetter(Letter):
    """E-07. claim_from: where a notice is live, the first day on which a claim may start, after `cure_by`.

    falling_due: what the plan wants paid beside b8 before cure_by is over.
    """

    made_on: date
    beat: Beat
    missed: Annotated[tuple[Missed, ...], Field(min_length=1)]
    b8: Figure
    b1: Figure
    cure_by: Due
    falling_due: tuple[Dated, ...] = ()
    stage: Literal["before_notice", "notice", "claim"]
    claim_from: date | None = None
    hearing_on: date | None = None
    expected: Expected | None = None
    pay: Annotated[tuple[Text, ...], Field(min_length=1)]
    fund: Text | None = None
    statement: LetterStatement
