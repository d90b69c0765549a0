"""Orders in depth: breach by the account and the benefit cycle, permission first, who is told of the eviction."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from cases.instalments import Charged, proof
from law.dates import DAY
from tests.cases.story import LEADER, OFFICER, Story

SERVED, CLAIM, HEARD = date(2026, 11, 25), date(2026, 12, 29), date(2027, 2, 9)
HEARING = datetime(2027, 2, 9, 10, 0, tzinfo=UTC)
TERMS: dict[str, Any] = {"rent_plus": 500, "every": "week", "first_payment_on": date(2027, 2, 15)}
BREACHED = date(2027, 3, 9)


def heard(outcome: str = "suspended", *, tenure: str = "secure", **fields: Any) -> Story:
    """A case on the day of its hearing, with what the court decided."""
    story = Story(tenure, tenants=("P1", "P2"))
    story.to_hearing(SERVED, CLAIM, HEARING)
    told = {"ground_basis": "discretionary", **(TERMS if outcome != "outright" else {}), **fields}
    story.did("hearing_outcome_recorded", HEARD, outcome=outcome, **told)
    return story


def approve(story: Story, day: date) -> None:
    """The warrant, approved by somebody else, with the balance of the day."""
    story.owes(day)
    story.did("approval_given", day, act="warrant", prepared_by=OFFICER, by=LEADER)


def shown(story: Story, until: date, paid: list[tuple[date, int]], pay_day: date | None = None) -> Any:
    """The instalments to a day by the account's own charges."""
    assert story.state.order is not None and story.state.order.terms is not None
    mondays = tuple((date(2027, 2, 15) + timedelta(days=7 * n), 12000) for n in range(12))
    held = Charged(to=until, rows=tuple(row for row in mondays if row[0] <= until))
    return proof(story.state.order.terms, story.state.the_tenancy, paid, until, held, pay_day)


def test_what_universal_credit_will_pay_breaks_no_order_and_opens_no_warrant() -> None:
    story, pay_day = heard(), date(2027, 3, 28)
    paid = [(date(2027, 2, 28), 25000)]
    story.did("order_breached", BREACHED, proof=shown(story, BREACHED, paid, pay_day))
    (wrong,) = [i for i in story.state.irregular if i.rule == "breach.not_shown"]
    assert "its next payment is on Sunday 28 March 2027" in wrong.says and wrong.first_day == pay_day + DAY
    assert story.at().at == "order_kept"
    story.owes(BREACHED)
    assert "warrant.no_breach" in [o.rule for o in story.refused("warrant_requested", BREACHED).objections]
    story.did("order_breached", pay_day + DAY, proof=shown(story, pay_day + DAY, paid, pay_day))
    assert story.state.order is not None and story.state.order.breach_short == 50000
    assert story.at().at == "order_breached"


@pytest.mark.parametrize(
    ("outcome", "papers"),
    [
        ("suspended", ["E-31", "E-31"]),
        ("adjourned_on_terms", ["E-31", "E-31"]),
        ("postponed", []),
    ],
)
def test_who_is_warned_of_a_breach(outcome: str, papers: list[str]) -> None:
    story = heard(outcome)
    made = story.did("order_breached", BREACHED, missed=12500)
    assert [p.paper for p in made.papers if p.recipient] == papers


def test_every_tenant_and_whoever_else_lives_there_is_told_of_the_eviction() -> None:
    story = heard("outright", possession_on=date(2027, 2, 23))
    day = date(2027, 2, 24)
    approve(story, day)
    story.did("warrant_requested", day)
    story.did("warrant_issued", day, warrant_number="W1")
    made = story.did("eviction_booked", day, eviction_at=datetime(2027, 4, 15, 9, 30, tzinfo=UTC))
    assert [(p.paper, p.recipient) for p in made.papers] == [("E-35", "P1"), ("E-35", "P2"), ("E-35", "occupiers")]


def test_a_breach_by_the_account_is_proved_on_a_paper_of_its_own() -> None:
    story = heard()
    made = story.did("order_breached", BREACHED, proof=shown(story, BREACHED, []))
    assert [(p.paper, p.recipient) for p in made.papers if p.recipient is None] == [("E-31-proof", None)]


def test_permission_that_is_sought_with_its_reason_is_written() -> None:
    story = heard()
    story.did("order_breached", BREACHED, breach="other_term")
    story.owes(BREACHED)
    made = story.did("permission_sought", BREACHED, reason="Two neighbours wrote to us.")
    assert [p.paper for p in made.papers] == ["E-33-permission"]
    assert not heard_without_reason().papers


def heard_without_reason() -> Any:
    """Permission sought by people who write their own application."""
    story = heard()
    story.did("order_breached", BREACHED, breach="other_term")
    story.owes(BREACHED)
    return story.did("permission_sought", BREACHED)


def test_a_writ_waits_for_the_transfer_to_the_high_court() -> None:
    story, day = heard("outright", possession_on=date(2027, 2, 23)), date(2027, 3, 1)
    approve(story, day)
    no = story.refused("warrant_requested", day, through="high_court")
    assert [o.rule for o in no.objections] == ["warrant.not_transferred"]
    assert "County Courts Act 1984 s.42" in str(no) and "unconfirmed" in str(no)
    story.did("permission_sought", day, what="high_court")
    assert story.state.order is not None and story.state.order.permission == "not_needed"
    story.did("permission_decided", day, what="high_court", granted=True)
    story.did("warrant_requested", day, through="high_court")
    assert story.state.warrant is not None and (story.state.warrant.writ, story.state.warrant.fee) == (True, 8000)


def test_a_writ_is_not_of_scotland() -> None:
    story = Story("scottish_secure")
    no = story.refused("warrant_requested", date(2026, 12, 1), through="high_court")
    assert "writ.other_nation" in [o.rule for o in no.objections]
