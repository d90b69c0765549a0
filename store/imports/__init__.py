"""The landlord's files: read, checked against each other and against what is held, and loaded whole or not at all."""

from store.imports.checks import Progress, check
from store.imports.histories import HistoryEvent, accounts_with_history, history_of
from store.imports.history import EventCheck
from store.imports.landlord import LandlordPage
from store.imports.load import LoadResult, load
from store.imports.nocase import why_not
from store.imports.profile import Profile, ProfileError
from store.imports.reader import DEFAULT_MAX_MB
from store.imports.report import (
    FileSummary,
    ImportRefused,
    ImportReport,
    NoCase,
    Problem,
    Reconciled,
    Waiver,
)

__all__ = [
    "DEFAULT_MAX_MB",
    "EventCheck",
    "FileSummary",
    "HistoryEvent",
    "ImportRefused",
    "ImportReport",
    "LandlordPage",
    "LoadResult",
    "NoCase",
    "Problem",
    "Profile",
    "ProfileError",
    "Progress",
    "Reconciled",
    "Waiver",
    "accounts_with_history",
    "check",
    "history_of",
    "load",
    "why_not",
]
