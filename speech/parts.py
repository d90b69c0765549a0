"""A part of a case's state (its notice, its claim, its order) as names and values that people read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel

from speech import nations, words

#: The parts of a case, in the order in which they come about.
PARTS = ("agreement", "notice", "claim", "hearing", "order", "warrant", "eviction", "application", "former")

#: Names that say less than they could.
LABELS = {
    "specified_on": "date in the notice",
    "statutory_earliest": "earliest date by statute",
    "safe_earliest": "earliest safe date",
    "claim_from": "claim may be made from",
    "statutory_claim_by": "last day for a claim by statute",
    "safe_claim_by": "last safe day for a claim",
    "ground_8": "arrears at the threshold of ground 8 when served",
}


def of(name: str, part: BaseModel, nation: str) -> list[tuple[str, str]]:
    """The fields of a part of the case as `pairs` gives them, in the words of its nation."""
    told = [(nations.say(label, nation), said) for label, said in pairs(part)]
    if name == "notice" and (kind := getattr(part, "kind", "")):
        told = [(label, nations.notice(kind, nation) if label == "kind" else said) for label, said in told]
    return told


def pairs(part: BaseModel) -> list[tuple[str, str]]:
    """The fields of a part that say something, each with its name in words."""
    return [
        (LABELS.get(name, words.plain(name)), said)
        for name in type(part).model_fields
        if (said := shown(getattr(part, name))) and name != "form"
    ]


def shown(value: Any) -> str:
    """A value of the state; every whole number in it is money."""
    if value is None or value == "" or value == () or value == {}:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return words.money(value) if value else ""
    if isinstance(value, datetime):
        return words.moment(value)
    if isinstance(value, date):
        return words.day(value)
    if isinstance(value, BaseModel):
        return ", ".join(f"{name} {said}" for name, said in pairs(value))
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {shown(found)}" for key, found in value.items())
    if isinstance(value, tuple):
        return ", ".join(shown(found) for found in value)
    return words.plain(str(value))
