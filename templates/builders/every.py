"""Every paper's builder, by code. A family module has its own `PAPERS`; they are put together here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from templates.builders import (
    afterwards,
    before_claim,
    certificates,
    claim,
    claim_targets,
    draft_order,
    enforcement,
    hearing_and_warrant,
    letters,
    letters_again,
    notices_assured,
    notices_reviewed,
    notices_secure,
    offer,
    order_papers,
    review,
    scotland,
    wales,
    witness,
)
from templates.builders.kit import Page, Paper
from templates.builders.nation_words import in_words
from templates.manifest import Template, all_templates

_OWN: Mapping[str, Callable[[Template], Paper]] = {
    **letters.PAPERS,
    **letters_again.PAPERS,
    **offer.PAPERS,
    **before_claim.PAPERS,
    **notices_secure.PAPERS,
    **notices_reviewed.PAPERS,
    **notices_assured.PAPERS,
    **certificates.PAPERS,
    **review.PAPERS,
    **claim.PAPERS,
    **claim_targets.PAPERS,
    **draft_order.PAPERS,
    **witness.PAPERS,
    **hearing_and_warrant.PAPERS,
    **enforcement.PAPERS,
    **order_papers.PAPERS,
    **afterwards.PAPERS,
    **wales.PAPERS,
    **scotland.PAPERS,
}
PAPERS: Mapping[str, Callable[[Template], Paper]] = MappingProxyType(
    {**_OWN, **{code: in_words(_OWN[row.of]) for code, row in all_templates().items() if row.of}}
)

__all__ = ["PAPERS", "Page", "built"]


def built() -> dict[str, bytes]:
    """The bytes of every template by its file under `templates/`."""
    return {all_templates()[code].file: make(all_templates()[code]).built() for code, make in PAPERS.items()}
