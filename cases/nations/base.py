"""What one nation brings to the shared state machine: where its law is asked, its notices, outcomes, papers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import Field

import law
from cases.events.base import Event, Frozen
from cases.nations.words import WORDS, Words


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
    grounds_cite: the one that holds the court to the grounds on it. claimed_under: of a notice that needs no ground, the one
    under which possession is claimed.
    facts: what the questions about it want to know besides the tenancy. mandatory: the grounds on which the court has no
    discretion once the arrears reach its threshold. life: the question how long it keeps the tenancy what it is, where
    that outlives the tenancy's own time. gives_last_day: the day on it is the one after which a claim may be
    made, not the first on which it may.
    """

    kind: str
    title: str
    act: str
    grounds_cite: str = ""
    claimed_under: str = ""
    days: str
    window: str
    review: str | None = None
    form: str = ""
    paper: str | None = None
    facts: dict[str, str] = Field(default_factory=dict)
    mandatory: tuple[str, ...] = ()
    life: str = ""
    gives_last_day: bool = False


class Nation(Frozen):
    """A nation's part.

    grounds: those that can be pleaded, each with what naming it tells the question of the route. outcomes: what its
    court can decide. paragraph: how a row of its protocol is cited. unproven: why service by a way that the law
    does not give proves nothing. always_discretionary: the court may always refuse possession on arrears.
    sections: a ground is a section about one kind of contract and of no other.
    serves_summons: the landlord serves the claim himself, and it counts as raised when that is done.
    receipt_proves: a receipt, or a clause of the agreement, makes service good by a way that the law does not give.
    applications: how the court can decide what a tenant asks of it before the removal. letter_shows: evidence that
    an arrears letter gives here beside help and debt advice. lacks: kinds of event that its procedure does not
    know, each with the sentence that says so. cites: the provisions behind rules of the machine that no question
    answers. papers: its own papers by the machine's names, "" where another paper of the same step says it. unheld: of a
    paper that is not held for it, what is missing.
    """

    key: str
    title: str
    reads: dict[str, Reads]
    notices: dict[str, NoticeKind]
    grounds: dict[str, dict[str, str]] = Field(default_factory=dict)
    outcomes: frozenset[str]
    unproven: str
    paragraph: str = "{protocol}, paragraph {row}"
    always_discretionary: bool = False
    sections: bool = False
    serves_summons: bool = False
    receipt_proves: bool = False
    applications: frozenset[str] = frozenset({"refused", "suspended_on_terms", "adjourned", "withdrawn"})
    letter_shows: tuple[str, ...] = ()
    lacks: dict[str, str] = Field(default_factory=dict)
    cites: dict[str, str] = Field(default_factory=dict)
    papers: dict[str, str | None] = Field(default_factory=dict)
    unheld: dict[str, str] = Field(default_factory=dict)

    def paper(self, code: str) -> str | None:
        """This nation's own paper for the machine's name of it: England's code, or a word where England has no such paper.

        None where none is held here; "" where the step needs none.
        """
        if code in self.papers:
            return self.papers[code]
        if code[1:2] != "-":
            return ""
        return code if self.key == "england" or not code.startswith("E-") else None

    def lacking(self, code: str) -> str:
        """The sentence for whoever asks for a paper that is not held here."""
        return self.unheld.get(
            code,
            f"No paper is held here for this step in {self.title}: use your own form, and keep a copy with the case.",
        )

    @property
    def words(self) -> Words:
        """What it calls things."""
        return WORDS[self.key]

    def say(self, text: str) -> str:
        """A sentence of the machine in this nation's words."""
        return self.words.say(text)

    def called(self, code: str, otherwise: str) -> str:
        """What this nation calls an event, a stage, a position or a date."""
        return self.words.title.get(code) or self.say(otherwise)

    def works(self, day: date) -> bool | None:
        """Whether a day is a working day there; None beyond the calendar that is held."""
        answer = self.ask("calendar.is_business_day", {"day": day}, None)
        return None if answer is None else bool(answer["business"])

    def knows(self, kind: type[Event]) -> bool:
        """Whether a kind of event is a step of this nation's procedure."""
        return kind.kind not in self.lacks and (not kind.nations or self.key in kind.nations)

    def ask(self, name: str, facts: Mapping[str, Any], known_at: law.Knowledge | None) -> law.Answer | None:
        """The nation's answer to one of the machine's questions, under the machine's names; None where it holds none.

        None also while a fact that the question cannot do without is not known.
        """
        reads = self.reads.get(name)
        if reads is None:
            return None
        try:
            question = law.question(reads.question)
        except law.NotHeld:  # an older tree of packs is read
            return None
        ours = {f: reads.takes.get(f.name, f.name) for f in question.fact}
        given = {f: facts[mine] for f, mine in ours.items() if mine in facts}
        if any(v is None and not f.optional for f, v in given.items()):
            return None
        try:
            answer = law.ask(reads.question, known_at=known_at, **{f.name: v for f, v in given.items()})
        except law.LawError:
            return None
        if not reads.gives:
            return answer
        renamed = {mine: answer.values[theirs] for mine, theirs in reads.gives.items() if theirs in answer.values}
        return answer.model_copy(update={"values": {**answer.values, **renamed}})
