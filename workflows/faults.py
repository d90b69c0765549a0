"""What a face is told when a case could not be reached or a rule refused, in place of what Temporal says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NoReturn

from temporalio.client import WorkflowUpdateFailedError, WorkflowUpdateRPCTimeoutOrCancelledError
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode

from workflows import dry_run


class CaseNotFound(Exception):
    """There is no such case or account."""


class CaseUnavailable(Exception):
    """The case could not be reached, so it is not known whether the event was recorded; asking again is harmless."""


class CaseSilent(CaseUnavailable):
    """The case did not answer in time. case_ref: whose case it is."""

    def __init__(self, message: str, case_ref: str) -> None:
        self.case_ref = case_ref
        super().__init__(message)


class CaseRefused(Exception):
    """A rule refuses the event. `refusal`: as `cases.steps.refusal_json` makes it."""

    def __init__(self, refusal: dict[str, Any]) -> None:
        self.refusal = refusal
        super().__init__(str(refusal["sentence"]))


class EventNotUnderstood(ValueError):
    """The event's fields do not fit; `sentences` says what is wrong with each."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self.sentences = tuple(sentences)
        super().__init__(" ".join(sentences))


def refused(sentence: str) -> CaseRefused:
    """A refusal that no rule of law made."""
    return CaseRefused({"sentence": sentence, "first_day": None, "objections": []})


def is_gone(fault: BaseException) -> bool:
    """True when Temporal has no running workflow of that id."""
    return isinstance(fault, RPCError) and fault.status == RPCStatusCode.NOT_FOUND


def explain(fault: Exception, case_ref: str) -> NoReturn:
    """Raises what a face understands in place of `fault`."""
    if isinstance(fault, WorkflowUpdateFailedError):
        cause = fault.cause
        if isinstance(cause, ApplicationError) and cause.type == dry_run.REFUSED:
            raise CaseRefused(dict(cause.details[0])) from None
        if isinstance(cause, ApplicationError) and cause.type == dry_run.BAD_EVENT:
            raise EventNotUnderstood(list(cause.details[0])) from None
        raise CaseUnavailable(cause.message if isinstance(cause, ApplicationError) else str(cause)) from fault
    if is_gone(fault):
        raise CaseNotFound(f"Case {case_ref} has no running workflow; `check` says why.") from None
    if isinstance(fault, (TimeoutError, WorkflowUpdateRPCTimeoutOrCancelledError, RPCError)):
        raise CaseSilent(
            f"Case {case_ref} did not answer in time, so it is not certain that the event was recorded. "
            "Ask again: it will not be recorded twice. Is a worker running?",
            case_ref,
        ) from fault
    raise fault
