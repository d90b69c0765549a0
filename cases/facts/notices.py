"""What the notices before a claim say, and the certificate that each of them was served (E-08 to E-15)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from cases.events.base import Frozen
from cases.facts.common import Adviser, Code, Due, Expected, Figure, Fingerprint, Lines, Posted, Sum, Text, Unprinted
from cases.facts.parties import (
    Heading,
    Issuer,
    LeftOut,
    Parties,
    Party,
    PastAgreement,
    PastStep,
    Signer,
    TenancyTerms,
    Whys,
)
from cases.facts.rent_account import Late, Received, Schedule

Benefit = Annotated[int, Field(gt=0), Sum("benefit")]  # pence a week
Threshold = Annotated[int, Field(gt=0), Sum("threshold")]
Countable = Annotated[int, Field(gt=0), Sum("countable")]


class History(Frozen):
    """How the debt came about, so that a reader can check it (N6; Torridge DC v Jones [1985] 2 EGLR 54).

    since: from this day something has been owed without a break. first_default_on: the first rent in the account shown
    that was not paid on its day, None when it is older than the account shown. payments, received and fell_due: from
    payments_since to the day of the balance. account: every line.
    """

    left_out: tuple[LeftOut, ...] = ()
    since: date
    first_default_on: date | None = None
    payments_since: date
    payments: tuple[Received, ...]
    received: Posted
    fell_due: Posted
    agreements: tuple[PastAgreement, ...] = ()
    earlier: tuple[PastStep, ...] = ()
    benefits: Lines
    housing_benefit: Benefit | None = None
    expected: tuple[Expected, ...] = ()
    account: Schedule


class Undated(Frozen):
    """What every notice says (N1 to N12), whether or not it names a day for the claim.

    served_on: the day of service for which its days were worked out. arrears: B2, as last known before that day.
    """

    tenants: Parties
    landlord: Issuer
    home: Annotated[Lines, Fingerprint()]
    tenancy: TenancyTerms
    arrears: Figure
    history: History
    served_on: date
    advice: Annotated[tuple[Adviser, ...], Field(min_length=1)]
    signer: Signer
    whys: Whys


class Notice(Undated):
    """A notice that names the day that matters for court proceedings."""

    specified_on: Due


class SecureNotice(Notice):
    """E-08: notice of seeking possession of a home let on a secure periodic tenancy, ground 1.

    last_day: the day after which no claim may be begun on it (the safe reading).
    """

    ground: Literal["1"]
    last_day: Due


class FixedTermNotice(Undated):
    """E-09: notice of seeking termination and recovery, of a home let on a secure tenancy for a term, ground 1.

    clause: what the agreement says about ending the term. relief_by: who besides the tenants may ask for relief.
    claim_from: the first day for a claim that is beyond argument; the Act has the notice name none.
    """

    ground: Literal["1"]
    form: Code
    term_ends: date
    clause: Text
    relief_by: Text | None = None
    claim_from: Due


class AssuredGround(Frozen):
    """A ground of Schedule 2 to the Housing Act 1988 that the notice relies on."""

    number: Literal["8", "10", "11"]
    mandatory: Annotated[bool, Unprinted()]


class Ground8(Frozen):
    """The sum that ground 8 asks for at service. units: such as "8 weeks' rent"."""

    units: Text
    threshold: Threshold


class AssuredNotice(Notice):
    """E-12: notice that a landlord means to begin proceedings for a home let on a social assured tenancy."""

    grounds: Annotated[tuple[AssuredGround, ...], Field(min_length=1)]
    form: Code
    ground_8: Ground8 | None = None
    ground_10: bool = False
    late: tuple[Late, ...] = ()
    late_since: date | None = None
    last_day: Due


class MarketNotice(AssuredNotice):
    """E-13: the same outside social housing, from 1 May 2026.

    awaited: universal credit for the rent that has not come, which ground 8 leaves out; counted: what is left, in pence.
    """

    awaited: Figure | None = None
    counted: Countable | None = None


class IntroductoryNotice(Notice):
    """E-10: notice of proceedings for possession of a home let on an introductory tenancy (Housing Act 1996, s.128).

    reasons: each a sentence with its figure and its day. lengthen_by: the last day on which the trial period could still
    be lengthened by notice, None when that has passed. tell_us_by: the day to tell us about personal circumstances.
    """

    reasons: Lines
    trial_ends: date
    lengthen_by: date | None = None
    review_by: Due
    decide_by: Due
    tell_us_by: Due


class DemotedNotice(Notice):
    """E-10, variant: notice of proceedings for possession of a home let on a demoted tenancy (Housing Act 1996, s.143E).

    demoted_on, demoted_until: the first and the last day of the year of demotion.
    """

    reasons: Lines
    demoted_on: date
    demoted_until: date
    review_by: Due
    decide_by: Due
    tell_us_by: Due


class Document(Frozen):
    """A paper as it was kept: its file name and the SHA-256 of its bytes."""

    name: Text
    sha256: Code


class ServedPaper(Frozen):
    """One court paper, and the day on which it is deemed served."""

    what: Text
    on: Due


class CourtServiceCertificate(Frozen):
    """E-15: one server certifies how and when court papers were served on one defendant.

    done_on, at: when the step was taken, at such as "16:20". whose: what the address is.
    """

    heading: Heading
    server: Signer
    landlord: Text
    recipient: Party
    papers: Annotated[tuple[ServedPaper, ...], Field(min_length=1)]
    done_on: date
    at: Code | None = None
    how: Text
    address: Lines
    whose: Text
    left_with: Text | None = None
    whys: Whys = ()


class ServiceCertificate(Frozen):
    """E-14: one server certifies how and when one person was served with one notice. capacity: such as "a tenant".

    done_on, at: when the server did it, at such as "17:05". served_on: the day on which we say the notice was served,
    and `because` says why that is the day.
    """

    server: Signer
    landlord: Text
    recipient: Party
    capacity: Text
    home: Lines
    notice: Text
    form: Code | None = None
    document: Document | None = None
    done_on: date
    at: Code | None = None
    how: Text
    place: Text
    left_with: Text | None = None
    witness: Text | None = None
    authority: Text
    proof: Text
    served_on: Due
    because: Text
    specified_on: date | None = None
    whys: Whys = ()
