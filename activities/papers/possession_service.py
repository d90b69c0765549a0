"""From a claim's capture to the answers of HMCTS's possession service in the order of its pages (E-24)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import law
from activities.papers import protocol, record
from activities.papers.capture import (
    ACTS,
    NOTICES,
    WITHOUT_GROUND,
    Capture,
    capture,
    circumstances,
    closed,
    incomplete,
    notice_words,
)
from activities.papers.known import Ask
from activities.papers.refusals import Draft, Refusal
from cases.events import court
from cases.facts import claim_targets as facts
from cases.facts.court import Particulars
from law.dates import in_words
from templates.channels import Channel, channel, characters, over
from templates.words import court_day, every, listed, money

_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}", re.IGNORECASE)
_PHONE = re.compile(r"0\d{10}")
METHODS = {
    "handed_to_person": ("PERSONALLY_HANDED", "Personally handed"),
    "left_at_address": ("DELIVERED_PERMITTED_PLACE", "Delivered to a permitted place"),
    "first_class_post": ("FIRST_CLASS_POST", "First class post"),
    "email_agreed": ("EMAIL", "By email"),
}
TENANCIES = {"secure": "SECURE", "introductory": "INTRODUCTORY", "flexible": "FLEXIBLE", "demoted": "DEMOTED"}
PERIODS = {"weekly": "WEEKLY", "fortnightly": "FORTNIGHTLY", "monthly": "MONTHLY"}


def service(ask: Ask) -> Draft:
    """E-24. Nothing in it is typed beforehand: what it asks for and nobody recorded is left to a person."""
    held = capture(ask)
    if not isinstance(held, Capture):
        return incomplete(facts.ServiceAnswers, held)
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
    against = [*held.against, *closed(way), *_not_social(ask, way), *_dates(ask, told), *too_long(pages)]
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
    notice_kept: bool = False

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
            notice_kept=any(paper.paper in NOTICES for paper in ask.known.papers),
        )


def _why_not(ask: Ask) -> str | None:
    """Why the protocol was not followed in full, whatever its length: too long a text is told by how much."""
    return protocol.why_not(ask, protocol.for_court(ask))


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
            ("Underlessee or mortgagee", _underlessee(told)),
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
    if told.act in WITHOUT_GROUND:
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
    if beside.notice_kept:
        yield _answer("notice_copy", "Copy of the notice, or why there is none", "Uploaded with the claim (page 21)")
    else:
        yield _answer(
            "notice_copy",
            "Copy of the notice, or why there is none",
            by_hand="the notice is not kept here: upload it, or say why not",
            limit=way.limits["no_notice_why"],
        )
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


def _underlessee(told: Particulars) -> Iterator[dict[str, Any]]:
    if told.relief:
        asks = "Is there an underlessee or mortgagee?"
        yield _answer("underlessee", asks, "No" if told.relief == "nobody" else f"Yes: {told.relief_by}")
        return
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
    ("E-09", "Notice of seeking termination and recovery of possession"),
    ("E-10", "Notice of proceedings for possession"),
    ("E-10-demoted", "Notice of proceedings for possession"),
    ("E-12", "Notice seeking possession"),
    ("E-13", "Notice seeking possession"),
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


def _not_social(ask: Ask, way: Channel) -> Iterator[Refusal]:
    if not ask.state.the_tenancy.social_housing:
        said = (
            f"{way.title} is for lettings of social housing, and this is none: send the claim on paper or through PCOL."
        )
        yield Refusal(code="R23", details=said)


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
