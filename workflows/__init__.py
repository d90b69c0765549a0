"""The shell: keeps each case's state, asks `cases` what follows, waits for the next event or the next date."""

from workflows.case import ArrearsCase
from workflows.check import DailyCheck
from workflows.review import WeeklyReview

ALL_WORKFLOWS = (ArrearsCase, WeeklyReview, DailyCheck)

__all__ = ["ALL_WORKFLOWS", "ArrearsCase", "DailyCheck", "WeeklyReview"]
