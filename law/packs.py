"""Rule packs: one rule a TOML file, its values dated by the law and by what we knew, each cited and with its sentence.

Packs load once, at import. A value is found by the legally relevant day (service, issue, order ...) with `in_force`,
and by `known_from` so that a replay decides as it decided then. `[[expected]]` is enacted but not commenced: shown,
never used.
"""

import json
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from pydantic import Field, ValidationError, model_validator

from law.calendars import Frozen
from law.dates import Span, in_words, span
from law.errors import BadPack, NotHeld
from law.phrases import phrase
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


class Gap(Frozen):
    """A kind of case, known to exist, for which nothing is held: asked about it, the answer is this sentence."""

    applies: dict[str, str | bool]
    because: str
    cite: tuple[str, ...] = ()


class Question(Frozen):
    """A question the law room answers: its facts, its answer's keys, its dated values, citations and examples.

    `covers` names the rows of law/coverage that the pack holds, `unsure` says what a lawyer has still to settle, and
    `checked_on` when the sources were last read, where that is not the day on which its newest value was entered.
    """

    rule: str
    title: str
    question: str
    keyed_on: str = ""
    covers: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    checked_on: date | None = None
    fact: tuple[Fact, ...] = ()
    answer: tuple[AnswerKey, ...] = ()
    cite: tuple[Citation, ...] = ()
    value: tuple[Value, ...] = ()
    expected: tuple[Expected, ...] = ()
    not_held: tuple[Gap, ...] = ()
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

    def on(self, day: date, /, *, known_at: date | None = None, fact: str | bool = "", **applies: str | bool) -> Value:
        """The value in force on `day`, as these packs knew it on `known_at` (None: as they know it now).

        `applies` picks among values for different classes; `fact` is the name of the fact that gave the day. Raises
        `NotHeld`, naming rule, day and what is missing.
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
        earliest = f", the earliest that {fact} may be" if fact else ""
        raise NotHeld(f"{what} on {in_words(day)}; the first day held is {in_words(first)}{earliest}.")


def _plain(value: str | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else value


def _tomls(folder: Traversable, above: str = "") -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            yield from _tomls(entry, f"{above}{entry.name}/")
        elif entry.name.endswith(".toml"):
            yield f"{above}{entry.name}", entry


def load(folder: Traversable) -> dict[str, Question]:
    """Every pack in a folder and the folders in it, by rule. Raises `BadPack`, naming file, line and rule."""
    texts = {file: entry.read_text("utf-8") for file, entry in _tomls(folder)}
    packs = parse(texts)
    for (file, text), pack in zip(texts.items(), packs.values(), strict=True):
        nation, rest = pack.rule.split(".", 1) if "." in pack.rule else ("", pack.rule)
        if file != (named := f"{nation}/{rest.replace('.', '_')}.toml"):
            raise Fault(file, text, pack.rule).at("rule", says=f"a rule of this name is expected in {named}")
    return packs


def parse(texts: Mapping[str, str]) -> dict[str, Question]:
    """Packs from the texts of their files, by rule. Raises `BadPack`, naming file, line and rule."""
    packs: dict[str, Question] = {}
    for file, text in texts.items():
        pack = read(text, file)
        if pack.rule in packs:
            raise Fault(file, text, pack.rule).at("rule", says="another pack has the same name")
        packs[pack.rule] = pack
    return packs


def read(text: str, file: str) -> Question:
    """One pack out of its TOML text. Raises `BadPack`, naming file, line and rule."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadPack(f"{file} is not TOML: {error}.") from None
    fault = Fault(file, text, str(raw.get("rule", "")))
    for table in ("fact", "answer", "cite"):
        if not isinstance(raw.get(table, {}), dict):
            raise fault.at(table, says=f"{table} is not a table; expected [{table}] with a line for each name")
    for table in ("value", "expected", "not_held", "example"):
        if not isinstance(raw.get(table, []), list):
            raise fault.at(table, says=f"{table} is one table; expected [[{table}]]")
    try:
        pack = Question(**raw)
    except ValidationError as error:
        first = min(
            error.errors(), key=lambda e: e["type"] != "extra_forbidden"
        )  # a misspelt name explains a missing one
        raise fault.at(*_where(raw, first["loc"]), says=_what(first)) from None
    except KeyError as missing:
        raise fault.at(says=f"{missing.args[0]} is missing") from None
    _agrees(pack, fault)
    return pack


class Fault(NamedTuple):
    """Where a pack is wrong, to be told with file, line and rule."""

    file: str
    text: str
    rule: str

    def at(self, *where: str | int, says: str) -> BadPack:
        """The error for a place such as ("value", 1, "confidence"): the second [[value]], its line `confidence`."""
        return BadPack(f"{self.file}, line {self.line(*where)}, rule {self.rule or '(none)'}: {says}.")

    def line(self, *where: str | int) -> int:
        """The number of the line that a place begins on; the nearest line above when it has none of its own."""
        lines = self.text.splitlines()
        here = 0
        table, *keys = [*where, ""][:-1] or [""]
        if keys and isinstance(keys[0], int):
            heads = [n for n, line in enumerate(lines) if line.strip() == f"[[{table}]]"]
            here, keys = (heads[keys[0]] if keys[0] < len(heads) else 0), keys[1:]
        else:
            named = [n for n, line in enumerate(lines) if line.strip() in (f"[{table}]", f"[[{table}]]")]
            here = named[0] if named else 0
            keys = keys if named else [table]
        for key in keys:
            inside = range(here + 1 if here else 0, len(lines))
            for number in inside:
                if re.match(rf"\s*\[*[\w.]*\b{re.escape(str(key))}\b\]*\s*(=|$)", lines[number]):
                    here = number
                    break
                if lines[number].startswith("[[") and number > here:
                    break
        return here + 1


def _where(raw: Mapping[str, Any], loc: tuple[str | int, ...]) -> list[str | int]:
    """Facts, answers and citations are named in the file and numbered in the model."""
    if len(loc) > 1 and loc[0] in ("fact", "answer", "cite") and isinstance(loc[1], int):
        return [loc[0], list(raw[loc[0]])[loc[1]]]
    return list(loc)


def _what(error: Any) -> str:
    name = ".".join(str(part) for part in error["loc"])
    if error["type"] == "missing":
        return f"{name} is missing"
    if error["type"] == "extra_forbidden":
        return f"{name} is not known here"
    return f"{name} is {str(error['input'])[:60]!r}; {error['msg'][0].lower()}{error['msg'][1:]}"


def _agrees(pack: Question, fault: Fault) -> None:
    """Whether the parts of a pack fit each other."""
    facts = {f.name for f in pack.fact}
    keys = {k.name for k in pack.answer} | {"refused", "confidence"}
    cited = {c.id for c in pack.cite}
    if pack.keyed_on not in facts:
        raise fault.at("keyed_on", says=f"keyed_on is {pack.keyed_on!r}; expected one of the facts {_listed(facts)}")
    cites = {table: [part.cite for part in getattr(pack, table)] for table in ("value", "expected", "not_held")}
    for table, parts in cites.items():
        for number, ids in enumerate(parts):
            if unknown := sorted(set(ids) - cited):
                raise fault.at(table, number, "cite", says=f"{unknown[0]!r} is cited; expected one of {_listed(cited)}")
    seen: set[tuple[Any, ...]] = set()
    for number, value in enumerate(pack.value):
        key = (value.in_force, value.known_from, *sorted(value.applies.items()))
        if key in seen:
            raise fault.at(
                "value", number, "in_force", says="two values have the same in_force, known_from and applies"
            )
        seen.add(key)
        for name, held in value.holds.items():
            if isinstance(held, str) and re.fullmatch(r"\d+ [a-z]+", held):
                try:
                    span(held)
                except BadPack as error:
                    raise fault.at("value", number, name, says=f"{name}: {str(error).rstrip('.')}") from None
        for name, text in value.holds.get("dates", {}).items():
            try:
                _fits(pack, value, name, text)
            except BadPack as error:
                raise fault.at("value", number, name, says=str(error).rstrip(".")) from None
    for number, example in enumerate(pack.example):
        if unknown := sorted(set(example.given) - facts):
            raise fault.at("example", number, "given", says=f"{unknown[0]!r} is no fact; expected {_listed(facts)}")
        if unknown := sorted(set(example.expect) - keys):
            raise fault.at(
                "example", number, "expect", says=f"{unknown[0]!r} is not answered; expected {_listed(keys)}"
            )


def _fits(pack: Question, value: Value, name: str, text: str) -> None:
    """A date in words: readable, counted from days that are there, and said with words that are supplied."""
    worked_out = list(value.holds["dates"])
    days = {f.name for f in pack.fact if f.type == "date"} | set(worked_out[: worked_out.index(name)])
    for day in phrase(text).days:
        if day not in days:
            raise BadPack(f"{name} counts from {day!r}; expected one of {_listed(days)}")
    supplied = {f.name for f in pack.fact} | {k.name for k in pack.answer} | set(value.holds) | {"skipped"}
    for word in re.findall(r"{(\w*)}", value.because):
        if word.removesuffix("_length") not in supplied | set(worked_out):
            raise BadPack(f"the because uses {{{word}}}, which nothing supplies")


def _listed(names: Collection[str]) -> str:
    return ", ".join(sorted(names)) or "none"


PACKS: Mapping[str, Question] = MappingProxyType(load(files("law") / "packs"))


def packs() -> Mapping[str, Question]:
    """The packs of the reading in force."""
    return current().packs or PACKS


def pack(rule: str) -> Question:
    """One pack of the reading in force. Raises `NotHeld` when it has none of this name."""
    found = packs().get(rule)
    if found is None:
        raise NotHeld(f"The law that is read holds no rule called {rule!r}.")
    return found
