"""Taking in words that are not ours: the law's own texts, and a landlord's own wording of a paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from activities.papers import BUILDERS, own_words
from cases.events.base import Frozen
from law.dates import in_words
from store import wording
from store.db import Connection, StoreError
from store.wording import WordingRow
from templates import verbatim
from templates.linter import leaves
from templates.manifest import Template, all_templates, template
from templates.verbatim import Block

Standing = Literal["in force", "not signed", "changed", "missing"]


class WordingRefused(StoreError):
    """A file that cannot be used as it is, with a sentence for every reason."""

    def __init__(self, *sentences: str) -> None:
        self.sentences = sentences
        super().__init__(" ".join(sentences))


class BlockStanding(Frozen):
    """How a text of the law stands on a day. version: the one for the day, None when none is held for it.

    blanks: of a form, the parts it must have a place for; blanks_from: what that rests on.
    """

    block: str
    nations: tuple[str, ...]
    what: str
    law: str
    kind: str
    standing: Standing
    version: int | None = None
    versions: tuple[dict[str, Any], ...] = ()
    papers: tuple[str, ...] = ()
    blanks: tuple[str, ...] = ()
    blanks_from: str = ""
    blanks_confidence: str = ""


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
        raise WordingRefused(*against)
    return wording.add(connection, "block", block.block, content, since=since, until=until, source=source, by=by)


def facts_of(block: Block) -> frozenset[str]:
    """The facts that every paper wanting this text has, by their dotted names, lists written without brackets."""
    each = [{leaf.path.replace("[]", "") for leaf in leaves(BUILDERS[paper.paper].facts)} for paper in block.papers]
    return frozenset(set.intersection(*each))


class Proposed(Frozen):
    """A landlord's own wording: its version, the lines that go (-) and come (+), and which facts it never prints."""

    paper: str
    version: int
    since: date
    sha256: str
    added_by: str
    accepted_by: str | None = None
    changes: tuple[str, ...] = ()
    not_said: tuple[str, ...] = ()


class OwnStanding(Frozen):
    """Which wording of a paper is used on a day: ours (`version` of the manifest) or the landlord's own, and every own one."""

    paper: str
    title: str
    nation: str
    approver: str
    basis: str
    day: str
    version: str
    own: tuple[dict[str, Any], ...] = ()


def propose(connection: Connection, paper: Template, content: bytes, *, since: date, today: date, by: str) -> Proposed:
    """Takes a landlord's own wording of a paper in, to be accepted by a second person.

    Raises WordingRefused with every reason against it.
    """
    if since < today:
        raise WordingRefused(
            f"{in_words(since)} has passed, and papers were written on it in other words; {in_words(today)} is the first day "
            "from which another wording can be used."
        )
    against = own_words.faults(content, paper, BUILDERS[paper.paper])
    if against:
        raise WordingRefused(*against)
    row = wording.add(connection, "paper", paper.paper, content, since=since, by=by)
    return proposed(connection, row)


def proposed(connection: Connection, row: WordingRow) -> Proposed:
    """A version beside the wording in force on its first day."""
    paper, builder = template(row.name), BUILDERS[row.name]
    before = [
        one for one in wording.held(connection, "paper", row.name) if one.approved_by and one.version < row.version
    ]
    old = wording.newest(before, row.since)
    return Proposed(
        paper=row.name,
        version=row.version,
        since=row.since,
        sha256=row.sha256,
        added_by=row.added_by,
        accepted_by=row.approved_by,
        changes=tuple(own_words.difference(old.content if old else paper.source, row.content)),
        not_said=tuple(own_words.not_said(row.content, builder)),
    )


def wordings(connection: Connection, day: date) -> list[OwnStanding]:
    """Every paper with the wording of a day, and the landlord's own versions of it."""
    rows = wording.held(connection, "paper")
    found = []
    for paper in all_templates().values():
        own = [row for row in rows if row.name == paper.paper]
        used = wording.newest((row for row in own if row.approved_by), day)
        found.append(
            OwnStanding(
                **paper.model_dump(include={"paper", "title", "nation", "approver", "basis", "day"}),
                version=f"own {used.version}" if used else paper.version,
                own=tuple(_version(row) for row in own),
            )
        )
    return found


def _version(row: WordingRow) -> dict[str, Any]:
    return row.model_dump(exclude={"content", "kind", "name", "approved_sha256"}) | {"sound": row.sound}


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
        **(block.model_dump(include={"blanks", "blanks_from", "blanks_confidence"}) if block.blanks else {}),
        standing=how,
        version=row.version if row else None,
        versions=tuple(_version(one) for one in rows),
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
