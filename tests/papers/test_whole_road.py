"""Letters written from the landlord's own tables on real PostgreSQL, by the steps that order them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from activities.documents import render
from activities.papers.gathering import _lines, gather
from cases.events import load
from cases.steps import WriteDocument
from store import accounts, documents, ledger
from store.db import Connection
from tests.activities.conftest import LEADER, OFFICER, Desk, desk, portfolio
from tests.papers import fixtures as fx

__all__ = ["desk", "portfolio"]  # the fixtures of the steps, used here too

TODAY = date(2026, 11, 22)


def letters(d: Desk) -> list[tuple[str, str | None, str]]:
    """What the last step wrote: paper, recipient, status."""
    return [(p["paper"], p["recipient_ref"], p["status"]) for p in d.report["papers"]]


def text(d: Desk, paper: str, recipient: str | None) -> str:
    """What the latest paper of this code to this person says."""
    every = documents.list_for_case(d.connection, d.case_ref)
    names = [p.name for p in every if (p.paper, p.recipient_ref) == (paper, recipient)]
    found = documents.get(d.connection, d.case_ref, names[-1])
    assert found is not None and found[1] is not None
    return fx.said(found[1])


def test_the_first_letter_and_the_statement_from_the_imported_account(desk: Callable[[str], Desk]) -> None:
    d = desk("RA1")
    d.did("arrears_letter_sent", TODAY)
    assert letters(d) == [("E-01", "P1", "final"), ("E-01", "P9", "final")]
    said = text(d, "E-01", "P1")
    assert "Dear Zoë O'Brien" in said and "£1,200.00 in rent, at the end of Saturday 21 November 2026" in said
    assert "Noor Castell on 01632 960100" in said and "Tern Valley Homes" in said and "Ayşe" not in said
    d.did("statement_sent", TODAY)
    assert letters(d) == [("E-04", "P1", "final"), ("E-04", "P9", "final")]
    assert "16 November 2026 Rent £60.00 £1,200.00" in text(d, "E-04", "P9")


def test_an_agreement_made_and_broken(desk: Callable[[str], Desk]) -> None:
    d = desk("RA1")
    first = date(2026, 11, 30)
    d.did("agreement_made", TODAY, amount=500, every="week", first_payment_on=first)
    assert letters(d) == [("E-06", "P1", "final"), ("E-06", "P9", "final")]
    assert "You pay £65.00 a week. That is £60.00 rent and £5.00" in text(d, "E-06", "P1")
    later = date(2026, 12, 16)
    d.delivered(later, 144000)
    d.did("agreement_broken", later)
    assert {(paper, status) for paper, _, status in letters(d)} == {("E-07", "final")}
    said = text(d, "E-07", "P9")
    assert "Pay £195.00 by" in said and "Monday 14 December 2026 £65.00 £0.00" in said
    kept = d.report["papers"][0]
    assert "Zoë" not in str(kept) and "Kestrel" not in str(kept)


def test_a_moratorium_is_told_without_the_debt(desk: Callable[[str], Desk]) -> None:
    d = desk("RA2")
    d.did("hold_opened", TODAY, hold="breathing_space", registered_on=TODAY)
    assert letters(d) == [("E-42", "P2", "final")]
    said = text(d, "E-42", "P2")
    assert "Monday 23 November 2026" in said and "£60.00 every week" in said and "£1,200.00" not in said


def test_what_is_known_is_what_the_tables_hold(desk: Callable[[str], Desk]) -> None:
    d = desk("RA3")
    account = accounts.get(d.connection, "RA3")
    event = load(d.command("arrears_letter_sent", TODAY).events[0])
    known = gather(d.connection, d.state, event, TODAY)
    assert known.account.home == account.address
    assert known.landlord.storage.days is None and known.landlord.relay is None
    assert known.officers[OFFICER].name == "Noor Castell" and LEADER not in known.officers
    assert known.events[-1].event_id == event.event_id and known.events[0].kind == "case_opened"
    assert known.position is not None and known.position.arrears == 120000
    assert known.postings[-1].running == 120000


def test_a_chronology_is_what_the_record_holds(desk: Callable[[str], Desk]) -> None:
    d = desk("RA3")
    d.did("arrears_letter_sent", TODAY)
    record = ledger.events(d.connection, d.case_ref)
    last = load({**record[-1].payload, "kind": record[-1].kind})
    known = gather(d.connection, d.state, last, TODAY)
    assert [(w.paper, w.status) for w in known.written] == [("E-01", "final")]
    assert set(known.reasons) == {str(row.event_id) for row in record}
    order = WriteDocument(paper="E-41", event_id=last.event_id)
    told = fx.said(render(order, state=d.state, event=last, today=TODAY, known=known).content)
    assert "Arrears letter sent" in told and "E-01 Your rent: can we help?" in told and "not recorded" in told


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        (None, None),
        ("", None),
        ("1 A Road, Town, ZZ1 1AA", ("1 A Road", "Town", "ZZ1 1AA")),
        ("Flat 1, 2 B Road\nTown\r\nZZ1 1AA", ("Flat 1, 2 B Road", "Town", "ZZ1 1AA")),
        ("1 A Road; Town; ZZ1 1AA", ("1 A Road", "Town", "ZZ1 1AA")),
        (" , ", None),
    ],
)
def test_an_address_typed_in_one_cell_becomes_lines(typed: str | None, lines: tuple[str, ...] | None) -> None:
    assert _lines(typed) == lines


STORAGE = '{"storage": {"days": 28, "place": "our store at 4 Weir Street"}, "council": {"phone": "01632 960133"}}'


def refreshed(d: Desk, day: date, pence: int) -> None:
    """The account with its postings as at a day."""
    d.delivered(day, pence)


def test_from_the_notice_to_the_debt_that_is_left(desk: Callable[[str], Desk]) -> None:
    """Every letter of a secure joint tenancy is written on its day, to each tenant, and none is withheld."""
    d = desk("RA1")
    d.connection.execute("UPDATE landlord SET config = config || %s::jsonb", (STORAGE,))
    for tenant in d.state.the_tenancy.tenants:
        d.did(
            "contact_made",
            TODAY,
            tenant=tenant,
            channel="phone",
            topics=("cause", "finances", "benefits", "repayment"),
            debt_advice=True,
            direct_payment_considered=True,
        )
        d.did("vulnerability_assessed", TODAY, tenant=tenant)
    d.did("statement_sent", TODAY)
    d.did("approval_requested", TODAY, act="notice", grounds=("1",))
    d.did("approval_given", TODAY, act="notice", by=LEADER)
    d.did("notice_served", date(2026, 11, 23), method="handed_to_person", at="11:00")
    refreshed(d, date(2026, 11, 26), 126000)
    d.did("protocol_letter_sent", date(2026, 11, 26))
    assert letters(d) == [("E-16", "P1", "final"), ("E-16", "P9", "final")]
    assert "Notice given to you Monday 23 November 2026" in text(d, "E-16", "P9")
    day = date(2027, 1, 4)
    refreshed(d, day, 150000)
    for tenant in d.state.the_tenancy.tenants:
        d.did("contact_made", day, tenant=tenant, channel="phone", topics=("repayment",), other_dispute_resolution=True)
    d.did("approval_requested", day, act="claim")
    d.did("approval_given", day, act="claim", by=LEADER)
    d.did("claim_submitted", day, court="County Court at Ternbridge")
    d.did("claim_issued", date(2027, 1, 6), claim_number="K00TB123")
    refreshed(d, date(2027, 1, 8), 150000)
    d.did("hearing_listed", date(2027, 1, 8), hearing_at="2027-02-16T10:00:00+00:00")
    assert {x for x in letters(d) if x[0] == "E-25"} == {("E-25", "P1", "final"), ("E-25", "P9", "final")}
    said = text(d, "E-25", "P1")
    assert "Tuesday 16 February 2027 at 10:00am" in said and "9:15am" in said and "£8.57 for each day" in said
    heard = date(2027, 2, 16)
    refreshed(d, heard, 186000)
    d.did(
        "hearing_outcome_recorded",
        heard,
        outcome="suspended",
        ground_basis="discretionary",
        possession_on=date(2027, 3, 16),
        rent_plus=500,
        every="week",
        first_payment_on=date(2027, 2, 22),
        money_judgment=100000,
        costs=40400,
        attended=("P1",),
    )
    assert letters(d) == [("E-30", "P1", "final"), ("E-30", "P9", "final")]
    assert "You pay £65.00 a week" in text(d, "E-30", "P1") and "If you were not at the hearing" in text(
        d, "E-30", "P9"
    )
    day = date(2027, 3, 17)
    refreshed(d, day, 210000)
    d.did("order_breached", day)
    assert letters(d) == [("E-31-proof", None, "final"), ("E-31", "P1", "final"), ("E-31", "P9", "final")]
    assert "Pay £260.00 by Tuesday 30 March 2027" in text(d, "E-31", "P1")
    assert "have until Tuesday 30 March 2027 to put it right" in d.refused("warrant_requested", date(2027, 3, 30))
    day = date(2027, 4, 1)
    refreshed(d, day, 222000)
    d.did("approval_requested", day, act="warrant")
    d.did("approval_given", day, act="warrant", by=LEADER)
    d.did("warrant_requested", day)
    d.did("warrant_issued", date(2027, 4, 7), warrant_number="W1")
    day = date(2027, 4, 9)
    refreshed(d, day, 228000)
    d.did("eviction_booked", day, eviction_at="2027-05-13T09:30:00+00:00")
    assert {x[1] for x in letters(d) if x[0] == "E-35" and x[2] == "final"} == {"P1", "P9", "occupiers"}
    assert "Thursday 13 May 2027 at 10:30am" in text(d, "E-35", "occupiers")
    d.did("eviction_notice_delivered", date(2027, 4, 12))
    refreshed(d, date(2027, 5, 13), 240000)
    d.did("eviction_carried_out", date(2027, 5, 13))
    refreshed(d, date(2027, 5, 17), 240000)
    refusal = d.refused("former_tenant_letter_sent", date(2027, 5, 17))
    assert "No new address is known for the former tenant P1: `address_traced` records one" in refusal
    assert "reader" not in refusal
    d.connection.execute("UPDATE person SET correspondence_address = '3 New Road, Otherton, OT1 1AA'")
    d.did("former_tenant_letter_sent", date(2027, 5, 17))
    assert letters(d) == [("E-38", "P1", "final"), ("E-38", "P9", "final")]
    said = text(d, "E-38", "P1")
    assert "3 New Road" in said and "A court has already ordered £1,000.00 of it" in said and "£1,400.00" in said
    held_back = [p.paper for p in documents.list_for_case(d.connection, d.case_ref) if p.status == "withheld"]
    assert held_back == ["E-36-report"], "nobody told of the day of the eviction"


TERM = {"term_ends": "2028-04-02", "clause": "break", "clause_text": "Clause 9", "rent_accepted": False}


def spoken_to(d: Desk) -> None:
    """Contact with each tenant and a statement, as the protocol wants before a notice."""
    topics = ("cause", "finances", "benefits", "repayment")
    for tenant in d.state.the_tenancy.tenants:
        d.did("contact_made", TODAY, tenant=tenant, channel="phone", topics=topics, debt_advice=True)
        d.did("vulnerability_assessed", TODAY, tenant=tenant)
    d.did("statement_sent", TODAY)


@pytest.mark.parametrize(
    ("tenure", "read", "paper", "words"),
    [
        (
            "flexible",
            (
                "fixed_term_checked",
                {"term_ends": "2028-04-02", "clause": "break", "clause_text": "Clause 9", "rent_accepted": False},
            ),
            "E-09",
            ("a break clause. Clause 9.", "Sunday 2 April 2028", "before Monday 23 November 2026"),
        ),
        (
            "demoted",
            ("demotion_checked", {"demoted_on": "2026-04-06"}),
            "E-10-demoted",
            ("section 143E", "5 April 2027"),
        ),
    ],
)
def test_a_rarer_tenure_of_the_accounts_has_its_own_notice_and_certificate(
    portfolio: Connection, tenure: str, read: tuple[str, dict[str, object]], paper: str, words: tuple[str, ...]
) -> None:
    portfolio.execute("UPDATE rent_account SET tenancy_type = %s WHERE account_ref = 'RA3'", (tenure,))
    council = '{"kind": "local_authority"}'
    portfolio.execute("UPDATE landlord SET config = config || %s::jsonb", (council,))
    d = Desk(portfolio, "RA3-1")
    d.did("case_opened", TODAY)
    spoken_to(d)
    d.did(read[0], TODAY, **read[1])
    d.did("approval_requested", TODAY, act="notice")
    d.did("approval_given", TODAY, act="notice", by=LEADER)
    assert letters(d) == [(paper, None, "final")]
    said = text(d, paper, None)
    assert all(one in said for one in words), said
    d.did("notice_served", date(2026, 11, 23), method="handed_to_person", at="11:00")
    assert [(p, status) for p, _, status in letters(d)] == [("E-14", "final")]
    assert ("which names" in text(d, "E-14", "P3")) is (tenure == "demoted")
    assert not d.state.irregular
