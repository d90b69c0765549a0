"""What the law costs: answers a second, and every date of a whole portfolio again, beside the bare date arithmetic."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import law
from bench.figures import Measure, beside

CASES = 100_000
RUNS = 3
ANSWERS = 2_000

Ask = tuple[str, dict[str, Any]]
Bare = Callable[[date], Any]


def week(day: date) -> date:
    return day + timedelta(days=(0 - day.weekday()) % 7)


def year_on(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


# What is asked of an open case at each stage, and the least that the same dates cost: the arithmetic and nothing else, with
# no pack looked up, no reason and no citation.
STAGES: tuple[tuple[str, float, Callable[[date], list[Ask]], tuple[Bare, ...]], ...] = (
    (
        "notice of a secure tenancy",
        0.45,
        lambda day: [
            ("england.secure.notice", {"served_on": day, "rent_period": "weekly", "period_starts": "monday"}),
            ("england.secure.claim_window", {"specified_on": day + timedelta(days=33)}),
        ],
        (
            lambda day: (week(day + timedelta(days=28)) - timedelta(days=1), week(day + timedelta(days=28))),
            lambda day: (day + timedelta(days=34), year_on(day), year_on(day) - timedelta(days=1)),
        ),
    ),
    (
        "notice of an assured tenancy",
        0.2,
        lambda day: [
            ("england.assured.notice", {"served_on": day, "social_housing": True, "grounds": ["8", "10", "11"]}),
        ],
        (
            lambda day: (
                day + timedelta(days=14),
                day + timedelta(days=15),
                year_on(day),
                year_on(day) - timedelta(days=1),
            ),
        ),
    ),
    (
        "claim",
        0.2,
        lambda day: [
            ("england.claim.hearing_window", {"issued_on": day}),
            ("england.claim.hearing_deadlines", {"hearing_on": day + timedelta(days=42)}),
        ],
        (
            lambda day: (day + timedelta(days=29), day + timedelta(days=56)),
            lambda day: (day + timedelta(days=20), day + timedelta(days=39)),
        ),
    ),
    (
        "order and warrant",
        0.1,
        lambda day: [
            ("england.order.permission", {"made_on": day}),
            ("england.warrant.life", {"issued_on": day}),
            ("england.warrant.notice_of_eviction", {"eviction_on": day + timedelta(days=60)}),
        ],
        (
            lambda day: (day + timedelta(days=2191), day + timedelta(days=2190)),
            lambda day: year_on(day) - timedelta(days=1),
            lambda day: day + timedelta(days=45),
        ),
    ),
    (
        "breathing space",
        0.05,
        lambda day: [("england.breathing_space.standard", {"registered_on": day})],
        (lambda day: (day + timedelta(days=1), day + timedelta(days=60), day + timedelta(days=61)),),
    ),
)


def portfolio(cases: int = CASES) -> list[tuple[int, date]]:
    """Open cases as the stage each is in and the day it turns on; the same ones in every run."""
    pick = random.Random(20261122)
    weights = [weight for _, weight, _, _ in STAGES]
    stages = pick.choices(range(len(STAGES)), weights, k=cases)
    return [(stage, date(2026, 1, 5) + timedelta(days=pick.randrange(320))) for stage in stages]


async def answers_a_second() -> list[Measure]:
    """Answers of the law room in one second on one core, beside the arithmetic of the same dates."""
    asked = [
        (ask, bare) for _, _, asks, bares in STAGES for ask, bare in zip(asks(date(2026, 11, 25)), bares, strict=True)
    ]
    ours = _median(lambda: [law.ask(q, **facts) for _ in range(ANSWERS // len(asked)) for (q, facts), _ in asked])
    plain = _median(lambda: [bare(date(2026, 11, 25)) for _ in range(ANSWERS // len(asked)) for _, bare in asked])
    number = ANSWERS // len(asked) * len(asked)
    return [beside("law.answers", number / ours, "answers/s", number / plain, more_is_better=True)]


async def whole_portfolio() -> list[Measure]:
    """Every date of a hundred thousand open cases worked out again on one core, with its reason and citations."""
    cases = portfolio()

    def ours() -> None:
        for stage, day in cases:
            for question, facts in STAGES[stage][2](day):
                law.ask(question, **facts)

    def plain() -> None:
        for stage, day in cases:
            for bare in STAGES[stage][3]:
                bare(day)

    return [beside("law.portfolio", _median(ours), "s for 100,000 cases", _median(plain))]


def _median(work: Callable[[], object]) -> float:
    took = []
    for _ in range(RUNS):
        started = time.perf_counter()
        work()
        took.append(time.perf_counter() - started)
    return statistics.median(took)
