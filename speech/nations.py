"""A case's stages and events in the words of its nation. England's own words are the codes themselves."""

from __future__ import annotations

from speech import words


def stage(code: str, nation: str | None = None) -> str:
    """`notice` -> "notice of proceedings" in Scotland."""
    return _called("stage", code, nation)


def event(kind: str, nation: str | None = None) -> str:
    """`claim_issued` -> "summons warranted" in Scotland."""
    return _called("event", kind, nation)


def _called(table: str, code: str, nation: str | None) -> str:
    if nation in (None, "england"):
        return words.plain(code)
    from cases.nations.words import WORDS  # only where it is needed: the command line has to start at once

    if nation not in WORDS:
        return words.plain(code)
    label: str = getattr(WORDS[nation], table).get(code) or words.plain(code)
    return label[:1].lower() + label[1:]
