"""Dates that only a summary cause in Scotland knows: the council to be told, the summons to be served, the calling."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cases.deadlines.base import POLICY_DAYS, Deadline, from_law, policy
from cases.ruling import ask, claim_window, nation_of
from cases.state import State
from law.dates import DAY, in_words


def summary_cause(state: State, today: date) -> Iterator[Deadline]:
    """Nothing in a nation where the court serves the claim."""
    claim = state.claim
    if claim is None or claim.ended_on or state.former or not nation_of(state).serves_summons:
        return
    if claim.served_on is None and state.notice and state.notice.safe_claim_by:
        yield from_law(  # an action counts as raised when its summons is served, and the notice has to be alive then
            "notice_lapse",
            "Last day to serve the summons while the notice is in force",
            claim_window(state, state.notice),
            state.notice.safe_claim_by,
            statutory_on=state.notice.statutory_claim_by,
            safe_on=state.notice.safe_claim_by,
            owner="legal",
        )
    if not claim.issued_on:
        return
    council = state.the_tenancy.landlord_kind == "local_authority"
    told = ask(state, None, "council.notice", raised_on=claim.issued_on, landlord="council" if council else "provider")
    if told and told["needed"] and claim.council_notified_on is None:
        yield from_law(
            "council_notice",
            "Tell the council that proceedings are raised (section 11 notice)",
            told,
            told["send_on"],
            statutory_on=told["send_on"],
            safe_on=told["send_on"],
            owner="legal",
        )
    if claim.served_on is None:
        yield policy(
            "summons_service",
            "Have the summons served",
            claim.issued_on + DAY * POLICY_DAYS["put_right"],
            f"Warranted on {in_words(claim.issued_on)} and not served yet; the notice is in force only until its own day.",
            owner="legal",
        )
    elif claim.return_on and claim.return_on >= today:
        calling = ask(state, None, "summons.calling", return_on=claim.return_on)
        yield from_law(
            "return_day",
            "Return day: responses are due",
            calling,
            claim.return_on,
            statutory_on=claim.return_on,
            waiting_on="tenant",
            ladder=False,
        )
        if calling and state.hearing is None:
            yield from_law(
                "calling", "The action calls", calling, calling["calling_on"], owner="legal", waiting_on="court"
            )
