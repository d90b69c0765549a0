"""Each report counts what the record and the register say, after corrections, and only what somebody may see."""

from datetime import date, datetime, timedelta
from typing import Any, get_args

import pytest

from bench import house
from store import board, ledger, reports, restricted
from store.db import Connection
from store.scope import HOUSE, Scope
from tests.store.rows import NOON, deadline, event, line, step

TODAY = date(2026, 12, 1)
PERIOD: dict[str, Any] = {"since": date(2026, 11, 1), "until": TODAY, "today": TODAY}


def told(
    conn: Connection, account: str, *kinds: tuple[str, str, dict[str, Any]], stage: str = "notice", **outcome: Any
) -> None:
    """A case whose whole history came in one step, as an import's does: (kind, day, payload)."""
    case_ref = f"{account}-1"
    house.add_accounts(conn, [account], today=TODAY)
    board.upsert(conn, line(account, stage=stage))
    written = {"stage": {"before": None, "after": stage}, "dates": {"cancelled": []}} | outcome
    events = [
        event(seq, case_ref=case_ref, kind=kind, happened_on=date.fromisoformat(day), payload=payload)
        for seq, (kind, day, payload) in enumerate(kinds, start=1)
    ]
    ledger.append_step(conn, step(case_ref=case_ref, outcome=written), events)


def report(conn: Connection, name: reports.Report, scope: Scope = HOUSE, **more: Any) -> list[dict[str, Any]]:
    return reports.report(conn, name, scope=scope, **PERIOD | more)


@pytest.fixture(autouse=True)
def landlord(conn: Connection) -> None:
    house.furnish(conn)


def test_an_imported_case_came_to_its_stage_when_its_event_happened(conn: Connection) -> None:
    told(
        conn, "A1", ("case_opened", "2026-09-01", {}), ("notice_served", "2026-10-02", {}), ("note_added", "2026-11-20", {})
    )  # fmt: skip
    found = report(conn, "pipeline", entries={"notice": ["notice_served"]})
    assert [(r["stage"], r["half"]) for r in found] == [("notice", 60)]


def test_a_corrected_fee_counts_as_corrected_and_a_withdrawn_one_not_at_all(conn: Connection) -> None:
    told(conn, "A1", ("claim_issued", "2026-11-02", {"fee": 39100}), ("corrected", "2026-11-03", {}))
    told(
        conn,
        "A2",
        ("claim_issued", "2026-11-02", {"fee": 1}),
        ("hearing_outcome_recorded", "2026-11-20", {"costs": 32500}),
    )
    told(conn, "A3", ("claim_issued", "2026-11-02", {}), ("claim_issued", "2026-10-02", {"fee": 7}))
    fixes: tuple[tuple[str, dict[str, Any]], ...] = (("A1", {"replacement": {"fee": 40400}}), ("A2", {}))
    for account, fix in fixes:
        case_ref = f"{account}-1"
        first = ledger.events(conn, case_ref)[0]
        ledger.append_step(
            conn,
            step(2, case_ref=case_ref, outcome={}),
            [event(3, number=2, case_ref=case_ref, kind="corrected", payload={"corrects": str(first.event_id)} | fix)],
        )
    found = {r["what"]: (r["cases"], r["pence"]) for r in report(conn, "fees")}
    assert found["fee"] == (1, 40400) and found["fee_unknown"] == (1, 0) and found["costs"] == (1, 32500)


def test_an_agreement_is_what_first_followed(conn: Connection) -> None:
    made: tuple[str, str, dict[str, Any]] = ("agreement_made", "2026-11-02", {})
    told(conn, "A1", made, ("agreement_broken", "2026-11-20", {}), ("agreement_made", "2026-11-25", {}))
    told(conn, "A2", made, ("agreement_completed", "2026-11-20", {}))
    told(conn, "A3", ("agreement_made", "2026-10-02", {}), ("agreement_broken", "2026-11-20", {}))
    found = {r["became"]: r["cases"] for r in report(conn, "agreements")}
    assert found == {"agreement_broken": 1, "agreement_completed": 1, "running": 1}


def test_our_dates_are_met_late_or_open_and_late(conn: Connection) -> None:
    def gone(day: date, **more: Any) -> dict[str, Any]:
        return {
            "kind": "claim_from",
            "label": "The claim may be made",
            "act_on": day.isoformat(),
            "status": "open",
            **more,
        }

    day = timedelta(days=1)
    dates = [
        gone(TODAY), gone(TODAY - day), gone(TODAY, waiting_on="tenant"), gone(TODAY, kind="instalment"),
        gone(TODAY - 60 * day), gone(TODAY, act_on=None),
    ]  # fmt: skip
    told(conn, "A1", ("note_added", "2026-11-02", {}), dates={"cancelled": dates})
    board.replace_deadlines(
        conn,
        "A1-1",
        [deadline(case_ref="A1-1", act_on=TODAY - day), deadline(case_ref="A1-1", instance="b", act_on=TODAY)],
    )
    found = report(conn, "dates_met")
    assert [(r["kind"], r["met"], r["late"], r["open"]) for r in found] == [("claim_from", 1, 1, 1)]


def test_cases_are_told_apart_only_by_what_is_held(conn: Connection) -> None:
    told(conn, "A1", ("notice_served", "2026-11-02", {}), ("claim_submitted", "2026-11-20", {}))
    told(conn, "A2", ("notice_served", "2026-11-02", {}))
    conn.execute("UPDATE rent_account SET vulnerability_flag = true WHERE account_ref = 'A1'")
    conn.execute("UPDATE person SET date_of_birth = '2005-01-01' WHERE tenancy_ref = 'T-A2'")
    found = {(r["held"], r["group"]): (r["cases"], r["notice"], r["claim"]) for r in report(conn, "fairness")}
    assert found["Vulnerability", "noted"] == (1, 1, 1) and found["Vulnerability", "not noted"] == (1, 1, 0)
    assert found["Age of the lead tenant", "under 25"] == (1, 1, 0)
    assert found["Universal Credit", "none known"] == (2, 2, 1)


def test_arrears_leave_out_credits_court_costs_and_what_one_may_not_see(conn: Connection) -> None:
    told(conn, "A1", ("note_added", "2026-11-02", {}))
    house.add_accounts(conn, ["A2", "A3"], today=TODAY)
    conn.execute("UPDATE rent_account SET balance_pence = 10000, court_costs_pence = 4000 WHERE account_ref = 'A1'")
    conn.execute("UPDATE rent_account SET balance_pence = -5000 WHERE account_ref = 'A2'")
    conn.execute("UPDATE rent_account SET balance_pence = 900, account_status = 'former' WHERE account_ref = 'A3'")
    found = {r["former"]: (r["accounts"], r["owed"], r["rent"]) for r in report(conn, "rent_due")}
    assert found == {False: (2, 6000, 2 * house.RENT), True: (1, 900, house.RENT)}
    restricted.restrict(conn, "A1-1", people=[], reason="x", by="lee@example.org")
    legal = Scope(None, None, "sol@example.org")
    assert {r["former"]: r["owed"] for r in report(conn, "rent_due", legal)} == {False: 0, True: 900}
    assert report(conn, "fees", Scope("South", "South", "ann@example.org"))[0]["cases"] == 0


def test_every_report_leaves_out_what_one_may_not_see(conn: Connection) -> None:
    told(
        conn, "A1", ("case_opened", "2026-11-02", {}), ("agreement_made", "2026-11-02", {}),
        ("hearing_outcome_recorded", "2026-11-20", {"outcome": "suspended", "costs": 5}),
        dates={"cancelled": [{"kind": "k", "label": "l", "act_on": "2026-11-20", "status": "open"}]},
    )  # fmt: skip
    since, until = (datetime.combine(day, NOON.timetz()) for day in (PERIOD["since"], TODAY + timedelta(days=1)))
    more: dict[str, dict[str, Any]] = {
        "pipeline": {"entries": {}}, "moved": {"since": since, "until": until},
        "paper_counts": {"since": since, "until": until},
    }  # fmt: skip
    for name in get_args(reports.Report):
        seen = report(conn, name, **more.get(name, {}))
        restricted.restrict(conn, "A1-1", people=[], reason="x", by="lee@example.org")
        hidden = report(conn, name, Scope(None, None, "sol@example.org"), **more.get(name, {}))
        restricted.free(conn, "A1-1", reason="over", by="lee@example.org")
        figures = [v for row in hidden for v in row.values() if isinstance(v, int) and not isinstance(v, bool)]
        assert not any(figures), (name, hidden)
        assert seen or name == "paper_counts", name
