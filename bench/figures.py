"""A figure, its floor and the ratio of the two."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from pydantic import BaseModel, ConfigDict

RUNS = 5


class Measure(BaseModel):
    """One figure beside its floor. ratio: how many times the floor it is (below 1: better than the floor)."""

    model_config = ConfigDict(frozen=True)

    name: str
    value: float
    unit: str
    floor: float | None = None
    ratio: float | None = None


def beside(name: str, value: float, unit: str, floor: float | None, *, more_is_better: bool = False) -> Measure:
    """A figure with its ratio; for figures of which more is better the ratio is turned round."""
    ratio = None
    if floor:
        ratio = round(floor / value if more_is_better else value / floor, 2)
    return Measure(
        name=name, value=round(value, 3), unit=unit, floor=None if floor is None else round(floor, 3), ratio=ratio
    )


def seconds(work: Callable[[], object], *, runs: int = RUNS, clock: Callable[[], float] = time.perf_counter) -> float:
    """The median time of some work, in seconds. clock: process_time counts only the time that this process had a core."""
    took = []
    for _ in range(runs):
        started = clock()
        work()
        took.append(clock() - started)
    return statistics.median(took)
