"""Pages that tests draw, and where a link leads."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from pypdf import PdfReader
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

A4 = (595.27, 841.89)


def opened(pdf: bytes | Path) -> Any:
    """A PDF, opened again; untyped, since what is in a PDF is."""
    return PdfReader(BytesIO(pdf) if isinstance(pdf, bytes) else pdf)


def page_of(reader: Any, link: Any) -> int:
    """The number of the page, from 1, that a link, a destination or an open action leads to."""
    held = link.get_object()
    target = held if isinstance(held, list) else held["/Dest"]
    found = next(n for n, page in enumerate(reader.pages) if page.indirect_reference == target[0])
    return found + 1


def drawn(*lines: str, size: tuple[float, float] = A4, turned: int = 0, pages: int = 1) -> bytes:
    """A PDF of so many pages with these words on each."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    for _ in range(pages):
        if turned:
            canvas.setPageRotation(turned)
        for n, line in enumerate(lines):
            canvas.drawString(72, size[1] - 72 - 16 * n, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def scanned(dots: tuple[int, int] = (620, 877)) -> bytes:
    """A PDF with a picture of a page and no words, so many dots wide and high."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.drawImage(ImageReader(Image.new("L", dots, 240)), 0, 0, *A4)
    canvas.showPage()
    canvas.save()
    return out.getvalue()
