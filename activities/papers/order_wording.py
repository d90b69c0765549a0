"""The words of each order that can be asked for: ours, numbered, one thing to a paragraph; the court's own form prevails.

Arrears and costs are never in one paragraph. What is not known is a gap with dots.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from templates.words import court_day, every, listed, money

DOTS = "................"
FORMS: Mapping[str, str] = MappingProxyType(
    {
        "outright": "Outright possession (N26)",
        "suspended": "Possession suspended on terms (N28)",
        "postponed": "Possession postponed, the date to be fixed (N28A)",
        "adjourned_on_terms": "Claim adjourned on terms",
        "directions": "Adjourned with directions",
        "money_only": "Judgment for money only",
        "dismissed": "Claim dismissed",
        "withdrawn": "Claim withdrawn",
        "warrant_suspended": "Warrant suspended on terms",
    }
)
#: Orders that the court can only make where the ground leaves it a choice (Housing Act 1980 s.89; 1985 s.85; 1988 s.9).
NEEDS_A_CHOICE = frozenset({"suspended", "postponed", "adjourned_on_terms", "warrant_suspended"})
ON_TERMS = NEEDS_A_CHOICE


@dataclass(frozen=True, slots=True)
class OrderSpec:
    """What an order says. None: not known, and left as a gap. Pence; arrears with the day at whose end they were owed.

    money: whether the arrears are asked for. fee: the court fee, to be named among the costs. hardship: the reason for a
    later day where the court has no choice. restore_by: the day at 4pm of which the claim is struck out.
    """

    kind: str
    home: str
    arrears: tuple[int, date] | None = None
    daily: int | None = None
    money: bool = True
    fee: int | None = None
    costs: int | None = None
    possession_on: date | None = None
    rent: int | None = None
    rent_period: str = ""
    extra: int | None = None
    every: str = ""
    first_on: date | None = None
    restore_by: date | None = None
    restore_days: int | None = None
    adjourned_to: date | None = None
    warrant: str = ""


def paragraphs(spec: OrderSpec) -> tuple[str, ...]:
    """The paragraphs of the order in their order."""
    return tuple(_KINDS[spec.kind](spec))


def recital(
    grounds: list[str],
    *,
    mandatory: bool,
    proceedings: str,
    arrears: tuple[int, date] | None,
    hardship: str = "",
    advice: str = "",
    named: str = "",
) -> str:
    """Who came, which ground was proved (without it no later court can tell whether it had a choice), and what was owed.

    proceedings: the provision of a notice of proceedings, which needs no ground; else empty. named: the grounds in words,
    where they have no numbers.
    """
    came = f"The claimant appeared by {DOTS}. The defendant {DOTS}."
    agreed = f" The parties agree, and the defendant {advice} advice from the duty scheme." if advice else ""
    owed = (
        f" Unpaid rent at the end of {court_day(arrears[1])} was {money(max(arrears[0], 0))}, not counting costs."
        if arrears
        else ""
    )
    hard = (
        f" The court was satisfied that an earlier day would cause exceptional hardship because {hardship}."
        if hardship
        else ""
    )
    if proceedings:
        given = f"The court was satisfied that notice of proceedings was given as {proceedings} requires."
        return f"{came}{agreed} {given}{hard}{owed}"
    named = (
        named or f"ground{'s' if len(grounds) > 1 else ''} {listed(grounds)}" if named or grounds else f"ground {DOTS}"
    )
    reasonable = "" if mandatory else " and that an order was reasonable"
    return f"{came}{agreed} The court found {named} proved{reasonable}.{hard}{owed}"


def _outright(spec: OrderSpec) -> Iterator[str]:
    yield _give_up(spec)
    yield from _judgment(spec, daily=True)
    yield _costs(spec)


def _suspended(spec: OrderSpec) -> Iterator[str]:
    yield _give_up(spec)
    yield from _judgment(spec)
    yield _costs(spec)
    held = "Paragraphs 1 and 2" if spec.money else "Paragraph 1"
    yield f"{held} cannot be enforced so long as the defendant pays {_terms(spec)}."
    yield "When the arrears have been paid in full, paragraph 1 can no longer be enforced."
    yield "Either side may apply to change these terms."


def _postponed(spec: OrderSpec) -> Iterator[str]:
    yield f"The defendant must give up possession of {spec.home} to the claimant on a date to be fixed by the court."
    yield from _judgment(spec)
    yield _costs(spec)
    yield f"No date will be fixed while the defendant pays {_terms(spec)}."
    yield (
        "If a payment is missed the claimant may, after giving the written notice that the practice direction requires, apply "
        "for a date."
    )
    yield "When the arrears have been paid in full, no date can be fixed under paragraph 1."
    yield "Either side may apply to change these terms."


def _adjourned(spec: OrderSpec) -> Iterator[str]:
    notice = f"at least {spec.restore_days} days'" if spec.restore_days else DOTS
    yield f"The claim is adjourned while the defendant pays {_terms(spec)}."
    yield (
        "If a payment is missed the claimant may ask in writing, with an up-to-date statement copied to the defendant, for the "
        f"claim to be listed on {notice} notice."
    )
    by = f"4pm on {court_day(spec.restore_by)}" if spec.restore_by else DOTS
    yield f"If no such request is made by {by} the claim is struck out."
    yield _costs(spec)


def _directions(spec: OrderSpec) -> Iterator[str]:
    yield f"The claim is adjourned to {court_day(spec.adjourned_to) if spec.adjourned_to else DOTS}, {DOTS} minutes."
    yield f"The defendant is to file and send a defence, and any counterclaim, by {DOTS}."
    yield (
        "The claimant is to send the defendant the full rent account, the notice with the proof of its service, and the record "
        f"of the steps under the protocol, by {DOTS}."
    )
    yield f"Statements of witnesses are to be exchanged by {DOTS}."
    rent = f"now {money(spec.rent)} every {every(spec.rent_period)}, " if spec.rent else ""
    yield f"Meanwhile the defendant is to pay the current rent, {rent}when it falls due."


def _money_only(spec: OrderSpec) -> Iterator[str]:
    yield from _judgment(spec)
    yield _costs(spec)


def _ended(spec: OrderSpec) -> Iterator[str]:
    yield "The claim is dismissed." if spec.kind == "dismissed" else "The claimant has leave to withdraw the claim."
    yield "There is no order as to costs."


def _warrant(spec: OrderSpec) -> Iterator[str]:
    yield f"The warrant of possession no. {spec.warrant or DOTS} is suspended while the defendant pays {_terms(spec)}."
    yield "Either side may apply to change these terms."


def moratorium(begins: date, ends: date | None) -> str:
    """That nothing may be enforced for a debt while a moratorium covers it."""
    until = court_day(ends) if ends else DOTS
    return (
        f"The court was told that a debt respite moratorium is in force from {court_day(begins)} to {until}. Nothing may be done "
        "to enforce this order for the debt that it covers while it lasts."
    )


def _give_up(spec: OrderSpec) -> str:
    by = court_day(spec.possession_on) if spec.possession_on else DOTS
    return f"The defendant must give up possession of {spec.home} to the claimant on or before {by}."


def _judgment(spec: OrderSpec, *, daily: bool = False) -> Iterator[str]:
    if not spec.money:
        return
    owed = f"{money(max(spec.arrears[0], 0))} for rent unpaid to {court_day(spec.arrears[1])}" if spec.arrears else DOTS
    rate = f" and {money(spec.daily)} a day from then until possession is given" if daily and spec.daily else ""
    yield f"The defendant must pay the claimant {owed}{rate}."


def _costs(spec: OrderSpec) -> str:
    if spec.costs is not None:
        return f"The defendant must pay the claimant's costs of {money(spec.costs)}."
    fee = f"the court fee of {money(spec.fee)} and " if spec.fee else ""
    return f"The defendant must pay the claimant's costs: {fee}fixed costs of {DOTS}."


def _terms(spec: OrderSpec) -> str:
    """Rent and, in addition, a sum towards the arrears: `rent plus £5` alone could be read in two ways."""
    rent = f"{money(spec.rent)} every {every(spec.rent_period)}" if spec.rent else DOTS
    extra = f"{money(spec.extra)} every {every(spec.every)}" if spec.extra and spec.every else f"£{DOTS} every {DOTS}"
    return (
        f"(a) the current rent, now {rent}, when it falls due and, in addition to it, (b) {extra} towards the arrears, the "
        f"first payment on {court_day(spec.first_on) if spec.first_on else DOTS}"
    )


_KINDS: Mapping[str, Callable[[OrderSpec], Iterator[str]]] = MappingProxyType(
    {
        "outright": _outright,
        "suspended": _suspended,
        "postponed": _postponed,
        "adjourned_on_terms": _adjourned,
        "directions": _directions,
        "money_only": _money_only,
        "dismissed": _ended,
        "withdrawn": _ended,
        "warrant_suspended": _warrant,
    }
)
