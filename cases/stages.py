"""The ten stages of a case, in order."""

STAGES = (
    "early_action",
    "notice",
    "protocol",
    "claim",
    "hearing",
    "order",
    "warrant",
    "eviction",
    "former_tenant",
    "closed",
)
