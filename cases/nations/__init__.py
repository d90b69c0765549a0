"""The nations whose cases run here, by key. A case of any other nation is refused with a sentence."""

from __future__ import annotations

from cases.nations.base import Nation, NoticeKind, Reads
from cases.nations.england import ENGLAND
from cases.nations.scotland import SCOTLAND
from cases.nations.wales import WALES
from cases.nations.words import Words

__all__ = ["NATIONS", "Nation", "NoticeKind", "Reads", "Words"]

NATIONS: dict[str, Nation] = {n.key: n for n in (ENGLAND, WALES, SCOTLAND)}
