"""Manifests: where one is there, everything in it must agree with its file."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from store.imports import ImportReport, check
from tests.store.folders import TODAY, folder, found, manifest, only


def look(path: Path, **settings: Any) -> ImportReport:
    return check(path, today=TODAY, **settings)


def test_a_manifest_that_agrees_passes(tmp_path: Path) -> None:
    path = folder(tmp_path)
    sha = hashlib.sha256((path / "rent_accounts.csv").read_bytes()).hexdigest()
    manifest(
        path,
        "rent_accounts.csv",
        source_system="Northgate",
        extracted_at="2026-11-22T01:00:00+00:00",
        as_at="2026-11-21",
        row_count=1,
        total_balance="150.00",
        sha256=sha.upper(),
    )
    manifest(path, "transactions.csv", row_count=3, total_balance=150, as_at="2026-11-21")
    report = look(path)
    assert report.problems == ()
    accounts = report.file("rent_accounts.csv")
    assert accounts is not None and accounts.source_system == "Northgate"


MANIFESTS: list[tuple[dict[str, Any], str, str]] = [
    ({"row_count": 2}, "manifest_disagrees", "1, as in the file"),
    ({"total_balance": "150.01"}, "manifest_disagrees", "150.00, as in the file"),
    ({"total_balance": 150.1}, "manifest_disagrees", "150.00, as in the file"),
    ({"sha256": "0" * 64}, "manifest_disagrees", "as in the file"),
    ({"sha256": "short"}, "manifest_field", "64 hexadecimal digits"),
    ({"row_count": "1"}, "manifest_field", "whole number"),
    ({"total_balance": "150.001"}, "manifest_field", "two decimals"),
    ({"extracted_at": "2026-11-20T10:00:00Z", "as_at": "2026-11-21"}, "manifest_field", "not before as_at"),
    ({"full": "yes"}, "manifest_field", "true or false"),
]


@pytest.mark.parametrize(("fields", "code", "expected"), MANIFESTS, ids=[str(f)[:40] for f, _, _ in MANIFESTS])
def test_everything_in_a_manifest_must_agree(tmp_path: Path, fields: dict[str, Any], code: str, expected: str) -> None:
    path = folder(tmp_path)
    manifest(path, "rent_accounts.csv", **fields)
    report = look(path)
    (problem,) = found(report, code)
    assert expected in problem.expected and problem.file == "rent_accounts.manifest.json" and not report.ok


def test_a_manifests_day_must_be_the_day_of_every_balance(tmp_path: Path) -> None:
    path = folder(tmp_path)
    manifest(path, "rent_accounts.csv", as_at="2026-11-20")
    problem = only(look(path), "manifest_disagrees")
    assert (problem.file, problem.row, problem.column) == ("rent_accounts.csv", 2, "balance_as_at")


def test_a_manifest_without_its_file_a_broken_one_and_two_of_them(tmp_path: Path) -> None:
    path = folder(tmp_path, events=[])
    manifest(path, "events.csv", row_count=1)
    (path / "tenants.manifest.json").write_text("{")
    (path / "rent_accounts.manifest.json").write_text("{}")
    (path / "rent_accounts.csv.manifest.json").write_text("{}")
    codes = sorted(p.code for p in look(path).problems)
    assert codes == ["manifest_alone", "manifest_twice", "manifest_unreadable"]
