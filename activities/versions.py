"""Which rules and which code a decision was made with."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable


@cache
def rules_version() -> str:
    """Twelve characters made of every byte of the law packs."""
    whole = hashlib.sha256()
    for name, content in sorted(_files(files("law") / "packs", "")):
        whole.update(name.encode() + b"\0" + content + b"\0")
    return whole.hexdigest()[:12]


@cache
def code_version() -> str:
    """The version of the distribution, or `checkout` when it is run from its folder."""
    try:
        return version("due-course")
    except PackageNotFoundError:
        return "checkout"


def _files(folder: Traversable, path: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in folder.iterdir():
        name = f"{path}/{entry.name}"
        if entry.is_dir():
            found += _files(entry, name)
        elif entry.name.endswith(".toml"):
            found.append((name, entry.read_bytes()))
    return found
