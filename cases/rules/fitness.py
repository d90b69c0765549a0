"""Rent that is not due because the dwelling was unfit: asked before anything rests on the arrears, where the law has it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import law
from cases.events import Event, early
from cases.ruling import Follows, applies, ask, cited, nation_of
from cases.state import Fitness, State
from cases.steps import Objection
from law.dates import in_words

QUESTION = "fitness"


@applies(early.FitnessChecked)
def _checked(f: Follows, event: early.FitnessChecked) -> None:
    answer = f.learn(_payable(f.state, event, event.happened_on, event.fit, event.electrical_report_given))
    if answer is None:
        return
    payable = bool(answer["payable"]) or event.rent_taken_out
    why = "" if payable else str(answer["why"])
    f.change(fitness=Fitness(checked_on=event.happened_on, payable=payable, why=why))


def _payable(state: State, event: Event | None, day: date, fit: bool, report: bool) -> law.Answer | None:
    began = state.the_tenancy.started_on
    return ask(state, event, QUESTION, day=day, fit=fit, electrical_report_given=report, started_on=began)


def rent_objections(state: State, day: date, event: Event) -> Iterator[Objection]:
    """Before a notice or a claim rests on the arrears: somebody has to have looked whether the rent was due at all."""
    if QUESTION not in nation_of(state).reads:
        return
    held = state.fitness
    law_says = cited(_payable(state, event, day, True, True))
    if held is None:
        yield Objection(
            rule="rent.fitness_unknown",
            says="Nobody has recorded whether the dwelling was fit on every day for which rent is asked and its electrical "
            "report given: no rent is due for a day on which it was not",
            cure="Look, and record fitness_checked.",
            cured_by=("fitness_checked",),
            **law_says,
        )
    elif not held.payable:
        yield Objection(
            rule="rent.unfit",
            says=f"On {in_words(held.checked_on)} it was recorded that {held.why}",
            cure="Take the rent of those days out of the account, and record fitness_checked again.",
            cured_by=("fitness_checked",),
            **law_says,
        )
