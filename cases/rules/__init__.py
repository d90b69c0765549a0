"""The rules of a case by stage. Importing this package registers them all."""

from cases.rules import (
    account,
    agreements,
    approvals,
    claim,
    contact,
    enforcement,
    fitness,
    former,
    holds,
    law_change,
    notice,
    orders,
    summary_cause,
    tasks,
    tenure,
    trial,
)
from cases.ruling import APPLIES, JUDGES, Follows

__all__ = [
    "APPLIES",
    "JUDGES",
    "Follows",
    "account",
    "agreements",
    "approvals",
    "claim",
    "contact",
    "enforcement",
    "fitness",
    "former",
    "holds",
    "law_change",
    "notice",
    "orders",
    "summary_cause",
    "tasks",
    "tenure",
    "trial",
]
