"""When the hands give up, the case lives on and a person is called; when they are only held up, it waits."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from psycopg.types.json import Jsonb

from activities.check import _unattended
from bench.driver import Case, Shell
from law.dates import DAY
from store.db import connect
from workflows import gateway
from workflows.contracts import Resolve


def forge_step(case: Case, step: int) -> None:
    """Another history of the case in PostgreSQL, as after the restore of a backup that was too old or too new."""
    case.shell.conn.execute(
        "INSERT INTO case_step (case_ref, step, as_of, command_hash, receipt) VALUES (%s, %s, now(), 'other', %s)",
        [case.ref, step, Jsonb({})],
    )


async def test_histories_that_have_parted_call_a_person_and_the_officer_is_told(shell: Shell) -> None:
    case = await shell.open()
    forge_step(case, 2)
    with pytest.raises(gateway.CaseUnavailable, match="carried out with other events"):
        await case.tell("contact_attempted", tenant="P1", channel="phone")
    assert "other events" in (case.row.needs_attention or "")
    assert (await case.standing())["attention"] == case.row.needs_attention

    shell.conn.execute("DELETE FROM case_step WHERE case_ref = %s AND command_hash = 'other'", [case.ref])
    await gateway.resolve(shell.client, shell.conn, case.ref, Resolve(action="retry"))
    assert case.row.needs_attention is None
    assert (await case.tell("contact_attempted", tenant="P1", channel="phone")).step == 2


async def test_a_case_can_be_taken_as_postgresql_has_it(shell: Shell) -> None:
    case = await shell.open()
    await case.tell("contact_attempted", tenant="P1", channel="phone")
    forge_step(case, 3)
    shell.conn.execute("UPDATE board SET version = 3 WHERE case_ref = %s", [case.ref])
    with pytest.raises(gateway.CaseUnavailable):
        await case.tell("contact_attempted", tenant="P1", channel="phone")
    await gateway.resolve(shell.client, shell.conn, case.ref, Resolve(action="adopt"))
    assert (await case.tell("contact_attempted", tenant="P1", channel="phone")).step == 4
    assert (await gateway.replay(shell.client, case.ref)).agrees


async def test_a_date_that_cannot_be_dealt_with_is_held_and_tried_again(shell: Shell) -> None:
    case = await shell.open()
    await case.tell("hold_opened", hold="manual_pause", reason="a visit", ends_on=case.today + DAY * 2)
    forge_step(case, 3)
    await case.forward(5)
    assert case.row.needs_attention and "date_reached" not in case.kinds()
    assert (await case.standing())["held"] == 1

    shell.conn.execute("DELETE FROM case_step WHERE case_ref = %s AND command_hash = 'other'", [case.ref])
    await gateway.resolve(shell.client, shell.conn, case.ref, Resolve(action="retry"))
    await case.at_step(3)
    assert case.kinds()[-1] == "date_reached" and case.row.needs_attention is None


async def test_a_database_that_is_away_only_delays_a_case(shell: Shell) -> None:
    case = await shell.open()
    name = shell.conn.info.dbname
    with connect(shell.settings.database_url.replace(name, "postgres"), autocommit=True) as server:
        server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> %s",
            [name, shell.conn.info.backend_pid],
        )
        telling = asyncio.create_task(case.tell("contact_attempted", tenant="P1", channel="phone"))
        await asyncio.sleep(1.5)
        assert not telling.done()
        server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    assert (await telling).step == 2
    assert case.row.needs_attention is None


async def test_a_mistake_in_the_program_is_told_without_what_it_was_about(shell: Shell) -> None:
    """A failure stays in Temporal's history, so nothing of the values that caused it may be in it."""
    case = await shell.open()
    shell.conn.execute("UPDATE landlord SET config = config - 'name'")
    with pytest.raises(gateway.CaseUnavailable) as why:
        await case.tell("arrears_letter_sent")
    history = (await case.handle.fetch_history()).to_json()
    for secret in ("Surname1", "Harbour", "Quay Street"):
        assert secret not in history and secret not in str(why.value)
    assert case.row.needs_attention and case.row.version == 1


async def test_check_finds_nothing_in_a_sound_house_and_names_what_is_wrong_in_another(shell: Shell) -> None:
    sound, lost, ill, still, late, deaf = everyone = [await shell.open() for _ in range(6)]

    async def found() -> dict[str, list[str]]:
        mine = [f for f in await gateway.check(shell.client, shell.conn) if shell.queue in f.case_ref]
        return {case.ref: [f.kind for f in mine if f.case_ref == case.ref] for case in everyone}

    assert await found() == {case.ref: [] for case in everyone}
    await lost.handle.terminate("for this test")
    forge_step(ill, 2)
    with pytest.raises(gateway.CaseUnavailable):
        await ill.tell("contact_attempted", tenant="P1", channel="phone")
    shell.conn.execute("DELETE FROM board_deadline WHERE case_ref = %s", [still.ref])
    shell.conn.execute("UPDATE board SET next_label = NULL, wake_at = NULL WHERE case_ref = %s", [still.ref])
    shell.conn.execute("UPDATE board SET wake_at = now() - interval '1 hour' WHERE case_ref = %s", [late.ref])
    shell.conn.execute(
        "INSERT INTO case_fact (id, case_ref, kind, payload, made_at) "
        "VALUES (gen_random_uuid(), %s, 'balance_below', '{}', now() - interval '2 days')",
        [deaf.ref],
    )
    assert await found() == {
        sound.ref: [],
        late.ref: ["late_wake"],
        deaf.ref: ["unacknowledged"],
        lost.ref: ["no_workflow"],
        ill.ref: ["needs_attention"],
        still.ref: ["nothing_next"],
    }

    await gateway.revive(shell.client, shell.conn, lost.ref, settings=shell.settings)
    assert (await lost.tell("contact_attempted", tenant="P1", channel="phone")).step == 2
    assert (await found())[lost.ref] == []

    shell.conn.execute("UPDATE board SET closed_on = %s WHERE case_ref = %s", [datetime.now(UTC).date(), sound.ref])
    strangers = [
        f.kind for f in await gateway.check(shell.client, shell.conn) if f.case_ref.endswith(sound.row.workflow_id)
    ]
    assert strangers == ["no_row"]


async def test_check_says_at_once_when_no_worker_asks_for_work(idle_shell: Shell) -> None:
    """Before any wake is late: an idle case has nothing that could be."""
    queue = idle_shell.queue
    said = await _unattended(idle_shell.client, {queue: ["A1-1", "A2-1"]}, datetime.now(UTC))
    assert [(f.kind, f.case_ref) for f in said] == [("no_worker", "A1-1")]
    assert "for 2 open cases" in said[0].sentence
    async with idle_shell.working():
        until = asyncio.get_running_loop().time() + 30
        while await _unattended(idle_shell.client, {queue: ["A1-1"]}, datetime.now(UTC)):
            assert asyncio.get_running_loop().time() < until, "a worker that asks is not seen"
            await asyncio.sleep(0.1)
