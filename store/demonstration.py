"""An account that moves on with the clock of a demonstration: rent falls due, and payments come in where they are wanted.

Its postings are marked as a demonstration's. The landlord's next files for the account take their place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from law.dates import DAY, Periods, span, weekday_number
from store import accounts, db
from store.accounts import AccountRow, TransactionRow
from store.db import Connection, Row

SQL = db.queries("queries_demonstration.sql")

_LENGTHS = {"weekly": "1 week", "fortnightly": "2 weeks", "four_weekly": "4 weeks", "monthly": "1 month"}
#: The same week of the year before, on the same weekday.
_A_YEAR = timedelta(weeks=52)


class Moved(Row):
    """What a demonstration did to an account. Money in pence; rent_days: the days on which rent fell due, or would have.

    since, until: the days of the balance before and after. typed_until: the day of a typed balance that gave way.
    """

    account_ref: str
    since: date
    until: date
    rent_days: tuple[date, ...]
    charged_pence: int
    paid_pence: int
    balance_pence: int
    arrears_pence: int
    typed_as_at: date | None = None


def move(
    connection: Connection, account_ref: str, until: date, *, paid_pence: int = 0, ended_on: date | None = None
) -> Moved | None:
    """Charges what falls due after the day of the account's balance, to `until` included, and moves the balance there.

    paid_pence: what is paid on each day on which rent falls due. ended_on: the end of the tenancy, from which no rent is
    charged. None when the account is of that day or later. Raises AccountNotFound.
    """
    with connection.transaction():
        account = accounts.get(connection, account_ref)
        since = account.balance_as_at
        if until <= since:
            return None
        held = accounts.transactions(connection, account_ref)
        days = tuple(rent_days(account, held, until))
        rows = [row for day in days for row in _rows(account, day, paid_pence, ended_on or account.tenancy_end)]
        connection.execute(SQL["keep_landlords_own"], {"account_ref": account_ref})
        for row in rows:
            connection.execute(SQL["post"], {"account_ref": account_ref, **row})
        charged = sum(row["charge_pence"] or 0 for row in rows)
        paid = sum(row["payment_pence"] or 0 for row in rows)
        # what the landlord delivered of the days after its own balance was in no balance yet
        ahead = sum(row.pence for row in held if since < row.posted_on <= until)
        moved = charged - paid + ahead
        connection.execute(SQL["move_balance"], {"account_ref": account_ref, "pence": moved, "as_at": until})
        return Moved(
            account_ref=account_ref,
            since=since,
            until=until,
            rent_days=days,
            charged_pence=charged,
            paid_pence=paid,
            balance_pence=account.balance_pence + moved,
            arrears_pence=accounts.own_position(connection, account_ref, until).b1_pence,
            typed_as_at=account.typed_as_at,
        )


def rent_days(account: AccountRow, postings: Sequence[TransactionRow], until: date) -> Iterator[date]:
    """The days after the account's balance, to `until` included, on which rent falls due.

    The account says how many weeks of a year are free of rent and not which: those are free in which, a year before, no
    rent was charged. Where its postings do not reach back so far, rent falls due.
    """
    charges = [row.on for row in postings if row.type == "rent_charge"]
    # rent charged ahead of its day is there already
    last = max([account.balance_as_at, *charges])
    periods = _periods(account, charges)
    free_weeks = account.period.rent_free_weeks
    charged = {on.isocalendar()[:2] for on in charges}
    day = periods.first_day_from(last + DAY)
    while day <= until:
        before = day - _A_YEAR
        reaches = bool(charges) and charges[0] <= before
        if not (free_weeks and reaches and before.isocalendar()[:2] not in charged):
            yield day
            charged.add(day.isocalendar()[:2])
        day = periods.first_day_from(day + DAY)


def _periods(account: AccountRow, charges: Sequence[date]) -> Periods:
    length = span(_LENGTHS[account.period.every])
    starts = (account.rent_due_on or "").strip().lower()
    anchor = charges[-1] if charges else account.tenancy_start
    if length.unit == "months":
        return Periods(length, anchor, int(starts) if starts.isdigit() else anchor.day if charges else 1)
    if starts.isalpha() and (length.number == 1 or not charges):
        anchor += DAY * ((weekday_number(starts) - anchor.weekday()) % 7)
    return Periods(length, anchor, 1)


def _rows(account: AccountRow, day: date, paid_pence: int, ended_on: date | None) -> Iterator[dict[str, Any]]:
    """The postings of one rent day; a payment comes after the charges."""
    if ended_on is None or day < ended_on:
        last = _periods(account, [day]).first_day_from(day + DAY) - DAY
        for kind, pence, words in (
            ("rent_charge", account.rent_pence, "Rent"),
            ("service_charge", account.service_pence, "Service charge"),
            ("other_charge", account.other_pence, "Other charge"),
        ):
            if pence:
                yield _row(day, kind, words, charge_pence=pence, period_start=day, period_end=last)
    if paid_pence:
        yield _row(day, "payment", "Payment", payment_pence=paid_pence)


def _row(day: date, kind: str, words: str, **given: Any) -> dict[str, Any]:
    empty = {"charge_pence": None, "payment_pence": None, "period_start": None, "period_end": None}
    named = {"transaction_ref": f"demonstration-{day.isoformat()}-{kind}", "on": day, "type": kind}
    return {**empty, **named, "description": f"{words} (demonstration)", **given}
