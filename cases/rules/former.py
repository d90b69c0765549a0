"""The end of the tenancy and the debt that is left: letter of claim, write-off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cases.events import enforcement
from cases.rules.account import account_objections
from cases.ruling import WITHOUT_AUTHORITY, Follows, applies, ask, cited, impossible, judges
from cases.state import Former, State
from cases.steps import Objection
from law.dates import in_words


@judges(enforcement.TenancyEnded)
def _may_end(state: State, event: enforcement.TenancyEnded) -> Iterator[Objection]:
    if state.former:
        yield impossible("tenancy.ended", f"The tenancy ended on {in_words(state.former.ended_on)} already")


@applies(enforcement.TenancyEnded)
def _end(f: Follows, event: enforcement.TenancyEnded) -> None:
    booked = f.state.eviction
    if booked and not booked.cancelled_on and not booked.carried_out_on:
        f.change(
            eviction=booked.model_copy(update={"cancelled_on": event.happened_on, "cancelled_why": "tenancy_ended"})
        )
    become_former(f, event.happened_on, event.how, event.oldest_debit_on)


def become_former(f: Follows, day: date, how: str, oldest: date | None) -> None:
    """The road to possession closes; the debt stays, with the last day on which it can be claimed."""
    limit = f.ask("former_tenant.limitation", due_on=oldest or day)
    f.change(
        hearing=None,
        former=Former(
            ended_on=day,
            how=how,
            debt=f.state.balance.arrears if f.state.balance else 0,
            oldest_on=oldest or day,
            limitation_last_day=limit["last_day"] if limit else None,
        ),
    )


@judges(enforcement.FormerTenantLetterSent, enforcement.WriteOffRequested, enforcement.WriteOffDecided)
def _needs_former(state: State, event: enforcement.FormerTenantLetterSent) -> Iterator[Objection]:
    if state.former is None:
        yield impossible("former.none", "The tenancy has not ended, so there is no former-tenant debt")


@judges(enforcement.FormerTenantLetterSent)
def _may_write(state: State, event: enforcement.FormerTenantLetterSent) -> Iterator[Objection]:
    former = state.former
    if former is None:
        return
    yield from account_objections(state, event.happened_on)
    if former.limitation_last_day and event.happened_on > former.limitation_last_day:
        answer = ask(state, event, "former_tenant.limitation", due_on=former.oldest_on)
        yield Objection(
            rule="former.barred",
            says=f"The oldest part of the debt could be claimed until {in_words(former.limitation_last_day)} only",
            cure="Have the barred part written off, or record it apart, before writing.",
            **cited(answer),
        )


@applies(enforcement.FormerTenantLetterSent)
def _letter(f: Follows, event: enforcement.FormerTenantLetterSent) -> None:
    former = f.state.former
    if former is None:
        return
    answer = f.ask("debt_protocol.letter", dated_on=event.happened_on)
    f.change(
        former=former.model_copy(
            update={
                "letter_on": event.happened_on,
                "reply_by": answer["reply_by"] if answer else None,
                "claim_from": answer["claim_from"] if answer else None,
            }
        )
    )
    f.write(
        "E-38",
        *(event.tenants or f.state.the_tenancy.tenants),
        debt=f.state.balance.arrears if f.state.balance else former.debt,
        reply_by=answer["reply_by"] if answer else None,
    )


@judges(enforcement.WriteOffRequested)
def _within_the_debt(state: State, event: enforcement.WriteOffRequested) -> Iterator[Objection]:
    yield from _more_than_owed(state, event.amount)


def _more_than_owed(state: State, amount: int | None) -> Iterator[Objection]:
    former = state.former
    if former and amount and amount > former.debt:
        yield Objection(
            rule="write_off.more_than_owed",
            kind="policy",
            says=f"£{amount / 100:,.2f} is more than the debt, which is £{max(former.debt, 0) / 100:,.2f}",
            cure="Ask for what is owed, or for a part of it.",
        )


@applies(enforcement.WriteOffRequested)
def _ask_write_off(f: Follows, event: enforcement.WriteOffRequested) -> None:
    if f.state.former:
        f.change(
            former=f.state.former.model_copy(
                update={
                    "write_off": event.amount,
                    "write_off_by": event.recorded_by,
                    "write_off_on": event.happened_on,
                    "written_off": None,
                }
            )
        )
        f.write("E-39", asked=event.amount)


@judges(enforcement.WriteOffDecided)
def _four_eyes(state: State, event: enforcement.WriteOffDecided) -> Iterator[Objection]:
    former = state.former
    if former is None:
        return
    if former.write_off is None:
        yield impossible("write_off.none", "Nobody has asked for a write-off on this case")
    elif former.written_off is not None:
        yield impossible("write_off.decided", "That write-off is decided already, and nobody has asked for another")
    elif former.write_off_by == event.recorded_by and event.source != "import":
        yield Objection(
            rule="approval.four_eyes",
            kind="policy",
            says=f"{event.recorded_by} asked for this write-off and so cannot decide it",
            cure="Let someone else decide it.",
        )
    if event.approved:
        yield from _more_than_owed(state, former.write_off)
        yield from _over_the_limit(event, former.write_off or 0)
    if event.approver_role in WITHOUT_AUTHORITY:
        yield Objection(
            rule="approval.role",
            kind="policy",
            says="A write-off is decided by a team leader, the legal team or a manager",
        )


def _over_the_limit(event: enforcement.WriteOffDecided, asked: int) -> Iterator[Objection]:
    if event.approver_limit is not None and asked > event.approver_limit:
        role = (event.approver_role or "somebody of that role").replace("_", " ")
        yield Objection(
            rule="write_off.limit",
            kind="policy",
            says=f"£{asked / 100:,.2f} is asked to be written off, and a {role} may give up £{event.approver_limit / 100:,.2f} "
            "at most by the landlord's settings",
            cure="Let somebody decide it whose limit is higher.",
        )


@applies(enforcement.WriteOffDecided)
def _write_off(f: Follows, event: enforcement.WriteOffDecided) -> None:
    if f.state.former:
        f.change(former=f.state.former.model_copy(update={"written_off": event.approved}))
