"""Signing in and out: by the organisation's sign-in, or in the demonstration by choosing who one is."""

from __future__ import annotations

from typing import Annotated, Any

import httpx2
from authlib.integrations.base_client import OAuthError
from authlib.integrations.starlette_client import OAuth
from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from settings import Settings
from store import desk, landlords, web
from store.db import Connection
from store.landlords import OfficerRow
from store.web import Person
from web import emergency, kit, limits, sessions
from web.access import READERS, Role, Viewer, anyone, may, role_of
from web.house import House, Memory, NoSuchPage, TheHouse

router = APIRouter(include_in_schema=False)

Anyone = Annotated[Viewer | None, anyone()]

# Beside the people of the register: somebody who only looks, and somebody who looks after the house.
_VISITORS = (
    Person(email="reader@localhost", name="A reader", roles=(Role.READER,), team=None),
    Person(email="administrator@localhost", name="An administrator", roles=(Role.ADMIN,), team=None),
)
_HANDSHAKE = "due-course-handshake"
_AWAY = "Your organisation's sign-in does not answer as it should: {}."


@router.get("/")
def home(viewer: Annotated[Viewer, may(*READERS)], memory: Memory) -> Response:
    """Whoever has a view of their own begins with it, an officer with their own cases, others with everybody's."""
    mine = viewer.roles == {Role.OFFICER} and not any(v.is_default for v in desk.views(memory, viewer.email))
    return RedirectResponse("/work?owner=me" if mine else "/work", 303)


@router.get("/sign-in")
def choose(request: Request, viewer: Anyone, house: TheHouse, memory: Memory, next: str = "/") -> Response:
    return _ask(request, house, memory, next)


@router.post("/sign-in")
def chosen(
    request: Request,
    viewer: Anyone,
    house: TheHouse,
    memory: Memory,
    email: Annotated[str, Form()],
    next: Annotated[str, Form()] = "/",
) -> Response:
    """The demonstration's: whoever was chosen."""
    if not house.demo:
        raise NoSuchPage("People sign in by their organisation here.")
    limits.hold(memory, limits.BEGUN, limits.address(request))
    found = next_person(memory, email)
    if found is None:
        web.note_attempt(memory, limits.BEGUN, limits.address(request))
        raise NoSuchPage("Nobody of that address is in the landlord's register.")
    return sessions.begin(memory, house.settings, found, _inside(next))


@router.post("/sign-out")
def leave(request: Request, viewer: Anyone, house: TheHouse, memory: Memory) -> Response:
    return sessions.end(memory, house.settings, request)


@router.get("/sign-in/leave")
async def to_organisation(
    request: Request, viewer: Anyone, house: TheHouse, memory: Memory, next: str = "/"
) -> Response:
    """Leaves for the organisation's sign-in (authorisation code with PKCE)."""
    limits.count(memory, limits.BEGUN, limits.address(request))
    request.scope["session"] = {"next": _inside(next)}
    try:
        answer: Response = await _client(house.settings).authorize_redirect(request, _back(house.settings))
    except httpx2.HTTPError as fault:
        return _ask(request, house, memory, next, refused=_AWAY.format(fault))
    secret = web.new_secret()
    web.keep_handshake(memory, secret, request.scope["session"])
    sessions.keep(answer, house.settings, _HANDSHAKE, secret)
    return answer


@router.get("/sign-in/back")
async def from_organisation(request: Request, viewer: Anyone, house: TheHouse, memory: Memory) -> Response:
    """Back from it: who somebody is, and which roles the organisation gives them."""
    limits.hold(memory, limits.BEGUN, limits.address(request))
    agreed = web.take_handshake(memory, request.cookies.get(_HANDSHAKE, ""))
    if agreed is None:
        web.note_attempt(memory, limits.BEGUN, limits.address(request))
        return _ask(
            request, house, memory, "/", refused="That sign-in was not begun here, or more than ten minutes ago."
        )
    request.scope["session"] = agreed
    try:
        token = await _client(house.settings).authorize_access_token(request)
    except OAuthError as fault:
        said = fault.description or fault.error
        return _ask(request, house, memory, "/", refused=f"Your organisation's sign-in did not let you in: {said}.")
    except httpx2.HTTPError as fault:
        return _ask(request, house, memory, "/", refused=_AWAY.format(fault))
    found = person_of(memory, token.get("userinfo") or {})
    if found is None:
        return _ask(
            request, house, memory, "/",
            refused="Your organisation gives you no role here: one of officer, team_leader, legal, reader or admin is "
            "expected in the claim `roles`.",
        )  # fmt: skip
    answer = sessions.begin(memory, house.settings, found, _inside(str(agreed.get("next", "/"))))
    sessions.drop(answer, house.settings, _HANDSHAKE)
    return answer


@router.get("/sign-in/emergency")
def emergency_form(request: Request, viewer: Anyone, house: TheHouse, memory: Memory) -> Response:
    """For the day on which the organisation's sign-in is away."""
    return _emergency(request, house, memory)


@router.post("/sign-in/emergency")
def emergency_sign_in(
    request: Request, viewer: Anyone, house: TheHouse, memory: Memory, email: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    _only_with_accounts(house, memory)
    # By where it comes from, not by the account: nobody can shut it by guessing.
    limits.hold(memory, limits.PASSWORD, limits.address(request))
    if not emergency.fits(memory, email.strip(), password):
        web.note_attempt(memory, limits.PASSWORD, limits.address(request))
        return _emergency(request, house, memory, refused="The address and the password do not belong together.")
    web.use_emergency(memory, email.strip())
    person = Person(email=email.strip().lower(), name="Emergency account", roles=(Role.ADMIN,), team=None)
    return sessions.begin(memory, house.settings, person, "/")


def _emergency(request: Request, house: House, memory: Connection, refused: str = "") -> Response:
    _only_with_accounts(house, memory)
    return kit.page(request, "emergency.html", 403 if refused else 200, title="Emergency sign-in", refused=refused)


def _only_with_accounts(house: House, memory: Connection) -> None:
    if house.demo or not web.emergencies(memory):
        raise NoSuchPage("There is no emergency account here.")


def person_of(memory: Connection, claims: dict[str, Any]) -> Person | None:
    """Somebody by what their organisation claims; their team comes from the register. None without a role, or once they left."""
    email = str(claims.get("email") or claims.get("preferred_username") or "")
    known = [role for word in claims.get("roles") or () if (role := role_of(str(word))) and role is not Role.SERVICE]
    if not email or not known:
        return None
    registered = _registered(memory, email)
    if registered and not registered.active:
        return None
    return Person(
        email=registered.email if registered else email,
        name=str(claims.get("name") or (registered.name if registered else "") or email),
        roles=tuple(sorted(set(known))),
        team=registered.team if registered else None,
    )


def next_person(memory: Connection, email: str) -> Person | None:
    """Whom the demonstration signs in for an address."""
    for visitor in _VISITORS:
        if visitor.email == email:
            return visitor
    found = _registered(memory, email)
    role = role_of(found.role) if found else None
    if found is None or role is None or not found.active:
        return None
    return Person(email=found.email, name=found.name, roles=(role,), team=found.team)


def _registered(memory: Connection, email: str) -> OfficerRow | None:
    return next((o for o in landlords.officers(memory) if o.email.lower() == email.lower()), None)


def _ask(request: Request, house: House, memory: Connection, next: str, refused: str = "") -> Response:
    people = [{"email": o.email, "name": o.name, "what": _what(o)} for o in _in_order(memory)] if house.demo else []
    if people:
        people += [
            {"email": _VISITORS[0].email, "name": _VISITORS[0].name, "what": "Looks at every case and records nothing"},
            {"email": _VISITORS[1].email, "name": _VISITORS[1].name, "what": "Imports files and looks after keys"},
        ]
    about: dict[str, Any] = {
        "title": "Sign in",
        "emergency": not house.demo and bool(web.emergencies(memory)),
        "people": people,
        "next": _inside(next),
        "refused": refused,
    }
    return kit.page(request, "sign_in.html", 403 if refused else 200, **about)


def _in_order(memory: Connection) -> list[OfficerRow]:
    order = ("officer", "team_leader", "legal", "income_manager", "director")
    found = [o for o in landlords.officers(memory) if role_of(o.role) and o.active]
    return sorted(found, key=lambda o: (order.index(o.role) if o.role in order else 9, o.team or "", o.name))


def _what(officer: OfficerRow) -> str:
    role = kit.sentence_case(officer.role)
    return f"{role}, {officer.team}" if officer.team else f"{role}, every team"


def _inside(target: str) -> str:
    """Where to go afterwards: a path of ours, never another site."""
    return target if target.startswith("/") and not target.startswith(("//", "/\\")) else "/"


def _back(settings: Settings) -> str:
    return f"{settings.board_url}/sign-in/back"


def _client(settings: Settings) -> Any:
    if not (settings.oidc_issuer and settings.oidc_client_id):
        raise NoSuchPage("No organisation's sign-in is set up here.")
    return OAuth().register(
        "organisation",
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret,
        server_metadata_url=f"{settings.oidc_issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid email profile", "code_challenge_method": "S256"},
    )
