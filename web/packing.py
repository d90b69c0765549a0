"""Packs are made beside the pages: asked for, made one after the other, and kept for a day for whoever asked.

A bundle takes a core for seconds and the list of a court day for minutes, so no request waits for one.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_urlsafe
from tempfile import TemporaryDirectory
from typing import Literal

from pydantic import BaseModel, ConfigDict

from law import LawError
from store.db import StoreError
from web.downloads import zipped

log = logging.getLogger("duecourse.packs")

#: What is written into an empty folder.
Make = Callable[[Path], object]
_KEPT_SECONDS = 24 * 3600
_LOST_SECONDS = 30 * 60


class Pack(BaseModel):
    """A pack that was asked for. refs: the cases in it. why: why there is none, as a sentence."""

    model_config = ConfigDict(frozen=True)

    token: str
    by: str
    name: str
    refs: tuple[str, ...]
    back: str
    asked_at: datetime
    state: Literal["made", "waiting", "failed"] = "waiting"
    why: str = ""
    size: int = 0


class Packing:
    """Makes packs one at a time, in a folder that every process of the board on this machine shares."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._hands = ThreadPoolExecutor(max_workers=1, thread_name_prefix="packs")
        self._asking = threading.Lock()
        self._at_work: dict[tuple[str, str], str] = {}

    def ask(self, name: str, refs: Sequence[str], make: Make, *, by: str, back: str) -> str:
        """Asks for a pack; the token under which it is fetched. Asked again while it is being made it is the same one."""
        with self._asking:
            if (by, name) in self._at_work:
                return self._at_work[by, name]
            self._forget()
            token = token_urlsafe(16)
            pack = Pack(token=token, by=by, name=name, refs=tuple(refs), back=back, asked_at=datetime.now(UTC))
            own = self._folder / token
            own.mkdir(parents=True, mode=0o700)
            (own / "asked.json").write_text(pack.model_dump_json(), encoding="utf-8")
            self._at_work[by, name] = token
        self._hands.submit(self._make, own, make, (by, name))
        return token

    def find(self, token: str, by: str) -> Pack | None:
        """How a pack stands; None for one that is not there, or is somebody else's."""
        own = self._own(token)
        if own is None or not (own / "asked.json").is_file():
            return None
        pack = Pack.model_validate_json((own / "asked.json").read_text(encoding="utf-8"))
        if pack.by != by:
            return None
        if (own / "pack.zip").is_file():
            return pack.model_copy(update={"state": "made", "size": (own / "pack.zip").stat().st_size})
        why = own / "failed.json"
        if why.is_file():
            return pack.model_copy(update={"state": "failed", "why": json.loads(why.read_text(encoding="utf-8"))})
        if token not in self._at_work.values() and time.time() - own.stat().st_mtime > _LOST_SECONDS:
            said = "The board was started again while it was being made; ask for it again."
            return pack.model_copy(update={"state": "failed", "why": said})
        return pack

    def content(self, pack: Pack) -> bytes:
        """The ZIP of a pack that is made."""
        return (self._folder / pack.token / "pack.zip").read_bytes()

    def close(self) -> None:
        """Begins no other pack."""
        self._hands.shutdown(wait=False, cancel_futures=True)

    def _make(self, own: Path, make: Make, key: tuple[str, str]) -> None:
        try:
            with TemporaryDirectory(prefix="due-course-pack-") as kept:
                folder = Path(kept) / "pack"
                folder.mkdir()
                make(folder)
                (own / "pack.part").write_bytes(zipped(folder))
            os.replace(own / "pack.part", own / "pack.zip")
        except (StoreError, LawError) as no:
            self._say(own, str(no))
        except Exception as fault:
            log.exception("The pack %s was not made.", own.name)
            self._say(
                own,
                f"It could not be made ({type(fault).__name__}); whoever looks after the board finds why in its log.",
            )
        finally:
            with self._asking:
                self._at_work.pop(key, None)

    def _say(self, own: Path, why: str) -> None:
        (own / "failed.json").write_text(json.dumps(why), encoding="utf-8")

    def _own(self, token: str) -> Path | None:
        return self._folder / token if token.replace("-", "").replace("_", "").isalnum() else None

    def _forget(self) -> None:
        """Takes away what nobody fetched within a day."""
        for old in self._folder.glob("*"):
            if time.time() - old.stat().st_mtime > _KEPT_SECONDS:
                shutil.rmtree(old, ignore_errors=True)
