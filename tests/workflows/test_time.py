"""Time comes to a case as an event: one timer, never late, set again only when the next date moves earlier."""

from __future__ import annotations

from datetime import timedelta

import pytest
from temporalio.api.enums.v1 import EventType

from bench.driver import Case, Shell
from law.dates import DAY, london_day
from store import ledger
from workflows import gateway


async def count(case: Case, kind: int) -> int:
    total = 0
    for run in await gateway_histories(case):
        total += sum(event.event_type == kind for event in run.events)
    return total


async def gateway_histories(case: Case):  # type: ignore[no-untyped-def]
    from workflows.replaying import histories

    return await histories(case.shell.client, case.row.workflow_id)


async def test_a_case_wakes_by_itself_on_the_day_on_which_its_position_changes(shell: Shell) -> None:
    case = await shell.open()
    last_day = case.today + DAY * 10
    await case.tell("hold_opened", hold="manual_pause", reason="waiting for a visit", ends_on=last_day)
    assert london_day(case.row.wake_at or case.now) == last_day + DAY

    assert await case.forward(9) == last_day - DAY
    assert "date_reached" not in case.kinds()
    await case.forward(3)

    reached = ledger.events(shell.conn, case.ref)[-1]
    assert reached.kind == "date_reached" and reached.happened_on == last_day + DAY
    assert reached.payload["what"] == "hold_over" and reached.recorded_by == "clock"
    assert case.row.holds == ()


async def test_a_date_that_moves_later_does_not_make_another_timer(shell: Shell) -> None:
    case = await shell.open()
    await case.tell("hold_opened", hold="manual_pause", reason="a visit", ends_on=case.today + DAY * 10)
    for days in (12, 14, 16, 18):
        await case.tell("hold_reviewed", hold="manual_pause", ends_on=case.today + DAY * days)
    assert await count(case, EventType.EVENT_TYPE_TIMER_STARTED) == 1
    assert await count(case, EventType.EVENT_TYPE_TIMER_CANCELED) == 0

    await case.forward(13)  # the first timer rings for nothing and is set to the day that holds now
    assert "date_reached" not in case.kinds()
    assert await count(case, EventType.EVENT_TYPE_TIMER_STARTED) == 2
    await case.forward(7)
    assert case.kinds().count("date_reached") == 1


async def test_a_date_that_moves_earlier_is_not_missed(shell: Shell) -> None:
    case = await shell.open()
    await case.tell("hold_opened", hold="manual_pause", reason="a visit", ends_on=case.today + DAY * 30)
    await case.tell("hold_reviewed", hold="manual_pause", ends_on=case.today + DAY * 3)
    await case.forward(5)
    assert case.kinds().count("date_reached") == 1
    assert await count(case, EventType.EVENT_TYPE_TIMER_CANCELED) == 1


async def test_several_dates_passed_in_one_leap_are_each_dealt_with_on_their_own_day(shell: Shell) -> None:
    case = await shell.open(tenants=2)
    first, second = case.today + DAY * 5, case.today + DAY * 9
    await case.report(
        case.event("hold_opened", hold="manual_pause", reason="a visit", ends_on=first),
        case.event("hold_opened", hold="complaint", tenant="P1", ends_on=second),
    )
    await case.forward(20)
    reached = [row.happened_on for row in ledger.events(shell.conn, case.ref) if row.kind == "date_reached"]
    assert reached == [first + DAY, second + DAY]


async def test_a_week_in_which_nothing_happens_costs_nothing(shell: Shell) -> None:
    case = await shell.open()
    await case.tell("hold_opened", hold="manual_pause", reason="a visit", ends_on=case.today + DAY * 40)
    before = [event.event_type for event in (await case.handle.fetch_history()).events]
    await case.forward(7)
    clock = {
        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_OPTIONS_UPDATED,
        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TIME_SKIPPING_TRANSITIONED,
    }
    after = [event.event_type for event in (await case.handle.fetch_history()).events if event.event_type not in clock]
    assert after == before


async def test_what_is_told_after_a_leap_is_judged_on_the_cases_own_today(shell: Shell) -> None:
    case = await shell.open()
    tomorrow = case.event("contact_made", tenant="P1", channel="phone", on=case.today + DAY)
    with pytest.raises(gateway.CaseRefused, match="after today"):
        await case.report(tomorrow)
    await case.forward(1)
    assert gateway.today(shell.conn, case.ref) == tomorrow.happened_on
    assert (await case.report(tomorrow)).step == 2


async def test_a_clock_is_only_moved_forward_and_only_of_an_open_case(shell: Shell) -> None:
    case = await shell.open()
    with pytest.raises(gateway.CaseRefused, match="forward"):
        await gateway.fast_forward(shell.client, shell.conn, case.ref, timedelta(days=-1))
    with pytest.raises(gateway.CaseNotFound):
        await gateway.fast_forward(shell.client, shell.conn, "nobody-1", timedelta(days=1))
    await case.tell("case_closed", reason="opened_in_error")
    with pytest.raises(gateway.CaseRefused, match="closed"):
        await case.forward(1)
