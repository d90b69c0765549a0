"""One capture of a claim: the facts of its particulars (E-21), and what every target says of them in the same words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from activities.papers import claim, record
from activities.papers.known import Ask
from activities.papers.refusals import Draft, Refusal, missing, told_missing
from cases.events.base import Frozen
from cases.facts.common import fingerprint
from cases.facts.court import Particulars
from cases.nations import NATIONS
from templates.channels import Channel
from templates.words import court_day, listed, money

ACTS = {
    "secure": "Housing Act 1985, Schedule 2",
    "flexible": "Housing Act 1985, Schedule 2",
    "assured": "Housing Act 1988, Schedule 2",
}
#: The notices that a claim in England rests on.
NOTICES = ("E-08", "E-09", "E-10", "E-10-demoted", "E-12", "E-13")
#: Tenancies on which possession is claimed without a ground, and the section under which it is.
WITHOUT_GROUND = {
    claim.ACT[kind.kind]: kind.claimed_under for kind in NATIONS["england"].notices.values() if kind.claimed_under
}


@dataclass(frozen=True, slots=True)
class Capture:
    """The facts of a claim as they are pleaded. steps: paragraph 5 in few words. against: what stands against the claim."""

    pleaded: Particulars
    steps: str
    against: tuple[Refusal, ...]


def capture(ask: Ask) -> Capture | tuple[Refusal, ...]:
    """The claim's facts, or everything that is missing or wrong in them."""
    draft = claim.particulars(ask)
    found, empty = missing(Particulars, draft.values)
    if found is None:
        return (told_missing("E-21", empty), *draft.refusals)
    assert isinstance(found, Particulars)
    return Capture(found, record.digest(ask), (*draft.refusals, *_another_home(ask)))


def _another_home(ask: Ask) -> Iterator[Refusal]:
    """R09 where the address is not the one in the notice that the claim rests on, as far as that was written here."""
    written = [paper for paper in ask.known.papers if paper.paper in NOTICES and paper.home]
    if written and written[-1].home != fingerprint(ask.known.account.home):
        said = (
            f"The address of the home is now {', '.join(ask.known.account.home)}, and {written[-1].name} was written for "
            "another: put right whichever is wrong, in the landlord's data or by a new notice."
        )
        yield Refusal(code="R09", details=said)


def incomplete(model: type[Frozen], against: tuple[Refusal, ...]) -> Draft:
    """A target whose capture is not complete: nothing is said of its own fields, only of what the capture lacks."""
    return Draft(values={}, refusals=against, said=tuple(model.model_fields))


def by_hand(what: str, why: str) -> dict[str, str]:
    """Something left to a person, for a facts model."""
    return {"what": what, "why": why}


def closed(way: Channel) -> Iterator[Refusal]:
    """R23 where a way takes no new claims."""
    if way.open == "closed":
        yield Refusal(code="R23", details=f"{way.title} takes no new claims: use another way.")


def why_possession(told: Particulars) -> str:
    """The sum with its day, since when, what it leaves out, the daily rate, and the grounds."""
    said = [
        f"Rent lawfully due has not been paid: {money(told.arrears.pence)} at the end of {_day(told.arrears.as_at)}"
    ]
    said.append(f"Something has been owed every day since {_day(told.since)}")
    if told.first_default_on:
        said.append(f"The first rent not paid on its day fell due on {_day(told.first_default_on)}")
    if told.left_out:
        sums = listed(f"{part.what} {money(part.sum.pence)}" for part in told.left_out)
        said.append(f"The figure leaves out {sums}")
    said.append(f"Rent goes on at {money(told.daily.pence)} a day")
    said.append(grounds_words(told))
    eight = told.ground_8
    if eight:
        relied = "the claimant relies on ground 8" if told.ground_8_met else "the claimant does not rely on ground 8"
        said.append(
            f"Ground 8 asks for {money(eight.threshold)} ({eight.units}): {money(told.notice.arrears.pence)} was owed when "
            f"the notice was served, and {relied}"
        )
    if told.review:
        said.append(told.review.rstrip("."))
    return f"{'. '.join(said)}."


def grounds_words(told: Particulars) -> str:
    """The grounds by number and Act, or the provision under which none is needed."""
    if told.act in WITHOUT_GROUND:
        return f"The claim is made under {WITHOUT_GROUND[told.act]}; no ground is needed"
    numbers = [g.number for g in told.grounds]
    return f"{'Grounds' if len(numbers) > 1 else 'Ground'} {listed(numbers)} of the {ACTS[told.act]}"


def circumstances(told: Particulars) -> str:
    """What paragraph 7 of the particulars says: each defendant, then benefit towards the rent."""
    said = [f"{one.defendant.name}: {' '.join(one.known)}" for one in told.circumstances]
    benefit = " ".join(told.benefits)
    if told.housing_benefit:
        benefit += f" The Housing Benefit comes to {money(told.housing_benefit)} a week."
    said.append(benefit)
    for one in told.expected:
        on = f" on {court_day(one.on)}" if one.on else ""
        known = f"(known on {court_day(one.sum.as_at)}). It has not been received and is not taken off the arrears."
        said.append(f"{money(one.sum.pence)} is expected from {one.source}{on} {known}")
    return " ".join(said)


def notice_words(told: Particulars) -> str:
    """The notice by its kind, its form and the day that it names; that of a fixed term names none."""
    form = f", {told.notice.form}" if told.notice.form else ""
    named = f", naming {court_day(told.notice.specified_on)}" if told.notice.specified_on else ""
    return f"{told.notice.words}{form}{named}"


def _day(day: date) -> str:
    return f"{day.day} {day:%b} {day.year}"
