"""What may be done next, as the rules and the papers have it: an act is offered only if recording it would not be refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import law
from activities import documents
from activities.asked import up_to_date
from activities.papers.known import Ask, Known
from cases.decide import NextStep, follow, next_steps, probe
from cases.events import REGISTER, Event
from cases.state import State
from cases.steps import Objection, Refused
from cases.trial import matured
from law.dates import london_day, london_instant
from speech import fields
from store import lawbook
from store.accounts import AccountNotFound
from store.board import BoardRow
from store.db import Connection

#: Refusals that hang on days and words that are still to be typed: not said of an act for which those had to be supposed.
TYPED = frozenset({"R13", "R19", "R21", "R23"})
_IN_BRACKETS = re.compile(r"\(([^)]*)\)")


def steps(connection: Connection, row: BoardRow, now: datetime) -> tuple[NextStep, ...]:
    """`cases.decide.next_steps` on the newest balance, and of each act that the rules allow what its own papers say."""
    additions, today = lawbook.read(connection), london_day(now)
    with law.reading_as(additions=additions, known=law.Knowledge(today, additions.version)):
        state = matured(State.model_validate(row.state), today)
        try:
            known = documents.gather(connection, state, probe(REGISTER["note_added"], today), today)
        except AccountNotFound:  # then no paper can be asked
            return next_steps(state, today)
        state = up_to_date(state, known)
        return tuple(_with_papers(step, state, known, today) for step in next_steps(state, today))


def _with_papers(step: NextStep, state: State, known: Known, today: date) -> NextStep:
    if not (step.allowed and step.is_act):
        return step
    against = tuple({o.says: o for o in _against(step, state, known, today)}.values())
    if not against:
        return step
    return step.model_copy(update={"allowed": False, "why": against, "first_day": Refused(against).first_day})


def _against(step: NextStep, state: State, known: Known, today: date) -> Iterator[Objection]:
    """What the papers that the act would call for have against leaving today."""
    event, supposed, blank = tried(step, state, today)
    decision = follow(state, event)
    known = known.model_copy(update={"events": (*known.events[:-1], event)})
    for order in decision.papers:
        ask = Ask(order=order, state=decision.state, event=event, today=today, known=known)
        for refusal in documents.refusals(ask):
            named = {name for part in _IN_BRACKETS.findall(refusal.details) for name in part.split(", ")}
            if not (supposed and refusal.code in TYPED) and not (refusal.code == "R04" and named & blank):
                yield documents.objection(order, refusal)


def tried(step: NextStep, state: State, today: date) -> tuple[Event, bool, set[str]]:
    """The act with what it cannot do without supposed, whether anything had to be, and the fields that are left blank."""
    cls = REGISTER[step.kind]
    form = fields.of(cls)
    wanted = {name for name, field in form.items() if field.required} | set(step.lacking)
    facts = {name: _supposed(form[name], state, today) for name in wanted - step.variant.keys()}
    blank = {n for n, f in form.items() if n not in facts and n not in step.variant and f.default in (None, ())}
    return probe(cls, today, **step.variant, **facts), bool(facts), blank


def _supposed(field: fields.Field, state: State, today: date) -> Any:
    """Something that may be typed in a field."""
    ahead = today + timedelta(days=28)
    return {
        "money": 100,
        "number": 1,
        "day": ahead,
        "moment": london_instant(ahead, time=time(10)),
        "clock": "10:00",
        "flag": False,
        "choice": next(iter(field.choices), None),
        "person": state.the_tenancy.tenants[0],
    }.get(field.kind, "·")
