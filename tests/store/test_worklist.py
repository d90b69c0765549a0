"""Pages of a list put together are the list, whatever its tab; a place that cannot be is refused; counts are of what is shown."""

from datetime import date, timedelta
from typing import get_args

import pytest

from bench import house
from store import board, worklist
from store.db import Connection, StoreError
from store.scope import HOUSE
from store.worklist import Asked, Tab
from tests.store.rows import deadline, line

TODAY = date(2026, 12, 1)


@pytest.fixture
def portfolio(conn: Connection) -> Connection:
    """Eight cases: with tasks on three days and none, arrears alike and unlike and unknown, hearings, evictions, holds."""
    house.furnish(conn)
    for n in range(8):
        account = f"B{n}"
        house.add_accounts(conn, [account], today=TODAY)
        at = {"at": f"2026-12-{10 + n % 3:02}T10:00:00Z", "on": f"2026-12-{10 + n % 3:02}"}
        row = line(
            account, stage="eviction" if n % 2 else "hearing", arrears_pence=None if n == 3 else 1000 * (n % 3),
            holds=("breathing_space",) if n < 5 else (), waiting_on="court" if n < 6 else "us",
            next_on=None if n == 7 else TODAY, state={"hearing": at, "eviction": at, "claim": {"number": f"K0{n}"}},
        )  # fmt: skip
        board.upsert(conn, row)
        due = [deadline(case_ref=row.case_ref, act_on=TODAY + timedelta(days=n % 3 - 1))] if n < 6 else []
        board.replace_deadlines(conn, row.case_ref, due)
    return conn


@pytest.mark.parametrize("tab", get_args(Tab))
def test_pages_put_together_are_the_list_both_ways(portfolio: Connection, tab: Tab) -> None:
    def page(after: worklist.Place | None = None, before: worklist.Place | None = None) -> list[worklist.WorkRow]:
        return worklist.cases(
            portfolio, Asked(), tab=tab, scope=HOUSE, today=TODAY, limit=3, after=after, before=before
        )

    whole = worklist.cases(portfolio, Asked(), tab=tab, scope=HOUSE, today=TODAY)
    forth: list[worklist.WorkRow] = []
    while found := page(after=worklist.place_of(forth[-1], tab) if forth else None):
        forth += found
    back = [forth[-1]]
    while found := page(before=worklist.place_of(back[0], tab)):
        back = found + back
    refs = [row.case_ref for row in whole]
    assert [row.case_ref for row in forth] == [row.case_ref for row in back] == refs
    name = "everything" if tab == "all" else tab
    counted = worklist.counts(portfolio, Asked(), scope=HOUSE, today=TODAY)[name]
    by_stage = worklist.stage_counts(portfolio, Asked(), scope=HOUSE, today=TODAY)
    assert len(refs) == counted == sum(stage[name] for stage in by_stage.values()) > 3
    cards = worklist.columns(portfolio, Asked(), ["hearing", "eviction"], tab=tab, scope=HOUSE, today=TODAY, each=2)
    for stage in ("hearing", "eviction"):
        assert [c.case_ref for c in cards if c.stage == stage] == [
            r.case_ref for r in worklist.cases(portfolio, Asked(stage=stage), tab=tab, scope=HOUSE, today=TODAY)
        ][:2] or tab in ("hearings", "evictions")


def test_the_order_is_by_our_next_day_then_by_arrears_then_by_reference(portfolio: Connection) -> None:
    found = worklist.cases(portfolio, Asked(), tab="all", scope=HOUSE, today=TODAY)
    assert [row.case_ref for row in found] == ["B0-1", "B3-1", "B1-1", "B4-1", "B6-1", "B2-1", "B5-1", "B7-1"]


@pytest.mark.parametrize("place", [("2026-12-01",), ("soon", "1", "B1-1"), ("2026-12-01", "x", "B1-1")])
def test_a_place_that_cannot_be_is_refused_in_a_sentence(portfolio: Connection, place: tuple[str, ...]) -> None:
    with pytest.raises(StoreError, match="That part of the list is not known"):
        worklist.cases(portfolio, Asked(), tab="all", scope=HOUSE, today=TODAY, after=place)


def test_what_is_asked_for_narrows_list_counts_and_cards_alike(portfolio: Connection) -> None:
    """B0, B3: late; B1, B4, B6: today; B2, B5: tomorrow; B7: no day. B3 owes nobody knows what, the others £0, £10 or £20."""
    portfolio.execute(
        "UPDATE rent_account SET uc_status = 'verified', vulnerability_flag = true WHERE account_ref = 'B1'"
    )
    portfolio.execute(
        "UPDATE rent_account SET hb_weekly_pence = 500, do_not_visit_alone = true WHERE account_ref = 'B2'"
    )
    portfolio.execute(
        "UPDATE rent_account SET uc_status = 'none', hb_weekly_pence = NULL WHERE account_ref NOT IN ('B1', 'B2')"
    )
    portfolio.execute("UPDATE board SET irregular = 2 WHERE case_ref = 'B4-1'")
    portfolio.execute("UPDATE board SET needs_attention = 'x' WHERE case_ref = 'B5-1'")
    portfolio.execute("UPDATE board SET nation = 'wales' WHERE case_ref = 'B6-1'")
    portfolio.execute("UPDATE board SET clock_ahead = '1 day' WHERE case_ref = 'B2-1'")
    portfolio.execute(
        """UPDATE board SET state = state || '{"notice": {"grounds": ["8", "10"]}}' WHERE case_ref = 'B0-1'"""
    )
    known = {
        Asked(due="late"): {0, 3},
        Asked(due="today"): {1, 2, 4, 6},
        Asked(due="week"): {0, 1, 2, 3, 4, 5, 6},
        Asked(owed="0-500"): {0, 1, 2, 4, 5, 6, 7},
        Asked(owed="500-1000"): set(),
        Asked(benefit="uc"): {1},
        Asked(benefit="hb"): {2},
        Asked(benefit="none"): {0, 3, 4, 5, 6, 7},
        Asked(flag="vulnerable"): {1},
        Asked(flag="do_not_visit_alone"): {2},
        Asked(flag="irregular"): {4},
        Asked(flag="attention"): {5},
        Asked(flag="restricted"): set(),
        Asked(flag="paper_withheld"): set(),
        Asked(nation="wales"): {6},
        Asked(ground="8"): {0},
        Asked(ground="11"): set(),
        Asked(nation="england", due="today", benefit="none"): {4},
    }
    for asked, numbers in known.items():
        found = worklist.cases(portfolio, asked, tab="all", scope=HOUSE, today=TODAY)
        assert {row.case_ref for row in found} == {f"B{n}-1" for n in numbers}, asked
        assert worklist.counts(portfolio, asked, scope=HOUSE, today=TODAY)["everything"] == len(numbers), asked
        cards = worklist.columns(portfolio, asked, ["hearing", "eviction"], tab="all", scope=HOUSE, today=TODAY, each=9)
        assert {card.case_ref for card in cards} == {row.case_ref for row in found}, asked
