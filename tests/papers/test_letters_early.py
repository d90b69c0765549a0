"""The letters of the early stage: first contact, statement, agreement, agreement broken."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from activities.documents import RenderRefused
from activities.papers.head import rent_day_after, reply_day
from activities.papers.known import PersonKnown, Posting
from cases.events import early
from cases.state import Balance
from tests.papers import fixtures as fx
from tests.papers.fixtures import AMINA, GRACE, TOM, Case
from tests.papers.samples import at_a_new_rent, broken_in_claim, broken_in_notice, no_credits, varied, with_benefit

# E-01


def test_joint_tenants_have_a_letter_each() -> None:
    first, second = fx.fx_a().text("E-01", AMINA), fx.fx_a().text("E-01", TOM)
    for text, own, other in ((first, "Amina Khan", "Hughes"), (second, "Tom O'Brien-Hughes", "Khan")):
        assert own in text and other not in text
        assert "£1,012.00" in text and "Monday 30 November 2026" in text
        assert "Each tenant is responsible for all of the rent" in text


def test_costs_and_the_whole_account_are_not_called_rent() -> None:
    text = fx.fx_a().text("E-01", AMINA)
    assert "£1,180.00" not in text and "£148.00" not in text and "£20.00" not in text


def test_benefit_expected_stands_beside_the_arrears() -> None:
    text = with_benefit(fx.fx_a()).text("E-01", AMINA)
    assert "We expect £480.00 from Universal Credit on Friday 4 December 2026. We have not counted it yet." in text
    assert "£1,012.00" in text and "£532.00" not in text


def test_first_contact_threatens_nothing() -> None:
    text = fx.fx_a().text("E-01", AMINA).lower()
    assert "court" not in text and "evict" not in text and "notice" not in text.replace("our privacy notice", "")


def test_in_a_moratorium_only_what_has_come_since_is_named() -> None:
    assert fx.fx_bs().refused("E-01", AMINA) == ("R03",)
    assert fx.fx_bs(debt=None).refused("E-01", AMINA) == ("R03",)
    text = fx.fx_bs(debt=89200).text("E-01", AMINA)
    assert "£120.00 in rent" in text and "what has come since then" in text and "£1,012.00" not in text
    kept = fx.fx_bs(debt=89200).paper("E-01", AMINA).facts
    assert kept["owed"] == {"code": "B6b", "pence": 12000, "as_at": "2026-11-30"}


def test_the_day_to_call_by_is_a_week_after_the_letter_comes() -> None:
    assert "by Wednesday 9 December 2026" in fx.fx_a().text("E-01", AMINA)


def test_the_last_three_payments_are_named_and_none_is_said_to_be_none() -> None:
    text = fx.fx_a().text("E-01", AMINA)
    assert "Tuesday 10 November 2026: £25.00 from a tenant" in text  # to a joint tenant, not which of them
    assert "Wednesday 21 October 2026: £90.00 from Housing Benefit" in text
    alone = fx.fx_s().text("E-01", GRACE)
    assert "£25.00 from you" in alone
    assert "We have had no payment since" in no_credits(fx.fx_s()).text("E-01", GRACE)


def test_a_payment_that_was_taken_back_is_not_thanked_for() -> None:
    case = fx.fx_s()
    back = Posting(ref="R1", on=fx.S_DAY, type="reversal", charge=2500, reverses="P3", running=0)
    kept = case.knowing(postings=(*case.known.postings, back))
    assert "£25.00" not in kept.text("E-01", GRACE)


@pytest.mark.parametrize(("age", "refused"), [(7, ()), (8, ("R01",)), (9, ("R01",))])
def test_a_balance_more_than_a_week_old_stops_a_letter(age: int, refused: tuple[str, ...]) -> None:
    late = replace(fx.fx_a(), today=fx.A_DAY + timedelta(days=age))
    assert late.refused("E-01", AMINA) == refused


def test_a_balance_of_tomorrow_stops_a_letter() -> None:
    case = fx.fx_a().but(balance=Balance(arrears=101200, as_at=fx.A_DAY + timedelta(days=1)))
    assert case.refused("E-01", AMINA) == ("R13",)


def test_a_person_who_may_not_be_written_to_by_post_is_not() -> None:
    case = fx.fx_a()
    kept = case.known.people[AMINA].model_copy(update={"never_by": ("post",)})
    case = case.knowing(people={**case.known.people, AMINA: kept})
    assert case.refused("E-01", AMINA) == ("R15",)
    assert case.refused("E-01", TOM) == ()


def test_holds_stop_the_first_letter() -> None:
    case = fx.fx_a()
    assert fx.held(case, "balance_disputed").refused("E-01", AMINA) == ("R02",)
    assert fx.held(case, "deceased", tenant=AMINA).refused("E-01", AMINA) == ("R14",)
    assert fx.held(case, "deceased", tenant=AMINA).refused("E-01", TOM) == ()
    assert fx.held(case, "capacity_in_question", tenant=TOM).refused("E-01", TOM) == ("R14",)
    assert fx.agreed(case).refused("E-01", AMINA) == ("R16",)


@pytest.mark.parametrize(
    ("answers", "refused"), [((True, True, True), ("R17",)), ((True, True, False), ()), ((False, True, True), ())]
)
def test_a_benefit_claim_that_is_not_their_fault_stops_it(
    answers: tuple[bool, bool, bool], refused: tuple[str, ...]
) -> None:
    given, expected, paid = answers
    case = fx.held(
        fx.fx_a(),
        "benefit_claim_pending",
        evidence_given=given,
        eligibility_expected=expected,
        other_sums_paid=paid,
    )
    assert case.refused("E-01", AMINA) == refused


def test_everything_that_is_wrong_is_told_together() -> None:
    case = fx.held(fx.held(fx.fx_a(), "balance_disputed"), "deceased", tenant=AMINA)
    case = case.knowing(landlord=fx.landlord(phone=None, pay_methods=()))
    with pytest.raises(RenderRefused) as refused:
        case.paper("E-01", AMINA)
    assert set(refused.value.codes) == {"R02", "R04", "R14"}
    said = str(refused.value)
    assert "landlord phone (landlord.phone)" in said and "pay (pay)" in said and "disputed since" in said


def test_the_wrong_nation_and_a_letter_to_nobody_are_refused() -> None:
    case = fx.fx_a()
    wales = case.but(tenancy=case.state.the_tenancy.model_copy(update={"nation": "wales"}))
    assert "R08" in wales.refused("E-01", AMINA)
    assert "R10" in case.refused("E-01", None)


def test_two_people_under_one_name_are_refused() -> None:
    case = fx.fx_a()
    pair = PersonKnown(ref=AMINA, name="Mr and Mrs Khan")
    assert case.knowing(people={**case.known.people, AMINA: pair}).refused("E-01", AMINA) == ("R10",)


def test_a_tenant_of_the_case_who_is_not_on_the_tenancy_is_told() -> None:
    case = fx.fx_a()
    assert "R09" in case.knowing(people={AMINA: case.known.people[AMINA]}).refused("E-01", AMINA)


def test_arrears_that_hold_costs_are_refused() -> None:
    case = fx.fx_a().but(balance=Balance(arrears=118000, as_at=fx.A_DAY))
    assert set(case.refused("E-01", AMINA)) == {"R11", "R25"}


def test_case_and_account_must_name_the_same_arrears_for_the_same_day() -> None:
    assert fx.fx_a().but(balance=Balance(arrears=101100, as_at=fx.A_DAY)).refused("E-01", AMINA) == ("R25",)


def test_nobody_in_credit_is_asked_for_rent() -> None:
    case = fx.fx_a()
    position = case.known.position.model_copy(update={"arrears": -1500}) if case.known.position else None
    paid = case.but(balance=Balance(arrears=-1500, as_at=fx.A_DAY)).knowing(position=position)
    assert paid.refused("E-01", AMINA) == ("R25",)


def test_a_letter_goes_to_the_person_s_own_address_and_names_the_home() -> None:
    case = fx.fx_a()
    away = case.known.people[AMINA].model_copy(update={"address": ("c/o 5 Care Lane", "Otherton", "OT1 5ZZ")})
    text = case.knowing(people={**case.known.people, AMINA: away}).text("E-01", AMINA)
    assert "Amina Khan c/o 5 Care Lane Otherton OT1 5ZZ" in text
    assert "Your home: Flat 2, 14 Sample Street, Testborough, TB1 2ZZ" in text


def test_a_number_that_nobody_rang_for_180_days_is_left_out() -> None:
    def advised(checked: date) -> str:
        return fx.fx_a().knowing(landlord=fx.landlord(advice=fx.advice_of(checked))).text("E-01", AMINA)

    assert "Rent Help: 01632 960177 (renthelp.example)" in advised(fx.A_DAY - timedelta(days=180))
    stale = advised(fx.A_DAY - timedelta(days=181))
    assert "Rent Help (renthelp.example)" in stale and "01632 960177" not in stale


# E-06


def test_an_agreement_in_one_sum() -> None:
    text = fx.agreed(fx.fx_a()).text("E-06", AMINA)
    assert "You pay £125.00 a week. That is £120.00 rent and £5.00 towards what you owe." in text
    assert "Monday 7 December 2026 £125.00 Monday 14 December 2026 £125.00" in text
    assert "clear by Monday 21 October 2030" in text  # 203 payments of £5.00
    assert "within 5 days" in text and "evict" not in text.lower()


def test_rent_before_the_first_payment_is_counted_in() -> None:
    case = fx.agreed(fx.fx_a())
    plan = case.state.agreement
    assert plan is not None
    later = case.but(agreement=plan.model_copy(update={"first_payment_on": date(2026, 12, 14)}))
    text = later.text("E-06", AMINA)
    # the rent of 7 December is nobody's payment: 227 payments of £5.00 and not 203
    assert "clear by Monday 14 April 2031. That counts in £120.00 of rent" in text
    uncounted = case.but(agreement=plan.model_copy(update={"first_payment_on": date(2026, 12, 14), "rent": 0}))
    assert "counts in" not in uncounted.text("E-06", AMINA)


def test_an_agreement_in_another_rhythm_than_the_rent() -> None:
    text = varied().text("E-06", TOM)
    assert "You pay £40.00 every month towards what you owe." in text
    assert "You pay your rent as well: £120.00 every week." in text
    assert "Monday 7 December 2026 £40.00 Thursday 7 January 2027 £40.00" in text
    assert "We have changed your payment plan" in text and "Not every tenant has agreed" in text


@pytest.mark.parametrize(
    ("case", "promise"),
    [
        (fx.agreed(fx.fx_a()), "we will not send you a legal notice"),
        (fx.agreed(fx.fx_a_served()), "We will not start a court claim while you keep to this plan"),
        (fx.agreed(fx.fx_h()), "we will ask the court to put your hearing off"),
        (fx.agreed(fx.fx_o()), "we will not ask for bailiffs"),
    ],
)
def test_the_promise_is_that_of_the_stage(case: Case, promise: str) -> None:
    assert promise in case.text("E-06", AMINA)


def test_no_plan_is_asked_of_a_debt_in_moratorium() -> None:
    assert fx.agreed(fx.fx_bs()).refused("E-06", AMINA) == ("R03",)


def test_a_change_of_rent_inside_the_plan_sends_its_new_figures() -> None:
    text = at_a_new_rent().text("E-06", AMINA, rent_from="2027-04-05")
    assert "There is a new rent from Monday 5 April 2027" in text and "Thank you for talking to us" not in text
    assert "You pay £129.00 a week. That is £124.00 rent and £5.00 towards what you owe." in text
    assert "First payment at the new rent Monday 5 April 2027" in text and "Monday 12 April 2027 £129.00" in text
    assert "£125.00" not in text and "look at the plan again with you on Tuesday 29 June 2027" in text


# E-07


def test_the_price_of_putting_it_right_is_what_is_short() -> None:
    text = fx.broken(fx.fx_a()).text("E-07", AMINA)
    assert "Pay £125.00 by Thursday 31 December 2026" in text
    assert "You do not have to pay the whole debt by that day." in text
    assert "By then more falls due under the same terms. Please pay this as well: £125.00 by Monday 28 December" in text
    assert "Monday 21 December 2026 £125.00 £0.00" in text


def test_a_payment_that_is_told_and_not_in_the_account_stops_the_warning() -> None:
    case = fx.broken(fx.fx_a())
    position = case.known.position
    assert position is not None and case.refused("E-07", AMINA) == ()
    paid = fx.happened(early.PaymentPosted, case.today, amount=12500)
    events = (*case.known.events[:-1], paid, case.known.events[-1])
    assert case.knowing(events=events).refused("E-07", AMINA) == (), "it is in the account of that day"
    behind = case.knowing(events=events, position=position.model_copy(update={"as_at": case.today - timedelta(days=1)}))
    assert "R01" in behind.refused("E-07", AMINA)


@pytest.mark.parametrize(("short", "refused"), [(40, ("R16",)), (499, ("R16",)), (500, ()), (12500, ())])
def test_pennies_are_no_breach(short: int, refused: tuple[str, ...]) -> None:
    assert fx.broken(fx.fx_a(), short=short).refused("E-07", AMINA) == refused


def test_without_proof_there_is_no_letter() -> None:
    case = fx.broken(fx.fx_a())
    unproven = replace(case, event=fx.happened(type(case.event), case.today))
    assert "R04" in unproven.refused("E-07", AMINA)
    kept = case.but(agreement=fx.agreed(fx.fx_a()).state.agreement)
    assert "R16" in kept.refused("E-07", AMINA)


def test_what_may_follow_is_that_of_the_stage() -> None:
    before = fx.broken(fx.fx_a()).text("E-07", AMINA)
    assert "we may send you a legal notice" in before and "court claim" not in before
    live = broken_in_notice().text("E-07", TOM)
    # the notice allows a claim from 16 December; the day to put it right is later and comes first
    assert "We would not start it before Friday 1 January 2027" in live
    issued = broken_in_claim().text("E-07", AMINA)
    assert "Your hearing is on Tuesday 9 February 2027" in issued
    assert "ask the court to go on" in issued and "start a court claim" not in issued


def test_a_claim_waits_for_the_notice_when_that_is_later() -> None:
    case = broken_in_notice()
    notice = case.state.notice
    assert notice is not None
    later = case.but(notice=notice.model_copy(update={"claim_from": date(2027, 2, 1)}))
    assert "We would not start it before Monday 1 February 2027" in later.text("E-07", TOM)


def test_a_broken_agreement_is_no_demand_in_a_moratorium() -> None:
    case = fx.broken(fx.fx_a())
    holds = fx.fx_bs().state.holds
    assert case.but(holds=holds).refused("E-07", AMINA) == ("R03",)


def test_the_statement_goes_with_it_or_nothing_goes() -> None:
    assert fx.broken(fx.fx_a()).knowing(postings=()).refused("E-07", AMINA) == ("R28",)


# Days


@pytest.mark.parametrize(
    ("period", "starts", "day", "anchor", "expected"),
    [
        ("weekly", "monday", date(2026, 11, 30), None, date(2026, 12, 7)),
        ("weekly", "Wednesday", date(2026, 11, 30), None, date(2026, 12, 2)),
        ("monthly", "1", date(2026, 11, 30), None, date(2026, 12, 1)),
        ("monthly", "31", date(2026, 11, 29), None, date(2026, 11, 30)),
        ("monthly", "31", date(2026, 11, 30), None, date(2026, 12, 31)),
        ("fortnightly", "monday", date(2026, 11, 30), date(2026, 11, 23), date(2026, 12, 7)),
        ("four_weekly", "monday", date(2026, 11, 30), date(2026, 11, 9), date(2026, 12, 7)),
        ("fortnightly", "monday", date(2026, 11, 30), None, None),
        ("quarterly", "1", date(2026, 11, 30), None, None),
    ],
)
def test_the_next_rent_day(period: str, starts: str, day: date, anchor: date | None, expected: date | None) -> None:
    assert rent_day_after(period, starts, day, anchor) == expected


@pytest.mark.parametrize(
    ("sent_on", "days", "expected"),
    [
        (date(2026, 11, 25), 14, date(2026, 12, 11)),
        (date(2026, 12, 17), 7, date(2026, 12, 29)),  # Christmas and a weekend between
    ],
)
def test_a_day_to_reply_by_is_a_working_day(sent_on: date, days: int, expected: date) -> None:
    assert reply_day(sent_on, days)["on"] == expected
