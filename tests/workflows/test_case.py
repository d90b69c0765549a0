"""A case's shell: what an officer tells is written once, in order, and is there when they look."""

from __future__ import annotations

import asyncio

import pytest
from temporalio.api.enums.v1 import EventType

from bench import house
from bench.driver import Case, Shell
from cases.events import dump
from store import ledger
from workflows import gateway
from workflows.contracts import Report


async def types(case: Case) -> list[int]:
    return [event.event_type for event in (await case.handle.fetch_history()).events]


async def test_what_is_told_is_on_the_board_when_the_answer_comes(shell: Shell) -> None:
    case = await shell.open(tenants=2)
    assert case.row.stage == "early_action" and case.row.version == 1

    receipt = await case.tell("contact_made", tenant="P1", channel="phone", topics=["cause"])

    assert receipt.step == 2
    assert case.row.version == 2 and case.row.position == "in_contact"
    assert case.kinds() == ["case_opened", "contact_made"]
    assert (await case.standing())["state"]["evidence"] == case.row.state["evidence"]


async def test_a_refusal_leaves_nothing_in_the_history(shell: Shell) -> None:
    case = await shell.open()
    before = await types(case)

    with pytest.raises(gateway.CaseRefused) as no:
        await case.tell("eviction_confirmed")

    assert no.value.refusal["objections"]
    assert await types(case) == before
    assert case.row.version == 1


async def test_an_event_that_cannot_be_read_says_which_field(shell: Shell) -> None:
    case = await shell.open()
    handle = case.handle
    bad = {**dump(case.event("contact_made", tenant="P1", channel="phone")), "channel": "pigeon"}
    with pytest.raises(Exception) as no:
        await handle.execute_update("record", Report(events=(bad,)))
    assert "channel" in str(no.value.__cause__)
    assert case.row.version == 1


async def test_events_entered_together_are_one_step(shell: Shell) -> None:
    case = await shell.open()
    receipt = await case.report(
        case.event("contact_attempted", tenant="P1", channel="phone"),
        case.event("contact_made", tenant="P1", channel="visit", topics=["finances"]),
        case.event("referral_made", tenant="P1", to="debt_advice"),
    )
    assert receipt.step == 2
    assert case.kinds()[1:] == ["contact_attempted", "contact_made", "referral_made"]


async def test_the_same_event_told_twice_at_once_and_again_later_is_recorded_once(shell: Shell) -> None:
    case = await shell.open()
    event = case.event("contact_made", tenant="P1", channel="phone")
    both = await asyncio.gather(case.report(event), case.report(event))
    again = await case.report(event)
    assert [r.step for r in (*both, again)] == [2, 2, 2]
    assert case.kinds() == ["case_opened", "contact_made"]


async def test_the_workflow_itself_knows_an_event_that_it_has_recorded(shell: Shell) -> None:
    case = await shell.open()
    event = case.event("contact_made", tenant="P1", channel="phone")
    report = Report(events=(dump(event),))
    first = await case.handle.execute_update("record", report)
    second = await case.handle.execute_update("record", report)
    assert first["step"] == second["step"] == 2


async def test_officers_who_tell_a_case_things_at_once_are_all_heard_in_order(shell: Shell) -> None:
    case = await shell.open()
    events = [case.event("contact_attempted", tenant="P1", channel="phone") for _ in range(8)]
    receipts = await asyncio.gather(*(case.report(event) for event in events))
    assert sorted(r.step for r in receipts) == list(range(2, 10))
    assert [row.seq for row in ledger.events(shell.conn, case.ref)] == list(range(1, 10))


async def test_a_second_open_case_is_impossible(shell: Shell) -> None:
    account = shell.account()
    case = Case(shell, f"{account}-1")

    async def open_it() -> gateway.Opened:
        return await gateway.open_case(
            shell.client, shell.conn, account, by=house.OFFICER, on=case.today, now=case.now, settings=shell.settings
        )

    first, second = await asyncio.gather(open_it(), open_it())
    third = await open_it()
    assert first.case_ref == second.case_ref == third.case_ref == case.ref
    assert sorted((first.already, second.already)) == [False, True] and third.already
    assert case.kinds() == ["case_opened"]


async def test_a_tenure_that_is_not_run_is_refused_and_may_be_opened_once_it_is_put_right(shell: Shell) -> None:
    account = shell.account(tenure="shared_ownership")
    case = Case(shell, f"{account}-1")

    async def open_it() -> gateway.Opened:
        return await gateway.open_case(
            shell.client, shell.conn, account, by=house.OFFICER, on=case.today, now=case.now, settings=shell.settings
        )

    with pytest.raises(gateway.CaseRefused, match="shared ownership"):
        await open_it()
    shell.conn.execute("UPDATE rent_account SET tenancy_type = 'secure' WHERE account_ref = %s", [account])
    opened = await open_it()
    assert opened.case_ref == case.ref and not opened.already


async def test_an_unknown_account_and_an_unknown_case_are_not_found(shell: Shell) -> None:
    case = Case(shell, "nobody-1")
    with pytest.raises(gateway.CaseNotFound):
        await gateway.open_case(
            shell.client, shell.conn, "nobody", by=house.OFFICER, on=case.today, now=case.now, settings=shell.settings
        )
    with pytest.raises(gateway.CaseNotFound):
        await case.tell("note_added", text="Nobody is there.")


async def test_a_preview_changes_nothing(shell: Shell) -> None:
    case = await shell.open()
    event = case.event("contact_made", tenant="P1", channel="phone")
    report = gateway.preview(shell.conn, case.ref, [event], case.now, settings=shell.settings)
    assert report["events"][0]["kind"] == "contact_made"
    assert case.row.version == 1 and case.kinds() == ["case_opened"]
    assert (await case.report(event)).step == 2


async def test_nothing_more_can_be_told_to_a_closed_case_and_a_new_one_can_be_opened(shell: Shell) -> None:
    case = await shell.open()
    receipt = await case.tell("case_closed", reason="opened_in_error")
    assert receipt.closed and case.row.closed_on is not None
    assert (await case.handle.result())["closed_why"] == "opened_in_error"

    with pytest.raises(gateway.CaseRefused, match="closed"):
        await case.tell("contact_made", tenant="P1", channel="phone")

    account = case.row.account_ref
    again = await gateway.open_case(
        shell.client, shell.conn, account, by=house.OFFICER, on=case.today, now=case.now, settings=shell.settings
    )
    assert again.case_ref == f"{account}-2" and not again.already


async def test_free_words_never_reach_temporal(shell: Shell) -> None:
    case = await shell.open()
    await case.tell("note_added", text="Mrs Surname1 will ring on Friday", note="said at the door")
    await case.tell("hold_opened", hold="manual_pause", reason="Her brother died", ends_on=case.today)
    history = (await case.handle.fetch_history()).to_json()
    for words in ("Surname1", "Friday", "door", "brother"):
        assert words not in history
    payloads = [row.payload for row in ledger.events(shell.conn, case.ref)]
    assert payloads[1]["text"] == "Mrs Surname1 will ring on Friday"
    assert payloads[2]["reason"] == "Her brother died"


async def test_no_address_of_a_person_or_home_is_in_the_history(shell: Shell) -> None:
    case = await shell.open()
    await case.tell("contact_made", tenant="P1", channel="phone")
    history = (await case.handle.fetch_history()).to_json()
    for secret in ("Forename1", "Surname1", "Quay Street", "EX1 3CC"):
        assert secret not in history


async def test_what_the_stock_pages_show_is_in_plain_words(shell: Shell) -> None:
    case = await shell.open()
    await case.tell("contact_made", tenant="P1", channel="phone")
    history = await case.handle.fetch_history()
    scheduled = [e for e in history.events if e.event_type == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED]
    assert [e.user_metadata.summary.data.decode() for e in scheduled] == [
        '"Step 1: case opened"',
        '"Step 2: contact made"',
    ]
    described = await case.handle.describe()
    from workflows import search_attributes as by

    assert described.typed_search_attributes[by.STAGE] == "early_action"
    assert described.typed_search_attributes[by.NATION] == "england"
    assert described.typed_search_attributes[by.TEAM] == "North"
