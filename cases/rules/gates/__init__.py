"""The gates: everything that stands between a case and its notice, claim, warrant and eviction on a day.

Each yields all the objections at once, so that an officer reads the whole list and not one a day.
"""

from cases.rules.gates.claim import before_claim, claim_gate, standing_notice
from cases.rules.gates.eviction import eviction_gate, short_notice
from cases.rules.gates.notice import before_notice, no_road, notice_gate
from cases.rules.gates.warrant import ended_claim, permission, warrant_gate

__all__ = [
    "before_claim",
    "before_notice",
    "claim_gate",
    "ended_claim",
    "eviction_gate",
    "no_road",
    "notice_gate",
    "permission",
    "short_notice",
    "standing_notice",
    "warrant_gate",
]
