"""How a fact is written in a field of an official form: the rules of a map, looked over against the paper whose facts they name.

A rule is facts by dotted name (`papers.0.on` for the first of a list), parted by `;`, each with a way of writing after `|`, and
ways after one another; or one sentence of the particulars of claim by `@name`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType, NoneType
from typing import Any, get_args, get_origin

from activities.papers import BUILDERS, capture
from cases.events.base import Frozen
from cases.facts.court import Particulars
from templates.form_maps import BadMap, FormMap
from templates.words import balance, court_day, listed

ON, OFF = True, False
Value = str | bool


def _steps(told: Particulars) -> str:
    done = [f"{court_day(step.on)}: {step.what.rstrip('.')}" for step in (*told.steps, *told.proceedings)]
    return f"{'; '.join(done)}."


#: What the particulars of claim (E-21) say in whole sentences, in the words of every other target of a claim.
SENTENCES: Mapping[str, Callable[[Particulars], str]] = MappingProxyType(
    {
        "@reason": capture.why_possession,
        "@grounds": capture.grounds_words,
        "@steps": _steps,
        "@notice": capture.notice_words,
        "@circumstances": capture.circumstances,
    }
)


def _pounds(found: Any, _: str) -> str:
    return balance(found).removeprefix("£")


def _lines(found: Any, _: str) -> str:
    return "\n".join(found)


def _each(found: Any, names: str) -> str:
    """Of each of a list these facts, a line each."""
    told: list[str] = []
    for one in found:
        for name in names.split(","):
            value = at(one, name.strip())
            told += value if isinstance(value, tuple) else [] if value is None else [str(value)]
    return "\n".join(told)


def _together(found: Any, _: str) -> str:
    """Parties with their addresses, those at one address named together."""
    homes: dict[tuple[str, ...], list[str]] = {}
    for one in found:
        homes.setdefault(one.address, []).append(one.party.name)
    return "\n".join(line for home, names in homes.items() for line in (*names, *home))


def _one(found: Any, name: str) -> Any:
    """A fact that is the same for each of a list; None where it differs."""
    values = {at(one, name) for one in found}
    return values.pop() if len(values) == 1 else None


def _children(found: Any, _: str) -> str | None:
    return f"{found} child{'ren' if found > 1 else ''}" if found else None


def _other_than(found: Any, names: str) -> str | None:
    """The code in plain words, where it is none of these."""
    return None if found in [name.strip() for name in names.split(",")] else str(found).replace("_", " ")


def _yes(found: Any, asked: str) -> bool | None:
    """Whether it is so: a flag, the question of that name in a list, or a code that is this one. None: not answered."""
    if isinstance(found, tuple):
        return next((one.yes for one in found if one.asks == asked), None)
    return found if isinstance(found, bool) else str(found) == asked


def _tick(found: Any, asked: str) -> bool | None:
    return ON if _yes(found, asked) else None


def _cross(found: Any, asked: str) -> bool | None:
    return ON if _yes(found, asked) is False else None


def _choose(found: Any, states: str) -> str | None:
    """The state of a set of buttons for a code: `prp=2, local_authority=1`."""
    by = dict(pair.strip().split("=", 1) for pair in states.split(",") if "=" in pair)
    return by.get("yes" if found is True else "no" if found is False else str(found))


def _dated(pattern: str) -> Callable[[Any, str], str]:
    return lambda found, _: f"{found:{pattern}}"


def _day_and_month(found: date, _: str) -> str:
    return f"{found.day} {found:%B}"


WAYS: Mapping[str, Callable[[Any, str], Any]] = MappingProxyType(
    {
        "money": _pounds,
        "day and month": _day_and_month,
        "day": lambda found, _: court_day(found),
        "DDMMYYYY": _dated("%d%m%Y"),
        "DD": _dated("%d"),
        "MM": _dated("%m"),
        "YYYY": _dated("%Y"),
        "year": _dated("%Y"),
        "lines": _lines,
        "each": _each,
        "together": _together,
        "one": _one,
        "children": _children,
        "other than": _other_than,
        "tick": _tick,
        "cross": _cross,
        "choose": _choose,
    }
)
NEEDS = ("each", "one", "choose", "other than")  # ways that say nothing without a word after them


def values(mapped: FormMap, facts: Frozen) -> dict[str, Value]:
    """What goes into each field by the map's name of it: words, or True for a tick; nothing where the facts say nothing."""
    found = {field: write(rule, facts) for field, rule in mapped.fields.items() if rule}
    return {field: value for field, value in found.items() if value}


def write(rule: str, facts: Frozen) -> Value | None:
    """What a rule says of these facts, None where they say nothing."""
    if rule in SENTENCES and isinstance(facts, Particulars):
        return SENTENCES[rule](facts)
    told: list[str] = []
    for one in rule.split(";"):
        path, *ways = (part.strip() for part in one.split("|"))
        found = at(facts, path)
        for way in ways:
            name, words = _way(way)
            found = None if found is None else WAYS[name](found, words)
        if found is ON or found is OFF:
            return found or None
        if found is not None and str(found):
            told.append(str(found))
    return "\n".join(told) or None


def at(facts: Any, path: str) -> Any:
    """A fact by its dotted name; None where something on the way is empty, or a list ends before."""
    for name in path.split("."):
        if facts is None:
            return None
        facts = next(iter(facts[int(name) :]), None) if name.isdigit() else getattr(facts, name)
    return facts


def _way(way: str) -> tuple[str, str]:
    name = next((name for name in WAYS if way == name or way.startswith(f"{name} ")), "")
    return name, way.removeprefix(name).strip()


def check(mapped: FormMap) -> None:
    """Raises BadMap, with a sentence for each rule that the paper's facts cannot follow."""
    builder = BUILDERS.get(mapped.paper)
    if builder is None:
        raise BadMap(f"There is no paper {mapped.paper!r}, whose facts the map of {mapped.form} asks for.")
    wrong = [
        f"{field!r}: {said}" for field, rule in mapped.fields.items() if rule for said in _wrong(builder.facts, rule)
    ]
    wrong += [f"only: {said}" for path in mapped.only for said in _wrong(builder.facts, path)]
    wrong += [f"over: {field!r} is not among the fields" for field in mapped.over if field not in mapped.fields]
    if wrong:
        raise BadMap(f"The map of {mapped.form} cannot be followed. {'; '.join(wrong)}.")


def _wrong(model: type[Frozen], rule: str) -> Iterator[str]:
    if rule.startswith("@"):
        if rule not in SENTENCES or not issubclass(model, Particulars):
            yield f"{rule} is no sentence that its paper has; the particulars of claim (E-21) have {listed(list(SENTENCES))}"
        return
    for one in rule.split(";"):
        path, *ways = (part.strip() for part in one.split("|"))
        if not _reaches(model, path):
            yield f"its paper has no fact {path!r}"
        for way in ways:
            name, words = _way(way)
            if not name:
                yield f"there is no way {way!r} of writing a fact; there are {listed(list(WAYS))}"
            elif name in NEEDS and not words:
                yield f"the way {name!r} needs a word after it"


def _reaches(model: Any, path: str) -> bool:
    name, _, rest = path.partition(".")
    inner = _inner(model)
    if name.isdigit():
        return get_origin(inner) is tuple and (not rest or _reaches(get_args(inner)[0], rest))
    if not (isinstance(inner, type) and issubclass(inner, Frozen)) or name not in inner.model_fields:
        return False
    return not rest or _reaches(inner.model_fields[name].annotation, rest)


def _inner(kind: Any) -> Any:
    """A type without `| None` and without its marks."""
    while True:
        parts = [part for part in get_args(kind) if part is not NoneType]
        if hasattr(kind, "__metadata__"):
            kind = kind.__origin__
        elif NoneType in get_args(kind) and len(parts) == 1:
            kind = parts[0]
        else:
            return kind


def facts_of(paper: str) -> list[tuple[str, str]]:
    """(dotted name, what it is) of every fact of a paper that a map may name; of a list those of its first."""
    return list(_named(BUILDERS[paper].facts, ""))


def _named(model: Any, above: str) -> Iterator[tuple[str, str]]:
    for name, info in model.model_fields.items():
        path, inner = f"{above}{name}", _inner(info.annotation)
        many = get_origin(inner) is tuple
        one = _inner(get_args(inner)[0]) if many else inner
        if name in ("whys", "pleaded"):
            continue
        if isinstance(one, type) and issubclass(one, Frozen):
            if many:
                yield path, "a list"
            yield from _named(one, f"{path}.0." if many else f"{path}.")
        else:
            yield path, "lines" if many else _kind(one)


def _kind(one: Any) -> str:
    if one is date:
        return "a day"
    if one is int:
        return "a number (of pence, where it is money)"
    return "yes or no" if one is bool else "words"
