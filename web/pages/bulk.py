"""One thing done for many cases: asked once, tried on each, done one by one, and told for each."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any
from uuid import UUID, uuid4, uuid5

from anyio import to_thread
from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import ValidationError

from cases.events import Event, complaints, parse
from cases.steps import Objection, sentence
from speech import words
from store import ledger
from store.db import Connection
from store.landlords import OfficerRow, officers
from web import kit
from web.access import WORKERS, Viewer, may
from web.casefile import CaseFile
from web.forms import Input
from web.house import House, Memory, NoSuchPage, ReasonWanted, TheHouse, now_of, today_of
from workflows import gateway
from workflows.gateway import CaseRefused, CaseUnavailable, EventNotUnderstood

router = APIRouter(include_in_schema=False)

MOST = 200  # cases at once
AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Act:
    """What can be done for many cases: its event, its title, what its button says."""

    kind: str
    title: str
    button: str


ACTS = {
    "assign": Act("case_reassigned", "Hand over", "Hand over"),
    "pause": Act("hold_opened", "Pause", "Pause"),
    "letter": Act("arrears_letter_sent", "Send the first arrears letter", "Send the letter"),
}


@dataclass
class Wanted:
    """What is to be done for which cases. batch: of this form, so that sending it again does nothing twice.

    seen: the step at which a case stood when its preview was made.
    """

    name: str
    refs: tuple[str, ...]
    batch: UUID
    typed: dict[str, str]
    seen: dict[str, int]
    do: str
    fields: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def act(self) -> Act:
        """What it is."""
        return ACTS[self.name]


@dataclass(frozen=True, slots=True)
class Told:
    """What became, or would become, of one case. step: in which it was written. again: it was written before."""

    ref: str
    who: str = ""
    good: bool = False
    says: tuple[str, ...] = ()
    step: int | None = None
    version: int = 0


@router.post("/work/bulk")
async def bulk(request: Request, viewer: Annotated[Viewer, may(*WORKERS)], memory: Memory, house: TheHouse) -> Response:
    """Asks what is needed, shows what would follow for each case, or does it."""
    wanted = await _wanted(request)
    people = [o for o in await to_thread.run_sync(officers, memory) if o.active]
    if not wanted.refs or len(wanted.refs) > MOST:
        said = (
            f"{len(wanted.refs)} cases were chosen; at most {MOST} at once." if wanted.refs else "No case was chosen."
        )
        return _ask(request, wanted, people, 422, f"{said} Tick the cases on the work list first.")
    if wanted.do == "change" or (wanted.do == "" and wanted.name != "letter"):
        return _ask(request, wanted, people)
    _read(wanted, people)
    if wanted.errors:
        return _ask(request, wanted, people, 422)
    if wanted.do != "confirm":
        found = await to_thread.run_sync(_try, wanted, viewer, memory, house)
        return _page(request, wanted, "preview", found, _said(wanted, people))
    found = await _carry_out(wanted, viewer, memory, house)
    return _page(request, wanted, "done", found, _said(wanted, people))


async def _wanted(request: Request) -> Wanted:
    async with request.form(max_fields=2 * MOST + 50) as sent:
        pairs = [(name, value) for name, value in sent.multi_items() if isinstance(value, str)]
    typed = {name: value.strip() for name, value in pairs if name in ("owner", "reason", "ends_on", "note")}
    about = dict(pairs)
    if about.get("act") not in ACTS:
        raise NoSuchPage(f"Nothing of that name can be done for many cases; {words.listed(list(ACTS))} can.")
    try:
        batch = UUID(about.get("batch", ""))
    except ValueError:
        batch = uuid4()
    refs = tuple(dict.fromkeys(value for name, value in pairs if name == "case"))
    told = [value.rpartition(":") for name, value in pairs if name == "seen"]
    seen = {ref: int(step) for ref, _, step in told if step.isdecimal() and len(step) < 9}
    return Wanted(about["act"], refs, batch, typed, seen, about.get("do", ""))


def _read(wanted: Wanted, people: Sequence[OfficerRow]) -> None:
    """The event's fields from what was typed, or a sentence for each that is wrong."""
    typed = wanted.typed
    if wanted.name == "assign":
        owner = next((o for o in people if o.email.lower() == typed.get("owner", "").lower()), None)
        if owner is None:
            wanted.errors["owner"] = "Choose who the cases go to."
        else:  # a team sees its own cases only: the case goes where its owner is
            wanted.fields = {"owner": owner.email, **({"team": owner.team} if owner.team else {})}
    elif wanted.name == "pause":
        if not typed.get("reason"):
            wanted.errors["reason"] = "Reason is missing; say why the cases are paused."
        if not typed.get("ends_on"):
            wanted.errors["ends_on"] = "The day on which the pause ends is missing; expected a day."
        else:
            try:
                ends = words.read_day(typed["ends_on"], today=today_of())
                wanted.fields = {"hold": "manual_pause", "reason": typed.get("reason", ""), "ends_on": ends.isoformat()}
            except words.Unreadable as unreadable:
                wanted.errors["ends_on"] = f"Ends on: {typed['ends_on']!r} was given; expected {unreadable}."
    if typed.get("note"):
        wanted.fields["note"] = typed["note"]


def _event(wanted: Wanted, case: CaseFile) -> Event:
    """The case's own event. The same form makes the same event; with another answer in it, it is another one."""
    fields = dict(wanted.fields)
    if wanted.name == "letter":
        fields["tenants"] = list(case.tenants)
    if wanted.name == "assign" and fields.get("team") == case.row.team:
        fields.pop("team")
    said = json.dumps([case.row.case_ref, wanted.name, sorted(wanted.fields.items())])
    about = {
        "event_id": str(uuid5(wanted.batch, said)), "happened_on": case.today, "recorded_at": now_of(case.row),
        "recorded_by": case.viewer.email,
    }  # fmt: skip
    return parse(wanted.act.kind, {**fields, **about})


def _try(wanted: Wanted, viewer: Viewer, memory: Connection, house: House) -> list[Told]:
    return [_tried(wanted, ref, viewer, memory, house) for ref in wanted.refs]


def _tried(wanted: Wanted, ref: str, viewer: Viewer, memory: Connection, house: House) -> Told:
    """What would become of a case; nothing is written."""
    try:
        case = CaseFile(memory, ref, viewer)
        if idle := _idle(wanted, case):
            return Told(case.row.case_ref, _who(case), says=(idle,), version=case.row.version)
        outcome = gateway.preview(
            memory, case.row.case_ref, [_event(wanted, case)], now_of(case.row), settings=house.settings
        )
    except (NoSuchPage, ReasonWanted) as none:
        return Told(ref, says=(str(none),))
    except (CaseRefused, EventNotUnderstood, ValidationError) as no:
        return Told(case.row.case_ref, _who(case), says=_sentences(no, case), version=case.row.version)
    return Told(case.row.case_ref, _who(case), True, tuple(_follows(outcome, case)), version=case.row.version)


def _follows(outcome: Mapping[str, Any], case: CaseFile) -> list[str]:
    """What would follow, in a few words."""
    found = []
    for paper in outcome.get("papers") or ():
        whom = paper.get("recipient_ref")
        draft = "" if paper.get("status") == "final" else f" ({paper.get('status')})"
        found.append(f"{paper.get('paper')}" + (f" for {case.names.get(whom, whom)}" if whom else "") + draft)
    dates = outcome.get("dates") or {}
    moved = {key: len(dates.get(key) or ()) for key in ("made", "moved", "cancelled")}
    found += [f"{words.count(number, 'date')} {key}" for key, number in moved.items() if number]
    return found or ["No paper and no date changes."]


async def _carry_out(wanted: Wanted, viewer: Viewer, memory: Connection, house: House) -> list[Told]:
    """Records the event on each case that is as its preview showed it."""
    try:
        client = await house.client()
    except CaseUnavailable as away:
        return [Told(ref, says=(str(away),)) for ref in wanted.refs]
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(ref: str) -> Told:
        # One connection for all: what is read from it is read in one go, between the waits for the cases.
        async with gate:
            try:
                case = CaseFile(memory, ref, viewer)
                event = _event(wanted, case)
                who = _who(case)
                done = ledger.event_by_id(memory, UUID(event.event_id))
                if done is not None:
                    return Told(case.row.case_ref, who, True, ("Done.",), done.step)
                moved = wanted.seen.get(case.row.case_ref) != case.row.version
                if said := _MOVED if moved else _idle(wanted, case):
                    return Told(case.row.case_ref, who, says=(said,))
                receipt = await gateway.record(client, memory, case.row.case_ref, [event])
            except (NoSuchPage, ReasonWanted) as none:
                return Told(ref, says=(str(none),))
            except (CaseRefused, EventNotUnderstood, ValidationError, CaseUnavailable) as no:
                return Told(case.row.case_ref, _who(case), says=_sentences(no, case))
            return Told(case.row.case_ref, who, True, ("Done.",), receipt.step)

    return list(await asyncio.gather(*(one(ref) for ref in wanted.refs)))


_MOVED = "Something else was recorded on it since you looked, so it was left alone: look at it again."


def _idle(wanted: Wanted, case: CaseFile) -> str:
    """Why there is nothing to do; empty where there is."""
    owner = str(wanted.fields.get("owner", ""))
    return "It is theirs already." if owner and owner.lower() == (case.row.owner or "").lower() else ""


def _who(case: CaseFile) -> str:
    return ", ".join(case.names.get(ref, ref) for ref in case.tenants)


def _sentences(no: Exception, case: CaseFile) -> tuple[str, ...]:
    if isinstance(no, CaseRefused):
        found = [sentence(Objection.model_validate(o)) for o in no.refusal.get("objections", ())] or [str(no)]
    elif isinstance(no, ValidationError):
        found = complaints(no)
    else:
        found = [str(no)]
    return tuple(case.named(said) for said in found)


def _said(wanted: Wanted, people: Sequence[OfficerRow]) -> list[tuple[str, str]]:
    """What was asked for, in words."""
    shown = []
    if owner := wanted.fields.get("owner"):
        shown.append(("To", next((o.name for o in people if o.email == owner), str(owner))))
    if ends := wanted.fields.get("ends_on"):
        shown += [("Until", words.day(ends)), ("Reason", str(wanted.fields["reason"]))]
    if note := wanted.fields.get("note"):
        shown.append(("Note", str(note)))
    return shown


def _ask(
    request: Request, wanted: Wanted, people: Sequence[OfficerRow], status: int = 200, fault: str = ""
) -> Response:
    return kit.page(
        request, "bulk/ask.html", status, title=f"{wanted.act.title}: {words.count(len(wanted.refs), 'case')}",
        wanted=wanted, inputs=list(_inputs(wanted, people)), fault=fault,
    )  # fmt: skip


def _inputs(wanted: Wanted, people: Sequence[OfficerRow]) -> Iterator[Input]:
    """The questions of what is to be done."""

    def one(name: str, label: str, widget: str, hint: str = "", *, required: bool = True, **more: Any) -> Input:
        typed = wanted.typed.get(name, "")
        error = wanted.errors.get(name, "")
        return Input(name, label, widget, required, hint, values=(typed,) if typed else (), error=error, **more)

    if wanted.name == "assign":
        options = tuple((o.email, f"{o.name}, {o.team}" if o.team else o.name) for o in people)
        hint = "A case goes to the team of its new owner too, because a team sees its own cases."
        yield one("owner", "To whom", "select", hint, options=options)
    if wanted.name == "pause":
        yield one("ends_on", "Ends on", "day", "The last day of the pause. For example, 27/3/2026")
        yield one("reason", "Reason", "long")
    yield one("note", "Note (not for the tenant)", "long", required=False)


def _page(
    request: Request, wanted: Wanted, name: str, found: Sequence[Told], said: Sequence[tuple[str, str]]
) -> Response:
    good = [told for told in found if told.good]
    return kit.page(
        request, f"bulk/{name}.html", title=f"{wanted.act.title}: {words.count(len(found), 'case')}", wanted=wanted,
        good=good, refused=[told for told in found if not told.good], said=said,
    )  # fmt: skip
