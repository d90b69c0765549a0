"""One rent-arrears case from its first letter to its end: keeps the state, waits for an event or a date.

No law and no dates are worked out here: `cases.decide` decides, the hands write, and the state in their
receipt is adopted, so that what PostgreSQL holds and what the workflow believes cannot part.
"""

from __future__ import annotations

import asyncio
from collections import deque
from datetime import timedelta
from typing import Any

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, ApplicationError
from temporalio.workflow import ContinueAsNewVersioningBehavior, EventGroup

with workflow.unsafe.imports_passed_through():
    from activities.contracts import Attention, Standing
    from cases.state import State, with_parts
    from cases.steps import Receipt, StepCommand
    from law.dates import london_day
    from workflows import dry_run, search_attributes, wording
    from workflows.contracts import WORKFLOW_TYPE, CaseEnd, CaseStart, Recorded, Report, Resolve
    from workflows.inbox import Entry, Inbox
    from workflows.timer import WakeTimer

# An outage of any length never fails a case; only a mistake of ours does, and then a person is called.
PATIENT = RetryPolicy(initial_interval=timedelta(seconds=1), maximum_interval=timedelta(minutes=1))


@workflow.defn(name=WORKFLOW_TYPE)
class ArrearsCase:
    @workflow.init
    def __init__(self, start: CaseStart) -> None:
        self._start = start
        self._state = State.model_validate(start.carried) if start.carried else State()
        self._step = start.step
        self._stage, self._position, self._summary = start.stage, start.position, start.summary
        self._next_on = start.next_on
        self._wake_at, self._wake_why = start.wake_at, start.wake_why
        self._woken_for: tuple[object, str] | None = None
        self._attention = start.attention
        self._inbox = Inbox(start.case_ref, start.done, start.held)
        self._orders: deque[tuple[Resolve, asyncio.Future[None]]] = deque()
        self._timer = WakeTimer()
        self._nudged = False
        self._over = False

    @workflow.run
    async def run(self, start: CaseStart) -> CaseEnd:
        while not self._over:
            self._show()
            if self._wake_at is not None and not self._due():
                with self._group().scope():
                    self._timer.set(self._wake_at, wording.timer(self._wake_at, self._wake_why))
            await workflow.wait_condition(self._has_work)
            await self._work()
            if not self._over and self._should_roll():
                await self._roll()
        self._inbox.refuse_all(self._closed())
        for _, done in self._orders:
            done.set_result(None)
        await workflow.wait_condition(workflow.all_handlers_finished)
        if self._step == 0:
            # A failed run, unlike a completed one, leaves its id free for a later opening of the same episode.
            raise ApplicationError("The case was not opened.", type="NotOpened", non_retryable=True)
        return CaseEnd(
            case_ref=start.case_ref,
            step=self._step,
            closed_on=self._state.closed_on,
            closed_why=self._state.closed_why,
        )

    @workflow.update
    async def record(self, report: Report) -> Recorded:
        """Officers' events: answered once they are written, or refused with the reasons."""
        if self._over:
            raise self._closed()
        entry = self._inbox.take(report.events, awaited=True)
        await workflow.wait_condition(lambda: entry.answered)
        return entry.answer()

    @record.validator
    def _admissible(self, report: Report) -> None:
        events = dry_run.read([event for event in report.events if not self._inbox.knows(event)] or report.events)
        if all(self._inbox.knows(event) for event in report.events):
            return
        if self._step == 0:
            # The opening may be written already and its answer still be on its way, after a worker was lost.
            if events[0].kind != "case_opened" and not self._inbox.busy:
                raise dry_run.bad_event(
                    [f"Case {self._start.case_ref} is not open yet; case_opened is expected first."]
                )
            return  # the account is needed to say more
        dry_run.try_out(self._state, events, today=london_day(workflow.now()))

    @workflow.signal
    def fact(self, report: Report) -> None:
        """What the account told us: taken in once, whatever the number of times it is sent."""
        if not report.events or not all("event_id" in event for event in report.events):
            workflow.logger.error("A fact without an id was sent to case %s and left out.", self._start.case_ref)
        elif not self._over:
            self._inbox.take(report.events, awaited=False)

    @workflow.signal
    def nudge(self) -> None:
        """Wakes the case for nothing, so that it may move to newer code."""
        self._nudged = True

    @workflow.update
    async def resolve(self, order: Resolve) -> None:
        """Somebody has looked at a case that needed attention."""
        if self._over:
            raise self._closed()
        done: asyncio.Future[None] = asyncio.Future()
        self._orders.append((order, done))
        await done

    @workflow.query
    def standing(self) -> dict[str, Any]:
        """For support and tests; faces read PostgreSQL."""
        return {
            "step": self._step,
            "stage": self._stage,
            "position": self._position,
            "wake_at": self._wake_at,
            "attention": self._attention,
            "held": len(self._inbox.held),
            "state": self._state.model_dump(mode="json", exclude_defaults=True),
        }

    def _closed(self) -> ApplicationError:
        sentence = f"Case {self._start.case_ref} is closed, so nothing more can be recorded on it."
        return dry_run.refusal({"sentence": sentence, "first_day": None, "objections": []})

    def _has_work(self) -> bool:
        return bool(self._inbox or self._orders or self._nudged) or self._due() or self._uncovered()

    def _due(self) -> bool:
        return self._wake_at is not None and self._wake_at <= workflow.now()

    def _uncovered(self) -> bool:
        """True when the timer rang early and has to be set again."""
        return self._wake_at is not None and not self._timer.covers(self._wake_at)

    async def _work(self) -> None:
        self._nudged = False
        if self._orders:
            await self._follow(*self._orders.popleft())
        elif self._due():  # before the inbox: the date came first, and a report must not find the case behind its time
            await self._carry_out(self._date_reached())
        elif self._inbox:
            await self._carry_out(self._inbox.next())

    def _date_reached(self) -> Entry:
        """The date as an event. It happened on its own day, however late an outage lets us hear of it."""
        assert self._wake_at is not None
        event = {
            "kind": "date_reached",
            "event_id": str(workflow.uuid4()),
            "happened_on": london_day(self._wake_at).isoformat(),
            "recorded_at": workflow.now().isoformat(),
            "recorded_by": "clock",
            "source": "clock",
            "what": self._wake_why,
        }
        self._woken_for = (self._wake_at, self._wake_why)
        self._wake_at = None
        return Entry([event], awaited=False)

    async def _carry_out(self, entry: Entry) -> None:
        self._inbox.doing = entry
        command = StepCommand(
            case_ref=self._start.case_ref, step=self._step + 1, as_of=workflow.now(), events=entry.events
        )
        try:
            with self._group().scope():
                receipt = await workflow.execute_activity(
                    "carry_out",
                    command,
                    result_type=Receipt,
                    start_to_close_timeout=self._start.hands_timeout,
                    retry_policy=PATIENT,
                    summary=wording.step(command),
                )
        except ActivityError as failed:
            sentence = wording.failure(failed, step=command.step)
            if not entry.awaited:
                self._inbox.held.append(entry)
            if self._step:
                await self._mark(sentence)
            else:
                self._over = not self._inbox  # nothing was opened, so there is nothing to keep alive
            entry.failure = ApplicationError(sentence, type=dry_run.NEEDS_ATTENTION, non_retryable=True)
        else:
            await self._heed(entry, receipt)
        finally:
            self._inbox.doing = None

    async def _heed(self, entry: Entry, receipt: Receipt) -> None:
        entry.receipt = receipt
        if receipt.refused:
            if self._step == 0 and not self._inbox:
                self._over = True
            elif not entry.awaited:
                await self._mark(f"What the {wording.source(entry.events)} reported was refused: {receipt.refused}")
            return
        self._state = with_parts(self._state, receipt.parts)
        self._step = receipt.step
        self._inbox.recorded(entry, receipt.step)
        self._stand(receipt)
        self._over = receipt.closed
        if self._attention:  # the board's mark goes with each step; what is still held keeps it
            await self._mark(self._attention if self._inbox.held else "")
        if (self._wake_at, self._wake_why) == self._woken_for:
            self._wake_at = None
            await self._mark(
                f"The case asks again to be woken for what it dealt with: {wording.words(self._wake_why)}."
            )

    def _stand(self, at: Receipt | Standing) -> None:
        moved = at.stage != self._stage
        self._stage, self._position, self._summary = at.stage, at.position, at.summary
        self._next_on, self._wake_at, self._wake_why = at.next_on, at.wake_at, at.wake_why
        # The first stage was given at the start for nothing, and the last is told by the workflow's end.
        if moved and self._step > 1 and not at.closed:
            workflow.upsert_search_attributes(
                search_attributes.at_stage(
                    workflow.info().typed_search_attributes,
                    stage=self._stage,
                    team=self._state.team,
                    next_on=self._next_on,
                    rules_version=wording.RULES_VERSION,
                )
            )

    async def _mark(self, sentence: str) -> None:
        """Puts the case before a person, or takes it away again. The case lives on either way."""
        self._attention = sentence
        try:
            await workflow.execute_activity(
                "mark_attention",
                Attention(case_ref=self._start.case_ref, sentence=sentence),
                start_to_close_timeout=self._start.hands_timeout,
                retry_policy=PATIENT,
                summary="Ask a person to look" if sentence else "Attention no longer needed",
            )
        except ActivityError:
            workflow.logger.error("The board could not be marked for case %s.", self._start.case_ref)

    async def _follow(self, order: Resolve, done: asyncio.Future[None]) -> None:
        held = self._inbox.release(again=order.action == "retry")
        if order.action == "adopt":
            try:
                standing = await workflow.execute_activity(
                    "read_standing",
                    self._start.case_ref,
                    result_type=Standing,
                    start_to_close_timeout=self._start.hands_timeout,
                    retry_policy=PATIENT,
                    summary="Take the case as PostgreSQL has it",
                )
            except ActivityError as failed:
                self._inbox.held = held
                sentence = wording.failure(failed, step=self._step)
                done.set_exception(ApplicationError(sentence, type=dry_run.NEEDS_ATTENTION, non_retryable=True))
                return
            self._state, self._step = State.model_validate(standing.state), standing.step
            self._stand(standing)
            self._over = standing.closed
        await self._mark("")
        done.set_result(None)

    def _should_roll(self) -> bool:
        info = workflow.info()
        return (
            info.get_current_history_length() >= self._start.roll_at
            or info.is_continue_as_new_suggested()
            or info.is_target_worker_deployment_version_changed()
        )

    async def _roll(self) -> None:
        """Hands over to a fresh run at a quiet moment."""
        await workflow.wait_condition(lambda: workflow.all_handlers_finished() or bool(self._inbox or self._orders))
        if self._inbox or self._orders:
            return
        # Nothing may be awaited from here on: a message that came in between would be lost.
        upgrade = workflow.info().is_target_worker_deployment_version_changed()
        workflow.continue_as_new(
            self._start.model_copy(
                update={
                    "carried": self._state.model_dump(mode="json", exclude_defaults=True),
                    "step": self._step,
                    "stage": self._stage,
                    "position": self._position,
                    "summary": self._summary,
                    "next_on": self._next_on,
                    "wake_at": self._wake_at,
                    "wake_why": self._wake_why,
                    "done": self._inbox.done,
                    "attention": self._attention,
                    "held": tuple(entry.events for entry in self._inbox.held),
                }
            ),
            memo=dict(workflow.memo()),
            initial_versioning_behavior=ContinueAsNewVersioningBehavior.AUTO_UPGRADE if upgrade else None,
        )

    def _group(self) -> EventGroup:
        return wording.stage_group(self._stage or "early_action")

    def _show(self) -> None:
        """The case in plain words on Temporal's own page; it costs nothing."""
        workflow.set_current_details(
            wording.details(
                position=self._position,
                summary=self._summary,
                next_on=self._next_on,
                step=self._step,
                attention=self._attention,
            )
        )
