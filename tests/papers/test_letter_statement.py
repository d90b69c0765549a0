"""The rent statement (E-04): it adds up, reaches back, and keeps costs below the line."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from activities.documents import RenderRefused
from activities.papers.known import Ask, Posting
from activities.papers.statements import statement
from cases.state import Balance
from cases.steps import WriteDocument
from tests.papers import fixtures as fx
from tests.papers.fixtures import AMINA, GRACE, TOM, Case
from tests.papers.samples import with_benefit


def test_costs_stand_below_the_line() -> None:
    text = fx.fx_a().text("E-04", AMINA)
    table, below = text.split("Other sums")
    assert "£148.00" not in table and "Court costs: £148.00" in below
    assert "Rent balance £1,012.00" in table and "£20.00 of the balance was for other charges" in table


def test_joint_tenants_have_a_statement_each() -> None:
    for ref, own, other in ((AMINA, "Amina Khan", "Hughes"), (TOM, "Tom O'Brien-Hughes", "Khan")):
        text = fx.fx_a().text("E-04", ref)
        assert f"Dear {own}" in text and other not in text


def test_universal_credit_is_explained_against_the_rent_s_own_rhythm_and_only_to_a_sole_tenant() -> None:
    case = with_benefit(fx.fx_s(), 0)
    said = "Universal Credit is paid once a month, for the month before. "
    assert f"{said}Your rent is charged every week. So your balance can go up between" in case.text("E-04", GRACE)
    tenancy = case.state.the_tenancy.model_copy(update={"rent_period": "monthly"})
    assert f"{said}So it can come after your rent is due." in case.but(tenancy=tenancy).text("E-04", GRACE)
    assert "Universal Credit is paid" not in fx.fx_s().text("E-04", GRACE)
    assert "Universal Credit is paid" not in with_benefit(fx.fx_a(), 0).text("E-04", TOM)


@pytest.mark.parametrize("arrears", [101200, 0, 1, -1500])
def test_a_statement_adds_up_whatever_the_balance(arrears: int) -> None:
    case = fx.fx_s()
    postings = fx.weekly(9850, fx.S_DAY, arrears)
    position = (
        case.known.position.model_copy(update={"arrears": arrears, "total": arrears}) if case.known.position else None
    )
    case = case.knowing(postings=postings, position=position).but(balance=Balance(arrears=arrears, as_at=fx.S_DAY))
    text = case.text("E-04", GRACE)
    if arrears < 0:
        assert "Rent balance £15.00 in credit" in text and not re.search(r"\bowed?\b", text)
    else:
        assert f"Rent balance £{arrears // 100:,}.{arrears % 100:02d}" in text


def test_thirteen_weeks_of_charges_are_in_it_also_in_a_year_of_53_mondays() -> None:
    for day in (fx.A_DAY, date(2029, 1, 3)):  # 2028-29: the year to April has 53 Mondays
        case = fx.fx_a().on(day)
        case = case.knowing(postings=fx.weekly(12000, day, 103200), position=case.known.position)
        values = statement(_ask(case))
        assert values is not None
        rent = [row for row in values["rows"] if row["what"] == "Rent"]
        assert len(rent) == 13
        assert values["since"] == day - timedelta(days=90) and values["until"] == day


def _ask(case: Case) -> Ask:
    order = WriteDocument(paper="E-04", event_id=case.event.event_id, recipient=AMINA)
    return Ask(order=order, state=case.state, event=case.event, today=case.today, known=case.known)


def test_a_statement_that_does_not_reach_back_is_refused() -> None:
    case = fx.fx_a()
    late = tuple(p for p in case.known.postings if p.on >= date(2026, 9, 14))
    assert case.knowing(postings=late).refused("E-04", AMINA) == ("R04",)


def test_a_new_tenancy_needs_no_statement_from_before_it_began() -> None:
    case = fx.fx_s()
    began = date(2026, 10, 12)
    postings = fx.weekly(9850, fx.S_DAY, 9850 * 7 - 11500, weeks=7)
    postings = fx.running([p for p in postings if p.on >= began and p.ref not in ("P0", "P1")])
    owed = postings[-1].running
    account = case.known.account.model_copy(update={"started_on": began})
    position = case.known.position.model_copy(update={"arrears": owed, "total": owed}) if case.known.position else None
    case = case.knowing(postings=postings, account=account, position=position)
    text = case.but(balance=Balance(arrears=owed, as_at=fx.S_DAY)).text("E-04", GRACE)
    assert "This covers Monday 12 October 2026 to Wednesday 25 November 2026" in text
    assert "The balance at the end of Sunday 11 October 2026 was £0.00." in text


def test_a_statement_that_does_not_add_up_is_refused() -> None:
    case = fx.fx_s()
    position = (
        case.known.position.model_copy(update={"total": 72100, "arrears": 72100}) if case.known.position else None
    )
    wrong = case.knowing(position=position).but(balance=Balance(arrears=72100, as_at=fx.S_DAY))
    with pytest.raises(RenderRefused) as refused:
        wrong.paper("E-04", GRACE)
    assert refused.value.codes == ("R04",)
    assert "its lines come to £720.40, the account to £721.00" in str(refused.value)


def test_a_posting_after_the_day_of_the_balance_is_left_out() -> None:
    case = fx.fx_s()
    later = Posting(ref="L1", on=fx.S_DAY + timedelta(days=1), type="payment", payment=5000, running=67040)
    assert "£50.00" not in case.knowing(postings=(*case.known.postings, later)).text("E-04", GRACE)


def test_a_reversed_payment_is_shown_as_a_pair() -> None:
    case = fx.fx_s()
    back = Posting(ref="R1", on=fx.S_DAY, type="reversal", charge=2500, reverses="P3", running=0)
    postings = fx.running([*case.known.postings, back])
    position = (
        case.known.position.model_copy(update={"arrears": 74540, "total": 74540}) if case.known.position else None
    )
    text = (
        case.knowing(postings=postings, position=position)
        .but(balance=Balance(arrears=74540, as_at=fx.S_DAY))
        .text("E-04", GRACE)
    )
    assert "Payment of Thursday 5 November 2026 that did not go through" in text


def test_in_a_moratorium_a_statement_is_for_information() -> None:
    text = fx.fx_bs().text("E-04", TOM)
    assert "for your information only" in text and "pay now" not in text.lower() and "How to pay" not in text
