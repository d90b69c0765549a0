"""Recording an event: what may be recorded now, its form, what would follow, and doing it."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from anyio import to_thread
from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import ValidationError

from cases.decide import NextStep
from cases.events import Event, UnknownEvent, class_of, parse
from cases.stages import STAGES
from cases.steps import Objection
from speech import fields, words
from speech.fields import Field
from store import ledger, web
from store.db import Connection
from store.ledger import EventRow
from web import forms, kit
from web.access import WORKERS, Viewer, may
from web.casefile import CaseFile, act_of, label_of, title_of
from web.house import House, Memory, NoSuchPage, TheHouse, now_of
from workflows import gateway
from workflows.gateway import CaseRefused, CaseUnavailable, EventNotUnderstood

router = APIRouter(prefix="/cases/{ref}", include_in_schema=False)

Worker = Annotated[Viewer, may(*WORKERS)]

# What is recorded from the page of a date, and needs no place in the list of events.
BY_THEIR_DATE = ("deadline_done", "deadline_given")


def _case_file(ref: str, viewer: Worker, memory: Memory) -> CaseFile:
    return CaseFile(memory, ref, viewer)


Case = Annotated[CaseFile, Depends(_case_file)]


@dataclass
class Draft:
    """An event on its way: what was typed, and what the page that it came from knew of the case."""

    kind: type[Event]
    typed: dict[str, list[str]]
    event_id: str
    version: int
    do: str = ""
    as_fact: bool = False
    corrects: EventRow | None = None
    errors: dict[str, str] = field(default_factory=dict)
    against: Sequence[Objection] = ()
    sentence: str = ""

    @property
    def title(self) -> str:
        """The event in words."""
        act = self.typed.get("act", [""])[0]
        return title_of(self.kind.kind, {"act": act} if act else None)


@router.get("/record")
def pick(request: Request, viewer: Worker, case: Case) -> Response:
    """What may be recorded now comes first; everything else is listed with why not."""
    _must_be_open(case)
    stage = STAGES.index(case.row.stage) if case.row.stage in STAGES else 0
    steps = [s for s in case.steps if s.sensible and s.kind not in BY_THEIR_DATE]
    acts = [s for s in steps if s.allowed and s.is_act and not s.why]
    facts = [s for s in steps if s.allowed and not s.is_act and not s.why]
    near = {STAGES[stage], STAGES[min(stage + 1, len(STAGES) - 1)]}
    groups = [
        ("We may do now", "", acts),
        ("Has it happened? Where the case stands now", "", [s for s in facts if s.stage in near]),
        ("At any time", "", [s for s in facts if s.stage == "any"]),
        ("Other stages", "", [s for s in facts if s.stage != "any" and s.stage not in near]),
    ]
    irregular = [s for s in steps if s.allowed and s.why]
    blocked = [s for s in case.steps if not s.allowed]
    return _page(
        request, case, "case/pick.html", "Record an event", groups=groups, irregular=irregular,
        blocked=[s for s in blocked if s.sensible], never=[s for s in blocked if not s.sensible], link=_link,
        act_of=act_of, title_of=title_of, plain_words=plain_words,
    )  # fmt: skip


@router.get("/record/{kind}")
def form(request: Request, viewer: Worker, case: Case, kind: str) -> Response:
    _must_be_open(case)
    typed = {name: [value] for name, value in request.query_params.items()}
    return _form(request, case, Draft(_known(kind), typed, str(uuid4()), case.row.version))


@router.post("/record/{kind}")
async def send(request: Request, viewer: Worker, case: Case, memory: Memory, house: TheHouse, kind: str) -> Response:
    """Tries the event and shows what would follow, or, confirmed, records it."""
    return await _go_on(request, await _draft(request, _known(kind), case), case, memory, house)


@router.get("/events/{event_id}/correct")
def correction(request: Request, viewer: Worker, case: Case, event_id: str) -> Response:
    """The event's own form, as it was filled in."""
    _must_be_open(case)
    target = _target(case, event_id)
    typed = forms.typed_of(target.kind, target.payload, target.happened_on)
    return _form(request, case, Draft(class_of(target.kind), typed, str(uuid4()), case.row.version, corrects=target))


@router.post("/events/{event_id}/correct")
async def correct(
    request: Request, viewer: Worker, case: Case, memory: Memory, house: TheHouse, event_id: str
) -> Response:
    target = await to_thread.run_sync(_target, case, event_id)
    draft = await _draft(request, class_of(target.kind), case)
    draft.corrects = target
    return await _go_on(request, draft, case, memory, house)


async def _draft(request: Request, kind: type[Event], case: CaseFile) -> Draft:
    async with request.form() as sent:
        typed: dict[str, list[str]] = {}
        for name, value in sent.multi_items():
            typed.setdefault(name, []).append(value if isinstance(value, str) else "")
    for name in [n for n in typed if n.endswith("__day")]:
        base = name.removesuffix("__day")
        day, clock = typed.pop(name)[0].strip(), typed.pop(f"{base}__time", [""])[0].strip()
        typed[base] = [f"{day} {clock}".strip()]
    about = {name: typed.pop(name, [""])[0] for name in ("event_id", "version", "do", "as_fact")}
    version = int(about["version"]) if about["version"].isdecimal() else case.row.version
    return Draft(kind, typed, _uuid(about["event_id"]), version, about["do"], about["as_fact"] == "yes")


async def _go_on(request: Request, draft: Draft, case: CaseFile, memory: Connection, house: House) -> Response:
    if draft.do == "change":
        return await to_thread.run_sync(_form, request, case, draft)
    event = await to_thread.run_sync(_read, draft, case)
    if event is None:
        return await to_thread.run_sync(_form, request, case, draft, 422)
    if draft.do != "confirm":
        return await to_thread.run_sync(_preview, request, draft, case, memory, house, event)
    return await _record(request, draft, case, memory, house, event)


async def _record(
    request: Request, draft: Draft, case: CaseFile, memory: Connection, house: House, event: Event
) -> Response:
    """Records it, unless the case has moved on since the page was made: then whoever sent it looks again."""
    ref = case.row.case_ref
    taking_turns = web.turn(memory, ref)
    await to_thread.run_sync(taking_turns.__enter__)
    try:
        done = await to_thread.run_sync(ledger.event_by_id, memory, UUID(draft.event_id))
        if done is not None and done.case_ref == ref:
            return RedirectResponse(f"/cases/{ref}/steps/{done.step}?new=1", 303)
        fresh = await to_thread.run_sync(CaseFile, memory, ref, case.viewer)
        if fresh.row.version != draft.version:
            return await to_thread.run_sync(_preview, request, draft, fresh, memory, house, event)
        receipt = await gateway.record(await house.client(), memory, ref, [event])
    except CaseUnavailable as away:
        draft.sentence = str(away)
        return await to_thread.run_sync(_preview, request, draft, case, memory, house, event, 503)
    except (CaseRefused, EventNotUnderstood) as no:
        _take(draft, no)
        return await to_thread.run_sync(_form, request, case, draft, 422)
    finally:
        await to_thread.run_sync(taking_turns.__exit__, None, None, None)
    return RedirectResponse(f"/cases/{ref}/steps/{receipt.step}?new=1", 303)


def _preview(
    request: Request, draft: Draft, case: CaseFile, memory: Connection, house: House, event: Event, status: int = 200
) -> Response:
    """What would follow, with nothing written. What others did since the page was made is shown above it."""
    ref = case.row.case_ref
    meanwhile = [t for t in case.told if t.step > draft.version] if case.row.version != draft.version else []
    draft.version = case.row.version
    try:
        outcome = gateway.preview(memory, ref, [event], now_of(case.row), settings=house.settings)
    except (CaseRefused, EventNotUnderstood) as no:
        _take(draft, no)
        return _form(request, case, draft, 409 if meanwhile else 422, meanwhile)
    return _page(
        request, case, "case/preview.html", draft.title, 409 if meanwhile else status, draft=draft, outcome=outcome, dry=True,
        told=_told(case, outcome), meanwhile=meanwhile, hidden=_hidden(draft), given=_given(case, event, draft),
    )  # fmt: skip


def _form(request: Request, case: CaseFile, draft: Draft, status: int = 200, meanwhile: Sequence[Any] = ()) -> Response:
    asked = forms.inputs(draft.kind, case, draft.typed, draft.errors)
    return _page(
        request, case, "case/form.html", draft.title, status, draft=draft, inputs=asked, meanwhile=meanwhile,
        says=_says(draft.kind), courts=case.courts,
    )  # fmt: skip


def _page(request: Request, case: CaseFile, name: str, title: str, status: int = 200, **about: Any) -> Response:
    return kit.page(
        request, name, status, title=title, case=case, row=case.row, state=case.state, today=case.today, parts_of_case=[],
        refetch="", **about,
    )  # fmt: skip


def _read(draft: Draft, case: CaseFile) -> Event | None:
    """The event, or None with the draft's errors saying why."""
    common = {"event_id": draft.event_id, "recorded_at": now_of(case.row), "recorded_by": case.viewer.email}
    if draft.corrects is not None:
        return _correction(draft, draft.corrects, case, common)
    reading = forms.read(draft.kind, draft.typed, case, **common, as_fact=draft.as_fact)  # type: ignore[arg-type]
    draft.errors = reading.errors
    return reading.event


def _correction(draft: Draft, target: EventRow, case: CaseFile, common: Mapping[str, Any]) -> Event | None:
    """The correction that changes what was changed in the form, or takes the event away."""
    reason = (draft.typed.get("why_corrected") or [""])[0].strip()
    if not reason:
        draft.errors["why_corrected"] = "Say why it is corrected."
    replacement = None
    if not draft.typed.get("withdraw"):
        replacement = _differences(draft, target, case.today)
        if not replacement and not draft.errors:
            draft.errors["happened_on"] = "Nothing was changed: change what was wrong, or take the event away."
    if draft.errors:
        return None
    about = {"happened_on": case.today, "corrects": str(target.event_id), "replacement": replacement, "reason": reason}
    try:
        return parse("corrected", {**common, **about})
    except ValidationError as wrong:
        draft.errors = forms.misfits(wrong)
        return None


def _differences(draft: Draft, target: EventRow, today: date) -> dict[str, Any]:
    form = {"happened_on": Field("happened_on", "day", required=True), **fields.of(draft.kind), **fields.common()}
    held = {**target.payload, "happened_on": target.happened_on.isoformat()}
    found: dict[str, Any] = {}
    for name, one in form.items():
        values: dict[str, Any] = {}
        forms.read_into(values, draft.errors, one, draft.typed.get(name, ()), today)
        if name in draft.errors:
            continue
        now = _json(values.get(name))
        if now is None and one.required:
            draft.errors[name] = f"{label_of(name)} is missing; expected {one.expects}."
        elif now != held.get(name, _json(one.default)) and not (now in (None, []) and held.get(name) in (None, [])):
            found[name] = now
    return found


def _json(value: Any) -> Any:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return [_json(part) for part in value] if isinstance(value, (tuple, list)) else value


def _take(draft: Draft, no: CaseRefused | EventNotUnderstood) -> None:
    """Keeps in the draft why it was refused."""
    if isinstance(no, CaseRefused):
        draft.against = [Objection.model_validate(o) for o in no.refusal.get("objections", ())]
    draft.sentence = "" if draft.against else str(no)


def _known(kind: str) -> type[Event]:
    try:
        found = class_of(kind)
    except UnknownEvent as unknown:
        raise NoSuchPage(str(unknown)) from None
    if found.machine or found.kind in ("case_opened", "corrected"):
        raise NoSuchPage(f"{title_of(found.kind)} is not recorded by hand here.")
    return found


def _target(case: CaseFile, event_id: str) -> EventRow:
    for event in case.record:
        if str(event.event_id) == event_id and event.kind not in ("corrected", "case_opened"):
            return event
    raise NoSuchPage(f"Case {case.row.case_ref} has no event that can be corrected under this address.")


def _must_be_open(case: CaseFile) -> None:
    if case.row.closed_on:
        raise NoSuchPage(f"Case {case.row.case_ref} is closed, so nothing more can be recorded on it.")


def _hidden(draft: Draft) -> list[tuple[str, str]]:
    """The draft as hidden fields, so that confirming sends what was tried."""
    pairs = [(name, text) for name, texts in draft.typed.items() for text in texts]
    pairs += [("event_id", draft.event_id), ("version", str(draft.version))]
    return pairs + ([("as_fact", "yes")] if draft.as_fact else [])


def _given(case: CaseFile, event: Event, draft: Draft) -> list[tuple[str, str]]:
    """What will be recorded, in words."""
    told = case.details(event.kind, event.model_dump(mode="json", exclude_defaults=True))
    day = [("The day", words.day(event.happened_on))]
    return day + told + ([("Done already", "yes: it is kept even when it breaks a rule")] if draft.as_fact else [])


def _told(case: CaseFile, outcome: Mapping[str, Any]) -> str:
    """Who hears of the dates that are made or moved."""
    dates = outcome.get("dates") or {}
    people = {str(d["owner"]) for key in ("made", "moved") for d in dates.get(key, ()) if d.get("owner")}
    names = sorted(case.staff.get(email, kit.name_of(email)) for email in people)
    return f"{words.listed(names, 'and')}, by reminders before each date." if names else ""


def _says(kind: type[Event]) -> str:
    said = inspect.cleandoc(kind.__doc__ or "").split("\n\n")[0].replace("\n", " ")
    return plain_words(said)


def plain_words(said: str) -> str:
    """What an event says of itself, with our fields' names in words."""
    return said.replace("happened_on is", "the day to give is")


def _link(case_ref: str, step: NextStep) -> str:
    return f"/cases/{case_ref}/record/{step.kind}" + (f"?{urlencode(step.variant)}" if step.variant else "")


def _uuid(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return str(uuid4())
