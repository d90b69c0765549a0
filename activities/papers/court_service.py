"""The certificate that one defendant was served with court papers by us (E-15), in the boxes of form N215."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, time
from types import MappingProxyType
from typing import Any

import law
from activities.papers import proceedings
from activities.papers.builder import Builder
from activities.papers.known import Ask
from activities.papers.proceedings import answer, whys
from activities.papers.refusals import Draft, Refusal
from cases.events.court import CourtPapersServed
from cases.facts.notices import CourtServiceCertificate
from cases.facts.parties import Party
from law.dates import in_words

PAPERS = {
    "claim_form": "the claim form",
    "particulars": "the particulars of claim",
    "hearing_notice": "the notice of hearing",
    "witness_statement": "the witness statement",
    "application": "the application notice",
    "order": "the order",
    "other_papers": "the further papers attached to this certificate",
}
HOW = {
    "personal": "handed to the defendant in person",
    "left_at_address": "left at the address below, in an envelope addressed to the defendant by name",
    "first_class_post": "sent by first class post, prepaid and addressed to the defendant by name",
    "next_day_delivery": "sent by a service that delivers on the next business day, addressed to the defendant by name",
    "document_exchange": "left in a numbered box of the document exchange",
    "email": "sent by email to the address below, which the defendant had agreed in writing to be served at",
}
WHOSE = {
    "home": "the defendant's usual residence, which is the property in the claim",
    "last_known_address": "the defendant's last known residence",
    "solicitor": "the address of the defendant's solicitor",
    "litigation_friend": "the address of the defendant's litigation friend",
    "place_of_business": "the defendant's place of business",
}
BY_CARRIER = ("first_class_post", "next_day_delivery", "document_exchange")


def certificate(ask: Ask) -> Draft:
    """E-15 for one defendant: the day of the step, and the day on which each paper is deemed served."""
    event, who = ask.event, ask.reader
    if not isinstance(event, CourtPapersServed):
        said = f"No service of court papers on {ask.order.recipient or 'this person'} by us is recorded."
        return Draft(values={}, refusals=(Refusal(code="R25", details=said),))
    heading, deemed = proceedings.heading(ask), {paper: _deemed(ask, event, paper) for paper in event.papers}
    values: dict[str, Any] = {
        "heading": heading,
        "server": proceedings.staff(ask, event.recorded_by.lower()),
        "landlord": proceedings.issuer(ask)["legal_name"],
        "recipient": Party(ref=who.ref, name=who.legal_name or who.name) if who else None,
        "papers": tuple(
            {"what": PAPERS[paper], "on": {"on": found["deemed_on"], "rule": found.rule} if found else None}
            for paper, found in deemed.items()
        ),
        "done_on": event.happened_on,
        "at": event.at,
        "how": HOW[event.method],
        "address": _address(ask, event),
        "whose": proceedings.say(ask, WHOSE[event.place]),
        "left_with": event.left_with,
        "whys": whys(**deemed),
    }
    return Draft(values=values, refusals=tuple(_against(ask, event, heading)))


def _deemed(ask: Ask, event: CourtPapersServed, paper: str) -> law.Answer | None:
    """CPR 6.14 for the claim form, CPR 6.26 for everything else; None while the time of the step is not known."""
    if paper == "claim_form":
        return answer("cpr.claim_form_deemed_service", ask, posted_on=event.happened_on)
    if event.at is None and event.method not in BY_CARRIER:
        return None
    hour, minute = (int(part) for part in (event.at or "12:00").split(":"))
    sent = datetime.combine(event.happened_on, time(hour, minute))
    return answer("cpr.deemed_service", ask, method=event.method, sent_at=sent)


def _address(ask: Ask, event: CourtPapersServed) -> tuple[str, ...] | None:
    if event.address:
        return tuple(line.strip() for line in event.address.replace(";", "\n").splitlines() if line.strip())
    return ask.known.account.home if event.place == "home" and event.method != "email" else None


def _against(ask: Ask, event: CourtPapersServed, heading: Mapping[str, Any]) -> Iterator[Refusal]:
    if not heading["claim_number"] or not heading["court"]:
        said = "A certificate names the court and the number of the claim, and the record has no claim that was issued."
        yield Refusal(code="R04", details=said)
    if event.method == "email" and not event.email_agreed:
        said = "The papers went by email, and nothing says that the defendant had agreed to that in writing (email_agreed)."
        yield Refusal(code="R25", details=said)
    if event.happened_on > ask.today:
        yield Refusal(code="R13", details=f"Service on {in_words(event.happened_on)} has not happened yet.")
    if event.place == "home" and ask.state.former and event.happened_on > ask.state.former.ended_on:
        said = "The tenancy had ended: the home was not the defendant's residence any more. Say where it was (place)."
        yield Refusal(code="R09", details=said)


BUILDERS: Mapping[str, Builder] = MappingProxyType({"E-15": Builder(CourtServiceCertificate, certificate)})
