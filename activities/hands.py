"""The activities of a case's workflow: each is a transaction, and says when trying again is of no use."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import psycopg
from psycopg_pool import ConnectionPool
from temporalio import activity
from temporalio.exceptions import ApplicationError

import law
from activities import texts
from activities.contracts import Attention, Standing
from activities.outcomes import carry_out
from cases.steps import StepCommand
from settings import Settings
from store import facts, lawbook, vigil
from store.db import Connection, StoreError

log = logging.getLogger("duecourse.hands")

# What passes by itself: the server is away, is starting, or broke a deadlock. Everything else is a mistake of ours.
PASSING = (psycopg.OperationalError, psycopg.InterfaceError, psycopg.InternalError, ConnectionError, TimeoutError)


@contextmanager
def plain_failures(doing: str) -> Iterator[None]:
    """Turns what goes wrong into a failure that Temporal may keep: what was being done, and never a value.

    Exceptions of ours may hold a tenant's name, and a failure stays in the history. The log gets the frames.
    """
    try:
        yield
    except PASSING as fault:
        log.warning("%s waits: %s", doing, type(fault).__name__)
        raise ApplicationError(f"{doing} waits until the database answers.", type="StoreUnavailable") from None
    except StoreError as fault:
        log.error("%s: %s", doing, fault)
        raise ApplicationError(str(fault), type=type(fault).__name__, non_retryable=True) from None
    except Exception as fault:
        frames = "".join(traceback.format_tb(fault.__traceback__))
        log.error("%s failed with %s at\n%s", doing, type(fault).__name__, frames)
        raise ApplicationError(
            f"{doing} failed on a mistake in the program ({type(fault).__name__}); the worker's log says where.",
            type=type(fault).__name__,
            non_retryable=True,
        ) from None


class Hands:
    """What the shell may ask to be done. pool: connections to PostgreSQL, at least one for each activity at a time."""

    def __init__(self, pool: ConnectionPool[Connection], settings: Settings) -> None:
        self._pool = pool
        self._settings = settings

    @activity.defn(name="carry_out")
    def carry_out(self, command: StepCommand) -> dict[str, Any]:
        """One step in one transaction, harmless to repeat; the receipt as JSON without its defaults and without addresses.

        A refusal comes back in the receipt, not as an error.
        """
        with plain_failures(f"Step {command.step} of case {command.case_ref}"), self._pool.connection() as conn:
            receipt, _ = carry_out(conn, command, settings=self._settings)
            law.install(lawbook.read(conn))  # for the dry decisions of this process's workflows
            if not receipt.refused:
                self._acknowledge(conn, command)
            kept: dict[str, Any] = texts.without_addresses(conn, receipt.model_dump(mode="json", exclude_defaults=True))
        return kept

    @activity.defn(name="mark_attention")
    def mark_attention(self, attention: Attention) -> None:
        """Puts a case before a person on the board, or takes the mark away when the sentence is empty."""
        with plain_failures(f"Marking case {attention.case_ref}"), self._pool.connection() as conn:
            vigil.mark_attention(conn, attention.case_ref, attention.sentence or None)

    @activity.defn(name="read_standing")
    def read_standing(self, case_ref: str) -> Standing:
        """Where PostgreSQL says the case stands, for a workflow that has to begin again from there."""
        with plain_failures(f"Reading case {case_ref}"), self._pool.connection() as conn:
            found = vigil.standing(conn, case_ref)
            return Standing(
                step=found.step,
                state=texts.without_addresses(conn, found.state),
                stage=found.stage,
                position=found.position,
                next_on=found.next_on,
                wake_at=found.wake_at,
                wake_why=found.wake_why or "",
                closed=found.closed_on is not None,
            )

    def _acknowledge(self, conn: Connection, command: StepCommand) -> None:
        now = datetime.now(UTC)
        for event in command.events:
            if event.get("source") == "review":
                facts.acknowledge_fact(conn, UUID(str(event["event_id"])), now)
