"""How hard a letter is to read: its sentences, their length, and the Flesch reading ease (higher is easier).

Names, days, sums, addresses and the names of services count as one plain word: nobody can shorten them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tests.papers.case import document

READ = ("Normal", "List Bullet", "Step")
MASKS = (
    r"\S+@\S+",
    r"\b[\w-]+(?:\.[\w-]+)+(?:/[\w-]+)*",  # web addresses
    r"\w+day \d{1,2} \w+ \d{4}",
    r"£[\d,]+\.\d\d",
    r"\b0\d{3,4} \d{3} ?\d{3,4}\b|\b0\d{4} \d{6}\b",
    r"Housing Loss Prevention Advice Service|Pre-Action Protocol for Possession Claims by Social Landlords",
    r"Universal Credit|Housing Benefit|Housing Ombudsman|British Sign Language|Easy Read|HLPAS|N244|K00TB123",
    r"Sam Rowe|Testborough (?:Homes|Council|Household Fund)|Amina Khan|Grace Oduya|Tom O'Brien-Hughes",
)


@lru_cache(maxsize=512)
def sentences(content: bytes) -> tuple[str, ...]:
    """The sentences of a letter's running text; a list's item that goes on with a semicolon is one by itself."""
    found: list[str] = []
    for paragraph in document(content).paragraphs:
        if paragraph.style is None or paragraph.style.name not in READ or not paragraph.text.strip():
            continue
        text = re.sub(r"^\d\.\s+", "", paragraph.text.strip())
        for mask in MASKS:
            text = re.sub(mask, "thing", text)
        found += [one for one in re.split(r"(?<=[.?!:;])\s+", text) if re.search(r"\w", one)]
    return tuple(found)


def outside_lists(content: bytes) -> str:
    """What a letter says outside its lists: tables with a head, such as the lines of a statement, left out."""
    held = document(content)
    boxes = [t for t in held.tables if not t._tbl.xpath(".//w:tblHeader")]
    cells = [cell.text for box in boxes for row in box.rows for cell in row.cells]
    return "\n".join([*(p.text for p in held.paragraphs), *cells])


def words(sentence: str) -> list[str]:
    """The words of a sentence."""
    return re.findall(r"[A-Za-z0-9'’-]+", sentence)


def syllables(word: str) -> int:
    """About how many syllables an English word has."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    plain = re.sub(r"(?:[^laeiouy]es|[^aeiouytd]ed|[^laeiouy]e)$", "", plain)
    return max(len(re.findall(r"[aeiouy]+", plain)), 1)


@dataclass(frozen=True)
class Measures:
    """What was counted in a letter's running text."""

    sentences: int
    words: int
    syllables: int

    @property
    def ease(self) -> float:
        """The Flesch reading ease: 206.835 less 1.015 words a sentence less 84.6 syllables a word."""
        return 206.835 - 1.015 * self.words / self.sentences - 84.6 * self.syllables / self.words

    @property
    def age(self) -> float:
        """The reading age in years: five more than the Flesch-Kincaid grade of schools in the United States."""
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59 + 5


def measures(content: bytes) -> Measures:
    """What there is to count in a letter."""
    said = sentences(content)
    every = [word for one in said for word in words(one)]
    return Measures(len(said), len(every), sum(map(syllables, every)))


def reading_ease(content: bytes) -> float:
    """The Flesch reading ease of a letter."""
    return measures(content).ease
