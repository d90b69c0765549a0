"""Taking in words that are not ours: the law's own texts, each for the papers that want it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from activities.papers import BUILDERS
from cases.events.base import Frozen
from store import wording
from store.db import Connection, StoreError
from store.wording import WordingRow
from templates import verbatim
from templates.linter import leaves
from templates.manifest import all_templates
from templates.verbatim import Block

Standing = Literal["in force", "not signed", "changed", "missing"]


class WordingRefused(StoreError):
    """A file that cannot be used as it is; the message says every reason."""


class BlockStanding(Frozen):
    """How a text of the law stands on a day. version: the one for the day, None when none is held for it."""

    block: str
    nations: tuple[str, ...]
    what: str
    law: str
    kind: str
    standing: Standing
    version: int | None = None
    versions: tuple[dict[str, Any], ...] = ()
    papers: tuple[str, ...] = ()


class SpecimenPaper(Frozen):
    """A paper that stays a specimen on a day. always: whatever its facts; else only in cases that need what is missing."""

    paper: str
    title: str
    nation: str
    always: bool
    missing: tuple[str, ...]


def add_block(
    connection: Connection,
    block: Block,
    content: bytes,
    *,
    since: date,
    until: date | None = None,
    source: str = "",
    by: str,
) -> WordingRow:
    """Takes a text of the law in. Raises WordingRefused, with every reason, for one that does not fit its place."""
    try:
        read = verbatim.parts(content)
    except verbatim.NotUsable as no:
        raise WordingRefused(str(no)) from None
    against = verbatim.faults(block, read, facts_of(block))
    if against:
        raise WordingRefused(" ".join(against))
    return wording.add(connection, "block", block.block, content, since=since, until=until, source=source, by=by)


def facts_of(block: Block) -> frozenset[str]:
    """The facts that every paper wanting this text has, by their dotted names, lists written without brackets."""
    each = [{leaf.path.replace("[]", "") for leaf in leaves(BUILDERS[paper.paper].facts)} for paper in block.papers]
    return frozenset(set.intersection(*each))


def standing(connection: Connection, day: date) -> list[BlockStanding]:
    """Every text of the catalogue, what is held of it, and how it stands on a day."""
    rows = wording.held(connection, "block")
    return [
        _standing(one, [row for row in rows if row.name == one.block], day) for one in verbatim.all_blocks().values()
    ]


def _standing(block: Block, rows: Sequence[WordingRow], day: date) -> BlockStanding:
    row = wording.newest(rows, day)
    how: Standing = (
        "missing" if row is None else "changed" if not row.sound else "in force" if row.approved_by else "not signed"
    )
    return BlockStanding(
        **block.model_dump(include={"block", "nations", "what", "law", "kind"}),
        standing=how,
        version=row.version if row else None,
        versions=tuple(
            one.model_dump(exclude={"content", "kind", "name", "approved_sha256"}) | {"sound": one.sound}
            for one in rows
        ),
        papers=tuple(paper.paper for paper in block.papers),
    )


def specimens(stands: Sequence[BlockStanding]) -> list[SpecimenPaper]:
    """The papers that stay specimens, with what each lacks."""
    lacking = {one.block for one in stands if one.standing != "in force"}
    found = []
    for paper in all_templates().values():
        missing = tuple(name for name in paper.blocks if name in lacking)
        if missing:
            always = any(not verbatim.block(name).only_where for name in missing)
            found.append(
                SpecimenPaper(paper=paper.paper, title=paper.title, nation=paper.nation, always=always, missing=missing)
            )
    return found
