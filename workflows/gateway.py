"""How a face reaches a case: opens it, tells it what happened, tries something out.

`conn` is a connection outside any transaction block; what is read or written here is finished when a function returns.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, NoReturn
from uuid import UUID, uuid4

from pydantic import BaseModel, ConfigDict
from temporalio.client import Client, WithStartWorkflowOperation
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.exceptions import WorkflowAlreadyStartedError

from activities import ahead, calendar_import, desk
from activities.check import check
from activities.contracts import Finding
from activities.desk import Connection
from activities.law_change import CaseChange, LawDiff, as_event, law_diff, plan
from activities.outcomes import carry_out
from cases.decide import NextStep
from cases.events import Event, dump
from cases.events.early import BalanceRefreshed, CaseOpened
from cases.steps import Receipt, StepCommand
from law.dates import london_day
from settings import Settings
from workflows import search_attributes, wording
from workflows.case import ArrearsCase
from workflows.clock import fast_forward
from workflows.contracts import ROLL_AT, CaseStart, Report, Resolve, workflow_id
from workflows.contracts import case_ref as reference_of
from workflows.faults import (
    CaseNotFound,
    CaseRefused,
    CaseUnavailable,
    EventNotUnderstood,
    explain,
    is_gone,
    refused,
)
from workflows.replaying import ReplayReport, replay
from workflows.texts import without_texts

__all__ = [
    "CaseNotFound",
    "CaseRefused",
    "CaseUnavailable",
    "Client",
    "EventNotUnderstood",
    "Finding",
    "LawDiff",
    "Opened",
    "ReplayReport",
    "calendar_import",
    "check",
    "connect",
    "fast_forward",
    "law_diff",
    "move_account",
    "open_case",
    "outcome",
    "preview",
    "record",
    "replay",
    "resolve",
    "review_law",
    "revive",
    "today",
]

AT_ONCE = 8  # cases told of a change of the law at a time
PATIENCE = 60.0  # seconds that a face waits for an event to be written


class Opened(BaseModel):
    """A case that was opened, or the one that was open `already` (its receipt is then the one of its last step)."""

    model_config = ConfigDict(frozen=True)

    case_ref: str
    receipt: Receipt
    already: bool = False


async def connect(settings: Settings) -> Client:
    """A client for the Temporal of the settings. Raises CaseUnavailable when it does not answer."""
    try:
        return await Client.connect(**settings.connect_config(), data_converter=pydantic_data_converter)
    except RuntimeError as fault:
        raise CaseUnavailable(f"Temporal does not answer at {settings.temporal_address}; is the stack up?") from fault


async def open_case(
    client: Client,
    conn: Connection,
    account_ref: str,
    *,
    by: str,
    on: date,
    owner: str | None = None,
    now: datetime,
    events: Sequence[Event] = (),
    settings: Settings | None = None,
    source: str = "officer",
    roll_at: int = ROLL_AT,
) -> Opened:
    """Opens a case for an account, with whatever already happened in it (`events`, oldest first) as one step.

    on: the day on which it was, or is, opened. now: aware. roll_at: history events after which a run hands over.
    When the account has an open case, that case comes back untouched with already=True. Raises CaseNotFound for an unknown
    account, CaseRefused, CaseUnavailable.
    """
    try:
        account = desk.account(conn, account_ref)
    except desk.AccountNotFound as fault:
        raise CaseNotFound(str(fault)) from None
    if (standing := desk.open_case(conn, account_ref)) is not None:
        return _already(conn, standing)
    episode = desk.next_episode(conn, account_ref)
    opened = CaseOpened(
        event_id=str(uuid4()), happened_on=on, recorded_at=now, recorded_by=by, source=source, owner=owner
    )
    reference = reference_of(account_ref, episode)
    start = WithStartWorkflowOperation(
        ArrearsCase.run,
        CaseStart(case_ref=reference, account_ref=account_ref, episode=episode, roll_at=roll_at),
        id=workflow_id(account_ref, episode),
        task_queue=(settings or Settings.from_env()).task_queue,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        # A failed run is one that was refused at its opening; a completed one is a closed episode, never run again.
        id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY,
        search_attributes=search_attributes.at_start(
            stage="early_action", team=account.team, nation=account.jurisdiction, rules_version=wording.RULES_VERSION
        ),
        memo={"case": reference},
        static_summary=f"Rent arrears case {reference}",
    )
    told = [dump(event) for event in without_texts(conn, reference, [opened, *events])]
    conn.commit()
    try:
        recorded = await asyncio.wait_for(
            client.execute_update_with_start_workflow(
                ArrearsCase.record, Report(events=tuple(told)), start_workflow_operation=start, id=_update_id(told)
            ),
            PATIENCE,
        )
    except WorkflowAlreadyStartedError:
        raise CaseUnavailable(f"Case {reference} was opened and closed by someone else meanwhile; ask again.") from None
    except Exception as fault:
        await _forget(start)
        if (rival := desk.open_case(conn, account_ref)) is not None:
            return _already(conn, rival)
        _explain(conn, fault, reference)
    return Opened(case_ref=reference, receipt=desk.receipt(conn, reference, recorded.step))


async def record(client: Client, conn: Connection, case_ref: str, events: Sequence[Event]) -> Receipt:
    """Tells a case what happened, as one step; returns when it is written. Telling it again changes nothing.

    Raises CaseNotFound, CaseRefused, EventNotUnderstood, CaseUnavailable.
    """
    standing = _case(conn, case_ref)
    earlier = [_recorded_in(conn, event) for event in events]
    if earlier and all(found is not None and found[0] == standing.case_ref for found in earlier) and earlier[0]:
        return desk.receipt(conn, standing.case_ref, earlier[0][1])
    told = [dump(event) for event in without_texts(conn, standing.case_ref, events)]
    conn.commit()
    handle = client.get_workflow_handle(standing.workflow_id)
    try:
        recorded = await asyncio.wait_for(
            handle.execute_update(ArrearsCase.record, Report(events=tuple(told)), id=_update_id(told)), PATIENCE
        )
    except Exception as fault:
        if standing.closed_on is not None and is_gone(fault):
            raise refused(f"Case {case_ref} is closed, so nothing more can be recorded on it.") from None
        _explain(conn, fault, standing.case_ref)
    return desk.receipt(conn, standing.case_ref, recorded.step)


async def move_account(client: Client, conn: Connection, case_ref: str, *, paid_pence: int = 0) -> desk.Moved | None:
    """After `fast_forward`: the account follows the case's clock, and the case is told its balance.

    paid_pence: what is paid on each day on which rent falls due. None when the account is of that day or later already.
    """
    row = _case(conn, case_ref)
    now = datetime.now(UTC) + row.clock_ahead
    moved = desk.move_account(conn, row, london_day(now), paid_pence)
    if moved is None:
        return None
    told = BalanceRefreshed(
        event_id=str(uuid4()),
        happened_on=moved.until,
        recorded_at=now,
        recorded_by="demonstration",
        source="demonstration",
        arrears=moved.arrears_pence,
        as_at=moved.until,
        why="routine",
    )
    await record(client, conn, row.case_ref, [told])
    return moved


def preview(
    conn: Connection, case_ref: str, events: Sequence[Event], as_of: datetime, *, settings: Settings | None = None
) -> dict[str, Any]:
    """The outcome that `record` would have, with nothing written. Raises CaseNotFound, CaseRefused."""
    standing = _case(conn, case_ref)
    command = StepCommand(
        case_ref=standing.case_ref,
        step=standing.version + 1,
        as_of=as_of,
        events=tuple(dump(event) for event in events),
    )
    receipt, found = carry_out(conn, command, keep=False, settings=settings or Settings.from_env())
    if receipt.refused:
        raise CaseRefused(receipt.refusal or {"sentence": receipt.refused, "first_day": None, "objections": []})
    return dict(found)


def next_steps(conn: Connection, row: desk.BoardRow, now: datetime) -> tuple[NextStep, ...]:
    """What may be recorded on a case, and what is blocked and why; `record` refuses no act that is offered here."""
    return ahead.steps(conn, row, now)


def outcome(conn: Connection, case_ref: str, step: int) -> dict[str, Any]:
    """The full report of a step. Raises CaseNotFound."""
    found = desk.outcome(conn, case_ref, step)
    if found is None:
        raise CaseNotFound(f"Case {case_ref} has no step {step}.")
    return found


def today(conn: Connection, case_ref: str | None = None) -> date:
    """Today in London; for a case, on its own clock, which a demonstration may have moved."""
    now = datetime.now(UTC)
    return london_day(now if case_ref is None else now + _case(conn, case_ref).clock_ahead)


async def review_law(
    client: Client, conn: Connection, diff: LawDiff, *, by: str, now: datetime
) -> dict[str, Receipt | Exception]:
    """Lets every case of a difference, and no other, read the law again; what each answered, or why it did not.

    Sent again it changes nothing: a case knows the event by its id, which is made of the change and the case. Whatever is
    not reached is named by `check` until it is.
    """
    plan(conn, diff, by=by)
    gate = asyncio.Semaphore(AT_ONCE)

    async def tell(case: CaseChange) -> Receipt | Exception:
        async with gate:
            theirs = now + _case(conn, case.case_ref).clock_ahead
            try:
                return await record(client, conn, case.case_ref, [as_event(diff, case, by=by, now=theirs)])
            except (CaseNotFound, CaseRefused, CaseUnavailable) as fault:
                return fault

    told = await asyncio.gather(*(tell(case) for case in diff.open))
    return {case.case_ref: answer for case, answer in zip(diff.open, told, strict=True)}


async def resolve(client: Client, conn: Connection, case_ref: str, order: Resolve) -> bool:
    """Says what is to be done about a case that needs attention; returns when it is done.

    False when the case needed none and nothing was held; `adopt` is carried out all the same.
    """
    row = _case(conn, case_ref)
    handle = client.get_workflow_handle(row.workflow_id)
    try:
        standing = await asyncio.wait_for(handle.query(ArrearsCase.standing), PATIENCE)
        needed = bool(row.needs_attention or standing["attention"] or standing["held"])
        if not needed and order.action != "adopt":
            return False
        await asyncio.wait_for(handle.execute_update(ArrearsCase.resolve, order), PATIENCE)
    except Exception as fault:
        explain(fault, case_ref)
    return needed or order.action == "adopt"


async def revive(client: Client, conn: Connection, case_ref: str, *, settings: Settings | None = None) -> bool:
    """Starts the workflow of an open case that has none, from where PostgreSQL says it stands; False when one runs."""
    row = _case(conn, case_ref)
    if row.closed_on is not None:
        raise refused(f"Case {case_ref} is closed, so there is nothing to start again.")
    try:
        await client.start_workflow(
            ArrearsCase.run,
            CaseStart(
                case_ref=row.case_ref,
                account_ref=row.account_ref,
                episode=row.episode,
                carried=desk.without_addresses(conn, row.state),
                step=row.version,
                stage=row.stage,
                position=row.position,
                next_on=row.next_on,
                wake_at=row.wake_at,
                wake_why=row.wake_why or "",
            ),
            id=row.workflow_id,
            task_queue=(settings or Settings.from_env()).task_queue,
            id_conflict_policy=WorkflowIDConflictPolicy.FAIL,
            search_attributes=search_attributes.at_start(
                stage=row.stage, team=row.team, nation=row.nation, rules_version=wording.RULES_VERSION
            ),
            memo={"case": row.case_ref},
            static_summary=f"Rent arrears case {row.case_ref}",
        )
    except WorkflowAlreadyStartedError:
        return False
    return True


def _explain(conn: Connection, fault: Exception, case_ref: str) -> NoReturn:
    """As `explain`, with people's addresses back in what a rule said."""
    try:
        explain(fault, case_ref)
    except CaseRefused as no:
        raise CaseRefused(desk.put_back(conn, case_ref, no.refusal)) from None


async def _forget(start: WithStartWorkflowOperation[Any, Any]) -> None:
    """Takes note of how a start went that nobody waits for any more, so that it is not reported as never looked at."""
    waiting = asyncio.ensure_future(start.workflow_handle())
    await asyncio.wait({waiting}, timeout=0.01)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)


def _update_id(told: Sequence[dict[str, Any]]) -> str:
    # Temporal remembers an update by its id and would repeat a refusal after the account was put right. The workflow
    # and the ledger know each event by its own id, so the call needs one of its own.
    return f"{told[0]['event_id'] if told else 'none'}:{uuid4().hex[:8]}"


def _case(conn: Connection, reference: str) -> desk.BoardRow:
    found = desk.case(conn, reference)
    if found is None:
        raise CaseNotFound(f"There is no case {reference}.")
    return found


def _already(conn: Connection, standing: desk.BoardRow) -> Opened:
    receipt = desk.receipt(conn, standing.case_ref, standing.version)
    return Opened(case_ref=standing.case_ref, receipt=receipt, already=True)


def _recorded_in(conn: Connection, event: Event) -> tuple[str, int] | None:
    try:
        return desk.recorded_in(conn, UUID(event.event_id))
    except ValueError:
        raise EventNotUnderstood([f"event_id: {event.event_id!r} is not a UUID."]) from None
