"""From the .docx, which is the record, to a PDF to read and to hand up: LibreOffice where it is installed, else dxpdf."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from pypdf import PdfReader, PdfWriter

from activities.packs import NoPack, sheets
from templates import package

# PDF/A-2b with the structure that a screen reader needs.
_FILTER = (
    'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"},'
    '"UseTaggedPDF":{"type":"boolean","value":"true"}}'
)
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
AT_ONCE = 40  # papers: one run of LibreOffice stops before it has made hundreds
SIDE_BY_SIDE = 4  # runs of LibreOffice, each with a profile of its own and some 300 MB
_SECONDS = 60  # for LibreOffice to start and convert one paper; each further paper has ten more


class NotConverted(NoPack):
    """A paper did not become a PDF."""


@dataclass(frozen=True, slots=True)
class Converter:
    """What made a PDF. reading_copy: nobody has compared its pages with the Word file, so every page says so."""

    name: str
    version: str
    reading_copy: bool

    @property
    def words(self) -> str:
        """Such as "LibreOffice 7.4.7.2"."""
        return f"{self.name} {self.version}"


@cache
def soffice() -> str | None:
    """LibreOffice's program on this machine, or None."""
    return shutil.which("soffice") or next((place for place in _PLACES if Path(place).exists()), None)


@cache
def converter() -> Converter:
    """What makes the PDFs on this machine."""
    program = soffice()
    if program is None:
        return Converter("dxpdf", version("dxpdf"), reading_copy=True)
    told = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=_SECONDS, check=False).stdout
    words = told.split()
    return Converter("LibreOffice", words[1] if len(words) > 1 else "of unknown version", reading_copy=False)


def to_pdf(papers: Sequence[tuple[str, bytes]], by: Converter | None = None) -> list[bytes]:
    """Each paper (name, .docx) as a PDF, in order. Raises NotConverted, naming the paper."""
    by = by or converter()
    if by.name != "LibreOffice":
        return _by_dxpdf(papers, by)
    runs = [papers[start : start + AT_ONCE] for start in range(0, len(papers), AT_ONCE)]
    with ThreadPoolExecutor(
        min(os.cpu_count() or 1, SIDE_BY_SIDE)
    ) as several:  # a run of LibreOffice keeps to one core
        return [made for run in several.map(_by_libreoffice, runs) for made in run]


def _by_libreoffice(papers: Sequence[tuple[str, bytes]]) -> list[bytes]:
    """All of them in one run of LibreOffice, whose start costs more than a paper."""
    program = soffice()
    if program is None:
        raise NotConverted("LibreOffice is not installed on this machine.")
    with TemporaryDirectory(prefix="due-course-pdf-") as kept:
        folder = Path(kept)
        # Numbers for names: what a file is called has no part in the page, and two papers may be called alike.
        for number, (_, content) in enumerate(papers):
            (folder / f"{number}.docx").write_bytes(package.breakable(content))
        command = [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            _FILTER,
        ]
        command += ["--outdir", str(folder), *(str(folder / f"{n}.docx") for n in range(len(papers)))]
        try:
            subprocess.run(command, capture_output=True, timeout=_SECONDS + 10 * len(papers), check=False)
        except subprocess.TimeoutExpired:
            raise NotConverted("LibreOffice did not finish; no PDF was made.") from None
        made = []
        for number, (name, _) in enumerate(papers):
            found = folder / f"{number}.pdf"
            if not found.exists():
                raise NotConverted(f"LibreOffice made no PDF of {name}.")
            made.append(found.read_bytes())
        return made


def _by_dxpdf(papers: Sequence[tuple[str, bytes]], by: Converter) -> list[bytes]:
    import dxpdf

    def one(paper: tuple[str, bytes]) -> bytes:
        name, content = paper
        try:
            return marked(dxpdf.convert(content), f"Reading copy by {by.words}. The Word file is the record.")
        except (ValueError, RuntimeError, OSError) as fault:
            raise NotConverted(f"dxpdf made no PDF of {name}: {fault}.") from fault

    with _quiet(), ThreadPoolExecutor(os.cpu_count() or 1) as several:  # it lets go of the interpreter while it works
        return list(several.map(one, papers))


def marked(content: bytes, line: str) -> bytes:
    """The same PDF with a small line at the foot of every page."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    sheets.stamp(writer, lambda page, width, height: [sheets.Mark(line, 28, 12, 6.5, grey=True)])
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the font library's own remarks, which it writes past Python to the terminal of whoever typed the command."""
    try:
        sys.stderr.flush()
        kept = os.dup(2)
    except OSError:
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
