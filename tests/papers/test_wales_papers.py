"""W-01 to W-04 and England's papers in Welsh words: what they say, and what stops them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from activities.documents import Rendered, RenderRefused
from activities.papers import wales
from cases.events import court
from cases.state import Fitness
from tests.cases.story import LEADER, OFFICER
from tests.papers import fixtures as fx
from tests.papers import nations
from tests.papers.case import Case
from tests.papers.nations import Made
from tests.papers.test_notices import has, lacks, owing


def again(made: Made, case: Case, recipient: str | None = None) -> tuple[str, ...]:
    """The codes against a paper of the road in another case."""
    return case.refused(made.order.paper, recipient or made.order.recipient, **made.order.facts)


def notice(tenure: str = "occupation_contract_secure", on: date = nations.GIVEN, **fields: object) -> Made:
    """The possession notice as it was approved."""
    road = nations.given(tenure, on=on, **fields)
    return next(m for m in reversed(road.made) if m.order.paper in ("W-01", "W-02"))


def test_a_breach_notice_names_section_sum_days_and_that_the_rent_was_due() -> None:
    text = notice().text
    has(text, "Amina Khan", "Tom O'Brien-Hughes", "Testborough Homes Limited", "Flat 2", "RHW23", "section 157")
    has(text, "the first day for it is Thursday 10 September 2026", "none after Monday 8 February 2027")
    has(text, "unpaid was £1,012.00", "We looked into that on Monday 3 August 2026", "Schedule 1", "£120.00 every week")
    has(text, "SPECIMEN — not to be served", "Only a court can decide that, and only if it is reasonable", "in Welsh")
    lacks(text, "two weeks", "14 days", "serious", "RHW20", "RHW21", "right to a review")


def test_each_contract_holder_has_to_be_given_the_notice_and_has_a_certificate() -> None:
    road = nations.given()
    assert {m.order.recipient for m in road.made if m.order.paper == "E-14-wales"} == {"P1", "P2"}
    made = nations.wales_road().latest("W-04")
    notice = made.case.state.notice
    assert notice is not None
    one = notice.model_copy(update={"services": {"P1": notice.services["P1"]}})
    assert again(made, made.case.but(notice=one)) == ("R25",)


def test_a_month_from_the_end_of_january_ends_in_march() -> None:
    has(notice(on=date(2027, 1, 31)).text, "the first day for it is Monday 1 March 2027")


def test_an_introductory_contract_gets_a_month_and_a_review() -> None:
    text = nations.serious_road().text("W-02")
    has(text, "RHW21", "section 181", "Sunday 15 November 2026", "Wednesday 2 December 2026", "Tuesday 1 December 2026")
    has(text, "8 weeks' rent", "£960.00", "£2,000.00", "has to order possession", "by telephone, by email, by letter")
    lacks(text, "section 157")


def test_another_standard_contract_gets_fourteen_days_and_no_review() -> None:
    text = nations.serious_road("occupation_contract_standard").text("W-02")
    has(text, "RHW20", "Monday 16 November 2026")
    lacks(text, "right to a review", "RHW21")


def test_a_prohibited_conduct_and_a_fixed_term_contract_get_their_own_form_and_section() -> None:
    has(nations.serious_road("occupation_contract_prohibited_conduct").text("W-02"), "RHW21", "section 181", "review")
    text = nations.serious_road("occupation_contract_fixed_term").text("W-02")
    has(text, "RHW20", "section 187", "fixed term standard occupation contract")
    lacks(text, "section 181", "right to a review")
    has(nations.serious_road("occupation_contract_fixed_term").text("E-17-wales", "P1"), "the serious arrears ground")


def test_no_serious_arrears_notice_leaves_unlooked_or_without_the_review_s_day(monkeypatch: pytest.MonkeyPatch) -> None:
    made = nations.serious_road().latest("W-02")
    assert again(made, made.case) == ()
    assert "R11-WA" in again(made, made.case.but(fitness=None))
    monkeypatch.setattr(wales, "review_days", lambda *_: None)
    assert again(made, made.case) == ("R04",)


def test_serious_arrears_one_penny_short_are_refused() -> None:
    made = notice("occupation_contract_standard", date(2026, 11, 2), grounds=("s181",), arrears=96000)
    assert made.text
    assert "R12" in again(made, owing(made.case, 95999))


def test_a_secure_contract_has_no_serious_arrears_notice() -> None:
    made = nations.serious_road().latest("W-02")
    held = made.case.state.the_tenancy.model_copy(update={"tenure": "occupation_contract_secure"})
    assert "R08" in again(made, made.case.but(tenancy=held))


UNFIT = Fitness(checked_on=date(2026, 8, 3), payable=False, why="the electrical report was not given")
ASKS = (
    "W-01",
    "W-04",
    "E-01-wales",
    "E-04-wales",
    "E-16-wales",
    "E-22-wales",
    "E-31-wales",
    "E-33-wales",
    "E-35-wales",
)


@pytest.mark.parametrize("code", ASKS)
def test_no_figure_leaves_while_it_is_not_known_whether_the_rent_was_due(code: str) -> None:
    made = nations.wales_road().latest(code)
    assert again(made, made.case) == ()
    assert "R11-WA" in again(made, made.case.but(fitness=None))
    assert "R11-WA" in again(made, made.case.but(fitness=UNFIT))


@pytest.mark.parametrize("code", ["E-14-wales", "E-30-wales"])
def test_what_asks_for_nothing_leaves_all_the_same(code: str) -> None:
    made = nations.wales_road().latest(code)
    assert again(made, made.case.but(fitness=None)) == ()


def test_the_reason_names_what_was_found() -> None:
    made = nations.wales_road().latest("W-01")
    with pytest.raises(RenderRefused) as no:
        made.case.but(fitness=UNFIT).paper("W-01", **made.order.facts)
    assert "the electrical report was not given" in str(no.value)


def test_the_review_s_decision_gives_its_reasons_and_the_court_s_power() -> None:
    text = nations.serious_road().text("W-03")
    has(text, "the decision stands", "no payment came in October", "Wednesday 2 December 2026", "Priya Nair, director")
    has(text, "the court can look at how we made this decision", "HLPAS", "in Welsh", "You asked in time")
    has(
        text, "We found: We have read your doctor's letter and agree", "£2,000.00, at the end of Sunday 1 November 2026"
    )
    lacks(text, "wrote to you on")


def test_more_time_that_was_allowed_in_writing_is_told() -> None:
    road = nations.given("occupation_contract_introductory", on=date(2026, 11, 2), grounds=("s181",), arrears=200000)
    asked: dict[str, Any] = {"tenant": "P1", "how": "phone", "extended_to": date(2026, 11, 20)}
    no = road.refused("review_requested", date(2026, 11, 18), **asked)
    assert "is the day of that" in str(no)
    road.did("review_requested", date(2026, 11, 18), **asked, extended_on=date(2026, 11, 12))
    assert not [i for i in road.state.irregular if i.rule == "review.out_of_time"]
    road.owes(date(2026, 12, 1), 200000)
    road.did("review_decided", date(2026, 12, 1), by=nations.REVIEWER, **nations.REVIEWED)
    has(
        road.text("W-03", "P1"),
        "We wrote to you on Thursday 12 November 2026. We said that you could ask until Friday 20 November 2026.",
        "You asked in time.",
    )


def test_a_review_that_changes_the_decision_ends_the_notice() -> None:
    made = nations.serious_road().latest("W-03")
    case = made.case.after(made.case.event.with_facts(confirmed=False, reasons=None))
    text = case.text("W-03", "P1")
    has(text, "On this notice, we will not ask the court for your home")
    lacks(text, "Why the decision stands", "HLPAS", "the court can look")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reasons": None}, "R04"),
        ({"notified_on": date(2026, 12, 2)}, "R13"),
        ({"equality": None}, "R20"),
        ({"findings": None}, "R04"),
        ({"recorded_by": LEADER}, "R07"),
        ({"recorded_by": OFFICER}, "R07"),
    ],
)
def test_a_decision_without_reasons_too_late_or_by_who_gave_the_notice_is_refused(
    changes: dict[str, object], code: str
) -> None:
    made = nations.serious_road().latest("W-03")
    assert code in made.case.after(made.case.event.with_facts(**changes)).refused("W-03", "P1")


def test_a_breach_notice_has_no_review_to_decide() -> None:
    event = nations.serious_road().latest("W-03").case.event
    assert "R08" in nations.wales_road().latest("W-01").case.after(event).refused("W-03", "P1")


def test_the_claim_pleads_the_section_the_notice_and_the_documents_of_the_dwelling() -> None:
    text = nations.wales_road().text("W-04")
    has(text, "section 157 of the Renting Homes (Wales) Act 2016", "Form RHW23", "secure occupation contract, weekly")
    has(text, "£1,012.00", "section 211")
    has(text, "Amina Khan (contract-holder)", "left at the property", "registered social landlord")
    lacks(text, "Ground 8", "section 219", "right to buy", "demotion", "deposit")


def test_the_claim_has_each_document_of_the_dwelling_or_why_not() -> None:
    made = nations.wales_road().latest("W-04")
    has(made.text, "Electrical report: A copy is attached.", "Gas safety record: There is no gas in the dwelling.")
    has(made.text, "Energy certificate: The certificate ran out in June")

    def again(**told: Any) -> Case:
        last = next(e for e in made.case.known.events if e.kind == "documents_checked")
        others = tuple(e for e in made.case.known.events if e.kind != "documents_checked")
        return made.case.knowing(events=(*others, last.with_facts(**told)) if told else others)

    assert again(electrical="not_held").refused("W-04") == ("R04",)
    assert again(electrical="not_held", electrical_reason="It is being made.").refused("W-04") == ()
    assert again(energy_reason="x" * 500).refused("W-04") == () and again(energy_reason="x" * 501).refused("W-04") == (
        "R19",
    )
    assert again().refused("W-04") == ("R04",), "nobody has looked for them"


def test_the_notice_s_type_fits_the_court_s_service() -> None:
    made = nations.wales_road().latest("W-04")
    notice = made.case.state.notice
    assert notice is not None and len(f"Form {notice.form}") == 10
    with pytest.raises(ValidationError, match="at most 10 characters"):
        made.case.but(notice=notice.model_copy(update={"form": "RHW233"})).text("W-04")


def test_a_claim_on_serious_arrears_is_not_for_a_secure_contract_and_needs_part_3() -> None:
    road = nations.serious_road("occupation_contract_standard")
    made, day = road.latest("E-17-wales", "P1"), date(2026, 12, 10)
    planned = fx.happened(court.ApprovalRequested, day, act="claim")
    case = made.case.on(day).knowing(postings=fx.weekly(12000, day, 200000, weeks=60)).after(planned)
    assert case.refused("W-04") == ("R20",), "the answers about the contract-holders' lives are not considered yet"
    told = {"part3_reply_considered": dict.fromkeys(("P1", "P2"), day)}
    asked = case.but(evidence={**case.state.evidence, **told})
    has(asked.text("W-04"), "section 181", "section 219", "£960.00")
    held = case.state.the_tenancy.model_copy(update={"tenure": "occupation_contract_secure"})
    assert "R08" in asked.but(tenancy=held).refused("W-04")


def test_one_figure_in_notice_claim_and_schedule() -> None:
    road = nations.given(tenants=("P1",))
    road.protocol_after_notice(date(2026, 9, 14))
    road.owes(date(2026, 10, 5))
    road.did("approval_given", date(2026, 10, 5), act="claim", prepared_by=OFFICER, by=LEADER)
    road.did("claim_submitted", date(2026, 10, 5), court="Testborough", as_fact=True)
    for code in ("W-01", "W-04", "E-22-wales"):
        assert "£1,012.00" in road.text(code)


@pytest.mark.parametrize(("day", "code"), [(date(2026, 9, 9), "R13"), (date(2027, 2, 10), "R13")])
def test_a_claim_outside_the_window_is_refused(day: date, code: str) -> None:
    made = nations.wales_road().latest("W-04")
    claim = made.case.state.claim
    assert claim is not None
    case = made.case.on(day).but(claim=claim.model_copy(update={"submitted_on": day}))
    assert code in case.refused("W-04")


def test_the_certificate_names_the_act_and_the_paper_that_was_served() -> None:
    road = nations.wales_road()
    text = road.text("E-14-wales", "P2")
    has(text, "Tom O'Brien-Hughes, a contract-holder of", "section 237", "possession notice (RHW23)")
    kept = road.latest("W-01").paper
    assert isinstance(kept, Rendered)
    has(text, kept.name, kept.content_sha256)


def test_letters_after_the_notice_speak_welsh_law() -> None:
    road = nations.wales_road()
    has(road.text("E-16-wales", "P1"), "with each contract-holder separately", "Each contract-holder is responsible")
    has(road.text("E-38-wales", "P1"), "You had an occupation contract with Testborough Homes")
    has(nations.serious_road().text("E-17-wales", "P1"), "the serious arrears ground")
    has(road.text("E-01-wales", "P1"), "Shelter Cymru", "Public Services Ombudsman for Wales")


def test_the_letter_before_a_claim_and_the_statement_are_in_welsh_law_s_words() -> None:
    road = nations.wales_road()
    has(road.text("E-19-wales", "P1"), "Shelter Cymru", "HLPAS", "The court fee for a possession claim is £404.00")
    has(
        road.text("E-19-wales", "P1"),
        "We would accept your rent and £5.00 every week",
        "Each contract-holder is responsible",
    )
    made = road.latest("E-19-wales")
    assert "R11-WA" in again(made, made.case.but(fitness=None))
    text = road.text("E-26-wales")
    has(text, "secure occupation contract, weekly", "possession notice (RHW23)", "SR2: the occupation contract")
    has(text, "Possession suspended on terms, in the words of the draft order")


def test_a_draft_order_names_the_section_and_no_form_of_england() -> None:
    made = nations.wales_road().latest("E-28-wales")
    has(
        made.text,
        "The court found the ground in section 157 of the Renting Homes (Wales) Act 2016 proved and that an order",
    )
    has(made.text, "£5.00 every week towards the arrears", "£1,012.00")
    lacks(made.text, "N28", "N26", "ground 157")
    with pytest.raises(RenderRefused, match=r"section 211 .* is not held") as no:
        made.case.paper("E-28-wales", kind="postponed", extra=500, every="week")
    assert no.value.codes == ("R06",)


def test_where_the_court_has_no_choice_the_draft_gives_fourteen_days() -> None:
    """Serious arrears, as high on both days: outright, and no terms."""
    made, day = nations.serious_road("occupation_contract_standard").latest("E-17-wales", "P1"), date(2026, 12, 10)
    case = made.case.on(day).knowing(postings=fx.weekly(12000, day, 200000, weeks=60))
    text = case.text("E-28-wales", on="2027-01-12")
    has(text, "Outright possession.", "the ground in section 181", "on or before 26 January 2027")
    lacks(text, "an order was reasonable")
    assert case.refused("E-28-wales", on="2027-01-12", kind="suspended", extra=500, every="week") == ("R08",)
    low = owing(case, 95900)
    assert low.refused("E-28-wales", on="2027-01-12") == ("R04",), "below the threshold no ground of the notice is left"


def test_an_answer_to_an_application_cites_the_limit_of_wales() -> None:
    made = nations.answered_road().latest("E-37-wales")
    has(made.text, "1. The Universal Credit was late.", "£10.00 every week towards the arrears")
    order = made.case.state.order
    assert order is not None
    strict = made.case.but(order=order.model_copy(update={"ground_basis": "mandatory"})).text("E-37-wales")
    has(strict, "beyond 22 December 2026 (Renting Homes (Wales) Act 2016 s.219)")
    lacks(strict, "Housing Act")
