"""A change of the law at the command line: shown first, let in when told, refused in a sentence; and rules signed off."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from law.calendars import CALENDARS
from settings import CHECKOUT
from tests.cli import landlord
from tests.cli.conftest import CommandLine

SOL, LEE, RULE = landlord.SOL, landlord.LEE, "england.policy.cure"


def gov_uk(path: Path, *more: date, without: date | None = None) -> Path:
    """The file as GOV.UK publishes it, from the calendars as released, with further days."""
    told = {}
    for division in ("england-and-wales", "scotland", "northern-ireland"):
        held = CALENDARS["scotland" if division == "scotland" else "england-and-wales"].holidays
        events = [{"title": name, "date": on.isoformat(), "notes": "", "bunting": True} for on, name in held.items()]
        events += [
            {"title": "Day of thanks", "date": on.isoformat(), "notes": "", "bunting": True}
            for on in (more if division == "england-and-wales" else ())
        ]
        kept = [e for e in events if without is None or e["date"] != without.isoformat()]
        told[division] = {"division": division, "events": sorted(kept, key=lambda e: str(e["date"]))}
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


def a_date(duecourse: CommandLine) -> tuple[str, date]:
    """A working day on which a task of ours falls due, and its case."""
    found = [d for d in duecourse.json("deadlines", "--within", "120d") if d["citations"] and d["act_on"]]
    one = next(d for d in found if d["citations"][0]["title"] == "Our policy")
    return str(one["case_ref"]), date.fromisoformat(one["act_on"])


def test_a_bank_holiday_is_shown_then_let_in_and_reaches_its_cases(duecourse: CommandLine, tmp_path: Path) -> None:
    case, day = a_date(duecourse)
    moved_cases = {
        d["case_ref"]
        for d in duecourse.json("deadlines", "--within", "400d")
        if d["act_on"] == day.isoformat() and d["citations"] and d["citations"][0]["title"] == "Our policy"
    }
    file = str(gov_uk(tmp_path / "bank-holidays.json", day))
    begun = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S}+00:00"
    before = duecourse.json("list")

    shown = duecourse.json("law", "calendar", "import", file, "--check")
    assert (shown["kept"], shown["applied"]) == (False, False)
    assert [r["in_force"] for r in shown["rules"]] == [day.isoformat()]
    assert moved_cases <= {c["case_ref"] for c in shown["cases"]} < {c["case_ref"] for c in before}
    told = duecourse.done("law", "calendar", "import", file)
    assert "Day of thanks" in told and "Nothing was kept: --yes proposes" in told and case in told
    assert duecourse.json("list") == before and duecourse.json("rebuild")["identical"]

    assert duecourse("law", "calendar", "import", file, "--yes", "--check").code == 2
    assert duecourse("law", "calendar", "import", file, "--yes").code == 2  # nobody says who
    waits = duecourse.json("law", "calendar", "import", file, "--yes", "--by", SOL)
    again = duecourse.json("law", "calendar", "import", file, "--yes", "--by", SOL)
    assert (waits["kept"], waits["applied"]) == (False, False) and waits["waiting"] == again["waiting"]
    number = str(waits["waiting"])
    assert [str(one["number"]) for one in duecourse.json("law", "calendar", "waiting")] == [number]
    own = duecourse("law", "calendar", "approve", number, "--yes", "--by", SOL)
    assert own.code == 3 and "somebody else has to let them in" in own.err
    assert case in duecourse.done("law", "calendar", "approve", number)
    assert duecourse.json("list") == before, "to propose and to look change nothing"
    done = duecourse.json("law", "calendar", "approve", number, "--yes", "--by", LEE)
    assert (done["kept"], done["applied"], done["failed"]) == (True, True, {})
    assert duecourse("law", "calendar", "approve", number, "--yes", "--by", LEE).code == 4
    assert duecourse.json("law", "calendar", "waiting") == []
    assert [c["case_ref"] for c in done["cases"]] == [c["case_ref"] for c in shown["cases"]]

    touched = {c["case_ref"] for c in shown["cases"]}
    after = duecourse.json("list")
    versions = {c["case_ref"]: c["version"] for c in before}
    assert {c["case_ref"] for c in after if c["version"] != versions[c["case_ref"]]} == touched
    now = [d["act_on"] for d in duecourse.json("show", case)["deadlines"]]
    assert day.isoformat() not in now
    assert duecourse.json("rebuild")["identical"] and duecourse.json("check") == []
    assert duecourse.json("law", "ask", "england.calendar.is_business_day", f"day={day}")["business"] is False
    for one in touched:
        assert duecourse.json("replay", one)["agrees"]
    letters = [r for r in duecourse.json("outbox", "list", "--case", case) if "the law has changed and" in r["subject"]]
    assert len(letters) == 1

    since = duecourse.json("law", "diff", "--since", begun)
    assert {c["case_ref"] for c in since["cases"]} == touched and all(c["done"] for c in since["cases"])
    duecourse.done("law", "diff", "--since", begun, "--apply", "--by", SOL)
    assert duecourse.json("list") == after, "what has been reached is not told twice"
    assert "Nothing of the law has changed" in duecourse.done("law", "calendar", "import", file, "--yes", "--by", SOL)


def test_a_day_that_is_held_is_not_removed_without_a_word(duecourse: CommandLine, tmp_path: Path) -> None:
    gone = date(2028, 8, 28)
    file = str(gov_uk(tmp_path / "b.json", without=gone))
    told = duecourse("law", "calendar", "import", file, "--nation", "england", "--yes", "--by", SOL)
    assert told.code == 3 and "Mon 28 Aug 2028" in told.err and "--removing" in told.err
    assert told.err.count("\n") == 1
    why = ("--removing", "moved by proclamation")
    shown = duecourse.json("law", "calendar", "import", file, "--nation", "england", "--check", *why)
    assert "is no bank holiday any more" in " ".join(r["says"] for r in shown["rules"])
    held = duecourse.json("law", "ask", "england.calendar.is_business_day", f"day={gone}")
    assert held["business"] is False


def test_a_list_of_closing_days_says_where_it_was_seen(duecourse: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "closing.csv"
    file.write_text("on,name,kind,place\n2028-12-22,Court closed,court_closed,Hartley\n", encoding="utf-8")
    arguments = ("law", "calendar", "import", str(file), "--nation", "england")
    assert "--source" in duecourse(*arguments, "--check").err
    seen = ("--source", "https://court.example/closing", "--seen-on", "yesterday")
    refused, wanted = (
        str(duecourse.json(*arguments, *seen, *place, "--yes", "--by", SOL)["waiting"])
        for place in (("--nation", "scotland"), ())
    )
    duecourse.done("law", "calendar", "approve", refused, "--refuse", "--by", LEE)
    duecourse.done("law", "calendar", "approve", wanted, "--yes", "--by", LEE)
    answer = duecourse.json("law", "ask", "england.calendar.is_business_day", "day=2028-12-22")
    assert (answer["business"], answer["open"]) == (True, False) and "Court closed (Hartley)" in answer["why"]
    assert duecourse.json("rebuild")["identical"]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("calendar", "import", "nowhere.json", "--check"), 4, "cannot be read"),
        (("calendar", "import", "{folder}/tenants.csv", "--check"), 2, "name the columns"),
        (("calendar", "import", "{folder}/landlord.toml", "--nation", "narnia"), 2, "expected england"),
        (("diff", "--since", "no-such-branch"), 2, "a git revision of this checkout"),
        (("diff", "--since", "--force"), 2, ""),
        (("diff", "--since", "2026-11-01"), 2, "the packs were first entered on"),
        (("diff", "--since", "2999-01-01"), 2, "has not come yet"),
        (("signoff", "england.warrant.lif", "--by", SOL), 4, "Did you mean england.warrant.life"),
        (("signoff", "england.secure.notice", "--by", SOL), 3, "confirmed by its source already"),
        (("signoff", RULE, "--by", landlord.LEE), 3, "is team leader in the officer register"),
        (("signoff", RULE, "--by", "Somebody Else"), 2, "no officer is called 'Somebody Else'"),
        (("signoff", RULE, "--by", SOL, "--on", "2999-01-01"), 2, "has not come yet"),
        (("signoff", RULE, "--by", SOL, "--withdraw"), 3, "nothing to withdraw"),
        (("signoff", "england.fee", "--by", SOL, "--only", "step=coffee"), 4, "has no value for step=coffee"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    duecourse: CommandLine, arguments: tuple[str, ...], code: int, says: str
) -> None:
    told = duecourse("law", *(a.format(folder=duecourse.folder) for a in arguments))
    assert (told.code, told.out) == (code, "")
    assert says in told.err


def test_since_a_revision_of_this_checkout(duecourse: CommandLine) -> None:
    told = duecourse("law", "diff", "--since", "HEAD", "--json")
    if (CHECKOUT / ".git").exists():
        assert told.code == 0 and {r["kind"] for r in told.data["rules"]} <= {"value"}
    else:
        assert told.code == 2 and "this is no git checkout" in told.err


def test_a_rule_is_signed_off_shown_and_withdrawn(duecourse: CommandLine) -> None:
    asked = ("law", "ask", RULE, "sent_on=2027-02-01")
    assert "This answer is unconfirmed." in duecourse.done(*asked)
    told = duecourse.done("law", "signoff", RULE, "--by", "Sol Aziz", "--on", "yesterday", "--note", "Policy minute 7")
    yesterday = duecourse.today - timedelta(days=1)
    assert f"{RULE} is signed off by {SOL}" in told
    answer = duecourse.json(*asked)
    assert answer["confidence"] == "signed_off"
    assert answer["signed_off"] == [{"by": SOL, "on": yesterday.isoformat(), "note": "Policy minute 7"}]
    assert "Signed off by sol@example.org" in duecourse.done(*asked)
    assert duecourse("law", "signoff", RULE, "--by", SOL).code == 3
    row = next(r for r in duecourse.json("law", "signatures") if r["rule"] == RULE)
    assert (row["by"], row["confidence"]) == (SOL, "signed_off")

    duecourse.done("law", "signoff", RULE, "--by", SOL, "--withdraw")
    assert duecourse.json(*asked)["confidence"] == "unconfirmed"
    assert duecourse.json("rebuild")["identical"]


def test_what_rests_on_an_unconfirmed_rule_says_so_until_it_is_signed(duecourse: CommandLine) -> None:
    duecourse.done("record", "A2", "agreement-made", "--on", "today", "--amount", "5", "--every", "week",
                          "--first-payment-on", duecourse.today.isoformat(), "--tenants", "P2,P3")  # fmt: skip
    duecourse.done("record", "A2", "agreement-broken", "--on", "today", "--missed", "5.00")
    told = duecourse.done("show", "A2")
    assert "unconfirmed" in told
    papers = duecourse.json("documents", "A2")
    rests = [p for p in papers if any(RULE in u for u in p["unsettled"])]
    assert rests, [(p["paper"], p["unsettled"]) for p in papers]
    assert f"rests on {RULE} (unconfirmed)" in duecourse.done("documents", "A2")
    line = next(c for c in duecourse.json("list") if c["case_ref"] == "A2-1")
    assert line["unsettled"] >= 1 and "not confirmed" in duecourse.done("list")
    cure = next(d for d in duecourse.json("deadlines", "--within", "60d") if d["kind"] == "agreement_cure")
    assert cure["confidence"] == "unconfirmed" and "[unconfirmed]" in duecourse.done("deadlines", "--within", "60d")

    done = duecourse.json("law", "signoff", RULE, "--by", SOL)
    assert "A2-1" in {c["case_ref"] for c in done["cases"]} and done["failed"] == {}
    cure = next(d for d in duecourse.json("deadlines", "--within", "60d") if d["kind"] == "agreement_cure")
    assert cure["confidence"] == "signed_off" and f"Signed off by {SOL}" in cure["because"]
    assert not [p for p in duecourse.json("documents", "A2") if any(RULE in u for u in p["unsettled"])]
    assert duecourse.json("rebuild")["identical"]
