"""How people write money, days and times."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from speech import words

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "pence"),
    [
        ("12.34", 1234),
        ("£12.34", 1234),
        ("£1,012.00", 101200),
        ("1012", 101200),
        ("12.5", 1250),
        (" 0.01 ", 1),
        ("-12.34", -1234),
        ("-£12.34", -1234),
        ("£-12.34", -1234),
    ],
)
def test_money_is_typed_in_pounds(typed: str, pence: int) -> None:
    assert words.read_money(typed) == pence


@pytest.mark.parametrize(
    "typed",
    ["", "£", "12.345", "1,01.00", "10,12", "1e3", "12p", "--12", "-£-1", "1 000", "$12", "٣", "½", "12.", ".5"],
)
def test_anything_else_is_refused_as_money(typed: str) -> None:
    with pytest.raises(words.Unreadable, match="at most two decimals"):
        words.read_money(typed)


@pytest.mark.parametrize("pence", [0, 1, 99, 100, 101200, 123456789, -1234])
def test_money_that_is_shown_can_be_typed_again(pence: int) -> None:
    assert words.read_money(words.money(pence)) == pence


def test_money_and_days_are_shown_as_people_read_them() -> None:
    assert words.money(101200) == "£1,012.00"
    assert words.money(-5) == "-£0.05"
    assert words.day(date(2026, 12, 1)) == "Tue 1 Dec 2026"
    assert words.moment("2027-06-01T09:30:00+00:00") == "Tue 1 Jun 2027 at 10:30"
    assert words.money(None) == words.day(None) == words.moment(None) == ""


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-12-01", date(2026, 12, 1)),
        ("01/12/2026", date(2026, 12, 1)),
        ("1/2/2026", date(2026, 2, 1)),
        ("Today", TODAY),
        ("yesterday", date(2026, 11, 22)),
    ],
)
def test_a_day_is_typed_in_one_of_four_ways(typed: str, day: date) -> None:
    assert words.read_day(typed, today=TODAY) == day


@pytest.mark.parametrize(
    "typed", ["", "tomorrow", "2026-1-1", "12/2026", "31/02/2026", "2026-02-29", "01-12-2026", "Monday"]
)
def test_any_other_day_is_refused(typed: str) -> None:
    with pytest.raises(words.Unreadable):
        words.read_day(typed, today=TODAY)


@pytest.mark.parametrize(
    ("typed", "instant"),
    [
        ("2026-12-01T10:00", datetime(2026, 12, 1, 10, tzinfo=UTC)),
        ("01/06/2027 10:00", datetime(2027, 6, 1, 9, tzinfo=UTC)),
        ("2027-06-01T10:00Z", datetime(2027, 6, 1, 10, tzinfo=UTC)),
        ("2027-06-01T10:00+01:00", datetime(2027, 6, 1, 9, tzinfo=UTC)),
        ("2027-10-31T01:30", datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),  # the first of the two half past ones
    ],
)
def test_a_time_without_an_offset_is_londons(typed: str, instant: datetime) -> None:
    assert words.read_moment(typed, today=TODAY) == instant


@pytest.mark.parametrize(
    "typed", ["2026-12-01", "2026-12-01T25:00", "10:00", "2027-03-28T01:30", "2026-12-01T10:00+99:00"]
)
def test_a_time_that_does_not_exist_is_refused(typed: str) -> None:
    with pytest.raises(words.Unreadable):
        words.read_moment(typed, today=TODAY)


@pytest.mark.parametrize(
    ("typed", "length"),
    [("14d", timedelta(14)), ("2w", timedelta(14)), ("36h", timedelta(hours=36)), ("7", timedelta(7))],
)
def test_a_length_of_time(typed: str, length: timedelta) -> None:
    assert words.read_span(typed) == length


@pytest.mark.parametrize("typed", ["", "-1d", "1m", "1.5d", "99999d", "d"])
def test_another_length_of_time_is_refused(typed: str) -> None:
    with pytest.raises(words.Unreadable, match="14d"):
        words.read_span(typed)


def test_lists_are_read_out() -> None:
    assert words.listed(["a"]) == "a"
    assert words.listed(["a", "b", "c"]) == "a, b or c"
    assert words.count(1, "case") == "1 case"
    assert words.count(1200, "case") == "1,200 cases"
