"""Holds: what opens them, how long they run, what they undo. What each forbids is read from the law packs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cases.events import Event, throughout
from cases.ruling import Follows, applies, ask, cited, impossible, judges, nation_of
from cases.state import Hold, State
from cases.steps import Objection
from law.dates import DAY, in_words

MORATORIA = ("breathing_space", "mental_health_crisis_moratorium", "statutory_moratorium")


def open_hold(state: State, kind: str, tenant: str | None, day: date) -> Hold | None:
    """The hold of this kind (and tenant, when one is named) that has not ended by `day`."""
    for hold in reversed(state.holds):
        if hold.kind == kind and tenant in (None, hold.tenant) and (hold.last_day is None or hold.last_day >= day):
            return hold
    return None


@judges(throughout.HoldOpened)
def _may_open(state: State, event: throughout.HoldOpened) -> Iterator[Objection]:
    if event.hold is None:
        return
    answer = ask(state, event, "hold", kind=event.hold)
    if answer is None or answer.refused:
        known = nation_of(state).title
        yield impossible(
            "hold.other_nation",
            answer.because if answer else f"No hold of the kind {event.hold.replace('_', ' ')} is held for {known}",
            **cited(answer),
        )
        return
    if event.hold in ("breathing_space", "statutory_moratorium") and event.registered_on is None:
        yield impossible(
            "hold.registered_on",
            f"A {event.hold.replace('_', ' ')} needs registered_on, the day of its entry in the register: it runs from there",
            fields=("registered_on",),
        )
    if event.registered_on and event.registered_on > event.happened_on:
        yield impossible(
            "hold.registered_later", "The entry in the register cannot be after the day we were told of it"
        )
    if event.hold == "manual_pause" and (event.ends_on is None or not event.reason):
        yield impossible(
            "hold.pause",
            "A manual pause needs reason, and ends_on, the day on which it ends",
            fields=("reason", "ends_on"),
        )
    if event.ends_on and event.ends_on < event.happened_on:
        yield impossible("hold.ends_on", f"The hold cannot end on {in_words(event.ends_on)}, before it begins")
    if event.hold == "benefit_claim_pending" and event.evidence_given is None:
        yield impossible(
            "hold.benefit_conditions",
            "A pending benefit claim needs the protocol's three answers: evidence_given, eligibility_expected and "
            "other_sums_paid, each yes or no",
            fields=("evidence_given", "eligibility_expected", "other_sums_paid"),
        )
    same = open_hold(state, event.hold, event.tenant, event.effective_on)
    if same and same.tenant == event.tenant and same.from_on <= event.effective_on:
        yield Objection(
            rule="hold.open_already", kind="policy", says=f"A hold of this kind is open since {in_words(same.from_on)}"
        )


@applies(throughout.HoldOpened)
def _open(f: Follows, event: throughout.HoldOpened) -> None:
    answer = f.ask("hold", kind=event.hold)
    forbids = tuple(answer.get("forbids") or ()) if answer else ()
    from_on, last_day = event.happened_on, event.ends_on
    registered = event.registered_on
    if event.hold == "breathing_space" and registered:
        span = f.ask("breathing_space.standard", registered_on=registered)
        if span:
            from_on, last_day = span["starts_on"], span["last_day"]
    elif event.hold == "statutory_moratorium" and registered:
        span = f.ask("moratorium", registered_on=registered)
        from_on, last_day = registered, span["last_day"] if span else event.ends_on
    elif event.hold == "mental_health_crisis_moratorium":
        from_on = registered + DAY if registered else event.happened_on
        ended = f.ask("breathing_space.mental_health", treatment_ended_on=event.treatment_ended_on)
        last_day = ended["last_day"] if ended else event.ends_on
    if event.hold == "benefit_claim_pending" and not (
        event.evidence_given and event.eligibility_expected and event.other_sums_paid
    ):
        forbids = ()  # the protocol bars the claim only when all three conditions are met
    held = f.state.balance.arrears if f.state.balance else None
    f.change(
        holds=(
            *f.state.holds,
            Hold(
                kind=event.hold,
                tenant=event.tenant,
                event_id=event.event_id,
                from_on=from_on,
                last_day=last_day,
                review_on=event.review_on,
                debt=(event.moratorium_debt if event.moratorium_debt is not None else held)
                if event.hold in MORATORIA
                else None,
                forbids=forbids,
                cite="; ".join(c.title for c in answer.citations) if answer else "",
            ),
        )
    )
    _stop_eviction(f, event, from_on, answer.get("cancels") if answer else ())
    if event.hold in MORATORIA:
        f.write("E-42", *f.state.the_tenancy.tenants, variant="tenant", starts_on=from_on, last_day=last_day)
        claim = f.state.claim
        if claim and claim.issued_on and not claim.ended_on:
            f.write("E-42-court", variant="court", starts_on=from_on, last_day=last_day)
        warrant = f.state.warrant
        if warrant and warrant.issued_on and not f.state.former and event.hold != "statutory_moratorium":
            f.write("E-42-bailiff", starts_on=from_on, last_day=last_day)


def _stop_eviction(
    f: Follows, event: throughout.HoldOpened, from_on: date, cancels: tuple[str, ...] | list[str] | None
) -> None:
    booked = f.state.eviction
    if booked and not booked.cancelled_on and not booked.carried_out_on and "eviction" in (cancels or ()):
        f.change(
            eviction=booked.model_copy(
                update={"cancelled_on": max(from_on, event.happened_on), "cancelled_why": f"hold:{event.hold}"}
            )
        )


@judges(throughout.HoldReviewed, throughout.HoldEnded)
def _needs_one(state: State, event: throughout.HoldEnded) -> Iterator[Objection]:
    if event.hold is None and not any(h.last_day is None or h.last_day >= event.happened_on for h in state.holds):
        yield impossible("hold.none", "No hold is open on this case")
    elif event.hold is not None and open_hold(state, event.hold, event.tenant, event.happened_on) is None:
        whose = f" of tenant {event.tenant}" if event.tenant else ""
        yield impossible("hold.none", f"No {event.hold.replace('_', ' ')}{whose} is open on this case")


@applies(throughout.HoldReviewed)
def _review(f: Follows, event: throughout.HoldReviewed) -> None:
    _change(f, event, last_day=event.ends_on, review_on=event.review_on)


@applies(throughout.HoldEnded)
def _end(f: Follows, event: throughout.HoldEnded) -> None:
    # a cancelled moratorium takes effect the day after its entry; any other hold is over on the day it ends
    last = event.happened_on if event.hold in MORATORIA else event.happened_on - DAY
    _change(f, event, last_day=last)


def _change(f: Follows, event: throughout.HoldReviewed | throughout.HoldEnded, **parts: date | None) -> None:
    held = open_hold(f.state, event.hold, event.tenant, event.happened_on)
    if held is None:
        return
    kept = {name: value for name, value in parts.items() if value is not None}
    f.change(holds=tuple(h.model_copy(update=kept) if h is held else h for h in f.state.holds))


def void_by_hold(state: State, event: Event, day: date) -> Hold | None:
    """The hold that makes a notice served on `day` of no effect."""
    for hold in state.holds_on(day):
        answer = ask(state, event, "hold", kind=hold.kind)
        if answer and "notice_served" in (answer.get("voids") or ()):
            return hold
    return None
