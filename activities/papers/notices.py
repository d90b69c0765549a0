"""From a case to its notices and to the certificates that they were served: E-08 to E-10 and E-12 to E-14."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

import law
from activities.papers import head, proceedings, record, service
from activities.papers.builder import Builder
from activities.papers.known import Ask
from activities.papers.proceedings import answer, due, whys
from activities.papers.refusals import MORATORIUMS, Draft, Refusal
from activities.papers.statements import not_itemised
from cases.events import early
from cases.facts import notices
from cases.facts.rent_account import Late, RentAccount
from cases.nations import NATIONS
from cases.state import Notice
from law.dates import in_words
from templates.words import every, money

LATE_WEEKS = 26  # the half year of rent days that ground 11 is shown on (our policy)


def served_on(ask: Ask) -> date:
    """The day of service for which the notice is prepared."""
    ordered = ask.order.facts.get("served_on") or getattr(ask.event, "for_day", None)
    return date.fromisoformat(ordered) if isinstance(ordered, str) else ordered or ask.event.happened_on


def shared(ask: Ask, first: str, days: law.Answer | None) -> tuple[dict[str, Any], list[Refusal]]:
    """The values of every notice, and what stands against it. first: the answer's key of the day it names."""
    on, account = served_on(ask), proceedings.rent_account(ask)
    arrears = proceedings.arrears(ask, "B2")
    against = [*proceedings.not_one_figure(ask), *not_itemised(ask), *_impossible(ask, on, days)]
    against += proceedings.stale(arrears["as_at"] if arrears else None, on, "service")
    if arrears and arrears["pence"] <= 0:
        against.append(Refusal(code="R12", details="No rent is owed, so there is nothing to give notice of."))
    values = {
        "tenants": proceedings.parties(ask),
        "landlord": proceedings.issuer(ask),
        "home": ask.known.account.home,
        "tenancy": proceedings.tenancy(ask),
        "arrears": arrears,
        "history": _history(ask, account, on),
        "served_on": on,
        "specified_on": due(days, first, statutory="statutory_earliest", safe="safe_earliest"),
        "advice": head.advice(ask),
        "signer": proceedings.signer(ask),
    }
    return values, against


def _impossible(ask: Ask, on: date, days: law.Answer | None) -> Iterator[Refusal]:
    if on < ask.today:
        yield Refusal(code="R13", details=f"The day planned for service, {in_words(on)}, has passed.")
    for hold in ask.state.holds_on(on):
        if hold.kind in MORATORIUMS and on != ask.today:
            said = f"On the day planned for service, {in_words(on)}, a moratorium will still run: the notice would be void."
            yield Refusal(code="R03", details=said)
    if days is None or days.refused:
        said = f"The law room holds no rule for the day that a notice served on {in_words(on)} may name."
        yield Refusal(code="R06", details=days.because if days else said)


def _history(ask: Ask, account: RentAccount | None, on: date) -> dict[str, Any]:
    since = account.behind_since() if account else None
    shown, _ = proceedings.schedule(ask, account, on)
    from_day = proceedings.weeks_before(shown.until) if shown else None
    paid = account.payments(from_day, shown.until) if account and shown and from_day else ()
    recent = account.from_day(from_day) if account and from_day else None
    return {
        "left_out": proceedings.left_out(ask),
        "since": since,
        "first_default_on": account.first_default() if account else None,
        "payments_since": from_day,
        "payments": paid,
        "received": sum(payment.sum for payment in paid),
        "fell_due": recent.rent_due if recent else 0,
        "agreements": record.agreements(ask),
        "earlier": record.proceedings(ask),
        "benefits": proceedings.benefits(ask),
        "housing_benefit": ask.known.account.hb_weekly or None,
        "expected": proceedings.expected(ask),
        "account": shown,
    }


def secure(ask: Ask) -> Draft:
    """E-08. The day it names is the first day of a rent period, the safe reading of s.83(5)."""
    held, on = ask.state.the_tenancy, served_on(ask)
    days = answer("secure.notice", ask, served_on=on, rent_period=held.rent_period, period_starts=held.period_starts)
    values, against = shared(ask, "safe_earliest", days)
    window = answer("secure.claim_window", ask, specified_on=days["safe_earliest"] if days else None)
    # what we promise on the notice's face is the day on which nobody can say that it is too late; the claim pleads the law's
    last = due(window, "safe_claim_by", statutory="statutory_claim_by", safe="safe_claim_by")
    values |= {"ground": "1", "last_day": last, "whys": whys(specified_on=days, last_day=window)}
    return Draft(values=values, refusals=tuple(against))


def fixed_term(ask: Ask) -> Draft:
    """E-09. Without a clause, after the term, or where the right to end it may be lost, there is no such notice."""
    on, held, known = served_on(ask), ask.state.the_tenancy, ask.state.fixed_term
    days = answer("flexible.notice", ask, served_on=on)
    values, against = shared(ask, "", days)
    window = answer("flexible.claim_window", ask, served_on=on)
    if known is None or not known.clause:
        said = "No clause of the agreement is recorded under which the landlord may end the term: record fixed_term_checked."
        against.append(Refusal(code="R08", details=said))
    elif known.waived:
        said = (
            "Rent was accepted although the right to end the term was known: the legal team has to say first that the right "
            "stands (fixed_term_checked with right_stands)."
        )
        against.append(Refusal(code="R07", details=said))
    if held.term_ends and held.term_ends < on:
        said = f"The term ended on {in_words(held.term_ends)}: use E-08, for the tenancy is a periodic secure one."
        against.append(Refusal(code="R08", details=said))
    values |= {
        "ground": "1",
        "form": days.get("form") if days else None,
        "term_ends": held.term_ends,
        "clause": clause(ask),
        "relief_by": relief(ask)["relief_by"],
        "claim_from": due(window, "claim_from"),
        "whys": whys(form=days, claim_from=window),
    }
    return Draft(values=values, refusals=tuple(against))


def clause(ask: Ask) -> str | None:
    """What was last recorded of the clause under which the landlord may end the term, as a sentence."""
    read = [e for e in proceedings.events(ask) if isinstance(e, early.FixedTermChecked)]
    if not read or read[-1].clause == "none" or not read[-1].clause_text:
        return None
    kind = "a right of re-entry" if read[-1].clause == "re_entry" else "a break clause"
    return f"{kind}. {read[-1].clause_text.strip().rstrip('.')}."


def relief(ask: Ask) -> dict[str, Any]:
    """Who besides the tenants may ask for relief where a fixed term is ended early, as last recorded; None: nobody said."""
    said = [e for e in proceedings.events(ask) if isinstance(e, early.FixedTermChecked) and e.relief]
    if not said or (said[-1].relief == "somebody" and not said[-1].relief_by):
        return {"relief": None, "relief_by": None}
    return {"relief": said[-1].relief, "relief_by": said[-1].relief_by if said[-1].relief == "somebody" else None}


def demoted(ask: Ask) -> Draft:
    """E-10, variant. As for an introductory tenancy (Housing Act 1996 ss.143E-143F); the year of demotion is on its face."""
    held, on = ask.state.the_tenancy, served_on(ask)
    days = answer("demoted.notice", ask, served_on=on, rent_period=held.rent_period, period_starts=held.period_starts)
    values, against = shared(ask, "safe_earliest", days)
    named = days["safe_earliest"] if days else None
    review = answer("demoted.review", ask, served_on=on, specified_on=named)
    reply = answer("policy.reply", ask, sent_on=on, track="mandatory")
    if held.demoted_until and held.demoted_until < on:
        ended = in_words(held.demoted_until)
        said = f"The year of demotion ended on {ended}: a notice served after it does not keep the tenancy demoted."
        against.append(Refusal(code="R08", details=said))
    values |= {
        "reasons": tuple(_reasons(ask, values)),
        "demoted_on": held.demoted_on,
        "demoted_until": held.demoted_until,
        "review_by": due(review, "request_by"),
        "decide_by": due(review, "decide_by"),
        "tell_us_by": due(reply, "by"),
        "whys": whys(
            specified_on=days,
            review_by=review,
            tell_us_by=reply,
            demoted_until=answer("demoted.period", ask, demoted_on=held.demoted_on),
        ),
    }
    return Draft(values=values, refusals=tuple(against))


def introductory(ask: Ask) -> Draft:
    """E-10. Reasons, the right to a review, and advice are on its face (Housing Act 1996 s.128(3), (6) and (7))."""
    held, on = ask.state.the_tenancy, served_on(ask)
    days = answer(
        "introductory.notice", ask, served_on=on, rent_period=held.rent_period, period_starts=held.period_starts
    )
    values, against = shared(ask, "safe_earliest", days)
    named = days["safe_earliest"] if days else None
    review = answer("introductory.review", ask, served_on=on, specified_on=named)
    reply = answer("policy.reply", ask, sent_on=on, track="mandatory")
    trial = answer("introductory.extension", ask, started_on=values["tenancy"]["started_on"])
    ends = held.trial_ends or (trial["trial_ends"] if trial else None)
    if ends and ends < on:
        said = (
            f"The trial period ended on {in_words(ends)}: the tenancy is no longer introductory, unless it was extended, "
            "and then trial_extended has to be recorded."
        )
        against.append(Refusal(code="R08", details=said))
    values |= {
        "reasons": tuple(_reasons(ask, values)),
        "trial_ends": ends,
        "lengthen_by": trial["safe_notice_by"]
        if trial and trial["safe_notice_by"] >= on and not held.extended_on
        else None,
        "review_by": due(review, "request_by"),
        "decide_by": due(review, "decide_by"),
        "tell_us_by": due(reply, "by"),
        "whys": whys(specified_on=days, review_by=review, tell_us_by=reply, trial_ends=trial),
    }
    return Draft(values=values, refusals=tuple(against))


def _reasons(ask: Ask, values: Mapping[str, Any]) -> Iterator[str]:
    """The reasons for the decision, each a fact with its figure or its day; "arrears" alone is no reason."""
    arrears, past, held = values["arrears"], values["history"], ask.state.the_tenancy
    if arrears is None:
        return
    weeks = answer("arrears.weeks", ask, arrears=arrears["pence"], rent=held.rent, rent_period=held.rent_period)
    about = f", which is {weeks['weeks_text']} weeks of rent" if weeks else ""
    rent = f"The rent is {money(held.rent)} every {every(held.rent_period)}."
    yield f"On {in_words(arrears['as_at'])} you owed us {money(arrears['pence'])} in rent{about}. {rent}"
    if past["since"]:
        yield f"Something has been owed every day since {in_words(past['since'])}."
    if past["payments_since"]:
        since = in_words(past["payments_since"])
        yield f"Since {since} rent of {money(past['fell_due'])} fell due and we received {money(past['received'])}."
    for plan in past["agreements"]:
        if plan.outcome == "not kept" and plan.ended_on:
            sums = f"{money(plan.amount)} every {every(plan.every)}"
            yield f"The plan of {in_words(plan.made_on)} to pay {sums} was not kept; we saw that on {in_words(plan.ended_on)}."
    kinds = [ask.state.evidence.get(key, {}) for key in ("contact", "contact_letter")]
    for party in values["tenants"]:
        days = [kept[party.ref] for kept in kinds if party.ref in kept]
        if days:
            yield f"We last wrote to or spoke with {party.name} about the arrears on {in_words(max(days))}."


def social(ask: Ask) -> Draft:
    """E-12: for a tenancy of social housing."""
    made = _assured(ask)
    if ask.state.the_tenancy.social_housing:
        return made
    said = "This is not a tenancy of social housing: its notice is Form 3A, which is another paper."
    return Draft(values=made.values, refusals=(*made.refusals, Refusal(code="R08", details=said)))


def market(ask: Ask) -> Draft:
    """E-13: for one that is not; ground 8 leaves out universal credit that has not come."""
    made, left_out, wrong = _assured(ask), awaited(ask), []
    if ask.state.the_tenancy.social_housing:
        said = "This is a tenancy of social housing: its notice is Form 3, which is another paper."
        wrong.append(Refusal(code="R08", details=said))
    if made.values["form"] not in (None, "Form 3A"):
        said = f"Form 3A is for notices served from 1 May 2026; one of {in_words(served_on(ask))} was in {made.values['form']}."
        wrong.append(Refusal(code="R06", details=said))
    arrears = made.values["arrears"]
    if left_out and arrears and made.values["ground_8"]:
        made.values.update({"awaited": left_out, "counted": max(arrears["pence"] - left_out["pence"], 0) or None})
    return Draft(values=made.values, refusals=(*made.refusals, *wrong))


def awaited(ask: Ask) -> dict[str, Any] | None:
    """Universal credit for the rent that has not come (B5), where ground 8 leaves it out; None elsewhere."""
    found = None if ask.state.the_tenancy.social_housing else proceedings.expected(ask)
    return found[0]["sum"] if found and found[0]["source"] == "Universal Credit" else None


def _assured(ask: Ask) -> Draft:
    """Ground 8 is on it only while its threshold is met on the figures that it prints (R12)."""
    on, held = served_on(ask), ask.state.the_tenancy
    grounds = _grounds(ask)
    days = answer(
        "assured.notice", ask, served_on=on, social_housing=held.social_housing, grounds=grounds or ["10", "11"]
    )
    values, against = shared(ask, "safe_earliest", days)
    pence = values["arrears"]["pence"] if values["arrears"] else None
    threshold = ground_8(ask, pence, pence, on, on)
    if "8" in grounds and not (threshold and threshold["met"]):
        needed = f" of {money(threshold['threshold'])}" if threshold else ""
        said = f"Ground 8 is asked for, and the arrears of {money(pence or 0)} do not reach its threshold{needed}."
        against.append(Refusal(code="R12", details=said))
    account = proceedings.rent_account(ask)
    late_since = proceedings.weeks_before(values["arrears"]["as_at"], LATE_WEEKS) if values["arrears"] else None
    late = (
        late_rent(account, late_since, values["arrears"]["as_at"] if values["arrears"] else None)
        if "11" in grounds
        else ()
    )
    if "11" in grounds and not late:
        said = "Ground 11 is asked for, and the account shows no rent that was paid late in the last half year."
        against.append(Refusal(code="R12", details=said))
    values |= {
        "grounds": tuple({"number": g, "mandatory": g == "8"} for g in grounds),
        "form": f"Form {days['form']}" if days else None,
        "ground_8": ground_8_words(ask, threshold) if "8" in grounds else None,
        "ground_10": "10" in grounds,
        "late": late,
        "late_since": late_since if late else None,
        "last_day": due(days, "statutory_claim_by", statutory="statutory_claim_by", safe="safe_claim_by"),
        "whys": whys(specified_on=days, ground_8=threshold if "8" in grounds else None),
    }
    return Draft(values=values, refusals=tuple(against))


def _grounds(ask: Ask) -> list[str]:
    """The grounds that the decision put on the notice, in the order of the Act."""
    ordered = ask.order.facts.get("grounds") or getattr(ask.event, "grounds", ()) or ()
    return sorted({str(g) for g in ordered}, key=int)


def by_number(ground: str) -> tuple[int, str]:
    """Sorts grounds as an Act numbers them."""
    return len(ground), ground


def mandatory_ground(ask: Ask, notice: Notice | None = None) -> str | None:
    """The ground of a notice (the one in force when none is given) on which the court has no discretion, if it has one."""
    notice = notice or ask.state.notice
    kind = NATIONS[ask.state.the_tenancy.nation].notices.get(notice.kind) if notice else None
    strict = kind.mandatory if kind else ()
    return next((g for g in strict if notice and g in notice.grounds), strict[0] if strict else None)


def ground_8(ask: Ask, at_notice: int | None, now: int | None, notice_on: date | None, day: date) -> law.Answer | None:
    """The mandatory ground of arrears (ground 8 in England) on two figures and their days; None where that is not held."""
    held, left_out = ask.state.the_tenancy, awaited(ask)
    more = {"universal_credit_housing_not_yet_received": left_out["pence"]} if left_out else {}
    return answer(
        "mandatory_arrears",
        ask,
        **more,
        social_housing=held.social_housing,
        rent_frequency=held.rent_period,
        rent=held.rent,
        owed_at_notice=at_notice,
        owed_at_hearing=now,
        notice_on=notice_on,
        hearing_on=day,
    )


def ground_8_words(ask: Ask, found: law.Answer | None) -> dict[str, Any] | None:
    """The threshold in pence and in words, such as "8 weeks' rent"."""
    if found is None:
        return None
    held, sum_ = ask.state.the_tenancy, int(found["threshold"])
    weeks = {"weekly": 1, "fortnightly": 2, "four_weekly": 4}.get(held.rent_period)
    periods = round(sum_ / held.rent)
    if weeks:
        units = f"{periods * weeks} weeks' rent"
    elif held.rent_period == "monthly":
        units = f"{periods} months' rent"
    else:
        units = "the rent that the ground asks for"
    return {"units": units, "threshold": sum_}


def late_rent(account: RentAccount | None, since: date | None, until: date | None) -> tuple[Late, ...]:
    """Rent that fell due on or after a day and was not paid on its day; what is unpaid is late up to `until`."""
    if account is None or since is None:
        return ()
    return tuple(row for row in account.late(until) if row.due_on >= since)


BUILDERS: Mapping[str, Builder] = MappingProxyType(
    {
        "E-08": Builder(notices.SecureNotice, secure),
        "E-09": Builder(notices.FixedTermNotice, fixed_term),
        "E-10": Builder(notices.IntroductoryNotice, introductory),
        "E-10-demoted": Builder(notices.DemotedNotice, demoted),
        "E-12": Builder(notices.AssuredNotice, social),
        "E-13": Builder(notices.MarketNotice, market),
        "E-14": Builder(notices.ServiceCertificate, service.certificate),
    }
)
