"""A restricted case: its team and named people see it and say why; nobody else learns of it by any route."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2
import pytest

from store import board, restricted, web
from tests.cli.landlord import SOL
from tests.web.conftest import LEE, TODAY, Board
from tests.web.test_access import CASES, PARTS, rule_of
from tests.web.test_live import stream
from web.access import Role

REF, NAME = "A2-1", "Quinn"
# What lists are narrowed by, so that each shows the case where it shows it at all; a page leaves aside what it does not know.
LOOKS = ("", f"?tab=all&whose=all&state=sent&view=month&day={TODAY}", "?tab=all&q=quinn", "?tab=all&q=A2&whose=all")
OUTSIDERS = {
    "legal": ((Role.LEGAL,), None),
    "administrator": ((Role.ADMIN,), None),
    "reader": ((Role.READER,), None),
    "officer": ((Role.OFFICER,), "South"),
    "leader": ((Role.TEAM_LEADER,), "South"),
}


@pytest.fixture
def kept(the_board: Board) -> Iterator[str]:
    with the_board.memory() as memory:
        restricted.restrict(memory, REF, people=[SOL], reason="A relative of a colleague", by=LEE)
        yield REF
        restricted.free(memory, REF, reason="over", by=LEE)
        memory.execute("DELETE FROM case_reason")


def outsiders(board: Board) -> dict[str, httpx2.Client]:
    found = {
        name: board.as_(*roles, email=f"out-{name}@example.org", team=team) for name, (roles, team) in OUTSIDERS.items()
    }
    return {**found, "program": board.program(), "another team's program": board.program("South")}


def shown(browser: httpx2.Client) -> dict[str, str]:
    """What every page, feed, file and answer that is not about one case says, by its address."""
    found = {}
    for route, method in CASES:
        rule = rule_of(route)
        if method == "GET" and "{ref}" not in route.path and route.path != "/live" and rule and rule.roles:
            path = route.path.format(**{part: PARTS[part] for part in route.param_convertors})
            for look in LOOKS:
                found[path + look] = browser.get(path + look, follow_redirects=False).text
    return found


def telling(pages: dict[str, str], *words: str) -> set[str]:
    return {path for path, text in pages.items() if any(word in text for word in words)}


def test_the_looks_would_show_it(the_board: Board, officer: httpx2.Client) -> None:
    paths = {path.partition("?")[0] for path in telling(shown(officer), REF)}
    assert paths >= {"/work", "/board", "/work.csv", "/api/cases", "/api/deadlines"}
    assert REF in officer.get(its_month(the_board)).text


def its_month(the_board: Board) -> str:
    """The month of deadlines in which the case's nearest date falls, wherever other tests have moved it."""
    with the_board.memory() as memory:
        on = min(d.act_on for d in board.case_deadlines(memory, REF) if d.act_on)
    return f"/deadlines?view=month&day={on.day}/{on.month}/{on.year}"


def test_nobody_else_learns_of_it_by_any_route(the_board: Board, kept: str) -> None:
    month = its_month(the_board)
    for name, browser in outsiders(the_board).items():
        assert telling(shown(browser), REF, NAME) == set(), name
        assert REF not in browser.get(month).text, name


def test_its_own_addresses_are_not_there_for_others(the_board: Board, kept: str) -> None:
    wrong = []
    for name, browser in outsiders(the_board).items():
        for route, method in CASES:
            if "{ref}" in route.path:
                path = route.path.format(**{part: PARTS[part] for part in route.param_convertors} | {"ref": REF})
                answer = browser.request(method, path, follow_redirects=False)
                if answer.status_code not in (403, 404, 401, 303, 422) or NAME in answer.text:
                    wrong.append(f"{name}: {method} {path} {answer.status_code}")
                if answer.status_code == 303 and not answer.headers["location"].startswith("/sign-in"):
                    wrong.append(f"{name}: {method} {path} leads to {answer.headers['location']}")
                if (
                    method == "GET"
                    and "sign-in" not in answer.headers.get("location", "")
                    and answer.status_code == 422
                ):
                    wrong.append(f"{name}: {method} {path} was looked up")
    assert wrong == []
    assert (
        the_board.as_(Role.LEGAL, email="out-legal@example.org", team=None).get(f"/live?case={REF}").status_code == 404
    )


def test_it_is_not_counted_for_others(the_board: Board) -> None:
    legal = the_board.as_(Role.LEGAL, email="out-legal@example.org", team=None)
    before = legal.get("/api/summary").json()
    with the_board.memory() as memory:
        restricted.restrict(memory, REF, people=[], reason="x", by=LEE)
        after = legal.get("/api/summary").json()
        restricted.free(memory, REF, reason="over", by=LEE)
    assert after["tabs"]["everything"] == before["tabs"]["everything"] - 1
    assert sum(after["stages"].values()) == sum(before["stages"].values()) - 1


async def test_others_are_told_of_no_change_and_their_calendars_have_none_of_it(the_board: Board, kept: str) -> None:
    legal = the_board.as_(Role.LEGAL, email="ann@example.org", team=None)
    with the_board.memory() as memory:
        before = web.last_change(memory)
    with stream(legal) as told, stream(the_board.as_(Role.OFFICER)) as known:
        told.get(timeout=5), known.get(timeout=5)
        await the_board.record(REF, "note_added", text="x")
        await the_board.record("A3-1", "note_added", text="x")
        assert known.get(timeout=5)["data"].startswith(REF)
        assert told.get(timeout=5)["data"].startswith("A3-1"), (
            "the restricted case's change came first and was left out"
        )
    assert "1 case changed" in legal.get(f"/work/changed?since={before}").text
    address = legal.post("/account/calendar").text.split("<code>")[1].split("</code>")[0]
    feed = the_board.anyone().get(address).text
    assert "BEGIN:VEVENT" in feed and REF not in feed


def test_its_team_says_why_before_a_name_is_seen_and_the_log_keeps_it(the_board: Board, kept: str) -> None:
    officer = the_board.as_(Role.OFFICER)
    pages = shown(officer)
    assert telling(pages, NAME) == set() and telling(pages, REF) != set()
    for path in (f"/cases/{REF}", f"/cases/{REF}/account.csv", f"/cases/{REF}/record", f"/api/cases/{REF}"):
        answer = officer.get(path)
        assert (answer.status_code, NAME in answer.text) == (403, False), path
    assert officer.post(f"/cases/{REF}/reason", data={"reason": "  "}).status_code == 422
    sent = {"reason": "Preparing Friday's hearing", "next": f"/cases/{REF}/people"}
    onward = officer.post(f"/cases/{REF}/reason", data=sent)
    assert (onward.status_code, onward.headers["location"]) == (303, f"/cases/{REF}/people")
    assert NAME in officer.get(f"/cases/{REF}/people").text
    assert "Preparing Friday&#39;s hearing" in officer.get(f"/cases/{REF}/log").text
    assert (
        officer.post(f"/cases/{REF}/reason", data=sent | {"next": "//elsewhere"}).headers["location"] == f"/cases/{REF}"
    )


def test_a_named_person_of_another_team_and_a_program_of_its_team_see_it(the_board: Board, kept: str) -> None:
    named = the_board.as_(Role.OFFICER, email=SOL.upper(), team="South")
    assert telling(shown(named), REF) != set()
    named.post(f"/cases/{REF}/reason", data={"reason": "Asked to advise"})
    assert NAME in named.get(f"/cases/{REF}").text
    program = the_board.program("North")
    refused = program.get(f"/api/cases/{REF}")
    assert refused.status_code == 403 and f"/api/cases/{REF}/reason" in refused.json()["error"]
    assert program.post(f"/api/cases/{REF}/reason", json={"reason": "Nightly copy"}).status_code == 200
    assert program.get(f"/api/cases/{REF}").json()["restricted_to"] == [SOL]


def test_a_leader_restricts_and_frees(the_board: Board, leader: httpx2.Client, officer: httpx2.Client) -> None:
    address = "/cases/A1-1/restriction"
    assert officer.post(address, data={"reason": "x"}).status_code == 403
    assert "A reason is expected" in leader.post(address).text
    assert (
        "nobody of the address none@example.org"
        in leader.post(address, data={"reason": "x", "people": "none@example.org"}).text
    )
    assert leader.post(address, data={"reason": "A relative of Ann's", "people": f"{SOL},"}).status_code == 303
    assert leader.get("/cases/A1-1/people").status_code == 403
    leader.post("/cases/A1-1/reason", data={"reason": "To end it"})
    assert "A relative of Ann&#39;s" in leader.get("/cases/A1-1/people").text
    assert leader.post(address, data={"reason": "Ann has moved", "do": "end"}).status_code == 303
    assert officer.get("/cases/A1-1").status_code == 200


def test_a_rebuild_keeps_it(the_board: Board, kept: str) -> None:
    with the_board.memory() as memory, memory.transaction(force_rollback=True):
        from store.rebuild import rebuild

        assert rebuild(memory).identical
        assert memory.execute("SELECT restricted_to FROM board WHERE case_ref = %s", [REF]).fetchone() == ([SOL],)
