"""The facts of the letters between notice and hearing: protocol letter, letter before a mandatory claim, hearing."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from cases.facts.common import (
    Benefit,
    Code,
    Due,
    Expected,
    Figure,
    Letter,
    LetterStatement,
    Lines,
    Period,
    Rent,
    Text,
    Unprinted,
)


class ProtocolLetter(Letter):
    """E-16, after the notice. protocol_enclosed: the landlord's own copy of the Protocol is loaded and goes with it."""

    served_on: date
    claim_from: Due
    b1: Figure
    expected: Expected | None = None
    benefits: tuple[Text, ...] = ()
    housing_benefit: Benefit | None = None
    reply_by: Due
    spoken_on: date | None = None
    tried_on: date | None = None
    protocol_enclosed: bool
    pay: Annotated[tuple[Text, ...], Field(min_length=1)]
    fund: Text | None = None
    statement: LetterStatement


class CircumstancesLetter(Letter):
    """E-17, before a claim on which the court may have no choice. route: by which law we would claim.

    review_by: the last day to ask for a review of the decision (introductory and demoted tenancies). asked_before: the
    notice asked the same question by an earlier day. occupier: the copy of somebody who lives there and is no tenant, with no
    sum and nothing of the account, the notice or the tenants in it.
    """

    route: Literal["ground_8", "introductory", "demoted"]
    occupier: bool = False
    b1: Figure | None = None
    rent: Rent | None = None
    period: Period | None = None
    served_on: date | None = None
    broken_on: date | None = None
    last_paid_on: date | None = None
    spoken_on: date | None = None
    reply_by: Due
    asked_before: bool
    review_by: Due | None = None


class HearingLetter(Letter):
    """E-25. moved: the hearing was listed before for another day. latest: the day by which it has to arrive.

    outright: possession is asked for outright, as in E-27 and E-28; else suspended while rent and an instalment are paid.
    """

    at: datetime
    arrive_by: datetime
    court: Text
    court_address: Lines | None = None
    claim_number: Code
    moved: bool
    b1: Figure
    b10: Figure
    mandatory: Literal["no", "ground_8", "only"]
    outright: bool
    money_claimed: bool
    moratorium: bool
    benefits: tuple[Text, ...] = ()
    housing_benefit: Benefit | None = None
    expected: Expected | None = None
    pay: Annotated[tuple[Text, ...], Field(min_length=1)]
    latest: Annotated[Due | None, Unprinted()] = None
    statement: LetterStatement
