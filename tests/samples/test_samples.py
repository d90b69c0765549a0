"""The sample: made again it is the same, it loads without one fault, and its histories are what they say they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import pytest

import law
from activities.enrich import enrich
from cases.decide import follow, judge
from cases.events import REGISTER, parse
from cases.events.base import Event
from cases.position import position
from cases.stages import STAGES
from cases.state import State
from cli.forms import complaints_about
from samples import generate
from samples.ledger import EVERY
from samples.portfolio import Entry
from store import accounts, landlords
from store.db import Connection
from store.imports import HistoryEvent, check, history_of, load
from store.projection import Roster

TODAY = generate.COMMITTED_ON
FILES = ("rent_accounts.csv", "tenants.csv", "transactions.csv", "events.csv", "landlord.toml")
# The committed day, a plain weekday, and days around the year's long holidays and month ends.
DAYS = (TODAY, date(2026, 12, 25), date(2027, 1, 4), date(2027, 3, 1), date(2027, 3, 29), date(2027, 8, 31))


Written = Callable[[date], tuple[Path, list[Entry]]]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """The files of a day and the accounts in them, written once for all tests of that day."""

    @cache
    def write(today: date) -> tuple[Path, list[Entry]]:
        folder = tmp_path_factory.mktemp("portfolio")
        return folder, generate.write(folder, today)

    return write


def test_made_again_it_is_what_is_committed(written: Written) -> None:
    folder, _ = written(TODAY)
    for name in FILES:
        assert (folder / name).read_bytes() == (generate.COMMITTED / name).read_bytes(), name
    assert sorted(path.name for path in generate.COMMITTED.iterdir()) == sorted(FILES)


def test_the_command_writes_it_for_any_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert generate.main(["--today", "2027-02-15", "--out", str(tmp_path)]) == 0
    assert "as on 2027-02-15" in capsys.readouterr().out
    report = check(tmp_path, today=date(2027, 2, 15), event_check=complaints_about)
    assert report.problems == ()


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_it_has_no_fault_on_any_day(written: Written, today: date) -> None:
    folder, entries = written(today)
    report = check(folder, today=today, event_check=complaints_about)
    assert report.problems == (), [problem.sentence for problem in report.problems[:5]]
    assert 190 <= report.in_arrears <= 215
    assert all(not row.difference_pence for row in report.reconciliation)
    assert len(report.reconciliation) == len(entries)


def test_it_has_what_a_landlord_has(written: Written) -> None:
    entries = written(TODAY)[1]
    assert {entry.charges.code for entry in entries} == set(EVERY)
    assert {"secure", "introductory", "assured", "shared_ownership", "garage", "flexible", "demoted"} <= {
        e.tenure for e in entries
    }
    assert {entry.jurisdiction for entry in entries} == {"england", "scotland", "wales"}
    assert {entry.stage for entry in entries if entry.stage} == set(STAGES)
    surnames = {tenant.surname for entry in entries for tenant in entry.tenants}
    assert any("'" in name for name in surnames) and any(not name.isascii() for name in surnames)
    assert sum(len([t for t in e.tenants if t.role == "joint"]) == 2 for e in entries) >= 20
    assert len({(t.forename, t.surname) for e in entries for t in e.tenants}) > 200
    assert len({(e.home.address_1, e.home.postcode) for e in entries}) == len(entries)
    kinds = Counter(row.type for entry in entries for row in entry.postings)
    assert {"housing_benefit", "uc_direct", "reversal", "court_cost", "write_off", "other_charge"} <= set(kinds)


def test_every_event_of_the_histories_is_one_that_can_be_recorded(written: Written) -> None:
    steps = [step for entry in written(TODAY)[1] for step in entry.steps]
    assert {step.event for step in steps} <= set(REGISTER)
    for step in steps:
        assert complaints_about(step.event, step.details, step.happened_on) == [], step
    assert len({step.event for step in steps}) > 30


def event_of(row: HistoryEvent) -> Event:
    """The event that a row of the history is."""
    return parse(
        row.event,
        {
            "event_id": str(uuid5(NAMESPACE_URL, f"{row.account_ref}/{row.row}")),
            "happened_on": row.happened_on,
            "recorded_at": row.recorded_at or datetime.combine(row.happened_on, time(12), tzinfo=UTC),
            "recorded_by": row.recorded_by,
            "source": "import",
            **row.details,
        },
    )


def run(conn: Connection, entry: Entry, today: date, roster: Roster) -> State:
    """The case after its whole history, each event completed from the account as the step would."""
    state = State(case_ref=f"{entry.account_ref}-1")
    for row in history_of(conn, entry.account_ref):
        event = enrich(conn, state, event_of(row), account_ref=entry.account_ref, today=today, roster=roster)
        objections = judge(state, event, today)
        impossible = [o.says for o in objections if o.kind == "impossible"]
        assert not impossible, (entry.story, row.event, row.happened_on, impossible)
        state = follow(state, event, objections).state
    return state


@pytest.mark.parametrize("today", [TODAY, date(2027, 3, 29)], ids=str)
def test_its_histories_stand_where_they_say_and_only_the_irregular_are_irregular(
    conn: Connection, written: Written, today: date
) -> None:
    folder, entries = written(today)
    report = check(folder, today=today, connection=conn)
    load(conn, folder, report=report, by="test", today=today)
    roster = Roster(())
    for entry in (entry for entry in entries if entry.steps):
        state = run(conn, entry, today, roster)
        at = position(state, today)
        assert at.stage == entry.stage, (entry.account_ref, entry.story, at)
        open_ones = [i.rule for i in state.irregular if i.status == "open"]
        assert bool(open_ones) == entry.irregular, (entry.account_ref, entry.story, open_ones)
        held = accounts.position_as_at(conn, entry.account_ref, today)
        assert (held.b0_pence, held.as_at) == (entry.balance, today - timedelta(days=1))
        if state.closed_on:
            assert held.b0_pence <= 0
    assert {row.email for row in landlords.officers(conn)} >= {e.owner for e in entries}
    assert {landlords.landlord(conn, code).kind for code in ("TBC", "TVH")} == {"local_authority", "prp"}


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_the_stories_that_the_demonstration_is_about_are_there(written: Written, today: date) -> None:
    stories = {entry.story: entry for entry in written(today)[1]}

    eviction = next(s for s in stories["eviction next week"].steps if s.event == "eviction_booked")
    delivered = next(s for s in stories["eviction next week"].steps if s.event == "eviction_notice_delivered")
    evicted_on = law.dates.london_day(datetime.fromisoformat(eviction.details["eviction_at"]))
    assert today + timedelta(days=2) <= evicted_on <= today + timedelta(days=13)
    by = law.ask("england.warrant.notice_of_eviction", eviction_on=evicted_on)["deliver_by"]
    assert delivered.happened_on <= by

    late = next(s for s in stories["eviction notice too late"].steps if s.event == "eviction_booked")
    late_on = law.dates.london_day(datetime.fromisoformat(late.details["eviction_at"]))
    assert (
        stories["eviction notice too late"].steps[-1].happened_on
        > law.ask("england.warrant.notice_of_eviction", eviction_on=late_on)["deliver_by"]
    )

    pause = next(s for s in stories["breathing space running"].steps if s.event == "hold_opened")
    registered_on = date.fromisoformat(pause.details["registered_on"])
    span = law.ask("england.breathing_space.standard", registered_on=registered_on)
    assert span["starts_on"] <= today <= span["last_day"]

    lapsed = next(s for s in stories["notice lapsed"].steps if s.event == "notice_served")
    specified_on = date.fromisoformat(lapsed.details["specified_on"])
    window = law.ask("england.assured.claim_window", specified_on=specified_on, served_on=lapsed.happened_on)
    assert window["statutory_claim_by"] < today


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_ground_8_is_only_on_notices_whose_arrears_reached_it(written: Written, today: date) -> None:
    met = 0
    for entry in written(today)[1]:
        served = next((s for s in entry.steps if s.event == "notice_served"), None)
        if served is None or "8" not in served.details["grounds"]:
            continue
        rent = ("rent_charge", "service_charge", "opening_balance", "payment", "uc_direct", "housing_benefit")
        owed = sum(r.pence for r in entry.postings if r.posted_on < served.happened_on and r.type in rent)
        answer = law.ask(
            "england.assured.ground_8",
            social_housing=entry.social_housing,
            rent_frequency=entry.charges.every,
            rent=entry.charges.reserved,
            owed_at_notice=owed,
            owed_at_hearing=owed,
            notice_on=served.happened_on,
            hearing_on=served.happened_on,
        )
        assert answer["met"], (entry.account_ref, entry.story, owed, answer["threshold"])
        met += 1
    assert met >= 5


def test_nobody_in_it_can_be_reached(written: Written) -> None:
    for entry in written(TODAY)[1]:
        assert entry.home.postcode.startswith("ZZ")
        for tenant in entry.tenants:
            assert tenant.phone.startswith("07700 900") or not tenant.phone
            assert tenant.email.endswith("@example.org") or not tenant.email


def test_the_readme_names_the_right_accounts(written: Written) -> None:
    lines = (generate.HERE / "README.md").read_text(encoding="utf-8").splitlines()
    told = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines if line.startswith("| A1")]
    entries = {entry.account_ref: entry for entry in written(TODAY)[1]}
    assert len(told) > 20
    assert told == [(e.account_ref, e.story, e.tenure, e.stage) for e in (entries[account] for account, *_ in told)]
    irregular = {entry.story for entry in entries.values() if entry.irregular}
    assert irregular == {"notice void in a moratorium", "eviction notice too late"}
