"""Fetches the front end's assets once, for a maintainer: `python -m web.vendoring`. Nothing is fetched at run time.

It needs npm. What is committed is what this writes, and a test compares every file with `manifest.json`.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import subprocess
import tarfile
import tempfile
from collections.abc import Mapping
from pathlib import Path

FOLDER = Path(__file__).parent / "static" / "vendor"
TESTS_FOLDER = Path(__file__).parents[1] / "tests" / "web" / "vendor"
MANIFEST = "manifest.json"

# Package, version, licence, and which of its files we take under which name. govuk-frontend is the exact partner of
# the macros of govuk-frontend-jinja, whose release says so.
Packages = tuple[tuple[str, str, str, Mapping[str, str]], ...]
PACKAGES: Packages = (
    (
        "govuk-frontend",
        "6.3.0",
        "MIT",
        {
            "dist/govuk/govuk-frontend.min.css": "govuk-frontend.min.css",
            "dist/govuk/govuk-frontend.min.js": "govuk-frontend.min.js",
        },
    ),
    (
        "@ministryofjustice/frontend",
        "11.1.0",
        "MIT",
        {
            "moj/moj-frontend.min.css": "moj-frontend.min.css",
            "moj/moj-frontend.min.js": "moj-frontend.min.js",
            "moj/assets/images/icon-close-cross-black.svg": "images/icon-close-cross-black.svg",
            "moj/assets/images/icon-document.svg": "images/icon-document.svg",
            "moj/assets/images/icon-progress-tick.svg": "images/icon-progress-tick.svg",
            "moj/assets/images/icon-tag-remove-cross-white.svg": "images/icon-tag-remove-cross-white.svg",
            "moj/assets/images/icon-tag-remove-cross.svg": "images/icon-tag-remove-cross.svg",
            "moj/assets/images/icon-toggle-plus-minus.svg": "images/icon-toggle-plus-minus.svg",
        },
    ),
    (
        "htmx.org",
        "4.0.1",
        "0BSD",
        {"dist/htmx.min.js": "htmx.min.js", "dist/ext/hx-sse.min.js": "hx-sse.min.js"},
    ),
)
# What the tests look at pages with; no page has it.
TESTS_PACKAGES: Packages = (("axe-core", "4.14.1", "MPL-2.0", {"axe.min.js": "axe.min.js"}),)


def main() -> None:
    """Writes the files and their manifests anew."""
    write(FOLDER, PACKAGES)
    write(TESTS_FOLDER, TESTS_PACKAGES)


def write(folder: Path, packages: Packages) -> None:
    """Writes the files of these packages and their manifest into a folder."""
    manifest = []
    for package, version, licence, wanted in packages:
        held = _unpacked(package, version)
        files = {}
        for source, name in sorted(wanted.items(), key=lambda pair: pair[1]):
            content = tidied(name, held[source])
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            files[name] = integrity(content)
        manifest.append({"package": package, "version": version, "licence": licence, "files": files})
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def integrity(content: bytes) -> str:
    """The hash of a file as browsers write it."""
    return "sha384-" + base64.b64encode(hashlib.sha384(content).digest()).decode()


def tidied(name: str, content: bytes) -> bytes:
    """A file without what is not ours to show: the crown, the crest and the GDS Transport typeface."""
    if not name.endswith((".css", ".js")):
        return content
    text = content.decode("utf-8")
    text = re.sub(r"(//|/\*)# sourceMappingURL=\S+?(\s*\*/)?\s*$", "", text).rstrip() + "\n"
    if name.endswith(".css"):
        text = re.sub(r"@font-face\s*\{[^}]*\}", "", text)
        text = re.sub(r'"?GDS Transport"?\s*,\s*arial\s*,\s*sans-serif', _OUR_FONTS, text, flags=re.IGNORECASE)
        text = re.sub(r'"?GDS Transport"?', "Arial", text)
        text = re.sub(r"[a-z-]+:[^;{}]*govuk-crest\.svg[^;{}]*(;|(?=\}))", "", text)
        text = re.sub(r"url\(/assets/images/icon-wysiwyg[^)]*\)", "none", text)
        text = text.replace("url(/assets/images/", "url(images/")
    return text.encode("utf-8")


_OUR_FONTS = 'Arial, "Liberation Sans", Helvetica, sans-serif'


def _unpacked(package: str, version: str) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", f"{package}@{version}"], cwd=folder, check=True, capture_output=True)
        packed = next(Path(folder).glob("*.tgz")).read_bytes()
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        return {
            member.name.removeprefix("package/"): found.read()
            for member in archive.getmembers()
            if member.isfile() and (found := archive.extractfile(member)) is not None
        }


if __name__ == "__main__":
    main()
