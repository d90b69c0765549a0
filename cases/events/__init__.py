"""The vocabulary: every event of a case, by stage. The register is the one list of what can be recorded."""

from cases.events import court, early, enforcement, throughout
from cases.events.base import (
    REGISTER,
    Act,
    Event,
    Frozen,
    Mark,
    UnknownEvent,
    class_of,
    complaints,
    dump,
    load,
    marks,
    own_fields,
    parse,
)

__all__ = [
    "REGISTER",
    "Act",
    "Event",
    "Frozen",
    "Mark",
    "UnknownEvent",
    "class_of",
    "complaints",
    "court",
    "dump",
    "early",
    "enforcement",
    "load",
    "marks",
    "own_fields",
    "parse",
    "throughout",
]
