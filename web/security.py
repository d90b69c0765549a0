"""What every answer carries and what every request has to show, before any page is asked."""

from __future__ import annotations

import secrets
from collections.abc import Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from store import web
from store.db import Connection
from web.access import Role, Viewer, viewer_of

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_YEAR = 365 * 24 * 3600


class Headed:
    """Puts the safety headers on every answer, and a nonce for scripts and the paper's head into `request.state.nonce`."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self.app = app
        self.https = https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(16)
        _state(scope)["nonce"] = nonce
        static = scope["path"].startswith("/static/")

        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = (
                    f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
                    "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
                )
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "same-origin"
                headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()"
                headers["Cross-Origin-Opener-Policy"] = "same-origin"
                if self.https:
                    headers["Strict-Transport-Security"] = f"max-age={_YEAR}"
                if not static:
                    headers["Cache-Control"] = "no-store"
            await send(message)

        await self.app(scope, receive, headed)


class SameOrigin:
    """Refuses a request that changes something and comes from a page that is not ours.

    Browsers say where a request comes from in Sec-Fetch-Site (on https and on this machine) or in Origin; a program says
    neither and has a key of its own instead of a cookie.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in _SAFE or _is_ours(Headers(scope=scope)):
            await self.app(scope, receive, send)
            return
        answer = PlainTextResponse("This was not sent from a page of this board, so nothing was done.", 403)
        await answer(scope, receive, send)


def _is_ours(headers: Headers) -> bool:
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    if origin is not None:
        return urlsplit(origin).netloc == headers.get("host")
    return headers.get("authorization", "").lower().startswith("bearer ")


class Known:
    """Finds out who is asking, by the session's cookie or a program's key, and tells the routes."""

    def __init__(self, app: ASGIApp, *, cookie: str, memory: Callable[[], Any]) -> None:
        self.app = app
        self.cookie = cookie
        self.memory = memory

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not scope["path"].startswith("/static/"):
            headers = Headers(scope=scope)
            secret = cookies(headers).get(self.cookie, "")
            kind, _, key = headers.get("authorization", "").partition(" ")
            if kind.lower() == "bearer" and key:
                _state(scope)["viewer"] = await to_thread.run_sync(self._program, key.strip())
            elif secret:
                # what a page asks by itself is nobody's work
                at_work = scope["path"] != "/live" and "hx-request" not in headers
                _state(scope)["viewer"] = await to_thread.run_sync(self._person, secret, at_work)
        await self.app(scope, receive, send)

    def _person(self, secret: str, at_work: bool) -> Viewer | None:
        with self.memory() as connection:
            found = web.session(connection, secret, at_work=at_work)
        return viewer_of(found) if found else None

    def _program(self, key: str) -> Viewer | None:
        connection: Connection
        with self.memory() as connection:
            found = web.use_key(connection, key)
        return Viewer(f"{found[0]}@key", found[0], frozenset({Role.SERVICE}), found[1]) if found else None


def cookies(headers: Headers) -> dict[str, str]:
    """The cookies of a request."""
    pairs = (part.strip().partition("=") for part in headers.get("cookie", "").split(";"))
    return {name: value for name, sign, value in pairs if sign}


def _state(scope: MutableMapping[str, Any]) -> dict[str, Any]:
    state: dict[str, Any] = scope.setdefault("state", {})
    return state
