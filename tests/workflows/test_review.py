"""The weekly review: a case hears of its account only when what it waits for has happened, and hears of it once."""

from __future__ import annotations

from datetime import UTC, datetime

from bench.driver import Case, Shell
from law.dates import DAY
from store import facts
from workflows import WeeklyReview
from workflows.review import Reviewed, ReviewStart


async def review(shell: Shell) -> Reviewed:
    found: Reviewed = await shell.client.execute_workflow(
        WeeklyReview.run,
        ReviewStart(),
        id=f"review-{shell.queue}-{datetime.now(UTC).timestamp()}",
        task_queue=shell.queue,
    )
    return found


def pay_everything(shell: Shell, case: Case) -> None:
    shell.conn.execute(
        "UPDATE rent_account SET balance_pence = 0, balance_as_at = %s WHERE account_ref = %s",
        [case.today, case.row.account_ref],
    )


async def test_only_the_case_whose_limit_was_crossed_is_told(shell: Shell) -> None:
    crossing, quiet = await shell.open(), await shell.open()
    before = await quiet.history_length()
    pay_everything(shell, crossing)

    assert await review(shell) == Reviewed(found=1, told=1, failed=0)
    await crossing.at_step(2)

    assert crossing.kinds() == ["case_opened", "balance_refreshed"]
    assert crossing.row.arrears_pence == 0
    assert quiet.kinds() == ["case_opened"] and await quiet.history_length() == before
    assert facts.unacknowledged(shell.conn, datetime.now(UTC) + DAY) == []


async def test_a_fact_told_again_is_taken_in_once(shell: Shell) -> None:
    case = await shell.open()
    pay_everything(shell, case)
    await review(shell)
    await case.at_step(2)
    shell.conn.execute("UPDATE case_fact SET sent_at = NULL")  # as after a crash between telling and noting it

    assert await review(shell) == Reviewed(found=0, told=1, failed=0)
    await case.tell("contact_attempted", tenant="P1", channel="phone")
    assert case.kinds() == ["case_opened", "balance_refreshed", "contact_attempted"]


async def test_a_case_without_a_workflow_does_not_hold_up_the_others(shell: Shell) -> None:
    lost, other = await shell.open(), await shell.open()
    await lost.handle.terminate("for this test")
    pay_everything(shell, lost)
    pay_everything(shell, other)
    assert await review(shell) == Reviewed(found=2, told=1, failed=1)
    await other.at_step(2)
    left = facts.unacknowledged(shell.conn, datetime.now(UTC) + DAY)
    assert [fact.case_ref for fact in left] == [lost.ref]
