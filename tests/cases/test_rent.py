"""A rent that changes while a plan or an order runs: each payment is measured by the rent of its own day."""

from __future__ import annotations

from datetime import UTC, date, datetime

from cases.deadlines import deadlines
from cases.instalments import due, proof, short
from cases.wakes import watch
from tests.cases.story import Story, event

MADE, FIRST, CHANGED = date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 23)


def _planned() -> Story:
    story = Story(on=MADE)
    story.did("agreement_made", MADE, amount=500, every="week", first_payment_on=FIRST)
    return story


def test_the_plan_goes_on_with_the_new_rent_and_each_tenant_is_sent_its_figures() -> None:
    story = _planned()
    told = story.did("rent_changed", date(2026, 11, 16), rent=12500, from_on=CHANGED)
    assert [(p.paper, p.recipient, p.facts) for p in told.papers] == [("E-06", "P1", {"rent_from": "2026-11-23"})]
    assert story.state.the_tenancy.rent == 12000, "until the day comes"
    plan, tenancy = story.state.agreement, story.state.the_tenancy
    assert plan is not None and plan.first_payment_on == FIRST and plan.rent == 12500
    asked = due(plan, tenancy, date(2026, 11, 30))
    assert asked == [(FIRST, 12500), (date(2026, 11, 16), 12500), (CHANGED, 13000), (date(2026, 11, 30), 13000)]
    # what was missed before it stays missed, at the rent of then
    paid = [(FIRST, 12500), (CHANGED, 13000), (date(2026, 11, 30), 13000)]
    assert short(proof(plan, tenancy, paid, date(2026, 11, 30))) == 12500
    check = next(d for d in deadlines(story.state, date(2026, 11, 24)) if d.kind == "instalment")
    assert check.label == "Check the instalment of £130.00"
    story.owes(CHANGED)
    assert story.state.the_tenancy.rent == 12500


def test_the_weekly_review_takes_the_rent_from_what_the_account_charged() -> None:
    story = _planned()
    story.did("rent_changed", CHANGED, rent=12500)
    seen = watch(story.state, CHANGED)
    assert seen is not None and seen.rent_from is not None and [s.pence for s in seen.expected] == [500]


def test_entered_late_it_gives_the_same_case_and_the_same_rent_again_is_refused() -> None:
    inside, late = _planned(), _planned()
    inside.did("rent_changed", CHANGED, rent=12500)
    for story in (inside, late):
        story.owes(date(2026, 11, 30))
    late.take(event("rent_changed", CHANGED, n=2, rent=12500))
    assert late.state == late.folded()
    parts = {"tenancy", "agreement", "balance"}
    assert late.state.model_dump(include=parts) == inside.state.model_dump(include=parts)
    no = inside.refused("rent_changed", date(2026, 12, 1), rent=12500)
    assert [o.rule for o in no.objections] == ["rent.same"]


def test_terms_of_an_order_go_by_the_rent_of_the_day() -> None:
    story = Story()
    story.to_hearing(date(2026, 11, 25), date(2026, 12, 29), datetime(2027, 2, 9, 10, tzinfo=UTC))
    terms = {"rent_plus": 500, "every": "week", "first_payment_on": date(2027, 3, 22)}
    story.did("hearing_outcome_recorded", date(2027, 2, 9), outcome="suspended", ground_basis="discretionary", **terms)
    told = story.did("rent_changed", date(2027, 4, 5), rent=12600)
    assert told.papers == (), "a court's order is not ours to write again"
    assert story.state.order is not None and story.state.order.terms is not None
    asked = due(story.state.order.terms, story.state.the_tenancy, date(2027, 4, 5))
    assert [pence for _, pence in asked] == [12500, 12500, 13100]
