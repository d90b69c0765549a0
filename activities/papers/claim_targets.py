"""The three targets of one claim: the form (E-20), PCOL's boxes (E-23), the possession service (E-24).

All are made from one capture (`capture.py`), the facts of the particulars, so that no target can say something that another
does not; what these do not hold is left to a person, by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from activities.papers import claim_form, pcol, possession_service
from activities.papers.builder import Builder
from cases.facts import claim_targets as facts

BUILDERS: Mapping[str, Builder] = MappingProxyType(
    {
        "E-20": Builder(facts.ClaimForm, claim_form.claim_form),
        "E-23": Builder(facts.PcolBoxes, pcol.pcol),
        "E-24": Builder(facts.ServiceAnswers, possession_service.service),
    }
)
