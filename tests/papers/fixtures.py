"""The standard cases that the papers are tried on: made-up people, homes and sums, as state, events and what is known.

FX-A assured joint tenants; FX-S secure sole tenant; FX-I introductory; FX-H a claim with a hearing; FX-O a suspended
order; FX-W an eviction; FX-BS a breathing space.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from docx import Document as open_document
from docx.document import Document

from activities.documents import Rendered, RenderRefused, render
from activities.papers.known import (
    AccountKnown,
    AdviceLine,
    Complaints,
    Council,
    Known,
    LandlordKnown,
    OfficerKnown,
    PersonKnown,
    Position,
    Posting,
    Signatory,
    Storage,
)
from cases.events import Event, court, early, enforcement
from cases.state import (
    Agreement,
    Approval,
    Balance,
    Claim,
    Eviction,
    Former,
    Hearing,
    Hold,
    Notice,
    Order,
    Review,
    Service,
    State,
    Tenancy,
    Terms,
    Warrant,
)
from cases.steps import WriteDocument
from law.dates import london_instant
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


def said(content: bytes) -> str:
    """The text of a .docx, spaces made single."""
    return " ".join(package.text(content).split())


def document(content: bytes) -> Document:
    """A .docx, opened."""
    return open_document(BytesIO(content))


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


# FX-A: social assured joint tenants, weekly from Mondays, £1,012.00 of rent owed on Monday 30 November 2026

A_HOME = ("Flat 2", "14 Sample Street", "Testborough", "TB1 2ZZ")
AMINA, TOM = "P1", "P2"
A_DAY = date(2026, 11, 30)


def fx_a() -> Case:
    """Amina Khan and Tom O'Brien-Hughes, before any notice; the account has £148.00 of costs and £20.00 recharged."""
    more = (
        Posting(ref="X1", on=date(2026, 9, 9), type="court_cost", charge=14800, running=0),
        Posting(ref="X2", on=date(2026, 11, 18), type="other_charge", charge=2000, running=0),
    )
    postings = weekly(12000, A_DAY, 101200, extra=more)
    known = Known(
        landlord=landlord(),
        people={
            AMINA: PersonKnown(ref=AMINA, name="Amina Khan", phone="07700 900001", email="amina@mail.example"),
            TOM: PersonKnown(ref=TOM, role="joint", name="Tom O'Brien-Hughes", phone="07700 900002"),
        },
        account=AccountKnown(
            account_ref="A-1001",
            tenancy_ref="T-1001",
            tenancy_type="assured",
            started_on=date(2022, 3, 7),
            home=A_HOME,
            rent=12000,
            rent_due_on="monday",
        ),
        position=Position(as_at=A_DAY, arrears=101200, total=118000, court_costs=14800, other=2000),
        postings=postings,
        officers=officers(),
    )
    opened = happened(early.CaseOpened, date(2026, 11, 2))
    state = State(
        case_ref="A-1001-1",
        account_ref="A-1001",
        opened_on=date(2026, 11, 2),
        tenancy=Tenancy(
            nation="england",
            tenure="assured",
            tenants=(AMINA, TOM),
            rent=12000,
            rent_period="weekly",
            started_on=date(2022, 3, 7),
        ),
        owner=OWNER,
        team="Income North",
        balance=Balance(arrears=101200, as_at=A_DAY),
        last_on=A_DAY,
    )
    return Case(state, known, A_DAY, opened).after(happened(early.ArrearsLetterSent, A_DAY))


def served(case: Case, **notice: Any) -> Case:
    """The case after its notice was served on every tenant."""
    by = {ref: Service(on=case.today, method="handed_to_person") for ref in case.state.the_tenancy.tenants}
    made = Notice(services=by, given_on=case.today, arrears=case.state.balance.arrears, **notice)  # type: ignore[union-attr]
    event = happened(
        court.NoticeServed, case.today, tenants=tuple(by), method="handed_to_person", grounds=notice.get("grounds", ())
    )
    return case.after(event, notice=made)


def fx_a_served() -> Case:
    """FX-A after a Form 3 notice on grounds 8, 10 and 11, served on Tuesday 1 December 2026."""
    return served(
        fx_a().on(date(2026, 12, 1)),
        kind="s8_form3",
        form="3",
        grounds=("8", "10", "11"),
        specified_on=date(2026, 12, 16),
        statutory_earliest=date(2026, 12, 15),
        safe_earliest=date(2026, 12, 16),
        claim_from=date(2026, 12, 16),
        statutory_claim_by=date(2027, 12, 1),
        safe_claim_by=date(2027, 11, 30),
        ground_8=True,
    )


# FX-S and FX-I: a council's sole tenant, weekly from Mondays

GRACE = "P7"
S_DAY = date(2026, 11, 25)
S_HOME = ("9 Trial Road", "Testborough", "TB2 4QQ")


def fx_s(tenure: str = "secure") -> Case:
    """Grace Oduya, secure, £98.50 a week, £720.40 owed on Wednesday 25 November 2026."""
    base = fx_a()
    known = base.known.model_copy(
        update={
            "landlord": landlord(kind="local_authority", legal_name="Testborough Borough Council"),
            "people": {GRACE: PersonKnown(ref=GRACE, name="Grace Oduya", phone="07700 900007")},
            "account": base.known.account.model_copy(
                update={
                    "account_ref": "A-2002",
                    "tenancy_ref": "T-2002",
                    "tenancy_type": tenure,
                    "home": S_HOME,
                    "rent": 9850,
                    "started_on": date(2019, 5, 13) if tenure == "secure" else date(2026, 3, 2),
                }
            ),
            "position": Position(as_at=S_DAY, arrears=72040, total=72040),
            "postings": weekly(9850, S_DAY, 72040),
            "events": (),
        }
    )
    state = base.state.but(
        case_ref="A-2002-1",
        account_ref="A-2002",
        tenancy=Tenancy(
            nation="england",
            tenure=tenure,
            landlord_kind="local_authority",
            tenants=(GRACE,),
            rent=9850,
            rent_period="weekly",
            started_on=known.account.started_on,
            track="mandatory" if tenure == "introductory" else "arrears",
        ),
        balance=Balance(arrears=72040, as_at=S_DAY),
        last_on=S_DAY,
    )
    case = Case(state, known, S_DAY, happened(early.CaseOpened, date(2026, 11, 2)))
    return case.after(happened(early.ArrearsLetterSent, S_DAY))


def fx_s_served() -> Case:
    """FX-S after its notice of Wednesday 25 November 2026 for Monday 28 December 2026."""
    return served(
        fx_s(),
        kind="nsp_secure",
        grounds=("1",),
        specified_on=date(2026, 12, 28),
        statutory_earliest=date(2026, 12, 27),
        safe_earliest=date(2026, 12, 28),
        claim_from=date(2026, 12, 29),
        statutory_claim_by=date(2027, 12, 28),
        safe_claim_by=date(2027, 12, 27),
    )


def fx_i() -> Case:
    """The same home let as an introductory tenancy, with its notice under section 128 and the right to a review."""
    return served(
        fx_s("introductory"),
        kind="s128",
        specified_on=date(2026, 12, 28),
        statutory_earliest=date(2026, 12, 27),
        safe_earliest=date(2026, 12, 28),
        claim_from=date(2026, 12, 29),
        review=Review(request_by=date(2026, 12, 8), decide_by=date(2026, 12, 27)),
    )


# FX-H, FX-O, FX-W: FX-A in court

COURT = "Testborough County Court"
H_AT = datetime(2027, 2, 9, 10, 0, tzinfo=UTC)
O_DAY = date(2027, 2, 9)
W_AT = london_instant(date(2027, 4, 15), time=time(10, 30))


def _grown(case: Case, day: date, arrears: int) -> Case:
    """The case on a later day with other arrears, its postings made anew."""
    more = (
        Posting(ref="X1", on=date(2026, 9, 9), type="court_cost", charge=14800, running=0),
        Posting(ref="X2", on=date(2026, 11, 18), type="other_charge", charge=2000, running=0),
    )
    position = Position(as_at=day, arrears=arrears, total=arrears + 16800, court_costs=14800, other=2000)
    moved = case.on(day).but(balance=Balance(arrears=arrears, as_at=day))
    return moved.knowing(position=position, postings=weekly(12000, day, arrears, weeks=60, extra=more))


def fx_h() -> Case:
    """Claim K00TB123 issued on Monday 11 January 2027, to be heard on Tuesday 9 February 2027 at 10:00."""
    issued = date(2027, 1, 11)
    case = _grown(fx_a_served(), issued, 125200)
    claim = Claim(submitted_on=issued, court=COURT, issued_on=issued, number="K00TB123", fee=40400, arrears=125200)
    hearing = Hearing(at=H_AT, on=O_DAY, court=COURT, serve_claim_by=date(2027, 1, 18), evidence_by=date(2027, 2, 4))
    case = case.after(happened(court.ClaimIssued, issued, claim_number="K00TB123", court=COURT), claim=claim)
    return case.after(happened(court.HearingListed, issued, hearing_at=H_AT, court=COURT), hearing=hearing)


def fx_o(**order: Any) -> Case:
    """The order of 9 February 2027: possession on 9 March, suspended while £5.00 a week is paid on top of the rent."""
    case = _grown(fx_h(), O_DAY, 130000)
    event = happened(
        court.HearingOutcomeRecorded,
        O_DAY,
        outcome="suspended",
        ground_basis="discretionary",
        grounds=("10", "11"),
        possession_on=date(2027, 3, 9),
        rent_plus=500,
        every="week",
        first_payment_on=date(2027, 2, 15),
        money_judgment=130000,
        costs=40400,
        attended=(AMINA,),
    )
    made = Order(
        outcome="suspended",
        made_on=O_DAY,
        grounds=("10", "11"),
        possession_on=date(2027, 3, 9),
        terms=Terms(rent=12000, plus=500, every="week", first_payment_on=date(2027, 2, 15)),
        money_judgment=130000,
        costs=40400,
        permission_from=date(2033, 2, 9),
    ).model_copy(update=order)
    hearing = case.state.hearing.model_copy(update={"heard": True}) if case.state.hearing else None
    return case.after(event, order=made, hearing=hearing)


def decided(outcome: str, *, basis: str = "discretionary", **fields: Any) -> Case:
    """FX-H after another outcome of the hearing."""
    case = _grown(fx_h(), O_DAY, 130000)
    event = happened(court.HearingOutcomeRecorded, O_DAY, outcome=outcome, ground_basis=basis, **fields)
    terms = None
    if event.rent_plus:
        terms = Terms(rent=12000, plus=event.rent_plus, every=event.every, first_payment_on=event.first_payment_on)
    made = Order(
        outcome=outcome,
        made_on=O_DAY,
        ground_basis=basis,
        possession_on=event.possession_on,
        terms=terms,
        money_judgment=event.money_judgment,
        costs=event.costs,
        strike_out_on=event.strike_out_on,
        cap_normal=date(2027, 2, 23) if basis == "mandatory" else None,
        cap_hardship=date(2027, 3, 23) if basis == "mandatory" else None,
    )
    return case.after(event, order=made)


def fx_o_breached() -> Case:
    """FX-O on Tuesday 9 March 2027: £500.00 fell due in four payments, £375.00 was paid, £125.00 is short."""
    case = _grown(fx_o(), date(2027, 3, 9), 140500)
    days = [date(2027, 2, 15) + timedelta(days=7 * n) for n in range(4)]
    proof = tuple(
        early.Instalment(due_on=day, due=12500, paid=12500 if n < 3 else 0, paid_on=day if n < 3 else None)
        for n, day in enumerate(days)
    )
    event = happened(court.OrderBreached, date(2027, 3, 9), breach="payment", proof=proof)
    order = case.state.order
    assert order is not None
    broken = order.model_copy(update={"breached_on": date(2027, 3, 9), "breach": "payment", "breach_short": 12500})
    return case.after(event, order=broken)


def fx_w() -> Case:
    """The eviction is booked for Thursday 15 April 2027 at 10:30."""
    booked = date(2027, 3, 22)
    case = _grown(fx_o_breached(), booked, 150000)
    eviction = Eviction(
        at=W_AT, on=date(2027, 4, 15), booked_on=booked, deliver_notice_by=date(2027, 3, 31), confirm_by=None
    )
    warrant = Warrant(requested_on=date(2027, 3, 10), issued_on=date(2027, 3, 12), number="W-77", fee=14800)
    given = Approval(act="eviction", status="given", on=booked, requested_by=OWNER, given_by=LEADER)
    event = happened(enforcement.EvictionBooked, booked, eviction_at=W_AT)
    return case.after(event, warrant=warrant, eviction=eviction, approvals={"eviction": given})


def fx_former() -> Case:
    """FX-A's tenants gone since Sunday 6 December 2026, each at their own new address; the letter is of 7 December."""
    day = date(2026, 12, 7)
    case = fx_a().on(day)
    new = {
        AMINA: case.known.people[AMINA].model_copy(update={"address": ("3 New Road", "Otherton", "OT1 1AA")}),
        TOM: case.known.people[TOM].model_copy(update={"address": ("8 Far Lane", "Elsewhere", "EL2 2BB")}),
    }
    former = Former(
        ended_on=date(2026, 12, 6),
        how="surrender",
        debt=101200,
        limitation_last_day=date(2032, 5, 10),
        letter_on=day,
        reply_by=date(2027, 1, 6),
        claim_from=date(2027, 1, 7),
    )
    return case.knowing(people=new).after(happened(enforcement.FormerTenantLetterSent, day), former=former)


# FX-BS: a breathing space in the register on Wednesday 25 November 2026


def fx_bs(*, debt: int | None = 101200) -> Case:
    """FX-A in breathing space from 26 November 2026 to 24 January 2027."""
    event = happened(early.HoldOpened, A_DAY, hold="breathing_space", tenant=AMINA, registered_on=date(2026, 11, 25))
    hold = Hold(
        kind="breathing_space",
        tenant=AMINA,
        event_id=event.event_id,
        from_on=date(2026, 11, 26),
        last_day=date(2027, 1, 24),
        debt=debt,
        forbids=("demand", "serve_notice", "submit_claim", "request_warrant", "book_eviction", "evict"),
    )
    return fx_a().after(event, holds=(hold,))


def held(case: Case, kind: str, *, tenant: str | None = None, **fields: Any) -> Case:
    """The case with another hold open since its day."""
    event = happened(early.HoldOpened, case.today, hold=kind, tenant=tenant, **fields)
    hold = Hold(kind=kind, tenant=tenant, event_id=event.event_id, from_on=case.today)
    known = case.known.model_copy(update={"events": (*case.known.events, event)})
    return replace(case, known=known).but(holds=(*case.state.holds, hold))


# Agreements


def agreed(case: Case, *, amount: int = 500, every: str = "week", tenants: tuple[str, ...] = ()) -> Case:
    """The case after an agreement to pay the rent and an amount towards the arrears, from the Monday after next."""
    first = case.today + timedelta(days=7 - case.today.weekday())
    event = happened(
        early.AgreementMade, case.today, amount=amount, every=every, first_payment_on=first, tenants=tenants
    )
    rent = case.state.the_tenancy.rent
    made = Agreement(
        made_on=case.today, amount=amount, every=every, first_payment_on=first, rent=rent, since=case.today
    )
    return case.after(event, agreement=made)


def broken(case: Case, *, short: int = 12500) -> Case:
    """The case three weeks after its agreement: three payments of £125.00 fell due and `short` is missing."""
    day = case.today + timedelta(days=22)
    known = {"postings": weekly(12000, day, 101200), "position": Position(as_at=day, arrears=101200, total=101200)}
    later = agreed(case).on(day).knowing(**known)
    held_ = later.state.agreement
    assert held_ is not None
    days = [held_.first_payment_on + timedelta(days=7 * n) for n in range(3)]
    proof = tuple(
        early.Instalment(due_on=day, due=12500, paid=12500 if n < 2 else 12500 - short, paid_on=day if n < 2 else None)
        for n, day in enumerate(days)
    )
    event = happened(early.AgreementBroken, later.today, proof=proof)
    gone = held_.model_copy(update={"status": "broken", "since": later.today, "short": short})
    return later.after(event, agreement=gone)


def advice_of(day: date) -> tuple[AdviceLine, ...]:
    """One adviser whose number was rung on a day."""
    return (AdviceLine(name="Rent Help", phone="01632 960177", url="renthelp.example", checked_on=day),)
