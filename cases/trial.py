"""The trial year of an introductory tenancy: once it is over the tenancy is secure, and the case runs on the secure road."""

from __future__ import annotations

from datetime import date

from cases.events import Event
from cases.ruling import ask, because
from cases.state import State
from cases.steps import Because
from law.dates import DAY, in_words


def secure_since(state: State, day: date) -> date | None:
    """The first day on which an introductory tenancy is secure, when that is not after `day`; None while it is not.

    Proceedings begun inside the trial keep it introductory until they are over (Housing Act 1996 s.130).
    """
    t, claim, order = state.tenancy, state.claim, state.order
    if t is None or t.tenure != "introductory" or t.trial_ends is None or day <= t.trial_ends:
        return None
    since = t.trial_ends + DAY
    if claim and claim.issued_on and claim.issued_on <= t.trial_ends:
        over = claim.ended_on or (order.discharged_on if order else None)
        if over is None or day < over:
            return None
        since = max(since, over)
    return since


def matured(state: State, day: date, event: Event | None = None) -> State:
    """The case as it is on a day: an introductory tenancy whose trial is over is secure, and its notice of no effect."""
    if state.former or state.closed_on:
        return state
    since = secure_since(state, day)
    if since is None:
        return state
    t, notice = state.the_tenancy, state.notice
    route = ask(state, event, "tenure.route", tenure="secure", social_housing=t.social_housing)
    tenancy = t.model_copy(
        update={
            "tenure": "secure",
            "track": str(route.get("track") or "arrears") if route else "arrears",
            "secure_from": since,
        }
    )
    if notice and notice.kind == "s128" and not notice.void and not notice.withdrawn_on:
        notice = notice.made_void(f"the tenancy has been secure since {in_words(since)}")
    # what was approved was the notice and the claim of an introductory tenancy, unless it was planned for a later day
    kept = {
        act: held
        for act, held in state.approvals.items()
        if act not in ("notice", "claim") or (act == "notice" and held.for_day and held.for_day >= since)
    }
    return state.but(tenancy=tenancy, notice=notice, approvals=kept)


def told(state: State) -> Because | None:
    """Why a tenancy that was introductory is secure, and what to record if that is not so; None for any other."""
    t = state.tenancy
    if t is None or t.secure_from is None or t.trial_ends is None:
        return None
    answer = ask(state, None, "introductory.extension", started_on=t.started_on)
    extended = "and it was not extended again" if t.extended_on else "and no extension of it is recorded"
    says = (
        f"The trial period of this introductory tenancy ended on {in_words(t.trial_ends)} {extended}, so the tenancy has "
        f"been secure since {in_words(t.secure_from)}: only the notice and the road of a secure tenancy count. "
        "If the trial was extended, record trial_extended on the day notice of that was served."
    )
    return because(answer).model_copy(update={"says": says}) if answer else Because(says=says)
