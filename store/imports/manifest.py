"""The manifest beside a file: what its sender says it holds. Where it is there, all of it must agree."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from store.imports.cells import BadCell, instant
from store.imports.format import FileFormat
from store.imports.report import Findings, pounds

MAX_BYTES = 64_000
_FIELDS = ("source_system", "extracted_at", "as_at", "row_count", "total_balance", "sha256", "full")
_SHA256 = re.compile(r"[0-9a-fA-F]{64}")
_PENNIES = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Manifest:
    """One manifest. total_balance in pence. full: what the file leaves out is to be closed. None: not stated."""

    file: str
    source_system: str = ""
    extracted_at: datetime | None = None
    as_at: date | None = None
    row_count: int | None = None
    total_balance: int | None = None
    sha256: str = ""
    full: bool = False


def beside(folder: Path, file_format: FileFormat, findings: Findings, *, today: date) -> Manifest | None:
    """The manifest of a file, from `rent_accounts.manifest.json` or `rent_accounts.csv.manifest.json`.

    None when there is none, or when it cannot be read; in that case the finding says why.
    """
    stem = file_format.name.removesuffix(".csv")
    found = [path for name in (stem, file_format.name) if (path := folder / f"{name}.manifest.json").exists()]
    if not found:
        return None
    if len(found) > 1:
        findings.add(found[0].name, f"one manifest for {file_format.name}", code="manifest_twice", value=found[1].name)
        return None
    data = _read(found[0], findings)
    return None if data is None else _checked(found[0].name, data, findings, today=today)


def agree(manifest: Manifest, findings: Findings, *, rows: int, sha256: str, total_balance: int | None) -> None:
    """Compares a manifest with what was read. total_balance: None for a file that holds no balance."""

    def differ(name: str, value: object, found: object) -> None:
        findings.add(
            manifest.file,
            f"{found}, as in the file",
            code="manifest_disagrees",
            column=name,
            value=value,
        )

    if manifest.row_count is not None and manifest.row_count != rows:
        differ("row_count", manifest.row_count, rows)
    if manifest.sha256 and manifest.sha256 != sha256:
        differ("sha256", manifest.sha256, sha256)
    if manifest.total_balance is not None:
        if total_balance is None:
            findings.add(
                manifest.file,
                "no total_balance: the file holds no balances",
                code="manifest_disagrees",
                column="total_balance",
                value=pounds(manifest.total_balance),
            )
        elif manifest.total_balance != total_balance:
            differ("total_balance", pounds(manifest.total_balance), pounds(total_balance))


def _read(path: Path, findings: Findings) -> Mapping[str, Any] | None:
    try:
        if path.stat().st_size > MAX_BYTES:
            findings.add(path.name, f"a manifest of at most {MAX_BYTES:,} bytes", code="manifest_unreadable")
            return None
        data = json.loads(path.read_bytes().decode("utf-8-sig"), parse_float=Decimal)
    except OSError as error:
        findings.add(path.name, f"a file that can be read ({error.strerror})", code="manifest_unreadable")
        return None
    except (ValueError, RecursionError) as error:
        findings.add(path.name, "a JSON object in UTF-8", code="manifest_unreadable", value=str(error))
        return None
    if not isinstance(data, dict):
        findings.add(path.name, "a JSON object", code="manifest_unreadable", value=type(data).__name__)
        return None
    return data


def _checked(file: str, data: Mapping[str, Any], findings: Findings, *, today: date) -> Manifest | None:
    before = findings.errors

    def bad(name: str, expected: str) -> None:
        findings.add(file, expected, code="manifest_field", column=name, value=data[name])

    for name in data:
        if name not in _FIELDS:
            findings.add(
                file,
                f"one of {', '.join(_FIELDS)}; nothing can be compared with this",
                code="manifest_unknown",
                column=name,
                value=data[name],
                severity="warning",
            )
    stated = {name: value for name, value in data.items() if value is not None}
    source_system = stated.get("source_system", "")
    if not isinstance(source_system, str):
        bad("source_system", "text")
    as_at = _day(stated.get("as_at"))
    if "as_at" in stated and (as_at is None or as_at > today):
        bad("as_at", "a day as YYYY-MM-DD, not after today")
    extracted_at = None
    if "extracted_at" in stated:
        try:
            extracted_at = instant(str(stated["extracted_at"]), today)
        except BadCell as error:
            bad("extracted_at", str(error))
        else:
            if as_at and extracted_at.date() < as_at:
                bad("extracted_at", f"a time not before as_at, {as_at.isoformat()}")
    row_count = stated.get("row_count")
    if row_count is not None and (isinstance(row_count, bool) or not isinstance(row_count, int) or row_count < 0):
        bad("row_count", "a whole number, 0 or more")
    total = _pence(stated.get("total_balance"))
    if "total_balance" in stated and total is None:
        bad("total_balance", "pounds with at most two decimals")
    sha256 = stated.get("sha256", "")
    if sha256 != "" and not (isinstance(sha256, str) and _SHA256.fullmatch(sha256)):
        bad("sha256", "64 hexadecimal digits")
    if not isinstance(stated.get("full", False), bool):
        bad("full", "true or false")
    if findings.errors > before:
        return None
    return Manifest(
        file,
        source_system,
        extracted_at,
        as_at,
        row_count,
        total,
        sha256.lower(),
        stated.get("full", False),
    )


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None


def _pence(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        return None
    try:
        pounds = Decimal(value)
        if not pounds.is_finite() or abs(pounds) > 10**12 or pounds != pounds.quantize(_PENNIES):
            return None
        return int(pounds * 100)
    except InvalidOperation:
        return None
