"""The facts of the papers about an order that was broken: the proof of it (E-31-proof), and permission to enforce."""

from __future__ import annotations

from datetime import date

from cases.events.base import Frozen
from cases.facts.common import Figure, Lines, Text
from cases.facts.hearing_and_warrant import ArrearsCertificate
from cases.facts.parties import Heading, Issuer, Signer, Whys


class BreachProof(Frozen):
    """E-31-proof: each payment that an order asks for, what came towards it, and the account's own entries behind it.

    awaited_on: the next payment of a benefit, where something that is short waits for it. prepared_by: who recorded the breach,
    where the register has their name.
    """

    heading: Heading
    made_on: date
    outcome: Text
    first_missed_on: date
    certificate: ArrearsCertificate
    awaited_on: date | None = None
    arrears: Figure
    on: date
    prepared_by: Signer | None = None


class PermissionRequest(Frozen):
    """E-33-permission: an application for the court's permission to enforce. why: what makes it needed. reason: ours.

    certificate: where the order has terms of payment.
    """

    heading: Heading
    claimant: Issuer
    made_on: date
    outcome: Text
    possession_on: date | None = None
    why: Lines
    reason: Text
    certificate: ArrearsCertificate | None = None
    arrears: Figure
    holds_checked_on: date
    requested_on: date
    signer: Signer
    whys: Whys = ()
