"""A case's history written day by day: working days, and the days that the law gives its steps, from the law room."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

import law
from law.dates import in_words, london_instant
from samples.ledger import DAY, Charges, Phase, Posting

_GUESSES = 5
_NEAR = 6
_LINGERING = (0, 1, 2, 3, 6, 12, 24)


class DoesNotFit(ValueError):
    """The story cannot end on the day it should: a step of it would lie in the future."""


@dataclass(frozen=True)
class Step:
    """One row of events.csv."""

    event: str
    happened_on: date
    recorded_at: datetime
    recorded_by: str
    details: dict[str, Any]

    @property
    def json(self) -> str:
        """The event's own fields as the file has them."""
        return json.dumps(self.details, ensure_ascii=False, sort_keys=True) if self.details else ""


@dataclass(frozen=True)
class Who:
    """The account as a story needs it: its nation, tenure, rent, tenants and occupiers, its court, and who works the case.

    social: whether it is of social housing.
    """

    nation: str
    tenure: str
    charges: Charges
    period_starts: str
    tenants: tuple[str, ...]
    occupiers: tuple[str, ...]
    grounds: tuple[str, ...]
    court: str
    owner: str
    leader: str
    legal: str
    manager: str
    social: bool = True

    @property
    def strict(self) -> bool:
        """Whether the court may have no choice, so that Part 3 of the protocol applies (ground 8 aside)."""
        return self.tenure in ("introductory", "demoted") or "s181" in self.grounds


@cache
def is_working_day(nation: str, day: date) -> bool:
    """What the law of the nation says of a day; `portfolio` forgets it before it begins, since calendars can change."""
    return bool(law.ask(f"{nation}.calendar.is_business_day", day=day)["business"])


@dataclass
class Road:
    """The history so far. `day` is where the story has come to; no step may lie after `today`."""

    who: Who
    day: date
    today: date
    steps: list[Step] = field(default_factory=list)
    phases: list[Phase] = field(default_factory=list)
    besides: list[Posting] = field(default_factory=list)
    lingering: int = 0
    ended_on: date | None = None
    notice_on: date | None = None
    specified_on: date | None = None
    issued_on: date | None = None

    def wait(self, days: int) -> date:
        """Goes on by some days, to the next working day."""
        return self.to(self.day + DAY * days)

    def linger(self, days: int) -> date:
        """As `wait`, at a point where the story can take longer so that its end falls on the right day."""
        return self.wait(days + self.lingering)

    def to(self, day: date) -> date:
        """Goes to a day, or to the working day after it."""
        self.day = self.working_day(day)
        return self.day

    def working_day(self, day: date) -> date:
        """A day, or the working day after it."""
        while not is_working_day(self.who.nation, day):
            day += DAY
        return day

    def note(
        self, event: str, *, by: str | None = None, at: str = "10:15", on: date | None = None, **details: Any
    ) -> None:
        """Writes a step on the day the story has come to (or on another day). Raises DoesNotFit after today."""
        day = on or self.day
        if day > self.today:
            raise DoesNotFit(f"{event} would lie on {in_words(day)}, after {in_words(self.today)}")
        moment = london_instant(day, time=time.fromisoformat(at)).astimezone(UTC)
        kept = {name: _plain(value) for name, value in details.items() if value is not None}
        self.steps.append(Step(event, day, moment, by or self.who.owner, kept))

    def pays(self, how: str, pence: int = 0, *, every: str = "week", since: date | None = None) -> None:
        """From here on (or from a day) the tenant pays like this; see `samples.ledger.Phase`."""
        self.phases.append(Phase(since or self.day, how, pence, every))

    def costs(self, pence: int) -> None:
        """Court costs are put on the account the day after the order."""
        self.besides.append(Posting(self.day + DAY, "court_cost", pence, "Costs ordered by the court"))

    def ask(self, question: str, **facts: Any) -> law.Answer:
        """The answer of the law of the account's nation."""
        return law.ask(f"{self.who.nation}.{question}", **facts)

    @property
    def rent_facts(self) -> dict[str, Any]:
        """The rent period as the notice questions want it."""
        return {"rent_period": self.who.charges.every, "period_starts": self.who.period_starts}

    def hour(self, day: date, clock: str) -> datetime:
        """An hour on a day in London."""
        return london_instant(day, time=time.fromisoformat(clock)).astimezone(UTC)


Story = Callable[[Road], None]


def told(story: Story, who: Who, *, today: date, ago: int, opened_ago: int = 420) -> Road:
    """The story told so that its last step lies about `ago` days before `today`, or up to a week before that.

    The first guess at the day it begins is moved by what the ending missed. A story whose steps keep to first days of
    rent periods cannot end on every day: then it lingers where it says that it may, or ends somewhat earlier.
    """
    wanted = today - DAY * ago
    start = today - DAY * opened_ago
    best: tuple[int, Road] | None = None

    def tell(begin: date, lingering: int) -> int:
        nonlocal best
        road = Road(who, begin, today + timedelta(days=2000), lingering=lingering)
        road.to(begin)
        story(road)
        missed = (wanted - max(step.happened_on for step in road.steps)).days
        if missed >= 0 and (best is None or missed < best[0]):
            best = missed, road
        return missed

    for _ in range(_GUESSES):
        missed = tell(start, 0)
        if 0 <= missed <= _NEAR:
            break
        start += DAY * missed
    else:
        for back in range(-_NEAR, 4 * _NEAR):
            for lingering in _LINGERING:
                if best is None or best[0] > _NEAR:
                    tell(start - DAY * (back + lingering), lingering)
    if best is None:
        raise DoesNotFit(f"The story {story.__name__} never ends by {in_words(wanted)}")
    best[1].today = today
    return best[1]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
