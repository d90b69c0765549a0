"""A whole court day: one page with every hearing and whether its pack is ready, then what each lacks, and every pack."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from activities.packs import NoPack, convert, hearing
from activities.packs.contents import Contents, contents
from activities.packs.outside import read_outside
from activities.packs.sheets import WIDTH, Sheet, clipped
from activities.papers import proceedings
from law.dates import in_words
from store import board
from store.board import BoardRow
from store.db import Connection
from templates.words import balance, clock

SIZE = 7.5  # points of the list
HEADS = ("Time", "Case", "Claim", "Defendants", "Arrears", "Pack", "")
WIDTHS = (1.5, 2.2, 2.2, 5.2, 1.9, 2, 1.8)


@dataclass(frozen=True, slots=True)
class Listed:
    """One hearing of the day: its case, what its pack says, or why there is none."""

    row: BoardRow
    at: datetime
    found: Contents | None
    receipt: dict[str, Any]

    @property
    def missing(self) -> list[str]:
        """What is missing, a sentence each."""
        told: list[str] = self.receipt["missing"]
        return told


def hearings(connection: Connection, name: str, day: date) -> list[BoardRow]:
    """The cases that a court hears on a day, by time. Raises NoPack, naming the courts that do sit for us that day."""
    rows = board.hearings_on(connection, day)
    found = [row for row in rows if _court(row).casefold() == name.strip().casefold()]
    if not found:
        courts = sorted({_court(row) for row in rows})
        told = (
            f" Hearings that day are at: {', '.join(courts)}."
            if courts
            else " No court has a hearing of ours that day."
        )
        raise NoPack(f"No hearing is listed at {name} on {in_words(day)}.{told}")
    return found


def _court(row: BoardRow) -> str:
    state = row.state
    return str(
        (state.get("hearing") or {}).get("court") or (state.get("claim") or {}).get("court") or "court not recorded"
    )


def write(
    connection: Connection,
    rows: Sequence[BoardRow],
    folder: Path,
    *,
    name: str,
    day: date,
    now: Callable[[BoardRow], datetime],
    today: Callable[[BoardRow], date],
    outside: Path | None = None,
    advocate: Mapping[str, str] = MappingProxyType({}),
    to_pdf: Callable[[Sequence[tuple[str, bytes]]], list[bytes]] = convert.to_pdf,
) -> list[Listed]:
    """The list and every pack into an empty folder. now and today: each case's own clock.

    advocate: who speaks for us that day, as for one hearing. outside: a folder with a folder of PDFs for each case that has
    some, named by the case. to_pdf: what makes the PDFs of all papers together.
    """
    drawn: list[tuple[BoardRow, Contents | None, str]] = []
    for row in rows:
        own = outside / row.case_ref if outside else None
        try:
            brought = read_outside(own) if own and own.is_dir() else ()
            drawn.append((row, contents(connection, row, today=today(row), outside=brought, advocate=advocate), ""))
        except NoPack as no:
            drawn.append((row, None, str(no)))
    pdfs = _pdfs([found for _, found, _ in drawn if found], to_pdf)
    listed = []
    for row, found, why in drawn:
        at = datetime.fromisoformat(row.state["hearing"]["at"])
        if found is None:
            listed.append(Listed(row, at, None, {"case_ref": row.case_ref, "ready": False, "missing": [why]}))
            continue
        own = folder / f"{clock(at).replace(':', '.')} {row.case_ref}"
        listed.append(Listed(row, at, found, hearing.write(found, own, made_at=now(row), pdfs=pdfs)))
    (folder / "00-court-list.pdf").write_bytes(list_sheet(listed, name=name, day=day))
    told = {"court": name, "on": day.isoformat(), "ready": sum(one.receipt["ready"] for one in listed)}
    whole = {**told, "hearings": [one.receipt for one in listed]}
    (folder / hearing.RECEIPT).write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return listed


def _pdfs(found: Sequence[Contents], to_pdf: Callable[[Sequence[tuple[str, bytes]]], list[bytes]]) -> dict[str, bytes]:
    """Every paper of the day as a PDF by its name: LibreOffice starts a few times and not once a case."""
    every = {page.row.name: page.content for one in found for page in one.pages}
    return dict(zip(every, to_pdf(list(every.items())), strict=True))


def list_sheet(listed: Sequence[Listed], *, name: str, day: date) -> bytes:
    """The list on one page (to forty hearings), then what each one lacks."""
    ready = sum(one.receipt["ready"] for one in listed)
    sheet = Sheet(f"{name}, {in_words(day)}", size=SIZE)
    many = f"{len(listed)} hearing{'' if len(listed) == 1 else 's'}"
    sheet.text(f"{many}, {ready} ready. What each one lacks is on the pages after this list.")
    rows: list[list[str | bool]] = []
    for one in listed:
        state, arrears = one.row.state, None
        if one.found:
            arrears = proceedings.arrears(one.found.ask, "B1")
        lacks = len(one.missing)
        rows.append(
            [
                clock(one.at),
                one.row.case_ref,
                str((state.get("claim") or {}).get("number") or ""),
                one_line(_defendants(one)),
                balance(arrears["pence"]) if arrears else "not known",
                bool(one.receipt["ready"]),
                f"{lacks} missing" if lacks else "",
            ]
        )
    sheet.table(HEADS, rows, WIDTHS)
    lacking = [one for one in listed if one.missing or one.receipt.get("to_tell")]
    if lacking:
        sheet.new_page()
    for one in lacking:
        sheet.heading(f"{clock(one.at)}  {one.row.case_ref}  {_defendants(one)}")
        sheet.points(one.missing)
        sheet.points([f"Tell the judge: {line[:1].lower()}{line[1:]}" for line in one.receipt.get("to_tell", ())])
    return sheet.pdf()


def one_line(names: str) -> str:
    """Names cut to their column: a hearing is one line, and the list one page."""
    return clipped(names, WIDTH * WIDTHS[3] / sum(WIDTHS) - 12, SIZE)


def _defendants(one: Listed) -> str:
    if one.found is None:
        return "no pack"
    return "; ".join(party.name for party in proceedings.parties(one.found.ask))
