"""One step in one transaction, on real PostgreSQL: written whole, harmless to repeat, or refused with nothing written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from docx import Document

from activities.outcomes import _wrong, carry_out
from cases.events import load
from cases.fold import fold
from cases.state import State
from cases.steps import WriteDocument
from store import board, documents, ledger, outbox
from store.db import Connection
from store.ledger import StepConflict
from store.rebuild import rebuild
from tests.activities.conftest import LEADER, OFFICER, Desk

TODAY = date(2026, 11, 22)


def _early(d: Desk) -> None:
    for tenant in d.state.the_tenancy.tenants:
        d.did(
            "contact_made",
            TODAY,
            tenant=tenant,
            channel="phone",
            topics=("cause", "benefits", "repayment"),
            debt_advice=True,
            direct_payment_considered=True,
        )
    d.did("statement_sent", TODAY)


def test_a_case_to_its_notice_with_every_paper(desk: Callable[[str], Desk]) -> None:
    for account, paper in (("RA1", "E-08"), ("RA2", "E-12"), ("RA3", "E-10")):
        d = desk(account)
        _early(d)
        d.did("approval_requested", TODAY, act="notice")
        assert [(p["paper"], p["status"]) for p in d.report["papers"]] == [(paper, "draft")]
        d.did("approval_given", TODAY, act="notice", by=LEADER)
        assert [(p["paper"], p["status"]) for p in d.report["papers"]] == [(paper, "final")]
        d.did("notice_served", TODAY, method="left_at_address", at="11:00")
        assert {p["paper"] for p in d.report["papers"]} == {"E-14"}
        assert d.report["stage"] == {"before": "notice", "after": "notice"}
        made = {x["kind"]: x for x in d.report["dates"]["made"]}
        assert "Housing Act" in made["claim_from"]["citations"][0]["title"]
        row = board.get(d.connection, d.case_ref)
        assert row is not None and State.model_validate(row.state) == d.state
        assert row.version == d.step and row.owner == OFFICER


def test_the_step_again_gives_the_first_receipt_and_changes_nothing(desk: Callable[[str], Desk]) -> None:
    d = desk("RA1")
    command = d.command("arrears_letter_sent", TODAY)
    first = d.send(command)
    papers = documents.list_for_case(d.connection, d.case_ref)
    again, report = carry_out(d.connection, command)
    assert again == first and report["step"] == 2
    assert documents.list_for_case(d.connection, d.case_ref) == papers
    assert len(ledger.events(d.connection, d.case_ref)) == 2
    other = d.command("note_added", TODAY, text="something else").model_copy(update={"step": 2})
    with pytest.raises(StepConflict):
        carry_out(d.connection, other)


def test_a_dry_run_tells_everything_and_writes_nothing(desk: Callable[[str], Desk]) -> None:
    d = desk("RA1")
    receipt, report = carry_out(d.connection, d.command("arrears_letter_sent", TODAY), keep=False)
    assert receipt.papers == 2 and len(report["papers"]) == 2
    assert ledger.find_step(d.connection, d.case_ref, 2) is None
    assert documents.list_for_case(d.connection, d.case_ref) == []


def test_a_refusal_writes_nothing_at_all(desk: Callable[[str], Desk]) -> None:
    d = desk("RA1")
    said = d.refused("claim_submitted", TODAY, court="Ternbridge")
    assert "No notice has been served" in said
    assert len(ledger.events(d.connection, d.case_ref)) == 1
    assert ledger.find_step(d.connection, d.case_ref, 2) is None


def test_an_act_reads_the_account_again_and_records_what_it_read(desk: Callable[[str], Desk]) -> None:
    d = desk("RA1")
    d.connection.execute("UPDATE rent_account SET balance_pence = 90000, balance_as_at = '2026-11-22'")
    d.did("arrears_letter_sent", TODAY)
    kinds = [e.kind for e in ledger.events(d.connection, d.case_ref)]
    assert kinds == ["case_opened", "balance_refreshed", "arrears_letter_sent"]
    assert d.state.balance is not None and d.state.balance.arrears == 90000


def test_an_old_balance_stops_a_legal_act_until_a_newer_one_is_known(desk: Callable[[str], Desk]) -> None:
    d = desk("RA1")
    _early(d)
    later = date(2026, 12, 2)
    assert "balance is as at" in d.refused("approval_requested", later, act="notice")
    d.delivered(later, 126000)
    d.did("approval_requested", later, act="notice")


def test_who_decides_a_write_off_is_held_to_the_landlord_s_limit_for_the_role(desk: Callable[[str], Desk]) -> None:
    d = desk("RA1")
    limits = '{"write_off_limits": {"team_leader": 5000}}'
    d.connection.execute("UPDATE landlord SET config = config || %s::jsonb", (limits,))
    d.did("tenancy_ended", TODAY, how="surrender")
    d.did("write_off_requested", TODAY, amount=5001, code="uneconomic")
    assert "may give up £50.00 at most" in d.refused("write_off_decided", TODAY, approved=True, by=LEADER)
    d.did("write_off_requested", TODAY, amount=5000, code="uneconomic")
    d.did("write_off_decided", TODAY, approved=True, by=LEADER)


def test_the_breach_of_an_agreement_is_proved_from_the_account(desk: Callable[[str], Desk]) -> None:
    d = desk("RA1")
    d.did("agreement_made", TODAY, amount=500, every="week", first_payment_on=date(2026, 11, 23))
    broken = date(2026, 12, 2)
    d.did("agreement_broken", broken)
    event = load({"kind": "agreement_broken", **ledger.events(d.connection, d.case_ref)[-1].payload})
    assert [(i["due_on"], i["due"], i["paid"]) for i in event.model_dump(mode="json")["proof"]] == [
        ("2026-11-23", 6500, 0),
        ("2026-11-30", 6500, 0),
    ]
    assert d.state.agreement is not None and d.state.agreement.short == 13000


def test_what_universal_credit_will_pay_breaks_no_agreement(desk: Callable[[str], Desk]) -> None:
    d = desk("RA1")
    d.did("agreement_made", TODAY, amount=500, every="week", first_payment_on=date(2026, 11, 23))
    d.connection.execute("UPDATE rent_account SET uc_status = 'direct_payment', uc_next_payment = '2026-12-20'")
    d.did("agreement_broken", date(2026, 12, 2))
    (wrong,) = d.state.irregular
    assert wrong.rule == "agreement.kept" and "its next payment is on Sunday 20 December 2026" in wrong.says
    assert d.state.agreement is not None and d.state.agreement.status == "live"
    assert wrong.first_day == date(2026, 12, 21)


def test_letters_go_to_each_tenant_and_name_only_them(desk: Callable[[str], Desk]) -> None:
    d = desk("RA1")
    d.did("arrears_letter_sent", TODAY)
    texts = {}
    for row in documents.list_for_case(d.connection, d.case_ref):
        found = documents.get(d.connection, d.case_ref, row.name)
        assert found is not None and found[1] is not None
        texts[row.recipient_ref] = "\n".join(p.text for p in Document(BytesIO(found[1])).paragraphs)
    assert set(texts) == {"P1", "P9"}
    assert "Zoë" in texts["P1"] and "Ayşe" not in texts["P1"]
    assert "Ayşe" in texts["P9"] and "Zoë" not in texts["P9"]


def test_reminders_are_planned_and_made_void_by_the_next_step(desk: Callable[[str], Desk]) -> None:
    d = desk("RA1")
    waiting = outbox.rows(d.connection, case_ref=d.case_ref)
    assert {r.deadline_kind for r in waiting} == {"first_contact", "statement"}
    assert all("RA1-1" in r.subject and "Zoë" not in r.subject + r.body for r in waiting)
    d.did("contact_made", TODAY, tenant="P1", channel="phone")
    assert not [r for r in outbox.rows(d.connection, case_ref=d.case_ref) if r.deadline_kind == "first_contact"]


def test_a_late_entry_folds_again_and_tells_which_papers_are_now_wrong(desk: Callable[[str], Desk]) -> None:
    d = desk("RA1")
    _early(d)
    d.did("approval_given", TODAY, act="notice", by=LEADER, prepared_by=OFFICER)
    d.did("notice_served", TODAY, method="left_at_address", at="11:00")
    wrong_event = ledger.events(d.connection, d.case_ref)[-1]
    command = d.command(
        "corrected",
        date(2026, 11, 24),
        corrects=str(wrong_event.event_id),
        replacement={"happened_on": "2026-11-23"},
    )
    receipt = d.send(command)
    assert receipt.refused is None
    assert d.report["refolded"]
    assert {w["name"].split("_")[1] for w in d.report["papers_wrong"]} == {"E-14"}
    assert "is Monday 23 November 2026" in d.report["papers_wrong"][0]["because"]
    assert d.state.notice is not None and d.state.notice.given_on == date(2026, 11, 23)
    events = [load({"kind": r.kind, **r.payload}) for r in ledger.events(d.connection, d.case_ref)]
    assert fold(d.case_ref, events).state == d.state


def test_the_board_is_what_a_rebuild_makes(desk: Callable[[str], Desk], portfolio: Connection) -> None:
    for account in ("RA1", "RA2", "RA3"):
        _early(desk(account))
    done = rebuild(portfolio)
    assert done.cases == 3 and done.identical, done.differences
    portfolio.execute("UPDATE board SET stage = 'warrant' WHERE account_ref = 'RA2'")
    again = rebuild(portfolio)
    assert [(x.table, x.key) for x in again.differences] == [("board", "RA2-1")]
    assert rebuild(portfolio).identical


def test_a_fact_whose_paper_may_not_leave_is_recorded_and_the_paper_withheld(desk: Callable[[str], Desk]) -> None:
    d = desk("RA1")
    _early(d)
    d.did("notice_served", TODAY, method="left_at_address")  # the hour is not told, so nobody can certify it
    assert any(i.rule == "approval.notice" for i in d.state.irregular)
    assert {(p["paper"], p["status"]) for p in d.report["papers"]} == {("E-14", "withheld")}
    assert all("R04" in p["refusals"][0] for p in d.report["papers"])
    kept = [p for p in documents.list_for_case(d.connection, d.case_ref) if p.paper == "E-14"]
    assert len(kept) == 2 and all(p.content_sha256 is None for p in kept)


def test_a_traced_address_goes_to_the_register_and_not_into_the_case(desk: Callable[[str], Desk]) -> None:
    d = desk("RA1")
    d.did("address_traced", TODAY, tenant="P1", address="9 Fern Rise; Ternbridge; ZZ1 3CC")
    assert "Fern" not in d.state.model_dump_json()
    kept = d.connection.execute("SELECT correspondence_address FROM person WHERE person_ref = 'P1'").fetchone()
    assert kept == ("9 Fern Rise; Ternbridge; ZZ1 3CC",)


def test_an_approver_who_is_not_in_the_register_is_refused(desk: Callable[[str], Desk]) -> None:
    d = desk("RA1")
    _early(d)
    said = d.refused("approval_given", TODAY, act="notice", by="stranger@example.org", prepared_by=OFFICER)
    assert "not in the officer register" in said


def test_a_breathing_space_entered_late_lists_every_paper_it_forbade_and_all_on_the_void_notice(
    desk: Callable[[str], Desk],
) -> None:
    d = desk("RA1")
    d.did("arrears_letter_sent", TODAY)
    _early(d)
    d.did("approval_given", TODAY, act="notice", by=LEADER, prepared_by=OFFICER)
    d.did("notice_served", TODAY, method="left_at_address", at="11:00")
    d.did("protocol_letter_sent", TODAY)
    before = date(2026, 11, 20)
    d.did("hold_opened", TODAY, hold="breathing_space", registered_on=before)
    assert d.report["refolded"] and d.state.notice is not None and d.state.notice.void
    wrong = {w["name"].split("_")[1]: w["because"] for w in d.report["papers_wrong"]}
    assert set(wrong) == {"E-01", "E-08", "E-14", "E-16"}
    assert "Saturday 21 November 2026" in wrong["E-01"] and "regs 7, 10, 11" in wrong["E-01"]
    assert "no effect" in wrong["E-14"]
    kept = {p.name: p.wrong_because for p in documents.list_for_case(d.connection, d.case_ref) if p.wrong_because}
    assert kept == {w["name"]: w["because"] for w in d.report["papers_wrong"]}
    assert not [p for p in documents.list_for_case(d.connection, d.case_ref) if p.paper == "E-04" and p.wrong_because]


def test_a_paper_is_right_again_when_what_made_it_wrong_is_withdrawn(desk: Callable[[str], Desk]) -> None:
    d = desk("RA1")
    d.did("arrears_letter_sent", TODAY)
    d.did("hold_opened", TODAY, hold="breathing_space", registered_on=date(2026, 11, 20))
    wrong = [w["name"] for w in d.report["papers_wrong"]]
    assert len(wrong) == 2
    opened = ledger.events(d.connection, d.case_ref)[-1]
    d.did("corrected", TODAY, corrects=str(opened.event_id), reason="another tenant's letter")
    assert sorted(d.report["papers_right"]) == sorted(wrong)
    # the letter about the breathing space itself is what stands on nothing now
    assert {w["name"].split("_")[1] for w in d.report["papers_wrong"]} == {"E-42"}
    assert not [p for p in documents.list_for_case(d.connection, d.case_ref) if p.paper == "E-01" and p.wrong_because]


def test_the_papers_of_a_notice_that_time_makes_void_are_told_as_wrong(desk: Callable[[str], Desk]) -> None:
    d = desk("RA3")  # introductory, since 6 April 2026
    _early(d)
    d.did("approval_given", TODAY, act="notice", by=LEADER, prepared_by=OFFICER)
    d.did("notice_served", TODAY, method="left_at_address", at="11:00")
    d.did("date_reached", date(2027, 4, 6), what="trial_over")
    assert {w["name"].split("_")[1] for w in d.report["papers_wrong"]} == {"E-10", "E-14"}
    assert all("secure since Tuesday 6 April 2027" in w["because"] for w in d.report["papers_wrong"])
    assert d.state.the_tenancy.tenure == "secure"
    events = [load({"kind": r.kind, **r.payload}) for r in ledger.events(d.connection, d.case_ref)]
    assert fold(d.case_ref, events).state == d.state


def test_opening_an_introductory_tenancy_past_its_trial_says_so(portfolio: Connection) -> None:
    portfolio.execute("UPDATE rent_account SET tenancy_start = '2025-04-07' WHERE account_ref = 'RA3'")
    d = Desk(portfolio, "RA3-1")
    d.did("case_opened", TODAY)
    said = [b["says"] for b in d.report["because"] if "has been secure since Tuesday 7 April 2026" in b["says"]]
    assert len(said) == 1 and "record trial_extended" in said[0]
    _early(d)
    d.did("approval_requested", TODAY, act="notice")
    assert [(p["paper"], p["status"]) for p in d.report["papers"]] == [("E-08", "draft")]


def test_why_a_paper_is_wrong_is_said_in_pounds_and_days() -> None:
    order = WriteDocument(
        paper="E-25",
        event_id="e",
        facts={"arrears": 101250, "hearing_at": "2027-06-09T09:00:00+00:00", "hearing_on": "2027-06-09"},
    )
    said = _wrong({"arrears": None, "hearing_at": "2027-06-08T13:30:00Z", "hearing_on": "2027-06-08"}, order, {})
    assert said == (
        "It says something that has changed since: arrears was not given and is £1,012.50; "
        "hearing at was Tuesday 8 June 2027 at 14:30 and is Wednesday 9 June 2027 at 10:00; "
        "hearing on was Tuesday 8 June 2027 and is Wednesday 9 June 2027."
    )


def test_a_rent_that_the_account_has_changed_is_in_the_record_before_the_next_act(desk: Callable[[str], Desk]) -> None:
    d = desk("RA2")
    d.did("agreement_made", TODAY, amount=500, every="week", first_payment_on=date(2026, 11, 23))
    d.did("statement_sent", TODAY)
    d.connection.execute(
        "UPDATE rent_account SET rent_pence = 6300, balance_as_at = '2026-11-23' WHERE account_ref = 'RA2'"
    )
    day = date(2026, 11, 24)
    d.did("statement_sent", day)
    kinds = [e.kind for e in ledger.events(d.connection, d.case_ref)]
    assert kinds[-3:] == ["rent_changed", "balance_refreshed", "statement_sent"]
    assert d.state.the_tenancy.rent == 6300 and d.state.agreement is not None and d.state.agreement.rent == 6300
    assert ("E-06", "final") in [(p["paper"], p["status"]) for p in d.report["papers"]]
    d.did("statement_sent", date(2026, 11, 25))
    assert [e.kind for e in ledger.events(d.connection, d.case_ref)].count("rent_changed") == 1
    # told by an officer before the account has it, it stays
    d.did("rent_changed", date(2026, 11, 25), rent=6500, from_on=date(2027, 4, 5))
    d.did("statement_sent", date(2026, 11, 25))
    assert d.state.the_tenancy.rent_on(date(2027, 4, 5)) == 6500
    assert rebuild(d.connection).identical


def test_adults_who_live_there_are_asked_too_where_the_court_may_have_no_choice(desk: Callable[[str], Desk]) -> None:
    d = desk("RA3")
    for ref, born in (("P71", "1990-01-01"), ("P72", "2015-01-01"), ("P73", None)):
        d.connection.execute(
            "INSERT INTO person (tenancy_ref, person_ref, role, forename, surname, date_of_birth) "
            "VALUES ('T3', %s, 'occupier', 'Kit', 'Quill', %s)",
            (ref, born),
        )
    _early(d)
    d.did("approval_given", TODAY, act="notice", by=LEADER, prepared_by=OFFICER)
    d.did("notice_served", TODAY, method="left_at_address", at="11:00")
    d.did("protocol_letter_sent", TODAY)
    written = [(p["paper"], p["recipient_ref"], p["status"]) for p in d.report["papers"]]
    assert written == [("E-17", who, "final") for who in ("P3", "P71", "P73")], "a child is not asked"
    assert set(d.state.evidence["part3_letter"]) == {"P3"}, "only a tenant's is the protocol's"
