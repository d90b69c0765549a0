"""One case as its pages need it: where it stands, who it is about, its dates, its record, what may be done next."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import cases.rules  # noqa: F401  # first, because the rules and the protocol import each other
from cases import protocol
from cases.decide import NextStep
from cases.events import REGISTER
from cases.stages import STAGES
from cases.state import State
from speech import fields, words
from store import accounts, board, documents, evidence, landlords, ledger
from store.accounts import AccountNotFound, AccountPosition, AccountRow, PersonRow, PositionNotKnown, TransactionRow
from store.board import BoardRow, DeadlineRow
from store.db import Connection
from store.documents import PaperRow
from store.evidence import EvidenceRow
from store.landlords import LandlordNotFound, OfficerRow
from store.ledger import EventRow, StepRow
from templates.manifest import all_templates
from web import kit
from web.access import Viewer
from web.house import find_case, now_of, record_for, today_of
from web.line import Line, line
from workflows import gateway

PARTS = ("", "timeline", "account", "documents", "evidence", "protocol", "court", "people", "log")


@dataclass(frozen=True)
class Told:
    """One event of the record, ready to be read. replaced_by: the number of the correction that put it right."""

    seq: int
    step: int
    event_id: str
    kind: str
    title: str
    happened_on: date
    recorded_at: Any
    recorded_by: str
    source: str
    machine: bool
    details: tuple[tuple[str, str], ...]
    because: tuple[Mapping[str, Any], ...]
    objections: tuple[Mapping[str, Any], ...]
    papers: tuple[PaperRow, ...]
    files: tuple[EvidenceRow, ...]
    replaced_by: int | None
    corrects: int | None


class CaseFile:
    """A case, read when it is first asked for; `today` is the case's own day."""

    def __init__(self, memory: Connection, ref: str, viewer: Viewer) -> None:
        self.memory = memory
        self.viewer = viewer
        self.row: BoardRow = find_case(memory, ref, viewer)
        self.today = today_of(self.row)

    @cached_property
    def state(self) -> State:
        return State.model_validate(self.row.state)

    @cached_property
    def account(self) -> AccountRow | None:
        try:
            return accounts.get(self.memory, self.row.account_ref)
        except AccountNotFound:
            return None

    @cached_property
    def people(self) -> list[PersonRow]:
        return accounts.people(self.memory, self.account.tenancy_ref) if self.account else []

    @cached_property
    def names(self) -> dict[str, str]:
        """Each person's name by their reference."""
        return {p.person_ref: " ".join(part for part in (p.title, p.forename, p.surname) if part) for p in self.people}

    @property
    def tenants(self) -> tuple[str, ...]:
        """The references of the tenants the case is about."""
        return self.state.the_tenancy.tenants

    @cached_property
    def dates(self) -> list[DeadlineRow]:
        return board.case_deadlines(self.memory, self.row.case_ref)

    @property
    def ours(self) -> list[DeadlineRow]:
        """What we have to do, the nearest first."""
        return [d for d in self.dates if d.act_on and (d.waiting_on or "us") in ("us", "approver")]

    @property
    def theirs(self) -> list[DeadlineRow]:
        """What others have to do, and what has no day yet."""
        return [d for d in self.dates if not d.act_on or (d.waiting_on or "us") not in ("us", "approver")]

    @cached_property
    def steps(self) -> tuple[NextStep, ...]:
        return gateway.next_steps(self.memory, self.row, now_of(self.row))

    @property
    def blocked(self) -> list[NextStep]:
        """The acts of this stage and the stages to come that are thinkable and that something stands against."""
        here = STAGES.index(self.row.stage)
        return [
            s
            for s in self.steps
            if s.is_act
            and s.sensible
            and not s.allowed
            and s.why
            and s.kind not in ("case_closed", "approval_given")
            and ((s.stage == "any" and not s.variant) or STAGES.index(_stage_of(s)) >= here)
        ]

    @cached_property
    def papers(self) -> list[PaperRow]:
        """Its papers in the order they were written, without the restricted ones for somebody who may not read them."""
        written = documents.list_for_case(self.memory, self.row.case_ref)
        if self.viewer.reads_restricted:
            return written
        held = all_templates()
        return [p for p in written if p.paper not in held or not held[p.paper].restricted]

    @cached_property
    def evidence(self) -> list[EvidenceRow]:
        """The files that were taken in, withdrawn ones too."""
        return evidence.of_case(self.memory, self.row.case_ref)

    def files_for(self, paragraph: str, tenant: str | None) -> list[EvidenceRow]:
        """The files kept for a paragraph of the protocol with a tenant, or with all."""
        kept = (f for f in self.evidence if f.withdrawn_at is None)
        return [f for f in kept if (f.paragraph, f.tenant) == (paragraph, tenant)]

    def for_what(self, file: EvidenceRow) -> str:
        """What a file is for, in words."""
        if file.paragraph is not None:
            who = f", {self.names.get(file.tenant, file.tenant)}" if file.tenant else ""
            return f"Protocol {file.paragraph}{who}"
        shown = next((e for e in self.record if e.event_id == file.event_id), None)
        return f"No. {shown.seq}: {title_of(shown.kind, shown.payload)}" if shown else "An event"

    def navigation(self, part: str) -> list[dict[str, Any]]:
        """The pages of the case."""
        base = f"/cases/{self.row.case_ref}"
        return [
            {"text": kit.sentence_case(p) or "Overview", "href": f"{base}/{p}" if p else base, "current": p == part}
            for p in PARTS
        ]

    @cached_property
    def record(self) -> list[EventRow]:
        return record_for(self.memory, self.row, self.viewer)

    @cached_property
    def case_steps(self) -> dict[int, StepRow]:
        return {step.step: step for step in ledger.steps(self.memory, self.row.case_ref)}

    @cached_property
    def told(self) -> list[Told]:
        """The record, the latest first."""
        fixed = {str(e.payload.get("corrects")): e.seq for e in self.record if e.kind == "corrected"}
        number = {str(e.event_id): e.seq for e in self.record}
        return [self._tell(e, fixed.get(str(e.event_id)), number) for e in reversed(self.record)]

    def _tell(self, event: EventRow, replaced_by: int | None, number: Mapping[str, int]) -> Told:
        kind = REGISTER.get(event.kind)
        return Told(
            seq=event.seq,
            step=event.step,
            event_id=str(event.event_id),
            kind=event.kind,
            title=title_of(event.kind, event.payload),
            happened_on=event.happened_on,
            recorded_at=event.recorded_at,
            recorded_by=event.recorded_by,
            source=event.source,
            machine=kind is None or kind.machine or event.source in ("clock", "review"),
            details=tuple(self.details(event.kind, event.payload)),
            because=tuple(event.decision.get("because", ())),
            objections=tuple(event.decision.get("objections", ())),
            papers=tuple(p for p in self.papers if str(p.event_id) == str(event.event_id)),
            files=tuple(f for f in self.evidence if str(f.event_id) == str(event.event_id)),
            replaced_by=replaced_by,
            corrects=number.get(str(event.payload.get("corrects"))),
        )

    def details(self, kind: str, payload: Mapping[str, Any]) -> list[tuple[str, str]]:
        """An event's fields in words, people by their names."""
        known = REGISTER.get(kind)
        form = {**fields.of(known), **fields.common()} if known else {}
        shown = []
        for name in (*form, *(n for n in payload if n not in form and n not in _HIDDEN)):
            value = payload.get(name)
            if value in (None, [], False, "", {}) or name in _HIDDEN:
                continue
            field = form.get(name)
            if field is not None and field.kind == "staff":
                text = self.staff.get(str(value), str(value))
            elif field is not None and field.kind == "person":
                refs = value if isinstance(value, list) else [value]
                text = ", ".join(self.names.get(str(ref), str(ref)) for ref in refs)
            elif field is not None and field.kind == "object":
                text = self._replacement(value)
            else:
                text = kit.plain(field.show(value)) if field else computed(name, value)
            shown.append((label_of(name), text))
        return shown

    def _replacement(self, value: Any) -> str:
        if not isinstance(value, Mapping):
            return str(value)
        shown = (pair for pair in value.items() if pair[0] != "withheld")
        return "; ".join(f"{label_of(name).lower()}: {computed(name, part)}" for name, part in shown)

    @cached_property
    def protocol(self) -> tuple[protocol.Row, ...]:
        return protocol.rows(self.state, self.today)

    def position(self, day: date) -> AccountPosition | None:
        """Where the account stood at the close of a day; None where the postings do not reach back that far."""
        try:
            return accounts.position_as_at(self.memory, self.row.account_ref, day)
        except (PositionNotKnown, AccountNotFound):
            return None

    @cached_property
    def postings(self) -> list[TransactionRow]:
        return accounts.transactions(self.memory, self.row.account_ref) if self.account else []

    @cached_property
    def line(self) -> Line | None:
        """What was owed over time, with what happened and the dates ahead; None without postings."""
        fixed = {str(e.payload.get("corrects")) for e in self.record if e.kind == "corrected"}
        happened = sorted(
            (e.happened_on, title_of(e.kind, e.payload))
            for e in self.record
            if e.kind in _ON_THE_LINE and str(e.event_id) not in fixed
        )
        return line(self.postings, happened, self.dates, self.today)

    @cached_property
    def staff(self) -> dict[str, str]:
        """Names of staff by their address."""
        return {o.email: o.name for o in self._officers}

    @cached_property
    def at_work(self) -> dict[str, str]:
        """Names of those who work here now by their address."""
        return {o.email: o.name for o in self._officers if o.active}

    @cached_property
    def _officers(self) -> list[OfficerRow]:
        return landlords.officers(self.memory)

    @cached_property
    def courts(self) -> list[str]:
        """The courts the landlord goes to, its own first."""
        try:
            config = landlords.landlord(self.memory, self.account.landlord_code if self.account else None)
        except LandlordNotFound:
            return []
        return list(dict.fromkeys([config.court_name, *config.courts]))

    def named(self, text: str, fields: Sequence[str] = ()) -> str:
        """A sentence with people's names in place of their references, codes in words, these fields as the form calls them."""
        for name in fields:
            text = re.sub(rf"\b{name}\b", f"“{label_of(name)}”", text)
        for ref in sorted(self.tenants, key=len, reverse=True):
            if ref in self.names:
                text = re.sub(rf"\b(?:tenant )?{re.escape(ref)}\b", self.names[ref], text)
        return re.sub(r"\b[a-z]+(?:_[a-z]+)+\b", lambda code: words.plain(code[0]), text)

    @property
    def moved_clock(self) -> bool:
        """Whether a demonstration has moved this case's own clock."""
        return self.row.clock_ahead > timedelta(0)


def _stage_of(step: NextStep) -> str:
    """The stage that an act belongs to; of an approval the stage of what is approved."""
    act = step.variant.get("act", "")
    return {"write_off": "former_tenant"}.get(act, act) or step.stage


# What moves a case or a debt; the rest of the record is on the timeline.
_ON_THE_LINE = frozenset(
    [
        "arrears_letter_sent",
        "contact_made",
        "agreement_made",
        "agreement_varied",
        "agreement_broken",
        "agreement_completed",
        "notice_served",
        "notice_withdrawn",
        "protocol_letter_sent",
        "claim_submitted",
        "claim_issued",
        "hearing_listed",
        "hearing_outcome_recorded",
        "order_breached",
        "warrant_requested",
        "warrant_issued",
        "eviction_booked",
        "eviction_carried_out",
        "suspension_applied",
        "tenancy_ended",
        "hold_opened",
        "hold_ended",
    ]
)

_HIDDEN = frozenset(
    [
        "event_id",
        "happened_on",
        "recorded_at",
        "recorded_by",
        "source",
        "kind",
        "known_on",
        "withheld",
        "corrects",
        "act",
        "hold",
        "as_fact",
    ]
)


def title_of(kind: str, facts: Mapping[str, Any] | None = None) -> str:
    """An event in words: `Approval given: notice`, `Notice served`."""
    said = kit.sentence_case(kind)
    act = (facts or {}).get("act") or ((facts or {}).get("hold") if kind.startswith("hold") else None)
    return f"{said}: {kit.plain(act)}" if act else said


def act_of(kind: str, variant: Mapping[str, str] | None = None) -> str:
    """An act as something to do: `Send the claim`, `Put the notice forward for approval`."""
    if kind not in _ACTS:
        return title_of(kind, variant)
    return _ACTS[kind].format(*(kit.plain(part) for part in (variant or {"": "step"}).values()))


_ACTS = {
    "statement_sent": "Send a rent statement",
    "agreement_offered": "Offer an agreement",
    "agreement_made": "Make an agreement",
    "agreement_varied": "Change the agreement",
    "irregularity_accepted": "Accept an irregularity",
    "approval_requested": "Put the {} forward for approval",
    "approval_given": "Approve the {}",
    "arrears_letter_sent": "Send the {} arrears letter",
    "protocol_letter_sent": "Send the protocol letter",
    "protocol_waived": "Waive a paragraph of the protocol",
    "claim_submitted": "Send the claim to the court",
    "date_notice_sent": "Tell the tenants that a date will be asked for",
    "date_applied": "Ask the court to fix a date",
    "restore_requested": "Ask for the claim to be restored",
    "permission_sought": "Ask for permission to enforce",
    "warrant_requested": "Ask for the warrant",
    "eviction_booked": "Book the eviction",
    "eviction_rebooked": "Move the eviction",
    "eviction_confirmed": "Confirm the eviction to the bailiff",
    "suspension_answered": "Answer the application to suspend",
    "former_tenant_letter_sent": "Send the letter of claim to former tenants",
    "write_off_requested": "Ask for a write-off",
    "write_off_decided": "Decide the write-off",
    "case_closed": "Close the case: {}",
}


def label_of(name: str) -> str:
    """A field's name as a label."""
    return _LABELS.get(name) or kit.sentence_case(name.removesuffix("_pence"))


_LABELS = {
    "for_day": "Planned for",
    "from_on": "From",
    "grounds": "Grounds",
    "left_with": "Left with",
    "at": "Time",
    "tenants": "Tenants",
    "tenant": "Tenant",
    "paid_by": "Paid by",
    "every": "How often",
    "rent_plus": "Rent plus",
    "with_rent": "Paid with the rent",
    "fee": "Fee",
    "to": "To whom",
    "hearing_at": "Hearing",
    "eviction_at": "Appointment",
    "adr": "Another way of settling it",
}


def computed(name: str, value: Any) -> str:
    """A value that the step worked out, in words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int) and (
        name.endswith("_pence") or name in ("arrears", "amount", "due", "paid", "short", "missed")
    ):
        return words.money(value)
    if isinstance(value, str) and name.endswith(("_on", "_at")) and len(value) >= len("2026-12-01"):
        return words.day(value) if len(value) == len("2026-12-01") else words.moment(value)
    if isinstance(value, Mapping):
        return ", ".join(f"{kit.plain(k)} {computed(str(k), v)}" for k, v in value.items() if v is not None)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(computed(name, part) for part in value)
    return kit.plain(value)
