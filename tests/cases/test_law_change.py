"""What a change of the law moves in a case and what it leaves: folded the same in whatever order things were entered."""

from __future__ import annotations

from datetime import UTC, date, datetime

import law
from cases.deadlines import deadlines
from law.additions import Additions
from law.calendars import CalendarChange, DayChange
from tests.cases.story import Story, event

HEARING = datetime(2027, 3, 10, 10, tzinfo=UTC)
REVIEWED = date(2027, 2, 25)


def thanks(*days: date) -> Additions:
    """Bank holidays known from the day of the review."""
    change = CalendarChange(
        version=1,
        known_from=REVIEWED,
        calendar="england-and-wales",
        source="https://www.gov.uk/bank-holidays.json",
        seen_on=REVIEWED,
        days=tuple(DayChange(on=day, kind="bank_holiday", name="Day of thanks") for day in days),
    )
    return Additions(version=1, digest="thanks", changes=(change,))


def heard() -> Story:
    story = Story(on=date(2026, 11, 2))
    story.to_hearing(date(2026, 12, 1), date(2027, 1, 20), HEARING)
    return story


def reviewed(story: Story) -> None:
    story.did("law_reviewed", REVIEWED, change="thanks", rules=("calendar.england-and-wales",), known_version=1)


def test_a_review_reads_the_days_of_a_hearing_again_and_nothing_that_was_judged() -> None:
    story = heard()
    was, notice, tasks = story.state.hearing, story.state.notice, story.state.last_on
    assert was is not None and was.evidence_by == date(2027, 3, 7)
    with law.reading_as(additions=thanks(date(2027, 3, 8), date(2026, 12, 2))):
        reviewed(story)
        now = story.state.hearing
        assert now is not None and now.evidence_by == date(2027, 3, 4)
        assert (story.state.notice, story.state.last_on) == (notice, tasks)
        assert story.folded() == story.state


def test_what_was_entered_before_the_days_were_known_is_folded_without_them() -> None:
    story = heard()
    with law.reading_as(additions=thanks(date(2027, 3, 8))):
        assert story.folded() == story.state


def test_a_late_entry_before_a_review_comes_to_the_same_state() -> None:
    story = heard()
    with law.reading_as(additions=thanks(date(2027, 3, 8), date(2027, 3, 15))):
        reviewed(story)
        moved = datetime(2027, 3, 17, 10, tzinfo=UTC)
        before = event("hearing_relisted", date(2027, 2, 24), hearing_at=moved, known_version=1)
        story.take(before)
        assert story.state.hearing is not None and story.state.hearing.evidence_by == date(2027, 3, 11)
        assert story.folded() == story.state


def test_a_day_that_was_promised_stays_and_its_reason_says_that_it_would_be_another_now() -> None:
    story = Story(on=date(2026, 11, 2))
    story.did("agreement_made", date(2027, 2, 1), amount=500, every="week", first_payment_on=date(2027, 2, 8))
    story.did("agreement_broken", date(2027, 2, 22), missed=500)
    cure = story.state.agreement.cure_by if story.state.agreement else None
    assert cure is not None
    with law.reading_as(additions=thanks(cure)):
        (found,) = (d for d in deadlines(story.state, date(2027, 2, 23)) if d.kind == "agreement_cure")
    assert found.act_on == cure and "stands as it was recorded" in found.because
