"""A case's own line: what was owed day by day, what happened on the way, and the dates ahead, as parts of a drawing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from law.dates import DAY
from speech import words
from store.accounts import TransactionRow
from store.board import DeadlineRow

WIDTH, HEIGHT = 720, 220
_LEFT, _RIGHT, _TOP, _FOOT = 52, 708, 26, 190
_BEFORE, _AHEAD = 26 * 7, 13 * 7  # days that are shown at most
_MOST = 9  # marks on either side of today


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on the line. number: by which the list beside the drawing names it."""

    number: int
    x: float
    y: float
    day: date
    label: str
    ahead: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A drawing of WIDTH by HEIGHT. path: of the balance; grid: heights with their pounds; months: where each begins."""

    path: str
    first: date
    owed_first: int
    owed_last: int
    today_x: float
    foot: float
    grid: tuple[tuple[float, str], ...]
    months: tuple[tuple[float, str], ...]
    marks: tuple[Mark, ...]


def line(
    postings: Sequence[TransactionRow], events: Sequence[tuple[date, str]], dates: Sequence[DeadlineRow], today: date
) -> Line | None:
    """The line up to `today`, with events (day and what) and dates to come; None where no posting is held."""
    if not postings:
        return None
    first = max(postings[0].on, today - DAY * _BEFORE)
    to_come = [d for d in dates if d.act_on and today < d.act_on <= today + DAY * _AHEAD][:_MOST]
    last = max([today + DAY * 14, *(d.act_on + DAY * 7 for d in to_come if d.act_on)])
    days = [p.on for p in postings]
    before = postings[0].running_pence - postings[0].pence

    def owed(on: date) -> int:
        at = bisect_right(days, on)
        return postings[at - 1].running_pence if at else before

    shown = sorted({first, *(day for day in days if first <= day <= today), today})
    values = [owed(day) for day in shown]
    step = _step(max(1, *values) - min(0, *values))
    low, high = min(0, *values) // step * step, -(-max(step, *values) // step) * step

    def x(on: date) -> float:
        return _LEFT + (on - first).days * (_RIGHT - _LEFT) / (last - first).days

    def y(pence: int) -> float:
        return _FOOT - (pence - low) * (_FOOT - _TOP) / (high - low)

    path = f"M{x(first):.1f},{y(values[0]):.1f}"
    for day, pence in zip(shown[1:], values[1:], strict=True):  # a balance stands until the next posting
        path += f" H{x(day):.1f} V{y(pence):.1f}"
    happened = [(on, said) for on, said in events if first <= on <= today][-_MOST:]
    marks = [Mark(n, x(on), y(owed(on)), on, said, False) for n, (on, said) in enumerate(happened, start=1)]
    for n, due in enumerate(to_come, start=len(marks) + 1):
        assert due.act_on is not None
        marks.append(Mark(n, x(due.act_on), _FOOT, due.act_on, due.label, True))
    return Line(
        path, first, values[0], values[-1], x(today), _FOOT,
        tuple((y(pence), words.money(pence).removesuffix(".00")) for pence in range(low, high + 1, step)),
        tuple((x(day), f"{day:%b}") for day in _months(first, last)), _apart(marks),
    )  # fmt: skip


def _step(span: int) -> int:
    """Pence between two lines of the grid: at most four of them."""
    step = 5_000
    while span > 4 * step:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return step


def _months(first: date, last: date) -> list[date]:
    day, found = first.replace(day=1), []
    while (day := (day + DAY * 32).replace(day=1)) <= last:
        found.append(day)
    return found


def _apart(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """The same, with marks of nearly the same place above each other."""
    placed: list[Mark] = []
    for mark in marks:
        height = mark.y
        while any(abs(one.x - mark.x) < 15 and abs(one.y - height) < 15 for one in placed):
            height -= 15
        placed.append(Mark(mark.number, mark.x, height, mark.day, mark.label, mark.ahead))
    return tuple(placed)
