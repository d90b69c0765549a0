"""A case's stages and events in the words of its nation. England's own words are the codes themselves."""

from __future__ import annotations

from speech import words


def stage(code: str, nation: str | None = None) -> str:
    """`notice` -> "notice of proceedings" in Scotland."""
    return _called("stage", code, nation)


def event(kind: str, nation: str | None = None) -> str:
    """`claim_issued` -> "summons warranted" in Scotland."""
    return _called("event", kind, nation)


def part(name: str, nation: str) -> str:
    """What a part of a case is called: `claim` -> "summary cause action" in Scotland."""
    from cases.nations.words import WORDS

    return WORDS[nation].word.get(name) or words.plain(name)


def notice(kind: str, nation: str) -> str:
    """`nop_s14` -> "notice of proceedings for recovery of possession"."""
    from cases.nations import NATIONS

    known = NATIONS[nation].notices.get(kind)
    return known.title if known else words.plain(kind)


def say(text: str, nation: str | None) -> str:
    """A label or sentence of ours in the nation's words; England's are ours."""
    if nation in (None, "england"):
        return text
    from cases.nations.words import WORDS

    return WORDS[nation].say(text) if nation in WORDS else text


def _called(table: str, code: str, nation: str | None) -> str:
    if nation in (None, "england"):
        return words.plain(code)
    from cases.nations.words import WORDS  # only where it is needed: the command line has to start at once

    if nation not in WORDS:
        return words.plain(code)
    label: str = getattr(WORDS[nation], table).get(code) or words.plain(code)
    return label[:1].lower() + label[1:]
