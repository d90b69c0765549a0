"""Wales: whole cases on an occupation contract, in its own words and by its own days."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from cases.deadlines import deadlines
from cases.decide import next_steps
from cases.nations import NATIONS
from cases.wakes import watch
from tests.cases.story import Story

ENGLAND_ONLY = ("tenant", "tenancy", "Housing Act 1985", "Housing Act 1988", "Housing Act 1996", "ground 8")


def welsh(tenure: str = "occupation_contract_secure", **facts: Any) -> Story:
    return Story(tenure, on=date(2026, 6, 1), started_on=date(2020, 5, 4), **facts)


def served(tenure: str = "occupation_contract_secure", **fields: Any) -> Story:
    """Fit, in contact, approved and served by hand on Monday 10 August 2026."""
    story = welsh(tenure)
    story.did("fitness_checked", date(2026, 8, 3), fit=True, electrical_report_given=True)
    story.protocol_before_notice(date(2026, 8, 3))
    story.noticed(date(2026, 8, 10), at="11:20", **fields)
    return story


def test_a_notice_of_breach_runs_a_month_starting_with_its_day_and_dies_after_six() -> None:
    notice = served().state.notice
    assert notice is not None and (notice.kind, notice.form, notice.grounds) == ("rhw23", "RHW23", ("s157",))
    assert (notice.claim_from, notice.statutory_claim_by) == (date(2026, 9, 10), date(2027, 2, 9))
    assert notice.specified_on == date(2026, 9, 9)  # the day after which a claim may be made


def test_posted_it_runs_from_its_coming_and_dies_from_its_leaving() -> None:
    story = welsh()
    story.did("fitness_checked", date(2026, 12, 14), fit=True, electrical_report_given=True)
    story.protocol_before_notice(date(2026, 12, 14))
    story.noticed_by_post(date(2026, 12, 18))  # a Friday: given on Monday 21 December
    notice = story.state.notice
    assert notice is not None and notice.given_on == date(2026, 12, 21)
    assert (notice.claim_from, notice.statutory_claim_by) == (date(2027, 1, 22), date(2027, 6, 17))


def test_a_claim_before_the_month_is_over_is_refused_with_the_day_and_welsh_law() -> None:
    story = served()
    no = story.refused("claim_submitted", date(2026, 9, 9), court="Testborough")
    early = next(o for o in no.objections if o.rule == "claim.too_early")
    assert early.first_day == date(2026, 9, 10) and "Renting Homes (Wales) Act 2016" in early.cite


def test_nothing_rests_on_arrears_while_nobody_has_looked_whether_the_rent_was_due() -> None:
    story = welsh()
    story.protocol_before_notice(date(2026, 8, 3))
    story.owes(date(2026, 8, 10))
    no = story.refused("approval_given", date(2026, 8, 10), act="notice", prepared_by="a@landlord.example")
    assert "rent.fitness_unknown" in {o.rule for o in no.objections}
    story.did("fitness_checked", date(2026, 8, 10), fit=True, electrical_report_given=False)
    no = story.refused("approval_given", date(2026, 8, 10), act="notice", prepared_by="a@landlord.example")
    unfit = next(o for o in no.objections if o.rule == "rent.unfit")
    assert "electrical report" in unfit.says and "Coastal" in unfit.cite
    story.did("fitness_checked", date(2026, 8, 11), fit=True, electrical_report_given=False, rent_taken_out=True)
    assert story.state.fitness is not None and story.state.fitness.payable


@pytest.mark.parametrize(
    ("tenure", "kind", "ground", "claim_from", "review"),
    [
        ("occupation_contract_standard", "rhw20", "s181", date(2026, 8, 24), False),
        ("occupation_contract_introductory", "rhw21", "s181", date(2026, 9, 10), True),
        ("occupation_contract_prohibited_conduct", "rhw21", "s181", date(2026, 9, 10), True),
        ("occupation_contract_fixed_term", "rhw20", "s187", date(2026, 8, 24), False),
    ],
)
def test_serious_arrears_have_their_own_notice_by_contract(
    tenure: str, kind: str, ground: str, claim_from: date, review: bool
) -> None:
    story = served(tenure, grounds=(ground,), arrears=200000)
    notice = story.state.notice
    assert notice is not None and (notice.kind, notice.claim_from) == (kind, claim_from)
    assert (notice.review is not None) is review
    assert story.state.track == "mandatory" and notice.ground_8 is True


def test_a_fixed_term_has_a_section_of_its_own_and_its_threshold_is_watched() -> None:
    story = served("occupation_contract_fixed_term")
    assert story.state.notice is not None and story.state.notice.kind == "rhw23"
    story = served("occupation_contract_fixed_term", grounds=("s187",), arrears=200000)
    line = watch(story.state, date(2026, 8, 10))
    assert line is not None and line.below == 8 * story.state.the_tenancy.rent - 1
    other = welsh("occupation_contract_fixed_term")
    no = other.refused("notice_served", date(2026, 8, 10), method="left_at_address", grounds=("s181",))
    assert "s181 is not for this contract: it is s187" in str(no)
    low = served("occupation_contract_fixed_term", grounds=("s187",), arrears=90000)
    assert "notice.ground_8" in [i.rule for i in low.state.irregular]


def test_a_secure_contract_has_no_serious_arrears_ground() -> None:
    story = welsh()
    story.did("fitness_checked", date(2026, 8, 3), fit=True, electrical_report_given=True)
    no = story.refused("notice_served", date(2026, 8, 10), method="left_at_address", grounds=("s181",))
    assert "no serious arrears ground" in str(no)


def test_a_case_from_the_first_letter_to_the_debt_that_is_left() -> None:
    story = served()
    claim = date(2026, 10, 5)
    story.protocol_after_notice(date(2026, 9, 14))
    story.claimed(claim, datetime(2026, 11, 10, 10, tzinfo=UTC))
    story.did(
        "hearing_outcome_recorded",
        date(2026, 11, 10),
        outcome="outright",
        possession_on=date(2026, 11, 24),
        ground_basis="discretionary",
    )
    warrant = date(2026, 11, 25)
    story.owes(warrant)
    story.did(
        "approval_given", warrant, act="warrant", prepared_by="officer@landlord.example", by="leader@landlord.example"
    )
    story.did("warrant_requested", warrant)
    story.did("warrant_issued", date(2026, 12, 1), warrant_number="W1")
    story.did("eviction_booked", date(2026, 12, 8), eviction_at=datetime(2027, 1, 12, 10, tzinfo=UTC))
    story.did("eviction_notice_delivered", date(2026, 12, 14))
    eve = date(2027, 1, 11)
    story.owes(eve)
    story.did(
        "approval_given", eve, act="eviction", prepared_by="officer@landlord.example", by="leader@landlord.example"
    )
    story.did("eviction_confirmed", eve)
    story.did("eviction_carried_out", date(2027, 1, 12))
    assert story.at().stage == "former_tenant" and story.state.former is not None
    assert not [i for i in story.state.irregular if i.status == "open"], story.state.irregular
    assert story.folded() == story.state


def test_everything_it_says_is_in_welsh_law_s_words() -> None:
    """Positions, dates and what stands in the way, at every step of the road."""
    story = served()
    said = [story.at().label]
    for day in (date(2026, 8, 11), date(2026, 9, 10), date(2027, 2, 10)):
        said += [story.at(day).label]
        said += [f"{d.label}. {d.because}" for d in deadlines(story.state, day)]
        for step in next_steps(story.state, day):
            said += [step.title, *(f"{o.says} {o.cure} {o.no_longer}" for o in step.why)]
    wrong = [s for s in said for word in ENGLAND_ONLY if word in s.replace("contract-holder", "")]
    assert not wrong, wrong


def test_what_is_not_held_for_wales_is_said_with_what_is_missing() -> None:
    story = welsh()
    told = story.did("referral_made", date(2026, 8, 3), tenant="P1", to="homelessness", consent_on=date(2026, 8, 3))
    assert not told.papers
    assert any("the duty to refer that is held is England's alone" in b.says for b in told.because)
    letter, request = NATIONS["wales"].lacking("E-32"), NATIONS["wales"].lacking("E-32-application")
    assert (
        "section 211" in letter
        and letter.startswith("No letter before a date")
        and request.startswith("No application")
    )
