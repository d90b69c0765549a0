"""Agreements with the tenant: made, varied, broken by proof, completed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cases.events import early
from cases.instalments import awaited, missed, nothing_missed
from cases.ruling import Follows, applies, ask, everyone, impossible, judges, nation_of
from cases.state import Agreement, RentFrom, State
from cases.steps import Objection
from law.dates import DAY


@judges(early.AgreementMade)
def _may_make(state: State, event: early.AgreementMade) -> Iterator[Objection]:
    if state.agreement and state.agreement.status == "live":
        yield Objection(
            rule="agreement.live", kind="policy", says="An agreement is in force already: vary that one instead"
        )
    if event.first_payment_on is not None and event.first_payment_on < event.happened_on:
        yield impossible("agreement.first_payment", "The first payment cannot be due before the agreement is made")


@judges(early.AgreementVaried, early.AgreementBroken, early.AgreementCompleted)
def _needs_one(state: State, event: early.AgreementVaried) -> Iterator[Objection]:
    if state.agreement is None:
        yield impossible("agreement.none", "There is no agreement on this case")
    elif state.agreement.status == "completed":
        yield impossible("agreement.completed", "The agreement was completed already")
    elif state.agreement.status == "broken" and isinstance(event, early.AgreementBroken):
        yield impossible("agreement.broken", "The agreement is recorded as broken already")


@judges(early.AgreementBroken)
def _shown(state: State, event: early.AgreementBroken) -> Iterator[Objection]:
    if event.known_on and not event.missed and not missed(event.proof):
        waits = awaited(event.proof)
        yield Objection(
            rule="agreement.kept",
            kind="law",
            says="The account shows no missed instalment of the agreement up to this day" + nothing_missed(event.proof),
            first_day=waits + DAY if waits else None,
            cite=nation_of(state).cites.get("protocol.agreement", ""),
            no_longer="The agreement still stands and a claim stays blocked while it is kept.",
            cure="Check the payments, then record agreement_broken again once an instalment is missed.",
            cured_by=("agreement_broken", "agreement_completed", "agreement_varied"),
        )


def _agreement(f: Follows, event: early.AgreementMade | early.AgreementVaried) -> Agreement:
    return Agreement(
        made_on=event.happened_on,
        amount=event.amount,
        every=event.every,
        first_payment_on=event.first_payment_on,
        rent=f.state.the_tenancy.rent_on(event.first_payment_on) if event.with_rent else 0,
        since=event.happened_on,
    )


@judges(early.AgreementOffered)
def _may_offer(state: State, event: early.AgreementOffered) -> Iterator[Objection]:
    if event.first_payment_on is not None and event.first_payment_on <= event.happened_on:
        yield impossible("agreement.first_payment", "The first payment of an offer cannot be due before it is answered")
    figures = (event.income_work, event.income_benefits, event.income_other)
    if event.told_on is None and any(f is not None for f in figures):
        yield Objection(
            rule="agreement.told_on",
            kind="policy",
            says="Income is given, and not the day on which the tenant told us",
            fields=("told_on",),
        )
    if event.told_on and len(everyone(state, event.tenants)) > 1:
        yield Objection(
            rule="agreement.told_by",
            kind="policy",
            says="What one tenant told us of their money is not for another to read, and the offer goes to more than one",
            cure="Name that tenant alone (tenants), and record an offer to the others apart.",
            fields=("tenants",),
        )


@applies(early.AgreementOffered)
def _offer(f: Follows, event: early.AgreementOffered) -> None:
    tenants = everyone(f.state, event.tenants)
    f.evidence("affordable_offer", *tenants)
    f.write("E-05", *tenants, amount=event.amount, every=event.every)


@applies(early.AgreementMade)
def _make(f: Follows, event: early.AgreementMade) -> None:
    tenants = everyone(f.state, event.tenants)
    f.change(agreement=_agreement(f, event), missed_due_on=None)
    f.evidence("affordable_offer", *tenants)
    _confirm(f, event)


@applies(early.AgreementVaried)
def _vary(f: Follows, event: early.AgreementVaried) -> None:
    f.change(agreement=_agreement(f, event), missed_due_on=None)
    _confirm(f, event)


def _confirm(f: Follows, event: early.AgreementMade | early.AgreementVaried) -> None:
    f.write(
        "E-06",
        *f.state.the_tenancy.tenants,
        amount=event.amount,
        every=event.every,
        first_payment_on=event.first_payment_on,
    )


@judges(early.RentChanged)
def _another(state: State, event: early.RentChanged) -> Iterator[Objection]:
    if event.rent is not None and event.rent == state.the_tenancy.rent_on(event.first_day):
        yield impossible("rent.same", f"The rent is £{event.rent / 100:,.2f} on that day already", fields=("rent",))


@applies(early.RentChanged)
def _rent(f: Follows, event: early.RentChanged) -> None:
    t, held = f.state.the_tenancy, f.state.agreement
    rents = [*(t.rents or (RentFrom(rent=t.rent),)), RentFrom(rent=event.rent, from_on=event.first_day)]
    rents.sort(key=lambda r: r.from_on or date.min)
    f.change(tenancy=t.model_copy(update={"rents": tuple(rents)}))
    if held and held.status == "live" and held.rent:
        f.change(agreement=held.model_copy(update={"rent": rents[-1].rent}))
        f.write("E-06", *t.tenants, rent_from=event.first_day)
    order = f.state.order
    if order and order.terms and order.terms.rent:
        f.change(order=order.model_copy(update={"terms": order.terms.model_copy(update={"rent": rents[-1].rent})}))


@applies(early.AgreementBroken)
def _break(f: Follows, event: early.AgreementBroken) -> None:
    f.change(missed_due_on=None)
    held = f.state.agreement
    short = event.missed or missed(event.proof)
    if held is None or (short == 0 and event.known_on is not None):
        return
    cure = ask(f.state, event, "policy.cure", sent_on=event.happened_on)
    f.change(
        agreement=held.model_copy(
            update={
                "status": "broken",
                "since": event.happened_on,
                "short": short,
                "cure_by": cure.get("by") if cure else None,
            }
        )
    )
    f.write("E-07", *f.state.the_tenancy.tenants, short=short, cure_by=cure.get("by") if cure else None)


@applies(early.AgreementCompleted)
def _complete(f: Follows, event: early.AgreementCompleted) -> None:
    if f.state.agreement:
        f.change(agreement=f.state.agreement.model_copy(update={"status": "completed", "since": event.happened_on}))
