"""Papers that are written again: what could not leave at its event, and what has become wrong since."""

from __future__ import annotations

from collections.abc import Iterator

from cases.events import throughout
from cases.ruling import Follows, applies, impossible, judges, nation_of
from cases.state import State
from cases.steps import Objection


@judges(throughout.PaperAgain)
def _which(state: State, event: throughout.PaperAgain) -> Iterator[Objection]:
    if event.paper is None and not state.withheld:  # asked what may be done: nothing waits
        yield impossible("paper.none", "No paper of this case waits to be written")


@applies(throughout.PaperAgain)
def _again(f: Follows, event: throughout.PaperAgain) -> None:
    """The step finds the paper among those that the record calls for, and refuses the event where it still may not leave."""
    codes = {event.paper, nation_of(f.state).paper(event.paper)}
    left = tuple(w for w in f.state.withheld if w.code not in codes or event.to not in (None, w.recipient))
    f.change(withheld=left)
