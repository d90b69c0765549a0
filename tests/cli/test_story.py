"""One case walked by hand with the commands alone, from the first contact to the former tenant's debt and its end."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from store import accounts
from store.db import connect
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
        self.owed = 101200

    def day(self, number: int) -> str:
        return (self.began + timedelta(days=number)).isoformat()

    def on(self, number: int, *, paid: str | None = None) -> dict[str, Any]:
        """Moves the case's clock and its account to that day; `paid` comes in each Monday. What happened to the account."""
        more = ("--paid", paid) if paid else ()
        moved = self.line.json("fast-forward", "A1", f"{number - self.now}d", *more)
        assert moved["today"] == self.day(number)
        self.now = number
        account: dict[str, Any] = moved["account"]
        assert account["charged_pence"] in (0, 11850 * len(account["rent_days"]))
        self.owed += account["charged_pence"] - account["paid_pence"]
        state = self.line.json("show", "A1")["state"]["balance"]
        assert (account["arrears_pence"], state["arrears"], state["as_at"]) == (self.owed, self.owed, self.day(number))
        return account

    @property
    def pounds(self) -> str:
        """What is owed today, as it is typed."""
        return f"{self.owed / 100:.2f}"

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

    # Early action: the protocol before the notice is met by what is recorded; an agreement is kept for a while and then broken.
    assert "notice" in walk.refused("claim-submitted", *COURT)["sentence"]
    walk.record("contact-made", "--channel", "phone", *TOPICS, "--affordable-offer", "--benefit-help", "--debt-advice")
    walk.record("direct-payment-requested")
    assert walk.papers(walk.record("statement-sent")) == {"E-04"}
    assert walk.papers(walk.record("arrears-letter-sent")) == {"E-01"}

    plan = ("--amount", "5.00", "--every", "week", "--first-payment-on", walk.day(7))
    assert walk.papers(walk.record("agreement-made", *plan)) == {"E-06"}
    walk.on(13, paid="123.50")
    walk.on(34)
    broken = walk.record("agreement-broken")
    assert walk.papers(broken) == {"E-07"}
    cure_by = date.fromisoformat(duecourse.json("show", "A1")["state"]["agreement"]["cure_by"])
    walk.on((cure_by - walk.began).days + 1)

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
    walk.on(max((claim_from - walk.began).days, (reply_by - walk.began).days + 1))

    # Claim: on the account as it stands, with every line of it.
    walk.approved("claim")
    assert walk.papers(walk.record("claim-submitted", *COURT)) == {"E-18", "E-21", "E-22"}
    walk.record("claim-issued", "--claim-number", "M00XX123", "--fee", "404.00")
    hearing = walk.now + 42
    listed = walk.record("hearing-listed", "--hearing-at", f"{walk.day(hearing)}T10:00")
    assert (walk.stage, "E-25" in walk.papers(listed)) == ("hearing", True)
    walk.on(hearing)

    # Order: suspended on terms; a warrant waits for a breach shown from the account.
    terms = ("--rent-plus", "5.00", "--every", "week", "--first-payment-on", walk.day(hearing + 7))
    money = ("--money-judgment", walk.pounds, "--costs", "404.00", "--possession-on", walk.day(hearing + 14))
    order = walk.record(
        "hearing-outcome-recorded", "--outcome", "suspended", "--ground-basis", "discretionary", *terms, *money
    )
    assert (walk.stage, "E-30" in walk.papers(order)) == ("order", True)
    assert walk.refused("warrant-requested")["objections"]
    walk.on(hearing + 20, paid="123.50")
    assert "no breach" in walk.refused("approval-requested", "--act", "warrant")["sentence"]
    walk.on(hearing + 41)
    breached = walk.record("order-breached")
    assert "E-31" in walk.papers(breached)
    short = duecourse.json("show", "A1")["state"]["order"]["breach_short"]
    assert short > 0 and short % 12350 == 0

    # The warning names a day, and the warrant waits for it.
    assert "put it right" in walk.refused("approval-requested", "--act", "warrant")["sentence"]
    walk.on(walk.now + 16)

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
    if duecourse.json("show", "A1")["state"]["eviction"]["cancelled_on"]:
        walk.record("eviction-rebooked", "--eviction-at", f"{walk.day(eviction)}T10:00")
        walk.record("eviction-notice-delivered")
    walk.on(eviction - 3)
    walk.approved("eviction")
    assert walk.papers(walk.record("eviction-confirmed")) == {"E-36"}
    walk.on(eviction)
    done = walk.record("eviction-carried-out")
    assert (done["stage"]["after"], walk.stage) == ("former_tenant", "former_tenant")

    # The debt that is left, on the same case.
    former = duecourse.json("show", "A1")["state"]["former"]
    assert former["limitation_last_day"]
    assert "address" in walk.refused("former-tenant-letter-sent")["sentence"]
    walk.record("address-traced", "--tenant", "P1", "--address", "9 Far Lane, Hartley, HT9 9ZZ")
    assert walk.papers(walk.record("former-tenant-letter-sent")) == {"E-38"}
    assert walk.on(walk.now + 40, paid="20.00")["charged_pence"] == 0
    beyond = f"{(walk.owed + 1) / 100:.2f}"
    assert (
        "more than the debt" in walk.refused("write-off-requested", "--amount", beyond, "--code", "other")["sentence"]
    )
    asked = ("write-off-requested", "--amount", walk.pounds, "--code", "untraced", "--reason", "Left no address")
    assert "nothing is recorded that shows it" in walk.refused(*asked)["sentence"]
    assert walk.papers(walk.record(*asked, "--evidence", "Two traces found nothing")) == {"E-39"}
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

    # The landlord's next files take the place of what the demonstration posted: nothing is doubled.
    files = landlord.write(tmp_path / "files", duecourse.today)
    told = files / "rent_accounts.csv"
    told.write_text(told.read_text(encoding="utf-8").replace("1 Elm Row", "1 Elm Row West"), encoding="utf-8")
    duecourse.done("import", str(files), *LEE)
    with connect(os.environ["DATABASE_URL"]) as connection:
        assert accounts.get(connection, "A1").balance_pence == 101200
        assert not any(row.demonstration for row in accounts.transactions(connection, "A1"))

    # The account may have another case, and its first stays what it was.
    duecourse.done("open", "A1", "--by", landlord.ANN)
    assert duecourse.json("next", "A1")["case_ref"] == "A1-2"
    assert duecourse.json("show", "A1-1")["stage"] == "closed"
    duecourse.done("record", "A1", "case-closed", "--on", "today", "--reason", "opened_in_error")
