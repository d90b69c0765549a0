"""Opening, the balance, payments, reassignment, notes and the end of a case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cases.events import early, throughout
from cases.nations import NATIONS
from cases.ruling import Follows, applies, ask, cited, impossible, judges, landlord
from cases.state import Balance, State, Tenancy
from cases.steps import Because, Objection
from law.dates import in_words

#: Policy, from the import format: no legal paper leaves on a balance older than this many days.
STALE_AFTER_DAYS = 3


@judges(early.CaseOpened)
def _may_open(state: State, event: early.CaseOpened) -> Iterator[Objection]:
    if event.tenure is None or event.nation is None:
        return  # the step completes the event from the account and judges it again
    if event.nation not in NATIONS:
        yield impossible(
            "nation.not_run",
            f"Cases in {event.nation.replace('_', ' ').title()} are not run here: "
            "its notices, its stages and its papers are missing",
        )
        return
    facts: dict[str, object] = {"tenure": event.tenure, "social_housing": event.social_housing}
    facts["landlord"] = landlord(event.landlord_kind)
    if event.lease_years is not None:
        facts["lease_years"] = event.lease_years
    route = ask(event.nation, event, "tenure.route", **facts)
    if route is None or route.refused:
        says = route.because if route else f"No rule is held here for the tenure {event.tenure!r}"
        yield impossible("tenure.not_run", says, **cited(route))
    if not event.tenants:
        yield impossible("account.no_tenant", "The account has no tenant: a case needs at least one named tenant")
    if event.rent_pence is not None and event.rent_pence <= 0:
        yield impossible("account.no_rent", "The account has no rent: a case needs the rent of a period")
    if (event.arrears_pence or 0) <= 0 and event.source != "import":
        yield Objection(rule="account.no_arrears", kind="policy", says="The account owes no rent, so there is no case")


@applies(early.CaseOpened)
def _open(f: Follows, event: early.CaseOpened) -> None:
    if event.tenure is None or event.nation is None or event.rent_pence is None:
        return
    route = f.ask("tenure.route", tenure=event.tenure, social_housing=event.social_housing)
    trial = f.ask("introductory.extension", started_on=event.started_on) if event.tenure == "introductory" else None
    f.change(
        account_ref=event.account_ref or "",
        opened_on=event.happened_on,
        owner=event.owner or event.recorded_by,
        team=event.team or "",
        patch=event.patch or "",
        vulnerable=("*",) if event.vulnerable else (),
        tenancy=Tenancy(
            nation=event.nation,
            tenure=event.tenure,
            social_housing=event.social_housing,
            landlord_kind=event.landlord_kind or "prp",
            tenants=event.tenants,
            occupiers=event.occupiers,
            rent=event.rent_pence,
            rent_period=event.rent_period or "weekly",
            period_starts=event.period_starts or "monday",
            started_on=event.started_on,
            track=str(route.get("track") or "arrears") if route else "arrears",
            trial_ends=trial["trial_ends"] if trial else None,
        ),
    )
    if event.arrears_pence is not None:
        f.change(balance=Balance(arrears=event.arrears_pence, as_at=event.arrears_as_at or event.happened_on))


@applies(early.BalanceRefreshed)
def _refresh(f: Follows, event: early.BalanceRefreshed) -> None:
    as_at = event.as_at or event.happened_on
    held = f.state.balance
    if held is None or held.as_at <= as_at:
        f.change(balance=Balance(arrears=event.arrears, as_at=as_at, expected_benefit=event.expected_benefit))
        _debt_follows(f)
    if event.missed_due_on or event.why == "typed":  # what a person typed settles what the review had seen
        f.change(missed_due_on=event.missed_due_on)
    hearing = f.state.hearing
    if hearing and not hearing.heard and (hearing.on - event.happened_on).days in range(STALE_AFTER_DAYS + 1):
        f.write("E-27", hearing_on=hearing.on, arrears=event.arrears)


@judges(early.BalanceRefreshed)
def _balance_day(state: State, event: early.BalanceRefreshed) -> Iterator[Objection]:
    if event.as_at and event.as_at > event.happened_on:
        yield impossible(
            "balance.future",
            f"The balance is as at {in_words(event.as_at)}, which is after the day it was recorded for",
        )


@applies(early.PaymentPosted)
def _pay(f: Follows, event: early.PaymentPosted) -> None:
    held = f.state.balance
    if held and event.happened_on > held.as_at:
        f.change(balance=held.model_copy(update={"arrears": held.arrears - event.amount}))
        _debt_follows(f)


def _debt_follows(f: Follows) -> None:
    """The debt of a tenancy that has ended is what the account says of it, until it is written off."""
    former, held = f.state.former, f.state.balance
    if former is None or held is None or former.written_off or former.debt == held.arrears:
        return
    f.change(former=former.model_copy(update={"debt": held.arrears}))
    f.because.append(
        Because(
            says=f"The tenancy ended on {in_words(former.ended_on)} and its debt follows the account until it is written "
            f"off: it was £{former.debt / 100:,.2f} and is £{held.arrears / 100:,.2f}",
            cite="Our policy",
        )
    )


@applies(throughout.CaseReassigned)
def _reassign(f: Follows, event: throughout.CaseReassigned) -> None:
    f.change(owner=event.owner, team=event.team or f.state.team)


@applies(
    throughout.NoteAdded,
    throughout.AddressTraced,
    throughout.DateReached,
    throughout.Corrected,
    early.DocumentsChecked,
)
def _nothing(f: Follows, event: throughout.NoteAdded) -> None:
    """Kept in the ledger; no date and no right depends on it."""


@judges(throughout.CaseClosed)
def _may_close(state: State, event: throughout.CaseClosed) -> Iterator[Objection]:
    owed = state.balance.arrears if state.balance else 0
    if event.reason in ("arrears_cleared", "debt_paid") and owed > 0:
        yield Objection(
            rule="close.owed",
            kind="account",
            says=f"The account still owes £{owed / 100:,.2f}, so the case cannot be closed as paid",
            cure="Record the newest balance first, or close the case for another reason.",
        )
    if event.reason == "debt_paid" and state.former is None:
        yield Objection(
            rule="close.not_former", kind="policy", says="The tenancy has not ended, so this is no former debt"
        )
    if event.reason == "written_off" and not (state.former and state.former.written_off):
        yield Objection(rule="close.no_write_off", kind="policy", says="No write-off has been approved on this case")
    if event.reason == "other" and not event.note:
        yield Objection(
            rule="close.reason", kind="policy", says="Closing for another reason needs a note that says why"
        )
    if state.eviction and not state.eviction.cancelled_on and not state.eviction.carried_out_on:
        yield Objection(
            rule="close.eviction",
            kind="policy",
            says=f"An eviction is booked for {in_words(state.eviction.on)}: cancel it before the case is closed",
        )


@applies(throughout.CaseClosed)
def _close(f: Follows, event: throughout.CaseClosed) -> None:
    f.change(closed_on=event.happened_on, closed_why=event.reason)


@judges(throughout.IrregularityAccepted)
def _may_accept(state: State, event: throughout.IrregularityAccepted) -> Iterator[Objection]:
    found = [i for i in state.irregular if i.key == event.irregularity]
    if not found:
        keys = ", ".join(i.key for i in state.irregular if i.status == "open") or "none"
        yield impossible(
            "irregular.unknown", f"There is no irregularity {event.irregularity!r} on this case; open ones: {keys}"
        )
    elif found[0].status != "open":
        yield impossible("irregular.settled", f"The irregularity {event.irregularity} is {found[0].status} already")


@applies(throughout.IrregularityAccepted)
def _accept(f: Follows, event: throughout.IrregularityAccepted) -> None:
    f.change(
        irregular=tuple(
            i.model_copy(update={"status": "accepted"}) if i.key == event.irregularity and i.status == "open" else i
            for i in f.state.irregular
        )
    )


def account_objections(state: State, day: date) -> Iterator[Objection]:
    """Before a legal act: the balance must be known, fresh and not in dispute, and something must be owed."""
    held = state.balance
    if held is None:
        yield Objection(rule="balance.unknown", kind="account", says="The rent arrears of this account are not known")
        return
    age = (day - held.as_at).days
    if age > STALE_AFTER_DAYS:
        yield Objection(
            rule="balance.stale",
            kind="account",
            says=f"The balance is as at {in_words(held.as_at)}, {age} days before this step; "
            f"a legal step needs one not older than {STALE_AFTER_DAYS} days",
            cure="Load the newest accounts, or record balance_refreshed, and try again.",
        )
    if held.arrears <= 0:
        yield Objection(rule="balance.nothing_owed", kind="account", says="The account owes no rent")
