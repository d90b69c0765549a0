"""The gates: everything that stands between a case and its notice, claim, warrant and eviction on a day.

Each yields all the objections at once, so that an officer reads the whole list and not one a day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from cases.events import Event
from cases.nations import Nation
from cases.protocol import Row, open_rows
from cases.rules.account import account_objections
from cases.rules.fitness import rent_objections
from cases.rules.tenure import tenure_objections
from cases.ruling import (
    ask,
    cite,
    cited,
    claim_window,
    forbidding,
    impossible,
    nation_of,
    notice_kind,
    notice_route,
    standing_holds,
    to_be_served,
)
from cases.state import Notice, State
from cases.steps import Objection
from law.dates import DAY, in_words


def _cited(nation: Nation, row: Row) -> str:
    return nation.paragraph.format(protocol=nation.cites["protocol"], row=row.paragraph)


def _cure(rows: tuple[Row, ...]) -> str:
    """How an open paragraph is met: by the step, by attempts where they stand in, by a waiver."""
    tried = list(dict.fromkeys(r.attempts for r in rows if r.attempts))
    unanswered = f"; where a tenant does not answer, it is enough to show {' and '.join(tried)}" if tried else ""
    return f"Take the missing step with that tenant{unanswered}; or have it waived with a reason."


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
    yield from _cure_running(state, day, "notice")
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
            cure=_cure(missing),
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


def standing_notice(state: State, day: date) -> Iterator[Objection]:
    """Whether the notice carries a claim begun on a day."""
    notice = state.notice
    if notice is None or not notice.services:
        found = notice_kind(state)
        yield Objection(
            rule="claim.no_notice",
            says="No notice has been served, so no claim can be started",
            cite=found[0].act if found else "",
            cure="Serve the notice of this tenure.",
            cured_by=("notice_served",),
        )
        return
    if notice.withdrawn_on:
        yield Objection(
            rule="claim.notice_withdrawn", says=f"The notice was withdrawn on {in_words(notice.withdrawn_on)}"
        )
        return
    if notice.void:
        yield Objection(
            rule="claim.notice_void",
            says=f"There is no notice to claim on: the one that was served has no effect ({notice.void})",
            no_longer="A claim on this notice cannot succeed.",
            cure="Serve a new notice.",
            cured_by=("notice_served",),
        )
        return
    unserved = [t for t in to_be_served(state) if t not in notice.services]
    if unserved:
        yield Objection(
            rule="claim.not_all_served",
            says=f"The notice has not been served on {', '.join(f'tenant {t}' for t in unserved)}",
            cure="Serve each joint tenant and record it.",
            cured_by=("notice_served",),
        )
        return
    unproven = [t for t, s in notice.services.items() if not s.proven]
    if unproven:
        answer = ask(state, None, "notice.given", method="first_class_post", at=None)
        yield Objection(
            rule="claim.service_unproven",
            says="Service is not proven on "
            + ", ".join(f"tenant {t}" for t in unproven)
            + f": {nation_of(state).unproven}",
            cite=nation_of(state).cites.get("service", ""),
            cure="Serve again by hand, or record the receipt.",
            **{k: v for k, v in cited(answer).items() if k == "url"},
        )
    yield from _window(state, notice, day)


def _window(state: State, notice: Notice, day: date) -> Iterator[Objection]:
    answer = claim_window(state, notice)
    if notice.claim_from and day < notice.claim_from:
        yield Objection(
            rule="claim.too_early",
            says=(f"The notice gives {in_words(notice.specified_on)}, and a" if notice.specified_on else "A")
            + f" claim may be started only from {in_words(notice.claim_from)}",
            first_day=notice.claim_from,
            no_longer="The court may refuse to hear a claim started too early.",
            cure="Start the claim again on or after that day.",
            **cited(answer),
        )
    if notice.statutory_claim_by and day > notice.statutory_claim_by:
        yield Objection(
            rule="claim.notice_lapsed",
            says=f"The notice lapsed: the last day for a claim on it was {in_words(notice.statutory_claim_by)}",
            cure="Serve a new notice.",
            cured_by=("notice_served",),
            **cited(answer),
        )
    review = notice.review
    if review and review.requested_on and review.decided_on is None:
        yield Objection(
            rule="claim.review_open",
            says=f"A review was asked for on {in_words(review.requested_on)} and is not decided",
            cite=cite(state, "review"),
            cure="Decide the review and tell the tenant before the day in the notice.",
        )
    if review and review.decided_on and review.confirmed is False:
        yield Objection(
            rule="claim.review_upheld",
            says="The review did not confirm the decision to seek possession",
            cite=cite(state, "review"),
        )
    if review and review.requested_on and review.decided_on and review.decided_on > review.decide_by:
        yield Objection(
            rule="claim.review_late",
            says=f"The review was decided on {in_words(review.decided_on)}, after {in_words(review.decide_by)}",
            cite=cite(state, "review.decide"),
            no_longer="The notice may not carry a claim.",
            cure="Serve a new notice.",
        )


def claim_gate(state: State, day: date, event: Event) -> Iterator[Objection]:
    """Before a claim is sent to the court."""
    claim = state.claim
    if claim and claim.submitted_on and not claim.ended_on:
        yield impossible("claim.running", f"A claim was sent on {in_words(claim.submitted_on)} and is under way")
        return
    if state.former:
        yield impossible("claim.former", "The tenancy has ended, so possession cannot be claimed")
        return
    yield from standing_notice(state, day)
    yield from tenure_objections(state)
    for _, objection in forbidding(state, "submit_claim", day, event):
        yield objection
    yield from before_claim(state, day)
    yield from rent_objections(state, day, event)
    yield from account_objections(state, event.happened_on)


def _cure_running(state: State, day: date, act: str) -> Iterator[Objection]:
    """The letter about a broken agreement gives until a day before the next step, whichever that is."""
    agreement = state.agreement
    if agreement and agreement.status == "broken" and agreement.cure_by and day <= agreement.cure_by:
        yield Objection(
            rule=f"{act}.cure_running",
            kind="policy",
            says=f"The agreement is broken, and the tenants have until {in_words(agreement.cure_by)} to put it right",
            cite=nation_of(state).cites.get("protocol.agreement", ""),
            first_day=agreement.cure_by + DAY,
        )


def before_claim(state: State, day: date) -> Iterator[Objection]:
    """What the protocol wants before a claim."""
    yield from _cure_running(state, day, "claim")
    if state.reply_by and day <= state.reply_by:
        yield Objection(
            rule="claim.reply_running",
            kind="policy",
            says=f"The protocol letter gave the tenants until {in_words(state.reply_by)} to answer",
            cite=nation_of(state).cites.get("protocol.part3" if state.track == "mandatory" else "protocol.letter", ""),
            first_day=state.reply_by + DAY,
            cure="Wait for the answer, or for the day after.",
        )
    for row in open_rows(state, day):
        yield Objection(
            rule=f"protocol.{row.paragraph}" + (f":{row.tenant}" if row.tenant else ""),
            says=f"{row.says[:1].upper()}{row.says[1:]}",
            cite=_cited(nation_of(state), row),
            cure=_cure((row,)),
        )


def warrant_gate(state: State, day: date, event: Event) -> Iterator[Objection]:
    """Before a warrant of possession is asked for: the order's kind decides the road."""
    order = state.order
    if order is None:
        yield impossible("warrant.no_order", "There is no order for possession, so there is nothing to enforce")
        return
    if order.discharged_on:
        yield Objection(rule="warrant.discharged", says=f"The order was discharged on {in_words(order.discharged_on)}")
        return
    yield from ended_claim(state)
    if state.warrant and (state.warrant.last_day is None or day <= state.warrant.last_day):
        yield impossible(
            "warrant.running", f"A warrant was asked for on {in_words(state.warrant.requested_on)} already"
        )
        return
    if order.outcome in ("adjourned_on_terms", "adjourned_generally"):
        yield Objection(
            rule="warrant.adjourned",
            says="The claim was adjourned and no order for possession was made: ask the court to restore it first",
            cure="Record restore_requested.",
        )
        return
    if order.outcome == "money_judgment_only":
        yield Objection(rule="warrant.money_only", says="The court gave judgment for money only, not for possession")
        return
    if order.outcome == "postponed" and order.possession_on is None:
        yield Objection(
            rule="warrant.no_date",
            says="The order is postponed without a date: a date for possession must be fixed by the court first",
            cite=nation_of(state).cites.get("postponed", ""),
            cure="Write to the tenants (date_notice_sent), apply, and record possession_date_fixed.",
        )
        return
    kind = "suspended" if order.outcome == "suspended" else "outright"
    answer = ask(state, event, "order.warrant", kind=kind, possession_on=order.possession_on, made_on=order.made_on)
    if answer and day < answer["earliest"]:
        yield Objection(
            rule="warrant.too_early",
            says=f"The order gives possession on {in_words(order.possession_on or day)}, "
            f"and a warrant may be asked for from {in_words(answer['earliest'])}",
            first_day=answer["earliest"],
            no_longer="A warrant asked for too early may be set aside.",
            cure="Ask for the warrant again on or after that day.",
            **cited(answer),
        )
    if order.outcome == "suspended":
        yield from _breach(state, event)
        yield from _warned(state, day)
    yield from permission(state, day, event)
    for _, objection in forbidding(state, "request_warrant", day, event):
        yield objection
    yield from account_objections(state, event.happened_on)


def ended_claim(state: State) -> Iterator[Objection]:
    """An order goes with the claim it was made in."""
    claim = state.claim
    if claim and claim.ended_on:
        yield Objection(
            rule="warrant.claim_ended",
            says=f"The claim ended on {in_words(claim.ended_on)} ({claim.ended_how.replace('_', ' ')}), so there is no "
            "order left to enforce",
            no_longer="A warrant on it may be set aside.",
            cure="Tell the legal team; start a new claim if possession is still sought.",
        )


def _breach(state: State, event: Event) -> Iterator[Objection]:
    order = state.order
    assert order is not None
    if order.breached_on is None or (order.breach == "payment" and order.breach_short <= 0):
        yield Objection(
            rule="warrant.no_breach",
            says="The order is suspended and no breach is shown from the account: while its terms are kept it cannot be enforced",
            cite=nation_of(state).cites.get("breach", ""),
            cure="Record order_breached once an instalment is missed; the proof is worked out from the account.",
            cured_by=("order_breached",),
        )


def _warned(state: State, day: date) -> Iterator[Objection]:
    """The letter about the missed payments gives until a day before bailiffs are asked for."""
    order = state.order
    assert order is not None
    if order.cure_by and day <= order.cure_by:
        yield Objection(
            rule="warrant.cure_running",
            kind="policy",
            says="Payments under the order are missing, and the tenants have until "
            f"{in_words(order.cure_by)} to put it right",
            first_day=order.cure_by + DAY,
            cure="Wait for the payment, or for the day after.",
        )


def permission(state: State, day: date, event: Event) -> Iterator[Objection]:
    """Whether the court's permission is needed and not held."""
    order = state.order
    if order is None or order.permission == "granted":
        return
    if order.permission_from and day >= order.permission_from:
        answer = ask(state, event, "order.permission", made_on=order.made_on)
        yield Objection(
            rule="warrant.six_years",
            says=f"The order was made on {in_words(order.made_on)}: from {in_words(order.permission_from)} "
            "it may be enforced only with the court's permission",
            cure="Record permission_sought, then permission_decided.",
            cured_by=("permission_decided",),
            **cited(answer),
        )
    elif order.permission != "not_needed":
        yield Objection(
            rule="warrant.permission",
            says="The court's permission is needed before this order is enforced, and it has not been given",
            cite=nation_of(state).cites.get("permission", ""),
            cure="Record permission_sought, then permission_decided.",
            cured_by=("permission_decided",),
        )


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
