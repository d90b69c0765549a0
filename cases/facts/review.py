"""The facts of a review's decision in England (E-11)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from cases.events.base import Frozen
from cases.facts.common import Due, Figure, Letter, Text


class Point(Frozen):
    """One thing that was said against the decision, and what the reviewer found."""

    raised: Text
    finding: Text


class ReviewLetter(Letter):
    """E-11, on a notice under section 128 of the Housing Act 1996. how: such as "by phone".

    maker: who decided to give the notice. hearing_on: None where it was decided on paper; there: the reader was at it.
    before: what was owed when the notice was served. reasons: where the decision stands.
    """

    confirmed: bool
    served_on: date
    requested_on: date
    how: Text
    in_time: bool
    maker: Text
    reviewer: Text
    reviewer_role: Text
    hearing_on: date | None = None
    there: bool
    considered: Annotated[tuple[Text, ...], Field(min_length=1)]
    points: tuple[Point, ...] = ()
    before: Figure
    b1: Figure
    equality: Text
    alternatives: Text
    reasons: Text | None = None
    specified_on: date
    claim_from: Due
