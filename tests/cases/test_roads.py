"""Every road through the stages, its turnings and its ways back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from cases.deadlines import deadlines
from cases.decide import next_steps
from cases.events import Event
from cases.instalments import proof
from cases.steps import Decision, Refused
from cases.wakes import next_wake
from law.dates import DAY
from tests.cases.story import LEADER, OFFICER, Story

SERVED, CLAIM, HEARD = date(2026, 11, 25), date(2026, 12, 29), date(2027, 2, 9)
HEARING = datetime(2027, 2, 9, 10, 0, tzinfo=UTC)
TERMS: dict[str, Any] = {"rent_plus": 500, "every": "week", "first_payment_on": date(2027, 2, 15)}


def _heard(outcome: str, *, tenure: str = "secure", **fields: Any) -> Story:
    story = Story(tenure)
    story.to_hearing(SERVED, CLAIM, HEARING)
    story.did("hearing_outcome_recorded", HEARD, outcome=outcome, **fields)
    return story


def _suspended() -> Story:
    return _heard("suspended", ground_basis="discretionary", **TERMS)


def _approve(story: Story, act: str, day: date) -> None:
    story.owes(day)
    story.did("approval_given", day, act=act, prepared_by=OFFICER, by=LEADER)


def test_a_notice_that_lapses_drops_the_case_back_with_a_warning_before() -> None:
    for tenure, lapses in (("secure", date(2027, 12, 28)), ("assured", date(2027, 11, 25))):
        story = Story(tenure)
        story.protocol_before_notice(SERVED)
        story.noticed(SERVED)
        warned = {d.kind: d for d in deadlines(story.state, date(2027, 6, 1))}["notice_lapse"]
        assert warned.statutory_on == lapses and warned.act_on == lapses - timedelta(days=1)
        assert story.at(lapses).at == "notice_live"
        after = lapses + timedelta(days=1)
        assert (story.at(after).stage, story.at(after).at) == ("notice", "notice_lapsed")
        assert "notice_again" in {d.kind for d in deadlines(story.state, after)}
        wake = next_wake(story.state, date(2027, 6, 1))
        assert wake is not None and (wake.on, wake.why) == (after, "notice_lapsed")
        no = story.refused("claim_submitted", after, court="T")
        assert "claim.notice_lapsed" in [o.rule for o in no.objections]


def test_outright_goes_to_a_warrant_after_its_date() -> None:
    story = _heard("outright", ground_basis="discretionary", possession_on=date(2027, 2, 23))
    assert story.at(date(2027, 2, 23)).at == "possession_date_running"
    assert story.at(date(2027, 2, 24)).at == "possession_date_passed"
    _approve(story, "warrant", date(2027, 2, 24))
    story.did("warrant_requested", date(2027, 2, 24))


def test_suspended_and_kept_is_monitored_then_broken_opens_the_warrant_with_its_proof() -> None:
    story = _suspended()
    assert story.at().at == "order_kept"
    story.owes(date(2027, 3, 9))
    no = story.refused("warrant_requested", date(2027, 3, 9))
    assert "warrant.no_breach" in [o.rule for o in no.objections]
    assert story.state.order is not None and story.state.order.terms is not None
    paid = [(date(2027, 2, 15), 12500), (date(2027, 2, 22), 12500), (date(2027, 3, 1), 12500)]
    rows = proof(story.state.order.terms, story.state.the_tenancy, paid, date(2027, 3, 9))
    assert [(r.due_on, r.due, r.paid, r.short) for r in rows] == [
        (date(2027, 2, 15), 12500, 12500, 0),
        (date(2027, 2, 22), 12500, 12500, 0),
        (date(2027, 3, 1), 12500, 12500, 0),
        (date(2027, 3, 8), 12500, 0, 12500),
    ]
    story.did("order_breached", date(2027, 3, 9), proof=rows)
    assert story.at().at == "order_breached" and story.state.order.breach_short == 12500
    _approve(story, "warrant", date(2027, 3, 10))
    story.did("warrant_requested", date(2027, 3, 10))


def test_no_warrant_before_the_day_that_the_warning_names() -> None:
    """E-31 lets the tenants pay until a day, and says that bailiffs may be asked for if nothing is heard by then."""
    story = _suspended()
    until = date(2027, 3, 18)
    story.did("order_breached", date(2027, 3, 9), missed=12500, cure_by=until)
    assert any(d.kind == "order_cure" and d.act_on == until for d in deadlines(story.state, date(2027, 3, 9)))
    story.owes(until)
    for kind, fields in (("warrant_requested", {}), ("approval_given", {"act": "warrant", "by": LEADER})):
        no = story.refused(kind, until, **fields)
        assert {o.rule: o.first_day for o in no.objections}["warrant.cure_running"] == until + DAY
    _approve(story, "warrant", until + DAY)
    story.did("warrant_requested", until + DAY)
    assert not any(d.kind == "order_cure" for d in deadlines(story.state, until))


def test_a_breach_the_account_does_not_show_is_irregular_and_opens_nothing() -> None:
    story = _suspended()
    story.did("order_breached", date(2027, 2, 16))
    assert story.state.irregular[-1].rule == "breach.not_shown"
    assert story.at().at == "order_kept"
    story.owes(date(2027, 2, 16))
    assert "warrant.no_breach" in [o.rule for o in story.refused("warrant_requested", date(2027, 2, 16)).objections]


def test_a_breach_of_another_term_needs_permission_first() -> None:
    story = _suspended()
    story.did("order_breached", date(2027, 3, 9), breach="other_term")
    story.owes(date(2027, 3, 9))
    assert "warrant.permission" in [o.rule for o in story.refused("warrant_requested", date(2027, 3, 9)).objections]
    story.did("permission_sought", date(2027, 3, 9))
    assert story.at().at == "permission_sought"
    story.did("permission_decided", date(2027, 4, 6), granted=True)
    _approve(story, "warrant", date(2027, 4, 6))
    story.did("warrant_requested", date(2027, 4, 6))


def test_postponed_needs_a_breach_a_notice_and_a_date_fixed() -> None:
    story = _heard("postponed", ground_basis="discretionary", **TERMS)
    story.owes(date(2027, 3, 9))
    assert next(o.rule for o in story.refused("warrant_requested", date(2027, 3, 9)).objections) == "warrant.no_date"
    with pytest.raises(Refused, match="not shown to be broken"):
        story.did("date_notice_sent", date(2027, 3, 9))
    story.did("order_breached", date(2027, 3, 9), missed=12500)
    story.did("date_notice_sent", date(2027, 3, 9))
    story.did("possession_date_fixed", date(2027, 4, 6), possession_on=date(2027, 5, 4))
    assert not [i for i in story.state.irregular if i.status == "open"]
    assert story.at(date(2027, 5, 5)).at == "possession_date_passed"
    _approve(story, "warrant", date(2027, 5, 5))
    story.did("warrant_requested", date(2027, 5, 5))


def test_a_date_is_asked_for_in_the_window_that_the_letter_opens() -> None:
    story = _heard("postponed", ground_basis="discretionary", **TERMS)
    asked: dict[str, Any] = {"benefit_outstanding": False, "reply": "none"}
    story.did("order_breached", date(2027, 3, 1), missed=12500)
    no = story.refused("date_applied", date(2027, 3, 20), **asked)
    assert [o.rule for o in no.objections] == ["postponed.no_notice"]
    story.did("date_notice_sent", date(2027, 3, 1), method="first_class_post")
    early = story.refused("date_applied", date(2027, 3, 15), **asked)
    assert early.first_day == date(2027, 3, 16) and early.objections[0].confidence == "unconfirmed"
    assert story.refused("date_applied", date(2027, 6, 2), **asked).objections[0].rule == "postponed.too_late"
    story.did("date_applied", date(2027, 3, 16), **asked)
    assert story.state.order is not None and story.state.order.date_applied_on == date(2027, 3, 16)
    story.did("possession_date_fixed", date(2027, 4, 6), possession_on=date(2027, 5, 4))
    assert story.refused("date_applied", date(2027, 4, 7), **asked).objections[0].kind == "impossible"


def test_adjourned_on_terms_is_restored_and_gives_no_warrant() -> None:
    story = _heard("adjourned_on_terms", strike_out_on=date(2027, 8, 9), **TERMS)
    story.owes(date(2027, 3, 9))
    assert next(o.rule for o in story.refused("warrant_requested", date(2027, 3, 9)).objections) == "warrant.adjourned"
    restore = {d.kind: d for d in deadlines(story.state, date(2027, 3, 9))}["restore"]
    assert restore.act_on == date(2027, 8, 6) and restore.statutory_on == date(2027, 8, 9)
    story.did("restore_requested", date(2027, 3, 9))
    story.did("hearing_listed", date(2027, 3, 15), hearing_at=datetime(2027, 5, 4, 10, tzinfo=UTC), purpose="restored")
    assert story.at().stage == "hearing"
    story.did("hearing_outcome_recorded", date(2027, 5, 4), outcome="suspended", ground_basis="discretionary", **TERMS)
    assert story.at().at == "order_kept"


def test_not_restored_in_time_is_struck_out() -> None:
    story = _heard("adjourned_generally", strike_out_on=date(2027, 5, 17))
    assert story.at(date(2027, 5, 16)).at == "adjourned"
    assert story.at(date(2027, 5, 17)).at == "struck_out"
    story.owes(date(2027, 5, 17))
    assert "restore.struck_out" in [o.rule for o in story.refused("restore_requested", date(2027, 5, 17)).objections]


@pytest.mark.parametrize("outcome", ["dismissed", "struck_out", "withdrawn"])
def test_a_claim_that_ends_falls_back_to_its_notice(outcome: str) -> None:
    story = _heard(outcome)
    assert story.at().at == "notice_live"
    _approve(story, "claim", HEARD)
    story.did("claim_submitted", HEARD, court="T")
    assert story.at().at == "claim_submitted"


def test_adjourned_to_a_date_is_listed_again() -> None:
    story = _heard("adjourned_to_date", adjourned_to=datetime(2027, 3, 16, 14, tzinfo=UTC))
    assert story.at().label == "Hearing on Tuesday 16 March 2027"


def test_money_judgment_only_gives_no_warrant() -> None:
    story = _heard("money_judgment_only", money_judgment=100000)
    story.owes(HEARD)
    assert next(o.rule for o in story.refused("warrant_requested", HEARD).objections) == "warrant.money_only"


def test_on_ground_8_nothing_is_suspended_after_six_weeks() -> None:
    story = _heard("outright", tenure="assured", ground_basis="mandatory", possession_on=date(2027, 2, 23))
    assert story.state.order is not None and story.state.order.cap_hardship == date(2027, 3, 23)
    _approve(story, "warrant", date(2027, 2, 24))
    story.did("warrant_requested", date(2027, 2, 24))
    story.did("warrant_issued", date(2027, 3, 1), warrant_number="W1")
    story.did("suspension_applied", date(2027, 4, 1), tenant="P1")
    held = story.state.irregular[-1]
    assert held.rule == "application.no_power" and "23 March 2027" in held.says
    mandatory = _heard("suspended", tenure="assured", ground_basis="mandatory", **TERMS)
    assert mandatory.state.irregular[-1].rule == "order.mandatory_suspended"


def test_after_six_years_the_order_needs_permission() -> None:
    story = _heard("outright", ground_basis="discretionary", possession_on=date(2027, 3, 9))
    day = date(2033, 2, 9)
    story.owes(day)
    no = story.refused("warrant_requested", day)
    assert "warrant.six_years" in [o.rule for o in no.objections] and "CPR 83.2" in str(no)
    assert "warrant.six_years" not in [o.rule for o in story.refused("warrant_requested", date(2033, 2, 8)).objections]
    story.did("permission_sought", day)
    story.did("permission_decided", date(2033, 3, 9), granted=True)
    _approve(story, "warrant", date(2033, 3, 9))
    story.did("warrant_requested", date(2033, 3, 9))


def _booked() -> Story:
    story = _suspended()
    story.did("order_breached", date(2027, 3, 9), missed=12500)
    _approve(story, "warrant", date(2027, 3, 10))
    story.did("warrant_requested", date(2027, 3, 10))
    story.did("warrant_issued", date(2027, 3, 15), warrant_number="W1")
    story.did("eviction_booked", date(2027, 3, 16), eviction_at=datetime(2027, 4, 15, 9, 30, tzinfo=UTC))
    story.did("eviction_notice_delivered", date(2027, 3, 17))
    return story


@pytest.mark.parametrize(
    ("outcome", "fields", "position"),
    [
        ("refused", {}, "warrant_issued"),
        ("withdrawn", {}, "warrant_issued"),
        ("adjourned", {"hearing_at": datetime(2027, 5, 4, 10, tzinfo=UTC)}, "application_pending"),
        ("suspended_on_terms", {**TERMS, "first_payment_on": date(2027, 4, 26)}, "order_kept"),
    ],
)
def test_an_application_on_the_morning_of_the_eviction_stops_it(
    outcome: str, fields: dict[str, Any], position: str
) -> None:
    story = _booked()
    morning = date(2027, 4, 15)
    story.did("suspension_applied", morning, tenant="P1", hearing_at=datetime(2027, 4, 20, 10, tzinfo=UTC))
    assert story.state.eviction is not None and story.state.eviction.cancelled_on == morning
    assert story.at().at == "application_pending"
    again = story.refused("eviction_booked", morning, eviction_at=datetime(2027, 5, 20, 10, tzinfo=UTC))
    assert [o.rule for o in again.objections] == ["hold.application_to_suspend"]
    story.did("suspension_decided", date(2027, 4, 20), outcome=outcome, **fields)
    assert story.at().at == position


def test_an_application_refused_before_the_day_leaves_the_appointment_standing() -> None:
    story = _booked()
    story.did("suspension_applied", date(2027, 4, 12), tenant="P1")
    assert story.at().at == "application_pending"
    story.did("suspension_decided", date(2027, 4, 14), outcome="refused")
    assert story.at().at == "eviction_booked"
    story.did("eviction_carried_out", date(2027, 4, 15))
    assert not [i for i in story.state.irregular if i.rule.startswith("eviction.")]


def test_an_application_is_answered_while_it_is_before_the_court() -> None:
    story, morning = _booked(), date(2027, 4, 12)
    said: dict[str, Any] = {"stance": "oppose", "answers": "It was paid on its day."}
    assert story.refused("suspension_answered", morning, **said).objections[0].rule == "application.none"
    story.did("suspension_applied", morning, tenant="P1", reasons="Benefit was late.")
    assert story.refused("suspension_answered", morning, **{**said, "stance": "consent"}).objections[0].fields
    story.did("suspension_answered", morning, **said)
    assert story.state.application is not None and story.state.application.answered_on == morning
    story.did("suspension_decided", date(2027, 4, 14), outcome="refused")
    story.did("eviction_carried_out", date(2027, 4, 15))
    assert "road to possession is closed" in str(story.refused("suspension_answered", date(2027, 4, 15), **said))


def test_eviction_closes_the_road_and_opens_the_debt() -> None:
    story = _booked()
    story.owes(date(2027, 4, 14), 130000)
    kept = date(2027, 5, 13)
    story.did("eviction_carried_out", date(2027, 4, 15), oldest_debit_on=date(2026, 9, 7), goods_until=kept)
    assert next(d.act_on for d in deadlines(story.state, kept) if d.kind == "goods") == kept
    assert not any(d.kind == "goods" for d in deadlines(story.state, kept + DAY))
    former = story.state.former
    assert former is not None
    assert (former.debt, former.limitation_last_day) == (130000, date(2032, 9, 7))
    assert story.at().stage == "former_tenant"
    assert "road to possession is closed" in str(story.refused("warrant_requested", date(2027, 4, 16)))
    story.did("former_tenant_letter_sent", date(2027, 4, 16))
    assert story.state.former is not None and story.state.former.reply_by == date(2027, 5, 16)
    story.did("write_off_requested", date(2027, 6, 1), amount=130000, code="untraced")
    with pytest.raises(Refused, match="cannot decide"):
        story.did("write_off_decided", date(2027, 6, 2), approved=True)
    story.did("write_off_decided", date(2027, 6, 2), approved=True, by=LEADER)
    again = story.refused("write_off_decided", date(2027, 6, 2), approved=False, by=LEADER)
    assert [o.rule for o in again.objections] == ["write_off.decided"]
    story.did("case_closed", date(2027, 6, 3), reason="written_off")
    assert story.at().stage == "closed" and deadlines(story.state, date(2027, 6, 3)) == ()


def test_an_introductory_tenants_review_stands_before_the_claim() -> None:
    story = Story("introductory")
    story.protocol_before_notice(SERVED)
    story.noticed(SERVED)
    review = story.state.notice.review if story.state.notice else None
    assert review is not None and (review.request_by, review.decide_by) == (date(2026, 12, 8), date(2026, 12, 27))
    longer: dict[str, Any] = {"extended_to": date(2026, 12, 10), "extended_on": date(2026, 12, 1)}
    no = story.refused("review_requested", date(2026, 12, 2), tenant="P1", **longer)
    assert [o.rule for o in no.objections] == ["review.extension"]
    story.did("review_requested", date(2026, 12, 2), tenant="P1", hearing_asked=True)
    story.protocol_after_notice(date(2026, 12, 2))
    story.owes(CLAIM)
    story.did("approval_given", CLAIM, act="claim", prepared_by=OFFICER, by=LEADER, as_fact=True)
    assert "claim.review_open" in [o.rule for o in story.refused("claim_submitted", CLAIM, court="T").objections]
    story.did("review_decided", date(2026, 12, 20), confirmed=True)
    story.owes(CLAIM)
    story.did("claim_submitted", CLAIM, court="T")


def test_every_open_case_has_a_date_or_a_task_at_every_turn() -> None:
    for story in (_booked(), _suspended(), _heard("dismissed"), _heard("adjourned_generally"), Story()):
        for ahead in (0, 30, 200, 400, 2000):
            day = story.today + timedelta(days=ahead)
            live = [d for d in deadlines(story.state, day) if d.act_on]
            assert live, (story.at(day), day)


def test_a_task_that_is_overdue_is_the_next_thing_and_no_second_one_stands_beside_it() -> None:
    story = Story()
    story.protocol_before_notice(SERVED)
    story.noticed(SERVED)
    late = date(2027, 3, 1)
    kinds = {d.kind for d in deadlines(story.state, late) if d.act_on and d.act_on < late}
    assert "protocol" in kinds and "case_review" not in {d.kind for d in deadlines(story.state, late)}


class Asked(Story):
    """A story of which is asked, after every step, what may be done next."""

    def take(self, one: Event) -> Decision:
        decision = super().take(one)
        assert "note_added" in {step.kind for step in next_steps(self.state, self.today)}
        return decision


@pytest.mark.parametrize("tenure", ["secure", "assured"])
def test_what_may_be_done_can_be_asked_at_every_point_of_a_road(tenure: str) -> None:
    story = Asked(tenure)
    story.to_hearing(SERVED, CLAIM, HEARING)
    story.did(
        "hearing_outcome_recorded",
        HEARD,
        outcome="outright",
        ground_basis="discretionary",
        possession_on=date(2027, 3, 9),
    )
    _approve(story, "warrant", date(2027, 3, 10))
    story.did("warrant_requested", date(2027, 3, 10))
    story.did("warrant_issued", date(2027, 3, 15), warrant_number="W1")
    story.did("eviction_booked", date(2027, 3, 16), eviction_at=datetime(2027, 4, 15, 10, tzinfo=UTC))
    story.did("suspension_applied", date(2027, 4, 15), as_fact=True)


@pytest.mark.parametrize(("by", "rules"), [(LEADER, ["review.took_part"]), ("somebody.senior@example.org", [])])
def test_who_gave_the_notice_does_not_review_it(by: str, rules: list[str]) -> None:
    story = Story("introductory")
    story.protocol_before_notice(SERVED)
    story.noticed(SERVED)
    story.did("review_requested", date(2026, 12, 2), tenant="P1")
    story.did("review_decided", date(2026, 12, 9), confirmed=True, reasons="No plan was kept.", by=by)
    assert [i.rule for i in story.state.irregular if i.rule.startswith("review.")] == rules
