"""Dates seen to by hand: what our policy set may be done, what the law set ends by its event, and nothing is forgotten."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from cases.deadlines import POLICY_DAYS, deadlines, following
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


SERVED, CLAIMED, LISTED, HEARD = date(2026, 11, 25), date(2026, 12, 29), date(2027, 1, 4), date(2027, 2, 24)
BEFORE_IT = {"serve_claim", "evidence", "pre_hearing"}


def _listed() -> Story:
    story = Story(tenants=("P1", "P2"))
    story.to_hearing(SERVED, CLAIMED, datetime(2027, 2, 20, 10, tzinfo=UTC))
    story.did("hearing_relisted", LISTED, hearing_at=datetime(2027, 2, 24, 10, tzinfo=UTC))
    return story


def test_what_is_to_be_done_before_a_hearing_stays_until_it_is_done() -> None:
    story = _listed()
    late = HEARD + timedelta(days=1)
    assert set(kinds(story, LISTED)) >= BEFORE_IT and set(kinds(story, late)) >= BEFORE_IT
    post = {"method": "first_class_post"}
    story.did("statement_sent", date(2027, 1, 6), tenants=("P1",))
    story.did(
        "court_papers_served", date(2027, 1, 6), papers=("claim_form", "witness_statement"), tenants=("P1",), **post
    )
    assert set(kinds(story, late)) >= BEFORE_IT, "one of two has them"
    story.did("statement_sent", date(2027, 1, 7), tenants=("P2",))
    assert kinds(story, late).keys() & BEFORE_IT == {"serve_claim", "evidence"}
    story.did("court_papers_served", date(2027, 1, 7), papers=("claim_form",), tenants=("P2",), **post)
    assert kinds(story, late).keys() & BEFORE_IT == {"evidence"}
    story.did("court_papers_served", date(2027, 2, 1), papers=("witness_statement",), **post)
    assert not kinds(story, late).keys() & BEFORE_IT
    assert story.folded() == story.state


def test_a_hearing_that_is_gone_takes_its_dates_along() -> None:
    story = _listed()
    story.did("hearing_vacated", HEARD - timedelta(days=1))
    assert not kinds(story, HEARD).keys() & BEFORE_IT


def test_a_claim_that_the_court_has_served_is_said_to_be_by_hand() -> None:
    story = _listed()
    story.did("deadline_done", date(2027, 2, 8), deadline="serve_claim", instance=HEARD.isoformat())
    assert kinds(story, HEARD).keys() & BEFORE_IT == {"evidence", "pre_hearing"}
    story.did("hearing_relisted", date(2027, 2, 9), hearing_at=datetime(2027, 3, 24, 10, tzinfo=UTC))
    assert "serve_claim" not in kinds(story, HEARD), "it is with the tenants, whenever it is heard"
    answered = _listed()
    for tenant in ("P1", "P2"):
        answered.did("defence_received", date(2027, 1, 20), tenant=tenant)
    assert "serve_claim" not in kinds(answered, HEARD)


def test_the_next_instalment_comes_before_another_look_at_the_case() -> None:
    story = Story(on=OPENED)
    story.protocol_before_notice(OPENED)
    story.did("agreement_made", OPENED, amount=500, every="week", first_payment_on=date(2026, 11, 9))
    first = following(story.state, OPENED)
    assert first is not None and (first.kind, first.act_on) == ("instalment", date(2026, 11, 10))
    ordered = Story()
    ordered.to_hearing(SERVED, CLAIMED, datetime(2027, 2, 24, 10, tzinfo=UTC))
    terms = {
        "ground_basis": "discretionary",
        "grounds": ("1",),
        "rent_plus": 500,
        "every": "week",
        "first_payment_on": date(2027, 3, 1),
    }
    ordered.did("hearing_outcome_recorded", HEARD, outcome="suspended", possession_on=HEARD, **terms)
    first = following(ordered.state, HEARD)
    assert first is not None and (first.kind, first.act_on) == ("instalment", date(2027, 3, 2))


def test_a_task_that_a_hold_forbids_waits_for_its_end_and_comes_back_when_it_ends() -> None:
    story = Story()
    story.protocol_before_notice(SERVED)
    story.owes(SERVED)
    story.did("approval_given", SERVED, act="notice", prepared_by=OFFICER, by=LEADER)
    planned = kinds(story, SERVED)["serve_notice"]
    assert planned == date(2026, 11, 26)
    story.did("hold_opened", SERVED, hold="breathing_space", registered_on=date(2026, 11, 24))
    held = next(d for d in deadlines(story.state, SERVED) if d.kind == "serve_notice")
    # to Saturday 23 January: the first working day after it
    assert held.act_on == date(2027, 1, 25) and "we may not serve a notice for these arrears" in held.because
    assert "Debt Respite" in held.because and held.because.endswith("So it waits for Monday 25 January 2027.")
    assert held.cite == "Our policy", "by whom it is set does not change"
    story.did("hold_ended", date(2026, 12, 2), hold="breathing_space")
    assert kinds(story, date(2026, 12, 3))["serve_notice"] == planned, "it is where it was, and overdue"
    story.did("hold_opened", date(2026, 12, 3), hold="balance_disputed")
    waits = next(d for d in deadlines(story.state, date(2026, 12, 3)) if d.kind == "serve_notice")
    assert (waits.act_on, waits.status) == (None, "unknown") and "with no end date yet" in waits.because
    assert kinds(story, date(2026, 12, 3))["hold_review"], "and somebody is told to look at the hold"


def _at(kind: str) -> tuple[Story, date]:
    """A case that has a task, and a day on which it has it."""
    story = Story()
    if kind == "first_contact":
        return story, OPENED
    if kind in ("protocol", "claim_decision", "notice_again"):
        story.protocol_before_notice(SERVED)
        story.noticed(SERVED)
        if kind == "claim_decision":
            story.protocol_after_notice(SERVED)
            story.did("statement_sent", CLAIMED)
        return story, date(2028, 2, 1) if kind == "notice_again" else CLAIMED
    story.to_hearing(SERVED, CLAIMED, datetime(2027, 2, 24, 10, tzinfo=UTC))
    story.did("hearing_outcome_recorded", HEARD, outcome="outright", ground_basis="discretionary", possession_on=HEARD)
    after = HEARD + timedelta(days=1)
    if kind == "book_eviction":
        story.owes(after)
        story.did("approval_given", after, act="warrant", prepared_by=OFFICER, by=LEADER)
        story.did("warrant_requested", after)
        story.did("warrant_issued", after, warrant_number="W1")
    if kind == "former_letter":
        story.did("tenancy_ended", after, how="surrender")
    return story, after


@pytest.mark.parametrize(
    "kind",
    ["first_contact", "protocol", "claim_decision", "notice_again", "enforce", "book_eviction", "former_letter"],
)
def test_every_task_that_comes_to_an_act_waits_for_a_moratorium(kind: str) -> None:
    story, day = _at(kind)
    before = kinds(story, day)[kind]
    story.did("hold_opened", day, hold="breathing_space", registered_on=day - timedelta(days=1))
    held, last = kinds(story, day)[kind], story.state.holds[-1].last_day
    assert before is not None and last is not None and held is not None
    assert before <= last < held <= last + timedelta(days=4)
