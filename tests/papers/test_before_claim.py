"""E-19: what is planned and when, what would stop it, and everything that must be so before it goes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from activities.documents import RenderRefused
from activities.papers import head
from cases.state import Claim
from tests.papers import fixtures as fx
from tests.papers.fixtures import AMINA, GRACE, TOM, Case
from tests.papers.samples import PLAN, ripe, ripe_secure


def text(case: Case, whom: str = AMINA, **facts: Any) -> str:
    return case.text("E-19", whom, **{**PLAN, **facts})


def refused(case: Case, whom: str = AMINA) -> tuple[str, ...]:
    return case.refused("E-19", whom, **PLAN)


def test_the_claim_waits_for_the_day_to_act_by() -> None:
    said = text(ripe())  # posted on Thursday 17 December: there by Monday 21, and 28 December is a bank holiday
    assert "by Tuesday 29 December 2026" in said and "Wednesday 30 December 2026 or later" in said
    assert "We gave you a legal notice on Tuesday 1 December 2026" in said


def test_costs_are_a_line_of_their_own_and_not_owed() -> None:
    said = text(ripe())
    assert "£404.00" in said and "£1,252.00" in said and "£17.14" in said
    assert "£1,656.00" not in said and "You do not owe these costs now." in said


def test_what_it_asks_for_is_what_the_case_calls_for_unless_somebody_says_otherwise() -> None:
    assert "an order that we get your home back" in text(ripe())  # ground 8 is met at service and today
    below = fx.grown(ripe(), date(2026, 12, 17), 95000)
    assert "You could stay while you pay what the judge sets" in text(below)
    assert "You could stay" in text(ripe_secure(), GRACE)
    assert "You could stay" in text(ripe(), asks="suspended")


def test_the_terms_we_would_accept_are_somebody_s_to_say() -> None:
    assert "your rent and £15.00 every week on top of it" in text(ripe())
    with pytest.raises(RenderRefused) as no:
        ripe().paper("E-19", AMINA)
    assert no.value.codes == ("R04",) and "(plan)" in str(no.value) and "(every)" in str(no.value)


def test_a_slip_with_our_terms_and_the_statement_come_with_it() -> None:
    said = text(ripe())
    end = said[said.index("What comes with this letter") :]
    assert "A slip to answer with. 2. Your rent statement." in end
    assert "You can send this back by Tuesday 29 December 2026" in end
    assert "My rent and £15.00 every week Yes, from" in end
    assert end.index("My answer") < end.index("This covers Friday 18 September 2026")
    assert ripe().knowing(postings=()).refused("E-19", AMINA, **PLAN) == ("R28",)


def test_it_does_not_go_before_the_protocol_was_followed() -> None:
    case = ripe()
    evidence = {**case.state.evidence, "debt_advice": {AMINA: date(2026, 12, 10)}}
    with pytest.raises(RenderRefused) as no:
        case.but(evidence=evidence).paper("E-19", AMINA, **PLAN)
    assert no.value.codes == ("R07",) and "for P2" in str(no.value)


def test_it_does_not_go_while_a_plan_is_kept() -> None:
    assert refused(fx.agreed(ripe())) == ("R16",)


def test_it_needs_a_fee_that_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(head, "fee", lambda *_: None)
    assert refused(ripe()) == ("R26",)


def test_it_comes_after_the_notice_and_before_the_claim() -> None:
    early = ripe().on(date(2026, 12, 14)).knowing(postings=fx.weekly(12000, date(2026, 12, 14), 125200))
    assert "R13" in refused(early)
    assert refused(ripe().but(notice=None)) == ("R04", "R25")
    assert refused(ripe().but(claim=Claim(submitted_on=date(2026, 12, 16)))) == ("R25",)
    only = ripe().state.notice
    assert only is not None
    one = only.model_copy(update={"services": {AMINA: only.services[AMINA]}})
    assert refused(ripe().but(notice=one), TOM) == ("R04", "R25")


def test_the_notice_s_last_day_is_for_us_and_stops_a_letter_that_comes_too_late() -> None:
    case = ripe()
    notice = case.state.notice
    assert notice is not None
    soon = case.but(notice=notice.model_copy(update={"statutory_claim_by": date(2027, 1, 4)}))
    made = soon.paper("E-19", AMINA, **PLAN)
    assert made.facts["last_day"]["on"] == "2027-01-04" and "4 January 2027" not in fx.said(made.content)
    late = case.but(notice=notice.model_copy(update={"statutory_claim_by": date(2026, 12, 29)}))
    assert refused(late) == ("R13",)
