"""From a case in Wales to its own papers: possession notices, the review's decision, the claim (W-01 to W-04)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from activities.papers import claim, notices, proceedings, review
from activities.papers.builder import Builder
from activities.papers.head import b1, head, two_figures
from activities.papers.known import Ask
from activities.papers.proceedings import due, whys
from activities.papers.refusals import Draft, Refusal
from cases.events.court import ReviewDecided
from cases.events.early import FitnessChecked
from cases.facts import wales
from cases.nations import NATIONS
from cases.ruling import claim_window, notice_days, review_days
from cases.state import Notice
from templates.words import money


def _notice(ask: Ask) -> tuple[Notice, dict[str, Any], list[Refusal]]:
    """The notice as planned for its day, the values that both kinds share, and what stands against it."""
    on, ordered = notices.served_on(ask), ask.order.facts
    kind = NATIONS["wales"].notices[str(ordered.get("notice_kind") or "rhw23")]
    grounds = tuple(str(g) for g in ordered.get("grounds") or getattr(ask.event, "grounds", ()) or ())
    days = notice_days(ask.state, ask.event, kind, on, grounds)
    values, against = notices.shared(ask, "safe_earliest", days)
    planned = Notice(kind=kind.kind, grounds=grounds, given_on=on, specified_on=days["safe_earliest"] if days else None)
    window = claim_window(ask.state, planned, ask.event)
    values |= {
        "form": kind.kind.upper(),
        "ground": grounds[0] if len(grounds) == 1 else None,
        "claim_from": due(window, "claim_from"),
        "last_day": due(window, "safe_claim_by", statutory="statutory_claim_by", safe="safe_claim_by"),
        "fit_on": ask.state.fitness.checked_on if ask.state.fitness else None,
        "whys": whys(specified_on=days, last_day=window),
    }
    return planned, values, against


def breach(ask: Ask) -> Draft:
    """W-01."""
    _, values, against = _notice(ask)
    return Draft(values=values, refusals=tuple(against))


def serious(ask: Ask) -> Draft:
    """W-02. Its threshold has to be met on the figures that it prints (R12); RHW21 tells of the right to a review."""
    planned, values, against = _notice(ask)
    pence = values["arrears"]["pence"] if values["arrears"] else None
    found = notices.ground_8(ask, pence, pence, planned.given_on, planned.given_on or ask.today)
    if not (found and found["met"]):
        needed = f" of {money(found['threshold'])}" if found else ""
        said = f"Serious arrears are relied on, and the arrears of {money(pence or 0)} do not reach their threshold{needed}."
        against.append(Refusal(code="R12", details=said))
    words = notices.ground_8_words(ask, found) or {}
    review = review_days(ask.state, planned, ask.event)
    values |= {"units": words.get("units"), "threshold": words.get("threshold")}
    values |= {"review_by": due(review, "request_by"), "decide_by": due(review, "decide_by")}
    if NATIONS["wales"].notices[planned.kind].review and review is None:
        said = "An RHW21 notice has to tell of the right to a review and its last day, and that day is not known."
        against.append(Refusal(code="R04", details=said))
    values["whys"] += whys(threshold=found, review_by=review)
    return Draft(values=values, refusals=tuple(against))


def review_decision(ask: Ask) -> Draft:
    """W-03 to one contract-holder."""
    event, notice = ask.event, ask.state.notice
    asked = notice.review if notice else None
    if not isinstance(event, ReviewDecided) or notice is None or asked is None or asked.requested_on is None:
        return Draft(values={}, refusals=(Refusal(code="R08", details=review.NOT_A_REVIEW),))
    reviewer = proceedings.staff(ask, event.recorded_by.lower())
    values = {
        **head(ask),
        "confirmed": event.confirmed,
        "reasons": event.reasons,
        "given_on": notice.given_on,
        "requested_on": asked.requested_on,
        "in_time": asked.requested_on <= asked.request_by,
        "claim_from": {"on": notice.claim_from, "rule": "notice"} if notice.claim_from else None,
        "b1": b1(ask),
        "reviewer": reviewer["name"],
        "reviewer_role": reviewer["position"],
    }
    against = (*two_figures(ask), *review.against(ask, event, asked))
    return Draft(values=values, refusals=against)


def particulars(ask: Ask) -> Draft:
    """W-04. Serious arrears are pleaded only while their threshold is met on the day of the claim."""
    values, against, strict = claim.pleading(ask)
    notice, fitness = ask.state.notice, ask.state.fitness
    words = notices.ground_8_words(ask, strict) or {}
    values |= {
        "notice_type": f"Form {notice.form}" if notice and notice.form else None,
        "sections": tuple(g.removeprefix("s") for g in notice.grounds) if notice else (),
        "mandatory": strict is not None,
        "units": words.get("units"),
        "threshold": words.get("threshold"),
        "met": bool(strict and strict["met"]),
        "review": claim.review_words(ask),
        "fit_on": fitness.checked_on if fitness else None,
        "report_given": next((e.electrical_report_given for e in reversed(_checks(ask))), False),
    }
    return Draft(values=values, refusals=(*against, *_too_little(values)))


def _checks(ask: Ask) -> list[FitnessChecked]:
    return [e for e in proceedings.events(ask) if isinstance(e, FitnessChecked)]


def _too_little(values: Mapping[str, Any]) -> Iterator[Refusal]:
    """R12 where the claim rests on serious arrears alone and they are no longer that."""
    if values["mandatory"] and not values["met"] and "157" not in values["sections"]:
        said = (
            "The claim rests on serious arrears, and the arrears do not reach their threshold today and on the notice."
        )
        yield Refusal(code="R12", details=said)


BUILDERS: Mapping[str, Builder] = MappingProxyType(
    {
        "W-01": Builder(wales.BreachNotice, breach),
        "W-02": Builder(wales.SeriousArrearsNotice, serious),
        "W-03": Builder(wales.ReviewDecision, review_decision),
        "W-04": Builder(wales.WalesClaim, particulars),
    }
)
