"""A fact that breaks a rule is kept and said, once, and never swallowed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from cases.decide import next_steps
from cases.steps import Refused
from tests.cases.story import LEADER, OFFICER, Story

SERVED, CLAIM, HEARD = date(2026, 11, 25), date(2026, 12, 29), date(2027, 2, 9)
HEARING = datetime(2027, 2, 9, 10, tzinfo=UTC)


def _rules(story: Story) -> list[str]:
    return [i.rule for i in story.state.irregular if i.status == "open"]


def _held(story: Story, rule: str) -> Any:
    return next(i for i in story.state.irregular if i.rule == rule)


def _in_breathing_space() -> Story:
    story = Story()
    story.did("hold_opened", date(2026, 11, 4), hold="breathing_space", registered_on=date(2026, 11, 3))
    return story


# asking for the debt


@pytest.mark.parametrize("fields", [{"topics": ("cause", "repayment")}, {"affordable_offer": True}])
def test_to_ask_for_the_debt_inside_a_breathing_space_is_irregular(fields: dict[str, Any]) -> None:
    story = _in_breathing_space()
    story.did("contact_made", date(2026, 11, 10), tenant="P1", channel="phone", **fields)
    held = _held(story, "hold.breathing_space")
    assert "demand" in held.says or "ask for" in held.says
    assert "regs 7, 10, 11" in held.cite and "If the tenant asked for this talk" in held.cure


def test_to_talk_about_help_or_the_rent_of_today_is_not() -> None:
    story = _in_breathing_space()
    on = date(2026, 11, 10)
    story.did("contact_made", on, tenant="P1", channel="phone", topics=("cause", "benefits"), benefit_help=True)
    story.did("contact_made", on, tenant="P1", channel="visit", debt_advice=True)
    story.did("contact_made", date(2027, 1, 20), tenant="P1", channel="phone", topics=("repayment",))
    assert story.state.irregular == ()


# one defect, one irregularity


def test_a_defect_seen_when_asked_and_when_approved_is_one() -> None:
    story = Story()
    story.owes(SERVED)
    story.did("approval_requested", SERVED, act="notice", as_fact=True)
    story.did("approval_given", SERVED, act="notice", by=LEADER, as_fact=True)
    assert _rules(story) == ["protocol.before_notice"]
    assert story.state.irregular[0].act == "notice"
    assert story.state == story.folded()


def test_the_step_itself_does_not_make_it_again() -> None:
    story = Story()
    story.protocol_before_notice(SERVED)
    story.noticed(SERVED)
    story.owes(CLAIM)
    story.did("approval_requested", CLAIM, act="claim", as_fact=True)
    story.did("approval_given", CLAIM, act="claim", by=LEADER, as_fact=True)
    story.did("claim_submitted", CLAIM, court="T", as_fact=True)
    assert _rules(story) == ["protocol.2.8:P1"]


def test_the_same_defect_of_two_steps_is_two() -> None:
    story = Story()
    story.owes(SERVED)
    for act in ("notice", "claim"):
        story.did("approval_given", SERVED, act=act, prepared_by=LEADER, by=LEADER, as_fact=True)
    assert _rules(story).count("approval.four_eyes") == 2


def test_the_same_defect_of_another_notice_is_another() -> None:
    story = Story()
    for on in (SERVED, date(2026, 12, 9)):
        story.owes(on)
        story.did("approval_requested", on, act="notice", as_fact=True)
        story.did("approval_given", on, act="notice", by=LEADER, as_fact=True)
        story.did("notice_served", on, method="left_at_address")
    assert _rules(story).count("protocol.before_notice") == 2


# a notice of no effect


def test_nothing_gives_a_day_for_a_claim_on_a_void_notice() -> None:
    story = _in_breathing_space()
    story.owes(SERVED)
    story.did("notice_served", SERVED, method="left_at_address")
    notice = story.state.notice
    assert notice is not None and notice.void
    assert (notice.claim_from, notice.statutory_claim_by, notice.safe_claim_by) == (None, None, None)
    for step in next_steps(story.state, date(2026, 11, 26)):
        if step.kind in ("claim_submitted", "claim_issued"):
            said = {o.rule: o for o in step.why}
            assert "There is no notice to claim on" in said["claim.notice_void"].says
            assert "claim.too_early" not in said and said["claim.notice_void"].first_day is None


def test_a_protocol_letter_on_a_void_notice_does_not_count() -> None:
    story = _in_breathing_space()
    story.owes(SERVED)
    story.did("notice_served", SERVED, method="left_at_address")
    after = date(2027, 1, 11)
    story.owes(after)
    assert "protocol.notice_void" in [o.rule for o in story.refused("protocol_letter_sent", after).objections]
    story.did("protocol_letter_sent", after, as_fact=True)
    assert "no effect" in _held(story, "protocol.notice_void").says


# hearings


def _issued(on: date = CLAIM, **claim: Any) -> Story:
    story = Story()
    story.protocol_before_notice(SERVED)
    story.noticed(SERVED)
    story.protocol_after_notice(SERVED)
    story.owes(on)
    story.did("statement_sent", on)
    story.did("approval_given", on, act="claim", prepared_by=OFFICER, by=LEADER)
    story.did("claim_submitted", on, court="Testborough", **claim)
    story.did("claim_issued", on, claim_number="K00TB123")
    return story


def test_a_hearing_too_soon_is_recorded_with_what_to_check_and_cured_by_a_right_day() -> None:
    story = _issued()
    story.did("hearing_listed", date(2027, 1, 4), hearing_at=datetime(2027, 1, 26, 10, tzinfo=UTC))
    assert story.at().at == "hearing_listed"
    held = _held(story, "hearing.too_soon")
    assert "Wednesday 27 January 2027 or later" in held.says and "CPR 55.5(3)" in held.cite
    assert "Check with the court" in held.cure
    story.did("hearing_relisted", date(2027, 1, 5), hearing_at=datetime(2027, 1, 27, 10, tzinfo=UTC))
    assert _rules(story) == []


def test_a_hearing_moved_to_a_day_too_soon_is_irregular_as_well() -> None:
    story = _issued()
    story.did("hearing_listed", date(2027, 1, 4), hearing_at=HEARING)
    assert story.state.irregular == ()
    story.did("hearing_relisted", date(2027, 1, 5), hearing_at=datetime(2027, 1, 20, 10, tzinfo=UTC))
    assert _rules(story) == ["hearing.too_soon"]


def test_the_intervals_of_the_online_service_are_not_held_and_not_guessed() -> None:
    story = _issued(channel="online_service")
    story.did("hearing_listed", date(2027, 1, 4), hearing_at=datetime(2027, 1, 20, 10, tzinfo=UTC))
    assert story.state.irregular == ()


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (
            datetime(2027, 2, 13, 10, tzinfo=UTC),
            "Saturday 13 February 2027, which is no working day of the court (weekend)",
        ),
        (datetime(2027, 3, 26, 10, tzinfo=UTC), "Good Friday"),
    ],
)
def test_a_hearing_on_a_day_on_which_the_court_is_shut_is_recorded_with_what_to_check(at: datetime, said: str) -> None:
    story = _issued()
    story.did("hearing_listed", date(2027, 1, 4), hearing_at=at)
    held = _held(story, "hearing.closed_day")
    assert said in held.says and "CPR 6.2" in held.cite and "Check with the court" in held.cure


def test_a_day_on_which_the_court_may_be_closed_is_said_and_makes_nothing_irregular() -> None:
    story = _issued()
    at = datetime(2026, 12, 29, 15, tzinfo=UTC)
    decision = story.did("hearing_listed", CLAIM, hearing_at=at, purpose="application")
    said = [
        b.says for b in decision.because if "Check the hearing of Tuesday 29 December 2026 with the court" in b.says
    ]
    assert len(said) == 1 and "offices may be closed" in said[0]
    assert story.state.irregular == ()


def test_a_hearing_is_not_adjourned_into_the_past_nor_silently_to_a_sunday() -> None:
    story = _issued()
    story.did("hearing_listed", date(2027, 1, 4), hearing_at=HEARING)
    no = story.refused(
        "hearing_outcome_recorded",
        HEARD,
        outcome="adjourned_to_date",
        adjourned_to=datetime(2027, 2, 1, 10, tzinfo=UTC),
    )
    assert [o.rule for o in no.objections] == ["outcome.adjourned_to"]
    story.did(
        "hearing_outcome_recorded",
        HEARD,
        outcome="adjourned_to_date",
        adjourned_to=datetime(2027, 3, 7, 10, tzinfo=UTC),
    )
    assert _rules(story) == ["hearing.closed_day"]


# what was swallowed


def test_a_notice_served_on_a_tenant_who_has_died_is_irregular() -> None:
    story = Story()
    story.protocol_before_notice(date(2026, 11, 3))
    story.did("hold_opened", date(2026, 11, 4), hold="deceased", tenant="P1")
    story.owes(SERVED)
    story.did("notice_served", SERVED, method="left_at_address")
    assert _rules(story) == ["approval.notice", "hold.deceased"]
    assert story.state.notice is not None and story.state.notice.void is None  # only a moratorium makes it void


def test_a_notice_nobody_approved_is_judged_by_the_protocol_when_it_is_recorded() -> None:
    story = Story()
    story.owes(SERVED)
    story.did("notice_served", SERVED, method="left_at_address")
    assert _rules(story) == ["approval.notice", "protocol.before_notice"]


def test_a_claim_issued_that_nobody_recorded_as_sent_is_judged_by_the_protocol() -> None:
    story = Story()
    story.protocol_before_notice(SERVED)
    story.noticed(SERVED)
    story.did("claim_issued", CLAIM, claim_number="K1")
    assert _rules(story) == ["approval.claim", "protocol.2.8:P1"]


def _ordered(**outcome: Any) -> Story:
    story = _issued()
    story.did("hearing_listed", date(2027, 1, 4), hearing_at=HEARING)
    story.did(
        "hearing_outcome_recorded",
        HEARD,
        outcome="outright",
        possession_on=date(2027, 3, 9),
        **{"ground_basis": "discretionary", **outcome},
    )
    return story


def test_a_mandatory_order_on_a_secure_tenancy_is_irregular() -> None:
    story = _ordered(ground_basis="mandatory")
    assert _rules(story) == ["order.no_mandatory_ground"]
    assert "Housing Act 1985" in _held(story, "order.no_mandatory_ground").cite


def test_an_order_on_a_ground_that_is_not_on_the_notice_is_irregular() -> None:
    story = _ordered(grounds=("10",))
    held = _held(story, "order.ground_not_on_notice")
    assert "ground 10" in held.says and "ground 1" in held.says and held.cite == "Housing Act 1985 s.84(3)"
    assert _rules(_ordered(grounds=("1",))) == []


def test_a_warrant_and_an_eviction_without_approval_are_irregular() -> None:
    story = _ordered()
    story.did("warrant_issued", date(2027, 3, 12), warrant_number="W1")
    assert _rules(story) == ["approval.warrant"]
    story.did("eviction_booked", date(2027, 3, 16), eviction_at=datetime(2027, 4, 15, 9, 30, tzinfo=UTC))
    story.did("eviction_notice_delivered", date(2027, 3, 17))
    story.did("eviction_carried_out", date(2027, 4, 15))
    assert _rules(story) == ["approval.warrant", "approval.eviction"]


def test_a_warrant_on_an_order_whose_claim_was_withdrawn_is_irregular() -> None:
    story = _ordered()
    on = date(2027, 3, 12)
    story.owes(on)
    story.did("approval_given", on, act="warrant", prepared_by=OFFICER, by=LEADER)
    story.did("warrant_requested", on)
    story.did("claim_withdrawn", date(2027, 3, 15))
    story.did("warrant_issued", date(2027, 3, 20), warrant_number="W1")
    assert _rules(story) == ["warrant.claim_ended"]


def test_a_review_asked_for_too_late_says_so() -> None:
    story = Story("introductory", started_on=date(2026, 6, 1))
    story.protocol_before_notice(SERVED)
    story.noticed(SERVED)
    story.did("review_requested", date(2026, 12, 9), tenant="P1")
    assert "Tuesday 8 December 2026" in _held(story, "review.out_of_time").says


# what the tenants are told


def test_a_refusal_still_names_its_hold() -> None:
    with pytest.raises(Refused, match="breathing space"):
        _in_breathing_space().did("arrears_letter_sent", date(2026, 11, 10))


def test_the_tenants_are_told_that_a_notice_inside_a_breathing_space_has_no_effect() -> None:
    story = _in_breathing_space()
    story.owes(SERVED)
    decision = story.did("notice_served", SERVED, method="left_at_address")
    told = [p for p in decision.papers if p.paper == "E-42"]
    assert [p.recipient for p in told] == ["P1"] and told[0].facts["starts_on"] == "2026-11-04"
