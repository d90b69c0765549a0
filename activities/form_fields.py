"""The fields of a PDF form: what there is, how much each holds, and how words and ticks are put into them."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from math import ceil
from typing import Any, Literal

from pypdf import PdfReader, PdfWriter
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import NameObject
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth

from store.db import StoreError

logging.getLogger("pypdf").setLevel(logging.ERROR)

FONT = "Helvetica"
SIZE = 10.0  # points: what is written is never smaller, whatever the form would shrink it to
LEADING, MARGIN = 1.15, 2.0
SEVERAL_LINES, BUTTONS, COMB = 1 << 12, 1 << 15, 1 << 24


class FormRefused(StoreError):
    """A form that cannot be taken in or filled in; the message is a sentence for a person."""


@dataclass(slots=True)
class Spot:
    """One field. states: of a tick or a set of buttons, without Off. longest: characters, where the form says so.

    width, height: points, of its smallest place. size: of its type, where the form says so.
    """

    name: str
    kind: Literal["text", "tick", "buttons", "choice", "signature"]
    states: list[str] = field(default_factory=list)
    longest: int | None = None
    several_lines: bool = False
    comb: bool = False
    width: float = 0.0
    height: float = 0.0
    size: float = SIZE
    value: str = ""

    @property
    def lines(self) -> int:
        """How many lines of its type it has room for."""
        return max(1, int((self.height - MARGIN) / (self.size * LEADING))) if self.several_lines else 1

    def over(self, words: str) -> str | None:
        """By how much words are too long for it, None where they fit."""
        if self.longest is not None and len(words) > self.longest:
            return f"{self.name} holds {self.longest} characters and would get {len(words)}"
        if self.comb:
            return None
        width = self.width - 2 * MARGIN
        broken = simpleSplit(words, FONT, self.size, width)
        needed = sum(max(1, ceil(stringWidth(line, FONT, self.size) / width)) for line in broken)
        if needed > self.lines or ("\n" in words and not self.several_lines):
            room = f"{self.lines} line{'s' if self.lines > 1 else ''} of {self.size:g} point"
            return f"{self.name} has room for {room} and would get {needed}"
        return None


def read(content: bytes) -> dict[str, Spot]:
    """The fields of a form by their whole names, in the order of its pages. Raises FormRefused for what is no form."""
    try:
        return _spots(PdfReader(BytesIO(content)))
    except DependencyError as fault:
        raise FormRefused(f"This PDF is locked in a way that cannot be opened here: {fault}.") from fault
    except (PyPdfError, ValueError, KeyError, TypeError, OSError) as fault:
        raise FormRefused(f"This file is not a PDF that can be read: {fault}.") from fault


def _spots(document: PdfReader | PdfWriter) -> dict[str, Spot]:
    found: dict[str, Spot] = {}
    for widget in _widgets(document):
        above = list(_up(widget))
        name = ".".join(str(one["/T"]) for one in reversed(above) if "/T" in one)
        if not name:
            continue
        held = {
            key: one[key] for one in reversed(above) for key in ("/FT", "/Ff", "/MaxLen", "/V", "/DA") if key in one
        }
        flags, box = int(held.get("/Ff", 0)), [float(n) for n in widget["/Rect"]]
        spot = found.setdefault(name, Spot(name, _kind(held.get("/FT"), flags)))
        spot.states += [state for state in _states(widget) if state not in spot.states]
        spot.longest = int(held["/MaxLen"]) if int(held.get("/MaxLen", 0)) > 0 else None
        spot.several_lines, spot.comb = bool(flags & SEVERAL_LINES), bool(flags & COMB)
        width, height = abs(box[2] - box[0]), abs(box[3] - box[1])
        spot.width = min(spot.width or width, width)
        spot.height = min(spot.height or height, height)
        spot.size = max(_size(held.get("/DA")), SIZE)
        value = held.get("/V")
        spot.value = "" if value is None or value == "/Off" else str(value)
    return found


def _widgets(document: PdfReader | PdfWriter) -> Iterator[Any]:
    for page in document.pages:
        for note in page.get("/Annots") or ():
            one = note.get_object()
            if one.get("/Subtype") == "/Widget":
                yield one


def _up(widget: Any) -> Iterator[Any]:
    one = widget
    while one is not None:
        yield one
        one = one["/Parent"].get_object() if "/Parent" in one else None


def _kind(kind: Any, flags: int) -> Literal["text", "tick", "buttons", "choice", "signature"]:
    if kind == "/Btn":
        return "buttons" if flags & BUTTONS else "tick"
    return "choice" if kind == "/Ch" else "signature" if kind == "/Sig" else "text"


def _states(widget: Any) -> list[str]:
    normal = widget.get("/AP", {}).get("/N", {}) if "/FT" in widget or "/Parent" in widget else {}
    return [str(one)[1:] for one in getattr(normal, "keys", list)() if str(one) != "/Off" and one[:1] == "/"]


def _size(appearance: Any) -> float:
    """The size of the type in `/Helv 11 Tf 0 g`; 0 where the form leaves it to whoever shows it."""
    told = re.search(r"([\d.]+)\s+Tf", str(appearance or ""))
    return float(told[1]) if told else 0.0


def filled(content: bytes, wanted: Mapping[str, str]) -> bytes:
    """The form with these fields filled in, ticks by their state. Raises FormRefused, naming each that cannot be.

    What is in the file afterwards is read again: nothing but what was asked for may have changed.
    """
    have = read(content)
    before = {name: spot.value for name, spot in have.items()}
    wrong = [f"there is no field {name!r}" for name in wanted if name not in have]
    wrong += [said for name, value in wanted.items() if name in have for said in [_unfit(have[name], value)] if said]
    if wrong:
        raise FormRefused(f"The form cannot be filled in: {'; '.join(wrong)}.")
    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    put = {n: value if have[n].kind == "text" else f"/{value}" for n, value in wanted.items()}
    if put:
        writer.update_page_form_field_values(None, put, auto_regenerate=True)
    for widget in _widgets(writer):
        for one in _up(widget):  # a state is a name; pypdf writes that of a set of buttons as words
            if one.get("/FT") == "/Btn" and "/V" in one:
                one[NameObject("/V")] = NameObject(str(one["/V"]))
    form = writer.root_object.get("/AcroForm")
    if form is not None and "/XFA" in form.get_object():
        del form.get_object()["/XFA"]  # a second copy of the form, in which nothing was filled in
    out = BytesIO()
    writer.write(out)
    made = out.getvalue()
    after = {name: spot.value for name, spot in read(made).items()}
    astray = [name for name, value in after.items() if value != put.get(name, before.get(name, ""))]
    if astray or after.keys() != before.keys():
        raise FormRefused(f"The form does not take what is put into it: look at {', '.join(map(repr, astray))}.")
    return made


def _unfit(spot: Spot, value: str) -> str | None:
    if spot.kind == "text":
        return spot.over(value)
    if spot.kind == "signature":
        return f"{spot.name} is for a signature"
    return None if value in spot.states else f"{spot.name} has no {value!r}; it has {', '.join(spot.states) or 'none'}"
