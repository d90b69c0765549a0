"""The arrears letters by number: what the record says of their order, and the notice that waits for what they promise."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from cases.events import dump
from tests.cases.story import Story, event

FIRST, SECOND, THIRD = date(2026, 11, 3), date(2026, 11, 17), date(2026, 12, 1)
MEETING = datetime(2026, 11, 24, 10, tzinfo=UTC)


def said(story: Story, on: date, letter: str, **fields: object) -> tuple[list[str], list[str]]:
    """The papers of an arrears letter, and what is said of it."""
    story.owes(on)
    made = story.did("arrears_letter_sent", on, letter=letter, **fields)
    return sorted({p.paper for p in made.papers}), [b.says for b in made.because]


def test_each_letter_is_its_own_paper() -> None:
    story = Story("assured", tenants=("P1", "P2"))
    assert said(story, FIRST, "first") == (["E-01"], [])
    assert said(story, SECOND, "second", appointment_at=MEETING) == (["E-02"], [])
    assert said(story, THIRD, "third") == (["E-03"], [])


def test_a_letter_out_of_turn_is_said_and_not_forbidden() -> None:
    story = Story("assured", tenants=("P1", "P2"))
    papers, says = said(story, FIRST, "third")
    assert papers == ["E-03"] and says == ["No second arrears letter is on the record before this third one."]
    story = Story("assured", tenants=("P1", "P2"))
    said(story, FIRST, "first", tenants=("P1",))
    papers, says = said(story, SECOND, "second", appointment_at=MEETING)
    assert papers == ["E-02"] and says == ["No first arrears letter to P2 is on the record before this second one."]


def test_a_second_letter_without_an_appointment_is_refused_and_the_field_named() -> None:
    no = Story().refused("arrears_letter_sent", SECOND, letter="second")
    assert [(o.rule, o.fields) for o in no.objections] == [("letter.appointment", ("appointment_at",))]


def test_less_time_than_our_policy_gives_is_refused() -> None:
    no = Story().refused("arrears_letter_sent", FIRST, reply_by=FIRST + timedelta(days=7))
    assert [o.rule for o in no.objections] == ["letter.reply_by"] and "Thursday 12 November 2026" in str(no)


@pytest.mark.parametrize("letter", ["second", "third"])
def test_a_notice_waits_for_the_day_in_the_letter(letter: str) -> None:
    story = Story("assured")
    said(story, FIRST, "first")
    said(story, SECOND, letter, appointment_at=MEETING if letter == "second" else None)
    last = date(2026, 11, 26)  # seven days after it comes on Thursday 19 November, on to a working day
    assert story.state.letter_by == last
    story.protocol_before_notice(SECOND)
    story.owes(last)
    no = story.refused("approval_requested", last, act="notice", for_day=last)
    assert [o.rule for o in no.objections] == ["notice.letter_running"]
    assert no.first_day == last + timedelta(days=1) and "until Thursday 26 November 2026" in str(no)
    story.owes(last + timedelta(days=1))
    story.did("approval_requested", last + timedelta(days=1), act="notice", for_day=last + timedelta(days=1))


def test_the_later_of_two_days_holds() -> None:
    story = Story("assured")
    said(story, FIRST, "third", reply_by=date(2026, 12, 18))
    said(story, SECOND, "second", appointment_at=MEETING)
    assert story.state.letter_by == date(2026, 12, 18)


def test_the_first_letter_is_as_it_always_was() -> None:
    story = Story("assured")
    said(story, FIRST, "first")
    assert story.state.letter_by is None
    told = dump(event("arrears_letter_sent", FIRST))
    assert not {"letter", "appointment_at", "appointment_place", "reply_by"} & set(told)


def test_the_other_nations_write_their_own() -> None:
    wales = Story("occupation_contract_secure", started_on=date(2020, 5, 4))
    wales.did("fitness_checked", FIRST, fit=True, electrical_report_given=True)
    assert said(wales, SECOND, "second", appointment_at=MEETING)[0] == ["E-02-wales"]
    assert said(wales, THIRD, "third")[0] == ["E-03-wales"]
    scotland = Story("scottish_secure")
    assert said(scotland, SECOND, "second")[0] == ["S-01"]
