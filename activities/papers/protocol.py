"""The statement on the pre-action protocol (E-18): each paragraph, each tenant, what shows it, what is open, what was waived."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from activities.papers import proceedings
from activities.papers.known import Ask
from activities.papers.proceedings import events, name_of, names
from activities.papers.record import STEPS, by_channel, each
from activities.papers.refusals import Draft, Refusal
from cases import protocol
from cases.events import Event, court, early
from cases.facts.parties import PastStep
from cases.nations import NATIONS
from templates.channels import channel, characters, over

LIMIT = channel("possession_service").limits["protocol_not_followed"]
SHOWN = 6  # the newest steps named for a paragraph; the particulars of claim name all of them
Shows = Callable[[Any], bool]


def _kind(*kinds: type[Event]) -> Shows:
    return lambda event: isinstance(event, kinds)


def _spoke(test: Callable[[early.ContactMade], bool]) -> Shows:
    return lambda event: isinstance(event, early.ContactMade) and test(event)


def _referred(to: str) -> Shows:
    return lambda event: isinstance(event, early.ReferralMade) and event.to == to


def _checked(field: str) -> Shows:
    return lambda event: isinstance(event, early.PreActionChecked) and not getattr(event, field)


def _tried(event: Any) -> bool:
    return isinstance(event, early.ContactAttempted) and event.channel != "letter"


def _wrote(event: Any) -> bool:
    return isinstance(event, early.ContactAttempted) and event.channel == "letter" and event.outcome != "returned"


#: Which events show each kind of evidence, as the rules of the case count it.
SHOWS: Mapping[str, tuple[Shows, ...]] = {
    "contact": (_kind(early.ContactMade),),
    "contact_letter": (_kind(early.ArrearsLetterSent, court.ProtocolLetterSent), _wrote),
    "contact_attempt": (_tried,),
    "post_notice_contact": (_kind(early.ContactMade),),
    "post_notice_attempt": (_tried, _kind(early.ContactMade)),
    "plan_invited": (_kind(court.ProtocolLetterSent),),
    "affordable_offer": (
        _kind(early.AgreementMade, early.AgreementOffered),
        _spoke(lambda e: e.affordable_offer or "repayment" in e.topics),
    ),
    "statement_13_weeks": (_kind(early.StatementSent),),
    "direct_payment": (
        _kind(early.DirectPaymentRequested, early.DirectPaymentDecided),
        _spoke(lambda e: e.direct_payment_considered),
    ),
    "benefit_help": (
        _kind(early.ArrearsLetterSent),
        _spoke(lambda e: e.benefit_help or "benefits" in e.topics),
        _referred("benefits"),
    ),
    "debt_advice": (_kind(early.ArrearsLetterSent), _spoke(lambda e: e.debt_advice), _referred("debt_advice")),
    "protocol_copy": (_kind(court.ProtocolLetterSent),),
    "part3_letter": (_kind(court.ProtocolLetterSent),),
    "part3_reply_considered": (_kind(court.ReplyConsidered),),
    "adr": (_spoke(lambda e: e.other_dispute_resolution),),
    "benefit_claim_checked": (_checked("benefit_pending"),),
    "other_steps_checked": (_checked("other_steps"),),
    "plan_checked": (_checked("plan_kept"),),
    "guidance_considered": (lambda e: isinstance(e, early.PreActionChecked) and e.guidance_considered,),
}
#: What a letter about the arrears shows in the nations where it shows more than that it was sent.
LETTER_SAYS = {
    "tenancy_terms": "A letter that sets out the terms of the tenancy was sent to {whom}.",
    "sums_owed": "A letter that says which rent and which other sums are owed was sent to {whom}.",
    "affordable_offer": "A letter that offers a plan for future rent and the arrears was sent to {whom}.",
    "council_contact": "A letter that encourages contact with the council was sent to {whom}.",
}
CHECK_SAYS = {
    "benefit_claim_checked": "It was checked for {who}: no benefit claim that is likely to pay was undecided.",
    "other_steps_checked": "It was checked for {who}: no other steps likely to bring payment in a reasonable time were known.",
    "plan_checked": "It was checked for {who}: no agreed plan was being kept.",
    "guidance_considered": "The guidance of the Scottish Ministers was considered.",
}


def _says(key: str, event: Any) -> str | None:
    """What an event shows for one kind of evidence, with {who} and {how} to fill in; None: its usual sentence will do."""
    talk, letter = isinstance(event, early.ContactMade), isinstance(event, early.ArrearsLetterSent)
    if letter and key in LETTER_SAYS:
        return LETTER_SAYS[key]
    if isinstance(event, early.PreActionChecked):
        return CHECK_SAYS.get(key)
    if key == "affordable_offer" and talk:
        offer = event.affordable_offer
        return (
            "A repayment that {who} could afford was put forward {how}."
            if offer
            else "Repayment was discussed with {who} {how}."
        )
    if key == "benefit_help":
        if letter:
            return "A letter that offers help with benefits was sent to {whom}."
        if talk:
            done = event.benefit_help
            return (
                "{who} was offered help with benefits {how}." if done else "Benefits were discussed with {who} {how}."
            )
    if key == "debt_advice":
        if letter:
            return "A letter that says where free debt advice can be had was sent to {whom}."
        if talk:
            return "{who} was told {how} where free debt advice can be had."
    if key == "direct_payment" and talk:
        return "Payment or deductions straight from benefit were considered with {who} {how}."
    if key == "adr" and talk:
        return "Another way of settling the matter, without a court, was considered with {who} {how}."
    if key == "plan_invited":
        return "A letter that invites a plan to pay was sent to {whom}."
    return None


def _sentence(ask: Ask, key: str, event: Any) -> str:
    said = _says(key, event)
    if said is None:
        return STEPS[event.kind](ask, event)
    if "{whom}" in said:
        return said.format(whom=each(ask, event))
    how = by_channel(event.channel, ask) if hasattr(event, "channel") else ""
    return said.format(who=names(ask, (event.tenant,)), how=f"by {how}")


SHORT_ACCOUNT = "a short account was sent, not the text"


def for_court(ask: Ask) -> tuple[protocol.Row, ...]:
    """The rows as a paper for the court may tell them: a letter that went without the protocol's text is no copy of it.

    The rules of the case take the letter for the step and do not wait for the text, which a landlord may not have loaded.
    """
    return tuple(_without_text(ask, row) for row in protocol.rows(ask.state, ask.today))


def _without_text(ask: Ask, row: protocol.Row) -> protocol.Row:
    if row.status not in ("met", "attempted") or "protocol_copy" not in row.key.split("+"):
        return row
    sent = [e for e in events(ask) if isinstance(e, court.ProtocolLetterSent) and _concerns(e, row.tenant)]
    if not sent or any(ask.known.texts.sent_on("V-PAP", event.happened_on) for event in sent):
        return row
    return row.model_copy(update={"status": "open", "says": SHORT_ACCOUNT})


def statement(ask: Ask) -> Draft:
    """E-18. A step is called done only where something in the record shows it (R25), and every gap is told."""
    rows = for_court(ask)
    gaps = [r for r in rows if r.status == "open" and r.mandatory]
    followed = not gaps and not any(r.status == "waived" for r in rows)
    explanation = None if followed else why_not(ask, rows)
    approval = ask.state.approvals.get("claim")
    preparer = (approval.requested_by if approval else None) or ask.event.recorded_by
    values = {
        "heading": proceedings.heading(ask),
        "as_at": ask.today,
        "part": "3" if ask.state.track == "mandatory" else "2",
        "rows": tuple(_row(ask, r) for r in rows),
        "gaps": tuple(
            {
                "paragraph": r.paragraph,
                "title": r.title,
                "tenant": _who(ask, r),
                "why": f"The copy of the protocol is not shown: {SHORT_ACCOUNT}."
                if r.says == SHORT_ACCOUNT
                else "The record does not show it.",
            }
            for r in gaps
        ),
        "waived": tuple(_waivers(ask, rows)),
        "followed": followed,
        "explanation": explanation,
        "prepared_by": proceedings.staff(ask, preparer.lower()),
        "signer": proceedings.signer(ask),
    }
    against = list(_against(ask, rows, explanation))
    if explanation and characters(explanation) > LIMIT:
        values["explanation"] = None
    return Draft(values=values, refusals=tuple(against))


def _who(ask: Ask, row: protocol.Row) -> str | None:
    return name_of(ask, row.tenant) if row.tenant else None


def _row(ask: Ask, row: protocol.Row) -> dict[str, Any]:
    return {
        "paragraph": row.paragraph,
        "title": row.title,
        "tenant": _who(ask, row),
        "status": row.status,
        "mandatory": row.mandatory,
        "done": shown(ask, row),
        "attempts": row.attempts if row.status == "attempted" else None,
    }


def _done(ask: Ask, row: protocol.Row) -> Iterator[PastStep]:
    """The events that show a row, each with what it shows of it, for its tenant.

    What has to follow the notice is shown only by what came after its service, on a later day or later on that day.
    """
    everyone = ask.state.the_tenancy.tenants
    to_come = {t: e.event_id for e in events(ask) if isinstance(e, court.NoticeServed) for t in e.tenants or everyone}
    for event in events(ask):
        to_come = {t: served for t, served in to_come.items() if served != event.event_id}
        keys = [k for k in row.key.split("+") if any(test(event) for test in (*SHOWS.get(k, ()), *_letter(ask, k)))]
        whom = {row.tenant} if row.tenant else {event.tenant} if hasattr(event, "tenant") else set(everyone)
        follows = not whom & set(to_come) and all(_given(ask, who, event) for who in whom)
        shown = [k for k in keys if follows or k not in protocol.AFTER_NOTICE]
        if shown and _concerns(event, row.tenant) and not _stale(ask, event):
            yield PastStep(on=event.happened_on, what=_sentence(ask, shown[0], event))


def shown(ask: Ask, row: protocol.Row) -> tuple[PastStep, ...]:
    """The newest steps that show a row."""
    return tuple(_done(ask, row))[-SHOWN:]


def _letter(ask: Ask, key: str) -> tuple[Shows, ...]:
    """In some nations a letter about the arrears is evidence of more."""
    nation = NATIONS[ask.state.the_tenancy.nation]
    return (_kind(early.ArrearsLetterSent),) if key in nation.letter_shows else ()


def _given(ask: Ask, tenant: str, event: Event) -> bool:
    """Whether the notice in force counted as given to a tenant by the event's day."""
    on = protocol.given_on(ask.state.notice, tenant)
    return on is not None and event.happened_on >= on


def _stale(ask: Ask, event: Event) -> bool:
    """A rent statement that is older than the protocol allows shows nothing any more."""
    return isinstance(event, early.StatementSent) and not protocol.in_time(ask.state, event.happened_on, ask.today)


def _concerns(event: Event, tenant: str | None) -> bool:
    """Whether an event was with this tenant; one that names nobody was with all of them."""
    one, many = getattr(event, "tenant", None), getattr(event, "tenants", ())
    return tenant is None or one == tenant or (one is None and (not many or tenant in many))


def _waivers(ask: Ask, rows: tuple[protocol.Row, ...]) -> Iterator[dict[str, Any]]:
    for event in events(ask):
        if isinstance(event, court.ProtocolWaived) and _still(event, rows):
            by = proceedings.staff(ask, event.recorded_by.lower())
            yield {
                "paragraph": event.paragraph,
                "tenant": name_of(ask, event.tenant) if event.tenant else None,
                "reason": event.reason,
                "by": by["name"] or event.recorded_by,
                "on": event.happened_on,
            }


def _still(event: court.ProtocolWaived, rows: tuple[protocol.Row, ...]) -> bool:
    """Whether the waiver is still needed: what was done since needs none."""
    return any(
        r.status == "waived" and r.paragraph == event.paragraph and event.tenant in (None, r.tenant) for r in rows
    )


def why_not(ask: Ask, rows: tuple[protocol.Row, ...]) -> str:
    """Why the answer is no: each paragraph with its tenants, or where that is too long each paragraph alone."""
    parts = []
    for status, said in (
        ("open", "Not done when this was prepared: paragraph "),
        ("waived", "Not needed, with reasons: "),
    ):
        found: dict[str, list[str]] = {}
        for row in rows:
            if row.status == status and (row.mandatory or status == "waived"):
                found.setdefault(row.paragraph, []).extend([name_of(ask, row.tenant)] if row.tenant else [])
        if found:
            parts.append((said, found))
    whole = " ".join(f"{said}{', '.join(_named(p, who) for p, who in found.items())}." for said, found in parts)
    if characters(whole) <= LIMIT:
        return whole
    return " ".join(f"{said}{', '.join(found)}." for said, found in parts)


def _named(paragraph: str, who: list[str]) -> str:
    return f"{paragraph} ({', '.join(who)})" if who else paragraph


def _against(ask: Ask, rows: tuple[protocol.Row, ...], explanation: str | None) -> Iterator[Refusal]:
    for row in rows:
        who = f" for {row.tenant}" if row.tenant else ""
        if row.status in ("met", "attempted") and not any(True for _ in _done(ask, row)):
            said = f"Paragraph {row.paragraph}{who} is called done, and no event in the record shows it."
            yield Refusal(code="R25", details=said)
        if row.status == "waived" and not any(
            isinstance(e, court.ProtocolWaived) and e.paragraph == row.paragraph and e.tenant in (None, row.tenant)
            for e in events(ask)
        ):
            said = f"Paragraph {row.paragraph}{who} is waived, and the record has no reason for it."
            yield Refusal(code="R25", details=said)
    if explanation and characters(explanation) > LIMIT:
        said = (
            f"The explanation for the court has {characters(explanation)} characters; its service takes {LIMIT}. "
            f"What is over: {over(explanation, LIMIT)!r}."
        )
        yield Refusal(code="R19", details=said)
