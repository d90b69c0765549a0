"""Every paper of the manifest with a case it is written in: England's letters and court papers, Wales's and Scotland's."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from activities.documents import code_of
from cases.steps import WriteDocument
from tests.papers import nations
from tests.papers.court_samples import COURT
from tests.papers.late_samples import CHRONOLOGIES, LATE
from tests.papers.samples import SAMPLES, Sample


def code(sample: Sample) -> str:
    """The manifest's code of a sample's paper, its variant included."""
    return code_of(WriteDocument(paper=sample.paper, event_id="", recipient=sample.recipient, facts=sample.facts))


@cache
def by_code() -> Mapping[str, Sample]:
    """The first sample of each paper."""
    found: dict[str, Sample] = {}
    for sample in (*SAMPLES, *COURT, *LATE, *CHRONOLOGIES, *nations.samples()):
        found.setdefault(code(sample), sample)
    return MappingProxyType(dict(sorted(found.items())))
