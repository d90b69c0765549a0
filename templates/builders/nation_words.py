"""England's templates in another nation's words: the sentences of a paper, without what Jinja fills in."""

from __future__ import annotations

import re
from collections.abc import Callable

from docx.oxml.ns import qn

from cases.nations.words import WORDS
from templates.builders.kit import Paper
from templates.manifest import Template

_TAG = re.compile(r"(\{\{.*?\}\}|\{%.*?%\})")


def say(paper: Paper, nation: str) -> Paper:
    """The same paper with every sentence in the words of `cases/nations`; a bold part and its neighbour are apart."""
    words = WORDS[nation]
    for node in paper.docx.element.body.iter(qn("w:t")):
        node.text = "".join(one if one.startswith("{") else words.say(one) for one in _TAG.split(node.text or ""))
    return paper


def in_words(english: Callable[[Template], Paper]) -> Callable[[Template], Paper]:
    """A builder that makes England's paper in the words of the template's own nation."""
    return lambda template: say(english(template), template.nation)
