"""The cookie that a browser keeps: one random word, whose hash PostgreSQL has."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from settings import Settings
from store import web
from store.db import Connection
from store.web import Person


def cookie_name(settings: Settings) -> str:
    """The `__Host-` name, which browsers take over https only; without https the demonstration has a plain one."""
    return "__Host-due-course" if is_https(settings) else "due-course"


def is_https(settings: Settings) -> bool:
    """Whether people reach the board by https."""
    return settings.board_url.startswith("https:")


def begin(connection: Connection, settings: Settings, person: Person, target: str) -> Response:
    """Signs somebody in and sends them on."""
    answer = RedirectResponse(target, 303)
    keep(answer, settings, cookie_name(settings), web.begin_session(connection, person))
    return answer


def end(connection: Connection, settings: Settings, request: Request) -> Response:
    """Signs somebody out."""
    web.end_session(connection, request.cookies.get(cookie_name(settings), ""))
    answer = RedirectResponse("/sign-in", 303)
    drop(answer, settings, cookie_name(settings))
    return answer


def keep(answer: Response, settings: Settings, name: str, value: str) -> None:
    """Sets a cookie that scripts cannot read and other sites cannot send with a form."""
    answer.set_cookie(name, value, httponly=True, secure=is_https(settings), samesite="lax", path="/")


def drop(answer: Response, settings: Settings, name: str) -> None:
    """Takes a cookie away."""
    answer.delete_cookie(name, httponly=True, secure=is_https(settings), samesite="lax", path="/")
