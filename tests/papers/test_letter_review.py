"""The letter that tells what a review of an introductory tenancy's notice decided (E-11)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cases.state import Balance
from tests.papers import fixtures as fx
from tests.papers.early_cases import REVIEWER, not_confirmed, reviewed
from tests.papers.fixtures import GRACE
from tests.papers.test_notices import has, lacks


def test_the_decision_comes_first_and_every_point_has_its_finding() -> None:
    text = reviewed().text("E-11", GRACE)
    has(text, "the decision stands", "Wednesday 2 December 2026, by letter", "Dana Osei, director", "You asked in time")
    has(text, "Lee Hart decided to give you the notice. Dana Osei had no part in that decision.")
    has(text, "You said: The rent office lost a payment We found: We checked with the bank and found no such payment")
    has(text, "You said: My hours at work were cut We found: We saw your payslips and agree")
    has(
        text,
        "£720.40, at the end of Tuesday 24 November 2026",
        "£720.40 in rent, at the end of Tuesday 15 December 2026",
    )
    has(text, "You made no payment in October", "Monday 28 December 2026", "Tuesday 29 December 2026", "HLPAS")
    lacks(text, "no rights", "There was a hearing")


def test_a_changed_decision_ends_the_matter() -> None:
    text = not_confirmed().text("E-11", GRACE)
    has(text, "we will not ask the court for your home", "a hearing on Thursday 10 December 2026. You were there.")
    lacks(text.lower(), "evict", "hlpas", "why the decision stands", "it may have no choice", "you made no payment")


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"notified_on": date(2026, 12, 27)}, ()),
        ({"notified_on": date(2026, 12, 28)}, ("R13",)),
        ({"hearing_asked": True}, ("R04",)),
        ({"hearing_asked": True, "hearing_on": date(2026, 12, 10)}, ()),
        ({"hearing_on": date(2026, 12, 16)}, ("R13",)),
        ({"findings": "We checked with the bank"}, ("R04",)),
        ({"findings": None}, ("R04",)),
        ({"points": None, "findings": None}, ()),
        ({"reasons": None}, ("R04",)),
        ({"considered": None}, ("R04",)),
        ({"how": None}, ("R04",)),
        ({"alternatives": None}, ("R04",)),
        ({"equality": None}, ("R20",)),
        ({"recorded_by": fx.LEADER}, ("R07",)),
        ({"recorded_by": fx.OWNER}, ("R07",)),
        ({"recorded_by": REVIEWER}, ()),
    ],
)
def test_what_a_decision_may_not_lack(told: dict[str, Any], code: tuple[str, ...]) -> None:
    assert reviewed(**told).refused("E-11", GRACE) == code


def test_a_late_request_was_looked_at_all_the_same() -> None:
    has(reviewed(asked_on=date(2026, 12, 9)).text("E-11", GRACE), "You asked after the last day for it.")


def test_what_is_owed_now_stands_beside_what_was_owed_then() -> None:
    case = reviewed()
    position = case.known.position
    assert position is not None
    more = case.but(balance=Balance(arrears=91740, as_at=case.today)).knowing(
        position=position.model_copy(update={"arrears": 91740, "total": 91740})
    )
    has(more.text("E-11", GRACE), "£917.40 in rent", "£720.40, at the end of Tuesday 24 November 2026")


def test_lines_part_the_points_where_there_are_lines() -> None:
    told: dict[str, Any] = {"points": "I paid; twice\nI was ill", "findings": "Not found; we asked\nWe agree"}
    has(reviewed(**told).text("E-11", GRACE), "You said: I paid; twice We found: Not found; we asked")


def test_the_wrong_tenancy_and_a_review_that_nobody_asked_for_are_refused() -> None:
    case = reviewed()
    notice = case.state.notice
    assert notice is not None and notice.review is not None
    unasked = notice.model_copy(update={"review": notice.review.model_copy(update={"requested_on": None})})
    assert "R08" in case.but(notice=unasked).refused("E-11", GRACE)
    secure = case.state.the_tenancy.model_copy(update={"tenure": "secure"})
    assert "R08" in case.but(tenancy=secure).refused("E-11", GRACE)
