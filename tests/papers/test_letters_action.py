"""The letters between notice and hearing: protocol letter, letter before a mandatory claim, hearing."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

import law
from cases.events import court, early
from cases.state import Notice
from tests.papers import court_samples as cs
from tests.papers import fixtures as fx
from tests.papers.court_samples import discretionary, heard
from tests.papers.fixtures import AMINA, GRACE, TOM, Case
from tests.papers.samples import loaded, secure_hearing, with_an_occupier, with_benefit

# E-16


def test_the_notice_is_explained_and_nobody_has_to_leave() -> None:
    text = fx.fx_a_served().text("E-16", AMINA)
    assert "You do not have to leave your home because of the notice" in text
    assert "Notice given to you Tuesday 1 December 2026" in text
    assert "We may go to court from Wednesday 16 December 2026" in text
    assert "you must leave" not in text.lower() and "£148.00" not in text


def test_free_legal_help_comes_right_after_the_facts_and_in_bold() -> None:
    rendered = fx.fx_a_served().paper("E-16", AMINA)
    text = fx.said(rendered.content)
    assert text.index("HLPAS") < text.index("What to do now")
    assert "0345 345 4345" in text
    bold = [run.text for p in fx.document(rendered.content).paragraphs for run in p.runs if run.bold]
    assert any("It is free, whatever you earn" in one for one in bold)


def test_each_tenant_has_a_protocol_letter_and_the_joint_question() -> None:
    for ref, name in ((AMINA, "Amina Khan"), (TOM, "Tom O'Brien-Hughes")):
        text = fx.fx_a_served().text("E-16", ref)
        assert f"Dear {name}" in text and "If you did not know about this debt" in text


def test_a_tenant_who_was_not_served_is_not_told_that_they_were() -> None:
    assert set(fx.fx_a().refused("E-16", AMINA)) == {"R04", "R25"}
    case = fx.fx_a_served()
    notice = case.state.notice
    assert notice is not None
    only_tom = case.but(notice=notice.model_copy(update={"services": {TOM: notice.services[TOM]}}))
    assert set(only_tom.refused("E-16", AMINA)) == {"R04", "R25"}
    assert only_tom.refused("E-16", TOM) == ()


@pytest.mark.parametrize(("kind", "code"), [("balance_disputed", "R02"), ("breathing_space", "R03")])
def test_holds_stop_the_protocol_letter(kind: str, code: str) -> None:
    assert fx.held(fx.fx_a_served(), kind).refused("E-16", AMINA) == (code,)


def test_without_the_protocol_s_own_text_it_is_a_specimen_with_a_short_account() -> None:
    plain = fx.fx_a_served().paper("E-16", AMINA)
    assert plain.specimen and "It is not the Protocol itself" in fx.said(plain.content)
    held = loaded(fx.fx_a_served(), "V-PAP").paper("E-16", AMINA)
    said = fx.said(held.content)
    assert not held.specimen and "It is not the Protocol itself" not in said
    assert "Enclosed: 1. The Pre-Action Protocol for Possession Claims by Social Landlords." in said


def test_a_claim_is_never_announced_before_the_day_to_reply() -> None:
    case = fx.fx_a_served()
    asked = fx.happened(court.ProtocolLetterSent, case.today, reply_by=date(2026, 12, 21))
    text = case.after(asked).text("E-16", AMINA)
    assert "by Monday 21 December 2026" in text and "We may go to court from Tuesday 22 December 2026" in text


@pytest.mark.parametrize(("day", "codes"), [(date(2026, 12, 25), ("R13",)), (date(2026, 11, 27), ("R13",))])
def test_a_day_to_reply_by_that_cannot_be_is_refused(day: date, codes: tuple[str, ...]) -> None:
    case = fx.fx_a_served()
    asked = fx.happened(court.ProtocolLetterSent, case.today, reply_by=day)
    assert case.after(asked).refused("E-16", AMINA) == codes


def test_talks_since_the_notice_are_remembered_with_the_one_who_talked() -> None:
    case = fx.fx_a_served()
    talked = fx.happened(early.ContactMade, case.today, tenant=AMINA, channel="phone")
    tried = fx.happened(early.ContactAttempted, case.today, tenant=TOM, channel="visit")
    sent = fx.happened(court.ProtocolLetterSent, case.today)
    case = case.after(talked).after(tried).after(sent)
    assert "Thank you for talking to us on Tuesday 1 December 2026" in case.text("E-16", AMINA)
    assert "We tried to reach you on Tuesday 1 December 2026" in case.text("E-16", TOM)
    assert "Thank you for talking" not in case.text("E-16", TOM)


def test_a_joint_tenant_is_not_told_of_the_other_s_benefit() -> None:
    case = with_benefit(fx.fx_a_served())
    asked = fx.happened(early.DirectPaymentRequested, case.today, tenant=AMINA)
    sent = fx.happened(court.ProtocolLetterSent, case.today)
    case = case.after(asked).after(sent)
    assert "On Tuesday 1 December 2026 we asked for your benefit" in case.text("E-16", AMINA)
    assert "we asked for your benefit" not in case.text("E-16", TOM)
    assert "You get Universal Credit" not in case.text("E-16", TOM)
    assert "You get Universal Credit" in with_benefit(fx.fx_s_served()).text("E-16", GRACE)


def test_without_an_officer_s_day_the_letter_gives_the_day_that_the_claim_waits_for() -> None:
    case = fx.fx_a_served()
    sent = fx.happened(court.ProtocolLetterSent, case.today)
    text = case.after(sent).text("E-16", AMINA)
    by = law.ask("england.policy.reply", sent_on=case.today, track="arrears")["by"]
    assert by == date(2026, 12, 10) and "by Thursday 10 December 2026" in text


def test_a_claim_is_never_announced_inside_another_letter_s_time() -> None:
    """The other joint tenant's later letter, and an agreement that may still be put right, move the day for both."""
    case = fx.fx_a_served()
    assert "We may go to court from Saturday 2 January 2027" in case.but(reply_by=date(2027, 1, 1)).text("E-16", AMINA)
    broken = fx.broken(fx.fx_a()).state.agreement
    assert broken is not None
    curing = case.but(agreement=broken.model_copy(update={"cure_by": date(2026, 12, 22)}))
    assert "We may go to court from Wednesday 23 December 2026" in curing.text("E-16", AMINA)


# E-17


def test_it_does_not_contradict_the_notice_of_the_same_day() -> None:
    """The notice has decided, by law; the letter must not say that nothing is decided, nor give another day."""
    notice, letter = cs.introductory().text("E-10"), fx.fx_i().text("E-17", GRACE)
    assert "have decided to ask the court" in notice and "It says that we have decided to ask a court" in letter
    assert "before we decide" not in letter.lower() and "thinking of" not in letter
    assert "We have not gone to court yet" in letter and "think again" in letter
    assert "Tell us, by Friday 11 December 2026, about anything in your life" in notice
    assert "Tell us by Friday 11 December 2026" in letter and "This later day now counts" not in letter
    for text in (notice, letter):
        assert "review" in text and "Tuesday 8 December 2026" in text


def test_a_later_letter_says_that_its_later_day_counts() -> None:
    text = fx.fx_i().on(date(2026, 12, 2)).text("E-17", GRACE)
    assert "Tell us by Friday 18 December 2026" in text
    assert "The notice asked you about your life too, by an earlier day. This later day now counts." in text


def test_before_a_notice_nothing_is_decided_yet() -> None:
    text = fx.fx_s("introductory").text("E-17", GRACE)
    assert "We are thinking of asking a court" in text and "You have had a legal notice" not in text


def test_rent_is_called_still_behind_only_on_a_figure_from_after_the_talk() -> None:
    case = fx.fx_i()
    today = fx.happened(early.ContactMade, case.today, tenant=GRACE, channel="phone")
    sent = fx.happened(court.ProtocolLetterSent, case.today)
    same = case.after(today).after(sent).text("E-17", GRACE)
    assert "We last heard from you on Wednesday 25 November 2026." in same and "still behind" not in same
    before = fx.happened(early.ContactMade, date(2026, 11, 20), tenant=GRACE, channel="phone")
    later = case.after(before).after(sent).text("E-17", GRACE)
    assert "We last heard from you on Friday 20 November 2026, and the rent is still behind." in later


def test_an_introductory_tenant_is_asked_about_their_life_and_told_of_the_review() -> None:
    text = fx.fx_i().text("E-17", GRACE)
    assert "Tell us by Friday 11 December 2026" in text
    assert "Ask for a review by Tuesday 8 December 2026" in text and "Just tell us, in any way" in text
    assert "You have an introductory tenancy" in text and "up to six weeks" in text
    assert "no choice but to evict" not in text and "make no difference" not in text


def test_who_lives_there_and_is_no_tenant_has_a_copy_without_the_account() -> None:
    case = with_an_occupier()
    text = case.text("E-17", "P70")
    assert "Dear Kofi Mensah" in text and "Tell us by Friday 11 December 2026" in text and "your health" in text
    text = text.replace("rent it from us", "").replace("privacy notice", "")
    for told in (
        "£",
        "you owe",
        " rent ",
        "notice",
        "payment reference",
        "review",
        "Grace",
        case.known.account.account_ref,
    ):
        assert told not in text, told
    owing = case.but(balance=None).knowing(position=None)
    assert owing.refused("E-17", GRACE) == ("R04",) and owing.refused("E-17", "P70") == ()


def test_a_review_that_was_asked_for_or_is_too_late_is_not_offered() -> None:
    case = fx.fx_i()
    notice = case.state.notice
    assert notice is not None and notice.review is not None
    asked = notice.review.model_copy(update={"requested_on": fx.S_DAY})
    assert "review" not in case.but(notice=notice.model_copy(update={"review": asked})).text("E-17", GRACE)
    assert "review" not in case.on(date(2026, 12, 9)).text("E-17", GRACE)


def test_ground_8_is_named_and_a_case_without_such_a_ground_is_refused() -> None:
    assert "called ground 8" in fx.fx_a_served().text("E-17", AMINA)
    assert set(fx.fx_s_served().refused("E-17", GRACE)) == {"R04", "R08"}
    case = fx.fx_a_served()
    notice = case.state.notice
    assert notice is not None
    assert "R08" in case.but(notice=notice.model_copy(update={"grounds": ("10", "11")})).refused("E-17", AMINA)


def test_its_reasons_are_facts_of_the_record() -> None:
    case = fx.fx_a_served()
    text = case.text("E-17", AMINA)
    assert "You owed £1,012.00 in rent at the end of Tuesday 1 December 2026." in text
    assert "The last payment reached us on Tuesday 10 November 2026." in text
    assert "was not kept" not in text and "We last heard" not in text
    lost = fx.broken(fx.fx_a()).state.agreement
    assert "The plan we made with you was not kept" in case.but(agreement=lost).text("E-17", AMINA)


def test_the_circumstances_of_someone_whose_capacity_is_in_question_are_still_asked_for() -> None:
    assert fx.held(fx.fx_a_served(), "capacity_in_question", tenant=AMINA).refused("E-17", AMINA) == ()


# E-25


def test_the_hearing_letter_names_day_time_place_and_when_to_be_there() -> None:
    text = fx.fx_h().text("E-25", AMINA)
    assert "Hearing Tuesday 9 February 2027 at 10:00am" in text and "Be there by 9:15am" in text
    assert "Testborough County Court, Justice Way, Testborough, TB1 3CC" in text and "K00TB123" in text
    assert "Please come to court. Your home is at risk" in text
    assert "£1,252.00" in text and "£17.14 for each day" in text and "£148.00" not in text


def test_each_joint_tenant_may_speak_for_themselves() -> None:
    for ref in (AMINA, TOM):
        assert "each of you can say different things" in fx.fx_h().text("E-25", ref)


def test_the_hearing_letter_tells_what_is_known_of_a_benefit_to_its_owner_alone() -> None:
    case = fx.fx_h()
    asked = fx.happened(early.DirectPaymentRequested, case.today, tenant=AMINA)
    case = case.knowing(events=(asked, *case.known.events))
    own = case.text("E-25", AMINA)
    assert "On Monday 11 January 2027 we asked for your benefit" in own and "We will tell the judge this." in own
    other = case.text("E-25", TOM)
    assert "we asked for" not in other and "Please tell us if you get a benefit" in other


def test_what_the_judge_can_do_is_that_of_the_grounds() -> None:
    mixed = fx.fx_h()
    assert "Under one of them, ground 8" in mixed.text("E-25", AMINA)
    notice = mixed.state.notice
    assert notice is not None
    only = mixed.but(notice=notice.model_copy(update={"grounds": ("8",)})).text("E-25", AMINA)
    assert "let you stay while you pay" not in only and "no choice" in only
    usual = secure_hearing().text("E-25", GRACE)
    assert "The judge can let you stay while you pay" in usual and "ground 8" not in usual


def test_the_letter_asks_for_the_order_that_the_hearing_note_and_the_draft_ask_for() -> None:
    held = "It would be on hold for as long as you pay your rent"
    for case, outright in ((heard(), True), (discretionary(), False)):
        letter, note = case.text("E-25", AMINA), case.text("E-27")
        terms: dict[str, Any] = {} if outright else {"extra": 540, "every": "week"}
        order = case.text("E-28", **terms)
        assert (held in letter) is not outright
        assert ("Possession, suspended while" in note) is not outright
        assert ("Possession suspended on terms (N28)" in order) is not outright


def test_the_daily_rate_is_asked_for_from_the_order_as_the_particulars_ask() -> None:
    text = fx.fx_h().text("E-25", AMINA)
    assert "the rent you owe up to the day of the order" in text
    assert re.search(
        r"£17.14 for each day \(by the rent on \w+day \d+ \w+ \d{4}\) from the order until we have the home back", text
    )


def test_a_moved_hearing_says_so_and_the_old_day_is_gone() -> None:
    case = fx.fx_h()
    hearing = case.state.hearing
    assert hearing is not None
    at = fx.H_AT.replace(day=23)
    moved = case.after(
        fx.happened(court.HearingRelisted, case.today, hearing_at=at),
        hearing=hearing.model_copy(update={"at": at, "on": at.date()}),
    )
    text = moved.text("E-25", AMINA)
    assert (
        "has a new date" in text
        and "Tuesday 23 February 2027" in text
        and "9 February 2027" not in text.replace("23 February", "")
    )
    assert "new date" not in case.text("E-25", AMINA)


def test_the_last_day_for_it_is_kept_and_a_late_letter_still_goes() -> None:
    rendered = fx.fx_h().paper("E-25", AMINA)
    assert rendered.facts["latest"]["on"] <= "2027-01-29"
    late = fx.grown(fx.fx_h(), date(2027, 2, 1), 125200)
    assert late.refused("E-25", AMINA) == ()
    over = fx.grown(fx.fx_h(), date(2027, 2, 10), 125200)
    assert over.refused("E-25", AMINA) == ("R13",)


def test_without_hearing_claim_or_statement_nothing_goes() -> None:
    assert "R04" in fx.fx_h().but(hearing=None).refused("E-25", AMINA)
    assert "R04" in fx.fx_h().but(claim=None).refused("E-25", AMINA)
    assert fx.fx_h().knowing(postings=()).refused("E-25", AMINA) == ("R28",)


def test_a_breathing_space_is_told_and_does_not_silence_the_court_date() -> None:
    case = fx.fx_h()
    hold = fx.fx_bs().state.holds[0]
    text = case.but(holds=(hold,)).text("E-25", AMINA)
    assert "You have breathing space" in text and "The hearing may still go on" in text


def test_housing_benefit_is_told_to_the_only_tenant_with_its_sum() -> None:
    text = secure_hearing().text("E-25", GRACE)
    assert "Housing Benefit of £40.00 a week is paid to us" in text and "We will tell the judge this" in text
    assert "Please tell us if you get a benefit" in fx.fx_h().text("E-25", TOM)


def test_money_is_asked_for_only_when_it_is_claimed() -> None:
    case: Case = fx.fx_h()
    claim = case.state.claim
    assert claim is not None
    text = case.but(claim=claim.model_copy(update={"money_claimed": False})).text("E-25", AMINA)
    assert "an order that you pay" not in text and "£17.14" not in text


def test_a_notice_that_was_never_served_is_not_described() -> None:
    case = replace(fx.fx_a(), today=fx.A_DAY).but(notice=Notice(kind="s8_form3", grounds=("8",)))
    assert "R25" in case.refused("E-16", AMINA)


def test_the_letter_about_circumstances_names_the_law_of_a_demoted_tenancy() -> None:
    case = fx.fx_i()
    case = case.but(tenancy=case.state.the_tenancy.model_copy(update={"tenure": "demoted"}))
    made = case.paper("E-17", fx.GRACE)
    assert "You have a demoted tenancy" in fx.said(made.content) and "introductory" not in fx.said(made.content)
    assert made.facts["review_by"] == {"on": "2026-12-08", "rule": "england.demoted.review"}
