"""What cannot be right as it was recorded is said: a discharge while money is owed, a decision nobody asked for."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import law
from cases.deadlines import deadlines
from cases.facts.common import Row
from cases.facts.rent_account import DEMONSTRATION, OTHER, RENT, RentAccount
from tests.cases.story import LEADER, OFFICER, Story

SERVED, CLAIMED, HEARD = date(2026, 11, 25), date(2026, 12, 29), date(2027, 2, 10)


def with_order(outcome: str = "outright") -> Story:
    story = Story()
    story.to_hearing(SERVED, CLAIMED, datetime(2027, 2, 10, 10, 0, tzinfo=UTC))
    story.did(
        "hearing_outcome_recorded",
        HEARD,
        outcome=outcome,
        ground_basis="discretionary",
        possession_on=date(2027, 3, 10),
    )
    return story


def rules(story: Story) -> list[str]:
    return [i.rule for i in story.state.irregular if i.status == "open"]


def test_an_order_paid_in_full_while_money_is_owed_is_irregular() -> None:
    story = with_order()
    story.did("order_discharged", HEARD, how="paid_in_full")
    assert rules(story) == ["discharge.owed"]
    assert "£1,012.00" in story.state.irregular[-1].says


def test_an_order_paid_in_full_or_discharged_by_the_court_is_not() -> None:
    paid, court = with_order(), with_order()
    paid.owes(HEARD, 0)
    paid.did("order_discharged", HEARD, how="paid_in_full")
    court.did("order_discharged", HEARD, how="by_the_court")
    assert rules(paid) == rules(court) == []


def test_a_decision_on_permission_that_nobody_sought_is_irregular_until_it_is_shown_as_sought() -> None:
    story = with_order()
    story.did("permission_decided", HEARD, granted=True)
    assert rules(story) == ["permission.not_sought"]


def test_no_more_is_written_off_than_is_owed() -> None:
    story = with_order()
    story.did("tenancy_ended", HEARD, how="surrender")
    no = story.refused("write_off_requested", HEARD, amount=101201, code="untraced")
    assert [o.rule for o in no.objections] == ["write_off.more_than_owed"]
    assert "£1,012.01 is more than the debt, which is £1,012.00" in str(no)
    story.did("write_off_requested", HEARD, amount=101200, code="untraced")
    story.owes(HEARD, 50000)
    no = story.refused("write_off_decided", HEARD, approved=True, by=LEADER)
    assert [o.rule for o in no.objections] == ["write_off.more_than_owed"]
    story.did("write_off_decided", HEARD, approved=False, by=LEADER)


def test_a_write_off_over_what_a_role_may_give_up_goes_to_the_next() -> None:
    story = with_order()
    story.did("tenancy_ended", HEARD, how="surrender")
    story.did("write_off_requested", HEARD, amount=101200, code="untraced")
    asked: dict[str, Any] = {"approved": True, "by": LEADER, "approver_role": "team_leader"}
    no = story.refused("write_off_decided", HEARD, approver_limit=101199, **asked)
    assert [o.rule for o in no.objections] == ["write_off.limit"] and "a team leader may give up £1,011.99" in str(no)
    story.did("write_off_decided", HEARD, approver_limit=101200, **asked)


def test_an_application_is_not_adjourned_into_the_past() -> None:
    story = with_order()
    asked = date(2027, 3, 11)
    story.owes(asked)
    story.did("approval_given", asked, act="warrant", prepared_by=OFFICER, by=LEADER)
    story.did("warrant_requested", asked)
    story.did("warrant_issued", asked, warrant_number="W1")
    story.did("suspension_applied", asked)
    past = datetime(2027, 3, 10, 10, 0, tzinfo=UTC)
    assert "before it was heard" in str(
        story.refused("suspension_decided", asked, outcome="adjourned", hearing_at=past)
    )
    ahead = datetime(2027, 3, 20, 10, 0, tzinfo=UTC)
    story.did("suspension_decided", asked, outcome="adjourned", hearing_at=ahead)


def test_evidence_is_filed_by_a_day_on_which_the_court_is_open() -> None:
    story = Story()
    story.to_hearing(SERVED, CLAIMED, datetime(2027, 2, 10, 10, 0, tzinfo=UTC))
    found = next(d for d in deadlines(story.state, CLAIMED) if d.kind == "evidence")
    assert (found.statutory_on, found.safe_on, found.act_on) == (date(2027, 2, 7), date(2027, 2, 5), date(2027, 2, 5))
    assert found.because.endswith("file by Friday 5 February 2027, the last day before it on which it surely is.")


def test_one_working_day_is_one_day() -> None:
    for n, said in (
        (1, "Counting 1 working day back"),
        (2, "Counting 2 working days back"),
        (11, "Counting 11 working days"),
    ):
        answer = law.ask("england.calendar.working_days_before", day=date(2027, 3, 30), n=n)
        assert answer.because.startswith(said)


def test_what_a_demonstration_charged_beside_the_rent_is_no_rent_either() -> None:
    day, lines, owed = date(2026, 12, 1), [], 0
    for what, pence in ((RENT, 60840), (OTHER, 2773)):
        owed += pence
        lines.append(Row(on=day, what=what + DEMONSTRATION, charge=pence, balance=owed))
    account = RentAccount(opening=0, rows=tuple(lines))
    assert (account.charged, account.rent_due) == (63613, 60840)
    assert [late.due for late in account.late(date(2026, 12, 8))] == [60840]
