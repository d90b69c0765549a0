"""Who works here, where the board says it: a person set here is left alone by the landlord's files until they may again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from psycopg.types.json import Jsonb
from pydantic import Field, ValidationError

from cases.state import State
from law.dates import london_day
from store import db, landlords
from store.db import Connection, StoreError
from store.imports.landlord import Officer
from store.landlords import OfficerRow
from store.projection import Roster, deadline_rows

SQL = db.queries("queries_people.sql")


class BadPerson(StoreError):
    """What was said of a person does not fit. faults: a sentence for each field."""

    def __init__(self, faults: dict[str, str]) -> None:
        self.faults = faults
        super().__init__(" ".join(faults.values()))


class Set(Officer):
    """A person as the board says it: as a landlord's file does, and whether they work here."""

    active: bool = Field(default=True)


def get(connection: Connection, email: str) -> OfficerRow | None:
    """The person of this address, however it is written."""
    return db.row(connection, OfficerRow, SQL["get"], {"email": email})


def put(connection: Connection, said: dict[str, Any], *, by: str, roles: Sequence[str] | None) -> OfficerRow:
    """Sets a person, new or known, and notes what was otherwise. It holds at once for sessions that are open: name, team and
    `roles` (None: the organisation's sign-in gives them); whoever no longer works here is signed out.

    Raises BadPerson.
    """
    try:
        wanted = Set.model_validate(said)
    except ValidationError as wrong:
        raise BadPerson(_faults(wrong)) from None
    with connection.transaction():
        before = get(connection, wanted.email)
        email = before.email if before else wanted.email
        _check(connection, email, wanted)
        connection.execute(SQL["put"], {**wanted.model_dump(), "email": email, "by": by})
        after = get(connection, email)
        assert after is not None
        _tell(connection, before, after, by)
        if before is None or any(getattr(before, name) != getattr(after, name) for name in _DATES_HANG_ON):
            _dates_again(connection, before, after)
        if not after.active:
            connection.execute(SQL["sign_out"], {"email": email})
            connection.execute(SQL["end_calendar"], {"email": email})
        else:
            asked = {"email": email, "name": after.name, "team": after.team, "roles": roles and list(roles)}
            connection.execute(SQL["tell_sessions"], asked)
            connection.execute(SQL["tell_calendar"], asked)
    return after


def leave_to_files(connection: Connection, email: str, *, by: str) -> bool:
    """From the landlord's next files on they say again who this is; False when they do already."""
    with connection.transaction():
        done = connection.execute(SQL["leave_to_files"], {"email": email}).rowcount > 0
        if done:
            connection.execute(
                SQL["note"], {"by": by, "what": "person_left_to_files", "about": Jsonb({"person": email})}
            )
    return done


def owned(connection: Connection) -> dict[str, int]:
    """How many open cases each address (in small letters) owns."""
    return dict(connection.execute(SQL["owned"]).fetchall())


#: What of a person says whose a date is, and whom it is passed up to.
_DATES_HANG_ON = ("role", "team", "leader_email", "active")


def _dates_again(connection: Connection, before: OfficerRow | None, after: OfficerRow) -> None:
    """The dates on the board are whose they are by the register as it is now, as a rebuild would have them.

    Looked at are the cases that the person owns, those of their teams, and all where the legal team is another.
    """
    people = [person for person in (before, after) if person is not None]
    asked = {
        "email": after.email,
        "teams": [person.team for person in people if person.team],
        "all": any(person.role == "legal" or person.team is None for person in people),
    }
    roster = Roster(landlords.officers(connection))
    for state, as_of in connection.execute(SQL["cases_of"], asked).fetchall():
        rows = deadline_rows(State.model_validate(state), london_day(as_of), roster)
        whose = {"case_ref", "kind", "instance", "owner", "escalate_to"}
        db.many(connection, SQL["whose"], [row.model_dump(include=whose) for row in rows])


def _check(connection: Connection, email: str, wanted: Set) -> None:
    faults = {}
    for name, address in (("leader_email", wanted.leader_email), ("cover_email", wanted.cover_email)):
        if address is None:
            continue
        found = get(connection, address)
        if address.lower() == email.lower():
            faults[name] = f"Nobody stands in for themselves: {address} is this person."
        elif found is None or not found.active:
            faults[name] = f"There is no {address} who works here; somebody of this list is expected."
    if faults:
        raise BadPerson(faults)


def _tell(connection: Connection, before: OfficerRow | None, after: OfficerRow, by: str) -> None:
    """Notes what is otherwise than it was."""
    old = before.model_dump(exclude={"set_by", "set_at"}) if before else {}
    new = after.model_dump(exclude={"set_by", "set_at"})
    changed = {name: [_plain(old.get(name)), _plain(value)] for name, value in new.items() if old.get(name) != value}
    if changed:
        what = "person_changed" if before else "person_added"
        connection.execute(
            SQL["note"], {"by": by, "what": what, "about": Jsonb({"person": after.email, "changed": changed})}
        )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _faults(wrong: ValidationError) -> dict[str, str]:
    found = {}
    for fault in wrong.errors():
        name = str(fault["loc"][0]) if fault["loc"] else "absent_until"
        said = {
            "string_too_short": "it is missing",
            "missing": "it is missing",
            "string_pattern_mismatch": "an e-mail address is expected",
            "literal_error": "one of the roles of the list is expected",
        }.get(fault["type"], fault["msg"].removeprefix("Value error, "))
        found[name] = f"{_NAMES.get(name, name)}: {said}."
    return found


_NAMES = {
    "email": "E-mail address",
    "name": "Name",
    "role": "Role",
    "team": "Team",
    "phone": "Telephone",
    "leader_email": "Team leader",
    "cover_email": "Who stands in",
    "absent_from": "Absent from",
    "absent_until": "Back on",
}
