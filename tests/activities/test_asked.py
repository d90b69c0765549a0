"""Papers that an officer asks for, on real PostgreSQL: kept like any other, or refused with every reason."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from activities import asked
from activities.documents import RenderRefused
from store import board, documents, ledger, outbox
from store.board import BoardRow
from store.rebuild import rebuild
from templates import package
from tests.activities.conftest import LEADER, OFFICER, Desk

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)


def row_of(d: Desk) -> BoardRow:
    found = board.get(d.connection, d.case_ref)
    assert found is not None
    return found


def test_a_paper_asked_for_is_kept_as_any_paper_is(desk: Callable[[str], Desk]) -> None:
    d = desk("RA1")
    before = ledger.events(d.connection, d.case_ref)
    written = asked.write(d.connection, row_of(d), "E-04", by=OFFICER, now=NOW)
    assert [one.row.recipient_ref for one in written] == ["P1", "P9"] and all(one.new for one in written)
    for one in written:
        kept = documents.get(d.connection, d.case_ref, one.row.name)
        assert kept and kept[1] and kept[0].status == "final" and kept[0].facts["asked_by"] == OFFICER
        assert kept[0].content_sha256 == hashlib.sha256(kept[1]).hexdigest()
        assert "Your rent statement" in package.text(kept[1])
    listed = [p.name for p in documents.list_for_case(d.connection, d.case_ref)]
    assert listed[-2:] == [one.row.name for one in written]
    # nothing has happened in the case, and its board is still what its record says
    assert ledger.events(d.connection, d.case_ref) == before
    assert rebuild(d.connection).identical


def test_asked_for_again_it_is_the_same_paper_until_something_in_it_changes(desk: Callable[[str], Desk]) -> None:
    d = desk("RA1")
    first = asked.write(d.connection, row_of(d), "E-04", by=OFFICER, now=NOW, whom=("P1",))
    again = asked.write(d.connection, row_of(d), "E-04", by=OFFICER, now=NOW, whom=("P1",))
    assert [one.new for one in again] == [False] and again[0].row == first[0].row
    d.delivered(date(2026, 11, 23), 126000)
    later = asked.write(d.connection, row_of(d), "E-04", by=OFFICER, now=NOW.replace(day=23), whom=("P1",))
    assert later[0].new and later[0].row.name != first[0].row.name
    # a late entry, which folds the whole record again, does not call it wrong where it changes nothing in it
    d.did("contact_made", date(2026, 11, 26), tenant="P1", channel="phone", topics=("cause",))
    d.did("contact_made", date(2026, 11, 24), tenant="P9", channel="phone", topics=("cause",))
    assert d.report["refolded"]
    assert [p for p in documents.list_for_case(d.connection, d.case_ref) if p.wrong_because] == []


def test_what_stands_against_a_paper_is_told_at_once_and_nothing_is_kept(desk: Callable[[str], Desk]) -> None:
    d = desk("RA1")
    count = len(documents.list_for_case(d.connection, d.case_ref))
    with pytest.raises(RenderRefused) as no:
        asked.write(d.connection, row_of(d), "E-04", by=OFFICER, now=NOW.replace(month=12))
    assert no.value.codes == ("R01",) and "21 November 2026" in str(no.value)
    assert len(documents.list_for_case(d.connection, d.case_ref)) == count


@pytest.mark.parametrize(
    ("paper", "more", "said"),
    [
        ("E-99", {}, "E-99 is no paper that can be asked for; these can: E-04,"),
        ("E-04", {"options": {"colour": "red"}}, "E-04 has no colour; it has no option."),
        ("E-04", {"whom": ("P7",)}, "P7 is not a tenant of this case; its tenants are P1, P9."),
        ("E-18", {"whom": ("P1",)}, "E-18 is one paper for the case: it is not written for P1."),
    ],
)
def test_a_wish_that_cannot_be_met_says_what_can(
    desk: Callable[[str], Desk], paper: str, more: dict[str, object], said: str
) -> None:
    d = desk("RA1")
    with pytest.raises(asked.NotAsked, match=said.replace("(", r"\(")):
        asked.write(d.connection, row_of(d), paper, by=OFFICER, now=NOW, **more)  # type: ignore[arg-type]


def test_who_may_not_approve_a_paper_gets_a_draft_of_it(desk: Callable[[str], Desk]) -> None:
    d = desk("RA1")
    d.did("contact_made", date(2026, 11, 22), tenant="P1", channel="phone", topics=("cause",))
    by_officer = asked.write(d.connection, row_of(d), "E-18", by=OFFICER, now=NOW)[0]
    by_leader = asked.write(d.connection, row_of(d), "E-18", by="leader@example.org", now=NOW)[0]
    assert (by_officer.row.status, by_leader.row.status) == ("draft", "final")


def test_a_chronology_is_of_the_case_or_of_one_person_of_it(desk: Callable[[str], Desk]) -> None:
    d = desk("RA1")
    whole = asked.write(d.connection, row_of(d), "E-41", by=LEADER, now=NOW)
    alone = asked.write(d.connection, row_of(d), "E-41", by=LEADER, now=NOW, whom=("P9",))
    assert [one.row.recipient_ref for one in (*whole, *alone)] == [None, "P9"]
    with pytest.raises(asked.NotAsked, match="of the whole case or of one person"):
        asked.write(d.connection, row_of(d), "E-41", by=LEADER, now=NOW, whom=("P1", "P9"))
    with pytest.raises(RenderRefused, match="nobody on this tenancy"):
        asked.write(d.connection, row_of(d), "E-41", by=LEADER, now=NOW, whom=("P77",))


def _wrong(d: Desk) -> dict[str, str]:
    """What is wrong now, by paper."""
    kept = documents.list_for_case(d.connection, d.case_ref)
    return {p.paper: p.wrong_because for p in kept if p.wrong_because}


def test_a_payment_told_late_marks_what_was_asked_for_and_its_owner_and_asker_are_told(
    desk: Callable[[str], Desk],
) -> None:
    d = desk("RA2")
    asked.write(d.connection, row_of(d), "E-04", by=LEADER, now=NOW.replace(day=23))
    asked.write(d.connection, row_of(d), "E-18", by=LEADER, now=NOW.replace(day=23))
    day = date(2026, 11, 24)
    d.did("contact_made", day, tenant="P2", channel="phone", topics=("cause",))
    d.did("payment_posted", day, amount=5000, by="somebody@example.org")
    assert _wrong(d) == {}, "what came after it is not in it"
    late = d.command("payment_posted", NOW.date(), amount=20000, by="somebody@example.org")
    d.send(late.model_copy(update={"as_of": NOW.replace(day=24)}))
    assert d.report["refolded"]
    said = "It says something that has changed since: arrears was £1,200.00 and is £1,000.00."
    assert _wrong(d) == {"E-04": said}, "the record of the protocol has no sum in it"
    sent = [r for r in outbox.rows(d.connection, case_ref=d.case_ref) if r.deadline_kind == "paper_wrong"]
    assert sorted(r.audience_email for r in sent) == sorted([LEADER, OFFICER])
    assert all(said in r.body and r.subject == "RA2-1: 1 paper is wrong now" for r in sent)
    # put right, it is right again
    last = ledger.events(d.connection, d.case_ref)[-1]
    d.did("corrected", day, corrects=str(last.event_id), reason="of another account")
    assert _wrong(d) == {} and len(d.report["papers_right"]) == 1


def test_a_breathing_space_told_late_marks_a_paper_asked_for_that_it_forbade(desk: Callable[[str], Desk]) -> None:
    d = desk("RA1")
    for paper in ("E-04", "E-18"):
        asked.write(d.connection, row_of(d), paper, by=LEADER, now=NOW)
    d.did("hold_opened", NOW.date(), hold="breathing_space", registered_on=date(2026, 11, 20))
    wrong = _wrong(d)
    assert set(wrong) == {"E-18"} and "regs 7, 10, 11" in wrong["E-18"], "a statement is only for information"
    assert rebuild(d.connection).identical
