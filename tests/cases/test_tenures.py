"""England's rarer tenures, each through a whole case: flexible, demoted, assured outside social housing, starter."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from cases.deadlines import deadlines
from cases.wakes import next_wake
from tests.cases.story import LEADER, OFFICER, Story

OPENED, SERVED = date(2026, 11, 23), date(2026, 11, 25)
HEARING, HEARD = datetime(2027, 2, 9, 10, 0, tzinfo=UTC), date(2027, 2, 9)
TERM_ENDS = date(2028, 4, 2)
CLAUSE = {"clause": "re_entry", "clause_text": "Clause 6.1", "rent_accepted": False}


def flexible(**facts: Any) -> Story:
    story = Story("flexible", on=OPENED, started_on=date(2023, 4, 3))
    story.did("fixed_term_checked", OPENED, **{"term_ends": TERM_ENDS, **CLAUSE, **facts})
    return story


def demoted(demoted_on: date = date(2026, 4, 6)) -> Story:
    story = Story("demoted", on=OPENED, started_on=date(2019, 5, 13))
    story.did("demotion_checked", OPENED, demoted_on=demoted_on)
    return story


def evicted(story: Story, on: date) -> None:
    """From an order whose day has passed to the debt that is left."""
    story.owes(on)
    story.did("approval_given", on, act="warrant", prepared_by=OFFICER, by=LEADER)
    story.did("warrant_requested", on)
    story.did("warrant_issued", on, warrant_number="W1")
    story.did("eviction_booked", on, eviction_at=datetime(2027, 4, 15, 10, 30, tzinfo=UTC))
    story.did("eviction_notice_delivered", date(2027, 3, 29))
    story.owes(date(2027, 4, 14))
    story.did("approval_given", date(2027, 4, 14), act="eviction", prepared_by=OFFICER, by=LEADER)
    story.did("eviction_confirmed", date(2027, 4, 14))
    story.did("eviction_carried_out", date(2027, 4, 15))
    assert story.at().stage == "former_tenant"
    assert not [i for i in story.state.irregular if i.status == "open"], story.state.irregular
    assert story.folded() == story.state


def rules(story: Story, kind: str, on: date, **fields: Any) -> set[str]:
    return {o.rule for o in story.refused(kind, on, **fields).objections}


# Flexible: a secure tenancy for a fixed term


def test_a_flexible_tenancy_goes_from_its_own_notice_to_a_suspended_order_and_a_warrant() -> None:
    story = flexible()
    story.protocol_before_notice(SERVED)
    story.owes(SERVED)
    asked = story.did("approval_requested", SERVED, act="notice")
    assert {p.paper for p in asked.papers} == {"E-09"} and "specified_on" not in asked.papers[0].facts
    story.did("approval_given", SERVED, act="notice", by=LEADER)
    story.did("notice_served", SERVED, method="left_at_address")
    notice = story.state.notice
    assert notice is not None and (notice.kind, notice.form, notice.grounds) == ("nstr_fixed", "Part II", ("1",))
    assert (notice.specified_on, notice.claim_from) == (None, date(2026, 11, 26))
    assert (notice.statutory_claim_by, notice.review) == (None, None)
    assert "claim.too_early" in rules(story, "claim_submitted", SERVED, court="T")
    story.protocol_after_notice(SERVED)
    story.claimed(date(2026, 12, 29), HEARING)
    terms = {"rent_plus": 500, "every": "week", "first_payment_on": date(2027, 2, 15)}
    story.did("hearing_outcome_recorded", HEARD, outcome="suspended", ground_basis="discretionary", **terms)
    story.did("order_breached", date(2027, 3, 9), missed=12500)
    evicted(story, date(2027, 3, 10))


def test_an_order_on_a_mandatory_ground_is_as_strange_on_a_flexible_tenancy_as_on_any_secure_one() -> None:
    story = flexible()
    story.to_hearing(SERVED, date(2026, 12, 29), HEARING)
    story.did(
        "hearing_outcome_recorded", HEARD, outcome="outright", ground_basis="mandatory", possession_on=date(2027, 2, 23)
    )
    assert "order.no_mandatory_ground" in [i.rule for i in story.state.irregular]


@pytest.mark.parametrize(
    ("said", "rule", "first_day"),
    [
        ({"clause": "none"}, "term.no_clause", date(2028, 4, 3)),
        ({"rent_accepted": True}, "term.waived", None),
    ],
)
def test_without_a_clause_or_with_the_right_perhaps_lost_there_is_no_notice_and_no_claim(
    said: dict[str, Any], rule: str, first_day: date | None
) -> None:
    story = flexible(**said)
    story.protocol_before_notice(SERVED)
    story.owes(SERVED)
    no = story.refused("approval_given", SERVED, act="notice", prepared_by=OFFICER, by=LEADER)
    assert [(o.rule, o.first_day) for o in no.objections] == [(rule, first_day)]
    story.did("notice_served", SERVED, method="left_at_address", as_fact=True)
    assert rule in [i.rule for i in story.state.irregular]
    story.did("fixed_term_checked", SERVED, term_ends=TERM_ENDS, **CLAUSE | {"rent_accepted": True}, right_stands=True)
    assert rule not in [i.rule for i in story.state.irregular if i.status == "open"]


def test_nobody_who_has_not_read_the_agreement_serves_a_fixed_term_s_notice() -> None:
    story = Story("flexible", on=OPENED, started_on=date(2023, 4, 3))
    story.protocol_before_notice(SERVED)
    story.owes(SERVED)
    no = story.refused("approval_given", SERVED, act="notice", prepared_by=OFFICER, by=LEADER)
    assert [(o.rule, o.cite) for o in no.objections] == [("term.unknown", "Housing Act 1985 s.82(3)-(4)")]


def test_once_the_term_is_over_the_notice_goes_over_and_a_new_one_is_that_of_a_periodic_tenancy() -> None:
    story = flexible(term_ends=date(2026, 12, 31))
    ends = next(d for d in deadlines(story.state, OPENED) if d.kind == "term_end")
    assert (ends.act_on, ends.cite) == (date(2026, 12, 31), "Housing Act 1985 ss.83(6), 86")
    story.protocol_before_notice(SERVED)
    story.noticed(SERVED)
    story.protocol_after_notice(SERVED)
    on = date(2027, 1, 4)
    told = story.owes(on)
    assert story.state.the_tenancy.tenure == "secure" and story.state.the_tenancy.secure_from == date(2027, 1, 1)
    assert any("periodic secure one since Friday 1 January 2027" in b.says for b in told.because)
    assert story.state.notice is not None and not story.state.notice.void
    story.claimed(on, HEARING)
    story.did("claim_withdrawn", on)
    story.owes(on)
    again = story.did("approval_requested", on, act="notice")
    assert {p.paper for p in again.papers} == {"E-08"}


def test_the_form_of_the_summer_of_2021_is_told_as_wrong() -> None:
    story = Story("flexible", on=date(2021, 6, 7), started_on=date(2019, 4, 1))
    story.did("notice_served", date(2021, 7, 12), method="left_at_address", as_fact=True)
    wrong = [i for i in story.state.irregular if i.rule == "notice.form"]
    assert wrong and "SI 2021/946" in wrong[0].cite
    assert story.state.notice is not None and story.state.notice.claim_from is None


# Demoted


def test_a_demoted_tenancy_goes_through_notice_and_review_to_an_order_the_court_must_make() -> None:
    story = demoted()
    assert story.state.the_tenancy.track == "mandatory"
    story.protocol_before_notice(SERVED)
    story.owes(SERVED)
    asked = story.did("approval_requested", SERVED, act="notice")
    assert {p.paper for p in asked.papers} == {"E-10-demoted"}
    story.did("approval_given", SERVED, act="notice", by=LEADER)
    story.did("notice_served", SERVED, method="left_at_address")
    notice = story.state.notice
    assert notice is not None and notice.kind == "s143e" and not notice.grounds
    assert (notice.specified_on, notice.claim_from) == (date(2026, 12, 28), date(2026, 12, 29))
    assert notice.review is not None
    assert (notice.review.request_by, notice.review.decide_by) == (date(2026, 12, 8), date(2026, 12, 27))
    review = next(d for d in deadlines(story.state, SERVED) if "review" in d.kind)
    assert review.confidence == "unconfirmed"  # s.143F has not been read in full, and the case says so
    story.did("review_requested", date(2026, 12, 1), tenant="P1")
    story.protocol_after_notice(date(2026, 12, 1))
    open_review = story.refused("claim_submitted", date(2026, 12, 29), court="T").objections
    assert [o.cite for o in open_review if o.rule == "claim.review_open"] == ["Housing Act 1996 s.143F"]
    story.did(
        "review_decided",
        date(2026, 12, 18),
        confirmed=True,
        notified_on=date(2026, 12, 18),
        by="senior@landlord.example",
    )
    story.claimed(date(2026, 12, 29), HEARING)
    story.did(
        "hearing_outcome_recorded", HEARD, outcome="outright", ground_basis="mandatory", possession_on=date(2027, 2, 23)
    )
    assert story.state.order is not None and story.state.order.cap_normal == date(2027, 2, 23)
    evicted(story, date(2027, 3, 10))


def test_a_discretionary_order_on_a_demoted_tenancy_is_irregular_by_its_own_section() -> None:
    story = demoted()
    story.to_hearing(SERVED, date(2026, 12, 29), HEARING)
    terms = {"rent_plus": 500, "every": "week", "first_payment_on": date(2027, 2, 15)}
    story.did("hearing_outcome_recorded", HEARD, outcome="suspended", ground_basis="discretionary", **terms)
    cites = {i.rule: i.cite for i in story.state.irregular}
    assert cites["order.no_discretion"] == "Housing Act 1996 s.143D; Housing Act 1980 s.89"


def test_before_the_order_of_demotion_was_read_nothing_rests_on_it() -> None:
    story = Story("demoted", on=OPENED)
    story.protocol_before_notice(SERVED)
    story.owes(SERVED)
    no = story.refused("approval_given", SERVED, act="notice", prepared_by=OFFICER, by=LEADER)
    assert [(o.rule, o.cite) for o in no.objections] == [("demotion.unknown", "Housing Act 1996 s.143B")]


def test_a_notice_in_the_last_weeks_keeps_the_tenancy_demoted_for_six_months_and_no_longer() -> None:
    story = demoted(date(2025, 12, 1))  # the year ends on 30 November 2026
    before = next(d for d in deadlines(story.state, OPENED) if d.kind == "demotion_end")
    assert (before.act_on, before.confidence) == (date(2026, 11, 30), "unconfirmed")
    story.protocol_before_notice(SERVED)
    story.noticed(SERVED)
    notice = story.state.notice
    assert notice is not None
    assert (notice.statutory_claim_by, notice.safe_claim_by) == (date(2027, 5, 24), date(2027, 5, 23))
    lapse = next(d for d in deadlines(story.state, SERVED) if d.kind == "notice_lapse")
    assert lapse.cite == "Housing Act 1996 s.143B(4)(c)" and "the last day is Monday 24 May 2027" in lapse.because
    wake = next_wake(story.state, date(2027, 1, 4))
    assert wake is not None and wake.on == date(2027, 5, 25)
    story.owes(date(2027, 5, 24))
    assert story.state.the_tenancy.tenure == "demoted"
    story.owes(date(2027, 5, 25))
    assert story.state.the_tenancy.tenure == "secure" and story.state.the_tenancy.track == "arrears"
    assert story.state.notice is not None and story.state.notice.void
    assert story.folded() == story.state


def test_a_demotion_whose_year_is_over_leaves_a_secure_tenancy_and_a_claim_in_time_keeps_it_demoted() -> None:
    late = demoted(date(2025, 11, 3))
    assert late.state.the_tenancy.tenure == "secure"
    late.protocol_before_notice(SERVED)
    late.owes(SERVED)
    assert {p.paper for p in late.did("approval_requested", SERVED, act="notice").papers} == {"E-08"}
    begun = demoted(date(2025, 12, 29))
    begun.to_hearing(SERVED, date(2026, 12, 29), HEARING)
    begun.owes(date(2027, 8, 2))
    assert begun.state.the_tenancy.tenure == "demoted"


# Assured, outside social housing


def test_an_assured_tenancy_outside_social_housing_has_form_3a_and_four_weeks_and_three_months() -> None:
    story = Story("market", on=OPENED)
    on = date(2026, 12, 1)
    story.protocol_before_notice(on)
    story.noticed(on, arrears=160000)
    notice = story.state.notice
    assert notice is not None and (notice.kind, notice.form) == ("s8_form3a", "3A")
    assert notice.grounds == ("8", "10", "11") and notice.ground_8 is True
    assert (notice.statutory_earliest, notice.specified_on) == (date(2026, 12, 28), date(2026, 12, 29))
    assert (notice.claim_from, notice.statutory_claim_by) == (date(2026, 12, 29), date(2027, 12, 1))
    story.protocol_after_notice(on)
    story.claimed(date(2026, 12, 29), HEARING)
    story.did(
        "hearing_outcome_recorded",
        HEARD,
        outcome="outright",
        ground_basis="mandatory",
        grounds=("8",),
        possession_on=date(2027, 2, 23),
    )
    assert story.state.order is not None and story.state.order.cap_hardship == date(2027, 3, 23)
    evicted(story, date(2027, 3, 10))


@pytest.mark.parametrize(
    ("arrears", "expected", "grounds"),
    [
        (156000, 0, ("8", "10", "11")),
        (155999, 0, ("10", "11")),
        (160000, 52000, ("10", "11")),  # awaited universal credit is left out
    ],
)
def test_ground_8_outside_social_housing_asks_for_three_months_without_awaited_universal_credit(
    arrears: int, expected: int, grounds: tuple[str, ...]
) -> None:
    story = Story("market", on=OPENED)
    story.protocol_before_notice(SERVED)
    story.did("balance_refreshed", SERVED, arrears=arrears, as_at=SERVED, expected_benefit=expected)
    story.did("approval_given", SERVED, act="notice", prepared_by=OFFICER, by=LEADER)
    story.did("notice_served", SERVED, method="left_at_address")
    assert story.state.notice is not None and story.state.notice.grounds == grounds


def test_a_starter_tenancy_is_a_shorthold_of_social_housing_or_since_may_2026_an_assured_tenancy() -> None:
    social = Story("starter", on=OPENED)
    social.protocol_before_notice(SERVED)
    social.noticed(SERVED)
    assert social.state.notice is not None and (social.state.notice.kind, social.state.notice.form) == ("s8_form3", "3")
    other = Story("market starter", on=OPENED)
    other.protocol_before_notice(SERVED)
    other.noticed(SERVED)
    assert other.state.notice is not None and other.state.notice.form == "3A"
