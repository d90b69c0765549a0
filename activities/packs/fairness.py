"""The proportionality record: who looked at a tenant's needs and at equality, when, and which gentler steps came first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from activities.papers import proceedings, record
from activities.papers.known import Ask
from cases.events import court, early
from cases.events.base import Frozen
from law.dates import in_words

DAYS_IT_HOLDS = 28  # policy: a look older than this is looked at again before a serious step
CAPACITY = {
    "not_in_question": "capacity not in question",
    "in_question": "capacity in question",
    "lacks": "lacks capacity",
    "litigation_friend": "acts by a litigation friend",
}


class Looked(Frozen):
    """One tenant: the last look, what it found, by whom. on: None when nobody has looked."""

    tenant: str
    on: date | None = None
    found: str = ""
    by: str = ""


class Fairness(Frozen):
    """What is recorded of vulnerability, equality and proportion. missing: what a judge would ask for and is not there."""

    looked: tuple[Looked, ...]
    steps: tuple[str, ...]
    decisions: tuple[str, ...]
    missing: tuple[str, ...]


def proportionality(ask: Ask) -> Fairness:
    """From the record: the words of the file stay in it, only what was done and found is told."""
    looked = tuple(_last_look(ask, ref) for ref in ask.state.the_tenancy.tenants)
    return Fairness(
        looked=looked,
        steps=tuple(f"{in_words(s.on)}: {s.what}" for s in record.steps(ask)),
        decisions=tuple(_decisions(ask)),
        missing=tuple(_missing(ask, looked)),
    )


def _last_look(ask: Ask, ref: str) -> Looked:
    name = proceedings.name_of(ask, ref)
    found = [e for e in proceedings.events(ask) if isinstance(e, early.VulnerabilityAssessed) and e.tenant == ref]
    if not found:
        return Looked(tenant=name)
    last = found[-1]
    told = (
        "vulnerable: see the case, and tell the judge what is needed" if last.vulnerable else "no vulnerability found",
        CAPACITY[last.capacity],
        "equality considered" if last.equality_considered else "equality NOT considered",
        f"to be looked at again on {in_words(last.review_on)}" if last.review_on else "",
    )
    return Looked(
        tenant=name, on=last.happened_on, found="; ".join(one for one in told if one), by=_who(ask, last.recorded_by)
    )


def _missing(ask: Ask, looked: tuple[Looked, ...]) -> Iterator[str]:
    for one in looked:
        if one.on is None:
            yield f"Nobody has looked at the needs of {one.tenant}: record vulnerability_assessed."
        elif (ask.today - one.on).days > DAYS_IT_HOLDS:
            yield (
                f"The needs of {one.tenant} were last looked at on {in_words(one.on)}, more than {DAYS_IT_HOLDS} days ago: "
                "look again and record vulnerability_assessed."
            )
        elif "NOT" in one.found:
            yield f"Equality was not considered for {one.tenant} on {in_words(one.on)}: the duty is ours to show."


def _decisions(ask: Ask) -> Iterator[str]:
    """Who put each serious step forward and who decided it: never the same person."""
    for event in proceedings.events(ask):
        if isinstance(event, court.ApprovalRequested):
            yield f"{in_words(event.happened_on)}: {_who(ask, event.recorded_by)} put the {event.act} forward."
        elif isinstance(event, court.ApprovalGiven):
            yield f"{in_words(event.happened_on)}: {_who(ask, event.recorded_by)} approved the {event.act}."
        elif isinstance(event, court.ReplyConsidered):
            went = "go on" if event.go_on else "not go on"
            who = _who(ask, event.recorded_by)
            yield f"{in_words(event.happened_on)}: {who} weighed the circumstances and decided to {went}."


def _who(ask: Ask, address: str) -> str:
    held = proceedings.staff(ask, address.lower())
    return f"{held['name']}, {held['position']}" if held["name"] and held["position"] else held["name"] or address
