"""What `show` and `next` say: of a tenancy no longer introductory, and of a case as at an earlier day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from cli import standing
from store import accounts, board
from store.db import Connection
from tests.activities.conftest import Desk, portfolio
from tests.cases.story import Story

__all__ = ["portfolio"]  # the fixture of the steps, used here too

OPENED, DAY, TODAY = date(2026, 11, 10), date(2026, 11, 15), date(2026, 11, 22)


@pytest.fixture
def opened(portfolio: Connection) -> Desk:
    """A case opened on a day before that of the figures it was opened on, as an imported one is."""
    d = Desk(portfolio, "RA1-1")
    told_now = datetime.combine(TODAY, time(9, 5), tzinfo=UTC)
    receipt = d.send(d.command("case_opened", OPENED).model_copy(update={"as_of": told_now}))
    assert receipt.refused is None, receipt.refused
    assert d.state.balance is not None and d.state.balance.as_at == date(2026, 11, 21)
    return d


def shown(d: Desk, day: date, capsys: pytest.CaptureFixture[str]) -> str:
    row = board.get(d.connection, d.case_ref)
    assert row is not None
    account = accounts.get(d.connection, row.account_ref)
    state = standing.as_at(d.connection, d.case_ref, day)
    standing.tell(row, state, (), (), account, (), today=TODAY, as_at=day)
    return " ".join(capsys.readouterr().out.split())


def test_an_earlier_day_shows_what_was_owed_at_its_end(opened: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    balance = standing.as_at(opened.connection, opened.case_ref, DAY).balance
    assert balance is not None and (balance.arrears, balance.as_at) == (114000, DAY)
    assert "£1,140.00 as at" in shown(opened, DAY, capsys)


def test_a_balance_typed_later_does_not_show_on_an_earlier_day(opened: Desk) -> None:
    opened.did("balance_refreshed", date(2026, 11, 26), arrears=126000, as_at=date(2026, 11, 26))
    for day, pence, as_at in ((DAY, 114000, DAY), (date(2026, 11, 25), 120000, date(2026, 11, 21))):
        balance = standing.as_at(opened.connection, opened.case_ref, day).balance
        assert balance is not None and (balance.arrears, balance.as_at) == (pence, as_at)
    balance = standing.as_at(opened.connection, opened.case_ref, date(2026, 11, 26)).balance
    assert balance is not None and balance.arrears == 126000


def test_without_postings_it_says_that_no_figure_is_held(opened: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    opened.connection.execute("DELETE FROM account_transaction WHERE account_ref = 'RA1'")
    assert standing.as_at(opened.connection, opened.case_ref, DAY).balance is None
    assert "no figure is held for that day" in shown(opened, DAY, capsys)


def test_a_tenancy_past_its_trial_is_said_to_be_secure_with_what_to_record(capsys: pytest.CaptureFixture[str]) -> None:
    standing.secure(Story("introductory", on=date(2027, 5, 3), started_on=date(2026, 4, 6)).state)
    said = " ".join(capsys.readouterr().out.split())
    assert "the tenancy has been secure since Tuesday 6 April 2027" in said
    assert "record trial-extended" in said and "Housing Act 1996 s.125" in said


def test_nothing_is_said_of_any_other(capsys: pytest.CaptureFixture[str]) -> None:
    standing.secure(Story().state)
    standing.secure(Story("introductory", started_on=date(2026, 4, 6)).state)
    assert capsys.readouterr().out == ""
