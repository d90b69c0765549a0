"""Words that are not ours, at the command line: added by one person, approved by another, and what they change."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path

from docx import Document

from templates import package
from tests.cli import landlord
from tests.cli.conftest import CommandLine

ANN, LEE = landlord.ANN, landlord.LEE


def test_a_text_of_the_law_is_added_signed_by_another_and_takes_its_papers_out_of_the_specimens(
    duecourse: CommandLine, tmp_path: Path
) -> None:
    file = tmp_path / "sheet.txt"
    file.write_text("An information sheet.\n\nReply within the time.\n", encoding="utf-8")
    before = {one["paper"]: one["missing"] for one in duecourse.json("templates", "block", "list")["specimens"]}
    assert before["E-38"] == ["V-PAPD-A", "V-PAPD-B"]
    for name in ("V-PAPD-A", "V-PAPD-B"):
        typed = (
            "templates",
            "block",
            "add",
            str(file),
            "--as",
            name.lower(),
            "--from",
            "2017-10-01",
            "--by",
            "Ann Ode",
        )
        assert "E-38 and E-38-wales stay specimens" in duecourse.done(*typed, "--source", "https://example.org/sheet")
        shown = duecourse.done("templates", "block", "take", name, "-o", str(tmp_path / "held.txt"))
        assert "added by ann@example.org from https://example.org/sheet" in shown
        assert (tmp_path / "held.txt").read_bytes() == file.read_bytes()
        told = duecourse("templates", "block", "sign", name, "--by", ANN)
        assert told.code == 3 and f"{ANN} added {name} version 1; another person" in told.err
        assert {s["paper"] for s in duecourse.json("templates", "block", "list")["specimens"]} >= {"E-38"}
        assert f"is signed by {LEE}" in duecourse.done("templates", "block", "sign", name, "--by", LEE)
    after = duecourse.json("templates", "block", "list", "--on", "2017-10-01")
    assert "E-38" not in {one["paper"] for one in after["specimens"]}
    held = next(one for one in after["blocks"] if one["block"] == "V-PAPD-A")
    assert held["standing"] == "in force" and held["papers"] == ["E-38", "E-38-wales"]
    (version,) = held["versions"]
    assert version["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert (version["added_by"], version["approved_by"], version["source"]) == (ANN, LEE, "https://example.org/sheet")
    earlier = duecourse.json("templates", "block", "list", "--on", "2017-09-30")["specimens"]
    assert "E-38" in {one["paper"] for one in earlier}
    assert duecourse("templates", "block", "sign", "V-PAPD-A", "--by", LEE).code == 3
    shown = duecourse.done("templates", "block", "list")
    assert "V-SC-FORM1: heading, orders, signature: the form was not seen" in shown
    assert "E-12 Notice seeking possession: V-F3, V-HA88-G8S, V-HA88-G10S, V-HA88-G11S" in shown


def test_a_form_without_its_blanks_is_refused_with_every_reason(duecourse: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "form.txt"
    file.write_text("We give you notice.\n[[seal]]\n", encoding="utf-8")
    told = duecourse("templates", "block", "add", str(file), "--as", "V-SC11", "--from", "2012-08-01", "--by", ANN)
    assert told.code == 3
    assert "[[details]], [[signature]] stands nowhere" in told.err and "There is no blank [[seal]]" in told.err


def test_an_own_wording_is_shown_accepted_by_another_and_used_from_its_day(
    duecourse: CommandLine, tmp_path: Path
) -> None:
    file, today = tmp_path / "ours.docx", duecourse.today
    duecourse.done("templates", "take", "E-04", "-o", str(file))
    document = Document(str(file))
    document.add_paragraph("Come and see us on the green.")
    document.save(str(file))
    typed = ("templates", "add", str(file), "--as", "E-04", "--by", ANN)
    told = duecourse(*typed, "--from", "yesterday")
    assert told.code == 3 and "has passed, and papers were written on it in other words" in told.err
    assert "  +Come and see us on the green.\n" in duecourse.done(*typed, "--from", "today")
    waiting = duecourse.json("templates", "show", "E-04")
    assert (waiting["added_by"], waiting["accepted_by"], waiting["not_said"]) == (ANN, None, [])
    assert duecourse("templates", "accept", "E-04", "--by", ANN).code == 3
    row = next(p for p in duecourse.json("templates", "list")["papers"] if p["paper"] == "E-04")
    assert (row["version"], row["own"][0]["approved_by"]) == ("1", None)
    duecourse.done("record", "A2", "note-added", "--on", "today", "--text", "before", "--by", ANN)
    before = duecourse.json("documents", "A2")
    accepted = duecourse.json("templates", "accept", "E-04", "--by", LEE)
    assert accepted["accepted_by"] == LEE and accepted["changes"] == ["+Come and see us on the green."]
    later = duecourse.json("templates", "list", "--on", (today + timedelta(days=30)).isoformat())["papers"]
    assert next(p for p in later if p["paper"] == "E-04")["version"] == "own 1"
    yesterday = duecourse.json("templates", "list", "--on", (today - timedelta(days=1)).isoformat())["papers"]
    assert next(p for p in yesterday if p["paper"] == "E-04")["version"] == "1"
    duecourse.done("record", "A2", "statement-sent", "--on", "today", "--by", ANN)
    written = [p for p in duecourse.json("documents", "A2") if p["paper"] == "E-04" and p not in before]
    assert written and all(p["wording"][0]["sha256"] == accepted["sha256"] for p in written)
    taken = tmp_path / "taken.docx"
    duecourse.done("documents", "A2", written[0]["name"], "-o", str(taken))
    assert "Come and see us on the green." in package.text(taken.read_bytes())
    assert duecourse.json("documents", "A2")[: len(before)] == before


def test_a_welsh_wording_is_a_wording_of_its_own(duecourse: CommandLine, tmp_path: Path) -> None:
    file, asked = tmp_path / "cymraeg.docx", ("E-01-wales", "--language", "cy")
    duecourse.done("templates", "take", *asked, "-o", str(file))
    assert "on|welsh_day }}" in package.text(file.read_bytes()) and duecourse("templates", "show", *asked).code != 0
    typed = ("templates", "add", str(file), "--as", *asked, "--from", "today", "--by", ANN)
    assert "E-01-wales in Welsh, own version 1" in duecourse.done(*typed)
    rows = {p["paper"]: p for p in duecourse.json("templates", "list")["papers"]}
    assert (rows["E-01-wales"]["welsh"], rows["W-04"]["welsh"], rows["E-01"]["welsh"]) == ("none", "", "")
    assert duecourse.json("templates", "accept", *asked, "--by", LEE)["in_welsh"]
    row = next(p for p in duecourse.json("templates", "list")["papers"] if p["paper"] == "E-01-wales")
    assert (row["version"], row["welsh"]) == (rows["E-01-wales"]["version"], "own 1"), "who reads English gets ours"
    no = duecourse("templates", "add", str(file), "--as", "E-01", "--language", "cy", "--from", "today", "--by", ANN)
    assert no.code == 3 and "letters and notices of Wales can have one" in no.err
    assert "'fr' is not known here" in duecourse("templates", "take", "E-01-wales", "--language", "fr").err
