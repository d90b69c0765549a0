"""What a pack lacks, a sentence each with what would mend it, and what the judge must hear whatever is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from activities.papers import proceedings, protocol
from activities.papers.capture import NOTICES
from activities.papers.known import Ask
from activities.papers.refusals import MORATORIUMS
from cases.ruling import standing_holds
from law.dates import in_words
from store.documents import PaperRow
from templates import manifest

if TYPE_CHECKING:
    from activities.packs.contents import Contents


def lacking(written: Sequence[PaperRow], found: Contents) -> Iterator[str]:
    """What the record or the papers do not have. written: every paper of the case, withheld ones among them."""
    yield from _claim_and_notice(found)
    yield from _papers(written, found)
    for row in protocol.for_court(found.ask):
        if row.status == "open" and row.mandatory:
            who = f" for {proceedings.name_of(found.ask, row.tenant)}" if row.tenant else ""
            short = f" ({protocol.SHORT_ACCOUNT})" if row.says == protocol.SHORT_ACCOUNT else ""
            yield f"Protocol {row.paragraph} is open{who}: {row.title[:1].lower()}{row.title[1:]}{short}."
    for page in found.pages:
        if page.row.specimen:
            yield specimen_words(found.ask, page.row.paper, page.title)


def specimen_words(ask: Ask, paper: str, title: str) -> str:
    """Why a paper is a specimen, which may not be filed."""
    named = ask.known.texts.lacking(manifest.template(paper).blocks, ask.today)
    lack = (
        f"it lacks the law's own text ({', '.join(named)})"
        if named
        else "it was written before the law's text was signed"
    )
    return f"{title} is a specimen: {lack}."


def _claim_and_notice(found: Contents) -> Iterator[str]:
    claim, notice = found.ask.state.claim, found.ask.state.notice
    if claim is None or not claim.number:
        yield "The claim has no number: `claim_issued` records it."
    if notice is None or notice.withdrawn_on:
        yield "No notice is in force, so the claim stands on none."
    elif notice.void:
        yield f"The notice is of no effect: {notice.void}."


def _papers(written: Sequence[PaperRow], found: Contents) -> Iterator[str]:
    brought = {one.section for one in found.outside}
    kept = {page.row.paper for page in found.pages}
    withheld = {(row.paper, row.recipient_ref): row for row in written if row.status == "withheld"}
    sent = {(row.paper, row.recipient_ref) for row in written if row.status == "final" and not row.wrong_because}
    if not kept & set(NOTICES) and "D" not in brought:
        yield "The notice as it was served is not kept here: bring it (section D)."
    if "E-21" not in kept and "B" not in brought:
        yield "The particulars of claim are not kept here: bring them (section B)."
    for ref in found.ask.state.the_tenancy.tenants:
        name = proceedings.name_of(found.ask, ref)
        if ("E-14", ref) not in sent and "D" not in brought:
            yield f"There is no certificate that {name} was served with the notice{_why(withheld.get(('E-14', ref)))}."
        if ("E-25", ref) not in sent:
            yield f"The letter about the hearing (E-25) to {name} is not there{_why(withheld.get(('E-25', ref)))}."


def _why(row: PaperRow | None) -> str:
    if row is None or not row.refusals:
        return ""
    return f" ({' '.join(str(refusal['details']) for refusal in row.refusals).rstrip('.')})"


def to_tell(found: Contents) -> Iterator[str]:
    """What the judge must hear."""
    ask, hearing = found.ask, found.hearing
    for hold in standing_holds(ask.state, min(hearing.on, ask.today)):
        until = f" until {in_words(hold.last_day)}" if hold.last_day else ""
        rest = ": an order may be made, nothing may be enforced" if hold.kind in MORATORIUMS else ""
        yield f"{hold.kind.replace('_', ' ').capitalize()} since {in_words(hold.from_on)}{until}{rest}."
    for tenant, on in (ask.state.claim.defences if ask.state.claim else {}).items():
        yield f"{proceedings.name_of(ask, tenant)} filed a defence on {in_words(on)}."
    if ask.state.vulnerable:
        yield "Vulnerability is recorded: see the proportionality record."
