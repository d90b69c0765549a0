"""Packs and forms at the command line: what is refused, and with which code."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import CommandLine
from tests.packs.test_forms import form


def test_a_case_without_a_hearing_has_no_pack(duecourse: CommandLine, tmp_path: Path) -> None:
    told = duecourse("pack", "hearing", "A3", "-o", str(tmp_path / "pack"))
    assert (told.code, told.out) == (1, "")
    assert "Case A3-1 has no hearing to come" in told.err and not (tmp_path / "pack").exists()
    assert duecourse("pack", "hearing", "NONE").code == 4
    told = duecourse("pack", "hearing", "A3", "--advocate", "Jo Bell", "--right", "friend")
    assert told.code == 2 and "expected one of officer, exempt, solicitor, counsel" in told.err
    told = duecourse("pack", "court-day", "--court", "Nowhere", "--date", "2026-12-24", "--right", "officer")
    assert told.code == 2 and "--advocate names them" in told.err


def test_a_court_day_names_the_courts_that_sit(duecourse: CommandLine, tmp_path: Path) -> None:
    told = duecourse("pack", "court-day", "--court", "Nowhere", "--date", "2026-12-24", "-o", str(tmp_path / "day"))
    assert told.code == 1 and "No hearing is listed at Nowhere on Thursday 24 December 2026." in told.err
    assert duecourse("pack", "court-day", "--court", "Nowhere", "--date", "soon").code == 2


def test_forms_are_listed_and_an_unknown_file_is_refused(duecourse: CommandLine, tmp_path: Path) -> None:
    found = duecourse.json("forms", "list")
    assert {(one["form"], one["confidence"], one["added"]) for one in found["maps"]} == {
        (form, "unconfirmed", False) for form in ("N5", "N119", "N325", "N325A")
    }
    assert "N215" in [one["form"] for one in found["without_map"]]
    (tmp_path / "n325.pdf").write_bytes(b"a file")
    told = duecourse("forms", "add", str(tmp_path / "n325.pdf"))
    assert told.code == 1 and "No map is known to fit this file (SHA-256 " in told.err
    assert duecourse("forms", "add", str(tmp_path / "none.pdf")).code == 4
    assert duecourse("forms", "fill", "A3", "N1").code == 4
    told = duecourse("forms", "fill", "A3", "N325")
    assert told.code == 1 and "The form N325 is not here" in told.err


def test_a_map_of_ones_own_is_drafted_added_and_waits_for_its_event(duecourse: CommandLine, tmp_path: Path) -> None:
    pdf, mine = tmp_path / "risk.pdf", tmp_path / "risk.map"
    pdf.write_bytes(form("Warrant number", "Access"))
    told = duecourse("forms", "map", str(pdf), "--form", "EX96", "--paper", "E-34", "-o", str(mine))
    assert told.code == 0 and '"Warrant number" = ""' in mine.read_text("utf-8")
    assert duecourse("forms", "map", str(pdf), "--form", "EX96", "--paper", "E-00").code == 4
    again = duecourse("forms", "map", str(pdf), "--form", "EX96", "--paper", "E-34", "-o", str(mine))
    assert again.code == 2 and "is left as it is" in again.err
    mine.write_text(mine.read_text("utf-8").replace('number" = ""', 'number" = "warrant_number"'), "utf-8")
    assert duecourse("forms", "add", str(pdf), "--map", str(mine)).code == 2  # by whom?
    told = duecourse("forms", "add", str(pdf), "--map", str(mine), "--by", "lee@example.org")
    assert told.code == 0 and "EX96 is added: 1 field of it" in told.out
    held = {one["form"]: one["added"] for one in duecourse.json("forms", "list")["maps"]}
    assert held["EX96"] is True
    told = duecourse("forms", "fill", "A3", "EX96", "-o", str(tmp_path / "out.pdf"))
    assert told.code == 1 and "what E-34 is written for comes first" in told.err and not (tmp_path / "out.pdf").exists()
