"""The law has changed, or we know it better: what the case holds of days still to come is read again.

What was judged stays judged, and what was printed stays printed: whether a notice was valid, the day on it, the day by
which a letter asked for an answer. Only days that the law itself hangs on a standing fact move.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import law
from cases.events import throughout
from cases.ruling import Follows, applies, ask, claim_window, review_days
from cases.state import Eviction, Former, Hearing, Notice, Order, State, Warrant


@applies(throughout.LawReviewed)
def _reread(f: Follows, event: throughout.LawReviewed) -> None:
    f.change(law_read_on=event.happened_on)
    for name, part, answer in _parts(f.state, event):
        if part != getattr(f.state, name):
            f.change(**{name: part})
            f.learn(answer)


def _parts(state: State, event: throughout.LawReviewed) -> Iterator[tuple[str, Any, law.Answer | None]]:
    """Each part with its days as the law has them now, and the answer that gave them."""
    if state.former:
        yield "former", *_former(state, state.former, event)
        return
    if state.notice and state.notice.given_on and not state.notice.void:
        yield "notice", *_notice(state, state.notice, event)
    if state.hearing and not state.hearing.heard:
        yield "hearing", *_hearing(state, state.hearing, event)
    if state.order:
        yield "order", *_order(state, state.order, event)
    if state.warrant and state.warrant.issued_on:
        yield "warrant", *_warrant(state, state.warrant, event)
    if state.eviction and not state.eviction.carried_out_on:
        yield "eviction", *_eviction(state, state.eviction, event)


def _notice(state: State, held: Notice, event: throughout.LawReviewed) -> tuple[Notice, law.Answer | None]:
    window = claim_window(state, held, event)
    if window is None:
        return held, None
    days: dict[str, Any] = {
        "claim_from": window["claim_from"],
        "statutory_claim_by": window.get("statutory_claim_by"),
        "safe_claim_by": window.get("safe_claim_by"),
    }
    if held.review:
        answer = review_days(state, held, event)
        if answer:  # the tenants' own day is printed on the notice
            days["review"] = held.review.model_copy(update={"decide_by": answer["decide_by"]})
    return held.model_copy(update=days), window


def _hearing(state: State, held: Hearing, event: throughout.LawReviewed) -> tuple[Hearing, law.Answer | None]:
    answer = ask(state, event, "claim.hearing_deadlines", hearing_on=held.on)
    statement = ask(state, event, "protocol.pre_hearing", hearing_on=held.on)
    days: dict[str, Any] = {}
    if answer:
        days = {"evidence_by": answer.get("evidence_by")}
        if held.purpose == "possession":
            days["serve_claim_by"] = answer.get("serve_claim_by")
    if statement:
        days["statement_by"] = statement.get("safe_by")
    return held.model_copy(update=days), answer


def _order(state: State, held: Order, event: throughout.LawReviewed) -> tuple[Order, law.Answer | None]:
    answer = ask(state, event, "order.permission", made_on=held.made_on)
    return held.model_copy(update={"permission_from": answer["needed_from"]}) if answer else held, answer


def _warrant(state: State, held: Warrant, event: throughout.LawReviewed) -> tuple[Warrant, law.Answer | None]:
    answer = ask(state, event, "warrant.life", issued_on=held.issued_on)
    return held.model_copy(update={"last_day": answer["last_day"]}) if answer else held, answer


def _eviction(state: State, held: Eviction, event: throughout.LawReviewed) -> tuple[Eviction, law.Answer | None]:
    answer = ask(state, event, "warrant.notice_of_eviction", eviction_on=held.on)
    confirm = ask(state, event, "warrant.confirm_by", eviction_at=held.at)
    days: dict[str, Any] = {"deliver_notice_by": answer["deliver_by"]} if answer else {}
    if confirm:
        days["confirm_by"] = confirm["confirm_on"]
    return held.model_copy(update=days), answer


def _former(state: State, held: Former, event: throughout.LawReviewed) -> tuple[Former, law.Answer | None]:
    answer = ask(state, event, "former_tenant.limitation", due_on=held.oldest_on)
    return held.model_copy(update={"limitation_last_day": answer["last_day"]}) if answer else held, answer
