"""What a decision is made of, and what goes through Temporal: orders for papers, refusals, commands, receipts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from pydantic import Field

from cases.events.base import Frozen
from cases.state import State
from law import Unsettled


class Because(Frozen):
    """One reason: the sentence, the provision, where to read it, and how sure we are of it."""

    says: str
    cite: str = ""
    url: str = ""
    confidence: str = "confirmed"


class Objection(Frozen):
    """A rule that an event breaks.

    kind: impossible (cannot be recorded at all), law, policy, or account (the figures must be read again).
    first_day: from when it is possible, where the rule can say so.
    """

    rule: str
    says: str
    cite: str = ""
    url: str = ""
    confidence: str = "confirmed"
    kind: Literal["impossible", "law", "policy", "account"] = "law"
    first_day: date | None = None
    no_longer: str = ""
    cure: str = ""
    cured_by: tuple[str, ...] = ()  # the events that put it right when they happen without a fault of their own
    fields: tuple[str, ...] = ()  # the event's fields that are missing, when it is the form that is not complete


class Refused(Exception):
    """The event cannot be recorded, for the reasons given, all of them at once."""

    def __init__(self, objections: tuple[Objection, ...]) -> None:
        self.objections = objections
        super().__init__(" ".join(sentence(o) for o in objections))

    @property
    def first_day(self) -> date | None:
        """The first day on which none of the reasons stands; None when that cannot be said."""
        days = [o.first_day for o in self.objections]
        return max((d for d in days if d), default=None) if all(days) else None

    @property
    def only_account(self) -> bool:
        """True when reading the account again may be enough to lift it."""
        return all(o.kind == "account" for o in self.objections)


def sentence(objection: Objection) -> str:
    """What, why and from when, in one or two plain sentences."""
    from law.dates import in_words

    when = f" It is possible from {in_words(objection.first_day)}." if objection.first_day else ""
    source = objection.cite or ("our policy" if objection.kind in ("policy", "account") else "")
    unsure = f"; {objection.confidence}" if objection.confidence not in ("confirmed", "signed_off") else ""
    cite = f" ({source}{unsure})" if source else ""
    return f"{objection.says.rstrip('.')}{cite}.{when}"


class WriteDocument(Frozen):
    """An order for a paper. facts: the days, pence and references it will print, never a name.

    recipient: a person's reference for a letter (one each), None for a paper that is one for the case.
    draft: True while it is only put to an approver.
    """

    paper: str
    event_id: str
    recipient: str | None = None
    draft: bool = False
    facts: dict[str, Any] = Field(default_factory=dict)


def code_of(paper: WriteDocument) -> str:
    """A paper's code with its variant, where it has one for another reader."""
    variant = paper.facts.get("variant")
    return f"{paper.paper}-{variant}" if variant else paper.paper


class Decision(Frozen):
    """What follows from an event: the new state, the papers to write, what is now irregular, and why."""

    state: State
    papers: tuple[WriteDocument, ...] = ()
    because: tuple[Because, ...] = ()
    objections: tuple[Objection, ...] = ()  # broken rules that were recorded, not refused
    unsettled: tuple[Unsettled, ...] = ()  # what of the law behind it is neither confirmed nor signed off


class StepCommand(Frozen):
    """One step for the hands: these events of this case, at this instant. events: as `cases.events.dump` makes them."""

    case_ref: str
    step: int
    as_of: datetime
    events: tuple[dict[str, Any], ...]


class Receipt(Frozen):
    """What a step did. The workflow adopts `parts` into its state; refused: nothing was written.

    wake_at: the next instant at which the case's legal position changes of itself; wake_why: its code.
    """

    case_ref: str
    step: int
    refused: str | None = None
    refusal: dict[str, Any] | None = None
    parts: dict[str, Any] = Field(default_factory=dict)
    stage: str = ""
    position: str = ""
    summary: str = ""
    next_on: date | None = None
    wake_at: datetime | None = None
    wake_why: str = ""
    papers: int = 0
    closed: bool = False


def refusal_json(refused: Refused) -> dict[str, Any]:
    """A refusal as data, for a face that shows it or exits with it."""
    return {
        "sentence": str(refused),
        "first_day": refused.first_day.isoformat() if refused.first_day else None,
        "objections": [o.model_dump(mode="json", exclude_defaults=True) for o in refused.objections],
    }
