"""The facts of the papers about a case for others: a write-off, the council, whoever asks for the whole record (E-39 to E-41)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from cases.events.base import Frozen
from cases.facts.common import Code, Figure, Lines, Running, Sum, Text, Unprinted
from cases.facts.parties import LeftOut, Parties, PastStep, Signer, Whys

Asked = Annotated[int, Field(gt=0), Sum("write_off")]
Cost = Annotated[int, Field(ge=0), Sum("cost")]


class WriteOff(Frozen):
    """E-39. owed: B9, the sum of `parts`. barred: B11, what of it can be claimed no more; effect: what that means."""

    landlord: Text
    reference: Code
    tenants: Parties
    home: Lines
    started_on: date
    ended_on: date
    how: Text
    owed: Figure
    parts: Annotated[tuple[LeftOut, ...], Field(min_length=1)]
    asked: Asked
    barred: Figure
    effect: Text
    oldest_on: date | None = None
    reason: Text
    words: Text | None = None
    evidence: Text | None = None
    steps: tuple[PastStep, ...] = ()
    cost_to_recover: Cost | None = None
    review_on: date | None = None
    requested_on: date
    requested_by: Signer
    whys: Whys = ()


class CouncilReferral(Frozen):
    """E-40: one person, told to the council that they chose, with what they agreed to tell and nothing else."""

    council: Text
    own_council: bool
    person: Text
    born_on: date | None = None
    home: Lines
    phone: Text | None = None
    email: Text | None = None
    safe_contact: Text
    language: Text | None = None
    consent_on: date
    consent_how: Text
    stage: Text
    order_on: date | None = None
    loss_on: date | None = None
    urgent: bool
    adults: int | None = None
    children: int | None = None
    household: Text | None = None
    needs: Text | None = None
    tried: tuple[PastStep, ...] = ()
    stop: Figure | None = None
    landlord: Text
    officer: Signer
    officer_phone: Text
    officer_email: Text
    on: date


class Entry(Frozen):
    """One thing that happened. by: whose work it was, by role. why: the reasons kept with it. wrong: what broke a rule.

    sums: the money in `what`, in pence.
    """

    number: int
    on: date
    recorded_on: date
    what: Text
    by: Text
    why: tuple[Text, ...] = ()
    wrong: tuple[Text, ...] = ()
    corrected: Text | None = None
    sums: Annotated[tuple[Running, ...], Unprinted()] = ()


class Stood(Frozen):
    """Rent arrears as the case knew them at the end of a day. Pence; below nothing in credit.

    posted: what the postings of the account come to on that day, other charges in it and court costs not; None where they do
    not reach back to it.
    """

    on: date
    arrears: Running
    posted: Running | None = None


class Part(Frozen):
    """What the account is made of on the last day that is known. Pence."""

    what: Text
    sum: Running
    on: date


class Sent(Frozen):
    """A paper of the case. delivered: `not recorded` where nothing proves it."""

    on: date
    paper: Text
    reader: Text
    status: Text
    delivered: Text


class Chronology(Frozen):
    """E-41: everything the record holds about a case, or about one person in it, with what was left out and why."""

    reference: Code
    landlord: Text
    home: Lines
    subject: Text
    kind: Literal["whole", "person"]
    prepared_on: date
    prepared_by: Signer
    since: date
    until: date
    entries: Annotated[tuple[Entry, ...], Field(min_length=1)]
    balances: tuple[Stood, ...] = ()
    now: tuple[Part, ...] = ()
    papers: tuple[Sent, ...] = ()
    mistakes: tuple[Text, ...] = ()
    left_out: Lines
    gaps: Lines
