"""What every paper's facts are made of: balances by code, computed days, and the head that all letters share.

A mandatory field left empty stops the paper (R04); what a template prints and what its model holds are the same
(`templates.linter`). Words about people are plain strings; what the law counts with is a number, a day, a flag or a
`Code`, and only those go into the manifest that is kept with the paper.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import Field, StringConstraints

from cases.events.base import Frozen

Period = Literal["weekly", "fortnightly", "four_weekly", "monthly", "quarterly", "yearly"]
Every = Literal["week", "fortnight", "four_weeks", "month"]
BalanceCode = Literal["B0", "B1", "B2", "B3", "B4", "B5", "B6a", "B6b", "B7", "B8", "B9", "B10", "B11"]


class Unprinted:
    """Marks a field that is kept in the manifest of facts and is not meant for the page."""


class Sum:
    """Marks pence that are no balance: rent, an instalment, a posting, a fee. `code` names which, in the manifest."""

    def __init__(self, code: str) -> None:
        self.code = code


class Fingerprint:
    """Marks lines of which the manifest keeps a hash, so that a later paper can tell whether they are still the same."""


class Coded:
    """Marks words that are a reference or a code of the law, never a name: they may go into the manifest."""


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Code = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), Coded]
Lines = Annotated[tuple[Text, ...], Field(min_length=1)]
Rent = Annotated[int, Field(gt=0), Sum("rent")]
Instalment = Annotated[int, Field(ge=0), Sum("instalment")]
Posted = Annotated[int, Field(ge=0), Sum("posting")]
Running = Annotated[int, Sum("running")]  # the balance after a posting
Benefit = Annotated[int, Field(gt=0), Sum("benefit")]
Fee = Annotated[int, Field(ge=0), Sum("fee")]
Judgment = Annotated[int, Field(ge=0), Sum("judgment")]


class Figure(Frozen):
    """A balance in pence, by its code, and the day at whose end it was good.

    B0 all accounts together; B1 rent arrears; B2 at service; B3 when the claim began; B4 at the hearing; B5 benefit
    expected; B6a and B6b before and since a moratorium; B7 court costs; B8 short under an order or agreement; B9 after
    the tenancy; B10 daily rate; B11 barred by time.
    """

    code: Annotated[BalanceCode, Unprinted()]
    pence: int
    as_at: date


class Due(Frozen):
    """A day by which, or from which, something can be done, with the days behind it.

    to_act: the reader must act by it, so it has to be a working day that has not passed.
    """

    on: date
    statutory: Annotated[date | None, Unprinted()] = None
    safe: Annotated[date | None, Unprinted()] = None
    rule: Annotated[str, Unprinted(), Coded()] = ""
    to_act: Annotated[bool, Unprinted()] = False


class Landlord(Frozen):
    """The landlord as a reader meets it (L6, L17, L18)."""

    name: Text
    address: Lines
    phone: Text
    hours: Text
    email: Text
    relay: Text | None = None
    complaints_phone: Text
    complaints_url: Text
    ombudsman: Text
    privacy: Text


class Officer(Frozen):
    """The named person to talk to, who also signs (L7, L20)."""

    name: Text
    role: Text
    phone: Text
    email: Text


class Reader(Frozen):
    """Whom a letter is for, as they write their own name, and where it goes (L2, L3)."""

    name: Text
    address: Lines


class Adviser(Frozen):
    """Free and independent help. A number that was not checked lately is left out, never guessed."""

    name: Text
    phone: Text | None = None
    web: Text | None = None


class Expected(Frozen):
    """A benefit payment for periods already charged that has not come yet: shown beside B1, never taken off it."""

    source: Text
    sum: Figure
    on: date | None = None


class Row(Frozen):
    """One line of a rent statement: a charge or a credit, and the balance after it."""

    on: date
    what: Text
    charge: Posted | None = None
    credit: Posted | None = None
    balance: Running


class Statement(Frozen):
    """A rent statement: opening balance, every charge and credit, closing balance. Pence.

    listed_to: the last day whose charges and payments are lines, where that is not all that the balance holds. unlisted:
    what lies between the lines and the closing balance, in one sum; it is in no total.
    """

    since: date
    until: date  # the last day in it
    opening: Figure
    rows: tuple[Row, ...]
    listed_to: date | None = None
    unlisted: Row | None = None
    charged: Posted
    paid: Posted
    closing: Figure

    @property
    def adds_up(self) -> bool:
        """Whether opening, charges and credits give the closing balance and each running balance, to the penny."""
        running = self.opening.pence
        for row in (*self.rows, self.unlisted) if self.unlisted else self.rows:
            running += (row.charge or 0) - (row.credit or 0)
            if running != row.balance:
                return False
        apart = (self.unlisted.charge or 0) - (self.unlisted.credit or 0) if self.unlisted else 0
        return running == self.closing.pence == self.opening.pence + self.charged - self.paid + apart


class LetterStatement(Statement):
    """A statement in a letter. not_rent: the part of its closing balance that is for other charges."""

    not_rent: Figure | None = None


class Letter(Frozen):
    """The head and foot that every letter shares (L1 to L20)."""

    on: date
    reader: Reader
    home: Lines | None = None  # the home, where the letter goes elsewhere (L4)
    reference: Code
    landlord: Landlord
    officer: Officer
    advice: Annotated[tuple[Adviser, ...], Field(min_length=1)]
    joint: bool


class Beat(Frozen):
    """What is to be paid under an agreement or an order. Pence.

    total: rent and the part towards the arrears in one sum every `every`; None where they fall due in two rhythms.
    """

    plus: Instalment  # towards the arrears, every `every`
    every: Every
    first_on: date
    rent: Instalment  # the rent, every `rent_every`; 0 when it is no part of what is to be paid
    rent_every: Period
    total: Instalment | None = None


class Dated(Frozen):
    """One payment of a calendar."""

    on: date
    sum: Instalment


class Missed(Frozen):
    """One instalment as it was due and as it was paid. awaits: the day of the benefit payment that it waits for."""

    due_on: date
    due: Instalment
    paid: Instalment
    paid_on: date | None = None
    short: Instalment
    awaits: date | None = None


def fingerprint(lines: Iterable[str]) -> str:
    """A hash by which two addresses can be told apart without keeping them: letters and figures count, not how they are set."""
    plain = "".join(sign for sign in " ".join(lines).casefold() if sign.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


def manifest(facts: Frozen) -> dict[str, Any]:
    """What is kept with a paper: every figure, day, flag and code in it, by dotted name; no name and no free words."""
    return dict(_kept(facts, ""))


def figures(facts: Frozen) -> list[tuple[str, str, int]]:
    """(dotted name, code, pence) of every sum of money in the facts."""
    found = []
    for path, value in manifest(facts).items():
        if isinstance(value, dict) and "pence" in value:
            found.append((path, str(value["code"]), int(value["pence"])))
    return found


def _kept(model: Frozen, above: str) -> Iterator[tuple[str, Any]]:
    for name, info in type(model).model_fields.items():
        value = getattr(model, name)
        path = f"{above}.{name}" if above else name
        yield from _kept_value(value, path, tuple(info.metadata) + _marks(info.annotation))


def _kept_value(value: Any, path: str, marks: tuple[Any, ...]) -> Iterator[tuple[str, Any]]:
    sums = [m for m in marks if isinstance(m, Sum)]
    if isinstance(value, Figure):
        yield path, {"code": value.code, "pence": value.pence, "as_at": value.as_at.isoformat()}
    elif isinstance(value, Due):
        yield path, value.model_dump(mode="json", exclude_defaults=True)
    elif isinstance(value, Frozen):
        yield from _kept(value, path)
    elif isinstance(value, tuple) and any(isinstance(m, Fingerprint) for m in marks):
        yield f"{path}.sha256", fingerprint(value)
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from _kept_value(item, f"{path}[{place}]", marks)
    elif isinstance(value, bool):
        yield path, value
    elif isinstance(value, int):
        yield path, {"code": sums[0].code, "pence": value} if sums else value
    elif isinstance(value, date | datetime):
        yield path, value.isoformat()
    elif isinstance(value, str) and any(m is Coded or isinstance(m, Coded) for m in marks):
        yield path, value


def _marks(annotation: Any) -> tuple[Any, ...]:
    """The marks inside `X | None` and `tuple[X, ...]`; a Literal counts as coded."""
    if get_origin(annotation) is Literal:
        return (Coded,)
    found = tuple(getattr(annotation, "__metadata__", ()))
    for part in get_args(annotation) if not found else (annotation.__origin__,):
        if part is not Ellipsis:
            found += _marks(part)
    return found
