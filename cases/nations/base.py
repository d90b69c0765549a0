"""What one nation brings to the shared state machine: where its law is asked, its notices, outcomes, papers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import Field

import law
from cases.events.base import Frozen


class Reads(Frozen):
    """Where a nation's law room answers one of the machine's questions.

    takes: what the question calls a fact -> what the machine calls it. gives: the machine's key -> the question's.
    Facts that the question does not ask for are left out.
    """

    question: str
    takes: dict[str, str] = Field(default_factory=dict)
    gives: dict[str, str] = Field(default_factory=dict)


class NoticeKind(Frozen):
    """One kind of possession notice. days, window, review: names of the machine's questions for it.

    days gives statutory_earliest and safe_earliest (and form, where the law prescribes one); window gives claim_from,
    statutory_claim_by and safe_claim_by; review gives request_by and decide_by. act: the provision it is served under.
    """

    kind: str
    title: str
    act: str
    days: str
    window: str
    review: str | None = None
    form: str = ""
    paper: str | None = None


class Nation(Frozen):
    """A nation's part. lacks: kinds of event that its procedure does not know, each with the sentence that says so."""

    key: str
    title: str
    reads: dict[str, Reads]
    notices: dict[str, NoticeKind]
    outcomes: frozenset[str]
    lacks: dict[str, str] = Field(default_factory=dict)
    papers: dict[str, str | None] = Field(default_factory=dict)

    def paper(self, code: str) -> str | None:
        """This nation's own paper for the machine's name of it (England's code); None where it has none."""
        if code in self.papers or not code.startswith("E-"):
            return self.papers.get(code, code)
        return code if self.key == "england" else None

    def ask(self, name: str, facts: Mapping[str, Any], known_at: date | None) -> law.Answer | None:
        """The nation's answer to one of the machine's questions, under the machine's names; None where it holds none.

        None also while a fact that the question cannot do without is not known.
        """
        reads = self.reads.get(name)
        if reads is None:
            return None
        question = law.question(reads.question)
        ours = {f.name: reads.takes.get(f.name, f.name) for f in question.fact}
        given = {theirs: facts[mine] for theirs, mine in ours.items() if mine in facts}
        if any(v is None for v in given.values()):
            return None
        try:
            answer = law.ask(reads.question, known_at=known_at, **given)
        except law.LawError:
            return None
        if not reads.gives:
            return answer
        renamed = {mine: answer.values[theirs] for mine, theirs in reads.gives.items() if theirs in answer.values}
        return answer.model_copy(update={"values": {**answer.values, **renamed}})
