"""E-08, E-10, E-12 and E-14: what a notice says, what stops it, and what a certificate of its service needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from activities.documents import RenderRefused
from cases.events import court
from tests.papers import court_samples as cs
from tests.papers import fixtures as fx
from tests.papers.fixtures import AMINA, GRACE, TOM, Case


def has(text: str, *words: str) -> None:
    """Every one of these is in the text."""
    for one in words:
        assert one in text, f"{one!r} is missing"


def lacks(text: str, *words: str) -> None:
    """None of these is in the text."""
    for one in words:
        assert one not in text, f"{one!r} is there"


def owing(case: Case, pence: int) -> Case:
    """The case with other arrears, in state and account alike."""
    balance, position = case.state.balance, case.known.position
    assert balance is not None and position is not None
    excluded = position.excluded
    moved = position.model_copy(update={"arrears": pence, "total": pence + excluded})
    return case.but(balance=balance.model_copy(update={"arrears": pence})).knowing(position=moved)


def tenure(case: Case, **changes: Any) -> Case:
    """The case with a changed tenancy."""
    return case.but(tenancy=case.state.the_tenancy.model_copy(update=changes))


# E-08


def test_the_secure_notice_names_ground_sum_day_and_date() -> None:
    text = cs.secure().text("E-08", grounds=["1"])
    has(text, "Grace Oduya", "Testborough Borough Council", "9 Trial Road", "TB2 4QQ", "ground 1 in Schedule 2")
    has(text, "At the end of Wednesday 25 November 2026 the rent lawfully due and unpaid was £720.40")
    has(
        text,
        "may begin after Monday 28 December 2026",
        "after Monday 27 December 2027",
        "£98.50 every week",
        "every Monday",
    )
    has(text, "Schedule 1: the rent account", "is £720.40 at the end of 25 November 2026", "Priya Nair", "HLPAS")
    lacks(text, "you must leave", "ground 8", "£868.40")


def test_a_sole_tenant_is_spoken_to_alone() -> None:
    has(cs.secure().text("E-08", grounds=["1"]), "You are answerable for the whole rent.")
    lacks(cs.secure().text("E-08", grounds=["1"]), "Every tenant named above")
    has(cs.assured().text("E-12", **cs.order()), "Every tenant named above is answerable for the whole rent.")


def test_the_secure_notice_keeps_the_safe_and_the_statutory_day_and_why() -> None:
    kept = cs.secure().paper("E-08", grounds=["1"]).facts
    assert kept["specified_on"]["on"] == kept["specified_on"]["safe"] == "2026-12-28"
    assert kept["specified_on"]["statutory"] == "2026-12-27"
    assert kept["arrears"] == {"code": "B2", "pence": 72040, "as_at": "2026-11-25"}
    assert kept["whys[0].day"] == "specified_on" and "s.83" in kept["whys[0].cite"]
    assert "Monday 28 December 2026" in kept["whys[0].says"]


@pytest.mark.parametrize(
    ("served", "statutory"), [(date(2026, 11, 29), "2026-12-27"), (date(2026, 11, 30), "2026-12-28")]
)
def test_the_safe_day_is_the_first_of_a_period(served: date, statutory: str) -> None:
    case = cs.put_forward(fx.fx_s().on(date(2026, 11, 28)), day=served)
    kept = case.paper("E-08", grounds=["1"]).facts["specified_on"]
    assert (kept["on"], kept["statutory"]) == ("2026-12-28", statutory)


def test_a_notice_for_a_tenure_that_it_is_not_for_is_refused() -> None:
    assert "R08" in tenure(cs.secure(), tenure="assured").refused("E-08", grounds=["1"])
    assert "R08" in tenure(cs.assured(), tenure="secure").refused("E-12", **cs.order())
    assert "R08" in tenure(cs.assured(), social_housing=False).refused("E-12", **cs.order())


def test_a_tenant_nobody_knows_stops_the_notice() -> None:
    both = tenure(cs.secure(), tenants=(GRACE, "P8"))
    assert "R09" in both.refused("E-08", grounds=["1"])


def test_nothing_owed_is_nothing_to_give_notice_of() -> None:
    assert "R12" in owing(cs.secure(), 0).refused("E-08", grounds=["1"])


def test_an_old_balance_a_newer_one_and_a_past_day_are_refused() -> None:
    case = cs.put_forward(fx.fx_s(), day=date(2026, 11, 29))
    assert case.refused("E-08", grounds=["1"]) == ("R01",)
    assert cs.put_forward(fx.fx_s(), day=date(2026, 11, 28)).refused("E-08", grounds=["1"]) == ()
    assert "R13" in cs.put_forward(fx.fx_s(), day=date(2026, 11, 24)).refused("E-08", grounds=["1"])


def test_a_moratorium_that_will_run_on_the_day_of_service_is_refused() -> None:
    case = cs.put_forward(fx.fx_s(), day=date(2026, 11, 27))
    hold = fx.held(case, "breathing_space").state.holds[-1].model_copy(update={"from_on": date(2026, 11, 27)})
    assert case.but(holds=(hold,)).refused("E-08", grounds=["1"]) == ("R03",)
    assert (
        case.but(holds=(hold.model_copy(update={"from_on": date(2026, 11, 28)}),)).refused("E-08", grounds=["1"]) == ()
    )


def test_case_and_account_have_to_name_one_figure() -> None:
    case = cs.secure()
    position = case.known.position
    assert position is not None
    other = case.knowing(position=position.model_copy(update={"arrears": 72039, "total": 72039}))
    assert "R25" in other.refused("E-08", grounds=["1"])


def test_the_decision_s_day_and_the_law_s_day_have_to_agree() -> None:
    assert "R25" in cs.secure().refused("E-08", grounds=["1"], specified_on="2025-12-28")


# E-12


def test_the_form_3_notice_names_both_tenants_grounds_and_threshold() -> None:
    text = cs.assured().text("E-12", **cs.order())
    has(text, "Amina Khan", "Tom O'Brien-Hughes", "Testborough Homes Limited", "Flat 2", "Form 3")
    has(text, "Ground 8", "Ground 10", "Ground 11", "8 weeks' rent", "£960.00", "£1,012.00")
    has(text, "not begin earlier than Wednesday 16 December 2026", "no later than Wednesday 1 December 2027")
    has(text, "court costs: £148.00", "SPECIMEN — not to be served")
    lacks(text, "£1,180.00", "£1,160.00", "13 weeks", "3 months", "Ground 8A", "section 21", "ground 1 ")


def test_ground_8_below_its_threshold_is_refused_and_the_others_go_on() -> None:
    low = owing(cs.assured(), 95500)
    assert low.refused("E-12", **{**cs.order(), "arrears": 95500}) == ("R12",)
    text = low.text("E-12", **{**cs.order("10", "11"), "arrears": 95500})
    has(text, "£955.00", "Ground 10", "Ground 11")
    lacks(text, "Ground 8", "£960.00")
    assert owing(cs.assured(), 96000).refused("E-12", **{**cs.order(), "arrears": 96000}) == ()


def test_the_approved_notice_takes_its_day_and_grounds_from_the_decision() -> None:
    kept = cs.approved().paper("E-12", **cs.order()).facts
    assert kept["served_on"] == "2026-12-01" and kept["grounds[0].number"] == "8"
    assert kept["specified_on"] == {
        "on": "2026-12-16",
        "statutory": "2026-12-15",
        "safe": "2026-12-16",
        "rule": "england.assured.notice",
    }


def test_expected_benefit_stands_beside_the_arrears_and_history_is_told() -> None:
    text = cs.with_history(cs.assured()).text("E-12", **cs.order())
    has(text, "£480.00 is expected from Universal Credit on 4 December 2026", "unpaid was £1,012.00")
    has(
        text,
        "1 September 2026: £15.00 every week; not kept (6 October 2026)",
        "4 March 2025: A notice was served on Amina Khan.",
    )
    lacks(text, "£532.00")


def test_ground_11_lists_the_late_rent_with_its_days() -> None:
    text = cs.assured("11").text("E-12", **cs.order("11"))
    has(text, "23 November 2026 £120.00 not yet 8 so far", "Days late")
    lacks(text, "Ground 10", "30 May 2026")
    paid = cs.assured("11")
    clean = paid.knowing(postings=tuple(p for p in paid.known.postings if p.type != "rent_charge"))
    assert "R12" in clean.refused("E-12", **cs.order("11"))


def test_what_was_owed_before_the_postings_begin_is_never_called_a_first_default() -> None:
    case = cs.assured()
    late = case.knowing(postings=tuple(p for p in case.known.postings if p.on >= date(2026, 10, 19)))
    text = late.text("E-12", **cs.order())
    has(text, "Rent was owed already before the first line of the account", "every day since Monday 19 October 2026")
    lacks(text, "the first rent that was not paid on its day")


# E-10


def test_the_introductory_notice_gives_reasons_review_and_advice_on_its_face() -> None:
    text = cs.introductory().text("E-10")
    has(
        text,
        "Tuesday 8 December 2026",
        "after Monday 28 December 2026",
        "Sunday 27 December 2026",
        "£720.40",
        "7.3 weeks",
    )
    has(
        text,
        "Citizens Advice office",
        "housing aid centre",
        "law centre",
        "solicitor",
        "by telephone, by email, by letter",
    )
    has(
        text,
        "If you want a hearing, ask for one by that same day",
        "took no part in this decision",
        "No form is needed",
    )
    has(text, "trial period ends on Monday 1 March 2027", "served by Sunday 3 January 2027")
    lacks(text, "must use", "on the form", "ground 1", "Ground 8", "no right of appeal", "SPECIMEN")
    assert text.count("will have to order possession") == 1


def test_after_the_trial_period_it_is_not_an_introductory_tenancy() -> None:
    case = tenure(cs.introductory(), started_on=date(2025, 11, 1))
    assert "R08" in case.refused("E-10")


def test_a_trial_period_too_far_gone_to_be_lengthened_does_not_offer_it() -> None:
    case = tenure(cs.introductory(), started_on=date(2025, 12, 1))
    lacks(case.text("E-10"), "six months longer")


# E-09


def test_the_notice_of_a_fixed_term_asks_for_its_termination_and_names_end_and_clause() -> None:
    text = cs.for_a_term().text("E-09", grounds=["1"])
    has(
        text,
        "termination of your tenancy",
        "end date, Sunday 2 April 2028",
        "Clause 6.1: rent unpaid for 21 days.",
        "Part II",
    )
    has(
        text,
        "a right of re-entry",
        "begin no court proceedings before Thursday 26 November 2026",
        "ground 1 in Schedule 2",
    )
    has(text, "flexible (secure, for a fixed term) weekly tenancy", "unpaid was £720.40", "Grace Oduya", "SPECIMEN")
    lacks(text, "twelve months", "four weeks", "28 December", "may begin after", "s.107D")


def test_who_else_has_a_right_in_the_home_is_named_in_it() -> None:
    lacks(cs.for_a_term(relief="nobody").text("E-09", grounds=["1"]), "We know of")
    text = cs.for_a_term(relief="somebody", relief_by="Testborough Bank").text("E-09", grounds=["1"])
    has(text, "whoever else has a right in the home. We know of: Testborough Bank.")


@pytest.mark.parametrize(
    ("case", "code", "said"),
    [
        (lambda: cs.for_a_term("none"), "R08", "No clause"),
        (lambda: cs.for_a_term(rent_accepted=True), "R07", "right stands"),
        (lambda: cs.for_a_term(term_ends=date(2026, 11, 24)), "R08", "use E-08"),
        (lambda: cs.for_a_term(clause_text=None), "R04", "clause"),
        (lambda: cs.for_a_term(day=date(2021, 7, 10)), "R06", "from 1 June to 23 August 2021"),
        (lambda: fx.held(cs.for_a_term(), "breathing_space"), "R03", "moratorium"),
    ],
    ids=["no clause", "rent accepted", "term over", "clause not said", "the wrong form of 2021", "moratorium"],
)
def test_what_stops_the_notice_of_a_fixed_term(case: Any, code: str, said: str) -> None:
    with pytest.raises(RenderRefused) as no:
        case().paper("E-09", grounds=["1"])
    assert code in no.value.codes and said in str(no.value), str(no.value)


def test_the_legal_team_can_say_that_the_right_stands() -> None:
    assert cs.for_a_term(rent_accepted=True, right_stands=True).refused("E-09", grounds=["1"]) == ()


# E-10, demoted


def test_the_demoted_notice_gives_its_own_section_reasons_review_and_year() -> None:
    text = cs.demoted().text("E-10-demoted")
    has(
        text,
        "section 143E",
        "Tuesday 8 December 2026",
        "after Monday 28 December 2026",
        "Sunday 27 December 2026",
        "£720.40",
    )
    has(text, "demoted your tenancy from Monday 6 April 2026", "ends on Monday 5 April 2027", "Citizens Advice office")
    has(text, "housing aid centre", "law centre", "solicitor", "No form is needed", "took no part in this decision")
    lacks(text, "trial period", "section 128", "introductory", "ground 1", "must use")


def test_a_fortnightly_rent_gives_the_longer_of_28_days_and_a_period() -> None:
    case = tenure(cs.demoted(), rent_period="fortnightly")
    assert case.paper("E-10-demoted").facts["specified_on"]["on"] == "2027-01-11"


def test_after_the_year_of_demotion_there_is_no_such_notice() -> None:
    assert "R08" in tenure(cs.demoted(), demoted_until=date(2026, 11, 24)).refused("E-10-demoted")
    assert "R04" in tenure(cs.demoted(), demoted_on=None, demoted_until=None).refused("E-10-demoted")
    assert "R08" in tenure(cs.demoted(), tenure="introductory").refused("E-10-demoted")


# E-13


def test_the_form_3a_notice_has_four_weeks_and_three_months() -> None:
    text = cs.market().text("E-13", **cs.MARKET)
    has(text, "Form 3A", "not begin earlier than Tuesday 29 December 2026", "no later than Wednesday 1 December 2027")
    has(text, "3 months' rent", "£1,560.00", "£1,600.00", "since 1 May 2026", "universal credit", "SPECIMEN")
    lacks(text, "social housing):", "8 weeks", "2 months' rent", "leaves it out", "section 21", "Ground 8A")


def test_awaited_universal_credit_is_left_out_of_ground_8_and_of_nothing_else() -> None:
    text = cs.market(arrears=210000, awaited=52000).text("E-13", **{**cs.MARKET, "arrears": 210000})
    has(text, "unpaid was £2,100.00", "Of that, £520.00 is unpaid only because", "£1,580.00 counts")
    short = cs.market(awaited=52000)
    assert short.refused("E-13", **cs.MARKET) == ("R12",)
    plain = cs.market("10", "11", awaited=52000)
    assert plain.refused("E-13", **{**cs.MARKET, "grounds": ["10", "11"]}) == ()


def test_each_of_the_two_section_8_notices_refuses_the_other_s_tenancy_and_day() -> None:
    assert "R08" in cs.market(social=True).refused("E-13", **cs.MARKET)
    assert {"R06", "R13"} <= set(cs.market(day=date(2026, 4, 30)).refused("E-13", **cs.MARKET))
    weekly = tenure(cs.market(), rent=12000, rent_period="weekly", period_starts="monday")
    has(weekly.text("E-13", **cs.MARKET), "13 weeks' rent", "£1,560.00")


# E-14


def test_each_tenant_has_a_certificate_of_their_own() -> None:
    case = cs.certified(proof="photo")
    ordered = {"served_on": "2026-12-01", "method": "left_at_address", "specified_on": "2026-12-16"}
    for ref, name, other in ((AMINA, "Amina Khan", "O'Brien"), (TOM, "Tom O'Brien-Hughes", "Amina")):
        text = case.text("E-14", ref, **ordered)
        has(
            text,
            name,
            "Sam Rowe",
            "17:05",
            "Tuesday 1 December 2026",
            "a photograph",
            "2026-12-01_E-12_case_1a2b3c4d.docx",
            "abab",
        )
        lacks(text, other, "£", "4.30pm")
    assert "R10" in case.refused("E-14")


def test_a_friday_evening_letterbox_keeps_its_friday() -> None:
    day = date(2026, 11, 27)
    case = cs.certified()
    event = case.event.with_facts(happened_on=day)
    notice = case.state.notice
    assert notice is not None
    friday = {r: s.model_copy(update={"on": day}) for r, s in notice.services.items()}
    moved = replace(case, event=event).but(notice=notice.model_copy(update={"services": friday}))
    has(
        moved.text("E-14", AMINA),
        "was served on Friday 27 November 2026",
        "a possession notice is not a court document".capitalize(),
    )


def test_a_council_may_post_and_says_by_which_law() -> None:
    text = cs.council_posted().text("E-14", GRACE)
    has(text, "section 233", "first class post", "was served on Friday 27 November 2026", "Wednesday 25 November 2026")


@pytest.mark.parametrize(
    ("case", "code"),
    [
        (lambda: cs.posted(clause=False), "R25"),
        (lambda: cs.certified(at=None), "R04"),
        (lambda: cs.certified(proof="none"), "R25"),
        (lambda: cs.certified(method="process_server"), "R25"),
        (lambda: cs.certified().knowing(officers={}), "R04"),
        (lambda: replace(cs.certified(), today=date(2026, 11, 30)), "R13"),
    ],
    ids=["posted without a clause", "no time", "no proof", "a process server", "an unknown server", "in the future"],
)
def test_a_certificate_of_what_is_not_shown_is_refused(case: Any, code: str) -> None:
    assert code in case().refused("E-14", AMINA)


def test_who_was_not_served_has_no_certificate() -> None:
    case = cs.certified()
    notice = case.state.notice
    assert notice is not None
    alone = {AMINA: notice.services[AMINA]}
    part = case.but(notice=notice.model_copy(update={"services": alone}))
    assert part.refused("E-14", AMINA) == ()
    assert "R25" in part.refused("E-14", TOM)


def test_the_event_and_not_the_form_decides_who_served() -> None:
    case = cs.certified()
    other = replace(case, event=case.event.with_facts(recorded_by=fx.LEADER))
    has(other.text("E-14", AMINA), "I am Lee Hart, income team leader")
    assert isinstance(other.event, court.NoticeServed)
