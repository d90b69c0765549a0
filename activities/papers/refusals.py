"""Why a paper may not leave: checks that every paper shares, all told together, each in a plain sentence."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from pydantic import BaseModel, ValidationError

from activities.papers.known import Ask
from cases.events import throughout
from cases.events.base import Frozen
from cases.facts.common import Due, Figure
from cases.nations import NATIONS
from cases.state import Hold
from law.dates import in_words
from templates.manifest import Template
from templates.words import money

MORATORIUMS = ("breathing_space", "mental_health_crisis_moratorium")
# Figures that were frozen on a legal day and so do not go stale: at service, at issue, and what was agreed or ordered.
FROZEN_FIGURES = ("B2", "B3", "B10")
# Figures that are told as those of an earlier day.
OF_THEIR_DAY = ("opening", "before")
_TITLED_PAIR = re.compile(r"\b(Mr|Mrs|Ms|Miss|Dr)\b\.?\s+(and|&)\s+\b(Mr|Mrs|Ms|Miss|Dr)\b", re.IGNORECASE)
_LEFT_OVER = re.compile(r"\{\{|\}\}|\{%|%\}|\bNone\b|\bTBC\b|\bXX+\b|\bTODO\b| ,|\bnan\b")
_DATED = re.compile(
    r"\b(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday) (\d{1,2}) "
    r"(January|February|March|April|May|June|July|August|September|October|November|December) (\d{4})\b"
)
_MONTHS = tuple(month_name)[1:]
_WELSH = r"occupation contracts?|contract-holders?|Renting Homes"
_SCOTTISH = r"sheriff courts?|sheriff officers?|sheriff clerk|Scottish secure|decree|pursuer"
# Words by which a reader would know that a paper was made for the law of another nation.
_OTHER_NATIONS = {
    "england": re.compile(rf"\b({_WELSH}|{_SCOTTISH})\b", re.IGNORECASE),
    "wales": re.compile(
        rf"\b(tenan(?:t|ts|cy|cies)|Housing Act 19\d\d|ground 8|section 8|{_SCOTTISH})\b", re.IGNORECASE
    ),
    "scotland": re.compile(
        r"\b(protocol|county courts?|bailiffs?|warrant of possession|ground 8|HLPAS|Housing Loss Prevention|Civil Legal "
        rf"Advice|Housing Act 19\d\d|statement of truth|particulars of claim|{_WELSH})\b",
        re.IGNORECASE,
    ),
}
_ADDRESS = re.compile(r"\S+@\S+|\b[\w-]+(?:\.[\w-]+)+(?:/\S*)?")  # of mail or of a page: nobody can reword it


class Refusal(Frozen):
    """One reason against a paper: its code (R01 to R28) and a sentence naming the thing.

    first_day: the first on which it no longer stands, where that is known. cite: the provision, where there is one.
    """

    code: str
    details: str
    first_day: date | None = None
    cite: str = ""


class RenderRefused(Exception):
    """The paper may not be written, for the reasons given, all of them at once."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        self.refusals = refusals
        super().__init__(" ".join(f"{r.details} ({r.code})" for r in refusals))

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes, in order, each once."""
        return tuple(dict.fromkeys(r.code for r in self.refusals))


class Draft(Frozen):
    """What a builder made of a case: values for the facts model (None where unknown) and its own refusals.

    said: what is missing and has a refusal of the builder's own, by dotted name.
    """

    values: dict[str, Any]
    refusals: tuple[Refusal, ...] = ()
    said: tuple[str, ...] = ()


def before_facts(template: Template, ask: Ask) -> Iterator[Refusal]:
    """What can be said before the facts are complete: nation, tenure, holds, people, benefit, agreement."""
    yield from _wrong_regime(template, ask)
    yield from _wrong_people(template, ask)
    yield from _holds(template, ask)
    agreement = ask.state.agreement
    if "agreement" in template.stopped_by and agreement and agreement.status == "live":
        made = in_words(agreement.made_on)
        said = f"The agreement made on {made} is being kept, so this paper must not go out before it is broken."
        yield Refusal(code="R16", details=said)
    if "unfit" in template.stopped_by:
        yield from _rent_not_known_due(ask)
    waiting = _benefit_is_not_their_fault(ask) if "benefit" in template.stopped_by else None
    if waiting:
        said = "A benefit claim is pending, its evidence was given and everything else is being paid; the debt waits for it."
        yield Refusal(code="R17", details=said, first_day=_after(waiting), cite=waiting.cite)


def _rent_not_known_due(ask: Ask) -> Iterator[Refusal]:
    """R11-WA: no rent is due for a day on which a dwelling in Wales is unfit, so no figure may be asked for unlooked."""
    held = ask.state.fitness
    if held is None:
        said = (
            "Nobody has recorded whether the dwelling was fit on every day for which rent is asked and its electrical report "
            "given, so the rent lawfully due is not known: record fitness_checked."
        )
        yield Refusal(code="R11-WA", details=said)
    elif not held.payable:
        said = (
            f"On {in_words(held.checked_on)} it was recorded that {held.why}: take the rent of those days out of the "
            "account, and record fitness_checked again."
        )
        yield Refusal(code="R11-WA", details=said)


def _wrong_regime(template: Template, ask: Ask) -> Iterator[Refusal]:
    tenancy = ask.state.the_tenancy
    if tenancy.nation != template.nation:
        nation = tenancy.nation.replace("_", " ").title()
        yield Refusal(
            code="R08", details=f"{template.paper} is for {template.nation.title()}; this home is in {nation}."
        )
    if template.tenures and tenancy.tenure not in template.tenures:
        wanted = " or ".join(t.replace("_", " ") for t in template.tenures)
        held = tenancy.tenure.replace("_", " ")
        yield Refusal(code="R08", details=f"{template.paper} is for a tenancy that is {wanted}; this one is {held}.")


def _wrong_people(template: Template, ask: Ask) -> Iterator[Refusal]:
    tenants, people = ask.state.the_tenancy.tenants, ask.known.people
    for ref in tenants:
        if ref not in people:
            yield Refusal(code="R09", details=f"The tenant {ref} of this case is not among the people on the tenancy.")
    if ask.state.account_ref and ask.state.account_ref != ask.known.account.account_ref:
        held, read = ask.state.account_ref, ask.known.account.account_ref
        yield Refusal(code="R09", details=f"The case is about account {held}; the account that was read is {read}.")
    if template.each and not ask.order.recipient:
        said = f"{template.paper} goes to each person separately; this order names nobody."
        yield Refusal(code="R10", details=said)
    for ref in [ask.order.recipient] if ask.order.recipient else tenants:
        person = people.get(ref or "")
        if person and _TITLED_PAIR.search(person.name):
            said = f"The record of {ref} holds two people under one name; each tenant has their own record and paper."
            yield Refusal(code="R10", details=said)
        if person and template.kind == "letter" and {"post", "letter"} & set(person.never_by):
            said = f"{ref} has told us not to write by post, and this letter goes by post."
            yield Refusal(code="R15", details=said)


def _holds(template: Template, ask: Ask) -> Iterator[Refusal]:
    concerned = {ask.order.recipient, None} if template.each else {*ask.state.the_tenancy.tenants, None}
    for hold in ask.state.holds_on(ask.today):
        since = in_words(hold.from_on)
        if hold.kind == "balance_disputed" and "dispute" in template.stopped_by:
            said = f"The balance has been disputed since {since} and nobody has signed it off."
            yield Refusal(code="R02", details=said, first_day=_after(hold))
        if hold.kind in (*MORATORIUMS, "statutory_moratorium") and "moratorium" in template.stopped_by:
            until = f" until {in_words(hold.last_day)}" if hold.last_day else ""
            said = f"A moratorium has protected the debt since {since}{until}, and this paper asks for it."
            yield Refusal(code="R03", details=said, first_day=_after(hold), cite=hold.cite)
        if hold.tenant in concerned and hold.kind == "deceased":
            said = f"{hold.tenant or 'The tenant'} has died: write to whoever looks after the estate."
            yield Refusal(code="R14", details=said)
        if hold.tenant in concerned and hold.kind == "capacity_in_question" and "capacity" in template.stopped_by:
            who = hold.tenant or "the tenant"
            said = f"Whether {who} can deal with this alone is in question since {since} and is not decided."
            yield Refusal(code="R14", details=said)


def _after(hold: Hold) -> date | None:
    """The first day after a hold; None while it has no last day."""
    return hold.last_day + timedelta(days=1) if hold.last_day else None


def _benefit_is_not_their_fault(ask: Ask) -> Hold | None:
    """The hold of the three things that together stop a claim: evidence given, entitlement likely, everything else paid."""
    holds = [h for h in ask.state.holds_on(ask.today) if h.kind == "benefit_claim_pending"]
    opened = [e for e in ask.known.events if isinstance(e, throughout.HoldOpened) and e.hold == "benefit_claim_pending"]
    if not holds or not opened:
        return None
    met = all((opened[-1].evidence_given, opened[-1].eligibility_expected, opened[-1].other_sums_paid))
    return holds[-1] if met else None


def missing(model: type[BaseModel], values: Mapping[str, Any]) -> tuple[Frozen | None, list[str]]:
    """The facts, or the dotted names of every mandatory field that is empty. Raises ValidationError on other faults."""
    try:
        return model.model_validate(_without_none(values)), []  # type: ignore[return-value]
    except ValidationError as fault:
        empty: list[str] = []
        other: list[str] = []
        for one in fault.errors():
            path = ".".join(str(part) for part in one["loc"])
            is_empty = one["type"] == "missing" or one["input"] in (None, "", (), [])
            (empty if is_empty or _blank(one["input"]) else other).append(path)
        # a list is called too short, too, when one of its items is incomplete: then only the item is missing something
        if any(not any(path.startswith(f"{one}.") for path in empty) for one in other):
            raise
        return None, list(dict.fromkeys(empty))


def _blank(value: Any) -> bool:
    return isinstance(value, str) and not value.strip()


def _without_none(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {k: _without_none(v) for k, v in value.items() if v is not None}
    return value


def told_missing(paper: str, paths: list[str]) -> Refusal:
    """R04, naming every field that is missing and where each is kept."""
    named = ", ".join(f"{path.replace('.', ' ').replace('_', ' ')} ({path})" for path in paths)
    settings = any(path.startswith("landlord") for path in paths)
    where = " What is the landlord's belongs in the landlord's settings." if settings else ""
    return Refusal(code="R04", details=f"{paper} cannot be written without: {named}.{where}")


def after_facts(template: Template, ask: Ask, facts: Frozen) -> Iterator[Refusal]:
    """What the completed facts show: stale or mixed figures, days that cannot be, disagreement with the decision."""
    limit, position = template.balance_days, ask.known.position
    for path, value in _parts(facts, ""):
        if isinstance(value, Figure):
            age = (ask.today - value.as_at).days
            if age < 0:
                said = f"The figure {path} is as at {in_words(value.as_at)}, which has not come yet."
                yield Refusal(code="R13", details=said)
            elif age > limit and value.code not in FROZEN_FIGURES and not path.endswith(OF_THEIR_DAY):
                days = "1 day" if limit == 1 else f"{limit} days"
                said = f"The balance is as at {in_words(value.as_at)}; this paper needs one at most {days} old."
                yield Refusal(code="R01", details=said)
            if value.code == "B1" and position and position.total is not None and value.as_at == position.as_at:
                rent_alone = position.total - position.excluded
                if position.excluded > 0 and value.pence > rent_alone:
                    said = (
                        f"The figure {money(value.pence)} called rent arrears holds more than rent: "
                        f"{money(position.excluded)} on the account is costs or other debt."
                    )
                    yield Refusal(code="R11", details=said)
        if isinstance(value, Due) and value.to_act:
            if value.on < ask.today:
                yield Refusal(code="R13", details=f"The day to act by, {in_words(value.on)}, has passed.")
            elif not working_day(value.on, template.nation):
                said = f"The day to act by, {in_words(value.on)}, is not a working day."
                yield Refusal(code="R13", details=said)
    yield from _disagreements(ask, facts)


def _disagreements(ask: Ask, facts: Frozen) -> Iterator[Refusal]:
    """Where the decision that ordered the paper and the facts found for it have different days or pence."""
    for name, ordered in ask.order.facts.items():
        found = getattr(facts, name, None)
        plain = found.pence if isinstance(found, Figure) else found.on if isinstance(found, Due) else found
        if isinstance(plain, date):
            plain = plain.isoformat()
        if ordered is not None and isinstance(plain, str | int) and type(plain) is type(ordered) and plain != ordered:
            said = f"The decision says {name.replace('_', ' ')} is {ordered}; the record and the account give {plain}."
            yield Refusal(code="R25", details=said)


def after_render(text: str, nation: str = "england", own: tuple[str, ...] = ()) -> Iterator[Refusal]:
    """What only the finished paper shows: leftovers, a weekday that is not the day's, another nation's words.

    own: names, addresses and words of the record, which are nobody's to choose and in which such a word is none of ours.
    """
    text = " ".join(text.split())
    for name in sorted((" ".join(name.split()) for name in own if name.strip()), key=len, reverse=True):
        text = text.replace(name, "·")
    left = sorted({found.group() for found in _LEFT_OVER.finditer(text)})
    if left:
        shown = ", ".join(repr(one) for one in left)
        yield Refusal(code="R05", details=f"The finished paper still holds {shown}.")
    for named, day, month, year in _DATED.findall(text):
        try:
            real = f"{date(int(year), _MONTHS.index(month) + 1, int(day)):%A}"
        except ValueError:
            yield Refusal(code="R13", details=f"There is no {day} {month} {year}.")
            continue
        if real != named:
            yield Refusal(code="R13", details=f"{day} {month} {year} is a {real}, not a {named}.")
    other = _OTHER_NATIONS[nation].search(_ADDRESS.sub("", text))
    if other:
        yield Refusal(code="R24", details=f"The words {other.group()!r} belong to the law of another nation.")


def working_day(day: date, nation: str = "england") -> bool:
    """Whether a day is a business day in a nation; beyond the calendar we hold, any day but a weekend."""
    works = NATIONS[nation].works(day)
    return day.weekday() < 5 if works is None else works


def working_days_on(day: date, number: int, nation: str = "england") -> date:
    """The `number`-th working day after a day."""
    while number:
        day += timedelta(days=1)
        number -= working_day(day, nation)
    return day


def _parts(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Every model inside the facts, with its dotted name."""
    if isinstance(value, Frozen):
        if path:
            yield path, value
        for name in type(value).model_fields:
            yield from _parts(getattr(value, name), f"{path}.{name}" if path else name)
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from _parts(item, f"{path}[{place}]")
