"""Reads one CSV file as a stream: bytes to lines, lines to records, the header, and what is wrong by row.

Nothing here holds more than one record in memory, whatever the file is: a line, a cell and a file each have a limit.
"""

from __future__ import annotations

import csv
import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import BinaryIO

from store.imports.format import FileFormat
from store.imports.profile import Profile
from store.imports.report import Findings

DEFAULT_MAX_MB = 100
MAX_LINE_BYTES = 1_000_000
# Python's own default, set again because another library in the process may have raised it.
MAX_CELL = 131_072
MAX_COLUMNS = 500

_UTF8 = "UTF-8; save the file again as CSV UTF-8"

Tick = Callable[[int], None]


@dataclass(slots=True)
class Header:
    """The heading row: for each column of ours its place in a record, and the columns we do not know."""

    places: dict[str, int] = field(default_factory=dict)
    extras: dict[str, int] = field(default_factory=dict)
    width: int = 0


class Table:
    """One open file. Iterate `records()` after `header()` said yes; `sha256` holds once the bytes are all read.

    max_mb: the largest file that is read at all, in megabytes of 1,000,000 bytes.
    """

    def __init__(
        self,
        path: Path,
        file_format: FileFormat,
        *,
        profile: Profile,
        findings: Findings,
        max_mb: int = DEFAULT_MAX_MB,
        tick: Tick | None = None,
    ) -> None:
        self.path = path
        self.format = file_format
        self.profile = profile
        self.size = 0
        self.header = Header()
        self.broken = False
        self._findings = findings
        self._max_mb = max_mb
        self._tick = tick
        self._hash = hashlib.sha256()
        self._line = 0
        self._bytes = 0

    @property
    def name(self) -> str:
        """The file's name."""
        return self.format.name

    @property
    def sha256(self) -> str:
        """The hash of the bytes read so far: of the whole file once `records` ended."""
        return self._hash.hexdigest()

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Row number (the header is row 1) and cells of each record; empty rows are passed over.

        Sets `broken` when the rest of the file cannot be read; the finding says why and where.
        """
        try:
            self.size = os.stat(self.path).st_size
            if self.size > self._max_mb * 1_000_000:
                return self._stop(
                    f"a file of at most {self._max_mb} MB: split it, or raise --max-mb",
                    code="too_large",
                    value=f"{self.size / 1_000_000:.0f} MB",
                )
            with open(self.path, "rb") as stream:
                yield from self._rows(stream)
        except OSError as error:
            self._stop(f"a file that can be read ({error.strerror})", code="unreadable")

    def _rows(self, stream: BinaryIO) -> Iterator[tuple[int, list[str]]]:
        csv.field_size_limit(MAX_CELL)
        reader = csv.reader(self._lines(stream), strict=True)
        row, started, width = 0, 0, 0
        while True:
            started = self._line + 1
            try:
                cells = next(reader, None)
            except csv.Error as error:
                return self._not_csv(row + 1, started, str(error))
            except _Unreadable as bad:
                return self._stop(bad.expected, code=bad.code, row=row + 1, value=bad.value)
            if cells is None:
                break
            row += 1
            if row == 1:
                if not any(cells):
                    return self._stop("a header row in the first line", code="empty_file", row=1, value="nothing in it")
                if not self._read_header(cells):
                    self.broken = True
                    return
                width = self.header.width
            elif any(cells):
                if len(cells) != width:
                    self._findings.add(
                        self.name,
                        f"{width} cells as in the header",
                        code="cells",
                        row=row,
                        value=f"{len(cells)} cells",
                    )
                    continue
                yield row, cells
        if row == 0:
            self._stop("a header row", code="empty_file", value="an empty file")

    def _lines(self, stream: BinaryIO) -> Iterator[str]:
        first = True
        while raw := stream.readline(MAX_LINE_BYTES + 1):
            self._line += 1
            self._hash.update(raw)
            if len(raw) > MAX_LINE_BYTES:
                raise _Unreadable(f"a line of at most {MAX_LINE_BYTES:,} bytes", "line_too_long", f"line {self._line}")
            if first and raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
                raise _Unreadable(_UTF8, "encoding", "UTF-16")
            if b"\0" in raw:
                at = self._bytes + raw.index(b"\0")
                raise _Unreadable("text without NUL bytes", "nul", f"a NUL at byte {at}")
            try:
                text = raw.decode("utf-8")
            except UnicodeDecodeError as error:
                raise self._not_utf8(raw, error.start) from None
            if first:
                text, first = text.removeprefix("\ufeff"), False
            self._bytes += len(raw)
            if self._tick and self._line % 2048 == 0:
                self._tick(self._bytes)
            yield text
        if self._tick:
            self._tick(self._bytes)

    def _not_utf8(self, raw: bytes, start: int) -> _Unreadable:
        found = f"byte {self._bytes + start} is 0x{raw[start]:02x}"
        return _Unreadable(_UTF8, "encoding", found)

    def _not_csv(self, row: int, started: int, said: str) -> None:
        if "unexpected end of data" in said or "field larger" in said:
            wanted, code = "a closing quotation mark", "unterminated_quote"
            found = f"a quotation mark opened on line {started} and not closed"
            if "field larger" in said:
                wanted = f"a closing quotation mark, or a cell of at most {MAX_CELL:,} characters"
        elif "new-line" in said:
            wanted, code, found = "lines that end in LF or CRLF", "line_ends", "a CR on its own"
        else:
            wanted, code = "a quoted cell followed by a comma or the end of the line", "quotes"
            found = f"text after a closing quotation mark on line {self._line}"
        self._stop(wanted, code=code, row=row, value=found)

    def _stop(self, expected: str, *, code: str, row: int = 0, value: str = "") -> None:
        self.broken = True
        self._findings.add(self.name, expected, code=code, row=row, value=value)

    def _read_header(self, cells: list[str]) -> bool:
        add, header = self._findings.add, self.header
        header.width = len(cells)
        if len(cells) > MAX_COLUMNS:
            add(self.name, f"at most {MAX_COLUMNS} columns", code="columns", row=1, value=len(cells))
            return False
        if len(cells) == 1 and any(mark in cells[0] for mark in ";\t|"):
            add(self.name, "commas between the cells", code="separator", row=1, value=cells[0])
            return False
        names = [cell.strip() for cell in cells]
        good = True
        for number, (cell, name) in enumerate(zip(cells, names, strict=True), start=1):
            if not name:
                add(self.name, f"a name above column {number}", code="header_blank", row=1, value=cell)
                good = False
            elif cell != name:
                add(
                    self.name,
                    f"{name!r} without spaces around it; it was read as that",
                    code="header_spaces",
                    row=1,
                    column=name,
                    value=cell,
                    severity="warning",
                )
        for name in dict.fromkeys(n for n in names if n and names.count(n) > 1):
            times = names.count(name)
            add(self.name, "each column once", code="header_twice", row=1, column=name, value=f"{times} times")
            good = False
        if not good:
            return False
        found = {name: place for place, name in enumerate(names)}
        for column in self.format.columns:
            theirs = self.profile.theirs(self.name, column.name)
            place = found.pop(theirs, None)
            if place is not None:
                header.places[column.name] = place
            elif column.required:
                near = get_close_matches(theirs.casefold(), [n.casefold().replace(" ", "_") for n in names], n=1)
                hint = f" (is {near[0]!r} meant?)" if near else ""
                add(
                    self.name,
                    f"a column called {theirs!r}{hint}",
                    code="column_missing",
                    row=1,
                    column=column.name,
                    value="no such column",
                )
                good = False
            elif theirs != column.name:
                add(
                    self.name,
                    f"a column called {theirs!r}, as the profile says",
                    code="profile_column",
                    row=1,
                    column=column.name,
                    value="no such column",
                )
                good = False
        header.extras = found
        return good


class _Unreadable(Exception):
    def __init__(self, expected: str, code: str, value: str) -> None:
        self.expected, self.code, self.value = expected, code, value
        super().__init__(expected)


def sha256_of(path: Path) -> str:
    """The hash of a file's bytes."""
    with open(path, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
