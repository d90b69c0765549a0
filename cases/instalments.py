"""Instalments under an agreement or an order: when each falls due, what was paid towards it, what is short."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import count, takewhile

from cases.events.base import Frozen
from cases.events.early import Instalment
from cases.state import Agreement, State, Tenancy, Terms
from law.dates import DAY, add_months, in_words, weekday_number

STEP_DAYS = {"week": 7, "fortnight": 14, "four_weeks": 28, "weekly": 7, "fortnightly": 14, "four_weekly": 28}
#: The rhythm of instalments that is a rent period's own.
AS_RENT = {"weekly": "week", "fortnightly": "fortnight", "four_weekly": "four_weeks", "monthly": "month"}
#: What of a landlord's Universal Credit status means that it is being paid, each month for the month before.
PAID_MONTHLY = frozenset({"verified", "direct_payment", "deduction"})


class Charged(Frozen):
    """Rent as the account charged it: (day, pence), oldest first, whole up to and including the day `to`."""

    to: date
    rows: tuple[tuple[date, int], ...]

    @property
    def now(self) -> int:
        """The rent of the latest period that was charged, in pence."""
        return sum(pence for on, pence in self.rows if on == self.rows[-1][0])


def run(every: str, first: date) -> Iterator[date]:
    """The days on which something `every` period falls due, from its first day on, without an end."""
    for n in count():
        yield add_months(first, n) if every in ("month", "monthly") else first + DAY * (STEP_DAYS[every] * n)


def due_days(every: str, first: date, until: date) -> list[date]:
    """The days of such a run to `until`, both ends included."""
    return list(takewhile(lambda day: day <= until, run(every, first)))


def due(
    plan: Agreement | Terms, tenancy: Tenancy, until: date, charged: Charged | None = None
) -> list[tuple[date, int]]:
    """What a plan wants paid and when, in pence: each instalment, and the current rent.

    Where rent and instalment have one rhythm, each instalment's day has the rent charged since the one before; else the
    rent has its own days, from the first payment on. The rent is what the account charged, as far as that is held: a
    change of rent and a week without rent are in it. Beyond that it is the rent of the day where a change of it was told,
    else the rent that was charged last, and where none is held the rent that the plan was made on.
    """
    plus = plan.amount if isinstance(plan, Agreement) else plan.plus
    days = due_days(plan.every, plan.first_payment_on, until)
    total: dict[date, int] = dict.fromkeys(days, plus)
    for day, pence in _rent(plan, tenancy, days, until, charged) if plan.rent else ():
        total[day] = total.get(day, 0) + pence
    return sorted((day, pence) for day, pence in total.items() if pence)


def rent_from(plan: Agreement | Terms, tenancy: Tenancy) -> date:
    """The first day whose charge of rent a plan asks for."""
    if not together(plan, tenancy):
        return plan.first_payment_on
    if plan.every == "month":
        return add_months(plan.first_payment_on, -1) + DAY
    return plan.first_payment_on - DAY * STEP_DAYS[plan.every] + DAY


def together(plan: Agreement | Terms, tenancy: Tenancy) -> bool:
    """Whether rent and instalment fall due in one rhythm."""
    return AS_RENT.get(tenancy.rent_period) == plan.every


def _rent(
    plan: Agreement | Terms, tenancy: Tenancy, days: Sequence[date], until: date, charged: Charged | None
) -> Iterator[tuple[date, int]]:
    held = charged if charged and charged.rows else None
    rent = held.now if held else plan.rent
    if together(plan, tenancy):
        before = rent_from(plan, tenancy) - DAY
        for day in days:
            if held and day <= held.to:
                yield day, sum(pence for on, pence in held.rows if before < on <= day)
            else:
                yield day, tenancy.rent_on(day) if tenancy.rents else rent
            before = day
        return
    first, told = plan.first_payment_on, held.to if held else None
    if held:
        yield from ((on, pence) for on, pence in held.rows if first <= on <= min(until, held.to))
    last = held.rows[-1][0] if held else None
    for day in takewhile(lambda day: day <= until, run(tenancy.rent_period, _rent_day(tenancy, last, first))):
        if day >= first and (told is None or day > told):
            yield day, tenancy.rent_on(day) if tenancy.rents else rent


def _rent_day(tenancy: Tenancy, last: date | None, first: date) -> date:
    """A day on which rent falls due, not after the first that is looked for: charged before, or by the tenancy's own terms."""
    if last is not None:
        return last
    starts = tenancy.period_starts.strip().lower()
    if tenancy.rent_period == "weekly" and starts.isalpha():
        return first + DAY * ((weekday_number(starts) - first.weekday()) % STEP_DAYS["weekly"])
    if tenancy.rent_period == "monthly" and starts.isdigit():
        return date(first.year - 1, 12, int(starts))  # a month of 31 days, so that a 31st stays one
    return first  # longer periods do not say where they begin


def proof(
    plan: Agreement | Terms,
    tenancy: Tenancy,
    payments: Iterable[tuple[date, int]],
    until: date,
    charged: Charged | None = None,
    benefit_day: date | None = None,
) -> tuple[Instalment, ...]:
    """Each instalment due by `until` and what was paid towards it, the oldest first.

    payments: (day received, pence). Only payments from the first due day on count, up to and including `until`; a payment
    made in the week before the first due day counts towards it. benefit_day: a day of the tenants' monthly benefit, where
    they have one; what fell due since it was last paid waits for its next payment.
    """
    from_on = plan.first_payment_on - DAY * 7
    received: list[list[object]] = [[day, pence] for day, pence in sorted(payments) if from_on <= day <= until]
    last_benefit, next_benefit = cycle(benefit_day, until) if benefit_day else (until, None)
    made: list[Instalment] = []
    for due_on, wanted in due(plan, tenancy, until, charged):
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
        waits = next_benefit if paid < wanted and due_on > last_benefit else None
        made.append(
            Instalment(due_on=due_on, due=wanted, paid=paid, paid_on=last if paid >= wanted else None, awaits=waits)
        )
    return tuple(made)


def cycle(benefit_day: date, until: date) -> tuple[date, date]:
    """The last day of a monthly benefit before a day, and the next: its payment may come on its own day."""
    months = (until.year - benefit_day.year) * 12 + until.month - benefit_day.month
    days = [add_months(benefit_day, months + n) for n in (-2, -1, 0, 1)]
    last = max(day for day in days if day < until)
    return last, next(day for day in days if day > last)


def benefit_day(uc_status: str | None, uc_next_payment: date | None) -> date | None:
    """A day of the tenants' Universal Credit, where it is being paid and the day is known."""
    return uc_next_payment if uc_status in PAID_MONTHLY else None


def short(rows: Iterable[Instalment]) -> int:
    """What is missing under a plan, in pence (balance B8)."""
    return sum(i.short for i in rows)


def missed(rows: Iterable[Instalment]) -> int:
    """What is missing of it although no benefit is awaited for it, in pence: that alone is a breach to act on."""
    return sum(i.short for i in rows if i.awaits is None)


def awaited(rows: Iterable[Instalment]) -> date | None:
    """The day of the next benefit payment, where something that is short waits for it."""
    return max((i.awaits for i in rows if i.awaits), default=None)


def nothing_missed(rows: Sequence[Instalment]) -> str:
    """How a sentence goes on that says that nothing was missed: what is short waits for benefit, or nothing."""
    day = awaited(rows)
    if day is None:
        return ""
    return f": what is short fell due since Universal Credit was last paid, and its next payment is on {in_words(day)}"


def behind(rows: Sequence[Instalment], payments: Iterable[tuple[date, int]]) -> list[int]:
    """How far behind the tenants were at the end of each instalment's day, in pence: due less received by then."""
    received = sorted(payments)
    fallen, found = 0, []
    for row in rows:
        fallen += row.due
        found.append(max(fallen - sum(pence for day, pence in received if day <= row.due_on), 0))
    return found


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
