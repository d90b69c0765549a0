"""Which papers a step writes, those that are written again among them, and what is kept of one that may not leave."""

from __future__ import annotations

from datetime import date

from activities import documents
from cases.events import Event
from cases.events.base import Withheld
from cases.events.throughout import Corrected, PaperAgain
from cases.fold import fold, in_true_order
from cases.nations import NATIONS
from cases.state import State
from cases.steps import Objection, Refused, WriteDocument, code_of

#: Refusals that quote what stands in a paper.
QUOTES = frozenset({"R05", "R19", "R24"})


def papers(
    event: Event, decided: list[WriteDocument], record: list[Event], standing: State
) -> tuple[Event, list[WriteDocument]]:
    """The papers that an event calls for, and the event that they are of: another one for what is written again.

    decided: what the decision ordered. standing: the state before the step. A correction tries again what could not leave at
    the event that it corrects. Raises Refused for a paper that nothing recorded calls for.
    """
    if isinstance(event, PaperAgain):
        return _again(event, record, standing)
    if isinstance(event, Corrected):
        waiting = {w.reader for w in standing.withheld if w.event_id == event.corrects}
        applied = fold(standing.case_ref, record).applied if waiting else ()
        orders = [o for a in applied if a.event_id == event.corrects for o in a.papers if _reader(o) in waiting]
        return (_as_it_stands(record, event.corrects), orders) if orders else (event, [])
    return event, decided


def _again(event: PaperAgain, record: list[Event], standing: State) -> tuple[Event, list[WriteDocument]]:
    """The latest call for a paper. Of several readers those who have none, or everybody."""
    codes = {event.paper, NATIONS[standing.the_tenancy.nation].paper(event.paper)}
    waiting = {w.reader for w in standing.withheld}
    for applied in reversed(fold(standing.case_ref, record).applied):
        orders = [o for o in applied.papers if code_of(o) in codes and event.to in (None, o.recipient) and not o.draft]
        if orders:
            return _as_it_stands(record, applied.event_id), [o for o in orders if _reader(o) in waiting] or orders
    says = f"Nothing recorded on this case calls for a paper {event.paper}" + (f" to {event.to}" if event.to else "")
    raise Refused((Objection(rule="paper.never", says=says, kind="impossible", fields=("paper",)),))


def to_write(order: WriteDocument, no: documents.RenderRefused, known: documents.Known, today: date) -> Withheld:
    """What the case keeps of a paper that could not leave: it names nobody and quotes nobody's words, for it travels."""
    names = {n for p in known.people.values() for n in (p.name, p.legal_name, p.forename, p.surname) if n}
    said = (
        f"The list of papers says what stands against it ({r.code})."
        if r.code in QUOTES or any(name in r.details for name in names)
        else f"{r.details} ({r.code})"
        for r in no.refusals
    )
    return Withheld(
        code=code_of(order),
        recipient=order.recipient,
        event_id=order.event_id,
        on=today,
        says=tuple(dict.fromkeys(said)),
    )


def kept_with(event: Event, withheld: list[Withheld] | None) -> Event:
    """The event with the papers that could not leave; a correction puts them into the event that it corrects."""
    if isinstance(event, Corrected) and withheld is not None:
        told = [w.model_dump(mode="json") for w in withheld]
        return event.with_facts(replacement={**(event.replacement or {}), "withheld": told})
    return event.with_facts(withheld=tuple(withheld)) if withheld else event


def _reader(order: WriteDocument) -> str:
    return f"{code_of(order)}/{order.recipient or 'case'}"


def _as_it_stands(record: list[Event], event_id: str) -> Event:
    return next(e for e in in_true_order(record) if e.event_id == event_id)
