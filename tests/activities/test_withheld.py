"""A paper that could not leave at its event is a task of the case, with the reasons, until it is written or of no use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from cases.deadlines import Deadline, deadlines
from cases.events import load
from cases.fold import fold
from store import documents, ledger
from store.rebuild import rebuild
from tests.activities.conftest import Desk
from tests.activities.test_outcomes import TODAY, _early

HEARD = date(2026, 11, 27)
ORDER: dict[str, Any] = {
    "outcome": "suspended",
    "ground_basis": "discretionary",
    "rent_plus": 500,
    "every": "week",
    "first_payment_on": date(2026, 11, 30),
}


def to_write(d: Desk, on: date) -> dict[str, Deadline]:
    """What is still to be written, by code and reader."""
    return {one.instance: one for one in deadlines(d.state, on) if one.kind == "paper"}


def newest(d: Desk, paper: str) -> dict[str | None, str]:
    """The status of the latest of these papers, by reader."""
    return {
        row.recipient_ref: row.status for row in documents.list_for_case(d.connection, d.case_ref) if row.paper == paper
    }


def same_when_folded(d: Desk) -> bool:
    """Whether record, state and board agree."""
    told = [load({"kind": r.kind, **r.payload}) for r in ledger.events(d.connection, d.case_ref)]
    return fold(d.case_ref, told).state == d.state and rebuild(d.connection).identical


def test_what_nobody_told_is_asked_for_until_a_correction_tells_it(desk: Callable[[str], Desk]) -> None:
    d = desk("RA1")
    _early(d)
    d.did("notice_served", TODAY, method="left_at_address")  # the hour is not told, so nobody can certify it
    found = to_write(d, TODAY)
    assert set(found) == {"E-14/P1", "E-14/P9"} and found["E-14/P1"].label == "Write the paper E-14 to P1"
    assert "(R04)" in found["E-14/P1"].because and "record paper_again for E-14" in found["E-14/P1"].because
    assert same_when_folded(d)
    served = ledger.events(d.connection, d.case_ref)[-1]
    other = d.command("corrected", TODAY, corrects=str(served.event_id), replacement={"left_with": "a neighbour"})
    assert d.send(other).refused is None and set(to_write(d, TODAY)) == set(found), "tried again, and still not told"
    told = d.command("corrected", TODAY, corrects=str(served.event_id), replacement={"at": "11:00"})
    assert d.send(told).refused is None
    assert {p["status"] for p in d.report["papers"] if p["paper"] == "E-14"} == {"final"}
    assert newest(d, "E-14") == {"P1": "final", "P9": "final"} and not to_write(d, TODAY)
    assert [c["kind"] for c in d.report["dates"]["cancelled"] if c["kind"] == "paper"] == ["paper", "paper"]
    assert same_when_folded(d)


def test_written_again_once_what_stood_against_it_is_gone(desk: Callable[[str], Desk]) -> None:
    d = desk("RA1")
    d.did("agreement_made", TODAY, amount=500, every="week", first_payment_on=date(2026, 11, 30))
    late = date(2026, 12, 9)  # the account is older than the letter may go out on
    d.did("agreement_broken", late)
    assert newest(d, "E-07") == {"P1": "withheld", "P9": "withheld"}
    assert all("(R01)" in one.because for one in to_write(d, late).values())
    said = d.refused("paper_again", late, paper="E-07")
    assert "cannot leave (R01)" in said and set(to_write(d, late)) == {"E-07/P1", "E-07/P9"}
    d.delivered(late, 138000)
    d.did("paper_again", late, paper="E-07", to="P1")
    assert newest(d, "E-07") == {"P1": "final", "P9": "withheld"} and set(to_write(d, late)) == {"E-07/P9"}
    d.did("paper_again", late, paper="E-07")
    assert newest(d, "E-07") == {"P1": "final", "P9": "final"} and not to_write(d, late)
    assert "calls for a paper E-35" in d.refused("paper_again", late, paper="E-35")
    assert same_when_folded(d)


def test_what_is_of_no_use_any_more_is_no_task(desk: Callable[[str], Desk]) -> None:
    d = desk("RA1")
    d.did("agreement_made", TODAY, amount=500, every="week", first_payment_on=date(2026, 11, 30))
    late = date(2026, 12, 9)
    d.did("agreement_broken", late)
    d.delivered(late, 138000)
    d.did("agreement_made", late, amount=500, every="week", first_payment_on=date(2026, 12, 14))
    assert not to_write(d, late) and same_when_folded(d)


def test_a_sealed_order_that_says_otherwise_makes_the_letter_wrong_and_it_is_written_again(
    desk: Callable[[str], Desk],
) -> None:
    d = desk("RA1")
    d.did("claim_issued", TODAY, claim_number="K00ZZ123", court="Ternbridge")
    d.did("hearing_listed", TODAY, hearing_at=datetime(2026, 11, 27, 10, tzinfo=UTC), court="Ternbridge")
    d.did("hearing_outcome_recorded", HEARD, **ORDER)
    assert newest(d, "E-30") == {"P1": "final", "P9": "final"} and not to_write(d, HEARD)
    noted = ledger.events(d.connection, d.case_ref)[-1]
    sealed = d.command("corrected", HEARD, corrects=str(noted.event_id), replacement={"first_payment_on": "2026-12-07"})
    assert d.send(sealed).refused is None
    wrong = [w["because"] for w in d.report["papers_wrong"]]
    assert len(wrong) == 2 and all("and is Monday 7 December 2026" in because for because in wrong)
    d.did("paper_again", HEARD, paper="E-30")
    rows = [r for r in documents.list_for_case(d.connection, d.case_ref) if r.paper == "E-30"]
    assert [(r.recipient_ref, bool(r.wrong_because)) for r in rows] == [
        ("P1", True),
        ("P9", True),
        ("P1", False),
        ("P9", False),
    ]
    assert all(r.facts["beat.first_on"] == "2026-12-07" for r in rows[2:]) and same_when_folded(d)


DAY_OF: dict[str, Any] = {
    "at": "10:52",
    "bailiff": "Mr C. Dale, Ternbridge County Court",
    "adults": 2,
    "children": 0,
    "entry": "keys",
    "lock": "L-20418",
    "goods": "None",
    "meters": "Electricity 48213, photographed",
    "condition": "Sound; nobody hurt",
}


def test_the_report_of_an_eviction_is_asked_for_until_the_day_is_told(desk: Callable[[str], Desk]) -> None:
    d = desk("RA1")
    d.did("claim_issued", TODAY, claim_number="K00ZZ123", court="Ternbridge")
    d.did("hearing_listed", TODAY, hearing_at=datetime(2026, 11, 22, 10, tzinfo=UTC), court="Ternbridge")
    d.did("hearing_outcome_recorded", TODAY, outcome="outright", ground_basis="discretionary", possession_on=TODAY)
    d.did("warrant_issued", date(2026, 11, 23), warrant_number="W-1")
    gone = date(2026, 11, 24)
    d.did("eviction_carried_out", gone, **{**DAY_OF, "meters": None, "lock": None})
    (task,) = to_write(d, gone).values()
    assert task.label == "Write the paper E-36-report" and task.instance == "E-36-report/case"
    assert "lock (lock)" in task.because and "meters (meters)" in task.because
    assert task.act_on == date(2026, 11, 26) and task.cite == "Our policy"
    carried = ledger.events(d.connection, d.case_ref)[-1]
    told = {name: DAY_OF[name] for name in ("meters", "lock")}
    d.send(d.command("corrected", gone, corrects=str(carried.event_id), replacement=told))
    assert newest(d, "E-36-report") == {None: "final"} and not to_write(d, gone)
    assert same_when_folded(d)


def test_a_task_that_somebody_has_done_by_hand_is_gone(desk: Callable[[str], Desk]) -> None:
    d = desk("RA1")
    _early(d)
    d.did("notice_served", TODAY, method="left_at_address")
    d.did("deadline_done", TODAY, deadline="paper", instance="E-14/P9")
    assert set(to_write(d, TODAY)) == {"E-14/P1"} and same_when_folded(d)
