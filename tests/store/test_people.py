"""A person who is set on the board, and what the landlord's files may then still say."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from store import db, landlords, people, vigil, web
from store.db import Connection
from store.people import BadPerson
from store.web import Person

BY = "admin@example.org"
ANN: dict[str, Any] = {"email": "ann@example.org", "name": "Ann Ode", "role": "officer", "team": "North"}
LEE: dict[str, Any] = {"email": "lee@example.org", "name": "Lee Marsh", "role": "team_leader", "team": "North"}


def put(conn: Connection, said: dict[str, Any], **more: Any) -> landlords.OfficerRow:
    return people.put(conn, {**said, **more}, by=BY, roles=None)


def from_files(conn: Connection, said: dict[str, Any]) -> None:
    blank = dict.fromkeys(("phone", "leader_email", "absent_from", "absent_until", "cover_email"))
    conn.execute(db.queries("queries_imports.sql")["keep_officer"], {**blank, **said})


def test_the_files_leave_alone_who_was_set_here_until_they_may_again(conn: Connection) -> None:
    from_files(conn, ANN)
    put(conn, ANN, role="team_leader")
    from_files(conn, {**ANN, "name": "Ann of the files"})
    held = people.get(conn, "ANN@example.org")
    assert held is not None and (held.name, held.role, held.set_by) == ("Ann Ode", "team_leader", BY)
    assert people.leave_to_files(conn, ANN["email"], by=BY)
    from_files(conn, {**ANN, "name": "Ann of the files"})
    held = people.get(conn, ANN["email"])
    assert held is not None and (held.name, held.role, held.set_by) == ("Ann of the files", "officer", None)


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"email": "nobody"}, "email", "an e-mail address is expected"),
        ({"name": "  "}, "name", "it is missing"),
        ({"role": "emperor"}, "role", "one of the roles of the list"),
        ({"absent_from": date(2026, 12, 1)}, "absent_until", "belong together"),
        ({"absent_from": date(2026, 12, 1), "absent_until": date(2026, 12, 1)}, "absent_until", "the day of return"),
        ({"leader_email": "ann@example.org"}, "leader_email", "Nobody stands in for themselves"),
        ({"cover_email": "gone@example.org"}, "cover_email", "There is no gone@example.org who works here"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(
    conn: Connection, wrong: dict[str, Any], field: str, said: str
) -> None:
    with pytest.raises(BadPerson) as no:
        put(conn, ANN, **wrong)
    assert said in no.value.faults[field]
    assert landlords.officers(conn) == []


def test_it_holds_at_once_for_whoever_is_signed_in(conn: Connection) -> None:
    put(conn, ANN)
    secret = web.begin_session(conn, Person(email="Ann@example.org", name="Ann Ode", roles=("officer",), team="North"))
    people.put(conn, {**ANN, "team": "South", "role": "legal"}, by=BY, roles=("legal",))
    found = web.session(conn, secret)
    assert found is not None and (found.team, found.roles) == ("South", ("legal",))
    put(conn, ANN, active=False)
    assert web.session(conn, secret) is None


def test_reminders_of_who_has_left_go_to_their_cover_else_their_leader(conn: Connection) -> None:
    put(conn, LEE)
    put(conn, ANN, leader_email=LEE["email"], active=False)
    assert vigil.absences(conn, date(2026, 12, 1)) == {ANN["email"]: LEE["email"]}


def test_what_was_otherwise_is_in_the_log(conn: Connection) -> None:
    put(conn, ANN)
    put(conn, ANN, team="South")
    put(conn, ANN, team="South")
    log = conn.execute("SELECT by_email, what, about->'changed'->'team' FROM desk_log ORDER BY id").fetchall()
    assert log == [(BY, "person_added", [None, "North"]), (BY, "person_changed", ["North", "South"])]
