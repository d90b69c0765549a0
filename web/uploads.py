"""Reading a form with a file in it, without taking in more than may be kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.types import Message

# What a form may hold beside its file.
_REST = 256 * 1024
# How much of a refused file is still listened to, so that a browser hears the answer; nothing of it is kept.
_PATIENCE = 1024 * 1024 * 1024


class TooLarge(Exception):
    """More was sent than may be kept."""


class Sent:
    """A form with at most one file: its fields, and the file's name and bytes."""

    def __init__(self, fields: dict[str, str], name: str, content: bytes) -> None:
        self.fields = fields
        self.name = name
        self.content = content


@asynccontextmanager
async def form(request: Request, *, largest_mb: int) -> AsyncIterator[Sent]:
    """The form that was sent. A file beyond the limit is read to its end and kept nowhere. Raises TooLarge."""
    most = largest_mb * 1024 * 1024 + _REST
    size, ended = 0, False

    async def limited() -> Message:
        nonlocal size, ended
        message = await request.receive()
        size += len(message.get("body", b""))
        ended = message["type"] != "http.request" or not message.get("more_body", False)
        if size > most:
            raise TooLarge
        return message

    try:
        announced = request.headers.get("content-length", "")
        if announced.isdecimal() and int(announced) > most:
            raise TooLarge
        async with Request(request.scope, limited).form(max_files=1, max_fields=20) as found:
            fields = {name: value for name, value in found.multi_items() if isinstance(value, str)}
            file = next((f for _, f in found.multi_items() if isinstance(f, UploadFile) and f.filename), None)
            content = await file.read() if file else b""
            if len(content) > largest_mb * 1024 * 1024:
                raise TooLarge
            # browsers write a quotation mark in a name as this
            yield Sent(fields, str(file.filename).replace("%22", '"') if file else "", content)
    except TooLarge:
        while not ended and size < _PATIENCE:
            message = await request.receive()
            size += len(message.get("body", b""))
            ended = message["type"] != "http.request" or not message.get("more_body", False)
        raise
