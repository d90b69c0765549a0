"""A change of the law on real servers: it reaches the cases whose dates it moves, those alone, once, and says so."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import law
from activities.mail import FolderMail
from activities.reminders import Dispatcher
from bench import house
from bench.driver import Case, Shell
from bench.roads import FIRST_LETTERS, claim, notice, stop, walk
from law.additions import Additions, SignOff
from law.calendars import CalendarChange, DayChange
from law.dates import DAY, london_day
from store import board, documents, lawbook, ledger, outbox
from store.db import connect
from store.rebuild import rebuild
from workflows import gateway
from workflows.gateway import LawDiff


def proclaimed(shell: Shell, *days: date, by: str = house.LEGAL) -> None:
    """Bank holidays that were not known before are kept, as an import keeps them."""
    changed = CalendarChange(
        version=1,
        known_from=london_day(datetime.now(UTC)),
        calendar="england-and-wales",
        source="https://www.gov.uk/bank-holidays.json",
        seen_on=london_day(datetime.now(UTC)),
        days=tuple(DayChange(on=day, kind="bank_holiday", name="A day of thanks") for day in days),
    )
    with shell.conn.transaction():
        lawbook.add_days(shell.conn, changed, by=by)


def diff(shell: Shell, before: Additions) -> LawDiff:
    old = law.Reading(additions=before)
    new = law.Reading(additions=lawbook.read(shell.conn))
    return gateway.law_diff(shell.conn, old, new, now=datetime.now(UTC))


async def listed(shell: Shell) -> Case:
    """A case with a hearing forty days ahead."""
    case = await shell.open()
    await walk(case, (stop(0, *FIRST_LETTERS), *notice(), *claim()))
    return case


def evidence_by(case: Case) -> date:
    found = next(d for d in board.case_deadlines(case.shell.conn, case.ref) if d.kind == "evidence")
    assert found.act_on is not None
    return found.act_on


def next_working_day(day: date) -> date:
    """One of the two clear business days that must lie between the evidence and the hearing."""
    day += DAY
    while not law.ask("england.calendar.is_business_day", day=day)["business"]:
        day += DAY
    return day


async def test_a_bank_holiday_reaches_the_cases_it_moves_and_no_others(shell: Shell) -> None:
    heard, quiet = await listed(shell), await shell.open()
    hearing = date.fromisoformat(heard.row.state["hearing"]["on"])
    was = evidence_by(heard)
    before = lawbook.read(shell.conn)
    holiday = next_working_day(was)
    assert holiday < hearing

    proclaimed(shell, holiday)
    found = diff(shell, before)

    assert [c.case_ref for c in found.cases] == [heard.ref] and found.looked_at == 2
    moved = {d.kind: d for d in found.cases[0].dates}["evidence"]
    assert moved.was == was and moved.now is not None and moved.now < was
    assert moved.by_days == (moved.now - was).days and "A day of thanks" in moved.because
    assert house.OFFICER in found.cases[0].told
    assert evidence_by(heard) == was, "looking changes nothing"

    steps = quiet.row.version, heard.row.version
    told = await gateway.review_law(shell.client, shell.conn, found, by=house.LEGAL, now=datetime.now(UTC))

    assert list(told) == [heard.ref]
    assert evidence_by(heard) == moved.now
    assert heard.row.state["hearing"]["evidence_by"] == moved.now.isoformat()
    assert (quiet.row.version, heard.row.version) == (steps[0], steps[1] + 1)
    assert heard.kinds()[-1] == "law_reviewed"
    assert (await heard.standing())["state"]["hearing"] == heard.row.state["hearing"]
    outcome = gateway.outcome(shell.conn, heard.ref, heard.row.version)
    assert "evidence" in {d["kind"] for d in outcome["dates"]["moved"]}
    letters = [r for r in outbox.rows(shell.conn, case_ref=heard.ref) if r.deadline_kind == "law_change"]
    assert [r.audience_email for r in letters] == [house.OFFICER] and "A day of thanks" in letters[0].body
    waiting = [r for r in outbox.rows(shell.conn, case_ref=heard.ref, sent=False) if r.deadline_kind == "evidence"]
    assert waiting and all(str(moved.now.year) in r.subject for r in waiting)
    assert max(london_day(r.not_before) for r in waiting) == moved.now

    again = diff(shell, before)
    assert [c.done for c in again.cases] == [True] and again.open == ()
    await gateway.review_law(shell.client, shell.conn, found, by=house.LEGAL, now=datetime.now(UTC))
    assert heard.row.version == steps[1] + 1, "told again, it is told once"

    await heard.tell("note_added", text="After it")
    assert not next(
        r for r in outbox.rows(shell.conn, case_ref=heard.ref) if r.deadline_kind == "law_change"
    ).made_void_at
    with shell.conn.transaction():
        assert rebuild(shell.conn).identical
    for case in (heard, quiet):
        assert (await gateway.replay(shell.client, case.row.workflow_id)).agrees


async def test_what_was_decided_before_is_folded_as_it_was_decided(shell: Shell) -> None:
    """Between the import and the review nothing moves of itself; a rebuild says the same as the board."""
    heard = await listed(shell)
    was = evidence_by(heard)
    proclaimed(shell, next_working_day(was))
    with shell.conn.transaction():
        assert rebuild(shell.conn).identical
    assert evidence_by(heard) == was
    hearing = datetime.fromisoformat(heard.row.state["hearing"]["at"])

    await heard.tell("hearing_relisted", hearing_at=hearing)  # a fact judged newly

    assert evidence_by(heard) < was
    recorded = ledger.events(shell.conn, heard.ref)
    assert recorded[-1].payload["known_version"] == 1 and "known_version" not in recorded[0].payload
    with shell.conn.transaction():
        assert rebuild(shell.conn).identical


async def test_a_notice_posted_over_a_new_holiday_is_counted_with_it_and_one_posted_before_is_not(shell: Shell) -> None:
    early, late = await shell.open(), await shell.open()
    for case in (early, late):
        await walk(case, notice()[:2])
    day = early.today + 2 * DAY
    while not law.ask("england.calendar.is_business_day", day=day)["business"]:
        day += DAY
    await early.tell("notice_served", method="first_class_post", at="10:00", proof="certificate")
    given = early.row.state["notice"]["given_on"]
    posted = late.today
    before = lawbook.read(shell.conn)
    proclaimed(shell, *(posted + n * DAY for n in range(1, 8)))

    await late.tell("notice_served", method="first_class_post", at="10:00", proof="certificate")

    assert late.row.state["notice"]["given_on"] > given
    found = diff(shell, before)
    assert found.rules and early.row.state["notice"]["given_on"] == given
    await gateway.review_law(shell.client, shell.conn, found, by=house.LEGAL, now=datetime.now(UTC))
    assert early.row.state["notice"]["given_on"] == given, "what was judged stays judged"
    with shell.conn.transaction():
        assert rebuild(shell.conn).identical


async def test_a_paper_that_says_a_day_which_has_moved_is_named_and_marked(shell: Shell) -> None:
    case = await shell.open()
    await walk(case, notice()[:2])
    await case.tell("notice_served", method="first_class_post", at="10:00", proof="certificate")
    before = lawbook.read(shell.conn)
    served = date.fromisoformat(case.row.state["notice"]["given_on"])
    proclaimed(shell, served)

    found = diff(shell, before)
    named = {p.name for c in found.cases for p in c.papers}
    assert any("E-14" in name for name in named)
    await gateway.review_law(shell.client, shell.conn, found, by=house.LEGAL, now=datetime.now(UTC))

    wrong = {p.name: p.wrong_because for p in documents.list_for_case(shell.conn, case.ref) if p.wrong_because}
    assert named <= set(wrong) and all("law as it is known now" in str(wrong[name]) for name in named)


async def test_a_case_that_was_not_reached_is_named_until_it_is(shell: Shell) -> None:
    told_of, lost = await shell.open(), await shell.open()  # both are to be contacted by the same working day
    before = lawbook.read(shell.conn)
    contact = next(d.act_on for d in board.case_deadlines(shell.conn, lost.ref) if d.kind == "first_contact")
    assert contact is not None
    proclaimed(shell, contact)
    found = diff(shell, before)
    await lost.handle.terminate("for this test")

    told = await gateway.review_law(shell.client, shell.conn, found, by=house.LEGAL, now=datetime.now(UTC))

    assert isinstance(told[lost.ref], gateway.CaseNotFound) and not isinstance(told[told_of.ref], Exception)
    shell.conn.execute("UPDATE law_review SET planned_at = planned_at - interval '1 hour'")
    later = datetime.now(UTC) + timedelta(minutes=1)
    unread = [f.case_ref for f in await gateway.check(shell.client, shell.conn, now=later) if f.kind == "law_unread"]
    assert unread == [lost.ref]

    await gateway.revive(shell.client, shell.conn, lost.ref, settings=shell.settings)
    await gateway.review_law(shell.client, shell.conn, diff(shell, before), by=house.LEGAL, now=datetime.now(UTC))
    assert not [f for f in await gateway.check(shell.client, shell.conn, now=later) if f.kind == "law_unread"]


async def test_a_signature_changes_how_sure_a_date_is_and_moves_none(shell: Shell) -> None:
    heard, quiet = await listed(shell), await shell.open()
    before = lawbook.read(shell.conn)
    rule = "england.protocol.pre_hearing"
    prints = tuple(v.fingerprint() for v in law.question(rule).value)

    def sure() -> str:
        return next(d.confidence for d in board.case_deadlines(shell.conn, heard.ref) if d.kind == "pre_hearing")

    assert sure() == "unconfirmed"
    on = london_day(datetime.now(UTC))
    with shell.conn.transaction():
        lawbook.sign(shell.conn, SignOff(version=1, known_from=on, rule=rule, values=prints, on=on, by=house.LEGAL))
    found = diff(shell, before)
    assert [c.case_ref for c in found.cases] == [heard.ref]
    assert {(d.kind, d.was == d.now, d.confidence_now) for d in found.cases[0].dates} == {
        ("pre_hearing", True, "signed_off")
    }

    await gateway.review_law(shell.client, shell.conn, found, by=house.LEGAL, now=datetime.now(UTC))

    assert sure() == "signed_off" and quiet.row.version == 1
    with shell.conn.transaction():
        assert rebuild(shell.conn).identical


async def test_the_check_says_a_year_ahead_that_a_calendar_ends(shell: Shell) -> None:
    def ends(found: list[gateway.Finding]) -> list[str]:
        return [f.case_ref for f in found if f.kind == "calendar_ends"]

    assert ends(await gateway.check(shell.client, shell.conn)) == []
    late = datetime(2028, 2, 1, 12, tzinfo=UTC)
    assert ends(await gateway.check(shell.client, shell.conn, now=late)) == ["england-and-wales", "scotland"]
    morning = Dispatcher(shell.settings, FolderMail(shell.settings.mail_dir))
    with connect(shell.settings.database_url) as conn:
        await morning.round(conn, now=late)
    told = [r for r in outbox.rows(shell.conn, audience_email=house.LEGAL) if r.deadline_kind == "calendar_ends"]
    assert len(told) == 2 and all(r.sent_at for r in told)
