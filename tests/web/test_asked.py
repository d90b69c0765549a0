"""Papers and packs asked for on the board: chosen, written or refused in full, given out, and kept from whom they are not for."""

from __future__ import annotations

import io
import re
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2
import pytest

from activities.asked import GATHERERS
from store import documents
from tests.web.conftest import KAI, TODAY, Board
from web import downloads
from web.access import Role


def names(board: Board, ref: str, paper: str = "") -> list[str]:
    with board.memory() as memory:
        return [p.name for p in documents.list_for_case(memory, ref) if not paper or p.paper == paper]


def summary(page: str) -> str:
    return page.split("govuk-error-summary__list")[1].split("</ul>")[0]


def test_a_paper_is_chosen_written_and_in_the_list_and_again_it_is_the_same(
    the_board: Board, officer: httpx2.Client
) -> None:
    offered = officer.get("/cases/A2-1/papers").text
    assert set(re.findall(r"/cases/A2-1/papers/(E-\d+)", offered)) == set(GATHERERS)
    address = "/cases/A2-1/papers/E-04"
    form = officer.get(address).text
    assert re.findall(r'name="whom" type="checkbox" value="(P\d)" checked', form) == ["P2", "P3"]
    before = names(the_board, "A2-1")
    done = officer.post(address, data={"whom": ["", "P3"]})
    assert (done.status_code, done.headers["location"]) == (303, "/cases/A2-1/documents?wrote=E-04&new=1")
    listed = officer.get(done.headers["location"]).text
    new = [name for name in names(the_board, "A2-1") if name not in before]
    assert len(new) == 1 and "_P3_" in new[0]
    assert (
        f"/cases/A2-1/documents/{new[0]}" in listed and "E-04 is written" in listed and "Asked for by Ann Ode" in listed
    )
    again = officer.post(address, data={"whom": ["", "P3"]})
    assert "was there already" in officer.get(again.headers["location"]).text
    assert names(the_board, "A2-1") == [*before, *new]


def test_every_refusal_is_told_with_its_code_and_what_was_typed_stays(the_board: Board, officer: httpx2.Client) -> None:
    before = names(the_board, "A1-1")
    refused = officer.post("/cases/A1-1/papers/E-20", data={"fee_account": "<b>12</b>", "human_rights": "no"})
    assert refused.status_code == 422 and "nothing was" in refused.text
    codes = re.findall(r"<li>(R\d\d): ", summary(refused.text))
    assert "R04" in codes and len(codes) > 1
    assert "&lt;b&gt;12&lt;/b&gt;" in refused.text and "<b>12" not in refused.text
    assert names(the_board, "A1-1") == before


@pytest.mark.parametrize(
    ("ref", "paper", "sent", "said"),
    [
        ("A1-1", "E-19", {}, "What we would accept towards the arrears, on top of the rent: nothing was given."),
        ("A1-1", "E-19", {"plan": "ten", "every": "week"}, "expected pounds with at most two decimals"),
        ("A1-1", "E-19", {"plan": "10", "every": "yearly"}, "expected week or fortnight or four_weeks or month"),
        ("A1-1", "E-28", {"on": "31/2/2026"}, "expected a day that exists"),
        ("A1-1", "E-26", {"offers": "x" * 4001}, "expected at most 4000 characters"),
        ("A2-1", "E-04", {"whom": ""}, "Choose for whom it is."),
        ("A2-1", "E-04", {"whom": "P77"}, "P77 is not a tenant of this case"),
        ("A2-1", "E-41", {"whom": ["P2", "P3"]}, "of the whole case or of one person"),
    ],
)
def test_what_cannot_be_understood_is_told_and_nothing_written(
    the_board: Board, officer: httpx2.Client, ref: str, paper: str, sent: dict[str, str], said: str
) -> None:
    before = names(the_board, ref)
    answer = officer.post(f"/cases/{ref}/papers/{paper}", data=sent)
    assert answer.status_code == 422 and said in summary(answer.text)
    assert names(the_board, ref) == before
    assert officer.get(f"/cases/{ref}/papers/E-01").status_code == 404


def test_a_chronology_is_of_the_whole_case_or_of_one_person(the_board: Board, officer: httpx2.Client) -> None:
    form = officer.get("/cases/A2-1/papers/E-41").text
    assert "The whole case" in form and re.findall(r'name="whom" type="radio" value="(P?\d?)"', form) == [
        "",
        "P2",
        "P3",
    ]
    for whom in ("", "P2"):
        with ThreadPoolExecutor(3) as hands:  # as a double click sends it
            sent = list(
                hands.map(lambda _, w=whom: officer.post("/cases/A2-1/papers/E-41", data={"whom": w}), range(3))
            )
        assert {answer.status_code for answer in sent} == {303}
    whole, one = names(the_board, "A2-1", "E-41")
    assert "_case_" in whole and "_P2_" in one


def test_a_restricted_paper_is_not_listed_for_a_reader(the_board: Board, officer: httpx2.Client) -> None:
    name = "2026-12-02_E-34_case_00000000.docx"
    facts = {"step": 1, "paper": "E-34", "facts_sha256": "0" * 64, "facts": {}, "status": "final"}
    with the_board.memory() as memory:
        documents.put(memory, documents.PaperRow(case_ref="A7-1", name=name, template_version="1", **facts), b"a sheet")
    reader = the_board.as_(Role.READER, email="r@example.org", team=None)
    assert name in officer.get("/cases/A7-1/documents").text
    listed = reader.get("/cases/A7-1/documents").text
    assert name not in listed and "Write a paper" not in listed and "/cases/A7-1/claim" in listed


def test_a_claim_is_looked_at_by_readers_and_taken_by_those_who_work(the_board: Board) -> None:
    officer = the_board.as_(Role.OFFICER, email=KAI, team="East")
    before = names(the_board, "E3-1")
    reader = the_board.as_(Role.READER, email="r@example.org", team=None)
    looked = reader.get("/cases/E3-1/claim")
    assert looked.status_code == 200 and "Refused, and why" in looked.text and "Not ready" in looked.text
    assert "To be typed by hand, and why" in looked.text and "Download the pack" not in looked.text
    boxes = re.findall(r'<textarea[^>]* id="((?:pcol|service)-[^"]+)"[^>]* readonly', looked.text)
    assert {"pcol-possession_reason", "pcol-defendant_circumstances"} <= set(boxes) and len(boxes) == len(set(boxes))
    assert any(one.startswith("service-") for one in boxes)
    assert reader.post("/cases/E3-1/claim", data={"do": "download"}).status_code == 403
    wrong = officer.post("/cases/E3-1/claim", data={"do": "download", "costs": "<i>"})
    assert wrong.status_code == 422 and "&lt;i&gt;" in summary(wrong.text) and "<i>" not in wrong.text
    shown = officer.post("/cases/E3-1/claim", data={"do": "show", "human_rights": "no"})
    assert shown.status_code == 200 and names(the_board, "E3-1") == before, "to look keeps nothing"
    taken = officer.post("/cases/E3-1/claim", data={"do": "download", "human_rights": "no"})
    assert taken.headers["content-disposition"].startswith(f'attachment; filename="E3-1 claim {TODAY}.zip"')
    with zipfile.ZipFile(io.BytesIO(taken.content)) as pack:
        held = pack.namelist()
        assert {"00-read-first.txt", "pack.json"} <= set(held) and not any(".." in n or n[0] == "/" for n in held)
        made = {n.removeprefix("papers/") for n in held if n.startswith("papers/")}
    assert made and made <= set(names(the_board, "E3-1")), "what is in it is kept"


def test_no_name_in_a_zip_leads_out_of_it(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / 'a\\..\\b:"c".txt').write_bytes(b"x")
    with zipfile.ZipFile(io.BytesIO(downloads.zipped(tmp_path))) as pack:
        assert pack.namelist() == ["in/a_.._b_c_.txt"]
    said = downloads.attachment(b"", 'x"\r\ny/é.zip', "application/zip").headers["content-disposition"]
    assert said == "attachment; filename=\"x_y__.zip\"; filename*=UTF-8''x_y_%C3%A9.zip"
