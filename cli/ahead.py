"""What lies ahead of a case: what may be done, what may have happened, what is blocked and from which day it is not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from cases.steps import sentence
from cli import say, standing
from speech import words
from speech.fields import as_typed

if TYPE_CHECKING:
    from cases.decide import NextStep
    from cases.state import State
    from store.board import BoardRow


def tell(row: BoardRow, state: State, steps: Sequence[NextStep], today: date) -> None:
    """Prints it, acts before facts."""
    say.put(f"Case {row.case_ref} on {words.day(today)}: {row.position_label}", style="bold")
    from cases.deadlines import following

    if first := following(state, today):
        say.put(f"Next date: {words.day(first.act_on)}, {first.label}.")
    standing.secure(state)
    _table("We may do now", [s for s in steps if s.allowed and s.is_act])
    _table("May be recorded when it has happened", [s for s in steps if s.allowed and not s.is_act and not s.why])
    _reasons("Would be recorded as irregular", [s for s in steps if s.allowed and s.why])
    _reasons("Blocked", [s for s in steps if not s.allowed])


def as_json(steps: Sequence[NextStep]) -> list[dict[str, Any]]:
    """The same for a program."""
    return [
        {
            "kind": step.kind,
            "variant": step.variant,
            "title": step.title,
            "stage": step.stage,
            "is_act": step.is_act,
            "allowed": step.allowed,
            "first_day": step.first_day,
            "why": [{"sentence": sentence(o), **o.model_dump(mode="json")} for o in step.why],
        }
        for step in steps
    ]


def _table(title: str, steps: Sequence[NextStep]) -> None:
    if steps:
        say.heading(title)
        say.table(("Record", "What it says"), [(_typed(step), step.title) for step in steps], keep=("Record",))


def _reasons(title: str, steps: Sequence[NextStep]) -> None:
    """Each step with why. A reason that stands against several is told in full once."""
    if not steps:
        return
    say.heading(title)
    told: dict[str, str] = {}
    for step in steps:
        when = f" Possible from {words.day(step.first_day)}." if step.first_day else ""
        say.put(f"{_typed(step)}: {step.title}{when}", indent=2)
        again: dict[str, int] = {}
        for objection in step.why:
            said = as_typed(sentence(objection), objection.fields)
            if said in told:
                again[told[said]] = again.get(told[said], 0) + 1
            else:
                told[said] = _typed(step)
                say.put(f"- {said}", indent=4, style="dim")
        for other, number in again.items():
            say.put(f"- {words.count(number, 'reason')} as for {other}", indent=4, style="dim")


def _typed(step: NextStep) -> str:
    fields = [f"--{name.replace('_', '-')} {value}" for name, value in step.variant.items()]
    return " ".join([step.kind.replace("_", "-"), *fields])
