"""What `show` and `next` say of a tenancy that is no longer introductory."""

from __future__ import annotations

from datetime import date

import pytest

from cli import standing
from tests.cases.story import Story


def test_a_tenancy_past_its_trial_is_said_to_be_secure_with_what_to_record(capsys: pytest.CaptureFixture[str]) -> None:
    standing.secure(Story("introductory", on=date(2027, 5, 3), started_on=date(2026, 4, 6)).state)
    said = " ".join(capsys.readouterr().out.split())
    assert "the tenancy has been secure since Tuesday 6 April 2027" in said
    assert "record trial_extended" in said and "Housing Act 1996 s.125" in said


def test_nothing_is_said_of_any_other(capsys: pytest.CaptureFixture[str]) -> None:
    standing.secure(Story().state)
    standing.secure(Story("introductory", started_on=date(2026, 4, 6)).state)
    assert capsys.readouterr().out == ""
