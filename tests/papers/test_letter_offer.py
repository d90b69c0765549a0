"""The offer of an agreement, with income and expenditure (E-05)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.papers import fixtures as fx
from tests.papers.early_cases import MONEY, offered
from tests.papers.fixtures import AMINA, GRACE, TOM, Case
from tests.papers.samples import with_benefit
from tests.papers.test_notices import has, lacks


def test_the_plan_says_how_long_it_takes_and_both_sums() -> None:
    text = offered().text("E-05", AMINA)
    has(text, "£1,012.00 in rent", "£125.00 a week. That is £120.00 rent and £5.00 towards what you owe.")
    has(text, "It takes 203 weeks. The last one is on Monday 28 October 2030.")
    has(text, "£5.00 a week or £21.67 a month", "The first payment is on Monday 14 December 2026")
    has(
        text,
        "We will not send you a legal notice".lower()[3:],
        "we will contact you first",
        "does not change your tenancy",
    )
    has(text, "by Wednesday 9 December 2026", "My answer", "Each tenant is responsible for all of the rent")
    lacks(text.lower(), "admit", "you accept that", "write off", "lump sum")


def test_without_knowing_their_money_it_is_a_suggestion_with_a_form() -> None:
    text = offered().text("E-05", AMINA)
    has(text, "a suggestion for a payment plan", "Suggestion A", "Please fill in the form", "What comes in")
    lacks(text, "What you told us", "Plan A")


def test_what_they_told_us_is_shown_with_its_day_and_what_is_left() -> None:
    text = offered(**MONEY).text("E-05", AMINA)
    has(text, "You told us this on Friday 27 November 2026", "Pay, coming in: £600.00", "Benefits, coming in: £450.00")
    # £120.00 a week is £520.00 a month; £1,050.00 in, £1,010.00 out
    has(text, "Rent, going out: £520.00", "Food, going out: £260.00", "That leaves £40.00 a month", "Plan A")
    has(text, "People who depend on you: 1.")
    lacks(text, "Suggestion", "Debts you are paying, going out")


def test_what_one_tenant_told_us_is_not_for_the_other() -> None:
    text = offered(**{**MONEY, "tenants": ()}).text("E-05", TOM)
    has(text, "a suggestion for a payment plan")
    lacks(text, "£600.00", "You told us this")


@pytest.mark.parametrize(
    ("told", "refused"),
    [
        ({"amount": 500}, ()),
        ({"amount": 923}, ()),  # £40.00 a month exactly
        ({"amount": 924}, ("R04",)),
        ({"amount": 924, "reason": "He has savings for it."}, ()),
        ({"amount": 500, "other_amount": 6000, "other_every": "month"}, ("R04",)),
        ({"amount": 500, "spending_other": 3790}, ("R04",)),  # £2.10 is left over
    ],
)
def test_more_than_is_left_over_needs_a_reason(told: dict[str, Any], refused: tuple[str, ...]) -> None:
    assert offered(**{**MONEY, **told}).refused("E-05", AMINA) == refused


def test_when_nothing_is_left_over_it_asks_and_does_not_demand() -> None:
    told = {**MONEY, "spending_other": 10000, "reason": "A small sum, as asked."}
    text = offered(**told).text("E-05", AMINA)
    has(text, "this is a question, and not a demand", "check your benefits with you first", "A small sum, as asked.")
    lacks(text, "That leaves")


def credited(uc_day: date) -> Case:
    """FX-A with Universal Credit paid on a day of the month."""
    case = with_benefit(fx.fx_a())
    account = case.known.account.model_copy(update={"uc_next_payment": uc_day})
    return case.knowing(account=account)


@pytest.mark.parametrize(
    ("uc_day", "first"),
    [
        (date(2026, 11, 28), "Tuesday 29 December 2026"),  # 28 December is a holiday in place of Boxing Day
        (date(2027, 1, 28), "Thursday 28 January 2027"),
        (date(2026, 12, 4), "Monday 4 January 2027"),  # the 4th of December comes before the day to answer
    ],
)
def test_a_monthly_plan_begins_when_universal_credit_comes(uc_day: date, first: str) -> None:
    has(offered(credited(uc_day), amount=2500, every="month").text("E-05", AMINA), f"The first payment is on {first}.")


def test_the_officer_s_own_first_day_stands() -> None:
    case = offered(credited(date(2026, 12, 28)), amount=2500, every="month", first_payment_on=date(2027, 1, 4))
    has(case.text("E-05", AMINA), "The first payment is on Monday 4 January 2027.")


def insolvent(debt: int | None, tenant: str | None = AMINA) -> Case:
    """FX-A offered a plan while a debt relief order holds a part of the debt."""
    case = fx.held(fx.fx_a(), "insolvency", tenant=tenant)
    holds = tuple(h.model_copy(update={"debt": debt}) for h in case.state.holds)
    return offered(case.but(holds=holds))


def test_a_debt_relief_order_s_debt_is_no_part_of_a_plan() -> None:
    text = insolvent(60000).text("E-05", AMINA)
    has(text, "£412.00 in rent", "We have left out £600.00", "It takes 83 weeks")
    lacks(text, "£1,012.00")
    assert insolvent(None).refused("E-05", AMINA)[0] == "R04"
    assert "R21" in insolvent(None).refused("E-05", AMINA)
    has(insolvent(60000).text("E-05", TOM), "£1,012.00 in rent")


def test_in_a_moratorium_only_what_has_come_since_is_offered_a_plan() -> None:
    assert "R03" in offered(fx.fx_bs()).refused("E-05", AMINA)
    has(offered(fx.fx_bs(debt=89200)).text("E-05", AMINA), "£120.00 in rent", "It takes 24 weeks")


@pytest.mark.parametrize(
    ("case", "who", "promise"),
    [
        (offered(fx.fx_a_served()), AMINA, "We will not start a court claim while you keep to a plan"),
        (offered(fx.fx_h()), TOM, "we will ask the court to put your hearing off"),
        (offered(fx.fx_s()), GRACE, "we will not send you a legal notice"),
    ],
)
def test_the_promise_is_that_of_the_stage(case: Case, who: str, promise: str) -> None:
    has(case.text("E-05", who), promise)


def test_a_deduction_is_a_choice_that_somebody_else_decides() -> None:
    has(
        offered(deduction=True).text("E-05", AMINA),
        "The Department for Work and Pensions decides that, and asks you first.",
    )
    lacks(offered().text("E-05", AMINA), "Department for Work and Pensions")


def test_two_plans_stand_side_by_side() -> None:
    text = offered(other_amount=4000, other_every="month").text("E-05", AMINA)
    has(text, "Suggestion A", "Suggestion B", "£40.00 every month towards what you owe", "It takes 26 months")
