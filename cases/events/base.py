"""The shape that every event shares, and the register from which forms, the command line and the glossary are made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from law.reading import Knowledge


class Frozen(BaseModel):
    """A value that never changes once made; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Mark(StrEnum):
    """What a field means, for the faces that ask for it."""

    MONEY = "money"  # pence; asked for and shown in pounds
    PERSON = "person"  # a reference to a person on the tenancy, never a name
    TEXT = "text"  # free words: kept in PostgreSQL, only a reference to them travels through Temporal
    STAFF = "staff"  # an officer's address in the officer register
    RESTRICTED = "restricted"  # read by those who work cases, and by nobody who may only look at them
    COMPUTED = "computed"  # worked out by the step from the account or the register; nobody types it


def _aware(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("a time needs its offset from UTC")
    return value


Money = Annotated[int, Mark.MONEY]
Person = Annotated[str, Field(min_length=1, max_length=60), Mark.PERSON]
Staff = Annotated[str, Field(min_length=1, max_length=200), Mark.STAFF]
Words = Annotated[str, Field(max_length=4000), Mark.TEXT]
Guarded = Annotated[str, Field(max_length=4000), Mark.TEXT, Mark.RESTRICTED]
Instant = Annotated[datetime, AfterValidator(_aware)]
Ref = Annotated[str, Field(min_length=1, max_length=60)]

Act = Annotated[str, Field(pattern="^(notice|claim|warrant|eviction|write_off)$")]


class Withheld(Frozen):
    """A paper that an event called for and that may not leave yet. code: as the manifest has it. on: when it was tried.

    says: why, in sentences that name nobody and quote nobody's words.
    """

    code: str
    recipient: str | None = None
    event_id: str
    on: date
    says: tuple[str, ...] = ()

    @property
    def reader(self) -> str:
        """Code and reader, by which a paper is known in its case."""
        return f"{self.code}/{self.recipient or 'case'}"


class Event(Frozen):
    """Something that happened, or that we are about to do, in an officer's words.

    happened_on: London day. recorded_at: aware instant. recorded_by: an officer's address, or `clock`, `review`, `import`.
    source: how we know (officer, court_portal, letter, email, phone, landlord_system, import, review, clock).
    as_fact: the officer says that it has already been done; then it is kept as irregular instead of being refused.
    """

    kind: ClassVar[str]
    stage: ClassVar[str]
    #: True: something we are about to do (approve, prepare, send, request), which a rule may refuse.
    #: False: something that has happened, which is recorded even when it breaks a rule.
    is_act: ClassVar[bool] = False
    #: Which of the acts in the matrix of holds this event is; None when no hold can forbid it.
    forbidden_as: ClassVar[str | None] = None
    #: The nations whose procedure knows this event; empty: all of them.
    nations: ClassVar[tuple[str, ...]] = ()
    #: Recorded by the system itself and never offered to an officer.
    machine: ClassVar[bool] = False

    event_id: str
    happened_on: date
    recorded_at: Instant
    recorded_by: Staff
    source: str = "officer"
    as_fact: bool = False
    note: Words | None = None
    #: The London day on which our ledger took the event in; rules are read as our packs knew them on that day.
    known_on: Annotated[date | None, Mark.COMPUTED] = None
    #: How many entries the installation had made to the law by then: its calendar days and signatures (0: none).
    known_version: Annotated[int, Mark.COMPUTED] = 0
    #: The papers that it called for and that could not leave: the step tried to write them.
    withheld: Annotated[tuple[Withheld, ...], Mark.COMPUTED] = ()

    def __init_subclass__(cls, *, recorded: bool = True, **kwargs: Any) -> None:
        """recorded=False: a kind that only has the shape of an event and never stands in a case's record."""
        super().__init_subclass__(**kwargs)
        if recorded and "kind" in cls.__dict__:
            REGISTER[cls.kind] = cls

    @property
    def effective_on(self) -> date:
        """The day that decides the event's place in the order of things."""
        return self.happened_on

    @property
    def binding(self) -> bool:
        """True when a broken rule refuses the event; False when it only marks it as irregular."""
        return self.is_act and not self.as_fact and self.source != "import"

    @property
    def known(self) -> Knowledge | None:
        """What was known of the law when the event was taken in; None before it is."""
        return Knowledge(self.known_on, self.known_version) if self.known_on else None

    def with_facts(self, **facts: Any) -> Self:
        """The same event, completed with what the step read from the account or the register."""
        return self.model_validate({**self.model_dump(), **facts})


REGISTER: dict[str, type[Event]] = {}
COMMON = frozenset(Event.model_fields)


class UnknownEvent(ValueError):
    """No event has this name."""


def class_of(kind: str) -> type[Event]:
    """The class of an event by its snake_case name; UnknownEvent says which names are nearest."""
    found = REGISTER.get(kind.strip().replace("-", "_"))
    if found is None:
        from difflib import get_close_matches

        near = get_close_matches(kind, REGISTER, n=3)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        raise UnknownEvent(f"There is no event called {kind!r}.{hint}")
    return found


def parse(kind: str, payload: Mapping[str, Any]) -> Event:
    """An event from its name and its fields; pydantic's ValidationError when they do not fit."""
    return class_of(kind).model_validate(dict(payload))


def dump(event: Event) -> dict[str, Any]:
    """JSON form of an event, with its kind; `load` turns it back."""
    return {"kind": event.kind, **event.model_dump(mode="json", exclude_defaults=True)}


def load(data: Mapping[str, Any]) -> Event:
    """The event that `dump` made."""
    rest = dict(data)
    return parse(str(rest.pop("kind")), rest)


def own_fields(kind: type[Event]) -> dict[str, Any]:
    """The fields that are an event's own, in the order of its form, without those that the step works out."""
    return {
        name: info
        for name, info in kind.model_fields.items()
        if name not in COMMON and Mark.COMPUTED not in info.metadata
    }


def marks(info: Any) -> frozenset[Mark]:
    """The marks of a field, wherever its annotation carries them (`Words | None`, `tuple[Person, ...]`)."""
    found = {m for m in getattr(info, "metadata", ()) if isinstance(m, Mark)}
    pending = [getattr(info, "annotation", info)]
    while pending:
        part = pending.pop()
        found |= {m for m in getattr(part, "__metadata__", ()) if isinstance(m, Mark)}
        if hasattr(part, "__origin__") and hasattr(part, "__metadata__"):
            pending.append(part.__origin__)
        pending.extend(a for a in getattr(part, "__args__", ()) if a is not Ellipsis)
    return frozenset(found)


def complaints(error: ValidationError) -> list[str]:
    """What is wrong with an event's fields, a whole sentence each."""
    sentences = []
    for fault in error.errors():
        where = ".".join(str(part) for part in fault["loc"]) or "the event"
        given = fault.get("input")
        if fault["type"] == "missing":
            sentences.append(f"{where} is missing.")
        elif fault["type"] == "extra_forbidden":
            sentences.append(f"{where} is not a field of this event.")
        else:
            shown = "" if isinstance(given, dict) else f" ({given!r} was given)"
            sentences.append(f"{where}: {fault['msg'].removeprefix('Value error, ')}{shown}.")
    return sentences
