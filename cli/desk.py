"""What a command works with: settings, a connection to PostgreSQL, a client of Temporal, a case and its clock."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from cli.say import Failed, NotFound, Problem, RefusedByRule, Usage
from speech import words

if TYPE_CHECKING:
    from temporalio.client import Client

    from settings import Board, Settings
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


def board_elsewhere() -> Board | None:
    """The board by whose API events are recorded, where one is named."""
    from settings import board_elsewhere as named

    return named()


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

    typed = ref.strip()
    row = board.get(connection, typed) or board.get(connection, typed.upper())
    if row is not None:
        return row
    known = accounts.references(connection)
    if typed in known:
        raise NotFound(f"The account {typed} has no case. `duecourse open {typed}` opens one.")
    newest = board.get(connection, typed.upper().rpartition("-")[0])
    hint = f" The newest case of that account is {newest.case_ref}." if newest else _nearest(typed.upper(), known)
    raise NotFound(f"There is no case and no account {ref}.{hint} `duecourse list` shows the cases.")


def _nearest(typed: str, known: list[str]) -> str:
    """A hint with the accounts that are written most like what was typed; nothing when none is."""
    from difflib import get_close_matches

    account, _, episode = typed.rpartition("-")
    near = get_close_matches(account if account and episode.isdigit() else typed, known, n=3, cutoff=0.75)
    return f" Did you mean {words.listed(near)}?" if near else ""


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

    known = [o.email for o in landlords.officers(connection) if o.active]
    if known and email.lower() not in {address.lower() for address in known}:
        from difflib import get_close_matches

        near = get_close_matches(email.lower(), [address.lower() for address in known], n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        more = f" and {len(known) - 12:,} more" if len(known) > 12 else ""
        shown = ", ".join(sorted(known)[:12])
        raise Usage(f"There is no officer {email} in the landlord's register; it has {shown}{more}.{hint}")


def problem_of(error: Exception, *, option: Callable[[str], str] | None = None) -> Problem | None:
    """What an error of the rooms below means to the person at the keyboard; None for one that nobody expected.

    option: how a field is called, when it is not an option of the command line.
    """
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
        return refused(error, option=option)
    if name == "EventNotUnderstood":
        return Usage(*getattr(error, "sentences", (str(error),)))
    if name == "CaseNotFound":
        return NotFound(str(error))
    if name == "CaseSilent":
        return _silent(str(getattr(error, "case_ref", "")), in_a_file=option is not None)
    if isinstance(error, psycopg.errors.UndefinedTable):
        return Failed(
            "The database has no tables of Due Course's: DATABASE_URL names one that was never set up, or another one.",
            "`make up` sets up the one that DATABASE_URL names.",
        )
    if name == "CaseUnavailable":
        # The other cases of it are told by the worker about one case, and starting things anew would not help.
        hint = ("`make demo` starts everything; TEMPORAL_ADDRESS names another server.",)
        return Failed(str(error), *(hint if "answer" in str(error) else ()))
    if name == "RPCError":
        return Failed(f"Temporal did not answer: {error}.", "`make demo` starts everything.")
    return None


def _silent(case_ref: str, *, in_a_file: bool) -> Failed:
    """A case that did not answer. Only a row of a file has an id that says that it's the same event when given again."""
    again = (
        "Give the file again: nothing in it is recorded twice."
        if in_a_file
        else f"`duecourse show {case_ref} --history` shows whether it was: look there before you do it again."
    )
    return Failed(
        f"Case {case_ref} did not answer in time, so it is not certain that what you asked for was done.",
        again,
        "Is a worker running? `make demo` starts everything.",
    )


def refused(error: Exception, *, option: Callable[[str], str] | None = None) -> Problem:
    """A refusal by a rule: a sentence for each reason, and everything a program may want to know about it.

    Where fields are missing, what was typed is not understood, and no rule was asked. option: as for `problem_of`.
    """
    from cases.steps import Objection, sentence
    from speech import fields

    refusal: dict[str, Any] = getattr(error, "refusal", {})
    objections = [Objection.model_validate(o) for o in refusal.get("objections", ())]
    named = option or fields.typed
    reasons = [fields.as_typed(sentence(o), o.fields, named) for o in objections]
    reasons = reasons or [fields.as_typed(str(error), (), named)]
    if any(o.fields for o in objections):
        return Usage(*reasons, data={"error": " ".join(reasons), "exit_code": Usage.code, **refusal})
    return RefusedByRule(*reasons, data={"refused": True, "sentence": str(error), **refusal})
