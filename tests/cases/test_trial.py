"""The trial year of an introductory tenancy: inside it, extended, over; and proceedings that outlive it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from cases.deadlines import deadlines
from cases.decide import decide, next_steps
from cases.state import State
from cases.trial import matured, told
from cases.wakes import next_wake
from tests.cases.story import LEADER, OFFICER, Story, event

STARTED = date(2026, 4, 6)
ENDS, SECURE = date(2027, 4, 5), date(2027, 4, 6)
SERVED = date(2027, 2, 24)


def _story() -> Story:
    return Story("introductory", on=date(2027, 2, 1), started_on=STARTED)


def test_inside_its_year_the_tenancy_is_introductory_and_wakes_when_the_year_is_over() -> None:
    story = _story()
    assert story.state.the_tenancy.tenure == "introductory"
    assert story.state.the_tenancy.trial_ends == ENDS
    wake = next_wake(story.state, story.today)
    assert wake is not None and (wake.on, wake.why) == (SECURE, "trial_over")
    found = next(d for d in deadlines(story.state, story.today) if d.kind == "trial_end")
    assert found.act_on == ENDS and "s.125" in found.cite
    assert told(story.state) is None


def test_a_case_opened_past_the_trial_says_so_and_runs_on_the_secure_road() -> None:
    story = Story("introductory", on=date(2027, 5, 3), started_on=STARTED)
    tenancy = story.state.the_tenancy
    assert (tenancy.tenure, tenancy.track, tenancy.secure_from) == ("secure", "arrears", SECURE)
    on = date(2027, 5, 10)
    story.protocol_before_notice(on)
    story.owes(on)
    asked = story.did("approval_requested", on, act="notice")
    assert {p.paper for p in asked.papers} == {"E-08"}
    given = story.did("approval_given", on, act="notice", by=LEADER)
    assert any("secure since Tuesday 6 April 2027" in b.says and "s.125" in b.cite for b in given.because)
    served = story.did("notice_served", on, method="left_at_address")
    assert any("record trial_extended" in b.says for b in served.because)
    assert story.state.notice is not None and story.state.notice.kind == "nsp_secure"
    assert story.state.irregular == ()
    assert story.state == story.folded()


def test_the_opening_itself_tells_that_the_tenancy_is_secure() -> None:
    opening = Story("introductory", on=date(2027, 5, 3), started_on=STARTED).events[0]
    decision = decide(State(case_ref="A1-1"), opening, date(2027, 5, 3))
    said = [b for b in decision.because if "has been secure since Tuesday 6 April 2027" in b.says]
    assert len(said) == 1 and "Housing Act 1996" in said[0].cite


def test_a_notice_of_proceedings_without_a_claim_has_no_effect_once_the_trial_is_over() -> None:
    story = _story()
    story.protocol_before_notice(SERVED)
    story.noticed(SERVED)
    assert story.state.notice is not None and story.state.notice.kind == "s128" and not story.state.notice.void
    story.did("date_reached", SECURE, what="trial_over")
    assert story.at().at == "notice_void" and "secure since" in story.at().label
    steps = {(s.kind, s.variant.get("act")): s for s in next_steps(story.state, SECURE)}
    claim = steps[("claim_submitted", None)]
    assert not claim.allowed and "There is no notice to claim on" in claim.why[0].says
    assert "claim.too_early" not in {o.rule for o in claim.why}
    assert "claim" not in story.state.approvals and "notice" not in story.state.approvals
    assert story.state == story.folded()


def test_without_any_event_of_that_day_the_case_is_read_as_secure() -> None:
    story = _story()
    assert matured(story.state, SECURE).the_tenancy.tenure == "secure"
    assert matured(story.state, ENDS).the_tenancy.tenure == "introductory"


def test_proceedings_begun_in_time_keep_it_introductory_until_they_end() -> None:
    story = _story()
    claim = date(2027, 4, 1)
    story.to_hearing(SERVED, claim, datetime(2027, 5, 11, 10, tzinfo=UTC))
    story.owes(date(2027, 4, 20))
    assert story.state.the_tenancy.tenure == "introductory"
    story.did("claim_withdrawn", date(2027, 4, 26))
    assert story.state.the_tenancy.secure_from == date(2027, 4, 26)
    assert story.at().at == "notice_void"


def test_an_extension_served_in_time_keeps_it_introductory_for_six_months_more() -> None:
    story = _story()
    story.did("trial_extended", date(2027, 2, 5))
    assert story.state.the_tenancy.trial_ends == date(2027, 10, 5)
    story.owes(date(2027, 5, 10))
    assert story.state.the_tenancy.tenure == "introductory"
    story.owes(date(2027, 10, 6))
    assert story.state.the_tenancy.tenure == "secure"
    assert story.refused("trial_extended", date(2027, 10, 7)).objections[0].rule == "trial.extended"


def test_an_extension_recorded_late_makes_it_introductory_again() -> None:
    story = Story("introductory", on=date(2027, 5, 3), started_on=STARTED)
    story.owes(date(2027, 5, 4))
    story.take(event("trial_extended", date(2027, 2, 5)))
    tenancy = story.state.the_tenancy
    assert (tenancy.tenure, tenancy.track, tenancy.secure_from) == ("introductory", "mandatory", None)
    assert told(story.state) is None


def test_an_extension_served_too_late_extends_nothing() -> None:
    story = _story()
    story.did("trial_extended", date(2027, 2, 20))
    held = story.state.irregular[-1]
    assert held.rule == "trial.extended_late" and "Monday 8 February 2027" in held.says and "s.125A" in held.cite
    assert story.state.the_tenancy.trial_ends == ENDS and story.state.the_tenancy.extended_on is None


def test_only_an_introductory_tenancy_has_a_trial() -> None:
    assert "only an introductory one" in str(Story().refused("trial_extended", date(2026, 11, 3)))


def test_history_with_a_notice_after_the_trial_is_kept_as_irregular() -> None:
    story = Story("introductory", on=date(2027, 5, 3), started_on=STARTED, source="import")
    story.did("notice_served", date(2027, 5, 10), method="left_at_address", source="import")
    held = next(i for i in story.state.irregular if i.rule == "notice.tenancy_secure")
    assert "only a notice seeking possession under s.83 counts" in held.says and "s.125" in held.cite


def test_a_notice_planned_for_after_the_trial_is_one_of_a_secure_tenancy() -> None:
    story = _story()
    on = date(2027, 4, 2)
    story.protocol_before_notice(on)
    story.owes(on)
    given = story.did("approval_given", on, act="notice", prepared_by=OFFICER, by=LEADER, for_day=SECURE)
    assert {p.paper for p in given.papers} == {"E-08"}
    served = story.did("notice_served", SECURE, method="left_at_address")
    assert story.state.notice is not None and story.state.notice.kind == "nsp_secure"
    assert served.objections == () and story.state.irregular == ()
