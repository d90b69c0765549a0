"""What the officer is told before anything is written: the decision tried on the state the workflow carries.

It runs in the update's validator, so what it raises never enters the history. It sees neither the account nor the
ledger, so it lets pass what only they can settle; the hands refuse that.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from pydantic import ValidationError
from temporalio.exceptions import ApplicationError

from cases.decide import decide, judge
from cases.events import REGISTER, Event, Mark, UnknownEvent, complaints, load, marks
from cases.events.base import COMMON
from cases.fold import is_late
from cases.state import State
from cases.steps import Refused, refusal_json

REFUSED = "Refused"
BAD_EVENT = "BadEvent"
NEEDS_ATTENTION = "NeedsAttention"


#: Events that the hands complete from the account or the register: what follows one of them cannot be tried without it.
#: A balance that an officer types is whole as it is.
COMPLETED = frozenset(
    kind
    for kind, of in REGISTER.items()
    if kind != "balance_refreshed"
    and any(Mark.COMPUTED in marks(info) for name, info in of.model_fields.items() if name not in COMMON)
)


def refusal(refusal: dict[str, Any]) -> ApplicationError:
    """A refusal as Temporal carries it; the gateway turns it back."""
    return ApplicationError(str(refusal["sentence"]), refusal, type=REFUSED, non_retryable=True)


def bad_event(sentences: Sequence[str]) -> ApplicationError:
    """A report that cannot be read as events: one sentence for each fault."""
    return ApplicationError(" ".join(sentences), list(sentences), type=BAD_EVENT, non_retryable=True)


def read(report: Sequence[dict[str, Any]]) -> list[Event]:
    """The events of a report. Raises ApplicationError BadEvent with every fault of the first that cannot be read."""
    if not report:
        raise bad_event(["A report needs at least one event."])
    events = []
    for told in report:
        try:
            events.append(load(told))
        except ValidationError as fault:
            raise bad_event(complaints(fault)) from None
        except (UnknownEvent, KeyError) as fault:
            raise bad_event([str(fault) if isinstance(fault, UnknownEvent) else "The event has no kind."]) from None
    return events


def try_out(state: State, events: Sequence[Event], *, today: date) -> None:
    """Decides each event in turn on a state that is then thrown away. Raises ApplicationError Refused.

    A late event is judged by the hands at its own place in the ledger; here it is refused only for what no place mends.
    """
    for event in events:
        if is_late(state, event):
            always = tuple(o for o in judge(state, event, today) if o.rule.startswith(("case.", "event.")))
            if always:
                raise refusal(refusal_json(Refused(always)))
            return
        try:
            state = decide(state, event, today).state
        except Refused as no:
            # The hands read the account again; what the workflow carries of it may be weeks old.
            standing = tuple(o for o in no.objections if o.kind != "account")
            if not standing:
                return
            raise refusal(refusal_json(Refused(standing))) from None
        if event.kind in COMPLETED:
            return
