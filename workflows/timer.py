"""One durable timer for the next date of a case, set again only when that date moves earlier."""

from __future__ import annotations

import asyncio
from datetime import datetime

from temporalio import workflow


class WakeTimer:
    """A timer that may ring too early and never too late.

    A date that moves later leaves the timer as it is: an early ring costs little, whereas taking a timer back and
    setting another for each event of a case makes four times as many timers.
    """

    def __init__(self) -> None:
        self._rings_at: datetime | None = None
        self._task: asyncio.Task[None] | None = None

    def covers(self, at: datetime) -> bool:
        """True when the timer will ring at or before `at`."""
        return self._rings_at is not None and self._rings_at <= at

    def set(self, at: datetime, summary: str) -> None:
        """Makes sure that it rings at `at` or earlier. summary: plain words for the history, at most 400 bytes."""
        if self.covers(at):
            return
        if self._task is not None:
            self._task.cancel()
        self._rings_at = at
        self._task = asyncio.create_task(self._wait(at, summary))

    async def _wait(self, at: datetime, summary: str) -> None:
        await workflow.sleep(at - workflow.now(), summary=summary)
        if self._rings_at == at:
            self._rings_at = None
