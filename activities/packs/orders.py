"""The order that we ask for at a hearing: the one that fits the case on its day, in words for the judge.

Nothing in it is guessed. What the record does not say is a gap with dots, and is named.
"""

from __future__ import annotations

from collections.abc import Iterator

from activities.papers import draft_order
from activities.papers.known import Ask
from activities.papers.order_wording import ON_TERMS, OrderSpec, paragraphs
from cases.events.base import Frozen
from cases.state import Hearing


class OrderSought(Frozen):
    """The order asked for. kind: its name in the court's forms. missing: what a paragraph lacks, a sentence each."""

    kind: str
    recital: str
    paragraphs: tuple[str, ...]
    missing: tuple[str, ...] = ()


def order_sought(ask: Ask, hearing: Hearing) -> OrderSought:
    """The order that fits the case on the day of its hearing."""
    spec = draft_order.spec(ask, hearing.on)
    return OrderSought(
        kind=draft_order.form(ask, spec.kind),
        recital=draft_order.recital(ask, spec),
        paragraphs=(*paragraphs(spec), *draft_order.term(ask), *draft_order.moratoriums(ask, hearing.on)),
        missing=tuple(_missing(ask, spec)),
    )


def _missing(ask: Ask, spec: OrderSpec) -> Iterator[str]:
    if spec.arrears is None:
        yield "The arrears are not known, so the judgment has no figure."
    if ask.state.notice is None:
        yield "No notice is recorded, so the order can name no ground."
    if spec.kind == "outright" and spec.possession_on is None:
        yield "The last day that the court may name is not held, so the order has no day."
    if spec.kind in ON_TERMS and spec.extra is None:
        yield "No sum towards the arrears is recorded: the order needs what the tenant can afford."
    if spec.kind in ON_TERMS and spec.first_on is None:
        yield "The day on which rent falls due is not known, so the terms have no first day."
