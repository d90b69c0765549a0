"""From a case to the letters of the early stage; the register of all letters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from activities.papers import letters_action, letters_after
from activities.papers.builder import Builder
from activities.papers.head import (
    b1,
    beat,
    calendar,
    cure_day,
    due_days,
    expected,
    falling_due,
    head,
    last_credits,
    next_rent_day,
    payer,
    rent_before,
    two_figures,
)
from activities.papers.known import Ask
from activities.papers.refusals import MORATORIUMS, Draft, Refusal, working_days_on
from activities.papers.statements import LISTED_DAYS, faults, not_itemised, statement
from cases import instalments
from cases.events.early import AgreementBroken, AgreementMade, ArrearsLetterSent, PaymentPosted, RentChanged
from cases.facts import letters
from cases.state import Agreement, Hold
from law.dates import add_months, in_words
from templates.words import money

ANSWER_WITHIN = 10  # working days in which a question about a statement is answered (our policy)


def moratorium(ask: Ask) -> Hold | None:
    """The moratorium that runs today, or None."""
    return next((h for h in ask.state.holds_on(ask.today) if h.kind in MORATORIUMS), None)


def rent(ask: Ask) -> dict[str, Any]:
    """Rent a period, the period, and the next rent day."""
    tenancy = ask.state.the_tenancy
    return {"rent": tenancy.rent or None, "period": tenancy.rent_period, "next_due_on": next_rent_day(ask)}


def arrears_letter(ask: Ask) -> Draft:
    """E-01. While a moratorium runs only what has come since may be named; when that is not known, nothing goes."""
    owed, refusals, running = b1(ask), list(two_figures(ask)), moratorium(ask)
    if owed and owed["pence"] <= 0:
        refusals.append(
            Refusal(code="R25", details="No rent is owed on the account, so there is nothing to write about.")
        )
    if running and owed:
        since = owed["pence"] - running.debt if running.debt is not None else 0
        if since > 0:
            owed = {**owed, "code": "B6b", "pence": since}
        else:
            said = (
                f"A moratorium has protected the debt since {in_words(running.from_on)}, "
                "and nothing is known to be owed since then."
            )
            free = running.last_day + timedelta(days=1) if running.last_day else None
            refusals.append(Refusal(code="R03", details=said, first_day=free, cite=running.cite))
    partly = any(not_itemised(ask))  # then nobody can say which payment was the last
    credits = [] if partly else last_credits(ask, 3)
    first = ask.known.postings[0].on if ask.known.postings else ask.known.account.started_on
    values = {
        **head(ask),
        **rent(ask),
        "owed": owed,
        "moratorium_from": running.from_on if running else None,
        "credits": tuple({"on": p.on, "sum": p.payment, "source": payer(ask, p.type)} for p in credits),
        "no_payment_since": None if credits or partly else first,
        "expected": expected(ask),
        "call_by": answer_by(ask),
        "pay": ask.known.landlord.pay_methods,
        "fund": ask.known.landlord.crisis_fund or None,
    }
    return Draft(values=values, refusals=tuple(refusals))


def answer_by(ask: Ask) -> dict[str, Any]:
    """The day to answer by: the officer's own, or our policy's."""
    given = ask.event.reply_by if isinstance(ask.event, ArrearsLetterSent) else None
    return {"on": given, "rule": "the officer's own day", "to_act": True} if given else cure_day(ask)


def rent_statement(ask: Ask) -> Draft:
    """E-04. Costs and earlier debt stand below the line, each by its name."""
    found, position, account = statement(ask), ask.known.position, ask.known.account
    figure = b1(ask)
    if position and figure and figure["as_at"] != position.as_at:
        figure = {"code": "B1", "pence": position.arrears, "as_at": position.as_at}
    parts = [("Rent", account.rent - account.service), ("Service charge", account.service)]
    parts += [("Other charges, which are not rent", account.other)]
    values = {
        **head(ask),
        "statement": found,
        "b1": figure,
        "others": tuple(others(ask)),
        "parts": tuple({"name": name, "sum": pence} for name, pence in parts if pence > 0),
        "period": ask.state.the_tenancy.rent_period,
        "expected": expected(ask),
        # As in `benefits`: of joint tenants one is not told what the other gets.
        "universal_credit": account.uc_status not in (None, "", "none") and len(ask.state.the_tenancy.tenants) == 1,
        "for_information": moratorium(ask) is not None,
        "answer_by": working_days_on(ask.today, ANSWER_WITHIN, ask.state.the_tenancy.nation),
    }
    return Draft(values=values, refusals=(*faults(ask, found, code="R04"), *two_figures(ask), *_far_behind(ask)))


def _far_behind(ask: Ask) -> Iterator[Refusal]:
    """A statement of the last 13 weeks shows what fell due in them: its lines may end a week before the balance."""
    position = ask.known.position
    if position and (position.as_at - position.listed.as_at).days > LISTED_DAYS:
        yield from not_itemised(ask)


def others(ask: Ask) -> Iterator[dict[str, Any]]:
    """What stands on the account besides rent, each sum by its name."""
    position = ask.known.position
    if position is None:
        return
    named = (
        ("Court costs", "B7", position.court_costs),
        ("Debt from an earlier account", "B0", position.prior_debt),
        ("Other charges, which are not rent", "B0", position.other),
    )
    for name, code, pence in named:
        if pence > 0:
            yield {"name": name, "sum": {"code": code, "pence": pence, "as_at": position.as_at}}


def _beat(ask: Ask, held: Agreement) -> dict[str, Any]:
    return beat(held.amount, held.every, held.first_payment_on, held.rent, ask.state.the_tenancy.rent_period)


def promise(ask: Ask) -> str:
    """The next step that is not taken while the agreement is kept."""
    state = ask.state
    if state.order and not state.order.discharged_on:
        return "bailiffs"
    if state.claim and (state.claim.submitted_on or state.claim.issued_on) and not state.claim.ended_on:
        return "hearing"
    notice = state.notice
    return "claim" if notice and notice.services and not notice.withdrawn_on and not notice.void else "notice"


def agreement_letter(ask: Ask) -> Draft:
    """E-06. The last payment's day is worked out from the arrears of today, rounded up to whole payments."""
    held, figure, tenancy = ask.state.agreement, b1(ask), ask.state.the_tenancy
    values: dict[str, Any] = {
        **head(ask),
        "b1": figure,
        "promise": promise(ask),
        "pay": ask.known.landlord.pay_methods,
    }
    if held:
        since, before = None, 0
        if isinstance(
            ask.event, RentChanged
        ):  # told are the payments at the new rent; those before it pay towards it too
            since = ask.event.first_day
            days = list(instalments.due_days(held.every, held.first_payment_on, since + timedelta(days=31)))
            before = sum(figure["as_at"] < day < since for day in days) if figure else 0
            held = held.model_copy(update={"first_payment_on": next(day for day in days if day >= since)})
        paid = _beat(ask, held)
        more = 0 if since else rent_before(ask, figure, held.first_payment_on, held.rent)
        times = max(-(-max(figure["pence"] + more, 1) // held.amount) - before, 1) if figure else 1
        made = [e for e in ask.known.events if isinstance(e, AgreementMade)]
        named = made[-1].tenants if made else ()
        values |= {
            "made_on": held.made_on,
            "changed": ask.event.kind == "agreement_varied",
            "rent_from": since,
            "beat": paid,
            "calendar": calendar(paid, 4),
            "rent_before": more or None,
            "clear_on": due_days(held.first_payment_on, held.every, times)[-1] if figure else None,
            "tolerance_days": ask.known.landlord.tolerance_days,
            "review_on": working_days_on(
                add_months(ask.today if since else held.made_on, 3) - timedelta(days=1), 1, tenancy.nation
            ),
            "not_everyone": bool(named) and set(named) < set(tenancy.tenants),
        }
    return Draft(values=values, refusals=tuple(two_figures(ask)))


def broken_agreement_letter(ask: Ask) -> Draft:
    """E-07. The price of putting it right is what is short (B8), never the whole debt."""
    held, figure, state = ask.state.agreement, b1(ask), ask.state
    found = statement(ask)
    refusals = [*two_figures(ask), *faults(ask, found, code="R28"), *not_itemised(ask)]
    proof = ask.event.proof if isinstance(ask.event, AgreementBroken) else ()
    missed = tuple(
        {"due_on": i.due_on, "due": i.due, "paid": i.paid, "paid_on": i.paid_on, "short": i.short}
        for i in proof
        if i.short and i.awaits is None
    )
    short = held.short if held else 0
    tolerance = ask.known.landlord.tolerance_pence
    if held is None or held.status != "broken" or short <= 0:
        refusals.append(Refusal(code="R16", details="The account does not show that the agreement was broken."))
    elif short < tolerance:
        said = f"Only {money(short)} is short, which is within the {money(tolerance)} that we let pass."
        refusals.append(Refusal(code="R16", details=said))
    refusals += _not_in_the_account(ask)
    stage = {"notice": "before_notice", "claim": "notice"}.get(promise(ask), "claim")
    cure_by = cure_day(ask)
    if held and held.cure_by:
        cure_by = {"on": held.cure_by, "rule": "england.policy.cure", "to_act": True}
    values = {
        **head(ask),
        "made_on": held.made_on if held else None,
        "beat": _beat(ask, held) if held else None,
        "missed": missed or None,
        "b8": {"code": "B8", "pence": short, "as_at": figure["as_at"]} if short and figure else None,
        "b1": figure,
        "cure_by": cure_by,
        "falling_due": falling_due(ask, held, ask.event.happened_on, cure_by["on"]),
        "stage": stage,
        "claim_from": _claim_from(ask, cure_by["on"]) if stage == "notice" else None,
        "hearing_on": state.hearing.on if stage == "claim" and state.hearing and not state.hearing.heard else None,
        "expected": expected(ask),
        "pay": ask.known.landlord.pay_methods,
        "fund": ask.known.landlord.crisis_fund or None,
        "statement": found,
    }
    return Draft(values=values, refusals=tuple(refusals))


def _not_in_the_account(ask: Ask) -> Iterator[Refusal]:
    """R01 where an officer was told of a payment that came after the account's own day: what is short is not known."""
    position = ask.known.position
    for event in ask.known.events:
        if isinstance(event, PaymentPosted) and position and event.happened_on > position.listed.as_at:
            said = (
                f"A payment of {money(event.amount)} on {in_words(event.happened_on)} is told and not in the account, which is "
                f"as at {in_words(position.listed.as_at)}: what is short is known once it is."
            )
            yield Refusal(code="R01", details=said)


def _claim_from(ask: Ask, cure_by: date) -> date | None:
    """The first day for a claim, after the cure day and after the day that a protocol letter gave to answer by."""
    found = letters_action.claim_day(ask, cure_by)
    return found["on"] if found else None


BUILDERS: Mapping[str, Builder] = MappingProxyType(
    {
        "E-01": Builder(letters.ArrearsLetter, arrears_letter),
        "E-04": Builder(letters.RentStatement, rent_statement),
        "E-06": Builder(letters.AgreementLetter, agreement_letter),
        "E-07": Builder(letters.BrokenAgreementLetter, broken_agreement_letter),
        **letters_action.BUILDERS,
        **letters_after.BUILDERS,
    }
)
