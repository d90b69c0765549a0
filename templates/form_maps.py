"""Maps of official forms: which fact goes into which field of a form that the landlord has fetched. We ship maps, not forms."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class NoForm(LookupError):
    """There is no map of this form."""


class FormMap(BaseModel):
    """One form in one version.

    sha256: the files that are known to be it. paper: whose facts fill it in. events: one of these must be on the record.
    fields: the form's own name of a field -> facts by dotted name, parted by `;`, each with a way of writing after `|`
    (money, day, lines, names); empty for a field that is left to a person, yet has to be there.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    form: str
    title: str
    version: str
    confidence: Literal["confirmed", "unconfirmed"]
    source: str
    sha256: tuple[str, ...] = ()
    paper: str
    events: tuple[str, ...]
    fields: Mapping[str, str] = Field(min_length=1)


def form_map(form: str) -> FormMap:
    """The map of this form; NoForm names those there are."""
    found = all_forms().get(form.strip().upper())
    if found is None:
        raise NoForm(f"There is no map of a form {form}; there is one of {', '.join(all_forms())}.")
    return found


@cache
def all_forms() -> Mapping[str, FormMap]:
    """Every map by the name of its form."""
    found = sorted(
        (f for f in (files("templates") / "forms").iterdir() if f.name.endswith(".toml")), key=lambda f: f.name
    )
    maps = (FormMap.model_validate(tomllib.loads(f.read_text("utf-8"))) for f in found)
    return MappingProxyType({one.form: one for one in maps})
