"""The certificate of service of court papers (E-15): the step, the deemed day of each paper, one certificate a defendant."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cases.state import Former
from tests.papers import fixtures as fx
from tests.papers.early_cases import court_served
from tests.papers.fixtures import AMINA, TOM
from tests.papers.test_notices import has, lacks


def test_claim_form_and_other_papers_have_their_own_days() -> None:
    text = court_served().text("E-15", AMINA)
    has(text, "the claim form 24 December 2026 30 December 2026")
    has(text, "the particulars of claim 24 December 2026 29 December 2026")
    has(text, "K00TB123", "Testborough County Court", "Testborough Homes Limited", "Defendant served Amina Khan")
    has(text, "usual residence, which is the property in the claim", "SPECIMEN", "Sam Rowe", "income officer")
    lacks(text, "£", "on 24 December 2026 24 December 2026")


def test_each_defendant_has_a_certificate() -> None:
    case = court_served()
    assert case.paper("E-15", AMINA).content != case.paper("E-15", TOM).content
    has(case.text("E-15", TOM), "Defendant served Tom O'Brien-Hughes")
    assert "R10" in case.refused("E-15", None)


@pytest.mark.parametrize(
    ("method", "at", "day"),
    [
        ("left_at_address", "16:29", "1 February 2027"),
        ("left_at_address", "16:31", "2 February 2027"),
        ("personal", "16:31", "2 February 2027"),
        ("next_day_delivery", None, "3 February 2027"),
    ],
)
def test_half_past_four_is_the_end_of_the_day(method: str, at: str | None, day: str) -> None:
    case = court_served(happened_on=date(2027, 2, 1), papers=("application",), method=method, at=at)
    has(case.on(date(2027, 2, 3)).text("E-15", AMINA), day)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"method": "email", "address": "tom@mail.example", "at": "10:00", "email_agreed": True}, ()),
        ({"method": "email", "address": "tom@mail.example", "at": "10:00"}, ("R25",)),
        ({"method": "email", "at": "10:00", "email_agreed": True}, ("R04",)),
        ({"method": "personal", "papers": ("application",)}, ("R04",)),  # the time is missing
        ({"place": "solicitor"}, ("R04",)),  # whose address is missing
        ({"happened_on": date(2027, 1, 12)}, ("R13",)),
    ],
)
def test_what_a_certificate_may_not_lack(told: dict[str, Any], code: tuple[str, ...]) -> None:
    assert court_served(**told).refused("E-15", TOM) == code


def test_without_a_claim_number_there_is_nothing_to_certify() -> None:
    assert "R04" in court_served(fx.fx_a_served()).refused("E-15", AMINA)
    assert fx.fx_h().refused("E-15", AMINA)[0] == "R04" and "R25" in fx.fx_h().refused("E-15", AMINA)


def test_a_home_that_was_left_is_nobody_s_residence() -> None:
    case = court_served(happened_on=date(2027, 1, 11))
    gone = case.but(former=Former(ended_on=date(2027, 1, 4), how="left", debt=0))
    assert gone.refused("E-15", AMINA) == ("R09",)
