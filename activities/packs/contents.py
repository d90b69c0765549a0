"""What belongs to one hearing, from the stored record: the papers, those brought up to date, and everything that is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from activities import documents
from activities.asked import up_to_date
from activities.packs import NoPack
from activities.packs.exhibits import exhibits
from activities.packs.fairness import Fairness, proportionality
from activities.packs.lacking import lacking, to_tell
from activities.packs.orders import OrderSought, order_sought
from activities.packs.outside import Outside
from activities.papers import proceedings
from activities.papers.capture import NOTICES
from activities.papers.known import Ask, Known
from activities.papers.refusals import RenderRefused
from cases import events
from cases.events import Event, court
from cases.state import Hearing, State
from cases.steps import WriteDocument
from cases.trial import matured
from law.dates import in_words
from store import documents as papers
from store import ledger
from store.board import BoardRow
from store.db import Connection
from store.documents import PaperRow
from templates import manifest

#: Where a paper stands in the bundle. What has no place here (the hearing note, a request to the bailiff) is never in it.
PLACES = {
    **dict.fromkeys((*NOTICES, "E-11", "E-14", "E-15"), "D"),
    **dict.fromkeys(("E-20", "E-21"), "B"),
    **dict.fromkeys(("E-04", "E-22"), "E"),
    **dict.fromkeys(("E-18", "E-01", "E-02", "E-03", "E-07", "E-16", "E-17", "E-19", "E-25", "E-31"), "F"),
    **dict.fromkeys(("E-26", "E-37"), "G"),
    **dict.fromkeys(("E-05", "E-06"), "I"),
    "E-28": "J",
}
#: Asked for by an officer, perhaps more than once: the newest is the one that is meant.
NEWEST = frozenset({"E-26", "E-28"})
#: Letters that may tell one tenant's benefits or circumstances: a bundle goes to every defendant.
PERSONAL = frozenset({"E-17", "E-25"})
#: Brought up to date for the hearing; in the order in which they are read.
FRESH = {"E-22": "statement", "E-18": "protocol statement", "E-27": "hearing note"}
#: What is not written here, by the section it belongs to: the officer brings the file.
BROUGHT = {"A": "the court's notice of hearing", "B": "the sealed claim form", "C": "the tenancy agreement"}


@dataclass(frozen=True, slots=True)
class Page:
    """One paper of the pack: its row in the store, its Word file, and who it is for."""

    row: PaperRow
    content: bytes
    title: str

    @property
    def on(self) -> date:
        """The day it bears, which its name begins with."""
        return date.fromisoformat(self.row.name[:10])


@dataclass(slots=True)
class Contents:
    """Everything found for a hearing. missing stops the tick; to_bring is not written here; to_tell is for the judge."""

    row: BoardRow
    ask: Ask
    hearing: Hearing
    outside: tuple[Outside, ...]
    order: OrderSought
    fairness: Fairness
    pages: list[Page] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    to_bring: list[str] = field(default_factory=list)
    to_tell: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    @property
    def ready(self) -> bool:
        """Whether everything that is written here is there and right."""
        return not self.missing

    @property
    def court(self) -> str:
        """The court that hears it."""
        claim = self.ask.state.claim
        return (
            self.hearing.court
            or (claim.court if claim else "")
            or self.ask.known.landlord.court_name
            or "court not recorded"
        )

    def page(self, paper: str) -> Page | None:
        """The newest paper of this code."""
        return next((p for p in reversed(self.pages) if p.row.paper == paper), None)

    @property
    def parties(self) -> str:
        """Claimant v defendants, as the claim has them."""
        heading = proceedings.heading(self.ask)
        names = "; ".join(party.name for party in heading["defendants"])
        return f"{heading['claimant'] or 'the landlord'} v {names}"


def contents(
    connection: Connection,
    row: BoardRow,
    *,
    today: date,
    outside: Sequence[Outside] = (),
    advocate: Mapping[str, str] = MappingProxyType({}),
) -> Contents:
    """What there is for the next hearing of a case, the statement made again from the account as it stands.

    advocate: who speaks for us and by what right, as the hearing note's options.

    What is made again is kept with the case. Raises NoPack when no hearing is to come.
    """
    state = matured(State.model_validate(row.state), today)
    hearing = state.hearing
    if hearing is None or hearing.heard:
        raise NoPack(f"Case {row.case_ref} has no hearing to come: `hearing-listed` records one.")
    if hearing.on < today:
        raise NoPack(
            f"The hearing of case {row.case_ref} was on {in_words(hearing.on)}: record what the court decided."
        )
    if state.the_tenancy.nation != "england":
        nation = state.the_tenancy.nation.replace("_", " ").title()
        raise NoPack(f"Case {row.case_ref} is in {nation}; packs for a hearing are held for England.")
    ask = _asked(connection, state, hearing, today)
    found = Contents(
        row=row,
        ask=ask,
        hearing=hearing,
        outside=tuple(outside),
        order=order_sought(ask, hearing),
        fairness=proportionality(ask),
    )
    for exhibit in exhibits(connection, row.case_ref, state.the_tenancy.tenants):
        if isinstance(exhibit, str):
            found.left_out.append(exhibit)
        else:
            found.outside = (*found.outside, exhibit)
    for paper, what in FRESH.items():
        _fresh(connection, found, paper, what, advocate if paper == "E-27" else {})
    if not advocate:
        found.to_bring.append("the name and the right to be heard of whoever speaks for us, on the hearing note")
    _stored(connection, found)
    written = papers.list_for_case(connection, row.case_ref)
    found.missing += [*lacking(written, found), *found.order.missing, *found.fairness.missing]
    found.to_bring += [
        f"{what} (section {letter})"
        for letter, what in BROUGHT.items()
        if letter not in {one.section for one in outside}
    ]
    if found.page("E-26") is None and "G" not in {one.section for one in outside}:
        found.to_bring.append("a witness statement on the arrears, signed (section G): `papers write` makes it (E-26)")
    found.to_tell += list(to_tell(found))
    return found


def _asked(connection: Connection, state: State, hearing: Hearing, today: date) -> Ask:
    """What a builder of papers is asked with: the case as it stands, its account read again, the listing as the event."""
    event: Event = _listing(connection, state)
    known = documents.gather(connection, state, event, today)
    state = up_to_date(state, known)
    order = WriteDocument(paper="E-27", event_id=event.event_id, facts={"for_hearing": hearing.on.isoformat()})
    return Ask(order=order, state=state, event=event, today=today, known=known)


def _listing(connection: Connection, state: State) -> Event:
    record = [events.load({**row.payload, "kind": row.kind}) for row in ledger.events(connection, state.case_ref)]
    listings = [e for e in record if isinstance(e, court.HearingListed | court.HearingRelisted)]
    return (listings or record)[-1]


def _stored(connection: Connection, found: Contents) -> None:
    """The papers that were written, in the order in which they were; what may not be in a bundle is named."""
    joint = len(found.ask.state.the_tenancy.tenants) > 1
    for row in papers.list_for_case(connection, found.row.case_ref):
        if row.status != "final" or (row.paper in FRESH and "for_hearing" in row.facts):
            continue
        if row.wrong_because:
            found.left_out.append(
                f"{row.name}: wrong now, because {row.wrong_because[:1].lower()}{row.wrong_because[1:]}"
            )
        elif row.paper not in PLACES:
            found.left_out.append(f"{row.name}: not for the court")
        elif joint and row.paper in PERSONAL:
            found.left_out.append(f"{row.name}: written to one tenant alone, and a bundle goes to each defendant")
        elif row.paper == "E-18" and found.page("E-18"):
            found.left_out.append(f"{row.name}: replaced by the statement made for the hearing")
        else:
            held = papers.get(connection, found.row.case_ref, row.name)
            if row.paper in NEWEST:
                found.pages = [page for page in found.pages if page.row.paper != row.paper]
            if held and held[1] is not None:
                found.pages.append(Page(row, held[1], _title(found.ask.known, row)))


def _title(known: Known, row: PaperRow) -> str:
    named = manifest.all_templates().get(row.paper)
    title = named.title if named else row.paper
    person = known.people.get(row.recipient_ref or "")
    if row.paper == "E-22":
        title = (
            "Schedule of arrears, brought up to date"
            if "for_hearing" in row.facts
            else "Schedule of arrears with the claim"
        )
    return f"{title} ({person.legal_name or person.name})" if person else title


def _fresh(connection: Connection, found: Contents, paper: str, what: str, said: Mapping[str, str]) -> None:
    """The paper as it is today, kept with the case; or the reasons why it may not be written."""
    ask = found.ask
    order = ask.order.model_copy(update={"paper": paper})
    asked = order.model_copy(update={"facts": {**order.facts, **said}})
    try:
        made = documents.render(asked, state=ask.state, event=ask.event, today=ask.today, known=ask.known)
    except RenderRefused as no:
        found.missing += [f"The {what} ({paper}) is refused: {r.details} ({r.code})" for r in no.refusals]
        return
    name = f"{ask.today.isoformat()}_{paper}_hearing_{made.content_sha256[:8]}.docx"
    held = papers.get(connection, found.row.case_ref, name)
    if held is None:
        row = PaperRow(
            case_ref=found.row.case_ref,
            step=found.row.version,
            paper=paper,
            name=name,
            facts_sha256=made.facts_sha256,
            facts={**made.facts, **order.facts},
            template_version=made.template_version,
            specimen=made.specimen,
            wording=tuple(one.model_dump() for one in made.used),
            status="final",
        )
        held = papers.put(connection, row, made.content), made.content
    row, content = held
    found.pages.append(Page(row, content or made.content, _title(ask.known, row)))
