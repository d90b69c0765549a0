"""The shape of a date with its reason, and the three ways of making one: from the law, from policy, unknown."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

import law
from cases.events.base import Frozen
from cases.nations import Nation
from law.dates import DAY

#: Policy, not law: how long our own tasks may wait, in days. A landlord's own figures come with the policy packs.
POLICY_DAYS = {
    "first_contact": 7,
    "review": 28,
    "approval": 5,
    "irregular": 3,
    "former_letter": 14,
    "put_right": 7,
    "court_chase": 14,
    "enforcement_chase": 28,
    "missed": 5,
    "paper": 2,
}


class Deadline(Frozen):
    """A date with its reason.

    act_on: the day to work to (the safe one). statutory_on, safe_on: the argued and the cautious day of the law, None for
    our own policy. status `unknown`: the day depends on what someone else, mostly the court, does next.
    legal: the case's position changes on that day of itself. ladder: whether reminders go out before it. does: the act of
    the matrix of holds that a task of ours comes to; it waits while a hold forbids that.
    """

    kind: str
    instance: str = ""
    label: str
    act_on: date | None = None
    statutory_on: date | None = None
    safe_on: date | None = None
    because: str = ""
    cite: str = ""
    url: str = ""
    confidence: str = "confirmed"
    owner: Literal["owner", "team_leader", "legal", "approver"] = "owner"
    waiting_on: str = "us"
    status: Literal["open", "unknown"] = "open"
    ladder: bool = True
    rolls: bool = Field(default=False, exclude=True)  # ours: moved on to a working day of the nation in the end
    does: str | None = Field(default=None, exclude=True)

    @property
    def key(self) -> str:
        """Its name among the dates of a case."""
        return f"{self.kind}/{self.instance}"


def from_law(kind: str, label: str, answer: law.Answer | None, on: date | None, **more: object) -> Deadline:
    """A deadline that the law gives."""
    facts: dict[str, object] = {"kind": kind, "label": label, "act_on": on}
    if answer is not None:
        facts |= {
            "because": _reason(kind, answer, on),
            "cite": "; ".join(c.title for c in answer.citations),
            "url": answer.citations[0].url if answer.citations else "",
            "confidence": answer.confidence,
        }
    if on is None:
        facts["status"] = "unknown"
    return Deadline.model_validate({**facts, **more})


#: Dates that are ours, beside a day of the law.
OWN_DAY = frozenset({"hearing_chase"})


def _reason(kind: str, answer: law.Answer, on: date | None) -> str:
    """The because; with a word before it where the day was recorded, or printed, before the law was known to be otherwise."""
    days = [v for v in answer.values.values() if isinstance(v, date)]
    if on is None or not days or on in days or kind in OWN_DAY:
        return answer.reason
    told = f"{law.dates.in_words(on)} stands as it was recorded; by the law as it is known now it would be another day."
    return f"{told} {answer.reason}"


def policy(kind: str, label: str, on: date, says: str, *, fixed: bool = False, **more: object) -> Deadline:
    """A task of ours, on a working day; or with `fixed` a day that `waiting_on` has set."""
    cite = f"Set by the {more['waiting_on']}" if fixed else "Our policy"
    facts = {"kind": kind, "label": label, "act_on": on, "because": says, "cite": cite, "rolls": not fixed, **more}
    return Deadline.model_validate(facts)


#: Tasks of ours that somebody with authority answers: nobody can say by hand that they are done.
ANSWERED = frozenset({"approval", "irregular", "write_off"})

#: A day of the law that no event need end: mostly the court serves the claim and tells nobody, so whoever has seen it says so.
BY_HAND = frozenset({"serve_claim"})


def needs_event(kind: str, *, ours_alone: bool, waiting_on: str) -> str:
    """Why a date cannot be marked as done by hand, as a sentence; empty where it can.

    ours_alone: our policy sets it, and neither the law nor a court.
    """
    if kind in BY_HAND:
        return ""
    if not ours_alone:
        return "This date is not ours to end: it is set by law or by somebody else, and ends by the event that it waits for."
    if kind in ANSWERED or waiting_on == "approver":
        return "Somebody with authority has to answer this: it ends when that is recorded."
    if waiting_on not in ("us", "nobody"):
        return f"This waits for the {waiting_on.replace('_', ' ')}: it ends by the event that it waits for."
    return ""


def working_day(nation: Nation, on: date) -> date:
    """The day, or the nation's next working day after it; beyond the calendar that is held, the day itself."""
    day = on
    while (works := nation.works(day)) is not None:
        if works:
            return day
        day += DAY
    return on


def unknown(kind: str, label: str, says: str, waiting_on: str = "court") -> Deadline:
    return Deadline(kind=kind, label=label, because=says, status="unknown", waiting_on=waiting_on, ladder=False)


def every_so_often(start: date, touched_on: date | None, days: int) -> date:
    """The first day of a rhythm from `start` that is after what somebody last did; an overdue one stays until then."""
    on = start + DAY * days
    while touched_on and on <= touched_on:
        on += DAY * days
    return on
