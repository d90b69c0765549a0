"""When a case wakes of itself: the next day its legal position changes, and the balances that matter to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from cases.events.base import Frozen
from cases.instalments import plan_in_force, run
from cases.ruling import ask, nation_of
from cases.state import Agreement, State, Tenancy, Terms
from cases.trial import last_day
from law.dates import DAY, london_instant


class Wake(Frozen):
    """The next day on which the case's legal position changes of itself. at: the first instant of that London day."""

    on: date
    at: datetime
    why: str


def next_wake(state: State, today: date) -> Wake | None:
    """The earliest legal change after today; None when nothing can change without an event."""
    if state.closed_on or state.tenancy is None:
        return None
    days: list[tuple[date, str]] = []
    notice, order, former = state.notice, state.order, state.former
    pre_claim = not (state.claim and state.claim.submitted_on and not state.claim.ended_on)
    if not former:
        ends = last_day(state)
        if ends:
            days.append((ends + DAY, "trial_over" if state.tenancy.tenure == "introductory" else "tenancy_secure"))
        if notice and not notice.void and not notice.withdrawn_on and pre_claim:
            if notice.claim_from:
                days.append((notice.claim_from, "notice_live"))
            if notice.statutory_claim_by:
                days.append((notice.statutory_claim_by + DAY, "notice_lapsed"))
        if order and not order.discharged_on:
            if order.possession_on and state.warrant is None and order.outcome != "suspended":
                answer = ask(
                    state,
                    None,
                    "order.warrant",
                    kind="outright",
                    possession_on=order.possession_on,
                    made_on=order.made_on,
                )
                if answer:
                    days.append((answer["earliest"], "warrant_possible"))
            if order.strike_out_on and not order.restore_on:
                days.append((order.strike_out_on, "struck_out"))
            if order.permission_from and order.permission == "not_needed":
                days.append((order.permission_from, "permission_needed"))
        if state.warrant and state.warrant.last_day:
            days.append((state.warrant.last_day + DAY, "warrant_expired"))
        if state.agreement and state.agreement.status == "broken" and state.agreement.cure_by and pre_claim:
            days.append((state.agreement.cure_by + DAY, "cure_over"))
    days += [(h.last_day + DAY, "hold_over") for h in state.holds if h.last_day]
    if former and former.reply_by and not former.written_off:
        days.append((former.reply_by + DAY, "reply_time_over"))
    if former and former.limitation_last_day and not former.written_off:
        days.append((former.limitation_last_day + DAY, "limitation_over"))
    ahead = sorted((d, why) for d, why in days if d > today)
    if not ahead:
        return None
    return Wake(on=ahead[0][0], at=london_instant(ahead[0][0]), why=ahead[0][1])


class Stream(Frozen):
    """Something that falls due again and again: pence, from its first day, every so often (as `Terms.every` or a rent period)."""

    first: date
    every: str
    pence: int


class Watch(Frozen):
    """When the weekly review has to wake the case. Money in pence; None: not watched.

    below: arrears at or under it. above: arrears at or over it. expected: what a plan wants paid; what was paid since
    `since` must reach what had fallen due by the day before the balance.
    """

    below: int | None = None
    above: int | None = None
    since: date | None = None
    expected: tuple[Stream, ...] = ()


def watch(state: State, today: date) -> Watch | None:
    """The thresholds at which a new balance matters to this case."""
    if state.closed_on or state.tenancy is None or state.balance is None:
        return None
    owed = state.balance.arrears
    below = 0 if owed > 0 else None
    above = 1 if owed <= 0 else None
    line = _mandatory_line(state, owed, today)
    if line is not None:
        below, above = (line - 1, above) if owed >= line else (below, line)
    plan = plan_in_force(state)
    broken = state.order is not None and state.order.breached_on is not None
    if plan is None or broken or state.missed_due_on:
        return Watch(below=below, above=above)
    plus = plan.amount if isinstance(plan, Agreement) else plan.plus
    streams = [Stream(first=plan.first_payment_on, every=plan.every, pence=plus)]
    if plan.rent:
        streams += _rents(plan, state.tenancy)
    return Watch(below=below, above=above, since=plan.first_payment_on - DAY * 7, expected=tuple(streams))


def _rents(plan: Agreement | Terms, tenancy: Tenancy) -> Iterator[Stream]:
    """The rent that a plan wants paid; what a change of it adds, or takes away, runs beside it from its first day on."""
    held, every = plan.rent, tenancy.rent_period
    if tenancy.rents:
        held = tenancy.rent_on(plan.first_payment_on)
    yield Stream(first=plan.first_payment_on, every=every, pence=held)
    for change in tenancy.rents:
        if change.from_on and change.from_on > plan.first_payment_on:
            first = next(day for day in run(every, plan.first_payment_on) if day >= change.from_on)
            yield Stream(first=first, every=every, pence=change.rent - held)
            held = change.rent


def _mandatory_line(state: State, owed: int, today: date) -> int | None:
    """The mandatory ground's threshold in pence while it is on the notice and nothing is decided yet."""
    if state.notice is None or state.order or owed <= 0:
        return None
    if not set(nation_of(state).notices[state.notice.kind].mandatory) & set(state.notice.grounds):
        return None
    t = state.the_tenancy
    answer = ask(
        state,
        None,
        "mandatory_arrears",
        social_housing=t.social_housing,
        rent_frequency=t.rent_period,
        rent=t.rent,
        owed_at_notice=owed,
        owed_at_hearing=owed,
        notice_on=today,
        hearing_on=today,
    )
    return int(answer["threshold"]) if answer and answer.get("threshold") is not None else None
