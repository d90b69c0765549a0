"""Official forms: a file is taken in when it is the form that the map was made for, and filled in from a case's facts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from activities import documents, form_rules
from activities.form_fields import FormRefused, Spot, filled, read
from activities.form_rules import Value
from activities.papers import BUILDERS
from activities.papers.known import Ask
from activities.papers.refusals import RenderRefused
from cases import events
from cases.events import Event
from cases.events.base import Frozen
from cases.facts.court import Particulars
from cases.state import State
from cases.steps import WriteDocument
from cases.trial import matured
from store import documents as papers
from store import ledger
from store.board import BoardRow
from store.db import Connection
from templates import manifest
from templates.form_maps import BadMap, FormMap, all_forms, matched

__all__ = ["Filled", "FormRefused", "add", "draft_map", "fill", "put_into"]


@dataclass(frozen=True, slots=True)
class Filled:
    """A form with the facts of a case in it. left: its fields that are a person's. moved: those too small for their words."""

    content: bytes
    left: tuple[str, ...]
    moved: tuple[str, ...]


def add(
    content: bytes,
    folder: Path,
    *,
    form: str | None = None,
    sha256: str | None = None,
    own: FormMap | None = None,
    by: str,
    now: datetime,
) -> FormMap:
    """Takes a form's file in, known by its hash; or as `form`, where somebody (`by`) has compared it and says its hash.

    own: the landlord's map of it, which is kept beside it and names the file's hash.

    Raises FormRefused for a file of unknown hash, with what is known, and for one that lacks fields of the map, naming each.
    """
    found = hashlib.sha256(content).hexdigest()
    mapped = _owns(found, own) if own else next((m for m in all_forms(folder).values() if found in m.sha256), None)
    if mapped is None:
        mapped = _on_their_word(found, folder, form, sha256)
    have = read(content)
    wrong = matched(mapped.fields, have)[1]
    if wrong:
        raise FormRefused(
            f"This file is not {mapped.form} of version {mapped.version}: {'; '.join(wrong)}. "
            f"It has {len(have)} fields: {', '.join(map(repr, have)) or 'none'}."
        )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{mapped.form}.pdf").write_bytes(content)
    if own:
        (folder / f"{mapped.form}.toml").write_text(as_toml(mapped), encoding="utf-8")
    told = {
        "form": mapped.form,
        "version": mapped.version,
        "sha256": found,
        "added_by": by,
        "added_at": now.isoformat(),
    }
    (folder / f"{mapped.form}.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return mapped


def _owns(found: str, own: FormMap) -> FormMap:
    form_rules.check(own)
    if found not in own.sha256:
        raise FormRefused(
            f"The map of {own.form} was made for another file (SHA-256 {', '.join(own.sha256) or 'none named'}); this one is "
            f"{found}: draft a map of it with `forms map`."
        )
    return own


def _on_their_word(found: str, folder: Path, form: str | None, sha256: str | None) -> FormMap:
    mapped = all_forms(folder).get((form or "").strip().upper())
    known = "; ".join(
        f"{one.form} {one.version}: {', '.join(one.sha256) or 'no file is known by its hash yet'}"
        for one in all_forms(folder).values()
    )
    if mapped is None or sha256 is None:
        raise FormRefused(
            f"No map is known to fit this file (SHA-256 {found}). Known are {known}. When you have compared its fields with "
            "the map, add it with --form NAME --sha256 HASH --by E-MAIL; for another form draft a map with `forms map`."
        )
    if sha256.strip().lower() != found:
        raise FormRefused(f"The hash given is not that of the file, which is {found}.")
    return mapped


def fill(
    connection: Connection,
    row: BoardRow,
    mapped: FormMap,
    folder: Path,
    *,
    today: date,
    tenant: str | None = None,
    options: Mapping[str, Any] | None = None,
) -> Filled:
    """The form with the case's facts in its fields, to be checked and signed by a person.

    tenant: whom the form is about, where there is one for each. options: what no event says, as for a claim's pack.
    Raises FormRefused when the form was not added, was changed since, is not the one for this case, or the facts may not be
    written.
    """
    held, record = folder / f"{mapped.form}.pdf", folder / f"{mapped.form}.json"
    if not held.exists() or not record.exists():
        raise FormRefused(f"The form {mapped.form} is not here: fetch it from the court's pages and `forms add` it.")
    content = held.read_bytes()
    if hashlib.sha256(content).hexdigest() != json.loads(record.read_text("utf-8"))["sha256"]:
        raise FormRefused(f"The file of {mapped.form} was changed since it was added: add it again.")
    return put_into(content, mapped, _facts(connection, row, mapped, today, tenant, dict(options or {})))


def put_into(content: bytes, mapped: FormMap, facts: Frozen) -> Filled:
    """A form's file with these facts in it by the map. Raises FormRefused with everything that is wrong."""
    for path, wanted in mapped.only.items():
        if (found := str(form_rules.at(facts, path))) != wanted:
            raise FormRefused(
                f"{mapped.form} is not the form for this: {path.replace('_', ' ')} is {found}, not {wanted}."
            )
    have = read(content)
    names, wrong = matched(mapped.fields, have)
    if wrong:
        raise FormRefused(f"The file does not fit the map of {mapped.form}: {'; '.join(wrong)}.")
    texts: dict[str, str] = {}
    moved: list[str] = []
    for field, value in form_rules.values(mapped, facts).items():
        spot = have[names[field]]
        words = _for(spot, value)
        if field in mapped.over and isinstance(value, str) and spot.over(words):
            words = mapped.over[field]
            moved.append(spot.name)
        texts[spot.name] = words
    made = filled(content, texts)
    return Filled(made, tuple(name for name in have if name not in texts and not have[name].value), tuple(moved))


def _for(spot: Spot, value: Value) -> str:
    """A value as the field takes it: the state of a tick, or words, with their lines side by side where it has few."""
    if value is True:
        return spot.states[0] if spot.states else "Yes"
    words = str(value)
    return words if spot.kind != "text" or not spot.over(words) else ", ".join(words.split("\n"))


def _facts(
    connection: Connection,
    row: BoardRow,
    mapped: FormMap,
    today: date,
    tenant: str | None,
    options: dict[str, Any],
) -> Frozen:
    state = matured(State.model_validate(row.state), today)
    event = _event(connection, row, mapped)
    tenants = state.the_tenancy.tenants
    each = manifest.template(mapped.paper).each
    if each and tenant is None and len(tenants) == 1:
        tenant = tenants[0]
    if each and tenant not in tenants:
        raise FormRefused(
            f"{mapped.form} is filled in for one tenant at a time: say which with --tenant, one of {', '.join(tenants)}."
        )
    known = documents.gather(connection, state, event, today)
    order = WriteDocument(
        paper=mapped.paper, event_id=event.event_id, recipient=tenant if each else None, facts=options
    )
    try:
        return documents.complete(Ask(order=order, state=state, event=event, today=today, known=known))[1]
    except RenderRefused as no:
        raise FormRefused(f"{mapped.form} cannot be filled in. {no}") from no


def _event(connection: Connection, row: BoardRow, mapped: FormMap) -> Event:
    """The event whose facts the form has: the last of the map's kinds, or the one that its paper was written for."""
    record = [events.load({**one.payload, "kind": one.kind}) for one in ledger.events(connection, row.case_ref)]
    written = {
        str(one.event_id)
        for one in papers.list_for_case(connection, row.case_ref)
        if mapped.paper in (one.paper, f"{one.paper}-{one.facts.get('order', {}).get('variant')}")
    }
    for event in reversed(record):
        about = mapped.act is None or getattr(event, "act", mapped.act) == mapped.act
        if (event.kind in mapped.events and about) if mapped.events else event.event_id in written:
            return event
    kinds = " or ".join(f"`{kind}`" for kind in mapped.events)
    wanted = (
        f"{kinds}{f' (of the {mapped.act})' if mapped.act else ''}" if kinds else f"what {mapped.paper} is written for"
    )
    raise FormRefused(f"{mapped.form} is filled in from what is recorded of case {row.case_ref}: {wanted} comes first.")


def draft_map(content: bytes, *, form: str, paper: str, name: str) -> str:
    """A map to be edited, as text: every field of the file with what it takes, and the facts that the paper has.

    A rule of ours stands where one of our maps has a field of that name, however it is spelt.
    Raises FormRefused for a file without fields, and BadMap for a paper that is not there.
    """
    have, paper = read(content), paper.strip().upper()
    if paper not in BUILDERS:
        raise BadMap(f"There is no paper {paper}; `duecourse templates list` shows them.")
    if not have:
        raise FormRefused(f"{name} has no fields that could be filled in: it is to be printed and written on.")
    return "\n".join(_drafted(have, form.strip().upper(), paper, hashlib.sha256(content).hexdigest(), name)) + "\n"


def _drafted(have: Mapping[str, Spot], form: str, paper: str, sha256: str, name: str) -> Iterator[str]:
    like = [one for one in all_forms().values() if one.paper == paper]
    rules = {_plain(field): (rule, one.form) for one in like for field, rule in one.fields.items() if rule}
    yield f"# A draft map of {name}: say beside each field which fact goes into it, and leave the rest empty. Then"
    yield f"# `forms add {name} --map THIS.toml --by E-MAIL`. What there is to say is listed below."
    yield ""
    yield f"form = {_quoted(form)}"
    yield 'title = ""'
    yield 'version = ""'
    yield 'confidence = "own"'
    yield 'source = ""'
    yield f"sha256 = [{_quoted(sha256)}]"
    yield f"paper = {_quoted(paper)}"
    yield f"events = [{', '.join(_quoted(kind) for kind in (like[0].events if like else ()))}]"
    if like and like[0].act:
        yield f"act = {_quoted(like[0].act)}"
    yield ""
    yield "[fields]"
    for spot in have.values():
        rule, of = rules.get(_plain(spot.name), ("", ""))
        yield f"{_quoted(spot.name)} = {_quoted(rule)}  # {_takes(spot)}{f'; as in our map of {of}' if of else ''}"
    yield ""
    yield f"# Facts of {paper}, by their names:"
    yield from (f"#   {path}  ({kind})" for path, kind in form_rules.facts_of(paper))
    yield "#"
    yield f"# Ways to write one, after a `|`: {', '.join(form_rules.WAYS)}."
    yield "# `tick` marks a box where the fact is yes, or is the code after it (`tenancy.period | tick weekly`); `cross` where it"
    yield "# is not; `choose a=1, b=2` picks a button; `each name` takes a line from each of a list. Facts are parted by `;`."
    if issubclass(BUILDERS[paper].facts, Particulars):
        yield f"# Whole sentences: {', '.join(form_rules.SENTENCES)}."


def _takes(spot: Spot) -> str:
    if spot.kind == "text":
        limit = f", at most {spot.longest} characters" if spot.longest else ""
        return f"text, {'several lines' if spot.several_lines else 'one line'}{limit}"
    return f"{spot.kind}: {', '.join(spot.states)}" if spot.states else spot.kind


def _plain(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())


def _quoted(words: str) -> str:
    """A string of TOML; JSON's are such, but for one character."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")


def as_toml(mapped: FormMap) -> str:
    """A map as its file has it."""
    told = mapped.model_dump(mode="json")
    tables = {name: told.pop(name) for name in ("only", "over", "fields")}
    lines = [f"{name} = {_of(value)}" for name, value in told.items() if value is not None]
    for name, rows in tables.items():
        lines += ["", f"[{name}]", *(f"{_quoted(key)} = {_quoted(value)}" for key, value in rows.items())]
    return "\n".join(lines) + "\n"


def _of(value: str | Collection[str]) -> str:
    return _quoted(value) if isinstance(value, str) else f"[{', '.join(map(_quoted, value))}]"
