"""The facts of an offer of an agreement, with what the reader told us of their money (E-05)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from cases.events.base import Frozen
from cases.facts.common import Beat, Due, Expected, Figure, Letter, Sum, Text
from cases.facts.letters import Promise

Budget = Annotated[int, Field(ge=0), Sum("budget")]  # pence a month
Left = Annotated[int, Sum("budget")]
Plan = Annotated[int, Field(gt=0), Sum("plan")]


class MoneyLine(Frozen):
    """One kind of income or spending, a month."""

    what: Text
    sum: Budget


class Told(Frozen):
    """What the reader told us. left: what is left of a month when rent and spending are taken off; below nothing, too."""

    on: date
    comes_in: Annotated[tuple[MoneyLine, ...], Field(min_length=1)]
    goes_out: Annotated[tuple[MoneyLine, ...], Field(min_length=1)]
    dependants: int | None = None
    left: Left


class Option(Frozen):
    """One plan to choose. letter: A or B. a_week, a_month: the same in the other rhythm, arrears part only.

    payments: how many times the part towards the arrears is paid; clear_on: the day of the last.
    """

    letter: Literal["A", "B"]
    beat: Beat
    a_week: Plan
    a_month: Plan
    payments: Annotated[int, Field(gt=0)]
    clear_on: date


class AgreementOffer(Letter):
    """E-05. owed: what the plans are for; left_out: rent in a debt relief order or bankruptcy, which is no part of it.

    told: None where nothing is known of the reader's money, and then the plans are suggestions. reason: why a plan asks for
    more than is left over. short: nothing is left over, so a small sum is only asked about.
    """

    owed: Figure
    moratorium_from: date | None = None
    left_out: Annotated[int, Field(gt=0), Sum("insolvency")] | None = None
    told: Told | None = None
    options: Annotated[tuple[Option, ...], Field(min_length=1, max_length=2)]
    reason: Text | None = None
    short: bool
    deduction: bool
    promise: Promise
    reply_by: Due
    expected: Expected | None = None
    pay: Annotated[tuple[Text, ...], Field(min_length=1)]
    fund: Text | None = None
