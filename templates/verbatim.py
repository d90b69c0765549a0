"""The law's own words in a paper: which texts there are (`blocks.toml`), how a text is read, and where it stands.

We ship none of them. A landlord adds each, and a second person signs it. A line is a paragraph. A prescribed form has blanks:
a line that is only `[[particulars]]` is where the paper's own part of that name goes, and `[[specified_on.on]]` within a
line is a fact of the paper.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from templates.manifest import Template, all_templates

LARGEST = 400_000  # bytes: many times the longest of them
MOST_LINES = 2_000
_BLANK = re.compile(r"^\s*\[\[([a-z_]+)\]\]\s*$")
_FACT = re.compile(r"\[\[([a-z0-9_]+(?:\.[a-z0-9_]+)*)\]\]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class NoBlock(LookupError):
    """The catalogue has no text of this name."""


class NotUsable(ValueError):
    """A file that cannot be a text of the law here; the message is a sentence."""


class Block(BaseModel):
    """One text of the law.

    law: where it stands. kind: a text printed in its place; a form whose blanks the paper fills in; an enclosure printed
    whole after the paper. blanks: the paper's own parts that the form must have a place for; blanks_from: what
    that rests on, confirmed once somebody compared it with the form itself. facts: what must stand within its lines, `a|b` for
    either. says: words without which it is an earlier text. only_where: a fact of the paper, and the value with which alone
    the text is needed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    block: str
    nations: tuple[Literal["england", "wales", "scotland"], ...]
    what: str
    law: str
    kind: Literal["text", "form", "enclosure"]
    blanks: tuple[str, ...] = ()
    blanks_from: str = ""
    blanks_confidence: Literal["confirmed", "unconfirmed"] = "unconfirmed"
    facts: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    only_where: Mapping[str, str] = {}

    @property
    def papers(self) -> tuple[Template, ...]:
        """The papers that want it."""
        return tuple(one for one in all_templates().values() if self.block in one.blocks)

    def needed(self, facts: Any) -> bool:
        """Whether a paper with these facts prints it."""
        return all(value in map(str, found(facts, path)) for path, value in self.only_where.items())


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph of a form: its words, or the name of the paper's own part that stands there."""

    words: str = ""
    blank: str = ""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A text that goes with a paper, whole."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Law:
    """The law's words for one paper, as its template meets them: `paper.law.form`, `.texts['V-SOT-POC']`, `.enclosed`."""

    form: tuple[Part, ...] = ()
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    enclosed: tuple[Enclosed, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """Every paragraph, in order."""
        form = (part.words for part in self.form if part.words)
        texts = (line for lines in self.texts.values() for line in lines)
        return (*form, *texts, *(line for one in self.enclosed for line in one.lines))


def block(name: str) -> Block:
    """The text of this name; NoBlock names those there are."""
    held = all_blocks().get(name.strip().upper())
    if held is None:
        raise NoBlock(f"There is no text of the law called {name}; there are {', '.join(all_blocks())}.")
    return held


@cache
def all_blocks() -> Mapping[str, Block]:
    """Every text that a paper wants, by its name, in the order of the catalogue."""
    raw = tomllib.loads((files("templates") / "blocks.toml").read_text("utf-8"))
    return MappingProxyType({name: Block(block=name, **fields) for name, fields in raw.items()})


def parts(content: bytes) -> tuple[Part, ...]:
    """The paragraphs of a text. Raises NotUsable for bytes that are not plain text."""
    if len(content) > LARGEST:
        raise NotUsable(f"The file has {len(content):,} bytes; a text of at most {LARGEST:,} is expected.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotUsable("The file is not plain text in UTF-8; save the words alone as a .txt file.") from None
    text = text.replace("\r\n", "\n")
    strange = _CONTROL.search(text)
    if strange:
        line = text[: strange.start()].count("\n") + 1
        raise NotUsable(
            f"Line {line} of the file holds a character that no text has; save the words alone as a .txt file."
        )
    read = tuple(_part(line) for line in text.split("\n") if line.strip())
    if not read:
        raise NotUsable("The file is empty; the words of the law are expected in it.")
    if len(read) > MOST_LINES:
        raise NotUsable(f"The file has {len(read):,} paragraphs; at most {MOST_LINES:,} are expected.")
    return read


def _part(line: str) -> Part:
    blank = _BLANK.match(line)
    return Part(blank=blank[1]) if blank else Part(words=line.strip())


def faults(held: Block, read: tuple[Part, ...], known: frozenset[str]) -> list[str]:
    """What keeps a text from being used as this block, a sentence each. known: the facts that its papers have."""
    told = []
    blanks = [part.blank for part in read if part.blank]
    within = [name for part in read for name in _FACT.findall(part.words)]
    if held.kind != "form" and (blanks or within):
        return [f"{held.block} is no form, so it has no blanks; {_listed((*blanks, *within))} is in the file."]
    nowhere = tuple(name for name in held.blanks if name not in blanks)
    twice = tuple(name for name in held.blanks if blanks.count(name) > 1)
    for named, times in ((nowhere, "nowhere"), (twice, "more than once")):
        if named:
            told.append(f"{_listed(named)} stands {times}; each blank once, on a line of its own, is expected.")
    for name in dict.fromkeys(blanks):
        if name not in held.blanks:
            told.append(f"There is no blank [[{name}]]; {held.block} has {_listed(held.blanks)}.")
    for wanted in held.facts:
        if not set(wanted.split("|")) & set(within):
            told.append(
                f"The blank {' or '.join(f'[[{one}]]' for one in wanted.split('|'))} is expected within a line."
            )
    whole = " ".join(" ".join(part.words.split()) for part in read).casefold()
    told += [
        f"The words {words!r} are not in it: {held.block} has had them since its last change, so this may be an earlier text."
        for words in held.says
        if words not in whole
    ]
    told += [f"No paper has a fact called [[{name}]]." for name in dict.fromkeys(within) if name not in known]
    if any("[[" in _FACT.sub("", part.words) for part in read):
        told.append("A line has [[ without a name and ]] after it.")
    return told


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"[[{one}]]" for one in names) or "none"


def filled(read: tuple[Part, ...], value: Callable[[str], str]) -> tuple[Part, ...]:
    """The same paragraphs with the facts within their lines put in."""
    return tuple(Part(_FACT.sub(lambda name: value(name[1]), part.words), part.blank) for part in read)


def found(facts: Any, path: str) -> list[Any]:
    """Every value at a dotted name; of a list, those of each of its items."""
    values = [facts]
    for name in path.split("."):
        values = [getattr(value, name) for value in values if value is not None]
        values = [item for value in values for item in (value if isinstance(value, tuple) else (value,))]
    return [value for value in values if value is not None]
