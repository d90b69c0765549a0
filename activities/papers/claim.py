"""From a case to what is put before the court with a claim: E-18, E-21 and E-22."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

import law
from activities.papers import notices, proceedings, protocol, record, service
from activities.papers.builder import Builder
from activities.papers.known import Ask, PersonKnown
from activities.papers.proceedings import answer, due, figure, whys
from activities.papers.refusals import Draft, Refusal
from activities.papers.statements import not_itemised
from cases.events import court, early
from cases.facts import court as facts
from cases.facts.parties import Party
from cases.ruling import claim_window, standing_holds
from cases.state import Notice
from law.dates import in_words
from templates.words import listed

ACT = {
    "nsp_secure": "secure",
    "nstr_fixed": "flexible",
    "s8_form3": "assured",
    "s8_form3a": "assured",
    "s128": "introductory",
    "s143e": "demoted",
}


def begun_on(ask: Ask) -> date:
    """The day on which the claim is sent, or for a draft the day planned for it."""
    claim = ask.state.claim
    if isinstance(ask.event, court.ClaimSubmitted) and claim and claim.submitted_on:
        return claim.submitted_on
    return getattr(ask.event, "for_day", None) or ask.event.happened_on


def who_prepared(ask: Ask) -> dict[str, Any]:
    """The officer who put the step forward, or who recorded it where nobody did."""
    approval = ask.state.approvals.get("claim")
    return proceedings.staff(ask, ((approval and approval.requested_by) or ask.event.recorded_by).lower())


def schedule_of_arrears(ask: Ask) -> Draft:
    """E-22. Its last figure is the arrears of the claim to the penny (R25), and no cost is in it.

    Ordered `for_hearing` it is brought up to date: it still begins where the claim made it begin, and ends with the arrears
    of now (B1), which go stale as any do.
    """
    claim, later = ask.state.claim, "for_hearing" in ask.order.facts
    on = (claim.issued_on or claim.submitted_on or ask.today) if later and claim else begun_on(ask)
    account, arrears = proceedings.rent_account(ask), proceedings.arrears(ask, "B1" if later else "B3")
    against = [*proceedings.not_one_figure(ask), *not_itemised(ask)]
    if not later:
        against += proceedings.stale(arrears["as_at"] if arrears else None, on, "the claim")
    shown, reach = proceedings.schedule(ask, account, on)
    starts = reach["starts_on"] if reach else None
    behind = bool(shown and shown.opening > 0)
    hearing = ask.state.hearing
    ahead = hearing.on if hearing and not hearing.heard and arrears and hearing.on > arrears["as_at"] else None
    daily = proceedings.daily_rate(ask)
    values = {
        "heading": proceedings.heading(ask),
        "reference": ask.known.account.account_ref,
        "arrears": arrears,
        "first_default_on": account.first_default() if account else None,
        "starts_on": due(reach, "starts_on"),
        "because": _because(ask, reach, account.first_default() if account else None, starts),
        "brought_forward": behind,
        "incomplete": bool(behind and shown and starts and shown.since > starts),
        "account": shown,
        "changes": account.rent_changes() if account else (),
        "daily": daily,
        "projected": projected(arrears, daily.pence if daily else None, ahead),
        "hearing_on": ahead,
        "left_out": proceedings.left_out(ask),
        "extracted_by": who_prepared(ask),
        "whys": whys(starts_on=reach),
    }
    return Draft(values=values, refusals=tuple(against))


def _because(ask: Ask, reach: law.Answer | None, first: date | None, starts: date | None) -> str | None:
    """Why the schedule starts where it does. What the law room is not sure of is not for a court to read."""
    if reach is None or first is None:
        return _two_years(starts)
    if ask.state.the_tenancy.nation == "england":
        return reach.because
    return "It goes back to the first rent that was not paid on its day, or two years before the claim where that is later."


def _two_years(starts: date | None) -> str | None:
    if starts is None:
        return None
    return f"Rent was owed already before the first line held, so the schedule ought to go back to {in_words(starts)}."


def projected(arrears: Mapping[str, Any] | None, daily: int | None, on: date | None) -> dict[str, Any] | None:
    """B4: the arrears on a later day if nothing more is paid, by the daily rate."""
    if arrears is None or daily is None or on is None:
        return None
    return figure(arrears["pence"] + daily * (on - arrears["as_at"]).days, "B4", arrears["as_at"])


def pleading(ask: Ask) -> tuple[dict[str, Any], list[Refusal], law.Answer | None]:
    """The values of `Pleading`, what stands against the claim, and whether its mandatory ground is met on its day."""
    on, notice, held = begun_on(ask), ask.state.notice, ask.state.the_tenancy
    account, arrears, daily = proceedings.rent_account(ask), proceedings.arrears(ask, "B3"), proceedings.daily_rate(ask)
    shown, reach = proceedings.schedule(ask, account, on)
    claim, fee = ask.state.claim, answer("fee", ask, step="claim", paid_on=on)
    pence = arrears["pence"] if arrears else None
    strict = notice and notices.mandatory_ground(ask) in notice.grounds
    eight = notices.ground_8(ask, notice.arrears, pence, notice.given_on, on) if notice and strict else None
    money_claimed = claim.money_claimed if claim and not claim.ended_on else True
    values = {
        "heading": proceedings.heading(ask),
        "claimant": proceedings.issuer(ask),
        "claimant_kind": ask.known.landlord.kind or held.landlord_kind,
        "tenancy": proceedings.tenancy(ask),
        "occupiers": _occupiers(ask),
        "arrears": arrears,
        "daily": daily,
        "since": account.behind_since() if account else None,
        "first_default_on": account.first_default() if account else None,
        "left_out": proceedings.left_out(ask),
        "part_3": tuple(_part_3(ask)) if ask.state.track == "mandatory" else (),
        "steps": record.steps(ask),
        "agreements": record.agreements(ask),
        "proceedings": record.proceedings(ask),
        "notice": served_notice(notice),
        "served": served(ask, notice),
        "circumstances": tuple(circumstances(ask, p) for p in ask.tenants),
        "benefits": proceedings.benefits(ask),
        "housing_benefit": ask.known.account.hb_weekly or None,
        "expected": proceedings.expected(ask),
        "money_claimed": money_claimed,
        "fee": fee["amount"] if fee else None,
        "begun_on": on,
        "signer": proceedings.signer(ask),
        "whys": whys(claim_from=_window(ask, notice), fee=fee, statement=reach if shown else None, ground_8=eight),
    }
    wrong = [*proceedings.not_one_figure(ask), *not_itemised(ask), *against(ask, on, notice, money_claimed)]
    wrong += proceedings.stale(arrears["as_at"] if arrears else None, on, "the claim")
    return values, [*wrong, *_not_told(ask)], eight


def particulars(ask: Ask) -> Draft:
    """E-21. Ground 8 is pleaded only while its threshold is met on the day of the claim."""
    values, wrong, eight = pleading(ask)
    notice, arrears, account = ask.state.notice, values["arrears"], proceedings.rent_account(ask)
    met = bool(eight and eight["met"])
    pleaded = [g for g in (notice.grounds if notice else ()) if g != "8" or met]
    late_since = proceedings.weeks_before(arrears["as_at"], notices.LATE_WEEKS) if arrears else None
    late = notices.late_rent(account, late_since, arrears["as_at"] if arrears else None) if "11" in pleaded else ()
    values |= {
        "act": ACT.get(notice.kind) if notice else None,
        "clause": notices.clause(ask) if ask.state.the_tenancy.tenure == "flexible" else None,
        **notices.relief(ask),
        "awaited": notices.awaited(ask) if eight else None,
        "grounds": tuple({"number": g, "mandatory": g == "8"} for g in sorted(pleaded, key=notices.by_number)),
        "ground_8": notices.ground_8_words(ask, eight),
        "ground_8_met": met,
        "late": late,
        "late_since": late_since if late else None,
        "review": review_words(ask),
    }
    return Draft(values=values, refusals=tuple(wrong))


def served_notice(notice: Notice | None) -> dict[str, Any] | None:
    """The notice that the claim rests on, with the window in which a claim may be begun on it."""
    if notice is None:
        return None
    last = {"on": notice.statutory_claim_by, "safe": notice.safe_claim_by} if notice.statutory_claim_by else None
    return {
        "words": service.kind(notice.kind),
        "form": f"Form {notice.form}" if notice.kind in service.BY_FORM and notice.form else None,
        "specified_on": notice.specified_on,
        "claim_from": {"on": notice.claim_from} if notice.claim_from else None,
        "last_day": last,
        "arrears": figure(notice.arrears, "B2", notice.given_on),
    }


def review_words(ask: Ask) -> str | None:
    """What became of the right to a review. That the defendant was told is said only where something shows it."""
    notice = ask.state.notice
    review = notice.review if notice else None
    if review is None:
        return None
    if review.requested_on is None:
        return (
            f"The notice told of the right to a review, and no review was asked for by {in_words(review.request_by)}."
        )
    asked = f"A review was asked for on {in_words(review.requested_on)}"
    if review.decided_on is None:
        return f"{asked} and is not decided."
    verb = "confirmed" if review.confirmed else "not confirmed"
    told = review_told_on(ask)
    if told is None:
        return f"{asked}; the decision was {verb}."
    return f"{asked}; the decision was {verb}, and the defendant told, on {in_words(told)}."


def review_told_on(ask: Ask) -> date | None:
    """The day on which the tenant was told what the review decided: as recorded, or by our own letter; else None."""
    decided = [e for e in proceedings.events(ask) if isinstance(e, court.ReviewDecided)]
    if not decided:
        return None
    last = decided[-1]
    ours = any(
        p.paper in ("E-11", "W-03") and p.name.startswith(last.happened_on.isoformat()) for p in ask.known.papers
    )
    if last.notified_on or ours or last.source == "import":
        return last.notified_on or last.happened_on
    return None


def _not_told(ask: Ask) -> Iterator[Refusal]:
    review = ask.state.notice.review if ask.state.notice else None
    if review and review.decided_on and review_told_on(ask) is None:
        said = (
            "A review was decided, and nothing shows that the tenant was told: no letter about it was written here, and "
            "review_decided does not say when they were told (notified_on)."
        )
        yield Refusal(code="R25", details=said)


def _window(ask: Ask, notice: Notice | None) -> law.Answer | None:
    """The law's own answer on when a claim may be begun on the notice, for its because."""
    if notice is None:
        return None
    return claim_window(ask.state, notice, ask.event)


def served(ask: Ask, notice: Notice | None) -> tuple[dict[str, Any], ...]:
    """When and how each defendant was served with the notice."""
    rows = []
    for person in ask.tenants:
        found = notice.services.get(person.ref) if notice else None
        if found:
            how = found.method.replace("_", " ")
            said = proceedings.say(ask, HOW.get(found.method, how))
            rows.append({"defendant": _party(person), "on": found.on, "how": said})
    return tuple(rows)


HOW = {
    "handed_to_person": "handed to the defendant in person",
    "left_at_address": "left at the property in an envelope addressed to the defendant",
    "first_class_post": "sent by first class post",
    "recorded_post": "sent by recorded post",
    "email_agreed": "sent by email to the address agreed for notices",
    "process_server": "served by a process server",
}


def _party(person: PersonKnown) -> Party:
    return Party(ref=person.ref, name=person.legal_name or person.name)


def _occupiers(ask: Ask) -> dict[str, Any]:
    """Tenants and known occupiers: adults by name, children by number only."""
    refs = ask.state.the_tenancy.tenants
    others = [p for p in ask.known.people.values() if p.ref not in refs and p.role == "occupier"]
    young = [p for p in others if not record.grown_up(p.born_on, ask.today)]
    tenant = proceedings.say(ask, "tenant")
    adults = [f"{p.legal_name or p.name} ({tenant})" for p in ask.tenants]
    adults += [f"{p.legal_name or p.name} (occupier)" for p in others if p not in young]
    return {"adults": tuple(adults), "children": len(young)}


def _part_3(ask: Ask) -> Iterator[dict[str, Any]]:
    """Part 3 of the protocol, defendant by defendant."""
    invited, done = (ask.state.evidence.get(key, {}) for key in ("part3_letter", "part3_reply_considered"))
    replies = {e.tenant: e for e in proceedings.events(ask) if isinstance(e, court.ReplyConsidered)}
    for person in ask.tenants:
        reply = replies.get(person.ref)
        yield {
            "defendant": _party(person),
            "invited_on": invited.get(person.ref),
            "considered_on": done.get(person.ref),
            "replied": reply.replied if reply else None,
            "reason": reply.reason if reply else None,
        }


def circumstances(ask: Ask, person: PersonKnown) -> dict[str, Any]:
    """What was asked and learnt about one defendant: days and subjects, nothing about their health."""
    found, asked, tried = [], [], []
    for event in proceedings.events(ask):
        if isinstance(event, early.ContactMade) and event.tenant == person.ref:
            if {"finances", "benefits", "cause"} & set(event.topics):
                asked.append(in_words(event.happened_on))
        elif isinstance(event, early.ContactAttempted) and event.tenant == person.ref:
            tried.append(in_words(event.happened_on))
        elif isinstance(event, early.VulnerabilityAssessed) and event.tenant == person.ref:
            known = "found that particular care is called for" if event.vulnerable else "found no particular need"
            weighed = ", and weighed what possession would mean for them" if event.equality_considered else ""
            found.append(f"On {in_words(event.happened_on)} the claimant looked into their needs, {known}{weighed}.")
        elif isinstance(event, court.ReplyConsidered) and event.tenant == person.ref:
            day, about = in_words(event.happened_on), "to the letter about their circumstances"
            reply = f"Their reply {about} was considered on {day}."
            found.append(reply if event.replied else f"No reply {about} had come when that was considered on {day}.")
    if asked:
        found.insert(0, f"The claimant spoke or wrote with them about their circumstances on {listed(asked[-4:])}.")
    elif tried:
        found.insert(
            0, f"The claimant tried to reach them, last on {tried[-1]}, and learnt nothing about their circumstances."
        )
    return {
        "defendant": _party(person),
        "known": tuple(
            proceedings.say(ask, one) for one in found or ["Nothing is known beyond the tenancy and the account."]
        ),
    }


def against(ask: Ask, on: date, notice: Notice | None, money_claimed: bool) -> Iterator[Refusal]:
    held = ask.state.the_tenancy
    if notice is None:
        yield Refusal(code="R25", details="No notice is recorded, and a claim for possession rests on one.")
        return
    if notice.void or notice.withdrawn_on:
        yield Refusal(code="R25", details="The notice has no effect, or was withdrawn: a claim cannot rest on it.")
    for ref in held.tenants:
        if ref not in notice.services:
            said = f"No service of the notice on {ref} is recorded; every tenant has to have been served."
            yield Refusal(code="R25", details=said)
    if notice.claim_from and on < notice.claim_from:
        said = f"A claim may be begun on this notice from {in_words(notice.claim_from)}; {in_words(on)} is too early."
        yield Refusal(code="R13", details=said)
    if notice.statutory_claim_by and on > notice.statutory_claim_by:
        said = (
            f"This notice could carry a claim until {in_words(notice.statutory_claim_by)}; {in_words(on)} is too late."
        )
        yield Refusal(code="R13", details=said)
    review = notice.review
    if review and review.requested_on and not review.confirmed:
        state = "is not decided yet" if review.decided_on is None else "did not confirm the decision"
        said = (
            f"A review was asked for on {in_words(review.requested_on)} and {state}: no claim can rest on this notice."
        )
        yield Refusal(code="R20", details=said)
    if ask.state.track == "mandatory":
        for row in _part_3(ask):
            if not row["invited_on"] or not row["considered_on"]:
                said = (
                    f"Part 3 of the protocol is not complete for {row['defendant'].ref}: the letter that asks about their "
                    "circumstances, and the decision on what they said, both have to be recorded."
                )
                yield Refusal(code="R20", details=said)
    insolvent = [h for h in standing_holds(ask.state, on) if h.kind == "insolvency"]
    if insolvent and money_claimed:
        said = (
            f"An insolvency has stood since {in_words(insolvent[0].from_on)}: leave the money claim out of this claim."
        )
        yield Refusal(code="R21", details=said)


BUILDERS: Mapping[str, Builder] = MappingProxyType(
    {
        "E-18": Builder(facts.ProtocolStatement, protocol.statement),
        "E-21": Builder(facts.Particulars, particulars),
        "E-22": Builder(facts.ArrearsSchedule, schedule_of_arrears),
    }
)
