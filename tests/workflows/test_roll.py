"""A case outlives its runs: nothing that was told is lost or taken twice when one hands over to the next."""

from __future__ import annotations

import asyncio

from bench.driver import Shell
from cases.events import dump
from law.dates import DAY
from workflows import gateway, search_attributes
from workflows.contracts import Report
from workflows.replaying import histories


async def test_runs_hand_over_with_their_state_their_date_and_what_they_have_heard(shell: Shell) -> None:
    case = await shell.open(roll_at=20)
    first = case.event("contact_attempted", tenant="P1", channel="phone")
    await case.report(first)
    await case.tell("hold_opened", hold="manual_pause", reason="a visit", ends_on=case.today + DAY * 10)
    for _ in range(6):
        await case.tell("contact_attempted", tenant="P1", channel="visit")

    runs = await histories(shell.client, case.row.workflow_id)
    assert len(runs) >= 3
    again = await case.handle.execute_update("record", Report(events=(dump(first),)))
    assert again["step"] == 2, "an event is known to a later run than the one that took it"
    assert case.row.version == 9
    await case.forward(12)
    assert case.kinds().count("date_reached") == 1, "the date is waited for by the last run"
    described = await case.handle.describe()
    assert await described.memo_value("case") == case.ref
    assert described.typed_search_attributes[search_attributes.NATION] == "england"
    report = await gateway.replay(shell.client, case.ref)
    assert report.agrees and report.runs == len(await histories(shell.client, case.row.workflow_id))


async def test_nothing_told_while_runs_hand_over_is_lost_or_doubled(shell: Shell) -> None:
    case = await shell.open(roll_at=12)
    events = [case.event("contact_attempted", tenant="P1", channel="phone") for _ in range(24)]
    for at in range(0, len(events), 8):
        await asyncio.gather(*(case.report(event) for event in events[at : at + 8]))
    assert case.kinds().count("contact_attempted") == 24
    assert (await gateway.replay(shell.client, case.ref)).agrees


async def test_a_case_is_the_same_when_every_task_is_replayed_from_nothing(idle_shell: Shell) -> None:
    """What a worker does that has forgotten everything: with no cache each task folds the whole history again."""
    shell = idle_shell
    async with shell.working(max_cached_workflows=0):
        case = await shell.open()
        for _ in range(3):
            await case.tell("contact_attempted", tenant="P1", channel="phone")
        await case.tell("hold_opened", hold="manual_pause", reason="a visit", ends_on=case.today + DAY * 2)
        await case.forward(4)
    assert case.kinds()[-1] == "date_reached"
    assert (await gateway.replay(shell.client, case.ref)).agrees
