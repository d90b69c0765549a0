"""Who works here: name, role, team, absence and cover, for whoever looks after the house."""

from __future__ import annotations

from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from speech import words
from store import landlords, people
from store.imports.landlord import ROLES
from store.landlords import OfficerRow
from store.people import BadPerson
from web import kit
from web.access import Role, Viewer, may, role_of
from web.house import House, Memory, NoSuchPage, TheHouse, today_of

router = APIRouter(prefix="/people", include_in_schema=False)

Admin = Annotated[Viewer, may(Role.ADMIN)]

_DAYS = ("absent_from", "absent_until")
_FIELDS = ("email", "name", "role", "team", "phone", "leader_email", *_DAYS, "cover_email")


@router.get("")
def everybody(request: Request, viewer: Admin, memory: Memory) -> Response:
    found = landlords.officers(memory)
    return kit.page(
        request, "people.html", title="People", found=sorted(found, key=lambda o: (not o.active, o.team or "", o.name)),
        owned=people.owned(memory), today=today_of(),
    )  # fmt: skip


@router.get("/new")
def new(request: Request, viewer: Admin, memory: Memory) -> Response:
    return _form(request, memory, None, {"role": "officer", "active": "yes"})


@router.post("/new")
async def add(request: Request, viewer: Admin, memory: Memory, house: TheHouse) -> Response:
    typed = await _typed(request)
    return await to_thread.run_sync(_set, request, viewer, memory, house, None, typed)


@router.get("/{email}")
def one(request: Request, viewer: Admin, memory: Memory, email: str) -> Response:
    known = _known(memory, email)
    typed = {name: _shown(getattr(known, name)) for name in _FIELDS}
    return _form(request, memory, known, typed | ({"active": "yes"} if known.active else {}))


@router.post("/{email}")
async def change(request: Request, viewer: Admin, memory: Memory, house: TheHouse, email: str) -> Response:
    typed = await _typed(request)
    known = await to_thread.run_sync(_known, memory, email)
    return await to_thread.run_sync(_set, request, viewer, memory, house, known, typed)


@router.post("/{email}/files")
def leave_to_files(viewer: Admin, memory: Memory, email: str) -> Response:
    """From the next files on the landlord says again who this is."""
    people.leave_to_files(memory, _known(memory, email).email, by=viewer.email)
    return RedirectResponse("/people", 303)


async def _typed(request: Request) -> dict[str, str]:
    async with request.form(max_fields=30) as sent:
        return {name: value.strip() for name, value in sent.multi_items() if isinstance(value, str)}


def _set(
    request: Request, viewer: Viewer, memory: Any, house: House, known: OfficerRow | None, typed: dict[str, str]
) -> Response:
    faults: dict[str, str] = {}
    said: dict[str, Any] = {name: typed.get(name) or None for name in _FIELDS}
    said["active"] = typed.get("active") == "yes"
    if known is not None:
        said["email"] = known.email
    elif said["email"] and people.get(memory, said["email"]) is not None:
        faults["email"] = f"E-mail address: {said['email']} is in the list already."
    for name in _DAYS:
        if said[name]:
            try:
                said[name] = words.read_day(said[name], today=today_of())
            except words.Unreadable as unreadable:
                faults[name] = f"{_LABELS[name]}: {said[name]!r} was given; expected {unreadable}."
    if faults:
        return _form(request, memory, known, typed, faults)
    role = role_of(str(said["role"])) if house.demo else None
    try:
        people.put(memory, said, by=viewer.email, roles=(role,) if role else None)
    except BadPerson as bad:
        return _form(request, memory, known, typed, bad.faults)
    house.forget_staff()
    return RedirectResponse("/people", 303)


def _form(
    request: Request, memory: Any, known: OfficerRow | None, typed: dict[str, str], faults: dict[str, str] | None = None
) -> Response:
    others = [o for o in landlords.officers(memory) if o.active and (known is None or o.email != known.email)]
    house: House = request.app.state.house
    return kit.page(
        request, "person.html", 422 if faults else 200, title=known.name if known else "A new person", known=known,
        typed=typed, faults=faults or {}, others=[(o.email, o.name) for o in others], labels=_LABELS,
        roles=[(role, kit.sentence_case(role)) for role in ROLES], by_organisation=not house.demo,
        owns=people.owned(memory).get(known.email.lower(), 0) if known else 0,
    )  # fmt: skip


def _known(memory: Any, email: str) -> OfficerRow:
    found = people.get(memory, email)
    if found is None:
        raise NoSuchPage(f"There is nobody of the address {email}.")
    return found


def _shown(value: Any) -> str:
    return f"{value.day}/{value.month}/{value.year}" if hasattr(value, "day") else str(value or "")


_LABELS = {
    "email": "E-mail address",
    "name": "Name",
    "role": "Role",
    "team": "Team",
    "phone": "Telephone, as tenants ring it",
    "leader_email": "Team leader",
    "absent_from": "Absent from",
    "absent_until": "Back on",
    "cover_email": "Who stands in",
}
