"""From a case to the facts of its papers, one module a family. `BUILDERS` is the register: a paper's code, its builder.

A family module has its own `BUILDERS`; they are put together here.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from activities.papers import (
    afterwards,
    before_claim,
    chronology,
    claim,
    claim_targets,
    court_service,
    draft_order,
    eviction_day,
    letters,
    letters_again,
    notices,
    offer,
    order_papers,
    postponed,
    review,
    scotland,
    suspension,
    wales,
    warrant,
    witness,
)
from activities.papers.builder import Builder
from templates.manifest import all_templates

_OWN: Mapping[str, Builder] = {
    **letters.BUILDERS,
    **letters_again.BUILDERS,
    **offer.BUILDERS,
    **before_claim.BUILDERS,
    **notices.BUILDERS,
    **review.BUILDERS,
    **claim.BUILDERS,
    **claim_targets.BUILDERS,
    **court_service.BUILDERS,
    **draft_order.BUILDERS,
    **witness.BUILDERS,
    **warrant.BUILDERS,
    **postponed.BUILDERS,
    **order_papers.BUILDERS,
    **eviction_day.BUILDERS,
    **suspension.BUILDERS,
    **afterwards.BUILDERS,
    **chronology.BUILDERS,
    **wales.BUILDERS,
    **scotland.BUILDERS,
}
BUILDERS: Mapping[str, Builder] = MappingProxyType(
    {**_OWN, **{code: _OWN[row.of] for code, row in all_templates().items() if row.of}}
)

__all__ = ["BUILDERS", "Builder"]
