"""One date seen to: our own task done, what the law set refused, a reminder acknowledged, a date given to somebody."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import httpx2

from store import board, ledger, outbox, vigil
from store.board import DeadlineRow
from tests.web.conftest import ANN, LEE, TODAY, Board
from tests.web.test_record import hidden
from web.access import Role


def dates(the_board: Board, ref: str) -> dict[str, DeadlineRow]:
    with the_board.memory() as memory:
        return {d.kind: d for d in board.case_deadlines(memory, ref)}


def waiting(the_board: Board, ref: str, kind: str) -> list[outbox.OutboxRow]:
    with the_board.memory() as memory:
        return [r for r in outbox.rows(memory, case_ref=ref, sent=False) if r.deadline_kind == kind]


async def test_a_task_of_our_own_is_done_once_and_its_reminders_stop(the_board: Board, officer: httpx2.Client) -> None:
    await the_board.record("A7-1", "hold_opened", hold="complaint", review_on=TODAY + timedelta(days=20))
    instance = dates(the_board, "A7-1")["hold_review"].instance
    assert waiting(the_board, "A7-1", "hold_review")
    address = f"/cases/A7-1/dates/hold_review?instance={instance}"
    assert f'href="{address}"' in officer.get("/deadlines").text
    page = officer.get(address).text
    assert "This is a task of our own policy" in page
    sent = {**hidden(page), "do": "done", "note": "Rang the complaints team."}
    answers = [officer.post(address, data=sent) for _ in range(2)]
    assert [a.status_code for a in answers] == [303, 303] and len({a.headers["location"] for a in answers}) == 1
    assert "hold_review" not in dates(the_board, "A7-1")
    assert waiting(the_board, "A7-1", "hold_review") == []
    with the_board.memory() as memory:
        done = [e for e in ledger.events(memory, "A7-1") if e.kind == "deadline_done"]
    assert [(e.recorded_by, e.payload["deadline"]) for e in done] == [(ANN, "hold_review")]
    assert (
        "Task done" in officer.get("/cases/A7-1/timeline").text
        or "Deadline done" in officer.get("/cases/A7-1/timeline").text
    )
    assert officer.get(address).status_code == 404
    await the_board.record("A7-1", "hold_ended", hold="complaint")


def test_a_date_that_the_law_set_ends_by_its_event(the_board: Board, officer: httpx2.Client) -> None:
    before = the_board.version("A3-1")
    lawful = next(d for d in dates(the_board, "A3-1").values() if d.statutory_on)
    address = f"/cases/A3-1/dates/{lawful.kind}" + (f"?instance={lawful.instance}" if lawful.instance else "")
    page = officer.get(address).text
    assert "set by law or by somebody else, and ends by the event" in page and 'value="done"' not in page
    forced = officer.post(address, data={"event_id": str(uuid4()), "do": "done"})
    assert forced.status_code == 422 and "ends by the event that it waits for" in forced.text
    assert the_board.version("A3-1") == before


async def test_an_acknowledged_date_is_not_passed_up(the_board: Board, officer: httpx2.Client) -> None:
    found = dates(the_board, "A2-1")["statement"]
    assert found.act_on is not None
    later = datetime.combine(found.act_on + timedelta(days=3), datetime.min.time(), tzinfo=UTC)
    with the_board.memory() as memory:
        assert any((o.case_ref, o.kind) == ("A2-1", "statement") for o in vigil.overdue(memory, later))
    before = waiting(the_board, "A2-1", "statement")
    assert len(before) > 1
    assert officer.post("/cases/A2-1/dates/statement", data={"do": "acknowledge"}).status_code == 303
    left = waiting(the_board, "A2-1", "statement")
    assert [r.not_before.date() for r in left] == [found.act_on], "on the day itself there is a reminder still"
    assert (
        "seen to by Ann Ode"
        in officer.get("/deadlines?view=month").text + officer.get("/cases/A2-1/dates/statement").text
    )
    with the_board.memory() as memory:
        # as the board will say it once the day has passed
        at = datetime.combine(found.act_on + timedelta(days=1), datetime.min.time(), tzinfo=UTC)
        outbox.acknowledge_date(
            memory, "A2-1", "statement", found.instance, step=1, label=found.label, act_on=found.act_on,
            today=found.act_on + timedelta(days=1), by=ANN, at=at, now=at,
        )  # fmt: skip
        assert not any((o.case_ref, o.kind) == ("A2-1", "statement") for o in vigil.overdue(memory, later))
        assert "statement" in {d.kind for d in board.case_deadlines(memory, "A2-1")}, "it is not done by being seen"


def test_a_date_is_given_to_somebody_and_its_reminders_with_it(the_board: Board, officer: httpx2.Client) -> None:
    kind, found = next((k, d) for k, d in dates(the_board, "A1-1").items() if d.act_on and d.act_on > TODAY)
    address = f"/cases/A1-1/dates/{kind}" + (f"?instance={found.instance}" if found.instance else "")
    sent = hidden(officer.get(address).text)
    assert officer.post(address, data={**sent, "do": "give", "to": "x@example.org"}).status_code == 422
    assert officer.post(address, data={**sent, "do": "give", "to": LEE}).status_code == 303
    after = dates(the_board, "A1-1")[kind]
    assert (after.owner, after.act_on) == (LEE, found.act_on)
    assert {r.audience_email for r in waiting(the_board, "A1-1", kind)} == {LEE}
    with the_board.memory() as memory:
        row = board.get(memory, "A1-1")
    assert row is not None and row.owner == ANN, "the case stays with its owner"
    assert re.search(rf'data-case="A1-1".*?{re.escape(found.label)}', officer.get(f"/deadlines?owner={LEE}").text, re.S)


def test_who_only_looks_sees_to_nothing(the_board: Board, stranger: httpx2.Client) -> None:
    reader = the_board.as_(Role.READER, email="r@example.org", team=None)
    assert reader.get("/cases/A1-1/dates/statement").status_code == 403
    assert "See to it" not in reader.get("/deadlines").text + reader.get("/cases/A1-1").text
    assert stranger.post("/cases/A1-1/dates/statement", data={"do": "acknowledge"}).status_code == 404
