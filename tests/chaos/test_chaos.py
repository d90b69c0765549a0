"""The small chaos: worker, Temporal and PostgreSQL are each killed once in the middle of running cases."""

from __future__ import annotations

import pytest

from bench.chaos import REPORTS, chaos
from bench.servers import servers


@pytest.mark.slow
async def test_nothing_is_lost_or_doubled_when_everything_is_killed() -> None:
    with servers() as running:
        found = await chaos(running, cases=12, rounds=1, calm=1.0, patience=180)
    assert found.faults == ()
    assert found.kills == 3
    assert found.events >= 12 * (1 + sum(map(len, REPORTS)))
    assert found.papers >= 12
    assert found.asked_again > 0, "nothing was killed while somebody was telling a case something"
