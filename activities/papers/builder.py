"""How a paper is built: its facts model, and the function that finds the values for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from activities.papers.known import Ask
from activities.papers.refusals import Draft
from cases.events.base import Frozen


@dataclass(frozen=True, slots=True)
class Builder:
    """facts: the model that the template prints. build: values for it, None where unknown, with its own refusals."""

    facts: type[Frozen]
    build: Callable[[Ask], Draft]
