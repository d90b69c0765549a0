"""A landlord's files: sent in, checked, looked at, loaded. The check and the load are the command line's own."""

from __future__ import annotations

import asyncio
import json
import shutil
import sys
from pathlib import Path
from secrets import token_urlsafe
from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.datastructures import UploadFile

from settings import CHECKOUT, Settings
from web import kit
from web.access import Role, Viewer, may
from web.house import House, NoSuchPage, TheHouse

router = APIRouter(include_in_schema=False)

Importer = Annotated[Viewer, may(Role.TEAM_LEADER, Role.ADMIN)]

# What a delivery may consist of, whatever a file was called where it came from.
NAMES = ("landlord.toml", "rent_accounts.csv", "tenants.csv", "transactions.csv", "events.csv")
SIDECARS = tuple(f"{Path(name).stem}.manifest.json" for name in NAMES if name.endswith(".csv"))
_LARGEST = 200 * 1024 * 1024
_PIECE = 1024 * 1024


@router.get("/import")
def start(request: Request, viewer: Importer) -> Response:
    return kit.page(request, "import.html", title="Import", names=NAMES, fault="", report=None)


@router.post("/import")
async def check(request: Request, viewer: Importer, house: TheHouse) -> Response:
    """Takes the files in and tells what loading them would say; nothing is loaded."""
    async with request.form(max_files=20) as sent:
        files = [f for f in sent.getlist("files") if isinstance(f, UploadFile) and f.filename]
        strangers = [str(f.filename) for f in files if Path(str(f.filename)).name not in NAMES + SIDECARS]
        if not files or strangers:
            said = f"{strangers[0]} is none of them." if strangers else "No file was sent."
            fault = f"{said} Expected are {', '.join(NAMES)}, and manifests beside them."
            return kit.page(request, "import.html", 422, title="Import", names=NAMES, fault=fault, report=None)
        batch = token_urlsafe(16)
        folder = _folder(house.settings, batch)
        folder.mkdir(parents=True, mode=0o700)
        for file in files:
            if not await _keep(file, folder / Path(str(file.filename)).name):
                shutil.rmtree(folder, ignore_errors=True)
                fault = f"{file.filename} is larger than {_LARGEST // 1024 // 1024} MB."
                return kit.page(request, "import.html", 422, title="Import", names=NAMES, fault=fault, report=None)
    report = await _command(house, viewer, folder, only_check=True)
    if not report.get("ok"):
        shutil.rmtree(folder, ignore_errors=True)
    return _told(request, report, batch, 200 if report.get("ok") else 422)


@router.post("/import/{batch}")
async def load(request: Request, viewer: Importer, house: TheHouse, batch: str) -> Response:
    """Loads what was checked, whole or not at all, and opens or brings forward the cases."""
    folder = _folder(house.settings, batch)
    if not folder.is_dir():
        raise NoSuchPage("These files are not here any more; send them in again.")
    report = await _command(house, viewer, folder, only_check=False)
    shutil.rmtree(folder, ignore_errors=True)
    return _told(request, report, "", 200 if report.get("ok") else 422)


def _folder(settings: Settings, batch: str) -> Path:
    if not batch.replace("-", "").replace("_", "").isalnum():
        raise NoSuchPage("These files are not here any more; send them in again.")
    return settings.data / "received" / batch


async def _keep(file: UploadFile, target: Path) -> bool:
    """Writes a file down; False when it is too large."""
    size = 0
    with target.open("wb") as out:
        while piece := await file.read(_PIECE):
            size += len(piece)
            if size > _LARGEST:
                return False
            out.write(piece)
    return True


async def _command(house: House, viewer: Viewer, folder: Path, *, only_check: bool) -> dict[str, Any]:
    """What `duecourse import` says of a folder. A process of its own, so that a large delivery holds up no page."""
    command = [sys.executable, "starter.py", "import", str(folder), "--by", viewer.email, "--json"]
    process = await asyncio.create_subprocess_exec(
        *command, *(["--check"] if only_check else []), cwd=CHECKOUT, env=house.settings.for_child(),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, said = await process.communicate()
    try:
        report: dict[str, Any] = json.loads(out)
    except ValueError:
        report = {
            "ok": False,
            "problems": [],
            "error": said.decode(errors="replace").strip() or "The import gave no answer.",
        }
    if "error" in report:
        report.setdefault("ok", False)
    return report


def _told(request: Request, report: dict[str, Any], batch: str, status: int) -> Response:
    return kit.page(
        request,
        "import.html",
        status,
        title="Import",
        names=NAMES,
        fault=report.get("error", ""),
        report=report,
        batch=batch,
    )
