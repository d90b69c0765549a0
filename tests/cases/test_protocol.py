"""The protocol's evidence: what is contact and what an attempt, what follows the notice, and the day to answer by."""

from __future__ import annotations

from datetime import date

import pytest

from cases.deadlines import deadlines
from cases.protocol import Row, rows
from tests.cases.story import LEADER, OFFICER, Story

OPENED, SERVED, CLAIM = date(2026, 11, 2), date(2026, 11, 25), date(2026, 12, 29)


def row(story: Story, paragraph: str, tenant: str | None = "P1", on: date | None = None) -> Row:
    return next(r for r in rows(story.state, on or story.today) if (r.paragraph, r.tenant) == (paragraph, tenant))


def noticed(tenure: str = "secure", **more: object) -> Story:
    story = Story(tenure, **more)  # type: ignore[arg-type]
    story.protocol_before_notice(SERVED)
    story.noticed(SERVED)
    return story


# The day to answer by


@pytest.mark.parametrize(
    ("tenure", "by"),
    [("secure", date(2026, 12, 8)), ("introductory", date(2026, 12, 15)), ("assured", date(2026, 12, 8))],
)
def test_the_letter_gives_a_day_to_answer_by_and_the_claim_waits_for_it(tenure: str, by: date) -> None:
    story = noticed(tenure)
    sent = story.did("protocol_letter_sent", date(2026, 11, 27))
    assert story.state.reply_by == by
    assert any("Our policy gives" in b.says and str(by.day) in b.says for b in sent.because)
    assert {p.facts["reply_by"] for p in sent.papers} == {by.isoformat()}
    told = [d for d in deadlines(story.state, story.today) if d.kind == "protocol_reply"]
    assert [(d.act_on, d.waiting_on) for d in told] == [(by, "tenant")]
    no = story.refused("claim_submitted", by, court="T")
    waiting = next(o for o in no.objections if o.rule == "claim.reply_running")
    assert waiting.first_day == date.fromordinal(by.toordinal() + 1)
    assert "claim.reply_running" not in [
        o.rule for o in story.refused("claim_submitted", waiting.first_day, court="T").objections
    ]


def test_a_letter_on_the_day_of_the_claim_puts_the_claim_off() -> None:
    story = noticed()
    story.owes(CLAIM)
    story.did("protocol_letter_sent", CLAIM)
    story.did("contact_made", CLAIM, tenant="P1", channel="phone")
    story.did("approval_given", CLAIM, act="claim", prepared_by=OFFICER, by=LEADER, as_fact=True)
    no = story.refused("claim_submitted", CLAIM, court="T")
    assert [o.rule for o in no.objections] == ["claim.reply_running"]
    assert no.first_day == date(2027, 1, 8) and "Thursday 7 January 2027" in str(no)


def test_silence_is_considered_only_when_the_time_to_answer_is_over() -> None:
    story = noticed("introductory")
    story.did("protocol_letter_sent", date(2026, 11, 27))
    story.did("reply_considered", date(2026, 12, 15), tenant="P1", replied=False, go_on=True)
    assert story.state.irregular[-1].rule == "protocol.reply_time" and row(story, "3 (considered)").status == "open"
    story.did("reply_considered", date(2026, 12, 16), tenant="P1", replied=False, go_on=True)
    assert story.state.irregular[-1].status == "cured" and row(story, "3 (considered)").status == "met"
    other = noticed("introductory")
    other.did("protocol_letter_sent", date(2026, 11, 27))
    other.did("reply_considered", date(2026, 12, 2), tenant="P1", replied=True, go_on=True)
    assert row(other, "3 (considered)").status == "met" and not other.state.irregular


# Contact and attempts


def test_an_unanswered_letter_is_no_contact() -> None:
    story = Story()
    story.did("arrears_letter_sent", OPENED)
    assert (story.at().at, story.at().label) == ("contact_attempted", "Contact attempted; no answer recorded")
    again = next(d for d in deadlines(story.state, OPENED) if d.kind == "first_contact")
    assert again.label == "Try again to reach the tenants" and again.act_on == date(2026, 11, 9)
    assert row(story, "2.1").status == "open"
    # what the letter itself does needs no answer
    assert (row(story, "2.5", None).status, row(story, "2.7").status) == ("met", "met")


@pytest.mark.parametrize(
    ("attempt", "status"),
    [
        ({"channel": "phone", "outcome": "no_answer"}, "attempted"),
        ({"channel": "visit", "outcome": "refused"}, "attempted"),
        ({"channel": "letter", "outcome": "no_answer"}, "open"),
        ({"channel": "letter", "outcome": "returned"}, "open"),
    ],
)
def test_reasonable_attempts_are_a_letter_and_another_way(attempt: dict[str, str], status: str) -> None:
    story = Story()
    story.did("arrears_letter_sent", OPENED)
    story.did("contact_attempted", date(2026, 11, 9), tenant="P1", **attempt)
    found = row(story, "2.1")
    assert found.status == status and story.at().at == "contact_attempted"
    assert "a letter to that tenant alone, and at least one call, visit or message" in found.attempts
    story.did("contact_made", date(2026, 11, 10), tenant="P1", channel="phone")
    assert row(story, "2.1").status == "met" and story.at().at == "in_contact"


def test_a_letter_that_came_back_is_no_letter() -> None:
    story = Story()
    story.did("contact_attempted", OPENED, tenant="P1", channel="letter", outcome="returned")
    story.did("contact_attempted", OPENED, tenant="P1", channel="phone")
    assert row(story, "2.1").status == "open"


def test_attempts_with_one_joint_tenant_are_none_with_the_other() -> None:
    story = Story(tenants=("P1", "P2"))
    story.did("arrears_letter_sent", OPENED)
    story.did("contact_attempted", OPENED, tenant="P1", channel="phone")
    assert (row(story, "2.1").status, row(story, "2.1", "P2").status) == ("attempted", "open")
    no = story.refused("approval_given", OPENED, act="notice", prepared_by=OFFICER, by=LEADER)
    open_ = next(o for o in no.objections if o.rule == "protocol.before_notice")
    assert "tenant P2" in open_.says and "P1" not in open_.says
    assert "where a tenant does not answer" in open_.cure and "waived with a reason" in open_.cure


def test_a_tenant_who_never_answers_does_not_stop_the_case_for_ever() -> None:
    story = Story()
    story.did("arrears_letter_sent", OPENED)
    story.did("contact_attempted", date(2026, 11, 9), tenant="P1", channel="visit")
    story.did("direct_payment_requested", date(2026, 11, 10), tenant="P1", what="third_party_deduction")
    story.noticed(SERVED)
    assert not story.state.irregular
    story.did("protocol_letter_sent", date(2026, 11, 27))
    assert (row(story, "2.8").status, row(story, "2.2", None).status) == ("open", "open")
    story.did("contact_attempted", date(2026, 12, 3), tenant="P1", channel="phone")
    assert (row(story, "2.8").status, row(story, "2.2", None).status) == ("attempted", "attempted")
    story.owes(CLAIM)
    story.did("statement_sent", CLAIM)
    story.did("approval_given", CLAIM, act="claim", prepared_by=OFFICER, by=LEADER)
    story.did("claim_submitted", CLAIM, court="Testborough")
    assert not story.state.irregular


def test_a_talk_that_left_repayment_out_still_counts_as_an_attempt_to_agree() -> None:
    story = Story()
    story.did("arrears_letter_sent", OPENED)
    story.did("contact_made", OPENED, tenant="P1", channel="phone", topics=("cause",))
    story.noticed(SERVED)
    story.did("contact_made", date(2026, 11, 26), tenant="P1", channel="phone", topics=("cause",))
    assert row(story, "2.2", None).status == "open"
    story.did("protocol_letter_sent", date(2026, 11, 27))
    assert (row(story, "2.8").status, row(story, "2.2", None).status) == ("met", "attempted")


# What follows the notice


def test_what_was_done_before_the_notice_meets_nothing_that_follows_it() -> None:
    story = Story()
    story.did("arrears_letter_sent", OPENED)
    story.did("contact_made", SERVED, tenant="P1", channel="phone", topics=("cause",))
    story.noticed(SERVED)
    assert row(story, "2.8").status == "open" and row(story, "2.8").on is None


def test_contact_before_posted_papers_count_as_given_is_not_after_the_notice() -> None:
    story = Story()
    story.protocol_before_notice(date(2026, 11, 20))
    story.noticed_by_post(date(2026, 11, 20))  # a Friday: given on Tuesday
    no = story.refused("protocol_letter_sent", date(2026, 11, 23))
    early = next(o for o in no.objections if o.rule == "protocol.before_notice")
    assert early.first_day == date(2026, 11, 24) and "counts as given" in early.says
    story.did("contact_made", date(2026, 11, 23), tenant="P1", channel="phone")
    assert "post_notice_contact" not in story.state.evidence
    story.did("protocol_letter_sent", date(2026, 11, 24))
    story.did("contact_made", date(2026, 11, 24), tenant="P1", channel="phone")
    assert row(story, "2.8").status == "met"


def test_a_tenant_who_was_not_served_has_no_contact_after_the_notice() -> None:
    story = Story(tenants=("P1", "P2"))
    story.protocol_before_notice(SERVED)
    story.noticed(SERVED, tenants=("P1",))
    assert "P2" in str(story.refused("protocol_letter_sent", SERVED))
    story.did("protocol_letter_sent", SERVED, tenants=("P1",))
    for tenant in ("P1", "P2"):
        story.did("contact_made", SERVED, tenant=tenant, channel="phone")
    assert (row(story, "2.8").status, row(story, "2.8", "P2").status) == ("met", "open")
    assert set(story.state.evidence["post_notice_contact"]) == {"P1"}


def test_a_new_notice_begins_anew_what_follows_it() -> None:
    story = noticed()
    story.did("protocol_letter_sent", date(2026, 11, 27))
    story.did("contact_attempted", date(2026, 11, 30), tenant="P1", channel="phone")
    assert row(story, "2.8").status == "attempted"
    story.did("notice_withdrawn", date(2026, 12, 1))
    assert "no effect" in str(story.refused("protocol_letter_sent", date(2026, 12, 1)))
    story.noticed(date(2026, 12, 2))
    assert row(story, "2.8").status == "open" and story.state.reply_by is None


def test_a_protocol_met_in_all_it_must_have_still_names_what_it_only_advises() -> None:
    story = noticed()
    story.protocol_after_notice(CLAIM)

    def why() -> str:
        found = {d.kind: d for d in deadlines(story.state, date(2027, 1, 14))}["claim_decision"]
        return found.because

    assert "a thought given to another way of settling it is missing (paragraph 2.10)" in why()
    story.did("contact_made", date(2027, 1, 14), tenant="P1", channel="phone", other_dispute_resolution=True)
    assert why() == "The notice is live and the protocol is met."
