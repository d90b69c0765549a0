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


def test_an_offer_is_evidence_of_an_affordable_sum_and_writes_to_everyone() -> None:
    story = Story("assured", tenants=("P1", "P2"))
    made = story.did("agreement_offered", SECOND, amount=500, every="week")
    assert sorted((p.paper, p.recipient) for p in made.papers) == [("E-05", "P1"), ("E-05", "P2")]
    assert story.state.evidence["affordable_offer"] == {"P1": SECOND, "P2": SECOND}
    assert story.state.agreement is None


def test_what_one_tenant_told_of_their_money_goes_to_nobody_else() -> None:
    story = Story("assured", tenants=("P1", "P2"))
    told = {"amount": 500, "every": "week", "told_on": FIRST, "income_work": 60000}
    no = story.refused("agreement_offered", SECOND, **told)
    assert [(o.rule, o.fields) for o in no.objections] == [("agreement.told_by", ("tenants",))]
    made = story.did("agreement_offered", SECOND, **told, tenants=("P1",))
    assert [p.recipient for p in made.papers] == ["P1"]


def test_income_without_its_day_and_a_first_payment_before_the_answer_are_refused() -> None:
    undated = Story().refused("agreement_offered", SECOND, amount=500, every="week", income_work=60000)
    assert [o.rule for o in undated.objections] == ["agreement.told_on"]
    soon = Story().refused("agreement_offered", SECOND, amount=500, every="week", first_payment_on=SECOND)
    assert [o.rule for o in soon.objections] == ["agreement.first_payment"]


def test_court_papers_served_by_us_are_certified_and_late_ones_are_irregular() -> None:
    story = Story("assured", tenants=("P1", "P2"))
    day = date(2026, 11, 25)
    story.to_hearing(day, date(2026, 12, 10), datetime(2027, 2, 9, 10, tzinfo=UTC))
    served = {"papers": ("claim_form", "particulars"), "method": "first_class_post"}
    made = story.did("court_papers_served", date(2027, 1, 14), **served)
    assert [(p.paper, p.recipient) for p in made.papers] == [("E-15", "P1"), ("E-15", "P2")]
    assert not story.state.irregular  # deemed served on Monday 18 January, the last day
    story.did("court_papers_served", date(2027, 1, 15), **served)
    (wrong,) = story.state.irregular
    assert wrong.rule == "claim.served_late" and "Tuesday 19 January 2027" in wrong.says


def test_there_is_nothing_to_serve_before_a_claim_is_issued() -> None:
    no = Story().refused("court_papers_served", SECOND, papers=("claim_form",), method="personal")
    assert [o.rule for o in no.objections] == ["claim.not_issued"]
