"""E-26: every figure is the schedule's, every fact has its source, and what speaks for the tenants is told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cases.events import early
from tests.papers import court_samples as cs
from tests.papers import fixtures as fx
from tests.papers.fixtures import TOM
from tests.papers.samples import loaded

ADJECTIVES = (
    "persistent",
    "wilful",
    "deliberate",
    "unreasonable",
    "uncooperative",
    "blatant",
    "attitude",
    "clearly",
    "obviously",
)


def test_the_arrears_are_the_schedule_s_and_the_estimate_is_called_one() -> None:
    case = cs.witnessed()
    said = case.text("E-26")
    assert case.paper("E-26").facts["arrears"]["pence"] == case.paper("E-22", for_hearing="x").facts["arrears"]["pence"]
    # eleven days from 29 January to 9 February at £17.14
    assert "£188.54 will be added" in said and "about £1,440.54. That is an estimate" in said
    four = said[said.index("4. By the rent account") : said.index("5. Rent goes on")]
    assert "£1,252.00" in four and "court costs: £148.00" in four and "£1,400.00" not in said


def test_its_exhibits_are_marked_with_the_maker_s_initials_and_have_a_sheet_each() -> None:
    said = cs.witnessed().text("E-26")
    body, sheets = said.split("Date of signing")
    assert "Exhibits SR1 to SR4" in body and "Exhibit SR1 sets out every charge" in body
    for exhibit in ("SR1: the schedule of arrears", "SR2: the tenancy agreement", "SR3: the notice", "SR4: how the"):
        assert exhibit in body and f"Exhibit {exhibit}" in sheets
    assert sheets.count("To the first statement of Sam Rowe, 29 January 2027") == 4
    assert sheets.count("Testborough County Court, claim K00TB123") == 4


def test_the_notice_of_a_fixed_term_names_no_day_and_is_told_all_the_same() -> None:
    case = cs.for_a_term_claim().but(hearing=cs.heard().state.hearing)
    said = case.text("E-26")
    assert "is let under this tenancy: flexible (secure, for a fixed term) weekly tenancy." in said
    assert "(secure tenancy for a fixed term) was served. £720.40 was owed then" in said and "naming" not in said


def test_each_part_says_where_it_comes_from() -> None:
    said = cs.with_history(cs.witnessed()).text("E-26")
    for source in (
        "By the tenancy file it began on 7 March 2022",
        "By the rent account the unpaid rent",
        "The certificates in Exhibit SR3 show the service",
        "By the record these agreements were made",
        "from the record of calls, letters and visits",
    ):
        assert source in said
    assert "£15.00 every week; not kept (6 October 2026)" in said
    assert "£480.00 is expected from Universal Credit" in said


def test_it_says_what_speaks_for_the_tenants_and_what_is_not_known() -> None:
    said = cs.witnessed().text("E-26")
    assert "tenant since Monday 7 March 2022" in said[said.index("11. These") : said.index("12. These")]
    assert "No offer to the defendants is recorded as open." in said
    assert "The rent and £5.00" in cs.witnessed().text("E-26", offers="The rent and £5.00 a week would be accepted.")
    assert not any(word in said.lower() for word in ADJECTIVES)


def test_a_plan_that_was_offered_is_told_until_there_is_an_agreement_on_it() -> None:
    case = cs.witnessed()
    offered = fx.happened(early.AgreementOffered, date(2027, 1, 21), amount=500, every="week", tenants=(TOM,))
    made = fx.happened(
        early.AgreementMade, date(2027, 1, 25), amount=500, every="week", first_payment_on=date(2027, 2, 1)
    )

    def thirteen(*more: Any) -> str:
        said = case.knowing(events=(*case.known.events, *more)).text("E-26")
        return said[said.index("13. ") : said.index("What the claimant asks for")].strip()

    assert thirteen() == "13. No offer to the defendants is recorded as open."
    assert thirteen(offered) == (
        "13. On 21 January 2027 a plan of £5.00 every week towards the arrears, besides the rent, was offered to "
        "Tom O'Brien-Hughes. No agreement on it is recorded."
    )
    assert "was offered" not in thirteen(offered, made)


def test_nothing_is_verified_that_the_record_does_not_show() -> None:
    case = cs.witnessed()
    row = (
        "2.8 After the notice: contact about the amount, cause, repayment and benefits, and a copy of the protocol sent"
    )
    assert f"{row} Amina Khan not done: a short account was sent, not the text 18 December 2026" in case.text("E-26")
    assert f"{row} Amina Khan done 18 December 2026" in loaded(case, "V-PAP").text("E-26")
    bare = case.knowing(events=(case.event,))  # evidence is held, and no event that shows it
    assert bare.refused("E-26") == ("R25",)


def test_a_step_that_was_not_done_is_told_as_such() -> None:
    said = cs.without_tom(cs.witnessed()).text("E-26")
    seven = said[said.index("7. Exhibit SR4") : said.index("Agreements to pay")]
    assert "Tom O'Brien-Hughes not done" in seven and "Amina Khan done 3 December 2026" in seven


@pytest.mark.parametrize(("day", "codes"), [(date(2027, 2, 4), ()), (date(2027, 2, 5), ("R13",))])
def test_it_comes_before_the_last_day_for_evidence(day: date, codes: tuple[str, ...]) -> None:
    assert cs.heard(day=day).refused("E-26") == codes


def test_without_a_hearing_to_come_there_is_nothing_to_state() -> None:
    assert cs.submitted().refused("E-26") == ("R25",)


def test_it_is_a_specimen_until_the_statement_of_truth_is_loaded() -> None:
    plain = cs.witnessed()
    assert plain.paper("E-26").specimen
    signed = loaded(plain, "V-SOT-WS")
    assert not signed.paper("E-26").specimen and "SPECIMEN" not in signed.text("E-26")
