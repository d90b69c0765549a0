"""The plain words that Temporal's own pages show of a case. They are stored unencrypted: references and days only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from temporalio.exceptions import ActivityError, ApplicationError
from temporalio.exceptions import TimeoutError as TimedOut
from temporalio.workflow import EventGroup, create_event_group

from activities.versions import rules_version
from cases.steps import StepCommand
from law.dates import in_words, london_day

#: Read once, when the worker starts: a run of a workflow opens no files.
RULES_VERSION = rules_version()


def words(code: str) -> str:
    """`notice_live` -> `notice live`."""
    return code.replace("_", " ")


def step(command: StepCommand) -> str:
    """What an activity does, for the list of events."""
    kinds = [words(str(event["kind"])) for event in command.events]
    shown = ", ".join(kinds[:4]) + (f" and {len(kinds) - 4} more" if len(kinds) > 4 else "")
    return f"Step {command.step}: {shown}"


def timer(wake_at: datetime, why: str) -> str:
    """What a timer waits for."""
    return f"{words(why).capitalize() or 'Next date'}: {in_words(london_day(wake_at))}"


def stage_group(stage: str) -> EventGroup:
    """The group under which the events of a stage are folded together."""
    return create_event_group(stage)


def source(events: Sequence[dict[str, Any]]) -> str:
    """Who told us: clock, weekly review, landlord system."""
    return words(str(events[0].get("source", "system")))


def failure(failed: ActivityError, *, step: int) -> str:
    """Why the hands gave up, in a sentence."""
    cause = failed.cause
    if isinstance(cause, ApplicationError):
        return cause.message
    if isinstance(cause, TimedOut):
        return f"Step {step} was not finished in time."
    return f"Step {step} could not be carried out."


def details(*, position: str, summary: str, next_on: date | None, step: int, attention: str) -> str:
    """The case in a few lines of Markdown."""
    lines = [f"**{words(position).capitalize() or 'Not open yet'}** (step {step})"]
    if summary:
        lines.append(summary)
    if next_on:
        lines.append(f"Next date: {in_words(next_on)}.")
    if attention:
        lines.append(f"**Needs attention.** {attention}")
    return "\n\n".join(lines)
