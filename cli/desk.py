"""What a command works with: settings, a connection to PostgreSQL, a client of Temporal, a case and its clock."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from cli.say import Failed, NotFound, Problem, RefusedByRule, Usage

if TYPE_CHECKING:
    from temporalio.client import Client

    from settings import Settings
    from store.board import BoardRow
    from store.db import Connection

T = TypeVar("T")

# Events that take a second person: for these nobody is assumed.
IN_PERSON = frozenset(
    {"approval_given", "approval_refused", "write_off_decided", "irregularity_accepted", "protocol_waived"}
)


def settings() -> Settings:
    """The settings in force: the environment first, then the running stack of this checkout."""
    from settings import Settings

    return Settings.from_env()


@contextmanager
def memory() -> Iterator[Connection]:
    """A connection to PostgreSQL, closed afterwards; each statement is its own transaction.

    From then on this process reads the law with what the installation added to it.
    """
    import law
    from store import db, lawbook

    connection = db.connect(settings().database_url, autocommit=True)
    try:
        law.install(lawbook.read(connection))
        yield connection
    finally:
        connection.close()


async def client() -> Client:
    """A client of Temporal."""
    from workflows import gateway

    return await gateway.connect(settings())


def wait_for(work: Coroutine[Any, Any, T]) -> T:
    """Runs one piece of asynchronous work to its end."""
    return asyncio.run(work)


@contextmanager
def memory_if(*, needed: bool) -> Iterator[Connection | None]:
    """A connection, or None when there is no database to be had and it is not `needed`."""
    try:
        opening = memory()
        connection = opening.__enter__()
    except Exception as error:
        if needed or problem_of(error) is None:
            raise
        yield None
        return
    try:
        yield connection
    finally:
        opening.__exit__(None, None, None)


def find_case(connection: Connection, ref: str) -> BoardRow:
    """The case of this reference, or the open (else the newest) case of this account. Raises NotFound."""
    from store import accounts, board

    row = board.get(connection, ref.strip())
    if row is not None:
        return row
    try:
        accounts.get(connection, ref.strip())
    except accounts.AccountNotFound:
        raise NotFound(f"There is no case and no account {ref}. `duecourse list` shows the cases.") from None
    raise NotFound(f"The account {ref} has no case. `duecourse open {ref}` opens one.")


def now_of(row: BoardRow | None = None) -> datetime:
    """The instant on the case's own clock, which a demonstration may have moved ahead of ours."""
    here = datetime.now(UTC)
    return here + row.clock_ahead if row else here


def today_of(row: BoardRow | None = None) -> date:
    """London's day on the case's own clock."""
    from law.dates import london_day

    return london_day(now_of(row))


def tenants(row: BoardRow) -> tuple[str, ...]:
    """The tenants of the case, as references."""
    return tuple((row.state.get("tenancy") or {}).get("tenants") or ())


def settings_user() -> str | None:
    """The officer at this keyboard, from the setting DUE_COURSE_USER; None when it is not set."""
    return settings().user or None


def officer(
    by: str | None, *, connection: Connection | None = None, row: BoardRow | None = None, in_person: bool = False
) -> str:
    """Who records: --by, else the setting DUE_COURSE_USER, else the case's owner. Raises Usage when nobody is known.

    connection: whoever is named must then be in the landlord's register, where there is one. in_person: an approval,
    where the owner is never assumed, because it takes a second person.
    """
    named = by or settings_user()
    if named and connection is not None:
        _registered(connection, named)
    found = named or (row.owner if row and not in_person else None)
    if found:
        return found
    if in_person:
        raise Usage("Say who decides this with --by E-MAIL: it takes another person than the one who prepared it.")
    raise Usage("Say who records this with --by E-MAIL, or once and for all in the setting DUE_COURSE_USER.")


def _registered(connection: Connection, email: str) -> None:
    from store import landlords

    known = [o.email for o in landlords.officers(connection)]
    if known and email.lower() not in {address.lower() for address in known}:
        shown = ", ".join(sorted(known)[:12])
        raise Usage(f"There is no officer {email} in the landlord's register; it has {shown}.")


def problem_of(error: Exception) -> Problem | None:
    """What an error of the rooms below means to the person at the keyboard; None for one that nobody expected."""
    import psycopg

    from law import LawError
    from settings import SettingsError
    from stack.processes import StackError
    from store.db import StoreError

    if isinstance(error, (psycopg.OperationalError, StackError)):
        first = str(error).strip().splitlines()[0] if str(error).strip() else "it gave no reason"
        return Failed(
            f"The database did not answer: {first}.",
            "`make demo` starts everything; DATABASE_URL names another server.",
        )
    if isinstance(error, (StoreError, LawError, SettingsError)):
        return Failed(str(error))
    # Known by name, because importing the gateway brings in Temporal, which most commands do without.
    name = type(error).__name__
    if name == "CaseRefused":
        return refused(error)
    if name == "EventNotUnderstood":
        return Usage(*getattr(error, "sentences", (str(error),)))
    if name == "CaseNotFound":
        return NotFound(str(error))
    if name == "CaseUnavailable":
        # The other cases of it are told by the worker about one case, and starting things anew would not help.
        hint = ("`make demo` starts everything; TEMPORAL_ADDRESS names another server.",)
        return Failed(str(error), *(hint if "answer" in str(error) else ()))
    if name == "RPCError":
        return Failed(f"Temporal did not answer: {error}.", "`make demo` starts everything.")
    return None


def refused(error: Exception) -> RefusedByRule:
    """A refusal by a rule: a sentence for each reason, and everything a program may want to know about it."""
    from cases.steps import Objection, sentence

    refusal: dict[str, Any] = getattr(error, "refusal", {})
    reasons = [sentence(Objection.model_validate(o)) for o in refusal.get("objections", ())]
    return RefusedByRule(*(reasons or (str(error),)), data={"refused": True, "sentence": str(error), **refusal})
