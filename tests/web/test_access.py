"""The permission matrix, made from the routes themselves: every route has a rule, and the rule holds for every role."""

from __future__ import annotations

from itertools import product
from uuid import uuid4

import httpx2
import pytest
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from tests.web.conftest import Board
from web.access import Guard, Role
from web.app import create_app
from web.pages import ROUTERS

ROUTES = [route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)]
CASES = [(route, method) for route in ROUTES for method in sorted((route.methods or set()) - {"HEAD"})]
# What stands in an address for a part of it.
PARTS = {
    "ref": "A1-1",
    "kind": "note_added",
    "name": "none.docx",
    "step": "1",
    "event_id": str(uuid4()),
    "token": "x" * 43,
}
PARTS |= {
    "reminder": str(uuid4()),
    "number": "999",
    "rule": "england.secure.notice",
    "batch": "x" * 43,
    "report": "pipeline",
    "deadline": "first_contact",
    "evidence": str(uuid4()),
    "email": "ann@example.org",
    "calendar": "scotland",
    "paper": "E-19",
}


def rule_of(route: BaseRoute) -> Guard | None:
    assert isinstance(route, APIRoute)
    pending, guards = [route.dependant], []
    while pending:
        one = pending.pop()
        if isinstance(one.call, Guard):
            guards.append(one.call)
        pending.extend(one.dependencies)
    assert len({g.roles for g in guards}) <= 1, f"{route.path} has two rules"
    return guards[0] if guards else None


def named(case: tuple[APIRoute, str]) -> str:
    return f"{case[1]} {case[0].path}"


@pytest.mark.parametrize("case", CASES, ids=named)
def test_every_route_has_a_rule(case: tuple[APIRoute, str]) -> None:
    assert rule_of(case[0]) is not None, "declare who may beside the route: `may(...)` or `anyone()`"


def test_the_routers_are_all_there_is(the_board: Board) -> None:
    own = create_app(the_board.settings).routes
    assert len(ROUTES) > 20
    assert [route for route in own if isinstance(route, APIRoute)] == []
    assert [route for router in ROUTERS for route in router.routes if not isinstance(route, APIRoute)] == []


def test_little_is_open_to_everybody() -> None:
    open_to_all = {route.path for route in ROUTES if (rule := rule_of(route)) and rule.roles is None}
    assert open_to_all == {
        *(
            "/sign-in",
            "/sign-in/leave",
            "/sign-in/back",
            "/sign-in/emergency",
            "/sign-out",
            "/healthz",
            "/readyz",
            "/cal/{token}.ics",
        )
    } & {route.path for route in ROUTES}


@pytest.fixture(scope="module")
def browsers(the_board: Board) -> dict[Role | None, httpx2.Client]:
    found: dict[Role | None, httpx2.Client] = {
        role: the_board.as_(role, email=f"{role}@example.org") for role in Role if role is not Role.SERVICE
    }
    return {**found, None: the_board.anyone(), Role.SERVICE: the_board.program()}


def test_every_route_keeps_its_rule_for_every_role(
    the_board: Board, browsers: dict[Role | None, httpx2.Client]
) -> None:
    wrong = []
    for (route, method), role in product(CASES, [None, *Role]):
        rule = rule_of(route)
        assert rule is not None
        path = route.path.format(**{part: PARTS[part] for part in route.param_convertors})
        if path == "/live" or rule.roles is None:
            continue  # a stream does not end; the sign-in's own tests look at the others
        client = browsers[role]
        if (
            path == "/account/sign-out" and role is not None and role is not Role.SERVICE
        ):  # it would end the others' sessions too
            client = the_board.as_(role, email=f"leaving-{role}@example.org")
        answer = client.request(method, path, follow_redirects=False)
        allowed = role is not None and role in rule.roles
        told = answer.status_code
        to_sign_in = told == 303 and answer.headers["location"].startswith("/sign-in?next=")
        kept = told not in (401, 403, 500) and not to_sign_in if allowed else told in (401, 403) or to_sign_in
        if not kept:
            wrong.append(f"{method} {path} as {role}: {told} {'(allowed)' if allowed else '(not allowed)'}")
    assert wrong == []


def test_what_a_page_asks_by_itself_is_refused_so_that_it_can_tell(browsers: dict[Role | None, httpx2.Client]) -> None:
    assert browsers[None].get("/live").status_code == 401
    part = browsers[None].get("/cases/A1-1", headers={"HX-Request": "true"})
    assert (part.status_code, part.headers["hx-redirect"]) == (401, "/sign-in")
