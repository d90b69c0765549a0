"""From a case to the facts of its papers, one module a family. `BUILDERS` is the register: a paper's code, its builder.

A family module has its own `BUILDERS`; they are put together here.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from activities.papers import claim, letters, notices, warrant
from activities.papers.builder import Builder

BUILDERS: Mapping[str, Builder] = MappingProxyType(
    {**letters.BUILDERS, **notices.BUILDERS, **claim.BUILDERS, **warrant.BUILDERS}
)

__all__ = ["BUILDERS", "Builder"]
