"""Official forms: a file is taken in when it is the form that the map was made for, and filled in from a case's facts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

from activities import documents
from activities.papers.known import Ask
from activities.papers.refusals import RenderRefused
from cases import events
from cases.state import State
from cases.steps import WriteDocument
from cases.trial import matured
from store import ledger
from store.board import BoardRow
from store.db import Connection, StoreError
from templates.form_maps import FormMap, all_forms
from templates.words import balance, court_day


class FormRefused(StoreError):
    """A form that cannot be taken in or filled in; the message is a sentence for a person."""


def add(
    content: bytes, folder: Path, *, form: str | None = None, sha256: str | None = None, by: str, now: datetime
) -> FormMap:
    """Takes a form's file in, known by its hash; or as `form`, where somebody (`by`) has compared it and says its hash.

    Raises FormRefused for a file of unknown hash, with what is known, and for one that lacks fields of the map, naming each.
    """
    found = hashlib.sha256(content).hexdigest()
    mapped = next((one for one in all_forms().values() if found in one.sha256), None)
    if mapped is None:
        mapped = _on_their_word(found, form, sha256)
    have = _fields(content)
    lacking = [name for name in mapped.fields if name not in have]
    if lacking:
        lack, there = (", ".join(repr(name) for name in names) for names in (lacking, have))
        raise FormRefused(
            f"This file is not {mapped.form} of version {mapped.version}: it has no field {lack}. "
            f"It has {len(have)} fields: {there or 'none'}."
        )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{mapped.form}.pdf").write_bytes(content)
    told = {
        "form": mapped.form,
        "version": mapped.version,
        "sha256": found,
        "added_by": by,
        "added_at": now.isoformat(),
    }
    (folder / f"{mapped.form}.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return mapped


def _on_their_word(found: str, form: str | None, sha256: str | None) -> FormMap:
    mapped = all_forms().get((form or "").strip().upper())
    known = "; ".join(
        f"{one.form} {one.version}: {', '.join(one.sha256) or 'no file is known by its hash yet'}"
        for one in all_forms().values()
    )
    if mapped is None or sha256 is None:
        raise FormRefused(
            f"No map is known to fit this file (SHA-256 {found}). Known are {known}. When you have compared its fields with "
            "the map, add it with --form NAME --sha256 HASH --by E-MAIL."
        )
    if sha256.strip().lower() != found:
        raise FormRefused(f"The hash given is not that of the file, which is {found}.")
    return mapped


def _fields(content: bytes) -> dict[str, Any]:
    try:
        return dict(PdfReader(BytesIO(content)).get_fields() or {})
    except (PyPdfError, ValueError, KeyError, OSError) as fault:
        raise FormRefused(f"This file is not a PDF that can be read: {fault}.") from fault


def fill(connection: Connection, row: BoardRow, mapped: FormMap, folder: Path, *, today: date) -> bytes:
    """The form with the case's facts in its fields, to be checked and signed by a person.

    Raises FormRefused when the form was not added, was changed since, or the facts may not be written.
    """
    held, record = folder / f"{mapped.form}.pdf", folder / f"{mapped.form}.json"
    if not held.exists() or not record.exists():
        raise FormRefused(f"The form {mapped.form} is not here: fetch it from the court's pages and `forms add` it.")
    content = held.read_bytes()
    if hashlib.sha256(content).hexdigest() != json.loads(record.read_text("utf-8"))["sha256"]:
        raise FormRefused(f"The file of {mapped.form} was changed since it was added: add it again.")
    return filled(content, values(mapped, _facts(connection, row, mapped, today)))


def filled(content: bytes, wanted: Mapping[str, str]) -> bytes:
    """The form with these fields filled in. Raises FormRefused, naming each field that does not hold its words."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    have = writer.get_fields() or {}
    limits = _limits(writer)
    long = [
        f"{name} holds {limits[name]} characters and would get {len(words)}"
        for name, words in wanted.items()
        if len(words) > limits.get(name, len(words))
    ]
    lacking = [repr(name) for name in wanted if name not in have]
    if long or lacking:
        told = [*long, *(f"there is no field {name}" for name in lacking)]
        raise FormRefused(f"The form cannot be filled in: {'; '.join(told)}.")
    for page in writer.pages:
        if "/Annots" in page:
            writer.update_page_form_field_values(page, dict(wanted), auto_regenerate=False)
    writer.set_need_appearances_writer(True)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _limits(writer: PdfWriter) -> dict[str, int]:
    """How many characters a field holds, of those that say so."""
    found = {}
    for page in writer.pages:
        for note in page.get("/Annots") or ():
            held = note.get_object()
            if "/T" in held and "/MaxLen" in held:
                found[str(held["/T"])] = int(held["/MaxLen"])
    return found


def _facts(connection: Connection, row: BoardRow, mapped: FormMap, today: date) -> Any:
    state = matured(State.model_validate(row.state), today)
    record = [events.load({**one.payload, "kind": one.kind}) for one in ledger.events(connection, row.case_ref)]
    found = [event for event in record if event.kind in mapped.events]
    if not found:
        wanted = " or ".join(f"`{kind}`" for kind in mapped.events)
        raise FormRefused(
            f"{mapped.form} is filled in from what is recorded of case {row.case_ref}: {wanted} comes first."
        )
    known = documents.gather(connection, state, found[-1], today)
    order = WriteDocument(paper=mapped.paper, event_id=found[-1].event_id)
    try:
        return documents.complete(Ask(order=order, state=state, event=found[-1], today=today, known=known))[1]
    except RenderRefused as no:
        raise FormRefused(f"{mapped.form} cannot be filled in. {no}") from no


def values(mapped: FormMap, facts: Any) -> dict[str, str]:
    """What goes into each field; nothing for one that the facts leave empty, or that is a person's to fill in."""
    return {field: words for field, rule in mapped.fields.items() if rule and (words := _words(rule, facts))}


def _words(rule: str, facts: Any) -> str:
    told = []
    for one in rule.split(";"):
        path, _, way = (part.strip() for part in one.partition("|"))
        found = facts
        for name in path.split("."):
            found = getattr(found, name)
            if found is None:
                break
        if found is not None:
            told.append(_written(found, way))
    return "\n".join(told)


def _written(found: Any, way: str) -> str:
    if way == "money":
        return balance(found).removeprefix("£")
    if way == "day":
        return court_day(found)
    if way == "lines":
        return "\n".join(found)
    if way == "names":
        return "\n".join(party.name for party in found)
    return str(found)
