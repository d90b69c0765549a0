"""The hearing note (E-27): one page that says where the case stands, what is open, and what to ask for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from activities.papers import notices, proceedings, record
from activities.papers.claim import projected, served, served_notice
from activities.papers.draft_order import without_a_choice
from activities.papers.known import Ask
from activities.papers.offer import told
from activities.papers.proceedings import answer, figure, name_of, whys
from activities.papers.protocol import SHORT_ACCOUNT, for_court
from activities.papers.refusals import MORATORIUMS, Draft, Refusal
from activities.papers.statements import not_itemised
from cases.events import early
from cases.events.base import Frozen
from cases.ruling import nation_of, standing_holds
from cases.state import Claim, Hearing, Notice
from law.dates import in_words
from templates.words import court_day, listed

FEW = 4  # lines of one kind: the note is one page, and what is over is on the case
#: By what right somebody may speak for the landlord at the hearing.
AUDIENCE = {
    "officer": "officer, by s.60 County Courts Act 1984",
    "exempt": "exempt person under the Legal Services Act 2007",
    "solicitor": "solicitor",
    "counsel": "counsel",
}
ROOM = 2200  # characters of found text that fit one page of the template beside its own words, in a wide type face too
PURPOSE = {
    "possession": "first hearing of the possession claim",
    "adjourned": "adjourned hearing",
    "application": "hearing of an application",
    "restored": "hearing of the restored claim",
}


def note(ask: Ask) -> Draft:
    """E-27. Its figure is of the day of the note, and on the day of the hearing of that day (R01).

    Options: advocate, who speaks for us, and right, by what right (a key of AUDIENCE).
    """
    hearing, notice, claim = ask.state.hearing, ask.state.notice, ask.state.claim
    if hearing is None:
        said = "No hearing is listed, so there is nothing to prepare for."
        return Draft(values={}, refusals=(Refusal(code="R25", details=said),))
    arrears, daily = proceedings.arrears(ask, "B1"), proceedings.daily_rate(ask)
    pence = arrears["pence"] if arrears else None
    eight = _ground_8(ask, notice, pence)
    later = hearing.on if arrears and hearing.on > arrears["as_at"] else None
    plans, offered = record.agreements(ask), record.open_offer(ask)
    budget = told(ask, offered[1]) if offered else None
    mandatory = without_a_choice(ask)
    cap = answer("order.possession_cap", ask, made_on=hearing.on) if mandatory else None
    values = {
        "heading": proceedings.heading(ask),
        "at": hearing.at,
        "purpose": PURPOSE[hearing.purpose],
        "advocate": ask.order.facts.get("advocate"),
        "audience": AUDIENCE.get(str(ask.order.facts.get("right") or "")),
        "conduct": _conduct(ask),
        "tenure": proceedings.tenancy(ask)["words"],
        "notice": served_notice(notice),
        "served": served(ask, notice),
        "issued_on": claim.issued_on if claim else None,
        "arrears": arrears,
        "at_claim": _at_claim(claim),
        "daily": daily,
        "projected": projected(arrears, daily.pence if daily else None, later),
        "paid_since": _paid_since(ask, claim),
        "expected": proceedings.expected(ask),
        "left_out": proceedings.left_out(ask),
        "costs": claim.fee if claim else None,
        "grounds": _grounds(ask, notice),
        "ground_8": eight,
        "gaps": tuple(_few(_gaps(ask), 8)),
        "fair_for": tuple(_few(for_tenants(ask))),
        "fair_against": tuple(_few(against_tenants(ask, pence, claim))),
        "vulnerable": vulnerable(ask),
        "holds": tuple(_few(_holds(ask, hearing))),
        "agreement": plans[-1] if plans else None,
        "offer": offered[0] if offered else None,
        "left_over": max(budget["left"], 0) if budget else None,
        "ask": _ask(ask, mandatory, cap.get("normal") if cap else None, cap.get("hardship") if cap else None),
        "fallbacks": _fallbacks(mandatory),
        "authority": _authority(mandatory),
    }
    refusals = [*proceedings.not_one_figure(ask), *_refusals(ask, hearing, arrears), *_overflow(values)]
    values["whys"] = whys(possession_cap=cap)
    return Draft(values=values, refusals=tuple(refusals))


def _refusals(ask: Ask, hearing: Hearing, arrears: dict[str, Any] | None) -> Iterator[Refusal]:
    if ask.today > hearing.on:
        yield Refusal(code="R13", details=f"The hearing was on {in_words(hearing.on)}, which has passed.")
    given = ask.order.facts
    if given.get("advocate") and given.get("right") not in AUDIENCE:
        said = f"{given['advocate']} is to speak for us, and by what right is not said ({', '.join(AUDIENCE)})."
        yield Refusal(code="R04", details=said)
    if arrears and ask.today == hearing.on and arrears["as_at"] != ask.today:
        said = f"On the day of the hearing the figure has to be of that day; it is of {in_words(arrears['as_at'])}."
        yield Refusal(code="R01", details=said)


def _overflow(values: Any) -> Iterator[Refusal]:
    """R19 when so much was found that the note would run on to a second page."""
    length = _letters(values)
    if length > ROOM:
        said = f"The note holds {length} characters of names and reasons and has room for {ROOM} on its one page."
        yield Refusal(code="R19", details=said)


def _letters(value: Any) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, Frozen):
        return _letters(value.model_dump())
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else ()
    return sum(_letters(part) for part in parts)


def _conduct(ask: Ask) -> str | None:
    owner = proceedings.staff(ask, ask.state.owner.lower())
    return f"{owner['name']}, {owner['position']}" if owner["name"] and owner["position"] else None


def _at_claim(claim: Claim | None) -> dict[str, Any] | None:
    return figure(claim.arrears, "B3", claim.submitted_on or claim.issued_on) if claim else None


def _ground_8(ask: Ask, notice: Notice | None, pence: int | None) -> dict[str, Any] | None:
    """Ground 8 on the figures at service and of today, each on its own; None where it is not on the notice."""
    if notice is None or notices.mandatory_ground(ask) not in notice.grounds:
        return None
    both = notices.ground_8(ask, notice.arrears, pence, notice.given_on, ask.today)
    if both is None or notice.arrears is None or pence is None:
        return None
    threshold = int(both["threshold"])
    return {"threshold": threshold, "at_notice": notice.arrears >= threshold, "today": pence >= threshold}


def _grounds(ask: Ask, notice: Notice | None) -> str | None:
    if notice is None:
        return None
    if notice.grounds:
        return listed(sorted(notice.grounds, key=notices.by_number))
    return f"no ground is needed ({nation_of(ask.state).notices[notice.kind].claimed_under})"


def _paid_since(ask: Ask, claim: Claim | None) -> int | None:
    """What was received since the claim was issued; None also while the postings do not reach the balance."""
    account, position = proceedings.rent_account(ask), ask.known.position
    if account is None or position is None or claim is None or claim.issued_on is None or any(not_itemised(ask)):
        return None
    return sum(one.sum for one in account.payments(claim.issued_on, position.as_at))


def _few(lines: Iterator[str], number: int = FEW) -> Iterator[str]:
    """The first lines of a kind, and how many more there are."""
    found = list(lines)
    yield from found[:number]
    if len(found) > number:
        yield f"and {len(found) - number} more, on the case"


def _gaps(ask: Ask) -> Iterator[str]:
    """Open paragraphs of the protocol first, then waived ones: what a duty adviser opens with."""
    rows = for_court(ask)
    yield from (late := list(_not_told(ask)))
    for status, said in (("open", "OPEN"), ("waived", "waived"), ("attempted", "attempted, no answer recorded")):
        found: dict[str, list[str]] = {}
        for row in rows:
            if row.status == status and row.mandatory:
                found.setdefault(row.paragraph, []).extend([name_of(ask, row.tenant)] if row.tenant else [])
        for paragraph, who in found.items():
            short = any(row.paragraph == paragraph and row.says == SHORT_ACCOUNT for row in rows)
            yield f"{paragraph} {said}{f' for {listed(who)}' if who else ''}{f': {SHORT_ACCOUNT}' if short else ''}"
    if not late and not any(r.status != "met" and r.mandatory for r in rows):
        yield "every required paragraph is done"


def _not_told(ask: Ask) -> Iterator[str]:
    """Who was sent no letter about this hearing, or one too late for the days that the protocol asks for.

    The note that the listing writes comes with the letters: only one made for the day of the hearing can look back on them.
    """
    hearing = ask.state.hearing
    paper = nation_of(ask.state).paper("E-25")
    if hearing is None or not paper or "for_hearing" not in ask.order.facts:
        return
    last = answer("protocol.pre_hearing", ask, hearing_on=hearing.on)
    kept = [p for p in ask.known.written if p.paper == paper and p.status == "final" and not p.wrong]
    kept = [p for p in kept if hearing.listed_on is None or p.on >= hearing.listed_on]
    sent = {ref: [p.on for p in kept if p.recipient == ref] for ref in ask.state.the_tenancy.tenants}
    missing = [name_of(ask, ref) for ref, days in sent.items() if not days]
    if missing:
        yield f"2.12 no hearing letter{f' to {listed(missing)}' if len(missing) < len(sent) else ''}"
    for ref, days in sent.items():
        if days and last and min(days) > last["safe_by"]:
            yield (
                f"2.11 LATE for {name_of(ask, ref)}: hearing letter and statement of {court_day(min(days))}, due by "
                f"{court_day(last['safe_by'])}"
            )


def for_tenants(ask: Ask) -> Iterator[str]:
    """What speaks for them: payments, agreements kept, benefit on its way, a long tenancy, a defence."""
    account, position, held = proceedings.rent_account(ask), ask.known.position, ask.state.the_tenancy
    if account and position:
        paid = account.payments(proceedings.weeks_before(position.listed.as_at), position.listed.as_at)
        if paid:
            many = f"{len(paid)} payment{'s' if len(paid) > 1 else ''}"
            yield f"{many} in {_weeks(ask)}, the last on {in_words(paid[-1].on)}"
    if proceedings.expected(ask):
        yield "benefit is due that has not come yet"
    for plan in record.agreements(ask):
        if plan.outcome in ("in force", "kept to its end"):
            yield f"agreement of {in_words(plan.made_on)}: {plan.outcome}"
    claim = ask.state.claim
    for tenant, on in (claim.defences if claim else {}).items():
        counter = " with a counterclaim" if claim and claim.counterclaim else ""
        yield f"{name_of(ask, tenant)} filed a defence{counter} on {in_words(on)}"
    if held.started_on:
        yield proceedings.say(ask, f"tenant since {in_words(held.started_on)}")


def against_tenants(ask: Ask, pence: int | None, claim: Claim | None) -> Iterator[str]:
    """What speaks for an order: no payment, a debt that grew, agreements not kept, no answer."""
    account, position = proceedings.rent_account(ask), ask.known.position
    if account and account.behind_since():
        yield f"something owed every day since {in_words(account.behind_since() or ask.today)}"
    listed = position.listed.as_at if position else None
    if account and listed and not account.payments(proceedings.weeks_before(listed), listed):
        yield f"no payment in {_weeks(ask)}"
    if claim and claim.arrears is not None and pence is not None:
        grown = "higher than" if pence > claim.arrears else "lower than" if pence < claim.arrears else "the same as"
        yield f"the arrears are {grown} when the claim began"
    for plan in record.agreements(ask):
        if plan.outcome == "not kept":
            yield f"agreement of {in_words(plan.made_on)} not kept"
    tried = [e for e in proceedings.events(ask) if isinstance(e, early.ContactAttempted)]
    if tried:
        yield f"{len(tried)} attempt{'s' if len(tried) > 1 else ''} to reach them without an answer"


def _weeks(ask: Ask) -> str:
    """The weeks that are looked at for payments, with their last day where the postings do not reach the balance."""
    position = ask.known.position
    partly = position is not None and any(not_itemised(ask))
    return f"the 13 weeks to {in_words(position.listed.as_at)}" if position and partly else "13 weeks"


def vulnerable(ask: Ask) -> str:
    """Whether somebody needs care, and when that was looked at: no diagnosis, no words of the file."""
    looked = [e for e in proceedings.events(ask) if isinstance(e, early.VulnerabilityAssessed)]
    said = "Recorded; see the case, and tell the judge what is needed" if ask.state.vulnerable else "Nothing recorded"
    if not looked:
        return f"{said}; nobody has looked into it"
    weighed = "equality considered" if looked[-1].equality_considered else "equality not considered"
    return f"{said}; looked into on {in_words(looked[-1].happened_on)}, {weighed}"


def _holds(ask: Ask, hearing: Hearing) -> Iterator[str]:
    found = standing_holds(ask.state, min(hearing.on, ask.today))
    for hold in found:
        until = f" to {in_words(hold.last_day)}" if hold.last_day else ""
        kind = hold.kind.replace("_", " ")
        rest = ": an order may be made; no enforcement, and tell the court" if hold.kind in MORATORIUMS else ""
        yield f"{kind} from {in_words(hold.from_on)}{until}{rest}"
    if not found:
        yield "no hold; no moratorium and no insolvency is recorded"


def _ask(ask: Ask, mandatory: bool, normal: date | None, hardship: date | None) -> str:
    if mandatory and normal and hardship:
        return f"Possession by {in_words(normal)}; the latest the court can go is {in_words(hardship)}, for hardship"
    if mandatory:
        return "Possession outright"
    return proceedings.say(
        ask, "Possession, suspended while the current rent and an instalment the tenant can afford are paid"
    )


def _fallbacks(mandatory: bool) -> tuple[str, ...]:
    if mandatory:
        return (
            "if the mandatory case is not made out: a suspended order on the other grounds, where there are such",
            "adjournment to a fixed day with directions, the account to be brought up to date",
        )
    return (
        "a postponed order, or adjournment on the same terms",
        "adjournment to a fixed day with directions, the account to be brought up to date",
    )


def _authority(mandatory: bool) -> str:
    if mandatory:
        return "No terms without a call to whoever has the case"
    return "No terms below the current rent and something towards the arrears without a call to whoever has the case"
