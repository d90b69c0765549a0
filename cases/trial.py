"""Tenancies that become secure by themselves: an introductory one after its trial, a demoted one after its year, a
flexible one after its term. From then on the case runs on the secure road."""

from __future__ import annotations

from datetime import date

from cases.events import Event
from cases.ruling import ask, because, cite, keeps_demoted
from cases.state import State
from cases.steps import Because
from law.dates import DAY, in_words

#: Notices of no effect once the tenancy is secure; that of a fixed term goes over to the periodic tenancy after it.
ONLY_BEFORE = frozenset({"s128", "s143e"})


def last_day(state: State) -> date | None:
    """The last day on which a tenancy is introductory, demoted or flexible, if no claim is begun; None where not known."""
    t, notice = state.tenancy, state.notice
    if t is None:
        return None
    if t.tenure == "demoted" and notice and not notice.void and not notice.withdrawn_on:
        return keeps_demoted(state, notice) or t.demoted_until
    return {"introductory": t.trial_ends, "demoted": t.demoted_until, "flexible": t.term_ends}.get(t.tenure)


def secure_since(state: State, day: date) -> date | None:
    """The first day on which such a tenancy is secure, when that is not after `day`; None while it is not.

    Proceedings begun before keep it what it was until they are over (Housing Act 1996 ss.130, 143B).
    """
    ends, claim, order = last_day(state), state.claim, state.order
    if ends is None or day <= ends:
        return None
    since = ends + DAY
    if claim and claim.issued_on and claim.issued_on <= ends:
        over = claim.ended_on or (order.discharged_on if order else None)
        if over is None or day < over:
            return None
        since = max(since, over)
    return since


def matured(state: State, day: date, event: Event | None = None) -> State:
    """The case as it is on a day, with the rent of the day: a tenancy whose trial, demotion or term is over is secure, and its
    notice may be void."""
    if state.former or state.closed_on:
        return state
    state = _at_its_rent(state, day)
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
    if notice and notice.kind in ONLY_BEFORE and not notice.void and not notice.withdrawn_on:
        notice = notice.made_void(f"the tenancy has been secure since {in_words(since)}")
    # what was approved was the notice and the claim of the tenancy as it was, unless it was planned for a later day
    kept = {
        act: held
        for act, held in state.approvals.items()
        if act not in ("notice", "claim") or (act == "notice" and held.for_day and held.for_day >= since)
    }
    return state.but(tenancy=tenancy, notice=notice, approvals=kept)


def _at_its_rent(state: State, day: date) -> State:
    """With the rent of the day, where the rent has changed."""
    t = state.tenancy
    if t is None or t.rent_on(day) == t.rent:
        return state
    return state.but(tenancy=t.model_copy(update={"rent": t.rent_on(day)}))


def told(state: State) -> Because | None:
    """Why a tenancy that was another is secure, and what to record if that is not so; None for any other."""
    t = state.tenancy
    if t is None or t.secure_from is None:
        return None
    if t.demoted_until or t.term_ends:
        return _told_other(state)
    if t.trial_ends is None:
        return None
    answer = ask(state, None, "introductory.extension", started_on=t.started_on)
    extended = "and it was not extended again" if t.extended_on else "and no extension of it is recorded"
    says = (
        f"The trial period of this introductory tenancy ended on {in_words(t.trial_ends)} {extended}, so the tenancy has "
        f"been secure since {in_words(t.secure_from)}: only the notice and the road of a secure tenancy count. "
        "If the trial was extended, record trial_extended on the day notice of that was served."
    )
    return because(answer).model_copy(update={"says": says}) if answer else Because(says=says)


def _told_other(state: State) -> Because:
    t = state.the_tenancy
    since = in_words(t.secure_from or t.started_on or date.max)
    if t.term_ends:
        says = (
            f"The fixed term ended on {in_words(t.term_ends)}, and the tenancy that followed is a periodic secure one since "
            f"{since}: a notice served during the term goes over to it, and a new one is that of a periodic secure "
            "tenancy. If the term is longer, or another flexible tenancy was granted, record fixed_term_checked."
        )
        return Because(says=says, cite=cite(state, "term_over"))
    says = (
        f"The year of demotion ended on {in_words(t.demoted_until or date.max)} and neither a notice of proceedings nor a "
        f"claim keeps the tenancy demoted, so it has been secure since {since}: only the notice and the road of a secure "
        "tenancy count."
    )
    return Because(says=says, cite=cite(state, "demotion"), confidence="unconfirmed")
