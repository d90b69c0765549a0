"""Recording: what is offered, the preview, the confirmation, and two people at once."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import httpx2
import pytest

from store import ledger
from tests.web.conftest import ANN, TODAY, Board, british
from web.access import Role

NOTE = {"happened_on": "today", "text": "Called; no answer.", "source": "officer"}


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page))


def test_what_may_be_done_is_offered_and_the_rest_has_its_reason(officer: httpx2.Client) -> None:
    page = officer.get("/cases/A3-1/record").text
    offered, blocked = page.split("Not now, and why")
    assert "/cases/A3-1/record/contact_made" in offered
    assert "Send the claim to the court" in blocked and "has not been approved" in blocked
    assert "case_opened" not in page and "date_reached" not in page


def test_a_preview_changes_nothing_and_the_confirmation_does(the_board: Board, officer: httpx2.Client) -> None:
    before = the_board.version("A1-1")
    form = hidden(officer.get("/cases/A1-1/record/note_added").text)
    preview = officer.post("/cases/A1-1/record/note_added", data={**form, **NOTE, "do": "preview"})
    assert preview.status_code == 200 and "Nothing was changed" in preview.text
    assert the_board.version("A1-1") == before
    sent = {**hidden(preview.text), "do": "confirm"}
    assert sent["event_id"] == form["event_id"]
    done = officer.post("/cases/A1-1/record/note_added", data=sent)
    assert (done.status_code, the_board.version("A1-1")) == (303, before + 1)
    told = officer.get(done.headers["location"]).text
    assert "Recorded" in told and "Note added" in told
    # the same form again, as a double click or a reload sends it
    again = officer.post("/cases/A1-1/record/note_added", data=sent)
    assert (again.headers["location"], the_board.version("A1-1")) == (done.headers["location"], before + 1)
    with the_board.memory() as memory:
        kept = [e for e in ledger.events(memory, "A1-1") if str(e.event_id) == form["event_id"]]
    assert [(e.recorded_by, e.payload["text"]) for e in kept] == [(ANN, "Called; no answer.")]


def test_a_double_click_is_one_event(the_board: Board, officer: httpx2.Client) -> None:
    before = the_board.version("A2-1")
    sent = {**NOTE, "event_id": str(uuid4()), "version": str(before), "do": "confirm"}
    with ThreadPoolExecutor(4) as hands:
        answers = list(hands.map(lambda _: officer.post("/cases/A2-1/record/note_added", data=sent), range(4)))
    assert {a.status_code for a in answers} == {303}
    assert len({a.headers["location"] for a in answers}) == 1
    assert the_board.version("A2-1") == before + 1


def test_the_second_of_two_sees_what_the_first_did(
    the_board: Board, officer: httpx2.Client, leader: httpx2.Client
) -> None:
    version = str(the_board.version("A2-1"))
    first = {**NOTE, "event_id": str(uuid4()), "version": version, "do": "confirm"}
    second = {**NOTE, "text": "Second.", "event_id": str(uuid4()), "version": version, "do": "confirm"}
    assert leader.post("/cases/A2-1/record/note_added", data=first).status_code == 303
    clash = officer.post("/cases/A2-1/record/note_added", data=second)
    assert clash.status_code == 409
    assert "Something was recorded while you were here" in clash.text and "Lee Marsh" in clash.text
    assert the_board.version("A2-1") == int(version) + 1, "nothing of the second was recorded"
    reviewed = {**hidden(clash.text), "do": "confirm"}
    assert officer.post("/cases/A2-1/record/note_added", data=reviewed).status_code == 303
    assert the_board.version("A2-1") == int(version) + 2


def test_a_refusal_says_the_rule_its_source_and_keeps_what_was_typed(the_board: Board, officer: httpx2.Client) -> None:
    before = the_board.version("A1-1")
    sent = {"happened_on": "today", "court": "Hartley County Court", "version": str(before), "do": "preview"}
    page = officer.post("/cases/A1-1/record/claim_submitted", data=sent)
    assert page.status_code == 422
    summary = page.text.split("govuk-error-summary__list")[1].split("</ul>")[0]
    assert "No notice has been served" in summary and "Housing Act 1985" in summary
    assert "approval_given" not in summary, "no code of ours is shown to people"
    assert 'value="Hartley County Court"' in page.text
    assert "It has been done already" in page.text
    assert the_board.version("A1-1") == before


@pytest.mark.parametrize(
    ("kind", "sent", "sentence"),
    [
        ("note_added", {"happened_on": "31/2/2026", "text": "x"}, "expected a day that exists"),
        ("note_added", {"happened_on": "today"}, "Text is missing"),
        ("payment_posted", {"happened_on": "today", "amount": "ten"}, "expected pounds with at most two decimals"),
        ("contact_made", {"happened_on": "today", "tenant": "P1"}, "Choose an answer for “Channel”"),
        (
            "hearing_listed",
            {"happened_on": "today", "hearing_at__day": "1/12/2026"},
            "expected a day and a London time",
        ),
        ("note_added", {"happened_on": "1/1/2031", "text": "x"}, "which is after today"),
    ],
)
def test_a_fault_stands_beside_its_field(
    officer: httpx2.Client, kind: str, sent: dict[str, str], sentence: str
) -> None:
    page = officer.post(f"/cases/A1-1/record/{kind}", data={**sent, "do": "preview"})
    assert page.status_code == 422
    assert sentence in page.text


def test_a_missing_field_is_called_as_the_form_calls_it_and_leads_there(officer: httpx2.Client) -> None:
    sent = {"happened_on": "today", "outcome": "suspended", "rent_plus": "5", "possession_on": "today", "do": "preview"}
    page = officer.post("/cases/A3-1/record/hearing_outcome_recorded", data=sent)
    assert page.status_code == 422
    summary = page.text.split("govuk-error-summary__list")[1].split("</ul>")[0]
    assert "“How often”" in summary and "“First payment on”" in summary and "needs every" not in summary
    assert re.findall(r'href="#(i-[a-z_]+)"', summary)[0] in re.findall(r' id="(i-[a-z_]+)"', page.text)


def test_approval_is_given_by_somebody_else(the_board: Board, officer: httpx2.Client, leader: httpx2.Client) -> None:
    asked = {"act": "notice", "happened_on": "today", "event_id": str(uuid4()), "do": "confirm"}
    done = officer.post(
        "/cases/A7-1/record/approval_requested", data={**asked, "version": str(the_board.version("A7-1"))}
    )
    assert done.status_code == 303, done.text
    papers = re.findall(r'href="(/cases/A7-1/documents/[^"]+)"', officer.get(done.headers["location"]).text)
    assert papers, "the approver has a draft to read"
    paper = officer.get(papers[0])
    assert paper.headers["content-disposition"].startswith("attachment") and paper.content[:2] == b"PK"
    given = {**asked, "event_id": str(uuid4()), "do": "preview"}
    own = officer.post("/cases/A7-1/record/approval_given", data=given)
    assert own.status_code == 422 and "prepared this step and so cannot approve it" in own.text
    given |= {"version": str(the_board.version("A7-1")), "do": "confirm"}
    assert leader.post("/cases/A7-1/record/approval_given", data=given).status_code == 303
    assert "Notice approved, to be served" in officer.get("/cases/A7-1").text


def test_a_correction_stands_beside_what_it_corrects(the_board: Board, officer: httpx2.Client) -> None:
    sent = {**NOTE, "event_id": str(uuid4()), "version": str(the_board.version("A1-1")), "do": "confirm"}
    officer.post("/cases/A1-1/record/note_added", data=sent)
    address = f"/cases/A1-1/events/{sent['event_id']}/correct"
    page = officer.get(address).text
    assert "Called; no answer." in page and british(TODAY) in page
    unchanged = {
        **hidden(page),
        "happened_on": british(TODAY),
        "text": NOTE["text"],
        "why_corrected": "Wrong",
        "source": "officer",
    }
    assert "Nothing was changed" in officer.post(address, data={**unchanged, "do": "preview"}).text
    changed = {**unchanged, "text": "Called; she answered."}
    preview = officer.post(address, data={**changed, "do": "preview"})
    assert preview.status_code == 200, preview.text
    assert officer.post(address, data={**hidden(preview.text), "do": "confirm"}).status_code == 303
    timeline = officer.get("/cases/A1-1/timeline").text
    assert "Put right by no." in timeline and "app-struck" in timeline
    with the_board.memory() as memory:
        last = ledger.events(memory, "A1-1")[-1]
    assert (last.kind, last.payload["replacement"]) == ("corrected", {"text": "Called; she answered."})


def test_readers_record_nothing(the_board: Board) -> None:
    reader = the_board.as_(Role.READER, email="r@example.org", team=None)
    assert "Record an event" not in reader.get("/cases/A1-1").text
    assert reader.get("/cases/A1-1/record").status_code == 403
    sent = {**NOTE, "event_id": str(uuid4()), "version": "1", "do": "confirm"}
    assert reader.post("/cases/A1-1/record/note_added", data=sent).status_code == 403


def test_what_is_not_recorded_by_hand_has_no_form(officer: httpx2.Client) -> None:
    for kind in ("case_opened", "date_reached", "corrected", "no_such_event"):
        assert officer.get(f"/cases/A1-1/record/{kind}").status_code == 404


def test_every_form_can_be_read(officer: httpx2.Client) -> None:
    from cases.events import REGISTER

    for kind, cls in REGISTER.items():
        if cls.machine or kind in ("case_opened", "corrected"):
            continue
        for ref in ("A2-1", "A3-1"):
            page = officer.get(f"/cases/{ref}/record/{kind}")
            assert page.status_code == 200, kind
            labels = re.findall(r'<label[^>]* for="([^"]+)"', page.text)
            fields = re.findall(r'<(?:input|select|textarea)[^>]* id="([^"]+)"', page.text)
            assert set(fields) == set(labels) and len(set(fields)) == len(fields), f"{kind}: a field without its label"
