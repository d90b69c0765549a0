"""How a face asks for what no event writes: single papers, and what goes to court as one file. Beside `gateway`, the other door.

Nothing of it goes through Temporal: the words that an officer types for a paper stay in PostgreSQL.
"""

from activities.asked import GATHERERS, NotAsked, Option, gatherer, write
from activities.packs import NoPack, claim, contents, court_day, hearing
from activities.papers.refusals import Refusal, RenderRefused

__all__ = [
    "GATHERERS",
    "NoPack",
    "NotAsked",
    "Option",
    "Refusal",
    "RenderRefused",
    "claim",
    "contents",
    "court_day",
    "gatherer",
    "hearing",
    "write",
]
