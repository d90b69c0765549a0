"""Rule packs: one rule a TOML file, its values dated by the law and by what we knew, each cited and with its sentence.

Packs load once, at import. A value is found by the legally relevant day (service, issue, order ...) with `in_force`,
and by `known_from` so that a replay decides as it decided then. `[[expected]]` is enacted but not commenced: shown,
never used.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any, Literal

from pydantic import Field, model_validator

from law.calendars import Frozen
from law.dates import Span, in_words, span
from law.errors import BadPack, NotHeld
from law.reading import current

Confidence = Literal[
    "confirmed", "signed_off", "inferred", "unconfirmed"
]  # signed_off: by the installation, never in a pack
WEAKEST_LAST: tuple[Confidence, ...] = ("confirmed", "signed_off", "inferred", "unconfirmed")
Kind = Literal["date", "datetime", "money", "int", "bool", "text", "texts", "dates", "rows"]


class Citation(Frozen):
    """Where a rule can be read: `title` as a lawyer cites it, `url` of the page."""

    id: str
    title: str
    url: str


class Fact(Frozen):
    """One fact a question asks for. Money is pence in `int`; a `datetime` without an offset is London's."""

    name: str
    type: Kind
    means: str
    optional: bool = False
    one_of: tuple[str, ...] = ()


class AnswerKey(Frozen):
    """One value an answer carries. An `optional` one may be None."""

    name: str
    type: Kind
    means: str
    optional: bool = False


class Example(Frozen):
    """A worked example: test, documentation and law page at once."""

    name: str
    given: dict[str, Any]
    expect: dict[str, Any]


class Value(Frozen):
    """What the law said from `in_force` on, as our packs said it from `known_from` on.

    `holds` has every further key of the TOML table: lengths of time, amounts, rows, and further sentences (`note_...`).
    """

    rule: str
    in_force: date
    known_from: date
    applies: dict[str, str | bool] = Field(default_factory=dict)
    confidence: Confidence
    cite: tuple[str, ...]
    because: str
    holds: dict[str, Any] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _gather(cls, raw: dict[str, Any]) -> dict[str, Any]:
        own = {k: v for k, v in raw.items() if k in cls.model_fields and k != "holds"}
        return own | {"holds": raw.get("holds", {}) | {k: v for k, v in raw.items() if k not in cls.model_fields}}

    def __getitem__(self, key: str) -> Any:
        """A number, list or row of this value. Raises `BadPack` when the pack lacks it."""
        if key not in self.holds:
            raise BadPack(f"The pack {self.rule} has no {key!r} in its value in force from {in_words(self.in_force)}.")
        return self.holds[key]

    def span(self, key: str) -> Span:
        """A length of time of this value, such as `minimum = "4 weeks"`."""
        return span(self[key])

    def days(self, key: str) -> int:
        """A length of time of this value that has to be in days, as a number."""
        length = self.span(key)
        if length.unit != "days":
            raise BadPack(f"The pack {self.rule} gives {key} as {length}; expected days.")
        return length.number

    def fingerprint(self) -> str:
        """A hash of everything that decides: all but the wording of the sentences."""
        numbers = {k: v for k, v in self.holds.items() if not k.startswith("note_")}
        content = self.model_dump(mode="json", exclude={"because", "holds"}) | {"holds": numbers}
        return sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()[:20]


class Expected(Frozen):
    """Enacted but not commenced, or expected by policy: for the law page, never for an answer."""

    applies: dict[str, str | bool] = Field(default_factory=dict)
    note: str
    cite: tuple[str, ...]
    expected_from: str = ""
    holds: dict[str, Any] = Field(default_factory=dict)


class Question(Frozen):
    """A question the law room answers: its facts, its answer's keys, its dated values, citations and examples."""

    rule: str
    title: str
    question: str
    keyed_on: str = ""
    fact: tuple[Fact, ...] = ()
    answer: tuple[AnswerKey, ...] = ()
    cite: tuple[Citation, ...] = ()
    value: tuple[Value, ...] = ()
    expected: tuple[Expected, ...] = ()
    example: tuple[Example, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _name(cls, raw: dict[str, Any]) -> dict[str, Any]:
        def named(table: str, key: str) -> list[dict[str, Any]]:
            return [{key: name} | body for name, body in raw.get(table, {}).items()]

        values = [{"rule": raw["rule"]} | body for body in raw.get("value", ())]
        tables = {"fact": named("fact", "name"), "answer": named("answer", "name"), "cite": named("cite", "id")}
        return raw | tables | {"value": values}

    @property
    def name(self) -> str:
        """The question's name, such as `england.secure.notice`."""
        return self.rule

    def citations(self, ids: tuple[str, ...]) -> tuple[Citation, ...]:
        """The citations with these ids, in the order given. Raises `BadPack` for an unknown one."""
        known = {c.id: c for c in self.cite}
        missing = [i for i in ids if i not in known]
        if missing:
            raise BadPack(f"The pack {self.rule} cites {', '.join(missing)} without saying where it is.")
        return tuple(known[i] for i in ids)

    def on(self, day: date, *, known_at: date | None = None, **applies: str | bool) -> Value:
        """The value in force on `day`, as these packs knew it on `known_at` (None: as they know it now).

        `applies` picks among values for different classes. Raises `NotHeld`, naming rule, day and what is missing.
        """
        fits = [v for v in self.value if all(applies.get(k) == wanted for k, wanted in v.applies.items())]
        known = [v for v in fits if known_at is None or v.known_from <= known_at]
        held = [v for v in known if v.in_force <= day]
        if held:
            best = max((v.in_force, v.known_from) for v in held)
            chosen = [v for v in held if (v.in_force, v.known_from) == best]
            if len(chosen) > 1:
                raise BadPack(f"The pack {self.rule} has {len(chosen)} values for {in_words(day)}; expected one.")
            return chosen[0]
        for_what = f" for {', '.join(f'{k} {_plain(v)}' for k, v in applies.items())}" if applies else ""
        what = f"The rule {self.rule} holds nothing{for_what}"
        if not fits:
            raise NotHeld(f"{what}: no value has been entered for it.")
        if not known:
            raise NotHeld(f"{what} as known on {in_words(known_at or day)}; its first value was entered later.")
        first = min(v.in_force for v in known)
        raise NotHeld(f"{what} on {in_words(day)}; the first day held is {in_words(first)}.")


def _plain(value: str | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else value


def _tomls(folder: Traversable) -> Iterator[Traversable]:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            yield from _tomls(entry)
        elif entry.name.endswith(".toml"):
            yield entry


def parse(texts: Mapping[str, str]) -> dict[str, Question]:
    """Packs from the texts of their files, by rule. Raises `BadPack` when two have one name."""
    packs: dict[str, Question] = {}
    for text in texts.values():
        pack = Question(**tomllib.loads(text))
        if pack.rule in packs:
            raise BadPack(f"Two packs are called {pack.rule}.")
        packs[pack.rule] = pack
    return packs


def _load() -> dict[str, Question]:
    return parse({str(n): entry.read_text("utf-8") for n, entry in enumerate(_tomls(files("law") / "packs"))})


PACKS: Mapping[str, Question] = MappingProxyType(_load())


def packs() -> Mapping[str, Question]:
    """The packs of the reading in force."""
    return current().packs or PACKS


def pack(rule: str) -> Question:
    """One pack of the reading in force. Raises `NotHeld` when it has none of this name."""
    found = packs().get(rule)
    if found is None:
        raise NotHeld(f"The law that is read holds no rule called {rule!r}.")
    return found
