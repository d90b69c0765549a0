"""The pack of one hearing, made on real PostgreSQL and opened again."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image
from pypdf.generic import ArrayObject

from activities import asked
from activities.packs import NoPack, hearing
from activities.packs.contents import contents
from activities.packs.outside import read_outside
from cases.state import State
from store import board, documents, evidence, ledger
from store.board import BoardRow
from store.db import Connection
from templates import package
from tests.packs.conftest import BEFORE, NOW, Brought
from tests.packs.pages import opened, page_of


def made(
    connection: Connection, row: BoardRow, folder: Path, *, files: Path | None = None, today: date = BEFORE
) -> Any:
    """The pack in a folder, and what it says of itself."""
    found = contents(connection, row, today=today, outside=read_outside(files) if files else ())
    with hearing.whole(folder) as inside:
        return hearing.write(found, inside, made_at=NOW)


def words(pages: Any) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in pages.pages)


def test_everything_for_a_hearing_is_in_one_folder(to_court: Brought, portfolio: Connection, tmp_path: Path) -> None:
    told = made(portfolio, to_court(), tmp_path / "pack")
    folder = tmp_path / "pack"
    assert sorted(told["files"]) == [
        "00-read-first.pdf",
        "01-hearing-note.pdf",
        "02-order-sought.pdf",
        "03-proportionality.pdf",
        "04-bundle.pdf",
    ]
    for name, sha in told["files"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == sha
    assert json.loads((folder / "pack.json").read_text("utf-8")) == told
    # every paper is there twice: the Word file as it is kept, and a PDF that says what made it
    for paper in told["papers"]:
        kept = documents.get(portfolio, "RA1-1", paper["name"])
        word = folder / "papers" / paper["name"]
        assert kept and kept[1] == word.read_bytes()
        assert hashlib.sha256(word.with_suffix(".pdf").read_bytes()).hexdigest() == paper["pdf_sha256"]
        assert (paper["converter"], paper["reading_copy"]) == ("dxpdf", True)
        assert "Reading copy by dxpdf" in words(opened(word.with_suffix(".pdf")))


def test_the_bundle_is_numbered_linked_and_bookmarked(to_court: Brought, portfolio: Connection, tmp_path: Path) -> None:
    told = made(portfolio, to_court(), tmp_path / "pack")
    bundle = opened(tmp_path / "pack" / "04-bundle.pdf")
    index = told["bundle"]["index"]
    assert len(bundle.pages) == told["bundle"]["pages"] == index[-1]["to_page"]
    assert bundle.page_labels == [str(n + 1) for n in range(len(bundle.pages))]
    assert all(page.extract_text().split()[-1] == str(n) for n, page in enumerate(bundle.pages, start=1))
    titles = [note["title"] for note in index]
    assert titles.index("Schedule of arrears, brought up to date") < titles.index("Schedule of arrears with the claim")
    # the title and the page of each line of the index are links, and land where the index says
    links = [page_of(bundle, note) for note in bundle.pages[0]["/Annots"]]
    assert list(dict.fromkeys(links)) == [one["from_page"] for one in index] and len(links) >= 2 * len(index)
    for one in index:
        assert one["from_page"] <= one["to_page"]
    opens = bundle.trailer["/Root"]["/OpenAction"]
    assert isinstance(opens, ArrayObject) and (opens[1], float(opens[4])) == ("/XYZ", 1.0)
    assert page_of(bundle, opens) == 1
    marks = bundle.outline
    assert marks[0].title == "Index (p1)"
    nested = [m for inner in marks if isinstance(inner, list) for m in inner]
    assert [m.title for m in nested] == [f"{o['tab']} {o['title']} (p{o['from_page']})" for o in index]
    assert [bundle.get_destination_page_number(m) + 1 for m in nested] == [o["from_page"] for o in index]
    # what a court wants to see has its section, and the size is told
    in_section = {one["title"]: one["tab"][0] for one in told["bundle"]["index"]}
    wanted = {
        "Schedule of arrears, brought up to date": "E",
        "How the pre-action protocol was followed": "F",
        "Notice of seeking possession": "D",
        "Certificate of service of a notice (Zoë O'Brien)": "D",
        "Certificate of service of a notice (Ayşe O'Brien)": "D",
        "Draft order: possession suspended on terms (N28)": "J",
    }
    assert wanted.items() <= in_section.items()
    file = tmp_path / "pack" / "04-bundle.pdf"
    size = told["bundle"]["size_mb"]
    assert 0 <= size * 1_000_000 - file.stat().st_size < 10_001  # in hundredths of a megabyte, rounded up
    first = words(opened(tmp_path / "pack" / "00-read-first.pdf"))
    assert f"{told['bundle']['pages']} pages, {size} MB" in first
    assert f"{told['bundle']['pages']} pages, this index among them." in words(bundle)


def test_who_speaks_for_us_is_on_the_note_and_asked_for_until_then(to_court: Brought, portfolio: Connection) -> None:
    row = to_court()
    asked_for = "the name and the right to be heard of whoever speaks for us, on the hearing note"
    assert asked_for in contents(portfolio, row, today=BEFORE).to_bring
    found = contents(portfolio, row, today=BEFORE, advocate={"advocate": "Jo Bell", "right": "solicitor"})
    note = found.page("E-27")
    assert note and asked_for not in found.to_bring
    assert "Jo Bell, solicitor" in " ".join(package.text(note.content).split())
    assert "Jo Bell" not in str(note.row.facts)  # the name is in the paper alone


def test_what_is_for_us_alone_is_never_in_the_bundle(to_court: Brought, portfolio: Connection, tmp_path: Path) -> None:
    told = made(portfolio, to_court(), tmp_path / "pack")
    said = words(opened(tmp_path / "pack" / "04-bundle.pdf"))
    assert "for our advocate" not in said and "Please come to court" not in said
    note = opened(tmp_path / "pack" / "01-hearing-note.pdf")
    assert "for our advocate only, never served" in words(note) and len(note.pages) == 1
    out = " ".join(told["left_out"])
    assert "E-27" in out and "E-25_P1" in out and "E-25_P9" in out


def test_the_schedule_is_made_again_from_the_account_of_now_and_kept(
    to_court: Brought, portfolio: Connection, tmp_path: Path
) -> None:
    told = made(portfolio, to_court(), tmp_path / "pack")
    name = next(p["name"] for p in told["papers"] if p["paper"] == "E-22" and "hearing" in p["name"])
    kept = documents.get(portfolio, "RA1-1", name)
    assert kept and kept[1] and kept[0].status == "final"
    text = " ".join(package.text(kept[1]).split())
    assert "At the end of 15 February 2027 the unpaid rent was £1,860.00" in text
    # one day at the daily rate of £60.00 a week
    assert "on the day of the hearing, 16 February 2027, will be about £1,868.57" in text
    again = made(portfolio, board.get(portfolio, "RA1-1") or to_court(), tmp_path / "again")
    assert [p["name"] for p in again["papers"]] == [p["name"] for p in told["papers"]]


def test_a_stale_account_stops_the_statement_and_is_told_with_the_rest(
    to_court: Brought, portfolio: Connection, tmp_path: Path
) -> None:
    row = to_court(loaded=date(2027, 2, 1), plan=False, one_looked_at=True)
    told = made(portfolio, row, tmp_path / "pack")
    missing = " ".join(told["missing"])
    assert not told["ready"]
    assert "The statement (E-22) is refused: The balance is as at Monday 1 February 2027" in missing
    assert "The hearing note (E-27) is refused" in missing and "(R01)" in missing
    assert "No sum towards the arrears is recorded" in missing
    assert "The needs of Ayşe O'Brien were last looked at on Sunday 22 November 2026" in missing
    assert "Zoë" not in next(m for m in told["missing"] if "last looked at" in m)
    assert not (tmp_path / "pack" / "01-hearing-note.pdf").exists()
    first = words(opened(tmp_path / "pack" / "00-read-first.pdf"))
    assert f"Not ready: {len(told['missing'])} things are missing" in first
    assert all(" ".join(one.split()) in first for one in told["missing"] if len(one) < 70)
    assert "E-22" not in [p["paper"] for p in told["papers"] if "hearing" in p["name"]]


def test_a_withheld_certificate_is_named_with_its_reason(to_court: Brought, portfolio: Connection) -> None:
    row = to_court()
    portfolio.execute(
        "UPDATE paper SET status = 'withheld', refusals = %s::jsonb WHERE paper = 'E-14' AND recipient_ref = 'P9'",
        ['[{"code": "R25", "details": "The record says that there is no proof of service on P9."}]'],
    )
    found = contents(portfolio, row, today=BEFORE)
    assert (
        "There is no certificate that Ayşe O'Brien was served with the notice "
        "(The record says that there is no proof of service on P9)." in found.missing
    )


def test_a_paper_that_is_wrong_now_stays_out(to_court: Brought, portfolio: Connection) -> None:
    row = to_court()
    portfolio.execute(
        "UPDATE paper SET wrong_because = 'It names another day.' WHERE paper = 'E-16' AND recipient_ref = 'P1'"
    )
    found = contents(portfolio, row, today=BEFORE)
    assert any("E-16_P1" in one and "wrong now, because it names another day." in one for one in found.left_out)
    assert [p.row.recipient_ref for p in found.pages if p.row.paper == "E-16"] == ["P9"]


def test_the_order_that_we_ask_for(to_court: Brought, portfolio: Connection) -> None:
    said = words(opened(hearing.order_sheet(contents(portfolio, to_court(), today=BEFORE))))
    assert "The court found ground 1 proved and that an order was reasonable." in said
    assert "£1,860.00 for rent unpaid to 15 February 2027" in said
    assert "in addition to it, (b) £5.00 every week towards the arrears, the first payment on 22 February 2027" in said
    assert "the court fee of £404.00" in said.split("3. ")[1].split("4. ")[0]  # costs stand apart from the arrears


def test_the_proportionality_record(to_court: Brought, portfolio: Connection) -> None:
    found = contents(portfolio, to_court(one_looked_at=True), today=BEFORE)
    said = words(opened(hearing.fairness_sheet(found)))
    assert "Wednesday 10 February 2027, Noor Castell, income officer: no vulnerability found" in said
    assert "put the claim forward" in said and "approved the claim" in said
    assert "Monday 4 January 2027: Zoë O'Brien was in contact by telephone about repayment." in said


def test_what_an_officer_brings_is_bound_in_and_what_is_late_comes_last(
    to_court: Brought, portfolio: Connection, tmp_path: Path, scan: bytes, letter: bytes
) -> None:
    files = tmp_path / "files"
    files.mkdir()
    (files / "C tenancy agreement.pdf").write_bytes(letter)
    (files / "K letter of Monday.pdf").write_bytes(scan)
    told = made(portfolio, to_court(), tmp_path / "pack", files=files)
    tabs = {one["tab"]: one for one in told["bundle"]["index"]}
    assert tabs["C1"]["title"] == "Tenancy agreement" and list(tabs)[-1] == "K1"
    assert told["bundle"]["preflight"]["no_text"] == [told["bundle"]["pages"]]
    assert "cannot be searched" in told["missing"][-1]
    assert not [one for one in told["to_bring"] if "section C" in one]


def test_evidence_for_a_paragraph_is_an_exhibit_and_what_is_not_says_why(
    to_court: Brought, portfolio: Connection, letter: bytes, privileged: bytes
) -> None:
    row = to_court()

    def keep(name: str, content: bytes, **about: object) -> None:
        said = {"case_ref": row.case_ref, "by": "noor.castell@example.org", "largest_mb": 1, "name": name}
        evidence.add(portfolio, number=uuid4(), content=content, **{**said, **about})  # type: ignore[arg-type]

    photo = BytesIO()
    Image.new("RGB", (40, 30), "white").save(photo, "PNG")
    keep("offer.pdf", letter, paragraph="2.2", says="The offer we made")
    keep("door.png", photo.getvalue(), paragraph="2.1")
    keep("benefits.pdf", letter, paragraph="2.1", tenant=State.model_validate(row.state).the_tenancy.tenants[0])
    keep("advice.pdf", privileged, paragraph="2.3")
    keep("call.pdf", letter, event_id=ledger.events(portfolio, row.case_ref)[0].event_id)
    keep("broken.jpg", b"\xff\xd8\xff nothing more", paragraph="2.1")
    found = contents(portfolio, row, today=BEFORE)
    assert [(one.section, one.title) for one in found.outside] == [
        ("G", "Exhibit to paragraph 2.2: The offer we made"),
        ("G", "Exhibit to paragraph 2.1: door.png"),
    ]
    assert len(opened(found.outside[1].content).pages) == 1
    said = " ".join(found.left_out)
    assert "benefits.pdf: of one tenant alone" in said and "advice.pdf: it says 'without prejudice'" in said
    assert "call.pdf: evidence of an event" in said and "broken.jpg: the picture cannot be opened" in said


def test_what_may_not_be_bound_is_refused_all_at_once(tmp_path: Path, letter: bytes, privileged: bytes) -> None:
    (tmp_path / "tenancy.pdf").write_bytes(letter)
    (tmp_path / "I offer.pdf").write_bytes(privileged)
    (tmp_path / "G statement.pdf").write_bytes(b"no pdf")
    with pytest.raises(NoPack) as no:
        read_outside(tmp_path)
    said = str(no.value)
    assert "tenancy.pdf: its name has to begin with a section's letter" in said
    assert "I offer.pdf: it says 'without prejudice', so it is privileged" in said
    assert "G statement.pdf: it is not a PDF" in said


def test_there_is_no_pack_without_a_hearing_to_come(to_court: Brought, portfolio: Connection) -> None:
    row = to_court()
    with pytest.raises(NoPack, match="was on Tuesday 16 February 2027: record what the court decided"):
        contents(portfolio, row, today=date(2027, 2, 17))
    none = row.model_copy(update={"state": row.state | {"hearing": None}})
    with pytest.raises(NoPack, match="has no hearing to come"):
        contents(portfolio, none, today=BEFORE)


def test_a_folder_of_something_else_is_left_alone_and_a_pack_is_replaced(
    to_court: Brought, portfolio: Connection, tmp_path: Path
) -> None:
    row, folder = to_court(), tmp_path / "pack"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine")
    with pytest.raises(NoPack, match="is no pack"):
        made(portfolio, row, folder)
    assert [f.name for f in tmp_path.iterdir() if f.name.startswith(".")] == [] and (folder / "mine.txt").exists()
    (folder / "mine.txt").unlink()
    made(portfolio, row, folder)
    (folder / "left over.pdf").write_bytes(b"")
    made(portfolio, row, folder)
    assert not (folder / "left over.pdf").exists() and len(opened(folder / "04-bundle.pdf").pages) > 20


def test_a_pack_that_fails_leaves_the_earlier_one(to_court: Brought, portfolio: Connection, tmp_path: Path) -> None:
    row, folder = to_court(), tmp_path / "pack"
    told = made(portfolio, row, folder)
    with pytest.raises(ZeroDivisionError), hearing.whole(folder) as inside:
        (inside / "half.pdf").write_bytes(b"half")
        _ = 1 / 0
    assert json.loads((folder / "pack.json").read_text("utf-8")) == told
    assert sorted(f.name for f in tmp_path.iterdir()) == ["landlord", "pack"]


def test_a_statement_and_an_order_that_were_asked_for_stand_in_their_places(
    to_court: Brought, portfolio: Connection, tmp_path: Path
) -> None:
    row = to_court(loaded=date(2027, 2, 11))
    at = NOW.replace(day=11)
    wanted: tuple[tuple[str, dict[str, Any]], ...] = (
        ("E-26", {}),
        ("E-28", {"extra": 700, "every": "week"}),
        ("E-28", {"extra": 900, "every": "week"}),
    )
    for paper, options in wanted:
        asked.write(portfolio, row, paper, by="leader@example.org", now=at, options=options)
    told = made(portfolio, row, tmp_path / "pack", today=date(2027, 2, 11))
    tabs = [one["tab"] for one in told["bundle"]["index"]]
    assert tabs.count("G1") == 1 and tabs.count("J1") == 1 and "J2" not in tabs
    order = words(opened(tmp_path / "pack" / "02-order-sought.pdf"))
    assert "£9.00 every week" in order and "£7.00" not in order  # the newest is the one that is meant
    assert not [line for line in told["to_bring"] if "E-26" in line]
