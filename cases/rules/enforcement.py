"""Warrant, eviction and the tenant's application to suspend."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cases.events import Event, enforcement
from cases.rules.account import account_objections
from cases.rules.approvals import approval_objections
from cases.rules.former import become_former
from cases.rules.gates import ended_claim, eviction_gate, short_notice, warrant_gate
from cases.ruling import Follows, applies, ask, cited, impossible, judges, nation_of
from cases.state import Application, Eviction, State, Terms, Warrant
from cases.steps import Objection
from law.dates import in_words, london_day


@judges(enforcement.WarrantRequested)
def _may_request(state: State, event: enforcement.WarrantRequested) -> Iterator[Objection]:
    if state.former:
        yield impossible("warrant.former", "The tenancy has ended, so there is nothing to enforce")
        return
    yield from warrant_gate(state, event.happened_on, event)
    yield from _transferred(state, event)
    yield from approval_objections(state, "warrant", event)


def _transferred(state: State, event: enforcement.WarrantRequested) -> Iterator[Objection]:
    """A writ is the High Court's: the county court's order has to be there first."""
    cite = nation_of(state).cites.get("writ")
    if event.through != "high_court":
        return
    if cite is None:
        yield impossible("writ.other_nation", f"There is no writ of possession in {nation_of(state).title}")
    elif state.order and state.order.high_court != "granted":
        yield Objection(
            rule="warrant.not_transferred",
            says="A writ of possession is the High Court's, and the county court's order has not been transferred there",
            cite=cite,
            confidence="unconfirmed",
            no_longer="The writ may be set aside.",
            cure="Record permission_sought and permission_decided with what high_court; or ask for the county court's warrant.",
            cured_by=("permission_decided",),
        )


@applies(enforcement.WarrantRequested)
def _request(f: Follows, event: enforcement.WarrantRequested) -> None:
    writ = event.through == "high_court"
    fee = f.ask("fee", step="writ_of_possession" if writ else "warrant", paid_on=event.happened_on)
    pence = fee["amount"] if fee else None
    f.change(warrant=Warrant(requested_on=event.happened_on, fee=pence, writ=writ), eviction=None)
    f.write("E-33", arrears=f.state.balance.arrears if f.state.balance else None, requested_on=event.happened_on)


@judges(enforcement.WarrantIssued)
def _issued(state: State, event: enforcement.WarrantIssued) -> Iterator[Objection]:
    if state.order is None:
        yield impossible(
            "warrant.no_order", "There is no order for possession, so no warrant can have been issued on it"
        )
    elif state.warrant and state.warrant.issued_on:
        yield impossible("warrant.issued", f"The warrant was issued on {in_words(state.warrant.issued_on)} already")
    elif state.warrant is None:
        yield from warrant_gate(state, event.happened_on, event)
        yield from approval_objections(state, "warrant", event)
    else:
        yield from ended_claim(state)


@applies(enforcement.WarrantIssued)
def _issue(f: Follows, event: enforcement.WarrantIssued) -> None:
    held = f.state.warrant or Warrant(requested_on=event.happened_on)
    life = f.ask("warrant.life", issued_on=event.happened_on)
    f.change(
        warrant=held.model_copy(
            update={
                "issued_on": event.happened_on,
                "number": event.warrant_number,
                "last_day": life["last_day"] if life else None,
            }
        )
    )
    f.write("instruction", last_day=life["last_day"] if life else None)


Booking = enforcement.EvictionBooked | enforcement.EvictionRebooked


@judges(enforcement.EvictionBooked, enforcement.EvictionRebooked)
def _may_book(state: State, event: Booking) -> Iterator[Objection]:
    warrant = state.warrant
    if warrant is None or warrant.issued_on is None:
        yield impossible(
            "eviction.no_warrant", "No warrant of possession has been issued, so no eviction can be booked"
        )
        return
    stands = state.eviction and not state.eviction.cancelled_on and not state.eviction.carried_out_on
    if isinstance(event, enforcement.EvictionBooked) and stands and state.eviction:
        yield impossible(
            "eviction.booked", f"An eviction is booked for {in_words(state.eviction.on)}: rebook it instead"
        )
    if isinstance(event, enforcement.EvictionRebooked) and state.eviction is None:
        yield impossible("eviction.none", "No eviction has been booked on this case, so none can be moved")
    if event.eviction_at is None:
        return
    on = london_day(event.eviction_at)
    if on < event.happened_on:
        yield impossible("eviction.past", "The eviction cannot be booked for a day that has passed")
        return
    if warrant.last_day and on > warrant.last_day:
        life = ask(state, event, "warrant.life", issued_on=warrant.issued_on)
        yield Objection(
            rule="eviction.after_warrant",
            says=f"The warrant can be carried out until {in_words(warrant.last_day)} only",
            cure="Ask for an earlier appointment, or for a new warrant.",
            **cited(life),
        )
    yield from _competent_day(state, on, event)
    delivered = event.notice_delivered_on or (state.eviction.notice_delivered_on if stands and state.eviction else None)
    yield from short_notice(state, on, delivered, event.happened_on, event)


def _competent_day(state: State, on: date, event: Event) -> Iterator[Objection]:
    """Where the law keeps some days free of removals."""
    answer = ask(state, event, "eviction.day", day=on)
    if answer and not answer["competent"]:
        yield Objection(
            rule="eviction.day",
            says=f"No eviction is competent on {in_words(on)}: {answer['why']}",
            no_longer="It may not be carried out on that day.",
            cure="Book another day.",
            cured_by=("eviction_booked", "eviction_rebooked"),
            **cited(answer),
        )


@applies(enforcement.EvictionBooked, enforcement.EvictionRebooked)
def _book(f: Follows, event: Booking) -> None:
    on = london_day(event.eviction_at)
    notice = f.ask("warrant.notice_of_eviction", eviction_on=on)
    confirm = f.ask("warrant.confirm_by", eviction_at=event.eviction_at)
    f.change(
        eviction=Eviction(
            at=event.eviction_at,
            on=on,
            booked_on=event.happened_on,
            deliver_notice_by=notice["deliver_by"] if notice else event.happened_on,
            notice_delivered_on=event.notice_delivered_on,
            confirm_by=confirm["confirm_on"] if confirm else None,
        )
    )
    f.write("E-35", *f.state.the_tenancy.tenants, "occupiers", eviction_at=event.eviction_at.isoformat())


@judges(enforcement.EvictionNoticeDelivered, enforcement.EvictionCancelled, enforcement.EvictionConfirmed)
def _needs_booking(state: State, event: enforcement.EvictionCancelled) -> Iterator[Objection]:
    booked = state.eviction
    if booked is None or booked.cancelled_on or booked.carried_out_on:
        yield impossible("eviction.none", "No eviction is booked on this case")


@judges(enforcement.EvictionNoticeDelivered)
def _in_time(state: State, event: enforcement.EvictionNoticeDelivered) -> Iterator[Objection]:
    booked = state.eviction
    if booked and not booked.cancelled_on and not booked.carried_out_on:
        yield from short_notice(state, booked.on, event.happened_on, event.happened_on, event)


@applies(enforcement.EvictionNoticeDelivered)
def _delivered(f: Follows, event: enforcement.EvictionNoticeDelivered) -> None:
    if f.state.eviction:
        f.change(eviction=f.state.eviction.model_copy(update={"notice_delivered_on": event.happened_on}))


@applies(enforcement.EvictionCancelled)
def _cancel(f: Follows, event: enforcement.EvictionCancelled) -> None:
    if f.state.eviction:
        f.change(
            eviction=f.state.eviction.model_copy(update={"cancelled_on": event.happened_on, "cancelled_why": event.why})
        )


@judges(enforcement.EvictionConfirmed)
def _may_confirm(state: State, event: enforcement.EvictionConfirmed) -> Iterator[Objection]:
    if state.eviction and not state.eviction.cancelled_on and not state.eviction.carried_out_on:
        yield from eviction_gate(state, event.happened_on, event)
        yield from account_objections(state, event.happened_on)
        yield from approval_objections(state, "eviction", event)


@applies(enforcement.EvictionConfirmed)
def _confirm(f: Follows, event: enforcement.EvictionConfirmed) -> None:
    if f.state.eviction:
        f.change(eviction=f.state.eviction.model_copy(update={"confirmed_on": event.happened_on}))
        f.write("E-36", eviction_at=f.state.eviction.at.isoformat())
        if event.risk:
            f.write("E-34", eviction_at=f.state.eviction.at.isoformat())


@judges(enforcement.SuspensionApplied)
def _may_apply(state: State, event: enforcement.SuspensionApplied) -> Iterator[Objection]:
    order = state.order
    if order is None or state.former:
        yield impossible("application.nothing", "There is no order left to suspend on this case")
    elif order.ground_basis == "mandatory" and order.cap_hardship and event.happened_on > order.cap_hardship:
        cap = ask(state, event, "order.possession_cap", made_on=order.made_on)
        yield Objection(
            rule="application.no_power",
            says="The order was made on a mandatory ground: the court's power to put possession off ended on "
            f"{in_words(order.cap_hardship)}",
            no_longer="The eviction still stops until the court has dealt with the application.",
            cure="Say so in the reply to the application; the court decides.",
            cured_by=("suspension_decided",),
            **cited(cap),
        )


@applies(enforcement.SuspensionApplied)
def _apply(f: Follows, event: enforcement.SuspensionApplied) -> None:
    f.change(application=Application(received_on=event.happened_on, hearing_at=event.hearing_at))
    booked = f.state.eviction
    if booked and not booked.cancelled_on and not booked.carried_out_on:
        f.change(
            eviction=booked.model_copy(
                update={"cancelled_on": event.happened_on, "cancelled_why": "application_to_suspend"}
            )
        )


@judges(enforcement.SuspensionAnswered)
def _may_answer(state: State, event: enforcement.SuspensionAnswered) -> Iterator[Objection]:
    if state.application is None or state.application.outcome:
        yield impossible("application.none", "No application to suspend is before the court on this case")
    terms = (event.rent_plus, event.every, event.first_payment_on)
    if event.stance == "consent" and None in terms:
        needed = ("rent_plus", "every", "first_payment_on")
        yield impossible(
            "application.terms", "To consent needs terms: rent_plus, every and first_payment_on", fields=needed
        )


@applies(enforcement.SuspensionAnswered)
def _answer(f: Follows, event: enforcement.SuspensionAnswered) -> None:
    if f.state.application:
        f.change(application=f.state.application.model_copy(update={"answered_on": event.happened_on}))
    f.write("E-37")


@judges(enforcement.SuspensionDecided)
def _may_decide(state: State, event: enforcement.SuspensionDecided) -> Iterator[Objection]:
    if state.application is None or state.application.outcome:
        yield impossible("application.none", "No application to suspend is before the court on this case")
        return
    if event.outcome and event.outcome not in nation_of(state).applications:
        yield impossible(
            "application.outcome",
            f"In {nation_of(state).title} an application is not decided as {event.outcome.replace('_', ' ')}",
        )
        return
    if event.outcome == "adjourned" and event.hearing_at and london_day(event.hearing_at) < event.happened_on:
        yield impossible("application.adjourned_to", "The application cannot be adjourned to a day before it was heard")
        return
    terms = (event.rent_plus, event.every, event.first_payment_on)
    if event.outcome == "suspended_on_terms" and None in terms:
        needed = ("rent_plus", "every", "first_payment_on")
        yield impossible("application.terms", "Terms need rent_plus, every and first_payment_on", fields=needed)
    order = state.order
    if (
        event.outcome == "suspended_on_terms"
        and order
        and order.cap_hardship
        and event.happened_on > order.cap_hardship
    ):
        cap = ask(state, event, "order.possession_cap", made_on=order.made_on)
        yield Objection(
            rule="application.suspended_without_power",
            says="The order was made on a mandatory ground and the court suspended it after "
            f"{in_words(order.cap_hardship)}, when its power had ended",
            no_longer="The suspension may be set aside.",
            cure="Tell the legal team; follow the court's order until it is changed.",
            **cited(cap),
        )


@applies(enforcement.SuspensionDecided)
def _decide(f: Follows, event: enforcement.SuspensionDecided) -> None:
    application, order = f.state.application, f.state.order
    if application is None:
        return
    if event.outcome == "adjourned":
        f.change(application=application.model_copy(update={"hearing_at": event.hearing_at}))
        return
    f.change(application=application.model_copy(update={"outcome": event.outcome}))
    booked = f.state.eviction
    stopped = booked is not None and booked.cancelled_why == "application_to_suspend"
    if stopped and booked and event.outcome in ("refused", "withdrawn") and event.happened_on <= booked.on:
        f.change(eviction=booked.model_copy(update={"cancelled_on": None, "cancelled_why": ""}))  # it stands again
    if event.outcome == "recalled":  # the decree is gone; the action is where it was before
        f.change(
            order=None,
            warrant=None,
            eviction=None,
            approvals={k: v for k, v in f.state.approvals.items() if k not in ("warrant", "eviction")},
        )
    if event.outcome == "suspended_on_terms" and order and event.rent_plus and event.every and event.first_payment_on:
        terms = Terms(
            rent=f.state.the_tenancy.rent,
            plus=event.rent_plus,
            every=event.every,
            first_payment_on=event.first_payment_on,
        )
        f.change(
            order=order.model_copy(
                update={
                    "outcome": "suspended",
                    "terms": terms,
                    "breached_on": None,
                    "breach": "",
                    "breach_short": 0,
                    "cure_by": None,
                }
            ),
            warrant=None,
            eviction=None,
            approvals={k: v for k, v in f.state.approvals.items() if k not in ("warrant", "eviction")},
        )


@judges(enforcement.EvictionCarriedOut)
def _carried_out(state: State, event: enforcement.EvictionCarriedOut) -> Iterator[Objection]:
    if state.former:
        yield impossible("eviction.former", "The tenancy has ended already")
        return
    for objection in (
        *eviction_gate(state, event.happened_on, event),
        *_competent_day(state, event.happened_on, event),
    ):
        yield objection.model_copy(
            update={
                "no_longer": "The eviction may be set aside and possession given back.",
                "cure": "Tell the legal team today; a lawyer decides what is put right.",
                "cured_by": (),
                "first_day": None,
            }
        )
    if state.eviction is None or state.eviction.confirmed_on is None:  # else it was judged when it was confirmed
        yield from approval_objections(state, "eviction", event)


@applies(enforcement.EvictionCarriedOut)
def _evict(f: Follows, event: enforcement.EvictionCarriedOut) -> None:
    if f.state.eviction:
        done = {"carried_out_on": event.happened_on, "goods_until": event.goods_until}
        f.change(eviction=f.state.eviction.model_copy(update=done))
    become_former(f, event.happened_on, "eviction", event.oldest_debit_on)
    f.write("E-36-report")
