"""What a plan wants and when: by the rent as it was charged, in the tenancy's own periods, and by the tenants' benefit."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cases.instalments import Charged, behind, cycle, due, missed, proof, short
from cases.state import Tenancy, Terms
from law.dates import add_months

FIRST = date(2027, 2, 15)  # a Monday
RENT = 12000
DAYS = {"weekly": 7, "fortnightly": 14, "four_weekly": 28}
EVERY = {"weekly": "week", "fortnightly": "fortnight", "four_weekly": "four_weeks", "monthly": "month"}


def let(period: str = "weekly", starts: str = "monday") -> Tenancy:
    return Tenancy(
        nation="england", tenure="secure", tenants=("P1",), rent=RENT, rent_period=period, period_starts=starts
    )


def terms(every: str = "week", plus: int = 500, first: date = FIRST) -> Terms:
    return Terms(rent=RENT, plus=plus, every=every, first_payment_on=first)


def charged(period: str, first: date, number: int, to: date, **other: int) -> Charged:
    """Rent charged from a day on; other: by the number of the charge, what it was instead (0: none)."""
    rows = []
    for n in range(number):
        day = add_months(first, n) if period == "monthly" else first + timedelta(days=DAYS[period] * n)
        pence = other.get(f"n{n}", RENT)
        rows += [(day, pence)] if pence else []
    return Charged(to=to, rows=tuple(rows))


@pytest.mark.parametrize(
    ("period", "days"),
    [
        ("weekly", [date(2027, 2, 15), date(2027, 2, 22), date(2027, 3, 1), date(2027, 3, 8)]),
        ("fortnightly", [date(2027, 2, 15), date(2027, 3, 1)]),
        ("four_weekly", [date(2027, 2, 15)]),
        ("monthly", [date(2027, 2, 15)]),
    ],
)
def test_rent_and_instalment_of_one_rhythm_fall_due_together(period: str, days: list[date]) -> None:
    until, held = date(2027, 3, 9), charged(period, FIRST, 9, date(2027, 3, 9))
    for account in (held, None):  # with the account's charges, and by the tenancy's own rent where none are held
        assert due(terms(EVERY[period]), let(period), until, account) == [(day, 12500) for day in days]


def test_a_change_of_rent_is_the_current_rent_from_its_first_charge() -> None:
    held = charged("weekly", FIRST, 9, date(2027, 3, 9), n3=13000)
    assert [p for _, p in due(terms(), let(), date(2027, 3, 9), held)] == [12500, 12500, 12500, 13500]


def test_a_week_without_rent_asks_for_the_instalment_alone() -> None:
    held = charged("weekly", FIRST, 9, date(2027, 3, 9), n1=0)
    assert [p for _, p in due(terms(), let(), date(2027, 3, 9), held)] == [12500, 500, 12500, 12500]


def test_beyond_what_the_account_holds_the_rent_is_the_one_charged_last() -> None:
    held = charged("weekly", FIRST, 2, date(2027, 2, 23), n1=13000)
    assert [p for _, p in due(terms(), let(), date(2027, 3, 1), held)] == [12500, 13500, 13500]


@pytest.mark.parametrize(
    ("period", "starts", "first_charge", "rent_days"),
    [
        ("weekly", "thursday", date(2027, 2, 11), [date(2027, 2, 18), date(2027, 2, 25), date(2027, 3, 4)]),
        ("fortnightly", "thursday", date(2027, 2, 11), [date(2027, 2, 25)]),
        ("four_weekly", "thursday", date(2027, 2, 11), []),
        ("monthly", "1", date(2027, 2, 1), [date(2027, 3, 1)]),
    ],
)
def test_rent_of_another_rhythm_keeps_the_tenancy_s_own_days(
    period: str, starts: str, first_charge: date, rent_days: list[date]
) -> None:
    plan = terms("month" if period != "monthly" else "fortnight", 2000)
    held = charged(period, first_charge, 6, date(2027, 3, 9))
    found = due(plan, let(period, starts), date(2027, 3, 9), held)
    assert [
        d for d, p in found if p in (RENT, RENT + 2000)
    ] == rent_days  # the first of March is an instalment's day too
    assert (FIRST, 2000) in found


@pytest.mark.parametrize(("period", "starts", "first"), [("weekly", "thursday", 18), ("monthly", "28", 28)])
def test_without_charges_rent_of_another_rhythm_falls_due_as_the_tenancy_says(
    period: str, starts: str, first: int
) -> None:
    plan = terms("month" if period == "weekly" else "fortnight", 2000)
    days = [d for d, p in due(plan, let(period, starts), date(2027, 3, 30), None) if p in (RENT, RENT + 2000)]
    assert days[0] == date(2027, 2, first)


def test_universal_credit_paid_monthly_in_arrears_breaks_no_order_by_its_rhythm() -> None:
    """Universal Credit comes on the 28th for the month before; between its days the order is short, and nothing is missed."""
    held = charged("weekly", date(2027, 1, 4), 20, date(2027, 4, 30))
    paid = [(date(2027, 2, 28), 25000), (date(2027, 3, 28), 50000)]
    for until, lacking in ((date(2027, 2, 27), 25000), (date(2027, 3, 27), 50000), (date(2027, 4, 27), 62500)):
        rows = proof(terms(), let(), paid, until, held, date(2027, 3, 28))
        assert (short(rows), missed(rows)) == (lacking, 0)
        assert {r.awaits for r in rows if r.short} == {until + timedelta(days=1)}
    strict = proof(terms(), let(), paid, date(2027, 3, 27), held)
    assert missed(strict) == short(strict) == 50000


def test_what_fell_due_before_universal_credit_was_last_paid_is_missed() -> None:
    held = charged("weekly", date(2027, 1, 4), 20, date(2027, 4, 30))
    rows = proof(terms(), let(), [(date(2027, 2, 28), 12500)], date(2027, 3, 9), held, date(2027, 3, 28))
    assert (short(rows), missed(rows)) == (37500, 12500)
    assert [(r.due_on, r.awaits) for r in rows if r.short] == [
        (date(2027, 2, 22), None),
        (date(2027, 3, 1), date(2027, 3, 28)),
        (date(2027, 3, 8), date(2027, 3, 28)),
    ]


@pytest.mark.parametrize(
    ("told", "until", "days"),
    [
        (date(2027, 3, 28), date(2027, 3, 28), (date(2027, 2, 28), date(2027, 3, 28))),  # it may come on its own day
        (date(2027, 3, 28), date(2027, 3, 29), (date(2027, 3, 28), date(2027, 4, 28))),
        (date(2026, 8, 31), date(2027, 3, 9), (date(2027, 2, 28), date(2027, 3, 31))),  # told long ago
        (date(2027, 5, 3), date(2027, 1, 2), (date(2026, 12, 3), date(2027, 1, 3))),
    ],
)
def test_the_days_of_a_monthly_benefit(told: date, until: date, days: tuple[date, date]) -> None:
    assert cycle(told, until) == days


def test_how_far_behind_the_tenants_were_day_by_day() -> None:
    paid = [(date(2027, 2, 20), 12500), (date(2027, 3, 8), 20000)]
    rows = proof(terms(), let(), paid, date(2027, 3, 9), charged("weekly", FIRST, 9, date(2027, 3, 9)))
    assert behind(rows, paid) == [12500, 12500, 25000, 17500]
    assert short(rows) == 17500
