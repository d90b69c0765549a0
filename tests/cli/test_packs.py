"""Packs and forms at the command line: what is refused, and with which code."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import CommandLine


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
    assert [(one["form"], one["confidence"], one["added"]) for one in found] == [("N325", "unconfirmed", False)]
    (tmp_path / "n325.pdf").write_bytes(b"a file")
    told = duecourse("forms", "add", str(tmp_path / "n325.pdf"))
    assert told.code == 1 and "No map is known to fit this file (SHA-256 " in told.err
    assert duecourse("forms", "add", str(tmp_path / "none.pdf")).code == 4
    assert duecourse("forms", "fill", "A3", "N1").code == 4
    told = duecourse("forms", "fill", "A3", "N325")
    assert told.code == 1 and "The form N325 is not here" in told.err
