"""The letters that follow the first: the second with an appointment (E-02), the last before a notice (E-03)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from cases.events import early
from tests.papers import fixtures as fx
from tests.papers.early_cases import SECOND_ON, THIRD_ON, second, third, tried
from tests.papers.fixtures import AMINA, TOM, Case
from tests.papers.test_notices import has, lacks

# E-02


def test_the_second_letter_has_both_balances_with_their_days() -> None:
    text = second().text("E-02", AMINA)
    has(text, "£1,132.00 in rent, at the end of Tuesday 15 December 2026")
    has(text, "What you owed before £1,012.00, at the end of Monday 30 November 2026")
    has(text, "Tuesday 22 December 2026 at 2:30pm, at our office", "find another time or place")
    has(text, "we may send you a legal notice", "It does not mean that you have to leave")
    lacks(text, "will evict", "£148.00", "court date")


def test_what_was_tried_is_the_reader_s_own() -> None:
    amina, tom = second().text("E-02", AMINA), second().text("E-02", TOM)
    has(amina, "Monday 30 November 2026: we wrote to you about your rent.")
    has(amina, "Tuesday 8 December 2026: we rang you, and we left a message.")
    lacks(amina, "Thursday 10 December 2026", "we came to see you")
    has(tom, "Thursday 10 December 2026: we came to see you, and there was no answer.")


def test_statement_form_and_slip_come_with_it_or_nothing_goes() -> None:
    text = second().text("E-02", AMINA)
    has(text, "Your rent statement", "a form you can fill in", "If you want us to talk to someone for you")
    assert second().knowing(postings=()).refused("E-02", AMINA) == ("R28",)


@pytest.mark.parametrize(("day", "refused"), [(21, ("R13",)), (22, ()), (16, ("R13",))])
def test_an_appointment_leaves_three_working_days_after_the_letter_comes(day: int, refused: tuple[str, ...]) -> None:
    at = datetime(2026, 12, day, 10, tzinfo=UTC)
    assert second(appointment_at=at).refused("E-02", AMINA) == refused


def test_without_an_appointment_it_does_not_go() -> None:
    assert second(appointment_at=None).refused("E-02", AMINA) == ("R04",)


@pytest.mark.parametrize(("day", "refused"), [(14, ("R25",)), (9, ("R25",)), (7, ())])
def test_who_has_just_answered_is_not_told_that_nobody_did(day: int, refused: tuple[str, ...]) -> None:
    spoke = fx.happened(early.ContactMade, date(2026, 12, day), tenant=AMINA, channel="phone")
    case = second(more=(spoke,))
    assert case.refused("E-02", AMINA) == refused
    assert case.refused("E-02", TOM) == ()


def test_without_an_earlier_balance_there_is_nothing_to_compare() -> None:
    case = second()
    kept = tuple(e for e in case.known.events if not isinstance(e, early.BalanceRefreshed))
    assert case.knowing(events=kept).refused("E-02", AMINA) == ("R04",)


def test_what_was_asked_for_is_remembered() -> None:
    case = second()
    deaf = case.known.people[AMINA].model_copy(update={"adjustments": "text messages instead of calls"})
    case = case.knowing(people={**case.known.people, AMINA: deaf})
    has(case.text("E-02", AMINA), "You asked us for this: text messages instead of calls.")
    lacks(case.text("E-02", TOM), "You asked us for this")


# E-03


def test_the_three_ways_to_stop_a_notice_have_one_day() -> None:
    text = third().text("E-03", TOM)
    ways = text.split("Three ways to stop this")[1].split("To call us")[0]
    assert ways.count("Thursday 14 January 2027") == 3
    has(ways, "agree a plan", "Pay £1,012.00", "asked for a benefit")
    assert text.index("Three ways to stop this") < text.index("What a notice means")
    has(text, "About 8.4 weeks of rent", "HLPAS", "Have you given the council or Universal Credit everything")
    has(text, "someone is hurting you", "Only a court can decide about your home")
    lacks(text, "you will lose your home", "final warning", "£404", "credit rating")


@pytest.mark.parametrize(
    ("by", "refused"), [(date(2026, 12, 25), ("R13",)), (date(2026, 12, 26), ("R13",)), (date(2026, 12, 29), ())]
)
def test_the_officer_s_own_day_is_a_working_day(by: date, refused: tuple[str, ...]) -> None:
    case = second(letter="third", reply_by=by)
    looked = tuple(fx.happened(early.VulnerabilityAssessed, SECOND_ON, tenant=t) for t in (AMINA, TOM))
    case = case.knowing(events=(*case.known.events, *looked))
    assert case.refused("E-03", AMINA) == refused


@pytest.mark.parametrize(
    ("seen", "refused"), [(None, ("R20",)), (date(2026, 12, 7), ("R20",)), (date(2026, 12, 8), ()), (THIRD_ON, ())]
)
def test_nobody_is_warned_whose_needs_were_not_looked_at(seen: date | None, refused: tuple[str, ...]) -> None:
    assert third(seen=seen).refused("E-03", AMINA) == refused


def test_what_the_benefit_office_was_asked_is_told_to_the_one_it_is_about() -> None:
    asked = fx.happened(early.DirectPaymentRequested, date(2026, 12, 20), tenant=AMINA)
    said = "On Sunday 20 December 2026 we asked for your rent to be paid to us straight from Universal Credit."
    has(third(more=(asked,)).text("E-03", AMINA), said, "We are waiting for an answer.")
    lacks(third(more=(asked,)).text("E-03", TOM), "we asked for")
    no = fx.happened(early.DirectPaymentDecided, date(2027, 1, 4), tenant=AMINA, granted=False)
    has(third(more=(asked, no)).text("E-03", AMINA), "we were told that this is not agreed")


def holds_and_agreement() -> list[tuple[Case, str]]:
    """What stops both letters, each with its code."""
    pending = fx.held(
        third(), "benefit_claim_pending", evidence_given=True, eligibility_expected=True, other_sums_paid=True
    )
    return [
        (fx.held(third(), "balance_disputed"), "R02"),
        (fx.agreed(third()), "R16"),
        (pending, "R17"),
        (third().but(holds=fx.fx_bs().state.holds), "R03"),
    ]


@pytest.mark.parametrize(("case", "code"), holds_and_agreement(), ids=lambda x: x if isinstance(x, str) else "")
def test_what_stops_a_warning_of_a_notice(case: Case, code: str) -> None:
    assert case.refused("E-03", TOM) == (code,)


def test_trying_is_shown_newest_last_and_at_most_five_times() -> None:
    calls = tuple(tried(AMINA, date(2026, 12, n), "text") for n in (9, 10, 11, 12))
    text = second(more=calls).text("E-02", AMINA)
    assert text.count("we sent you a text message") == 4 and "we wrote to you about your rent" not in text
