"""Every date of a case, worked out from its state and the law, each with its because. Nothing here is stored as truth."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Literal

import law
from cases.events.base import Frozen
from cases.instalments import next_due, plan_in_force
from cases.position import position
from cases.protocol import open_rows
from cases.rules.base import ask
from cases.state import State
from law.dates import DAY, in_words, london_instant

#: Policy, not law: how long our own tasks may wait, in days. A landlord's own figures come with the policy packs.
POLICY_DAYS = {"first_contact": 7, "review": 28, "approval": 5, "irregular": 3, "former_letter": 14, "put_right": 7}


class Deadline(Frozen):
    """A date with its reason.

    act_on: the day to work to (the safe one). statutory_on, safe_on: the argued and the cautious day of the law, None for
    our own policy. status `unknown`: the day depends on what someone else, mostly the court, does next.
    legal: the case's position changes on that day of itself. ladder: whether reminders go out before it.
    """

    kind: str
    instance: str = ""
    label: str
    act_on: date | None = None
    statutory_on: date | None = None
    safe_on: date | None = None
    because: str = ""
    cite: str = ""
    url: str = ""
    confidence: str = "confirmed"
    owner: Literal["owner", "team_leader", "legal", "approver"] = "owner"
    waiting_on: str = "us"
    status: Literal["open", "unknown"] = "open"
    ladder: bool = True


def _of(kind: str, label: str, answer: law.Answer | None, on: date | None, **more: object) -> Deadline:
    """A deadline that the law gives."""
    facts: dict[str, object] = {"kind": kind, "label": label, "act_on": on}
    if answer is not None:
        facts |= {
            "because": answer.because,
            "cite": "; ".join(c.title for c in answer.citations),
            "url": answer.citations[0].url if answer.citations else "",
            "confidence": answer.confidence,
        }
    if on is None:
        facts["status"] = "unknown"
    return Deadline.model_validate({**facts, **more})


def _policy(kind: str, label: str, on: date, says: str, **more: object) -> Deadline:
    facts = {"kind": kind, "label": label, "act_on": on, "because": says, "cite": "Our policy", **more}
    return Deadline.model_validate(facts)


def _unknown(kind: str, label: str, says: str, waiting_on: str = "court") -> Deadline:
    return Deadline(kind=kind, label=label, because=says, status="unknown", waiting_on=waiting_on, ladder=False)


def deadlines(state: State, today: date) -> tuple[Deadline, ...]:
    """Every live date of an open case, the earliest first; none when it is closed."""
    if state.closed_on or state.tenancy is None:
        return ()
    found = [d for part in PARTS for d in part(state, today)]
    if not any(d.act_on and d.act_on >= today for d in found):
        found.append(_review(state, today))
    return tuple(sorted(found, key=lambda d: (d.act_on or date.max, d.kind, d.instance)))


def _review(state: State, today: date) -> Deadline:
    last = state.last_on or state.opened_on or today
    on = last
    while on <= today:
        on += DAY * POLICY_DAYS["review"]
    return _policy(
        "case_review",
        "Look at the case again",
        on,
        f"Nothing else is due: a case is looked at every {POLICY_DAYS['review']} days after its last event ({in_words(last)}).",
    )


def _early(state: State, today: date) -> Iterator[Deadline]:
    at = position(state, today)
    opened = state.opened_on or today
    if at.at == "first_contact":
        yield _policy(
            "first_contact",
            "Contact each tenant about the arrears",
            opened + DAY * POLICY_DAYS["first_contact"],
            f"The case was opened on {in_words(opened)}; the protocol wants contact as soon as reasonably possible.",
        )
    sent = state.evidence.get("statement_13_weeks", {})
    if sent and at.stage in ("early_action", "notice", "protocol"):
        oldest = min(sent.values())
        answer = ask(None, "england.protocol.statement", last_sent_on=oldest)
        if answer:
            yield _of("statement", "Send the next rent statement", answer, answer["next_by"], safe_on=answer["next_by"])
    plan = plan_in_force(state)
    if plan is not None:
        following = next_due(plan, state.the_tenancy, today)
        if following:
            yield _policy(
                "instalment",
                f"Check the instalment of £{following[1] / 100:,.2f}",
                following[0] + DAY,
                f"£{following[1] / 100:,.2f} falls due on {in_words(following[0])}; whether it came is checked the day after.",
                ladder=False,
                waiting_on="tenant",
            )
    agreement = state.agreement
    if agreement and agreement.status == "broken" and agreement.cure_by:
        answer = ask(None, "england.policy.cure", sent_on=agreement.since)
        yield _of(
            "agreement_cure",
            "Tenants' last day to put the agreement right",
            answer,
            agreement.cure_by,
            waiting_on="tenant",
            ladder=False,
        )


def _holds(state: State, today: date) -> Iterator[Deadline]:
    for hold in state.holds:
        if hold.last_day is not None and hold.last_day < today:
            continue
        title = hold.kind.replace("_", " ")
        answer = ask(None, "england.hold", kind=hold.kind)
        tag = hold.event_id[:8]
        if hold.last_day is not None:
            yield _of(
                "hold_end",
                f"Last day of the {title}",
                answer,
                hold.last_day,
                instance=tag,
                statutory_on=hold.last_day,
                ladder=False,
                waiting_on="tenant",
            )
        if hold.review_on is not None and hold.review_on >= today:
            yield _policy(
                "hold_review", f"Review the {title}", hold.review_on, "The day set for its review.", instance=tag
            )
        elif hold.last_day is None:
            base = max(hold.from_on, hold.review_on or hold.from_on)
            on = base + DAY * POLICY_DAYS["review"]
            while on < today:
                on += DAY * POLICY_DAYS["review"]
            yield _policy(
                "hold_review",
                f"Review the {title}",
                on,
                f"It has no end date, so it is looked at every {POLICY_DAYS['review']} days.",
                instance=tag,
            )


def _approvals(state: State, today: date) -> Iterator[Deadline]:
    for act, held in sorted(state.approvals.items()):
        if held.status == "requested":
            yield _policy(
                "approval",
                f"Approve or refuse the {act.replace('_', '-')}",
                held.on + DAY * POLICY_DAYS["approval"],
                f"Asked for on {in_words(held.on)} by {held.requested_by}; someone else has to answer.",
                instance=act,
                owner="approver",
                waiting_on="approver",
            )


def _notice(state: State, today: date) -> Iterator[Deadline]:
    notice, claim = state.notice, state.claim
    at = position(state, today)
    if notice is None or notice.withdrawn_on or at.stage not in ("notice", "protocol"):
        return
    if at.at in ("notice_void", "notice_lapsed", "notice_partly_served"):
        base = max(
            d
            for d in (notice.given_on, state.last_on, notice.statutory_claim_by if at.at == "notice_lapsed" else None)
            if d
        )
        yield _policy(
            "notice_again",
            "Serve the tenants who have not been served" if at.at == "notice_partly_served" else "Serve a new notice",
            base + DAY * POLICY_DAYS["put_right"],
            at.label + ".",
        )
        return
    if claim and claim.submitted_on and not claim.ended_on:
        return
    question = {
        "nsp_secure": "england.secure.claim_window",
        "s128": "england.introductory.claim_window",
        "s8_form3": "england.assured.claim_window",
    }[notice.kind]
    facts: dict[str, object] = {"specified_on": notice.specified_on}
    if notice.kind == "s8_form3":
        facts["served_on"] = notice.given_on
    window = ask(None, question, **facts)
    if notice.claim_from and today <= notice.claim_from:
        yield _of(
            "claim_from",
            "First day for a claim",
            window,
            notice.claim_from,
            statutory_on=notice.statutory_earliest,
            safe_on=notice.claim_from,
            waiting_on="tenant",
            ladder=False,
        )
    if notice.safe_claim_by:
        yield _of(
            "notice_lapse",
            "Last day for a claim on this notice",
            window,
            notice.safe_claim_by,
            statutory_on=notice.statutory_claim_by,
            safe_on=notice.safe_claim_by,
        )
    review = notice.review
    if review:
        answer = ask(None, "england.introductory.review", served_on=notice.given_on, specified_on=notice.specified_on)
        if review.requested_on is None and today <= review.request_by:
            yield _of(
                "review_request",
                "Tenants' last day to ask for a review",
                answer,
                review.request_by,
                waiting_on="tenant",
                ladder=False,
            )
        if review.requested_on and review.decided_on is None:
            yield _of("review_decide", "Decide the review and tell the tenant", answer, review.decide_by, owner="legal")
    missing = open_rows(state, today)
    if missing and notice.claim_from:
        yield _policy(
            "protocol",
            f"Complete the pre-action protocol ({len(missing)} open)",
            max(notice.claim_from, today),
            "Before a claim: " + "; ".join(r.says for r in missing) + ".",
        )
    elif notice.claim_from and at.at in ("notice_live", "claim_approved"):
        yield _policy(
            "claim_decision",
            "Send the claim, make an agreement or say why not",
            max(notice.claim_from, today) + DAY * POLICY_DAYS["put_right"],
            "The notice is live and the protocol is met.",
        )


def _claim(state: State, today: date) -> Iterator[Deadline]:
    claim, hearing = state.claim, state.hearing
    if claim is None or claim.ended_on or state.former:
        return
    if claim.submitted_on and not claim.issued_on:
        yield _unknown("claim_issue", "Issue of the claim", "The court has not issued the claim yet.")
        yield _policy(
            "claim_chase",
            "Ask the court about the claim",
            _after(claim.submitted_on, today, 14),
            f"Sent on {in_words(claim.submitted_on)} and not issued yet.",
        )
    elif claim.issued_on and hearing is None and state.order is None:
        window = ask(None, "england.claim.hearing_window", issued_on=claim.issued_on)
        yield _unknown("hearing", "Hearing", "The court has not given a hearing yet.")
        if window:
            yield _of(
                "hearing_chase",
                "Ask the court for a hearing date",
                window,
                max(window["standard_latest"], today)
                if window["standard_latest"] >= today
                else _after(claim.issued_on, today, 14),
            )
    if hearing and not hearing.heard:
        yield from _hearing(state, today)


def _hearing(state: State, today: date) -> Iterator[Deadline]:
    hearing = state.hearing
    assert hearing is not None
    tag = hearing.on.isoformat()
    answer = ask(None, "england.claim.hearing_deadlines", hearing_on=hearing.on)
    if hearing.serve_claim_by and hearing.serve_claim_by >= today:
        yield _of(
            "serve_claim",
            "Claim to be served on the tenants",
            answer,
            hearing.serve_claim_by,
            instance=tag,
            statutory_on=hearing.serve_claim_by,
            safe_on=hearing.serve_claim_by,
            owner="legal",
        )
    if hearing.evidence_by and hearing.evidence_by >= today:
        yield _of(
            "evidence",
            "File and serve witness statements",
            answer,
            hearing.evidence_by,
            instance=tag,
            statutory_on=hearing.evidence_by,
            safe_on=hearing.evidence_by,
            owner="legal",
        )
    if hearing.statement_by and hearing.statement_by >= today:
        before = ask(None, "england.protocol.pre_hearing", hearing_on=hearing.on)
        yield _of(
            "pre_hearing",
            "Send the statement and the hearing letter to each tenant",
            before,
            hearing.statement_by,
            instance=tag,
            statutory_on=before.get("statutory_by") if before else None,
            safe_on=hearing.statement_by,
        )
    yield _policy(
        "hearing", "Hearing", hearing.on, "Listed by the court.", instance=tag, owner="legal", waiting_on="court"
    )
    if today > hearing.on:
        yield _policy(
            "outcome",
            "Record what the court decided",
            hearing.on + DAY,
            f"The hearing was on {in_words(hearing.on)}.",
            instance=tag,
        )


def _after(start: date, today: date, days: int) -> date:
    on = start + DAY * days
    while on < today:
        on += DAY * days
    return on


def _order(state: State, today: date) -> Iterator[Deadline]:
    order = state.order
    if order is None or order.discharged_on or state.former or (state.claim and state.claim.ended_on):
        return
    at = position(state, today).at
    if order.possession_on and at == "possession_date_running":
        answer = ask(None, "england.order.warrant", kind="outright", possession_on=order.possession_on)
        if answer:
            yield _of(
                "warrant_from",
                "First day for a warrant",
                answer,
                answer["earliest"],
                statutory_on=answer["earliest"],
                waiting_on="tenant",
                ladder=False,
            )
    if at in ("possession_date_passed", "order_breached", "date_asked", "restore_asked", "warrant_expired"):
        base = max(d for d in (order.breached_on, order.possession_on, order.made_on, state.last_on) if d)
        yield _policy(
            "enforce",
            "Decide on the next step of enforcement",
            _after(base, today, POLICY_DAYS["put_right"]),
            position(state, today).label + ".",
        )
    if order.strike_out_on and at == "adjourned":
        before = ask(None, "england.calendar.working_days_before", day=order.strike_out_on, n=1)
        yield _of(
            "restore",
            "Restore the claim or let it go",
            before,
            before["on"] if before else order.strike_out_on - DAY,
            statutory_on=order.strike_out_on,
            owner="legal",
        )
    if order.permission_from and order.permission != "granted" and today < order.permission_from:
        answer = ask(None, "england.order.permission", made_on=order.made_on)
        yield _of(
            "permission",
            "From this day the order needs the court's permission",
            answer,
            order.permission_from,
            statutory_on=order.permission_from,
            owner="legal",
            ladder=False,
        )
    if order.permission == "sought":
        yield _unknown("permission_decision", "Decision on permission", "The court has not decided yet.")
        yield _policy(
            "permission_chase",
            "Ask the court about permission",
            _after(state.last_on or today, today, 28),
            "Asked for and not decided.",
        )


def _enforcement(state: State, today: date) -> Iterator[Deadline]:
    warrant, booked, application = state.warrant, state.eviction, state.application
    if state.former:
        return
    if application and not application.outcome:
        if application.hearing_at:
            on = law.dates.london_day(application.hearing_at)
            yield _policy(
                "application_hearing",
                "Hearing of the application to suspend",
                on,
                "Listed by the court.",
                owner="legal",
                waiting_on="court",
                instance=on.isoformat(),
            )
        else:
            yield _unknown(
                "application_hearing", "Hearing of the application to suspend", "The court has not listed it yet."
            )
        yield _policy(
            "application_chase",
            "Ask the court about the application",
            _after(application.received_on, today, POLICY_DAYS["put_right"]),
            f"Received on {in_words(application.received_on)}.",
        )
    if warrant is None:
        return
    if warrant.issued_on is None:
        yield _unknown("warrant_issue", "Issue of the warrant", "The court has not issued the warrant yet.")
        yield _policy(
            "warrant_chase",
            "Ask the court about the warrant",
            _after(warrant.requested_on, today, 28),
            f"Asked for on {in_words(warrant.requested_on)} and not issued yet.",
        )
    elif warrant.last_day and today <= warrant.last_day:
        life = ask(None, "england.warrant.life", issued_on=warrant.issued_on)
        yield _of(
            "warrant_life",
            "Last day of the warrant",
            life,
            warrant.last_day,
            statutory_on=warrant.last_day,
            owner="legal",
        )
        if (booked is None or booked.cancelled_on) and not (application and not application.outcome):
            yield _policy(
                "book_eviction",
                "Book the eviction or say why not",
                _after(
                    max(
                        warrant.issued_on, booked.cancelled_on if booked and booked.cancelled_on else warrant.issued_on
                    ),
                    today,
                    28,
                ),
                "The warrant is issued and no appointment stands.",
            )
    if booked and not booked.cancelled_on and not booked.carried_out_on:
        yield from _booked(state, today)


def _booked(state: State, today: date) -> Iterator[Deadline]:
    booked = state.eviction
    assert booked is not None
    tag = booked.on.isoformat()
    if booked.notice_delivered_on is None:
        answer = ask(None, "england.warrant.notice_of_eviction", eviction_on=booked.on)
        yield _of(
            "eviction_notice",
            "Notice of eviction to be delivered",
            answer,
            booked.deliver_notice_by,
            instance=tag,
            statutory_on=booked.deliver_notice_by,
            safe_on=booked.deliver_notice_by,
            owner="legal",
        )
    if booked.confirmed_on is None and booked.confirm_by:
        answer = ask(None, "england.warrant.confirm_by", eviction_at=booked.at)
        yield _of("eviction_confirm", "Confirm the eviction to the bailiff", answer, booked.confirm_by, instance=tag)
    yield _policy(
        "eviction",
        "Eviction",
        booked.on,
        "The appointment booked with the bailiff.",
        instance=tag,
        waiting_on="bailiff",
    )
    if today > booked.on:
        yield _policy(
            "eviction_outcome",
            "Record whether the eviction was carried out",
            booked.on + DAY,
            f"It was booked for {in_words(booked.on)}.",
            instance=tag,
        )


def _former(state: State, today: date) -> Iterator[Deadline]:
    former = state.former
    if former is None:
        return
    if former.letter_on is None and former.write_off is None:
        yield _policy(
            "former_letter",
            "Send the former-tenant letter of claim",
            former.ended_on + DAY * POLICY_DAYS["former_letter"],
            f"The tenancy ended on {in_words(former.ended_on)}.",
        )
    if former.letter_on and former.reply_by and today <= former.reply_by:
        answer = ask(None, "england.debt_protocol.letter", dated_on=former.letter_on)
        yield _of(
            "former_reply",
            "Former tenant's last day to reply",
            answer,
            former.reply_by,
            statutory_on=former.reply_by,
            waiting_on="tenant",
            ladder=False,
        )
    elif former.letter_on and former.write_off is None and not former.written_off:
        yield _policy(
            "former_decision",
            "Decide on the former-tenant debt",
            _after(former.reply_by or former.letter_on, today, 28),
            "The time to reply has passed.",
        )
    if former.write_off and former.written_off is None:
        yield _policy(
            "write_off",
            "Decide the write-off",
            (former.write_off_on or former.ended_on) + DAY * POLICY_DAYS["approval"],
            f"Asked for by {former.write_off_by}.",
            owner="approver",
            waiting_on="approver",
        )
    if former.limitation_last_day and not former.written_off and today <= former.limitation_last_day:
        answer = ask(None, "england.former_tenant.limitation", due_on=former.ended_on)
        yield _of(
            "limitation",
            "Last day to claim the oldest part of the debt",
            answer,
            former.limitation_last_day,
            statutory_on=former.limitation_last_day,
            safe_on=former.limitation_last_day - DAY,
            owner="legal",
        )


def _irregular(state: State, today: date) -> Iterator[Deadline]:
    for held in state.irregular:
        if held.status == "open":
            yield _policy(
                "irregular",
                "Put right or accept an irregularity",
                held.on + DAY * POLICY_DAYS["irregular"],
                f"{held.says}. {held.cure}".strip(),
                cite=held.cite or "Our policy",
                instance=held.key,
                owner="legal",
            )


PARTS = (_early, _holds, _approvals, _notice, _claim, _order, _enforcement, _former, _irregular)


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
        if notice and not notice.void and not notice.withdrawn_on and pre_claim:
            if notice.claim_from:
                days.append((notice.claim_from, "notice_live"))
            if notice.statutory_claim_by:
                days.append((notice.statutory_claim_by + DAY, "notice_lapsed"))
        if order and not order.discharged_on:
            if order.possession_on and state.warrant is None and order.outcome != "suspended":
                answer = ask(None, "england.order.warrant", kind="outright", possession_on=order.possession_on)
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


class Watch(Frozen):
    """When the weekly review has to wake the case. Money in pence; None: not watched.

    below: arrears at or under it. above: arrears at or over it. Payments since `expect_since` must reach `expect_pence`
    by `expect_by`, else the case is told.
    """

    below: int | None = None
    above: int | None = None
    expect_since: date | None = None
    expect_by: date | None = None
    expect_pence: int | None = None


def watch(state: State, today: date) -> Watch | None:
    """The thresholds at which a new balance matters to this case."""
    if state.closed_on or state.tenancy is None or state.balance is None:
        return None
    owed = state.balance.arrears
    below = 0 if owed > 0 else None
    above = 1 if owed <= 0 else None
    if state.notice and "8" in state.notice.grounds and not state.order and owed > 0:
        answer = ask(
            None,
            "england.assured.ground_8",
            social_housing=state.tenancy.social_housing,
            rent_frequency=state.tenancy.rent_period,
            rent=state.tenancy.rent,
            owed_at_notice=owed,
            owed_at_hearing=owed,
            notice_on=today,
            hearing_on=today,
        )
        if answer and answer.get("threshold") is not None:
            line = int(answer["threshold"])
            below, above = (line - 1, above) if owed >= line else (below, line)
    plan = plan_in_force(state)
    broken = state.order is not None and state.order.breached_on is not None
    if plan is None or broken:
        return Watch(below=below, above=above)
    following = next_due(plan, state.tenancy, today)
    if following is None:
        return Watch(below=below, above=above)
    from cases.instalments import due

    total = sum(pence for _, pence in due(plan, state.tenancy, following[0]))
    return Watch(
        below=below,
        above=above,
        expect_since=plan.first_payment_on - DAY * 7,
        expect_by=following[0],
        expect_pence=total,
    )
