"""Holds overlap, end in any order, void what they void and release nothing but themselves."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.deadlines import deadlines
from cases.ruling import forbidding
from cases.steps import Refused
from tests.cases.story import LEADER, OFFICER, Story

SERVED, CLAIM = date(2026, 11, 25), date(2026, 12, 29)


def _ready() -> Story:
    """Everything but the claim itself: it could be sent on CLAIM."""
    story = Story()
    story.protocol_before_notice(SERVED)
    story.noticed(SERVED)
    story.protocol_after_notice(SERVED)
    story.owes(CLAIM)
    story.did("approval_given", CLAIM, act="claim", prepared_by=OFFICER, by=LEADER)
    return story


def test_a_pending_benefit_claim_blocks_only_on_all_three_conditions() -> None:
    for met in (True, False):
        story = _ready()
        story.did(
            "hold_opened",
            CLAIM,
            hold="benefit_claim_pending",
            evidence_given=True,
            eligibility_expected=True,
            other_sums_paid=met,
        )
        if met:
            no = story.refused("claim_submitted", CLAIM, court="T")
            assert [o.rule for o in no.objections] == ["hold.benefit_claim_pending"]
            assert "2.6" in str(no)
        else:
            story.did("claim_submitted", CLAIM, court="T")


def test_an_agreement_kept_blocks_the_claim_and_a_broken_one_only_until_the_cure_is_over() -> None:
    story = _ready()
    story.did("agreement_made", CLAIM, amount=500, every="week", first_payment_on=date(2027, 1, 4))
    no = story.refused("claim_submitted", CLAIM, court="T")
    assert [o.rule for o in no.objections] == ["hold.agreement_kept"]
    broken = date(2027, 1, 12)
    story.did("agreement_broken", broken, missed=12500)
    story.owes(broken)
    no = story.refused("claim_submitted", broken, court="T")
    assert [o.rule for o in no.objections] == ["claim.cure_running"]
    cure_by = story.state.agreement.cure_by if story.state.agreement else None
    assert cure_by == date(2027, 1, 21) and no.first_day == date(2027, 1, 22)
    story.owes(date(2027, 1, 22))
    story.did("claim_submitted", date(2027, 1, 22), court="T")


def test_a_notice_served_in_a_breathing_space_is_irregular_and_void_until_served_again() -> None:
    story = Story()
    story.protocol_before_notice(SERVED)
    story.did("hold_opened", SERVED, hold="breathing_space", registered_on=SERVED, tenant="P1")
    hold = story.state.holds[0]
    assert (hold.from_on, hold.last_day) == (date(2026, 11, 26), date(2027, 1, 24))
    story.did("notice_served", date(2026, 12, 10), method="left_at_address")
    notice = story.state.notice
    assert notice is not None and notice.void and story.at().at == "notice_void"
    held = next(i for i in story.state.irregular if i.rule == "notice.in_moratorium")
    assert held.first_day == date(2027, 1, 25) and "no effect" in held.no_longer
    no = story.refused("claim_submitted", date(2027, 1, 12), court="T")
    assert "claim.notice_void" in [o.rule for o in no.objections]
    again = date(2027, 1, 25)
    story.owes(again)
    story.did("approval_given", again, act="notice", prepared_by=OFFICER, by=LEADER)
    story.did("notice_served", again, method="left_at_address")
    assert story.state.notice is not None and story.state.notice.void is None
    assert {i.rule: i.status for i in story.state.irregular}["notice.in_moratorium"] == "cured"


def test_a_moratorium_cancels_a_booked_eviction_and_does_not_book_it_again() -> None:
    story = _ready()
    story.did("claim_submitted", CLAIM, court="T")
    story.did("claim_issued", CLAIM, claim_number="K1")
    story.did("hearing_listed", CLAIM, hearing_at=datetime(2027, 2, 9, 10, tzinfo=UTC))
    day = date(2027, 2, 9)
    story.did("hearing_outcome_recorded", day, outcome="outright", ground_basis="discretionary", possession_on=day)
    day = date(2027, 2, 10)
    story.owes(day)
    story.did("approval_given", day, act="warrant", prepared_by=OFFICER, by=LEADER)
    story.did("warrant_requested", day)
    story.did("warrant_issued", day, warrant_number="W1")
    story.did("eviction_booked", day, eviction_at=datetime(2027, 3, 10, 10, tzinfo=UTC))
    told = date(2027, 2, 20)
    decision = story.did("hold_opened", told, hold="breathing_space", registered_on=told)
    booked = story.state.eviction
    assert booked is not None and booked.cancelled_on == date(2027, 2, 21)
    assert {p.paper for p in decision.papers} == {"E-42", "E-42-bailiff", "E-42-court"}
    no = story.refused("eviction_booked", date(2027, 3, 1), eviction_at=datetime(2027, 5, 10, 10, tzinfo=UTC))
    assert [o.rule for o in no.objections] == ["hold.breathing_space"]
    assert no.first_day == date(2027, 4, 22)
    assert story.at(date(2027, 4, 22)).at == "warrant_issued"
    story.did("eviction_booked", date(2027, 4, 22), eviction_at=datetime(2027, 5, 17, 10, tzinfo=UTC))


KINDS: dict[str, dict[str, Any]] = {
    "breathing_space": {"registered_on": CLAIM},
    "complaint": {},
    "benefit_claim_pending": {"evidence_given": True, "eligibility_expected": True, "other_sums_paid": True},
    "balance_disputed": {},
}


def test_holds_end_in_any_order_and_release_only_themselves() -> None:
    for order in permutations(KINDS):
        story = _ready()
        for kind, fields in KINDS.items():
            story.did("hold_opened", CLAIM, hold=kind, **fields)
        open_now = set(KINDS)
        for n, kind in enumerate(order):
            day = date(2027, 1, 4 + n * 2)
            story.did("hold_ended", day, hold=kind)
            open_now.discard(kind)
            after = date(2027, 1, 5 + n * 2)
            assert {h.kind for h in story.state.holds_on(after)} == open_now, (order, kind)


@settings(max_examples=60, deadline=None)
@given(st.permutations(list(KINDS)))
def test_what_is_forbidden_does_not_depend_on_the_order_of_opening(order: list[str]) -> None:
    story = _ready()
    for kind in order:
        story.did("hold_opened", CLAIM, hold=kind, **KINDS[kind])
    rules = {o.rule for _, o in forbidding(story.state, "submit_claim", date(2027, 1, 4))}
    assert rules == {"hold.breathing_space", "hold.benefit_claim_pending", "hold.balance_disputed"} | (
        {"hold.complaint"} & rules
    )


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"hold": "manual_pause"}, "A manual pause needs reason, and ends_on"),
        ({"hold": "breathing_space"}, "registered_on"),
        ({"hold": "benefit_claim_pending"}, "three answers"),
        ({"hold": "complaint", "ends_on": date(2026, 11, 1)}, "before it begins"),
    ],
)
def test_a_hold_that_lacks_what_it_needs(fields: dict[str, Any], said: str) -> None:
    story = Story()
    with pytest.raises(Refused, match=said):
        story.did("hold_opened", date(2026, 11, 20), **fields)


def test_a_claim_issued_in_a_moratorium_we_were_told_of_later_is_irregular() -> None:
    story = _ready()
    story.did("claim_submitted", CLAIM, court="T")
    story.did("claim_issued", date(2027, 1, 4), claim_number="K1")
    story.did("hold_opened", date(2027, 1, 11), hold="breathing_space", registered_on=date(2027, 1, 1))
    rules = {i.rule for i in story.state.irregular}
    assert "hold.breathing_space" in rules
    assert story.state == story.folded()


def test_nobody_is_told_to_speak_to_a_tenant_who_has_died() -> None:
    story, day = Story(), date(2026, 11, 4)
    asked = {"first_contact", "statement"}
    assert asked <= {d.kind for d in deadlines(story.state, day)}
    story.did("hold_opened", day, hold="deceased", tenant="P1")
    found = deadlines(story.state, day)
    assert not asked & {d.kind for d in found} and "Tenant deceased" in story.at(day).label
    assert "personal representatives" in next(d.because for d in found if d.kind == "hold_review")
    story.did("hold_ended", date(2026, 11, 20), hold="deceased")
    assert asked <= {d.kind for d in deadlines(story.state, date(2026, 11, 20))}


def test_the_other_joint_tenant_is_spoken_to_after_a_death() -> None:
    story, day = Story(tenants=("P1", "P2")), date(2026, 11, 4)
    story.did("hold_opened", day, hold="deceased", tenant="P1")
    assert "first_contact" in {d.kind for d in deadlines(story.state, day)}
    story.did("hold_opened", day, hold="deceased", tenant="P2")
    assert "first_contact" not in {d.kind for d in deadlines(story.state, day)}


def _void(hold: str, **fields: Any) -> Story:
    story = Story()
    story.protocol_before_notice(date(2026, 11, 23))
    story.did("hold_opened", date(2026, 11, 24), hold=hold, **fields)
    story.did("approval_given", SERVED, act="notice", prepared_by=OFFICER, by=LEADER, as_fact=True)
    story.did("notice_served", SERVED, method="left_at_address", as_fact=True)
    assert story.at().at == "notice_void"
    return story


def test_a_new_notice_waits_for_the_moratorium_that_made_the_last_one_void() -> None:
    story = _void("breathing_space", registered_on=date(2026, 11, 23))
    last = story.state.holds[0].last_day
    assert last is not None
    (again,) = (d for d in deadlines(story.state, SERVED) if d.kind == "notice_again")
    assert again.act_on == date(2027, 1, 25) > last, "the first working day after it"
    story.did("hold_ended", date(2026, 12, 1), hold="breathing_space")
    (again,) = (d for d in deadlines(story.state, date(2026, 12, 1)) if d.kind == "notice_again")
    assert again.act_on == date(2026, 12, 8)
    story = _void("mental_health_crisis_moratorium")
    (again,) = (d for d in deadlines(story.state, SERVED) if d.kind == "notice_again")
    assert (again.act_on, again.status) == (None, "unknown"), "nobody knows yet when it ends"


@pytest.mark.parametrize(
    ("tenure", "label"),
    [
        ("secure", "Review the hold: a tenant has died"),
        ("scottish_secure", "Review the hold: a tenant has died"),
        ("occupation_contract_secure", "Review the hold: a contract-holder has died"),
    ],
)
def test_a_review_names_the_hold_that_is_looked_at(tenure: str, label: str) -> None:
    story = Story(tenure, tenants=("P1", "P2"))
    for fields in ({}, {"review_on": date(2026, 12, 8)}):
        story.did("hold_opened", SERVED, hold="deceased", tenant="P1", **fields)
    assert {d.label for d in deadlines(story.state, SERVED) if d.kind == "hold_review"} == {label}
