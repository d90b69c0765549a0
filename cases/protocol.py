"""The pre-action protocol as a table: each paragraph, each tenant, met, open or waived, and by what."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from cases.events.base import Frozen
from cases.ruling import ask
from cases.state import State


class Row(Frozen):
    """One paragraph for one tenant (None: for the whole case). on: the day of the latest evidence.

    says: what an open row lacks, as the middle of a sentence.
    """

    paragraph: str
    title: str
    tenant: str | None
    key: str
    status: Literal["met", "open", "waived"]
    mandatory: bool = True
    stage: str = "before_claim"
    on: date | None = None
    confidence: str = "confirmed"
    says: str = ""


def rows(state: State, day: date) -> tuple[Row, ...]:
    """The protocol's rows as they stand on a day. Empty before the case is opened."""
    if state.tenancy is None:
        return ()
    answer = ask(None, "england.protocol.paragraphs", track=state.tenancy.track)
    if answer is None:
        return ()
    made: list[Row] = []
    for part in answer.get("rows") or ():
        for tenant in state.tenancy.tenants if part["per_tenant"] else (None,):
            sure = "signed_off" if answer.signed and part.get("confidence", "confirmed") != "confirmed" else None
            made.append(_row(state, day, dict(part) | ({"confidence": sure} if sure else {}), tenant))
    return tuple(made)


def _row(state: State, day: date, part: dict[str, Any], tenant: str | None) -> Row:
    found: list[date] = []
    lacking: list[str] = []
    for key in part["evidence"]:
        kept = state.evidence.get(key, {})
        days = [kept[who] for who in ((tenant,) if tenant else tuple(kept)) if who in kept]
        if "*" in kept:
            days.append(kept["*"])
        fresh = [d for d in days if key != "statement_13_weeks" or _in_time(d, day)]
        found += fresh
        if not fresh:
            lacking.append(WORDS.get(key, key.replace("_", " ")))
    paragraph = str(part["paragraph"])
    waived = paragraph in state.waived or (tenant is not None and f"{paragraph}:{tenant}" in state.waived)
    status: Literal["met", "open", "waived"] = "met" if not lacking else "waived" if waived else "open"
    who = f" for tenant {tenant}" if tenant else ""
    verb = "are" if len(lacking) > 1 else "is"
    return Row(
        paragraph=paragraph,
        title=str(part["title"]),
        tenant=tenant,
        key="+".join(part["evidence"]),
        status=status,
        mandatory=bool(part.get("mandatory", True)),
        stage=str(part.get("stage", "before_claim")),
        on=max(found, default=None),
        confidence=str(part.get("confidence", "confirmed")),
        says="" if status != "open" else f"{' and '.join(lacking)} {verb} missing{who}",
    )


def _in_time(sent: date, day: date) -> bool:
    answer = ask(None, "england.protocol.statement", last_sent_on=sent)
    return answer is None or day <= answer["next_by"]


def open_rows(state: State, day: date, stage: str | None = None) -> tuple[Row, ...]:
    """The mandatory rows that are open on a day (of one stage, when one is named)."""
    return tuple(
        r for r in rows(state, day) if r.status == "open" and r.mandatory and (stage is None or r.stage == stage)
    )


WORDS = {
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
