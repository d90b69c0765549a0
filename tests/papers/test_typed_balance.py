"""What papers say after a balance was typed that the postings do not reach: no line moves, and nothing is made up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from store import accounts, ledger
from store.db import Connection
from tests.activities.conftest import LEADER, Desk, desk, portfolio
from tests.papers.test_whole_road import letters, text

__all__ = ["desk", "portfolio"]  # the fixtures of the steps, used here too

TODAY = date(2026, 11, 22)
TYPED = date(2026, 11, 26)
NOT_LOADED = "transactions to Thursday 26 November 2026 are not loaded"


def typed(d: Desk, day: date, pence: int) -> None:
    """An officer types the newest balance."""
    d.did("balance_refreshed", day, arrears=pence, as_at=day)


def prepared(d: Desk) -> Desk:
    """What the protocol wants before a notice."""
    for tenant in d.state.the_tenancy.tenants:
        topics = ("cause", "finances", "benefits", "repayment")
        more = {"debt_advice": True, "direct_payment_considered": True}
        d.did("contact_made", TODAY, tenant=tenant, channel="phone", topics=topics, **more)
        d.did("vulnerability_assessed", TODAY, tenant=tenant)
    d.did("statement_sent", TODAY)
    return d


def noticed(d: Desk) -> Desk:
    """A notice of seeking possession on everyone, on the day of the import."""
    prepared(d)
    d.did("approval_requested", TODAY, act="notice", grounds=("1",))
    d.did("approval_given", TODAY, act="notice", by=LEADER)
    d.did("notice_served", date(2026, 11, 23), method="handed_to_person", at="11:00")
    return d


@pytest.mark.parametrize(
    ("pence", "line"),
    [
        (126000, "26 November 2026 Charged and paid since, not listed here £60.00 £1,260.00"),
        (115000, "26 November 2026 Charged and paid since, not listed here £50.00 £1,150.00"),
    ],
)
def test_a_statement_keeps_its_lines_and_ends_with_one_more(desk: Callable[[str], Desk], pence: int, line: str) -> None:
    d = desk("RA1")
    d.did("statement_sent", TODAY)
    before = text(d, "E-04", "P1")
    opening = "The balance at the end of Saturday 22 August 2026 was £420.00."
    last = "16 November 2026 Rent £60.00 £1,200.00"
    assert opening in before and last in before and "not listed" not in before
    typed(d, TYPED, pence)
    d.did("statement_sent", TYPED)
    assert letters(d) == [("E-04", "P1", "final"), ("E-04", "P9", "final")]
    said = text(d, "E-04", "P1")
    assert opening in said and f"{last} {line} Totals £780.00 £0.00" in said
    assert "go up to Saturday 21 November 2026" in said and "This covers Sunday 23 August 2026 to Thursday 26" in said


def test_a_statement_of_the_quarter_waits_for_its_lines(desk: Callable[[str], Desk]) -> None:
    d = desk("RA1")
    later = date(2026, 12, 2)
    typed(d, later, 132000)
    assert "transactions to Wednesday 2 December 2026 are not loaded" in d.refused("statement_sent", later)
    d.delivered(later, 132000)
    d.did("statement_sent", later)
    said = text(d, "E-04", "P1")
    assert "30 November 2026 Rent £60.00 £1,320.00 Totals" in said and "not listed" not in said


def test_a_first_letter_names_no_last_payment_that_it_cannot_know(desk: Callable[[str], Desk]) -> None:
    d = desk("RA1")
    d.did("arrears_letter_sent", TODAY)
    assert "We have had no payment since" in text(d, "E-01", "P1")
    typed(d, TYPED, 115000)
    d.did("arrears_letter_sent", TYPED)
    said = text(d, "E-01", "P1")
    assert "£1,150.00 in rent, at the end of Thursday 26 November 2026" in said and "no payment since" not in said


def test_a_notice_waits_for_the_transactions(desk: Callable[[str], Desk]) -> None:
    d = prepared(desk("RA1"))
    typed(d, TYPED, 126000)
    assert NOT_LOADED in d.refused("approval_requested", TYPED, act="notice", grounds=("1",))
    d.delivered(TYPED, 126000)
    d.did("approval_requested", TYPED, act="notice", grounds=("1",))
    said = text(d, "E-08", None)
    assert "Owed before the first line: £0.00" in said
    assert "23 November 2026 Rent £60.00 £1,260.00 Totals £1,260.00 £0.00 £1,260.00" in said


def test_the_same_figure_on_a_day_before_rent_falls_due_leaves_nothing_out(desk: Callable[[str], Desk]) -> None:
    d = prepared(desk("RA1"))
    typed(d, TODAY, 120000)
    d.did("approval_requested", TODAY, act="notice", grounds=("1",))
    assert "16 November 2026 Rent £60.00 £1,200.00 Totals £1,200.00" in text(d, "E-08", None)


def test_the_same_figure_after_rent_fell_due_does_leave_something_out(desk: Callable[[str], Desk]) -> None:
    d = prepared(desk("RA1"))
    typed(d, TYPED, 120000)
    assert NOT_LOADED in d.refused("approval_requested", TYPED, act="notice", grounds=("1",))


def test_a_protocol_letter_goes_with_the_line_and_a_claim_waits(desk: Callable[[str], Desk]) -> None:
    d = noticed(desk("RA1"))
    typed(d, TYPED, 126000)
    d.did("protocol_letter_sent", TYPED)
    assert letters(d) == [("E-16", "P1", "final"), ("E-16", "P9", "final")]
    assert "not listed here £60.00 £1,260.00" in text(d, "E-16", "P9")
    day = date(2027, 1, 4)
    typed(d, day, 150000)
    for tenant in d.state.the_tenancy.tenants:
        d.did("contact_made", day, tenant=tenant, channel="phone", topics=("repayment",), other_dispute_resolution=True)
    said = d.refused("approval_requested", day, act="claim")
    assert "E-22" in said and "transactions to Monday 4 January 2027 are not loaded" in said
    d.delivered(day, 150000)
    d.did("approval_requested", day, act="claim")
    said = text(d, "E-22", None)
    assert "4 January 2027 Rent £60.00 £1,620.00 4 January 2027 Payment received £120.00 £1,500.00" in said


def ordered(d: Desk) -> Desk:
    """A suspended order of 16 February 2027, the account loaded to that day, and nothing paid since."""
    noticed(d)
    day = date(2027, 1, 4)
    d.delivered(TYPED, 126000)
    d.did("protocol_letter_sent", TYPED)
    d.delivered(day, 162000)
    for tenant in d.state.the_tenancy.tenants:
        d.did("contact_made", day, tenant=tenant, channel="phone", topics=("repayment",), other_dispute_resolution=True)
    d.did("approval_requested", day, act="claim")
    d.did("approval_given", day, act="claim", by=LEADER)
    d.did("claim_submitted", day, court="County Court at Ternbridge")
    d.did("claim_issued", date(2027, 1, 6), claim_number="K00TB123")
    d.did("hearing_listed", date(2027, 1, 8), hearing_at="2027-02-16T10:00:00+00:00")
    heard = date(2027, 2, 16)
    d.delivered(heard, 198000)
    terms = {"rent_plus": 500, "every": "week", "first_payment_on": date(2027, 2, 22), "money_judgment": 100000}
    how = {"outcome": "suspended", "ground_basis": "discretionary", "possession_on": date(2027, 3, 16), "costs": 40400}
    d.did("hearing_outcome_recorded", heard, **how, **terms)
    return d


def test_a_breach_and_a_warrant_wait_for_the_transactions(desk: Callable[[str], Desk]) -> None:
    d, day = ordered(desk("RA1")), date(2027, 3, 17)
    typed(d, day, 222000)
    d.did("order_breached", day, missed=26000)
    assert letters(d) == [("E-31-proof", None, "withheld"), ("E-31", "P1", "withheld"), ("E-31", "P9", "withheld")]
    assert "transactions to Wednesday 17 March 2027 are not loaded" in str(d.report["papers"][0]["refusals"])
    day = date(2027, 3, 31)  # the day after the one that the warning would have named
    typed(d, day, 234000)
    said = d.refused("approval_requested", day, act="warrant")
    assert "E-33" in said and "transactions to Wednesday 31 March 2027 are not loaded" in said
    d.delivered(day, 234000)
    d.did("approval_requested", day, act="warrant")
    said = text(d, "E-33", None)
    assert "received since the order (£0.00) over and above the rent that fell due since (£360.00)" in said


def test_a_hearing_note_says_to_which_day_payments_are_known(desk: Callable[[str], Desk]) -> None:
    d = noticed(desk("RA1"))
    day = date(2027, 1, 4)
    d.delivered(TYPED, 126000)
    d.did("protocol_letter_sent", TYPED)
    d.delivered(day, 162000)
    for tenant in d.state.the_tenancy.tenants:
        d.did("contact_made", day, tenant=tenant, channel="phone", topics=("repayment",), other_dispute_resolution=True)
    d.did("approval_requested", day, act="claim")
    d.did("approval_given", day, act="claim", by=LEADER)
    d.did("claim_submitted", day, court="County Court at Ternbridge")
    d.did("claim_issued", date(2027, 1, 6), claim_number="K00TB123")
    d.did("hearing_listed", date(2027, 1, 8), hearing_at="2027-02-16T10:00:00+00:00")
    typed(d, date(2027, 2, 15), 190000)
    assert letters(d) == [("E-27", None, "final")]
    said = text(d, "E-27", None)
    assert "£1,900.00" in said and "no payment in the 13 weeks to Monday 4 January 2027" in said


def test_a_balance_older_than_every_posting_is_refused_in_a_sentence(portfolio: Connection) -> None:
    portfolio.execute("UPDATE rent_account SET balance_as_at = '2026-06-01', balance_pence = 6000")
    d = Desk(portfolio, "RA2-1")
    d.did("case_opened", TODAY)
    said = d.refused("arrears_letter_sent", TODAY)
    assert "The balance is as at Monday 1 June 2026; this paper needs one at most 7 days old (our policy)" in said


def test_a_typed_balance_that_is_corrected_or_withdrawn_is_so_on_the_account_too(desk: Callable[[str], Desk]) -> None:
    d = desk("RA1")
    typed(d, TYPED, 126000)
    typed(d, date(2026, 11, 27), 999900)
    second = str(ledger.events(d.connection, d.case_ref)[-1].event_id)

    def held() -> tuple[int, date]:
        position = accounts.position_as_at(d.connection, "RA1", date(2026, 12, 31))
        return position.b1_pence, position.as_at

    assert held() == (999900, date(2026, 11, 27))
    d.did("corrected", date(2026, 11, 28), corrects=second, replacement={"arrears": 127000})
    assert held() == (127000, date(2026, 11, 27))
    d.did("corrected", date(2026, 11, 28), corrects=second)
    assert held() == (126000, TYPED)
    first = next(str(e.event_id) for e in ledger.events(d.connection, d.case_ref) if e.kind == "balance_refreshed")
    d.did("corrected", date(2026, 11, 28), corrects=first)
    assert accounts.get(d.connection, "RA1").typed_as_at is None
