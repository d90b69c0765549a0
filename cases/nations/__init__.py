"""What each nation calls the stages, events, papers and roles of a case: one file a nation, key to label.

The keys are the same in every nation, so the rules of a case use them and never a label.
"""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType

from cases.events.base import Frozen


class Words(Frozen):
    """One nation's labels. `stage` has every stage and `event` every kind of event; `word` is for the middle of a sentence."""

    stage: dict[str, str]
    event: dict[str, str]
    paper: dict[str, str]
    role: dict[str, str]
    word: dict[str, str]


def _load() -> dict[str, Words]:
    folder = sorted((f for f in files("cases.nations").iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return {f.name.removesuffix(".toml"): Words(**tomllib.loads(f.read_text("utf-8"))) for f in folder}


#: By nation, as `case_opened.nation` names it.
NATIONS: Mapping[str, Words] = MappingProxyType(_load())
