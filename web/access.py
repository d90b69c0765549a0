"""Who may do what: the roles, the person at the browser, and the rule that stands beside each route."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from fastapi import Depends, Request

from store.scope import Scope
from store.web import Person


class Role(StrEnum):
    """What somebody is to the board. A program with a key is a SERVICE."""

    OFFICER = "officer"
    TEAM_LEADER = "team_leader"
    LEGAL = "legal"
    READER = "reader"
    ADMIN = "admin"
    SERVICE = "service"


#: Those who work cases; those who may look at them; those who see every team whatever their own.
WORKERS = (Role.OFFICER, Role.TEAM_LEADER, Role.LEGAL)
READERS = (*WORKERS, Role.READER, Role.ADMIN)
#: Those who say of a case that only its team and named people see it.
KEEPERS = (Role.TEAM_LEADER, Role.LEGAL, Role.ADMIN)
EVERY_TEAM = frozenset({Role.LEGAL, Role.ADMIN})

# What the landlord's register calls its people, where the board has another word for it.
_OF_REGISTER = {"income_manager": Role.TEAM_LEADER, "director": Role.TEAM_LEADER}


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody signed in, or a program with a key. team: theirs, None for those who belong to none."""

    email: str
    name: str
    roles: frozenset[Role]
    team: str | None = None

    @property
    def scope(self) -> Scope:
        """What they may see."""
        return Scope(None if self.roles & EVERY_TEAM else self.team, self.team, self.email)

    @property
    def works(self) -> bool:
        """Whether they record events."""
        return bool(self.roles & {*WORKERS, Role.SERVICE})

    @property
    def reads_restricted(self) -> bool:
        """Whether they read what is told of risks and of people in need at a home: those who work cases, nobody else."""
        return bool(self.roles & set(WORKERS))


class NotSignedIn(Exception):
    """The page needs somebody who is signed in."""


class NotAllowed(Exception):
    """Whoever is signed in may not do this; the message is a sentence for them."""


class Guard:
    """The rule of a route. roles: who may; None: everybody, signed in or not."""

    def __init__(self, roles: frozenset[Role] | None) -> None:
        self.roles = roles

    async def __call__(self, request: Request) -> Viewer | None:
        viewer: Viewer | None = getattr(request.state, "viewer", None)
        if self.roles is None:
            return viewer
        if viewer is None:
            raise NotSignedIn
        if not viewer.roles & self.roles:
            held = " and ".join(sorted(role.replace("_", " ") for role in viewer.roles))
            raise NotAllowed(f"You are signed in as {held}, and this page is not for that role.")
        return viewer


def may(*roles: Role) -> Any:
    """Stands beside a route: those of these roles may, and the handler is told who it is."""
    return Depends(Guard(frozenset(roles)))


def anyone() -> Any:
    """Stands beside a route that everybody may use; the handler is told who it is, or None."""
    return Depends(Guard(None))


def role_of(word: str) -> Role | None:
    """The board's role for a word of the landlord's register or of a `roles` claim; None for a word it does not know."""
    if word in _OF_REGISTER:
        return _OF_REGISTER[word]
    try:
        return Role(word)
    except ValueError:
        return None


def viewer_of(person: Person) -> Viewer:
    """The person of a session."""
    return Viewer(person.email, person.name, frozenset(Role(role) for role in person.roles), person.team)
