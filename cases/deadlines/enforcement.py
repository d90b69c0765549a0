"""Dates of the warrant, the eviction, an application to suspend and the debt that is left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cases.deadlines.base import POLICY_DAYS, Deadline, every_so_often, from_law, policy, unknown
from cases.ruling import ask
from cases.state import State
from law.dates import DAY, in_words, london_day


def enforcement_dates(state: State, today: date) -> Iterator[Deadline]:
    warrant, booked, application = state.warrant, state.eviction, state.application
    if state.former:
        return
    if application and not application.outcome:
        if application.hearing_at:
            on = london_day(application.hearing_at)
            yield policy(
                "application_hearing",
                "Hearing of the application to suspend",
                on,
                "Listed by the court.",
                fixed=True,
                owner="legal",
                waiting_on="court",
                instance=on.isoformat(),
            )
        else:
            yield unknown(
                "application_hearing", "Hearing of the application to suspend", "The court has not listed it yet."
            )
        yield policy(
            "application_chase",
            "Ask the court about the application",
            every_so_often(application.received_on, state.touched_on, POLICY_DAYS["put_right"]),
            f"Received on {in_words(application.received_on)}.",
        )
    if warrant is None:
        return
    if warrant.issued_on is None:
        yield unknown("warrant_issue", "Issue of the warrant", "The court has not issued the warrant yet.")
        yield policy(
            "warrant_chase",
            "Ask the court about the warrant",
            every_so_often(warrant.requested_on, state.touched_on, POLICY_DAYS["enforcement_chase"]),
            f"Asked for on {in_words(warrant.requested_on)} and not issued yet.",
        )
    elif warrant.last_day and today <= warrant.last_day:
        life = ask(state, None, "warrant.life", issued_on=warrant.issued_on)
        yield from_law(
            "warrant_life",
            "Last day of the warrant",
            life,
            warrant.last_day,
            statutory_on=warrant.last_day,
            owner="legal",
        )
        if (booked is None or booked.cancelled_on) and not (application and not application.outcome):
            yield policy(
                "book_eviction",
                "Book the eviction or say why not",
                every_so_often(
                    max(
                        warrant.issued_on, booked.cancelled_on if booked and booked.cancelled_on else warrant.issued_on
                    ),
                    state.touched_on,
                    28,
                ),
                "The warrant is issued and no appointment stands.",
                does="book_eviction",
            )
    if booked and not booked.cancelled_on and not booked.carried_out_on:
        yield from _booked(state, today)


def _booked(state: State, today: date) -> Iterator[Deadline]:
    booked = state.eviction
    assert booked is not None
    tag = booked.on.isoformat()
    if booked.notice_delivered_on is None:
        answer = ask(state, None, "warrant.notice_of_eviction", eviction_on=booked.on)
        yield from_law(
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
        answer = ask(state, None, "warrant.confirm_by", eviction_at=booked.at)
        yield from_law(
            "eviction_confirm", "Confirm the eviction to the bailiff", answer, booked.confirm_by, instance=tag
        )
    yield policy(
        "eviction",
        "Eviction",
        booked.on,
        "The appointment booked with the bailiff.",
        fixed=True,
        instance=tag,
        waiting_on="bailiff",
    )
    if today > booked.on:
        yield policy(
            "eviction_outcome",
            "Record whether the eviction was carried out",
            booked.on + DAY,
            f"It was booked for {in_words(booked.on)}.",
            instance=tag,
        )


def former_dates(state: State, today: date) -> Iterator[Deadline]:
    former = state.former
    if former is None:
        return
    kept = state.eviction.goods_until if state.eviction else None
    if kept and today <= kept:
        yield policy(
            "goods",
            "Goods left at the eviction are kept until this day",
            kept,
            "The report of the eviction names it; the tenants have to be told in writing before anything is disposed of.",
        )
    if former.letter_on is None and former.write_off is None:
        yield policy(
            "former_letter",
            "Send the former-tenant letter of claim",
            former.ended_on + DAY * POLICY_DAYS["former_letter"],
            f"The tenancy ended on {in_words(former.ended_on)}.",
            does="demand",
        )
    if former.letter_on and former.reply_by and today <= former.reply_by:
        answer = ask(state, None, "debt_protocol.letter", dated_on=former.letter_on)
        yield from_law(
            "former_reply",
            "Former tenant's last day to reply",
            answer,
            former.reply_by,
            statutory_on=former.reply_by,
            waiting_on="tenant",
            ladder=False,
        )
    elif former.letter_on and former.write_off is None and not former.written_off:
        yield policy(
            "former_decision",
            "Decide on the former-tenant debt",
            every_so_often(former.reply_by or former.letter_on, state.touched_on, POLICY_DAYS["enforcement_chase"]),
            "The time to reply has passed.",
        )
    if former.write_off and former.written_off is None:
        yield policy(
            "write_off",
            "Decide the write-off",
            (former.write_off_on or former.ended_on) + DAY * POLICY_DAYS["approval"],
            f"Asked for by {former.write_off_by}.",
            owner="approver",
            waiting_on="approver",
        )
    if former.limitation_last_day and not former.written_off and today <= former.limitation_last_day:
        answer = ask(state, None, "former_tenant.limitation", due_on=former.oldest_on)
        yield from_law(
            "limitation",
            "Last day to claim the oldest part of the debt",
            answer,
            former.limitation_last_day,
            statutory_on=former.limitation_last_day,
            safe_on=answer.get("safe_last_day") if answer else None,
            owner="legal",
        )
