"""A case on a day that papers can be asked of, and made-up people, sums and landlord to put in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from io import BytesIO
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from docx import Document as open_document
from docx.document import Document

from activities.documents import Rendered, RenderRefused, render
from activities.papers.known import (
    Complaints,
    Council,
    Known,
    LandlordKnown,
    OfficerKnown,
    Posting,
    Signatory,
    Storage,
)
from cases.events import Event
from cases.state import (
    State,
)
from cases.steps import WriteDocument
from templates import package

OWNER, LEADER = "sam.rowe@testborough.example", "lee.hart@testborough.example"


@dataclass(frozen=True)
class Case:
    """A case on a day, with the event whose papers are asked for."""

    state: State
    known: Known
    today: date
    event: Event

    def but(self, **changes: Any) -> Case:
        """The same with these parts of the state replaced."""
        return replace(self, state=self.state.but(**changes))

    def knowing(self, **changes: Any) -> Case:
        """The same with these parts of what is known replaced."""
        return replace(self, known=self.known.model_copy(update=changes))

    def after(self, event: Event, **changes: Any) -> Case:
        """The same after an event, which is put on the record too."""
        known = self.known.model_copy(update={"events": (*self.known.events, event)})
        return replace(self, state=self.state.but(**changes), known=known, event=event)

    def on(self, day: date) -> Case:
        """The same on another day, with a balance of that day."""
        position = self.known.position.model_copy(update={"as_at": day}) if self.known.position else None
        balance = self.state.balance.model_copy(update={"as_at": day}) if self.state.balance else None
        return replace(self, today=day).knowing(position=position).but(balance=balance)

    def paper(self, code: str, recipient: str | None = None, **facts: Any) -> Rendered:
        """The paper, or RenderRefused."""
        order = WriteDocument(paper=code, event_id=self.event.event_id, recipient=recipient, facts=facts)
        return render(order, state=self.state, event=self.event, today=self.today, known=self.known)

    def text(self, code: str, recipient: str | None = None, **facts: Any) -> str:
        """What a reader reads, spaces made single."""
        return said(self.paper(code, recipient, **facts).content)

    def refused(self, code: str, recipient: str | None = None, **facts: Any) -> tuple[str, ...]:
        """The codes against the paper; empty when it is written."""
        try:
            self.paper(code, recipient, **facts)
        except RenderRefused as refused:
            return refused.codes
        return ()


@lru_cache(maxsize=512)
def said(content: bytes) -> str:
    """The text of a .docx, spaces made single; many tests read the same one."""
    return " ".join(package.text(content).split())


def document(content: bytes) -> Document:
    """A .docx, opened. Which style a paragraph has is asked of it thousands of times, and each answer takes a search."""
    opened = open_document(BytesIO(content))
    part: Any = opened.part
    part.get_style = cache(part.get_style)
    return opened


def happened(kind: type[Event], day: date, **fields: Any) -> Any:
    """An event of this kind on a day at noon, with an id made of what it is."""
    known = str(sorted(fields.items(), key=str))
    return kind(
        event_id=str(uuid5(NAMESPACE_URL, f"{kind.kind} {day} {known}")),
        happened_on=day,
        recorded_at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC),
        recorded_by=fields.pop("recorded_by", OWNER),
        **fields,
    )


def landlord(**changes: Any) -> LandlordKnown:
    """Testborough Homes."""
    plain = LandlordKnown(
        code="TBH",
        kind="prp",
        legal_name="Testborough Homes Limited",
        trading_name="Testborough Homes",
        address=("1 Example Square", "Testborough"),
        postcode="TB1 1AA",
        phone="01632 960100",
        hours="Monday to Friday, 9am to 5pm",
        email="rent@testborough.example",
        relay="18001 01632 960100",
        privacy_url="testborough.example/privacy",
        complaints=Complaints(
            phone="01632 960111", url="testborough.example/complaints", ombudsman="Housing Ombudsman"
        ),
        pay_methods=("Online: testborough.example/pay", "By phone: 01632 960122", "In cash at any PayPoint shop"),
        signatory=Signatory(name="Priya Nair", position="Head of Income"),
        court_name="Testborough County Court",
        crisis_fund="Testborough Household Fund",
        council=Council(name="Testborough Council", phone="01632 960133", out_of_hours="01632 960144"),
        storage=Storage(days=28, place="our store at 4 Dock Lane, Testborough"),
        courts={"Testborough County Court": ("Justice Way", "Testborough", "TB1 3CC")},
    )
    return plain.model_copy(update=changes)


def officers() -> dict[str, OfficerKnown]:
    """Who works on the case."""
    return {
        OWNER: OfficerKnown(address=OWNER, name="Sam Rowe", role="officer", phone="01632 960155"),
        LEADER: OfficerKnown(address=LEADER, name="Lee Hart", role="team_leader", phone="01632 960166"),
    }


def weekly(
    rent: int, until: date, arrears: int, *, weeks: int = 30, extra: tuple[Posting, ...] = ()
) -> tuple[Posting, ...]:
    """Weekly charges on Mondays and three payments, such that the rent owed at the end of `until` is `arrears`.

    extra: further postings (court costs, recharges), whose money comes on top.
    """
    first = until - timedelta(days=until.weekday() + 7 * (weeks - 1))
    found = [
        Posting(ref=f"C{n}", on=first + timedelta(days=7 * n), type="rent_charge", charge=rent, running=0)
        for n in range(weeks)
    ]
    found += [
        Posting(ref="P1", on=until - timedelta(days=60), type="payment", payment=4000, running=0),
        Posting(ref="P2", on=until - timedelta(days=40), type="housing_benefit", payment=9000, running=0),
        Posting(ref="P3", on=until - timedelta(days=20), type="payment", payment=2500, running=0),
    ]
    paid = sum(p.change for p in found) - arrears
    found.append(Posting(ref="P0", on=first + timedelta(days=2), type="payment", payment=paid, running=0))
    return running(sorted([*found, *extra], key=lambda p: (p.on, p.ref)))


def running(postings: list[Posting]) -> tuple[Posting, ...]:
    """The same postings with the balance after each."""
    balance, found = 0, []
    for posting in postings:
        balance += posting.change
        found.append(posting.model_copy(update={"running": balance}))
    return tuple(found)
