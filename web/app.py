"""The application: its pages in order, what stands before them, and what a fault says to a person."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.resources import files
from urllib.parse import quote, urlsplit

import psycopg
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from psycopg_pool import PoolTimeout
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import Scope

from law import LawError
from settings import VERSION, Settings, SettingsError
from store.db import StoreError
from web import kit
from web.access import NotAllowed, NotSignedIn
from web.house import House, NoSuchPage, ReasonWanted
from web.limits import TooOften
from web.pages import ROUTERS, restricted
from web.security import Headed, Known, SameOrigin
from web.sessions import cookie_name
from workflows.gateway import CaseNotFound, CaseUnavailable

LOOPBACK = {"127.0.0.1", "localhost"}


def create_app(settings: Settings) -> FastAPI:
    """The board for these settings. Raises SettingsError when nothing says who people are."""
    house = House(settings, demo=is_demo(settings))

    @asynccontextmanager
    async def living(app: FastAPI) -> AsyncIterator[None]:
        async with house.open():
            yield

    app = FastAPI(
        title="Due Course",
        version=VERSION,
        description="Rent-arrears cases of a social landlord. Money is pence, days and times are ISO text.",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=living,
    )
    app.state.house = house
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/static", _Assets(directory=str(files("web") / "static")), name="static")
    https = settings.board_url.startswith("https:")
    if house.demo:
        # Another site's name that was made to lead to this machine is not ours.
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=sorted(LOOPBACK))
    # A first load is a third of its size. Streams stay as they are; pages hold no secret that somebody else's words stand beside.
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(Known, cookie=cookie_name(settings), memory=house.memory)
    app.add_middleware(SameOrigin)
    app.add_middleware(Headed, https=https)
    _faults(app)
    return app


def is_demo(settings: Settings) -> bool:
    """Whether people choose who they are. Raises SettingsError where that would let a stranger in."""
    if settings.oidc_issuer:
        return False
    if settings.database_embedded and settings.temporal_embedded:
        listening = settings.web_address.partition(":")[0]
        if {listening, urlsplit(settings.board_url).hostname} <= LOOPBACK:
            return True
        raise SettingsError(
            "People choose who they are here, so the board is for this machine alone: WEB_ADDRESS and WEB_URL are expected "
            "to name 127.0.0.1 or localhost, or OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET are set."
        )
    raise SettingsError(
        "The board does not know who people are: beside servers of somebody else (DATABASE_URL, TEMPORAL_ADDRESS) it "
        "expects OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET."
    )


class _Assets(StaticFiles):
    """Files whose address has their hash in it never change under it."""

    def file_response(self, *args: object, **more: object) -> Response:
        answer = super().file_response(*args, **more)  # type: ignore[arg-type]
        scope = args[2]
        if isinstance(scope, dict) and _has_hash(scope):
            answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return answer


def _has_hash(scope: Scope) -> bool:
    return bool(scope.get("query_string", b"").startswith(b"v="))


def _faults(app: FastAPI) -> None:
    def told(status: int, title: str, sentence: Callable[[Exception], str]) -> Callable[[Request, Exception], Response]:
        def answer(request: Request, fault: Exception) -> Response:
            return _fault(request, status, title, sentence(fault))

        return answer

    unknown = "There is no such page"
    app.add_exception_handler(NotSignedIn, _sign_in)
    app.add_exception_handler(ReasonWanted, _reason)
    app.add_exception_handler(TooOften, _too_often)
    app.add_exception_handler(NotAllowed, told(403, "You may not open this page", str))
    app.add_exception_handler(NoSuchPage, told(404, unknown, str))
    app.add_exception_handler(CaseNotFound, told(404, unknown, str))
    app.add_exception_handler(RequestValidationError, told(422, "That could not be understood", _misread))
    app.add_exception_handler(StoreError, told(422, "That could not be done", str))
    app.add_exception_handler(LawError, told(422, "The law held here has no answer", str))
    app.add_exception_handler(CaseUnavailable, told(503, "Cases cannot be reached at the moment", str))
    # a character that no text may hold, such as the one of number nought
    app.add_exception_handler(psycopg.DataError, told(422, "That could not be understood", lambda _: _NO_TEXT))
    away = told(503, "The board cannot be reached at the moment", lambda _: "The database does not answer.")
    app.add_exception_handler(psycopg.OperationalError, away)
    app.add_exception_handler(PoolTimeout, away)

    def by_number(request: Request, fault: Exception) -> Response:
        assert isinstance(fault, HTTPException)
        if fault.status_code == 404:
            return _fault(request, 404, unknown, f"Nothing is at {request.url.path}.")
        return _fault(request, fault.status_code, "That could not be done", str(fault.detail))

    app.add_exception_handler(HTTPException, by_number)


_NO_TEXT = "What was sent holds a character that no text may hold, or a number that is too large."


def _misread(fault: Exception) -> str:
    assert isinstance(fault, RequestValidationError)
    first = fault.errors()[0]
    where = ".".join(str(part) for part in first["loc"][1:]) or "what was sent"
    return f"{where}: {first['msg'][:1].lower()}{first['msg'][1:]}."


def _sign_in(request: Request, fault: Exception) -> Response:
    if _wants_json(request):
        return JSONResponse({"error": "Sign in, or send a key as Authorization: Bearer KEY."}, 401)
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    # A form that was sent by somebody whose session had ended cannot be sent again by a redirect.
    target = here if request.method == "GET" else "/"
    if request.url.path == "/live":
        return Response(status_code=401)  # a stream is asked for again and again: less and less often after a refusal
    if "hx-request" in request.headers:
        return Response(status_code=401, headers={"HX-Redirect": "/sign-in"})
    return RedirectResponse(f"/sign-in?next={quote(target)}", 303)


def _reason(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, ReasonWanted)
    if _wants_json(request):
        told = f"{fault} Send it to /api/cases/{fault.case_ref}/reason."
        return JSONResponse({"error": told}, 403)
    if "hx-request" in request.headers:  # a part of a page fetched again: the whole page asks
        return Response(status_code=403, headers={"HX-Refresh": "true"})
    return restricted.ask(request, fault.case_ref, request.url.path if request.method == "GET" else "")


def _too_often(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, TooOften)
    answer = _fault(request, 429, "Too often", str(fault))
    answer.headers["Retry-After"] = str(fault.seconds)
    return answer


def _fault(request: Request, status: int, title: str, sentence: str) -> Response:
    if _wants_json(request):
        return JSONResponse({"error": sentence}, status)
    return kit.page(request, "fault.html", status, title=title, sentence=sentence)


def _wants_json(request: Request) -> bool:
    return request.url.path.startswith("/api/")
