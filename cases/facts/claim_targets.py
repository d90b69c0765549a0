"""One claim for three targets: the court's form (E-20), the boxes of PCOL (E-23), the pages of the possession service (E-24).

Each holds the very facts that the particulars (E-21) plead, so that nothing can stand in one and not in another. What no
event of the case says is left to a person, by name and with the reason.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from cases.events.base import Frozen
from cases.facts.common import Code, Fee, Figure, Lines, Posted, Running, Text, Unprinted
from cases.facts.court import Particulars, ServedOn
from cases.facts.parties import Heading, Issuer, Party, Signer, TenancyTerms


class ByHand(Frozen):
    """Something that a person has to type, and why nothing here can."""

    what: Text
    why: Text


class At(Frozen):
    """A defendant and where papers go to them."""

    party: Party
    address: Lines


class Tick(Frozen):
    """A question of the form that is answered by a tick."""

    asks: Text
    yes: bool


class ClaimForm(Frozen):
    """E-20, in the order of form N5. human_rights, costs and total: None until a person says them."""

    heading: Heading
    court: Text
    claimant: Issuer
    defendants: Annotated[tuple[At, ...], Field(min_length=1)]
    grounds: tuple[Code, ...] = ()
    ticks: Annotated[tuple[Tick, ...], Field(min_length=1)]
    money_claimed: bool
    human_rights: bool | None = None
    fee: Fee
    costs: Fee | None = None
    total: Fee | None = None
    fee_account: Text | None = None
    begun_on: date
    signer: Signer
    by_hand: tuple[ByHand, ...] = ()
    pleaded: Annotated[Particulars, Unprinted()]


class Box(Frozen):
    """One text box of PCOL. used: its characters; warn: our own line, where no limit of the box is known."""

    key: Code
    title: Text
    says: Text
    used: int
    warn: int


class SummaryLine(Frozen):
    """One line of a summary of arrears: a stretch of the account. Pence."""

    since: date
    until: date
    due: Posted
    paid: Posted
    balance: Running


class PcolBoxes(Frozen):
    """E-23. summary: five lines at most, only where every defendant was given the whole schedule before.

    unplain: characters that are not plain ASCII and could not be made so.
    """

    heading: Heading
    boxes: Annotated[tuple[Box, ...], Field(min_length=1)]
    tenancy: TenancyTerms
    arrears: Figure
    daily: Figure
    grounds: tuple[Code, ...] = ()
    notice: Text
    served: Annotated[tuple[ServedOn, ...], Field(min_length=1)]
    fee: Fee
    begun_on: date
    schedule_served_on: date | None = None
    summary: Annotated[tuple[SummaryLine, ...], Field(max_length=5)] = ()
    unplain: Text | None = None
    told: Lines
    signer: Signer
    by_hand: tuple[ByHand, ...] = ()
    pleaded: Annotated[Particulars, Unprinted()]


class Answer(Frozen):
    """One answer. says: None where a person gives it, and then by_hand says why. limit: of its characters, where it has one."""

    key: Code
    asks: Text
    says: Text | None = None
    by_hand: Text | None = None
    used: int = 0
    limit: int | None = None


class AnswerPage(Frozen):
    """One page of the possession service with its answers."""

    number: int
    title: Text
    answers: Annotated[tuple[Answer, ...], Field(min_length=1)]


class ServiceAnswers(Frozen):
    """E-24, in the order of the service's pages. commit, seen_on: which state of its code the pages and limits are of.

    uploads: the files that it asks for, in its order.
    """

    heading: Heading
    commit: Code
    seen_on: date
    pages: Annotated[tuple[AnswerPage, ...], Field(min_length=1)]
    uploads: Lines
    told: Lines
    begun_on: date
    pleaded: Annotated[Particulars, Unprinted()]
