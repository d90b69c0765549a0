"""Reminders: what is due leaves once and to the right person, what is overdue goes up, and each morning has its list."""

from __future__ import annotations

import asyncio
import email.policy
from datetime import UTC, date, datetime, time, timedelta
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from activities.mail import FolderMail, SmtpMail
from activities.reminders import Dispatcher
from bench import house
from law.dates import london_instant
from stack import processes
from store import board, outbox
from store import db as store_db
from store.db import Connection
from tests.store import rows

TODAY = date(2026, 11, 24)  # a Tuesday
EIGHT = london_instant(TODAY, time=time(8))
CASE = rows.CASE


def messages(folder: Path) -> list[EmailMessage]:
    parser = BytesParser(EmailMessage, policy=email.policy.default)
    found = [parser.parsebytes(path.read_bytes()) for path in sorted(folder.glob("*.eml"))]
    return [message for message in found if isinstance(message, EmailMessage)]


@pytest.fixture
def desk(conn: Connection, db: str, tmp_path: Path) -> Any:
    """A case of Priya's with one date, and a dispatcher that writes into a folder."""
    house.furnish(conn)
    board.upsert(conn, board.BoardRow.model_validate(rows.line(owner=house.OFFICER).model_dump()))
    conn.commit()
    settings = house.settings_for(db, "127.0.0.1:1", tmp_path)
    return Dispatcher(settings, FolderMail(settings.mail_dir)), settings.mail_dir


def deadline(conn: Connection, act_on: date, **changed: Any) -> None:
    given: dict[str, Any] = {"owner": house.OFFICER, "waiting_on": "us", "act_on": act_on}
    board.replace_deadlines(conn, CASE, [rows.deadline(**given | changed)])
    conn.commit()


def reminder(conn: Connection, not_before: datetime, *, to: str = house.OFFICER) -> outbox.OutboxRow:
    row = outbox.OutboxRow(
        id=outbox.row_id(CASE, "claim_from", "", to, not_before),
        case_ref=CASE,
        step=1,
        deadline_kind="claim_from",
        audience_email=to,
        not_before=not_before,
        subject=f"{CASE}: the claim may be made",
        body="Because the notice named that day.",
    )
    outbox.plan(conn, CASE, 1, [row])
    conn.commit()
    return row


async def test_what_is_due_leaves_once_under_the_id_of_its_row(conn: Connection, desk: Any) -> None:
    dispatcher, folder = desk
    row = reminder(conn, EIGHT)
    assert await dispatcher.round(conn, now=EIGHT - timedelta(minutes=1)) == 0
    assert await dispatcher.round(conn, now=EIGHT) == 1
    assert await dispatcher.round(conn, now=EIGHT + timedelta(hours=1)) == 0

    (message,) = messages(folder)
    assert message["To"] == house.OFFICER
    assert str(row.id) in message["Message-ID"]
    assert message["Subject"] == row.subject
    assert "Because the notice named that day." in message.get_content()


async def test_what_a_later_step_made_void_does_not_leave(conn: Connection, desk: Any) -> None:
    dispatcher, folder = desk
    reminder(conn, EIGHT)
    outbox.plan(conn, CASE, 2, [])
    conn.commit()
    assert await dispatcher.round(conn, now=EIGHT) == 0
    assert messages(folder) == []


async def test_a_message_that_could_not_leave_is_tried_again_and_does_not_hold_up_the_next(
    conn: Connection, desk: Any, tmp_path: Path
) -> None:
    class Choosy(FolderMail):
        closed = True

        async def send(self, message: EmailMessage) -> None:
            if self.closed and message["To"] == house.LEGAL:
                raise ConnectionRefusedError(f"{house.LEGAL} is refused")
            await super().send(message)

    _, folder = desk
    mail = Choosy(folder)
    dispatcher = Dispatcher(house.settings_for("", "", tmp_path), mail)
    first = reminder(conn, EIGHT, to=house.LEGAL)
    key = outbox.row_id(CASE, "x", "", house.OFFICER, EIGHT)
    outbox.add(conn, first.model_copy(update={"id": key, "deadline_kind": "x", "audience_email": house.OFFICER}))
    conn.commit()
    assert await dispatcher.round(conn, now=EIGHT) == 1
    (held_up,) = outbox.rows(conn, failed=True)
    assert (held_up.id, held_up.failed_at) == (first.id, EIGHT)
    assert held_up.failed_why == "ConnectionRefusedError: an address is refused"
    mail.closed = False
    assert await dispatcher.round(conn, now=EIGHT) == 1
    assert outbox.rows(conn, failed=True) == []
    assert {message["To"] for message in messages(folder)} == {house.OFFICER, house.LEGAL}


async def test_somebody_who_is_away_is_stood_in_for(conn: Connection, desk: Any) -> None:
    dispatcher, folder = desk
    conn.execute(
        "UPDATE officer SET absent_from = %s, absent_until = %s, cover_email = %s WHERE email = %s",
        [TODAY, TODAY + timedelta(days=1), house.COVER, house.OFFICER],
    )
    reminder(conn, EIGHT)
    await dispatcher.round(conn, now=EIGHT)
    (message,) = messages(folder)
    assert message["To"] == house.COVER and f"in place of {house.OFFICER}" in message.get_content()

    tomorrow = EIGHT + timedelta(days=1)
    reminder(conn, tomorrow)
    await dispatcher.round(conn, now=tomorrow)
    assert [m["To"] for m in messages(folder)].count(house.OFFICER) == 1, "back at work, it is theirs again"


async def test_what_passes_unseen_goes_to_the_leader_each_day_until_somebody_acknowledges(
    conn: Connection, desk: Any
) -> None:
    dispatcher, folder = desk
    deadline(conn, TODAY)
    due = reminder(conn, EIGHT)
    await dispatcher.round(conn, now=EIGHT)

    def to_leader() -> list[EmailMessage]:
        return [
            m
            for m in messages(folder)
            if m["To"] == house.LEADER and "overdue" in m["Subject"] and CASE in m["Subject"]
        ]

    assert to_leader() == []
    await dispatcher.round(conn, now=EIGHT + timedelta(hours=23))
    assert to_leader() == [], "not before the morning after"
    for days in (1, 2):
        for minutes in (0, 30):
            await dispatcher.round(conn, now=EIGHT + timedelta(days=days, minutes=minutes))
        assert len(to_leader()) == days
    assert "overdue by 2 days" in "".join(m["Subject"] for m in to_leader())

    outbox.acknowledge(conn, due.id, by=house.LEADER, at=EIGHT + timedelta(days=2, hours=1))
    conn.commit()
    await dispatcher.round(conn, now=EIGHT + timedelta(days=3))
    assert len(to_leader()) == 2


async def test_seeing_a_reminder_ahead_of_the_day_does_not_excuse_the_day_itself(conn: Connection, desk: Any) -> None:
    dispatcher, folder = desk
    deadline(conn, TODAY)
    early = reminder(conn, EIGHT - timedelta(days=2))
    await dispatcher.round(conn, now=EIGHT - timedelta(days=2))
    outbox.acknowledge(conn, early.id, by=house.OFFICER, at=EIGHT - timedelta(days=1))
    conn.commit()
    await dispatcher.round(conn, now=EIGHT + timedelta(days=1))
    assert any("overdue" in m["Subject"] and m["To"] == house.LEADER for m in messages(folder))


async def test_what_waits_for_the_tenant_is_not_passed_up(conn: Connection, desk: Any) -> None:
    dispatcher, folder = desk
    deadline(conn, TODAY, waiting_on="tenant")
    await dispatcher.round(conn, now=EIGHT + timedelta(days=1))
    assert not any(m["To"] == house.LEADER for m in messages(folder))


async def test_each_morning_has_one_list_for_each_person(conn: Connection, desk: Any) -> None:
    dispatcher, folder = desk
    deadline(conn, TODAY)
    for hours in (-1, 0, 1, 5):
        await dispatcher.round(conn, now=EIGHT + timedelta(hours=hours))
    (mine,) = [m for m in messages(folder) if m["To"] == house.OFFICER]
    assert mine["Subject"] == "Your cases on Tuesday 24 November 2026: 0 overdue, 1 due today, 1 in all"
    assert f"{CASE}: The claim may be made, TODAY" in mine.get_content()


async def test_the_cases_own_clock_decides_when_its_reminder_is_due(conn: Connection, desk: Any) -> None:
    dispatcher, folder = desk
    reminder(conn, EIGHT + timedelta(days=10))
    await dispatcher.round(conn, now=EIGHT)
    assert messages(folder) == []
    board.set_clock_ahead(conn, CASE, timedelta(days=10))
    await dispatcher.round(conn, now=EIGHT)
    assert len(messages(folder)) == 1


async def test_of_two_dispatchers_only_one_sends_and_the_other_takes_over(
    conn: Connection, desk: Any, db: str, tmp_path: Path
) -> None:
    sent: list[str] = []

    class Named(FolderMail):
        def __init__(self, name: str) -> None:
            super().__init__(tmp_path / "mail")
            self.name = name

        async def send(self, message: EmailMessage) -> None:
            sent.append(self.name)
            await super().send(message)

    settings = house.settings_for(db, "127.0.0.1:1", tmp_path)
    past = datetime.now(UTC) - timedelta(minutes=1)
    stops = {name: asyncio.Event() for name in ("first", "second")}
    tasks = {}
    for name, stop in stops.items():
        tasks[name] = asyncio.create_task(Dispatcher(settings, Named(name), every=0.05).run(stop))
        await asyncio.sleep(0.3)

    reminder(conn, past)
    await asyncio.sleep(0.5)
    assert sent == ["first"]
    stops["first"].set()
    await tasks["first"]
    reminder(conn, past + timedelta(seconds=1))
    await asyncio.sleep(0.8)
    assert sent == ["first", "second"]
    stops["second"].set()
    await tasks["second"]


async def test_a_dispatcher_outlives_an_outage_of_the_database(
    conn: Connection, desk: Any, db: str, tmp_path: Path
) -> None:
    settings = house.settings_for(db, "127.0.0.1:1", tmp_path)
    stop = asyncio.Event()
    task = asyncio.create_task(Dispatcher(settings, FolderMail(settings.mail_dir), every=0.05).run(stop))
    await asyncio.sleep(0.3)
    with store_db.connect(db, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid NOT IN (pg_backend_pid(), %s)",
            [conn.info.backend_pid],
        )
    reminder(conn, datetime.now(UTC) - timedelta(minutes=1))
    for _ in range(60):
        if messages(settings.mail_dir):
            break
        await asyncio.sleep(0.05)
    stop.set()
    await task
    assert len(messages(settings.mail_dir)) == 1


async def test_mail_goes_through_the_landlords_own_server_when_one_is_named(
    conn: Connection, desk: Any, db: str, tmp_path: Path
) -> None:
    class Kept:
        def __init__(self) -> None:
            self.envelopes: list[Any] = []

        async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
            self.envelopes.append(envelope)
            return "250 OK"

    kept = Kept()
    controller = Controller(kept, hostname="127.0.0.1", port=processes.free_port(0))
    controller.start()
    try:
        settings = house.settings_for(db, "127.0.0.1:1", tmp_path).model_copy(
            update={"smtp_host": "127.0.0.1", "smtp_port": controller.port, "smtp_from": "rents@harbour.example"}
        )
        row = reminder(conn, EIGHT)
        assert await Dispatcher(settings, SmtpMail(settings)).round(conn, now=EIGHT) == 1
    finally:
        controller.stop()
    (envelope,) = kept.envelopes
    assert envelope.mail_from == "rents@harbour.example" and envelope.rcpt_tos == [house.OFFICER]
    assert str(row.id).encode() in envelope.content


async def test_no_subject_holds_a_name_or_an_address(conn: Connection, desk: Any) -> None:
    dispatcher, folder = desk
    house.add_accounts(conn, ["A-100"], today=TODAY)
    deadline(conn, TODAY)
    reminder(conn, EIGHT)
    await dispatcher.round(conn, now=EIGHT)
    await dispatcher.round(conn, now=EIGHT + timedelta(days=1))
    subjects = " ".join(m["Subject"] for m in messages(folder))
    assert subjects
    for secret in ("Surname1", "Forename1", "Quay Street", "EX1"):
        assert secret not in subjects
