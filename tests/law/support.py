"""What the law tests share: examples in their JSON forms, and the day a case of facts turns on."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import law
from law.packs import Question

HERE = Path(__file__).parent
VECTORS: list[dict[str, Any]] = json.loads((HERE / "vectors.json").read_text("utf-8"))
NOW = date(2026, 11, 22)
ABOUT = {"question", "rule", "refused", "because", "confidence", "citations"}


def as_json(value: Any) -> Any:
    """TOML's dates as the JSON form writes them."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {k: as_json(v) for k, v in value.items()}
    if isinstance(value, list):
        return [as_json(v) for v in value]
    return value


def examples() -> Iterator[tuple[str, str, dict[str, Any], dict[str, Any]]]:
    """Every example of every pack: rule, name, facts and expected keys."""
    for question in law.questions():
        for example in question.example:
            yield question.rule, example.name, as_json(example.given), as_json(example.expect)


def cases() -> list[tuple[str, dict[str, Any]]]:
    """Every question with its facts that the packs and the vectors give, in JSON forms."""
    return [(rule, given) for rule, _, given, _ in examples()] + [(v["ask"], v["facts"]) for v in VECTORS]


def applying(question: Question, facts: dict[str, Any]) -> dict[str, Any]:
    """The facts among `facts` by which the pack picks its value."""
    picking = {key for value in question.value for key in value.applies}
    return {k: v for k, v in facts.items() if k in picking}
