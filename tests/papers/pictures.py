"""`python -m tests.papers.pictures FOLDER [CODE ...]`: every paper as it looks, a PDF and a picture of each page, to look at.

The people, homes and sums are made up. PDFs by LibreOffice where it is installed, else by dxpdf; pictures by pdftoppm
(poppler-utils), and without it there are PDFs alone. It ends with an error when a page of a paper has nothing on it.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

from activities.packs import convert
from templates import package
from tests.papers.every import by_code

DOTS = 60  # an inch; a page can be read and its picture stays small
#: What stands on every page whatever is on it: the marks, the paper's code and page number, and the note of a reading copy.
_FURNITURE = ("SPECIMEN", "DRAFT", "Reading copy by")


def write(folder: Path, codes: Sequence[str], *, dots: int = DOTS, large_print: bool = False) -> dict[str, list[str]]:
    """CODE.pdf and CODE-1.png and on, for each paper; the text of each page by code. Files of the same name are written over."""
    folder.mkdir(parents=True, exist_ok=True)
    found = by_code()
    papers = [(code, found[code].rendered().content) for code in codes]
    pdfs = convert.to_pdf([(code, package.enlarged(content)) for code, content in papers] if large_print else papers)
    pages = {}
    for code, pdf in zip(codes, pdfs, strict=True):
        for old in folder.glob(f"{code}-[0-9]*.png"):
            old.unlink()
        (folder / f"{code}.pdf").write_bytes(pdf)
        pages[code] = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
        _pictures(folder / f"{code}.pdf", dots)
    return pages


def _pictures(pdf: Path, dots: int) -> None:
    program = shutil.which("pdftoppm")
    if program:
        subprocess.run([program, "-r", str(dots), "-png", str(pdf), str(pdf.with_suffix(""))], check=True)


def empty(text: str, code: str) -> bool:
    """Whether a page of a paper has nothing on it but what stands on every page."""
    said = [line.strip() for line in text.splitlines() if line.strip()]
    return all(line.startswith((*_FURNITURE, f"{code},")) for line in said)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("codes", nargs="*", help="papers, such as E-01; all of them without")
    asked.add_argument("--large-print", action="store_true", help="as those see them who asked for large print")
    asked.add_argument("--dots", type=int, default=DOTS, help="dots an inch")
    given = asked.parse_args()
    unknown = sorted(set(given.codes) - set(by_code()))
    if unknown:
        asked.error(f"there is no paper {', '.join(unknown)}")
    pages = write(given.folder, given.codes or list(by_code()), dots=given.dots, large_print=given.large_print)
    pictures = "" if shutil.which("pdftoppm") else ", without pictures: pdftoppm (of poppler-utils) is not installed"
    made = f"{len(pages)} papers, {sum(map(len, pages.values()))} pages, by {convert.converter().words}{pictures}"
    print(f"{made}: {given.folder}")
    blank = [f"{code}, page {n}" for code, of in pages.items() for n, text in enumerate(of, 1) if empty(text, code)]
    if blank:
        raise SystemExit(f"Nothing is on {'; '.join(blank)}.")


if __name__ == "__main__":
    main()
