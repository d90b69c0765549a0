"""The commands that read: what a person sees, what a program gets, and what is not there."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from templates import package
from tests.cli import landlord
from tests.cli.conftest import CommandLine


def test_list_narrows_by_stage_owner_and_overdue(duecourse: CommandLine) -> None:
    assert [c["case_ref"] for c in duecourse.json("list", "--stage", "protocol")] == ["A3-1"]
    assert duecourse.json("list", "--owner", "nobody@example.org") == []
    assert len(duecourse.json("list", "--owner", landlord.ANN.upper())) == 4
    passed = {
        d["case_ref"] for d in duecourse.json("deadlines", "--within", "1d") if d["act_on"] < str(duecourse.today)
    }
    assert {c["case_ref"] for c in duecourse.json("list", "--overdue")} == passed
    assert len(duecourse.json("list", "--limit", "1")) == 1
    unknown = duecourse("list", "--stage", "limbo")
    assert (unknown.code, "the stages are early_action, notice" in unknown.err) == (2, True)


def test_money_and_days_are_written_for_people_and_for_programs(duecourse: CommandLine) -> None:
    case = next(c for c in duecourse.json("list") if c["case_ref"] == "A3-1")
    assert case["arrears_pence"] == 148000
    assert date.fromisoformat(case["opened_on"]) < duecourse.today
    assert "£1,480.00" in duecourse.done("list")


def test_deadlines_say_whose_and_why(duecourse: CommandLine) -> None:
    found = duecourse.json("deadlines", "--within", "60w")
    assert found == sorted(found, key=lambda d: d["act_on"])
    assert all(d["because"] and d["owner"] and d["citations"] for d in found)
    soon = duecourse.json("deadlines", "--within", "1d")
    assert {d["case_ref"] for d in soon} <= {d["case_ref"] for d in found}
    text = duecourse.done("deadlines", "--within", "60w")
    assert "Last day for a claim on this notice" in text
    assert "Housing Act 1988 s.8" in text
    assert duecourse("deadlines", "--within", "soon").code == 2


def test_show_tells_the_case_with_its_people_and_its_dates(duecourse: CommandLine) -> None:
    told = duecourse.done("show", "A3")
    for words in ("Case A3-1", "P4 Mx Kit Name3 (tenant)", "£1,480.00", "Pre-action protocol", "grounds", "8, 10, 11"):
        assert words in told
    data = duecourse.json("show", "A3-1")
    assert data["state"]["tenancy"]["tenants"] == ["P4"]
    assert {d["kind"] for d in data["deadlines"]}


def test_show_as_at_folds_what_had_happened_by_then(duecourse: CommandLine) -> None:
    events = duecourse.json("show", "A3", "--history")["events"]
    made = next(e["happened_on"] for e in events if e["kind"] == "agreement_made")
    data = duecourse.json("show", "A3", "--as-at", made)
    assert data["state"]["agreement"]["status"] == "live"
    assert data["state"]["notice"] is None
    assert "as at" in duecourse.done("show", "A3", "--as-at", made)
    assert duecourse("show", "A3", "--as-at", "2019-01-01").code == 4
    assert duecourse("show", "A3", "--as-at", "whenever").code == 2


def test_next_tells_what_is_allowed_and_why_the_rest_is_not(duecourse: CommandLine) -> None:
    steps = duecourse.json("next", "A3")["steps"]
    submitted = next(s for s in steps if s["kind"] == "claim_submitted")
    assert submitted["allowed"] is False
    assert any("paragraph 2.3" in why["sentence"] for why in submitted["why"])
    assert next(s for s in steps if s["kind"] == "contact_made")["allowed"] is True
    kinds = {s["kind"] for s in steps}
    assert "eviction_carried_out" not in kinds
    assert "eviction_carried_out" in {s["kind"] for s in duecourse.json("next", "A3", "--all")["steps"]}
    text = duecourse.done("next", "A3")
    assert "We may do now" in text
    assert "approval-requested --act claim" in text


@pytest.mark.parametrize("command", ["show", "next", "documents", "replay"])
def test_a_case_that_is_not_there(duecourse: CommandLine, command: str) -> None:
    nowhere = duecourse(command, "Z9")
    assert (nowhere.code, "no case and no account Z9" in nowhere.err) == (4, True)
    no_case = duecourse(command, "A5")
    assert (no_case.code, "duecourse open A5" in no_case.err) == (4, True)
    assert duecourse(command, "Z9", "--json").data["exit_code"] == 4


def test_summary_is_the_portfolio_in_a_page(duecourse: CommandLine) -> None:
    data = duecourse.json("summary")
    assert (data["accounts"], data["open_cases"]) == (7, 4)
    assert data["stages"]["protocol"] == 1
    assert data["next_deadlines"][0]["case_ref"] == "A3-1"
    told = duecourse.done("summary")
    assert "4 open cases on 7 accounts" in told
    assert ".venv/bin/python starter.py next A" in told


def test_events_come_from_the_register(duecourse: CommandLine) -> None:
    listed = {e["event"] for e in duecourse.json("events")}
    assert {"notice_served", "write_off_decided", "corrected"} <= listed
    assert not {"date_reached", "case_opened"} & listed
    told = duecourse.done("events", "agreement-made")
    assert "--first-payment-on DAY" in told
    assert "needed" in told
    assert duecourse("events", "agreement-mad").code == 2


def test_the_law_is_asked_directly(duecourse: CommandLine) -> None:
    asked = (
        "law",
        "ask",
        "england.secure.notice",
        "served_on=2026-11-25",
        "rent_period=weekly",
        "period_starts=monday",
    )
    assert duecourse.json(*asked)["safe_earliest"] == "2026-12-28"
    assert "Housing Act 1985 s.83" in duecourse.done(*asked)
    assert duecourse(*asked[:-1]).code == 2
    assert duecourse("law", "ask", "england.secure.nonsense").code == 4
    assert duecourse("law", "ask", "england.secure.notice", "soon").code == 2
    questions = {q["question"] for q in duecourse.json("law", "questions")}
    assert "england.secure.notice" in questions
    assert "served_on" in duecourse.done("law", "questions", "secure.notice")


def test_reminders_are_listed_and_seen_to(duecourse: CommandLine) -> None:
    waiting = duecourse.json("outbox", "list", "--waiting", "--limit", "500")
    assert {row["case_ref"] for row in waiting} <= {"A1-1", "A2-1", "A3-1", "A7-1"}
    assert waiting
    assert "Siân" not in json.dumps(waiting, ensure_ascii=False)
    assert "waiting" in duecourse.done("outbox", "list", "--waiting", "--limit", "5")
    unsent = duecourse("outbox", "acknowledge", waiting[-1]["id"][:12], "--by", landlord.ANN)
    assert unsent.code == 3
    assert "has not been sent, so there is nothing to acknowledge: it goes out on" in unsent.err
    assert duecourse("outbox", "acknowledge", "ffffffffff", "--by", landlord.ANN).code == 4


def test_a_reminder_is_laid_out_in_paragraphs(duecourse: CommandLine) -> None:
    bodies = [row["body"] for row in duecourse.json("outbox", "list", "--limit", "500")]
    # the law's own news, and what was passed up because it is late, have other paragraphs
    bodies = [b for b in bodies if not b.startswith("What has changed") and "\n\nThis was due on " not in b]
    assert any("Source: " in body for body in bodies)
    for body in bodies:
        assert "\n\nWhy this day: " in body
        assert "\n\nWhat to do: record what happened" in body
        assert "\n\n\n" not in body
        assert ".." not in body


def test_a_mistyped_reference_is_told_its_nearest(duecourse: CommandLine) -> None:
    assert "Did you mean A1" in duecourse("show", "A11").err
    assert "The newest case of that account is A1-1." in duecourse("show", "A1-7").err
    assert "Did you mean" not in duecourse("show", "rent").err
    assert duecourse.done("show", "a1") == duecourse.done("show", "A1")
    assert "Did you mean ann@example.org?" in duecourse("open", "A5", "--by", "an@example.org").err


def test_a_paper_is_taken_out_and_the_command_says_where(
    duecourse: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert duecourse.done("documents", "A7") == "Case A7-1 has no papers yet.\n"
    duecourse.done("record", "A3", "statement-sent", "--on", "today")
    name = next(p["name"] for p in duecourse.json("documents", "A3") if p["status"] == "final")
    monkeypatch.chdir(tmp_path)
    told = duecourse.done("documents", "A3", name)
    assert told.startswith(f"Written to {tmp_path / name}: E-04, final, ")
    content = (tmp_path / name).read_bytes()
    again = duecourse("documents", "A3", name)
    assert (again.code, "is there already and is left as it is" in again.err) == (2, True)
    (tmp_path / "papers").mkdir()
    assert str(tmp_path / "papers" / name) in duecourse.done("documents", "A3", name, "-o", "papers")
    assert (tmp_path / "papers" / name).read_bytes() == content
    assert duecourse("documents", "A3", name, "-o", "nowhere/x.docx").code == 1
    # in large print: another file under another name, and the paper of the record as it was
    large = name.replace(".docx", "_large_print.docx")
    assert "a copy in large print" in duecourse.done("documents", "A3", name, "--large-print")
    copy = (tmp_path / large).read_bytes()
    assert package.text(copy) == package.text(content) and copy == package.enlarged(content) != content
    assert min(package.sizes(copy)) == 36 > min(package.sizes(content))
    duecourse.done("documents", "A3", name, "--large-print", "-o", "big.docx")
    assert (tmp_path / "big.docx").read_bytes() == copy
    duecourse.done("documents", "A3", name, "-o", "again.docx")
    assert (tmp_path / "again.docx").read_bytes() == content
    assert duecourse("documents", "A3", "--large-print").code == 2


def test_a_withheld_paper_says_why_in_whole_sentences(duecourse: CommandLine) -> None:
    duecourse.done("record", "A1", "notice-served", "--on", "today", "--method", "process_server")
    try:
        paper = next(p for p in duecourse.json("documents", "A1") if p["status"] == "withheld")
        told = duecourse("documents", "A1", paper["name"])
        assert told.code == 1
        assert (
            "A process server signs a certificate of their own: keep that one with the case. R04: The time" in told.err
        )
        assert ".." not in told.err + duecourse.done("documents", "A1")
    finally:
        seq = str(duecourse.json("show", "A1", "--history")["events"][-1]["seq"])
        duecourse.done("record", "A1", "corrected", "--on", "today", "--corrects", seq, "--withdraw")


def test_help_and_typing_errors(duecourse: CommandLine) -> None:
    assert "Exit codes" in duecourse.done("--help")
    assert duecourse("nonsense").code == 2
    assert duecourse("list", "--nonsense").code == 2
    assert "CASE|FILE.csv" in duecourse.done("record", "--help")
    told = duecourse.done("record", "A2", "contact-made", "--help")
    assert "Zoë Quinn" in told
    assert "--channel WORD" in told
    assert "A notice was served" in duecourse.done("record", "NO-SUCH-CASE", "notice-served", "--help")
