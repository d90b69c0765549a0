"""Everything that stands between a case and its notice on a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from cases.events import Event
from cases.protocol import open_rows
from cases.rules.account import account_objections
from cases.rules.fitness import rent_objections
from cases.rules.gates.waiting import cure, cure_running
from cases.rules.tenure import tenure_objections
from cases.ruling import cited, forbidding, impossible, nation_of, notice_kind, notice_route, standing_holds
from cases.state import State
from cases.steps import Objection
from law.dates import DAY, in_words


def notice_gate(state: State, day: date, event: Event) -> Iterator[Objection]:
    """Before a notice is served."""
    for _, objection in forbidding(state, "serve_notice", day, event):
        yield objection
    if state.claim and state.claim.submitted_on and not state.claim.ended_on:
        yield Objection(rule="notice.claim_running", kind="policy", says="A claim is under way on this case already")
    if state.former:
        yield impossible("notice.former", "The tenancy has ended, so there is nothing to give notice of")
    yield from no_road(state, event, getattr(event, "grounds", ()) or ())
    yield from tenure_objections(state)
    yield from _promised(state, day)
    yield from rent_objections(state, day, event)
    yield from account_objections(state, event.happened_on)
    yield from before_notice(state, day)


def _promised(state: State, day: date) -> Iterator[Objection]:
    """What our own letters promise before a notice: none while a plan is kept, none before the day to put it right."""
    agreement = state.agreement
    forbidden = any(h.kind == "agreement_kept" and "serve_notice" in h.forbids for h in standing_holds(state, day))
    if agreement and agreement.status == "live" and agreement.made_on <= day and not forbidden:
        yield Objection(
            rule="notice.agreement_kept",
            kind="policy",
            says=f"An agreement of {in_words(agreement.made_on)} is in force, and its letter promises no notice while it is kept",
            cure="Record agreement_broken once a payment is missed.",
        )
    yield from cure_running(state, day, "notice")
    if state.letter_by and day <= state.letter_by:
        yield Objection(
            rule="notice.letter_running",
            kind="policy",
            says=f"The latest arrears letter gives the tenants until {in_words(state.letter_by)} before a notice",
            first_day=state.letter_by + DAY,
            cure="Serve the notice after that day.",
        )


def before_notice(state: State, day: date) -> Iterator[Objection]:
    """What the protocol wants before a notice."""
    missing = open_rows(state, day, "before_notice")
    if missing:
        yield Objection(
            rule="protocol.before_notice",
            says="The pre-action protocol is open before the notice: "
            + "; ".join(f"{r.says} (paragraph {r.paragraph})" for r in missing),
            cite=nation_of(state).cites["protocol"],
            cure=cure(missing),
        )


def no_road(state: State, event: Event, grounds: Sequence[str]) -> Iterator[Objection]:
    """Whether there is a notice at all for this tenancy on these grounds."""
    nation = nation_of(state)
    strange = [g for g in grounds if g not in nation.grounds]
    if strange:
        yield impossible(
            "notice.ground",
            f"{', '.join(strange)} is no ground for rent arrears in {nation.title}; those are {', '.join(nation.grounds)}",
        )
        return
    route, found = notice_route(state, event, grounds), notice_kind(state, event, grounds)
    if found is None:
        says = route.because if route else f"No notice is held here for the tenure {state.the_tenancy.tenure!r}"
        yield impossible("notice.no_road", says, **cited(route))
    elif route and nation.sections:  # there each ground is for one kind of contract
        own = tuple(route.get("grounds") or ())
        if others := [g for g in grounds if own and g not in own]:
            yield impossible(
                "notice.ground", f"{', '.join(others)} is not for this contract: it is {', '.join(own)}", **cited(route)
            )
