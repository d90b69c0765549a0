"""Contact, statements, referrals, direct payment, vulnerability: the evidence of the pre-action protocol."""

from __future__ import annotations

from collections.abc import Iterator

from cases.events import court, early
from cases.rules.holds import MORATORIA
from cases.ruling import WITHOUT_AUTHORITY, Follows, applies, everyone, forbidding, judges
from cases.state import State
from cases.steps import Objection


def _reached(f: Follows, *tenants: str) -> None:
    f.evidence("contact", *tenants)
    if f.state.notice and f.state.notice.services and not f.state.notice.withdrawn_on:
        f.evidence("post_notice_contact", *tenants)


@applies(early.ContactAttempted)
def _attempted(f: Follows, event: early.ContactAttempted) -> None:
    _reached(f, event.tenant)


@judges(early.ContactMade)
def _asked_for_the_debt(state: State, event: early.ContactMade) -> Iterator[Objection]:
    """To talk about paying the debt is to ask for it; help, the cause and rent that falls due now are free."""
    if not event.affordable_offer and "repayment" not in (event.topics or ()):
        return
    for hold, objection in forbidding(state, "demand", event.happened_on, event):
        theirs = " If the tenant asked for this talk, which is allowed (reg 11), have it accepted with that reason."
        cure = objection.cure + (theirs if hold.kind in MORATORIA else "")
        yield objection.model_copy(update={"cure": f"Do not ask for the debt again while it lasts. {cure}"})


@applies(early.ContactMade)
def _made(f: Follows, event: early.ContactMade) -> None:
    _reached(f, event.tenant)
    if event.affordable_offer or "repayment" in event.topics:
        f.evidence("affordable_offer", event.tenant)
    if event.benefit_help or "benefits" in event.topics:
        f.evidence("benefit_help", event.tenant)
    if event.debt_advice:
        f.evidence("debt_advice", event.tenant)
    if event.direct_payment_considered:
        f.evidence("direct_payment", event.tenant)
    if event.other_dispute_resolution:
        f.evidence("adr", "*")


@applies(early.ArrearsLetterSent)
def _letter(f: Follows, event: early.ArrearsLetterSent) -> None:
    tenants = everyone(f.state, event.tenants)
    _reached(f, *tenants)
    # the letter itself offers help with benefits and says where free debt advice is
    f.evidence("benefit_help", *tenants)
    f.evidence("debt_advice", *tenants)
    f.write("E-01", *tenants, sent_on=event.happened_on, arrears=f.state.balance.arrears if f.state.balance else None)


@applies(early.StatementSent)
def _statement(f: Follows, event: early.StatementSent) -> None:
    tenants = everyone(f.state, event.tenants)
    f.evidence("statement_13_weeks", *tenants)
    f.ask("england.protocol.statement", last_sent_on=event.happened_on)
    f.write("E-04", *tenants, sent_on=event.happened_on)


@applies(early.ReferralMade)
def _referral(f: Follows, event: early.ReferralMade) -> None:
    key = {"debt_advice": "debt_advice", "benefits": "benefit_help"}.get(event.to)
    if key:
        f.evidence(key, event.tenant)


@applies(early.DirectPaymentRequested)
def _direct(f: Follows, event: early.DirectPaymentRequested) -> None:
    f.evidence("direct_payment", event.tenant)


@applies(early.DirectPaymentDecided)
def _decided(f: Follows, event: early.DirectPaymentDecided) -> None:
    f.evidence("direct_payment", event.tenant)


@applies(early.VulnerabilityAssessed)
def _assessed(f: Follows, event: early.VulnerabilityAssessed) -> None:
    others = tuple(t for t in f.state.vulnerable if t not in (event.tenant, "*"))
    f.change(vulnerable=(*others, event.tenant) if event.vulnerable else others)
    if event.equality_considered:
        f.evidence("equality", event.tenant)


@applies(court.ProtocolLetterSent)
def _protocol(f: Follows, event: court.ProtocolLetterSent) -> None:
    tenants = everyone(f.state, event.tenants)
    _reached(f, *tenants)
    f.evidence("protocol_copy", *tenants)
    if event.reply_by:
        f.change(reply_by=max(event.reply_by, f.state.reply_by or event.reply_by))
    mandatory = f.state.the_tenancy.track == "mandatory"
    if mandatory:
        f.evidence("part3_letter", *tenants)
    f.write("E-17" if mandatory else "E-16", *tenants, sent_on=event.happened_on, reply_by=event.reply_by)


@judges(court.ProtocolLetterSent)
def _after_notice(state: State, event: court.ProtocolLetterSent) -> Iterator[Objection]:
    if state.notice is None or not state.notice.services:
        yield Objection(
            rule="protocol.before_notice",
            kind="law",
            says="The protocol letter comes after the notice, and no notice has been served",
            cite="Pre-Action Protocol for Possession Claims by Social Landlords, paragraph 2.8",
        )
    elif state.notice.void or state.notice.withdrawn_on:
        why = state.notice.void or "it was withdrawn"
        yield Objection(
            rule="protocol.notice_void",
            says=f"The protocol letter is about the notice, and that notice has no effect ({why})",
            cite="Pre-Action Protocol for Possession Claims by Social Landlords, paragraph 2.8",
            no_longer="The letter does not count towards a claim.",
            cure="Serve a new notice, and send the letter after it.",
            cured_by=("notice_served",),
        )
    if event.reply_by and event.reply_by <= event.happened_on:
        yield Objection(
            rule="protocol.reply_by", kind="policy", says="The day to reply by must be after the letter's own"
        )


@applies(court.ReplyConsidered)
def _considered(f: Follows, event: court.ReplyConsidered) -> None:
    f.evidence("part3_reply_considered", event.tenant)


@applies(court.ProtocolWaived)
def _waived(f: Follows, event: court.ProtocolWaived) -> None:
    key = f"{event.paragraph}:{event.tenant}" if event.tenant else event.paragraph
    f.change(waived=tuple(sorted({*f.state.waived, key})))


@judges(court.ProtocolWaived)
def _may_waive(state: State, event: court.ProtocolWaived) -> Iterator[Objection]:
    if event.approver_role in WITHOUT_AUTHORITY:
        yield Objection(
            rule="authority.waive",
            kind="policy",
            says="A paragraph of the protocol can be waived only by a team leader, the legal team or a manager",
        )
