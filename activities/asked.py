"""Papers that an officer asks for because no event writes them: read, refused or written, and kept as any paper is.

Nothing of it goes through Temporal: the words that an officer types for a paper stay in PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any, ClassVar, Literal, get_args
from uuid import uuid4

import law
from activities import documents
from activities.papers.known import Known
from activities.papers.order_wording import FORMS
from cases.asked import PaperAsked
from cases.events import Event
from cases.events.early import Every
from cases.nations import NATIONS
from cases.ruling import WITHOUT_AUTHORITY
from cases.state import Balance, State
from cases.steps import WriteDocument
from cases.trial import matured
from law.dates import london_day
from store import board, landlords, lawbook
from store import documents as papers
from store.board import BoardRow
from store.db import Connection, StoreError
from store.documents import PaperRow
from store.projection import Roster
from templates import manifest

EVERY = get_args(Every)
CONSENT = ("had", "declined")
ABOVE_AN_OFFICER = ("team_leader", "manager", "legal")


class NotAsked(StoreError):
    """There is no such paper to ask for, or not in this way; the message is a sentence for a person."""


class Asked(Event, recorded=False):
    """Who asked for a paper and when, in the shape that builders read; it stands in no record."""

    kind: ClassVar[str] = "paper_asked"
    stage: ClassVar[str] = "any"


def by_now(by: str, now: datetime, known_version: int) -> Asked:
    """What is asked by somebody at an instant, by the law as it is known then."""
    today = london_day(now)
    return Asked(
        event_id=str(uuid4()),
        happened_on=today,
        recorded_at=now,
        recorded_by=by,
        known_on=today,
        known_version=known_version,
    )


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that only the officer can say. kind: how it is typed. `words` are printed, and kept only in the paper."""

    says: str
    kind: Literal["words", "day", "money", "choice"] = "words"
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gatherer:
    """What a paper is asked for with. Its builder finds the options among the facts of its order, by their names.

    of_one: it is of the whole case or, asked for somebody, of that person.
    """

    options: Mapping[str, Option] = field(default_factory=dict)
    of_one: bool = False


#: The papers that may be asked for, by England's code.
GATHERERS: Mapping[str, Gatherer] = MappingProxyType(
    {
        "E-04": Gatherer(),
        "E-18": Gatherer(),
        "E-19": Gatherer(
            {
                "plan": Option("what we would accept towards the arrears, on top of the rent", "money", required=True),
                "every": Option("how often", "choice", required=True, choices=EVERY),
                "asks": Option("another order than the case calls for", "choice", choices=("suspended", "outright")),
            }
        ),
        "E-20": Gatherer(
            {
                "costs": Option("the legal representative's costs", "money"),
                "human_rights": Option("whether human rights issues are raised", "choice", choices=("yes", "no")),
                "fee_account": Option("the number of the account that pays court fees"),
            }
        ),
        "E-22": Gatherer(),
        "E-23": Gatherer(
            {
                "summary": Option("a summary of the arrears in five lines", "choice", choices=("yes",)),
                "schedule_served_on": Option(
                    "the day by which every defendant had been given the whole schedule", "day"
                ),
            }
        ),
        "E-24": Gatherer(),
        "E-26": Gatherer({"offers": Option("what is open to the tenants now, in a sentence or two")}),
        "E-28": Gatherer(
            {
                "kind": Option("which order", "choice", choices=tuple(FORMS)),
                "on": Option("the day on which it would be made", "day"),
                "possession_on": Option("the day on which possession is to be given", "day"),
                "extra": Option("what is to be paid towards the arrears, on top of the rent", "money"),
                "every": Option("how often", "choice", choices=EVERY),
                "first_on": Option("the first payment", "day"),
                "costs": Option("the costs", "money"),
                "hardship": Option("why an earlier day would be an exceptional hardship, to follow `because`"),
                "restore_by": Option("the day at 4pm of which the claim is struck out", "day"),
                "restore_days": Option("how many days' notice of a hearing to restore it"),
                "adjourned_to": Option("the day to which it is adjourned", "day"),
                "by_consent": Option(
                    "the parties agree, the defendant having had advice or declined it", "choice", choices=CONSENT
                ),
            }
        ),
        "E-41": Gatherer(of_one=True),
    }
)


@dataclass(frozen=True, slots=True)
class Written:
    """A paper as it is kept. new: False when the very same one was there already."""

    row: PaperRow
    new: bool


def write(
    connection: Connection,
    row: BoardRow,
    paper: str,
    *,
    by: str,
    now: datetime,
    options: Mapping[str, Any] | None = None,
    whom: Iterable[str] = (),
) -> list[Written]:
    """Writes a paper for a case, one for each of `whom` (else for each tenant) where each gets their own.

    Raises NotAsked, and RenderRefused with every reason; then nothing is written. Asked for again with nothing changed, it
    is the same paper.
    """
    with connection.transaction():
        row = board.still(connection, row.case_ref)  # what was recorded since it was looked up counts
        additions, today = lawbook.read(connection), london_day(now)
        with law.reading_as(additions=additions, known=law.Knowledge(today, additions.version)):
            asked = by_now(by, now, additions.version)
            orders = _orders(connection, row, paper, asked, options or {}, tuple(whom))
            return _written(connection, row, asked, orders, secret=_words(paper))


def gatherer(paper: str) -> Gatherer:
    """How a paper is asked for. Raises NotAsked, which names those that may be."""
    found = GATHERERS.get(paper)
    if found is None:
        raise NotAsked(f"{paper} is no paper that can be asked for; these can: {', '.join(GATHERERS)}.")
    return found


def _words(paper: str) -> frozenset[str]:
    return frozenset(name for name, option in gatherer(paper).options.items() if option.kind == "words")


def _orders(
    connection: Connection, row: BoardRow, paper: str, asked: Asked, options: Mapping[str, Any], whom: tuple[str, ...]
) -> list[WriteDocument]:
    known = gatherer(paper).options
    lacking = [name for name, option in known.items() if option.required and name not in options]
    strange = [name for name in options if name not in known]
    if lacking or strange:
        told = [f"{paper} needs {', '.join(lacking)}"] if lacking else []
        told += [f"{paper} has no {', '.join(strange)}; it has {', '.join(known) or 'no option'}"] if strange else []
        raise NotAsked(f"{'; '.join(told)}.")
    tenancy = State.model_validate(row.state).the_tenancy
    nation = NATIONS[tenancy.nation]
    own = nation.paper(paper)
    if not own:
        raise NotAsked(
            nation.unheld.get(
                paper, f"No paper {paper} is held here for {nation.title}: use your own form, and keep a copy."
            )
        )
    template = manifest.template(own)
    of_one = gatherer(paper).of_one
    if len(whom) > 1 and of_one:
        raise NotAsked(f"{paper} is of the whole case or of one person: ask for each of {', '.join(whom)} by itself.")
    if whom and not template.each and not of_one:
        raise NotAsked(f"{paper} is one paper for the case: it is not written for {', '.join(whom)}.")
    strangers = [one for one in whom if one not in tenancy.tenants and not of_one]
    if strangers:
        raise NotAsked(
            f"{', '.join(strangers)} is not a tenant of this case; its tenants are {', '.join(tenancy.tenants)}."
        )
    role = Roster(landlords.officers(connection)).role(asked.recorded_by)
    draft = template.approver in ABOVE_AN_OFFICER and role in WITHOUT_AUTHORITY
    readers: tuple[str | None, ...] = (whom or tenancy.tenants) if template.each else (whom if whom else (None,))
    facts = {name: one.isoformat() if isinstance(one, date) else one for name, one in options.items()}
    return [
        WriteDocument(paper=own, event_id=asked.event_id, recipient=one, draft=draft, facts=facts) for one in readers
    ]


def _written(
    connection: Connection, row: BoardRow, asked: Asked, orders: list[WriteDocument], *, secret: frozenset[str]
) -> list[Written]:
    today = asked.happened_on
    state = matured(State.model_validate(row.state), today)
    known = documents.gather(connection, state, asked, today)
    state = up_to_date(state, known)
    made: list[tuple[WriteDocument, documents.Rendered]] = []
    against: list[documents.Refusal] = []
    for order in orders:
        try:
            made.append((order, documents.render(order, state=state, event=asked, today=today, known=known)))
        except documents.RenderRefused as no:
            against += no.refusals
    if against:
        raise documents.RenderRefused(tuple(dict.fromkeys(against)))
    return [keep(connection, row, order, done, by=asked.recorded_by, secret=secret) for order, done in made]


def keep(
    connection: Connection,
    row: BoardRow,
    order: WriteDocument,
    done: documents.Rendered,
    *,
    by: str,
    secret: frozenset[str] = frozenset(),
) -> Written:
    """Keeps a paper with its case. secret: what of the order is in the paper alone."""
    # named by its bytes: the same paper asked for twice is one paper
    name = documents.file_name(
        order.paper,
        on=date.fromisoformat(done.name[:10]),
        recipient=order.recipient,
        event_id=done.content_sha256,
        draft=order.draft,
    )
    held = papers.find(connection, row.case_ref, name)
    if held is not None:
        return Written(held, new=False)
    told = {name: value for name, value in order.facts.items() if name not in secret}
    wanted = PaperRow(
        case_ref=row.case_ref,
        step=row.version,
        paper=order.paper,
        recipient_ref=order.recipient,
        name=name,
        facts_sha256=done.facts_sha256,
        facts={**done.facts, **told, **documents.unsettled_of(done), "asked_by": by, **_went_by(row, done)},
        template_version=done.template_version,
        specimen=done.specimen,
        status="draft" if order.draft else "final",
    )
    return Written(papers.put(connection, wanted, done.content), new=True)


def _went_by(row: BoardRow, done: documents.Rendered) -> dict[str, Any]:
    """The arrears that a paper printed, as an event's order has them, and the account's figure where it was that one."""
    printed = {
        (date.fromisoformat(one["as_at"]), int(one["pence"]))
        for one in done.facts.values()
        if isinstance(one, dict) and one.get("code") == "B1"
    }
    held = State.model_validate(row.state).balance
    if held and (held.as_at, held.arrears) in printed:
        return {"order": {"arrears": held.arrears}}
    if not printed:
        return {"order": {}}
    as_at, arrears = max(printed)
    return {"order": {"arrears": arrears}, "read": {"arrears": arrears, "as_at": as_at.isoformat()}}


def in_the_record(rows: Sequence[PaperRow]) -> list[tuple[int, PaperAsked]]:
    """The papers that were asked for, as they stand among the events: each with the step after which it was written."""
    return [
        (
            row.step,
            PaperAsked(
                event_id=row.name,
                happened_on=date.fromisoformat(row.name[:10]),
                recorded_at=row.created_at or datetime.min.replace(tzinfo=UTC),
                recorded_by=str(row.facts["asked_by"]),
                order=WriteDocument(
                    paper=row.paper,
                    event_id=row.name,
                    recipient=row.recipient_ref,
                    draft=row.status == "draft",
                    facts=row.facts["order"],
                ),
                read=row.facts.get("read"),
            ),
        )
        for row in rows
        if row.event_id is None and "order" in row.facts and row.status not in ("void", "withheld")
    ]


def up_to_date(state: State, known: Known) -> State:
    """The state with the arrears that the account has by now, where that is no older than the case's own figure."""
    read, held = known.position, state.balance
    if read is None or (held is not None and read.as_at < held.as_at):
        return state
    expected = held.expected_benefit if held else 0
    return state.but(balance=Balance(arrears=read.arrears, as_at=read.as_at, expected_benefit=expected))
