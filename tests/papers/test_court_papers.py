"""E-18, E-21 and E-22: the figures agree to the penny, what is open is told, and nothing is claimed that is not shown."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from docx import Document

from activities.papers import protocol
from activities.papers.known import Ask, PersonKnown, Posting
from cases import protocol as rules
from cases.events import court, early
from cases.steps import WriteDocument
from tests.papers import court_samples as cs
from tests.papers import fixtures as fx
from tests.papers.court_samples import ISSUED
from tests.papers.fixtures import AMINA, TOM
from tests.papers.samples import loaded
from tests.papers.test_notices import has, lacks


def money_cells(content: bytes, table: int = -1) -> list[list[str]]:
    """The rows of a table of a document."""
    return [[cell.text for cell in row.cells] for row in Document(BytesIO(content)).tables[table].rows]


# E-18


def test_a_protocol_followed_is_answered_yes() -> None:
    text = loaded(cs.submitted(), "V-PAP").text("E-18")
    has(
        text,
        "Was the protocol followed? Yes",
        "No required step is open",
        "No step was waived",
        "2.8",
        "2.10",
        "Part 2",
    )
    has(text, "3 December 2026: Tom O'Brien-Hughes was in contact by telephone")
    lacks(text, "OPEN", "If not, why")


def test_what_was_done_with_one_tenant_is_open_for_the_other() -> None:
    content = cs.without_tom(cs.submitted()).paper("E-18").content
    rows = {(r[0], r[2]): r[3] for r in money_cells(content, 1)[1:]}
    assert rows["2.1", "Amina Khan"] == "Done" and rows["2.1", "Tom O'Brien-Hughes"] == "OPEN"
    assert rows["2.8", "Tom O'Brien-Hughes"] == "OPEN" and rows["2.10", "all"] == "Open, not required"
    text = fx.said(content)
    has(text, "Was the protocol followed? No", "Paragraph 2.1, Tom O'Brien-Hughes:", "2.7 (Tom O'Brien-Hughes)")


def shown(content: bytes, paragraph: str, who: str) -> str:
    """What the statement says of one paragraph for one defendant: its status and what shows it."""
    return next(f"{r[3]}: {r[4]}" for r in money_cells(content, 1) if (r[0], r[2]) == (paragraph, who))


def test_each_row_shows_what_was_done_about_its_own_paragraph() -> None:
    case = cs.submitted()
    settled = fx.happened(
        early.ContactMade,
        date(2026, 12, 22),
        tenant=AMINA,
        channel="visit",
        benefit_help=True,
        direct_payment_considered=True,
        affordable_offer=True,
        other_dispute_resolution=True,
    )
    evidence = {**case.state.evidence, "adr": {"*": date(2026, 12, 22)}}
    content = case.knowing(events=(*case.known.events, settled)).but(evidence=evidence).paper("E-18").content
    has(
        shown(content, "2.2", "all"),
        "22 December 2026: A repayment that Amina Khan could afford was put forward by visit.",
    )
    has(
        shown(content, "2.4", "all"),
        "3 December 2026: The claimant asked, for Amina Khan, for rent to be paid",
        "22 December 2026: Payment or deductions straight from benefit were considered with Amina Khan by visit.",
    )
    has(shown(content, "2.5", "all"), "22 December 2026: Amina Khan was offered help with benefits by visit.")
    advice = shown(content, "2.7", "Tom O'Brien-Hughes")
    has(advice, "3 December 2026: Tom O'Brien-Hughes was told by telephone where free debt advice can be had.")
    lacks(advice, "Amina Khan was told", "in contact")
    has(shown(content, "2.10", "all"), "Done: 22 December 2026: Another way of settling the matter, without a court,")


def test_nothing_older_than_the_notice_shows_what_follows_it() -> None:
    """FX-A's notice was served on 1 December: what was done that day before it, or earlier, is not after it."""
    case = cs.submitted()
    served = next(e for e in case.known.events if e.kind == "notice_served")
    morning = fx.happened(early.ContactMade, served.happened_on, tenant=AMINA, channel="visit", topics=("cause",))
    older = fx.happened(early.ContactMade, date(2026, 11, 20), tenant=AMINA, channel="office", topics=("cause",))
    content = case.knowing(events=(older, morning, *case.known.events)).paper("E-18").content
    has(shown(content, "2.1", "Amina Khan"), "20 November 2026", "1 December 2026")
    after = shown(content, "2.8", "Amina Khan")
    has(after, "3 December 2026: Amina Khan was in contact by telephone", "18 December 2026: A letter with")
    lacks(after, "20 November 2026", "1 December 2026:")


def test_the_letter_to_a_tenant_served_first_still_follows_their_own_notice() -> None:
    """Tom is served on 19 December, after the letter of the 18th: it shows paragraph 2.8 for Amina and not for him."""
    case = cs.submitted()
    notice = case.state.notice
    assert notice is not None
    late = date(2026, 12, 19)
    second = fx.happened(court.NoticeServed, late, method="handed_to_person", tenants=(TOM,))
    known = [e.with_facts(tenants=(AMINA,)) if e.kind == "notice_served" else e for e in case.known.events]
    services = {**notice.services, TOM: notice.services[TOM].model_copy(update={"on": late})}
    evidence = {**case.state.evidence, "post_notice_contact": {AMINA: cs.PHONED}, "protocol_copy": {AMINA: cs.LETTER}}
    content = (
        loaded(case, "V-PAP")
        .knowing(events=(*known, second))
        .but(notice=notice.model_copy(update={"services": services}), evidence=evidence)
        .paper("E-18")
        .content
    )
    has(shown(content, "2.8", "Amina Khan"), "Done", "18 December 2026: A letter with")
    assert shown(content, "2.8", "Tom O'Brien-Hughes") == "OPEN: Nothing recorded"


def test_a_tenant_who_never_answered_is_told_as_attempted_and_by_what() -> None:
    content = loaded(cs.unanswered(), "V-PAP").paper("E-18").content
    first = shown(content, "2.1", "Tom O'Brien-Hughes")
    has(first, "Attempted: 20 November 2026: Contact with Tom O'Brien-Hughes was tried by visit: no answer.")
    has(first, "30 November 2026: A letter about the arrears was sent")
    has(first, "reasonable attempts: a letter to that tenant alone, and at least one call, visit or message.")
    after = shown(content, "2.8", "Tom O'Brien-Hughes")
    has(
        after,
        "Attempted: ",
        "18 December 2026: A letter with",
        "21 December 2026: Contact with Tom O'Brien-Hughes was tried",
    )
    lacks(after, "20 November 2026", "30 November 2026")
    has(fx.said(content), "Was the protocol followed? Yes")


def test_a_copy_of_the_protocol_is_claimed_only_where_its_text_is_held() -> None:
    without = cs.submitted().paper("E-18")
    assert without.specimen
    row = shown(without.content, "2.8", "Amina Khan")
    has(row, "OPEN: ", "a short account of the pre-action protocol, without its text,")
    has(fx.said(without.content), "not shown: a short account was sent, not the text.", "Was the protocol followed? No")
    has(
        cs.heard().text("E-27"),
        "2.8 OPEN for Amina Khan and Tom O'Brien-Hughes: a short account was sent, not the text",
    )
    assert rules.open_rows(cs.submitted().state, cs.submitted().today) == ()  # the case itself waits for nothing
    held = loaded(cs.submitted(), "V-PAP").paper("E-18")
    assert not held.specimen
    has(shown(held.content, "2.8", "Amina Khan"), "A letter with a copy of the pre-action protocol was sent")


def test_the_explanation_fits_the_court_s_service() -> None:
    case = cs.submitted().but(evidence={})
    kept = case.paper("E-18").facts
    assert kept["followed"] is False
    table = {r[0]: r[1] for r in money_cells(case.paper("E-18").content, 2)}
    assert 0 < len(table["If not, why"].encode("utf-16-le")) // 2 <= 250
    has(table["If not, why"], "2.1", "2.8")


def test_one_character_more_than_the_court_s_service_takes_is_refused() -> None:
    case = cs.submitted()
    order = WriteDocument(paper="E-18", event_id=case.event.event_id)
    ask = Ask(order=order, state=case.state, event=case.event, today=case.today, known=case.known)
    assert [r.code for r in protocol._against(ask, (), "x" * 250)] == []
    assert [r.code for r in protocol._against(ask, (), "x" * 251)] == ["R19"]
    assert [r.code for r in protocol._against(ask, (), "x" * 249 + "🏠")] == ["R19"]  # which counts as two


def test_what_was_written_down_of_somebody_s_health_is_in_no_court_paper() -> None:
    case = cs.submitted()
    looked = fx.happened(
        early.VulnerabilityAssessed,
        date(2026, 12, 22),
        tenant=TOM,
        vulnerable=True,
        note="He has depression and cancer.",
    )
    sent = fx.happened(early.ReferralMade, date(2026, 12, 22), tenant=TOM, to="social_care", note="Cancer nurse.")
    told = case.knowing(events=(*case.known.events, looked, sent)).but(vulnerable=(TOM,))
    for paper in ("E-18", "E-21"):
        lacks(told.text(paper).lower(), "depress", "cancer", "vulnerable")


def test_statements_too_far_apart_are_open() -> None:
    case = cs.submitted()
    assert "2.3" not in case.text("E-18").split("2. What is open")[1]
    late = replace(case, today=date(2027, 3, 22))  # 92 days after the statement of 20 December 2026
    has(late.text("E-18").split("2. What is open")[1], "Paragraph 2.3")


def test_a_waiver_is_told_with_its_reason_who_and_when() -> None:
    text = cs.waived().text("E-18")
    has(text, "Paragraph 2.7, Tom O'Brien-Hughes: He advises on debt for a living. (Sam Rowe, 5 January 2027)")
    has(text, "Was the protocol followed? No", "Not needed, with reasons: 2.7")


def test_nothing_is_called_done_or_waived_without_an_event_that_shows_it() -> None:
    case = cs.submitted()
    bare = case.knowing(events=(case.event,))
    assert bare.refused("E-18") == ("R25",)
    unsaid = cs.waived()
    kept = tuple(e for e in unsaid.known.events if not isinstance(e, court.ProtocolWaived))
    assert unsaid.knowing(events=kept).refused("E-18") == ("R25",)


def test_a_mandatory_claim_shows_part_3() -> None:
    text = cs.introductory_claim().text("E-18")
    has(text, "Part 3", "3 (letter)", "3 (considered)", "Yes")
    has(cs.introductory_claim(considered=False).text("E-18"), "Paragraph 3 (considered), Grace Oduya")


# E-21


def test_daily_rate_and_arrears_stand_in_their_own_paragraphs() -> None:
    text = cs.submitted().text("E-21", arrears=125200)
    assert (
        text.index("3(c)")
        < text.index("£17.14 a day")
        < text.index("4(a)")
        < text.index("£1,252.00")
        < text.index("4(b)")
    )
    has(
        text,
        "In the Testborough County Court",
        "Amina Khan; Tom O'Brien-Hughes",
        "grounds 8, 10 and 11",
        "£960.00",
        "£404.00",
    )
    has(
        text,
        "served: Amina Khan: 1 December 2026, handed",
        "Tom O'Brien-Hughes: 1 December 2026, handed",
        "16 December 2026",
    )
    has(text, "a private registered provider", "3 December 2026: Amina Khan was in contact by telephone")
    paragraph = text[text.index("4(a)") : text.index("4(b)")]
    has(paragraph, "court costs: £148.00")
    lacks(paragraph, "£1,400.00", "£1,420.00")


def test_figures_of_particulars_and_schedule_are_one() -> None:
    case = cs.submitted()
    pleaded, shown = (case.paper(code).facts for code in ("E-21", "E-22"))
    assert pleaded["arrears"] == shown["arrears"] == {"code": "B3", "pence": 125200, "as_at": "2027-01-11"}
    assert shown["account.closing"]["pence"] - shown["account.not_rent"]["pence"] == 125200
    assert pleaded["daily"] == shown["daily"] and pleaded["daily"]["pence"] == 1714


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (date(2026, 12, 15), ("R13",)),
        (date(2026, 12, 16), ()),
        (date(2027, 12, 1), ()),
        (date(2027, 12, 2), ("R13",)),
    ],
)
def test_a_claim_outside_the_notice_s_window_is_refused(day: date, codes: tuple[str, ...]) -> None:
    case = cs.submitted(cs.followed(fx.grown(fx.fx_a_served(), day, 125200)), day=day)
    assert case.refused("E-21") == codes


def test_ground_8_is_pleaded_only_while_it_is_met() -> None:
    text = cs.submitted(arrears=95000).text("E-21")
    has(text, "grounds 10 and 11", "£960.00", "does not rely on ground 8")
    lacks(text, "The claimant relies on it")


def test_a_council_s_claim_on_ground_1() -> None:
    text = cs.secure_claim().text("E-21")
    has(text, "on ground 1 of the Housing Act 1985, Schedule 2", "a local authority", "£14.07 a day")
    lacks(text, "Ground 8", "4A")


def test_a_mandatory_claim_pleads_part_3_and_is_refused_without_it() -> None:
    has(
        cs.introductory_claim().text("E-21"),
        "4A",
        "a reply came and was considered on 30 December 2026",
        "The debt has grown",
    )
    assert cs.introductory_claim(considered=False).refused("E-21") == ("R20",)


def test_a_reply_that_came_is_not_nothing_known() -> None:
    case = cs.introductory_claim()
    has(
        case.text("E-21"),
        "Their reply to the letter about their circumstances was considered on Wednesday 30 December 2026",
    )
    lacks(case.text("E-21"), "Nothing is known beyond")
    none = [e.with_facts(replied=False) if isinstance(e, court.ReplyConsidered) else e for e in case.known.events]
    has(
        case.knowing(events=tuple(none)).text("E-24"),
        "Oduya: No reply to the letter about their circumstances had come",
    )


def test_what_became_of_the_review_is_pleaded_and_an_open_one_stops_the_claim() -> None:
    case = cs.introductory_claim()
    has(case.text("E-21"), "no review was asked for by Tuesday 8 December 2026")
    notice = case.state.notice
    assert notice is not None and notice.review is not None
    asked, day = {"requested_on": date(2026, 12, 3)}, date(2026, 12, 20)
    for found, told, codes in (
        ({}, None, ("R20",)),
        ({"decided_on": day, "confirmed": False}, day, ("R20",)),
        ({"decided_on": day, "confirmed": True}, day, ()),
        ({"decided_on": day, "confirmed": True}, None, ("R25",)),  # nothing shows that the tenant was told
    ):
        review = notice.review.model_copy(update={**asked, **found})
        decided = fx.happened(court.ReviewDecided, day, confirmed=True, notified_on=told)
        moved = case.but(notice=notice.model_copy(update={"review": review}))
        moved = moved.knowing(events=(*case.known.events, decided))
        assert moved.refused("E-21") == codes
    assert "and the defendant told, on Sunday 20 December 2026" in case.but(
        notice=notice.model_copy(
            update={"review": notice.review.model_copy(update={**asked, "decided_on": day, "confirmed": True})}
        )
    ).knowing(events=(*case.known.events, fx.happened(court.ReviewDecided, day, confirmed=True, notified_on=day))).text(
        "E-21"
    )


def test_direct_payment_and_housing_benefit_are_told() -> None:
    case = cs.submitted()
    account = case.known.account.model_copy(update={"uc_status": "direct_payment", "hb_weekly": 4150})
    has(case.knowing(account=account).text("E-21"), "paid direct to the landlord", "£41.50 a week")


def test_adults_are_named_and_children_only_counted() -> None:
    case = cs.submitted()
    more = {
        "O1": PersonKnown(ref="O1", role="occupier", name="Leila Khan", born_on=date(2001, 2, 3)),
        "O2": PersonKnown(ref="O2", role="occupier", name="Ned Khan", born_on=date(2015, 2, 3)),
        "O3": PersonKnown(ref="O3", role="guarantor", name="Otto Bond"),
    }
    text = case.knowing(people={**case.known.people, **more}).text("E-21")
    has(text, "Leila Khan (occupier)", "and 1 child.")
    lacks(text, "Ned", "Otto")


def test_earlier_proceedings_are_pleaded() -> None:
    old = (
        fx.happened(court.ClaimIssued, date(2025, 5, 6), claim_number="J00TB001", court=fx.COURT),
        fx.happened(court.HearingOutcomeRecorded, date(2025, 6, 17), outcome="dismissed"),
    )
    case = cs.submitted()
    text = case.knowing(events=(*old, *case.known.events)).text("E-21")
    has(
        text,
        "6 May 2025: Possession claim J00TB001 was issued at Testborough County Court.",
        "17 June 2025: At the hearing the claim was",
    )


def test_a_possession_only_claim_asks_for_no_money() -> None:
    text = cs.submitted(money=False).text("E-21")
    has(text, "(a) give the claimant possession", "(d) pay the claimant's costs")
    lacks(text, "(b) pay the unpaid rent")


def test_an_insolvency_stops_a_money_claim_alone() -> None:
    assert fx.held(cs.submitted(), "insolvency").refused("E-21") == ("R21",)
    assert fx.held(cs.submitted(money=False), "insolvency").refused("E-21") == ()


def test_a_claim_without_service_on_everybody_is_refused() -> None:
    case = cs.submitted()
    notice = case.state.notice
    assert notice is not None
    part = case.but(notice=notice.model_copy(update={"services": {AMINA: notice.services[AMINA]}}))
    assert part.refused("E-21") == ("R25",)
    assert "R25" in case.but(notice=None).refused("E-21")


def test_the_landlord_s_own_signatory_signs_whoever_prepared_it() -> None:
    case = cs.submitted()
    other = replace(case, event=case.event.with_facts(recorded_by=fx.LEADER))
    text = other.text("E-21")
    has(text, "Name Priya Nair Position Head of Income For Testborough Homes Limited, the claimant")
    lacks(text, "Sam Rowe", "Lee Hart")


def test_before_the_claim_is_sent_the_draft_says_that_there_is_no_number() -> None:
    base = cs.followed(fx.grown(fx.fx_a_served(), ISSUED, 125200))
    case = base.after(fx.happened(court.ApprovalRequested, ISSUED, act="claim", for_day=ISSUED))
    has(case.text("E-21", arrears=125200), "given by the court when it issues the claim", "begun on 11 January 2027")


# E-22


def test_the_schedule_runs_line_by_line_to_the_arrears() -> None:
    made = cs.submitted().paper("E-22", arrears=125200, submitted_on="2027-01-11")
    rows = money_cells(made.content)
    owed = 0
    for row in rows[1:-1]:
        due, paid = (round(float(c.strip("£").replace(",", "")) * 100) if c else 0 for c in row[2:4])
        owed += due - paid
        assert row[4] == (f"£{owed / 100:,.2f}" if owed >= 0 else f"£{-owed / 100:,.2f} in credit")
    assert owed == 127200 and rows[-1][4] == "£1,272.00"
    has(fx.said(made.content), "£20.00 is for charges that are not rent", "the unpaid rent was £1,252.00", "£17.14")
    lacks(" ".join(" ".join(row) for row in rows), "court", "£148.00")


def test_two_years_back_and_no_further_with_the_rent_increase_shown() -> None:
    made = cs.long_ago().paper("E-22")
    assert money_cells(made.content)[1][0] == "13 January 2025"
    assert made.facts["starts_on"]["on"] == "2025-01-11" and made.facts["first_default_on"] == "2024-03-04"
    text = fx.said(made.content)
    has(
        text,
        "Brought forward: what was owed before the first line is older than the two years",
        "6 April 2026: £120.00 in place of £115.00",
    )


def test_a_recent_default_starts_the_schedule() -> None:
    made = cs.submitted().paper("E-22")
    assert made.facts["starts_on"]["on"] == made.facts["first_default_on"] == "2025-11-24"
    lacks(fx.said(made.content), "Brought forward")


def test_lines_that_are_not_held_are_asked_for() -> None:
    made = cs.brought_forward().paper("E-22")
    assert made.facts["incomplete"] is True and "first_default_on" not in made.facts
    has(fx.said(made.content), "The lines behind it are not held here", "the lines held begin later")


def test_with_a_hearing_the_arrears_are_estimated_and_called_so() -> None:
    case = cs.submitted().but(hearing=fx.fx_h().state.hearing)
    has(case.text("E-22"), "9 February 2027, will be about £1,749.06: an estimate")  # 125,200 + 29 days at 1,714
    lacks(cs.submitted().text("E-22"), "estimate")


def test_a_monthly_rent_has_the_daily_rate_of_the_court_s_service() -> None:
    case = cs.submitted()
    tenancy = case.state.the_tenancy.model_copy(update={"rent": 52000, "rent_period": "monthly", "period_starts": "1"})
    has(case.but(tenancy=tenancy).text("E-22"), "£17.08 a day")


def test_a_four_weekly_rent_has_the_daily_rate_of_our_policy_and_reaches_its_claim() -> None:
    case = cs.submitted()
    tenancy = case.state.the_tenancy.model_copy(update={"rent": 47362, "rent_period": "four_weekly"})
    due = case.but(tenancy=tenancy)
    has(due.text("E-22"), "£16.92 a day")  # £473.62 over 28 days, the half penny up
    has(due.text("E-21"), "£16.92 a day")


def test_a_yearly_rent_has_no_daily_rate_and_its_claim_says_so() -> None:
    case = cs.submitted()
    yearly = case.but(tenancy=case.state.the_tenancy.model_copy(update={"rent": 520000, "rent_period": "yearly"}))
    for code in ("E-21", "E-22"):
        assert "R04" in yearly.refused(code)


def test_a_case_and_an_account_that_differ_by_a_penny_are_refused() -> None:
    case = cs.submitted()
    position = case.known.position
    assert position is not None
    other = case.knowing(position=position.model_copy(update={"arrears": 125199, "total": 141999}))
    for code in ("E-21", "E-22"):
        assert "R25" in other.refused(code)


def test_the_statement_for_a_hearing_has_a_figure_less_than_a_day_old() -> None:
    """A balance is good at the end of its day: one of yesterday is hours old, one of the day before is not."""
    for back, codes in ((0, ()), (1, ()), (2, ("R01",))):
        case, day = cs.heard(), date(2027, 2, 8 - back)
        position, balance = case.known.position, case.state.balance
        assert position is not None and balance is not None
        older = case.knowing(position=position.model_copy(update={"as_at": day}))
        older = older.but(balance=balance.model_copy(update={"as_at": day}))
        assert older.refused("E-22", for_hearing="2027-02-09") == codes


def test_nothing_after_the_day_of_the_balance_is_a_line_of_the_schedule() -> None:
    case = cs.submitted()
    later = Posting(ref="Z1", on=date(2027, 1, 12), type="payment", payment=5000, running=0)
    made = case.knowing(postings=fx.running([*case.known.postings, later])).paper("E-22")
    assert made.content == case.paper("E-22").content


def test_an_old_balance_stops_the_schedule() -> None:
    case = cs.submitted()
    position, balance = case.known.position, case.state.balance
    assert position is not None and balance is not None
    old = date(2027, 1, 7)
    stale = case.knowing(position=position.model_copy(update={"as_at": old})).but(
        balance=balance.model_copy(update={"as_at": old})
    )
    assert "R01" in stale.refused("E-22")


def test_a_long_account_is_made_quickly_and_repeats_its_head() -> None:
    case = cs.submitted()
    first = ISSUED - timedelta(days=699)
    lines = tuple(
        Posting(ref=f"L{n}", on=first + timedelta(days=n), type="rent_charge", charge=100, running=0)
        for n in range(700)
    )
    full = case.knowing(postings=fx.running([*lines]))
    full.paper("E-22")  # the template is compiled once for all papers
    started = time.perf_counter()
    content = full.paper("E-22").content
    assert time.perf_counter() - started < 5
    table = Document(BytesIO(content)).tables[-1]
    assert len(table.rows) > 600 and table.rows[0]._tr.xpath("w:trPr/w:tblHeader")
