"""Late entry, entry out of order and correction give the state of the true order."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.deadlines import deadlines
from cases.events import Event, dump, load
from cases.fold import fold
from cases.state import State, changed_parts, with_parts
from cases.steps import Refused
from tests.cases.story import Story, event

SERVED, CLAIM, HEARD = date(2026, 11, 25), date(2026, 12, 29), date(2027, 2, 9)
HEARING = datetime(2027, 2, 9, 10, 0, tzinfo=UTC)


def _road() -> list[Event]:
    """A whole road, one event a day, as history that a landlord brings: none of it can be refused."""
    told: list[tuple[str, date, dict[str, Any]]] = [
        ("contact_made", date(2026, 11, 3), {"tenant": "P1", "channel": "phone", "topics": ("repayment",)}),
        ("statement_sent", date(2026, 11, 4), {}),
        ("agreement_made", date(2026, 11, 5), {"amount": 500, "every": "week", "first_payment_on": date(2026, 11, 9)}),
        ("agreement_broken", date(2026, 11, 18), {"missed": 12500}),
        ("hold_opened", date(2026, 11, 19), {"hold": "complaint"}),
        ("hold_ended", date(2026, 11, 23), {"hold": "complaint"}),
        ("balance_refreshed", date(2026, 11, 24), {"arrears": 110000, "as_at": date(2026, 11, 24)}),
        ("notice_served", SERVED, {"method": "left_at_address"}),
        ("protocol_letter_sent", date(2026, 12, 5), {}),
        ("claim_submitted", CLAIM, {"court": "T"}),
        ("claim_issued", date(2026, 12, 31), {"claim_number": "K1"}),
        ("hearing_listed", date(2027, 1, 4), {"hearing_at": HEARING}),
        ("defence_received", date(2027, 1, 18), {"tenant": "P1"}),
        (
            "hearing_outcome_recorded",
            HEARD,
            {
                "outcome": "suspended",
                "ground_basis": "discretionary",
                "rent_plus": 500,
                "every": "week",
                "first_payment_on": date(2027, 2, 15),
            },
        ),
        ("order_breached", date(2027, 3, 9), {"missed": 12500}),
        ("warrant_requested", date(2027, 3, 10), {}),
        ("warrant_issued", date(2027, 3, 15), {"warrant_number": "W1"}),
        ("eviction_booked", date(2027, 3, 16), {"eviction_at": datetime(2027, 4, 15, 9, 30, tzinfo=UTC)}),
        ("eviction_notice_delivered", date(2027, 3, 17), {}),
        ("suspension_applied", date(2027, 4, 14), {"tenant": "P1"}),
        ("suspension_decided", date(2027, 4, 20), {"outcome": "refused"}),
    ]
    return [event(kind, on, source="import", **fields) for kind, on, fields in told]


ROAD = _road()


def _in_order() -> Story:
    story = Story(on=date(2026, 11, 2))
    for one in ROAD:
        story.take(one)
    return story


RIGHT = _in_order()


def test_the_road_is_whole() -> None:
    assert RIGHT.at().at == "warrant_issued"
    assert RIGHT.state.order is not None and RIGHT.state.order.breached_on == date(2027, 3, 9)


@settings(max_examples=150, deadline=None)
@given(st.permutations(range(len(ROAD))))
def test_any_order_of_entry_folds_to_the_same_state(order: list[int]) -> None:
    opening = RIGHT.events[0]
    assert fold("A1-1", [opening, *(ROAD[n] for n in order)]).state == RIGHT.state


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(ROAD) - 1), st.data())
def test_one_event_entered_late_gives_the_state_of_the_right_order(late: int, data: st.DataObject) -> None:
    """Everything is entered in time but one, which is entered somewhere later: the step folds again."""
    at = data.draw(st.integers(late, len(ROAD) - 1))
    entered = [e for n, e in enumerate(ROAD) if n != late]
    entered.insert(at, ROAD[late])
    story = Story(on=date(2026, 11, 2))
    story.today = date(2027, 5, 1)
    for one in entered:
        try:
            story.take(one)
        except Refused as no:  # an event that only the late one makes possible is impossible until then
            assert all(o.kind == "impossible" for o in no.objections), no
            return
    assert story.state == RIGHT.state == story.folded()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(ROAD) - 1), st.integers(1, 40))
def test_a_day_entered_wrongly_and_corrected_gives_the_state_of_the_right_day(which: int, off: int) -> None:
    story = _in_order()
    right = ROAD[which]
    wrong = right.with_facts(
        happened_on=date.fromordinal(max(right.happened_on.toordinal() - off, date(2026, 11, 2).toordinal()))
    )
    ledger = [wrong if e.event_id == right.event_id else e for e in story.events]
    ledger.append(
        event(
            "corrected",
            date(2027, 5, 1),
            corrects=right.event_id,
            replacement={"happened_on": right.happened_on.isoformat()},
        )
    )
    assert fold("A1-1", ledger).state == RIGHT.state


def test_a_withdrawn_event_is_as_if_it_had_never_been() -> None:
    story = _in_order()
    extra = event("hold_opened", date(2027, 4, 21), hold="insolvency")
    story.take(extra)
    assert story.state != RIGHT.state
    story.take(event("corrected", date(2027, 4, 22), corrects=extra.event_id, reason="another tenant's letter"))
    assert story.state == RIGHT.state


def test_a_late_breathing_space_voids_the_notice_and_marks_what_stood_on_it() -> None:
    story = _in_order()
    story.take(event("hold_opened", date(2027, 4, 21), hold="breathing_space", registered_on=date(2026, 11, 20)))
    assert story.state.notice is not None and story.state.notice.void
    rules = {i.rule for i in story.state.irregular}
    assert {"notice.in_moratorium", "claim.notice_void"} <= rules
    assert story.state == story.folded()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"corrects": "nothing"}, "No event nothing"),
        ({"corrects": ROAD[7].event_id, "replacement": {"method": "pigeon"}}, "does not fit"),
        ({"corrects": ROAD[7].event_id, "replacement": {"kind": "note_added"}}, "cannot turn"),
        ({"corrects": ROAD[7].event_id, "replacement": {"happened_on": "2029-01-01"}}, "after today"),
        ({"corrects": RIGHT.events[0].event_id}, "opening of a case"),
    ],
)
def test_a_correction_that_does_not_fit_is_refused(fields: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        _in_order().take(event("corrected", date(2027, 4, 22), **fields))


def test_a_late_act_is_judged_by_what_was_so_on_its_day() -> None:
    story = Story()
    story.to_hearing(SERVED, CLAIM, HEARING)
    with pytest.raises(Refused, match=r"no claim can be started|under way|only from"):
        story.take(event("claim_submitted", date(2026, 12, 1), court="T"))


def test_parts_of_a_receipt_put_together_are_the_state() -> None:
    carried, before = State(case_ref="A1-1"), State(case_ref="A1-1")
    story = Story(on=date(2026, 11, 2))
    for one in [None, *ROAD]:
        if one is not None:
            story.take(one)
        carried = with_parts(carried, changed_parts(before, story.state))
        before = story.state
        assert carried == story.state


def test_events_survive_their_json_form() -> None:
    for one in RIGHT.events:
        assert load(dump(one)) == one


def test_what_is_irregular_is_put_right_from_when_it_was_known_of() -> None:
    def due(story: Story) -> date | None:
        (found,) = (d for d in deadlines(story.state, story.today) if d.kind == "irregular" and "hold." in d.instance)
        return found.act_on

    told_on = date(2027, 1, 11)  # a Monday
    story = Story()
    story.did("hold_opened", date(2026, 11, 24), hold="breathing_space", registered_on=date(2026, 11, 23))
    story.did("arrears_letter_sent", SERVED, as_fact=True, known_on=told_on)
    assert due(story) == date(2027, 1, 14)
    story = Story()
    story.did("arrears_letter_sent", SERVED)
    story.did(
        "hold_opened", date(2026, 11, 24), hold="breathing_space", registered_on=date(2026, 11, 23), known_on=told_on
    )
    assert due(story) == date(2027, 1, 14), "what made it irregular came to be known later"
    story.did("contact_made", date(2027, 1, 20), tenant="P1", channel="phone")
    assert due(story) == date(2027, 1, 14) and story.folded() == story.state
