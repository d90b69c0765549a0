"""The claim and its hearing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from cases.events import Event, court
from cases.rules.approvals import approval_objections
from cases.rules.gates import before_claim, claim_gate, standing_notice
from cases.ruling import Follows, applies, ask, because, cited, everyone, impossible, judges
from cases.state import Claim, Hearing, State
from cases.steps import Objection
from law.dates import in_words, london_day


def running(state: State) -> bool:
    """True while an issued claim has not ended."""
    return bool(state.claim and state.claim.issued_on and not state.claim.ended_on)


@judges(court.ClaimSubmitted)
def _may_submit(state: State, event: court.ClaimSubmitted) -> Iterator[Objection]:
    yield from claim_gate(state, event.happened_on, event)
    yield from approval_objections(state, "claim", event)


@applies(court.ClaimSubmitted)
def _submit(f: Follows, event: court.ClaimSubmitted) -> None:
    held = f.state.balance
    f.change(
        claim=Claim(
            submitted_on=event.happened_on,
            channel=event.channel,
            court=event.court,
            money_claimed=event.money_claimed,
            arrears=held.arrears if held else None,
        ),
        hearing=None,
        order=None,
    )
    f.ask("fee", step="claim", paid_on=event.happened_on)
    for paper in ("E-18", "E-21", "E-22"):
        f.write(paper, arrears=held.arrears if held else None, submitted_on=event.happened_on)


@judges(court.ClaimIssued)
def _issued(state: State, event: court.ClaimIssued) -> Iterator[Objection]:
    claim = state.claim
    if claim and claim.issued_on and not claim.ended_on:
        yield impossible("claim.issued", f"The claim was issued on {in_words(claim.issued_on)} already")
        return
    if state.former:
        yield impossible("claim.former", "The tenancy has ended, so possession cannot be claimed")
        return
    for objection in standing_notice(state, event.happened_on):
        yield objection.model_copy(
            update={
                "no_longer": objection.no_longer or "The claim stands on a notice that does not carry it.",
                "cured_by": ("claim_withdrawn",),
                "cure": f"Tell the legal team before the hearing. {objection.cure}".strip(),
            }
        )
    if claim is None or not claim.submitted_on or claim.ended_on:  # nobody recorded that it was sent: it is judged now
        yield from approval_objections(state, "claim", event)
        for objection in before_claim(state, event.happened_on):
            yield objection.model_copy(update={"cured_by": ("claim_withdrawn",)})


@applies(court.ClaimIssued)
def _issue(f: Follows, event: court.ClaimIssued) -> None:
    held = f.state.claim
    base = held if held and not held.ended_on else Claim(submitted_on=event.happened_on)
    fee = f.ask("fee", step="claim", paid_on=event.happened_on)
    f.change(
        claim=base.model_copy(
            update={
                "issued_on": event.happened_on,
                "number": event.claim_number,
                "court": event.court or base.court,
                "fee": event.fee if event.fee is not None else (fee["amount"] if fee else None),
                "arrears": base.arrears
                if base.arrears is not None
                else (f.state.balance.arrears if f.state.balance else None),
            }
        )
    )
    f.ask("claim.hearing_window", issued_on=event.happened_on, channel=base.channel)
    council = f.state.the_tenancy.landlord_kind == "local_authority"
    told = f.ask_quietly("council.notice", raised_on=event.happened_on, landlord="council" if council else "provider")
    if told and told["needed"]:  # it has to be there before anybody can say that it was sent
        f.write("council_notice", raised_on=event.happened_on)


@judges(court.ClaimWithdrawn, court.DefenceReceived, court.HearingListed, court.RestoreRequested)
def _needs_claim(state: State, event: court.ClaimWithdrawn) -> Iterator[Objection]:
    if not running(state):
        yield impossible("claim.not_issued", "No claim has been issued on this case, or it has ended")


@applies(court.ClaimWithdrawn)
def _withdraw(f: Follows, event: court.ClaimWithdrawn) -> None:
    end_claim(f, event.happened_on, "withdrawn")


def end_claim(f: Follows, day: object, how: str) -> None:
    """The claim is over: the case falls back to its notice, while that lives."""
    if f.state.claim:
        f.change(
            claim=f.state.claim.model_copy(update={"ended_on": day, "ended_how": how}),
            hearing=None,
            approvals={k: v for k, v in f.state.approvals.items() if k not in ("claim", "warrant", "eviction")},
        )


@applies(court.DefenceReceived)
def _defence(f: Follows, event: court.DefenceReceived) -> None:
    claim = f.state.claim
    if claim:
        f.change(
            claim=claim.model_copy(
                update={
                    "defences": {**claim.defences, event.tenant: event.happened_on},
                    "counterclaim": claim.counterclaim or event.counterclaim,
                }
            )
        )


def listed(f: Follows, hearing_at: datetime, where: str, purpose: str) -> Hearing:
    """A hearing with the days that hang on it; days the law room does not hold stay unknown."""
    on = london_day(hearing_at)
    deadlines = f.ask(
        "claim.hearing_deadlines", hearing_on=on, channel=f.state.claim.channel if f.state.claim else None
    )
    statement = f.ask("protocol.pre_hearing", hearing_on=on)
    day = f.ask_quietly("calendar.is_business_day", day=on)
    if day and day["business"] and not day.get("open", True):  # a maybe is said, and makes nothing irregular
        f.because.append(
            because(day).model_copy(
                update={"says": f"Check the hearing of {in_words(on)} with the court: {day['why']}."}
            )
        )
    return Hearing(
        at=hearing_at,
        on=on,
        court=where or (f.state.claim.court if f.state.claim else ""),
        purpose=purpose,
        listed_on=f.event.happened_on,
        serve_claim_by=deadlines.get("serve_claim_by") if deadlines and purpose == "possession" else None,
        evidence_by=deadlines.get("evidence_by") if deadlines else None,
        statement_by=statement.get("safe_by") if statement else None,
    )


def _tell(f: Follows) -> None:
    hearing = f.state.hearing
    if hearing:
        f.write("E-25", *f.state.the_tenancy.tenants, hearing_at=hearing.at.isoformat(), court=hearing.court)
        f.write("E-27", hearing_on=hearing.on, arrears=f.state.balance.arrears if f.state.balance else None)


@judges(court.HearingListed, court.HearingRelisted)
def _when(state: State, event: court.HearingListed) -> Iterator[Objection]:
    if event.hearing_at is not None and london_day(event.hearing_at) < event.happened_on:
        yield impossible("hearing.past", "The hearing is before the day on which the court listed it")
        return
    if event.hearing_at is None:
        return
    on, claim, held = london_day(event.hearing_at), state.claim, state.hearing
    # moved to another day, a hearing keeps its purpose
    purpose = event.purpose if isinstance(event, court.HearingListed) else held.purpose if held else "possession"
    # the Online Procedure Rules have intervals of their own, which are not held
    if purpose == "possession" and claim and claim.channel != "online_service":
        window = ask(state, event, "claim.hearing_window", issued_on=claim.issued_on, channel=claim.channel)
        if window and on < window["earliest"]:
            yield Objection(
                rule="hearing.too_soon",
                says=f"The hearing is on {in_words(on)}; the claim was issued on {in_words(claim.issued_on or on)}, and "
                f"the first hearing is to be on {in_words(window['earliest'])} or later",
                no_longer="The tenants may ask for the hearing to be put off.",
                cure="Check with the court that the day is right and whether it shortened the time; record "
                "hearing_relisted or correct the day, or have it accepted with what the court said.",
                cured_by=("hearing_relisted", "hearing_vacated"),
                **cited(window),
            )
    yield from closed_day(state, on, event)


@judges(court.CourtPapersServed)
def _served_late(state: State, event: court.CourtPapersServed) -> Iterator[Objection]:
    if not running(state):
        yield impossible("claim.not_issued", "No claim has been issued on this case, or it has ended")
        return
    last = state.hearing.serve_claim_by if state.hearing and not state.hearing.heard else None
    served = ask(state, event, "cpr.claim_form_deemed_service", posted_on=event.happened_on)
    if "claim_form" in (event.papers or ()) and last and served and served["deemed_on"] > last:
        yield Objection(
            rule="claim.served_late",
            says=f"The claim form is deemed served on {in_words(served['deemed_on'])}; for the hearing it had to be by "
            f"{in_words(last)}",
            no_longer="The hearing may be put off.",
            cure="Tell the legal team, and ask the court to shorten the time or to move the hearing.",
            cured_by=("hearing_relisted", "hearing_vacated"),
            **cited(served),
        )


@applies(court.CourtPapersServed)
def _certify(f: Follows, event: court.CourtPapersServed) -> None:
    tenants = everyone(f.state, event.tenants)
    for paper in ("claim_form", "witness_statement"):
        if paper in event.papers:
            f.evidence(f"{paper}_served", *tenants)
    f.write("E-15", *tenants)


def closed_day(state: State, on: date, event: Event) -> Iterator[Objection]:
    """A hearing on a day that is no working day of the court; nothing beyond the calendar that is held."""
    day = ask(state, event, "calendar.is_business_day", day=on)
    if day is None or day["business"]:
        return
    yield Objection(
        rule="hearing.closed_day",
        says=f"The hearing is on {in_words(on)}, which is no working day of the court ({day['why']})",
        cure="Check with the court that it sits on that day; record hearing_relisted or correct the day, or have it "
        "accepted with what the court said.",
        cured_by=("hearing_relisted", "hearing_vacated"),
        **cited(day),
    )


@applies(court.HearingListed)
def _list(f: Follows, event: court.HearingListed) -> None:
    f.change(hearing=listed(f, event.hearing_at, event.court or "", event.purpose))
    _tell(f)


@judges(court.HearingRelisted, court.HearingVacated, court.HearingOutcomeRecorded)
def _needs_hearing(state: State, event: court.HearingVacated) -> Iterator[Objection]:
    if not running(state):
        yield impossible("claim.not_issued", "No claim has been issued on this case, or it has ended")
    elif state.hearing is None or state.hearing.heard:
        yield impossible("hearing.none", "No hearing is listed on this case")


@applies(court.HearingRelisted)
def _relist(f: Follows, event: court.HearingRelisted) -> None:
    held = f.state.hearing
    purpose = held.purpose if held else "possession"
    f.change(hearing=listed(f, event.hearing_at, event.court or (held.court if held else ""), purpose))
    _tell(f)


@applies(court.HearingVacated)
def _vacate(f: Follows, event: court.HearingVacated) -> None:
    f.change(hearing=None)
