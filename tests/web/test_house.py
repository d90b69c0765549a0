"""Looking after the house: people, calendars, and who did and saw what."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx2
import pytest

from law.calendars import CALENDARS
from store import board, desk, rebuild
from tests.cli import landlord
from tests.cli.test_law_change import gov_uk
from tests.web.conftest import ANN, LEE, TODAY, Board, british
from tests.web.test_record import hidden
from web.access import Role

ADMIN = "admin@example.org"
COLUMNS = "on,name,kind,calendar\n"
NEW = {"name": "Nia Rees", "role": "officer", "team": "North", "active": "yes"}


@pytest.fixture
def admin(the_board: Board) -> Iterator[httpx2.Client]:
    with the_board.as_(Role.ADMIN, email=ADMIN, team=None, name="An administrator") as client:
        yield client


def signed_in(the_board: Board, email: str) -> httpx2.Client:
    """As the demonstration signs in somebody of the register."""
    browser = the_board.anyone()
    answer = browser.post("/sign-in", data={"email": email})
    assert answer.status_code == 303, answer.text
    return browser


def test_a_person_is_added_and_what_is_wrong_is_said(the_board: Board, admin: httpx2.Client) -> None:
    wrong = admin.post("/people/new", data={**NEW, "email": "nia", "absent_from": "31/2/2027"})
    assert wrong.status_code == 422 and "expected a day that exists" in wrong.text and 'value="Nia Rees"' in wrong.text
    wrong = admin.post("/people/new", data={**NEW, "email": "nia", "role": "emperor"})
    assert "an e-mail address is expected" in wrong.text and "one of the roles of the list is expected" in wrong.text
    assert admin.post("/people/new", data={**NEW, "email": ANN}).status_code == 422, "she is there already"
    name = {"email": "nia@example.org", "name": "<b>Nia</b> Rees"}
    assert admin.post("/people/new", data={**NEW, **name}).status_code == 303
    listed = admin.get("/people").text
    assert "&lt;b&gt;Nia&lt;/b&gt; Rees" in listed and "<b>Nia" not in listed
    assert "&lt;b&gt;Nia" in admin.get("/people/nia@example.org").text


def test_a_role_and_a_team_are_others_at_once(the_board: Board, admin: httpx2.Client) -> None:
    email = "ravi@example.org"
    admin.post("/people/new", data={**NEW, "name": "Ravi Bell", "email": email})
    ravi = signed_in(the_board, email)
    assert ravi.get("/import").status_code == 403 and ravi.get("/cases/A1-1").status_code == 200
    admin.post(f"/people/{email}", data={**NEW, "name": "Ravi Bell", "role": "team_leader"})
    assert ravi.get("/import").status_code == 200, "in the same session"
    admin.post(f"/people/{email}", data={**NEW, "name": "Ravi Bell", "team": "South"})
    assert ravi.get("/import").status_code == 403 and ravi.get("/cases/A1-1").status_code == 404
    admin.post(f"/people/{email}", data={"name": "Ravi Bell", "role": "officer", "team": "North"})
    assert ravi.get("/work").headers["location"].startswith("/sign-in"), "whoever has left is out"
    assert the_board.anyone().post("/sign-in", data={"email": email}).status_code == 404
    assert email not in the_board.as_(Role.OFFICER).get("/cases/A1-1/record/case_reassigned").text


def test_the_dates_are_whose_they_are_by_the_register_as_it_is(the_board: Board, admin: httpx2.Client) -> None:
    def escalations() -> set[str | None]:
        with the_board.memory() as memory:
            with memory.transaction(force_rollback=True):
                assert rebuild.rebuild(memory).identical, "a rebuild would say the same"
            return {d.escalate_to for d in board.case_deadlines(memory, "A1-1")}

    assert escalations() == {LEE}
    said = {"name": "Ann Ode", "role": "officer", "team": "North", "active": "yes"}
    assert admin.post(f"/people/{ANN}", data={**said, "leader_email": "sol@example.org"}).status_code == 303
    assert escalations() == {"sol@example.org"}
    assert admin.post(f"/people/{ANN}", data={**said, "leader_email": LEE}).status_code == 303
    assert escalations() == {LEE}


def test_an_absence_with_its_cover_is_kept_and_shown(the_board: Board, admin: httpx2.Client) -> None:
    away = {"absent_from": british(TODAY), "absent_until": british(TODAY + timedelta(days=9)), "cover_email": LEE}
    said = {"name": "Ann Ode", "role": "officer", "team": "North", "leader_email": LEE, "active": "yes"}
    assert admin.post(f"/people/{ANN}", data={**said, **away}).status_code == 303
    assert "cover: Lee Marsh" in admin.get("/people").text
    page = admin.get(f"/people/{ANN}").text
    assert f'value="{british(TODAY)}"' in page and "4</a>" not in page
    assert "Let the next files say again who this is" in page
    assert admin.post(f"/people/{ANN}", data=said).status_code == 303
    assert admin.post(f"/people/{ANN}/files").status_code == 303
    assert "Let the next files" not in admin.get(f"/people/{ANN}").text


@pytest.mark.parametrize("path", ["/people", "/people/new", f"/people/{ANN}", "/calendars"])
def test_the_house_is_the_administrators(officer: httpx2.Client, leader: httpx2.Client, path: str) -> None:
    assert officer.get(path).status_code == leader.get(path).status_code == 403


def send(admin: httpx2.Client, file: Path, **fields: str) -> httpx2.Response:
    return admin.post("/calendars", data=fields, files={"file": (file.name, file.read_bytes(), "application/json")})


def test_a_bank_holiday_is_shown_with_what_it_does_then_kept(
    the_board: Board, admin: httpx2.Client, tmp_path: Path
) -> None:
    with the_board.memory() as memory:
        due = board.deadlines(memory, since=TODAY + timedelta(days=1), today=TODAY)
    day = next(d.act_on for d in due if d.act_on and not d.by_hand_not)
    file = gov_uk(tmp_path / "bank-holidays.json", day)
    touched = {d.case_ref for d in due if d.act_on == day and not d.by_hand_not}
    before = {ref: the_board.version(ref) for ref in touched}
    shown = send(admin, file)
    assert shown.status_code == 200 and "Nothing was kept yet" in shown.text
    assert "Day of thanks" in shown.text and all(f"/cases/{ref}" in shown.text for ref in touched)
    assert {ref: the_board.version(ref) for ref in touched} == before
    text = file.read_text()
    other = admin.post("/calendars", data={"text": text, "change": "another one", "do": "confirm"})
    assert "Nothing was kept yet" in other.text, "what was not shown is not kept"
    change = hidden(other.text)["change"]
    asked = admin.post("/calendars", data={"text": text, "change": change, "do": "confirm"})
    address = asked.headers["location"]
    assert asked.status_code == 303 and f'href="{address}"' in admin.get("/calendars").text
    own = admin.get(address).text
    assert "somebody else has to let them in" in own and 'value="approve"' not in own
    by_hand = admin.post(address, data={"do": "approve", "change": change})
    assert by_hand.status_code == 422 and "You proposed these days" in by_hand.text
    assert {ref: the_board.version(ref) for ref in touched} == before, "a proposal changes nothing"
    legal = the_board.as_(Role.LEGAL, email=landlord.SOL, team=None)
    seen = legal.get(address).text
    assert "Day of thanks" in seen and hidden(seen)["change"] == change
    assert "Waiting for a second person" in legal.post(address, data={"do": "approve", "change": "another one"}).text
    done = legal.post(address, data={"do": "approve", "change": change})
    assert done.status_code == 200 and "read the law again" in done.text and "was not reached" not in done.text
    assert {ref: the_board.version(ref) for ref in touched} == {ref: n + 1 for ref, n in before.items()}
    assert "Day of thanks" in admin.get("/calendars/england-and-wales").text
    assert "held already" in send(admin, file).text
    assert legal.get(address).status_code == 404, "it is decided"
    assert "Calendar let in" in admin.get("/audit").text


def test_a_proposal_is_taken_back_or_refused(the_board: Board, admin: httpx2.Client, tmp_path: Path) -> None:
    file = gov_uk(tmp_path / "bank-holidays.json", TODAY + timedelta(days=400))
    sent = {**hidden(send(admin, file, removing="x").text), "text": file.read_text(), "do": "confirm"}
    addresses = [admin.post("/calendars", data=sent).headers["location"] for _ in range(2)]
    assert len(set(addresses)) == 1, "sent twice it is one proposal"
    legal = the_board.as_(Role.LEGAL, email=landlord.SOL, team=None)
    assert legal.post(addresses[0], data={"do": "refuse"}).status_code == 303
    assert addresses[0] not in admin.get("/calendars").text and legal.get(addresses[0]).status_code == 404


@pytest.mark.parametrize(
    ("name", "text", "status", "said"),
    [
        ("x.json", "{", 422, "begins like JSON and cannot be read"),
        (
            "x.csv",
            "on,name,kind,calendar\n2027-03-04,Court shut,court_closed,england-and-wales\n",
            422,
            "Say where these days were seen",
        ),
        ("x.json", "", 422, "No file was chosen"),
        ("x.json", "[" + " " * 1_100_000 + "]", 413, "larger than 1 MB"),
    ],
)
def test_a_file_of_days_that_cannot_be_taken_is_refused(
    admin: httpx2.Client, tmp_path: Path, name: str, text: str, status: int, said: str
) -> None:
    file = tmp_path / name
    file.write_text(text)
    answer = send(admin, file)
    assert (answer.status_code, said in answer.text) == (status, True), answer.text


def test_a_day_that_is_held_is_removed_only_with_a_reason(admin: httpx2.Client, tmp_path: Path) -> None:
    gone = min(on for on in CALENDARS["scotland"].holidays if on > TODAY)
    file = gov_uk(tmp_path / "bank-holidays.json", without=gone)
    answer = send(admin, file, nation="scotland")
    assert answer.status_code == 422 and "by which dates have been counted" in answer.text
    assert "Nothing was kept yet" in send(admin, file, nation="scotland", removing="Moved by proclamation").text


async def test_the_audit_says_who_did_and_who_saw_what(the_board: Board, admin: httpx2.Client) -> None:
    watcher = the_board.as_(Role.READER, email="eve@example.org", team=None)
    watcher.get("/cases/A7-1")
    await the_board.record("A7-1", "note_added", text="For the audit.", by=LEE)
    with the_board.memory() as memory:
        desk.note(memory, ADMIN, "evidence_taken_out", case_ref="A7-1", file='=cmd|"<i>.pdf')
    seen = admin.get("/audit", params={"case": "A7"}).text
    assert "eve@example.org" in seen and "Looked at the case" in seen and "Note added" in seen
    assert "For the audit" not in seen, "words stay with the case"
    assert "<i>.pdf" not in seen and "&lt;i&gt;.pdf" in seen
    theirs = admin.get("/audit", params={"person": "EVE@example.org"}).text
    assert "Note added" not in theirs and "Looked at the case" in theirs
    past = admin.get("/audit", params={"until": british(TODAY - timedelta(days=1)), "case": "A7"}).text
    assert "eve@example.org" not in past
    only = admin.get("/audit", params={"did": "viewed", "case": "A7-1"}).text
    assert "eve@example.org" in only and "Note added" not in only
    answer = admin.get("/audit.csv", params={"case": "A7"})
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert {"eve@example.org", LEE, ADMIN} <= {row["Who"] for row in rows}
    assert not any(cell[:1] in "=+-@" for row in rows for cell in row.values() if cell)
    assert admin.get("/audit?since=nonsense").status_code == 422


def test_a_leaders_audit_ends_with_their_team(the_board: Board, admin: httpx2.Client, leader: httpx2.Client) -> None:
    north = leader.get("/audit").text
    assert "A1-1" in north and "/cases/A" in north
    assert "Person changed" not in north and "File imported" not in north, "what is no case's is not a team's"
    assert "File imported" in admin.get("/audit").text
    south = the_board.as_(Role.TEAM_LEADER, email="sid@example.org", team="South")
    assert not re.search(r"/cases/A\d", south.get("/audit").text)
