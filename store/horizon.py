"""How far the calendars reach: an alarm while there is still a year in which to import the next one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta

import law
from cases.events.base import Frozen
from law.calendars import CALENDARS, calendar
from law.dates import DAY, add_months, in_words, london_instant
from store import landlords, lawbook
from store.db import Connection
from store.outbox import OutboxRow, row_id

MONTHS = 12
KIND = "calendar_ends"
NO_CASE = "law"  # stands for a case in a reminder that belongs to none
MORNING = time(8, 0)


class Ends(Frozen):
    """A calendar that ends within the year. last: the last day it holds."""

    calendar: str
    title: str
    last: date

    @property
    def sentence(self) -> str:
        return (
            f"The {self.title} calendar of bank holidays ends on {in_words(self.last)}, in less than {MONTHS} months: "
            "`law calendar import` takes GOV.UK's newest file."
        )


def short(conn: Connection, today: date) -> tuple[Ends, ...]:
    """The calendars that end within twelve months of a day, as this installation holds them."""
    with law.reading_as(additions=lawbook.read(conn)):
        held = [calendar(name) for name in CALENDARS]
    return tuple(
        Ends(calendar=c.calendar, title=c.title, last=c.held_until - DAY)
        for c in held
        if c.held_until < add_months(today, MONTHS)
    )


def reminders(conn: Connection, today: date) -> Iterator[OutboxRow]:
    """A message a week to whoever answers for the law, while a calendar is short: the legal team, else the directors."""
    ends = short(conn, today)
    if not ends:
        return
    monday = today - timedelta(days=today.weekday())
    at = london_instant(monday, time=MORNING)
    for address in law_owners(conn):
        for end in ends:
            yield OutboxRow(
                id=row_id(NO_CASE, KIND, end.calendar, address, at),
                case_ref=NO_CASE,
                step=0,
                deadline_kind=KIND,
                instance=end.calendar,
                audience_email=address,
                not_before=at,
                subject=f"The {end.title} calendar ends on {in_words(end.last)}",
                body=f"{end.sentence}\n\nBeyond that day no date that counts working days can be given.",
            )


def law_owners(conn: Connection) -> list[str]:
    """Who answers for the law: the legal team of the officer register, else the directors, else the managers."""
    officers = landlords.officers(conn)
    for role in ("legal", "director", "income_manager"):
        found = sorted(o.email for o in officers if o.role == role)
        if found:
            return found
    return []
