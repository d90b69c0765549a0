"""The facts of a witness statement on the arrears (E-26)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from cases.events.base import Frozen
from cases.facts.common import Benefit, Expected, Figure, Lines, Posted, Text
from cases.facts.court import Circumstances, ServedNotice, ServedOn
from cases.facts.parties import Heading, LeftOut, Offered, PastAgreement, Signer, TenancyTerms
from cases.facts.rent_account import RentChange


class Paragraph(Frozen):
    """One paragraph of the protocol as the record has it: for whom, and done, attempted, waived or open."""

    paragraph: Text
    title: Text
    tenant: Text | None = None
    status: Text
    last_on: date | None = None


class ArrearsWitness(Frozen):
    """E-26, by somebody who knows the records. projected: B4, on the day of the hearing if nothing more is paid; grows: what
    that adds. offer: a plan that is open; offers: what is open besides, or instead, in words. for_tenants: what speaks
    against an order, which the court has to hear too. initials: the maker's, which the marks of the exhibits begin
    with.
    """

    heading: Heading
    maker: Signer
    initials: Text
    work_address: Lines
    made_on: date
    hearing_on: date
    tenancy: TenancyTerms
    changes: tuple[RentChange, ...] = ()
    first_default_on: date | None = None
    since: date
    at_claim: Figure
    arrears: Figure
    left_out: tuple[LeftOut, ...] = ()
    daily: Figure
    projected: Figure
    grows: Posted
    notice: ServedNotice
    served: Annotated[tuple[ServedOn, ...], Field(min_length=1)]
    protocol: Annotated[tuple[Paragraph, ...], Field(min_length=1)]
    agreements: tuple[PastAgreement, ...] = ()
    benefits: Lines
    housing_benefit: Benefit | None = None
    expected: tuple[Expected, ...] = ()
    circumstances: Annotated[tuple[Circumstances, ...], Field(min_length=1)]
    for_tenants: Lines
    against_tenants: Lines
    offer: Offered | None = None
    offered_to: Text | None = None
    offers: Text | None = None
    order: Text
    exhibits: Lines
