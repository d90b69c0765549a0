"""What is known about a case when its papers are written: the landlord, the people, the account, the record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from cases.events.base import Event, Frozen
from cases.facts.rent_account import DEMONSTRATION
from cases.state import State
from cases.steps import WriteDocument


class AdviceLine(Frozen):
    """One free adviser, with the day somebody last rang the number."""

    name: str
    phone: str = ""
    url: str = ""
    checked_on: date | None = None


class Complaints(Frozen):
    """Where a tenant complains, and to which ombudsman after that."""

    phone: str | None = None
    url: str | None = None
    ombudsman: str | None = None


class Signatory(Frozen):
    """The named person who signs notices and court papers."""

    name: str | None = None
    position: str | None = None


class Council(Frozen):
    """The council's housing options team."""

    name: str | None = None
    phone: str | None = None
    out_of_hours: str | None = None


class Storage(Frozen):
    """What happens to belongings left behind at an eviction: kept for so many days, and where."""

    days: int | None = None
    place: str | None = None


class LandlordKnown(BaseModel):
    """The landlord's settings (`landlord.config`, from `landlord.toml`).

    Whatever is None or empty here and needed by a paper stops that paper with R04, which names it.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    code: str = ""
    kind: str | None = None  # local_authority | prp
    legal_name: str | None = None
    trading_name: str | None = None
    address: tuple[str, ...] = ()
    postcode: str | None = None
    phone: str | None = None
    hours: str | None = None
    email: str | None = None
    website: str = ""
    relay: str | None = None
    privacy_url: str | None = None
    complaints: Complaints = Complaints()
    pay_methods: tuple[str, ...] = ()
    signatory: Signatory = Signatory()
    court_name: str | None = None
    crisis_fund: str = ""  # the local help fund, by its present name
    advice: tuple[AdviceLine, ...] = ()
    council: Council = Council()
    storage: Storage = Storage()
    tolerance_days: int = 5
    tolerance_pence: int = 500
    courts: Mapping[str, tuple[str, ...]] = {}  # the name of a court -> the lines of its address

    @property
    def lines(self) -> tuple[str, ...]:
        """The address with its postcode last."""
        return (*self.address, self.postcode) if self.postcode else self.address


class PersonKnown(Frozen):
    """A person on the tenancy. `address` is where their own letters go, None for the home."""

    ref: str
    role: str = "tenant"
    name: str
    forename: str | None = None
    surname: str | None = None
    legal_name: str | None = None
    address: tuple[str, ...] | None = None
    phone: str | None = None
    email: str | None = None
    preferred_channel: str | None = None
    adjustments: str | None = None
    never_by: tuple[str, ...] = ()
    born_on: date | None = None

    @property
    def large_print(self) -> bool:
        """Whether they asked for large print."""
        return "large print" in (self.adjustments or "").lower().replace("_", " ").replace("-", " ")


class OfficerKnown(Frozen):
    """Somebody of the landlord, from the officer register."""

    address: str
    name: str | None = None
    role: str | None = None
    phone: str | None = None


class AccountKnown(Frozen):
    """The account's own row. Pence a period: `rent` is what is reserved as rent, `other` what else is charged."""

    account_ref: str
    tenancy_ref: str
    tenancy_type: str
    nation: str = "england"
    started_on: date | None = None
    ended_on: date | None = None
    home: tuple[str, ...]
    rent: int
    service: int = 0  # the part of `rent` that is service charge
    other: int = 0
    rent_period: str = "weekly"
    rent_due_on: str | None = None
    uc_status: str | None = None
    uc_next_payment: date | None = None
    hb_weekly: int | None = None
    status: str = "current"
    language: str | None = None


class Position(Frozen):
    """The account on a day, in pence: rent arrears (B1), and what else stands on it and is no rent.

    own: for a balance that was typed, the landlord's own before it, to which the postings add up; None when this one is it.
    """

    as_at: date
    arrears: int
    total: int | None = None
    court_costs: int = 0
    prior_debt: int = 0
    other: int = 0
    own: Position | None = None

    @property
    def listed(self) -> Position:
        """Where the account stood on the last day up to which its postings are held."""
        return self.own or self

    @property
    def excluded(self) -> int:
        """What the account holds besides the rent of this tenancy."""
        return self.court_costs + self.prior_debt + self.other


class Posting(Frozen):
    """One posting on the account: the day it counts, its type, pence charged or paid, the whole balance after it."""

    ref: str
    on: date
    type: str
    charge: int | None = None
    payment: int | None = None
    reverses: str | None = None
    running: int
    #: Charged or paid by a demonstration, and so by nobody.
    demonstration: bool = False

    def named(self, what: str) -> str:
        """Its name on a paper: what a demonstration posted never passes for the landlord's."""
        return what + DEMONSTRATION if self.demonstration else what

    @property
    def change(self) -> int:
        """What it adds to the debt, in pence; below nothing for a credit."""
        return (self.charge or 0) - (self.payment or 0)


class PaperKnown(Frozen):
    """A paper of the case that was written and kept: its code, its file name and the SHA-256 of its bytes.

    home: the fingerprint of the address in it, of a notice; empty where none was kept.
    """

    paper: str
    name: str
    sha256: str
    home: str = ""


class HeldText(Frozen):
    """One version of a text of the law. since/until: half-open. signed_on: when a second person signed it, None until then.

    sound: whether its bytes are still those that were added and signed.
    """

    block: str
    version: int
    since: date
    until: date | None = None
    sha256: str
    content: bytes
    signed_on: date | None = None
    sound: bool = True


class Texts(Frozen):
    """The texts of the law that the landlord has added, every version."""

    held: tuple[HeldText, ...] = ()

    def on(self, block: str, day: date) -> HeldText | None:
        """The version for a day: the one that began last, signed or not; None when none is held for it."""
        covering = [t for t in self.held if t.block == block and t.since <= day and (t.until is None or day < t.until)]
        return max(covering, key=lambda text: (text.since, text.version), default=None)

    def lacking(self, blocks: Iterable[str], day: date) -> tuple[str, ...]:
        """Those of the blocks of which no signed version is held for a day."""
        return tuple(b for b in blocks if (text := self.on(b, day)) is None or text.signed_on is None)

    def sent_on(self, block: str, day: date) -> bool:
        """Whether a paper of that day could hold it: it was signed by then."""
        text = self.on(block, day)
        return text is not None and text.signed_on is not None and text.signed_on <= day


class Written(Frozen):
    """A paper that was called for, written or not, as the record of a case tells it. on: the day in its name."""

    on: date
    paper: str
    recipient: str | None = None
    status: str
    wrong: str | None = None


class Reasons(Frozen):
    """What the decision about an event said: the reasons that followed it, and the rules that it broke."""

    because: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


class OwnWording(Frozen):
    """A landlord's own wording of a paper, accepted by a second person. since: the first relevant day that it is for."""

    paper: str
    version: int
    since: date
    sha256: str
    content: bytes
    sound: bool = True


class Known(Frozen):
    """Everything that a paper may need and that the state of the case does not hold.

    people and officers by reference and by address; postings and events in order.
    """

    landlord: LandlordKnown
    people: dict[str, PersonKnown]
    account: AccountKnown
    position: Position | None = None
    postings: tuple[Posting, ...] = ()
    officers: dict[str, OfficerKnown] = Field(default_factory=dict)
    events: tuple[Any, ...] = ()
    texts: Texts = Texts()
    own: tuple[OwnWording, ...] = ()
    papers: tuple[PaperKnown, ...] = ()  # the final ones, in the order in which they were written
    written: tuple[Written, ...] = ()  # every one, drafts and withheld ones too
    reasons: dict[str, Reasons] = Field(default_factory=dict)  # by event, of the decisions as they were made then

    def own_wording(self, paper: str, day: date) -> OwnWording | None:
        """The landlord's own wording for a day, the one that began last; None where ours is used."""
        found = [one for one in self.own if one.paper == paper and one.since <= day]
        return max(found, key=lambda one: (one.since, one.version), default=None)

    def officer(self, address: str) -> OfficerKnown | None:
        """The officer with this address, in whatever letters it is written, or None."""
        return self.officers.get(address.lower())


class Ask(Frozen):
    """One paper to be written: the order, the state after the event, the event, London's day and what is known."""

    order: WriteDocument
    state: State
    event: Event
    today: date
    known: Known

    @property
    def reader(self) -> PersonKnown | None:
        """The person that the paper is for; None for one that is for the case, or that nobody answers to."""
        return self.known.people.get(self.order.recipient or "")

    @property
    def tenants(self) -> tuple[PersonKnown, ...]:
        """The tenants of the tenancy in order, those that are known."""
        refs = self.state.the_tenancy.tenants
        return tuple(self.known.people[ref] for ref in refs if ref in self.known.people)
