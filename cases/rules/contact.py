"""Contact, statements, referrals, direct payment, vulnerability: the evidence of the pre-action protocol."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cases.events import court, early
from cases.protocol import given_on
from cases.rules.holds import MORATORIA
from cases.ruling import WITHOUT_AUTHORITY, Follows, applies, ask, everyone, forbidding, judges, nation_of
from cases.state import State
from cases.steps import Because, Objection
from law.dates import DAY, in_words


def _after_notice(f: Follows, key: str, *tenants: str) -> None:
    """Evidence of what follows a notice: only with a tenant on whom it counts as served by the event's day."""
    served = {t: given_on(f.state.notice, t) for t in tenants}
    f.evidence(key, *(t for t, on in served.items() if on and f.event.happened_on >= on))


@applies(early.ContactAttempted)
def _attempted(f: Follows, event: early.ContactAttempted) -> None:
    # a letter that came back reached nobody; it is no attempt to rely on either
    if event.channel != "letter":
        f.evidence("contact_attempt", event.tenant)
        _after_notice(f, "post_notice_attempt", event.tenant)
    elif event.outcome != "returned":
        f.evidence("contact_letter", event.tenant)


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
    f.evidence("contact", event.tenant)
    for key in ("post_notice_contact", "post_notice_attempt"):  # an attempt that was answered was one too
        _after_notice(f, key, event.tenant)
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


#: The arrears letters by their number: the paper, and which letter comes before it.
LETTERS = {"first": ("E-01", ""), "second": ("E-02", "first"), "third": ("E-03", "second")}


@judges(early.ArrearsLetterSent)
def _time_to_answer(state: State, event: early.ArrearsLetterSent) -> Iterator[Objection]:
    own = nation_of(state).paper("E-02") or ""  # Scotland's own letter gives none
    if event.letter == "second" and event.appointment_at is None and own.startswith("E-02"):
        yield Objection(
            rule="letter.appointment",
            kind="policy",
            says="The second letter gives each tenant an appointment, and none is named",
            cure="Say when it is (appointment_at) and where (appointment_place).",
            fields=("appointment_at",),
        )
    usual = ask(state, event, "policy.cure", sent_on=event.happened_on)
    if event.reply_by and usual and event.reply_by < usual["by"]:
        yield Objection(
            rule="letter.reply_by",
            kind="policy",
            says=f"The letter gives until {in_words(event.reply_by)}; our policy gives seven days from when it comes, to "
            f"{in_words(usual['by'])}",
            cure="Leave the day out, or give a later one.",
        )


@applies(early.ArrearsLetterSent)
def _letter(f: Follows, event: early.ArrearsLetterSent) -> None:
    tenants = everyone(f.state, event.tenants)
    paper, earlier = LETTERS[event.letter]
    if earlier:
        shown = f.state.evidence.get("contact_letter" if earlier == "first" else "second_letter", {})
        without = [t for t in tenants if t not in shown]
        if without:
            to = "" if len(without) == len(tenants) else f" to {' and '.join(without)}"
            says = f"No {earlier} arrears letter{to} is on the record before this {event.letter} one."
            f.because.append(Because(says=says))
        # it says that a notice may follow, and until when that can be stopped
        usual = f.ask_quietly("policy.cure", sent_on=event.happened_on)
        by = event.reply_by or (usual["by"] if usual else None)
        f.change(letter_by=max(by, f.state.letter_by or by) if by else f.state.letter_by)
    if event.letter == "second":
        f.evidence("second_letter", *tenants)
    f.evidence("contact_letter", *tenants)
    # the letter itself offers help with benefits and says where free debt advice is: neither needs an answer
    f.evidence("benefit_help", *tenants)
    f.evidence("debt_advice", *tenants)
    for also in nation_of(f.state).letter_shows:
        f.evidence(also, *tenants)
    f.write(paper, *tenants, sent_on=event.happened_on, arrears=f.state.balance.arrears if f.state.balance else None)


@applies(early.StatementSent)
def _statement(f: Follows, event: early.StatementSent) -> None:
    tenants = everyone(f.state, event.tenants)
    f.evidence("statement_13_weeks", *tenants)
    f.ask("protocol.statement", last_sent_on=event.happened_on)
    f.write("E-04", *tenants, sent_on=event.happened_on)


@applies(early.ReferralMade)
def _referral(f: Follows, event: early.ReferralMade) -> None:
    key = {"debt_advice": "debt_advice", "benefits": "benefit_help"}.get(event.to)
    if key:
        f.evidence(key, event.tenant)
    if event.to == "homelessness":
        f.write("E-40", event.tenant)


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
    track = f.state.track
    reply_by = event.reply_by
    if reply_by is None:
        answer = f.ask("policy.reply", sent_on=event.happened_on, track=track)
        reply_by = answer["by"] if answer else None
    if reply_by:
        f.change(reply_by=max(reply_by, f.state.reply_by or reply_by))
    f.evidence("contact_letter", *tenants)
    for key in ("part3_letter",) if track == "mandatory" else ("protocol_copy", "plan_invited"):
        _after_notice(f, key, *tenants)
    paper, others = ("E-17", event.adults) if track == "mandatory" else ("E-16", ())
    f.write(paper, *tenants, *others, sent_on=event.happened_on, reply_by=reply_by)


@judges(court.ProtocolLetterSent)
def _may_send(state: State, event: court.ProtocolLetterSent) -> Iterator[Objection]:
    notice = state.notice
    served = {t: given_on(notice, t) for t in everyone(state, event.tenants)}
    unserved = [t for t, on in served.items() if on is None]
    early_for = {t: on for t, on in served.items() if on and event.happened_on < on}
    if notice and notice.services and (notice.void or notice.withdrawn_on):
        why = notice.void or "it was withdrawn"
        yield Objection(
            rule="protocol.notice_void",
            says=f"The protocol letter is about the notice, and that notice has no effect ({why})",
            cite=nation_of(state).cites.get("protocol.letter", ""),
            no_longer="The letter does not count towards a claim.",
            cure="Serve a new notice, and send the letter after it.",
            cured_by=("notice_served",),
        )
    elif unserved:
        on_whom = "" if len(unserved) == len(state.the_tenancy.tenants) else f" on {' and '.join(unserved)}"
        yield Objection(
            rule="protocol.before_notice",
            kind="law",
            says=f"The protocol letter comes after the notice, and no notice that stands has been served{on_whom}",
            cite=nation_of(state).cites.get("protocol.letter", ""),
            cure="Send the letter once the notice is served.",
        )
    elif early_for:
        last = max(early_for.values())
        yield Objection(
            rule="protocol.before_notice",
            kind="law",
            says=f"The protocol letter comes after the notice, which counts as given to {' and '.join(early_for)} "
            f"only on {in_words(last)}",
            cite=nation_of(state).cites.get("protocol.letter", ""),
            first_day=last,
            cure="Send the letter on or after that day.",
        )
    if event.reply_by and event.reply_by <= event.happened_on:
        yield Objection(
            rule="protocol.reply_by", kind="policy", says="The day to reply by must be after the letter's own"
        )
    asked = _asked_in_notice(state, event, [on for on in served.values() if on])
    if event.reply_by and asked and event.reply_by < asked:
        yield Objection(
            rule="protocol.reply_before_notice",
            kind="policy",
            says=f"The notice asked the tenants to tell us about themselves by {in_words(asked)}; the letter may give "
            "that day or a later one, not an earlier one",
            cure="Leave the day out, or give a later one.",
        )


def _asked_in_notice(state: State, event: court.ProtocolLetterSent, served: list[date]) -> date | None:
    """The day by which the notice of an introductory tenancy asks about personal circumstances."""
    if state.track != "mandatory" or not served:
        return None
    answer = ask(state, event, "policy.reply", sent_on=max(served), track="mandatory")
    return answer["by"] if answer else None


@applies(court.ReplyConsidered)
def _considered(f: Follows, event: court.ReplyConsidered) -> None:
    if event.replied or not _still_to_answer(f.state, event):
        _after_notice(f, "part3_reply_considered", event.tenant)


def _still_to_answer(state: State, event: court.ReplyConsidered) -> bool:
    return state.reply_by is not None and event.happened_on <= state.reply_by


@judges(court.ReplyConsidered)
def _time_is_over(state: State, event: court.ReplyConsidered) -> Iterator[Objection]:
    if event.replied is False and state.reply_by and _still_to_answer(state, event):
        yield Objection(
            rule="protocol.reply_time",
            kind="policy",
            says=f"The tenants have until {in_words(state.reply_by)} to answer, so it can't be said yet that nobody did",
            cite=nation_of(state).cites.get("protocol.part3", ""),
            first_day=state.reply_by + DAY,
            cure="Record it again after that day, or as soon as a reply has come.",
            cured_by=("reply_considered",),
        )


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
