"""From a case in Wales to its own papers: possession notices, the review's decision, the claim (W-01 to W-04)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from activities.papers import claim, notices, proceedings, review
from activities.papers.builder import Builder
from activities.papers.known import Ask
from activities.papers.proceedings import due, whys
from activities.papers.refusals import Draft, Refusal
from cases.events.court import ReviewRequested
from cases.events.early import DocumentsChecked
from cases.facts import wales
from cases.nations import NATIONS
from cases.rules.gates import no_road
from cases.ruling import claim_window, notice_days, review_days
from cases.state import Notice
from templates.channels import channel, characters, over
from templates.words import money

#: What the court asks of the dwelling, by the fields of documents_checked.
DOCUMENTS = {
    "electrical": "Electrical report",
    "gas": "Gas safety record",
    "energy": "Energy certificate",
    "contract": "Written statement of the occupation contract",
}
REASON = channel("possession_service").limits["dwelling_document_why"]


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
    """W-03 to one contract-holder: E-11 with the time that was allowed in writing."""
    draft = review.decision(ask)
    longer = [e for e in proceedings.events(ask) if isinstance(e, ReviewRequested) and e.extended_to]
    told = {"extended_on": longer[-1].extended_on, "extended_to": longer[-1].extended_to} if longer else {}
    return draft.model_copy(update={"values": {**draft.values, **told}})


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
        "documents": tuple({"what": what, "said": _said(ask, name)} for name, what in DOCUMENTS.items()),
    }
    return Draft(values=values, refusals=(*against, *_too_little(values), *_no_reason(ask), *_another_s_section(ask)))


def _another_s_section(ask: Ask) -> Iterator[Refusal]:
    """R08 for a section that is about another kind of contract."""
    notice = ask.state.notice
    for objection in no_road(ask.state, ask.event, notice.grounds) if notice else ():
        yield Refusal(code="R08", details=f"{objection.says}.")


def _documents(ask: Ask) -> DocumentsChecked | None:
    """What was found when somebody last looked for the documents of the dwelling."""
    return next((e for e in reversed(proceedings.events(ask)) if isinstance(e, DocumentsChecked)), None)


def _said(ask: Ask, name: str) -> str:
    checked = _documents(ask)
    if checked is None:
        return "Not looked for."
    if getattr(checked, name) == "no_gas":
        return "There is no gas in the dwelling."
    return getattr(checked, f"{name}_reason") or "A copy is attached."


def _no_reason(ask: Ask) -> Iterator[Refusal]:
    """R04 for a document that is not there without a word why, and R19 for more words than the court's service takes."""
    checked = _documents(ask)
    if checked is None:
        said = (
            f"The court asks for the {', '.join(what.lower() for what in DOCUMENTS.values())}, or why they are not there, and "
            "nobody has looked for them: record documents_checked."
        )
        yield Refusal(code="R04", details=said)
    for name, what in DOCUMENTS.items() if checked else ():
        reason = getattr(checked, f"{name}_reason")
        if getattr(checked, name) == "not_held" and not (reason or "").strip():
            said = f"There is no {what.lower()} for the court and no reason why: record documents_checked with {name}_reason."
            yield Refusal(code="R04", details=said)
        if reason and characters(reason) > REASON:
            said = (
                f"The reason for the {what.lower()} has {characters(reason)} characters; the court's service takes {REASON}. "
                f"What is over: {over(reason, REASON)!r}."
            )
            yield Refusal(code="R19", details=said)


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
