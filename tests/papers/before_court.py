"""Made-up cases before any claim: FX-A, FX-S, FX-I, FX-BS, with agreements and holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from activities.papers.known import (
    AccountKnown,
    AdviceLine,
    Known,
    PersonKnown,
    Position,
    Posting,
)
from cases.events import court, early, throughout
from cases.state import (
    Agreement,
    Balance,
    Hold,
    Notice,
    Review,
    Service,
    State,
    Tenancy,
)
from tests.papers.case import OWNER, Case, happened, landlord, officers, weekly

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
                    "started_on": date(2026, 3, 2) if tenure == "introductory" else date(2019, 5, 13),
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


# FX-BS: a breathing space in the register on Wednesday 25 November 2026


def fx_bs(*, debt: int | None = 101200) -> Case:
    """FX-A in breathing space from 26 November 2026 to 24 January 2027."""
    event = happened(
        throughout.HoldOpened,
        A_DAY,
        hold="breathing_space",
        tenant=AMINA,
        registered_on=date(2026, 11, 25),
        reference="BSS-204-711",
    )
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
    event = happened(throughout.HoldOpened, case.today, hold=kind, tenant=tenant, **fields)
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
