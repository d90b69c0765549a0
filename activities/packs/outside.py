"""The papers that are not written here: PDFs that an officer brings, named by where they go."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from activities.packs import NoPack
from activities.packs.bundle import SECTIONS

PRIVILEGED = ("without prejudice", "legally privileged", "privileged and confidential")


@dataclass(frozen=True, slots=True)
class Outside:
    """A PDF that the officer brings: the section's letter, its title, its bytes."""

    section: str
    title: str
    content: bytes


def read_outside(folder: Path) -> tuple[Outside, ...]:
    """The PDFs of a folder, such as `C tenancy agreement.pdf`; `K` is for what comes late.

    Raises NoPack, naming every file that has no section, is no PDF, or must not be shown to the court.
    """
    wrong: list[str] = []
    found: list[Outside] = []
    if not folder.is_dir():
        raise NoPack(f"There is no folder {folder}.")
    for file in sorted(folder.iterdir()):
        if file.is_dir() or file.name.startswith("."):
            continue
        letter, _, title = file.stem.partition(" ")
        title = title.strip()
        if letter not in SECTIONS or not title:
            wrong.append(f"{file.name}: its name has to begin with a section's letter, as `C tenancy agreement.pdf`.")
            continue
        content = file.read_bytes()
        fault = unfit(content)
        if fault:
            wrong.append(f"{file.name}: {fault}")
        found.append(Outside(letter, title[:1].upper() + title[1:], content))
    if wrong:
        raise NoPack(" ".join(wrong))
    return tuple(found)


def unfit(content: bytes) -> str:
    """Why a PDF cannot be bound in or must not be shown to the court; empty where it can."""
    try:
        reader = PdfReader(BytesIO(content))
        words = " ".join(" ".join(page.extract_text().split()) for page in reader.pages).lower()
    except (PyPdfError, ValueError, KeyError, OSError):
        return "it is not a PDF that opens without a password, and a bundle is made of those."
    for mark in PRIVILEGED:
        if mark in words:
            return f"it says {mark!r}, so it is privileged and must not be shown to the court."
    return ""
