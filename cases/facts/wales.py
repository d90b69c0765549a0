"""What the papers of Wales say that England's do not: possession notices, the review, the claim (W-01 to W-04)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from cases.events.base import Frozen
from cases.facts.common import Code, Due, Text
from cases.facts.court import Pleading
from cases.facts.notices import Notice, Threshold
from cases.facts.review import ReviewLetter


class PossessionNotice(Notice):
    """What W-01 and W-02 share.

    specified_on: the day after which a claim may be made. fit_on: when it was last looked whether the rent in the arrears
    was due for each of its days.
    """

    form: Code
    claim_from: Due
    last_day: Due
    fit_on: date


class BreachNotice(PossessionNotice):
    """W-01: RHW23, a breach of the contract by not paying rent (section 157)."""

    ground: Literal["s157"]


class SeriousArrearsNotice(PossessionNotice):
    """W-02: RHW20, or RHW21 with its right to a review. units: such as "8 weeks' rent", which come to `threshold`."""

    ground: Literal["s181", "s187"]
    units: Text
    threshold: Threshold
    review_by: Due | None = None
    decide_by: Due | None = None


class ReviewDecision(ReviewLetter):
    """W-03: what came of looking again at the decision to give an RHW21 notice.

    extended_on, extended_to: when the landlord allowed more time to ask in writing, and until when.
    """

    extended_on: date | None = None
    extended_to: date | None = None


class DwellingDocument(Frozen):
    """A document of the dwelling. said: that a copy is attached, why none is, or that nobody has looked yet."""

    what: Text
    said: Text


class WalesClaim(Pleading):
    """W-04: particulars of a possession claim on an occupation contract. notice_type: as the court's service takes it.

    documents: those of the dwelling that the court asks for. mandatory: serious arrears are pleaded; met: their threshold is
    reached when the claim begins. fit_on: see `PossessionNotice`.
    """

    notice_type: Annotated[Code, Field(max_length=10)]
    sections: Annotated[tuple[Code, ...], Field(min_length=1)]
    mandatory: bool
    units: Text | None = None
    threshold: Threshold | None = None
    met: bool = False
    review: Text | None = None
    fit_on: date
    documents: Annotated[tuple[DwellingDocument, ...], Field(min_length=1)]
