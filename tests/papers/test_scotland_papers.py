"""S-01 to S-06: what the papers of Scotland say, and what stops them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from activities.papers.refusals import working_day, working_days_on
from cases.events import early
from tests.cases.story import LEADER, OFFICER
from tests.papers import fixtures as fx
from tests.papers import nations
from tests.papers.nations import Made
from tests.papers.samples import loaded
from tests.papers.test_notices import has, lacks
from tests.papers.test_wales_papers import again


def at(road: nations.Road, code: str, **changes: Any) -> Made:
    """The last paper of a code, in its case with parts of the state replaced."""
    made = road.latest(code)
    return Made(made.order, made.event, lambda: made.case.but(**changes))


# S-01


def test_the_three_letters_say_terms_sums_help_and_council() -> None:
    road = nations.scotland_road()
    first, second, third = (
        [m.text for m in road.made if m.order.paper == "S-01" and m.order.recipient == "P1"][n] for n in range(3)
    )
    for text in (first, second, third):
        has(
            text,
            "Your tenancy agreement says what rent you pay",
            "£1,012.00 in rent",
            "£120.00 every week, due every Monday",
        )
        has(text, "Testborough Council", "Shelter Scotland", "Universal Credit", "You can stay in your home")
        has(text, "something towards what you owe", "Scottish Public Services Ombudsman")
        lacks(text, "six months", "Tom O'Brien-Hughes")
        lacks(text, "Protocol", "HLPAS", "ounty court", "Ground 8", "ground 8", "eviction")
    both = [m.order.recipient for m in road.made if m.order.paper == "S-01" and m.event == road.latest("S-01").event]
    assert sorted(filter(None, both)) == ["P1", "P2"], "one letter for each of the two"
    has(first, "We would like to help you put it right")
    has(second, "We would like to meet you")
    has(third, "we may send you a notice", "sheriff court about your home")
    lacks(first + second, "we may send you a notice")


def test_a_letter_shows_each_requirement_that_a_letter_can_show() -> None:
    road = nations.scottish(tenants=("P1",))
    nations.letter(road, date(2026, 8, 24))
    shown = {"tenancy_terms", "sums_owed", "benefit_help", "debt_advice", "affordable_offer", "council_contact"}
    assert shown <= set(road.state.evidence)


def test_a_council_sends_nobody_to_the_council() -> None:
    road = nations.scottish("local_authority", tenants=("P1",))
    nations.letter(road, date(2026, 8, 24))
    lacks(road.text("S-01"), "Testborough Council", "Your council")


def test_a_letter_that_can_name_no_council_is_refused() -> None:
    made = nations.scotland_road().latest("S-01", "P1")
    landlord = made.case.known.landlord
    nobody = landlord.model_copy(update={"council": landlord.council.model_copy(update={"name": None})})
    assert "R04" in again(made, made.case.knowing(landlord=nobody))


def test_other_sums_stand_apart_from_the_rent() -> None:
    made = nations.scotland_road().latest("S-01", "P1")
    held = made.case.known.position
    assert held is not None
    more = held.model_copy(update={"total": held.arrears + 14800, "court_costs": 14800})
    text = made.case.knowing(position=more).text("S-01", "P1", **made.order.facts)
    has(text, "They are not rent:", "Court costs: £148.00", "£1,012.00 in rent")


def test_a_day_to_answer_by_is_a_working_day_in_scotland() -> None:
    assert not working_day(date(2026, 11, 30), "scotland") and working_day(date(2026, 11, 30))
    assert not working_day(date(2027, 1, 4), "scotland") and working_day(date(2027, 1, 4))
    assert working_days_on(date(2026, 12, 31), 1, "scotland") == date(2027, 1, 5)


# S-02


def test_the_notice_names_ground_date_end_and_each_requirement_with_its_days() -> None:
    text = nations.served().text("S-02")
    has(text, "Amina Khan", "Tom O'Brien-Hughes", "as qualifying occupiers:", "Iris Khan", "Testborough Homes Limited")
    has(text, "paragraph 1 of Part 1 of schedule 2", "on or after Tuesday 6 October 2026", "£1,012.00")
    has(text, "Monday 5 April 2027", "It is not a notice to quit", "SPECIMEN — not to be served")
    for section in (
        "14A(2)(a)",
        "14A(2)(b)",
        "14A(3)",
        "14A(4)",
        "14A(5)",
        "14A(6)(a)",
        "14A(6)(b)",
        "14A(6)(c)",
        "14A(7)",
    ):
        assert section in text, section
    has(
        text,
        "31 August 2026: A letter that sets out the terms of the tenancy was sent to Amina Khan and Tom O'Brien-Hughes",
    )
    lacks(text, "Ground 8", "ground 8", "tenancy ends")
    kept = getattr(nations.served().latest("S-02").paper, "facts", {})
    assert kept["specified_on"]["on"] == "2026-10-06" and kept["specified_on"]["statutory"] == "2026-10-05"


def test_an_unread_form_leaves_it_a_specimen_until_the_block_is_loaded() -> None:
    made = nations.served().latest("S-02")
    rendered = loaded(made.case, "V-SC2").paper("S-02", **made.order.facts)
    assert not rendered.specimen and getattr(made.paper, "specimen", None)


def test_nobody_asked_who_lives_there_is_a_missing_field() -> None:
    made = nations.served().latest("S-02")
    evidence = {k: v for k, v in made.case.state.evidence.items() if k != "occupiers_enquired"}
    assert "R04" in again(made, made.case.but(evidence=evidence))


@pytest.mark.parametrize("key", ["tenancy_terms", "benefit_claim_checked", "affordable_offer", "council_contact"])
def test_a_requirement_that_is_not_shown_stops_the_notice(key: str) -> None:
    made = nations.served().latest("S-02")
    evidence = {k: v for k, v in made.case.state.evidence.items() if k != key}
    assert "R17-SC" in again(made, made.case.but(evidence=evidence))


def test_a_tick_without_an_event_stops_the_notice() -> None:
    made = nations.served().latest("S-02")
    events = tuple(e for e in made.case.known.events if not isinstance(e, early.PreActionChecked))
    assert "R17-SC" in again(made, made.case.knowing(events=events))


@pytest.mark.parametrize("kind", ["benefit_claim_pending", "payment_steps_pending"])
def test_benefit_or_other_money_on_its_way_stops_the_notice(kind: str) -> None:
    made = nations.served().latest("S-02")
    assert "R17-SC" in again(made, fx.held(made.case, kind))


def test_a_plan_that_is_kept_stops_the_notice() -> None:
    made = nations.served().latest("S-02")
    assert "R17-SC" in again(made, fx.agreed(made.case))


def test_tenant_and_occupier_get_the_same_bytes_and_an_execution_each() -> None:
    road = nations.served()
    assert {m.order.recipient for m in road.made if m.order.paper == "S-02"} == {None}
    has(road.text("E-14-scotland", "P1"), "Execution of service", "a tenant of", "section 40", "notice of proceedings")
    has(road.text("E-14-scotland", "P7"), "Iris Khan", "a qualifying occupier of")


def test_ordinary_post_gets_no_execution_of_service() -> None:
    road = nations.scottish(tenants=("P1",))
    nations.required(road, date(2026, 8, 31))
    road.noticed_by_post(nations.SERVED)
    assert "R25" in getattr(road.latest("E-14-scotland").paper, "codes", ())


# S-03


def test_the_council_s_notice_is_there_when_the_summons_is_warranted_and_tells_nothing_of_the_debt() -> None:
    road = nations.raised()
    text = road.text("S-03")
    has(text, "Testborough Council", "Amina Khan", "Testburgh Sheriff Court, TB-1", "Monday 12 October 2026", "14(5A)")
    has(text, "not later than Wednesday 14 October 2026")
    lacks(text, "£", "arrears", "Iris Khan")
    assert [m.case.event.kind for m in road.made if m.order.paper == "S-03"] == ["claim_issued"]


def test_a_council_that_is_the_landlord_tells_nobody() -> None:
    road = nations.raised(nations.served(nations.scottish("local_authority", tenants=("P1",))))
    assert not [m for m in road.made if m.order.paper == "S-03"]
    made = nations.raised().latest("S-03")
    own = made.case.state.the_tenancy.model_copy(update={"landlord_kind": "local_authority"})
    assert "R08" in again(made, made.case.but(tenancy=own))


def test_nothing_is_told_before_it_is_raised() -> None:
    made = nations.raised().latest("S-03")
    claim = made.case.state.claim
    assert claim is not None
    assert "R04" in again(made, made.case.but(claim=claim.model_copy(update={"issued_on": None})))


# S-04


def test_the_statement_of_claim_avers_each_requirement() -> None:
    text = nations.raised().text("S-04")
    has(
        text,
        "The pursuer has complied with the pre-action requirements in section 14A",
        "14A(6)(c)",
        "Testborough Homes",
    )
    has(text, "Pursuer", "Defenders", "recovery of possession of the house", "payment of £1,012.00", "The rent account")
    has(text, "6 October 2026", "expenses of the action", "tells the council")


def test_a_statement_of_claim_speaks_the_sheriff_s_law() -> None:
    lacks(nations.raised().text("S-04"), "Ground 8", "Protocol", "statement of truth", "particulars of claim")


def test_an_occupier_whom_the_sheriff_made_a_party_is_one_in_what_follows() -> None:
    road = nations.raised()
    road.did("occupier_sisted", date(2026, 10, 26), occupier="P7")
    claim = road.state.claim
    assert claim is not None and claim.sisted == ("P7",)
    made = nations.scotland_road().latest("S-06-instruction")
    has(made.text, "Defenders Amina Khan; Tom O'Brien-Hughes House", "the defenders, Iris Khan, and whoever")
    sisted = made.case.but(claim=made.case.state.claim.model_copy(update={"sisted": ("P7",)}))  # type: ignore[union-attr]
    has(sisted.text("S-06-instruction"), "O'Brien-Hughes; Iris Khan House", "the defenders, and whoever")


def test_a_requirement_that_is_not_shown_stops_the_statement_of_claim() -> None:
    made = nations.raised().latest("S-04")
    evidence = {k: v for k, v in made.case.state.evidence.items() if k != "debt_advice"}
    assert "R17-SC" in again(made, made.case.but(evidence=evidence))


@pytest.mark.parametrize(("pence", "refused"), [(500000, False), (500001, True)])
def test_more_than_a_summary_cause_can_take_is_refused(pence: int, refused: bool) -> None:
    road = nations.served()
    day = date(2026, 10, 12)
    road.owes(day, pence)
    road.did("approval_given", day, act="claim", prepared_by=OFFICER, by=LEADER)
    road.did("claim_submitted", day, court="Testburgh", channel="sheriff_court", pre_action_averred=True)
    assert ("R08" in getattr(road.latest("S-04").paper, "codes", ())) is refused


@pytest.mark.parametrize(("day", "refused"), [(date(2027, 4, 5), False), (date(2027, 4, 6), True)])
def test_the_last_day_of_the_notice_is_too_late_to_be_safe(day: date, refused: bool) -> None:
    made = nations.raised().latest("S-04")
    claim = made.case.state.claim
    assert claim is not None
    case = made.case.on(day).but(claim=claim.model_copy(update={"submitted_on": day}))
    assert ("R13" in case.refused("S-04")) is refused


# S-05


def test_the_decree_letter_says_that_the_tenancy_goes_on_and_the_days() -> None:
    road = nations.scotland_road()
    there, away = road.text("S-05", "P1"), road.text("S-05", "P2")
    for text in (there, away):
        has(text, "The decree does not end your tenancy", "Friday 4 December 2026", "Monday 7 December 2026")
        has(text, "Monday 7 June 2027", "For rent: £1,012.00", "Expenses of the court case: £250.00", "legal aid")
        lacks(text, "tenancy has ended", "you must leave")
    has(away, "recall the decree", "only once")
    lacks(there, "recall the decree")


def test_a_qualifying_occupier_reads_of_the_decree_without_a_sum() -> None:
    text = nations.scotland_road().text("S-05", "P7")
    has(text, "Dear Iris Khan", "You live here with the tenant", "Monday 7 December 2026", "Get free help")
    lacks(text, "£", "A1", "Your payment reference", "recall", "Amina", "Tom")


# S-06


def test_the_letter_before_the_removal_names_day_and_last_day_and_the_copy_for_occupiers_no_sum() -> None:
    road = nations.scotland_road()
    text, others = road.text("S-06", "P1"), road.text("S-06", "occupiers")
    for one in (text, others):
        has(
            one,
            "Wednesday 13 January 2027 at 10:00am",
            "Tuesday 8 June 2027",
            "Testborough Council",
            "This letter is not that charge",
        )
    has(text, "£1,012.00")
    lacks(others, "£", "Amina Khan")


def moved(to: datetime) -> Made:
    """The letter about another day."""
    made = nations.scotland_road().latest("S-06", "P1")
    booked = made.case.state.eviction
    assert booked is not None
    return at(nations.scotland_road(), "S-06", eviction=booked.model_copy(update={"at": to, "on": to.date()}))


@pytest.mark.parametrize(
    ("to", "refused"),
    [
        (datetime(2027, 1, 13, 10, tzinfo=UTC), False),
        (datetime(2027, 1, 17, 10, tzinfo=UTC), True),  # a Sunday
        (datetime(2027, 6, 9, 9, tzinfo=UTC), True),  # after the right to recover
    ],
)
def test_a_removal_on_a_sunday_or_after_the_right_has_ended_is_refused(to: datetime, refused: bool) -> None:
    made = moved(to)
    codes = made.case.refused("S-06", "P1")
    assert ("R13" in codes) is refused


@pytest.mark.parametrize(("served_on", "refused"), [(date(2026, 12, 29), False), (date(2026, 12, 30), True)])
def test_a_removal_before_the_charge_has_run_out_is_refused(served_on: date, refused: bool) -> None:
    made = nations.scotland_road().latest("S-06", "P1")
    booked = made.case.state.eviction
    assert booked is not None
    case = made.case.but(eviction=booked.model_copy(update={"notice_delivered_on": served_on}))
    assert ("R13" in case.refused("S-06", "P1")) is refused


def test_a_moratorium_stops_letter_and_instruction() -> None:
    road = nations.scotland_road()
    for code, reader in (("S-06", "P1"), ("S-06-instruction", None)):
        made = road.latest(code)
        assert "R03" in fx.held(made.case, "statutory_moratorium").refused(code, reader)


def test_the_instruction_names_the_last_day_and_the_council_and_needs_both() -> None:
    made = nations.scotland_road().latest("S-06-instruction")
    has(
        made.text,
        "28BA-1",
        "complete by 8 June 2027",
        "Iris Khan",
        "Testborough Council, 01632 960133",
        "Not on a Sunday",
    )
    landlord = made.case.known.landlord
    nobody = landlord.model_copy(update={"council": landlord.council.model_copy(update={"phone": None})})
    assert "R04" in made.case.knowing(landlord=nobody).refused("S-06-instruction")
