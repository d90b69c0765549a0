"""One claim for every way of sending it: on paper, through PCOL, through the possession service; with everything that is wrong.

The three are made from the same facts (`activities/papers/claim_targets.py`). What may not be written is told with all its
reasons at once, what is too long with what is over, and what nothing here holds is left to a person by name.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import law
from activities import documents
from activities.asked import by_now, keep, up_to_date
from activities.packs import NoPack
from activities.packs.hearing import RECEIPT
from activities.packs.lacking import specimen_words
from activities.papers import BUILDERS
from activities.papers.claim_targets import BUILDERS as TARGETS
from activities.papers.known import Ask
from activities.papers.refusals import RenderRefused
from cases import events
from cases.events import Event, court
from cases.facts.rent_account import Schedule
from cases.state import State
from cases.steps import WriteDocument
from cases.trial import matured
from law.dates import in_words, london_day
from store import board, lawbook, ledger
from store import documents as papers
from store.board import BoardRow
from store.db import Connection
from templates import manifest
from templates.channels import channel

#: What a claim on paper is made of; the first three are written by the claim itself when it is recorded.
BY_THE_EVENT = ("E-18", "E-21", "E-22")
PAPER, PCOL, SERVICE = ("E-20", *BY_THE_EVENT), "E-23", "E-24"


@dataclass(slots=True)
class ClaimPack:
    """What was made. wrong: (code, sentence) -> the papers that it stops. missing: a paper, and what it lacks
    before it may be filed. made: paper -> name and Word file. account: the schedule's lines."""

    case_ref: str
    begun_on: str
    made: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    wrong: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    missing: list[dict[str, str]] = field(default_factory=list)
    long: list[str] = field(default_factory=list)
    by_hand: list[dict[str, str]] = field(default_factory=list)
    told: dict[str, list[str]] = field(default_factory=dict)
    boxes: list[dict[str, Any]] = field(default_factory=list)
    pages: list[dict[str, Any]] = field(default_factory=list)
    uploads: list[str] = field(default_factory=list)
    account: Schedule | None = None

    @property
    def preflight(self) -> dict[str, Any]:
        """Everything that stands against the claim, by what it stops; a target is ready when nothing stops it."""
        targets = {"paper": PAPER, "pcol": (PCOL, "E-22"), "possession_service": (SERVICE, "E-18", "E-22")}
        may_go = self.made.keys() - {one["paper"] for one in self.missing}
        return {
            "ready": {name: may_go.issuperset(codes) for name, codes in targets.items()},
            "missing": self.missing,
            "refused": [{"code": c, "details": d, "papers": p} for (c, d), p in self.wrong.items()],
            "longer_than_we_would": self.long,
            "by_hand": self.by_hand,
            "told": self.told,
        }


def capture(
    connection: Connection, row: BoardRow, *, by: str, now: datetime, options: Mapping[str, Any] | None = None
) -> ClaimPack:
    """The claim as it would be sent today, or as it was sent where it is not issued yet; what was written is kept.

    options: what no event says (costs, human_rights, fee_account, summary, schedule_served_on). Raises NoPack.
    """
    with connection.transaction():
        row = board.still(connection, row.case_ref)
        additions, today = lawbook.read(connection), london_day(now)
        with law.reading_as(additions=additions, known=law.Knowledge(today, additions.version)):
            state = matured(State.model_validate(row.state), today)
            sent = _may_be_made(connection, state)
            event: Event = sent or by_now(by, now, additions.version)
            known = documents.gather(connection, state, event, today)
            given = state.approvals.get("claim")
            ask = Ask(
                order=WriteDocument(
                    paper="E-21",
                    event_id=event.event_id,
                    draft=not sent and not (given and given.status == "given"),
                    facts=dict(options or {}),
                ),
                state=state if sent else up_to_date(state, known),
                event=event,
                today=today,
                known=known,
            )
            found = ClaimPack(row.case_ref, begun_on=event.happened_on.isoformat())
            for code in (*PAPER, PCOL, SERVICE):
                _make(connection, row, found, ask, code, by=by, sent=sent is not None)
            _read(found, ask)
            return found


def _may_be_made(connection: Connection, state: State) -> Event | None:
    """The event by which the claim was sent, None before. Raises NoPack where there is no claim to be made."""
    nation, claim = state.the_tenancy.nation, state.claim
    if nation != "england":
        title = nation.replace("_", " ").title()
        raise NoPack(f"Case {state.case_ref} is in {title}; packs for a claim are held for England.")
    if claim is None or claim.ended_on:
        return None
    if claim.issued_on:
        raise NoPack(
            f"The claim of case {state.case_ref} was issued on {in_words(claim.issued_on)}: nothing is left to send."
        )
    record = [events.load({**row.payload, "kind": row.kind}) for row in ledger.events(connection, state.case_ref)]
    return next((e for e in reversed(record) if isinstance(e, court.ClaimSubmitted)), None)


def _make(connection: Connection, row: BoardRow, found: ClaimPack, ask: Ask, code: str, *, by: str, sent: bool) -> None:
    """The paper, kept; or the one that the claim itself wrote; or every reason against it."""
    if sent and code in BY_THE_EVENT:
        for one in papers.list_for_case(connection, row.case_ref):
            if one.paper == code and str(one.event_id) == ask.event.event_id and one.status == "final":
                held = papers.get(connection, row.case_ref, one.name)
                if held and held[1] is not None:
                    found.made[code] = (one.name, held[1])
                    _lacks(found, ask, code, specimen=one.specimen)
                    return
    order = ask.order.model_copy(update={"paper": code})
    try:
        done = documents.render(order, state=ask.state, event=ask.event, today=ask.today, known=ask.known)
    except RenderRefused as no:
        for refusal in no.refusals:
            found.wrong.setdefault((refusal.code, refusal.details), []).append(code)
        return
    kept = keep(connection, row, order, done, by=by)
    found.made[code] = (kept.row.name, done.content)
    _lacks(found, ask, code, specimen=done.specimen)


def _lacks(found: ClaimPack, ask: Ask, code: str, *, specimen: bool) -> None:
    """What a paper that was made lacks before it may be filed."""
    title, values = manifest.template(code).title, BUILDERS[code].build(_for(ask, code)).values
    lacks = [specimen_words(ask, code, title)] if specimen else []
    if values.get("incomplete"):
        lacks.append(f"{title} has to have the lines before its first one added from your own records.")
    if values.get("clause") and not values.get("relief"):
        lacks.append(
            f"{title}, paragraph 9, has to say who else may ask for relief from forfeiture: fixed_term_checked records it."
        )
    found.missing += [{"paper": code, "details": said} for said in lacks]


def _read(found: ClaimPack, ask: Ask) -> None:
    """What the targets hold, also of one that may not leave: whoever mends it has to read it."""
    drafts = {code: TARGETS[code].build(_for(ask, code)).values for code in ("E-20", PCOL, SERVICE)}
    for code in ("E-20", PCOL):
        for one in drafts[code].get("by_hand", ()):
            found.by_hand.append({"target": manifest.template(code).title, **one})
    for page in drafts[SERVICE].get("pages", ()):
        found.pages.append({**page, "answers": list(page["answers"])})
        for one in page["answers"]:
            if one["by_hand"]:
                what = f"Page {page['number']} ({page['title']}): {one['asks']}"
                found.by_hand.append(
                    {"target": channel("possession_service").title, "what": what, "why": one["by_hand"]}
                )
    for box in drafts[PCOL].get("boxes", ()):
        found.boxes.append(dict(box))
        if box["used"] > box["warn"]:
            found.long.append(
                f"PCOL, {box['title'].lower()}: {box['used']} characters, {box['used'] - box['warn']} more than the "
                f"{box['warn']} that we would type; no limit of the box is known."
            )
    found.account = BUILDERS["E-22"].build(_for(ask, "E-22")).values["account"] if "E-22" in found.made else None
    found.uploads = list(drafts[SERVICE].get("uploads", ()))
    found.told = {
        name: list(drafts[code].get("told", ())) for name, code in (("pcol", PCOL), ("possession_service", SERVICE))
    }


def _for(ask: Ask, code: str) -> Ask:
    return ask.model_copy(update={"order": ask.order.model_copy(update={"paper": code})})


def write(found: ClaimPack, folder: Path, *, made_at: datetime) -> dict[str, Any]:
    """Writes everything into an empty folder; gives what `pack.json` in it says."""
    files: dict[str, bytes] = {"00-read-first.txt": "\n".join(_first(found, made_at)).encode()}
    for name, content in found.made.values():
        files[f"papers/{name}"] = content
    if found.account:
        files["schedule-of-arrears.csv"] = _table(found.account).encode()
    for box in found.boxes:
        files[f"pcol/{box['key']}.txt"] = f"{box['says']}\n".encode()
    if found.pages:
        way = channel("possession_service")
        said = {
            "service": way.title,
            "pcs_commit": way.commit,
            "seen_on": way.seen_on,
            "ready": found.preflight["ready"]["possession_service"],
            "pages": found.pages,
            "uploads": found.uploads,
        }
        files["claim-pack.json"] = (json.dumps(said, indent=1, ensure_ascii=False, default=str) + "\n").encode()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    told = {
        "case_ref": found.case_ref,
        "begun_on": found.begun_on,
        "made_at": made_at.isoformat(),
        **found.preflight,
        "papers": {code: name for code, (name, _) in found.made.items()},
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())},
    }
    (folder / RECEIPT).write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return told


def _table(account: Schedule) -> str:
    """The lines of the schedule (E-22) for whoever wants to reckon with them; pounds, a line without a sum left empty."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")

    def line(on: date, what: str, charge: int | None, credit: int | None, owed: int) -> None:
        sums = ["" if pence is None else f"{pence / 100:.2f}" for pence in (charge, credit, owed)]
        writer.writerow([on.isoformat(), what, *sums])

    writer.writerow(["date", "what", "fell_due", "received", "owed_after"])
    line(account.since, "Owed before the first line", None, None, account.opening)
    for row in account.rows:
        line(row.on, row.what, row.charge, row.credit, row.balance)
    return out.getvalue()


def _first(found: ClaimPack, made_at: datetime) -> Iterator[str]:
    """What to read before anything is sent or typed."""
    told = found.preflight
    yield f"Case {found.case_ref}: one claim for paper, PCOL and the possession service. Made {in_words(london_day(made_at))}."
    yield ""
    for name, ready in told["ready"].items():
        yield f"{name.replace('_', ' ')}: {'ready' if ready else 'NOT READY'}"
    for title, lines in sections(told):
        yield ""
        yield title
        yield from (f"- {line}" for line in lines)
    yield ""


def sections(told: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """The preflight in words, by heading; only what there is."""
    refused = [f"{one['code']} ({', '.join(one['papers'])}): {one['details']}" for one in told["refused"]]
    hand = [f"{one['target']}: {one['what']}: {one['why']}." for one in told["by_hand"]]
    known = [line for lines in told["told"].values() for line in lines]
    lacks = [f"{one['paper']}: {one['details']}" for one in told["missing"]]
    for title, lines in (
        ("Refused, and why", refused),
        ("Missing before it may be filed", lacks),
        ("Longer than we would type", list(told["longer_than_we_would"])),
        ("To be typed by hand, and why", hand),
        ("What is not held about the ways", known),
    ):
        if lines:
            yield title, lines
