"""Nothing before the law allows it: each act too early is refused with the day and the citation, all reasons at once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from cases.steps import Refused
from tests.cases.story import LEADER, OFFICER, Story

SERVED = date(2026, 11, 25)
HEARING = datetime(2027, 2, 9, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("tenure", "specified", "claim_from", "claim_by"),
    [
        ("secure", date(2026, 12, 28), date(2026, 12, 29), date(2027, 12, 28)),
        ("introductory", date(2026, 12, 28), date(2026, 12, 29), None),
        ("assured", date(2026, 12, 10), date(2026, 12, 10), date(2027, 11, 25)),
    ],
)
def test_a_claim_before_the_notice_date_is_refused(
    tenure: str, specified: date, claim_from: date, claim_by: date | None
) -> None:
    story = Story(tenure)
    story.protocol_before_notice(SERVED)
    story.noticed(SERVED)
    notice = story.state.notice
    assert notice is not None
    assert (notice.specified_on, notice.claim_from, notice.statutory_claim_by) == (specified, claim_from, claim_by)
    day_before = date.fromordinal(claim_from.toordinal() - 1)
    story.protocol_after_notice(SERVED)
    story.owes(day_before)
    story.did("approval_given", day_before, act="claim", prepared_by=OFFICER, by=LEADER, as_fact=True)
    no = story.refused("claim_submitted", day_before, court="Testborough")
    assert [o.rule for o in no.objections] == ["claim.too_early"]
    assert no.first_day == claim_from
    assert "Housing Act" in str(no) and f"{claim_from:%A} {claim_from.day}" in str(no)
    story.did("claim_submitted", claim_from, court="Testborough")
    assert story.at().stage == "claim"


def test_a_warrant_before_the_possession_date_is_refused() -> None:
    story = Story()
    story.to_hearing(SERVED, date(2026, 12, 29), HEARING)
    story.did(
        "hearing_outcome_recorded",
        date(2027, 2, 9),
        outcome="outright",
        ground_basis="discretionary",
        possession_on=date(2027, 3, 9),
    )
    story.owes(date(2027, 3, 9))
    no = story.refused("warrant_requested", date(2027, 3, 9))
    assert no.objections[0].rule == "warrant.too_early"
    assert no.objections[0].first_day == date(2027, 3, 10)
    story.did("approval_given", date(2027, 3, 10), act="warrant", prepared_by=OFFICER, by=LEADER)
    story.did("warrant_requested", date(2027, 3, 10))
    assert story.at().at == "warrant_requested"


def _to_warrant() -> Story:
    story = Story()
    story.to_hearing(SERVED, date(2026, 12, 29), HEARING)
    story.did(
        "hearing_outcome_recorded",
        date(2027, 2, 9),
        outcome="outright",
        ground_basis="discretionary",
        possession_on=date(2027, 3, 9),
    )
    story.owes(date(2027, 3, 10))
    story.did("approval_given", date(2027, 3, 10), act="warrant", prepared_by=OFFICER, by=LEADER)
    story.did("warrant_requested", date(2027, 3, 10))
    story.did("warrant_issued", date(2027, 3, 15), warrant_number="W1")
    return story


def test_an_eviction_without_fourteen_clear_days_is_refused() -> None:
    story = _to_warrant()
    no = story.refused("eviction_booked", date(2027, 4, 1), eviction_at=datetime(2027, 4, 15, 9, 30, tzinfo=UTC))
    assert no.first_day == date(2027, 4, 16)
    assert "CPR 83.8A" in str(no) and "Wednesday 31 March 2027" in str(no)
    story.did("eviction_booked", date(2027, 3, 31), eviction_at=datetime(2027, 4, 15, 9, 30, tzinfo=UTC))
    assert story.at().at == "eviction_booked"


def test_a_notice_of_eviction_a_day_short_is_kept_as_irregular_and_stops_the_confirmation() -> None:
    story = _to_warrant()
    story.did("eviction_booked", date(2027, 3, 31), eviction_at=datetime(2027, 4, 15, 9, 30, tzinfo=UTC))
    story.did("eviction_notice_delivered", date(2027, 4, 1))
    held = story.state.irregular[-1]
    assert (held.rule, held.status) == ("eviction.short_notice", "open")
    assert "may not go ahead" in held.no_longer and "16 April 2027" in held.cure
    story.owes(date(2027, 4, 5))
    story.did("approval_given", date(2027, 4, 5), act="eviction", prepared_by=OFFICER, by=LEADER, as_fact=True)
    assert "eviction.short_notice" in [o.rule for o in story.refused("eviction_confirmed", date(2027, 4, 5)).objections]
    story.did(
        "eviction_rebooked",
        date(2027, 4, 6),
        eviction_at=datetime(2027, 4, 26, 9, 30, tzinfo=UTC),
        notice_delivered_on=date(2027, 4, 6),
    )
    assert [i.status for i in story.state.irregular if i.rule == "eviction.short_notice"] == ["cured", "cured"]


def test_every_reason_is_told_at_once() -> None:
    story = Story(tenants=("P1", "P2"))
    rules = {o.rule for o in story.refused("claim_submitted", date(2026, 11, 20), court="Testborough").objections}
    assert {"claim.no_notice", "protocol.2.1:P1", "protocol.2.1:P2", "balance.stale", "approval.claim"} <= rules


def test_contact_with_one_joint_tenant_leaves_the_protocol_open_for_the_other() -> None:
    story = Story(tenants=("P1", "P2"))
    story.protocol_before_notice(SERVED)
    story.noticed(SERVED)
    sent, day = date(2026, 12, 1), date(2026, 12, 29)
    story.did("protocol_letter_sent", sent, tenants=("P1",))
    story.did("contact_made", sent, tenant="P1", channel="phone")
    story.owes(day)
    story.did("approval_given", day, act="claim", prepared_by=OFFICER, by=LEADER, as_fact=True)
    no = story.refused("claim_submitted", day, court="Testborough")
    assert [o.rule for o in no.objections] == ["protocol.2.8:P2"]
    assert "tenant P2" in str(no) and "paragraph 2.8" in str(no)
    story.did("protocol_letter_sent", sent, tenants=("P2",))
    story.did("contact_made", sent, tenant="P2", channel="phone")
    story.did("claim_submitted", day, court="Testborough")


def test_a_paragraph_waived_with_authority_no_longer_blocks() -> None:
    story = Story()
    story.protocol_before_notice(SERVED)
    story.noticed(SERVED)
    day = date(2026, 12, 29)
    story.owes(day)
    assert "protocol.2.8:P1" in [o.rule for o in story.refused("claim_submitted", day, court="T").objections]
    with pytest.raises(Refused, match="team leader"):
        story.did("protocol_waived", day, paragraph="2.8", reason="gone abroad", approver_role="officer")
    story.did("protocol_waived", day, paragraph="2.8", reason="gone abroad", by=LEADER, approver_role="team_leader")
    assert "protocol.2.8:P1" not in [o.rule for o in story.refused("claim_submitted", day, court="T").objections]


def test_a_notice_not_served_on_every_tenant_carries_no_claim() -> None:
    story = Story(tenants=("P1", "P2"))
    story.protocol_before_notice(SERVED)
    story.noticed(SERVED, tenants=("P1",))
    assert story.at().at == "notice_partly_served"
    no = story.refused("claim_submitted", date(2026, 12, 29), court="T")
    assert any(o.rule == "claim.not_all_served" and "P2" in o.says for o in no.objections)
    story.did("notice_served", date(2026, 12, 9), method="handed_to_person", tenants=("P2",))
    notice = story.state.notice
    assert notice is not None and notice.given_on == date(2026, 12, 9)


def test_the_day_printed_for_the_first_tenant_can_be_too_early_once_the_second_is_served() -> None:
    story = Story("assured", tenants=("P1", "P2"))
    story.protocol_before_notice(SERVED)
    story.noticed(SERVED, tenants=("P1",))
    story.did("notice_served", date(2026, 12, 5), method="handed_to_person", tenants=("P2",))
    assert story.state.irregular[-1].rule == "notice.too_short"
    assert story.at().at == "notice_void"


def test_posting_alone_does_not_prove_service_for_an_association() -> None:
    story = Story("assured")
    story.protocol_before_notice(SERVED)
    story.owes(SERVED)
    story.did("approval_given", SERVED, act="notice", prepared_by=OFFICER, by=LEADER)
    story.did("notice_served", SERVED, method="first_class_post")
    no = story.refused("claim_submitted", date(2026, 12, 20), court="T")
    assert any(o.rule == "claim.service_unproven" and "Khan" in o.cite for o in no.objections)


def test_approval_by_the_one_who_prepared_is_refused() -> None:
    story = Story()
    story.protocol_before_notice(SERVED)
    story.owes(SERVED)
    story.did("approval_requested", SERVED, act="notice")
    with pytest.raises(Refused, match="prepared this step"):
        story.did("approval_given", SERVED, act="notice")
    with pytest.raises(Refused, match="may not approve"):
        story.did("approval_given", SERVED, act="notice", by=LEADER, approver_role="officer")
    story.did("approval_given", SERVED, act="notice", by=LEADER, approver_role="team_leader")
    assert story.state.approvals["notice"].given_by == LEADER


def test_the_approver_does_not_carry_the_step_out() -> None:
    story = Story()
    story.to_hearing(SERVED, date(2026, 12, 29), HEARING)
    assert story.state.claim is not None
    other = Story()
    other.protocol_before_notice(SERVED)
    other.noticed(SERVED)
    other.protocol_after_notice(SERVED)
    other.owes(date(2026, 12, 29))
    other.did("approval_given", date(2026, 12, 29), act="claim", prepared_by=OFFICER, by=LEADER)
    no = other.refused("claim_submitted", date(2026, 12, 29), court="T", by=LEADER)
    assert [o.rule for o in no.objections] == ["approval.four_eyes"]


@pytest.mark.parametrize("days", [0, 3])
def test_a_balance_up_to_three_days_old_is_fresh(days: int) -> None:
    story = Story()
    story.protocol_before_notice(SERVED)
    story.owes(date.fromordinal(SERVED.toordinal() - days))
    story.did("approval_given", SERVED, act="notice", prepared_by=OFFICER, by=LEADER)


def test_an_old_balance_is_refused_as_a_matter_of_the_account_alone() -> None:
    story = Story()
    story.protocol_before_notice(SERVED)
    story.owes(date(2026, 11, 21))
    no = story.refused("approval_given", SERVED, act="notice", prepared_by=OFFICER, by=LEADER)
    assert no.only_account and "4 days" in str(no)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"tenure": "assured_shorthold"}, "section 21"),
        ({"tenure": "demoted", "landlord_kind": "prp"}, "demoted assured shorthold tenancy and is not run"),
        ({"tenure": "shared_ownership", "lease_years": 125}, "lease"),
        ({"tenure": "garage"}, "garage"),
        ({"nation": "northern_ireland", "tenure": "secure"}, "Northern Ireland"),
        ({"nation": "wales", "tenure": "licence"}, "licence"),
    ],
)
def test_a_tenure_that_is_not_run_is_refused_with_what_is_missing(fields: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused) as no:
        _opened(fields)
    assert said.lower() in str(no.value).lower()


def _opened(fields: dict[str, Any]) -> None:
    from cases.decide import decide
    from cases.state import State
    from tests.cases.story import event

    base = {
        "nation": "england",
        "social_housing": True,
        "tenants": ("P1",),
        "rent_pence": 12000,
        "rent_period": "weekly",
        "arrears_pence": 5000,
        "landlord_kind": "prp",
    }
    decide(State(case_ref="A1-1"), event("case_opened", SERVED, **{**base, **fields}), SERVED)


def test_what_is_impossible() -> None:
    story = Story()
    impossible = {
        "hearing_outcome_recorded": {"outcome": "dismissed"},
        "eviction_carried_out": {},
        "agreement_broken": {},
        "order_breached": {},
        "hold_ended": {"hold": "complaint"},
        "review_requested": {"tenant": "P1"},
        "former_tenant_letter_sent": {},
    }
    for kind, fields in impossible.items():
        no = story.refused(kind, date(2026, 11, 20), **fields)
        assert any(o.kind == "impossible" for o in no.objections), kind
    assert "not a tenant" in str(story.refused("contact_made", date(2026, 11, 20), tenant="P7", channel="phone"))
    from cases.decide import decide
    from tests.cases.story import event

    with pytest.raises(Refused, match="after today"):
        decide(story.state, event("note_added", date(2027, 1, 1), text="x"), date(2026, 12, 31))
    story.did("case_closed", date(2026, 11, 20), reason="transferred")
    assert "closed case" in str(story.refused("note_added", date(2026, 11, 20), text="x"))


def test_the_claim_waits_for_the_day_the_tenants_were_given_to_answer() -> None:
    story = Story()
    story.protocol_before_notice(SERVED)
    story.noticed(SERVED)
    story.owes(date(2026, 12, 20))
    story.did("protocol_letter_sent", date(2026, 12, 20), reply_by=date(2027, 1, 8))
    story.did("contact_made", date(2026, 12, 21), tenant="P1", channel="phone")
    story.owes(date(2027, 1, 9))
    story.did("approval_given", date(2027, 1, 8), act="claim", prepared_by=OFFICER, by=LEADER, as_fact=True)
    no = story.refused("claim_submitted", date(2027, 1, 8), court="T")
    assert [o.rule for o in no.objections] == ["claim.reply_running"] and no.first_day == date(2027, 1, 9)
    story.did("claim_submitted", date(2027, 1, 9), court="T")


def test_what_was_approved_is_what_was_served() -> None:
    """The day and the grounds on the approved paper count; served too late for its day, the notice has no effect."""
    story = Story("assured")
    story.protocol_before_notice(SERVED)
    story.owes(SERVED)
    story.did("approval_given", SERVED, act="notice", prepared_by=OFFICER, by=LEADER, grounds=("10",))
    story.did("notice_served", date(2026, 11, 28), method="handed_to_person")
    notice = story.state.notice
    assert notice is not None and notice.specified_on == date(2026, 12, 10) and notice.grounds == ("10",)
    assert notice.void and story.state.irregular[-1].rule == "notice.too_short"


def test_an_eviction_on_another_day_than_booked_is_irregular() -> None:
    story = _to_warrant()
    story.did("eviction_booked", date(2027, 3, 31), eviction_at=datetime(2027, 4, 15, 9, 30, tzinfo=UTC))
    story.did("eviction_notice_delivered", date(2027, 3, 31))
    story.did("eviction_carried_out", date(2027, 4, 14))
    assert {"eviction.other_day", "eviction.short_notice"} <= {i.rule for i in story.state.irregular}


def test_post_by_a_council_takes_its_time() -> None:
    story = Story()
    story.protocol_before_notice(date(2026, 11, 20))
    story.noticed_by_post(date(2026, 11, 20))
    assert story.state.notice is not None and story.state.notice.given_on == date(2026, 11, 24)


def test_no_notice_while_a_plan_is_kept_nor_before_the_day_to_put_it_right() -> None:
    """E-06 promises the one in writing, E-07 the other."""
    story = Story()
    made, broken = date(2026, 11, 9), date(2026, 11, 20)
    story.protocol_before_notice(made)
    story.owes(made)
    story.did("agreement_made", made, amount=500, every="week", first_payment_on=date(2026, 11, 13))
    no = story.refused("approval_given", SERVED, act="notice", prepared_by=OFFICER, by=LEADER)
    assert "notice.agreement_kept" in {o.rule for o in no.objections}
    story.did("agreement_broken", broken, missed=500)
    cure_by = story.state.agreement.cure_by if story.state.agreement else None
    assert cure_by is not None and cure_by > broken
    story.owes(cure_by)
    no = story.refused("approval_given", cure_by, act="notice", prepared_by=OFFICER, by=LEADER)
    assert {o.rule: o.first_day for o in no.objections} == {"notice.cure_running": cure_by + timedelta(days=1)}
    story.owes(cure_by + timedelta(days=1))
    story.did("approval_given", cure_by + timedelta(days=1), act="notice", prepared_by=OFFICER, by=LEADER)
