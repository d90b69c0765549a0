"""The online ways to send a claim: what each is called, what its fields hold, and what about it is not held here."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict


class Channel(BaseModel):
    """One way. open: `closed` stops a claim from being made for it. limits: characters by field; warn: where none is held.

    later: what this way cannot do once there is an order. commit and seen_on: which state of the service's code was read,
    and when. summary_lines: lines of a summary of arrears.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    open: Literal["yes", "closed", "not held"]
    availability: str
    limits_from: str
    limits: Mapping[str, int] = {}
    warn: int | None = None
    summary_lines: int = 0
    later: str = ""
    commit: str = ""
    seen_on: date | None = None


def channel(name: str) -> Channel:
    """`pcol` or `possession_service`."""
    return _all()[name]


@cache
def _all() -> Mapping[str, Channel]:
    raw = tomllib.loads((files("templates") / "channels.toml").read_text("utf-8"))
    return {name: Channel.model_validate(fields) for name, fields in raw.items()}


def characters(text: str) -> int:
    """How many characters a text has as the possession service counts them: UTF-16 units, line breaks among them."""
    return len(text.encode("utf-16-le")) // 2


def over(text: str, limit: int) -> str:
    """What of a text lies beyond a limit, counted in the same way."""
    return text.encode("utf-16-le")[2 * limit :].decode("utf-16-le", "replace")
