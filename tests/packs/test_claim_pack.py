"""One claim three times, on real PostgreSQL: ready or not, everything that is wrong told at once, and kept."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from activities.packs import NoPack, claim, hearing
from store import board, documents
from store.db import Connection
from templates import package
from tests.activities.conftest import LEADER, OFFICER, Desk
from tests.packs.conftest import CLAIMED, COURT, ready_to_claim

NOW = datetime(2027, 1, 4, 12, tzinfo=UTC)


def made(d: Desk, folder: Path, **options: Any) -> Any:
    row = board.get(d.connection, d.case_ref)
    assert row is not None
    found = claim.capture(d.connection, row, by=OFFICER, now=NOW, options=options)
    with hearing.whole(folder) as inside:
        return claim.write(found, inside, made_at=NOW)


def test_a_claim_is_made_for_all_three_ways_and_kept(desk: Callable[[str], Desk], tmp_path: Path) -> None:
    d = desk("RA2")
    ready_to_claim(d)
    draft = made(d, tmp_path / "draft")
    # the protocol's text is not loaded, so two papers of the claim are specimens and may not be filed
    assert draft["ready"] == {"paper": False, "pcol": True, "possession_service": False}, draft["refused"]
    lacking = {one["paper"]: one["details"] for one in draft["missing"]}
    assert "is a specimen: it lacks the law's own text (V-PAP" in lacking["E-18"]
    kept = {p.name: p for p in documents.list_for_case(d.connection, d.case_ref)}
    assert {kept[name].status for name in draft["papers"].values()} == {"draft"}  # nobody has approved it yet

    d.did("approval_given", CLAIMED, act="claim", by=LEADER)
    d.did("claim_submitted", CLAIMED, court=COURT)
    told = made(d, tmp_path / "pack", costs=6950, human_rights="no")
    assert told["refused"] == [] and told["longer_than_we_would"] == []
    kept = {p.name: p for p in documents.list_for_case(d.connection, d.case_ref)}
    assert {kept[name].status for name in told["papers"].values()} == {"final"}
    # the particulars are those that the claim itself wrote, and no second ones
    own = [p.name for p in kept.values() if p.paper == "E-21" and p.status == "final"]
    assert own == [told["papers"]["E-21"]]
    folder = tmp_path / "pack"
    assert json.loads((folder / "pack.json").read_text("utf-8")) == told
    form = package.text((folder / "papers" / told["papers"]["E-20"]).read_bytes())
    assert "£69.50" in form and "£473.50" in form and "Human rights issues are raised: No." in form
    first = (folder / "00-read-first.txt").read_text("utf-8")
    assert "paper: NOT READY" in first and "Missing before it may be filed\n- E-18: " in first
    assert "possession service: NOT READY" in first and "Did you try mediation?: no event of the case says" in first
    pages = json.loads((folder / "claim-pack.json").read_text("utf-8"))
    assert pages["pcs_commit"] == "7bddd046" and [p["number"] for p in pages["pages"]] == list(range(1, 23))
    answers = {a["key"]: a for page in pages["pages"] for a in page["answers"]}
    assert answers["arrears_total"]["says"] == "£1,500.00" and answers["protocol_followed"]["says"] == "No"
    assert (answers["defendant_1_first_name"]["says"], answers["notice_on"]["says"]) == (
        "Zoë",
        "23 November 2026 at 11:00",
    )
    # the names of letters that PCOL's own page may not take are made plain there
    assert "Zoe" in (folder / "pcol" / "defendant_circumstances.txt").read_text("utf-8")

    lines = (folder / "schedule-of-arrears.csv").read_text("utf-8").splitlines()
    assert lines[0] == "date,what,fell_due,received,owed_after" and lines[1].endswith(
        "Owed before the first line,,,0.00"
    )
    assert lines[-1].endswith(",1500.00") and "schedule-of-arrears.csv" in told["files"]

    # every field that is too long is named with what it takes and what is over, and stops the service alone
    d.connection.execute("UPDATE landlord SET config = jsonb_set(config, '{legal_name}', to_jsonb(repeat('N', 101)))")
    told = made(d, tmp_path / "long")
    long = [one["details"] for one in told["refused"] if one["code"] == "R19" and one["papers"] == ["E-24"]]
    assert [one.split(". What is over: ")[0] for one in long] == [
        "Page 2 (Claimant's name), claimant's name: 101 characters, the service takes 60, 41 too many",
        "Page 22 (Sending it), statement of truth: firm: 101 characters, the service takes 100, 1 too many",
    ]
    assert long[0].endswith(f"What is over: {'N' * 41!r}.") and len(long) == len(told["refused"])
    assert told["ready"] == {"paper": False, "pcol": True, "possession_service": False}

    # the notice that was served keeps what tells its address from another
    d.connection.execute("UPDATE rent_account SET address_1 = address_1 || 'A'")
    against = [one for one in made(d, tmp_path / "moved")["refused"] if one["code"] == "R09"]
    assert [one["papers"] for one in against] == [["E-20", "E-23", "E-24"]]
    assert re.search(r"_E-(08|12)_case_\w+\.docx was written for another", against[0]["details"])
    assert all(one in (tmp_path / "long" / "00-read-first.txt").read_text("utf-8") for one in long)


def test_everything_that_stands_against_it_is_told_at_once(desk: Callable[[str], Desk], tmp_path: Path) -> None:
    d = desk("RA2")
    told = made(d, tmp_path / "pack")
    assert told["ready"] == {"paper": False, "pcol": False, "possession_service": False}
    against = {(one["code"], tuple(one["papers"])) for one in told["refused"]}
    everywhere = ("E-20", "E-21", "E-23", "E-24")
    assert {("R04", everywhere), ("R25", everywhere)} <= against  # no notice, and the account is six weeks old
    assert any(code == "R01" and "E-22" in stopped for code, stopped in against)
    missing = next(one["details"] for one in told["refused"] if one["code"] == "R04")
    assert "(notice)" in missing and "(served)" in missing
    # a refused paper is not kept
    assert not set(told["papers"]) & set(everywhere)


def test_an_issued_claim_has_no_pack(to_court: Callable[..., Any], portfolio: Connection) -> None:
    row = to_court()
    with pytest.raises(NoPack, match="was issued on Wednesday 6 January 2027: nothing is left to send"):
        claim.capture(portfolio, row, by=OFFICER, now=datetime(2027, 2, 15, tzinfo=UTC))
