"""What is needed on the day of the hearing, and to have its order enforced (E-27, E-33)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from cases.events.base import Frozen
from cases.facts.common import Code, Expected, Fee, Figure, Instalment, Judgment, Lines, Missed, Posted, Rent, Sum, Text
from cases.facts.court import ServedNotice, ServedOn
from cases.facts.parties import Heading, Issuer, LeftOut, Offered, PastAgreement, Signer, Whys


class Ground8Today(Frozen):
    """Ground 8 on the figures of the day, in pence."""

    threshold: Annotated[int, Field(gt=0), Sum("threshold")]
    at_notice: bool
    today: bool


class HearingNote(Frozen):
    """E-27: one page for whoever speaks for the landlord; internal, never served.

    advocate, audience: who speaks and by what right, None while nobody is sent yet. arrears: B1 on the day of the note.
    offer: a plan without an answer; left_over: what is left of a month by what its reader told us, None where they did not.
    projected: B4 when the hearing is on a later day.
    """

    heading: Heading
    at: datetime
    purpose: Text
    advocate: Text | None = None
    audience: Text | None = None
    conduct: Text
    tenure: Text
    notice: ServedNotice
    served: Annotated[tuple[ServedOn, ...], Field(min_length=1)]
    issued_on: date | None = None
    arrears: Figure
    at_claim: Figure | None = None
    daily: Figure
    projected: Figure | None = None
    paid_since: Annotated[int | None, Field(ge=0), Sum("posting")] = None
    expected: tuple[Expected, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    costs: Fee | None = None
    grounds: Text
    ground_8: Ground8Today | None = None
    gaps: Lines
    fair_for: Lines
    fair_against: Lines
    vulnerable: Text
    holds: Lines
    agreement: PastAgreement | None = None
    offer: Offered | None = None
    left_over: Annotated[int | None, Field(ge=0), Sum("budget")] = None
    ask: Text
    fallbacks: Lines
    authority: Text
    whys: Whys = ()


Route = Literal["N325", "N325A", "writ"]


class Payment(Frozen):
    """A payment that reached the account, with its reference there. Pence."""

    on: date
    reference: Code
    words: Text
    amount: Posted


class CertifiedRow(Missed):
    """One instalment of an order. behind: how far behind the tenants were at the end of its day, in pence."""

    behind: Instalment


class ArrearsCertificate(Frozen):
    """The payments due under the order and those made, each shown. short: B8, in pence.

    rent: the rent that the order was made on; the rows have the rent that the account charged.
    """

    rent: Rent
    plus: Instalment
    every: Code
    first_on: date
    rows: Annotated[tuple[CertifiedRow, ...], Field(min_length=1)]
    due: Posted
    paid: Posted
    short: Figure
    payments: tuple[Payment, ...] = ()


class WarrantRequest(Frozen):
    """E-33: the data for the court's form of request, in the order of its boxes, and our certificate of arrears.

    judgment, judgment_costs: as ordered. fell_due, received: on the account since. balance: what is left of judgment and
    costs when what was received went first to the rent that fell due since. total: the fee alone, since possession is asked
    for and no money by this warrant.
    """

    heading: Heading
    claimant: Issuer
    route: Route
    because: Text
    made_on: date
    outcome: Text
    possession_on: date | None = None
    judgment: Judgment | None = None
    judgment_costs: Judgment | None = None
    fell_due: Posted | None = None
    received: Posted | None = None
    balance: Judgment | None = None
    for_warrant: Judgment
    fee: Fee
    total: Fee
    arrears: Figure
    certificate: ArrearsCertificate | None = None
    holds_checked_on: date
    as_in_order: bool
    permission: Text
    requested_on: date
    signer: Signer
    whys: Whys
