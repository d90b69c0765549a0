"""Which papers there are: each with its version, its legal basis, the days it may be used, and what stops it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

PaperClass = Literal["letter", "notice", "court", "other"]
DAYS_A_BALANCE_STAYS_GOOD: Mapping[PaperClass, int] = MappingProxyType(
    {"letter": 7, "notice": 1, "court": 1, "other": 7}
)


class NoTemplate(LookupError):
    """There is no paper of this code."""


class Template(BaseModel):
    """One paper.

    paper: its code, such as `E-01`. file: the built .docx under `templates/`. day: the fact, by its dotted name, that is
    its legally relevant day (of service, of the act, of the letter). since/until: half-open days of that kind for which it
    may be used; the law's own texts are chosen by that day too. tenures: empty for every tenure. stopped_by: what must not
    be going on when it leaves (a moratorium, a disputed balance, a benefit claim that is not the tenant's fault, doubt about
    capacity, an agreement that is kept, rent that is not known to be due because nobody looked whether the home was fit).
    blocks: the law's own text that it needs; until each is added and signed every page says that it is a specimen. each: written
    once for each tenant; otherwise one paper names them all. of: England's paper that this one is in its nation's words; what
    is not said here is as there. restricted: read only by those who work cases.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    paper: str
    version: str
    title: str
    kind: PaperClass = Field(alias="class")
    file: str
    basis: str
    approver: Literal["none", "officer", "team_leader", "manager", "legal"]
    day: str
    since: date = Field(alias="from")
    until: date | None = Field(default=None, alias="to")
    nation: str = "england"
    tenures: tuple[str, ...] = ()
    each: bool = True
    stopped_by: tuple[Literal["moratorium", "dispute", "benefit", "capacity", "agreement", "unfit"], ...] = ()
    blocks: tuple[str, ...] = ()
    of: str = ""
    restricted: bool = False

    @property
    def source(self) -> bytes:
        """The built template. Raises FileNotFoundError when `python -m templates.builders` has not been run."""
        return _read(self.file)

    @property
    def balance_days(self) -> int:
        """How many days old a balance in it may be."""
        return DAYS_A_BALANCE_STAYS_GOOD[self.kind]

    def in_force(self, day: date) -> bool:
        """Whether it may be used for a legally relevant day."""
        return self.since <= day and (self.until is None or day < self.until)


def template(paper: str) -> Template:
    """The paper of this code; NoTemplate names the codes there are."""
    found = all_templates().get(paper)
    if found is None:
        raise NoTemplate(f"There is no template for {paper}; there are {', '.join(all_templates())}.")
    return found


@cache
def all_templates() -> Mapping[str, Template]:
    """Every paper by its code, in the order of the manifest."""
    raw: dict[str, dict[str, Any]] = tomllib.loads((files("templates") / "manifest.toml").read_text("utf-8"))
    whole = {code: {**raw.get(fields.get("of", ""), {}), **fields} for code, fields in raw.items()}
    return MappingProxyType({code: Template(paper=code, **fields) for code, fields in whole.items()})


@cache
def _read(file: str) -> bytes:
    return (files("templates") / file).read_bytes()
