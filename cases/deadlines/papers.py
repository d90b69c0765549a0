"""Papers that somebody still has to write: each that could not leave at its event, while it is of use."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from cases.deadlines.base import POLICY_DAYS, Deadline, policy
from cases.events.base import Withheld
from cases.state import State
from law.dates import DAY


def _hearing_ahead(state: State, today: date) -> bool:
    return state.hearing is not None and not state.hearing.heard and today <= state.hearing.on


def _eviction_ahead(state: State, today: date) -> bool:
    booked = state.eviction
    return booked is not None and not booked.cancelled_on and not booked.carried_out_on and today <= booked.on


def _order_broken(state: State, today: date) -> bool:
    order = state.order
    return order is not None and order.breached_on is not None and order.discharged_on is None and state.warrant is None


def _order_stands(state: State, today: date) -> bool:
    return state.order is not None and state.order.discharged_on is None


def _before_an_order(state: State, today: date) -> bool:
    return state.order is None


def _agreement(*status: str) -> Callable[[State, date], bool]:
    return lambda state, today: state.agreement is not None and state.agreement.status in status


#: While what a paper is for lasts, by the code of England's; a paper that is not named here is wanted until it is written.
WHILE: Mapping[str, Callable[[State, date], bool]] = MappingProxyType(
    {
        **dict.fromkeys(("E-01", "E-02", "E-03", "E-05", "E-16", "E-17"), _before_an_order),
        "E-06": _agreement("live"),
        "E-07": _agreement("broken"),
        **dict.fromkeys(("E-25", "E-27"), _hearing_ahead),
        **dict.fromkeys(("E-31", "E-31-proof", "E-32"), _order_broken),
        "E-30": _order_stands,
        **dict.fromkeys(("E-34", "E-35", "E-36"), _eviction_ahead),
    }
)
#: What is of use after the tenancy has ended.
AFTERWARDS = frozenset({"E-36-report", "E-38", "E-39", "E-41"})


def unwritten(state: State, today: date) -> Iterator[Deadline]:
    for held in state.withheld:
        if _of_use(state, held, today):
            whose = f" to {held.recipient}" if held.recipient else ""
            yield policy(
                "paper",
                f"Write the paper {held.code}{whose}",
                held.on + DAY * POLICY_DAYS["paper"],
                " ".join((*held.says, f"Put that right, and record paper_again for {held.code}.")),
                instance=held.reader,
            )


def _of_use(state: State, held: Withheld, today: date) -> bool:
    code = held.code.removesuffix("-wales").removesuffix("-scotland")
    if state.former and code.startswith("E-"):
        return code in AFTERWARDS
    return code not in WHILE or WHILE[code](state, today)
