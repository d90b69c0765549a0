"""Scotland: whole cases on a Scottish secure tenancy, in its own words and by its own days."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest

from cases.deadlines import deadlines
from cases.decide import next_steps
from tests.cases.story import LEADER, OFFICER, Story

SERVED = date(2026, 9, 7)


def scottish(tenure: str = "scottish_secure", **facts: Any) -> Story:
    return Story(tenure, on=date(2026, 6, 1), **{"started_on": date(2015, 5, 4), **facts})


def required(story: Story, on: date) -> None:
    """The pre-action requirements met with each tenant."""
    story.owes(on)
    story.did("arrears_letter_sent", on)
    for tenant in story.state.the_tenancy.tenants:
        story.did("contact_made", on, tenant=tenant, channel="phone", topics=("repayment",), affordable_offer=True)
        story.did("pre_action_checked", on, tenant=tenant, benefit_pending=False, other_steps=False, plan_kept=False)


def served(story: Story | None = None, **fields: Any) -> Story:
    story = story or scottish()
    required(story, date(2026, 8, 24))
    story.did("occupiers_enquired", date(2026, 8, 24), how="visit", occupiers=story.state.the_tenancy.occupiers)
    story.noticed(SERVED, at="11:20", **fields)
    return story


def raised(story: Story | None = None) -> Story:
    story = story or served()
    day = date(2026, 10, 12)
    story.owes(day)
    story.did("approval_given", day, act="claim", prepared_by=OFFICER, by=LEADER)
    story.did("claim_submitted", day, court="Testburgh", channel="sheriff_court", pre_action_averred=True)
    story.did("claim_issued", date(2026, 10, 14), claim_number="TB-1")
    return story


def decreed(story: Story | None = None) -> Story:
    story = raised(story)
    story.did("council_notified", date(2026, 10, 14), how="electronic")
    story.did("summons_served", date(2026, 10, 19), how="sheriff_officer", return_on=date(2026, 11, 10))
    story.did("hearing_listed", date(2026, 10, 20), hearing_at=datetime(2026, 11, 17, 10, tzinfo=UTC))
    story.did("hearing_outcome_recorded", date(2026, 11, 17), outcome="outright", possession_on=date(2026, 12, 8))
    return story


def confirmed(story: Story, on: date) -> None:
    story.owes(on)
    story.did("approval_given", on, act="eviction", prepared_by=OFFICER, by=LEADER)
    story.did("eviction_confirmed", on)


def test_the_notice_gives_four_weeks_and_is_in_force_for_six_months_after_the_day_it_gives() -> None:
    notice = served().state.notice
    assert notice is not None and notice.kind == "nop_s14"
    assert (notice.statutory_earliest, notice.specified_on) == (date(2026, 10, 5), date(2026, 10, 6))
    assert notice.claim_from == date(2026, 10, 6) and notice.statutory_claim_by == date(2027, 4, 6)


def test_no_notice_before_each_requirement_is_met_with_each_tenant() -> None:
    story = scottish(tenants=("P1", "P2"))
    required(story, date(2026, 8, 24))
    story = scottish(tenants=("P1", "P2"))
    story.owes(date(2026, 8, 24))
    story.did("arrears_letter_sent", date(2026, 8, 24), tenants=("P1",))
    no = story.refused("approval_given", date(2026, 8, 25), act="notice", prepared_by=OFFICER, by=LEADER)
    open_rows = next(o for o in no.objections if o.rule == "protocol.before_notice").says
    assert "14A(2)" in open_rows and "P2" in open_rows and "14A(6)" in open_rows


def test_nobody_may_waive_what_the_act_lays_down() -> None:
    no = scottish().refused("protocol_waived", date(2026, 8, 24), paragraph="14A(3)", reason="none", by=LEADER)
    assert "laid down by the Act" in str(no)


@pytest.mark.parametrize("hold", ["benefit_claim_pending", "payment_steps_pending"])
def test_a_benefit_decision_or_other_money_on_its_way_blocks_the_notice(hold: str) -> None:
    story = scottish()
    required(story, date(2026, 8, 24))
    answers = {"evidence_given": True, "eligibility_expected": True, "other_sums_paid": True}
    story.did("hold_opened", date(2026, 8, 25), hold=hold, **(answers if hold == "benefit_claim_pending" else {}))
    no = story.refused("approval_given", date(2026, 8, 26), act="notice", prepared_by=OFFICER, by=LEADER)
    assert f"hold.{hold}" in {o.rule for o in no.objections}


def test_every_qualifying_occupier_is_served_before_an_action_is_raised() -> None:
    story = scottish(occupiers=("P7",))
    required(story, date(2026, 8, 24))
    story.did("occupiers_enquired", date(2026, 8, 24), how="visit", occupiers=("P7",))
    story.noticed(SERVED, tenants=("P1",), at="11:20")
    no = story.refused("claim_submitted", date(2026, 10, 12), court="Testburgh", pre_action_averred=True)
    assert any(o.rule == "claim.not_all_served" and "P7" in o.says for o in no.objections)
    story.did("notice_served", date(2026, 9, 9), method="handed_to_person", tenants=("P7",), at="12:00")
    assert story.state.notice is not None and story.state.notice.given_on == date(2026, 9, 9)


def test_ordinary_post_proves_nothing() -> None:
    story = scottish()
    required(story, date(2026, 8, 24))
    story.noticed_by_post(SERVED)
    assert any("section 40" in i.says for i in story.state.irregular)


def test_a_summons_without_the_averment_is_not_sent() -> None:
    story = served()
    story.owes(date(2026, 10, 12))
    story.did("approval_given", date(2026, 10, 12), act="claim", prepared_by=OFFICER, by=LEADER)
    no = story.refused("claim_submitted", date(2026, 10, 12), court="Testburgh", channel="sheriff_court")
    assert {o.rule for o in no.objections} == {"claim.not_averred"}


def test_the_notice_has_to_live_until_the_summons_is_served() -> None:
    story = raised()
    last = next(d for d in deadlines(story.state, date(2026, 10, 15)) if d.kind == "notice_lapse")
    assert (last.act_on, last.statutory_on) == (date(2027, 4, 5), date(2027, 4, 6))
    assert "summons" in last.label and "s.14(2)" in last.cite
    story.did("summons_served", date(2026, 10, 19), how="sheriff_officer", return_on=date(2026, 11, 10))
    assert story.at().label == "Summons served: calling awaited"
    kinds = {d.kind for d in deadlines(story.state, date(2026, 10, 19))}
    assert "calling" in kinds and not kinds & {"notice_lapse", "summons_service", "hearing_chase"}


def test_a_word_is_changed_only_where_it_means_the_thing() -> None:
    story = scottish()
    answers = {"evidence_given": True, "eligibility_expected": True, "other_sums_paid": True}
    story.did("hold_opened", date(2026, 8, 25), hold="benefit_claim_pending", review_on=date(2026, 9, 8), **answers)
    labels = [d.label for d in deadlines(story.state, date(2026, 8, 26))]
    assert "Review the hold: benefit claim pending" in labels
    no = story.refused("protocol_letter_sent", date(2026, 8, 26))
    assert "there is no protocol letter after it" in str(no)


def test_the_council_is_told_once_the_action_is_raised_unless_it_is_the_landlord() -> None:
    told = [d for d in deadlines(raised().state, date(2026, 10, 14)) if d.kind == "council_notice"]
    assert [d.act_on for d in told] == [date(2026, 10, 14)] and "s.14(5A)" in told[0].cite
    late = raised()
    assert [d.act_on for d in deadlines(late.state, date(2026, 10, 19)) if d.kind == "council_notice"] == [
        date(2026, 10, 14)
    ]
    late.did("council_notified", date(2026, 10, 19), how="electronic", proof="receipt 4711")
    assert not [d for d in deadlines(late.state, date(2026, 10, 19)) if d.kind == "council_notice"]
    own = raised(served(scottish(landlord_kind="local_authority")))
    assert not [d for d in deadlines(own.state, date(2026, 10, 14)) if d.kind == "council_notice"]


def test_only_who_was_found_to_live_there_is_made_a_party() -> None:
    story = raised(served(scottish(occupiers=("P7",))))
    assert "P9 is no qualifying occupier" in str(story.refused("occupier_sisted", date(2026, 10, 20), occupier="P9"))
    story.did("occupier_sisted", date(2026, 10, 20), occupier="P7")
    assert story.state.claim is not None and story.state.claim.sisted == ("P7",)
    assert story.folded() == story.state


def test_twenty_days_before_the_return_day_are_too_few() -> None:
    story = raised()
    story.did("summons_served", date(2026, 10, 19), how="sheriff_officer", return_on=date(2026, 11, 8))
    short = [i for i in story.state.irregular if i.rule == "summons.short"]
    assert short and "9 November 2026" in short[0].says


def test_a_decree_is_extracted_charged_and_carried_out_within_the_right_to_recover() -> None:
    story = decreed()
    no = story.refused("warrant_requested", date(2026, 11, 25), by=OFFICER)
    assert any(o.first_day == date(2026, 12, 2) for o in no.objections), no.objections
    day = date(2026, 12, 9)
    story.owes(day)
    story.did("approval_given", day, act="warrant", prepared_by=OFFICER, by=LEADER)
    story.did("warrant_requested", day)
    story.did("warrant_issued", day, warrant_number="X1")
    warrant = story.state.warrant
    assert warrant is not None and warrant.last_day == date(2027, 6, 8)
    story.did("eviction_booked", day, eviction_at=datetime(2027, 1, 13, 10, tzinfo=UTC))
    story.did("eviction_notice_delivered", date(2026, 12, 9))
    confirmed(story, date(2027, 1, 12))
    story.did("eviction_carried_out", date(2027, 1, 13))
    assert story.at().stage == "former_tenant"
    assert story.state.former is not None and story.state.former.limitation_last_day == date(2032, 1, 13)
    assert not [i for i in story.state.irregular if i.status == "open"], story.state.irregular
    assert story.folded() == story.state


def test_no_removal_on_a_sunday_and_none_before_the_charge_has_run_out() -> None:
    story = decreed()
    day = date(2026, 12, 9)
    story.owes(day)
    story.did("approval_given", day, act="warrant", prepared_by=OFFICER, by=LEADER)
    story.did("warrant_requested", day)
    story.did("warrant_issued", day, warrant_number="X1")
    no = story.refused("eviction_booked", day, eviction_at=datetime(2026, 12, 27, 10, tzinfo=UTC))
    assert {o.rule for o in no.objections} == {"eviction.day"} and "a Sunday" in str(no)
    story.did("eviction_booked", day, eviction_at=datetime(2026, 12, 24, 10, tzinfo=UTC))
    story.did("eviction_notice_delivered", date(2026, 12, 14))
    assert any(i.rule == "eviction.short_notice" for i in story.state.irregular)


def test_each_step_orders_the_scottish_paper_and_says_where_none_is_held() -> None:
    story = served()
    story.owes(date(2026, 10, 12))
    story.did("approval_given", date(2026, 10, 12), act="claim", prepared_by=OFFICER, by=LEADER)
    lodged = story.did("claim_submitted", date(2026, 10, 12), court="Testburgh", pre_action_averred=True)
    assert [p.paper for p in lodged.papers] == ["S-04"]  # the requirements and the account are in it
    assert not [b for b in lodged.because if "No paper is held" in b.says]
    issued = story.did("claim_issued", date(2026, 10, 14), claim_number="TB-1")
    assert [p.paper for p in issued.papers] == ["S-03"] and story.state.claim is not None
    assert story.state.claim.council_notified_on is None
    broken = story.did("hearing_listed", date(2026, 10, 20), hearing_at=datetime(2026, 11, 17, 10, tzinfo=UTC))
    assert not broken.papers and [
        b for b in broken.because if "No paper is held here for this step in Scotland" in b.says
    ]


def test_there_is_no_suspended_decree() -> None:
    story = raised()
    story.did("hearing_listed", date(2026, 10, 20), hearing_at=datetime(2026, 11, 17, 10, tzinfo=UTC))
    no = story.refused(
        "hearing_outcome_recorded",
        date(2026, 11, 17),
        outcome="suspended",
        rent_plus=500,
        every="week",
        first_payment_on=date(2026, 11, 20),
        ground_basis="discretionary",
    )
    assert "No court in Scotland" in str(no)


def test_a_recalled_decree_leaves_the_action_where_it_was() -> None:
    story = decreed()
    story.did("suspension_applied", date(2026, 12, 1))
    story.did("suspension_decided", date(2026, 12, 4), outcome="recalled")
    assert story.state.order is None and story.at().stage == "claim"


def test_a_moratorium_of_scotland_runs_six_months_and_the_english_ones_do_not_exist() -> None:
    story = scottish()
    story.did("hold_opened", date(2026, 11, 18), hold="statutory_moratorium", registered_on=date(2026, 11, 16))
    assert story.state.holds[0].last_day == date(2027, 5, 16)
    no = story.refused("hold_opened", date(2026, 11, 18), hold="breathing_space", registered_on=date(2026, 11, 16))
    assert any(o.rule == "hold.other_nation" for o in no.objections)


ENGLAND_ONLY = re.compile(
    r"\bwarrant of|\bwarrant\b|county court|pre-action protocol|Housing Act 19|CPR|ground 8|bailiff|Form 3|possession order",
    re.IGNORECASE,
)


def test_everything_it_says_is_in_scots_law_s_words() -> None:
    """Positions, dates and what stands in the way, at every step of the road."""
    said = []
    for story, days in (
        (served(), (date(2026, 9, 8), date(2026, 10, 6), date(2027, 4, 7))),
        (raised(), (date(2026, 10, 15),)),
        (decreed(), (date(2026, 11, 18), date(2026, 12, 9))),
    ):
        for day in days:
            said += [story.at(day).label]
            said += [f"{d.label}. {d.because}. {d.cite}" for d in deadlines(story.state, day)]
            for step in next_steps(story.state, day):
                said += [step.title, *(f"{o.says} {o.cure} {o.no_longer} {o.cite}" for o in step.why)]
    codes = re.compile(r"\b[a-z]+_[a-z_]+\b")
    wrong = sorted({s for s in said if ENGLAND_ONLY.search(codes.sub("", s).replace("warranted", ""))})
    assert not wrong, wrong
