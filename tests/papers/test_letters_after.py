"""The letters from the order on: what was decided, a breach, the eviction, the debt left over, a moratorium."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from activities.documents import render
from activities.papers.known import Ask
from activities.papers.statements import statement
from cases.events import court
from cases.state import Balance
from cases.steps import WriteDocument
from tests.papers import fixtures as fx
from tests.papers.fixtures import AMINA, TOM
from tests.papers.samples import (
    TERMS,
    before_court,
    former_after_judgment,
    loaded,
    other_term,
    void_notice,
    void_notice_in_court,
    warrant_in_moratorium,
)

# E-30

WITHOUT_HEARING = "without another hearing"


def test_a_suspended_order_in_plain_words() -> None:
    text = fx.fx_o().text("E-30", AMINA)
    assert "You pay £125.00 a week. That is £120.00 rent and £5.00" in text
    assert "Pay from Monday 15 February 2027" in text and WITHOUT_HEARING in text
    assert "For rent: £1,300.00." in text
    assert "Costs of the court case: £404.00. This is not rent" in text
    assert "eviction order" not in text and "losing your time" not in text
    assert text.count("£125.00") == 1 + 12  # the sum, and a calendar of twelve payments


def test_a_late_letter_names_a_day_to_come_on_which_the_account_is_looked_at() -> None:
    case = fx.fx_o()
    late = replace(case, today=date(2027, 3, 31))
    said = "We will look at your account on "
    assert f"{said}Monday 22 February 2027" in case.text("E-30", AMINA)
    assert f"{said}Wednesday 31 March 2027" in late.text("E-30", AMINA)


def test_who_was_not_there_is_told_how_to_ask_again() -> None:
    assert "Thank you for coming to court" in fx.fx_o().text("E-30", AMINA)
    text = fx.fx_o().text("E-30", TOM)
    assert "If you were not at the hearing" in text and "must be quick" in text


def test_what_follows_a_missed_payment_is_that_of_the_order() -> None:
    postponed = fx.decided("postponed", **TERMS).text("E-30", AMINA)
    assert WITHOUT_HEARING not in postponed and "we must write to you first" in postponed
    adjourned = fx.decided("adjourned_on_terms", **TERMS).text("E-30", AMINA)
    assert WITHOUT_HEARING not in adjourned and "case to go back to court" in adjourned


def test_an_outright_order_says_by_when_to_leave() -> None:
    text = fx.decided("outright", possession_on=date(2027, 3, 9)).text("E-30", AMINA)
    assert "You must leave by Tuesday 9 March 2027" in text and "What to pay and when" not in text
    assert "01632 960133" in text  # the council


def test_on_a_mandatory_ground_the_limit_is_told_and_no_hope_is_made() -> None:
    text = fx.decided("outright", basis="mandatory", possession_on=date(2027, 2, 23)).text("E-30", AMINA)
    assert "It cannot go past Tuesday 23 March 2027" in text
    assert "N244" not in text and "suspend" not in text.lower()


@pytest.mark.parametrize("outcome", ["struck_out", "dismissed", "withdrawn"])
def test_a_claim_that_is_over_leaves_the_home_alone(outcome: str) -> None:
    text = fx.decided(outcome).text("E-30", AMINA)
    assert "You can stay in your home." in text and "N244" not in text and "bailiffs" not in text


def test_an_adjournment_names_the_next_hearing_or_the_last_day() -> None:
    again = fx.decided("adjourned_to_date", adjourned_to=fx.H_AT.replace(month=3, day=16)).text("E-30", AMINA)
    assert "Next hearing Tuesday 16 March 2027 at 10:00am" in again
    generally = fx.decided("adjourned_generally", strike_out_on=date(2028, 2, 9)).text("E-30", AMINA)
    assert "by Tuesday 8 February 2028, our claim comes to an end" in generally


def test_costs_of_nothing_are_not_hidden() -> None:
    assert "£0.00" in fx.decided("money_judgment_only", money_judgment=130000, costs=0).text("E-30", AMINA)


def test_without_a_hearing_s_outcome_there_is_no_letter() -> None:
    case = replace(fx.fx_o(), event=fx.happened(court.HearingVacated, fx.O_DAY))
    assert "R25" in case.refused("E-30", AMINA)


# E-31


def test_a_breach_names_the_short_sum_and_not_the_whole_debt_as_its_price() -> None:
    text = fx.fx_o_breached().text("E-31", AMINA)
    assert "Please pay this as well: £125.00 by Monday 15 March 2027" in text
    assert "Please pay this as well" not in other_term().text("E-31", AMINA)
    assert "Pay £125.00 by Thursday 18 March 2027" in text
    assert "You do not have to pay the whole debt by that day." in text
    assert "Monday 8 March 2027 £125.00 £0.00" in text
    assert "immediately" not in text and "police" not in text


def test_the_warning_names_the_day_that_the_warrant_waits_for() -> None:
    case = fx.fx_o_breached()
    order = case.state.order
    assert order is not None
    held = case.but(order=order.model_copy(update={"cure_by": date(2027, 3, 19)}))
    assert "If we do not hear from you by Friday 19 March 2027, we may ask for court bailiffs." in held.text(
        "E-31", AMINA, cure_by="2027-03-19"
    )


def test_another_term_needs_the_court_s_permission() -> None:
    text = other_term().text("E-31", AMINA)
    assert "We would first need the court's permission" in text and "What was paid" not in text


def test_an_old_order_needs_the_court_s_permission() -> None:
    case = fx.fx_o_breached()
    order = case.state.order
    assert order is not None
    old = case.but(order=order.model_copy(update={"permission_from": date(2027, 3, 9)}))
    assert "the court's permission" in old.text("E-31", AMINA)
    assert "the court's permission" not in case.text("E-31", AMINA)


@pytest.mark.parametrize("outcome", ["postponed", "outright"])
def test_only_an_order_with_such_terms_is_warned_about_in_this_way(outcome: str) -> None:
    case = fx.fx_o_breached()
    order = case.state.order
    assert order is not None
    other = case.but(order=order.model_copy(update={"outcome": outcome}))
    assert other.refused("E-31", AMINA) == ("R08",)


@pytest.mark.parametrize(("short", "refused"), [(0, ("R16",)), (499, ("R16",)), (500, ())])
def test_a_breach_within_tolerance_is_none(short: int, refused: tuple[str, ...]) -> None:
    case = fx.fx_o_breached()
    order = case.state.order
    assert order is not None
    assert case.but(order=order.model_copy(update={"breach_short": short})).refused("E-31", AMINA) == refused


def test_a_moratorium_and_a_stale_balance_stop_the_warning() -> None:
    case = fx.fx_o_breached()
    assert fx.held(case, "breathing_space").refused("E-31", AMINA) == ("R03",)
    assert replace(case, today=case.today + timedelta(days=8)).refused("E-31", AMINA) == ("R01",)


# E-35


def test_the_eviction_letter_names_the_moment_and_the_help() -> None:
    text = fx.fx_w().text("E-35", AMINA)
    assert "Bailiffs are due Thursday 15 April 2027 at 10:30am" in text
    assert "You do not have to go before that day" in text and "This letter is not that notice" in text
    assert "Rent: £1,500.00" in text and "Court costs: £148.00" in text and "£1,648.00" not in text
    assert "The fee can be £15.00" in text and "01632 960133" in text and "01632 960144" in text
    assert "for 28 days, at our store at 4 Dock Lane" in text


def test_the_copy_for_other_occupiers_has_no_sum_and_nothing_of_the_account() -> None:
    text = fx.fx_w().text("E-35", "occupiers")
    assert "Any other occupiers" in text and "Thursday 15 April 2027 at 10:30am" in text
    assert "£" not in text and "A-1001" not in text and "owed" not in text
    assert "Khan" not in text and "Hughes" not in text
    kept = fx.fx_w().paper("E-35", "occupiers").facts
    assert not any(isinstance(value, dict) and "pence" in value for value in kept.values())


def test_on_a_mandatory_ground_it_does_not_promise_what_the_court_cannot_do() -> None:
    case = fx.fx_w()
    order = case.state.order
    assert order is not None
    text = case.but(order=order.model_copy(update={"ground_basis": "mandatory"})).text("E-35", AMINA)
    assert "the court has little power to stop it" in text and "N244" not in text


def test_what_the_eviction_letter_cannot_go_without() -> None:
    case = fx.fx_w()
    assert fx.held(case, "breathing_space").refused("E-35", AMINA) == ("R03",)
    storage = fx.landlord().storage.model_copy(update={"days": None})
    assert case.knowing(landlord=fx.landlord(storage=storage)).refused("E-35", AMINA) == ("R04",)
    assert "R10" in case.refused("E-35", None)
    eviction = case.state.eviction
    assert eviction is not None
    gone = case.but(eviction=eviction.model_copy(update={"cancelled_on": case.today}))
    assert gone.refused("E-35", AMINA) == ("R25",)


def test_a_council_that_is_not_known_is_not_guessed() -> None:
    plain = fx.landlord(council=fx.landlord().council.model_copy(update={"phone": None}))
    text = fx.fx_w().knowing(landlord=plain).text("E-35", AMINA)
    assert "Ask for the housing options team." in text and "01632 960133" not in text


# E-38


def test_a_balance_brought_forward_is_the_opening_and_no_charge() -> None:
    case = fx.fx_former()
    first = case.known.postings[0].model_copy(update={"type": "opening_balance"})
    asks = (case, case.knowing(postings=(first, *case.known.postings[1:])))
    order = WriteDocument(paper="E-38", event_id=case.event.event_id)
    plain, brought = (
        statement(Ask(order=order, state=one.state, event=one.event, today=one.today, known=one.known), since=first.on)
        for one in asks
    )
    assert plain and brought and first.change > 0
    assert brought["opening"]["pence"] == plain["opening"]["pence"] + first.change
    assert brought["charged"] == plain["charged"] - first.change and brought["closing"] == plain["closing"]
    assert "Balance brought forward" not in asks[1].text("E-38", AMINA)


def test_each_former_tenant_is_written_to_at_their_own_new_address() -> None:
    first, second = fx.fx_former().text("E-38", AMINA), fx.fx_former().text("E-38", TOM)
    assert "3 New Road" in first and "8 Far Lane" not in first
    assert "8 Far Lane" in second and "3 New Road" not in second
    assert "Please answer by Wednesday 6 January 2027" in first
    assert "from Thursday 7 January 2027" in first and "bailiff" not in first.lower()


def test_a_former_tenant_whose_address_is_not_known_is_not_written_to_at_the_old_home() -> None:
    case = fx.fx_former()
    lost = case.known.people[AMINA].model_copy(update={"address": None})
    case = case.knowing(people={**case.known.people, AMINA: lost})
    assert case.refused("E-38", AMINA) == ("R04",)
    assert case.refused("E-38", TOM) == ()


def test_what_a_court_has_ordered_is_not_claimed_again() -> None:
    text = former_after_judgment().text("E-38", AMINA)
    assert "A court has already ordered £600.00 of it" in text and "What we ask you to pay £412.00" in text
    whole = fx.fx_former().but(order=fx.fx_o(money_judgment=101200).state.order)
    assert whole.refused("E-38", AMINA) == ("R08",)


def test_a_debt_that_is_barred_in_part_is_not_claimed_whole() -> None:
    case = fx.fx_former()
    former = case.state.former
    assert former is not None
    late = case.but(former=former.model_copy(update={"limitation_last_day": date(2026, 12, 6)}))
    assert late.refused("E-38", AMINA) == ("R22",)


def test_whom_a_letter_of_claim_may_not_ask() -> None:
    case = fx.fx_former()
    insolvent = fx.held(case, "insolvency", tenant=AMINA)
    assert insolvent.refused("E-38", AMINA) == ("R21",) and insolvent.refused("E-38", TOM) == ()
    assert "R14" in fx.held(case, "deceased", tenant=AMINA).refused("E-38", AMINA)
    former, tenancy = case.state.former, case.state.the_tenancy
    assert former is not None
    died = case.but(former=former.model_copy(update={"how": "death"}))
    assert died.refused("E-38", AMINA) == (), "one of two who is left"
    assert died.but(tenancy=tenancy.model_copy(update={"tenants": (AMINA,)})).refused("E-38", AMINA) == ("R14",)
    plan = fx.agreed(fx.fx_a()).state.agreement
    assert case.but(agreement=plan).refused("E-38", AMINA) == ("R16",)


@pytest.mark.parametrize(("days", "refused"), [(0, ()), (1, ()), (3, ("R13",))])
def test_the_thirty_days_are_those_of_the_day_on_the_letter(days: int, refused: tuple[str, ...]) -> None:
    case = fx.fx_former()
    assert replace(case, today=case.today + timedelta(days=days)).refused("E-38", AMINA) == refused


def test_a_letter_of_claim_needs_its_account() -> None:
    bare = fx.fx_former().knowing(postings=())
    assert "R28" in bare.refused("E-38", AMINA)


def test_nothing_left_to_pay_is_no_claim() -> None:
    case = fx.fx_former()
    position = case.known.position.model_copy(update={"arrears": 0}) if case.known.position else None
    paid = case.but(balance=Balance(arrears=0, as_at=case.today)).knowing(position=position)
    assert "R25" in paid.refused("E-38", AMINA)


def test_the_forms_are_enclosed_only_when_they_are_there() -> None:
    plain = fx.fx_former().paper("E-38", AMINA)
    assert plain.specimen and "Your answer" in fx.said(plain.content)
    held = loaded(fx.fx_former(), "V-PAPD-A", "V-PAPD-B").paper("E-38", AMINA)
    assert not held.specimen and "2. Reply form." in fx.said(held.content)
    assert loaded(fx.fx_former(), "V-PAPD-A").paper("E-38", AMINA).specimen


# E-42


def test_both_joint_tenants_are_told_of_the_moratorium_and_no_debt_is_named() -> None:
    for ref in (AMINA, TOM):
        text = fx.fx_bs().text("E-42", ref)
        assert "Thursday 26 November 2026" in text and "Sunday 24 January 2027" in text
        assert "£1,012.00" not in text and "pay now" not in text.lower()
        assert "Please keep paying your rent" in text and "£120.00 every week" in text


def test_the_kind_of_moratorium_is_never_named() -> None:
    case = fx.fx_bs()
    hold = case.state.holds[0].model_copy(update={"kind": "mental_health_crisis_moratorium", "last_day": None})
    case = case.but(holds=(hold,))
    for text in (case.text("E-42", TOM), _to_court(case)):
        assert "mental" not in text.lower() and "crisis" not in text.lower() and "treatment" not in text.lower()
    assert "Not known yet. We will write to you." in case.text("E-42", AMINA)


def _to_court(case: fx.Case) -> str:
    claim = before_court().state
    return case.but(claim=claim.claim, hearing=claim.hearing).text("E-42", None, variant="court")


def test_the_court_is_told_of_the_claim_and_its_hearing() -> None:
    text = before_court().text("E-42", None, variant="court")
    assert "K00TB123" in text and "26 November 2026" in text and "24 January 2027" in text
    assert "9 February 2027 at 10:00am" in text and "£" not in text
    assert "R04" in fx.fx_bs().refused("E-42", None, variant="court")


def test_its_reference_is_for_who_is_in_it_and_for_the_court() -> None:
    assert "Its reference BSS-204-711" in fx.fx_bs().text("E-42", AMINA)
    assert "BSS-204" not in fx.fx_bs().text("E-42", TOM)
    assert "Moratorium BSS-204-711" in before_court().text("E-42", None, variant="court")


def test_the_bailiff_is_told_to_stop_and_of_the_appointment_that_falls_away() -> None:
    text = warrant_in_moratorium().text("E-42-bailiff")
    assert "Warrant W-77" in text and "must not go ahead" in text and "15 April 2027 at 10:30am" in text
    assert "began on 23 March 2027" in text and "21 May 2027" in text and "£" not in text
    assert "must not go ahead" not in warrant_in_moratorium().but(eviction=None).text("E-42-bailiff")
    assert "R04" in warrant_in_moratorium().but(warrant=None).refused("E-42-bailiff")


def test_nothing_stops_the_news_of_a_moratorium() -> None:
    case = fx.held(fx.fx_bs(), "balance_disputed")
    assert case.refused("E-42", AMINA) == ()
    assert replace(case, today=fx.A_DAY + timedelta(days=20)).refused("E-42", AMINA) == ()


def test_only_the_tenant_who_is_in_it_reads_of_an_adviser_and_nobody_that_it_is_theirs() -> None:
    own, other = fx.fx_bs().text("E-42", AMINA), fx.fx_bs().text("E-42", TOM)
    assert "your debt adviser" in own and "debt adviser. Tell them" not in other
    for said in (own, other):
        assert "your breathing space" not in said.lower() and "A breathing space" in said
    assert "Amina" not in other and "on hold for each of you" in other


def test_when_nobody_knows_whose_it_is_no_joint_tenant_reads_that_it_is_theirs() -> None:
    case = fx.fx_bs()
    case = case.but(holds=(case.state.holds[0].model_copy(update={"tenant": None}),))
    for ref in (AMINA, TOM):
        assert "your debt adviser" not in case.text("E-42", ref)


def test_the_tenants_are_told_that_the_notice_inside_it_has_no_effect() -> None:
    for ref in (AMINA, TOM):
        text = void_notice().text("E-42", ref)
        assert "The notice about your home that we gave you on Tuesday 1 December 2026 has no effect." in text
        assert "We will not go to court with it." in text
    assert "has no effect" not in fx.fx_bs().text("E-42", AMINA)
    before = fx.fx_a_served().but(holds=fx.fx_bs().state.holds)
    assert "has no effect" not in before.text("E-42", AMINA)


def test_the_court_is_told_that_the_notice_of_the_claim_is_void() -> None:
    text = void_notice_in_court().text("E-42", None, variant="court")
    assert "The notice given on 1 December 2026" in text and "regulation 7(12) it is void" in text
    assert "void" not in before_court().text("E-42", None, variant="court")


# Decision and paper


def test_a_decision_that_says_otherwise_than_the_record_stops_the_paper() -> None:
    assert fx.broken(fx.fx_a()).refused("E-07", AMINA, short=12500, cure_by="2026-12-31") == ()
    assert fx.broken(fx.fx_a()).refused("E-07", AMINA, cure_by="2026-12-30") == ("R25",)
    assert fx.fx_bs().refused("E-42", AMINA, starts_on="2026-11-25") == ("R25",)
    assert fx.fx_bs().refused("E-42", AMINA, starts_on="2026-11-26", last_day="2027-01-24") == ()


def test_a_draft_says_so_and_is_another_file() -> None:
    case = fx.fx_a()
    order = WriteDocument(paper="E-01", event_id=case.event.event_id, recipient=AMINA, draft=True)
    drafted = render(order, state=case.state, event=case.event, today=case.today, known=case.known)
    assert "DRAFT — not approved" in fx.said(drafted.content) and drafted.name.endswith("_draft.docx")
    assert drafted.name != case.paper("E-01", AMINA).name
