"""The golden vectors: every question, every nation."""

from datetime import date
from typing import Any

import pytest

import law
from tests.law.support import VECTORS

# The Fees Order changed in some way on 31 December 2025: from then on we are less sure of a fee than the vectors are.
LESS_SURE = {"E47b", "X28", "X30b", "X48"}


@pytest.mark.parametrize("vector", VECTORS, ids=[v["id"] for v in VECTORS])
def test_vector(vector: dict[str, Any]) -> None:
    got = law.ask_text(vector["ask"], vector["facts"])
    assert {key: got.get(key) for key in vector["expect"]} == vector["expect"]


@pytest.mark.parametrize("vector", VECTORS, ids=[v["id"] for v in VECTORS])
def test_confidence_is_as_checked(vector: dict[str, Any]) -> None:
    got = law.ask_text(vector["ask"], vector["facts"])
    assert got["confidence"] == ("unconfirmed" if vector["id"] in LESS_SURE else vector["confidence"])


@pytest.mark.parametrize("vector", VECTORS, ids=[v["id"] for v in VECTORS])
def test_nothing_is_answered_as_known_before_the_packs_were(vector: dict[str, Any]) -> None:
    assert law.ask_text(vector["ask"], vector["facts"], known_at=date(2026, 11, 22))["because"]
    with pytest.raises(law.NotHeld, match=r"as known on Saturday 21 November 2026"):
        law.ask_text(vector["ask"], vector["facts"], known_at=date(2026, 11, 21))
