"""The other pages: dates, calendars, hearings, reports, reminders, the law, files, and the API for programs."""

from __future__ import annotations

import csv
import io
import json
import re
import time
import zipfile
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from pathlib import Path
from uuid import uuid4
from xml.sax.saxutils import escape

import httpx2
import pytest

from activities.packs import convert
from law.dates import london_instant
from store import board, documents, outbox, restricted
from tests.cli import landlord
from tests.web.conftest import ANN, KAI, LEE, MO, TODAY, Board, british
from tests.web.test_record import hidden
from web import ics, kit
from web.access import Role

UNREADABLE = re.compile(r"[>\"(:] ?None[<\".,)]|Undefined|\{\{")


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/deadlines",
            "/deadlines?view=week",
            "/deadlines?view=month",
            "/deadlines?owner=me&kind=law",
            "/deadlines?day=1/1/2027",
        ),
        *(
            "/hearings",
            "/hearings?date=today",
            "/hearings?date=nonsense",
            "/reports",
            "/reports?since=1/1/2026&until=today",
        ),
        *("/outbox", "/outbox?whose=all&state=sent", "/outbox?whose=all&state=void", "/law", "/account", "/help"),
    ],
)
def test_every_page_can_be_read(officer: httpx2.Client, path: str) -> None:
    answer = officer.get(path)
    assert answer.status_code == 200
    assert not UNREADABLE.search(answer.text)


def test_the_agenda_has_every_date_of_the_board_and_only_ones_own_team(
    the_board: Board, officer: httpx2.Client, stranger: httpx2.Client
) -> None:
    with the_board.memory() as memory:
        due = board.deadlines(memory, until=TODAY + timedelta(days=27), today=TODAY, team="North")
    page = officer.get("/deadlines").text
    assert due and all(f'data-case="{d.case_ref}"' in page for d in due)
    assert page.count("Why this date?") == len(due)
    assert "data-case" not in stranger.get("/deadlines").text


def test_the_month_shows_when_the_court_is_closed(officer: httpx2.Client) -> None:
    page = officer.get("/deadlines?view=month&day=10/12/2026").text
    assert "December 2026" in page and "Christmas Day" in page
    assert len(re.findall(r"<td ", page)) == 42
    assert "Closed days are those of England and Wales, as the cases shown are." in page


def test_a_day_that_only_one_nation_keeps_says_whose_it_is() -> None:
    both = kit.calendars(["scotland", "wales", "england"])
    assert both == ("England and Wales", "Scotland") and kit.calendars([]) == ("England and Wales",)
    assert kit.closed(date(2026, 11, 30), both) == "St Andrew's Day (Scotland)"
    assert kit.closed(date(2026, 11, 30), ("Scotland",)) == "St Andrew's Day" and not kit.closed(date(2026, 11, 30))
    assert kit.closed(date(2026, 12, 25), both) == "Christmas Day" and kit.closed(date(2026, 11, 28), both) == "weekend"


def test_a_private_calendar_holds_references_and_ends_when_it_is_renewed(
    the_board: Board, officer: httpx2.Client
) -> None:
    first = re.search(r"<code>(\S+)</code>", officer.post("/account/calendar").text)
    assert first is not None and len(first[1].rpartition("/")[2]) == len(".ics") + 43
    anybody = the_board.anyone()
    feed = anybody.get(first[1])
    assert feed.headers["content-type"].startswith("text/calendar")
    assert feed.text.count("BEGIN:VEVENT") >= 4 and "A1-1: " in feed.text
    assert not re.search("Quinn|O'Neill|Elm Row|Siân", feed.text), "no name and no address"
    assert anybody.get(first[1], headers={"If-None-Match": feed.headers["etag"]}).status_code == 304
    assert "last fetched" in officer.get("/account").text
    second = re.search(r"<code>(\S+)</code>", officer.post("/account/calendar").text)
    assert second is not None
    assert anybody.get(first[1]).status_code == 404 and anybody.get(second[1]).status_code == 200
    officer.post("/account/calendar/end")
    assert anybody.get(second[1]).status_code == 404
    assert "<code>" not in officer.get("/account").text


def test_a_feed_is_folded_and_its_entries_keep_their_ids() -> None:
    now = datetime(2026, 11, 22, 9, tzinfo=UTC)
    day = ics.Entry(
        "A1-1/notice/", "A1-1: Serve; the notice, on é" + "é" * 80, "http://x/cases/A1-1", on=date(2026, 12, 1)
    )
    hour = ics.Entry(
        "A1-1/hearings", "A1-1: Hearing", "http://x/cases/A1-1", at=datetime(2026, 12, 3, 10, 30, tzinfo=UTC)
    )
    text = ics.calendar([day, hour], now)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    whole = text.replace("\r\n ", "")
    assert r"SUMMARY:A1-1: Serve\; the notice\, on éé" in whole
    assert "DTSTART;VALUE=DATE:20261201\r\nDTEND;VALUE=DATE:20261202" in whole
    assert "DTSTART:20261203T103000Z" in whole
    ids = re.findall("UID:(.*)", text)
    assert len(set(ids)) == 2 and re.findall("UID:(.*)", ics.calendar([hour], now)) == ids[1:]


async def listed(the_board: Board) -> date:
    """E4-1 with a hearing to come, and its day; recorded once for all who ask. No other file looks at the case."""
    day = TODAY + timedelta(days=45)
    with the_board.memory() as memory:
        row = board.get(memory, "E4-1")
    if row is None or not row.state.get("hearing"):
        await the_board.record("E4-1", "claim_submitted", court="Hartley County Court", as_fact=True)
        await the_board.record("E4-1", "claim_issued", claim_number="K00HT1")
        at = datetime.combine(day, datetime.min.time(), tzinfo=UTC) + timedelta(hours=10)
        await the_board.record("E4-1", "hearing_listed", hearing_at=at, court="Hartley County Court")
    return day


async def test_a_hearing_is_listed_with_what_it_needs(the_board: Board) -> None:
    officer, day = the_board.as_(Role.OFFICER, email=KAI, team="East"), await listed(the_board)
    page = officer.get("/hearings", params={"date": british(day)}).text
    assert "Hartley County Court" in page and "K00HT1" in page and "Kit East4" in page
    assert "10:00" in page
    assert "Not ready: </span>Pre-action protocol complete" in page
    assert re.search(r"\d open</span>", page)
    assert "Show what would follow" not in page, "the outcome is asked for when the hearing has begun"
    assert f"{british(day)}" not in officer.get("/hearings").url.query.decode()
    assert "E4-1" in officer.get("/work?tab=hearings").text
    with the_board.memory() as memory:
        memory.execute("UPDATE board SET clock_ahead = '0' WHERE case_ref = 'E4-1'")


async def test_outcomes_are_entered_row_by_row_with_plain_posts(the_board: Board) -> None:
    officer, court = the_board.as_(Role.OFFICER, email=KAI, team="East"), "Hartley County Court"
    await the_board.record("E5-1", "claim_submitted", court=court, as_fact=True)
    await the_board.record("E5-1", "claim_issued", claim_number="K00HT5")
    this_morning = london_instant(TODAY, time=clock(0, 1))
    await the_board.record("E5-1", "hearing_listed", hearing_at=this_morning, court=court)
    address = f"/hearings?date={TODAY.isoformat()}"

    def row() -> str:
        return officer.get(address).text.split('id="E5-1"')[1].split("</article>")[0]

    action = re.findall(r'<form[^>]* method="post" action="([^"]+)"', row())
    assert action == ["/cases/E5-1/record/hearing_outcome_recorded"]
    sent = hidden(row())
    wrong = officer.post(action[0], data={**sent, "outcome": "suspended", "rent_plus": "five", "do": "preview"})
    assert wrong.status_code == 422 and "expected pounds" in wrong.text and 'value="five"' in wrong.text
    preview = officer.post(action[0], data={**sent, "outcome": "adjourned_generally", "do": "preview"})
    assert preview.status_code == 200 and "Nothing was changed" in preview.text, preview.text
    done = officer.post(action[0], data={**hidden(preview.text), "do": "confirm"})
    assert done.status_code == 303 and f'href="{address}"' in officer.get(done.headers["location"]).text
    assert "<form" not in row() and 'govuk-tag--green">Heard' in officer.get(address).text


async def test_the_packs_of_a_hearing_and_of_a_day_are_given_out_to_those_who_work_the_case(
    the_board: Board, stranger: httpx2.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer = the_board.as_(Role.OFFICER, email=KAI, team="East")
    monkeypatch.setattr(convert, "soffice", lambda: None)  # by dxpdf, whatever this machine has
    convert.converter.cache_clear()
    day = await listed(the_board)
    before = the_papers(the_board)
    looked = officer.get("/cases/E4-1/hearing").text
    assert "Not ready" in looked and "Bring: not written here" in looked and "the sealed claim form" in looked
    assert the_papers(the_board) == before, "to look keeps nothing"
    taken = fetched(officer, officer.post("/cases/E4-1/hearing"))
    assert f'filename="E4-1 hearing {day}.zip"' in taken.headers["content-disposition"]
    with zipfile.ZipFile(io.BytesIO(taken.content)) as pack:
        assert {"00-read-first.pdf", "04-bundle.pdf", "pack.json"} <= set(pack.namelist())
    sent = {"court": "Hartley County Court", "date": day.isoformat()}
    assert "Make the day's packs" in officer.get("/hearings", params={"date": british(day)}).text
    ordered = officer.post("/hearings/pack", data=sent)
    with zipfile.ZipFile(io.BytesIO(fetched(officer, ordered).content)) as pack:
        held = pack.namelist()
    colleague = the_board.as_(Role.OFFICER, email="kit@example.org", team="East")
    for path in (ordered.headers["location"], f"{ordered.headers['location']}/file"):
        assert colleague.get(path).status_code == 404, "it is for whoever asked"
    assert "00-court-list.pdf" in held and any(name.endswith(" E4-1/04-bundle.pdf") for name in held)
    assert "No hearing that you can see" in stranger.post("/hearings/pack", data=sent).text
    assert "was given as the day" in officer.post("/hearings/pack", data=sent | {"date": "soon"}).text
    with the_board.memory() as memory:
        restricted.restrict(memory, "E4-1", people=[], reason="x", by=MO)
        asked, elsewhere = officer.post("/hearings/pack", data=sent), stranger.post("/hearings/pack", data=sent)
        again = officer.get(f"{ordered.headers['location']}/file")
        restricted.free(memory, "E4-1", reason="over", by=MO)
    assert asked.status_code == 403 and "Case E4-1 is restricted" in asked.text and "E4-1" not in elsewhere.text
    assert again.status_code == 403, "a pack that was made is not given out without the reason either"
    convert.converter.cache_clear()


def fetched(browser: httpx2.Client, asked: httpx2.Response) -> httpx2.Response:
    """The pack that was asked for, once its page says that it is ready."""
    assert asked.status_code == 303 and asked.headers["location"].startswith("/packs/"), asked.text
    until = time.monotonic() + 120
    while "It is ready" not in (page := browser.get(asked.headers["location"])).text:
        assert time.monotonic() < until and "It is being made" in page.text, page.text
        time.sleep(0.3)
    return browser.get(f"{asked.headers['location']}/file")


def the_papers(the_board: Board) -> list[str]:
    with the_board.memory() as memory:
        return [paper.name for paper in documents.list_for_case(memory, "E4-1")]


def test_reports_are_tables_that_say_how_they_were_counted(officer: httpx2.Client) -> None:
    page = officer.get("/reports").text
    names = re.findall(r'href="/reports/(\w+)\.csv', page)
    assert page.count("How it is counted.") == 9 and {"pipeline", "rent", "fees", "data"} <= set(names)
    for name in names:
        answer, book = (officer.get(f"/reports/{name}.{kind}") for kind in ("csv", "xlsx"))
        assert answer.headers["content-disposition"].endswith(f'"{name}.csv"')
        with zipfile.ZipFile(io.BytesIO(book.content)) as opened:
            sheet = opened.read("xl/worksheets/sheet1.xml").decode()
        for row in list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))[1:]:
            assert escape(row[0]) in sheet, name
    rows = list(csv.DictReader(io.StringIO(officer.get("/reports/pipeline.csv").text.removeprefix("\ufeff"))))
    assert sum(int(row["Cases"]) for row in rows) == 4, "of one's own team"
    assert officer.get("/reports/nothing.csv").status_code == 404


def test_a_reminder_is_seen_to_by_somebody_of_the_team(
    the_board: Board, officer: httpx2.Client, stranger: httpx2.Client
) -> None:
    with the_board.memory() as memory:
        waiting = outbox.rows(memory, sent=False, audience_email=ANN)[0]
        outbox.mark_failed(memory, waiting.id, datetime.now(UTC), "<i>552 The mail was refused</i>")
    held_up = officer.get("/outbox?state=failed").text
    assert waiting.subject in held_up and "&lt;i&gt;552" in held_up and "tried again by itself" in held_up
    assert "No reminder is held up" in stranger.get("/outbox?whose=all&state=failed").text
    with the_board.memory() as memory:
        outbox.mark_sent(memory, waiting.id, datetime.now(UTC))
    assert waiting.subject in officer.get("/outbox?state=sent").text
    address = f"/outbox/{waiting.id}/acknowledge"
    assert stranger.post(address).status_code == 404
    assert officer.post(f"/outbox/{uuid4()}/acknowledge").status_code == 404
    assert officer.post(address).status_code == 303
    assert "seen to by Ann Ode" in officer.get("/outbox?state=sent").text
    assert waiting.subject not in stranger.get("/outbox?whose=all&state=sent").text


def test_the_law_answers_with_its_sources_and_refuses_what_it_does_not_hold(officer: httpx2.Client) -> None:
    asked = {"ask": "1", "served_on": "25/11/2026", "rent_period": "weekly", "period_starts": "monday"}
    page = officer.get("/law/england.secure.notice", params=asked).text
    assert "Mon 28 Dec 2026" in page and "Housing Act 1985 s.83" in page and "Confidence: confirmed" in page
    wrong = officer.get("/law/england.secure.notice", params={**asked, "served_on": "soon"}).text
    assert "There is no answer" in wrong
    assert officer.get("/law/england.nothing").status_code == 404
    assert "england.secure.notice" in officer.get("/law?about=seeking possession").text


def test_every_question_has_its_page(officer: httpx2.Client) -> None:
    addresses = set(re.findall(r'href="(/law/[^"]+)"', officer.get("/law").text))
    assert len(addresses) > 40
    for address in addresses:
        answer = officer.get(address)
        assert answer.status_code == 200 and not UNREADABLE.search(answer.text), address


def sent(folder: Path, *names: str) -> list[tuple[str, tuple[str, bytes]]]:
    return [("files", (name, (folder / name).read_bytes())) for name in names]


ALL = ("landlord.toml", "rent_accounts.csv", "tenants.csv", "transactions.csv", "events.csv")


def test_files_are_checked_then_loaded(the_board: Board, leader: httpx2.Client, tmp_path: Path) -> None:
    folder = landlord.write(tmp_path / "files", TODAY, east=True)
    checked = leader.post("/import", files=sent(folder, *ALL))
    assert checked.status_code == 200 and "The files can be loaded" in checked.text
    load = re.search(r'action="(/import/[^"]+)"', checked.text)
    assert load is not None
    loaded = leader.post(load[1])
    assert "loaded before, so nothing changed" in loaded.text
    assert leader.post(load[1]).status_code == 404, "the files are not kept"
    assert not list((the_board.settings.data / "received").iterdir())


def test_a_fault_is_told_by_file_row_and_column_and_nothing_is_loaded(leader: httpx2.Client, tmp_path: Path) -> None:
    folder = landlord.write(tmp_path / "files", TODAY)
    accounts = folder / "rent_accounts.csv"
    accounts.write_text(accounts.read_text().replace("1012.00", "many"))
    checked = leader.post("/import", files=sent(folder, *ALL))
    assert checked.status_code == 422
    assert "in your files" in checked.text and '<td class="govuk-table__cell">many</td>' in checked.text
    assert "Load them" not in checked.text


@pytest.mark.parametrize("name", ["../rent_accounts.txt", "notes.docx"])
def test_other_files_are_not_taken_in(leader: httpx2.Client, name: str) -> None:
    assert leader.post("/import", files=[("files", (name, b"x"))]).status_code == 422
    assert leader.post("/import/..%2Fx").status_code == 404


def test_programs_read_and_record_by_the_same_rules(the_board: Board, officer: httpx2.Client) -> None:
    program = the_board.program(team="North")
    found = program.get("/api/cases", params={"q": "a1-"}).json()["cases"]
    assert [c["case_ref"] for c in found] == ["A1-1"] and found[0]["arrears_pence"] == 101200
    assert program.get("/api/cases/A1-1").json()["version"] == the_board.version("A1-1")
    steps = {s["kind"]: s for s in program.get("/api/cases/A1-1/next").json()["steps"]}
    assert steps["note_added"]["allowed"] and not steps["claim_submitted"]["allowed"]
    before = the_board.version("A1-1")
    event = {
        "kind": "note_added",
        "happened_on": TODAY.isoformat(),
        "event_id": str(uuid4()),
        "fields": {"text": "By night."},
    }
    tried = program.post("/api/cases/A1-1/events", json={**event, "dry_run": True})
    assert tried.status_code == 200 and the_board.version("A1-1") == before
    for _ in range(2):
        done = program.post("/api/cases/A1-1/events", json=event)
        assert done.status_code == 200 and done.json()["event_id"] == event["event_id"]
    assert the_board.version("A1-1") == before + 1
    refused = program.post(
        "/api/cases/A1-1/events",
        json={"kind": "claim_submitted", "happened_on": TODAY.isoformat(), "fields": {"court": "Hartley County Court"}},
    )
    assert refused.status_code == 409 and any("Housing Act 1985" in reason for reason in refused.json()["reasons"])
    assert program.get("/api/deadlines").json()["deadlines"]
    assert sum(program.get("/api/summary").json()["stages"].values()) == 4


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"kind": "no_such"}, "There is no event called"),
        ({"kind": "note_added", "fields": {}}, "text is missing"),
        (
            {"kind": "note_added", "fields": {"text": "x", "recorded_by": "lee@example.org"}},
            "recorded_by is not a field",
        ),
        ({"kind": "date_reached", "fields": {"what": "x"}}, "not recorded by hand"),
        ({"kind": "note_added", "happened_on": "soon"}, "happened_on"),
        ({"kind": "note_added", "source": "clock"}, "source"),
    ],
)
def test_what_a_program_gets_wrong_is_told_in_sentences(
    officer: httpx2.Client, body: dict[str, object], says: str
) -> None:
    answer = officer.post("/api/cases/A1-1/events", json={"happened_on": TODAY.isoformat(), **body})
    assert answer.status_code == 422
    assert says in answer.json()["error"]


def test_another_teams_program_sees_nothing(the_board: Board) -> None:
    program = the_board.program(team="South")
    assert program.get("/api/cases").json()["cases"] == []
    assert program.get("/api/cases/A1-1").status_code == 404
    assert (
        program.post("/api/cases/A1-1/events", json={"kind": "note_added", "happened_on": "2026-01-01"}).status_code
        == 404
    )


def test_a_key_is_shown_once_and_can_be_ended(the_board: Board) -> None:
    admin = the_board.as_(Role.ADMIN, email="admin@example.org", team=None)
    made = re.search(r"<code>(\S+)</code>", admin.post("/account/keys", data={"name": "nightly load"}).text)
    assert made is not None
    with httpx2.Client(base_url=the_board.url, headers={"Authorization": f"Bearer {made[1]}"}) as program:
        assert program.get("/api/cases").status_code == 200
        page = admin.get("/account").text
        assert made[1] not in page and "nightly load" in page
        for address in re.findall(r'action="(/account/keys/\d+/end)"', page):
            assert admin.post(address).status_code == 303
        assert program.get("/api/cases").status_code == 401
    assert admin.post("/account/keys/999/end").status_code == 404


def test_the_api_describes_itself_and_nothing_else(officer: httpx2.Client) -> None:
    described = json.loads(officer.get("/api/openapi.json").text)
    assert set(described["paths"]) == {
        *(
            "/api/cases",
            "/api/cases/{ref}",
            "/api/cases/{ref}/next",
            "/api/cases/{ref}/events",
            "/api/cases/{ref}/reason",
            "/api/deadlines",
            "/api/summary",
        )
    }


def test_single_letters_can_be_turned_off(officer: httpx2.Client) -> None:
    officer.post("/account/keyboard?off=true")
    assert "are off in this browser" in officer.get("/account").text
    officer.post("/account/keyboard")
    assert "are on in this browser" in officer.get("/account").text


def test_signing_out_everywhere_ends_every_session(the_board: Board) -> None:
    here, there = (the_board.as_(Role.TEAM_LEADER, email=LEE) for _ in range(2))
    assert here.get("/work").status_code == there.get("/work").status_code == 200
    here.post("/account/sign-out")
    assert here.get("/work").status_code == there.get("/work").status_code == 303


def test_the_board_says_whether_it_is_well(the_board: Board) -> None:
    anybody = the_board.anyone()
    assert anybody.get("/healthz").json() == {"well": True}
    assert anybody.get("/readyz").json() == {"ready": True}
