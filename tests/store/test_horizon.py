"""The calendars' end is told a year before, to whoever answers for the law, until a further year is imported."""

from __future__ import annotations

from datetime import date

from law.calendars import CalendarChange
from store import horizon, lawbook, outbox
from store.db import Connection

LAST = date(2028, 12, 31)


def officer(conn: Connection, email: str, role: str) -> None:
    conn.execute("INSERT INTO officer (email, name, role) VALUES (%s, %s, %s)", [email, email, role])


def longer(conn: Connection, calendar: str) -> None:
    lawbook.add_days(
        conn,
        CalendarChange(
            version=1,
            known_from=date(2028, 1, 10),
            calendar=calendar,
            source="https://www.gov.uk/bank-holidays.json",
            seen_on=date(2028, 1, 10),
            days=(),
            held_until=date(2030, 1, 1),
        ),
        by="sol@example.org",
    )


def test_the_alarm_is_for_calendars_with_less_than_a_year(conn: Connection) -> None:
    assert horizon.short(conn, date(2028, 1, 1)) == ()
    ends = horizon.short(conn, date(2028, 1, 2))
    assert [(e.calendar, e.last) for e in ends] == [("england-and-wales", LAST), ("scotland", LAST)]
    assert "ends on Sunday 31 December 2028, in less than 12 months" in ends[0].sentence
    longer(conn, "england-and-wales")
    assert [e.calendar for e in horizon.short(conn, date(2028, 1, 10))] == ["scotland"]


def test_the_legal_team_is_told_once_a_week(conn: Connection) -> None:
    officer(conn, "dan@example.org", "director")
    assert {r.audience_email for r in horizon.reminders(conn, date(2028, 1, 12))} == {"dan@example.org"}
    officer(conn, "sol@example.org", "legal")
    wednesday, friday, monday = (
        {(r.id, r.audience_email) for r in horizon.reminders(conn, day)}
        for day in (date(2028, 1, 12), date(2028, 1, 14), date(2028, 1, 17))
    )
    assert len(wednesday) == 2 and {to for _, to in wednesday} == {"sol@example.org"}
    assert wednesday == friday and not wednesday & monday
    assert not list(horizon.reminders(conn, date(2027, 12, 31)))
    for row in horizon.reminders(conn, date(2028, 1, 12)):
        outbox.add(conn, row)
        outbox.add(conn, row)
    assert len(outbox.rows(conn, audience_email="sol@example.org")) == 2
