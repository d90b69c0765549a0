"""The facts of the letter before a claim (E-19)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from cases.facts.common import (
    Benefit,
    Due,
    Every,
    Expected,
    Fee,
    Figure,
    Instalment,
    Letter,
    LetterStatement,
    Text,
    Unprinted,
)


class LetterBeforeClaim(Letter):
    """E-19. claim_from: the first day on which we would send the claim, after the day to act by.

    asks: the order that we would ask for. plan and every: terms that we would accept now, which an officer says.
    last_day: until when the notice can carry a claim, for our own eyes.
    """

    served_on: date
    call_by: Due
    claim_from: Due
    b1: Figure
    b10: Figure
    expected: Expected | None = None
    benefits: tuple[Text, ...] = ()
    housing_benefit: Benefit | None = None
    asks: Literal["suspended", "outright"]
    money_claimed: bool
    plan: Instalment
    every: Every
    fee: Fee
    pay: Annotated[tuple[Text, ...], Field(min_length=1)]
    fund: Text | None = None
    last_day: Annotated[Due | None, Unprinted()] = None
    statement: LetterStatement
