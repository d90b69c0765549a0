"""What each nation calls the stages, events, papers and roles of a case: one TOML file a nation, key to label.

The keys are the same in every nation, so the rules of a case use them and never a label.
"""

from __future__ import annotations

import re
import tomllib
from functools import cached_property
from importlib.resources import files

from pydantic import Field

from cases.events.base import Frozen


class Words(Frozen):
    """One nation's labels.

    stage has every stage, event every kind of event that it knows. word is for the middle of a sentence. title: whole
    sentences for events, positions and dates, where changing single words is not enough. term: the machine's words, which
    are England's, and this nation's for them.
    """

    stage: dict[str, str]
    event: dict[str, str]
    paper: dict[str, str]
    role: dict[str, str]
    word: dict[str, str]
    title: dict[str, str] = Field(default_factory=dict)
    term: dict[str, str] = Field(default_factory=dict)

    def say(self, text: str) -> str:
        """A sentence of the machine in this nation's words; a text of the law room needs none of it."""
        if not self.term or not text:
            return text
        return self._terms.sub(lambda found: _like(found.group(0), self.term[found.group(0).lower()]), text)

    @cached_property
    def _terms(self) -> re.Pattern[str]:
        longest_first = sorted(self.term, key=len, reverse=True)
        return re.compile(r"\b(" + "|".join(re.escape(term) for term in longest_first) + r")\b", re.IGNORECASE)


def _like(was: str, now: str) -> str:
    """The new word with a capital where the old one had it."""
    return now[:1].upper() + now[1:] if was[:1].isupper() else now


def _load(nation: str) -> Words:
    return Words(**tomllib.loads(files("cases.nations").joinpath(f"{nation}.toml").read_text("utf-8")))


#: By nation, as `case_opened.nation` names it.
WORDS = {nation: _load(nation) for nation in ("england", "wales", "scotland")}
