"""The facts of a draft order (E-28)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from cases.events.base import Frozen
from cases.facts.common import Code, Fee, Figure, Instalment, Judgment, Lines, Rent, Text, Unprinted
from cases.facts.parties import Heading


class DraftOrder(Frozen):
    """E-28. made_on: the day of the hearing. grounds: those to be found proved; without one no later court can tell what the
    order rests on. extra: towards the arrears, 0 where the order has no terms. gaps: paragraphs that a person completes.

    The sums and days stand in the paragraphs and are kept here by their codes.
    """

    heading: Heading
    made_on: date
    form: Text
    kind: Annotated[Code, Unprinted()]
    grounds: Annotated[tuple[Code, ...], Field(min_length=1), Unprinted()]
    recital: Text
    paragraphs: Lines
    arrears: Annotated[Figure, Unprinted()]
    daily: Annotated[Fee | None, Unprinted()] = None
    rent: Annotated[Rent, Unprinted()]
    extra: Annotated[Instalment, Unprinted()]
    fee: Annotated[Fee | None, Unprinted()] = None
    costs: Annotated[Judgment | None, Unprinted()] = None
    possession_on: Annotated[date | None, Unprinted()] = None
    restore_by: Annotated[date | None, Unprinted()] = None
    gaps: int
