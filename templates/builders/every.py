"""Every paper's builder, by code. A family module has its own `PAPERS`; they are put together here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from templates.builders import claim, hearing_and_warrant, letters, notices
from templates.builders.kit import Page, Paper
from templates.manifest import Template, all_templates

PAPERS: Mapping[str, Callable[[Template], Paper]] = MappingProxyType(
    {**letters.PAPERS, **notices.PAPERS, **claim.PAPERS, **hearing_and_warrant.PAPERS}
)

__all__ = ["PAPERS", "Page", "built"]


def built() -> dict[str, bytes]:
    """The bytes of every template by its file under `templates/`."""
    return {all_templates()[code].file: make(all_templates()[code]).built() for code, make in PAPERS.items()}
