"""Turnings off the main road: holds of every kind, reviews, gaps, and the notices that do not stand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import law
from samples import stories
from samples.ledger import DAY
from samples.road import Road, Story


def held(kind: str, *, before: Story = stories.helped, run: int = 0, **details: Any) -> Story:
    """A story that comes to a hold, and goes on for `run` days with a note in it."""

    def hold(r: Road) -> None:
        before(r)
        r.wait(4)
        facts = {name: value(r) if callable(value) else value for name, value in details.items()}
        r.note("hold_opened", hold=kind, **facts)
        if run:
            r.wait(run)
            r.note("hold_reviewed", hold=kind, review_on=r.day + DAY * 28, reason="It still stands.")

    return hold


def registered(r: Road) -> date:
    """A breathing space is entered in the register on the day before we are told of it."""
    return r.day - DAY


def lead(r: Road) -> str:
    """The lead tenant."""
    return r.who.tenants[0]


def in_days(number: int) -> Callable[[Road], date]:
    """A day so many days on."""
    return lambda r: r.day + DAY * number


def notice_in_moratorium(r: Road) -> None:
    """Irregular: a notice is served inside a breathing space and is void."""
    stories.helped(r)
    r.wait(4)
    r.note(
        "hold_opened",
        hold="breathing_space",
        tenant=lead(r),
        registered_on=registered(r),
        moratorium_debt=90_000,
    )
    r.wait(9)
    stories.serve(r)


def lapsed(r: Road) -> None:
    """A notice on which nobody claimed in time: it has lapsed."""
    stories.protocol(r)
    r.pays("part", 95)
    if r.who.tenure == "assured":
        window = r.ask("assured.claim_window", specified_on=r.specified_on, served_on=r.notice_on)
    else:
        window = r.ask("secure.claim_window", specified_on=r.specified_on)
    r.to(window["statutory_claim_by"] + DAY * 10)
    r.note("contact_attempted", tenant=lead(r), channel="phone", outcome="no_answer")


def one_of_two(r: Road) -> None:
    """Two joint tenants, and after the notice all contact is with one: the protocol stays open for the other."""
    stories.notice(r)
    first = lead(r)
    r.wait(5)
    r.note("protocol_letter_sent", tenants=(first,), reply_by=r.day + DAY * 14)
    r.wait(6)
    r.note("contact_made", tenant=first, channel="phone", topics=("cause", "repayment"), at="17:10")
    r.to(max(stories.claim_from(r), r.day + DAY))
    r.note("statement_sent", tenants=r.who.tenants)


def agreement_after_notice(r: Road) -> None:
    """An agreement made while the notice runs, and kept: the claim waits."""
    stories.protocol(r)
    stories.agree(r, 650 if r.who.charges.every == "weekly" else 2500)
    r.wait(45)
    r.note("note_added", text="Instalments come in on their day; the notice is kept as it is.")


def _review(r: Road) -> law.Answer:
    if r.who.nation == "wales":
        return r.ask("review", given_on=r.notice_on, contract=stories.contract(r), specified_on=r.specified_on)
    return r.ask(f"{r.who.tenure}.review", served_on=r.notice_on, specified_on=r.specified_on)


def review_asked(r: Road) -> None:
    """The tenant asks for a review in time."""
    stories.notice(r)
    assert r.notice_on is not None and r.specified_on is not None
    by = _review(r)["request_by"]
    r.day = min(r.day + DAY * 7, by)
    r.note("review_requested", tenant=lead(r), hearing_asked=False)


def review_confirmed(r: Road) -> None:
    """The review confirms the decision, with reasons, before the day in the notice."""
    review_asked(r)
    assert r.notice_on is not None and r.specified_on is not None
    by = _review(r)["decide_by"]
    r.wait(10)
    assert r.day <= by
    r.note("review_decided", by=r.who.manager, confirmed=True, notified_on=r.day)


def defended(r: Road) -> None:
    """A defence with a counterclaim for disrepair comes in before the hearing."""
    stories.hearing_listed(r)
    r.wait(5)
    r.note("defence_received", tenant=lead(r), counterclaim=True)
    r.note("hold_opened", hold="counterclaim", tenant=lead(r), at="11:00", review_on=r.day + DAY * 28)
