"""Dates of the notice, the claim, the hearing and the order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import law
from cases.deadlines.base import POLICY_DAYS, Deadline, every_so_often, from_law, policy, unknown
from cases.position import position
from cases.protocol import open_rows, rows
from cases.ruling import ask, claim_window, nation_of, review_days, why_demoted
from cases.state import Notice, State
from law.dates import DAY, in_words


def notice_dates(state: State, today: date) -> Iterator[Deadline]:
    notice, claim = state.notice, state.claim
    at = position(state, today)
    approval = state.approvals.get("notice")
    if at.at == "notice_approved" and approval:
        planned = approval.for_day or approval.on
        yield policy(
            "serve_notice",
            "Serve the notice on each tenant",
            max(planned, approval.on + DAY),
            f"Approved on {in_words(approval.on)}; the days printed on it hold for service on {in_words(planned)}.",
            does="serve_notice",
        )
    if notice is None or notice.withdrawn_on or at.stage not in ("notice", "protocol"):
        return
    if at.at in ("notice_void", "notice_lapsed", "notice_partly_served"):
        base = max(
            d
            for d in (
                notice.given_on,
                state.touched_on,
                notice.statutory_claim_by if at.at == "notice_lapsed" else None,
            )
            if d
        )
        yield policy(
            "notice_again",
            "Serve the tenants who have not been served" if at.at == "notice_partly_served" else "Serve a new notice",
            base + DAY * POLICY_DAYS["put_right"],
            f"{at.label}.",
            does="serve_notice",
        )
        return
    if claim and claim.submitted_on and not claim.ended_on:
        return
    window = claim_window(state, notice)
    if notice.claim_from and today <= notice.claim_from:
        yield from_law(
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
        yield _lapse(state, notice, window)
    if state.reply_by and today <= state.reply_by:
        yield policy(
            "protocol_reply",
            "Tenants' last day to answer the protocol letter",
            state.reply_by,
            "The letter names this day, and the claim waits for it.",
            fixed=True,
            waiting_on="tenant",
            ladder=False,
        )
    review = notice.review
    if review:
        answer = review_days(state, notice)
        if review.requested_on is None and today <= review.request_by:
            yield from_law(
                "review_request",
                "Tenants' last day to ask for a review",
                answer,
                review.request_by,
                waiting_on="tenant",
                ladder=False,
            )
        if review.requested_on and review.decided_on is None:
            yield from_law(
                "review_decide", "Decide the review and tell the tenant", answer, review.decide_by, owner="legal"
            )
    missing = open_rows(state, today)
    if missing and notice.claim_from:
        yield policy(
            "protocol",
            f"Complete the pre-action protocol ({len(missing)} open)",
            max(notice.claim_from, state.touched_on or notice.claim_from),
            "Before a claim: " + "; ".join(f"{r.says} (paragraph {r.paragraph})" for r in missing) + ".",
            does="send_protocol_letter",
        )
    elif notice.claim_from and at.at in ("notice_live", "claim_approved"):
        yield policy(
            "claim_decision",
            "Send the claim, make an agreement or say why not",
            max(d for d in (notice.claim_from, state.touched_on, state.reply_by) if d) + DAY * POLICY_DAYS["put_right"],
            _met(state, today),
            does="submit_claim",
        )


def _lapse(state: State, notice: Notice, window: law.Answer | None) -> Deadline:
    """A demoted tenancy's notice carries a claim for as long as the tenancy is demoted; another's has a life of its own."""
    last, safe = notice.statutory_claim_by, notice.safe_claim_by
    kept = why_demoted(state, notice, last) if last and nation_of(state).notices[notice.kind].life else None
    found = from_law(
        "notice_lapse", "Last day for a claim on this notice", kept or window, safe, statutory_on=last, safe_on=safe
    )
    if kept is None or last is None or safe is None:
        return found
    says = f"A claim is sent by {in_words(safe)}, so that it is begun while the tenancy is surely demoted."
    return found.model_copy(update={"because": f"{found.because} {says}"})


def _met(state: State, today: date) -> str:
    """That the protocol is met, and what it asks for beside that without stopping a claim."""
    beside = [r for r in rows(state, today) if r.status == "open" and not r.mandatory and r.stage == "before_claim"]
    if not beside:
        return "The notice is live and the protocol is met."
    left = "; ".join(f"{r.says} (paragraph {r.paragraph})" for r in beside)
    return f"The notice is live and the protocol is met. What it only advises is open, and a court may ask about it: {left}."


def claim_dates(state: State, today: date) -> Iterator[Deadline]:
    claim, hearing = state.claim, state.hearing
    if claim is None or claim.ended_on or state.former:
        return
    if claim.submitted_on and not claim.issued_on:
        yield unknown("claim_issue", "Issue of the claim", "The court has not issued the claim yet.")
        yield policy(
            "claim_chase",
            "Ask the court about the claim",
            every_so_often(claim.submitted_on, state.touched_on, POLICY_DAYS["court_chase"]),
            f"Sent on {in_words(claim.submitted_on)} and not issued yet.",
        )
    elif claim.issued_on and hearing is None and state.order is None:
        window = ask(state, None, "claim.hearing_window", issued_on=claim.issued_on, channel=claim.channel)
        yield unknown("hearing", "Hearing", "The court has not given a hearing yet.")
        if window:
            days = POLICY_DAYS["court_chase"]
            on = every_so_often(window["standard_latest"] - DAY * days, state.touched_on, days)
            asked = from_law("hearing_chase", "Ask the court for a hearing date", window, on)
            says = f"We ask every {days} days while none is given, next on {in_words(on)}."
            yield asked.model_copy(update={"because": f"{asked.because} {says}"})
        elif claim.return_on is None:  # the law room holds no interval, and no summons has given a day
            yield policy(
                "hearing_chase",
                "Ask the court for a hearing date",
                every_so_often(claim.issued_on, state.touched_on, POLICY_DAYS["court_chase"]),
                f"Issued on {in_words(claim.issued_on)} and not listed yet.",
            )
    if hearing and not hearing.heard:
        yield from _hearing(state, today)


def _channel(state: State) -> str | None:
    return state.claim.channel if state.claim else None


def _told_all(state: State, key: str, since: date | None) -> bool:
    """Whether every tenant was sent something on a day or after it."""
    sent = state.evidence.get(key, {})
    return all(t in sent and (since is None or sent[t] >= since) for t in state.the_tenancy.tenants)


def _claim_served(state: State) -> bool:
    """Whether the claim is known to be with every tenant: served by us, answered by them, or seen to by hand."""
    claim = state.claim
    if claim is None or claim.issued_on is None:
        return False
    if claim.served_on or any(
        key.startswith("serve_claim/") and on >= claim.issued_on for key, on in state.done.items()
    ):
        return True
    served = {t for t, on in state.evidence.get("claim_form_served", {}).items() if on >= claim.issued_on}
    return served | set(claim.defences) >= set(state.the_tenancy.tenants)


def _hearing(state: State, today: date) -> Iterator[Deadline]:
    hearing = state.hearing
    assert hearing is not None
    tag = hearing.on.isoformat()
    listed_on = hearing.listed_on or (state.claim.issued_on if state.claim else None)
    answer = ask(state, None, "claim.hearing_deadlines", hearing_on=hearing.on, channel=_channel(state))
    if hearing.serve_claim_by and not _claim_served(state):
        yield from_law(
            "serve_claim",
            "Claim to be served on the tenants",
            answer,
            hearing.serve_claim_by,
            instance=tag,
            statutory_on=hearing.serve_claim_by,
            safe_on=hearing.serve_claim_by,
            owner="legal",
        )
    if hearing.evidence_by and not _told_all(state, "witness_statement_served", listed_on):
        # the rule's last day may be one on which nobody at the court takes anything in
        open_on = (answer.get("evidence_last_open_day") if answer else None) or hearing.evidence_by
        found = from_law(
            "evidence",
            "File and serve witness statements",
            answer,
            open_on,
            instance=tag,
            statutory_on=hearing.evidence_by,
            safe_on=open_on,
            owner="legal",
        )
        yield _while_open(found, hearing.evidence_by)
    if hearing.statement_by and not _told_all(
        state, "statement_13_weeks", listed_on
    ):  # the letter goes with the listing
        before = ask(state, None, "protocol.pre_hearing", hearing_on=hearing.on)
        yield from_law(
            "pre_hearing",
            "Send the statement and the hearing letter to each tenant",
            before,
            hearing.statement_by,
            instance=tag,
            statutory_on=before.get("statutory_by") if before else None,
            safe_on=hearing.statement_by,
        )
    yield policy(
        "hearing",
        "Hearing",
        hearing.on,
        "Listed by the court.",
        fixed=True,
        instance=tag,
        owner="legal",
        waiting_on="court",
    )
    if today > hearing.on:
        yield policy(
            "outcome",
            "Record what the court decided",
            hearing.on + DAY,
            f"The hearing was on {in_words(hearing.on)}.",
            instance=tag,
        )


def _while_open(found: Deadline, last: date) -> Deadline:
    """A date on a day before the last one, on which nobody at the court may take anything in, says so."""
    if found.act_on is None or found.act_on >= last:
        return found
    says = (
        f"The court office is not open on {in_words(last)}, or may not be: file by "
        f"{in_words(found.act_on)}, the last day before it on which it surely is."
    )
    return found.model_copy(update={"because": f"{found.because} {says}".strip()})


def order_dates(state: State, today: date) -> Iterator[Deadline]:
    order = state.order
    if order is None or order.discharged_on or state.former or (state.claim and state.claim.ended_on):
        return
    at = position(state, today).at
    if order.possession_on and at == "possession_date_running":
        answer = ask(
            state, None, "order.warrant", kind="outright", possession_on=order.possession_on, made_on=order.made_on
        )
        if answer:
            yield from_law(
                "warrant_from",
                "First day for a warrant",
                answer,
                answer["earliest"],
                statutory_on=answer["earliest"],
                waiting_on="tenant",
                ladder=False,
            )
    if order.cure_by and today <= order.cure_by and state.warrant is None:
        yield policy(
            "order_cure",
            "Tenants' last day to put the breach of the order right",
            order.cure_by,
            "The letter about the missed payments names this day, and the warrant waits for it.",
            fixed=True,
            cite="Our policy",
            waiting_on="tenant",
            ladder=False,
        )
    if at in ("possession_date_passed", "order_breached", "date_asked", "restore_asked", "warrant_expired"):
        ran_out = state.warrant.last_day if state.warrant and at == "warrant_expired" else None
        days = (order.breached_on, order.cure_by, order.possession_on, order.made_on, ran_out, state.touched_on)
        base = max(d for d in days if d)
        yield policy(
            "enforce",
            "Decide on the next step of enforcement",
            base + DAY * POLICY_DAYS["put_right"],
            position(state, today).label + ".",
            does="request_warrant",
        )
    if order.strike_out_on and at == "adjourned":
        before = ask(state, None, "order.strike_out", strike_out_on=order.strike_out_on)
        by = before["restore_by"] if before else order.strike_out_on
        found = from_law(
            "restore",
            "Restore the claim or let it go",
            before,
            before.get("last_open_day", by) if before else by,
            statutory_on=order.strike_out_on,
            owner="legal",
        )
        yield _while_open(found, by)
    if order.permission_from and order.permission != "granted" and today < order.permission_from:
        answer = ask(state, None, "order.permission", made_on=order.made_on)
        yield from_law(
            "permission",
            "From this day the order needs the court's permission",
            answer,
            order.permission_from,
            statutory_on=order.permission_from,
            owner="legal",
            ladder=False,
        )
    if "sought" in (order.permission, order.high_court):
        yield unknown("permission_decision", "Decision on permission", "The court has not decided yet.")
        yield policy(
            "permission_chase",
            "Ask the court about permission",
            (state.touched_on or today) + DAY * POLICY_DAYS["enforcement_chase"],
            "Asked for and not decided.",
        )
