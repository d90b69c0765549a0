"""What may not travel through Temporal: taken out on the way there, put back on the way to the record and to people.

Free words become `text:<hash>`, staff addresses `staff:<hash>`; the same address is always the same reference, so that the
workflow can tell whether two people are one without knowing who they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from store import texts
from store.db import Connection

put, put_staff = texts.put, texts.put_staff

_ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_REFERENCE = re.compile(r"text:[0-9a-f]{64}|staff:[0-9a-f]{12}")


def put_back(connection: Connection, case_ref: str, told: Any) -> Any:
    """The same data with words and addresses in place of every reference."""

    def found(match: re.Match[str]) -> str:
        if match[0].startswith(texts.STAFF):
            return texts.staff(connection, match[0])
        return texts.get(connection, case_ref, match[0])

    return _everywhere(told, lambda text: _REFERENCE.sub(found, text))


def without_addresses(connection: Connection, told: Any) -> Any:
    """The same data with a reference in place of every address in it."""
    return _everywhere(told, lambda text: _ADDRESS.sub(lambda match: texts.put_staff(connection, match[0]), text))


def _everywhere(told: Any, change: Callable[[str], str]) -> Any:
    if isinstance(told, str):
        return change(told)
    if isinstance(told, dict):
        return {name: _everywhere(value, change) for name, value in told.items()}
    if isinstance(told, list | tuple):
        return [_everywhere(value, change) for value in told]
    return told
