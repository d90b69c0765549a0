"""Maps of official forms: which fact goes into which field of a form that the landlord has fetched. We ship maps, not forms."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

REST = "…"  # stands for words of a field's name that were not read


class NoForm(LookupError):
    """There is no map of this form; the message says which there are, and what is known of this one."""


class BadMap(ValueError):
    """A landlord's map that cannot be used; the message is a sentence for a person."""


class FormMap(BaseModel):
    """One form in one version.

    sha256: the files that are known to be it. paper: whose facts fill it in. events: the last of these is what it is filled in
    from, an approval only where it is for `act`; with none, the event that wrote the paper. only: facts that must have these
    values for the form to be the right one. fields: the form's own name of a field -> a rule (`activities/form_rules.py`),
    empty for one that is left to a person, yet has to be there. A name with `…` in it fits the one field that begins and goes
    on as it does. over: what stands in a field for which the words are too long. lacks: what of the form the map does not
    reach, a sentence.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    form: str = Field(min_length=1, pattern=r"^[A-Z0-9][A-Z0-9 _-]*$")
    title: str
    version: str
    confidence: Literal["confirmed", "unconfirmed", "own"]
    source: str
    sha256: tuple[str, ...] = ()
    paper: str
    events: tuple[str, ...] = ()
    act: str | None = None
    only: Mapping[str, str] = {}
    lacks: str = ""
    over: Mapping[str, str] = {}
    fields: Mapping[str, str] = Field(min_length=1)


class Unmapped(BaseModel):
    """A form that a case may need and of which no map is held. paper: whose facts would fill it in, where there is one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    form: str
    title: str
    nation: Literal["england", "wales", "scotland"]
    paper: str = ""
    why: str


def form_map(form: str, folder: Path | None = None) -> FormMap:
    """The map of this form, a landlord's own in `folder` before ours. NoForm says why where there is none."""
    name, found = form.strip().upper(), all_forms(folder)
    if name in found:
        return found[name]
    without = next((one for one in unmapped() if one.form.upper() == name), None)
    if without:
        raise NoForm(f"There is no map of {without.form}: {without.why} {OWN}")
    raise NoForm(f"There is no map of a form {form}; there is one of {', '.join(found)}. {OWN}")


OWN = "`forms map FILE.pdf` drafts one from the fields of the form itself."


def all_forms(folder: Path | None = None) -> Mapping[str, FormMap]:
    """Every map by the name of its form: ours, and over them the landlord's own in `folder`."""
    return MappingProxyType({**shipped(), **own_maps(folder)}) if folder else shipped()


@cache
def shipped() -> Mapping[str, FormMap]:
    """The maps that come with the code."""
    found = sorted(
        (f for f in (files("templates") / "forms").iterdir() if f.name.endswith(".toml")), key=lambda f: f.name
    )
    maps = (FormMap.model_validate(tomllib.loads(f.read_text("utf-8"))) for f in found)
    return MappingProxyType({one.form: one for one in maps})


def own_maps(folder: Path) -> dict[str, FormMap]:
    """The landlord's own maps that were added. Raises BadMap for one that was broken since."""
    return {one.form: one for path in sorted(folder.glob("*.toml")) for one in [read(path)]}


def read(path: Path) -> FormMap:
    """A landlord's map from its file. Raises BadMap, naming the file and what is wrong in it."""
    try:
        return FormMap.model_validate(tomllib.loads(path.read_text("utf-8")))
    except OSError as error:
        raise BadMap(f"{path} could not be read: {error.strerror}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadMap(f"{path} is no map that can be read: {error}.") from None
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(str(p) for p in one['loc'])}: {one['msg'].lower()}" for one in error.errors())
        raise BadMap(f"{path} is no map of a form: {wrong}.") from None


@cache
def unmapped() -> tuple[Unmapped, ...]:
    """The forms that a case may need and of which no map is held, each with the reason."""
    raw = tomllib.loads((files("templates") / "forms_unmapped.toml").read_text("utf-8"))
    return tuple(Unmapped.model_validate(one) for one in raw["form"])


def matched(names: Collection[str], have: Collection[str]) -> tuple[dict[str, str], list[str]]:
    """(a map's name -> the form's own name of the field, a sentence for each that fits no field or more than one)."""
    found, wrong = {}, []
    for name in names:
        fits = [one for one in have if _pattern(name).fullmatch(one)] if REST in name else [name] * (name in have)
        if len(fits) == 1:
            found[name] = fits[0]
        elif fits:
            wrong.append(f"{name!r} fits {len(fits)} of its fields: {', '.join(map(repr, fits))}")
        else:
            wrong.append(f"it has no field {name!r}")
    return found, wrong


def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(".*".join(re.escape(part.strip()) for part in name.split(REST)), re.DOTALL)
