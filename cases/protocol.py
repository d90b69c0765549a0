"""The pre-action protocol as a table: each paragraph, each tenant, met, attempted, open or waived, and by what."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from cases.events.base import Frozen
from cases.ruling import ask
from cases.state import Notice, State

#: Evidence of what has to follow the notice: a new notice begins it anew.
AFTER_NOTICE = (
    "post_notice_contact",
    "post_notice_attempt",
    "protocol_copy",
    "plan_invited",
    "part3_letter",
    "part3_reply_considered",
)

Status = Literal["met", "attempted", "open", "waived"]


def given_on(notice: Notice | None, tenant: str) -> date | None:
    """The day on which the notice in force counts as served on a tenant; None while it is not, or was withdrawn."""
    held = notice.services.get(tenant) if notice and not notice.withdrawn_on else None
    return held.on if held else None


class Row(Frozen):
    """One paragraph for one tenant (None: for the whole case). on: the day of the latest evidence.

    key: the evidence that it rests on, attempts among it where contact is missing. says: what an open row lacks, as the middle of
    a sentence. attempts: what would count as reasonable attempts, or did; empty where nothing stands in.
    """

    paragraph: str
    title: str
    tenant: str | None
    key: str
    status: Status
    mandatory: bool = True
    stage: str = "before_claim"
    on: date | None = None
    confidence: str = "confirmed"
    says: str = ""
    attempts: str = ""


def rows(state: State, day: date) -> tuple[Row, ...]:
    """The protocol's rows as they stand on a day. Empty before the case is opened."""
    if state.tenancy is None:
        return ()
    answer = ask(state, None, "protocol.paragraphs", track=state.track, landlord=_landlord(state))
    if answer is None:
        return ()
    tried = ask(state, None, "protocol.attempts", track=state.track)
    stand_ins = {str(a["instead_of"]): dict(a) for a in (tried.get("rows") if tried else ()) or ()}
    made: list[Row] = []
    for part in answer.get("rows") or ():
        for tenant in state.tenancy.tenants if part["per_tenant"] else (None,):
            sure = "signed_off" if answer.signed and part.get("confidence", "confirmed") != "confirmed" else None
            told = dict(part) | ({"confidence": sure} if sure else {})
            made.append(_row(state, day, told, tenant, stand_ins))
    return tuple(made)


def _landlord(state: State) -> str:
    return "council" if state.tenancy and state.tenancy.landlord_kind == "local_authority" else "provider"


def _row(
    state: State, day: date, part: dict[str, Any], tenant: str | None, stand_ins: dict[str, dict[str, Any]]
) -> Row:
    found: list[date] = []
    shown: list[str] = []
    lacking: list[str] = []
    attempted = False
    for key in part["evidence"]:
        days = _days(state, key, tenant, day)
        shown.append(key)
        if not days and key in stand_ins:
            days = _attempts(state, stand_ins[key], tenant)
            attempted = attempted or bool(days)
            shown += stand_ins[key]["evidence"]
        found += days
        if not days:
            lacking.append(WORDS.get(key, key.replace("_", " ")))
    paragraph = str(part["paragraph"])
    waived = paragraph in state.waived or (tenant is not None and f"{paragraph}:{tenant}" in state.waived)
    done: Status = "attempted" if attempted else "met"
    status: Status = done if not lacking else "waived" if waived else "open"
    who = f" for tenant {tenant}" if tenant else ""
    verb = "are" if len(lacking) > 1 else "is"
    return Row(
        paragraph=paragraph,
        title=str(part["title"]),
        tenant=tenant,
        key="+".join(dict.fromkeys(shown)),
        status=status,
        mandatory=bool(part.get("mandatory", True)),
        stage=str(part.get("stage", "before_claim")),
        on=max(found, default=None),
        confidence=str(part.get("confidence", "confirmed")),
        says="" if status != "open" else f"{' and '.join(lacking)} {verb} missing{who}",
        attempts=next((str(stand_ins[k]["says"]) for k in part["evidence"] if k in stand_ins), ""),
    )


def _days(state: State, key: str, tenant: str | None, day: date) -> list[date]:
    """The days of the evidence of a kind: with this tenant, or with anyone; a statement only while it is not too old."""
    kept = state.evidence.get(key, {})
    days = [on for who, on in kept.items() if tenant is None or who in (tenant, "*")]
    return [d for d in days if key != "statement_13_weeks" or in_time(state, d, day)]


def _attempts(state: State, stand_in: dict[str, Any], tenant: str | None) -> list[date]:
    """The days of the attempts that stand in for evidence, all of them with each tenant; empty where one is missing."""
    kept = [state.evidence.get(key, {}) for key in stand_in["evidence"]]
    whom = (tenant,) if tenant else state.the_tenancy.tenants
    days = [each.get(who) for who in whom for each in kept]
    return [d for d in days if d is not None] if all(days) else []


def in_time(state: State, sent: date, day: date) -> bool:
    """Whether a statement sent on a day is still one of the last thirteen weeks on another."""
    answer = ask(state, None, "protocol.statement", last_sent_on=sent)
    return answer is None or day <= answer["next_by"]


def open_rows(state: State, day: date, stage: str | None = None) -> tuple[Row, ...]:
    """The mandatory rows that are open on a day (of one stage, or of all that come before a claim)."""
    wanted = (stage,) if stage else ("before_notice", "before_claim")
    return tuple(r for r in rows(state, day) if r.status == "open" and r.mandatory and r.stage in wanted)


WORDS = {
    "tenancy_terms": "clear information about the terms of the tenancy",
    "sums_owed": "clear information about what is owed",
    "benefit_claim_checked": "a check for a benefit decision that is likely to help",
    "other_steps_checked": "a check for other money on its way",
    "plan_checked": "a check for a plan that is being kept",
    "council_contact": "a word about contacting the council",
    "guidance_considered": "a look at the Ministers' guidance",
    "contact": "contact about the arrears",
    "affordable_offer": "an attempt to agree an affordable amount",
    "statement_13_weeks": "a rent statement sent within the last 13 weeks",
    "direct_payment": "a request for direct payment or deductions",
    "benefit_help": "an offer of help with benefits",
    "debt_advice": "a pointer to free debt advice",
    "post_notice_contact": "contact after the notice",
    "protocol_copy": "a copy of the protocol",
    "adr": "a thought given to another way of settling it",
    "part3_letter": "a letter that explains why possession is sought and asks about circumstances",
    "part3_reply_considered": "the reply, or its absence, considered",
}
