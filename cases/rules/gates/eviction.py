"""Everything that stands between a warrant and its eviction on a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cases.events import Event
from cases.ruling import ask, cited, forbidding, impossible, nation_of
from cases.state import State
from cases.steps import Objection
from law.dates import in_words


def eviction_gate(state: State, day: date, event: Event) -> Iterator[Objection]:
    """Before an appointment is confirmed, or when an eviction was carried out."""
    warrant, booked = state.warrant, state.eviction
    if warrant is None or warrant.issued_on is None:
        yield impossible("eviction.no_warrant", "No warrant of possession has been issued, so there can be no eviction")
        return
    if warrant.last_day and day > warrant.last_day:
        yield Objection(
            rule="eviction.warrant_expired",
            says=f"The warrant could be carried out until {in_words(warrant.last_day)} and has run out",
            cite=nation_of(state).cites.get("warrant.life", ""),
            cure="Ask for a new warrant.",
        )
    if booked is None or booked.cancelled_on:
        why = f" (cancelled on {in_words(booked.cancelled_on)})" if booked and booked.cancelled_on else ""
        yield Objection(rule="eviction.not_booked", says=f"No eviction appointment stands{why}", cure="Book one.")
    elif event.kind == "eviction_carried_out" and day != booked.on:
        yield Objection(
            rule="eviction.other_day",
            says=f"The appointment was for {in_words(booked.on)}, not for {in_words(day)}",
            cite=nation_of(state).cites.get("eviction.notice", ""),
        )
        yield from short_notice(state, day, booked.notice_delivered_on, day, event)
    else:
        yield from short_notice(state, booked.on, booked.notice_delivered_on, day, event)
    for _, objection in forbidding(state, "evict", day, event):
        yield objection


def short_notice(
    state: State, eviction_on: date, delivered_on: date | None, day: date, event: Event
) -> Iterator[Objection]:
    """Fourteen clear days between the delivery of the notice of eviction and the eviction (CPR 83.8A)."""
    answer = ask(state, event, "warrant.notice_of_eviction", eviction_on=eviction_on)
    if answer is None:
        return
    by = answer["deliver_by"]
    if delivered_on is not None and delivered_on <= by:
        return
    from_delivery = ask(state, event, "warrant.eviction_from", delivered_on=delivered_on or day)
    first = from_delivery["eviction_from"] if from_delivery else None
    if delivered_on is not None:
        says = (
            f"The notice of eviction was delivered on {in_words(delivered_on)}; for an eviction on "
            f"{in_words(eviction_on)} it had to be delivered by {in_words(by)}"
        )
    elif day > by:
        says = (
            f"For an eviction on {in_words(eviction_on)} the notice of eviction must be delivered by {in_words(by)}, "
            "which has passed"
        )
    elif event.kind in ("eviction_booked", "eviction_rebooked"):
        return  # there is still time to deliver it: a deadline, not a fault
    else:
        says = f"No notice of eviction is recorded as delivered; it must be delivered by {in_words(by)}"
        first = None
    yield Objection(
        rule="eviction.short_notice",
        says=says,
        first_day=first,
        no_longer=f"The eviction on {in_words(eviction_on)} may not go ahead without the court's leave to shorten the time.",
        cure=f"Book the eviction for {in_words(first)} or later." if first else "Deliver the notice and record it.",
        cured_by=("eviction_booked", "eviction_rebooked", "eviction_notice_delivered"),
        **cited(answer),
    )
