"""Everything that stands between a case and its claim on a day: its notice, the protocol, holds, the account."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cases.events import Event
from cases.nations import Nation
from cases.protocol import Row, open_rows
from cases.rules.account import account_objections
from cases.rules.fitness import rent_objections
from cases.rules.gates.waiting import cure, cure_running
from cases.rules.tenure import tenure_objections
from cases.ruling import ask, cite, cited, claim_window, forbidding, impossible, nation_of, notice_kind, to_be_served
from cases.state import Notice, State
from cases.steps import Objection
from law.dates import DAY, in_words


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


def before_claim(state: State, day: date) -> Iterator[Objection]:
    """What the protocol wants before a claim."""
    yield from cure_running(state, day, "claim")
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
            cure=cure((row,)),
        )


def _cited(nation: Nation, row: Row) -> str:
    return nation.paragraph.format(protocol=nation.cites["protocol"], row=row.paragraph)
