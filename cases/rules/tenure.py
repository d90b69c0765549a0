"""What has to be known of a tenancy for a term, or of a demoted one, before anything rests on it (England)."""

from __future__ import annotations

from collections.abc import Iterator

from cases.events import early
from cases.ruling import Follows, applies, cite, impossible, judges
from cases.state import FixedTerm, State
from cases.steps import Objection
from law.dates import DAY, in_words


@judges(early.FixedTermChecked)
def _has_a_term(state: State, event: early.FixedTermChecked) -> Iterator[Objection]:
    t = state.the_tenancy
    if t.tenure != "flexible" and t.term_ends is None:
        yield impossible(
            "term.none", f"The tenancy is {t.tenure.replace('_', ' ')}: only a flexible one is for a fixed term"
        )
    elif event.term_ends and t.started_on and event.term_ends < t.started_on:
        yield impossible(
            "term.before_start", f"The term cannot end before the tenancy began on {in_words(t.started_on)}"
        )


@applies(early.FixedTermChecked)
def _term(f: Follows, event: early.FixedTermChecked) -> None:
    waived = event.rent_accepted and not event.right_stands
    f.change(
        tenancy=f.state.the_tenancy.model_copy(
            update={"tenure": "flexible", "term_ends": event.term_ends, "secure_from": None}
        ),
        fixed_term=FixedTerm(checked_on=event.happened_on, clause=event.clause != "none", waived=waived),
    )


@judges(early.DemotionChecked)
def _was_demoted(state: State, event: early.DemotionChecked) -> Iterator[Objection]:
    t = state.the_tenancy
    if t.tenure != "demoted" and t.demoted_until is None:
        yield impossible("demotion.none", f"The tenancy is {t.tenure.replace('_', ' ')}: no order demoted it")
    elif event.demoted_on and event.demoted_on > event.happened_on:
        yield impossible("demotion.future", "The order cannot have been read before it took effect")


@applies(early.DemotionChecked)
def _demotion(f: Follows, event: early.DemotionChecked) -> None:
    answer = f.ask("demoted.period", demoted_on=event.demoted_on)
    if answer is None:
        return
    route = f.ask_quietly("tenure.route", tenure="demoted", social_housing=f.state.the_tenancy.social_housing)
    track = str(route.get("track") or "mandatory") if route else "mandatory"
    f.change(
        tenancy=f.state.the_tenancy.model_copy(
            update={
                "tenure": "demoted",
                "track": track,
                "demoted_on": event.demoted_on,
                "demoted_until": answer["last_day"],
                "secure_from": None,
            }
        )
    )


def tenure_objections(state: State) -> Iterator[Objection]:
    """Before a notice or a claim: a fixed term that can be ended, a demotion whose year is known."""
    t, term = state.the_tenancy, state.fixed_term
    if t.tenure == "demoted" and t.demoted_until is None:
        yield Objection(
            rule="demotion.unknown",
            says="Nobody has recorded the day on which the demotion order took effect, so it is not known whether the "
            "tenancy is still demoted",
            cite=cite(state, "demotion"),
            cure="Read the order, and record demotion_checked.",
            cured_by=("demotion_checked",),
        )
    if t.tenure != "flexible":
        return
    if term is None or t.term_ends is None:
        yield Objection(
            rule="term.unknown",
            says="Nobody has recorded when the fixed term ends and whether the agreement lets the landlord end it: while "
            "it runs the court ends it only under such a clause",
            cite=cite(state, "fixed_term"),
            cure="Read the agreement, and record fixed_term_checked.",
            cured_by=("fixed_term_checked",),
        )
        return
    if not term.clause:
        yield Objection(
            rule="term.no_clause",
            says="The agreement has no clause under which the landlord may end the fixed term, which runs until "
            f"{in_words(t.term_ends)}: while it runs the court cannot end it for the arrears",
            cite=cite(state, "fixed_term"),
            first_day=t.term_ends + DAY,
            no_longer="The court may refuse to end the term.",
            cure="Wait for the end of the term; if the agreement has a clause after all, record fixed_term_checked again.",
            cured_by=("fixed_term_checked",),
        )
    elif term.waived:
        yield Objection(
            rule="term.waived",
            kind="policy",
            says="Rent was accepted although the right to end the term was known, which may have lost it; nobody has said "
            "that it stands",
            cite="Our policy; whether a right was waived is a question for the legal team",
            cure="Ask the legal team, and record fixed_term_checked again with right_stands.",
            cured_by=("fixed_term_checked",),
        )
