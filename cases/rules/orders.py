"""What the court decided, its terms kept or broken, permission, a date fixed, discharge."""

from __future__ import annotations

from collections.abc import Iterator

from cases.events import court
from cases.instalments import awaited, missed, nothing_missed
from cases.rules.account import account_objections
from cases.rules.claim import closed_day, end_claim, listed
from cases.rules.gates import permission
from cases.ruling import Follows, applies, ask, cite, cited, impossible, judges, nation_of
from cases.state import Order, State, Terms
from cases.steps import Objection
from law.dates import DAY, in_words, london_day

POSSESSION = ("outright", "suspended", "postponed")
OVER = ("struck_out", "dismissed", "withdrawn")

#: What each outcome cannot do without, by field.
NEEDS = {
    "outright": ("possession_on", "ground_basis"),
    "suspended": ("rent_plus", "every", "first_payment_on", "ground_basis"),
    "postponed": ("rent_plus", "every", "first_payment_on", "ground_basis"),
    "adjourned_to_date": ("adjourned_to",),
    "adjourned_on_terms": ("rent_plus", "every", "first_payment_on"),
    "money_judgment_only": ("money_judgment",),
}


@judges(court.HearingOutcomeRecorded)
def _complete(state: State, event: court.HearingOutcomeRecorded) -> Iterator[Objection]:
    if event.outcome is None:
        return
    nation = nation_of(state)
    if event.outcome not in nation.outcomes:
        yield impossible(
            "outcome.other_nation",
            f"No court in {nation.title} makes the decision {event.outcome.replace('_', ' ')}; it may be "
            + ", ".join(sorted(o.replace("_", " ") for o in nation.outcomes)),
        )
        return
    needed = [n for n in NEEDS.get(event.outcome, ()) if not (n == "ground_basis" and nation.always_discretionary)]
    missing = [name for name in needed if getattr(event, name) is None]
    if missing:
        yield impossible(
            "outcome.incomplete",
            f"An outcome {event.outcome.replace('_', ' ')} needs {', '.join(missing)}",
            fields=tuple(missing),
        )
    hearing = state.hearing
    if hearing and event.happened_on < hearing.on:
        yield impossible("outcome.before_hearing", f"The hearing is on {in_words(hearing.on)}, after this day")
    if event.possession_on and event.possession_on < event.happened_on:
        yield impossible("outcome.possession_on", "The day for possession cannot be before the hearing")
    if event.strike_out_on and event.strike_out_on < event.happened_on:
        yield impossible("outcome.strike_out_on", "The claim cannot be struck out before the hearing that says so")
    yield from _on_the_notice(state, event)
    if event.adjourned_to:
        if london_day(event.adjourned_to) < event.happened_on:
            yield impossible("outcome.adjourned_to", "The hearing cannot be adjourned to a day before it was held")
        else:
            yield from closed_day(state, london_day(event.adjourned_to), event)
    tenure = state.the_tenancy.tenure
    if tenure in ("secure", "flexible") and event.ground_basis == "mandatory" and event.outcome in POSSESSION:
        route = ask(state, event, "tenure.route", tenure=tenure, social_housing=state.the_tenancy.social_housing)
        yield Objection(
            rule="order.no_mandatory_ground",
            says="Rent arrears are no mandatory ground of a secure tenancy, and the order is recorded as made on one",
            no_longer="The limits of a mandatory order do not apply: the court may still suspend or postpone it.",
            cure="Check the sealed order and correct the record.",
            cured_by=("corrected",),
            **cited(route),
        )
    if state.track == "mandatory" and event.ground_basis == "discretionary" and event.outcome in POSSESSION:
        yield Objection(
            rule="order.no_discretion",
            says="The tenancy is one on which the court has no discretion once the procedure is right, and the order is "
            "recorded as discretionary",
            cite=cite(state, "no_discretion"),
            no_longer="The day for possession may be later than the law allows.",
            cure="Check the sealed order and correct the record.",
            cured_by=("corrected",),
        )
    if event.ground_basis == "mandatory" and event.outcome in POSSESSION:
        yield from _capped(state, event)


def _on_the_notice(state: State, event: court.HearingOutcomeRecorded) -> Iterator[Objection]:
    """An order on a ground that the notice does not have: only with the court's leave."""
    notice = state.notice
    if notice is None or not notice.grounds or event.outcome not in POSSESSION:
        return
    kind = nation_of(state).notices[notice.kind]
    strict = [g for g in kind.mandatory if g in notice.grounds] or kind.mandatory[:1]
    relied_on = event.grounds or (strict if event.ground_basis == "mandatory" else ())
    strange = [ground for ground in relied_on if ground not in notice.grounds]
    if strange:
        yield Objection(
            rule="order.ground_not_on_notice",
            says=f"The order is recorded as made on ground {', '.join(strange)}, and the notice has only ground "
            f"{', '.join(notice.grounds)}",
            cite=kind.grounds_cite,
            no_longer="A ground may be added to the notice only with the court's leave.",
            cure="Check the sealed order: correct the record, or have it accepted with the leave that was given.",
            cured_by=("corrected",),
        )


def _capped(state: State, event: court.HearingOutcomeRecorded) -> Iterator[Objection]:
    """On a mandatory ground the court's power to put possession off ends after six weeks (Housing Act 1980 s.89)."""
    cap = ask(state, event, "order.possession_cap", made_on=event.happened_on)
    if cap is None:
        return
    if event.outcome in ("suspended", "postponed"):
        yield Objection(
            rule="order.mandatory_suspended",
            says="An order on a mandatory ground cannot be suspended or postponed on terms: possession can be put off "
            f"only to {in_words(cap['normal'])}, or {in_words(cap['hardship'])} in exceptional hardship",
            no_longer="The terms may not bind; the order should be read again against the sealed copy.",
            cure="Check the sealed order and the ground it was made on, and correct the record.",
            cured_by=("corrected",),
            **cited(cap),
        )
    elif event.possession_on and event.possession_on > cap["hardship"]:
        yield Objection(
            rule="order.past_cap",
            says=f"The order gives possession on {in_words(event.possession_on)}, after the last day the law allows on a "
            f"mandatory ground, {in_words(cap['hardship'])}",
            no_longer="The date may be varied.",
            cure="Check the sealed order.",
            cured_by=("corrected",),
            **cited(cap),
        )


@applies(court.HearingOutcomeRecorded)
def _outcome(f: Follows, event: court.HearingOutcomeRecorded) -> None:
    hearing = f.state.hearing
    if hearing:
        f.change(hearing=hearing.model_copy(update={"heard": True}))
    if event.outcome in OVER:
        end_claim(f, event.happened_on, event.outcome)
    elif event.outcome == "adjourned_to_date" and event.adjourned_to:
        f.change(hearing=listed(f, event.adjourned_to, "", "adjourned"))
    else:
        f.change(order=_order(f, event))
    concerned = f.state.the_tenancy.occupiers if event.outcome == "outright" else ()
    f.write(
        "E-30",
        *f.state.the_tenancy.tenants,
        *concerned,  # where the law gives occupiers a right of their own to be heard
        outcome=event.outcome,
        possession_on=event.possession_on,
        rent_plus=event.rent_plus,
        first_payment_on=event.first_payment_on,
        money_judgment=event.money_judgment,
        costs=event.costs,
    )


def _order(f: Follows, event: court.HearingOutcomeRecorded) -> Order:
    permission_from = f.ask("order.permission", made_on=event.happened_on)
    mandatory = event.ground_basis == "mandatory"
    cap = f.ask("order.possession_cap", made_on=event.happened_on) if mandatory else None
    return Order(
        outcome=event.outcome,
        made_on=event.happened_on,
        ground_basis=event.ground_basis or "discretionary",
        grounds=event.grounds or (f.state.notice.grounds if f.state.notice else ()),
        possession_on=event.possession_on if event.outcome != "postponed" else None,
        terms=Terms(
            rent=f.state.the_tenancy.rent,
            plus=event.rent_plus,
            every=event.every,
            first_payment_on=event.first_payment_on,
        )
        if event.rent_plus and event.every and event.first_payment_on
        else None,
        money_judgment=event.money_judgment,
        costs=event.costs,
        strike_out_on=event.strike_out_on,
        cap_normal=cap["normal"] if cap else None,
        cap_hardship=cap["hardship"] if cap else None,
        permission_from=permission_from["needed_from"] if permission_from else None,
        permission="needed" if event.permission_needed else "not_needed",
    )


@judges(
    court.OrderBreached,
    court.OrderDischarged,
    court.DateNoticeSent,
    court.DateApplied,
    court.PossessionDateFixed,
    court.PermissionSought,
    court.PermissionDecided,
    court.RestoreRequested,
)
def _needs_order(state: State, event: court.OrderBreached) -> Iterator[Objection]:
    if state.order is None:
        yield impossible("order.none", "The court has made no order on this case")
    elif state.order.discharged_on:
        yield impossible("order.discharged", f"The order was discharged on {in_words(state.order.discharged_on)}")
    elif state.former:
        yield impossible("order.executed", "The tenancy has ended, so the order is spent")


@judges(court.OrderBreached)
def _breach_shown(state: State, event: court.OrderBreached) -> Iterator[Objection]:
    order = state.order
    if order is None or event.breach is None:
        return
    if event.breach == "payment" and order.terms is None:
        yield impossible("breach.no_terms", "The order has no payment terms, so no payment can have been missed")
    elif event.breach == "payment" and event.known_on and not event.missed and not missed(event.proof):
        waits = awaited(event.proof)
        yield Objection(
            rule="breach.not_shown",
            says="The account shows no missed instalment under the order up to this day" + nothing_missed(event.proof),
            cite=nation_of(state).cites.get("breach", ""),
            first_day=waits + DAY if waits else None,
            no_longer="No warrant may be asked for on it.",
            cure="Check the payments; record order_breached again once an instalment is missed.",
            cured_by=("order_breached", "order_discharged"),
        )


@applies(court.OrderBreached)
def _breached(f: Follows, event: court.OrderBreached) -> None:
    f.change(missed_due_on=None)
    order = f.state.order
    if order is None:
        return
    short = event.missed or missed(event.proof)
    shown = event.breach == "other_term" or short > 0 or event.known_on is None
    permission_now = "needed" if event.breach == "other_term" and order.permission == "not_needed" else order.permission
    if shown:
        f.change(
            order=order.model_copy(
                update={
                    "breached_on": event.happened_on,
                    "breach": event.breach,
                    "breach_short": short,
                    "cure_by": event.cure_by,
                    "permission": permission_now,
                }
            )
        )
        if event.breach == "payment" and event.proof:
            f.write("E-31-proof")
        if order.outcome in ("suspended", "adjourned_on_terms"):
            tenants = f.state.the_tenancy.tenants
            f.write("E-31", *tenants, short=short, breach=event.breach, cure_by=event.cure_by)


@judges(court.OrderDischarged)
def _paid_up(state: State, event: court.OrderDischarged) -> Iterator[Objection]:
    held = state.balance
    if event.how == "paid_in_full" and held and held.arrears > 0 and state.order and not state.order.discharged_on:
        yield Objection(
            rule="discharge.owed",
            kind="policy",
            says=f"The order is recorded as paid in full, and on {in_words(held.as_at)} the account owed "
            f"£{held.arrears / 100:,.2f}",
            no_longer="The order may still stand, and with it what is owed under it.",
            cure="Load the newest account; or correct how the order ended.",
            cured_by=("corrected",),
        )


@applies(court.OrderDischarged)
def _discharge(f: Follows, event: court.OrderDischarged) -> None:
    if f.state.order:
        f.change(order=f.state.order.model_copy(update={"discharged_on": event.happened_on}), warrant=None)


@judges(court.DateNoticeSent, court.DateApplied, court.PossessionDateFixed)
def _postponed(state: State, event: court.DateNoticeSent) -> Iterator[Objection]:
    if state.order and state.order.outcome != "postponed":
        yield impossible("order.not_postponed", "Only a postponed order needs a date to be fixed")


@judges(court.DateNoticeSent)
def _after_breach(state: State, event: court.DateNoticeSent) -> Iterator[Objection]:
    if state.order and state.order.outcome == "postponed" and state.order.breached_on is None:
        yield Objection(
            rule="postponed.no_breach",
            says="The terms of the postponed order are not shown to be broken, so a date cannot be asked for",
            cure="Record order_breached first.",
        )


@applies(court.DateNoticeSent)
def _date_notice(f: Follows, event: court.DateNoticeSent) -> None:
    if f.state.order:
        f.change(order=f.state.order.model_copy(update={"date_notice_on": event.happened_on}))
    f.ask("order.postponed_date", notice_given_on=event.happened_on)
    f.write("E-32", *(event.tenants or f.state.the_tenancy.tenants))


@judges(court.DateApplied)
def _may_apply_for_date(state: State, event: court.DateApplied) -> Iterator[Objection]:
    order = state.order
    if order is None or order.outcome != "postponed":
        return
    if order.possession_on:
        yield impossible("postponed.fixed", f"The court fixed {in_words(order.possession_on)} for possession already")
        return
    if order.date_notice_on is None:
        yield Objection(
            rule="postponed.no_notice",
            says="The tenants have not been told that a date will be asked for",
            cite=nation_of(state).cites.get("postponed", ""),
            no_longer="The application may be refused.",
            cure="Write to the tenants and apply again.",
            cured_by=("date_notice_sent",),
        )
        return
    window = ask(state, event, "order.postponed_date", notice_given_on=order.date_notice_on)
    if window and event.happened_on < window["earliest"]:
        yield Objection(
            rule="postponed.too_early",
            says=f"The tenants were written to on {in_words(order.date_notice_on)}, and a date may be asked for only from "
            f"{in_words(window['earliest'])}",
            first_day=window["earliest"],
            no_longer="The application may be refused.",
            cure="Apply again on or after that day.",
            cured_by=("date_applied",),
            **cited(window),
        )
    elif window and event.happened_on > window["latest"]:
        yield Objection(
            rule="postponed.too_late",
            says=f"The letter of {in_words(order.date_notice_on)} was good for an application until "
            f"{in_words(window['latest'])}",
            no_longer="The application may be refused.",
            cure="Write to the tenants again.",
            cured_by=("date_notice_sent",),
            **cited(window),
        )


@applies(court.DateApplied)
def _apply_for_date(f: Follows, event: court.DateApplied) -> None:
    if f.state.order:
        f.change(order=f.state.order.model_copy(update={"date_applied_on": event.happened_on}))
    f.write("E-32-application", requested_on=event.happened_on)


@judges(court.PossessionDateFixed)
def _too_soon(state: State, event: court.PossessionDateFixed) -> Iterator[Objection]:
    order = state.order
    if order is None or order.outcome != "postponed":
        return
    if event.possession_on and event.possession_on < event.happened_on:
        yield impossible("outcome.possession_on", "The day for possession cannot be before the court fixed it")
    window = ask(state, event, "order.postponed_date", notice_given_on=order.date_notice_on)
    if order.date_notice_on is None or (window and event.happened_on < window["earliest"]):
        yield Objection(
            rule="postponed.no_notice",
            says="The tenants were not given notice, in time, that a date would be asked for",
            first_day=window["earliest"] if window else None,
            no_longer="The tenants may ask for the date to be set aside.",
            cure="Write to the tenants and apply again.",
            cured_by=("date_notice_sent",),
            **cited(window),
        )


@applies(court.PossessionDateFixed)
def _fixed(f: Follows, event: court.PossessionDateFixed) -> None:
    if f.state.order:
        f.change(order=f.state.order.model_copy(update={"possession_on": event.possession_on}))


@judges(court.RestoreRequested)
def _adjourned(state: State, event: court.RestoreRequested) -> Iterator[Objection]:
    order = state.order
    if order is None:
        return
    if order.outcome not in ("adjourned_on_terms", "adjourned_generally"):
        yield impossible("restore.not_adjourned", "Only an adjourned claim can be restored")
    elif order.strike_out_on and event.happened_on >= order.strike_out_on:
        yield Objection(
            rule="restore.struck_out",
            says=f"The claim was to be struck out unless restored before {in_words(order.strike_out_on)}",
            cite="the terms of the order",
            cure="Serve a new notice if the old one has lapsed, and start a new claim.",
        )
    yield from account_objections(state, event.happened_on)


@applies(court.RestoreRequested)
def _restore(f: Follows, event: court.RestoreRequested) -> None:
    if f.state.order:
        f.change(order=f.state.order.model_copy(update={"restore_on": event.happened_on}))


@judges(court.PermissionSought, court.PermissionDecided)
def _no_high_court(state: State, event: court.PermissionSought | court.PermissionDecided) -> Iterator[Objection]:
    if event.what == "high_court" and not nation_of(state).cites.get("writ"):
        yield impossible("writ.other_nation", f"No order is transferred to a High Court in {nation_of(state).title}")


@judges(court.PermissionSought)
def _needed(state: State, event: court.PermissionSought) -> Iterator[Objection]:
    if event.what == "high_court":
        return
    if state.order and not list(permission(state, event.happened_on, event)):
        yield Objection(
            rule="permission.not_needed", kind="policy", says="No permission is needed to enforce this order today"
        )


@applies(court.PermissionSought)
def _sought(f: Follows, event: court.PermissionSought) -> None:
    if event.what == "high_court":
        _transfer(f, "sought")
        return
    if f.state.order:
        f.change(order=f.state.order.model_copy(update={"permission": "sought"}))
    if event.reason:
        f.write("E-33-permission", requested_on=event.happened_on)


@judges(court.PermissionDecided)
def _was_sought(state: State, event: court.PermissionDecided) -> Iterator[Objection]:
    was = (
        (state.order.high_court if event.what == "high_court" else state.order.permission) if state.order else "sought"
    )
    if was != "sought":
        yield Objection(
            rule="permission.not_sought",
            kind="policy",
            says="The court is recorded as deciding on permission that the record does not show as sought",
            no_longer="A warrant on this permission may be questioned.",
            cure="Record permission_sought with its own day; or correct the decision.",
            cured_by=("permission_sought", "corrected"),
        )


def _transfer(f: Follows, how: str) -> None:
    if f.state.order:
        f.change(order=f.state.order.model_copy(update={"high_court": how}))


@applies(court.PermissionDecided)
def _permission(f: Follows, event: court.PermissionDecided) -> None:
    if event.what == "high_court":
        _transfer(f, "granted" if event.granted else "refused")
    elif f.state.order:
        f.change(order=f.state.order.model_copy(update={"permission": "granted" if event.granted else "refused"}))
