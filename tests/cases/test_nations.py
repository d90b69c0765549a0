"""Each nation has a word for everything, and none of another nation's."""

import re

import pytest

from cases.events import REGISTER
from cases.nations import NATIONS, Words
from cases.nations.words import WORDS
from cases.stages import STAGES

#: Words of other nations, by nation. Keys are the same everywhere and may hold any of them.
NOT_OURS = {
    "england": (
        "contract-holder",
        "occupation contract",
        "decree",
        "sheriff",
        "ejection",
        "pursuer",
        "sist",
        "prescription",
    ),
    "wales": ("tenant", "tenancy", "decree", "sheriff", "ejection", "pursuer", "sist", "prescription"),
    "scotland": (
        "contract-holder",
        "warrant of possession",
        "bailiff",
        "county court",
        "protocol",
        "claimant",
        "defendant",
        "eviction",
    ),
}


def labels(words: Words) -> list[str]:
    return [label for name, table in words.model_dump().items() if name != "term" for label in table.values()]


def test_three_nations_are_run_and_no_more() -> None:
    assert sorted(NATIONS) == ["england", "scotland", "wales"]


@pytest.mark.parametrize("nation", sorted(NATIONS))
def test_every_stage_and_event_has_a_label(nation: str) -> None:
    words = WORDS[nation]
    assert tuple(words.stage) == STAGES
    assert set(words.event) == {kind for kind, of in REGISTER.items() if NATIONS[nation].knows(of)}
    for table in ("paper", "role", "word"):
        assert set(getattr(words, table)) == set(getattr(WORDS["england"], table)), table


@pytest.mark.parametrize("nation", sorted(NATIONS))
def test_labels_are_whole_and_tell_events_apart(nation: str) -> None:
    words = WORDS[nation]
    assert all(label == label.strip() and label and "_" not in label for label in labels(words))
    for table in (words.stage, words.event, words.paper):
        assert all(label[0].isupper() for label in table.values())
        assert len(set(table.values())) == len(table)


@pytest.mark.parametrize("nation", sorted(NATIONS))
def test_no_nation_speaks_anothers_language(nation: str) -> None:
    said = " | ".join(labels(WORDS[nation])).lower()
    assert [word for word in NOT_OURS[nation] if re.search(rf"\b{word}", said)] == []
