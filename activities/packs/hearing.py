"""The folder of one hearing: what to read first, the advocate's page, the order, the proportionality record, the bundle."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from activities.packs import NoPack, bundle, convert
from activities.packs.bundle import Bundle, Part
from activities.packs.contents import PLACES, Contents, Page
from activities.packs.convert import Converter
from activities.packs.sheets import Sheet
from activities.papers import proceedings
from law.dates import in_words
from templates.words import balance, clock, court_day

NOTE, ORDER = "E-27", "E-28"
RECEIPT = "pack.json"
# How a bundle's section is read, where not by the day of its papers.
_FIRST = {"E": "E-22", "F": "E-18"}


def write(
    found: Contents, folder: Path, *, made_at: datetime, pdfs: Mapping[str, bytes] | None = None
) -> dict[str, Any]:
    """Writes everything for the hearing into an empty folder; gives what `pack.json` in it says.

    pdfs: papers that were made into PDFs already, by the name of the paper; the rest is made here.
    """
    pdfs = dict(pdfs or {})
    left = [page for page in found.pages if page.row.name not in pdfs]
    made = convert.to_pdf([(page.row.name, page.content) for page in left])
    pdfs |= {page.row.name: content for page, content in zip(left, made, strict=True)}
    by = convert.converter()
    chosen = found.page(ORDER)  # one that an officer asked for takes the place of the one that the case calls for
    order = pdfs[chosen.row.name] if chosen else order_sheet(found)
    bound = bundle.bind(list(parts(found, pdfs, order)), title=_bundle_title(found), heading=_heading(found))
    files = {
        "02-order-sought.pdf": order,
        "03-proportionality.pdf": fairness_sheet(found),
        "04-bundle.pdf": bound.content,
    }
    note = found.page(NOTE)
    if note:
        files["01-hearing-note.pdf"] = pdfs[note.row.name]
    files["00-read-first.pdf"] = first_sheet(found, bound, made_at)
    papers = folder / "papers"
    papers.mkdir(parents=True)
    for page in found.pages:
        (papers / page.row.name).write_bytes(page.content)
        (papers / page.row.name).with_suffix(".pdf").write_bytes(pdfs[page.row.name])
    for name, content in files.items():
        (folder / name).write_bytes(content)
    told = receipt(found, bound, files, pdfs, by, made_at)
    (folder / RECEIPT).write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return told


@contextmanager
def whole(folder: Path) -> Iterator[Path]:
    """A new folder beside the one wanted, which takes its place once everything is in it, and only then.

    An earlier pack is replaced. Raises NoPack for a folder that holds something else.
    """
    if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not (folder / RECEIPT).exists())):
        raise NoPack(f"{folder} is there already and is no pack; say where to put this one with -o DIR.")
    part, old = folder.with_name(f".{folder.name}.part"), folder.with_name(f".{folder.name}.old")
    try:
        for one in (part, old):
            shutil.rmtree(one, ignore_errors=True)
        part.mkdir(parents=True)
        yield part
        if folder.exists():
            folder.rename(old)
        part.rename(folder)
    except OSError as fault:
        raise NoPack(f"The pack could not be written to {folder}: {fault.strerror or fault}.") from fault
    finally:
        for one in (part, old):
            shutil.rmtree(one, ignore_errors=True)


def parts(found: Contents, pdfs: Mapping[str, bytes], order: bytes) -> Iterator[Part]:
    """What the bundle is made of, in the order of its sections; the advocate's page is never among it."""
    placed: dict[str, list[Page]] = {}
    for page in found.pages:
        if page.row.paper in PLACES:
            placed.setdefault(PLACES[page.row.paper], []).append(page)
    for section in bundle.SECTIONS:
        pages = placed.get(section, [])
        for page in sorted(
            pages, key=lambda p: (p.row.paper != _FIRST.get(section), "for_hearing" not in p.row.facts, p.on)
        ):
            yield Part(section, page.title, pdfs[page.row.name], page.on)
        if section == "J" and not pages:
            yield Part(
                "J", f"Draft order: {found.order.kind[:1].lower()}{found.order.kind[1:]}", order, found.ask.today
            )
        for one in found.outside:
            if one.section == section:
                yield Part(section, one.title, one.content)


def _bundle_title(found: Contents) -> str:
    return f"Bundle for the hearing on {court_day(found.hearing.on)}"


def _heading(found: Contents) -> list[tuple[str, str]]:
    claim = found.ask.state.claim
    return [
        ("In the", found.court),
        ("Claim number", (claim.number if claim else "") or "not issued"),
        ("Parties", found.parties),
        ("Hearing", f"{in_words(found.hearing.on)} at {clock(found.hearing.at)}"),
        ("Prepared by", found.ask.known.landlord.legal_name or ""),
    ]


def first_sheet(found: Contents, bound: Bundle, made_at: datetime) -> bytes:
    """One look: whether it is ready, everything that is missing, what to bring, what to tell."""
    sheet = Sheet(f"Hearing pack: {found.row.case_ref}")
    arrears = proceedings.arrears(found.ask, "B1")
    owed = f"{balance(arrears['pence'])} at the end of {in_words(arrears['as_at'])}" if arrears else "not known"
    written = f"{in_words(found.ask.today)}, {clock(made_at)}"
    sheet.pairs([*_heading(found)[:-1], ("Rent arrears", owed), ("Made", written)])
    missing = [*found.missing, *bound.preflight.sentences]
    if missing:
        many = "1 thing is" if len(missing) == 1 else f"{len(missing)} things are"
        sheet.heading(f"Not ready: {many} missing")
        sheet.points(missing, numbered=True)
    else:
        sheet.heading("Ready: nothing is missing")
    for title, lines in (
        ("Bring: not written here", found.to_bring),
        ("Tell the judge", found.to_tell),
        ("Left out of the bundle", found.left_out),
    ):
        if lines:
            sheet.heading(title)
            sheet.points(lines)
    sheet.heading("In this folder")
    sheet.points(
        [
            "01-hearing-note.pdf: for our advocate only, never served"
            if found.page(NOTE)
            else "There is no hearing note: see above.",
            "02-order-sought.pdf: the order that we ask for, with its words",
            "03-proportionality.pdf: what is recorded of needs, equality and gentler steps; for our advocate",
            f"04-bundle.pdf: for the court and each party, {bound.pages} pages, {bound.size_mb} MB",
            "papers: each paper as its Word file, which is the record, and as a PDF to read",
        ]
    )
    return sheet.pdf()


def order_sheet(found: Contents) -> bytes:
    """The order that we ask for, with its words."""
    sheet = Sheet("Draft order", size=11)
    sheet.pairs(_heading(found)[:-1])
    sheet.text(f"{found.order.kind}. For the court's consideration; the court's own form prevails.")
    sheet.text(found.order.recital)
    sheet.text("It is ordered that:", bold=True)
    sheet.points(found.order.paragraphs, numbered=True)
    return sheet.pdf()


def fairness_sheet(found: Contents) -> bytes:
    """What is recorded of vulnerability, equality and proportion; for our advocate."""
    sheet = Sheet("Proportionality record: for our advocate")
    sheet.pairs([("Case", found.row.case_ref), *_heading(found)[1:3], ("As it stands on", in_words(found.ask.today))])
    sheet.heading("Needs and equality")
    for one in found.fairness.looked:
        said = f"{in_words(one.on)}, {one.by}: {one.found}." if one.on else "Nobody has looked."
        sheet.pairs([(one.tenant, said)], first=5)
    if found.fairness.missing:
        sheet.heading("Missing")
        sheet.points(found.fairness.missing)
    sheet.heading("Gentler steps taken before and beside the claim")
    sheet.points(found.fairness.steps or ("None is recorded.",))
    sheet.heading("Who decided")
    sheet.points(found.fairness.decisions or ("No approval is recorded.",))
    return sheet.pdf()


def receipt(
    found: Contents,
    bound: Bundle,
    files: Mapping[str, bytes],
    pdfs: Mapping[str, bytes],
    by: Converter,
    made_at: datetime,
) -> dict[str, Any]:
    """What `pack.json` says: what is there with its hashes, what made the PDFs, and what is missing."""

    def sha(content: bytes) -> str:
        return hashlib.sha256(content).hexdigest()

    return {
        "case_ref": found.row.case_ref,
        "court": found.court,
        "hearing_at": found.hearing.at.isoformat(),
        "made_at": made_at.isoformat(),
        "ready": found.ready and not bound.preflight.sentences,
        "missing": [*found.missing, *bound.preflight.sentences],
        "to_bring": found.to_bring,
        "to_tell": found.to_tell,
        "left_out": found.left_out,
        "files": {name: sha(content) for name, content in sorted(files.items())},
        "papers": [
            {
                "paper": page.row.paper,
                "name": page.row.name,
                "docx_sha256": page.row.content_sha256,
                "pdf_sha256": sha(pdfs[page.row.name]),
                "converter": by.name,
                "converter_version": by.version,
                "reading_copy": by.reading_copy,
            }
            for page in found.pages
        ],
        "bundle": {
            "pages": bound.pages,
            "size_mb": bound.size_mb,
            "index": [tab.model_dump(mode="json") for tab in bound.tabs],
            "preflight": bound.preflight.model_dump(mode="json"),
        },
    }
