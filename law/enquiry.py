"""One question being answered: its facts, the values looked up for it, and the answer with its because."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from string import Formatter
from types import MappingProxyType
from typing import Any

from pydantic import Field

from law.additions import SignOff
from law.calendars import Frozen
from law.dates import in_words, london_time
from law.errors import BadFacts, BadPack, LawError, NotHeld
from law.forms import checked
from law.packs import PACKS, WEAKEST_LAST, Citation, Confidence, Question, Value, pack
from law.reading import Knowledge, added


class Unsettled(Frozen):
    """A value that was used and is neither confirmed by its source nor signed off. value: its fingerprint."""

    rule: str
    value: str
    confidence: Confidence


class Answer(Frozen):
    """What the law says: the values asked for, why, where it is written, and how sure we are.

    Days are `date`, instants aware `datetime` in UTC, money pence in `int`. `refused` means that the law gives no such
    step; then `because` says what stands in its way. `confidence` is the weakest of all that was used, where what a person
    with authority has signed off counts as `signed_off`; `signed` says who did.
    """

    question: str
    rule: str
    values: dict[str, Any]
    refused: bool = False
    because: str
    citations: tuple[Citation, ...]
    confidence: Confidence
    signed: tuple[SignOff, ...] = ()
    unsettled: tuple[Unsettled, ...] = ()
    facts: dict[str, Any] = Field(default_factory=dict)

    def __getitem__(self, key: str) -> Any:
        """One value by its key; `refused` also. Raises `LawError` when the answer has no such key."""
        if key == "refused":
            return self.refused
        if key not in self.values:
            said = self.because if self.refused else f"it has {', '.join(sorted(self.values))}."
            raise LawError(f"The answer to {self.question} has no {key!r}: {said}")
        return self.values[key]

    @property
    def reason(self) -> str:
        """The because, and who has signed off what of it is not confirmed."""
        names = dict.fromkeys(f"Signed off by {s.by} on {in_words(s.on)}." for s in self.signed)
        return " ".join((self.because, *names))

    def get(self, key: str, default: Any = None) -> Any:
        """One value by its key, or `default`."""
        return self.refused if key == "refused" else self.values.get(key, default)


class Enquiry:
    """A question with its facts, checked against what the pack asks for."""

    def __init__(self, question: Question, facts: Mapping[str, Any], known: Knowledge) -> None:
        self.question = question
        self.known = known
        self.facts = MappingProxyType(_checked(question, facts))
        for gap in question.not_held:
            if gap.applies.items() <= self.facts.items():
                raise NotHeld(f"{question.rule}: {gap.because}")
        self._used: list[tuple[Question, Value]] = []
        self._confidence: Confidence = "confirmed"
        self._signed: list[SignOff] = []
        self._unsettled: list[Unsettled] = []

    def __getitem__(self, fact: str) -> Any:
        """A fact by its name; None when an optional one was not given."""
        return self.facts.get(fact)

    @property
    def day(self) -> date:
        """The legally relevant day: the fact the pack is keyed on, or the newest law when that was not given."""
        day = self.facts.get(self.question.keyed_on)
        if isinstance(day, datetime):
            return london_time(day).date()
        return day if isinstance(day, date) else date.max

    @property
    def asked_from(self) -> str:
        """The question and the fact it turns on, to begin a sentence with."""
        fact = self.question.keyed_on
        return f"{self.question.rule}, asked with {fact} {_worded(self.facts.get(fact, 'not given'), '')}"

    def value(self, *, on: date | None = None, rule: str = "", **applies: str | bool) -> Value:
        """The value in force on the relevant day (or `on`) of this rule (or `rule`). Raises `NotHeld`."""
        source = pack(rule) if rule else self.question
        fact = self.question.keyed_on if not rule and on in (None, self.day) else ""
        value = source.on(on or self.day, known_at=self.known.on, fact=fact, **applies)
        self._used.append((source, value))
        if value.confidence == "confirmed":
            return value
        more = added()
        signed = more.signed(source.rule, value, self.known) if more else None
        if signed:
            self._signed.append(signed)
            self.weaken("signed_off")
        else:
            self._unsettled.append(Unsettled(rule=source.rule, value=value.fingerprint(), confidence=value.confidence))
            self.weaken(value.confidence)
        return value

    def look(self, rule: str, **applies: str | bool) -> Value:
        """The newest value of another rule, to see which value is asked for; it does not become part of the answer."""
        return pack(rule).on(date.max, known_at=self.known.on, **applies)

    def weaken(self, confidence: Confidence) -> None:
        """Notes that something less sure was used: an answer is as sure as its weakest part."""
        self._confidence = max(self._confidence, confidence, key=WEAKEST_LAST.index)

    def bad(self, sentence: str) -> BadFacts:
        """The error to raise when facts contradict each other."""
        return BadFacts(f"{self.question.rule}: {sentence}")

    def sentence(self, template: str) -> str:
        """A sentence of a pack with the facts filled in, to be a placeholder of another."""
        return self._say(template, self._used[0][1], {}, {})

    def answer(
        self,
        *,
        also: tuple[str, ...] = (),
        words: Mapping[str, Any] | None = None,
        refused: bool = False,
        **values: Any,
    ) -> Answer:
        """The answer, with the first value's sentence filled in.

        `also` names further sentences of that value (`note_...`) to add; `words` are placeholders beyond facts, values
        and what the value holds.
        """
        value = self._used[0][1]
        typed = _typed(self.question, values, refused)
        templates = " ".join([value.because, *(value[key] for key in also)])
        citations = [c for source, used in self._used for c in source.citations(used.cite)]
        return Answer(
            question=self.question.rule,
            rule=value.rule,
            values=typed,
            refused=refused,
            because=self._say(templates, value, typed, words or {}),
            citations=tuple(dict.fromkeys(citations)),
            confidence=self._confidence,
            signed=tuple(dict.fromkeys(self._signed)),
            unsettled=tuple(dict.fromkeys(self._unsettled)),
            facts=dict(self.facts),
        )

    def _say(self, template: str, value: Value, values: Mapping[str, Any], words: Mapping[str, Any]) -> str:
        kinds = {f.name: f.type for f in self.question.fact} | {k.name: k.type for k in self.question.answer}
        supplied = {**value.holds, **self.facts, **values, **words}
        try:
            said = {k: _worded(supplied[k], kinds.get(k, "")) for k in _placeholders(template)}
        except KeyError as missing:
            raise BadPack(f"The sentence of {value.rule} uses {missing}, which nothing supplies.") from missing
        return " ".join(template.format_map(said).split())


Ask = Callable[[Enquiry], Answer]
ANSWERED_BY: dict[str, Ask] = {}


def answers(rule: str) -> Callable[[Ask], Ask]:
    """Marks the function that answers the question `rule`; the pack of that name gives its facts and numbers."""

    def register(function: Ask) -> Ask:
        if rule not in PACKS or rule in ANSWERED_BY:
            raise BadPack(f"{rule} has no pack, or two functions answer it.")
        ANSWERED_BY[rule] = function
        return function

    return register


def _checked(question: Question, facts: Mapping[str, Any]) -> dict[str, Any]:
    known = {f.name: f for f in question.fact}
    given = {name: fact for name, fact in facts.items() if fact is not None}
    if unknown := sorted(set(given) - set(known)):
        raise BadFacts(f"{question.rule} does not ask for {', '.join(unknown)}; it asks for {', '.join(known)}.")
    if missing := [f"{f.name} ({f.means})" for f in question.fact if not f.optional and f.name not in given]:
        raise BadFacts(f"{question.rule} can't be answered without {', '.join(missing)}.")
    return {name: checked(question.rule, known[name], fact) for name, fact in given.items()}


def _typed(question: Question, values: Mapping[str, Any], refused: bool) -> dict[str, Any]:
    keys = {k.name: k for k in question.answer}
    wanted = {name for name, key in keys.items() if not key.optional}
    if set(values) - set(keys) or not (refused or wanted <= set(values)):
        raise BadPack(f"{question.rule} answered with {sorted(values)}; its pack declares {sorted(keys)}.")
    return {name: values[name] for name in keys if values.get(name) is not None or name in wanted & set(values)}


@cache
def _placeholders(template: str) -> tuple[str, ...]:
    return tuple({name for _, name, _, _ in Formatter().parse(template) if name})


def _worded(value: Any, kind: str) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if kind == "money":
        return f"£{value // 100:,}.{value % 100:02}"
    if isinstance(value, datetime):
        there = london_time(value)
        return f"{there:%H:%M} on {in_words(there.date())}"
    if isinstance(value, date):
        return in_words(value)
    if isinstance(value, list | tuple):
        items = [_worded(v, "") for v in value]
        return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else "none"
    text = str(value)
    return text.replace("_", "-") if text.isidentifier() else text  # four_weekly is four-weekly to a reader
