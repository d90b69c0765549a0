"""The days on which somebody is reminded: working days of the case's own nation."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from activities import ladder
from cases.deadlines import deadlines
from law.dates import london_day
from store.projection import Roster
from tests.cases.story import OFFICER, Story

AFTER_ST_ANDREW = date(2026, 12, 1)  # 30 November is a bank holiday in Scotland and none in England


@pytest.mark.parametrize(
    ("tenure", "day_before"),
    [("secure", date(2026, 11, 30)), ("scottish_secure", date(2026, 11, 27))],
)
def test_a_working_day_before_is_one_of_the_nation(tenure: str, day_before: date) -> None:
    story = Story(tenure, on=date(2026, 11, 16), owner=OFFICER)
    story.did("hold_opened", date(2026, 11, 16), hold="complaint", review_on=AFTER_ST_ANDREW)
    assert any(d.act_on == AFTER_ST_ANDREW for d in deadlines(story.state, story.today))
    rows = ladder.reminders(
        story.state, today=story.today, as_of=datetime(2026, 11, 16, 9, tzinfo=UTC), step=1, roster=Roster(())
    )
    days = {london_day(row.not_before) for row in rows if "Review" in row.subject}
    assert day_before in days and AFTER_ST_ANDREW in days
    other = {date(2026, 11, 27), date(2026, 11, 30)} - {day_before}
    assert tenure == "secure" or not other & days
