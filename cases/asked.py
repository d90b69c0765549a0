"""A paper that an officer asked for, in its place among the events: it moves nothing, and is judged as any paper is."""

from __future__ import annotations

from typing import ClassVar

from cases.events.base import Event
from cases.state import Balance, State
from cases.steps import WriteDocument


class PaperAsked(Event, recorded=False):
    """order: the paper, with the arrears that it printed, if any. read: the account's own figure where it went by that one."""

    kind: ClassVar[str] = "paper_asked"
    stage: ClassVar[str] = "any"

    order: WriteDocument
    read: Balance | None = None

    def ordered(self, state: State) -> WriteDocument:
        """The order as it would be given in a case that stands so: with the newer of the account's figure and the case's."""
        if "arrears" not in self.order.facts:
            return self.order
        held, read = state.balance, self.read
        stands = read if read and (held is None or read.as_at >= held.as_at) else held
        return self.order.model_copy(update={"facts": {"arrears": stands.arrears}} if stands else {})
