"""From a case to the letter before a claim (E-19): what is planned and when, and everything that would still stop it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from activities.papers import head, proceedings
from activities.papers.builder import Builder
from activities.papers.known import Ask
from activities.papers.letters_action import claim_day
from activities.papers.notices import ground_8, mandatory_ground
from activities.papers.refusals import Draft, Refusal
from activities.papers.statements import faults, statement
from cases import protocol
from cases.facts.before_claim import LetterBeforeClaim
from cases.ruling import standing_holds
from law.dates import in_words


def letter(ask: Ask) -> Draft:
    """E-19. Options: plan (pence) and every, the terms we would accept now; asks, where it is not what the case calls for."""
    notice, found, figure = ask.state.notice, statement(ask), head.b1(ask)
    served = notice.services.get(ask.order.recipient or "") if notice else None
    by = head.cure_day(ask)
    daily = proceedings.daily_rate(ask)
    told = ask.order.facts
    strict = ask.state.the_tenancy.track == "mandatory" or _ground_8(ask, figure)
    last = (
        {"on": notice.statutory_claim_by, "safe": notice.safe_claim_by}
        if notice and notice.statutory_claim_by
        else None
    )
    values: dict[str, Any] = {
        **head.head(ask),
        "served_on": served.on if served else None,
        "call_by": by,
        "claim_from": claim_day(ask, by["on"]),
        "b1": figure,
        "b10": {"code": "B10", "pence": daily.pence, "as_at": figure["as_at"]} if daily and figure else None,
        "expected": head.expected(ask),
        "benefits": head.benefits(ask),
        "housing_benefit": head.housing_benefit(ask),
        "asks": told.get("asks") or ("outright" if strict else "suspended"),
        "money_claimed": not any(h.kind == "insolvency" for h in standing_holds(ask.state, ask.today)),
        "plan": told.get("plan"),
        "every": told.get("every"),
        "fee": head.fee(ask, "claim"),
        "pay": ask.known.landlord.pay_methods,
        "fund": ask.known.landlord.crisis_fund or None,
        "last_day": last,
        "statement": found,
    }
    against = [*_against(ask, values), *head.two_figures(ask), *faults(ask, found, code="R28")]
    said = ("fee",) if values["fee"] is None else ()
    return Draft(values=values, refusals=tuple(against), said=said)


def _ground_8(ask: Ask, figure: Mapping[str, Any] | None) -> bool:
    """Whether the notice has the ground that leaves the court no choice, and its threshold is met at service and today."""
    notice = ask.state.notice
    if notice is None or mandatory_ground(ask) not in notice.grounds:
        return False
    met = ground_8(ask, notice.arrears, figure["pence"] if figure else None, notice.given_on, ask.today)
    return bool(met and met["met"])


def _against(ask: Ask, values: Mapping[str, Any]) -> Iterator[Refusal]:
    notice = ask.state.notice
    if notice is None or notice.void or notice.withdrawn_on:
        yield Refusal(code="R25", details="No notice is in force, and the letter says that the time of one has passed.")
    elif values["served_on"] is None:
        said = (
            f"There is no record that {ask.order.recipient} was served with the notice, and the letter says they were."
        )
        yield Refusal(code="R25", details=said)
    elif notice.claim_from and ask.today < notice.claim_from:
        said = f"A claim may be begun on the notice from {in_words(notice.claim_from)}; the letter says that its time has come."
        yield Refusal(code="R13", details=said)
    claim_from = values["claim_from"]["on"] if values["claim_from"] else None
    if notice and claim_from and notice.statutory_claim_by and claim_from > notice.statutory_claim_by:
        said = (
            f"The notice can carry a claim until {in_words(notice.statutory_claim_by)}, before the day that this letter would "
            f"give, {in_words(claim_from)}: serve a new notice."
        )
        yield Refusal(code="R13", details=said)
    claim = ask.state.claim
    if claim and claim.submitted_on and not claim.ended_on:
        yield Refusal(
            code="R25", details=f"The claim was sent on {in_words(claim.submitted_on)}: this letter comes before one."
        )
    if values["b1"] and values["b1"]["pence"] <= 0:
        yield Refusal(code="R25", details="No rent is owed on the account, so there is nothing to claim.")
    if values["fee"] is None:
        said = f"The court's fee for a claim is not held for {in_words(ask.today)}, and the letter names it."
        yield Refusal(code="R26", details=said)
    for row in protocol.rows(ask.state, ask.today):
        if row.status == "open" and row.mandatory:
            who = f" for {row.tenant}" if row.tenant else ""
            said = f"Paragraph {row.paragraph} of the protocol is open{who} ({row.title}): a claim is not decided on before."
            yield Refusal(code="R07", details=said)


BUILDERS: Mapping[str, Builder] = MappingProxyType({"E-19": Builder(LetterBeforeClaim, letter)})
