"""A draft that is older than the working day before, or whose figure the account no longer says, is void and is made again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from store import documents
from tests.activities.conftest import LEADER, Desk, desk, portfolio

__all__ = ["desk", "portfolio"]

TODAY = date(2026, 11, 22)
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def put_forward(d: Desk, day: date) -> None:
    d.did("approval_requested", day, act="notice", for_day=TUESDAY)


def papers(d: Desk) -> list[tuple[str, str]]:
    """Of the notice: the day in its name, and its status."""
    return [(p.name[:10], p.status) for p in documents.list_for_case(d.connection, d.case_ref) if p.paper == "E-08"]


@pytest.fixture
def ready(desk: Callable[[str], Desk]) -> Desk:
    """RA1 with a notice put forward on 22 November 2026 on arrears of £1,200."""
    d = desk("RA1")
    for tenant in d.state.the_tenancy.tenants:
        d.did("contact_made", TODAY, tenant=tenant, channel="phone", topics=("cause", "finances"), debt_advice=True)
    d.did("arrears_letter_sent", TODAY)
    d.did("statement_sent", TODAY)
    put_forward(d, TODAY)
    return d


def test_a_penny_makes_it_void_and_what_was_not_read_is_not_approved(ready: Desk) -> None:
    assert papers(ready) == [("2026-11-22", "draft")]
    ready.delivered(MONDAY, 126001)
    said = ready.refused("approval_given", MONDAY, act="notice", by=LEADER)
    assert "draft of Sunday 22 November 2026 says £1,200.00 and the account says £1,260.01, so it is void" in said
    assert papers(ready) == [("2026-11-22", "draft")]  # a refused step changes nothing
    put_forward(ready, MONDAY)
    assert papers(ready) == [("2026-11-22", "void"), ("2026-11-23", "draft")]
    ready.did("approval_given", MONDAY, act="notice", by=LEADER)
    assert [status for _, status in papers(ready)] == ["void", "void", "final"]


def test_a_working_day_is_kept_and_two_are_not(ready: Desk) -> None:
    ready.delivered(MONDAY, 120000)
    ready.did("note_added", MONDAY, text="nothing has moved")
    assert papers(ready) == [("2026-11-22", "draft")]
    ready.delivered(TUESDAY, 120000)
    said = ready.refused("approval_given", TUESDAY, act="notice", by=LEADER)
    assert "The draft of Sunday 22 November 2026 is older than the working day before, so it is void" in said
    ready.did("note_added", TUESDAY, text="a day on")
    assert papers(ready) == [("2026-11-22", "void")]
