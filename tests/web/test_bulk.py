"""Many cases at once: asked once, tried on each, done one by one; and views of one's own."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import httpx2
import pytest

from store import board, desk, documents, ledger
from tests.web.conftest import ANN, LEE, TODAY, Board, british
from tests.web.test_record import hidden
from web.access import Role


def sent_from(page: str) -> list[tuple[str, str]]:
    """The hidden fields of a preview, as its button sends them."""
    return [*re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page), ("do", "confirm")]


def post(client: httpx2.Client, pairs: list[tuple[str, str]]) -> httpx2.Response:
    sent: dict[str, list[str]] = {}
    for name, value in pairs:
        sent.setdefault(name, []).append(value)
    return client.post("/work/bulk", data=sent)


def owner(the_board: Board, ref: str) -> str | None:
    with the_board.memory() as memory:
        row = board.get(memory, ref)
    assert row is not None
    return row.owner


def events(the_board: Board, ref: str, kind: str) -> list[ledger.EventRow]:
    with the_board.memory() as memory:
        return [e for e in ledger.events(memory, ref) if e.kind == kind]


async def test_handing_over_is_previewed_then_done_once_for_each_however_often_it_is_sent(
    the_board: Board, officer: httpx2.Client
) -> None:
    chosen = [("act", "assign"), ("case", "A1-1"), ("case", "A2-1"), ("case", "A9-1")]
    asked = officer.post("/work/bulk", data={"act": "assign", "case": ["A1-1", "A2-1", "A9-1"]})
    assert asked.status_code == 200 and "Lee Marsh, North" in asked.text
    before = {ref: the_board.version(ref) for ref in ("A1-1", "A2-1")}
    batch = hidden(asked.text)["batch"]
    preview = post(officer, [*chosen, ("owner", LEE), ("batch", batch), ("do", "preview")])
    assert preview.status_code == 200, preview.text
    assert "There is no case A9-1 that you can see" in preview.text and "Zoë Quinn" in preview.text
    assert {ref: the_board.version(ref) for ref in before} == before, "a preview changes nothing"
    sent = sent_from(preview.text)
    assert ("case", "A9-1") not in sent
    with ThreadPoolExecutor(4) as hands:
        answers = list(hands.map(lambda _: post(officer, sent), range(4)))
    for answer in answers:
        assert answer.status_code == 200 and "2 cases done, 0 not" in answer.text, answer.text
    assert {ref: the_board.version(ref) for ref in before} == {ref: n + 1 for ref, n in before.items()}
    assert owner(the_board, "A1-1") == owner(the_board, "A2-1") == LEE
    told = events(the_board, "A1-1", "case_reassigned")
    assert [(e.recorded_by, e.payload["owner"]) for e in told] == [(ANN, LEE)]
    again = post(officer, [*chosen[:2], ("owner", LEE), ("do", "preview")])
    assert "It is theirs already" in again.text
    for ref in before:  # the other tests go on with these cases
        await the_board.record(ref, "case_reassigned", owner=ANN)


def test_a_pause_needs_its_reason_and_its_end_and_a_rule_may_refuse_it(
    the_board: Board, officer: httpx2.Client
) -> None:
    chosen = {"act": "pause", "case": ["A2-1"], "do": "preview"}
    bare = officer.post("/work/bulk", data=chosen)
    assert bare.status_code == 422
    assert "Reason is missing" in bare.text and "The day on which the pause ends is missing" in bare.text
    unread = officer.post("/work/bulk", data={**chosen, "reason": "x", "ends_on": "31/2/2027"})
    assert unread.status_code == 422 and "expected a day that exists" in unread.text
    past = officer.post("/work/bulk", data={**chosen, "reason": "x", "ends_on": british(TODAY - timedelta(days=1))})
    assert "Left out: 1 case" in past.text and "before it begins" in past.text
    assert "It can be done for none of them" in past.text and 'value="confirm"' not in past.text
    ends = TODAY + timedelta(days=14)
    good = officer.post("/work/bulk", data={**chosen, "reason": "<i>In hospital</i>", "ends_on": british(ends)})
    assert "<i>In hospital" not in good.text and "&lt;i&gt;In hospital" in good.text
    done = post(officer, sent_from(good.text))
    assert "1 case done, 0 not" in done.text
    (pause,) = events(the_board, "A2-1", "hold_opened")
    assert (pause.payload["hold"], pause.payload["ends_on"]) == ("manual_pause", ends.isoformat())


async def test_a_letter_is_written_for_each_tenant_and_a_case_that_moved_on_is_left_alone(
    the_board: Board, officer: httpx2.Client
) -> None:
    await the_board.record("A2-1", "hold_ended", hold="manual_pause")
    preview = officer.post("/work/bulk", data={"act": "letter", "case": ["A1-1", "A2-1", "A3-1"]})
    assert preview.status_code == 200 and "E-01" in preview.text, preview.text
    await the_board.record("A1-1", "note_added", text="Meanwhile.")
    done = post(officer, sent_from(preview.text))
    rows = re.findall(r'<tr[^>]*>.*?href="/cases/(A\d-1)".*?</tr>', done.text, re.S)
    assert set(rows) == {"A1-1", "A2-1", "A3-1"}
    assert "Something else was recorded on it since you looked" in done.text
    assert events(the_board, "A1-1", "arrears_letter_sent") == []
    assert len(events(the_board, "A2-1", "arrears_letter_sent")) == 1
    with the_board.memory() as memory:
        letters = [p for p in documents.list_for_case(memory, "A2-1") if p.paper == "E-01"]
    assert {p.recipient_ref for p in letters} == {"P2", "P3"}


def test_it_is_for_those_who_work_cases_and_for_their_own(the_board: Board, stranger: httpx2.Client) -> None:
    reader = the_board.as_(Role.READER, email="r@example.org", team=None)
    assert reader.post("/work/bulk", data={"act": "letter", "case": "A1-1"}).status_code == 403
    assert 'name="case"' not in reader.get("/work?tab=all").text
    before = the_board.version("A1-1")
    other = stranger.post(
        "/work/bulk", data={"act": "letter", "case": "A1-1", "seen": f"A1-1:{before}", "do": "confirm"}
    )
    assert "There is no case A1-1 that you can see" in other.text and the_board.version("A1-1") == before


@pytest.mark.parametrize(
    ("sent", "status", "said"),
    [
        ({"act": "letter"}, 422, "No case was chosen"),
        ({"act": "letter", "case": [f"A{n}-1" for n in range(201)]}, 422, "at most 200 at once"),
        ({"act": "evict", "case": "A1-1"}, 404, "assign, pause or letter can"),
        (
            {"act": "assign", "case": "A1-1", "owner": "nobody@example.org", "do": "preview"},
            422,
            "Choose who the cases go to",
        ),
    ],
)
def test_what_cannot_be_meant_is_said(officer: httpx2.Client, sent: dict[str, object], status: int, said: str) -> None:
    answer = officer.post("/work/bulk", data=sent)
    assert (answer.status_code, said in answer.text) == (status, True), answer.text


def test_a_view_is_kept_and_the_list_opens_with_it(the_board: Board) -> None:
    mine = the_board.as_(Role.OFFICER, email="viv@example.org")
    kept = mine.post("/work/views?tab=all&tenure=introductory", data={"name": "<b>New</b> tenants", "default": "yes"})
    assert kept.headers["location"] == "/work?tenure=introductory&tab=all"
    page = mine.get(kept.headers["location"]).text
    assert "<b>New" not in page and "&lt;b&gt;New&lt;/b&gt; tenants" in page and "(opens first)" in page
    assert mine.get("/work").headers["location"] == kept.headers["location"]
    assert mine.get("/").headers["location"] == "/work"
    assert mine.get("/work?tab=all").status_code == 200, "an address that asks for something is answered"
    others = the_board.as_(Role.OFFICER, email="wim@example.org")
    theirs = others.get("/work")
    assert theirs.status_code == 200 and "New" not in theirs.text
    mine.post("/work/views/default", data={"name": ""})
    assert mine.get("/work").status_code == 200
    mine.post("/work/views/end", data={"name": "<b>New</b> tenants"})
    with the_board.memory() as memory:
        assert desk.views(memory, "viv@example.org") == []
    assert mine.post("/work/views?tab=all", data={"name": " "}).status_code == 422
