"""What of the law is held and what is not: the rows of each nation, joined with the packs that say they hold them.

The packs name their rows (`covers`); a row that no pack holds says why not. `rows()` joins the two.
"""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Literal

from law.calendars import Frozen
from law.packs import PACKS, WEAKEST_LAST, Question, Value

FOLDER = files("law.coverage")
NATIONS = sorted(f.name.removesuffix(".toml") for f in FOLDER.iterdir() if f.name.endswith(".toml"))
Held = Literal["held", "held unconfirmed", "not held"]


class Row(Frozen):
    """One row of the law: `why_not` when nothing is held of it, `partly` what of it is not held."""

    id: str
    title: str
    why_not: str = ""
    partly: str = ""


class Section(Frozen):
    """The rows of one subject."""

    title: str
    row: tuple[Row, ...]


class Rows(Frozen):
    """The rows of one nation."""

    nation: str
    section: tuple[Section, ...]


def rows(nation: str) -> Rows:
    """The rows of a nation, in the order of the work."""
    text = (FOLDER / f"{nation}.toml").read_text("utf-8")
    return Rows(**tomllib.loads(text))


def held_by(packs: Mapping[str, Question] = PACKS) -> dict[str, list[Question]]:
    """The packs that hold each row, by the row's id."""
    found: dict[str, list[Question]] = {}
    for pack in packs.values():
        for row in pack.covers:
            found.setdefault(row, []).append(pack)
    return found


def standing(packs: list[Question]) -> Held:
    """Whether a row with these packs is held: unconfirmed when the newest value of any of them is."""
    if not packs:
        return "not held"
    sure = [WEAKEST_LAST.index(value.confidence) for pack in packs for value in newest(pack)]
    return "held unconfirmed" if max(sure) == WEAKEST_LAST.index("unconfirmed") else "held"


def newest(pack: Question) -> list[Value]:
    """The newest value of each class of a pack."""
    by_class: dict[tuple[tuple[str, str | bool], ...], Value] = {}
    for value in sorted(pack.value, key=lambda v: (v.in_force, v.known_from)):
        by_class[tuple(sorted(value.applies.items()))] = value
    return list(by_class.values())
