"""Which papers should not have gone, told afterwards: their act was forbidden on their day, or their notice is void."""

from __future__ import annotations

from datetime import date

from cases.events import Event
from cases.nations import NATIONS
from cases.ruling import forbidding
from cases.state import Notice, State
from cases.steps import WriteDocument
from law.dates import in_words

#: What a paper does, as the matrix of holds names it. One that only informs, or certifies what happened, is not here.
ACTS = {
    "E-01": "demand",
    "E-02": "demand",
    "E-03": "demand",
    "E-05": "demand",
    "E-06": "demand",
    "E-07": "demand",
    "E-16": "send_protocol_letter",
    "E-17": "send_protocol_letter",
    "E-18": "submit_claim",
    "E-19": "send_protocol_letter",
    "E-20": "submit_claim",
    "E-21": "submit_claim",
    "E-22": "submit_claim",
    "E-23": "submit_claim",
    "E-24": "submit_claim",
    "E-31": "demand",
    "E-32": "request_warrant",
    "E-32-application": "request_warrant",
    "E-33": "request_warrant",
    "E-33-permission": "request_warrant",
    "E-34": "evict",
    "E-36": "evict",
    "E-35": "book_eviction",
    "E-38": "demand",
    "instruction": "request_warrant",
}
#: What is worth nothing without the notice: its certificate, the protocol letter about it, the papers of the claim.
ON_THE_NOTICE = frozenset(
    {"E-14", "E-16", "E-17", "E-18", "E-20", "E-21", "E-22", "E-23", "E-24", "council_notice", "review_decision"}
)
NOTICES = frozenset(k.paper for nation in NATIONS.values() for k in nation.notices.values() if k.paper)
for _nation in NATIONS.values():  # each nation's own papers do what the machine's names for them say
    for _name, _paper in _nation.papers.items():
        if _paper and _name in ACTS:
            ACTS[_paper] = ACTS[_name]
    ACTS |= {kind.paper: "serve_notice" for kind in _nation.notices.values() if kind.paper}
    ON_THE_NOTICE |= {_paper for _name, _paper in _nation.papers.items() if _paper and _name in ON_THE_NOTICE}

Key = tuple[str, str]  # an event and a paper of it


class Standing:
    """What the papers of a fold stand on. Told of every event in turn; `against` then has each wrong one with its reason."""

    def __init__(self) -> None:
        self.against: dict[Key, str] = {}
        self._planned: set[Key] = set()  # the paper of the notice that was approved last
        self._resting: set[Key] = set()  # everything that stands on the notice in force

    def tell(self, before: State, event: Event, after: State, papers: tuple[WriteDocument, ...]) -> None:
        """One event: the case before and after it, and the papers that it called for."""
        final = [p for p in papers if not p.draft]
        for paper in final:
            self._forbidden(before, event, paper)
        named = {(p.event_id, p.paper) for p in final}
        if any(paper in NOTICES for _, paper in named):
            self._planned = {key for key in named if key[1] in NOTICES}
        if event.kind == "notice_served" and _another(before.notice, after.notice):
            self._resting = set(self._planned)
        if after.notice is None:
            return
        self._resting |= {key for key in named if key[1] in ON_THE_NOTICE}
        if after.notice.void:
            for key in self._resting:
                self.against.setdefault(key, f"It stands on a notice that has no effect: {after.notice.void}.")

    def _forbidden(self, before: State, event: Event, paper: WriteDocument) -> None:
        planned = paper.facts.get("served_on") if paper.paper in NOTICES else None
        day = date.fromisoformat(str(planned)) if planned else event.happened_on
        for _, objection in forbidding(before, ACTS.get(paper.paper), day, event):
            cite = f" ({objection.cite})" if objection.cite else ""
            self.against[(paper.event_id, paper.paper)] = (
                f"It may not be used, for its day is {in_words(day)}. {objection.says}{cite}."
            )
            return


def _another(before: Notice | None, after: Notice | None) -> bool:
    """Whether a service began another notice, and did not only add a tenant to the one in force."""
    if before is None or after is None:
        return True
    return not set(before.services) < set(after.services)
