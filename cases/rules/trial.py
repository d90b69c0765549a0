"""The extension of an introductory tenancy's trial period."""

from __future__ import annotations

from collections.abc import Iterator

from cases.events import early
from cases.ruling import Follows, applies, ask, cited, impossible, judges
from cases.state import State
from cases.steps import Objection
from law.dates import in_words


@judges(early.TrialExtended)
def _may_extend(state: State, event: early.TrialExtended) -> Iterator[Objection]:
    t = state.the_tenancy
    if t.tenure != "introductory" and t.secure_from is None:
        yield impossible(
            "trial.none", f"The tenancy is {t.tenure.replace('_', ' ')}: only an introductory one has a trial"
        )
        return
    if t.trial_ends is None:
        yield impossible("trial.unknown", "The day the tenancy started is not known, so its trial period is not either")
        return
    if t.extended_on:
        yield impossible("trial.extended", f"The trial was extended by the notice of {in_words(t.extended_on)} already")
        return
    answer = ask(state, event, "introductory.extension", started_on=t.started_on)
    if answer and event.happened_on > answer["notice_by"]:
        yield Objection(
            rule="trial.extended_late",
            says=f"Notice that the trial is extended was served on {in_words(event.happened_on)}; it had to be served by "
            f"{in_words(answer['notice_by'])}",
            no_longer=f"The trial is not extended, and ends on {in_words(answer['trial_ends'])}.",
            cure="Treat the tenancy as secure once the trial is over; correct the day if it was served earlier.",
            **cited(answer),
        )


@applies(early.TrialExtended)
def _extend(f: Follows, event: early.TrialExtended) -> None:
    t = f.state.the_tenancy
    answer = f.ask("introductory.extension", started_on=t.started_on)
    if answer is None or event.happened_on > answer["notice_by"]:
        return
    route = ask(f.state, event, "tenure.route", tenure="introductory", social_housing=t.social_housing)
    f.change(
        tenancy=t.model_copy(
            update={
                "tenure": "introductory",
                "track": str(route.get("track") or "mandatory") if route else "mandatory",
                "trial_ends": answer["extended_to"],
                "extended_on": event.happened_on,
                "secure_from": None,
            }
        )
    )
