"""Words that are not ours: append only, numbered, for days, approved by a second person, and whole."""

from __future__ import annotations

from datetime import date, timedelta

import psycopg
import pytest

from law.dates import london_day
from store import wording
from store.db import Connection, StoreError

DAY = date(2026, 1, 1)
ANN, LEE = "ann@example.org", "lee@example.org"


def added(
    conn: Connection, words: bytes = b"The words.", *, since: date = DAY, until: date | None = None
) -> wording.WordingRow:
    return wording.add(conn, "block", "V-PAP", words, since=since, until=until, source="https://example.org", by=ANN)


def test_a_version_is_kept_as_it_was_given_and_approved_by_another_person(conn: Connection) -> None:
    row = added(conn)
    assert (row.version, row.content, row.approved_by, row.sound) == (1, b"The words.", None, True)
    with pytest.raises(wording.NotApproved, match=r"ann@example\.org added V-PAP version 1; another person"):
        wording.approve(conn, row, by=ANN.upper())
    wording.approve(conn, wording.waiting(conn, "block", "V-PAP"), by=LEE)
    (held,) = wording.held(conn, "block")
    assert (held.approved_by, held.approved_sha256, held.sound) == (LEE, held.sha256, True)
    with pytest.raises(wording.NotApproved, match=r"approved by lee@example\.org already"):
        wording.waiting(conn, "block", "V-PAP")
    with pytest.raises(wording.NothingHeld):
        wording.waiting(conn, "block", "V-F3")


def test_the_version_of_a_day_is_the_one_that_began_last(conn: Connection) -> None:
    added(conn, until=date(2026, 6, 1))
    added(conn, b"New words.", since=date(2026, 4, 1))
    rows = wording.held(conn, "block", "V-PAP")
    found = [wording.newest(rows, date(2026, month, day)) for month, day in ((3, 31), (4, 1), (12, 1))]
    assert [row.version if row else None for row in found] == [1, 2, 2]
    assert wording.newest(rows, date(2025, 12, 31)) is None
    assert wording.newest(rows[:1], date(2026, 6, 1)) is None


def test_the_same_words_for_the_same_days_are_kept_once(conn: Connection) -> None:
    added(conn)
    with pytest.raises(StoreError, match="already, as version 1"):
        added(conn)
    assert added(conn, until=date(2027, 1, 1)).version == 2


def test_a_version_is_never_changed_and_bytes_that_were_changed_show(conn: Connection) -> None:
    row = added(conn)
    with pytest.raises(psycopg.errors.RestrictViolation), conn.transaction():
        conn.execute("UPDATE wording SET since = '2020-01-01'")
    conn.execute("UPDATE paper_content SET bytes = 'other'")
    assert not wording.held(conn, "block")[0].sound
    with pytest.raises(StoreError, match="no longer fit their SHA-256"):
        wording.waiting(conn, "block", row.name)


def test_a_text_changed_together_with_its_hash_is_not_what_was_approved(conn: Connection) -> None:
    row = added(conn)
    wording.approve(conn, row, by=LEE)
    other = wording.add(conn, "block", "V-F3", b"Other words.", since=DAY, by=ANN)
    conn.execute("ALTER TABLE wording DISABLE TRIGGER wording_append_only")
    conn.execute("UPDATE wording SET sha256 = %s WHERE name = 'V-PAP'", [other.sha256])
    assert [one.sound for one in wording.held(conn, "block")] == [True, False]


def test_papers_get_the_bytes_that_fit_their_hash_once_this_process_has_them(conn: Connection) -> None:
    row = added(conn, b"Words that are read again and again.")
    assert wording.in_use(conn, "block") == wording.in_use(conn, "block") == wording.held(conn, "block") == [row]
    other = added(conn, b"Other words.")
    conn.execute("UPDATE paper_content SET bytes = 'changed'")
    first, second = wording.in_use(conn, "block")
    assert (first, second.sound, second.sha256) == (row, False, other.sha256)
    assert not any(one.sound for one in wording.held(conn, "block"))


def test_a_landlords_wording_stands_for_no_day_before_it_was_accepted(conn: Connection) -> None:
    row = wording.add(conn, "paper", "E-01", b"Ours.", since=DAY, by=ANN)
    assert row.covers(DAY)  # nobody has accepted it: whoever uses it asks for that first
    wording.approve(conn, row, by=LEE)
    (held,) = wording.held(conn, "paper")
    accepted = london_day(held.approved_at or pytest.fail("nobody accepted it"))
    assert DAY < accepted == held.stands_from
    assert [held.covers(accepted - timedelta(days=1)), held.covers(accepted)] == [False, True]
    wording.approve(conn, added(conn), by=LEE)
    assert wording.held(conn, "block")[0].stands_from == DAY  # the law's own days do not wait for us
