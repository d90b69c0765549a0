"""The certificate that one person was served with one notice (E-14): what was done, by whom, with what authority and proof."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from activities.papers import proceedings
from activities.papers.known import Ask
from activities.papers.proceedings import answer, whys
from activities.papers.refusals import Draft, Refusal
from cases.events.court import NoticeServed
from cases.facts.notices import Document
from cases.facts.parties import Party
from cases.nations import NATIONS
from cases.state import Service
from law.dates import in_words

KIND = {
    "nsp_secure": "notice of seeking possession (secure tenancy)",
    "nstr_fixed": "notice of seeking termination and recovery (secure tenancy for a fixed term)",
    "s143e": "notice of proceedings for possession (demoted tenancy)",
    "s128": "notice of proceedings for possession (introductory tenancy)",
    "s8_form3": "notice seeking possession (assured tenancy)",
    "s8_form3a": "notice seeking possession (assured tenancy)",
}
#: Notices that go by the number of their form.
BY_FORM = ("s8_form3", "s8_form3a")
HOW = {
    "handed_to_person": "I handed it to the recipient in person",
    "left_at_address": "I left it at the address, through the letterbox or with a person there, in an envelope addressed "
    "to the recipient by name",
    "first_class_post": "I sent it by first class post, prepaid and addressed to the recipient by name",
    "recorded_post": "I sent it by recorded post, prepaid and addressed to the recipient by name",
    "email_agreed": "I sent it by email to the address that the recipient agreed to for notices",
}
PLACE = {
    "home": "the home let on the tenancy, at the address above",
    "office": "the landlord's office",
    "elsewhere": "another place, which the note beside this certificate describes",
}
PROOF = {
    "certificate": "this certificate; no photograph and no receipt is recorded",
    "receipt": "a receipt or a record of delivery, kept on the case file",
    "photo": "a photograph, kept on the case file with the time at which it was taken",
}
LAW_METHOD = {
    "handed_to_person": "personal",
    "left_at_address": "left_at_address",
    "first_class_post": "first_class_post",
    "recorded_post": "recorded_post",
    "email_agreed": "email",
}
POSTED = ("first_class_post", "recorded_post")
S233 = "Local Government Act 1972, section 233: a council may hand over, leave or post what it has to serve"
ACT = {
    "wales": "Renting Homes (Wales) Act 2016, section 237: how a notice under the Act is given",
    "scotland": "Housing (Scotland) Act 2001, section 40: how a notice under the Act is served",
}
CLAUSE = "the clause of the tenancy agreement about how notices are served"


def kind(of: str) -> str:
    """What a notice is called in a certificate or a court paper, by its kind."""
    return KIND.get(of) or next(n.notices[of].title for n in NATIONS.values() if of in n.notices)


def certificate(ask: Ask) -> Draft:
    """E-14 for one recipient. What the record does not hold (the time, an authority for the method) stops it."""
    event, notice = ask.event, ask.state.notice
    recipient = ask.reader
    service = notice.services.get(ask.order.recipient or "") if notice else None
    if not isinstance(event, NoticeServed) or notice is None or service is None:
        said = f"No service of a notice on {ask.order.recipient or 'this person'} is recorded."
        return Draft(values={}, refusals=(Refusal(code="R25", details=said),))
    given = _given(ask, event)
    sure = given is not None and (given.confidence == "confirmed" or ask.state.the_tenancy.nation == "england")
    law_day = given.get("given_on") if given and sure and not given.refused else None
    values = {
        "server": proceedings.staff(ask, event.recorded_by.lower()),
        "landlord": proceedings.issuer(ask)["legal_name"],
        "capacity": _capacity(ask),
        "recipient": Party(ref=recipient.ref, name=recipient.legal_name or recipient.name) if recipient else None,
        "home": ask.known.account.home,
        "notice": kind(notice.kind),
        "form": f"Form {notice.form}" if notice.kind in BY_FORM and notice.form else None,
        "document": _document(ask, notice.kind),
        "done_on": event.happened_on,
        "at": event.at,
        "how": HOW.get(event.method),
        "place": proceedings.say(ask, PLACE[event.place]),
        "left_with": event.left_with,
        "witness": event.witness,
        "authority": _authority(ask, event, service),
        "proof": PROOF.get(event.proof),
        "served_on": {"on": service.on, "rule": given.rule if given else ""},
        "because": given.because if given and law_day == service.on else _plain(event, service),
        "specified_on": notice.specified_on,
        "whys": whys(served_on=given if law_day == service.on else None),
    }
    return Draft(values=values, refusals=tuple(_against(ask, event, service)))


def _capacity(ask: Ask) -> str:
    """As what a person is served."""
    occupier = ask.order.recipient in ask.state.the_tenancy.occupiers
    role = NATIONS[ask.state.the_tenancy.nation].words.role
    return f"a {role['occupier'] if occupier else role['tenant']}"


def _given(ask: Ask, event: NoticeServed) -> Any:
    hour, minute = (int(part) for part in (event.at or "12:00").split(":"))
    facts: dict[str, Any] = {
        "method": LAW_METHOD.get(event.method) if ask.state.the_tenancy.nation == "england" else event.method,
        "at": datetime.combine(event.happened_on, time(hour, minute)),
        "landlord": "council" if ask.state.the_tenancy.landlord_kind == "local_authority" else "provider",
    }
    return answer("notice.given", ask, **facts)


def _plain(event: NoticeServed, service: Service) -> str:
    """Why that is the day, where the law room gives no day of its own for this method."""
    if event.method in POSTED and service.on == event.happened_on:
        return f"It was posted on {in_words(service.on)}; the day it arrived is not recorded."
    if service.on == event.happened_on:
        return f"It was delivered, or is shown to have been received, on {in_words(service.on)}."
    return f"It was sent on {in_words(event.happened_on)} and is taken to have been received on {in_words(service.on)}."


def _document(ask: Ask, kind: str) -> Document | None:
    """The notice as it was kept, so that its hash shows which paper was served."""
    held = NATIONS[ask.state.the_tenancy.nation].notices[kind].paper
    kept = [p for p in ask.known.papers if p.paper == held]
    return Document(name=kept[-1].name, sha256=kept[-1].sha256) if kept else None


def _authority(ask: Ask, event: NoticeServed, service: Service) -> str | None:
    own = ACT.get(ask.state.the_tenancy.nation)
    if own:
        return own if service.proven else None
    if event.service_clause:
        return CLAUSE
    if event.method == "email_agreed":
        return "the recipient's agreement that notices may be sent to that address"
    if ask.state.the_tenancy.landlord_kind == "local_authority":
        return S233
    if event.method in POSTED:
        return "proof that it was received" if service.proven else None
    return "the notice was delivered by hand; the Act asks that it be served and names no way of doing so"


def _against(ask: Ask, event: NoticeServed, service: Service) -> Iterator[Refusal]:
    who = ask.order.recipient
    nation = NATIONS[ask.state.the_tenancy.nation]
    if nation.key != "england" and not service.proven:
        said = (
            f"The notice to {who} was {nation.unproven}: this way of serving it proves nothing. Serve it again by hand."
        )
        yield Refusal(code="R25", details=said)
    elif event.method in POSTED and not service.proven:
        said = (
            f"The notice was posted to {who}, the tenancy agreement has no clause that allows it and no receipt is held: "
            "nothing presumes that a posted notice arrived (Khan v D'Aubigny [2025] EWCA Civ 11). Serve it by hand."
        )
        yield Refusal(code="R25", details=said)
    if event.method == "process_server":
        said = "A process server signs a certificate of their own: keep that one with the case."
        yield Refusal(code="R25", details=said)
    if event.proof == "none":
        yield Refusal(code="R25", details=f"The record says that there is no proof of service on {who}.")
    if event.at is None and event.method not in POSTED:
        said = f"The time at which {who} was served is missing (at): a certificate names it to the minute."
        yield Refusal(code="R04", details=said)
    if event.happened_on > ask.today:
        yield Refusal(code="R13", details=f"Service on {in_words(event.happened_on)} has not happened yet.")
