"""The ladder of reminders before a date: planned by each step as rows that wait, made void by a later step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from importlib.resources import files

from jinja2 import Environment, StrictUndefined

from cases.deadlines import deadlines
from cases.nations import Nation
from cases.position import position
from cases.ruling import nation_of
from cases.state import State
from law.dates import in_words, london_instant
from store.outbox import OutboxRow, row_id
from store.projection import Roster

#: Working days before the date on which its owner is told; the last one is the day itself.
OFFSETS = (10, 5, 2, 1, 0)
MORNING = time(8, 0)

_MAIL = Environment(undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True)
_TEMPLATE = _MAIL.from_string((files("templates") / "mail" / "reminder.txt.j2").read_text(encoding="utf-8"))


def reminders(state: State, *, step: int, as_of: datetime, today: date, roster: Roster) -> list[OutboxRow]:
    """Every reminder still to come for the case's live dates. Subjects carry the case, the act and the day, never a name."""
    rows: dict[object, OutboxRow] = {}
    at = position(state, today)
    for found in deadlines(state, today):
        if found.act_on is None or found.act_on < today:
            continue
        owner = roster.whose(found, state)
        for offset, day in _days(nation_of(state), found.act_on, OFFSETS if found.ladder else (0,)):
            not_before = london_instant(day, time=MORNING)
            if not_before < as_of or "@" not in owner:
                continue
            key = row_id(state.case_ref, found.kind, found.instance, owner, not_before)
            rows[key] = OutboxRow(
                id=key,
                case_ref=state.case_ref,
                step=step,
                deadline_kind=found.kind,
                instance=found.instance,
                audience_email=owner,
                not_before=not_before,
                subject=f"{state.case_ref}: {found.label} - {in_words(found.act_on)}",
                body=_TEMPLATE.render(
                    label=found.label,
                    case_ref=state.case_ref,
                    position=at.label[:1].lower() + at.label[1:],
                    day=in_words(found.act_on),
                    days_left=offset,
                    statutory=in_words(found.statutory_on) if found.statutory_on else "",
                    because=found.because,
                    cite=found.cite,
                    confidence=found.confidence,
                ),
            )
    return list(rows.values())


def _days(nation: Nation, act_on: date, offsets: tuple[int, ...]) -> Iterator[tuple[int, date]]:
    """The days of a ladder, in the nation's working days; beyond the calendar that is held only the day itself is sure."""
    for offset in offsets:
        if offset == 0:
            yield 0, act_on
            continue
        before = nation.ask("calendar.working_days_before", {"day": act_on, "n": offset}, None)
        if before is not None:
            yield offset, before["on"]
