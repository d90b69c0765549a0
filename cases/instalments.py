"""Instalments under an agreement or an order: when each falls due, what was paid towards it, what is short."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import count, takewhile

from cases.events.early import Instalment
from cases.state import Agreement, State, Tenancy, Terms
from law.dates import DAY, add_months

STEP_DAYS = {"week": 7, "fortnight": 14, "four_weeks": 28, "weekly": 7, "fortnightly": 14, "four_weekly": 28}


def run(every: str, first: date) -> Iterator[date]:
    """The days on which something `every` period falls due, from its first day on, without an end."""
    for n in count():
        yield add_months(first, n) if every in ("month", "monthly") else first + DAY * (STEP_DAYS[every] * n)


def due_days(every: str, first: date, until: date) -> list[date]:
    """The days of such a run to `until`, both ends included."""
    return list(takewhile(lambda day: day <= until, run(every, first)))


def due(plan: Agreement | Terms, tenancy: Tenancy, until: date) -> list[tuple[date, int]]:
    """What a plan wants paid and when, in pence: each instalment with the rent of the periods that start with it.

    Rent and instalment come together where their periods agree; else the rent has due days of its own.
    """
    plus = plan.amount if isinstance(plan, Agreement) else plan.plus
    total: dict[date, int] = {}
    for day in due_days(plan.every, plan.first_payment_on, until):
        total[day] = total.get(day, 0) + plus
    if plan.rent:
        for day in due_days(tenancy.rent_period, plan.first_payment_on, until):
            total[day] = total.get(day, 0) + (tenancy.rent_on(day) if tenancy.rents else plan.rent)
    return sorted(total.items())


def proof(
    plan: Agreement | Terms, tenancy: Tenancy, payments: Iterable[tuple[date, int]], until: date
) -> tuple[Instalment, ...]:
    """Each instalment due by `until` and what was paid towards it, the oldest first.

    payments: (day received, pence). Only payments from the first due day on count, up to and including `until`; a payment
    made in the week before the first due day counts towards it.
    """
    from_on = plan.first_payment_on - DAY * 7
    received: list[list[object]] = [[day, pence] for day, pence in sorted(payments) if from_on <= day <= until]
    made: list[Instalment] = []
    for due_on, wanted in due(plan, tenancy, until):
        paid, last = 0, None
        while paid < wanted and received:
            day, left = received[0]
            assert isinstance(day, date) and isinstance(left, int)
            taken = min(wanted - paid, left)
            paid += taken
            last = day
            if taken == left:
                received.pop(0)
            else:
                received[0][1] = left - taken
        made.append(Instalment(due_on=due_on, due=wanted, paid=paid, paid_on=last if paid >= wanted else None))
    return tuple(made)


def short(rows: Sequence[Instalment]) -> int:
    """What is missing under a plan, in pence (balance B8)."""
    return sum(i.short for i in rows)


def plan_in_force(state: State) -> Agreement | Terms | None:
    """The order's terms when an order with terms stands, else the live agreement."""
    order = state.order
    if order and order.terms and not order.discharged_on and not state.former:
        return order.terms
    if state.agreement and state.agreement.status == "live":
        return state.agreement
    return None


def next_due(plan: Agreement | Terms, tenancy: Tenancy, after: date) -> tuple[date, int] | None:
    """The next instalment on or after a day, with what is due on it."""
    horizon = max(after, plan.first_payment_on) + DAY * 62
    return next(((d, p) for d, p in due(plan, tenancy, horizon) if d >= after), None)
