"""Whole cases of Wales and Scotland with every paper that their steps order, written or refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, cached_property, partial
from typing import Any

from activities.documents import Rendered, RenderRefused, render
from activities.papers.known import AccountKnown, Known, LandlordKnown, OfficerKnown, PaperKnown, PersonKnown, Position
from cases.events import Event
from cases.events.early import Instalment
from cases.state import State
from cases.steps import Decision, WriteDocument
from tests.cases.story import LEADER, OFFICER, Story
from tests.papers import fixtures as fx
from tests.papers import late_samples as late
from tests.papers.case import Case
from tests.papers.samples import Sample

REVIEWER = "reviewer@landlord.example"
HOME = ("Flat 2", "14 Sample Street", "Testborough", "TB1 2ZZ")
PEOPLE = {
    "P1": PersonKnown(ref="P1", name="Amina Khan", phone="07700 900001", email="amina@mail.example"),
    "P2": PersonKnown(ref="P2", role="joint", name="Tom O'Brien-Hughes", phone="07700 900002"),
    "P7": PersonKnown(ref="P7", role="occupier", name="Iris Khan"),
}


@dataclass(frozen=True)
class Made:
    """A paper that a step ordered: the case then, and what came of it, written when somebody first looks."""

    order: WriteDocument
    event: Event
    then: Callable[[], Case]

    @cached_property
    def case(self) -> Case:
        """The case as it was when the paper was ordered."""
        return self.then()

    @cached_property
    def paper(self) -> Rendered | RenderRefused:
        """The paper, or every reason against it."""
        case = self.case
        try:
            return render(self.order, state=case.state, event=case.event, today=case.today, known=case.known)
        except RenderRefused as no:
            return no

    @property
    def text(self) -> str:
        """What a reader reads; fails with the reasons when it was refused."""
        assert isinstance(self.paper, Rendered), (self.order.paper, str(self.paper))
        return fx.said(self.paper.content)


class Road(Story):
    """A story whose papers are written as its steps order them."""

    def __init__(self, *args: Any, landlord: LandlordKnown | None = None, **facts: Any) -> None:
        self.landlord = landlord or fx.landlord()
        self.made: list[Made] = []
        self.people = PEOPLE
        super().__init__(*args, **facts)

    def take(self, one: Event) -> Decision:
        decision = super().take(one)
        for order in decision.papers:
            then = partial(self._case, self.state, one, self.today, self.people, tuple(self.made), tuple(self.events))
            self.made.append(Made(order, one, then))
        return decision

    def ask(self, code: str, recipient: str | None = None, **options: Any) -> None:
        """A paper that no step orders, as the case stands."""
        one = self.events[-1]
        then = partial(self._case, self.state, one, self.today, self.people, tuple(self.made), tuple(self.events))
        order = WriteDocument(paper=code, event_id=one.event_id, recipient=recipient, facts=options)
        self.made.append(Made(order, one, then))

    def _case(
        self,
        state: State,
        event: Event,
        today: date,
        people: dict[str, PersonKnown],
        made: tuple[Made, ...],
        events: tuple[Event, ...],
    ) -> Case:
        """A moment of it: the account as the case had it, the people of the tenancy, the papers and events before."""
        held, balance = state.the_tenancy, state.balance
        assert balance is not None
        known = Known(
            landlord=self.landlord,
            people=people,
            account=AccountKnown(
                account_ref="A1",
                tenancy_ref="T1",
                tenancy_type=held.tenure,
                nation=held.nation,
                started_on=held.started_on,
                home=HOME,
                rent=held.rent,
                rent_due_on="monday",
            ),
            position=Position(as_at=balance.as_at, arrears=balance.arrears, total=balance.arrears),
            postings=fx.weekly(held.rent, balance.as_at, balance.arrears, weeks=60),
            officers={
                OFFICER: OfficerKnown(address=OFFICER, name="Sam Rowe", role="officer", phone="01632 960155"),
                REVIEWER: OfficerKnown(address=REVIEWER, name="Priya Nair", role="director"),
                LEADER: OfficerKnown(address=LEADER, name="Lee Hart", role="team_leader", phone="01632 960166"),
            },
            papers=tuple(
                PaperKnown(paper=m.order.paper, name=m.paper.name, sha256=m.paper.content_sha256)
                for m in made
                if not m.order.draft and isinstance(m.paper, Rendered)
            ),
            events=events,
        )
        return Case(state, known, today, event)

    def latest(self, code: str, recipient: str | None = None) -> Made:
        """The last paper of this code (to this reader)."""
        return [m for m in self.made if m.order.paper == code and recipient in (None, m.order.recipient)][-1]

    def text(self, code: str, recipient: str | None = None) -> str:
        """What the last paper of this code says."""
        return self.latest(code, recipient).text


def landlord(nation: str, kind: str = "prp") -> LandlordKnown:
    """Testborough Homes in another nation."""
    court = {"wales": "County Court at Testborough", "scotland": "Testburgh Sheriff Court"}[nation]
    ombudsman = {"wales": "Public Services Ombudsman for Wales", "scotland": "Scottish Public Services Ombudsman"}[
        nation
    ]
    plain = fx.landlord(kind=kind, court_name=court)
    return plain.model_copy(update={"complaints": plain.complaints.model_copy(update={"ombudsman": ombudsman})})


def missed(first: date, number: int) -> tuple[Instalment, ...]:
    """Weekly instalments of rent and £5.00, of which nothing was paid."""
    return tuple(Instalment(due_on=first + timedelta(days=7 * n), due=12500, paid=0) for n in range(number))


def letter(road: Road, on: date) -> None:
    """The account as at the day and a letter to everyone."""
    road.owes(on)
    road.did("arrears_letter_sent", on)


# Wales

GIVEN = date(2026, 8, 10)


DOCUMENTS: dict[str, Any] = {
    "electrical": "held",
    "gas": "no_gas",
    "energy": "not_held",
    "energy_reason": "The certificate ran out in June and the new one is booked for 12 October 2026.",
    "contract": "held",
}


def welsh(tenure: str = "occupation_contract_secure", **facts: Any) -> Road:
    """A case whose dwelling was looked at: fit, report given; and its documents for the court."""
    road = Road(tenure, on=date(2026, 6, 1), landlord=landlord("wales"), started_on=date(2020, 5, 4), **facts)
    road.state = road.state.but(owner=OFFICER)
    road.did("fitness_checked", date(2026, 8, 3), fit=True, electrical_report_given=True)
    road.did("documents_checked", date(2026, 8, 3), **DOCUMENTS)
    return road


def given(tenure: str = "occupation_contract_secure", *, on: date = GIVEN, **fields: Any) -> Road:
    """Letter, contact, approval and a possession notice left at the dwelling."""
    road = welsh(tenure, tenants=fields.pop("tenants", ("P1", "P2")))
    letter(road, date(2026, 8, 3))
    road.protocol_before_notice(date(2026, 8, 4))
    road.noticed(on, at="11:20", proof="photo", **fields)
    return road


@cache
def wales_road() -> Road:
    """From the first letter to the debt that is left, on a secure contract of two."""
    road = given()
    first = date(2026, 8, 17)
    road.owes(date(2026, 8, 12))
    road.did("agreement_made", date(2026, 8, 12), amount=500, every="week", first_payment_on=first)
    road.owes(date(2026, 9, 9))
    road.did("agreement_broken", date(2026, 9, 9), proof=missed(first, 3))
    road.protocol_after_notice(date(2026, 9, 14))
    road.owes(date(2026, 9, 28))
    road.ask("E-19-wales", "P1", plan=500, every="week")
    road.claimed(date(2026, 10, 5), datetime(2026, 11, 10, 10, tzinfo=UTC))
    papers = ("claim_form", "particulars", "hearing_notice")
    road.did("court_papers_served", date(2026, 10, 14), papers=papers, method="left_at_address", at="10:20")
    road.owes(date(2026, 11, 2))
    road.ask("E-26-wales")
    road.ask("E-28-wales", extra=500, every="week")
    heard = date(2026, 11, 10)
    road.owes(heard)
    road.did(
        "hearing_outcome_recorded",
        heard,
        outcome="suspended",
        ground_basis="discretionary",
        rent_plus=500,
        every="week",
        first_payment_on=date(2026, 11, 16),
        money_judgment=101200,
        costs=40400,
    )
    broken = date(2026, 12, 8)
    road.owes(broken)
    road.did("order_breached", broken, proof=missed(date(2026, 11, 16), 3))
    warrant = date(2026, 12, 9)
    road.owes(warrant)
    road.did("approval_requested", warrant, act="warrant")
    road.did("approval_given", warrant, act="warrant", prepared_by=OFFICER, by=LEADER)
    road.did("warrant_requested", warrant)
    road.did("warrant_issued", date(2026, 12, 15), warrant_number="W1")
    road.owes(date(2026, 12, 16))
    road.did("eviction_booked", date(2026, 12, 16), eviction_at=datetime(2027, 1, 26, 10, tzinfo=UTC))
    road.did("eviction_notice_delivered", date(2026, 12, 21))
    eve = date(2027, 1, 25)
    road.owes(eve)
    road.did("approval_given", eve, act="eviction", prepared_by=OFFICER, by=LEADER)
    road.did("eviction_confirmed", eve, **late.RISKS | {"attendee": LEADER})
    road.did("eviction_carried_out", date(2027, 1, 26), **late.DAY_OF)
    road.owes(date(2027, 2, 1), 151200)
    road.people = {
        ref: p.model_copy(update={"address": (f"{3 + n} New Road", f"OT1 {n}AA")})
        for n, (ref, p) in enumerate(PEOPLE.items())
    }
    road.did("former_tenant_letter_sent", date(2027, 2, 1))
    road.did("write_off_requested", date(2027, 2, 1), amount=50000, code="uneconomic")
    road.ask("E-41-wales")
    return road


@cache
def letters_road() -> Road:
    """Three letters and a statement, and no answer."""
    road = welsh(tenants=("P1", "P2"))
    letter(road, date(2026, 8, 3))
    road.did("statement_sent", date(2026, 8, 3))
    for tenant in ("P1", "P2"):
        road.did("contact_attempted", date(2026, 8, 12), tenant=tenant, channel="visit")
    second, third = date(2026, 8, 17), date(2026, 9, 7)
    road.owes(second)
    road.did("arrears_letter_sent", second, letter="second", appointment_at=datetime(2026, 8, 26, 9, 30, tzinfo=UTC))
    for tenant in ("P1", "P2"):
        road.did("vulnerability_assessed", date(2026, 8, 24), tenant=tenant)
    road.owes(third)
    road.did("arrears_letter_sent", third, letter="third")
    road.did("statement_sent", third)
    offer = date(2026, 9, 21)
    road.owes(offer)
    road.did("agreement_offered", offer, amount=500, every="week", deduction=True)
    return road


REVIEWED: dict[str, Any] = {
    "confirmed": True,
    "reasons": "The arrears have grown since the first plan, and no payment came in October.",
    "considered": "Your letter; the rent account",
    "points": "I was ill in September",
    "findings": "We have read your doctor's letter and agree",
    "equality": "We thought about your health and about the children.",
    "alternatives": "We thought about a plan with a deduction from Universal Credit.",
}


@cache
def serious_road(tenure: str = "occupation_contract_introductory") -> Road:
    """Serious arrears on Monday 2 November 2026: RHW21 with its review, or RHW20."""
    day = date(2026, 11, 2)
    ground = "s187" if tenure == "occupation_contract_fixed_term" else "s181"
    road = given(tenure, on=day, grounds=(ground,), arrears=200000)
    if road.state.notice and road.state.notice.review:
        road.did("review_requested", date(2026, 11, 10), tenant="P1", how="letter")
        road.owes(date(2026, 11, 24), 200000)
        road.did(
            "review_decided",
            date(2026, 11, 24),
            by=REVIEWER,
            **REVIEWED,
        )
    road.owes(date(2026, 11, 25), 200000)
    road.did("protocol_letter_sent", date(2026, 11, 25))
    return road


@cache
def moratorium_road() -> Road:
    """Breathing space while a claim is before the court in Wales."""
    road = given()
    road.protocol_after_notice(date(2026, 9, 14))
    road.claimed(date(2026, 10, 5), datetime(2026, 11, 10, 10, tzinfo=UTC))
    road.did("hold_opened", date(2026, 10, 12), hold="breathing_space", registered_on=date(2026, 10, 11), tenant="P1")
    return road


@cache
def stopped_road() -> Road:
    """Breathing space while a warrant is out in Wales."""
    road = given()
    road.protocol_after_notice(date(2026, 9, 14))
    road.claimed(date(2026, 10, 5), datetime(2026, 11, 10, 10, tzinfo=UTC))
    heard, day = date(2026, 11, 10), date(2026, 12, 9)
    terms: dict[str, Any] = {"ground_basis": "discretionary", "possession_on": date(2026, 12, 8)}
    road.did("hearing_outcome_recorded", heard, outcome="outright", **terms)
    road.owes(day)
    road.did("approval_given", day, act="warrant", prepared_by=OFFICER, by=LEADER)
    road.did("warrant_requested", day)
    road.did("warrant_issued", day, warrant_number="W1")
    road.did("hold_opened", day, hold="breathing_space", registered_on=day, tenant="P1")
    return road


@cache
def answered_road() -> Road:
    """A contract-holder asks the court in Wales to stop the eviction, and we answer."""
    road = given()
    road.protocol_after_notice(date(2026, 9, 14))
    road.claimed(date(2026, 10, 5), datetime(2026, 11, 10, 10, tzinfo=UTC))
    heard, day = date(2026, 11, 10), date(2026, 12, 9)
    road.did(
        "hearing_outcome_recorded",
        heard,
        outcome="outright",
        ground_basis="discretionary",
        possession_on=date(2026, 12, 8),
    )
    road.owes(day)
    road.did("approval_given", day, act="warrant", prepared_by=OFFICER, by=LEADER)
    road.did("warrant_requested", day)
    road.did("warrant_issued", day, warrant_number="W1")
    road.did("eviction_booked", day, eviction_at=datetime(2027, 1, 26, 10, tzinfo=UTC))
    road.did("suspension_applied", date(2027, 1, 18), tenant="P1", reasons=late.REASONS.replace("£30 a week", "more"))
    road.owes(date(2027, 1, 19))
    terms: dict[str, Any] = {"rent_plus": 1000, "every": "week", "first_payment_on": date(2027, 1, 25)}
    road.did("suspension_answered", date(2027, 1, 19), stance="oppose", answers=late.ANSWERS, **terms)
    return road


@cache
def permission_road() -> Road:
    """An order in Wales that may be enforced only with the court's permission."""
    road = given()
    road.protocol_after_notice(date(2026, 9, 14))
    road.claimed(date(2026, 10, 5), datetime(2026, 11, 10, 10, tzinfo=UTC))
    terms: dict[str, Any] = {"ground_basis": "discretionary", "possession_on": date(2026, 12, 8)}
    road.did("hearing_outcome_recorded", date(2026, 11, 10), outcome="outright", permission_needed=True, **terms)
    day = date(2026, 12, 9)
    road.owes(day)
    road.did("permission_sought", day, reason="The home was not given up, and no payment has come since the order.")
    return road


# Scotland

SERVED = date(2026, 9, 7)


def scottish(kind: str = "prp", **facts: Any) -> Road:
    """A case on a Scottish secure tenancy."""
    road = Road(
        "scottish_secure",
        on=date(2026, 6, 1),
        landlord=landlord("scotland", kind),
        started_on=date(2015, 5, 4),
        landlord_kind=kind,
        **facts,
    )
    road.state = road.state.but(owner=OFFICER)
    return road


def required(road: Road, on: date) -> None:
    """The pre-action requirements met with each tenant, and the occupiers asked after."""
    letter(road, on)
    for tenant in road.state.the_tenancy.tenants:
        road.did("contact_made", on, tenant=tenant, channel="phone", topics=("repayment",), affordable_offer=True)
        road.did("pre_action_checked", on, tenant=tenant, benefit_pending=False, other_steps=False, plan_kept=False)
    road.did("occupiers_enquired", on, how="visit", occupiers=road.state.the_tenancy.occupiers)


def served(road: Road | None = None) -> Road:
    """A notice of proceedings left at the house on Monday 7 September 2026."""
    road = road or scottish(tenants=("P1", "P2"), occupiers=("P7",))
    required(road, date(2026, 8, 31))
    road.noticed(SERVED, at="11:20", proof="photo")
    return road


def raised(road: Road | None = None, on: date = date(2026, 10, 12)) -> Road:
    """The summons lodged and warranted."""
    road = road or served()
    road.owes(on)
    road.did("approval_given", on, act="claim", prepared_by=OFFICER, by=LEADER)
    road.did("claim_submitted", on, court="Testburgh Sheriff Court", channel="sheriff_court", pre_action_averred=True)
    road.did("claim_issued", on, claim_number="TB-1")
    return road


@cache
def scotland_road() -> Road:
    """From the first letter to the removal."""
    road = scottish(tenants=("P1", "P2"), occupiers=("P7",))
    road.owes(date(2026, 6, 2))
    road.did("arrears_letter_sent", date(2026, 6, 2))
    road.did("statement_sent", date(2026, 6, 3))
    road.did("agreement_made", date(2026, 6, 4), amount=500, every="week", first_payment_on=date(2026, 6, 15))
    road.owes(date(2026, 7, 8))
    road.did("agreement_broken", date(2026, 7, 8), proof=missed(date(2026, 6, 15), 3))
    road.owes(date(2026, 7, 9))
    road.did("arrears_letter_sent", date(2026, 7, 9))
    raised(served(road))
    road.did("council_notified", date(2026, 10, 12), how="electronic")
    road.did("summons_served", date(2026, 10, 19), how="sheriff_officer", return_on=date(2026, 11, 10))
    road.did("hearing_listed", date(2026, 10, 20), hearing_at=datetime(2026, 11, 20, 10, tzinfo=UTC))
    road.owes(date(2026, 11, 20))
    road.did(
        "hearing_outcome_recorded",
        date(2026, 11, 20),
        outcome="outright",
        possession_on=date(2026, 12, 8),
        money_judgment=101200,
        costs=25000,
        attended=("P1",),
    )
    day = date(2026, 12, 9)
    road.owes(day)
    road.did("approval_given", day, act="warrant", prepared_by=OFFICER, by=LEADER)
    road.did("warrant_requested", day)
    road.did("warrant_issued", day, warrant_number="28BA-1")
    road.did("eviction_booked", day, eviction_at=datetime(2027, 1, 13, 10, tzinfo=UTC))
    road.ask("E-41-scotland")
    gone = date(2027, 1, 13)
    road.owes(gone)
    road.did("eviction_carried_out", gone)
    road.did("write_off_requested", gone, amount=50000, code="uneconomic")
    return road


ROADS: dict[str, Callable[[], Road]] = {
    "on the road": wales_road,
    "letters": letters_road,
    "introductory": serious_road,
    "standard": lambda: serious_road("occupation_contract_standard"),
    "in a moratorium": moratorium_road,
    "stopped by one": stopped_road,
    "answered": answered_road,
    "by permission": permission_road,
    "in Scotland": scotland_road,
}


@cache
def samples() -> tuple[Sample, ...]:
    """Each paper of each road, final and once for each reader: what the tests of every paper are run over.

    Which there are is asked in every process that collects tests, so none is written for it.
    """
    found: dict[tuple[str, str], Sample] = {}
    for road, make in ROADS.items():
        for made in (m for m in make().made if not m.order.draft):
            name = f"{road}, {made.order.recipient or 'case'}, {made.event.kind}"
            sample = Sample(name, made.order.paper, lambda m=made: m.case, made.order.recipient, made.order.facts)  # type: ignore[misc]
            found.setdefault((made.order.paper, f"{made.order.recipient}, {made.event.kind}"), sample)
    return tuple(found.values())
