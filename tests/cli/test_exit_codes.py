"""Every command's exit codes: 0 done, 1 failed, 2 not understood, 3 refused by a rule, 4 not found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine
from tests.cli.test_docs import commands

# {files}: the landlord's folder. {tmp}: an empty folder. {paper}, {waiting}: a paper and a waiting reminder of ours.
CODES: list[tuple[str, int]] = [
    ("list", 0),
    ("list --stage limbo", 2),
    ("list --limit 0", 2),
    ("list --limit x", 2),
    ("deadlines --within 2w", 0),
    ("deadlines --within soon", 2),
    ("summary", 0),
    ("summary more", 2),
    ("events", 0),
    ("events notice-served", 0),
    ("events notice-servd", 2),
    ("events date-reached", 2),
    ("show A1", 0),
    ("show A1-1 --history", 0),
    ("show", 2),
    ("show A1 --as-at soon", 2),
    ("show A1 --as-at 2019-01-01", 4),
    ("show Z9", 4),
    ("show A5", 4),
    ("show A1-9", 4),
    ("next A1 --all", 0),
    ("next Z9", 4),
    ("next A1 --everything", 2),
    ("documents A1", 0),
    ("documents A1 nothing.docx", 4),
    ("documents Z9", 4),
    ("documents A1 -o x.docx", 2),
    ("outbox list --case A1", 0),
    ("outbox list --case Z9", 4),
    ("outbox list --limit 0", 2),
    ("outbox acknowledge ffffffffffff --by ann@example.org", 4),
    ("outbox acknowledge {waiting} --by ann@example.org", 3),
    ("outbox acknowledge {waiting} --by stranger@example.org", 2),
    ("outbox acknowledge", 2),
    ("open A1 --by ann@example.org", 3),
    ("open A4 --by ann@example.org", 3),
    ("open Z9 --by ann@example.org", 4),
    ("open A5 --on someday --by ann@example.org", 2),
    ("open A5 --by stranger@example.org", 2),
    ("record", 2),
    ("record --help", 0),
    ("record A1", 2),
    ("record A1 note-added --help", 0),
    ("record Z9 note-added --on today --text x", 4),
    ("record A1 note-added --on today --text x --dry-run", 0),
    ("record A1 note-added --on today", 2),
    ("record A1 note-added --on today --txt x", 2),
    ("record A1 note-added --text x", 2),
    ("record A1 note-added --on today --text x --by stranger@example.org", 2),
    ("record A1 hold-opened --on today --hold manual_pause", 2),
    ("record A1 claim-submitted --on today --court Hartley", 3),
    ("record A1 hearing-vacated --on today", 3),
    ("record A1 corrected --on today --corrects 99 --withdraw", 4),
    ("record A1 corrected --on today", 2),
    ("record {tmp}/nowhere.csv", 4),
    ("record {files}/tenants.csv", 2),
    ("import {files} --check", 0),
    ("import {tmp}", 1),
    ("import {tmp}/nowhere", 4),
    ("import {files}/tenants.csv", 2),
    ("import {files} --check --profile {tmp}/nowhere.toml", 4),
    ("import {files} --check --waive A1", 2),
    ("import {files} --max-mb 0", 2),
    ("rebuild --check", 0),
    ("rebuild --chek", 2),
    ("check", 0),
    ("check A1", 2),
    ("replay A1", 0),
    ("replay Z9", 4),
    ("fast-forward A1 0d", 3),
    ("fast-forward A1 soon", 2),
    ("fast-forward A1", 2),
    ("fast-forward Z9 1d", 4),
    ("revive A1", 0),
    ("revive Z9", 4),
    ("revive", 2),
    ("resolve A1 retry", 0),
    ("resolve A1 forget", 2),
    ("resolve Z9 retry", 4),
    ("resolve A1 retry --by stranger@example.org", 2),
    ("law questions", 0),
    ("law questions nonsense", 4),
    ("law ask england.secure.notice", 2),
    ("law ask england.secure.nonsense", 4),
    ("law ask", 2),
    ("law vectors {tmp}/nowhere.json", 4),
    ("law page england.fee", 0),
    ("law page england.nonsense", 4),
    ("law diff --since today", 0),
    ("law diff --since nonsense", 2),
    ("law calendar import {tmp}/nowhere.json", 4),
    ("law signatures", 0),
    ("law signoff england.nonsense --by lee@example.org", 4),
    ("law signoff england.policy.cure --by ann@example.org", 3),
    ("pack hearing Z9", 4),
    ("pack claim Z9", 4),
    ("pack claim A1 --costs much --by ann@example.org", 2),
    ("pack claim A1 --human-rights perhaps --by ann@example.org", 2),
    ("pack claim A1 --schedule-served-on soon --by ann@example.org", 2),
    ("pack claim A1 -o {tmp}/claim --by ann@example.org", 0),
    ("pack court-day --court Ternbridge --date soon", 2),
    ("pack court-day", 2),
    ("papers list", 0),
    ("papers write A1 E-04 --by ann@example.org", 0),
    ("papers write A1 E-19 --plan 15 --every week --by ann@example.org", 3),
    ("papers write A1 E-19 --by ann@example.org", 2),
    ("papers write A1 E-19 --plan much --every week --by ann@example.org", 2),
    ("papers write A1 E-99 --by ann@example.org", 4),
    ("papers write Z9 E-04 --by ann@example.org", 4),
    ("papers write A1 E-04 --colour red --by ann@example.org", 2),
    ("papers write A1 E-04 --for P9 --by ann@example.org", 2),
    ("papers write A1 E-04 --by stranger@example.org", 2),
    ("forms list", 0),
    ("forms add {tmp}/nowhere.pdf", 4),
    ("forms fill Z9 N325", 4),
    ("templates list", 0),
    ("templates list --on someday", 2),
    ("templates take E-04 -o {tmp}/own.docx", 0),
    ("templates take E-99", 4),
    ("templates add {tmp}/nowhere.docx --as E-04 --from today --by ann@example.org", 4),
    ("templates add {files}/tenants.csv --as E-99 --from today --by ann@example.org", 4),
    ("templates add {files}/tenants.csv --as E-04 --from today --by ann@example.org", 3),
    ("templates show E-01", 4),
    ("templates block take V-F3", 4),
    ("templates accept E-01 --by ann@example.org", 4),
    ("templates block list", 0),
    ("templates block list --on someday", 2),
    ("templates block add {tmp}/nowhere.txt --as V-F3 --from 2020-01-01 --by ann@example.org", 4),
    ("templates block add {files}/tenants.csv --as V-NONE --from 2020-01-01 --by ann@example.org", 4),
    ("templates block add {files}/tenants.csv --as V-F3 --from 2020-01-01 --by ann@example.org", 3),
    (
        "templates block add {files}/tenants.csv --as V-SOT-POC --from 2020-01-01 --to 2019-01-01 --by ann@example.org",
        2,
    ),
    ("templates block add {files}/tenants.csv --as V-SOT-POC --from 2020-01-01 --by stranger@example.org", 2),
    ("templates block sign V-F3 --by ann@example.org", 4),
    ("nonsense", 2),
    ("--help", 0),
]


@pytest.mark.parametrize(("typed", "code"), CODES)
def test_a_command_leaves_with_its_code(duecourse: CommandLine, tmp_path: Path, typed: str, code: int) -> None:
    waiting = ""
    if "{waiting}" in typed:
        waiting = duecourse.json("outbox", "list", "--waiting", "--limit", "500")[-1]["id"][:12]
    words = typed.format(files=duecourse.folder, tmp=tmp_path, waiting=waiting).split()
    told = duecourse(*words)
    assert told.code == code, told.out + told.err
    # A sentence for whoever typed it; the reports of a check that failed are what was asked for, so on stdout.
    assert bool(told.err) == (code > 1 and typed != "record"), told.err
    assert not re.search(r"Traceback|(?<!\.)\.\.(?!\.)|\b[a-z]+_[a-z_]+ is missing", told.err)


def test_every_command_is_in_the_table() -> None:
    typed = " | ".join(line for line, _ in CODES)
    assert {name for name in commands() if not re.search(rf"(^|\| ){name}\b", typed)} == set()
