"""A newer figure is only a figure: it moves no task's day, and the debt of a tenancy that has ended follows it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from cases.deadlines import deadlines
from cases.state import State
from tests.cases.story import LEADER, Story
from tests.cases.test_roads import SERVED, _booked, _suspended


def _breached() -> Story:
    story = _suspended()
    story.did("order_breached", date(2027, 3, 9), missed=13000)
    return story


def _noticed() -> Story:
    story = Story()
    story.protocol_before_notice(SERVED)
    story.noticed(SERVED)
    return story


def _held() -> Story:
    story = Story()
    story.did("hold_opened", story.today, hold="balance_disputed")
    return story


def _former() -> Story:
    story = _booked()
    story.owes(date(2027, 4, 14), 130000)
    story.did("eviction_carried_out", date(2027, 4, 15))
    story.did("former_tenant_letter_sent", date(2027, 4, 16))
    return story


def _tasks(state: State, today: date) -> dict[tuple[str, str], date]:
    """Our own tasks with their days; the next instalment is the calendar's and not ours."""
    live = [d for d in deadlines(state, today) if d.act_on and d.cite == "Our policy" and d.kind != "instalment"]
    return {(d.kind, d.instance): d.act_on for d in live if d.act_on}


@pytest.mark.parametrize("begun", [Story, _held, _noticed, _suspended, _breached, _booked, _former])
@pytest.mark.parametrize("later", [1, 8, 40, 120])
def test_a_balance_or_a_payment_moves_no_task(begun: Callable[[], Story], later: int) -> None:
    story = begun()
    before, day = _tasks(story.state, story.today), story.today + timedelta(days=later)
    story.owes(day, 90000)
    story.did("payment_posted", day, amount=500)
    after = _tasks(story.state, day)
    assert {key: on for key, on in after.items() if key in before} == {
        key: on for key, on in before.items() if key in after
    }


def test_the_next_step_of_enforcement_waits_for_somebody_to_act() -> None:
    story = _breached()
    acted = story.today
    kept = _tasks(story.state, acted)[("enforce", "")]
    day = acted + timedelta(days=20)
    story.owes(day)
    assert _tasks(story.state, day)[("enforce", "")] == kept < day
    story.did("contact_made", day, tenant="P1", channel="phone")
    assert _tasks(story.state, day)[("enforce", "")] >= day + timedelta(days=7)


def test_a_case_with_no_task_is_looked_at_again_though_its_balance_moves() -> None:
    story = _suspended()
    kept = _tasks(story.state, story.today)[("case_review", "")]
    day = story.today + timedelta(days=60)
    story.owes(day)
    assert _tasks(story.state, day)[("case_review", "")] == kept


def test_a_former_debt_follows_the_account_until_it_is_written_off() -> None:
    story = _former()
    debt = story.state.former.debt if story.state.former else 0
    decision = story.owes(date(2027, 4, 20), debt + 12000)
    assert story.state.former is not None and story.state.former.debt == debt + 12000
    (because,) = decision.because
    assert "Thursday 15 April 2027" in because.says and f"is £{(debt + 12000) / 100:,.2f}" in because.says
    story.did("payment_posted", date(2027, 4, 21), amount=2000)
    assert story.state.former is not None and story.state.former.debt == debt + 10000
    story.did("write_off_requested", date(2027, 5, 20), amount=debt + 10000, code="untraced", reason="Gone")
    story.did("write_off_decided", date(2027, 5, 21), approved=True, approver_role="team_leader", by=LEADER)
    story.owes(date(2027, 5, 24), 0)
    assert story.state.former is not None and story.state.former.debt == debt + 10000
    assert story.folded() == story.state
