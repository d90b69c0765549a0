"""The evidence kept on a case that goes into a bundle: what was taken in for a paragraph of the protocol, as exhibits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from activities.packs.outside import Outside, unfit
from store import evidence
from store.db import Connection
from store.evidence import EvidenceRow

SECTION = "G"
_MARGIN = 36.0  # points


def exhibits(connection: Connection, case_ref: str, tenants: Sequence[str]) -> Iterator[Outside | str]:
    """Each file as a part of the bundle, or why it is left out of it."""
    for row in evidence.of_case(connection, case_ref):
        if row.withdrawn_at is not None:
            continue
        why = _left_out(row, tenants)
        found = None if why else evidence.get(connection, case_ref, row.id)
        content = b""
        if found is not None:
            content = found[1] if row.kind == "pdf" else _page_of(found[1])
            why = unfit(content) if content else "the picture cannot be opened."
        if why:
            yield f"{row.name}: {why.rstrip('.')}"
        else:
            yield Outside(SECTION, f"Exhibit to paragraph {row.paragraph}: {row.says or row.name}", content)


def _left_out(row: EvidenceRow, tenants: Sequence[str]) -> str:
    if row.paragraph is None:
        return "evidence of an event, which is not bound in by itself: bring it where it belongs"
    if row.tenant is not None and len(tenants) > 1:
        return "of one tenant alone, and a bundle goes to each defendant"
    if row.kind not in ("pdf", "jpeg", "png"):
        return "no PDF and no picture: bring it as a PDF"
    return ""


def _page_of(picture: bytes) -> bytes:
    """A picture on a page of its own, as large as it fits; nothing where it cannot be opened."""
    try:
        image = ImageReader(BytesIO(picture))
        wide, high = image.getSize()
        room = (A4[0] - 2 * _MARGIN, A4[1] - 2 * _MARGIN)
        scale = min(room[0] / wide, room[1] / high, 1.0)
        made = BytesIO()
        canvas = Canvas(made, pagesize=A4, invariant=1)
        canvas.drawImage(image, _MARGIN, A4[1] - _MARGIN - high * scale, wide * scale, high * scale)
        canvas.showPage()
        canvas.save()
    except (OSError, ValueError, ZeroDivisionError):
        return b""
    return made.getvalue()
