"""From one capture of a claim to its three targets: the form (E-20), PCOL's boxes (E-23), the possession service (E-24).

The capture is the facts of the particulars (E-21). Everything here is made from them, so that no target can say something
that another does not; what they do not hold is left to a person, by name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

import law
from activities.papers import claim, protocol, record
from activities.papers.builder import Builder
from activities.papers.known import Ask
from activities.papers.refusals import Draft, Refusal, missing, told_missing
from cases.events import court
from cases.events.base import Frozen
from cases.facts import claim_targets as facts
from cases.facts.court import Particulars
from cases.facts.rent_account import Schedule
from law.dates import add_months, in_words
from templates.channels import Channel, channel, characters, over
from templates.words import court_day, every, listed, money

ACTS = {"secure": "Housing Act 1985, Schedule 2", "assured": "Housing Act 1988, Schedule 2"}
_LONG_DAY = re.compile(r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day )?(\d{1,2}) ([A-Z][a-z]{2})[a-z]* (\d{4})\b")
_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}", re.IGNORECASE)
_PHONE = re.compile(r"0\d{10}")
_PLAIN = {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "£": "GBP ", "\u00a0": " "}


@dataclass(frozen=True, slots=True)
class Capture:
    """The facts of a claim as they are pleaded, with what beside them the targets need; None: they are not complete."""

    pleaded: Particulars
    steps: str
    against: tuple[Refusal, ...]


def capture(ask: Ask) -> Capture | tuple[Refusal, ...]:
    """The claim's facts, or everything that is missing or wrong in them."""
    draft = claim.particulars(ask)
    found, empty = missing(Particulars, draft.values)
    if found is None:
        return (told_missing("E-21", empty), *draft.refusals)
    assert isinstance(found, Particulars)
    return Capture(found, record.digest(ask), draft.refusals)


def _incomplete(model: type[Frozen], against: tuple[Refusal, ...]) -> Draft:
    return Draft(values={}, refusals=against, said=tuple(model.model_fields))


def claim_form(ask: Ask) -> Draft:
    """E-20. Options: costs (pence) and human_rights (yes or no), which no event of the case says."""
    held = capture(ask)
    if not isinstance(held, Capture):
        return _incomplete(facts.ClaimForm, held)
    told = held.pleaded
    costs, rights = ask.order.facts.get("costs"), ask.order.facts.get("human_rights")
    account = ask.order.facts.get("fee_account")
    hand = [] if account else [_by_hand("Fee account number", "it is not among the landlord's settings")]
    if rights is None:
        hand.append(_by_hand("Whether human rights issues are raised", "no event of the case says it"))
    if costs is None:
        hand.append(_by_hand("Legal representative's costs, and the total", "no sum for costs is recorded"))
    home = told.heading.home
    values = {
        "heading": told.heading.model_dump(),
        "court": told.heading.court,
        "claimant": told.claimant.model_dump(),
        "defendants": tuple(
            {"party": p.model_dump(), "address": (known.address if known else None) or home}
            for p in told.heading.defendants
            for known in [ask.known.people.get(p.ref)]
        ),
        "grounds": tuple(g.number for g in told.grounds),
        "ticks": tuple(_ticks()),
        "money_claimed": told.money_claimed,
        "human_rights": None if rights is None else rights == "yes",
        "fee": told.fee,
        "costs": costs,
        "total": None if costs is None else told.fee + costs,
        "fee_account": account,
        "begun_on": told.begun_on,
        "signer": told.signer.model_dump(),
        "by_hand": tuple(hand),
        "pleaded": told,
    }
    return Draft(values=values, refusals=held.against)


def _ticks() -> Iterator[dict[str, Any]]:
    yield {"asks": "The property is a home", "yes": True}
    yield {"asks": "Rent arrears", "yes": True}
    for asks in (
        "Another breach of the tenancy",
        "Anti-social behaviour",
        "Unlawful use",
        "Demotion of the tenancy",
        "An order suspending the right to buy",
    ):
        yield {"asks": asks, "yes": False}


def _by_hand(what: str, why: str) -> dict[str, str]:
    return {"what": what, "why": why}


# What all targets say of the claim, in words


def why_possession(told: Particulars) -> str:
    """The sum with its day, since when, what it leaves out, the daily rate, and the grounds."""
    said = [
        f"Rent lawfully due has not been paid: {money(told.arrears.pence)} at the end of {_day(told.arrears.as_at)}"
    ]
    said.append(f"Something has been owed every day since {_day(told.since)}")
    if told.first_default_on:
        said.append(f"The first rent not paid on its day fell due on {_day(told.first_default_on)}")
    if told.left_out:
        sums = listed(f"{part.what} {money(part.sum.pence)}" for part in told.left_out)
        said.append(f"The figure leaves out {sums}")
    said.append(f"Rent goes on at {money(told.daily.pence)} a day")
    if told.act == "introductory":
        said.append("The claim is made under section 127 of the Housing Act 1996; no ground is needed")
    else:
        numbers = [g.number for g in told.grounds]
        word = "Grounds" if len(numbers) > 1 else "Ground"
        said.append(f"{word} {listed(numbers)} of the {ACTS[told.act]}")
    eight = told.ground_8
    if eight:
        relied = "the claimant relies on ground 8" if told.ground_8_met else "the claimant does not rely on ground 8"
        said.append(
            f"Ground 8 asks for {money(eight.threshold)} ({eight.units}): {money(told.notice.arrears.pence)} was owed when "
            f"the notice was served, and {relied}"
        )
    if told.review:
        said.append(told.review.rstrip("."))
    return f"{'. '.join(said)}."


def circumstances(told: Particulars) -> str:
    """What paragraph 7 of the particulars says: each defendant, then benefit towards the rent."""
    said = [f"{one.defendant.name}: {' '.join(one.known)}" for one in told.circumstances]
    benefit = " ".join(told.benefits)
    if told.housing_benefit:
        benefit += f" The Housing Benefit comes to {money(told.housing_benefit)} a week."
    said.append(benefit)
    for one in told.expected:
        on = f" on {court_day(one.on)}" if one.on else ""
        known = f"(known on {court_day(one.sum.as_at)}). It has not been received and is not taken off the arrears."
        said.append(f"{money(one.sum.pence)} is expected from {one.source}{on} {known}")
    return " ".join(said)


def notice_words(told: Particulars) -> str:
    """The notice by its kind, its form and the day that it names; that of a fixed term names none."""
    form = f", {told.notice.form}" if told.notice.form else ""
    named = f", naming {court_day(told.notice.specified_on)}" if told.notice.specified_on else ""
    return f"{told.notice.words}{form}{named}"


def _day(day: date) -> str:
    return f"{day.day} {day:%b} {day.year}"


# PCOL


def pcol(ask: Ask) -> Draft:
    """E-23. Options: summary (yes) and schedule_served_on, the day on which every defendant had been given the schedule."""
    held = capture(ask)
    if not isinstance(held, Capture):
        return _incomplete(facts.PcolBoxes, held)
    told, way = held.pleaded, channel("pcol")
    against = [*held.against, *_closed(way)]
    served_on = ask.order.facts.get("schedule_served_on")
    served = date.fromisoformat(served_on) if served_on else None
    summary: tuple[facts.SummaryLine, ...] = ()
    if ask.order.facts.get("summary") == "yes":
        against += _summary_faults(served, told.begun_on)
        summary = _summary(ask, told, way.summary_lines)
    boxes = [
        _box("possession_reason", "Reason for possession", why_possession(told), way),
        _box("recovery_steps", "Steps taken to recover the arrears", held.steps, way),
        _box("defendant_circumstances", "The defendants' circumstances", circumstances(told), way),
    ]
    left = sorted({letter for box in boxes for letter in box["says"] if not letter.isascii()})
    values = {
        "heading": told.heading.model_dump(),
        "boxes": tuple(boxes),
        "tenancy": told.tenancy.model_dump(),
        "arrears": told.arrears,
        "daily": told.daily,
        "grounds": tuple(g.number for g in told.grounds),
        "notice": notice_words(told),
        "served": told.served,
        "fee": told.fee,
        "begun_on": told.begun_on,
        "schedule_served_on": served if summary else None,
        "summary": summary,
        "unplain": " ".join(left) or None,
        "told": (way.availability, way.limits_from),
        "signer": told.signer.model_dump(),
        "by_hand": (
            _by_hand("The claimant's circumstances", "the particulars give none, and no event of the case does"),
            _by_hand("The firm's name, and the statement of truth", "whoever signs it says it in PCOL's own words"),
        ),
        "pleaded": told,
    }
    return Draft(values=values, refusals=tuple(against))


def _closed(way: Channel) -> Iterator[Refusal]:
    if way.open == "closed":
        yield Refusal(code="R23", details=f"{way.title} takes no new claims: use another way.")


def _summary_faults(served: date | None, begun_on: date) -> Iterator[Refusal]:
    if served is None:
        said = (
            "A summary of the arrears stands only where every defendant was given the whole schedule before the claim, and "
            "no day of that is given (schedule_served_on)."
        )
        yield Refusal(code="R25", details=said)
    elif served >= begun_on:
        said = f"The schedule was given on {in_words(served)}, which is not before the claim on {in_words(begun_on)}."
        yield Refusal(code="R13", details=said)


def _summary(ask: Ask, told: Particulars, lines: int) -> tuple[facts.SummaryLine, ...]:
    """The schedule of the claim in at most so many lines, each of the same number of months."""
    from activities.papers import proceedings

    shown, _ = proceedings.schedule(ask, proceedings.rent_account(ask), told.begun_on)
    return summarised(shown, lines) if shown else ()


def summarised(shown: Schedule, lines: int) -> tuple[facts.SummaryLine, ...]:
    """A schedule in at most `lines` lines of equally many months, the last of them shorter; the balances are its own."""
    months = (shown.until.year - shown.since.year) * 12 + shown.until.month - shown.since.month + 1
    each, owed, found, start = -(-months // lines), shown.opening, [], shown.since
    while start <= shown.until:
        following = add_months(start, each)
        rows = [row for row in shown.rows if start <= row.on < following]
        due, paid = sum(r.charge or 0 for r in rows), sum(r.credit or 0 for r in rows)
        owed += due - paid
        end = min(following, shown.until + law.dates.DAY) - law.dates.DAY
        found.append(facts.SummaryLine(since=start, until=end, due=due, paid=paid, balance=owed))
        start = following
    return tuple(found)


def _box(key: str, title: str, text: str, way: Channel) -> dict[str, Any]:
    says = plain(text)
    return {"key": key, "title": title, "says": says, "used": len(says), "warn": way.warn or 0}


def plain(text: str) -> str:
    """Text as PCOL takes it: days as `12 Mar 2026`, ASCII where a letter has a plain form, one line, no leading `=`.

    A letter that has no plain form stays, and is told.
    """
    found = _LONG_DAY.sub(r"\1 \2 \3", " ".join(text.split()))
    found = "".join(_plain_letter(letter) for letter in found)
    return found.lstrip("= ")


def _plain_letter(letter: str) -> str:
    if letter.isascii():
        return letter
    if letter in _PLAIN:
        return _PLAIN[letter]
    folded = "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))
    return folded if folded.isascii() and folded else letter


# The possession service

METHODS = {
    "handed_to_person": ("PERSONALLY_HANDED", "Personally handed"),
    "left_at_address": ("DELIVERED_PERMITTED_PLACE", "Delivered to a permitted place"),
    "first_class_post": ("FIRST_CLASS_POST", "First class post"),
    "email_agreed": ("EMAIL", "By email"),
}
TENANCIES = {"secure": "SECURE", "introductory": "INTRODUCTORY"}
PERIODS = {"weekly": "WEEKLY", "fortnightly": "FORTNIGHTLY", "monthly": "MONTHLY"}


def service(ask: Ask) -> Draft:
    """E-24. Nothing in it is typed beforehand: what it asks for and nobody recorded is left to a person."""
    held = capture(ask)
    if not isinstance(held, Capture):
        return _incomplete(facts.ServiceAnswers, held)
    told, way = held.pleaded, channel("possession_service")
    stated = protocol.statement(ask)
    pages = tuple(pages_of(told, Beside.of(ask, held.steps, stated), way))
    values = {
        "heading": told.heading.model_dump(),
        "commit": way.commit,
        "seen_on": way.seen_on,
        "pages": pages,
        "uploads": tuple(_uploads(ask)),
        "told": (way.availability, way.limits_from, _intervals(told.begun_on)),
        "begun_on": told.begun_on,
        "pleaded": told,
    }
    against = [*held.against, *_closed(way), *_dates(ask, told), *too_long(pages)]
    against += [r for r in stated.refusals if r.code == "R25"]
    return Draft(values=values, refusals=tuple(against))


@dataclass(frozen=True, slots=True)
class Beside:
    """What the service asks for and the particulars do not hold. names: forename and surname by tenant, None where unknown."""

    steps: str
    followed: bool
    why_not: str | None
    names: Mapping[str, tuple[str, str] | None]
    addresses: Mapping[str, tuple[str, ...]]
    served: court.NoticeServed | None
    relied_on: str
    agreements: bool
    documents: tuple[str, ...]

    @classmethod
    def of(cls, ask: Ask, steps: str, stated: Draft) -> Beside:
        """From the case and its protocol statement."""
        services = ask.state.notice.services if ask.state.notice else {}
        relied_on = max(services, key=lambda ref: (services[ref].on, ref), default="")
        given = [
            e for e in ask.known.events if isinstance(e, court.NoticeServed) and relied_on in (e.tenants or services)
        ]
        names = {
            p.ref: (p.forename, p.surname) if p.forename and p.surname and not p.legal_name else None
            for p in ask.tenants
        }
        return cls(
            steps=steps,
            followed=bool(stated.values["followed"]),
            why_not=_why_not(ask),
            names=names,
            addresses={p.ref: p.address or ask.known.account.home for p in ask.tenants},
            served=given[-1] if given else None,
            relied_on=relied_on,
            agreements=any(True for _ in record.agreements(ask)),
            documents=tuple(_uploads(ask)),
        )


def _why_not(ask: Ask) -> str | None:
    """Why the protocol was not followed in full, whatever its length: too long a text is told by how much."""
    from cases import protocol as rows

    return protocol.why_not(ask, rows.rows(ask.state, ask.today))


def _answer(
    key: str, asks: str, says: str | None = None, *, by_hand: str | None = None, limit: int | None = None
) -> dict[str, Any]:
    return {
        "key": key,
        "asks": asks,
        "says": says,
        "by_hand": by_hand,
        "used": characters(says) if says else 0,
        "limit": limit,
    }


def _yes(value: bool) -> str:
    return "Yes" if value else "No"


def pages_of(told: Particulars, beside: Beside, way: Channel) -> Iterator[dict[str, Any]]:
    """Every page of the service in its order, with its answers."""
    for number, (title, answers) in enumerate(
        (
            ("Property", _property(told)),
            ("Claimant's name", _claimant(told, way)),
            ("Type of claimant", _kind(told)),
            ("Trespass", iter([_answer("trespass", "Is it a claim against trespassers?", "No")])),
            ("Contact", _contact(told, way)),
            ("Defendants", _defendants(told, beside, way)),
            ("Tenancy", _tenancy(told, way)),
            ("Grounds", _grounds(told)),
            ("Pre-action protocol", _protocol(beside, way)),
            ("Mediation and settlement", _settlement(beside)),
            ("Notice", iter([_answer("notice_served", "Have you served notice?", "Yes")])),
            ("The notice and its service", _notice(told, beside, way)),
            ("Rent", _rent(told, way)),
            ("Arrears", _arrears(told, beside, way)),
            (
                "Money judgment",
                iter([_answer("money_judgment", "Do you ask for the arrears too?", _yes(told.money_claimed))]),
            ),
            ("The claimant's circumstances", _ours()),
            ("The defendants' circumstances", _theirs(told, way)),
            ("Other orders", _others()),
            ("Additional reasons", _reasons(way)),
            ("Underlessee or mortgagee", _underlessee()),
            ("Documents", _documents(beside, way)),
            ("Sending it", _sending(told, way)),
        ),
        start=1,
    ):
        yield {"number": number, "title": title, "answers": tuple(answers)}


def _property(told: Particulars) -> Iterator[dict[str, Any]]:
    *lines, last = told.heading.home
    coded = bool(_POSTCODE.fullmatch(last.strip()))
    yield _answer("property_address", "Address", ", ".join(lines if coded and lines else told.heading.home))
    if coded:
        yield _answer("property_postcode", "Postcode", last)
    else:
        yield _answer("property_postcode", "Postcode", by_hand="the last line of the address is not a postcode")
    yield _answer("property_country", "Country, where the service asks", "England")


def _claimant(told: Particulars, way: Channel) -> Iterator[dict[str, Any]]:
    yield _answer("claimant_name", "Claimant's name", told.claimant.legal_name, limit=way.limits["claimant_name"])


def _kind(told: Particulars) -> Iterator[dict[str, Any]]:
    council = told.claimant_kind == "local_authority"
    yield _answer(
        "claimant_type", "Type of claimant", "Local authority" if council else "Registered provider of social housing"
    )


def _contact(told: Particulars, way: Channel) -> Iterator[dict[str, Any]]:
    yield _answer("contact_email", "Email", told.claimant.email, limit=way.limits["contact_email"])
    phone = re.sub(r"\D", "", told.claimant.phone)
    if _PHONE.fullmatch(phone):
        yield _answer("contact_phone", "Telephone", phone)
    else:
        yield _answer("contact_phone", "Telephone", by_hand=f"it takes 0 and ten digits; ours is {told.claimant.phone}")
    yield _answer("service_address", "Address for papers", ", ".join(told.claimant.address))


def _defendants(told: Particulars, beside: Beside, way: Channel) -> Iterator[dict[str, Any]]:
    for n, party in enumerate(told.heading.defendants, start=1):
        names = beside.names.get(party.ref)
        for key, asks, place in (("first_name", "first name", 0), ("last_name", "last name", 1)):
            limit = way.limits[f"defendant_{key}"]
            by_hand = f"how the agreement's name, {party.name}, is parted is not held"
            says = names[place] if names else None
            yield _answer(
                f"defendant_{n}_{key}",
                f"Defendant {n}, {asks}",
                says,
                by_hand=None if names else by_hand,
                limit=limit,
            )
        address = beside.addresses.get(party.ref, told.heading.home)
        same = address == told.heading.home
        yield _answer(f"defendant_{n}_same_address", f"Defendant {n}, is the address the property's?", _yes(same))
        if not same:
            yield _answer(f"defendant_{n}_address", f"Defendant {n}, address", ", ".join(address))


def _tenancy(told: Particulars, way: Channel) -> Iterator[dict[str, Any]]:
    yield _answer("tenancy_type", "Type of tenancy", f"{TENANCIES.get(told.act, 'ASSURED')}: {told.tenancy.words}")
    yield _answer("tenancy_start", "Start of the tenancy", court_day(told.tenancy.started_on))
    yield _answer(
        "agreement_copy",
        "Copy of the agreement, or why there is none",
        by_hand="the agreement is not kept here: upload it, or say why not",
        limit=way.limits["no_agreement_why"],
    )


def _grounds(told: Particulars) -> Iterator[dict[str, Any]]:
    if told.act == "introductory":
        yield _answer("has_grounds", "Do you have grounds?", "No")
        yield _answer("reason", "Is it because of rent arrears?", "Yes")
        return
    yield _answer("rent_arrears", "Is the claim because of rent arrears?", "Yes")
    yield _answer("grounds", "Grounds", f"{listed(g.number for g in told.grounds)}, {ACTS[told.act]}")
    yield _answer("other_grounds", "Other grounds", "No")


def _protocol(beside: Beside, way: Channel) -> Iterator[dict[str, Any]]:
    yield _answer("protocol_followed", "Did you follow the pre-action protocol?", _yes(beside.followed))
    if not beside.followed:
        yield _answer("protocol_why_not", "If not, why", beside.why_not, limit=way.limits["protocol_not_followed"])


def _settlement(beside: Beside) -> Iterator[dict[str, Any]]:
    yield _answer(
        "mediation", "Did you try mediation?", by_hand="no event of the case says whether there was mediation"
    )
    why = (
        "agreements to pay are recorded (page 14); whether the service means these is yours to say"
        if beside.agreements
        else "no agreement to pay is recorded, and no event says what else was tried"
    )
    yield _answer("settlement", "Did you try to settle?", by_hand=why)


def _notice(told: Particulars, beside: Beside, way: Channel) -> Iterator[dict[str, Any]]:
    yield _answer("notice_type", "Which notice", notice_words(told))
    on = next((one for one in told.served if one.defendant.ref == beside.relied_on), told.served[-1])
    event = beside.served
    method = event.method if event else ""
    code, called = METHODS.get(method, ("OTHER", "Other"))
    yield _answer("notice_method", "How it was served", f"{called} ({code})")
    at = f" at {event.at}" if event and event.at else ""
    yield _answer("notice_on", "Day, and time where asked", f"{court_day(on.on)}{at}")
    if code == "PERSONALLY_HANDED":
        whom = event.left_with if event and event.left_with else on.defendant.name
        yield _answer("notice_handed_to", "Who was it handed to?", whom, limit=way.limits["handed_to"])
        if not at:
            yield _answer("notice_time", "Time", by_hand="no time of service is recorded")
    elif code == "EMAIL":
        yield _answer(
            "notice_email",
            "To which address",
            by_hand="the address that the notice was sent to is not recorded",
            limit=way.limits["notice_email"],
        )
    elif code == "OTHER":
        yield _answer("notice_other", "How", on.how, limit=way.limits["other_service"])
    others = [o for o in told.served if (o.on, o.how) != (on.on, on.how)]
    if others:
        told_others = "; ".join(f"{o.defendant.name} on {court_day(o.on)}, {o.how}" for o in others)
        yield _answer("notice_others", "The page takes one service: the certificates show the others", told_others)


def _rent(told: Particulars, way: Channel) -> Iterator[dict[str, Any]]:
    yield _answer("rent_amount", "Rent", money(told.tenancy.rent))
    code = PERIODS.get(told.tenancy.period, "OTHER")
    yield _answer("rent_frequency", "How often", code)
    if code == "OTHER":
        said = f"every {every(told.tenancy.period)}"
        yield _answer("rent_frequency_other", "Which", said, limit=way.limits["rent_frequency_other"])
    yield _answer("rent_daily", "Daily rent", money(told.daily.pence))


def _arrears(told: Particulars, beside: Beside, way: Channel) -> Iterator[dict[str, Any]]:
    yield _answer("arrears_total", "Total arrears", money(told.arrears.pence))
    yield _answer("arrears_as_at", "At the end of", court_day(told.arrears.as_at))
    yield _answer("previous_steps_taken", "Have you taken steps to recover them?", "Yes")
    yield _answer("previous_steps", "Which steps", beside.steps, limit=way.limits["previous_steps"])


def _ours() -> Iterator[dict[str, Any]]:
    # as paragraph 8 of the particulars has it: the claimant gives no further information about itself
    yield _answer("claimant_circumstances", "Anything about the claimant's own circumstances?", "No")


def _theirs(told: Particulars, way: Channel) -> Iterator[dict[str, Any]]:
    limit = way.limits["defendant_circumstances"]
    yield _answer("defendant_circumstances", "The defendants' circumstances", circumstances(told), limit=limit)


def _others() -> Iterator[dict[str, Any]]:
    yield _answer("right_to_buy", "Suspension of the right to buy?", "No")
    yield _answer("demotion", "Demotion of the tenancy?", "No")


def _reasons(way: Channel) -> Iterator[dict[str, Any]]:
    why = "the particulars give none: it stays at No unless you have one"
    limit = way.limits["additional_reasons"]
    yield _answer("additional_reasons", "Additional reasons for possession", by_hand=why, limit=limit)


def _underlessee() -> Iterator[dict[str, Any]]:
    why = "none is recorded here, and no event says that there is none"
    yield _answer("underlessee", "Is there an underlessee or mortgagee?", by_hand=why)


def _documents(beside: Beside, way: Channel) -> Iterator[dict[str, Any]]:
    for n, one in enumerate(beside.documents, start=1):
        yield _answer(f"document_{n}", f"Document {n}, description", one, limit=way.limits["document_description"])


def _sending(told: Particulars, way: Channel) -> Iterator[dict[str, Any]]:
    yield _answer("application", "An application with the claim?", by_hand="no event of the case says it")
    yield _answer("language", "Language used", by_hand="whoever types it in says it")
    yield _answer("signer_name", "Statement of truth: name", told.signer.name, limit=way.limits["signer_name"])
    yield _answer(
        "signer_position", "Statement of truth: position", told.signer.position, limit=way.limits["signer_position"]
    )
    yield _answer("signer_firm", "Statement of truth: firm", told.claimant.legal_name, limit=way.limits["signer_firm"])


DOCUMENTS = (
    ("E-22", "Rent statement: the schedule of arrears"),
    ("E-08", "Notice of seeking possession"),
    ("E-10", "Notice of proceedings for possession"),
    ("E-12", "Notice seeking possession"),
    ("E-14", "Certificate of service of the notice"),
    ("E-18", "How the pre-action protocol was followed"),
    ("E-21", "Particulars of claim"),
)


def _uploads(ask: Ask) -> Iterator[str]:
    """What goes with the claim in the service's order: what is kept here, and the schedule and statement that this makes."""
    kept = {paper.paper for paper in ask.known.papers} | {"E-22", "E-18"}
    yield from (says for code, says in DOCUMENTS if code in kept)


def _intervals(begun_on: date) -> str:
    """What the law room says of the service's own intervals."""
    try:
        return law.ask("england.claim.hearing_window", issued_on=begun_on, channel="online_service").because
    except law.LawError as held_not:
        return str(held_not).partition(": ")[2] or str(held_not)


def _dates(ask: Ask, told: Particulars) -> Iterator[Refusal]:
    """Every day that the service asks for has to lie before today."""
    named = [(f"the notice was served on {one.defendant.ref}", one.on) for one in told.served]
    for what, on in (*named, ("the tenancy began", told.tenancy.started_on)):
        if on >= ask.today:
            said = f"The day on which {what}, {in_words(on)}, has to lie before today: the service refuses any other."
            yield Refusal(code="R13", details=said)


def too_long(pages: tuple[dict[str, Any], ...]) -> Iterator[Refusal]:
    """R19 for each answer over its limit: by how much, and which words are over."""
    for page in pages:
        for one in page["answers"]:
            if one["limit"] and one["says"] and one["used"] > one["limit"]:
                said = (
                    f"Page {page['number']} ({page['title']}), {one['asks'].lower()}: {one['used']} characters, the service "
                    f"takes {one['limit']}, {one['used'] - one['limit']} too many. What is over: "
                    f"{over(one['says'], one['limit'])!r}."
                )
                yield Refusal(code="R19", details=said)


BUILDERS: Mapping[str, Builder] = MappingProxyType(
    {
        "E-20": Builder(facts.ClaimForm, claim_form),
        "E-23": Builder(facts.PcolBoxes, pcol),
        "E-24": Builder(facts.ServiceAnswers, service),
    }
)
