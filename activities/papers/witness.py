"""From a case to the witness statement on its arrears (E-26): what the records show, for an order and against one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from activities.papers import claim, draft_order, hearing, proceedings, protocol, record
from activities.papers.builder import Builder
from activities.papers.known import Ask
from activities.papers.refusals import Draft, Refusal
from activities.papers.statements import not_itemised
from cases.facts.witness import ArrearsWitness
from law.dates import in_words

STATUS = {"met": "done", "attempted": "attempted, no answer recorded", "waived": "waived", "open": "not done"}
#: What goes behind it, in the order of its marks; the bundle gives each its pages.
EXHIBITS = (
    "the schedule of arrears, brought up to date",
    "the tenancy agreement",
    "the notice and the certificates of its service",
    "how the pre-action protocol was followed, with the letters",
)


def statement(ask: Ask) -> Draft:
    """E-26, for whoever asks for it to read, correct and sign. Option: offers, what is open to the defendants now."""
    state, heard = ask.state, ask.state.hearing
    if heard is None or heard.heard:
        said = "No hearing is to come, and the statement is made for one."
        return Draft(values={}, refusals=(Refusal(code="R25", details=said),), said=tuple(ArrearsWitness.model_fields))
    owed, daily = proceedings.arrears(ask, "B1"), proceedings.daily_rate(ask)
    account, begun = proceedings.rent_account(ask), state.claim
    later = claim.projected(owed, daily.pence if daily else None, heard.on)
    at_claim = begun.submitted_on or begun.issued_on if begun else None
    maker = proceedings.staff(ask, ask.event.recorded_by.lower())
    initials = "".join(part[0].upper() for part in (maker["name"] or "").split())
    values: dict[str, Any] = {
        "heading": proceedings.heading(ask),
        "maker": maker,
        "initials": initials,
        "work_address": proceedings.issuer(ask)["address"],
        "made_on": ask.today,
        "hearing_on": heard.on,
        "tenancy": proceedings.tenancy(ask),
        "changes": account.rent_changes() if account else (),
        "first_default_on": account.first_default() if account else None,
        "since": account.behind_since() if account else None,
        "at_claim": proceedings.figure(begun.arrears if begun else None, "B3", at_claim),
        "arrears": owed,
        "left_out": proceedings.left_out(ask),
        "daily": daily,
        "projected": later,
        "grows": later["pence"] - owed["pence"] if later and owed else None,
        "notice": claim.served_notice(state.notice),
        "served": claim.served(ask, state.notice),
        "protocol": tuple(_protocol(ask)),
        "agreements": record.agreements(ask),
        "benefits": proceedings.benefits(ask),
        "housing_benefit": ask.known.account.hb_weekly or None,
        "expected": proceedings.expected(ask),
        "circumstances": tuple(claim.circumstances(ask, person) for person in ask.tenants),
        "for_tenants": tuple(hearing.for_tenants(ask)) or ("nothing of the kind is recorded",),
        "against_tenants": tuple(hearing.against_tenants(ask, owed["pence"] if owed else None, begun))
        or ("nothing of the kind is recorded",),
        **_offers(ask),
        "order": draft_order.form(ask, draft_order.spec(ask, heard.on).kind),
        "exhibits": tuple(
            f"{initials}{number}: {proceedings.say(ask, one)}" for number, one in enumerate(EXHIBITS, start=1)
        ),
    }
    return Draft(values=values, refusals=tuple(_against(ask)))


def _offers(ask: Ask) -> dict[str, Any]:
    """What is open to the defendants: as the maker says it, else the agreement in force, else the plan offered last."""
    said, plan, offered = ask.order.facts.get("offers"), ask.state.agreement, record.open_offer(ask)
    if said:
        return {"offers": said}
    if plan and plan.status == "live":
        return {"offers": "The agreement that is in force stays open."}
    to = proceedings.names(ask, offered[1].tenants) if offered else None
    return (
        {"offer": offered[0], "offered_to": to}
        if offered
        else {"offers": "No offer to the defendants is recorded as open."}
    )


def _protocol(ask: Ask) -> Iterator[dict[str, Any]]:
    """Every paragraph that has to be kept to, with the last day that shows it."""
    for row in protocol.for_court(ask):
        if row.mandatory:
            done = protocol.shown(ask, row)
            status = STATUS[row.status]
            yield {
                "paragraph": row.paragraph,
                "title": row.title,
                "tenant": proceedings.name_of(ask, row.tenant) if row.tenant else None,
                "status": f"{status}: {row.says}" if row.says == protocol.SHORT_ACCOUNT else status,
                "last_on": done[-1].on if done else None,
            }


def _against(ask: Ask) -> Iterator[Refusal]:
    yield from proceedings.not_one_figure(ask)
    yield from not_itemised(ask)
    yield from (one for one in protocol.statement(ask).refusals if one.code == "R25")  # a step that nothing shows
    by = ask.state.hearing.evidence_by if ask.state.hearing else None
    if by and ask.today > by:
        said = f"Evidence had to be filed and served by {in_words(by)}: the court's permission is needed for a later statement."
        yield Refusal(code="R13", details=said)
    notice = ask.state.notice
    if notice is None or notice.void or notice.withdrawn_on:
        yield Refusal(code="R25", details="No notice is in force, and the statement says when one was served.")


BUILDERS: Mapping[str, Builder] = MappingProxyType({"E-26": Builder(ArrearsWitness, statement)})
