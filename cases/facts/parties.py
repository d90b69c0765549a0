"""Who and what a notice or a court paper is about: the parties, the home, the tenancy, and earlier steps."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from cases.events.base import Frozen
from cases.facts.common import Code, Figure, Instalment, Lines, Rent, Text, Unprinted


class Party(Frozen):
    """A tenant under the name in the tenancy agreement, each on their own (N2, C3)."""

    ref: Annotated[Code, Unprinted()]
    name: Text


Parties = Annotated[tuple[Party, ...], Field(min_length=1)]


class Issuer(Frozen):
    """The landlord under its legal name, with the address at which papers may be given to it (N3, N9)."""

    legal_name: Text
    address: Lines
    phone: Text
    email: Text


class Signer(Frozen):
    """The named person who signs, and for whom (N8, C7). The paper is made unsigned."""

    name: Text
    position: Text


class TenancyTerms(Frozen):
    """The tenancy and its rent. `words`: such as "secure weekly tenancy"; due: such as "Monday"."""

    words: Text
    started_on: date
    rent: Rent
    period: Code
    due: Text | None = None


class PastAgreement(Frozen):
    """An agreement to pay and what became of it. ended_on: the day it was broken, completed or ended."""

    made_on: date
    amount: Instalment
    every: Code
    outcome: Text
    ended_on: date | None = None


class Offered(Frozen):
    """A plan that was offered and on which no agreement is recorded. with_rent: besides the rent."""

    on: date
    amount: Instalment
    every: Code
    with_rent: bool


class PastStep(Frozen):
    """Something that was done or happened on a day, in a sentence that could be read out in court."""

    on: date
    what: Text


class LeftOut(Frozen):
    """A sum on the account that is no rent of this tenancy, and so is not in the figure for rent arrears."""

    what: Text
    sum: Figure


class Heading(Frozen):
    """The head of a court paper (C1 to C3). court and claim_number: once there are such."""

    court: Text | None = None
    claim_number: Code | None = None
    claimant: Text
    defendants: Parties
    home: Lines


class Why(Frozen):
    """Why a day in the paper is that day: the sentence of the law room, where it comes from, and how sure we are."""

    day: Code
    says: Code
    cite: Code
    confidence: Code


Whys = Annotated[tuple[Why, ...], Unprinted()]
