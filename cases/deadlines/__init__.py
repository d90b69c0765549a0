"""Every date of a case, worked out from its state and the law, each with its because; nothing here is stored as truth."""

from __future__ import annotations

from datetime import date

from cases.deadlines import court, early, enforcement
from cases.deadlines.base import POLICY_DAYS, Deadline, policy
from cases.state import State
from law.dates import DAY, in_words

__all__ = ["PARTS", "POLICY_DAYS", "Deadline", "deadlines"]

#: Dates that run beside the case and move nothing by themselves: with no other, the case has to be looked at.
BACKGROUND = frozenset(
    {"hold_end", "instalment", "limitation", "notice_lapse", "permission", "statement", "warrant_life"}
)

PARTS = (
    early.contact,
    early.holds,
    early.approvals,
    early.irregularities,
    court.notice_dates,
    court.claim_dates,
    court.order_dates,
    enforcement.enforcement_dates,
    enforcement.former_dates,
)


def deadlines(state: State, today: date) -> tuple[Deadline, ...]:
    """Every live date of an open case, the earliest first; none when it is closed."""
    if state.closed_on or state.tenancy is None:
        return ()
    found = [d for part in PARTS for d in part(state, today)]
    if not any(d.act_on and d.act_on >= today and d.kind not in BACKGROUND for d in found):
        found.append(_review(state, today))
    return tuple(sorted(found, key=lambda d: (d.act_on or date.max, d.kind, d.instance)))


def _review(state: State, today: date) -> Deadline:
    last = state.touched_on or state.opened_on or today
    return policy(
        "case_review",
        "Look at the case again",
        last + DAY * POLICY_DAYS["review"],
        f"Nothing else is due: a case is looked at {POLICY_DAYS['review']} days after something was last told of it "
        f"({in_words(last)}).",
    )
