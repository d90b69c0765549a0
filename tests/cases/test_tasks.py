"""Dates seen to by hand: what our policy set may be done, what the law set ends by its event, and nothing is forgotten."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cases.deadlines import POLICY_DAYS, deadlines
from cases.fold import fold
from cases.steps import Refused
from store.projection import Roster, deadline_rows
from tests.cases.story import LEADER, OFFICER, Story

OPENED = date(2026, 11, 2)


def kinds(story: Story, day: date) -> dict[str, date | None]:
    return {d.kind: d.act_on for d in deadlines(story.state, day)}


def test_a_task_of_our_policy_that_is_done_is_gone_and_the_case_is_looked_at_again() -> None:
    story = Story(on=OPENED)
    day = OPENED + timedelta(days=3)
    assert "first_contact" in kinds(story, day) and "case_review" not in kinds(story, day)
    story.did("deadline_done", day, deadline="first_contact")
    after = kinds(story, day)
    assert "first_contact" not in after
    # 28 days from when it was told, Sunday 22 November, and so on a Monday
    assert after["case_review"] == date(2026, 12, 21)
    assert fold("A1-1", story.events).state == story.state


def test_a_rhythm_moves_on_by_being_done() -> None:
    story = Story(on=OPENED)
    story.did("deadline_done", OPENED, deadline="first_contact")
    first = kinds(story, OPENED)["case_review"]
    assert first is not None
    story.did("deadline_done", first, deadline="case_review")
    second = kinds(story, first)["case_review"]
    assert second is not None and second >= first + timedelta(days=POLICY_DAYS["review"])


def test_a_task_that_comes_anew_is_not_done() -> None:
    story = Story(on=OPENED)
    story.did("deadline_done", OPENED, deadline="first_contact")
    story.did("contact_attempted", OPENED + timedelta(days=1), tenant="P1", channel="phone")
    assert "first_contact" in kinds(story, OPENED + timedelta(days=1)), "it is another day's task now"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"deadline": "statement"}, "ends by the event that it waits for"),
        ({"deadline": "approval", "instance": "notice"}, "Somebody with authority has to answer this"),
        ({"deadline": "nothing_such"}, "The case has no date nothing_such on Monday 2 November 2026; it has"),
    ],
)
def test_what_the_law_or_somebody_with_authority_ends_is_not_done_by_hand(given: dict[str, str], sentence: str) -> None:
    story = Story(on=OPENED)
    story.did("contact_made", OPENED, tenant="P1", channel="phone")
    story.did("approval_requested", OPENED, act="notice", as_fact=True)
    before = kinds(story, OPENED)
    assert given["deadline"] in before or given["deadline"] == "nothing_such"
    with pytest.raises(Refused, match=sentence):
        story.did("deadline_done", OPENED, **given)
    # not even as something that has happened already
    story.did("deadline_done", OPENED, as_fact=True, **given)
    assert kinds(story, OPENED) == before


def test_a_date_is_another_persons_until_they_have_left() -> None:
    from store.landlords import OfficerRow

    def officer(email: str, *, active: bool = True) -> OfficerRow:
        more = dict.fromkeys(("phone", "team", "leader_email", "absent_from", "absent_until", "cover_email"))
        return OfficerRow(email=email, name=email, role="officer", active=active, **more)

    story = Story(on=OPENED, owner=OFFICER)
    before = kinds(story, OPENED)
    story.did("deadline_given", OPENED, deadline="first_contact", to=LEADER)
    assert kinds(story, OPENED) == before, "no day moves by it"
    for here, owner in ((True, LEADER), (False, OFFICER)):
        roster = Roster([officer(OFFICER), officer(LEADER, active=here)])
        rows = {r.kind: r.owner for r in deadline_rows(story.state, OPENED, roster)}
        assert (rows["first_contact"], rows["statement"]) == (owner, OFFICER)
