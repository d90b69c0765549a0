"""What an installation adds to the law: numbered without a gap, never edited, and read once for as long as it is the newest."""

from __future__ import annotations

from datetime import UTC, date, datetime

import psycopg
import pytest

from law.additions import NOTHING, SignOff
from law.calendars import CalendarChange, DayChange
from store import lawbook
from store.db import Connection

TODAY = date(2026, 12, 1)


def days(on: date) -> CalendarChange:
    day = DayChange(on=on, kind="local_holiday", name="Fair day", place="Ternbridge", confirmed=False)
    where = "https://council.example/holidays"
    return CalendarChange(
        version=0, known_from=TODAY, calendar="scotland", source=where, seen_on=TODAY, days=(day,), held_until=None
    )


def test_entries_come_back_as_they_were_made(conn: Connection) -> None:
    assert lawbook.read(conn) is NOTHING
    kept = lawbook.add_days(conn, days(date(2027, 8, 6)), by="sol@example.org")
    signed = SignOff(version=0, known_from=TODAY, rule="england.fee", values=("a", "b"), on=TODAY, by="sol@example.org")
    signature = lawbook.sign(conn, signed.model_copy(update={"note": "Read in the Order"}))
    gone = lawbook.sign(conn, signed.model_copy(update={"stands": False}))
    assert (kept.version, signature.version, gone.version) == (1, 2, 3)

    more = lawbook.read(conn)
    assert more.version == 3 and more.changes == (kept,) and more.sign_offs == (signature, gone)
    assert lawbook.read(conn) is more
    lawbook.add_days(conn, days(date(2027, 8, 9)), by="sol@example.org")
    newer = lawbook.read(conn)
    assert newer.version == 4 and newer.digest != more.digest


@pytest.mark.parametrize(
    "change", ["UPDATE law_entry SET known_from = '2020-01-01'", "DELETE FROM law_entry", "TRUNCATE law_entry"]
)
def test_an_entry_is_never_changed(conn: Connection, change: str) -> None:
    lawbook.add_days(conn, days(date(2027, 8, 6)), by="sol@example.org")
    conn.commit()
    with pytest.raises(psycopg.errors.RestrictViolation, match="append only"):
        conn.execute(change.encode())


def test_how_many_there_were_at_an_instant(conn: Connection) -> None:
    lawbook.add_days(conn, days(date(2027, 8, 6)), by="sol@example.org")
    (entry,) = lawbook.entries(conn)
    assert lawbook.version_at(conn, entry.entered_at) == 1
    assert lawbook.version_at(conn, datetime(2020, 1, 1, tzinfo=UTC)) == 0
