"""What only a summary cause in Scotland knows: requirements checked, occupiers, the summons, the council told."""

from __future__ import annotations

from collections.abc import Iterator

from cases.events import court, early
from cases.ruling import Follows, applies, ask, cited, impossible, judges, nation_of
from cases.state import State
from cases.steps import Objection
from law.dates import in_words

#: What a check found to be in the way, with the evidence that nothing was and the hold that says that something is.
CHECKS = {
    "benefit_pending": ("benefit_claim_checked", "benefit_claim_pending"),
    "other_steps": ("other_steps_checked", "payment_steps_pending"),
    "plan_kept": ("plan_checked", "agreement_kept"),
}


@applies(early.PreActionChecked)
def _checked(f: Follows, event: early.PreActionChecked) -> None:
    for field, (key, _) in CHECKS.items():
        if not getattr(event, field):
            f.evidence(key, event.tenant)
    if event.guidance_considered:
        f.evidence("guidance_considered", "*")


@applies(court.OccupiersEnquired)
def _enquired(f: Follows, event: court.OccupiersEnquired) -> None:
    f.change(tenancy=f.state.the_tenancy.model_copy(update={"occupiers": event.occupiers}))
    f.evidence("occupiers_enquired", "*")


@judges(court.OccupiersEnquired)
def _no_tenant(state: State, event: court.OccupiersEnquired) -> Iterator[Objection]:
    both = [who for who in event.occupiers or () if who in state.the_tenancy.tenants]
    if both:
        yield impossible("occupiers.tenant", f"{', '.join(both)} is a tenant, and so no qualifying occupier")


@judges(court.ClaimSubmitted)
def _averred(state: State, event: court.ClaimSubmitted) -> Iterator[Objection]:
    averment = nation_of(state).cites.get("averment")
    if averment and event.court is not None and not event.pre_action_averred:
        yield Objection(
            rule="claim.not_averred",
            says="The statement of claim has to say that the pre-action requirements were met, and nobody says that it does",
            cite=averment,
            no_longer="The sheriff clerk rejects a summons without it.",
            cure="Put the averment in, and record the step with pre_action_averred.",
        )


@judges(court.CouncilNotified, court.SummonsServed, court.OccupierSisted)
def _needs_summons(
    state: State, event: court.CouncilNotified | court.SummonsServed | court.OccupierSisted
) -> Iterator[Objection]:
    if state.claim is None or not state.claim.issued_on or state.claim.ended_on:
        yield impossible("claim.not_issued", "No summons has been warranted on this case, or the action has ended")


@applies(court.CouncilNotified)
def _told(f: Follows, event: court.CouncilNotified) -> None:
    if f.state.claim:
        f.change(claim=f.state.claim.model_copy(update={"council_notified_on": event.happened_on}))


@judges(court.OccupierSisted)
def _qualifies(state: State, event: court.OccupierSisted) -> Iterator[Objection]:
    held = state.the_tenancy.occupiers
    if event.occupier is not None and event.occupier not in held:
        known = f"there are {', '.join(held)}" if held else "none is recorded: record occupiers_enquired first"
        yield impossible("occupiers.unknown", f"{event.occupier} is no qualifying occupier of this tenancy; {known}")


@applies(court.OccupierSisted)
def _sisted(f: Follows, event: court.OccupierSisted) -> None:
    held = f.state.claim
    if held and event.occupier not in held.sisted:
        f.change(claim=held.model_copy(update={"sisted": (*held.sisted, event.occupier)}))


@judges(court.SummonsServed)
def _in_time(state: State, event: court.SummonsServed) -> Iterator[Objection]:
    if event.return_on is None or state.notice is None:
        return
    answer = ask(state, event, "summons.service", method=event.how, served_on=event.happened_on)
    if answer and event.return_on < answer["return_from"]:
        yield Objection(
            rule="summons.short",
            says=f"The summons was served on {in_words(event.happened_on)} for a return day of {in_words(event.return_on)}; "
            f"the earliest return day is {in_words(answer['return_from'])}",
            no_longer="The period of notice is short, and the action may not call.",
            cure="Have new return and calling dates fixed, and serve the summons again.",
            cured_by=("summons_served", "claim_withdrawn"),
            **cited(answer),
        )
    lapsed = state.notice.statutory_claim_by
    if lapsed and event.happened_on > lapsed:
        yield Objection(
            rule="summons.notice_lapsed",
            says=f"The notice ceased to be in force on {in_words(lapsed)}, before the summons was served: an action counts as "
            "raised when its summons is served",
            cite=nation_of(state).cites["raised"],
            no_longer="The action may be incompetent.",
            cure="Tell the legal team; serve a new notice and raise a new action.",
            cured_by=("claim_withdrawn",),
        )


@applies(court.SummonsServed)
def _served(f: Follows, event: court.SummonsServed) -> None:
    if f.state.claim:
        f.change(claim=f.state.claim.model_copy(update={"served_on": event.happened_on, "return_on": event.return_on}))
    f.ask("summons.calling", return_on=event.return_on)
