"""Taking in words that are not ours: the law's own texts, and a landlord's own wording of a paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from activities.papers import BUILDERS, own_words, welsh
from cases.events.base import Frozen
from law.dates import in_words
from store import wording
from store.accounts import AccountRow, PersonRow
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


class WelshLacking(Frozen):
    """Who is to be written to in Welsh, by reference, and the papers of which no Welsh wording is held."""

    readers: tuple[str, ...]
    papers: tuple[str, ...]

    @property
    def says(self) -> str:
        """In a sentence."""
        shown = ", ".join(self.papers[:4]) + (f" and {len(self.papers) - 4} more" if len(self.papers) > 4 else "")
        return (
            f"The language of {' and '.join(self.readers)} is Welsh, and no Welsh wording is held of {shown}: they are "
            "written in English only until one is added (`templates add FILE --as PAPER --language cy`) and accepted."
        )


class Proposed(Frozen):
    """A landlord's own wording: its version, the lines that go (-) and come (+), and which facts it never prints."""

    paper: str
    in_welsh: bool = False
    version: int
    since: date
    sha256: str
    added_by: str
    accepted_by: str | None = None
    changes: tuple[str, ...] = ()
    not_said: tuple[str, ...] = ()


class OwnStanding(Frozen):
    """Which wording of a paper is used on a day: ours (`version` of the manifest) or the landlord's own, and every own one.

    welsh: the Welsh wording for readers whose language is that, `own 1` or `none`; empty for a paper that can have none.
    """

    paper: str
    title: str
    nation: str
    approver: str
    basis: str
    day: str
    version: str
    own: tuple[dict[str, Any], ...] = ()
    welsh: str = ""


def propose(
    connection: Connection,
    paper: Template,
    content: bytes,
    *,
    since: date,
    today: date,
    by: str,
    in_welsh: bool = False,
) -> Proposed:
    """Takes a landlord's own wording of a paper in, to be accepted by a second person.

    in_welsh: for readers whose language is Welsh. Raises WordingRefused with every reason against it.
    """
    if in_welsh and not welsh.may_be(paper):
        raise WordingRefused(
            f"{paper.paper} has no Welsh wording: letters and notices of Wales can have one; what a court is given is in the "
            "words of its forms."
        )
    if since < today:
        raise WordingRefused(
            f"{in_words(since)} has passed, and papers were written on it in other words; {in_words(today)} is the first day "
            "from which another wording can be used."
        )
    against = own_words.faults(content, paper, BUILDERS[paper.paper], in_welsh=in_welsh)
    if against:
        raise WordingRefused(*against)
    name = welsh.named(paper.paper) if in_welsh else paper.paper
    row = wording.add(connection, "paper", name, content, since=since, by=by)
    return proposed(connection, row)


def proposed(connection: Connection, row: WordingRow) -> Proposed:
    """A version beside the wording in force on its first day."""
    code, in_welsh = welsh.paper_of(row.name)
    paper, builder = template(code), BUILDERS[code]
    before = [
        one for one in wording.held(connection, "paper", row.name) if one.approved_by and one.version < row.version
    ]
    old = wording.newest(before, row.since)
    return Proposed(
        paper=code,
        in_welsh=in_welsh,
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
        own = [row for row in rows if welsh.paper_of(row.name)[0] == paper.paper]
        used, in_welsh = (
            wording.newest((row for row in own if row.approved_by and row.name == name), day)
            for name in (paper.paper, welsh.named(paper.paper))
        )
        held = f"own {in_welsh.version}" if in_welsh else "none" if welsh.may_be(paper) else ""
        found.append(
            OwnStanding(
                **paper.model_dump(include={"paper", "title", "nation", "approver", "basis", "day"}),
                version=f"own {used.version}" if used else paper.version,
                own=tuple(_version(row) for row in own),
                welsh=held,
            )
        )
    return found


def _version(row: WordingRow) -> dict[str, Any]:
    kept = row.model_dump(exclude={"content", "kind", "name", "approved_sha256"}) | {"sound": row.sound}
    return {**kept, "in_welsh": True} if welsh.paper_of(row.name)[1] else kept


def without_welsh(
    connection: Connection, account: AccountRow, people: Sequence[PersonRow], day: date
) -> WelshLacking | None:
    """Whose language is Welsh on an account in Wales, and which of their papers have no Welsh wording on a day; else None."""
    tenants = [p for p in people if p.role in ("tenant", "joint")]
    readers = [p.person_ref for p in tenants if welsh.spoken(account.language, p.adjustments)]
    if account.jurisdiction != "wales" or not readers:
        return None
    missing = [one.paper for one in wordings(connection, day) if one.welsh == "none"]
    return WelshLacking(readers=tuple(readers), papers=tuple(missing)) if missing else None


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
