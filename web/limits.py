"""How often strangers may try: signing in, guessing a private calendar's address. Counted in PostgreSQL, for all processes."""

from __future__ import annotations

from fastapi import Request

from store import web
from store.db import Connection
from store.web import Limit

# Behind a proxy everybody comes from one address: only passwords, which can be guessed, are counted narrowly. The address of a
# feed and the word of a sign-in cannot be; there the limit keeps a machine from asking without end.
BEGUN = Limit("sign-in begun", most=600, seconds=600)
PASSWORD = Limit("password failed", most=5, seconds=900)
FEED = Limit("feed fetched", most=60, seconds=3600)
UNKNOWN_FEED = Limit("feed unknown", most=300, seconds=600)


class TooOften(Exception):
    """Somebody tries too often. seconds: when they may again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"That was tried too often. Try again in {max(1, round(seconds / 60))} minutes.")
        self.seconds = seconds


def address(request: Request) -> str:
    """Where a request comes from."""
    return request.client.host if request.client else ""


def hold(memory: Connection, limit: Limit, who: str) -> None:
    """Lets nobody through who has tried too often. Raises TooOften."""
    if seconds := web.waits(memory, limit, who):
        raise TooOften(seconds)


def count(memory: Connection, limit: Limit, who: str) -> None:
    """One attempt more. Raises TooOften instead when there were too many."""
    hold(memory, limit, who)
    web.note_attempt(memory, limit, who)
