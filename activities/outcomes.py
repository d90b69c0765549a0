"""One step of a case in one transaction: decide, write the papers, the record, the board, the reminders; or refuse."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import law
from activities import called_for, documents, drafts, ladder, law_news, overtaken, paper_news, texts
from activities.asked import in_the_record
from activities.enrich import enrich, newest_balance, newest_rent, tell_account, tell_people
from activities.report import outcome_of
from activities.versions import code_version, rules_version
from cases.decide import decide
from cases.events import Event, dump, load
from cases.events.base import Withheld
from cases.events.court import ApprovalGiven
from cases.events.throughout import Corrected, LawReviewed
from cases.fold import Folded, fold, fold_late, is_late
from cases.state import State, changed_parts
from cases.steps import Decision, Objection, Receipt, Refused, StepCommand, WriteDocument, refusal_json
from law import LawError
from law.dates import in_words, london_day, london_time
from store import board, landlords, lawbook, ledger, outbox
from store.db import Connection
from store.documents import PaperRow, list_for_case, mark_wrong, put
from store.ledger import EventRow, StepConflict, StepRow
from store.projection import Roster
from store.rebuild import put_rows


def carry_out(
    connection: Connection, command: StepCommand, *, keep: bool = True, settings: object = None
) -> tuple[Receipt, dict[str, Any]]:
    """Carries a step out, or says why not; gives the receipt and the report for the faces.

    Doing the same step again changes nothing and gives the first receipt; the same step with other events raises
    StepConflict. keep=False tries it and rolls everything back.
    """
    with connection.transaction(force_rollback=not keep):
        step = _Step(connection, command)
        # one reading of the law for the whole step, whatever another process enters meanwhile
        with law.reading_as(additions=step.additions, known=step.known):
            return step.run()


class _Step:
    """The work of one step. It lives for one transaction."""

    def __init__(self, connection: Connection, command: StepCommand) -> None:
        self.connection = connection
        self.command = command
        self.today = london_day(command.as_of)
        self.roster = Roster(landlords.officers(connection))
        self.account_ref, episode = command.case_ref.rsplit("-", 1)
        self.episode = int(episode)
        self.additions = lawbook.read(connection)
        self.known = law.Knowledge(self.today, self.additions.version)
        self.askers: set[str] = set()  # of papers that this step shows to be wrong

    def run(self) -> tuple[Receipt, dict[str, Any]]:
        command = self.command
        ledger.lock_case(self.connection, command.case_ref)
        hashed = _hash(command)
        standing = ledger.find_step(self.connection, command.case_ref, command.step)
        if standing is not None:
            if standing.command_hash != hashed:
                raise StepConflict(
                    f"Step {command.step} of case {command.case_ref} was carried out with other events; "
                    "a person has to look at both."
                )
            return Receipt.model_validate(standing.receipt), standing.outcome
        self.recorded = [load({**row.payload, "kind": row.kind}) for row in self._rows()]
        before = self._state()
        try:
            self._decide(before)
            papers = self._papers()
            self._keep_withheld()
        except Refused as no:
            return self._refused(no), {"case_ref": command.case_ref, "refusal": refusal_json(no)}
        return self._write(before, hashed, papers)

    def _rows(self) -> list[EventRow]:
        self.rows = ledger.events(self.connection, self.command.case_ref)
        return self.rows

    def _state(self) -> State:
        row = board.get(self.connection, self.command.case_ref)
        if row is not None and row.case_ref == self.command.case_ref and row.version == self.command.step - 1:
            return State.model_validate(row.state)
        return fold(self.command.case_ref, self.recorded).state

    def _decide(self, state: State) -> None:
        """Decides every event in turn; `taken` holds each with its decision. Raises Refused."""
        self.taken: list[tuple[Event, Decision]] = []
        self.standing = state  # before the step
        self.refolded: tuple[Folded, Folded] | None = None
        known = {e.event_id for e in self.recorded}
        for told in self.command.events:
            words = texts.put_back(self.connection, self.command.case_ref, dict(told))
            event = load(words)
            if event.event_id in known:
                continue
            event = enrich(
                self.connection,
                state,
                event,
                account_ref=self.account_ref,
                today=self.today,
                roster=self.roster,
                known_version=self.additions.version,
            )
            read = (newest_rent(self.connection, state, event), newest_balance(self.connection, state, event))
            for one in (*(fresh for fresh in read if fresh), event):
                state = self._take(state, one)
                known.add(one.event_id)
        self.state = state

    def _take(self, state: State, event: Event) -> State:
        so_far = self._told()
        if is_late(state, event):
            old = self.refolded[0] if self.refolded else fold(self.command.case_ref, so_far)
            new = fold_late(self.command.case_ref, so_far, event, self.today)
            self.refolded = (old, new)
            applied = next((a for a in new.applied if a.event_id == event.event_id), None)
            broken = tuple(
                Objection(rule=i.rule, says=i.says, cite=i.cite, no_longer=i.no_longer, cure=i.cure)
                for i in new.state.irregular
                if i.event_id == event.event_id
            )
            decision = Decision(
                state=new.state,
                papers=applied.papers if applied else (),
                because=applied.because if applied else (),
                unsettled=applied.unsettled if applied else (),
                objections=broken,
            )
        else:
            decision = decide(state, event, self.today)
            if self.refolded:
                self.refolded = (self.refolded[0], fold(self.command.case_ref, [*so_far, event]))
        self.taken.append((event, decision))
        tell_account(self.connection, decision.state, event, self._told())
        tell_people(self.connection, decision.state, event)
        return decision.state

    def _papers(self) -> list[tuple[PaperRow, bytes | None]]:
        """Every paper ordered, written or withheld. Raises Refused when an act's own paper may not leave."""
        made: list[tuple[PaperRow, bytes | None]] = []
        against: list[Objection] = []
        record = list(self.recorded)
        self.withheld: dict[str, list[Withheld]] = {}
        for event, decision in self.taken:
            if isinstance(event, ApprovalGiven) and event.binding:
                written = list_for_case(self.connection, self.command.case_ref)
                against += drafts.against(event, decision.state, record, written)
            record.append(event)
            of, orders = called_for.papers(event, self._decided(event, decision), record, self.standing)
            if not orders:
                continue
            gathered = documents.gather(self.connection, decision.state, of, self.today)
            # what was entered together is not in the ledger yet, and a paper has to know it
            known = gathered.model_copy(update={"events": tuple(record)})
            self.withheld[event.event_id] = []
            for order in orders:
                # written again it is another file, of the event that called for it
                named = order.model_copy(update={"event_id": event.event_id})
                try:
                    done = documents.render(
                        named,
                        state=decision.state,
                        event=of,
                        today=self.today,
                        known=known,
                        unsettled=decision.unsettled,
                    )
                except documents.RenderRefused as no:
                    if event.binding:
                        against += [documents.objection(order, r) for r in no.refusals]
                    else:
                        made.append((self._withheld(order, named, no), None))
                        if not order.draft:
                            self.withheld[event.event_id].append(called_for.to_write(order, no, known, self.today))
                else:
                    made.append((self._row(order, done), done.content))
        if against:
            raise Refused(tuple({o.says: o for o in against}.values()))
        return made

    def _keep_withheld(self) -> None:
        """Puts what could not be written into the events that called for it, and so into the state."""
        if not any(self.withheld.values()) and not any(
            isinstance(e, Corrected) and e.event_id in self.withheld for e, _ in self.taken
        ):
            return
        self.taken = [(called_for.kept_with(e, self.withheld.get(e.event_id)), d) for e, d in self.taken]
        folded = fold(self.command.case_ref, self._told())
        self.state = folded.state
        if self.refolded:
            self.refolded = (self.refolded[0], folded)

    def _decided(self, event: Event, decision: Decision) -> list[WriteDocument]:
        return [order for order in decision.papers if self._wanted(event, order)]

    def _wanted(self, event: Event, order: WriteDocument) -> bool:
        """History that a landlord brings had its own papers; only those about a day still to come are written."""
        if event.source != "import":
            return True
        ahead = order.facts.get("hearing_at") or order.facts.get("eviction_at") or order.facts.get("hearing_on")
        return bool(ahead) and str(ahead)[:10] >= self.today.isoformat()

    def _row(self, order: WriteDocument, done: documents.Rendered) -> PaperRow:
        return PaperRow(
            case_ref=self.command.case_ref,
            step=self.command.step,
            event_id=UUID(order.event_id),
            paper=order.paper,
            recipient_ref=order.recipient,
            name=done.name,
            facts_sha256=done.facts_sha256,
            facts={**done.facts, "order": order.facts, **documents.unsettled_of(done)},
            template_version=done.template_version,
            specimen=done.specimen,
            wording=tuple(one.model_dump() for one in done.used),
            status="draft" if order.draft else "final",
        )

    def _withheld(self, order: WriteDocument, named: WriteDocument, no: documents.RenderRefused) -> PaperRow:
        name = documents.file_name(
            order.paper, on=self.today, recipient=order.recipient, event_id=named.event_id, draft=order.draft
        )
        return PaperRow(
            case_ref=self.command.case_ref,
            step=self.command.step,
            event_id=UUID(order.event_id),
            paper=order.paper,
            recipient_ref=order.recipient,
            name=name,
            facts_sha256=hashlib.sha256(json.dumps(order.facts, sort_keys=True).encode()).hexdigest(),
            facts={"order": order.facts},
            template_version="",
            status="withheld",
            refusals=tuple({"code": r.code, "details": r.details} for r in no.refusals),
        )

    def _write(
        self, before: State, hashed: str, papers: list[tuple[PaperRow, bytes | None]]
    ) -> tuple[Receipt, dict[str, Any]]:
        command, state = self.command, self.state
        seq = self.rows[-1].seq if self.rows else 0
        events = [self._event_row(n, e, d) for n, (e, d) in enumerate(self.taken, start=seq + 1)]
        wrong = self._papers_now_wrong(before)
        # with nothing new recorded the dates stay as the last event knew them, which is how a rebuild reads them
        with law.knowing(None if self.taken or not self.recorded else self.recorded[-1].known):
            row = put_rows(
                self.connection,
                state,
                as_of=command.as_of,
                step=command.step,
                seq=events[-1].seq if events else seq,
                episode=self.episode,
                roster=self.roster,
            )
        report = outcome_of(
            command=command,
            before=before,
            after=state,
            taken=self.taken,
            papers=[p for p, _ in papers],
            wrong=wrong,
            today=self.today,
            roster=self.roster,
            refolded=self.refolded is not None,
            knew=self.recorded[-1].known if self.recorded else None,
        )
        receipt = Receipt(
            case_ref=command.case_ref,
            step=command.step,
            parts=changed_parts(before, state),
            stage=row.stage,
            position=row.position,
            summary=row.position_label,
            next_on=row.next_on,
            wake_at=row.wake_at,
            wake_why=row.wake_why or "",
            papers=len(papers),
            closed=state.closed_on is not None,
        )
        ledger.append_step(
            self.connection,
            StepRow(
                case_ref=command.case_ref,
                step=command.step,
                as_of=command.as_of,
                command_hash=hashed,
                receipt=receipt.model_dump(mode="json", exclude_defaults=True),
                outcome=report,
            ),
            events,
        )
        for paper, content in papers:
            put(self.connection, paper, content)
        drafts.void(self.connection, state, command.step, self.today)
        for name, because in wrong:
            mark_wrong(self.connection, case_ref=command.case_ref, name=name, because=because)
        outbox.plan(self.connection, command.case_ref, command.step, self._reminders(command.as_of))
        if not any(isinstance(event, LawReviewed) for event, _ in self.taken):  # that has a message of its own
            by = {event.recorded_by for event, _ in self.taken}
            for news in paper_news.messages(
                report, askers=self.askers, told=by, state=state, as_of=command.as_of, roster=self.roster
            ):
                outbox.add(self.connection, news)
        for event, decision in self.taken:
            if isinstance(event, LawReviewed):
                told = law_news.message(event, decision, report, state=state, as_of=command.as_of, roster=self.roster)
                for notice in told:
                    outbox.add(self.connection, notice)
        return receipt, report

    def _reminders(self, as_of: datetime) -> list[outbox.OutboxRow]:
        return ladder.reminders(self.state, step=self.command.step, as_of=as_of, today=self.today, roster=self.roster)

    def _event_row(self, seq: int, event: Event, decision: Decision) -> EventRow:
        payload = dump(event)
        payload.pop("kind")
        return EventRow(
            case_ref=self.command.case_ref,
            seq=seq,
            step=self.command.step,
            event_id=UUID(event.event_id),
            kind=event.kind,
            happened_on=event.happened_on,
            recorded_at=event.recorded_at,
            recorded_by=event.recorded_by,
            source=event.source,
            payload=payload,
            decision=decision.model_dump(mode="json", exclude={"state"}, exclude_defaults=True),
            rules_version=rules_version(),
            code_version=code_version(),
        )

    def _papers_now_wrong(self, before: State) -> list[tuple[str, str | None]]:
        """Papers written already that are wrong in the true order of things, or right after all, with what is new of each.

        Wrong is what says something that has changed, what did an act that was forbidden on its day, what stands on a
        notice that has no effect, and what the law as it is known now would have otherwise. None: it was marked as wrong,
        and is not.
        """
        reviewed = any(isinstance(event, LawReviewed) for event, _ in self.taken)
        if self.refolded is None and _void(before) == _void(self.state) and not reviewed:
            return []
        papers = list_for_case(self.connection, self.command.case_ref)
        asked = in_the_record(papers)
        true = self.refolded[1] if self.refolded and not asked else fold(self.command.case_ref, self._told(asked))
        ordered = true.papers()
        found: dict[str, str | None] = {}
        for row in papers:
            if row.status in ("void", "withheld") or "order" not in row.facts:
                continue
            order = ordered.get((str(row.event_id or row.name), row.paper, row.recipient_ref, row.status == "draft"))
            because = _wrong(row.facts["order"], order, true.against if row.status == "final" else {})
            if because != row.wrong_because and (self.refolded or because):
                found[row.name] = because
                if because and row.event_id is None:
                    self.askers.add(str(row.facts["asked_by"]))
        if reviewed:
            found |= dict(overtaken.by_law(papers, self.command.case_ref, self.recorded, self.known))
        return list(found.items())

    def _told(self, asked: Sequence[tuple[int, Event]] = ()) -> list[Event]:
        """Everything recorded, with what this step takes in; and papers asked for, each after the step it came after."""
        steps = [(row.step, event) for row, event in zip(self.rows, self.recorded, strict=True)]
        steps += [(self.command.step, event) for event, _ in self.taken]
        return [event for _, event in sorted([*steps, *asked], key=lambda one: one[0])]

    def _refused(self, no: Refused) -> Receipt:
        return Receipt(
            case_ref=self.command.case_ref, step=self.command.step, refused=str(no), refusal=refusal_json(no)
        )


def _void(state: State) -> str | None:
    return state.notice.void if state.notice else None


def _wrong(printed: dict[str, Any], order: WriteDocument | None, against: dict[tuple[str, str], str]) -> str | None:
    """Why a paper that was printed from these facts is wrong, now that `order` is what its event calls for."""
    if order is None:
        return "What it was written for no longer stands in the true order of things."
    now = json.loads(json.dumps(order.facts))
    told = "; ".join(
        f"{name.replace('_', ' ')} was {_in_words(printed.get(name))} and is {_in_words(now.get(name))}"
        for name in sorted(printed.keys() | now.keys())
        if printed.get(name) != now.get(name)
    )
    changed = f"It says something that has changed since: {told}." if told else ""
    return " ".join(part for part in (against.get((order.event_id, order.paper), ""), changed) if part) or None


def _in_words(value: object) -> str:
    """A value that a paper was printed from, as a person reads it: every number of an order is money in pence."""
    if value is None:
        return "not given"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{'-' if value < 0 else ''}£{abs(value) / 100:,.2f}"
    said = str(value)
    try:
        return in_words(date.fromisoformat(said))
    except ValueError:
        pass
    try:
        at = london_time(datetime.fromisoformat(said))
    except (ValueError, LawError):
        return said.replace("_", " ")
    return f"{in_words(at.date())} at {at:%H:%M}"


def _hash(command: StepCommand) -> str:
    whole = command.model_dump(mode="json", exclude={"as_of"})
    return hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()
