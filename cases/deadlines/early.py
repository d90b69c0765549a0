"""Dates of contact, statements, agreements, holds, approvals and irregularities."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import law
from cases.deadlines.base import POLICY_DAYS, Deadline, every_so_often, from_law, policy
from cases.instalments import next_due, plan_in_force
from cases.position import position
from cases.ruling import ask, cite, nation_of, why_demoted
from cases.state import Hold, State, all_died
from cases.trial import last_day
from law.dates import DAY, in_words


def contact(state: State, today: date) -> Iterator[Deadline]:
    if all_died(state, today):  # who is to be spoken to now is what the hold asks
        return
    at = position(state, today)
    opened = state.opened_on or today
    if at.at == "first_contact":
        yield policy(
            "first_contact",
            "Contact each tenant about the arrears",
            opened + DAY * POLICY_DAYS["first_contact"],
            f"The case was opened on {in_words(opened)}; the protocol wants contact as soon as reasonably possible.",
            does="demand",
        )
    if at.at == "contact_attempted":
        tried = [on for key in ("contact_letter", "contact_attempt") for on in state.evidence.get(key, {}).values()]
        yield policy(
            "first_contact",
            "Try again to reach the tenants",
            max(tried) + DAY * POLICY_DAYS["first_contact"],
            f"The last attempt was on {in_words(max(tried))} and no answer is recorded. A letter and at least one call, "
            "visit or message are shown as attempts; contact is what the protocol wants.",
            does="demand",
        )
    sent = state.evidence.get("statement_13_weeks", {})
    if at.stage in ("early_action", "notice", "protocol"):
        oldest = min(sent.values(), default=opened)
        answer = ask(state, None, "protocol.statement", last_sent_on=oldest)
        if answer and not sent:
            yield policy(
                "statement",
                "Send the first rent statement",
                answer["next_by"],
                f"None has been sent since the case was opened on {in_words(opened)}; the protocol wants one each quarter, so "
                f"the first by {in_words(answer['next_by'])}.",
                cite=nation_of(state).cites.get("protocol.statement", ""),
            )
        elif answer:
            yield from_law(
                "statement", "Send the next rent statement", answer, answer["next_by"], safe_on=answer["next_by"]
            )
    plan = plan_in_force(state)
    breached = state.order is not None and state.order.breached_on is not None
    if plan is not None and not breached:
        following = next_due(plan, state.the_tenancy, today)
        if following:
            yield policy(
                "instalment",
                f"Check the instalment of £{following[1] / 100:,.2f}",
                following[0] + DAY,
                f"£{following[1] / 100:,.2f} falls due on {in_words(following[0])}; whether it came is checked the day after.",
                ladder=False,
                waiting_on="tenant",
            )
    if state.missed_due_on is not None:
        event = "order_breached" if state.order else "agreement_broken"
        yield policy(
            "missed",
            "Look at the missed instalment",
            state.missed_due_on + DAY * POLICY_DAYS["missed"],
            f"The weekly review found that what was due by {in_words(state.missed_due_on)} had not come. Record {event}, "
            "a new agreement, or balance_refreshed once the account shows it paid.",
        )
    agreement = state.agreement
    if agreement and agreement.status == "broken" and agreement.cure_by and today <= agreement.cure_by:
        answer = ask(state, None, "policy.cure", sent_on=agreement.since)
        yield from_law(
            "agreement_cure",
            "Tenants' last day to put the agreement right",
            answer,
            agreement.cure_by,
            waiting_on="tenant",
            ladder=False,
        )


#: What a review is about, where the kind of the hold does not say it.
ABOUT = {"deceased": "a tenant has died"}


def holds(state: State, today: date) -> Iterator[Deadline]:
    for hold in state.holds:
        if hold.last_day is not None and hold.last_day < today:
            continue
        title = hold.kind.replace("_", " ")
        review = f"Review the hold: {ABOUT.get(hold.kind, title)}"
        answer = ask(state, None, "hold", kind=hold.kind)
        tag = hold.event_id[:8]
        if hold.last_day is not None:
            yield _hold_end(state, hold, answer, instance=tag)
        if hold.review_on is not None and (state.touched_on is None or state.touched_on < hold.review_on):
            yield policy("hold_review", review, hold.review_on, "The day set for its review.", instance=tag)
        elif hold.last_day is None:
            base = max(hold.from_on, hold.review_on or hold.from_on)
            yield policy(
                "hold_review",
                review,
                every_so_often(base, state.touched_on, POLICY_DAYS["review"]),
                f"It has no end date, so it is looked at every {POLICY_DAYS['review']} days.{_who_now(hold, answer)}",
                instance=tag,
            )


#: What gives the length of a hold, asked with the day of its entry in the register.
LENGTHS = {"breathing_space": "breathing_space.standard", "statutory_moratorium": "moratorium"}


def _hold_end(state: State, hold: Hold, matrix: law.Answer | None, instance: str) -> Deadline:
    """The law's own last day of a moratorium; else the day that was recorded, which is as long as the hold forbids anything."""
    name, last = hold.kind.replace("_", " "), hold.last_day
    entered = hold.from_on - DAY if hold.kind == "breathing_space" else hold.from_on
    length = ask(state, None, LENGTHS[hold.kind], registered_on=entered) if hold.kind in LENGTHS else None
    facts = {"instance": instance, "statutory_on": last, "ladder": False, "waiting_on": "tenant"}
    if length and length["last_day"] == last:
        return from_law("hold_end", f"Last day of the {name}", length, last, **facts)
    found = from_law("hold_end", f"Last day of the {name}", matrix, last, **facts)
    says = f"It was recorded as ending on {in_words(last)}." if last else ""
    return found.model_copy(update={"because": f"{says} {matrix.reason if matrix else ''}".strip()})


def _who_now(hold: Hold, answer: law.Answer | None) -> str:
    """After a death, what has to be found out."""
    return f" {answer['cure_or_end']}" if answer and hold.kind == "deceased" else ""


def approvals(state: State, today: date) -> Iterator[Deadline]:
    for act, held in sorted(state.approvals.items()):
        if held.status == "requested":
            yield policy(
                "approval",
                f"Approve or refuse the {act.replace('_', '-')}",
                held.on + DAY * POLICY_DAYS["approval"],
                f"Asked for on {in_words(held.on)} by {held.requested_by}; someone else has to answer.",
                instance=act,
                owner="approver",
                waiting_on="approver",
            )


def trial(state: State, today: date) -> Iterator[Deadline]:
    t, claim = state.the_tenancy, state.claim
    begun = claim is not None and claim.issued_on is not None and claim.ended_on is None
    if t.tenure != "introductory" or t.trial_ends is None or today > t.trial_ends or begun or state.former:
        return
    answer = ask(state, None, "introductory.extension", started_on=t.started_on)
    yield from_law(
        "trial_end",
        "Trial period ends: after it the tenancy is secure, unless a claim has been issued",
        answer,
        t.trial_ends,
        statutory_on=t.trial_ends,
        safe_on=t.trial_ends,
        ladder=False,
    )


def becomes_secure(state: State, today: date) -> Iterator[Deadline]:
    """The end of a demotion or of a fixed term, after which the tenancy is secure."""
    t, claim, ends = state.the_tenancy, state.claim, last_day(state)
    begun = claim is not None and claim.issued_on is not None and claim.ended_on is None
    if ends is None or today > ends or begun or state.former:
        return
    days = {"statutory_on": ends, "safe_on": ends}
    if t.tenure == "flexible":
        yield Deadline(
            kind="term_end",
            label="Fixed term ends: after it the tenancy is a periodic secure one",
            act_on=ends,
            because=f"The term of the agreement ends on {in_words(ends)}; what follows is a periodic secure tenancy, and a "
            "notice served before goes over to it.",
            cite=cite(state, "term_over"),
            ladder=False,
            **days,
        )
    elif t.tenure == "demoted":
        yield from_law(
            "demotion_end",
            "Demotion ends: after it the tenancy is secure, unless a claim has been issued",
            why_demoted(state, state.notice, ends),
            ends,
            ladder=False,
            **days,
        )


def irregularities(state: State, today: date) -> Iterator[Deadline]:
    for held in state.irregular:
        if held.status == "open":
            since = held.known_on or held.on
            by = since + DAY * POLICY_DAYS["irregular"]
            yield policy(
                "irregular",
                "Put right or accept an irregularity",
                by,
                f"{held.says}. {held.cure}".strip()
                + f" Known of on {in_words(since)}, and answered by {in_words(by)}.",
                cite=held.cite or "Our policy",
                instance=held.key,
                owner="legal",
            )
