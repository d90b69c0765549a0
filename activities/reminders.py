"""Reminders: what is due and still true is sent once, what passes unseen goes up, a list each morning.

They cost Temporal nothing. A step plans them as rows of the outbox and a later step makes them void; one process sends.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby

import aiosmtplib

from activities.hands import PASSING
from activities.mail import Mailer, compose
from law.dates import in_words, london_day, london_instant
from settings import Settings
from store import db, horizon, outbox, vigil
from store.db import Connection
from store.outbox import OutboxRow

log = logging.getLogger("duecourse.reminders")

MORNING = time(8, 0)
DIGEST = "digest"  # stands for a case in the rows of the morning list, which belongs to none
AHEAD = timedelta(days=14)  # how far the morning list looks
BATCH = 200
NOT_SENT = (OSError, aiosmtplib.SMTPException)


class Dispatcher:
    """Sends reminders while its process is the one that holds the place; others wait for it to fall free."""

    def __init__(self, settings: Settings, mailer: Mailer, *, every: float = 20.0) -> None:
        self._settings = settings
        self._mailer = mailer
        self._every = every
        self._listed: date | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Goes on until `stop` is set, through any outage of the database or of the mail server."""
        while not stop.is_set():
            try:
                conn = await asyncio.to_thread(db.connect, self._settings.database_url)
                try:
                    await self._lead(conn, stop)
                finally:
                    conn.close()
            except PASSING as fault:
                log.warning("Reminders wait for the database: %s", type(fault).__name__)
                await _pause(stop, self._every)

    async def _lead(self, conn: Connection, stop: asyncio.Event) -> None:
        while not stop.is_set():
            leads = await asyncio.to_thread(vigil.try_lead, conn)
            conn.commit()
            if leads:
                break
            await _pause(stop, self._every)
        while not stop.is_set():
            await self.round(conn, now=datetime.now(UTC))
            await _pause(stop, self._every)

    async def round(self, conn: Connection, *, now: datetime) -> int:
        """Everything there is to do at `now`: passes up, writes the morning lists, sends; how many messages left."""
        await asyncio.to_thread(self._write, conn, now)
        return await self._send(conn, now)

    def _write(self, conn: Connection, now: datetime) -> None:
        for row in escalations(conn, now):
            outbox.add(conn, row)
        today = london_day(now)
        if self._listed != today and now >= london_instant(today, time=MORNING):
            for row in (*morning_lists(conn, today), *horizon.reminders(conn, today)):
                outbox.add(conn, row)
            self._listed = today
        conn.commit()

    async def _send(self, conn: Connection, now: datetime) -> int:
        away = await asyncio.to_thread(vigil.absences, conn, london_day(now))
        sent = 0
        while True:
            rows = await asyncio.to_thread(outbox.due, conn, now, BATCH)
            left = 0
            for row in rows:
                cover = away.get(row.audience_email.lower())
                message = compose(
                    row,
                    to=cover or row.audience_email,
                    sender=self._settings.smtp_from,
                    cover_for=row.audience_email if cover else None,
                )
                try:
                    await self._mailer.send(message)
                except NOT_SENT as fault:
                    log.warning(
                        "The reminder %s of case %s did not leave: %s", row.id, row.case_ref, type(fault).__name__
                    )
                    await asyncio.to_thread(outbox.mark_failed, conn, row.id, now, _why(fault))
                    continue
                # Committed one by one: a crash sends at most one message a second time, under the same Message-ID.
                await asyncio.to_thread(_mark, conn, row, now)
                left += 1
            conn.commit()
            sent += left
            if left == 0 or len(rows) < BATCH:
                return sent


def _why(fault: Exception) -> str:
    """What the mail server said, or what stood in its way, without an address that it may repeat."""
    said = re.sub(r"\S+@\S+", "an address", str(fault)).strip()
    return f"{type(fault).__name__}: {said}" if said else type(fault).__name__


def _mark(conn: Connection, row: OutboxRow, now: datetime) -> None:
    outbox.mark_sent(conn, row.id, now)
    conn.commit()


async def _pause(stop: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return


def escalations(conn: Connection, now: datetime) -> Iterator[OutboxRow]:
    """For each date that passed without anybody seeing to it: a message to the team leader, one on each day after."""
    for late in vigil.overdue(conn, now):
        theirs = now + late.clock_ahead
        today = london_day(theirs)
        morning = london_instant(today, time=MORNING)
        if theirs < morning:
            continue
        days = (today - late.act_on).days
        yield OutboxRow(
            id=outbox.row_id(late.case_ref, late.kind, late.instance, late.leader, morning),
            case_ref=late.case_ref,
            step=late.step,
            deadline_kind=late.kind,
            instance=late.instance,
            audience_email=late.leader,
            not_before=morning,
            subject=f"{late.case_ref}: overdue by {days} day{'s' if days != 1 else ''}: {late.label}",
            body=(
                f"{late.label}\n\nThis was due on {in_words(late.act_on)} and nobody has acknowledged or done it.\n"
                f"Owner: {late.owner or 'nobody'}\n\n{late.because}\n\n"
                "You will hear of it every day until somebody acknowledges it or acts."
            ),
            escalation=days,
        )


def morning_lists(conn: Connection, today: date) -> Iterator[OutboxRow]:
    """One message for each person with dates before them: overdue, today, and the next two weeks."""
    morning = london_instant(today, time=MORNING)
    for owner, lines in groupby(vigil.digest(conn, today, today + AHEAD), key=lambda line: line.owner):
        listed = list(lines)
        overdue = sum(line.day < today for line in listed)
        due = sum(line.day == today for line in listed)
        yield OutboxRow(
            id=outbox.row_id(DIGEST, DIGEST, today.isoformat(), owner, morning),
            case_ref=DIGEST,
            step=0,
            deadline_kind=DIGEST,
            instance=today.isoformat(),
            audience_email=owner,
            not_before=morning,
            subject=f"Your cases on {in_words(today)}: {overdue} overdue, {due} due today, {len(listed)} in all",
            body="\n".join(_line(line, today) for line in listed),
        )


def _line(line: vigil.DigestLine, today: date) -> str:
    when = "overdue since" if line.day < today else "TODAY," if line.day == today else "by"
    attention = f" Needs attention: {line.needs_attention}" if line.needs_attention else ""
    return f"{line.case_ref}: {line.label}, {when} {in_words(line.act_on)}. {line.position_label}.{attention}"
