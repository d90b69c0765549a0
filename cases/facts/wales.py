"""What the papers of Wales say that England's do not: possession notices, the review, the claim (W-01 to W-04)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from cases.facts.common import Code, Due, Figure, Letter, Text
from cases.facts.court import Pleading
from cases.facts.notices import Notice, Threshold


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


class ReviewDecision(Letter):
    """W-03: what came of looking again at the decision to give an RHW21 notice. reasons: where the decision stands."""

    confirmed: bool
    reasons: Text | None = None
    given_on: date
    requested_on: date
    in_time: bool
    claim_from: Due
    b1: Figure
    reviewer: Text
    reviewer_role: Text


class WalesClaim(Pleading):
    """W-04: particulars of a possession claim on an occupation contract. notice_type: as the court's service takes it.

    mandatory: serious arrears are pleaded; met: their threshold is reached when the claim begins. fit_on: see
    `PossessionNotice`; report_given: whether the electrical report is recorded as given.
    """

    notice_type: Annotated[Code, Field(max_length=10)]
    sections: Annotated[tuple[Code, ...], Field(min_length=1)]
    mandatory: bool
    units: Text | None = None
    threshold: Threshold | None = None
    met: bool = False
    review: Text | None = None
    fit_on: date
    report_given: bool
