"""From a case to the letter that tells what a review of the notice decided (E-11); its checks serve Wales's too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from activities.papers import proceedings
from activities.papers.builder import Builder
from activities.papers.head import b1, head, two_figures
from activities.papers.known import Ask
from activities.papers.refusals import Draft, Refusal
from cases.events.court import ReviewDecided, ReviewRequested
from cases.facts import review as facts
from cases.state import Review
from law.dates import in_words

HOW = {
    "phone": "by phone",
    "email": "by email",
    "letter": "by letter",
    "in_person": "in person",
    "through_someone": "through someone else",
}
NOT_A_REVIEW = "No review of a notice that can be reviewed was asked for: what else was looked at is a complaint."


def against(ask: Ask, event: ReviewDecided, review: Review) -> Iterator[Refusal]:
    """What stands against telling the decision: no reasons, too late, or decided by somebody who gave the notice."""
    if event.confirmed and not event.reasons:
        said = "The decision stands, and its reasons are missing (reasons): the letter has to give them."
        yield Refusal(code="R04", details=said)
    told_on = event.notified_on or event.happened_on
    if told_on > review.decide_by:
        said = f"The outcome is told on {in_words(told_on)}; it had to be by {in_words(review.decide_by)}. Give a new notice."
        yield Refusal(code="R13", details=said)
    made_by = ask.state.approvals.get("notice")
    if made_by and event.recorded_by in (made_by.requested_by, made_by.given_by):
        said = f"{event.recorded_by} took part in the decision to give the notice, and so cannot review it."
        yield Refusal(code="R07", details=said)


def decision(ask: Ask) -> Draft:
    """E-11 to one tenant. What the officer typed about it goes in as it is; each point has its own finding."""
    event, notice = ask.event, ask.state.notice
    review = notice.review if notice else None
    if not isinstance(event, ReviewDecided) or notice is None or review is None or review.requested_on is None:
        return Draft(values={}, refusals=(Refusal(code="R08", details=NOT_A_REVIEW),))
    requests = [e for e in proceedings.events(ask) if isinstance(e, ReviewRequested)]
    refusals = [*two_figures(ask), *against(ask, event, review), *_hearing(requests, event)]
    points, findings = parts(event.points), parts(event.findings)
    if len(points) != len(findings):
        said = f"{len(points)} points were raised and {len(findings)} findings are given: each point has its own (findings)."
        refusals.append(Refusal(code="R04", details=said))
    if not event.equality:
        about = " although somebody here is recorded as vulnerable" if ask.state.vulnerable else ""
        said = f"Nothing is said about the equality duty and the people in the home (equality){about}."
        refusals.append(Refusal(code="R20", details=said))
    how = next((HOW[e.how] for e in requests if e.how), None)
    if how is None:
        said = "How the review was asked for is not recorded: correct review_requested with it (how)."
        refusals.append(Refusal(code="R04", details=said))
    given = ask.state.approvals.get("notice")
    served = notice.services.get(ask.order.recipient or "")
    reviewer = proceedings.staff(ask, event.recorded_by.lower())
    values: dict[str, Any] = {
        **head(ask),
        "confirmed": event.confirmed,
        "served_on": served.on if served else None,
        "requested_on": review.requested_on,
        "how": how,
        "in_time": review.requested_on <= review.request_by,
        "maker": proceedings.staff(ask, (given.given_by or "").lower())["name"] if given else None,
        "reviewer": reviewer["name"],
        "reviewer_role": reviewer["position"],
        "hearing_on": event.hearing_on,
        "there": ask.order.recipient in event.attended,
        "considered": parts(event.considered),
        "points": tuple({"raised": r, "finding": f} for r, f in zip(points, findings, strict=False)),
        "before": proceedings.figure(notice.arrears, "B2", served.on - timedelta(days=1) if served else None),
        "b1": b1(ask),
        "equality": event.equality,
        "alternatives": event.alternatives,
        "reasons": event.reasons if event.confirmed else None,
        "specified_on": notice.specified_on,
        "claim_from": {"on": notice.claim_from, "rule": "notice"} if notice.claim_from else None,
    }
    said_of = {"equality": event.equality, "how": how}
    return Draft(values=values, refusals=tuple(refusals), said=tuple(f for f, held in said_of.items() if not held))


def _hearing(requests: list[ReviewRequested], event: ReviewDecided) -> Iterator[Refusal]:
    if any(e.hearing_asked for e in requests) and event.hearing_on is None:
        said = "A hearing of the review was asked for, and none is recorded (hearing_on)."
        yield Refusal(code="R04", details=said)
    if event.hearing_on and event.hearing_on > event.happened_on:
        said = f"The review's hearing on {in_words(event.hearing_on)} comes after its decision."
        yield Refusal(code="R13", details=said)


def parts(told: str | None) -> tuple[str, ...]:
    """What an officer listed in one field: a line each, or parted by semicolons where it is all one line."""
    whole = (told or "").strip()
    found = whole.splitlines() if "\n" in whole else whole.split(";")
    return tuple(one.strip() for one in found if one.strip())


BUILDERS: Mapping[str, Builder] = MappingProxyType({"E-11": Builder(facts.ReviewLetter, decision)})
