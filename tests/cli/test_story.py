"""One case walked by hand with the commands alone, from the first contact to the former tenant's debt and its end."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from store import accounts
from store.db import connect
from store.imports import check, load
from tests.cli import landlord
from tests.cli.conftest import CommandLine

LEE = ("--by", landlord.LEE)
COURT = ("--court", "Hartley County Court")
TOPICS = ("--topics", "cause,finances,benefits,repayment")


class Walk:
    """The case of A1, its clock moved on as the story goes. Days are counted from the day of the walk."""

    def __init__(self, duecourse: CommandLine) -> None:
        self.line = duecourse
        self.began = duecourse.today
        self.now = 0

    def day(self, number: int) -> str:
        return (self.began + timedelta(days=number)).isoformat()

    def on(self, number: int) -> None:
        """Moves the case's clock to that day."""
        moved = self.line.json("fast-forward", "A1", f"{number - self.now}d")
        assert moved["today"] == self.day(number)
        self.now = number

    def record(self, event: str, *fields: str, on: int | None = None) -> dict[str, Any]:
        """Records an event; it must go through."""
        when = self.day(self.now if on is None else on)
        told: dict[str, Any] = self.line.json("record", "A1", event, "--on", when, *fields)
        return told

    def refused(self, event: str, *fields: str) -> dict[str, Any]:
        """Records an event; a rule must refuse it with a sentence that has a provision or says what is missing."""
        told = self.line("record", "A1", event, "--on", self.day(self.now), *fields, "--json")
        assert told.code == 3, told.out + told.err
        data: dict[str, Any] = told.data
        assert data["sentence"]
        return data

    def owes(self, pounds: str) -> None:
        """The newest account with its postings, without which no legal step goes on.

        It is loaded as the command does, on the case's own day: the clock of the command itself is the calendar's.
        """
        today = self.began + timedelta(days=self.now)
        with TemporaryDirectory() as kept, connect(os.environ["DATABASE_URL"]) as connection:
            held = accounts.get(connection, "A1")
            folder = landlord.later(
                Path(kept), today, round(float(pounds) * 100), held.balance_pence, held.balance_as_at
            )
            report = check(folder, today=today, connection=connection)
            assert report.ok, [p.sentence for p in report.problems]
            load(connection, folder, report=report, by="test", today=today)
        self.record("balance-refreshed", "--arrears", pounds)

    def approved(self, act: str) -> dict[str, Any]:
        """The step is prepared by the owner and approved by the leader."""
        self.record("approval-requested", "--act", act)
        assert "cannot approve" in self.refused("approval-given", "--act", act, "--by", landlord.ANN)["sentence"]
        return self.record("approval-given", "--act", act, *LEE)

    @property
    def stage(self) -> str:
        return str(next(c["stage"] for c in self.line.json("list", "--closed") if c["case_ref"] == "A1-1"))

    def papers(self, told: dict[str, Any]) -> set[str]:
        """The papers that a step wrote."""
        return {p["paper"] for p in told["papers"] if p["status"] in ("draft", "final")}


@pytest.mark.slow
def test_from_the_first_contact_to_the_former_tenants_debt(duecourse: CommandLine, tmp_path: Path) -> None:
    walk = Walk(duecourse)

    # Early action: the protocol before the notice is met by what is recorded.
    assert "notice" in walk.refused("claim-submitted", *COURT)["sentence"]
    walk.record("contact-made", "--channel", "phone", *TOPICS, "--affordable-offer", "--benefit-help", "--debt-advice")
    walk.record("direct-payment-requested")
    assert walk.papers(walk.record("statement-sent")) == {"E-04"}
    assert walk.papers(walk.record("arrears-letter-sent")) == {"E-01"}

    # Notice: prepared, approved by someone else, served, and no claim before its day.
    assert "E-08" in walk.papers(walk.approved("notice"))
    served = walk.record("notice-served", "--method", "left_at_address", "--at", "11:20")
    assert (served["stage"]["after"], walk.papers(served)) == ("notice", {"E-14"})
    early = walk.refused("claim-submitted", *COURT)
    state = duecourse.json("show", "A1")["state"]
    claim_from = date.fromisoformat(state["notice"]["claim_from"])
    assert any(o.get("first_day") == claim_from.isoformat() for o in early["objections"])
    assert "Housing Act 1985 s.83" in early["sentence"]

    # Protocol after the notice.
    assert walk.papers(walk.record("protocol-letter-sent")) == {"E-16"}
    reply_by = date.fromisoformat(duecourse.json("show", "A1")["state"]["reply_by"])
    waits = [o for o in walk.refused("claim-submitted", *COURT)["objections"] if o["rule"] == "claim.reply_running"]
    assert [o["first_day"] for o in waits] == [(reply_by + timedelta(days=1)).isoformat()]
    walk.record("contact-made", "--channel", "visit", *TOPICS, "--other-dispute-resolution")
    walk.on((claim_from - walk.began).days)

    # Claim: not on a stale balance.
    assert "balance" in walk.refused("approval-requested", "--act", "claim")["sentence"].lower()
    walk.owes("1030.50")
    walk.approved("claim")
    assert walk.papers(walk.record("claim-submitted", *COURT)) == {"E-18", "E-21", "E-22"}
    walk.record("claim-issued", "--claim-number", "M00XX123", "--fee", "404.00")
    hearing = walk.now + 42
    listed = walk.record("hearing-listed", "--hearing-at", f"{walk.day(hearing)}T10:00")
    assert (walk.stage, "E-25" in walk.papers(listed)) == ("hearing", True)
    walk.on(hearing)

    # Order: suspended on terms; a warrant waits for a breach shown from the account.
    terms = ("--rent-plus", "5.00", "--every", "week", "--first-payment-on", walk.day(hearing + 7))
    money = ("--money-judgment", "1030.50", "--costs", "404.00", "--possession-on", walk.day(hearing + 14))
    order = walk.record(
        "hearing-outcome-recorded", "--outcome", "suspended", "--ground-basis", "discretionary", *terms, *money
    )
    assert (walk.stage, "E-30" in walk.papers(order)) == ("order", True)
    walk.owes("1741.50")
    assert walk.refused("warrant-requested")["objections"]
    walk.on(hearing + 35)
    walk.owes("2334.00")
    breached = walk.record("order-breached", "--missed", "589.50")
    assert "E-31" in walk.papers(breached)

    # Warrant and eviction: fourteen clear days, an application on the way, and back to the right place.
    walk.approved("warrant")
    assert walk.papers(walk.record("warrant-requested")) == {"E-33"}
    walk.record("warrant-issued", "--warrant-number", "W0001")
    soon = walk.refused("eviction-booked", "--eviction-at", f"{walk.day(walk.now + 10)}T10:00")
    assert (soon["first_day"], "CPR 83.8A" in soon["sentence"]) == (walk.day(walk.now + 15), True)
    eviction = walk.now + 28
    booked = walk.record("eviction-booked", "--eviction-at", f"{walk.day(eviction)}T10:00")
    assert (walk.stage, "E-35" in walk.papers(booked)) == ("eviction", True)
    walk.record("eviction-notice-delivered")
    walk.record("suspension-applied", "--hearing-at", f"{walk.day(walk.now + 7)}T14:00")
    assert walk.refused("eviction-confirmed")["objections"]
    walk.on(walk.now + 7)
    walk.record("suspension-decided", "--outcome", "refused")
    walk.owes("2452.50")
    if duecourse.json("show", "A1")["state"]["eviction"]["cancelled_on"]:
        walk.record("eviction-rebooked", "--eviction-at", f"{walk.day(eviction)}T10:00")
        walk.record("eviction-notice-delivered")
    walk.on(eviction - 3)
    walk.owes("1900.00")
    walk.approved("eviction")
    walk.record("eviction-confirmed")
    walk.on(eviction)
    done = walk.record("eviction-carried-out")
    assert (done["stage"]["after"], walk.stage) == ("former_tenant", "former_tenant")

    # The debt that is left, on the same case.
    former = duecourse.json("show", "A1")["state"]["former"]
    assert former["limitation_last_day"]
    assert "address" in walk.refused("former-tenant-letter-sent")["sentence"]
    files = landlord.write(tmp_path / "files", duecourse.today, moved={"P1": "9 Far Lane, Hartley, HT9 9ZZ"})
    duecourse.done("import", str(files), *LEE)
    assert walk.papers(walk.record("former-tenant-letter-sent")) == {"E-38"}
    walk.record("write-off-requested", "--amount", "1900.00", "--code", "untraced", "--reason", "Left no address")
    assert walk.refused("write-off-decided", "--approved", "--by", landlord.ANN)["objections"]
    walk.record("write-off-decided", "--approved", *LEE)
    walk.record("case-closed", "--reason", "written_off")
    assert "closed" in walk.refused("note-added", "--text", "Too late")["sentence"]

    # What is kept: the record, the papers, and the proofs.
    history = duecourse.done("show", "A1-1", "--history")
    assert "notice served" in history
    assert "£5.00" in history
    names = [p["name"] for p in duecourse.json("documents", "A1-1")]
    notice = next(n for n in names if "E-08" in n and "draft" not in n)
    out = tmp_path / "notice.docx"
    duecourse.done("documents", "A1-1", notice, "-o", str(out))
    assert out.read_bytes()[:2] == b"PK"
    assert duecourse("documents", "A1-1", "nothing.docx").code == 4
    assert duecourse.json("rebuild")["identical"] is True
    assert duecourse.json("check") == []
    assert duecourse.json("replay", "A1-1")["agrees"] is True

    # The account may have another case, and its first stays what it was.
    duecourse.done("open", "A1", "--by", landlord.ANN)
    assert duecourse.json("next", "A1")["case_ref"] == "A1-2"
    assert duecourse.json("show", "A1-1")["stage"] == "closed"
    duecourse.done("record", "A1", "case-closed", "--on", "today", "--reason", "opened_in_error")
