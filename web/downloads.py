"""Files that are given out to be saved: their names, and a folder as one ZIP."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from urllib.parse import quote
from zipfile import ZIP_DEFLATED, ZipFile

from fastapi.responses import Response

_NOT_IN_A_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')


def attachment(content: bytes, name: str, kind: str) -> Response:
    """The answer that a browser saves under this name and opens nothing of."""
    name = safe(name)
    plain = name.encode("ascii", "replace").decode().replace("?", "_")
    named = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return Response(content, media_type=kind, headers={"Content-Disposition": named})


def zipped(folder: Path) -> bytes:
    """Every file of a folder, by its place in it; no name leads out of where it is unpacked."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for path in sorted(one for one in folder.rglob("*") if one.is_file()):
            archive.writestr("/".join(safe(part) for part in path.relative_to(folder).parts), path.read_bytes())
    return out.getvalue()


def safe(name: str) -> str:
    """A name that every system takes."""
    return _NOT_IN_A_NAME.sub("_", name).strip(" .") or "_"
