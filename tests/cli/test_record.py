"""Recording: what follows is told, a rule refuses with its reason, a dry run changes nothing, a file goes on."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from store.db import connect
from tests.cli import landlord
from tests.cli.conftest import CommandLine, Told


def version(duecourse: CommandLine, case: str) -> int:
    """How many steps the case has had."""
    return next(int(c["version"]) for c in duecourse.json("list", "--closed") if c["case_ref"] == case)


def refused(told: Told) -> dict[str, Any]:
    """The refusal that a command with --json left on stdout."""
    assert told.code == 3, told.out + told.err
    data: dict[str, Any] = told.data
    assert data["refused"] is True
    return data


def test_what_follows_from_an_event_is_told(duecourse: CommandLine) -> None:
    told = duecourse.done("record", "A7", "contact-made", "--on", "today", "--channel", "phone", "--topics", "cause")
    assert "Case A7-1" in told
    assert "Recorded  contact made on" in told
    assert "What happens next" in told
    event = duecourse.json("show", "A7", "--history")["events"][-1]
    assert (event["recorded_by"], event["payload"]["tenant"]) == (landlord.ANN, "P8")


def test_a_dry_run_tells_the_same_and_changes_nothing(duecourse: CommandLine) -> None:
    before = version(duecourse, "A7-1")
    arguments = ("record", "A7-1", "contact-attempted", "--on", "today", "--channel", "visit", "--note", "No answer")
    told = duecourse.done(*arguments, "--dry-run")
    assert told.count("Nothing was changed: this is what would happen.") == 2
    data = duecourse.json(*arguments, "--dry-run")
    assert (data["dry_run"], data["case_ref"]) == (True, "A7-1")
    assert version(duecourse, "A7-1") == before
    assert duecourse.json(*arguments)["step"] == before + 1


def test_words_stay_out_of_temporal_and_come_back_in_the_history(duecourse: CommandLine) -> None:
    duecourse.done("record", "A7", "note-added", "--on", "yesterday", "--text", "Rang the tenant's sister, Zoë")
    told = duecourse.done("show", "A7", "--history")
    assert "Rang the tenant's sister, Zoë" in told


def test_a_rule_refuses_with_its_reason_and_exit_code_three(duecourse: CommandLine) -> None:
    arguments = ("record", "A2", "claim-submitted", "--on", "today", "--court", "Hartley County Court")
    before = version(duecourse, "A2-1")
    told = duecourse(*arguments)
    assert told.code == 3
    assert told.out == ""
    assert "notice" in told.err
    data = refused(duecourse(*arguments, "--json"))
    assert data["objections"]
    assert all(objection["says"].rstrip(".") in told.err for objection in data["objections"])
    assert refused(duecourse(*arguments, "--dry-run", "--json"))["sentence"] == data["sentence"]
    assert version(duecourse, "A2-1") == before


def test_the_impossible_is_refused_even_as_a_fact(duecourse: CommandLine) -> None:
    tomorrow = (duecourse.today + timedelta(days=1)).isoformat()
    future = refused(
        duecourse(
            "record", "A2", "contact-made", "--on", tomorrow, *("--tenant", "P2"), *("--channel", "phone"), "--json"
        )
    )
    assert "after today" in future["sentence"]
    stranger = refused(
        duecourse(
            "record", "A2", "contact-made", "--on", "today", *("--tenant", "P9"), *("--channel", "phone"), "--json"
        )
    )
    assert "P2, P3" in stranger["sentence"]
    unheard = refused(
        duecourse("record", "A2", "hearing-listed", "--on", "today", *("--hearing-at", f"{tomorrow}T10:00"), "--json")
    )
    assert "No claim has been issued" in unheard["sentence"]


def test_what_is_not_understood_changes_nothing_and_leaves_with_two(duecourse: CommandLine) -> None:
    before = version(duecourse, "A2-1")
    for arguments, says in (
        (("contact-made", "--on", "today", "--channel", "phone"), "contact-made needs --tenant"),
        (("contact-made", "--channel", "phone"), "--on DAY"),
        (("contact-made", "--on", "31/02/2026", "--channel", "phone"), "31/02/2026 does not"),
        (("contact-maid", "--on", "today"), "Did you mean contact-made"),
        ((), "Say what happened"),
    ):
        told = duecourse("record", "A2", *arguments)
        assert (told.code, told.out) == (2, "")
        assert says in told.err
    assert version(duecourse, "A2-1") == before


def test_an_incomplete_form_is_not_understood_and_names_the_options(duecourse: CommandLine) -> None:
    before = version(duecourse, "A2-1")
    for dry in ((), ("--dry-run",)):
        told = duecourse(
            "record", "A2", "hold-opened", "--on", "today", "--hold", "manual_pause", "--tenant", "P2", *dry
        )
        assert (told.code, told.out) == (2, "")
        assert "A manual pause needs --reason, and --ends-on" in told.err
    space = duecourse("record", "A2", "hold-opened", "--on", "today", "--hold", "breathing_space", "--json")
    assert space.code == space.data["exit_code"] == 2
    assert "A breathing space needs --registered-on, the day of its entry" in space.data["error"]
    outcome = duecourse("record", "A2", "hearing-outcome-recorded", "--on", "today", "--outcome", "suspended")
    assert outcome.code == 2
    assert "--rent-plus, --every, --first-payment-on" in outcome.err
    unknown = duecourse("record", "A2", "protocol-letter-sent", "--on", "today", "--reply-bye", "2030-01-01")
    assert (unknown.code, "Did you mean --reply-by?" in unknown.err) == (2, True)
    assert version(duecourse, "A2-1") == before


def test_every_date_says_why_and_where_that_is_written(duecourse: CommandLine) -> None:
    notice = ("record", "A2", "notice-served", "--on", "today", "--method", "handed_to_person", "--dry-run")
    data = duecourse.json(*notice)
    made = data["dates"]["made"]
    assert {"claim_from", "notice_lapse"} <= {d["kind"] for d in made}
    lines = duecourse.done(*notice).splitlines()
    for found in (*made, *data["dates"]["moved"], *data["dates"]["cancelled"]):
        at = [n for n, line in enumerate(lines) if line.startswith("  ") and f": {found['label']}" in line]
        said = [lines[n + 1].strip().removeprefix("It was there because: ") for n in at]
        assert found["citations"]
        assert any(b.startswith(found["because"][:40]) and found["citations"][0]["title"] in b for b in said)


def test_a_correction_names_the_field_that_was_meant(duecourse: CommandLine) -> None:
    seq = str(duecourse.json("show", "A3", "--history")["events"][1]["seq"])
    fix = ("record", "A3", "corrected", "--on", "today", "--corrects", seq)
    told = duecourse(*fix, "--set", "chanel=phone")
    assert (told.code, "Did you mean channel?" in told.err) == (2, True)
    assert "--set, --withdraw" in duecourse("record", "A3", "corrected", "--on", "today", "--corects", seq).err
    assert duecourse(*fix, "--replacement", "{}").code == 2
    assert "--set has no value" in duecourse(*fix, "--set", "--withdraw").err


def test_a_second_person_is_never_assumed(duecourse: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    told = duecourse("record", "A2", "approval-given", "--on", "today", "--act", "notice")
    assert (told.code, "another person" in told.err) == (2, True)
    monkeypatch.setenv("DUE_COURSE_USER", landlord.LEE)
    assert duecourse("record", "A2", "approval-given", "--on", "today", "--act", "notice").code == 3


def test_whoever_is_named_is_in_the_register(duecourse: CommandLine) -> None:
    for arguments in (("record", "A2", "note-added", "--on", "today", "--text", "x"), ("open", "A1")):
        told = duecourse(*arguments, "--by", "stranger@example.org")
        assert (told.code, f"it has {landlord.ANN}, {landlord.LEE}" in told.err) == (2, True)


def test_the_setting_says_who_records(duecourse: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUE_COURSE_USER", landlord.LEE)
    duecourse.done("record", "A7", "note-added", "--on", "today", "--text", "Looked at the file")
    assert duecourse.json("show", "A7", "--history")["events"][-1]["recorded_by"] == landlord.LEE


def test_an_account_has_one_open_case(duecourse: CommandLine) -> None:
    again = duecourse("open", "A1", "--by", landlord.ANN, "--json")
    assert (again.code, again.data["case_ref"]) == (3, "A1-1")
    assert "a second one is impossible" in again.err
    assert duecourse("open", "Z1", "--by", landlord.ANN).code == 4
    garage = duecourse("open", "A4", "--by", landlord.ANN)
    assert (garage.code, "garage is not a dwelling" in garage.err) == (3, True)
    assert duecourse("open", "A6", "--by", landlord.ANN).code == 3
    assert duecourse("open", "A5", "--by", landlord.ANN).code == 3
    assert duecourse("show", "A4").code == 4


@pytest.fixture
def account() -> Iterator[Callable[..., str]]:
    """Makes an account of its own, like A7 but for what is given."""

    def like_a7(ref: str, **changes: object) -> str:
        with connect(os.environ["DATABASE_URL"]) as connection:
            for table, key in (("rent_account", "account_ref"), ("person", "tenancy_ref")):
                connection.execute(
                    f"CREATE TEMPORARY TABLE copied AS SELECT * FROM {table} WHERE {key} LIKE '%A7'".encode()
                )
                connection.execute("UPDATE copied SET tenancy_ref = %s", [f"T-{ref}"])
                if table == "rent_account":
                    given = {"account_ref": ref, **changes}
                    named = ", ".join(f"{name} = %s" for name in given)
                    connection.execute(f"UPDATE copied SET {named}".encode(), list(given.values()))
                connection.execute(f"INSERT INTO {table} SELECT * FROM copied; DROP TABLE copied".encode())
        made.append(ref)
        return ref

    made: list[str] = []
    yield like_a7
    with connect(os.environ["DATABASE_URL"]) as connection:
        for ref in made:
            connection.execute("UPDATE rent_account SET balance_pence = 0 WHERE account_ref = %s", [ref])


def test_a_case_of_a_tenant_who_has_died_is_opened_on_hold(duecourse: CommandLine, account: Callable[..., str]) -> None:
    ref = account("D1", account_status="deceased")
    duecourse.done("open", ref, "--by", landlord.ANN)
    assert [h["kind"] for h in duecourse.json("show", ref)["state"]["holds"]] == ["deceased"]
    duecourse.done("record", ref, "case-closed", "--on", "today", "--reason", "opened_in_error")


def test_a_tenancy_that_has_ended_gets_a_case_for_its_debt_and_no_other(
    duecourse: CommandLine, account: Callable[..., str]
) -> None:
    ended = duecourse.today - timedelta(days=20)
    ref = account("D2", account_status="former", tenancy_end=ended)
    told = duecourse("open", ref, "--by", landlord.ANN)
    assert told.code == 3
    assert "possession cannot be sought" in told.err and "--ended HOW" in told.err
    assert duecourse("show", ref).code == 4
    duecourse.done("open", ref, "--by", landlord.ANN, "--ended", "surrender")
    shown = duecourse.json("show", ref)
    assert (shown["stage"], shown["state"]["former"]["how"]) == ("former_tenant", "surrender")
    duecourse.done("record", ref, "case-closed", "--on", "today", "--reason", "opened_in_error")


def test_no_case_is_opened_for_an_empty_home_nor_ended_by_a_guess(
    duecourse: CommandLine, account: Callable[..., str]
) -> None:
    empty = duecourse("open", account("D3", account_status="void"), "--by", landlord.ANN)
    assert (empty.code, "void home" in empty.err) == (3, True)
    current = duecourse("open", account("D4"), "--by", landlord.ANN, "--ended", "death")
    assert (current.code, "tenancy-ended --how death" in current.err) == (3, True)
    assert duecourse("open", "D4", "--by", landlord.ANN, "--ended", "gone").code == 2


def test_a_correction_puts_an_event_right(duecourse: CommandLine) -> None:
    on = duecourse.today - timedelta(days=3)
    duecourse.done("record", "A2", "contact-attempted", "--on", on.isoformat(), "--tenant", "P2", "--channel", "visit")
    wrong = duecourse.json("show", "A2", "--history")["events"][-1]
    fix = ("record", "A2", "corrected", "--on", "today", "--corrects", wrong["event_id"][:8])
    nothing = duecourse(*fix)
    assert (nothing.code, "--set field=value" in nothing.err) == (2, True)
    assert "is corrected by field=value" in duecourse(*fix, "--set", "colour=red").err
    assert "expected one of letter" in duecourse(*fix, "--set", "channel=telex").err
    assert duecourse("record", "A2", "corrected", "--on", "today", "--corrects", "99", "--withdraw").code == 4
    told = duecourse.json(*fix, "--set", "tenant=P3", "--set", "happened-on=yesterday", "--reason", "Other tenant")
    assert told["refolded"] is True
    event = duecourse.json("show", "A2", "--history")["events"][-1]
    yesterday = (duecourse.today - timedelta(days=1)).isoformat()
    assert event["payload"]["replacement"] == {"tenant": "P3", "happened_on": yesterday}
    assert f"put right by event {event['seq']}" in duecourse.done("show", "A2", "--history")
    duecourse.done("record", "A2", "corrected", "--on", "today", "--corrects", str(wrong["seq"]), "--withdraw")


FILE = """case,event,on,tenant,channel,text,batch,details
A2,contact-attempted,{yesterday},P2,visit,,first,
A2,contact-attempted,{yesterday},P3,visit,,first,
A2,note-added,today,,,Both were out,,
A2,hearing-listed,today,,,,,"{{""hearing_at"": ""2030-01-07T10:00""}}"
A2,contact-made,today,P2,telex,,,
Z9,note-added,today,,,Nobody,,
A2,contact-made,today,,,,,"{{""tenant"": ""P3"", ""channel"": ""phone"", ""topics"": [""cause""]}}"
"""


def test_a_file_of_events_gives_a_result_for_every_row(duecourse: CommandLine, tmp_path: Path) -> None:
    yesterday = (duecourse.today - timedelta(days=1)).isoformat()
    path = tmp_path / "events.csv"
    path.write_text(FILE.format(yesterday=yesterday), encoding="utf-8-sig")
    before = version(duecourse, "A2-1")
    tried = duecourse("record", str(path), "--dry-run", "--json")
    assert tried.code == 3
    assert tried.data["counts"]["would be recorded"] == 4
    assert version(duecourse, "A2-1") == before
    told = duecourse("record", str(path), "--json")
    results = told.data["rows"]
    assert [r["status"] for r in results] == [
        *("recorded", "recorded", "recorded", "refused", "not understood", "not found", "recorded")
    ]
    assert [r["row"] for r in results] == [2, 3, 4, 5, 6, 7, 8]
    assert results[0]["step"] == results[1]["step"] == before + 1
    assert told.code == 3  # the first row that did not go through
    assert version(duecourse, "A2-1") == before + 3
    again = duecourse("record", str(path))
    assert again.out.count("already recorded") >= 4
    assert version(duecourse, "A2-1") == before + 3


def test_a_bad_row_names_its_cell_and_spoils_only_its_own_batch(duecourse: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(
        "case,event,on,text,channel,tenant,batch,hold\n"
        "A2,note-added,today,,,,,\n"
        "A2,note-added,today,one,,,b,\n"
        "A2,contact-made,today,,telex,P2,b,\n"
        "A2,hold-opened,today,,,,,manual_pause\n"
        "A22,note-added,today,x,,,,\n"
    )
    before = version(duecourse, "A2-1")
    told = duecourse("record", str(path))
    assert told.code == 2
    assert "--" not in told.out
    rows = [" ".join(line.split()) for line in told.out.splitlines()]
    assert rows[1].startswith("2 A2 note-added not understood note-added needs text; expected words.")
    assert rows[2] == "3 A2 note-added left out Its batch is one step, and row 4 of it is not understood."
    assert rows[3].startswith("4 A2 contact-made not understood channel: 'telex' was given; expected one of letter")
    assert "A manual pause needs reason, and ends_on" in rows[4]
    assert "Did you mean A2" in rows[5]
    assert "A row that did not go through changed nothing." in told.out
    assert version(duecourse, "A2-1") == before


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("case,event\nA2,note-added\n", "has no column on"),
        ("case,event,on\n", "has no rows"),
        ('case,event,on\nA2,"note,today\n', "not a sound CSV file"),
        ("case,event,on\nA2,note-added,today,more\n", "row 2: there are more cells than columns"),
        ("case,event,on,on\nA2,note-added,today,today\n", "a column twice"),
    ],
)
def test_a_file_that_is_no_file_of_events(duecourse: CommandLine, tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(text, encoding="utf-8")
    told = duecourse("record", str(path))
    assert told.code == 2
    assert says in told.err
    assert duecourse("record", str(tmp_path / "nowhere.csv")).code == 4


def test_a_breathing_space_told_late_shows_the_letter_that_should_not_have_gone(duecourse: CommandLine) -> None:
    duecourse.done("record", "A7", "arrears-letter-sent", "--on", "today")
    told = duecourse.done(
        "record", "A7", "hold-opened", "--on", "today", "--hold", "breathing_space", "--registered-on", "yesterday"
    )
    assert "Papers that are now wrong" in told and "_E-01_P8_" in told and "Debt Respite Scheme" in told
    letter = next(p for p in duecourse.json("documents", "A7") if p["paper"] == "E-01")
    assert "A hold is on (breathing space)" in letter["wrong_because"]
    assert f"{letter['name']}: " in duecourse.done("show", "A7")
    assert duecourse.json("show", "A7")["papers_wrong"] == [
        {"name": letter["name"], "because": letter["wrong_because"]}
    ]
    event = duecourse.json("show", "A7", "--history")["events"][-1]
    told = duecourse.done("record", "A7", "corrected", "--on", "today", "--corrects", str(event["seq"]), "--withdraw")
    assert "Papers that are right after all" in told and letter["name"] in told
