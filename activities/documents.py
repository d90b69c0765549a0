"""Writing a paper: gather what is known, refuse what may not leave, fill in the template, hash what came out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from pydantic import BaseModel

import law
from activities.papers import BUILDERS, welsh
from activities.papers.gathering import gather
from activities.papers.known import Ask, Known, OwnWording
from activities.papers.legal_words import NONE_WANTED, Used, Words, not_in_force, relevant_day, words_for
from activities.papers.own_words import not_usable
from activities.papers.record import free_words
from activities.papers.refusals import (
    Refusal,
    RenderRefused,
    after_facts,
    after_render,
    before_facts,
    missing,
    told_missing,
)
from cases.events.base import Event, Frozen
from cases.facts.common import manifest
from cases.state import State
from cases.steps import Objection, WriteDocument
from templates import Marks, engine, intake, package
from templates import manifest as papers
from templates.manifest import Template

__all__ = ["Known", "Refusal", "RenderRefused", "Rendered", "gather", "render", "render_facts", "unsettled_of"]


class Rendered(Frozen):
    """A finished paper. `facts` are figures with their codes, days and references, never a name.

    facts_sha256 is of everything that went into the paper, names included, so that a change of any of it shows. lacks_welsh: it
    is for somebody whose language is Welsh, and the landlord has added no Welsh wording of it.
    """

    name: str
    content: bytes
    content_sha256: str
    facts: dict[str, Any]
    facts_sha256: str
    template_version: str
    specimen: bool
    unsettled: tuple[law.Unsettled, ...] = ()
    used: tuple[Used, ...] = ()
    lacks_welsh: bool = False


def render(
    order: WriteDocument,
    *,
    state: State,
    event: Event,
    today: date,
    known: Known,
    unsettled: tuple[law.Unsettled, ...] = (),
) -> Rendered:
    """The paper that a decision ordered. `state` is the state after the event.

    unsettled: what of the law behind the decision is neither confirmed nor signed off; what the paper itself asks is added.

    Raises RenderRefused with every reason at once, and NoTemplate for a paper that does not exist.
    """
    ask = Ask(order=order, state=state, event=event, today=today, known=known)
    with law.noting() as answers:
        template, facts = complete(ask)
    reader, day = ask.reader, relevant_day(template, facts, today)
    wanted = welsh.wanted(template, ask)
    in_welsh = known.own_wording(welsh.named(template.paper), day) if wanted else None
    return render_facts(
        template,
        facts,
        on=today,
        draft=order.draft,
        words=words_for(template, facts, known.texts, day),
        wording=in_welsh or known.own_wording(template.paper, day),
        lacks_welsh=wanted and in_welsh is None,
        large_print=bool(reader and reader.large_print),
        recipient=order.recipient,
        event_id=order.event_id,
        unsettled=tuple(dict.fromkeys((*unsettled, *law.unsettled(answers)))),
        own=tuple(_own_words(known)),
    )


def _own_words(known: Known) -> Iterator[str]:
    """Names, addresses, what the landlord says of himself and what people typed: nobody may be refused a paper for living in
    Tenant Street, and the words of the record are printed as they are."""
    landlord = known.landlord
    yield from (*known.account.home, *landlord.lines, *landlord.pay_methods, *(a.name for a in landlord.advice))
    yield from (landlord.legal_name or "", landlord.trading_name or "", landlord.hours or "", landlord.crisis_fund)
    for person in known.people.values():
        yield from (person.name, person.legal_name or "", *(person.address or ()))
    yield from free_words(known.events)


def complete(ask: Ask) -> tuple[Template, Frozen]:
    """The paper that is asked for and its completed facts. Raises RenderRefused with every reason at once."""
    code = code_of(ask.order)
    template, builder = papers.template(code), BUILDERS[code]
    against = list(before_facts(template, ask))
    draft = builder.build(ask)
    against += not_in_force(template, relevant_day(template, draft.values, ask.today))
    against += draft.refusals
    facts, empty = missing(builder.facts, draft.values)
    if facts is None:
        unsaid = [path for path in empty if path not in draft.said]
        raise RenderRefused(_once([*([told_missing(code, unsaid)] if unsaid else []), *against]))
    against += after_facts(template, ask, facts)
    if against:
        raise RenderRefused(_once(against))
    return template, facts


def refusals(ask: Ask) -> tuple[Refusal, ...]:
    """Why the paper may not leave, as far as its facts tell: nothing is written for it."""
    try:
        complete(ask)
    except RenderRefused as no:
        return no.refusals
    return ()


def objection(order: WriteDocument, refusal: Refusal) -> Objection:
    """A refusal of an act's own paper as a reason against the act."""
    return Objection(
        rule=f"paper.{order.paper}.{refusal.code}",
        says=f"The paper {order.paper} cannot leave ({refusal.code}): {refusal.details}",
        cite=refusal.cite,
        first_day=refusal.first_day,
        kind="account" if refusal.code in ("R01", "R02") else "policy",  # the first two are read from the account
    )


def code_of(order: WriteDocument) -> str:
    """The template's code: the paper's own, with its variant (`E-42-court`) where it has one for another reader."""
    variant = order.facts.get("variant")
    code = f"{order.paper}-{variant}"
    return code if variant and code in BUILDERS else order.paper


def render_facts(
    template: Template,
    facts: Frozen,
    *,
    on: date,
    draft: bool = False,
    words: Words = NONE_WANTED,
    wording: OwnWording | None = None,
    large_print: bool = False,
    recipient: str | None = None,
    event_id: str = "",
    unsettled: tuple[law.Unsettled, ...] = (),
    own: tuple[str, ...] = (),
    lacks_welsh: bool = False,
) -> Rendered:
    """The paper from its completed facts. Raises RenderRefused when the finished page shows something wrong.

    words: the law's own words for it. wording: the landlord's own in place of ours. own: names and other words in it that are
    nobody's to choose, so that they are no words of another nation's law.
    """
    version, used = template.version, words.used
    if wording:
        version = f"own {wording.version}{' (Welsh)' if welsh.paper_of(wording.paper)[1] else ''}"
        used = (*used, Used(kind="paper", name=wording.paper, version=wording.version, sha256=wording.sha256))
    marks = Marks(
        template.paper,
        version,
        template.title,
        specimen=words.specimen,
        draft=draft,
        unsettled=bool(unsettled),
        law=words.law,
    )
    content = _filled_in(template, wording, facts, marks, on, large_print)
    said, left_out = _without(package.text(content), words.law.lines)
    against = (*_not_whole(template, left_out), *after_render(said, template.nation, own))
    if against:
        raise RenderRefused(against)
    return Rendered(
        name=file_name(template.paper, on=on, recipient=recipient, event_id=event_id, draft=draft),
        content=content,
        content_sha256=hashlib.sha256(content).hexdigest(),
        facts=manifest(facts),
        facts_sha256=_hash(facts),
        template_version=version,
        specimen=words.specimen,
        unsettled=unsettled,
        used=used,
        lacks_welsh=lacks_welsh,
    )


def _filled_in(
    template: Template, wording: OwnWording | None, facts: Frozen, marks: Marks, on: date, large_print: bool
) -> bytes:
    """The .docx. What is wrong with our own template is a fault; with a landlord's it stops the paper with a sentence."""
    if wording is None:
        return engine.render(template.source, facts, marks=marks, on=on, large_print=large_print)
    against = tuple(not_usable(wording))
    if against:
        raise RenderRefused(against)
    language = intake.WELSH if welsh.paper_of(wording.paper)[1] else intake.LANGUAGE
    try:
        return engine.render(wording.content, facts, marks=marks, on=on, large_print=large_print, language=language)
    except engine.TemplateError as fault:
        raise RenderRefused((Refusal(code="R05", details=f"In the landlord's own wording: {fault}"),)) from fault


def _without(text: str, lines: tuple[str, ...]) -> tuple[str, list[str]]:
    """The text without the law's own words, which nobody may reword; and which of them are not in it word for word."""
    missing = []
    for line in sorted(lines, key=len, reverse=True):
        plain = line.replace("\t", " ")
        if plain not in text:
            missing.append(line)
        text = text.replace(plain, "", 1)
    return text, missing


def _not_whole(template: Template, missing: list[str]) -> Iterator[Refusal]:
    if missing:
        said = (
            f"The words of the law are not in {template.paper} word for word: {missing[0][:80]!r} is not there"
            f"{f', nor are {len(missing) - 1} other paragraphs' if len(missing) > 1 else ''}."
        )
        yield Refusal(code="R06", details=said)


def file_name(paper: str, *, on: date, recipient: str | None, event_id: str, draft: bool) -> str:
    """`2026-11-30 E-01 P1 3f2a9c01.docx`: unique in a case, since an event writes a paper for a reader once."""
    parts = [on.isoformat(), paper, recipient or "case", event_id.replace("-", "")[:8]]
    safe = [part.replace("/", "_").replace("\\", "_") for part in parts if part]
    return "_".join([*safe, "draft"] if draft else safe) + ".docx"


def unsettled_of(done: Rendered) -> dict[str, Any]:
    """What of the law behind a paper is not settled, and whether it lacks its Welsh, as its row keeps it; else nothing."""
    unsettled = {"unsettled": [u.model_dump(mode="json") for u in done.unsettled]} if done.unsettled else {}
    return {**unsettled, "lacks_welsh": True} if done.lacks_welsh else unsettled


def _hash(facts: BaseModel) -> str:
    whole = json.dumps(facts.model_dump(mode="json"), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(whole.encode()).hexdigest()


def _once(refusals: list[Refusal]) -> tuple[Refusal, ...]:
    return tuple(dict.fromkeys(refusals))
