"""Moving one case's own clock, for a demonstration or a test, on a Temporal server that can skip time."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta

from temporalio.client import Client, WorkflowHandle
from temporalio.service import RPCError, RPCStatusCode
from temporalio.testing import TimeSkipper, TimeSkippingConfig

from activities import desk
from activities.desk import Connection
from law.dates import london_day
from workflows.faults import CaseNotFound, CaseUnavailable, is_gone, refused

_CANNOT = (RPCStatusCode.UNIMPLEMENTED, RPCStatusCode.INVALID_ARGUMENT, RPCStatusCode.PERMISSION_DENIED)


async def fast_forward(
    client: Client, conn: Connection, case_ref: str, delta: timedelta, *, patience: float = 30.0
) -> date:
    """Moves the case's clock on by `delta` and waits until it has dealt with the dates on the way; its new today.

    Raises CaseNotFound, CaseRefused (closed, backwards, or a server that does not skip time) and CaseUnavailable
    when the case has not caught up within `patience` seconds.
    """
    row = desk.case(conn, case_ref)
    if row is None:
        raise CaseNotFound(f"There is no case {case_ref}.")
    if row.closed_on is not None:
        raise refused(f"Case {case_ref} is closed, so its clock is not moved.")
    if delta <= timedelta(0):
        raise refused("A case's clock can only be moved forward.")
    skipper = TimeSkipper(client, config=TimeSkippingConfig(enabled=False))
    handle: WorkflowHandle[object, object] = client.get_workflow_handle(row.workflow_id)
    try:
        await skipper.fast_forward(handle, delta)
        there = await skipper.get_current_time(handle)
    except RPCError as fault:
        if is_gone(fault):
            raise CaseNotFound(f"Case {case_ref} has no running workflow; `check` says why.") from None
        if fault.status in _CANNOT:
            raise refused("This Temporal server does not skip time; only the embedded one does.") from None
        raise
    ahead = there - datetime.now(UTC)
    desk.set_clock_ahead(conn, row.case_ref, ahead)
    await _caught_up(conn, row.case_ref, ahead, patience)
    return london_day(datetime.now(UTC) + ahead)


async def _caught_up(conn: Connection, case_ref: str, ahead: timedelta, patience: float) -> None:
    """Waits until no date of the case lies behind its clock."""
    last = asyncio.get_running_loop().time() + patience
    while True:
        row = desk.case(conn, case_ref)
        if row is None or row.closed_on is not None or row.needs_attention:
            return
        if row.wake_at is None or row.wake_at > datetime.now(UTC) + ahead:
            return
        if asyncio.get_running_loop().time() > last:
            raise CaseUnavailable(
                f"The clock of case {case_ref} was moved, but it has not caught up; is a worker running?"
            )
        await asyncio.sleep(0.05)
