"""One case: overview, timeline, account, documents, protocol, court, people, log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from cases.steps import Objection
from speech import nations, parts, words
from store import documents, ledger, outbox, restricted, web
from templates.manifest import all_templates
from web import kit
from web.access import KEEPERS, READERS, NotAllowed, Role, Viewer, may
from web.casefile import CaseFile, act_of, title_of
from web.house import Memory, NoSuchPage
from web.pages import dates, packs
from web.pages.work import csv_answer

router = APIRouter(prefix="/cases/{ref}", include_in_schema=False)

Reader = Annotated[Viewer, may(*READERS)]
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _case_file(ref: str, viewer: Reader, memory: Memory) -> CaseFile:
    """The case, noted as seen by whoever opens a page of it."""
    found = CaseFile(memory, ref, viewer)
    if not found.row.restricted:  # a look at a restricted one is noted with its reason
        web.note_view(memory, found.row.case_ref, viewer.email)
    return found


Case = Annotated[CaseFile, Depends(_case_file)]


@router.get("")
def overview(request: Request, viewer: Reader, case: Case) -> Response:
    return _page(
        request, case, "", stops=stops(case), cards=cards(case), latest=case.told[:5], irregular=_irregular(case),
        date_address=dates.address,
    )  # fmt: skip


@router.get("/timeline")
def timeline(request: Request, viewer: Reader, case: Case, kind: str = "") -> Response:
    """What happened, the latest first; what was corrected is shown struck through beside its correction."""
    kinds = sorted({t.kind for t in case.told})
    shown = [t for t in case.told if not kind or t.kind == kind]
    return _page(request, case, "timeline", shown=shown, kinds=[(k, title_of(k)) for k in kinds], kind=kind)


@router.get("/account")
def account(request: Request, viewer: Reader, case: Case, as_at: str = "") -> Response:
    """The account as it stood at the close of a day."""
    day, fault = _day(as_at, case.today)
    postings = [p for p in case.postings if p.on <= day]
    return _page(
        request, case, "account", day=day, fault=fault, typed=as_at, postings=postings[::-1][:200], more=len(postings) - 200,
        position=case.position(day),
    )  # fmt: skip


@router.get("/account.csv")
def account_csv(viewer: Reader, case: Case) -> Response:
    heads = ("On", "Posted on", "Type", "Description", "Charge", "Payment", "Balance after")
    rows = [
        (
            p.on.isoformat(), p.posted_on.isoformat(), kit.plain(p.type), p.description or "", _pounds(p.charge_pence),
            _pounds(p.payment_pence), _pounds(p.running_pence),
        )
        for p in case.postings
    ]  # fmt: skip
    return csv_answer(f"{case.row.case_ref}-account.csv", heads, rows)


@router.get("/documents")
def papers(request: Request, viewer: Reader, case: Case, wrote: str = "", new: bool = False) -> Response:
    """The papers of the case. wrote: the one that was just asked for."""
    titles = {str(e.event_id): title_of(e.kind, e.payload) for e in case.record}
    return _page(
        request, case, "documents", titles=titles, wrote=wrote, new=new, to_claim=packs.to_claim(case),
        to_hear=packs.to_hear(case),
    )  # fmt: skip


@router.get("/documents/{name}")
def paper(viewer: Reader, case: Case, name: str) -> Response:
    """A paper to keep. Browsers save it and open nothing."""
    found = documents.get(case.memory, case.row.case_ref, name)
    if found is None or found[1] is None:
        raise NoSuchPage(f"Case {case.row.case_ref} has no paper {name} that can be taken out.")
    held = all_templates().get(found[0].paper)
    if held is not None and held.restricted and not viewer.reads_restricted:
        raise NotAllowed("This paper tells of risks at the home: only those who work the case may read it.")
    kind = _DOCX if name.endswith(".docx") else "application/octet-stream"
    headers = {"Content-Disposition": f'attachment; filename="{found[0].name}"', "Content-Security-Policy": "sandbox"}
    return Response(found[1], media_type=kind, headers=headers)


@router.get("/protocol")
def protocol(request: Request, viewer: Reader, case: Case) -> Response:
    return _page(request, case, "protocol")


@router.get("/court")
def court(request: Request, viewer: Reader, case: Case) -> Response:
    wanted = ("notice", "claim", "hearing", "order", "warrant", "eviction", "application")
    return _page(request, case, "court", cards=[c for c in cards(case) if c["name"] in wanted])


@router.get("/people")
def people(request: Request, viewer: Reader, case: Case) -> Response:
    may_restrict = bool(viewer.roles & set(KEEPERS))
    return _page(
        request,
        case,
        "people",
        may_restrict=may_restrict,
        restriction=restricted.restriction(case.memory, case.row.case_ref),
    )


@router.get("/log")
def log(request: Request, viewer: Reader, case: Case) -> Response:
    """How the case was carried on: steps, reminders, who looked, and for some where Temporal shows its workflow."""
    settings = request.app.state.house.settings
    temporal = ""
    if settings.temporal_ui and viewer.roles & {Role.LEGAL, Role.ADMIN}:
        workflow = quote(case.row.workflow_id, safe="")
        temporal = f"{settings.temporal_ui}/namespaces/{settings.temporal_namespace}/workflows/{workflow}"
    return _page(
        request, case, "log", steps=list(case.case_steps.values())[::-1], temporal=temporal,
        reminders=outbox.rows(case.memory, case_ref=case.row.case_ref, with_void=True),
        views=web.views(case.memory, case.row.case_ref),
    )  # fmt: skip


@router.get("/steps/{step}")
def step(request: Request, viewer: Reader, case: Case, step: int, new: bool = False) -> Response:
    """What one step did: what whoever recorded it sees next, and what anybody can look up later."""
    found = ledger.find_step(case.memory, case.row.case_ref, step)
    if found is None:
        raise NoSuchPage(f"Case {case.row.case_ref} has no step {step}.")
    return _page(request, case, "step", step=found, outcome=found.outcome, new=new)


def _page(request: Request, case: CaseFile, part: str, **about: Any) -> Response:
    row = case.row
    return kit.page(
        request, f"case/{part or 'overview'}.html", title=kit.sentence_case(part) or "Overview", case=case,
        row=row, state=case.state, parts_of_case=case.navigation(part), today=case.today, refetch=_address(request), **about,
    )  # fmt: skip


def _address(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _day(text: str, today: date) -> tuple[date, str]:
    """The day asked for, or today with a sentence about what was expected."""
    if not text.strip():
        return today, ""
    try:
        found = words.read_day(text, today=today)
    except words.Unreadable as unreadable:
        return today, f"{text!r} was given; expected {unreadable}."
    return (
        (found, "") if found <= today else (today, f"{words.day(found)} has not come yet; this is the account today.")
    )


def stops(case: CaseFile) -> list[dict[str, Any]]:
    """What stands against the acts that are thinkable now. A reason against several is told in full once."""
    told: dict[str, str] = {}
    found = []
    for blocked in case.blocked:
        title = act_of(blocked.kind, blocked.variant)
        fresh: list[Objection] = []
        again: set[str] = set()
        for objection in blocked.why:
            if objection.says in told:
                again.add(told[objection.says])
            else:
                told[objection.says] = title
                fresh.append(objection)
        found.append({"title": title, "why": fresh, "as_for": sorted(again), "first_day": blocked.first_day})
    return found


def cards(case: CaseFile) -> list[dict[str, Any]]:
    """The parts of the case that stand: its notice, claim, order and so on, each as names and values."""
    nation = case.state.the_tenancy.nation
    made = []
    for name in parts.PARTS:
        part = getattr(case.state, name)
        if part is not None:
            told = parts.of(name, part, nation)
            pairs = [(kit.sentence_case(label), case.named(kit.plain(value))) for label, value in told]
            title = kit.sentence_case(nations.part(name, nation))
            made.append({"name": name, "title": title, "pairs": pairs, "because": _because(case, name)})
    return made


# By which event a part of the case stands as it does, the latest first.
_MADE_BY = {
    "agreement": ("agreement_varied", "agreement_made"),
    "notice": ("notice_served",),
    "claim": ("claim_issued", "claim_submitted"),
    "hearing": ("hearing_relisted", "hearing_listed"),
    "order": ("hearing_outcome_recorded",),
    "application": ("suspension_applied",),
    "warrant": ("warrant_issued", "warrant_requested"),
    "eviction": ("eviction_rebooked", "eviction_booked"),
}


def _because(case: CaseFile, part: str) -> Sequence[Mapping[str, Any]]:
    """Why the dates of a part are what they are: what was told when the event that made it was recorded."""
    for kind in _MADE_BY.get(part, ()):
        for told in case.told:
            if told.kind == kind and not told.replaced_by and told.because:
                return told.because
    return ()


def _irregular(case: CaseFile) -> Sequence[Any]:
    return [i for i in case.state.irregular if i.status == "open"]


def _pounds(pence: int | None) -> str:
    return "" if pence is None else f"{pence / 100:.2f}"
